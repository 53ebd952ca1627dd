//! The records of an .xlsb, read by hand where calamine has no word for them.

use super::hidden::Hidden;
use super::ole::{u16_at, u32_at};
use crate::base::place::{Area, Cell};

const ROW: u16 = 0x0000;
const FORMULA_ERROR: u16 = 0x000b;
const NAME: u16 = 0x0027;
const COLUMNS: u16 = 0x003c;
const END_CELLS: u16 = 0x0092;
const BUNDLE_SHEET: u16 = 0x009c;
const MERGE: u16 = 0x00b0;

/// One record: its kind, where the next begins, its data.
struct Record<'a> {
    kind: u16,
    next: usize,
    data: &'a [u8],
}

/// The record at a place; `None` at the end, and where the end is missing.
fn record(bytes: &[u8], start: usize) -> Option<Record<'_>> {
    let low = *bytes.get(start)?;
    let (kind, mut at) = if low & 0x80 == 0 {
        (u16::from(low), start + 1)
    } else {
        let high = *bytes.get(start + 1)?;
        // calamine and the specification name the kind by its seven bits a byte.
        (
            u16::from(low & 0x7f) | u16::from(high & 0x7f) << 7,
            start + 2,
        )
    };
    let mut length = 0_usize;
    for shift in [0, 7, 14, 21] {
        let byte = *bytes.get(at)?;
        at += 1;
        length |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    let next = at.checked_add(length)?;
    Some(Record {
        kind,
        next,
        data: bytes.get(at..next)?,
    })
}

/// All records of a part, with their data.
pub(super) fn records(bytes: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let record = record(bytes, at)?;
        at = record.next;
        Some((record.kind, record.data))
    })
}

/// What calamine does not tell of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetPass {
    /// Merged areas.
    pub merges: Vec<Area>,
    /// Cells with a formula.
    pub formulas: Vec<(u32, u32)>,
    /// Formulas whose saved result is an error.
    pub errors: Vec<((u32, u32), &'static str)>,
    /// Rows and columns that a user does not see.
    pub hidden: Hidden,
}

/// Passes over the records of one sheet; `Err` where their end is missing.
pub fn pass(bytes: &[u8]) -> Result<SheetPass, String> {
    let mut found = SheetPass::default();
    let (mut at, mut row, mut has_end) = (0, 0, false);
    while let Some(record) = record(bytes, at) {
        at = record.next;
        match record.kind {
            ROW => {
                row = u32_at(record.data, 0).unwrap_or(0);
                // Behind number, format, height and the marks of its borders: outline, closed, hidden.
                if !has_end && record.data.get(11).is_some_and(|marks| marks & 0x10 != 0) {
                    found.hidden.add_rows(row, 1);
                }
            }
            COLUMNS => columns(&mut found.hidden, record.data),
            0x0008..=FORMULA_ERROR if !has_end => {
                let col = u32_at(record.data, 0).ok_or("a formula without its place")?;
                found.formulas.push((row, col));
                if record.kind == FORMULA_ERROR {
                    let code = record.data.get(8).copied().unwrap_or(0);
                    found.errors.push(((row, col), error(code)));
                }
            }
            END_CELLS => has_end = true,
            MERGE => found.merges.extend(merge(record.data)),
            _ => {}
        }
    }
    if has_end {
        Ok(found)
    } else {
        Err("the records of the sheet have no end".to_owned())
    }
}

/// First and last column, their width, a format, and the mark that they are hidden.
fn columns(hidden: &mut Hidden, data: &[u8]) {
    if let (Some(first), Some(last), Some(width), Some(marks)) = (
        u32_at(data, 0),
        u32_at(data, 4),
        u32_at(data, 8),
        u16_at(data, 16),
    ) {
        let count = last.saturating_add(1).saturating_sub(first);
        if width == 0 || marks & 1 != 0 {
            hidden.add_columns(first, count);
        } else {
            hidden.add_widths(first, count, width);
        }
    }
}

fn merge(data: &[u8]) -> Option<Area> {
    let col = |at: usize| u16::try_from(u32_at(data, at)?).ok();
    let first = Cell::new(u32_at(data, 0)?, col(8)?);
    let last = Cell::new(u32_at(data, 4)?, col(12)?);
    (first.row <= last.row && first.col <= last.col).then_some(Area { first, last })
}

fn error(code: u8) -> &'static str {
    match code {
        0x2b => "#GETTING_DATA",
        _ => error_of_formula(code).unwrap_or("#UNKNOWN!"),
    }
}

/// The error values that a formula may name, in .xls as in .xlsb.
pub(super) fn error_of_formula(code: u8) -> Option<&'static str> {
    Some(match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2a => "#N/A",
        _ => return None,
    })
}

