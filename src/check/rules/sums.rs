//! A202: a group row differs from its rows. A203: the sheet's total differs.
//!
//! Sums are made from detail rows only; "Trong đó" rows are no part, printed subtotals are never added.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::place::{Area, Cell};
use crate::base::reading::Reading;
use crate::check::causes::{self, Sum};
use crate::check::rounding::differ;
use crate::check::whole_sums::WholeSums;
use crate::check::{Outcome, Rounding};
use crate::finding::{Cause, Code, Finding, Subject, Value};
use crate::model::formulas::Sum as FormulaSum;
use crate::model::{Field, Figure, LineClass, Money, Source, Submission, Table, TableLine};

/// So many figures are added up on one sheet, and all sums beyond are told as not checked. A form adds each of its figures
/// up three or four times, so this is enough for a hundred thousand rows; a sheet of nothing but totals would take hours.
pub(super) const MOST_ADDED: usize = 4_000_000;

/// Why they are not.
pub(super) const TOO_MANY: &str = "too-many-sums";

pub(super) fn check(submission: &Submission, rounding: Rounding) -> Outcome {
    let mut findings = Vec::new();
    let mut groups = Count::default();
    let mut totals = Count::default();
    for table in &submission.tables {
        let mut fields: Vec<Field> = table.columns.iter().map(|(f, _)| *f).collect();
        fields.sort_unstable();
        fields.dedup();
        let mut found: Vec<(Field, Finding)> = Vec::new();
        let mut added = 0_usize;
        for (index, line) in table.lines.iter().enumerate() {
            let count = match line.class {
                LineClass::Total if line.closes.is_none() => &mut totals,
                LineClass::Group | LineClass::Total => &mut groups,
                LineClass::Detail | LineClass::OfWhich => continue,
            };
            if added > MOST_ADDED {
                count.seen += 1;
                count.beyond += 1;
                continue;
            }
            let Some((code, rows)) = judged(table, index, line) else {
                continue;
            };
            added = added.saturating_add(rows.len() * fields.len());
            let leaves = leaves(&rows);
            if leaves.is_empty() {
                continue;
            }
            count.seen += 1;
            let whole = WholeSums::of(table, &leaves);
            let is_unreadable = |l: &&TableLine| l.money.iter().any(Money::has_unreadable);
            count.unreadable += usize::from(whole.is_none() && leaves.iter().any(is_unreadable));
            // Most sums are right: nothing more is asked of them.
            let is_right = |f: &&Field| whole.as_ref().is_some_and(|w| w.is_printed(line, **f));
            for field in fields.iter().filter(|f| !is_right(f)) {
                if let Some(mut finding) =
                    compare(table, line, (&rows, &leaves), *field, code, rounding)
                {
                    finding.unit.clone_from(&submission.unit);
                    finding.file = Some(Arc::clone(&submission.file));
                    finding.sheet = Some(Arc::clone(&table.sheet));
                    found.push((*field, finding));
                }
            }
        }
        found.sort_by_key(|(field, _)| *field);
        findings.extend(found.into_iter().map(|(_, finding)| finding));
    }
    let mut outcome = Outcome::from(findings);
    for (code, count) in [(Code::A202, groups), (Code::A203, totals)] {
        outcome.saw(code, count.seen);
        outcome.left_open(code, count.unreadable, "unreadable");
        outcome.left_open(code, count.beyond, TOO_MANY);
    }
    outcome
}

/// Printed sums.
#[derive(Clone, Copy, Default)]
struct Count {
    seen: usize,
    /// One of their rows holds an amount that nobody can read.
    unreadable: usize,
    /// The sheet adds up too many rows before them.
    beyond: usize,
}

/// What a line adds up: a group its rows, a closing total its group, a total the whole table.
pub(super) fn judged<'a>(
    table: &'a Table,
    index: usize,
    line: &TableLine,
) -> Option<(Code, Vec<&'a TableLine>)> {
    match line.class {
        LineClass::Group => Some((Code::A202, inside(table, index))),
        LineClass::Total => match &line.closes {
            Some(key) => {
                let opened = table.lines[..index]
                    .iter()
                    .rposition(|l| l.class == LineClass::Group && number_of(l) == *key);
                if let Some(group) = opened {
                    Some((Code::A202, inside(table, group)))
                } else {
                    // The group that it closes is not to be seen: what stands since the last total is meant.
                    let from = table.lines[..index]
                        .iter()
                        .rposition(|l| l.class == LineClass::Total)
                        .map_or(0, |i| i + 1);
                    Some((Code::A202, table.lines[from..index].iter().collect()))
                }
            }
            None => Some((Code::A203, table.lines.iter().collect())),
        },
        LineClass::Detail | LineClass::OfWhich => None,
    }
}

