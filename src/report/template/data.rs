//! What a template is filled with.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::placeholder::{Scale, as_text};
use super::traced::{Computed, Figure};
use super::unsaved::Unsaved;
use crate::base::text::fold;

/// The value of one placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// An amount in đồng; written in the unit that the placeholder or the map asks for.
    Money(Decimal),
    /// Any other number; written as it is, whatever unit is asked for.
    Number(Decimal),
    /// A calendar day.
    Date(NaiveDate),
    /// Text; never becomes a formula, a link or markup.
    Text(String),
    /// Known, but there is nothing to show.
    Blank,
}

/// The rows of a list. A row is asked for when it is written, so that no list has to be in memory as a whole.
pub trait List: Sync {
    /// How many rows there are.
    fn rows(&self) -> usize;
    /// The prefix of the model row that shows a row, `project`.
    fn level(&self, row: usize) -> &str;
    /// A field of a row without prefix, `approved.total`; `None` where the row has no such field.
    fn value(&self, row: usize, field: &str) -> Option<Value>;
    /// Whether rows of a level (of any level, if none is given) have such a field.
    fn has(&self, level: Option<&str>, field: &str) -> bool;
    /// All fields that rows have, with the level, for the nearest name to a wrong one.
    fn fields(&self) -> Vec<(String, String)>;

    /// What the rows can be grouped by, and what the row of such a group shows beside its sums.
    fn groups(&self) -> BTreeMap<String, Vec<String>> {
        let named = |(_, field)| (field, vec!["name".to_owned()]);
        self.fields().into_iter().map(named).collect()
    }

    /// The group that a row belongs to under one of [`List::groups`].
    fn group(&self, row: usize, by: &str) -> Option<Group> {
        let name = self.value(row, by)?;
        Some(Group {
            // What has no such value stands last.
            place: usize::from(name == Value::Blank),
            key: as_text(&name, Scale::Dong),
            fields: BTreeMap::from([("name".into(), name)]),
        })
    }

    /// What the row of a group shows of the rows that stand under it: amounts are added up. `None` where such a field
    /// has no sum; with no rows it only tells whether it has.
    fn total(&self, rows: &[u32], field: &str) -> Option<Value> {
        if rows.is_empty() {
            return self.has(None, field).then_some(Value::Blank);
        }
        let mut sum = None;
        for row in rows {
            match self.value(*row as usize, field)? {
                Value::Money(amount) => {
                    sum = Some(sum.unwrap_or(Decimal::ZERO).checked_add(amount)?);
                }
                Value::Blank => {}
                _ => return None,
            }
        }
        Some(sum.map_or(Value::Blank, Value::Money))
    }

    /// The rows of the data's own list that a row shows: itself, unless this list arranges another one.
    fn origins(&self, row: usize) -> Vec<u32> {
        u32::try_from(row).into_iter().collect()
    }

    /// Whether a row stands apart from all groups, after them and in none of their sums.
    fn is_apart(&self, _row: usize) -> bool {
        false
    }

    /// The row that a name between brackets means, `activity[9].name`: by its number, code or name.
    fn find(&self, key: &str) -> Option<usize> {
        let wanted = fold(key);
        let says = |row: usize, field: &str| match self.value(row, field) {
            Some(Value::Text(text)) => fold(&text) == wanted,
            Some(Value::Number(number)) => fold(&number.normalize().to_string()) == wanted,
            _ => false,
        };
        let fields = ["number", "code", "id", "name"];
        let mut fields = fields.into_iter().filter(|field| self.has(None, field));
        fields.find_map(|field| (0..self.rows()).find(|row| says(*row, field)))
    }
}

/// What rows of a list stand under.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Group {
    /// Where it stands among its like; those of one place are ordered by their keys.
    pub place: usize,
    /// What tells it from others.
    pub key: String,
    /// What its row shows beside sums, `name`.
    pub fields: BTreeMap<Cow<'static, str>, Value>,
}

