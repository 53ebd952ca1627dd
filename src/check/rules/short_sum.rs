//! A205: a SUM leaves out rows of its group, or a row's total some of its columns.
//!
//! Left out are only rows that count and hold something: no blank ones, no "Trong đó", no subtotal whose rows are added
//! or which adds them, nothing outside the group. A row counts as added where its group's own row is.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::place::{Area, Cell, column_name};
use crate::check::{CellFinder, Outcome, Rounding};
use crate::finding::{Cause, Code, Value};
use crate::model::formulas::Sum;
use crate::model::{Field, LineClass, Phase, Source, Submission, Table, TableLine};

use super::sums::{MOST_ADDED, TOO_MANY, judged, leaves};

pub(super) fn check(submission: &Submission, _: Rounding) -> Outcome {
    let mut findings = Vec::new();
    let cells = CellFinder::new(submission);
    let mut beyond = 0;
    for table in &submission.tables {
        let mut added = 0;
        let has_all_parts = Phase::ALL.map(|phase| table.has_all_parts(phase));
        for sums in table
            .formulas
            .sums
            .chunk_by(|a, b| a.figure.at.row == b.figure.at.row)
        {
            let Some(index) = sums.first().and_then(|s| line_of(table, s.figure.at.row)) else {
                continue;
            };
            if added > MOST_ADDED {
                beyond += 1;
                continue;
            }
            let line = &table.lines[index];
            let rows = judged(table, index, line).map(|(_, rows)| rows);
            let leaves = rows.as_deref().map(leaves).unwrap_or_default();
            let mut is_cut_short = false;
            for sum in sums {
                added += rows.as_ref().map_or(0, Vec::len);
                let parts = across(table, has_all_parts, line, sum);
                let parts = parts.map(|range| (range, Some("parts")));
                let expected = parts.or_else(|| {
                    let range = down(table, rows.as_deref()?, &leaves, line, sum, &mut added);
                    is_cut_short |= range.is_err();
                    Some((range.ok()??, None))
                });
                if let Some((expected, variant)) = expected {
                    let mut finding = cells.about(table, Code::A205, &sum.figure);
                    finding.variant = variant;
                    finding.cause = Some(Cause::RowLeftOut);
                    finding.expected = Some(Value::Text(expected));
                    finding.found = Some(Value::Text(written(sum)));
                    findings.push(finding);
                }
            }
            beyond += usize::from(is_cut_short);
        }
    }
    let mut outcome = Outcome::from(findings);
    outcome.saw(Code::A205, submission.lines());
    outcome.left_open(Code::A205, beyond, TOO_MANY);
    outcome
}

fn line_of(table: &Table, row: u32) -> Option<usize> {
    table.lines.binary_search_by_key(&row, |l| l.row).ok()
}

fn field_of(table: &Table, col: u16) -> Option<Field> {
    let (field, _) = table.columns.iter().find(|(_, c)| *c == col)?;
    Some(*field)
}

/// Whether a line holds something in a column of money.
fn is_filled(line: &TableLine, field: Field, col: u16) -> bool {
    line.money[field.phase as usize].is_filled_in(field.source, col)
}

/// The rows that a group or a total adds in a column, those that hold something.
pub(super) fn filled_leaves(table: &Table, at: Cell) -> Option<(Field, Vec<&TableLine>)> {
    let field = field_of(table, at.col)?;
    let index = line_of(table, at.row)?;
    let (_, rows) = judged(table, index, &table.lines[index])?;
    let mut parts = leaves(&rows);
    parts.retain(|l| is_filled(l, field, at.col));
    Some((field, parts)).filter(|(_, parts)| !parts.is_empty())
}

/// The rows that a sum adds, as spans in order.
struct Added(Vec<(u32, u32)>);

impl Added {
    fn new(sum: &Sum) -> Self {
        let mut spans: Vec<(u32, u32)> = sum
            .areas
            .iter()
            .map(|a| (a.first.row, a.last.row))
            .collect();
        spans.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::new();
        for (first, last) in spans {
            match merged.last_mut() {
                Some((_, end)) if first <= *end => *end = last.max(*end),
                _ => merged.push((first, last)),
            }
        }
        Self(merged)
    }

    fn has(&self, row: u32) -> bool {
        let next = self.0.partition_point(|(_, last)| *last < row);
        self.0.get(next).is_some_and(|(first, _)| *first <= row)
    }
}

/// There are too many figures to add up for saying what a sum should add.
struct TooMany;

