//! The receipt register: which file came from whom, when, as which version.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveTime};

use crate::base::date;
use crate::base::place::Cell;
use crate::base::text::fold;
use crate::layout::header::text_of;
use crate::model::{Period, Receipt, Received};
use crate::read::grid::{Content, Grid, GridCell, Workbook};
use crate::read::time_of_day;

const FILE: [&str; 11] = [
    "tep",
    "file",
    "ten tep",
    "ten file",
    "tap tin",
    "ten tap tin",
    "tep tin",
    "ten tep tin",
    "tep bao cao",
    "file name",
    "filename",
];
const UNIT: [&str; 9] = [
    "don vi",
    "unit",
    "ma don vi",
    "ten don vi",
    "don vi gui",
    "don vi nop",
    "don vi bao cao",
    "unit code",
    "unit name",
];
const RECEIVED: [&str; 12] = [
    "ngay nhan",
    "received at",
    "received",
    "received on",
    "date received",
    "ngay gio nhan",
    "thoi gian nhan",
    "thoi diem nhan",
    "ngay tiep nhan",
    "ngay den",
    "ngay nop",
    "ngay gui",
];
const TIME: [&str; 6] = [
    "gio nhan",
    "gio",
    "time",
    "received time",
    "time received",
    "gio den",
];
const REVISION: [&str; 8] = [
    "lan gui",
    "revision",
    "lan",
    "lan thu",
    "phien ban",
    "version",
    "lan nop",
    "so lan gui",
];

/// Reads the register from the first sheet that has a column of files or units and one of days.
pub fn receipts(workbook: &Workbook, year: i32) -> Vec<Receipt> {
    let has_sheets = workbook.format != "csv";
    workbook
        .sheets
        .iter()
        .map(|grid| sheet(grid, has_sheets, year))
        .find(|r| !r.is_empty())
        .unwrap_or_default()
}

const PERIOD: [&str; 4] = ["ky bao cao", "ky", "period", "quy"];

fn sheet(grid: &Grid, is_named: bool, year: i32) -> Vec<Receipt> {
    let column = |cells: &[GridCell], names: &[&str]| {
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
                column(cells, &TIME),
                column(cells, &REVISION),
                column(cells, &PERIOD),
            ));
            break;
        }
    }
    let Some((header, file, unit, received, time, revision, period)) = found else {
        return Vec::new();
    };
    let mut receipts = Vec::new();
    for (row, _) in grid.rows().filter(|(r, _)| *r > header) {
        let cell = |col: Option<u16>| col.and_then(|c| grid.get(Cell::new(row, c)));
        let words = |col: Option<u16>| cell(col).and_then(text_of);
        let (received, unread_day) = moment(cell(received), cell(time), year);
        let receipt = Receipt {
            row: row + 1,
            sheet: is_named.then(|| grid.name.as_str().into()),
            unread_day,
            file: words(file),
            unit: words(unit),
            received,
            before: None,
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
            cell: file
                .filter(|_| words(file).is_some())
                .or(unit)
                .map(|c| Cell::new(row, c)),
        };
        if receipt.file.is_some() || receipt.unit.is_some() {
            receipts.push(receipt);
        }
    }
    receipts
}

/// When a file was received, by the cell of the day and that of the time, if the register has one of its own; else the
/// text that could not be read.
fn moment(
    day: Option<&GridCell>,
    time: Option<&GridCell>,
    year: i32,
) -> (Option<Received>, Option<(String, Cell)>) {
    let unread = |cell: &GridCell| text_of(cell).map(|text| (text, cell.at));
    let Some(told) = day else {
        return (None, None);
    };
    let Some((day, own)) = day_and_time(told, year) else {
        return (None, unread(told));
    };
    match time.map(|cell| (time_alone(cell), cell)) {
        Some((None, cell)) => {
            let received = Received { day, time: own };
            (Some(received), unread(cell))
        }
        other => {
            let apart = other.and_then(|(time, _)| time);
            let time = apart.or(own);
            (Some(Received { day, time }), None)
        }
    }
}

/// The day of a cell with the time that stands beside it. A date cell at midnight tells the day alone.
fn day_and_time(cell: &GridCell, year: i32) -> Option<(NaiveDate, Option<NaiveTime>)> {
    match &cell.content {
        Content::Date(at) => {
            let time = Some(at.time()).filter(|time| *time != NaiveTime::MIN);
            Some((at.date(), time))
        }
        _ => date::parse_moment(&text_of(cell)?, year),
    }
}

/// The time of day of a cell that holds nothing else.
fn time_alone(cell: &GridCell) -> Option<NaiveTime> {
    match &cell.content {
        Content::Number(serial) if (0.0..1.0).contains(serial) => Some(time_of_day(*serial)),
        Content::Date(at) => Some(at.time()),
        _ => date::parse_time(&text_of(cell)?),
    }
}

