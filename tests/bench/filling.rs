//! A form of 10,000 rows filled, beside `rust_xlsxwriter` writing the same cells.

use std::io::Cursor;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use calamine::{Data as Cell, Reader, Xlsx};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, FormatBorder, Formula, Workbook, Worksheet};
use tonghop::report::template::{self, Data, List, Scratch, Value};

/// Rows of the list.
pub const ROWS: u32 = 10_000;
/// Amounts of a row.
const AMOUNTS: [&str; 5] = [
    "approved.total",
    "approved.local",
    "spent.total",
    "cumulative.total",
    "cumulative.local",
];
/// The first row of the list, from 0.
const FIRST: u32 = 5;

/// What filling cost.
pub struct Cost {
    /// The form filled.
    pub filled: Duration,
    /// `rust_xlsxwriter` with the same cells.
    pub written: Duration,
}

/// Rows of the size that a period has.
struct Rows;

fn amount(row: usize, at: usize) -> Decimal {
    let thousands = 25_000 + (row * 7919 + at * 104_729) % 900_000;
    Decimal::from(thousands * 1000 / (at + 1))
}

fn name(row: usize) -> String {
    format!("Hỗ trợ ứng dụng máy móc, thiết bị tiên tiến vào sản xuất, cơ sở {row}")
}

fn unit(row: usize) -> String {
    format!("Huyện số {}", row % 15)
}

impl List for Rows {
    fn rows(&self) -> usize {
        ROWS as usize
    }

    fn level(&self, _: usize) -> &'static str {
        "project"
    }

    fn value(&self, row: usize, field: &str) -> Option<Value> {
        Some(match field {
            "index" => Value::Number(Decimal::from(row + 1)),
            "code" => Value::Text(format!("KC17-{:05}", row + 1)),
            "name" => Value::Text(name(row)),
            "unit_name" => Value::Text(unit(row)),
            _ => {
                let at = AMOUNTS.iter().position(|own| *own == field)?;
                Value::Money(amount(row, at))
            }
        })
    }

    fn has(&self, _: Option<&str>, field: &str) -> bool {
        self.value(0, field).is_some()
    }

    fn fields(&self) -> Vec<(String, String)> {
        Vec::new()
    }
}

fn head(sheet: &mut Worksheet, money: &Format) -> Result<()> {
    let bold = Format::new().set_bold().set_border(FormatBorder::Thin);
    sheet.merge_range(0, 0, 0, 9, "TỔNG HỢP ĐỀ ÁN", &bold)?;
    for col in 0..10 {
        sheet.write_with_format(4, col, format!("Cột {col}"), &bold)?;
        sheet.set_column_width(col, if col == 2 { 60 } else { 14 })?;
        sheet.set_column_format(col, money)?;
    }
    Ok(())
}

/// The form: a model row and a total.
fn form() -> Result<Vec<u8>> {
    let money = Format::new()
        .set_num_format("#,##0")
        .set_border(FormatBorder::Thin);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    head(sheet, &money)?;
    let texts = ["index", "code", "name", "unit_name"];
    for (col, field) in (0..).zip(texts.iter().chain(&AMOUNTS)) {
        sheet.write_with_format(FIRST, col, format!("{{{{project.{field}}}}}"), &money)?;
    }
    sheet.write_formula_with_format(FIRST, 9, "H6/E6", &money)?;
    for col in 4..9_u16 {
        let letter = char::from(b'A' + u8::try_from(col)?);
        let sum = format!("SUM({letter}6:{letter}6)");
        sheet.write_formula_with_format(FIRST + 1, col, sum.as_str(), &money)?;
    }
    Ok(book.save_to_buffer()?)
}

fn fill(form: &[u8], scratch: &Path) -> Result<Vec<u8>> {
    let mut data = Data::default();
    data.lists.insert("project".to_owned(), Box::new(Rows));
    let scratch = Scratch(Some(scratch.to_owned()));
    let mut out = Cursor::new(Vec::new());
    template::fill(form, None, &data, &scratch, &mut out)?;
    Ok(out.into_inner())
}

/// The same cells by `rust_xlsxwriter`.
fn write() -> Result<Vec<u8>> {
    let money = Format::new()
        .set_num_format("#,##0")
        .set_border(FormatBorder::Thin);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    head(sheet, &money)?;
    let float = |amount: Decimal| amount.to_f64().unwrap_or_default();
    let mut sums = [Decimal::ZERO; 5];
    for row in 0..ROWS {
        let (at, index) = (FIRST + row, row as usize);
        sheet.write_with_format(at, 0, row + 1, &money)?;
        sheet.write_with_format(at, 1, format!("KC17-{:05}", row + 1), &money)?;
        sheet.write_with_format(at, 2, name(index), &money)?;
        sheet.write_with_format(at, 3, unit(index), &money)?;
        for (col, (place, sum)) in (4..).zip(sums.iter_mut().enumerate()) {
            let amount = amount(index, place);
            *sum += amount;
            sheet.write_with_format(at, col, float(amount), &money)?;
        }
        let ratio = float(amount(index, 3)) / float(amount(index, 0));
        let formula = Formula::new(format!("H{0}/E{0}", at + 1)).set_result(ratio.to_string());
        sheet.write_formula_with_format(at, 9, formula, &money)?;
    }
    for (col, sum) in (4..9_u16).zip(sums) {
        let letter = char::from(b'A' + u8::try_from(col)?);
        let formula = format!("SUM({letter}6:{letter}{})", FIRST + ROWS);
        let formula = Formula::new(formula).set_result(sum.to_string());
        sheet.write_formula_with_format(FIRST + ROWS, col, formula, &money)?;
    }
    Ok(book.save_to_buffer()?)
}

/// Every value of the first sheet, so that both sides are known to hold the same.
fn cells(book: Vec<u8>) -> Result<Vec<(usize, usize, String)>> {
    let mut book = Xlsx::new(Cursor::new(book))?;
    let range = book.worksheet_range_at(0).context("no sheet")??;
    let shown = |cell: &Cell| match cell {
        Cell::Float(number) => format!("{number:.9}"),
        other => other.to_string(),
    };
    let used = range
        .used_cells()
        .map(|(row, col, cell)| (row, col, shown(cell)));
    Ok(used.collect())
}

/// Fills and writes once each.
pub fn pass(scratch: &Path) -> Result<Cost> {
    let form = form()?;
    let started = Instant::now();
    let filled = fill(&form, scratch)?;
    let took = started.elapsed();
    let started = Instant::now();
    let written = write()?;
    let beside = started.elapsed();
    ensure!(
        cells(filled)? == cells(written)?,
        "both sides hold the same cells"
    );
    Ok(Cost {
        filled: took,
        written: beside,
    })
}

/// What a process of its own is started with to fill the form once.
pub const ALONE: &str = "--fill-alone";

/// The most memory that filling holds, in bytes, taken in a process of its own; `None` where the system does not tell.
pub fn memory() -> Result<Option<u64>> {
    let output = Command::new(std::env::current_exe()?).arg(ALONE).output()?;
    ensure!(output.status.success(), "the form was not filled");
    Ok(String::from_utf8(output.stdout)?.trim().parse().ok())
}

/// That process: fills, and tells the highest memory it ever held.
pub fn alone(scratch: &Path) -> Result<()> {
    let filled = fill(&form()?, scratch)?;
    ensure!(!filled.is_empty(), "nothing was filled");
    if let Some(bytes) = super::growth::highest(std::process::id()) {
        println!("{bytes}");
    }
    Ok(())
}