/// The defined names of a workbook.bin in order: the name, the number of the sheet on which alone it is known.
pub fn names(workbook: &[u8]) -> Vec<(String, Option<usize>)> {
    let of_record = |data: &[u8]| {
        let (name, _) = wide_text(data, 9)?;
        let sheet = u32_at(data, 5).filter(|n| *n != u32::MAX);
        Some((
            name,
            sheet.map(|n| usize::try_from(n).unwrap_or(usize::MAX)),
        ))
    };
    records(workbook)
        .filter(|(kind, _)| *kind == NAME)
        .map(|(_, data)| of_record(data).unwrap_or_default())
        .collect()
}

/// Name and relation of each sheet that a workbook.bin lists.
pub fn bundle(workbook: &[u8]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(record) = record(workbook, at) {
        at = record.next;
        if record.kind == BUNDLE_SHEET {
            found.extend(bundle_sheet(record.data));
        }
    }
    found
}

/// State, number, relation, name: the two last are texts.
fn bundle_sheet(data: &[u8]) -> Option<(String, String)> {
    let (relation, behind) = wide_text(data, 8)?;
    let (name, _) = wide_text(data, behind)?;
    Some((name, relation))
}

/// A text whose length stands before it in four bytes, with the place behind it.
pub(super) fn wide_text(data: &[u8], at: usize) -> Option<(String, usize)> {
    let length = usize::try_from(u32_at(data, at)?).ok()?;
    let start = at.checked_add(4)?;
    let end = start.checked_add(length.checked_mul(2)?)?;
    data.get(start..end)?;
    let units: Vec<u16> = (0..length)
        .filter_map(|i| u16_at(data, start + 2 * i))
        .collect();
    Some((String::from_utf16_lossy(&units), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn push(out: &mut Vec<u8>, kind: u16, data: &[u8]) {
        if kind < 0x80 {
            out.push(kind.to_le_bytes()[0]);
        } else {
            out.push((kind & 0x7f | 0x80).to_le_bytes()[0]);
            out.push((kind >> 7).to_le_bytes()[0]);
        }
        out.push(u8::try_from(data.len()).unwrap());
        out.extend_from_slice(data);
    }

    fn words(numbers: &[u32]) -> Vec<u8> {
        numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
    }

    #[test]
    fn merges_formulas_and_their_errors() {
        let mut sheet = Vec::new();
        push(&mut sheet, ROW, &words(&[4]));
        let mut error = words(&[2, 0]);
        error.push(0x17);
        push(&mut sheet, FORMULA_ERROR, &error);
        push(&mut sheet, 9, &words(&[3, 0, 0, 0]));
        assert!(pass(&sheet).is_err());
        push(&mut sheet, END_CELLS, &[]);
        push(&mut sheet, MERGE, &words(&[1, 2, 3, 4]));
        let found = pass(&sheet).unwrap();
        assert_eq!(found.formulas, [(4, 2), (4, 3)]);
        assert_eq!(found.errors, [((4, 2), "#REF!")]);
        assert_eq!(found.merges[0].first.to_string(), "D2");
        assert_eq!(found.merges[0].last.to_string(), "E3");
    }

    #[test]
    fn names_of_the_workbook_and_of_its_sheets() {
        let mut book = Vec::new();
        for (sheet, name) in [(u32::MAX, "TONG"), (1, "Rieng")] {
            let units: Vec<u16> = name.encode_utf16().collect();
            let length = u32::try_from(units.len()).unwrap();
            let mut data = vec![0; 5];
            data.extend(words(&[sheet, length]));
            data.extend(units.iter().flat_map(|u| u.to_le_bytes()));
            push(&mut book, NAME, &data);
        }
        push(&mut book, NAME, &[0; 3]);
        let wanted = [
            ("TONG".to_owned(), None),
            ("Rieng".to_owned(), Some(1)),
            (String::new(), None),
        ];
        assert_eq!(names(&book), wanted);
    }

    #[test]
    fn hidden_rows_and_columns() {
        let mut sheet = Vec::new();
        for (first, width, marks) in [(3, 2560, 1), (5, 0, 2), (7, 2560, 2)] {
            let mut columns = words(&[first, first, width, 0]);
            columns.extend([marks, 0]);
            push(&mut sheet, COLUMNS, &columns);
        }
        for (row, marks) in [(4, 0x10), (5, 0x08), (6, 0x00)] {
            let mut data = words(&[row, 0]);
            data.extend([44, 1, 0, marks, 0]);
            push(&mut sheet, ROW, &data);
        }
        push(&mut sheet, END_CELLS, &[]);
        let hidden = pass(&sheet).unwrap().hidden.settled();
        let rows: Vec<u32> = (0..9).filter(|&n| hidden.rows.contains(n)).collect();
        let columns: Vec<u32> = (0..9).filter(|&n| hidden.columns.contains(n)).collect();
        assert_eq!((rows, columns), (vec![4], vec![3, 5]));
    }

    #[test]
    fn a_length_beyond_the_end_ends_the_pass() {
        assert!(record(&[0x93, 0x01, 0xff, 0xff, 0xff, 0x7f], 0).is_none());
        assert!(record(&[], 0).is_none());
    }
}
