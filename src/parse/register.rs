//! The receipt register: which file came from whom, when, as which version.

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

/// The row of the register that speaks of a file: by its path, else by its name alone where that is unique.
pub fn of_file<'a>(receipts: &'a [Receipt], file: &str, all: &[&str]) -> Option<&'a Receipt> {
    let wanted = path_key(file);
    let inside = file.split_once('/').map_or(file, |(_, rest)| rest);
    let by_path = receipts.iter().find(|r| {
        r.file.as_deref().is_some_and(|f| {
            let key = path_key(f);
            key == wanted || key == path_key(inside)
        })
    });
    by_path.or_else(|| {
        let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
        let own = path_key(&name(file));
        let twins = all.iter().filter(|f| path_key(&name(f)) == own).count();
        let mut rows = receipts
            .iter()
            .filter(|r| r.file.as_deref().is_some_and(|f| path_key(&name(f)) == own));
        rows.next().filter(|_| twins == 1 && rows.next().is_none())
    })
}

fn path_key(path: &str) -> String {
    crate::base::text::tidy(&path.replace('\\', "/")).to_lowercase()
}
