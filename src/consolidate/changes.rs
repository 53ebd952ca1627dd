//! What changed between two versions, figure by figure, and what that does to the totals.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Serialize;

use crate::base::text::fold;
use crate::model::Kind;
use crate::model::line::{Line, LineFigure};

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// Both versions have it.
    Changed,
    /// Only the new one has it.
    Added,
    /// Only the old one has it.
    Removed,
}

impl What {
    /// Its key in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Removed => "removed",
        }
    }
}

/// One figure that is not what it was; a line without figures that came or went has one change without a field.
#[derive(Clone, Debug)]
pub struct Change<'l> {
    /// What became of its line.
    pub what: What,
    /// The line, in the new version where it is there.
    pub line: &'l Line,
    /// Which figure.
    pub field: Option<&'l str>,
    /// What it was.
    pub old: Option<&'l LineFigure>,
    /// What it is.
    pub new: Option<&'l LineFigure>,
}

impl Change<'_> {
    /// New − old, where one of them is a number.
    pub fn difference(&self) -> Option<Decimal> {
        let amount = |figure: Option<&LineFigure>| figure.and_then(|f| f.amount);
        let (old, new) = (amount(self.old), amount(self.new));
        old.or(new)?;
        new.unwrap_or_default()
            .checked_sub(old.unwrap_or_default())
            .map(|d| d.normalize())
    }
}

/// The sum of one field over all lines of a kind, where it is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// Which lines.
    pub kind: Kind,
    /// Which field.
    pub field: String,
    /// The sum in the old version.
    pub old: Decimal,
    /// The sum in the new version.
    pub new: Decimal,
}

/// All that changed.
#[derive(Debug, Default)]
pub struct Changes<'l> {
    /// Figures, in the order of kind, unit, line and field.
    pub changes: Vec<Change<'l>>,
    /// Totals, in the order of kind and field.
    pub totals: Vec<Total>,
}

impl Changes<'_> {
    /// Whether both say the same.
    pub const fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// How many lines changed, came and went.
    pub fn lines(&self) -> BTreeMap<What, usize> {
        let lines: BTreeSet<_> = self
            .changes
            .iter()
            .map(|c| (c.what, c.line.kind, &c.line.unit, &c.line.key))
            .collect();
        let mut counts = BTreeMap::from([(What::Changed, 0), (What::Added, 0), (What::Removed, 0)]);
        for (what, ..) in lines {
            *counts.entry(what).or_default() += 1;
        }
        counts
    }
}

/// Compares the lines of two versions.
pub fn changes<'l>(old: &'l [Line], new: &'l [Line]) -> Changes<'l> {
    let mut found = Vec::new();
    for (old, new) in pairs(old, new) {
        match (old, new) {
            (Some(old), Some(new)) => changed(old, new, &mut found),
            (Some(old), None) => alone(What::Removed, old, &mut found),
            (None, Some(new)) => alone(What::Added, new, &mut found),
            (None, None) => {}
        }
    }
    Changes {
        changes: found,
        totals: totals(old, new),
    }
}

/// A line of one version with that of the other: by key, else by the name where one of them gives no code.
fn pairs<'l>(old: &'l [Line], new: &'l [Line]) -> Vec<(Option<&'l Line>, Option<&'l Line>)> {
    let key = |line: &'l Line| (line.kind, line.unit.as_str(), line.key.as_str());
    let mut by_key: BTreeMap<_, (Option<&Line>, Option<&Line>)> = BTreeMap::new();
    for line in old {
        by_key.entry(key(line)).or_default().0 = Some(line);
    }
    for line in new {
        by_key.entry(key(line)).or_default().1 = Some(line);
    }
    let mut by_name: BTreeMap<(&str, String), Vec<&Line>> = BTreeMap::new();
    let name = |line: &'l Line| {
        let name = line
            .name
            .as_deref()
            .filter(|_| line.kind == Kind::Project)?;
        Some((line.unit.as_str(), fold(name)))
    };
    for (gone, _) in by_key.values().filter(|(_, new)| new.is_none()) {
        if let Some(gone) = gone
            && let Some(name) = name(gone)
        {
            by_name.entry(name).or_default().push(gone);
        }
    }
    let mut taken = BTreeSet::new();
    let mut pairs: Vec<(Option<&Line>, Option<&Line>)> = Vec::new();
    for (old, new) in by_key.values() {
        let named = new
            .filter(|_| old.is_none())
            .and_then(|line| Some((line, by_name.get(&name(line)?)?.as_slice())));
        match named {
            Some((line, [gone])) if gone.project.is_none() || line.project.is_none() => {
                if taken.insert(key(gone)) {
                    pairs.push((Some(gone), *new));
                } else {
                    pairs.push((None, *new));
                }
            }
            _ => pairs.push((*old, *new)),
        }
    }
    pairs.retain(|(old, new)| new.is_some() || old.is_none_or(|line| !taken.contains(&key(line))));
    pairs
}

