//! The records of an .xls: looked through before calamine sees them, and made harmless.
//!
//! calamine makes each sheet of an .xls a full rectangle, reserves what a sheet only claims, and gives up the whole
//! workbook for one bad sheet. Here the claims are taken out, rows and columns are numbered anew without the empty
//! ones between them, and sheets can be hidden from it one by one.

use std::collections::BTreeSet;

use super::biff8::{FORMULA, Links, SheetFormulas};
use super::hidden::Hidden;
use super::limits::Limits;
use super::ole::{u16_at, u32_at};
use super::unreadable::{Unreadable, What};

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;
const FILE_PASS: u16 = 0x002f;
const BOUND_SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const ROW: u16 = 0x0208;
const COLUMNS: u16 = 0x007d;
const MUL_RK: u16 = 0x00bd;
/// A record that calamine passes over.
const BLANK: u16 = 0x0201;

/// One sheet of the stream.
#[derive(Clone, Debug)]
pub struct SheetRecords {
    /// Place of its `BoundSheet` record's data.
    entry: usize,
    /// Where its records begin.
    position: usize,
    /// Whether it holds cells.
    pub is_worksheet: bool,
    /// The rows that hold cells, in order: the number that calamine sees is the index here.
    pub rows: Vec<u32>,
    /// The same for the columns.
    pub columns: Vec<u32>,
    /// Formula cells whose saved result is an empty text, as they are also written by programs that compute nothing.
    pub blank_results: BTreeSet<(u32, u32)>,
    /// Its formulas.
    pub formulas: SheetFormulas,
    /// Rows and columns that a user does not see.
    pub hidden: Hidden,
    /// Why it cannot be read, if that is known already.
    pub fault: Option<String>,
}

impl SheetRecords {
    /// Bytes that calamine needs for the rectangle: a value and a formula a cell, and a copy of each to hand out.
    pub fn memory(&self) -> u64 {
        const PER_CELL: u64 = 2 * (32 + 24);
        (self.rows.len() as u64)
            .saturating_mul(self.columns.len() as u64)
            .saturating_mul(PER_CELL)
    }
}

/// The stream with its sheets.
#[derive(Clone, Debug)]
pub struct Records {
    /// The records, made harmless.
    pub stream: Vec<u8>,
    /// The sheets in their order.
    pub sheets: Vec<SheetRecords>,
    /// What the references of its formulas go through.
    pub links: Links,
    /// Where the workbook's own records end.
    end: usize,
}

impl Records {
    /// Looks through the stream. R001 for what is older than Excel 5, R002 for an encrypted one.
    pub fn look_through(mut stream: Vec<u8>, limits: &Limits) -> Result<Self, Unreadable> {
        let damaged = |why: &str| Unreadable::broken(What::Damaged, why);
        match (u16_at(&stream, 0), u16_at(&stream, 4)) {
            (Some(BOF), Some(0x0500 | 0x0600)) => {}
            (Some(0x0009 | 0x0209 | 0x0409), _) | (Some(BOF), Some(0x0200..=0x0400)) => {
                return Err(Unreadable::broken(What::TooOld, ""));
            }
            _ => return Err(damaged("the workbook does not begin with its first record")),
        }
        let mut sheets = Vec::new();
        let mut links = Links::new(u16_at(&stream, 4) == Some(0x0600));
        let mut end = None;
        let mut at = 0;
        while let Some(record) = record(&stream, at) {
            links.see(record.kind, &stream[record.data..record.next]);
            match record.kind {
                FILE_PASS => return Err(Unreadable::Encrypted),
                BOUND_SHEET => sheets.push(bound_sheet(&mut stream, record.data)),
                EOF => {
                    end = Some(at);
                    break;
                }
                _ => {}
            }
            at = record.next;
        }
        let end =
            end.ok_or_else(|| Unreadable::broken(What::CutOff, "the list of sheets has no end"))?;
        limits.sheet_count(sheets.len())?;
        let mut records = Self {
            stream,
            sheets,
            links,
            end,
        };
        for index in 0..records.sheets.len() {
            records.look_through_sheet(index);
        }
        Ok(records)
    }

    fn look_through_sheet(&mut self, index: usize) {
        let Some(sheet) = self
            .sheets
            .get_mut(index)
            .filter(|s| s.is_worksheet && s.fault.is_none())
        else {
            return;
        };
        let mut cells = Vec::new();
        let mut depth = 0_usize;
        let mut at = sheet.position;
        let mut fault = None;
        loop {
            let Some(record) = record(&self.stream, at) else {
                fault = Some("the records of the sheet have no end".to_owned());
                break;
            };
            match record.kind {
                BOF => depth += 1,
                EOF if depth <= 1 => break,
                EOF => depth -= 1,
                // A chart inside the sheet has records of the same kinds.
                _ if depth > 1 => {}
                DIMENSIONS => put(&mut self.stream, at, BLANK),
                ROW => hide_row(&mut sheet.hidden, &self.stream[record.data..record.next]),
                COLUMNS => columns(&mut sheet.hidden, &self.stream[record.data..record.next]),
                kind => {
                    let data = record.data..record.next;
                    sheet.formulas.see(kind, &self.stream, data);
                    if is_cell(kind) {
                        cells.push(at);
                    }
                }
            }
            at = record.next;
        }
        let (mut rows, mut columns) = (BTreeSet::new(), BTreeSet::new());
        for &at in &cells {
            let Some(record) = record(&self.stream, at) else {
                continue;
            };
            let (Some(row), Some(first)) = (
                u16_at(&self.stream, record.data),
                u16_at(&self.stream, record.data + 2),
            ) else {
                fault = Some("a cell without its place".to_owned());
                break;
            };
            rows.insert(u32::from(row));
            let last = match record.kind {
                MUL_RK => u16_at(&self.stream, record.next.saturating_sub(2)).unwrap_or(first),
                _ => first,
            };
            if last < first || last - first > 0x3fff {
                fault = Some("a row of numbers ends before it begins".to_owned());
                break;
            }
            columns.extend((first..=last).map(u32::from));
            let is_blank = |s: &[u8]| s.first() == Some(&3) && s.ends_with(&[0xff, 0xff]);
            if record.kind == FORMULA
                && let Some(result) = self.stream.get(record.data + 6..record.data + 14)
                && is_blank(result)
            {
                sheet
                    .blank_results
                    .insert((u32::from(row), u32::from(first)));
            }
        }
        sheet.rows = rows.into_iter().collect();
        sheet.columns = columns.into_iter().collect();
        sheet.fault = fault;
        if sheet.fault.is_none() {
            for at in cells {
                renumber(&mut self.stream, at, &sheet.rows, &sheet.columns);
            }
        }
    }

