//! A list in another order, only some of its rows, or under subtotal rows: what a block of the map asks for.
//!
//! What is held is where each row stands; what a row shows is asked of the list when it is written.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;

use super::data::{Group, List, Value};
use crate::base::text::natural;

/// How the rows of a list are to stand.
#[derive(Debug, Clone, Copy, Default)]
pub struct Arrangement<'m> {
    /// What they stand under, the widest first.
    pub group: &'m [&'m str],
    /// The fields they are ordered by; `-` before a field: from the largest down.
    pub order: &'m [&'m str],
    /// Fields of which a row must show something in one; none: all rows.
    pub only: &'m [&'m str],
    /// The levels that have a model row. A row of a level that has none takes the one of the list's own rows.
    pub levels: &'m [&'m str],
}

/// A list whose rows are arranged. `L` leads to the list.
pub struct Arranged<L> {
    list: L,
    /// The names of the groupings.
    by: Vec<String>,
    /// The groups of each grouping, in order.
    kinds: Vec<Vec<Group>>,
    /// The list's rows in order; `None`: all, as the list has them, so that nothing is held for each of them.
    rows: Option<Vec<u32>>,
    /// The groups' rows from top to bottom.
    groups: Vec<Span>,
    levels: Vec<String>,
    base: Option<(String, bool)>,
}

/// What stands in a line.
enum Line<'a> {
    Group(&'a Span),
    /// A row of the list.
    Row(usize),
}

/// A group's row: which grouping, which group of it, which rows stand under it.
#[derive(Debug, Clone, Copy)]
struct Span {
    by: usize,
    kind: u32,
    /// Where its own row stands among all lines.
    line: u32,
    /// Places among the rows in order.
    rows: (u32, u32),
}

impl<L: Deref<Target: List> + Sync> Arranged<L> {
    /// Arranges a list.
    pub fn new(list: L, wanted: &Arrangement<'_>) -> Self {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let mut arranged = Self {
            by: owned(wanted.group),
            levels: owned(wanted.levels),
            base: base(&*list, wanted),
            kinds: Vec::new(),
            groups: Vec::new(),
            rows: chosen(&*list, wanted),
            list,
        };
        if let Some(rows) = arranged.rows.take_if(|_| !arranged.by.is_empty()) {
            arranged.set_under_groups(&rows);
        }
        arranged
    }

    /// Brings the rows of each group together and puts its own row above them.
    fn set_under_groups(&mut self, rows: &[u32]) {
        let list = &*self.list;
        let mut ranks: Vec<Vec<u32>> = Vec::new();
        for by in &self.by {
            let (kinds, rank) = kinds(list, by, rows);
            self.kinds.push(kinds);
            ranks.push(rank);
        }
        let mut at: Vec<u32> = (0..short(rows.len())).collect();
        let place = |at: u32| {
            let at = at as usize;
            let apart = list.is_apart(rows[at] as usize);
            (apart, ranks.iter().map(move |rank| rank[at]))
        };
        at.sort_by(|a, b| {
            let ((apart, ranks), (other, others)) = (place(*a), place(*b));
            apart.cmp(&other).then_with(|| {
                if apart {
                    Ordering::Equal
                } else {
                    ranks.cmp(others)
                }
            })
        });
        let mut open: Vec<u32> = Vec::new();
        let mut closed: Vec<usize> = vec![0; self.by.len()];
        for (index, at) in (0..).zip(&at) {
            let own: Vec<u32> = ranks.iter().map(|rank| rank[*at as usize]).collect();
            let apart = list.is_apart(rows[*at as usize] as usize);
            let same = own.iter().zip(&open).take_while(|(a, b)| a == b).count();
            if !apart && (same < own.len() || open.is_empty()) {
                for by in same..own.len() {
                    closed[by] = self.groups.len();
                    self.groups.push(Span {
                        by,
                        kind: own[by],
                        line: index + short(self.groups.len()),
                        rows: (index, index),
                    });
                }
                open = own;
            }
            if !apart {
                for group in &closed {
                    self.groups[*group].rows.1 = index + 1;
                }
            }
        }
        self.rows = Some(at.iter().map(|at| rows[*at as usize]).collect());
    }

    /// How many rows of the list are shown.
    fn count(&self) -> usize {
        self.rows
            .as_ref()
            .map_or_else(|| self.list.rows(), Vec::len)
    }

    /// What stands in a line: rows and, between them, the groups' own.
    fn line(&self, line: usize) -> Option<Line<'_>> {
        let before = self
            .groups
            .partition_point(|span| (span.line as usize) < line);
        match self.groups.get(before) {
            Some(span) if span.line as usize == line => Some(Line::Group(span)),
            _ => self.row(line - before).map(Line::Row),
        }
    }

    /// The list's row at a place among those that are shown.
    fn row(&self, place: usize) -> Option<usize> {
        match &self.rows {
            Some(rows) => rows.get(place).map(|row| *row as usize),
            None => (place < self.list.rows()).then_some(place),
        }
    }

    /// The list's rows under a group.
    fn under(&self, span: &Span) -> &[u32] {
        let rows = self.rows.as_deref().unwrap_or_default();
        let under = span.rows.0 as usize..span.rows.1 as usize;
        rows.get(under).unwrap_or_default()
    }
}

