//! Workbooks of tests/cases/shared with some cells changed, the program run on them, and the cells of what it writes.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first fault"
)]

use std::io::Cursor;
use std::process::{Command, Output};

use calamine::{Data, Reader, Xlsx};

use super::{Content, case};

/// A workbook of tests/cases/shared with some cells changed.
pub fn book(name: &str, changes: &[(&str, &str)]) -> Content {
    let Ok(Content::Book(mut sheets)) = case::shared_book(name) else {
        panic!("{name} is no workbook");
    };
    for (cell, value) in changes {
        sheets[0].set(cell, value).unwrap();
    }
    Content::Book(sheets)
}

/// Runs the program.
pub fn tonghop(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tonghop"))
        .args(args)
        .output()
        .unwrap()
}

/// The cells of a sheet of a workbook, as text.
pub fn rows(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    range
        .rows()
        .map(|row| row.iter().map(Data::to_string).collect())
        .collect()
}