fn number_of(line: &TableLine) -> String {
    line.seq
        .as_deref()
        .unwrap_or_default()
        .trim_matches(['.', ')', '(', ' '])
        .to_uppercase()
}

/// The lines of a group: until the next group of its level or above, or a total.
fn inside(table: &Table, group: usize) -> Vec<&TableLine> {
    let level = table.lines[group].level;
    table.lines[group + 1..]
        .iter()
        .take_while(|l| !(l.class == LineClass::Group && l.level <= level))
        .take_while(|l| !(l.class == LineClass::Total && l.closes.is_none()))
        .collect()
}

/// Compares what a line prints with the sum of its rows: all of them, and those that are added.
fn compare(
    table: &Table,
    line: &TableLine,
    (rows, leaves): (&[&TableLine], &[&TableLine]),
    field: Field,
    code: Code,
    rounding: Rounding,
) -> Option<Finding> {
    let figure = |l: &TableLine| l.money[field.phase as usize].figure(field.source);
    let printed = line.money[field.phase as usize].amount(field.source)?;
    // For the total a row counts as the sum of its parts where the form has all of them.
    let of_parts = field.source == Source::Total && table.has_all_parts(field.phase);
    let reading = |leaf: &TableLine| {
        let money = &leaf.money[field.phase as usize];
        match of_parts {
            true if money.has_unreadable() => Reading::Unreadable,
            true => money.counted().map_or(Reading::Blank, Reading::Known),
            false => money.reading(field.source),
        }
    };
    let mut expected = Decimal::ZERO;
    for leaf in leaves {
        match reading(leaf) {
            Reading::Known(amount) => expected = expected.checked_add(amount)?,
            Reading::Blank => {}
            Reading::Unreadable => return None,
        }
    }
    if expected == printed {
        return None;
    }
    let printed_figure: Figure = figure(line)?;
    let figures: Vec<Figure> = leaves
        .iter()
        .filter_map(|l| figure(l))
        .filter(|f| f.reading.known().is_some())
        .collect();
    let halves = figures.iter().map(|f| f.half).chain([printed_figure.half]);
    let allowed = rounding.allows(halves);
    if !differ(expected, printed, allowed) {
        return None;
    }
    let mut finding = Finding::new(code, Subject::Sheet(table.form));
    finding.field = Some(field.to_string());
    finding.cells = printed_figure.cell.into_iter().collect();
    finding.expected = Some(Value::Money(expected));
    finding.found = Some(Value::Money(printed));
    finding.found_text = printed_figure.text.as_deref().map(str::to_owned);
    finding.money_unit = printed_figure.unit;
    finding.allowed = allowed;
    let rows: Vec<&TableLine> = rows.iter().copied().filter(|l| l.row != line.row).collect();
    // A total is the sum of all sources; a source stands for itself.
    finding.over = leaves
        .iter()
        .flat_map(|l| l.money[field.phase as usize].iter())
        .filter(|(source, _)| field.source == Source::Total || *source == field.source)
        .filter_map(|(_, f)| f.cell)
        .collect();
    finding.follows = explained(&rows, leaves, field, printed, &figure, allowed);
    let amounts: Vec<Decimal> = leaves.iter().filter_map(|l| reading(l).known()).collect();
    let groups: Vec<Decimal> = rows
        .iter()
        .filter(|l| is_subtotal(l) && !leaves.iter().any(|leaf| leaf.row == l.row))
        .filter_map(|l| figure(l)?.reading.known())
        .collect();
    let texts: Vec<Decimal> = figures
        .iter()
        .filter(|f| f.text.is_some() && printed_figure.text.is_none())
        .filter_map(|f| f.reading.known())
        .collect();
    let by_formula = printed_figure
        .cell
        .and_then(|at| adds_twice(table, &rows, leaves, at));
    finding.cause = by_formula.or_else(|| {
        causes::of_sum(&Sum {
            expected,
            found: printed,
            allowed,
            parts: &amounts,
            subtotals: &groups,
            texts: &texts,
        })
    });
    finding.args = vec![
        ("group", line.label.clone()),
        ("rows", leaves.len().to_string()),
    ];
    Some(finding)
}

