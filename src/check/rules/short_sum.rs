//! A205: a SUM leaves out rows of its group, or a row's total some of its columns.
//!
//! Left out are only rows that count and hold something: no blank ones, no "Trong đó", no subtotal whose rows are added
//! or which adds them, nothing outside the group. A row counts as added where its group's own row is.

use std::collections::BTreeSet;

use crate::base::place::{Area, Cell, column_name};
use crate::base::reading::Reading;
use crate::check::{Rounding, about_cell};
use crate::finding::{Code, Finding, Value};
use crate::model::formulas::Sum;
use crate::model::{Field, LineClass, Source, Submission, Table, TableLine};

use super::sums::{judged, leaves};

pub(super) fn check(submission: &Submission, _: Rounding) -> Vec<Finding> {
    let mut findings = Vec::new();
    for table in &submission.tables {
        for sums in table
            .formulas
            .sums
            .chunk_by(|a, b| a.figure.at.row == b.figure.at.row)
        {
            let Some(index) = sums.first().and_then(|s| line_of(table, s.figure.at.row)) else {
                continue;
            };
            let line = &table.lines[index];
            let rows = judged(table, index, line).map(|(_, rows)| rows);
            let leaves = rows.as_deref().map(leaves).unwrap_or_default();
            for sum in sums {
                let parts = across(table, line, sum).map(|range| (range, Some("parts")));
                let expected = parts.or_else(|| {
                    let range = down(table, rows.as_deref()?, &leaves, line, sum)?;
                    Some((range, None))
                });
                if let Some((expected, variant)) = expected {
                    let mut finding = about_cell(submission, table, Code::A205, &sum.figure);
                    finding.variant = variant;
                    finding.expected = Some(Value::Text(expected));
                    finding.found = Some(Value::Text(written(sum)));
                    findings.push(finding);
                }
            }
        }
    }
    findings
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
    line.money[field.phase as usize]
        .figure(field.source)
        .is_some_and(|f| f.reading != Reading::Blank && f.cell.is_some_and(|c| c.col == col))
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

/// What a sum down its own column should add, if it leaves out rows.
fn down(
    table: &Table,
    rows: &[&TableLine],
    parts: &[&TableLine],
    line: &TableLine,
    sum: &Sum,
) -> Option<String> {
    let at = sum.figure.at;
    if !sum
        .areas
        .iter()
        .all(|a| (a.first.col, a.last.col) == (at.col, at.col))
    {
        return None;
    }
    let field = field_of(table, at.col)?;
    let is_added = |row: u32| {
        let mut areas = sum.areas.iter();
        areas.any(|a| (a.first.row..=a.last.row).contains(&row))
    };
    let is_out = |l: &&&TableLine| !is_added(l.row) && is_filled(l, field, at.col);
    if parts.iter().filter(is_out).count() == 0 {
        return None;
    }
    // Rows whose group or subtotal is added.
    let mut by_subtotal: BTreeSet<u32> = BTreeSet::new();
    let mut subtotals = Vec::new();
    for other in rows.iter().filter(|l| l.row != line.row && is_added(l.row)) {
        let below = match line_of(table, other.row).and_then(|at| judged(table, at, other)) {
            Some((_, rows)) => leaves(&rows),
            None => continue,
        };
        if !below.is_empty() && is_filled(other, field, at.col) {
            subtotals.push(other.row);
            by_subtotal.extend(below.iter().map(|l| l.row));
        }
    }
    let missing: Vec<&TableLine> = parts
        .iter()
        .filter(is_out)
        .filter(|l| !by_subtotal.contains(&l.row))
        .copied()
        .collect();
    let added: Vec<u32> = parts
        .iter()
        .map(|l| l.row)
        .filter(|row| is_added(*row))
        .collect();
    // What adds nothing of its group is another kind of sum.
    if missing.is_empty() || (added.is_empty() && by_subtotal.is_empty()) {
        return None;
    }
    let mut targets: BTreeSet<u32> = added.into_iter().chain(subtotals.iter().copied()).collect();
    for leaf in &missing {
        let group = (!subtotals.is_empty())
            .then(|| outermost(rows, leaf, field, at.col))
            .flatten();
        targets.insert(group.unwrap_or(leaf.row));
    }
    let targets: Vec<u32> = targets.into_iter().collect();
    let between = if sum.is_chain { "+" } else { "," };
    Some(column_range(table, field, at.col, &targets, between))
}

/// The row of the outermost group among the rows that a line stands in, if it prints a subtotal.
fn outermost(rows: &[&TableLine], leaf: &TableLine, field: Field, col: u16) -> Option<u32> {
    let before = rows.iter().take_while(|l| l.row < leaf.row);
    let mut stack: Vec<&TableLine> = Vec::new();
    for group in before.filter(|l| l.class == LineClass::Group) {
        stack.retain(|open| open.level < group.level);
        stack.push(group);
    }
    stack
        .first()
        .filter(|group| is_filled(group, field, col))
        .map(|group| group.row)
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

/// What a row's total should add, if it leaves out parts.
fn across(table: &Table, line: &TableLine, sum: &Sum) -> Option<String> {
    let at = sum.figure.at;
    let field = field_of(table, at.col)?;
    let is_row = |a: &Area| {
        (a.first.row, a.last.row) == (at.row, at.row)
            && !(a.first.col..=a.last.col).contains(&at.col)
    };
    if field.source != Source::Total
        || !table.has_all_parts(field.phase)
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
