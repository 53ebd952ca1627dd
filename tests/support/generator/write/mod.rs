//! Writers of the formats that the tests' own builder of .xlsx does not write: plain, small, values only but for .ods.

pub mod ods;
pub mod xls;
pub mod xlsb;

use crate::support::sheet::{Value, cell_place};

/// Columns and rows of `A5:C6`, from 1: ((row, column), (row, column)).
pub fn area(text: &str) -> ((u32, u32), (u32, u32)) {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    (
        cell_place(first).expect("a cell"),
        cell_place(last).expect("a cell"),
    )
}

/// Excel's number of a day.
pub fn serial(day: &str) -> i64 {
    let day = chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").expect("a date");
    let start = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).expect("the day 0 of Excel");
    day.signed_duration_since(start).num_days()
}

/// What a cell shows: the saved value of a formula.
pub fn shown(value: &Value) -> &Value {
    match value {
        Value::Formula(_, Some(saved)) => saved,
        other => other,
    }
}