    /// The stream in which only the sheets of `shown` have records.
    pub fn with_only(&self, shown: impl Fn(usize) -> bool) -> Vec<u8> {
        let mut stream = self.stream.clone();
        let end = u32::try_from(self.end).unwrap_or(0).to_le_bytes();
        for (index, sheet) in self.sheets.iter().enumerate() {
            if (!sheet.is_worksheet || !shown(index))
                && let Some(place) = stream.get_mut(sheet.entry..sheet.entry + 4)
            {
                place.copy_from_slice(&end);
            }
        }
        stream
    }
}

struct Record {
    kind: u16,
    /// Where its data begin.
    data: usize,
    /// Where the next record begins.
    next: usize,
}

fn record(stream: &[u8], at: usize) -> Option<Record> {
    let kind = u16_at(stream, at)?;
    let data = at.checked_add(4)?;
    let next = data + usize::from(u16_at(stream, at + 2)?);
    (next <= stream.len()).then_some(Record { kind, data, next })
}

fn put(stream: &mut [u8], at: usize, number: u16) {
    if let Some(place) = stream.get_mut(at..at + 2) {
        place.copy_from_slice(&number.to_le_bytes());
    }
}

/// The records that calamine makes a cell of; a `STRING` follows its formula and has no place of its own.
fn is_cell(kind: u16) -> bool {
    matches!(
        kind,
        FORMULA | MUL_RK | 0x0203 | 0x0204 | 0x00d6 | 0x0205 | 0x027e | 0x00fd
    )
}

fn renumber(stream: &mut [u8], at: usize, rows: &[u32], columns: &[u32]) {
    let Some(record) = record(stream, at) else {
        return;
    };
    let mut new_number = |at: usize, table: &[u32]| {
        if let Some(old) = u16_at(stream, at) {
            let new = table.partition_point(|&n| n < u32::from(old));
            put(stream, at, u16::try_from(new).unwrap_or(old));
        }
    };
    new_number(record.data, rows);
    new_number(record.data + 2, columns);
    if record.kind == MUL_RK {
        // All columns of a row of numbers hold cells, so they stay side by side.
        new_number(record.next.saturating_sub(2), columns);
    }
}

/// A row's number, and the mark that its height is nothing.
fn hide_row(hidden: &mut Hidden, data: &[u8]) {
    const HIDDEN: u16 = 0x0020;
    if let (Some(row), Some(marks)) = (u16_at(data, 0), u16_at(data, 12))
        && marks & HIDDEN != 0
    {
        hidden.add_rows(row.into(), 1);
    }
}

/// First and last column, their width, a format, and the mark that they are hidden.
fn columns(hidden: &mut Hidden, data: &[u8]) {
    const HIDDEN: u16 = 0x0001;
    if let (Some(first), Some(last), Some(width), Some(marks)) = (
        u16_at(data, 0),
        u16_at(data, 2),
        u16_at(data, 4),
        u16_at(data, 8),
    ) && first <= last
    {
        let count = u32::from(last - first) + 1;
        if width == 0 || marks & HIDDEN != 0 {
            hidden.add_columns(first.into(), count);
        } else {
            hidden.add_widths(first.into(), count, width.into());
        }
    }
}

fn bound_sheet(stream: &mut [u8], data: usize) -> SheetRecords {
    let position = u32_at(stream, data).unwrap_or(u32::MAX);
    let kind = stream.get(data + 5).copied().unwrap_or(2);
    // States and kinds that calamine does not know would cost the whole workbook.
    if let Some(state) = stream.get_mut(data + 4) {
        *state &= 0x03;
        if *state == 3 {
            *state = 1;
        }
    }
    if let Some(place) = stream.get_mut(data + 5)
        && !matches!(*place, 0 | 1 | 2 | 6)
    {
        *place = 2;
    }
    let position = usize::try_from(position).unwrap_or(usize::MAX);
    let is_inside = position < stream.len();
    SheetRecords {
        entry: data,
        position,
        is_worksheet: kind == 0,
        rows: Vec::new(),
        columns: Vec::new(),
        blank_results: BTreeSet::new(),
        formulas: SheetFormulas::default(),
        hidden: Hidden::default(),
        fault: (!is_inside).then(|| "the sheet lies beyond the end of the file".to_owned()),
    }
}
