//! A small writer of .xls: texts and numbers, and any character in a text, which no XML can hold.

use crate::support::damage::compound;
use crate::support::{Sheet, Value};

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const SHEET: u16 = 0x0085;

/// A record of this kind.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

/// The record that begins a workbook (5) or a sheet (16).
pub fn bof(kind: u8) -> Vec<u8> {
    let mut data = vec![0, 6, kind, 0];
    data.resize(16, 0);
    record(BOF, &data)
}

/// The record that ends either.
pub fn eof() -> Vec<u8> {
    record(EOF, &[])
}

fn cell(kind: u16, row: u16, col: u16, content: &[u8]) -> Vec<u8> {
    let place = [row, col, 0].map(u16::to_le_bytes).concat();
    record(kind, &[&place, content].concat())
}

/// A number in a cell, rows and columns from 0.
pub fn number(row: u16, col: u16, value: f64) -> Vec<u8> {
    cell(NUMBER, row, col, &value.to_le_bytes())
}

/// A text in a cell, each character as it is.
pub fn label(row: u16, col: u16, text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut content = u16::try_from(units.len()).unwrap().to_le_bytes().to_vec();
    content.push(1);
    content.extend(units.iter().flat_map(|u| u.to_le_bytes()));
    cell(LABEL, row, col, &content)
}

/// The entry of a sheet whose records begin there.
pub fn entry(position: u32, name: &str) -> Vec<u8> {
    let units: Vec<u16> = name.encode_utf16().collect();
    let mut data = position.to_le_bytes().to_vec();
    data.extend([0, 0, u8::try_from(units.len()).unwrap(), 1]);
    data.extend(units.iter().flat_map(|u| u.to_le_bytes()));
    record(SHEET, &data)
}

/// Records of a workbook with one sheet; `globals` stand before the entry of the sheet.
pub fn stream(globals: &[u8], name: &str, cells: &[u8]) -> Vec<u8> {
    let head = [bof(5), globals.to_vec()].concat();
    let position = head.len() + entry(0, name).len() + eof().len();
    let own = entry(u32::try_from(position).unwrap(), name);
    [head, own, eof(), bof(16), cells.to_vec(), eof()].concat()
}

/// The compound file around it; its table has room for some 60 KB.
pub fn file(mut stream: Vec<u8>) -> Vec<u8> {
    stream.resize(stream.len().max(4096), 0);
    compound(&[("Workbook", stream)])
}

/// A sheet of texts and numbers as an .xls.
pub fn workbook(sheet: &Sheet) -> Vec<u8> {
    let mut cells = Vec::new();
    for (&(row, col), value) in &sheet.cells {
        let (row, col) = (
            u16::try_from(row - 1).unwrap(),
            u16::try_from(col - 1).unwrap(),
        );
        cells.extend(match value {
            Value::Number(digits) => number(row, col, digits.parse().unwrap()),
            Value::Text(text) => label(row, col, text),
            other => panic!("{other:?} is not written"),
        });
    }
    file(stream(&[], &sheet.name, &cells))
}
