//! The receipt register: which file came from whom, when, as which version.

use std::collections::HashMap;

use crate::base::date::{self, DateText};
use crate::base::place::Cell;
use crate::base::text::fold;
use crate::layout::header::text_of;
use crate::model::{Period, Receipt};
use crate::read::grid::{Content, Grid, Workbook};

const FILE: [&str; 6] = ["tep", "file", "ten tep", "ten file", "tap tin", "tep tin"];
const UNIT: [&str; 5] = ["don vi", "unit", "ma don vi", "ten don vi", "don vi gui"];
const RECEIVED: [&str; 6] = [
    "ngay nhan",
    "received at",
    "received",
    "ngay gio nhan",
    "thoi gian nhan",
    "ngay tiep nhan",
];
const REVISION: [&str; 5] = ["lan gui", "revision", "lan", "phien ban", "lan nop"];

/// Reads the register from the first sheet that has a column of files or units and one of days.
pub fn receipts(workbook: &Workbook, year: i32) -> Vec<Receipt> {
    workbook
        .sheets
        .iter()
        .map(|grid| sheet(grid, year))
        .find(|r| !r.is_empty())
        .unwrap_or_default()
}

const PERIOD: [&str; 4] = ["ky bao cao", "ky", "period", "quy"];

fn sheet(grid: &Grid, year: i32) -> Vec<Receipt> {
    let column = |cells: &[crate::read::grid::GridCell], names: &[&str]| {
        cells
            .iter()
            .find(|c| text_of(c).is_some_and(|t| names.contains(&fold(&t).as_str())))
            .map(|c| c.at.col)
    };
    let mut found = None;
    for (row, cells) in grid.rows().take(30) {
        let (file, unit) = (column(cells, &FILE), column(cells, &UNIT));
        if file.is_some() || (unit.is_some() && column(cells, &RECEIVED).is_some()) {
            found = Some((
                row,
                file,
                unit,
                column(cells, &RECEIVED),
                column(cells, &REVISION),
                column(cells, &PERIOD),
            ));
            break;
        }
    }
    let Some((header, file, unit, received, revision, period)) = found else {
        return Vec::new();
    };
    let mut receipts = Vec::new();
    for (row, _) in grid.rows().filter(|(r, _)| *r > header) {
        let cell = |col: Option<u16>| col.and_then(|c| grid.get(Cell::new(row, c)));
        let words = |col: Option<u16>| cell(col).and_then(text_of);
        let receipt = Receipt {
            row: row + 1,
            file: words(file),
            unit: words(unit),
            received: cell(received).and_then(|c| match &c.content {
                Content::Date(day) => Some(*day),
                _ => text_of(c).and_then(|t| match date::parse(day_part(&t), year) {
                    DateText::Day(day) => Some(day),
                    _ => None,
                }),
            }),
            revision: words(revision).and_then(|t| {
                t.chars()
                    .filter(char::is_ascii_digit)
                    .collect::<String>()
                    .parse()
                    .ok()
            }),
            period: words(period).and_then(|t| {
                Period::parse(&t).or_else(|| {
                    date::stated_periods(&t)
                        .into_iter()
                        .find_map(Period::from_months)
                })
            }),
            cell: file.map(|c| Cell::new(row, c)),
        };
        if receipt.file.is_some() || receipt.unit.is_some() {
            receipts.push(receipt);
        }
    }
    receipts
}

/// "20/09/2017 16:30" is its day; "2017-09-20T16:30" too.
fn day_part(text: &str) -> &str {
    let end = text
        .find([' ', 'T'])
        .filter(|_| text.contains(':'))
        .unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

/// The register's rows, to be looked up by file.
#[derive(Clone, Debug, Default)]
pub struct Register {
    receipts: Vec<Receipt>,
    by_path: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    /// How many files bear a name.
    files: HashMap<String, usize>,
}

impl Register {
    /// The rows, and the names of all files among which they are looked up.
    pub fn new<'f>(receipts: Vec<Receipt>, files: impl IntoIterator<Item = &'f str>) -> Self {
        if receipts.is_empty() {
            return Self::default();
        }
        let mut register = Self::default();
        for (index, file) in receipts
            .iter()
            .enumerate()
            .filter_map(|(i, r)| Some((i, r.file.as_deref()?)))
        {
            register.by_path.entry(path_key(file)).or_insert(index);
            register
                .by_name
                .entry(path_key(name(file)))
                .or_default()
                .push(index);
        }
        for file in files {
            *register.files.entry(path_key(name(file))).or_default() += 1;
        }
        register.receipts = receipts;
        register
    }

    /// The row that speaks of a file: by its path, else by its name alone where that is unique.
    pub fn of_file(&self, file: &str) -> Option<&Receipt> {
        if self.receipts.is_empty() {
            return None;
        }
        let inside = file.split_once('/').map_or(file, |(_, rest)| rest);
        let by_path = [file, inside]
            .into_iter()
            .filter_map(|path| self.by_path.get(&path_key(path)))
            .min();
        let index = by_path.or_else(|| {
            let own = path_key(name(file));
            match self.by_name.get(&own).map(Vec::as_slice) {
                Some([one]) if self.files.get(&own) == Some(&1) => Some(one),
                _ => None,
            }
        });
        index.and_then(|&i| self.receipts.get(i))
    }
}

fn name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn path_key(path: &str) -> String {
    crate::base::text::tidy(&path.replace('\\', "/")).to_lowercase()
}