/// The register's rows, to be looked up by file.
#[derive(Clone, Debug, Default)]
pub struct Register {
    receipts: Vec<Receipt>,
    by_path: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    /// How many files bear a name, with and without its ending.
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
            let path = path_key(file);
            let own = name(&path).to_owned();
            register.by_path.entry(path).or_default().push(index);
            register.by_name.entry(own).or_default().push(index);
        }
        for file in files {
            for own in names(file) {
                *register.files.entry(own).or_default() += 1;
            }
        }
        register.receipts = receipts;
        for rows in register.by_path.values() {
            if let [before @ .., last] = rows.as_slice() {
                let first = before
                    .iter()
                    .filter_map(|row| register.receipts[*row].received);
                register.receipts[*last].before = first.min();
            }
        }
        register
    }

    /// All rows, in their order.
    pub fn receipts(&self) -> &[Receipt] {
        &self.receipts
    }

    /// The row that speaks of a file; of several the last, since what was sent again took the former file's place.
    pub fn of_file(&self, file: &str) -> Option<&Receipt> {
        self.receipts.get(*self.rows(file).last()?)
    }

    /// Which rows no file fits, with how many files bear the name of each.
    pub fn without_file<'f>(
        &self,
        files: impl IntoIterator<Item = &'f str>,
    ) -> Vec<(&Receipt, usize)> {
        let mut fits = vec![false; self.receipts.len()];
        for file in files {
            for &row in self.rows(file) {
                fits[row] = true;
            }
        }
        let rows = self.receipts.iter().zip(fits).filter(|(_, fits)| !fits);
        rows.filter_map(|(receipt, _)| {
            let own = path_key(name(receipt.file.as_deref()?));
            Some((receipt, self.files.get(&own).copied().unwrap_or_default()))
        })
        .collect()
    }

    /// The rows of a file: by its path, else by its name alone, with or without its ending, where that is unique.
    fn rows(&self, file: &str) -> &[usize] {
        if self.receipts.is_empty() {
            return &[];
        }
        let inside = file.split_once('/').map_or(file, |(_, rest)| rest);
        let by_path = [file, inside]
            .into_iter()
            .find_map(|path| self.by_path.get(&path_key(path)));
        if let Some(rows) = by_path {
            return rows;
        }
        // Of rows with folders of their own nothing tells which one is meant.
        let is_clear = |rows: &[usize]| {
            let is_bare = |row: &usize| {
                let told = self.receipts[*row].file.as_deref().unwrap_or_default();
                name(told) == told
            };
            rows.len() == 1 || rows.iter().all(is_bare)
        };
        names(file)
            .into_iter()
            .filter(|own| self.files.get(own) == Some(&1))
            .find_map(|own| self.by_name.get(&own).filter(|rows| is_clear(rows)))
            .map_or(&[], Vec::as_slice)
    }
}

/// The name of a file as registers write it: whole, or without its ending.
fn names(file: &str) -> Vec<String> {
    let own = path_key(name(file));
    let stem = own.rsplit_once('.').map(|(stem, _)| stem.to_owned());
    std::iter::once(own).chain(stem).collect()
}

fn name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn path_key(path: &str) -> String {
    crate::base::text::tidy(&path.replace('\\', "/")).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn receipt(file: &str, revision: u32) -> Receipt {
        Receipt {
            file: Some(file.to_owned()),
            revision: Some(revision),
            ..Receipt::default()
        }
    }

    #[test]
    fn rows_of_a_csv_stand_on_no_sheet() {
        let text = "Tệp,Ngày nhận\nkien-thuy.xlsx,2017-09-19\n";
        let mut book = crate::read::delimited(text.as_bytes()).unwrap();
        assert_eq!(receipts(&book, 2017)[0].sheet, None);
        book.format = "xlsx";
        assert!(receipts(&book, 2017)[0].sheet.is_some());
    }

    #[test]
    fn a_row_is_found_by_path_by_name_and_without_its_ending() {
        let files = [
            "da-nop/314/Kiến Thụy.xls",
            "da-nop/a/x.xlsx",
            "da-nop/b/x.xlsx",
        ];
        let rows = ["314\\kiến thụy.xls", "x.xlsx", "b/X.xlsx", "không có.xlsx"];
        let rows = (1..).zip(rows).map(|(n, file)| receipt(file, n)).collect();
        let register = Register::new(rows, files);
        let revision = |file| register.of_file(file).and_then(|r| r.revision);
        assert_eq!(revision(files[0]), Some(1));
        assert_eq!((revision(files[1]), revision(files[2])), (None, Some(3)));
        let lost: Vec<_> = register.without_file(files);
        let lost: Vec<_> = lost.iter().map(|(r, n)| (r.revision, *n)).collect();
        assert_eq!(lost, [(Some(2), 2), (Some(4), 0)]);
    }

    #[test]
    fn a_file_that_was_sent_again_is_its_last_row() {
        let rows = vec![receipt("kien-thuy", 1), receipt("kien-thuy", 2)];
        let register = Register::new(rows, ["da-nop/kien-thuy.xls"]);
        let found = register.of_file("da-nop/kien-thuy.xls");
        assert_eq!(found.and_then(|r| r.revision), Some(2));
        assert_eq!(register.without_file(["da-nop/kien-thuy.xls"]).len(), 0);
    }
}
