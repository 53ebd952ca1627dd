//! The support itself: every case becomes workbooks that another library reads as the case shows them.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::io::Cursor;
use std::slice::from_ref;

use calamine::{Data, Reader, Xlsx};
use serde_json::{Value as Json, json};
use support::case::{Expected, Part};
use support::sheet::column_number;
use support::{Content, Run, Sheet, Value, Workspace, case, compare, sheet};

/// What calamine must give for a cell of a case.
fn reads_as(value: &Value, read: &Data) -> bool {
    match (value, read) {
        (Value::Number(n), Data::Float(f)) => n.parse() == Ok(*f),
        (Value::Number(n), Data::Int(i)) => n.parse() == Ok(*i),
        (Value::Text(text), Data::String(s)) => s == text,
        (Value::Error(text), Data::Error(e)) => e.to_string() == *text,
        (Value::Date(text), Data::DateTime(date)) => date.as_datetime().is_some_and(|d| {
            d.format("%Y-%m-%d %H:%M")
                .to_string()
                .starts_with(text.as_str())
        }),
        (Value::Formula(_, None), Data::Empty) => true,
        (Value::Formula(_, Some(saved)), read) => reads_as(saved, read),
        _ => false,
    }
}

fn check(place: &str, sheets: &[Sheet]) {
    let bytes = Content::Book(sheets.to_vec()).bytes();
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).unwrap_or_else(|e| panic!("{place}: {e}"));
    assert_eq!(book.sheet_names().len(), sheets.len(), "{place}");
    for sheet in sheets {
        let range = book
            .worksheet_range(&sheet.name)
            .unwrap_or_else(|e| panic!("{place} {}: {e}", sheet.name));
        for (&(row, column), value) in &sheet.cells {
            let data = range
                .get_value((row - 1, column - 1))
                .unwrap_or(&Data::Empty);
            assert!(
                reads_as(value, data),
                "{place} {} row {row} column {column}: {value:?} reads as {data:?}",
                sheet.name
            );
        }
    }
}

#[test]
fn workbooks_of_all_cases_read_back_as_written() {
    let cases = case::all().expect("all case files can be read");
    for case in &cases {
        for part in &case.parts {
            for (path, content) in &part.workspace.files {
                if let Content::Book(sheets) = content {
                    check(&format!("{} {} {path}", case.name, part.name), sheets);
                }
            }
        }
    }
}

#[test]
fn every_kind_of_cell_reads_back() {
    let all = sheet("Biểu <1> & \"2\"")
        .row(1, "1 | -2.50 | '1.250 | x | #DIV/0! | 2017-09-20 | 2017-09-20 16:30 |")
        .row(3, "| | =A1+1 -> 2 | =[1]S!B5 -> | =A1/0 -> #DIV/0! | =A1&\"đ\" -> '1đ | hai\\ndòng | a\\|b");
    assert_eq!(all.cells.len(), 13);
    check("all kinds", &[all]);
}

#[test]
fn the_same_sheets_give_the_same_bytes() {
    let book = || Content::from(sheet("A").row(1, "a | b | 1")).bytes();
    assert_eq!(book(), book());
}

#[test]
fn letters_of_columns_count_from_one() {
    assert_eq!(column_number("A"), Some(1));
    assert_eq!(column_number("AA"), Some(27));
    assert_eq!(column_number("a"), None);
}

fn finding(id: &str, severity: &str, cell: &str) -> Json {
    json!({
        "id": id, "code": &id[..4], "rule": "over-approved", "severity": severity, "unit": "314",
        "project": "KC17-02", "field": "cumulative.local", "file": "da-nop/a.xlsx", "sheet": "Biểu",
        "cell": cell, "cells": [cell], "expected": "200", "found": "275", "difference": "75",
        "found_text": "275", "money_unit": "đồng", "cause": null, "related": null, "caused_by": null,
        "waived": false, "explanation": null, "message": "vượt số được duyệt", "hint": null
    })
}

fn report(findings: &[Json]) -> Json {
    let count = |severity: &str| {
        findings
            .iter()
            .filter(|f| f["severity"] == severity)
            .count()
    };
    json!({
        "period": "2017-Q3", "not_checked": [], "findings": findings,
        "counts": {"error": count("error"), "warning": count("warning"), "info": count("info"),
                   "waived": 0, "consequences": 0}
    })
}

fn judged(expected: &[Expected], status: i32, findings: &[Json]) -> Option<String> {
    let part = Part {
        name: String::new(),
        silent: false,
        edits: 0,
        workspace: Workspace::new(),
        records: Vec::new(),
        expected: expected.to_vec(),
    };
    compare::judge("B301", &part, &Run::made_up(status, report(findings)))
}

fn expected(severity: &str, id: &str, keys: &[(&str, &str)]) -> Expected {
    Expected {
        severity: severity.to_owned(),
        id: id.to_owned(),
        keys: keys
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect(),
        line: 1,
    }
}

#[test]
fn a_run_that_fits_is_right_and_any_other_is_not() {
    let found = finding("B301-314-KC17-02-cumulative.local", "error", "D4");
    let right = expected(
        "error",
        "B301-314-*-cumulative.local",
        &[("at", "D4"), ("found", "275")],
    );
    let both = [right];
    assert_eq!(judged(&both, 1, from_ref(&found)), None);
    let told = |expected: &[Expected], status, findings: &[Json], word: &str| {
        let faults = judged(expected, status, findings).unwrap_or_default();
        assert!(faults.contains(word), "{word:?} is not told in {faults:?}");
    };
    told(&both, 0, &[], "missing");
    told(
        &[],
        1,
        from_ref(&found),
        "unexpected  error B301-314-KC17-02",
    );
    told(&both, 0, from_ref(&found), "exit code 0 where 1 is due");
    told(
        &[expected("error", "B301-*", &[("at", "D5")])],
        1,
        from_ref(&found),
        "at is D4",
    );
    told(
        &[expected("warning", "B301-*", &[])],
        1,
        from_ref(&found),
        "severity is",
    );
    let mut wrong = found.clone();
    wrong["difference"] = json!("74");
    told(&both, 1, &[wrong], "is not 275 - 200");
    let other = finding("A203-314-sproject-list-cumulative.local", "info", "D3");
    assert_eq!(
        judged(&both, 1, &[other, found.clone()]),
        None,
        "others of info are free"
    );
    let twice = finding("B301-314-KC17-02-cumulative.local", "info", "D5");
    told(&both, 1, &[found, twice], "unexpected  info B301");
}

#[test]
fn changes_of_a_case_are_read() {
    let cases = case::all().expect("all case files can be read");
    let of = |name: &str| {
        cases
            .iter()
            .find(|c| c.name == name)
            .expect("the case is there")
    };
    let over = of("B301-over-approved");
    assert_eq!(over.code, "B301");
    let near = over
        .parts
        .iter()
        .find(|p| p.silent)
        .expect("it has a near miss");
    assert_eq!((near.edits, near.expected.len()), (1, 0));
    let Some(Content::Book(sheets)) = near.workspace.files.get("da-nop/314/kien-thuy.xlsx") else {
        panic!("the submission is a workbook");
    };
    assert_eq!(
        sheets[0].cells.get(&(9, 6)),
        Some(&Value::Number("200".to_owned()))
    );
    let late = of("P602-late-submission");
    assert!(
        late.parts[0]
            .workspace
            .ky_toml()
            .contains("deadline = 2017-09-20")
    );
}