/// Whether a line prints the sum of others.
fn is_subtotal(line: &TableLine) -> bool {
    match line.class {
        LineClass::Group => true,
        LineClass::Total => line.closes.is_some(),
        LineClass::Detail | LineClass::OfWhich => false,
    }
}

/// What the formula of a sum adds twice, if it does: a subtotal beside its rows, or a row.
fn adds_twice(
    table: &Table,
    rows: &[&TableLine],
    leaves: &[&TableLine],
    at: Cell,
) -> Option<Cause> {
    let sums = &table.formulas.sums;
    let place = |s: &FormulaSum| (s.figure.at.row, s.figure.at.col);
    let index = sums.binary_search_by_key(&(at.row, at.col), place).ok()?;
    let areas = &sums[index].areas;
    let is_own = |a: &Area| (a.first.col, a.last.col) == (at.col, at.col);
    if !areas.iter().all(is_own) {
        return None;
    }
    let count = |row: u32| {
        let holds = |a: &&Area| (a.first.row..=a.last.row).contains(&row);
        areas.iter().filter(holds).take(2).count()
    };
    let is_leaf = |l: &TableLine| leaves.binary_search_by_key(&l.row, |leaf| leaf.row).is_ok();
    let below = |l: &TableLine| judged_at(table, l).unwrap_or_default();
    let mut subtotals = rows
        .iter()
        .filter(|l| is_subtotal(l) && !is_leaf(l) && count(l.row) > 0);
    // Groups of which only the subtotal is added may stand beside rows that are added one by one.
    if subtotals.any(|l| below(l).iter().any(|b| is_leaf(b) && count(b.row) > 0)) {
        return Some(Cause::SubtotalAdded);
    }
    leaves
        .iter()
        .any(|l| count(l.row) > 1)
        .then_some(Cause::RowCountedTwice)
}

/// What a subtotal adds up.
fn judged_at<'a>(table: &'a Table, line: &TableLine) -> Option<Vec<&'a TableLine>> {
    let index = table
        .lines
        .binary_search_by_key(&line.row, |l| l.row)
        .ok()?;
    judged(table, index, &table.lines[index]).map(|(_, rows)| rows)
}

/// Detail lines, and groups that have none of their own but print money.
pub(super) fn leaves<'a>(rows: &[&'a TableLine]) -> Vec<&'a TableLine> {
    let mut leaves = Vec::new();
    for (index, line) in rows.iter().enumerate() {
        match line.class {
            LineClass::Detail => leaves.push(*line),
            LineClass::Group => {
                let own = rows[index + 1..]
                    .iter()
                    .take_while(|l| !(l.class == LineClass::Group && l.level <= line.level));
                if !own.into_iter().any(|l| l.class == LineClass::Detail) {
                    leaves.push(*line);
                }
            }
            LineClass::Total | LineClass::OfWhich => {}
        }
    }
    leaves
}

/// Cells that, being wrong themselves, explain a wrong sum wholly: the printed rows, or the printed outermost
/// groups, add up to what is printed.
fn explained(
    rows: &[&TableLine],
    leaves: &[&TableLine],
    field: Field,
    printed: Decimal,
    figure: &dyn Fn(&TableLine) -> Option<Figure>,
    allowed: Decimal,
) -> Vec<Cell> {
    let adds_up = |lines: &[&TableLine]| -> Option<Vec<Cell>> {
        let figures: Vec<Figure> = lines.iter().filter_map(|l| figure(l)).collect();
        let sum = figures
            .iter()
            .filter_map(|f| f.reading.known())
            .try_fold(Decimal::ZERO, Decimal::checked_add)?;
        (!figures.is_empty() && !differ(sum, printed, allowed))
            .then(|| figures.iter().filter_map(|f| f.cell).collect())
    };
    if field.source == Source::Total
        && let Some(cells) = adds_up(leaves)
    {
        return cells;
    }
    let mut levels: Vec<u8> = rows
        .iter()
        .filter(|l| l.class == LineClass::Group)
        .map(|l| l.level)
        .collect();
    levels.sort_unstable();
    levels.dedup();
    for level in levels {
        let groups: Vec<&TableLine> = rows
            .iter()
            .copied()
            .filter(|l| l.class == LineClass::Group && l.level == level)
            .collect();
        if let Some(cells) = adds_up(&groups) {
            return cells;
        }
    }
    let closing: Vec<&TableLine> = rows
        .iter()
        .copied()
        .filter(|l| l.class == LineClass::Total && l.closes.is_some())
        .collect();
    adds_up(&closing).unwrap_or_default()
}
