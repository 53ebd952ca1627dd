//! The support itself: every case becomes workbooks that another library reads as the case shows them.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use support::sheet::column_number;
use support::{Content, Sheet, Value, case, sheet};

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