/// The rows that are wanted, in order; `None`: all, as the list has them and under no group.
fn chosen(list: &(impl List + ?Sized), wanted: &Arrangement<'_>) -> Option<Vec<u32>> {
    if wanted.group.is_empty() && wanted.order.is_empty() && wanted.only.is_empty() {
        return None;
    }
    let mut rows: Vec<u32> = (0..short(list.rows())).collect();
    if !wanted.only.is_empty() {
        let shown = |row: &u32, field: &str| shows(list.value(*row as usize, field).as_ref());
        rows.retain(|row| wanted.only.iter().any(|field| shown(row, field)));
    }
    sort(list, wanted.order, &mut rows);
    Some(rows)
}

/// The level that rows without a model row of their own take, and whether only those that stand apart do: a list of
/// several levels keeps them, one of a single level may be shown under any name.
fn base(list: &(impl List + ?Sized), wanted: &Arrangement<'_>) -> Option<(String, bool)> {
    let fields = list.fields();
    let own = |level: &str| fields.iter().any(|(other, _)| other == level);
    let free = wanted
        .levels
        .iter()
        .copied()
        .filter(|level| !wanted.group.contains(level));
    let (known, foreign): (Vec<&str>, Vec<&str>) = free.partition(|level| own(level));
    match (&known[..], &foreign[..]) {
        ([only], _) => Some(((*only).to_owned(), true)),
        ([], [only]) => Some(((*only).to_owned(), false)),
        _ => None,
    }
}

/// The groups of one grouping in order, and for each row the number of its own.
fn kinds(list: &(impl List + ?Sized), by: &str, rows: &[u32]) -> (Vec<Group>, Vec<u32>) {
    let mut seen: HashMap<(usize, String), u32> = HashMap::new();
    let mut kinds: Vec<Group> = Vec::new();
    let mut of_row = Vec::with_capacity(rows.len());
    for row in rows {
        let group = list.group(*row as usize, by).unwrap_or_default();
        let known = seen.entry((group.place, group.key.clone()));
        let number = *known.or_insert_with(|| {
            kinds.push(group);
            short(kinds.len() - 1)
        });
        of_row.push(number);
    }
    let mut order: Vec<u32> = (0..short(kinds.len())).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&kinds[*a as usize], &kinds[*b as usize]);
        (a.place.cmp(&b.place)).then_with(|| natural(&a.key, &b.key))
    });
    let mut rank = vec![0; kinds.len()];
    for (place, number) in (0..).zip(&order) {
        rank[*number as usize] = place;
    }
    for number in &mut of_row {
        *number = rank[*number as usize];
    }
    let mut sorted: Vec<(u32, Group)> = rank.into_iter().zip(kinds).collect();
    sorted.sort_by_key(|(rank, _)| *rank);
    (sorted.into_iter().map(|(_, group)| group).collect(), of_row)
}

