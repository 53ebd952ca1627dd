//! Decisions that change earlier ones: columns before, after and of the difference; further batches; from when they count.

use chrono::NaiveDate;

use crate::base::place::Cell;
use crate::base::text::fold;
use crate::layout::header::text_of;
use crate::layout::{Class, Column, Recognised, Role};
use crate::model::{Field, Phase, Source, Step};
use crate::read::grid::Grid;

use super::approvals::day_in;
use super::figures::{self, Styles};

/// Which of a decision's amounts a column prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// What was approved so far.
    Before,
    /// By how much that changes.
    Change,
    /// What is approved from now on.
    After,
    /// "Kế hoạch điều chỉnh": the new amount, or the difference where some are negative (DOMAIN 2.6).
    Revised,
}

fn stage(heading: &str) -> Option<Stage> {
    let folded = format!(" {} ", fold(heading));
    // With their marks: "giám sát" and "hạ tầng" are no changes.
    let lower = heading.to_lowercase();
    let changes = lower
        .split(|c: char| !c.is_alphabetic())
        .any(|w| matches!(w, "tăng" | "giảm"));
    let says = |words: &[&str]| words.iter().any(|w| folded.contains(&format!(" {w} ")));
    if says(&["sau dieu chinh", "sau khi dieu chinh", "sau dieu chuyen"]) {
        Some(Stage::After)
    } else if says(&[
        "truoc dieu chinh",
        "truoc khi dieu chinh",
        "da giao",
        "da phe duyet",
    ]) {
        Some(Stage::Before)
    } else if changes || says(&["tang giam", "chenh lech", "dieu chuyen"]) {
        Some(Stage::Change)
    } else if says(&["dieu chinh"]) {
        Some(Stage::Revised)
    } else {
        None
    }
}

/// Leaves the columns that say what is approved from now on, or by how much it changes, and tells which it is.
pub(super) fn settle(form: &mut Recognised, grid: &Grid) -> Step {
    let source = |column: &Column| match column.role {
        Role::Money(Field {
            phase: Phase::Approved,
            source,
        }) => Some(source),
        _ => None,
    };
    let stages: Vec<(usize, Option<Stage>, Source)> = form
        .columns
        .iter()
        .enumerate()
        .filter_map(|(index, c)| Some((index, stage(&c.heading), source(c)?)))
        .collect();
    let has = |wanted: Stage| stages.iter().any(|(_, stage, _)| *stage == Some(wanted));
    let (kept, step) = if has(Stage::After) {
        (Stage::After, Step::Whole)
    } else if has(Stage::Revised) {
        let revised = |(index, stage, _): &(usize, Option<Stage>, Source)| {
            (*stage == Some(Stage::Revised)).then(|| form.columns[*index].col)
        };
        let columns: Vec<u16> = stages.iter().filter_map(revised).collect();
        let differs = !has(Stage::Change) && any_negative(form, grid, &columns);
        let step = if differs { Step::Change } else { Step::Whole };
        (Stage::Revised, step)
    } else if has(Stage::Change) {
        (Stage::Change, Step::Change)
    } else {
        // No column says what it is: what is below zero, or announced as more and less, can only be a difference.
        let columns: Vec<u16> = stages.iter().map(|(i, ..)| form.columns[*i].col).collect();
        let differs = says_more_or_less(grid, form.header.0) || any_negative(form, grid, &columns);
        return if differs { Step::Change } else { Step::Whole };
    };
    let told: Vec<Source> = stages
        .iter()
        .filter(|(_, stage, _)| *stage == Some(kept))
        .map(|(_, _, source)| *source)
        .collect();
    for (index, stage, source) in stages {
        // Amounts that the decision leaves alone still count, except among differences.
        let untouched = stage.is_none()
            && step == Step::Whole
            && source != Source::Total
            && !told.contains(&source);
        if stage != Some(kept) && !untouched {
            form.columns[index].role = Role::Ignored;
        }
    }
    drop_ignored(form);
    step
}

/// What is ignored claims no field any more.
fn drop_ignored(form: &mut Recognised) {
    let columns = &form.columns;
    form.twice.retain_mut(|(_, claimed)| {
        claimed.retain(|index| columns.get(*index).is_some_and(|c| c.role != Role::Ignored));
        claimed.len() > 1
    });
}

