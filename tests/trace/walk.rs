//! All cells of a report, one by one.

use std::collections::{BTreeMap, HashMap};
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use rust_decimal::Decimal;
use serde_json::Value as Json;
use tonghop::pipeline::trace::{Answer, Wanted, trace};
use tonghop::pipeline::{Options, Progress, run};
use tonghop::report::bao_cao::Kind;
use tonghop::report::template::Value;
use tonghop::report::trace::{Shown, Traced};

use super::office;

struct Silent;

impl Progress for Silent {
    fn start(&self, _: u64) {}
    fn step(&self, _: &str) {}
    fn finish(&self) {}
}

fn every(folder: &Path) -> Result<Answer, String> {
    let options = Options::default();
    let found = trace(folder, Wanted::Every, &options, &Silent);
    found
        .map_err(|fault| format!("no trace: {fault:?}"))?
        .map_err(|nothing| format!("{nothing:?}"))
}

/// Traces every cell of every sheet of the report and compares with the report as calamine reads it. Tells how many
/// cells hold numbers.
pub fn walk(folder: &Path) -> Result<usize, String> {
    let options = Options {
        no_feedback: true,
        ..Options::default()
    };
    run(folder, &options, &Silent).map_err(|fault| format!("no report: {fault:?}"))?;
    let answer = every(folder)?;
    if answer.is_current != Some(true) {
        return Err("the report that was traced is not the one that was written".to_owned());
    }
    let mut cells: HashMap<(&str, &str), &Traced> = HashMap::new();
    for traced in &answer.cells {
        if !traced.adds_up() {
            return Err(format!("{traced:#?}"));
        }
        cells.insert((&traced.sheet, &traced.cell), traced);
    }
    let bytes = std::fs::read(folder.join("ket-qua/bao-cao.xlsx")).map_err(|e| e.to_string())?;
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let mut numbers = 0;
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).unwrap();
        let start = range.start().unwrap_or_default();
        for (row, col, value) in range.used_cells() {
            let (Data::Float(_) | Data::Int(_) | Data::DateTime(_)) = value else {
                continue;
            };
            numbers += 1;
            let (row, col) = (
                start.0 + u32::try_from(row).unwrap(),
                start.1 + u32::try_from(col).unwrap(),
            );
            let cell = super::support::sheet::column_letters(col + 1) + &(row + 1).to_string();
            let Some(traced) = cells.get(&(sheet.as_str(), cell.as_str())) else {
                return Err(format!("{sheet} {cell}: {value} is not traced"));
            };
            same(traced, value)?;
        }
    }
    Ok(numbers)
}

/// The cell of the report shows what was traced.
fn same(traced: &Traced, value: &Data) -> Result<(), String> {
    let shown = match &traced.shows[0] {
        Shown::Figure(figure) => match &figure.value {
            Value::Money(amount) => Some(figure.unit.from_dong(*amount)),
            Value::Number(number) => Some(*number),
            _ => None,
        },
        Shown::Formula {
            result: Value::Number(number),
            ..
        } => Some(*number),
        Shown::Formula { .. } => None,
    };
    let written = match value {
        Data::Float(number) => number.to_string().parse::<Decimal>().ok(),
        Data::Int(number) => Some(Decimal::from(*number)),
        _ => return Ok(()),
    };
    let close = |a: Decimal, b: Decimal| (a - b).abs() <= b.abs() * Decimal::new(1, 14);
    match shown.zip(written) {
        Some((shown, written)) if close(shown, written) => Ok(()),
        _ => Err(format!(
            "{} {}: {value} is not {shown:?}",
            traced.sheet, traced.cell
        )),
    }
}

/// Every amount stands in the cell that is named, in one of the units of money.
pub fn in_the_workbooks(folder: &Path) {
    let answer = every(folder).unwrap();
    let mut books: BTreeMap<String, HashMap<(String, String), Decimal>> = BTreeMap::new();
    let mut looked_at = 0;
    for traced in &answer.cells {
        for shown in &traced.shows {
            let Shown::Figure(figure) = shown else {
                continue;
            };
            let money = figure.field.contains('.');
            for addend in figure.made.addends().filter(|_| money) {
                let is_line = matches!(addend.kind, Kind::Record | Kind::Approval);
                let place = (&addend.file, &addend.sheet, &addend.cell);
                let (true, (Some(file), Some(sheet), Some(cell))) = (is_line, place) else {
                    continue;
                };
                assert!(addend.hash.as_deref().unwrap().starts_with("blake3:"));
                let numbers = books
                    .entry(file.clone())
                    .or_insert_with(|| numbers(&folder.join(file)));
                let written = numbers.get(&(sheet.clone(), cell.clone()));
                let written =
                    written.unwrap_or_else(|| panic!("{file} {sheet} {cell} holds no number"));
                let fits = |scale: i64| *written * Decimal::from(scale) == addend.amount.abs();
                let units = [1, 1_000, 1_000_000, 1_000_000_000];
                assert!(
                    units.into_iter().any(fits),
                    "{file} {sheet} {cell}: {written} is not {}",
                    addend.amount
                );
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 1_500, "{looked_at} amounts");
}

/// The numbers of a workbook by sheet and cell.
fn numbers(file: &Path) -> HashMap<(String, String), Decimal> {
    let mut command = office::tonghop();
    command
        .args(["inspect", "--cells", "--format", "json"])
        .arg(file);
    let seen: Json = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    let mut numbers = HashMap::new();
    for sheet in seen["sheets"].as_array().unwrap() {
        for cell in sheet["cells"].as_array().unwrap() {
            let number = cell["number"].as_str().and_then(|n| n.parse().ok());
            // Numbers kept as text, in Vietnamese notation.
            let text = cell["text"]
                .as_str()
                .map(|t| t.replace('.', "").replace(',', "."));
            let number = number.or_else(|| text.and_then(|t| t.trim().parse().ok()));
            if let Some(number) = number {
                let at = |key: &Json| key.as_str().unwrap().to_owned();
                numbers.insert((at(&sheet["name"]), at(&cell["cell"])), number);
            }
        }
    }
    numbers
}