fn sort(list: &(impl List + ?Sized), order: &[&str], rows: &mut [u32]) {
    if order.is_empty() {
        return;
    }
    let fields: Vec<(&str, bool)> = order
        .iter()
        .map(|field| match field.strip_prefix('-') {
            Some(field) => (field, true),
            None => (*field, false),
        })
        .collect();
    rows.sort_by_cached_key(|row| {
        let values = fields.iter().map(|(field, falls)| {
            let value = list.value(*row as usize, field).unwrap_or(Value::Blank);
            Key {
                value,
                falls: *falls,
            }
        });
        values.collect::<Vec<_>>()
    });
}

/// A value that rows are ordered by; what is blank stands last in any order.
#[derive(PartialEq, Eq)]
struct Key {
    value: Value,
    falls: bool,
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        let kind = |value: &Value| match value {
            Value::Money(_) | Value::Number(_) => 0,
            Value::Date(_) => 1,
            Value::Text(_) => 2,
            Value::Blank => 3,
        };
        let (one, two) = (&self.value, &other.value);
        kind(one).cmp(&kind(two)).then_with(|| {
            let order = match (one, two) {
                (Value::Money(a) | Value::Number(a), Value::Money(b) | Value::Number(b)) => {
                    a.cmp(b)
                }
                (Value::Date(a), Value::Date(b)) => a.cmp(b),
                (Value::Text(a), Value::Text(b)) => natural(a, b),
                _ => Ordering::Equal,
            };
            if self.falls { order.reverse() } else { order }
        })
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Whether a value shows something: an amount of nothing does not.
fn shows(value: Option<&Value>) -> bool {
    match value {
        Some(Value::Money(number) | Value::Number(number)) => !number.is_zero(),
        Some(Value::Text(text)) => !text.is_empty(),
        Some(Value::Date(_)) => true,
        Some(Value::Blank) | None => false,
    }
}

fn short(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

impl<L: Deref<Target: List> + Sync> List for Arranged<L> {
    fn rows(&self) -> usize {
        self.groups.len() + self.count()
    }

    fn level(&self, row: usize) -> &str {
        let own = match self.line(row) {
            Some(Line::Group(span)) => return &self.by[span.by],
            Some(Line::Row(own)) => own,
            None => return "",
        };
        let level = self.list.level(own);
        match &self.base {
            Some((base, only_apart))
                if !self.levels.iter().any(|known| known == level)
                    && (!only_apart || self.list.is_apart(own)) =>
            {
                base
            }
            _ => level,
        }
    }

    fn value(&self, row: usize, field: &str) -> Option<Value> {
        match self.line(row)? {
            Line::Row(own) => self.list.value(own, field),
            Line::Group(span) => {
                let kind = &self.kinds[span.by][span.kind as usize];
                let own = kind.fields.get(field).cloned();
                own.or_else(|| self.list.total(self.under(span), field))
            }
        }
    }

    fn has(&self, level: Option<&str>, field: &str) -> bool {
        let Some(level) = level else {
            return self.list.has(None, field);
        };
        if let Some(by) = self.by.iter().position(|by| by == level) {
            let kind = self.kinds[by].first();
            return kind.is_some_and(|kind| kind.fields.contains_key(field))
                || self.list.total(&[], field).is_some();
        }
        if self.base.as_ref().is_some_and(|(base, _)| base == level) {
            return self.list.has(None, field);
        }
        self.list.has(Some(level), field)
    }

    fn fields(&self) -> Vec<(String, String)> {
        let mut fields = self.list.fields();
        let sums: Vec<String> = fields
            .iter()
            .filter(|(_, field)| self.list.total(&[], field).is_some())
            .map(|(_, field)| field.clone())
            .collect();
        for (by, kinds) in self.by.iter().zip(&self.kinds) {
            let own = kinds.first().into_iter();
            let own = own.flat_map(|kind| kind.fields.keys().map(ToString::to_string));
            fields.extend(own.chain(sums.iter().cloned()).map(|f| (by.clone(), f)));
        }
        fields
    }

    fn groups(&self) -> BTreeMap<String, Vec<String>> {
        self.list.groups()
    }

    fn origins(&self, row: usize) -> Vec<u32> {
        match self.line(row) {
            Some(Line::Group(span)) => {
                let under = self.under(span).iter();
                under
                    .flat_map(|row| self.list.origins(*row as usize))
                    .collect()
            }
            Some(Line::Row(own)) => self.list.origins(own),
            None => Vec::new(),
        }
    }
}
