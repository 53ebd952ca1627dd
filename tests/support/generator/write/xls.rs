//! .xls (BIFF8) with several sheets, dates and merged areas.

use super::{area, serial, shown};
use crate::support::sheet::{Sheet, Value};
use crate::xls::{bof, entry, eof, file, label, number, record};

const XF: u16 = 0x00E0;
const MERGES: u16 = 0x00E5;

/// A format of cells: text, numbers or days.
fn format(kind: u8) -> Vec<u8> {
    let mut data = vec![0; 20];
    data[2] = kind;
    record(XF, &data)
}

/// The bytes of a workbook.
pub fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    let globals = [format(0), format(14)].concat();
    let bodies: Vec<Vec<u8>> = sheets.iter().map(body).collect();
    let entries: usize = sheets.iter().map(|s| entry(0, &s.name).len()).sum();
    let mut position = bof(5).len() + globals.len() + entries + eof().len();
    let mut stream = [bof(5), globals].concat();
    for (sheet, body) in sheets.iter().zip(&bodies) {
        stream.extend(entry(u32::try_from(position).unwrap(), &sheet.name));
        position += body.len();
    }
    stream.extend(eof());
    stream.extend(bodies.concat());
    file(stream)
}

fn body(sheet: &Sheet) -> Vec<u8> {
    let small = |n: u32| u16::try_from(n - 1).unwrap();
    let mut out = bof(16);
    for (&(row, column), value) in &sheet.cells {
        let (row, column) = (small(row), small(column));
        out.extend(match shown(value) {
            Value::Number(digits) => number(row, column, digits.parse().unwrap()),
            Value::Text(text) => label(row, column, text),
            Value::Date(day) => dated(row, column, day),
            other => panic!("{other:?} is not written"),
        });
    }
    if !sheet.merges.is_empty() {
        let mut data = u16::try_from(sheet.merges.len())
            .unwrap()
            .to_le_bytes()
            .to_vec();
        for merge in &sheet.merges {
            let ((top, left), (bottom, right)) = area(merge);
            for edge in [top, bottom, left, right] {
                data.extend(small(edge).to_le_bytes());
            }
        }
        out.extend(record(MERGES, &data));
    }
    out.extend(eof());
    out
}

/// A number in a cell of the second format.
fn dated(row: u16, column: u16, day: &str) -> Vec<u8> {
    let days = i32::try_from(serial(day)).unwrap();
    let mut cell = number(row, column, f64::from(days));
    // Kind, length, row, column: two bytes each; then the format.
    cell[8] = 1;
    cell
}
