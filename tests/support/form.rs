//! The official report read by the columns of its form (templates/reports/bao-cao/report.xlsx).

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use calamine::{Data, Range, Reader, Xlsx};
use rust_decimal::Decimal;

const PHASES: [&str; 3] = ["approved", "spent", "cumulative"];
const SOURCES: [&str; 7] = [
    "total",
    "national",
    "local",
    "district",
    "counterpart",
    "other",
    "unallocated",
];

/// The names of the six sheets.
pub const SHEETS: [&str; 6] = ["Biểu 1", "Biểu 2", "Biểu 3", "Biểu 4", "Biểu 5", "Biểu 6"];

/// The fields of a sheet's columns from A on, as the form is drawn.
pub fn columns(sheet: &str) -> Vec<String> {
    let some = |phase: &str, sources: &[&str]| -> Vec<String> {
        sources.iter().map(|s| format!("{phase}.{s}")).collect()
    };
    let named = |names: &str| -> Vec<String> { names.split(' ').map(str::to_owned).collect() };
    let main = ["total", "national", "local", "counterpart"];
    let five = ["total", "national", "local", "district", "counterpart"];
    let parts: Vec<Vec<String>> = match sheet {
        "Biểu 1" => {
            let money = PHASES.iter().flat_map(|phase| some(phase, &SOURCES));
            vec![named("number name"), money.collect(), named("percent")]
        }
        "Biểu 2" => vec![named(
            "number name unit planned period cumulative percent note",
        )],
        "Biểu 3" => vec![
            named("index code name unit_name beneficiary location time"),
            some("approved", &main),
            named("spent.total"),
            some("cumulative", &main),
            named("percent results note"),
        ],
        "Biểu 4" => vec![
            named("index code name projects_approved projects_reported"),
            some("approved", &five),
            named("spent.total"),
            some("cumulative", &five),
            named("percent errors warnings status"),
        ],
        "Biểu 5" => vec![named(
            "index code name unit_name decision decided.total reported.total reported.difference cumulative.total remaining detail where codes",
        )],
        "Biểu 6" => vec![named(
            "index unit_name file received revision forms status errors warnings note",
        )],
        other => panic!("no sheet {other} in the form"),
    };
    parts.concat()
}

/// One row of a sheet's table, its cells by field.
pub struct Line {
    /// The sheet's name.
    pub sheet: String,
    /// The row as Excel counts it.
    pub row: u32,
    columns: Vec<String>,
    cells: BTreeMap<String, Data>,
}

impl Line {
    /// Sheet, cell and field, for messages.
    pub fn place(&self, field: &str) -> String {
        let column = self.columns.iter().position(|c| c == field);
        let column = column.unwrap_or_else(|| panic!("{} has no column {field}", self.sheet));
        format!("{} {}{} ({field})", self.sheet, letters(column), self.row)
    }

    /// A cell; a field that the sheet does not have is a mistake of the test.
    pub fn cell(&self, field: &str) -> &Data {
        self.cells
            .get(field)
            .unwrap_or_else(|| panic!("{} has no column {field}", self.sheet))
    }

    /// A cell as text, empty if blank.
    pub fn text(&self, field: &str) -> String {
        match self.cell(field) {
            Data::Empty => String::new(),
            Data::DateTime(date) => date
                .as_datetime()
                .map_or_else(|| "?".to_owned(), |d| d.date().to_string()),
            other => other.to_string(),
        }
    }

    /// A number as it shows, without a binary fraction's noise; `None` if blank. Text is no number.
    pub fn number(&self, field: &str) -> Result<Option<Decimal>, String> {
        match self.cell(field) {
            Data::Empty => Ok(None),
            Data::String(text) if text.is_empty() => Ok(None),
            Data::Float(number) => number
                .to_string()
                .parse()
                .map(Some)
                .map_err(|_| format!("{number} (no decimal number)")),
            Data::Int(number) => Ok(Some(Decimal::from(*number))),
            other => Err(format!("“{other}” (no number)")),
        }
    }

    /// Whether this is the sheet's total row.
    pub fn is_total(&self) -> bool {
        self.text("name").starts_with("TỔNG SỐ")
    }
}

/// The rows of a sheet between the column numbers and the notes, with the row of the column numbers.
pub fn table<R: Read + Seek>(book: &mut Xlsx<R>, sheet: &str) -> (u32, Vec<Line>) {
    let range = book
        .worksheet_range(sheet)
        .unwrap_or_else(|e| panic!("{sheet}: {e}"));
    let columns = columns(sheet);
    let (_, height) = (range.start(), range.end().map_or(0, |end| end.0 + 1));
    let at = |row: u32, column: usize| cell(&range, row, column);
    let numbers = (0..height)
        .find(|row| matches!(at(*row, 0), Data::String(text) if text == "(1)"))
        .unwrap_or_else(|| panic!("{sheet}: no row of column numbers"));
    for column in 0..columns.len() {
        let text = at(numbers, column).to_string();
        let number = format!("({})", column + 1);
        assert!(
            text.starts_with(&number),
            "{sheet}: column {number} says {text}"
        );
    }
    assert!(
        matches!(at(numbers, columns.len()), Data::Empty),
        "{sheet} has more columns than the test knows"
    );
    let mut lines = Vec::new();
    for row in numbers + 1..height {
        let first = at(row, 0).to_string();
        if first.starts_with("Ghi chú") || first.starts_with("NGƯỜI LẬP") {
            return (numbers + 1, lines);
        }
        lines.push(Line {
            sheet: sheet.to_owned(),
            row: row + 1,
            columns: columns.clone(),
            cells: columns
                .iter()
                .enumerate()
                .map(|(column, field)| (field.clone(), at(row, column).clone()))
                .collect(),
        });
    }
    panic!("{sheet}: no notes and no signatures under the table");
}

fn cell(range: &Range<Data>, row: u32, column: usize) -> Data {
    let column = u32::try_from(column).expect("a column of Excel");
    range
        .get_value((row, column))
        .cloned()
        .unwrap_or(Data::Empty)
}

/// A column's letters; the first is 0.
pub fn letters(column: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n).expect("below 26"));
    if column < 26 {
        letter(column).to_string()
    } else {
        format!("{}{}", letter(column / 26 - 1), letter(column % 26))
    }
}