/// Of a report's columns before and after an adjustment leaves those after it, where each project that has an amount
/// before has one after. Otherwise S103 asks which is meant.
pub(super) fn settle_report(form: &mut Recognised, grid: &Grid) {
    let columns: Vec<(usize, Stage, u16)> = form
        .columns
        .iter()
        .enumerate()
        .filter_map(|(index, c)| match c.role {
            Role::Money(Field {
                phase: Phase::Approved,
                ..
            }) => {
                let stage = stage(&c.heading).unwrap_or(Stage::Before);
                Some((index, stage, c.col))
            }
            _ => None,
        })
        .collect();
    let after = |stage: Stage| matches!(stage, Stage::After | Stage::Revised);
    let adjusted: Vec<u16> = columns
        .iter()
        .filter_map(|(_, stage, col)| after(*stage).then_some(*col))
        .collect();
    let all_known = columns.iter().all(|(_, stage, _)| *stage != Stage::Change);
    if adjusted.is_empty() || !all_known || any_negative(form, grid, &adjusted) {
        return;
    }
    let role = |index: usize| form.columns.get(index).map(|c| c.role.clone());
    let mut replaced = Vec::new();
    for (index, stage, col) in &columns {
        let twin = columns
            .iter()
            .find(|(other, s, _)| after(*s) && role(*other) == role(*index));
        let Some((_, _, by)) = twin.filter(|_| !after(*stage)) else {
            continue;
        };
        let holds = |row: u32, col: u16| grid.get(Cell::new(row, col)).is_some();
        let mut lines = form.rows.iter().filter(|row| row.class.is_line());
        if lines.any(|line| holds(line.row, *col) && !holds(line.row, *by)) {
            return;
        }
        replaced.push(*index);
    }
    for index in replaced {
        form.columns[index].role = Role::Ignored;
    }
    drop_ignored(form);
}

fn any_negative(form: &Recognised, grid: &Grid, columns: &[u16]) -> bool {
    let styles = Styles::learn(grid, columns);
    let rows = form.rows.iter().filter(|row| row.class == Class::Project);
    rows.flat_map(|row| columns.iter().map(move |col| Cell::new(row.row, *col)))
        .filter_map(|at| grid.get(at))
        .filter_map(|cell| figures::money(Some(cell), &styles).reading.known())
        .any(|amount| amount.is_sign_negative() && !amount.is_zero())
}

/// Whether the head of a decision announces differences: "tăng (+), giảm (-)".
fn says_more_or_less(grid: &Grid, first: u32) -> bool {
    let heads = grid.cells.iter().take_while(|c| c.at.row < first);
    heads.filter_map(text_of).any(|text| {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower
            .split(|c: char| !c.is_alphabetic())
            .filter(|w| !w.is_empty())
            .collect();
        // Side by side: "tăng trưởng, giảm nghèo" is no difference.
        words.windows(2).any(|pair| pair == ["tăng", "giảm"])
    })
}

/// Whether the head of a decision says that it gives a further batch: "đợt 2", "đợt II", "bổ sung".
pub(super) fn is_batch(grid: &Grid, first: u32) -> bool {
    let heads = grid.cells.iter().take_while(|c| c.at.row < first);
    heads.filter_map(text_of).any(|text| {
        let folded = fold(&text);
        let mut words = folded.split(' ');
        let later =
            std::iter::from_fn(|| words.find(|w| *w == "dot").map(|_| words.clone().next()))
                .flatten()
                .any(|number| !matches!(number, "1" | "i" | "mot" | "dau" | "01"));
        !folded.contains("dieu chinh")
            && !folded.contains("dieu chuyen")
            && (later || folded.contains("bo sung"))
    })
}

/// Whether the head of a decision says that it moves projects from one unit to another.
pub(super) fn is_transfer(grid: &Grid, first: u32) -> bool {
    let heads = grid.cells.iter().take_while(|c| c.at.row < first);
    heads
        .filter_map(text_of)
        .any(|text| fold(&text).contains("dieu chuyen"))
}

/// "… có hiệu lực từ ngày 01/10/2017": the day from which a decision counts, where a line above or below its table says
/// one.
pub(super) fn effective(grid: &Grid, form: &Recognised) -> Option<NaiveDate> {
    let table = form.rows.iter().filter(|row| row.class == Class::Project);
    let last = table.map(|row| row.row).max().unwrap_or(form.header.1);
    let above = grid.cells.iter().take_while(|c| c.at.row < form.header.0);
    let below = grid.cells.iter().rev().take_while(|c| c.at.row > last);
    above
        .chain(below)
        .filter_map(text_of)
        .filter(|text| fold(text).contains("hieu luc"))
        .find_map(|text| {
            let lower = text.to_lowercase();
            let from = lower.find("hiệu lực")?;
            day_in(text.get(from..)?)
        })
}
