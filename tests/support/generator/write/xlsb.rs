//! .xlsb with texts, numbers, days and merged areas.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{area, serial, shown};
use crate::support::sheet::{Sheet, Value};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

fn push(out: &mut Vec<u8>, kind: u16, data: &[u8]) {
    let [low, high] = [kind & 0x7f, kind >> 7].map(|n| u8::try_from(n).unwrap());
    if kind < 0x80 {
        out.push(low);
    } else {
        out.extend([low | 0x80, high]);
    }
    let mut length = data.len();
    loop {
        let byte = u8::try_from(length & 0x7f).unwrap();
        length >>= 7;
        out.push(byte | if length > 0 { 0x80 } else { 0 });
        if length == 0 {
            break;
        }
    }
    out.extend_from_slice(data);
}

fn words(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = words(&[u32::try_from(units.len()).unwrap()]);
    out.extend(units.iter().flat_map(|u| u.to_le_bytes()));
    out
}

/// The bytes of a workbook.
pub fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    let mut book = Vec::new();
    push(&mut book, 0x0083, &[]);
    push(&mut book, 0x008f, &[]);
    for (number, sheet) in (1..).zip(sheets) {
        let data = [
            words(&[0, number]),
            wide(&format!("rId{number}")),
            wide(&sheet.name),
        ]
        .concat();
        push(&mut book, 0x009c, &data);
    }
    push(&mut book, 0x0090, &[]);
    push(&mut book, 0x0084, &[]);
    let mut relations = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    let mut types = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"bin\" ContentType=\"application/vnd.ms-excel.sheet.binary.macroEnabled.main\"/>"
    );
    let mut parts = vec![
        ("xl/workbook.bin".to_owned(), book),
        ("xl/styles.bin".to_owned(), styles()),
    ];
    for (number, sheet) in (1..).zip(sheets) {
        relations += &format!(
            "<Relationship Id=\"rId{number}\" Type=\"{REL}/worksheet\" Target=\"worksheets/sheet{number}.bin\"/>"
        );
        types += &format!(
            "<Override PartName=\"/xl/worksheets/sheet{number}.bin\" ContentType=\"application/vnd.ms-excel.worksheet\"/>"
        );
        parts.push((format!("xl/worksheets/sheet{number}.bin"), body(sheet)));
    }
    relations += &format!(
        "<Relationship Id=\"rIdS\" Type=\"{REL}/styles\" Target=\"styles.bin\"/></Relationships>"
    );
    types += "<Override PartName=\"/xl/styles.bin\" ContentType=\"application/vnd.ms-excel.styles\"/></Types>";
    let root = format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{REL}/officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>"
    );
    parts.push((
        "xl/_rels/workbook.bin.rels".to_owned(),
        relations.into_bytes(),
    ));
    parts.push(("_rels/.rels".to_owned(), root.into_bytes()));
    parts.push(("[Content_Types].xml".to_owned(), types.into_bytes()));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts.iter().rev() {
        zip.start_file(name.as_str(), SimpleFileOptions::default())
            .unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Two formats of cells: anything, and days.
fn styles() -> Vec<u8> {
    let mut out = Vec::new();
    push(&mut out, 0x0116, &[]);
    push(&mut out, 0x0269, &words(&[2]));
    for format in [0_u8, 14] {
        let mut data = vec![0; 16];
        data[2] = format;
        push(&mut out, 0x002f, &data);
    }
    push(&mut out, 0x026a, &[]);
    push(&mut out, 0x0117, &[]);
    out
}

fn body(sheet: &Sheet) -> Vec<u8> {
    let mut out = Vec::new();
    push(&mut out, 0x0081, &[]);
    let edge = |pick: fn(&(u32, u32)) -> u32| sheet.cells.keys().map(pick).max().unwrap_or(1) - 1;
    push(
        &mut out,
        0x0094,
        &words(&[0, edge(|p| p.0), 0, edge(|p| p.1)]),
    );
    push(&mut out, 0x0091, &[]);
    let mut open = None;
    for (&(row, column), value) in &sheet.cells {
        if open != Some(row) {
            let mut data = words(&[row - 1, 0]);
            data.resize(17, 0);
            push(&mut out, 0x0000, &data);
            open = Some(row);
        }
        let (kind, style, content): (u16, u32, Vec<u8>) = match shown(value) {
            Value::Number(digits) => (5, 0, digits.parse::<f64>().unwrap().to_le_bytes().to_vec()),
            Value::Date(day) => {
                let days = f64::from(i32::try_from(serial(day)).unwrap());
                (5, 1, days.to_le_bytes().to_vec())
            }
            Value::Text(text) => (6, 0, wide(text)),
            other => panic!("{other:?} is not written"),
        };
        push(
            &mut out,
            kind,
            &[words(&[column - 1, style]), content].concat(),
        );
    }
    push(&mut out, 0x0092, &[]);
    for merge in &sheet.merges {
        let ((top, left), (bottom, right)) = area(merge);
        push(
            &mut out,
            0x00b0,
            &words(&[top - 1, bottom - 1, left - 1, right - 1]),
        );
    }
    push(&mut out, 0x0082, &[]);
    out
}
