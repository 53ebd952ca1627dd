//! The cells of bao-cao.xlsx against what totals.py says they come to.

use std::io::Cursor;
use std::path::Path;

use calamine::{Xlsx, open_workbook_from_rs};
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value as Json;

use super::form::{self, Line};

/// Which lines of the second computation the rows of a sheet are, and the field that names them.
const SHEETS: [(&str, &str, &str); 4] = [
    ("Biểu 1", "activity", "number"),
    ("Biểu 3", "project", "code"),
    ("Biểu 4", "unit", "code"),
    ("Biểu 5", "project", "code"),
];

/// Under which name Biểu 5 has an amount.
const REPORTED: [(&str, &str); 2] = [
    ("decided.total", "approved.total"),
    ("cumulative.total", "cumulative.total"),
];

/// Compares the sheets with money of a quarter's report, row by row; every fault in a line, and how many cells were
/// looked at.
pub fn compare(folder: &Path, lines: &Json) -> (Vec<String>, usize) {
    let bytes = std::fs::read(folder.join("ket-qua/bao-cao.xlsx")).unwrap();
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let mut faults = Vec::new();
    let mut seen = 0;
    for (sheet, kind, key) in SHEETS {
        let wanted = lines[kind].as_object().unwrap();
        let (_, rows) = form::table(&mut book, sheet);
        let mut left: Vec<&String> = wanted.keys().collect();
        for row in &rows {
            let name = row.text(key);
            let line = wanted.get(&name);
            left.retain(|other| **other != name);
            match line {
                Some(line) => seen += figures(row, line, &mut faults),
                None if row.is_total() => {
                    seen += figures(row, &lines["total"]["all"], &mut faults);
                }
                // Other rows are groups, or lines of the form that nothing was reported for.
                None if key == "number" => seen += nothing(row, &mut faults),
                None => {}
            }
        }
        if !left.is_empty() {
            faults.push(format!("{sheet} has no row of {left:?}"));
        }
    }
    (faults, seen)
}

/// The amounts of a row, in million đồng, and its percentage; counts the cells.
fn figures(row: &Line, line: &Json, faults: &mut Vec<String>) -> usize {
    let columns = form::columns(&row.sheet);
    let mut seen = 0;
    for field in &columns {
        let name = REPORTED.iter().find(|(own, _)| own == field);
        let wanted = match (name, field.as_str()) {
            (Some((_, name)), _) => line[*name].as_str(),
            (None, "projects_approved" | "projects_reported") => {
                let count = Decimal::from(line["projects"].as_u64().unwrap());
                seen += 1;
                expect(row, field, count, faults);
                continue;
            }
            (None, field) => line[field].as_str(),
        };
        let Some(wanted) = wanted.map(|text| text.parse::<Decimal>().unwrap()) else {
            continue;
        };
        seen += 1;
        if field == "percent" {
            percent(row, wanted, faults);
        } else {
            expect(row, field, wanted / Decimal::from(1_000_000), faults);
        }
    }
    seen
}

fn expect(row: &Line, field: &str, wanted: Decimal, faults: &mut Vec<String>) {
    let found = row.number(field);
    let is_same = found
        .as_ref()
        .is_ok_and(|found| found.unwrap_or_default() == wanted);
    if !is_same {
        faults.push(format!("{}: {wanted}, not {found:?}", row.place(field)));
    }
}

fn percent(row: &Line, wanted: Decimal, faults: &mut Vec<String>) {
    let found = row.number("percent").map(|ratio| {
        ratio.map(|ratio| {
            (ratio * Decimal::from(100))
                .round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
        })
    });
    if found != Ok(Some(wanted)) {
        faults.push(format!(
            "{}: {wanted} %, not {found:?}",
            row.place("percent")
        ));
    }
}

/// A line of the programme that no project belongs to prints no money.
fn nothing(row: &Line, faults: &mut Vec<String>) -> usize {
    let columns = form::columns(&row.sheet);
    let money: Vec<&String> = columns.iter().filter(|c| c.contains('.')).collect();
    for field in &money {
        expect(row, field, Decimal::ZERO, faults);
    }
    money.len()
}
