//! What a cell with placeholders becomes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::data::{Data, List, Value};
use super::grid::GridCell;
use super::layout::Sheet;
use super::nearest::nearest;
use super::placeholder::{Hole, Piece, Scale, as_text, clean, only_hole, serial};
use super::plan::{Planned, Shows};
use super::runs::{dealt, plain, push_run, runs};
use super::xml::Element;

/// The content of a filled cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Filling {
    Number(Decimal),
    /// Text; the inside of the `is` element that shows it was written.
    Text(String),
    Blank,
}

/// Which item a model row shows.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) planned: &'a Planned<'a>,
    /// The list's row by level: that of the row itself and of its parents.
    pub(super) items: &'a BTreeMap<&'a str, usize>,
}

/// Looks placeholders up.
pub(super) struct Source<'a> {
    pub(super) data: &'a Data<'a>,
    pub(super) scale: Scale,
    pub(super) epoch_1904: bool,
    /// What the model rows ask of lists, by block, prefix and field, and whether the list has it: asked once, since a
    /// model row is copied thousands of times.
    has: BTreeMap<(usize, &'a str, &'a str), bool>,
}

/// A lone placeholder of a model row, looked up once for all copies of the row.
#[derive(Clone, Copy)]
pub(super) struct Bound<'a> {
    list: &'a dyn List,
    prefix: &'a str,
    field: &'a str,
    scale: Scale,
}

/// What a placeholder stands for.
pub(super) enum Found<'a> {
    Value(Cow<'a, Value>, Scale),
    Unknown,
}