/// What a sum down its own column should add, if it leaves out rows. `parts` are the rows that count; the rows of totals
/// among them that are looked at as well are added to `looked_at`.
fn down(
    table: &Table,
    rows: &[&TableLine],
    parts: &[&TableLine],
    line: &TableLine,
    sum: &Sum,
    looked_at: &mut usize,
) -> Result<Option<String>, TooMany> {
    let at = sum.figure.at;
    let is_own = |a: &Area| (a.first.col, a.last.col) == (at.col, at.col);
    if !sum.areas.iter().all(is_own) {
        return Ok(None);
    }
    // Nearly every sum adds one span with all rows in it.
    if let ([area], Some(first), Some(last)) = (&*sum.areas, parts.first(), parts.last())
        && area.first.row <= first.row
        && last.row <= area.last.row
    {
        return Ok(None);
    }
    let Some(field) = field_of(table, at.col) else {
        return Ok(None);
    };
    let added = Added::new(sum);
    let is_filled = |l: &TableLine| is_filled(l, field, at.col);
    if parts.iter().all(|l| added.has(l.row) || !is_filled(l)) {
        return Ok(None);
    }
    let mut targets: BTreeSet<u32> = BTreeSet::new();
    // Rows that are left out, with the outermost group that prints a subtotal of theirs.
    let mut missing: BTreeMap<u32, Option<u32>> = BTreeMap::new();
    let mut by_subtotal = false;
    let mut open: Vec<&TableLine> = Vec::new();
    for other in rows.iter().filter(|l| l.row != line.row) {
        match other.class {
            LineClass::Group => open.retain(|group| group.level < other.level),
            LineClass::Total if other.closes.is_none() => open.clear(),
            _ => {}
        }
        if parts.binary_search_by_key(&other.row, |l| l.row).is_ok() {
            let subtotal = open.iter().find(|g| added.has(g.row) && is_filled(g));
            if added.has(other.row) {
                targets.insert(other.row);
            } else if let Some(group) = subtotal {
                by_subtotal = true;
                targets.insert(group.row);
            } else if is_filled(other) {
                let group = open.first().filter(|g| is_filled(g));
                missing.insert(other.row, group.map(|g| g.row));
            }
        }
        if other.class == LineClass::Group {
            open.push(other);
        }
    }
    // "Cộng I" stands for the rows of group I.
    let totals = rows.iter().filter(|l| {
        l.class == LineClass::Total && l.row != line.row && added.has(l.row) && is_filled(l)
    });
    for total in totals {
        if *looked_at > MOST_ADDED {
            return Err(TooMany);
        }
        if let Some((_, below)) = line_of(table, total.row).and_then(|at| judged(table, at, total))
        {
            *looked_at += below.len();
            for leaf in leaves(&below) {
                missing.remove(&leaf.row);
            }
            by_subtotal = true;
            targets.insert(total.row);
        }
    }
    // What adds nothing of its group is another kind of sum.
    if missing.is_empty() || targets.is_empty() {
        return Ok(None);
    }
    for (row, group) in missing {
        targets.insert(group.filter(|_| by_subtotal).unwrap_or(row));
    }
    let targets: Vec<u32> = targets.into_iter().collect();
    let between = if sum.is_chain { "+" } else { "," };
    Ok(Some(column_range(table, field, at.col, &targets, between)))
}

/// Rows of a column as a formula names them: `C9:C20`. A span holds no other line that prints something.
pub(super) fn column_range(
    table: &Table,
    field: Field,
    col: u16,
    targets: &[u32],
    between: &str,
) -> String {
    let is_apart = |a: u32, b: u32| {
        let from = table.lines.partition_point(|l| l.row <= a);
        table.lines[from..]
            .iter()
            .take_while(|l| l.row < b)
            .any(|l| l.class == LineClass::OfWhich || is_filled(l, field, col))
    };
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for row in targets {
        match spans.last_mut() {
            Some((_, last)) if !is_apart(*last, *row) => *last = *row,
            _ => spans.push((*row, *row)),
        }
    }
    let letters = column_name(col);
    let named: Vec<String> = spans
        .into_iter()
        .map(|(a, b)| {
            if a == b {
                format!("{letters}{}", a + 1)
            } else {
                format!("{letters}{}:{letters}{}", a + 1, b + 1)
            }
        })
        .collect();
    named.join(between)
}

/// What a row's total should add, if it leaves out parts; only where the form has all parts of its phase.
fn across(table: &Table, has_all_parts: [bool; 3], line: &TableLine, sum: &Sum) -> Option<String> {
    let at = sum.figure.at;
    let field = field_of(table, at.col)?;
    let is_row = |a: &Area| {
        (a.first.row, a.last.row) == (at.row, at.row)
            && !(a.first.col..=a.last.col).contains(&at.col)
    };
    if field.source != Source::Total
        || !has_all_parts[field.phase as usize]
        || !sum.areas.iter().all(is_row)
    {
        return None;
    }
    let is_added = |col: u16| {
        let mut areas = sum.areas.iter();
        areas.any(|a| (a.first.col..=a.last.col).contains(&col))
    };
    let parts = table
        .columns
        .iter()
        .filter(|(f, _)| f.phase == field.phase && f.source != Source::Total);
    let is_short = parts
        .clone()
        .any(|(f, col)| !is_added(*col) && is_filled(line, *f, *col));
    if !is_short || !parts.clone().any(|(_, col)| is_added(*col)) {
        return None;
    }
    let mut cols: Vec<(u16, Field)> = parts.map(|(f, col)| (*col, *f)).collect();
    cols.sort_unstable();
    let mut spans: Vec<(u16, u16)> = Vec::new();
    for (col, f) in &cols {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == *col => *last = *col,
            _ if is_filled(line, *f, *col) || is_added(*col) => spans.push((*col, *col)),
            _ => {}
        }
    }
    let row = at.row + 1;
    let named: Vec<String> = spans
        .into_iter()
        .map(|(a, b)| {
            let (first, last) = (column_name(a), column_name(b));
            if a == b {
                format!("{first}{row}")
            } else {
                format!("{first}{row}:{last}{row}")
            }
        })
        .collect();
    Some(named.join(if sum.is_chain { "+" } else { "," }))
}

/// What a sum adds, as it is written.
fn written(sum: &Sum) -> String {
    let named: Vec<String> = sum
        .areas
        .iter()
        .map(|a| {
            if a.first == a.last {
                a.first.to_string()
            } else {
                format!("{}:{}", a.first, a.last)
            }
        })
        .collect();
    named.join(if sum.is_chain { "+" } else { "," })
}