/// One row of a list that is held in memory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// The prefix of the model row that shows it, `project`.
    pub level: String,
    /// Fields without prefix, `approved.total`.
    pub fields: BTreeMap<Cow<'static, str>, Value>,
}

/// A short list.
impl List for Vec<Row> {
    fn rows(&self) -> usize {
        self.len()
    }

    fn level(&self, row: usize) -> &str {
        self.get(row).map_or("", |row| &row.level)
    }

    fn value(&self, row: usize, field: &str) -> Option<Value> {
        self.get(row)?.fields.get(field).cloned()
    }

    fn has(&self, level: Option<&str>, field: &str) -> bool {
        self.iter()
            .filter(|row| level.is_none_or(|level| row.level == level))
            .any(|row| row.fields.contains_key(field))
    }

    fn fields(&self) -> Vec<(String, String)> {
        let all: BTreeSet<(&str, &str)> = self
            .iter()
            .flat_map(|row| {
                row.fields
                    .keys()
                    .map(|field| (row.level.as_str(), &**field))
            })
            .collect();
        all.into_iter()
            .map(|(level, field)| (level.to_owned(), field.to_owned()))
            .collect()
    }
}

/// Everything that a template may name.
#[derive(Default)]
pub struct Data<'a> {
    /// Single values by their whole name: `report.agency`, `total.cumulative.local`.
    pub scalars: BTreeMap<String, Value>,
    /// Lists by name. A row of the template with `{{project.…}}` repeats over the list `project`
    /// unless the map gives it another one.
    pub lists: BTreeMap<String, Box<dyn List + 'a>>,
    /// Names that are known even if no row has them now: `project.approved.total`.
    pub known: BTreeSet<String>,
}

/// A placeholder that nothing is known of; its cell was left blank.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// The sheet as the template names it.
    pub sheet: String,
    /// The cell in the template, `B7`.
    pub cell: String,
    /// What stands between the braces.
    pub placeholder: String,
    /// The known name that is most like it.
    pub nearest: Option<String>,
}

/// A placeholder outside cells that has no value: it is printed as typed, or left blank if nothing is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// The message that says what kind of place that is.
    pub place: &'static str,
    /// The sheet and the cell, of a note.
    pub at: Option<(String, String)>,
    /// What stands between the braces.
    pub placeholder: String,
    /// Single values are filled there, and none has this name: it is left blank.
    pub is_unknown: bool,
    /// The known name that is most like it.
    pub nearest: Option<String>,
}

/// A placeholder as it stands in the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// The sheet as the template names it.
    pub sheet: String,
    /// The cell in the template, `B7`.
    pub cell: String,
    /// The dotted name.
    pub name: String,
    /// The unit after `|`, as written.
    pub filter: Option<String>,
}

/// Model rows that follow each other and show one list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelRows {
    /// The sheet.
    pub sheet: String,
    /// First and last row in the template.
    pub rows: (u32, u32),
    /// The prefix of each of them.
    pub levels: Vec<String>,
    /// Prefixes that the map names and no row has.
    pub lacking: Vec<String>,
}

/// What came of filling a template.
#[derive(Debug, Clone)]
pub struct Filled {
    /// The names of the sheets in order.
    pub sheets: Vec<String>,
    /// The model rows of the template in the order of sheets and rows.
    pub models: Vec<ModelRows>,
    /// Unknown placeholders in the order of sheets and cells.
    pub warnings: Vec<Warning>,
    /// Placeholders outside cells.
    pub outside: Vec<Outside>,
    /// Formulas that are saved without a result.
    pub unsaved: Vec<Unsaved>,
    /// How many cells were given a value.
    pub cells_written: usize,
    /// Where each placeholder's value went, in the order of sheets, rows and columns, if that was asked.
    pub figures: Vec<Figure>,
    /// All formulas in the same order, if that was asked.
    pub computed: Vec<Computed>,
}