impl<'a> Source<'a> {
    /// Data to look up in for these sheets.
    pub(super) fn new(
        data: &'a Data<'a>,
        scale: Scale,
        epoch_1904: bool,
        sheets: &'a [Sheet<'a>],
    ) -> Self {
        let mut has = BTreeMap::new();
        for sheet in sheets {
            for planned in sheet.planned {
                let list = planned.list.list();
                let rows = sheet
                    .rows
                    .iter()
                    .filter(|row| planned.region.holds(row.number));
                for hole in rows.flat_map(|row| &row.cells).flat_map(GridCell::holes) {
                    let (prefix, field) = (hole.prefix(), hole.field());
                    // A list that is shown under its own name shows all its rows.
                    let level = matches!(planned.list, Shows::Arranged(_)).then_some(prefix);
                    has.entry((planned.id, prefix, field))
                        .or_insert_with(|| list.has(level, field));
                }
            }
        }
        Self {
            data,
            scale,
            epoch_1904,
            has,
        }
    }

    /// What the copies of a model row ask for in a cell that is one placeholder of its list.
    pub(super) fn bind<'b>(
        &self,
        pieces: &'b [Piece],
        planned: &'b Planned<'b>,
    ) -> Option<Bound<'b>> {
        let hole = only_hole(pieces)?;
        let prefix = hole.prefix();
        let scale = match hole.filter.as_deref() {
            None => self.scale,
            Some(filter) => Scale::named(filter)?,
        };
        let is_own = planned.prefixes.iter().any(|other| other == prefix);
        (is_own && self.is_known(planned, hole)).then(|| Bound {
            list: planned.list.list(),
            prefix,
            field: hole.field(),
            scale,
        })
    }

    /// Fills a cell for which that was found; what [`Self::fill`] would do.
    pub(super) fn fill_bound(
        &self,
        bound: &Bound<'_>,
        source: &Element,
        prefix: &str,
        shown: Shown<'_>,
        inside: &mut String,
    ) -> Filling {
        let item = shown.items.get(bound.prefix);
        let value = item.and_then(|item| bound.list.value(*item, bound.field));
        let value = value.unwrap_or(Value::Blank);
        self.typed(Cow::Owned(value), bound.scale, source, prefix, inside)
    }

    fn typed(
        &self,
        value: Cow<'_, Value>,
        scale: Scale,
        source: &Element,
        prefix: &str,
        inside: &mut String,
    ) -> Filling {
        let text = match value.as_ref() {
            Value::Money(amount) => return Filling::Number(scale.of(*amount)),
            Value::Number(number) => return Filling::Number(number.normalize()),
            Value::Blank => return Filling::Blank,
            Value::Date(date) => match serial(*date, self.epoch_1904) {
                Some(days) => return Filling::Number(Decimal::from(days)),
                None => as_text(&value, scale),
            },
            Value::Text(text) => match clean(text) {
                Cow::Owned(text) => text,
                Cow::Borrowed(_) => match value {
                    Cow::Owned(Value::Text(text)) => text,
                    _ => text.clone(),
                },
            },
        };
        plain(text, source, prefix, inside)
    }

    pub(super) fn find(&self, hole: &Hole, shown: Option<Shown<'_>>) -> Found<'a> {
        let scale = match hole.filter.as_deref() {
            None => self.scale,
            Some(filter) => match Scale::named(filter) {
                Some(scale) => scale,
                None => return Found::Unknown,
            },
        };
        let prefix = hole.prefix();
        if let Some(Shown { planned, items }) = shown
            && planned.prefixes.iter().any(|other| other == prefix)
        {
            if !self.is_known(planned, hole) {
                return Found::Unknown;
            }
            let value = items.get(prefix);
            let value = value.and_then(|item| planned.list.list().value(*item, hole.field()));
            return Found::Value(Cow::Owned(value.unwrap_or(Value::Blank)), scale);
        }
        if let Some((list, key, field)) = hole.chosen() {
            let value = self.chosen(list, key, field);
            return value.map_or(Found::Unknown, |v| Found::Value(Cow::Owned(v), scale));
        }
        match self.data.scalars.get(&hole.name) {
            Some(value) => Found::Value(Cow::Borrowed(value), scale),
            None if self.data.known.contains(&hole.name) => {
                Found::Value(Cow::Owned(Value::Blank), scale)
            }
            None => Found::Unknown,
        }
    }

    /// What a placeholder shows outside cells; `None` where it is not known, or means a row of a list.
    pub(super) fn single(&self, hole: &Hole) -> Option<String> {
        if !self.is_single(hole) {
            return None;
        }
        match self.find(hole, None) {
            Found::Value(value, scale) => Some(as_text(&value, scale)),
            Found::Unknown => None,
        }
    }

    /// Whether a placeholder means one value, wherever it stands.
    pub(super) fn is_single(&self, hole: &Hole) -> bool {
        hole.chosen().is_some() || !self.data.lists.contains_key(hole.prefix())
    }

    /// Whether something is filled into a cell outside the model rows.
    pub(super) fn shows(&self, cell: &GridCell) -> bool {
        cell.holes().any(|hole| match self.find(hole, None) {
            Found::Value(value, _) => *value != Value::Blank,
            Found::Unknown => false,
        })
    }

    /// A field of the one row of a list that is named: `activity[9].spent.local`.
    fn chosen(&self, list: &str, key: &str, field: &str) -> Option<Value> {
        let rows = self.data.lists.get(list)?;
        if !rows.has(None, field) && !self.data.known.contains(&format!("{list}.{field}")) {
            return None;
        }
        let row = rows.find(key)?;
        Some(rows.value(row, field).unwrap_or(Value::Blank))
    }

    fn is_known(&self, planned: &Planned<'_>, hole: &Hole) -> bool {
        let asked = (planned.id, hole.prefix(), hole.field());
        self.has.get(&asked).copied().unwrap_or_default() || self.data.known.contains(&hole.name)
    }

    /// Whether nothing is known of a placeholder.
    pub(super) fn is_unknown(&self, hole: &Hole, shown: Option<Shown<'_>>) -> bool {
        match shown {
            Some(Shown { planned, .. })
                if planned
                    .prefixes
                    .iter()
                    .any(|prefix| prefix == hole.prefix()) =>
            {
                let filter = hole.filter.as_deref();
                filter.is_some_and(|filter| Scale::named(filter).is_none())
                    || !self.is_known(planned, hole)
            }
            _ => matches!(self.find(hole, None), Found::Unknown),
        }
    }

    /// The known name that is most like an unknown placeholder.
    pub(super) fn nearest(&self, hole: &Hole) -> Option<String> {
        if let Some(filter) = hole
            .filter
            .as_deref()
            .filter(|filter| Scale::named(filter).is_none())
        {
            let near = nearest(filter, Scale::NAMES).unwrap_or_else(|| "dong".to_owned());
            return Some(format!("{} | {near}", hole.name));
        }
        // Of a chosen row only the field is looked for, or its list.
        let (name, bracket) = match hole.chosen() {
            Some((list, key, field)) => (format!("{list}.{field}"), Some(key)),
            None => (hole.name.clone(), None),
        };
        let mut names: BTreeSet<String> = self
            .data
            .scalars
            .keys()
            .chain(&self.data.known)
            .cloned()
            .collect();
        for (name, list) in &self.data.lists {
            for (level, field) in list.fields() {
                names.extend([format!("{level}.{field}"), format!("{name}.{field}")]);
            }
        }
        let near = nearest(&name, names.iter().map(String::as_str))?;
        match (bracket, near.split_once('.')) {
            (Some(key), Some((list, field))) if near != name => {
                Some(format!("{list}[{key}].{field}"))
            }
            (Some(_), _) => None,
            (None, _) => Some(near),
        }
    }

    /// Fills a cell: a lone placeholder gives a typed value, anything else text, whose XML goes to `inside`.
    pub(super) fn fill(
        &self,
        pieces: &[Piece],
        source: &Element,
        prefix: &str,
        shown: Option<Shown<'_>>,
        inside: &mut String,
    ) -> Filling {
        if let Some(hole) = only_hole(pieces) {
            let Found::Value(value, scale) = self.find(hole, shown) else {
                return Filling::Blank;
            };
            return self.typed(value, scale, source, prefix, inside);
        }
        let text_of = |hole: &Hole| match self.find(hole, shown) {
            Found::Value(value, scale) => as_text(&value, scale),
            Found::Unknown => String::new(),
        };
        let runs = runs(source);
        let old: Vec<&str> = runs.iter().map(|(_, text)| text.as_str()).collect();
        let texts = dealt(pieces, &old, &mut |hole| text_of(hole));
        let whole = clean(&texts.concat()).into_owned();
        if whole.is_empty() {
            return Filling::Blank;
        }
        if runs.len() == 1 {
            return plain(whole, source, prefix, inside);
        }
        for ((format, _), text) in runs.iter().zip(&texts).filter(|(_, text)| !text.is_empty()) {
            push_run(inside, *format, &clean(text), prefix);
        }
        Filling::Text(whole)
    }
}
