//! The cells of bao-cao.xlsx against what totals.py says they come to.

use std::io::{Cursor, Read, Seek};
use std::path::Path;

use calamine::{Xlsx, open_workbook_from_rs};
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value as Json;

use super::form::{self, Line};
use super::text;

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

/// What the report says became of a file.
const STATUS: [(&str, &str); 3] = [
    ("counted", "Đã tổng hợp"),
    ("superseded", "Đã có bản gửi sau thay thế"),
    ("identical", "Trùng với tệp đã gửi"),
];

/// Compares all sheets of a quarter's report, row by row; every fault in a line, and how many cells were looked at.
pub fn compare(folder: &Path, quarter: &Json) -> (Vec<String>, usize) {
    let lines = &quarter["lines"];
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
    seen += results(&mut book, &quarter["results"], &mut faults);
    seen += files(&mut book, &quarter["files"], &mut faults);
    (faults, seen)
}

/// Biểu 2: the lines of the programme, what was planned and reached.
fn results<R: Read + Seek>(book: &mut Xlsx<R>, wanted: &Json, faults: &mut Vec<String>) -> usize {
    let wanted = wanted.as_object().unwrap();
    let (_, rows) = form::table(book, "Biểu 2");
    let mut seen = 0;
    let mut left: Vec<&String> = wanted.keys().collect();
    for row in &rows {
        let number = row.text("number");
        left.retain(|other| **other != number);
        for field in ["planned", "period", "cumulative"] {
            let told = wanted.get(&number).map(|line| text(&line[field]));
            let count = told.map_or(Decimal::ZERO, |text| text.parse().unwrap());
            seen += 1;
            expect(row, field, count, faults);
        }
        if let Some(line) = wanted.get(&number) {
            seen += 1;
            percent(row, text(&line["percent"]).parse().unwrap(), faults);
        }
    }
    if !left.is_empty() {
        faults.push(format!("Biểu 2 has no row of {left:?}"));
    }
    seen
}

/// Biểu 6: each file, when it came, and what became of it.
fn files<R: Read + Seek>(book: &mut Xlsx<R>, wanted: &Json, faults: &mut Vec<String>) -> usize {
    let wanted = wanted.as_object().unwrap();
    let (_, rows) = form::table(book, "Biểu 6");
    let mut seen = 0;
    let mut left: Vec<&String> = wanted.keys().collect();
    for row in &rows {
        let file = row.text("file");
        let file = file.trim_start_matches("da-nop/");
        left.retain(|other| *other != file);
        let Some(told) = wanted.get(file) else {
            faults.push(format!("{}: {file:?} was not sent", row.place("file")));
            continue;
        };
        let status = STATUS.iter().find(|(key, _)| told["status"] == *key);
        for (field, wanted) in [
            ("received", told["received"].as_str().unwrap_or_default()),
            ("revision", told["revision"].as_str().unwrap_or_default()),
            ("status", status.map_or("?", |(_, words)| words)),
            ("errors", text(&told["errors"])),
            ("warnings", text(&told["warnings"])),
        ] {
            seen += 1;
            let found = row.text(field);
            if found != wanted {
                faults.push(format!("{}: {wanted:?}, not {found:?}", row.place(field)));
            }
        }
    }
    if !left.is_empty() {
        faults.push(format!("Biểu 6 has no row of {left:?}"));
    }
    seen
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
