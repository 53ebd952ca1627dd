//! Names without figures: what a form may ask for, to look at a form where there is no period yet.

use std::collections::BTreeMap;

use crate::model::Programme;
use crate::report::known;
use crate::report::template::{Data, Group, List, Row, Value};

use super::{row, text};

/// Lists whose rows only a period knows, with the levels of their rows.
const LISTS: [(&str, &[&str]); 8] = [
    ("project", &["project", "outside"]),
    ("unit", &["unit"]),
    ("approval", &["approval"]),
    ("submission", &["submission"]),
    ("finding", &["finding"]),
    ("result", &["result"]),
    ("money_by_activity", &["content", "activity", "outside"]),
    (
        "projects_by_activity",
        &["content", "activity", "project", "outside"],
    ),
];

/// All names with nothing behind them; the lines of the programme are there, every other list has its levels twice: rows
/// move as they will, so that what cannot follow them is refused here too.
pub fn specimen(programme: &Programme) -> Data<'static> {
    let mut data = Data {
        known: known::names(),
        ..Data::default()
    };
    let scalars = known::single().map(|name| (name, Value::Blank));
    data.scalars.extend(scalars);
    let contents = programme.contents.iter().map(|c| (&c.number, &c.name));
    let activities = programme.activities.iter().map(|a| (&a.number, &a.name));
    let indicators = || programme.indicators.iter();
    let all = indicators().map(|i| (&i.number, &i.name));
    let mut put = |name: &str, list: Box<dyn List>| data.lists.insert(name.to_owned(), list);
    put("content", Box::new(lines("content", contents)));
    put("activity", Box::new(lines("activity", activities)));
    put("indicator", Box::new(lines("indicator", all)));
    let mut under = Vec::new();
    for indicator in indicators() {
        let level = match indicator.parent() {
            Some(_) => "of_which",
            None => "indicator",
        };
        under.extend(lines(
            level,
            [(&indicator.number, &indicator.name)].into_iter(),
        ));
    }
    put("results_by_indicator", Box::new(under));
    for (name, levels) in LISTS {
        put(name, Box::new(Specimen { name, levels }));
    }
    data
}

fn lines<'p>(level: &str, of: impl Iterator<Item = (&'p String, &'p String)>) -> Vec<Row> {
    of.map(|(number, name)| {
        let mut line = row(level);
        let fields = known::fields(level).map(|field| (field.into(), Value::Blank));
        line.fields.extend(fields);
        line.fields.insert("number".into(), text(number.as_str()));
        line.fields.insert("name".into(), text(name.as_str()));
        line
    })
    .collect()
}

/// How often each level comes.
const TIMES: usize = 2;

/// A list with blank rows of each level.
struct Specimen {
    name: &'static str,
    levels: &'static [&'static str],
}

impl List for Specimen {
    fn rows(&self) -> usize {
        self.levels.len() * TIMES
    }

    fn level(&self, row: usize) -> &str {
        let at = row.checked_rem(self.levels.len());
        at.map_or("", |at| self.levels[at])
    }

    fn value(&self, row: usize, field: &str) -> Option<Value> {
        known::has(self.level(row), field).then_some(Value::Blank)
    }

    fn has(&self, level: Option<&str>, field: &str) -> bool {
        self.levels
            .iter()
            .filter(|own| level.is_none_or(|level| level == **own))
            .any(|own| known::has(own, field))
    }

    fn fields(&self) -> Vec<(String, String)> {
        let of = |level: &&'static str| {
            let level = *level;
            known::fields(level).map(move |field| (level.to_owned(), field.to_owned()))
        };
        self.levels.iter().flat_map(of).collect()
    }

    fn groups(&self) -> BTreeMap<String, Vec<String>> {
        known::groups(self.name)
    }

    fn group(&self, row: usize, by: &str) -> Option<Group> {
        let fields = known::groups(self.name).remove(by)?;
        Some(Group {
            fields: fields
                .into_iter()
                .map(|field| (field.into(), Value::Blank))
                .collect(),
            key: row.to_string(),
            place: row,
        })
    }

    fn total(&self, _: &[u32], field: &str) -> Option<Value> {
        super::AMOUNTS.contains(&field).then_some(Value::Blank)
    }

    fn is_apart(&self, row: usize) -> bool {
        self.level(row) == "outside"
    }

    /// Which codes and names there will be only the period tells.
    fn find(&self, _: &str) -> Option<usize> {
        Some(0)
    }
}