fn changed<'l>(old: &'l Line, new: &'l Line, found: &mut Vec<Change<'l>>) {
    let fields: BTreeSet<&str> = old
        .figures
        .keys()
        .chain(new.figures.keys())
        .map(String::as_str)
        .collect();
    for field in fields {
        let (before, after) = (old.figures.get(field), new.figures.get(field));
        // A total that neither version prints only repeats its parts.
        let printed = |figure: Option<&LineFigure>| figure.is_some_and(|f| f.place.is_some());
        let is_total = field
            .split_once('.')
            .is_some_and(|(_, source)| source == "total");
        let is_sum = is_total && !printed(before) && !printed(after);
        if !is_sum && !same(before, after) {
            found.push(Change {
                what: What::Changed,
                line: new,
                field: Some(field),
                old: before,
                new: after,
            });
        }
    }
}

fn alone<'l>(what: What, line: &'l Line, found: &mut Vec<Change<'l>>) {
    let before = found.len();
    for (field, figure) in &line.figures {
        if same(None, Some(figure)) {
            continue;
        }
        let (old, new) = match what {
            What::Removed => (Some(figure), None),
            What::Added | What::Changed => (None, Some(figure)),
        };
        found.push(Change {
            what,
            line,
            field: Some(field),
            old,
            new,
        });
    }
    if found.len() == before {
        found.push(Change {
            what,
            line,
            field: None,
            old: None,
            new: None,
        });
    }
}

/// A blank and a zero are the same.
fn same(old: Option<&LineFigure>, new: Option<&LineFigure>) -> bool {
    let amount = |figure: Option<&LineFigure>| figure.and_then(|f| f.amount).unwrap_or_default();
    let unread = |figure: Option<&'_ LineFigure>| figure.and_then(|f| f.unread.clone());
    amount(old) == amount(new) && unread(old) == unread(new)
}

fn totals(old: &[Line], new: &[Line]) -> Vec<Total> {
    let mut sums: BTreeMap<(Kind, &str), (Decimal, Decimal)> = BTreeMap::new();
    for (lines, is_new) in [(old, false), (new, true)] {
        for line in lines {
            for (field, figure) in &line.figures {
                let sum = sums.entry((line.kind, field.as_str())).or_default();
                let side = if is_new { &mut sum.1 } else { &mut sum.0 };
                // Beyond what a decimal holds a sum stands still: no figure of an office comes near.
                *side = side
                    .checked_add(figure.amount.unwrap_or_default())
                    .unwrap_or(*side);
            }
        }
    }
    sums.into_iter()
        .filter(|(_, (old, new))| old != new)
        .map(|((kind, field), (old, new))| Total {
            kind,
            field: field.to_owned(),
            old,
            new,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(project: Option<&str>, name: &str, figures: &[(&str, i64, bool)]) -> Line {
        let key = crate::model::record::project_key(project, Some(name));
        Line {
            kind: Kind::Project,
            unit: "314".to_owned(),
            key: key.unwrap_or_default(),
            project: project.map(str::to_owned),
            name: Some(name.to_owned()),
            activity: None,
            indicator: None,
            money_source: None,
            figures: figures
                .iter()
                .map(|(field, amount, printed)| {
                    let figure = LineFigure {
                        amount: Some(Decimal::from(*amount)),
                        unread: None,
                        place: printed.then(|| ("Biểu 01".to_owned(), "G9".to_owned())),
                    };
                    ((*field).to_owned(), figure)
                })
                .collect(),
        }
    }

    #[test]
    fn figures_are_compared_and_the_differences_make_up_the_totals() {
        let old = [
            line(
                Some("KC1"),
                "A",
                &[("spent.local", 5, true), ("spent.total", 5, false)],
            ),
            line(
                Some("KC2"),
                "B",
                &[("spent.local", 7, true), ("spent.total", 7, false)],
            ),
        ];
        let new = [
            line(
                Some("KC1"),
                "A",
                &[("spent.local", 9, true), ("spent.total", 9, false)],
            ),
            line(
                Some("KC3"),
                "C",
                &[("spent.local", 2, true), ("spent.total", 2, true)],
            ),
        ];
        let found = changes(&old, &new);
        let told: Vec<_> = found
            .changes
            .iter()
            .map(|c| {
                (
                    c.what,
                    &*c.line.key,
                    c.field,
                    c.difference().map(|d| d.to_string()),
                )
            })
            .collect();
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            told,
            [
                (What::Changed, "KC1", Some("spent.local"), text("4")),
                (What::Removed, "KC2", Some("spent.local"), text("-7")),
                (What::Removed, "KC2", Some("spent.total"), text("-7")),
                (What::Added, "KC3", Some("spent.local"), text("2")),
                (What::Added, "KC3", Some("spent.total"), text("2")),
            ]
        );
        let local = found.totals.iter().find(|t| t.field == "spent.local");
        assert_eq!(local.map(|t| (t.old, t.new)), Some((12.into(), 11.into())));
        let counts: Vec<usize> = found.lines().into_values().collect();
        assert_eq!(counts, [1, 1, 1]);
    }

    #[test]
    fn a_line_that_gets_its_code_is_the_same_line() {
        let old = [line(None, "Đào tạo nghề", &[("spent.local", 5, true)])];
        let new = [line(
            Some("KC1"),
            "đào tạo nghề",
            &[("spent.local", 5, true)],
        )];
        assert!(changes(&old, &new).is_empty());
        let other = [line(Some("KC1"), "Khác", &[("spent.local", 0, true)])];
        let found = changes(&old, &other);
        let told: Vec<_> = found.changes.iter().map(|c| (c.what, c.field)).collect();
        assert_eq!(told.len(), 2);
        assert!(told.contains(&(What::Added, None)));
    }
}
