//! .xls: records that claim, point at themselves or never end, in compound files whose chains run in circles.

use super::xls::{bof, entry, file as xls, number as any_number, record};
use super::{FILE, expect, run, run_with, verdicts};

fn number(row: u16, col: u16) -> Vec<u8> {
    any_number(row, col, 1.0)
}

fn sheet(position: u32) -> Vec<u8> {
    entry(position, "Khac")
}

fn stream(globals: &[u8], cells: &[u8]) -> Vec<u8> {
    super::xls::stream(globals, "Bieu", cells)
}

/// It is told what is wrong, or it is read; both within the limits.
#[track_caller]
fn is_answered(bytes: Vec<u8>, what: &str) {
    let run = run_with(bytes, "memory_mib = 128\nseconds = 20\ncells = 200000");
    let found = verdicts(&run, FILE);
    let known = found.len() == 1
        && ["R001", "R003", "R004"]
            .iter()
            .any(|code| found[0].starts_with(code));
    assert!(known && !found[0].contains("seconds"), "{what}: {found:?}");
}

#[test]
fn a_plain_one_is_read() {
    let cells = [number(0, 0), number(65_535, 255)].concat();
    expect(&run(xls(stream(&[], &cells))), "R004");
}

#[test]
fn sheets_that_begin_where_they_should_not() {
    for position in [0, 4, 20, 21, 4000, 0x7FFF_FFFF, u32::MAX] {
        let globals = sheet(position);
        is_answered(xls(stream(&globals, &number(0, 0))), &position.to_string());
    }
}

#[test]
fn one_sheet_under_many_names() {
    let cells: Vec<u8> = (0..1000).flat_map(|row| number(row, 0)).collect();
    let plain = stream(&[], &cells);
    let many = 500;
    let entry = u32::try_from(sheet(0).len()).unwrap();
    let position = u32::try_from(plain.len() - cells.len() - 4 - 20).unwrap() + many * entry;
    let globals: Vec<u8> = (0..many).flat_map(|_| sheet(position)).collect();
    is_answered(xls(stream(&globals, &cells)), "the same sheet");
    let globals: Vec<u8> = (0..2000).flat_map(|_| sheet(0)).collect();
    expect(&run(xls(stream(&globals, &cells[..0]))), "R003 sheets");
}

#[test]
fn records_that_never_end() {
    let begun: Vec<u8> = (0..1500).flat_map(|_| bof(0x10)).collect();
    is_answered(xls(stream(&[], &begun)), "sheets in sheets");
    is_answered(xls(stream(&begun, &[])), "workbooks in workbooks");
    let goes_on: Vec<u8> = (0..10_000).flat_map(|_| record(0x003C, &[])).collect();
    is_answered(xls(stream(&goes_on, &goes_on)), "continued for ever");
}

#[test]
fn records_that_claim() {
    let huge = [0xFF; 8];
    for (kind, name) in [
        (0x00FC, "texts"),
        (0x00BD, "numbers of a row"),
        (0x00BE, "blanks of a row"),
        (0x0006, "formula"),
        (0x04BC, "shared formula"),
        (0x0221, "array"),
        (0x00FD, "text by its number"),
        (0x0204, "text"),
        (0x0207, "text of a formula"),
        (0x00E5, "merged"),
        (0x0200, "dimensions"),
        (0x041E, "format"),
        (0x00E0, "style"),
        (0x0031, "font"),
        (0x0018, "name"),
        (0x0017, "sheets of names"),
        (0x0042, "code page"),
        (0x0022, "epoch"),
    ] {
        let claims = [
            record(kind, &huge),
            record(kind, &[]),
            record(kind, &[0; 8]),
            record(kind, &[0xFF; 8000]),
        ]
        .concat();
        is_answered(xls(stream(&claims, &number(0, 0))), name);
        is_answered(xls(stream(&[], &claims)), name);
    }
    // Longer than everything behind it.
    let torn = [&0x00FC_u16.to_le_bytes()[..], &[0xFF, 0xFF]].concat();
    is_answered(xls(stream(&[], &torn)), "length");
}

#[test]
fn chains_that_run_in_circles() {
    let plain = xls(stream(&[], &number(0, 0)));
    // The table of sectors is sector 0, the directory sector 1, the stream begins at sector 2.
    let next = |sector: usize| 512 + 4 * sector;
    let word = |at: usize, value: u32| {
        let mut copy = plain.clone();
        copy[at..at + 4].copy_from_slice(&value.to_le_bytes());
        copy
    };
    for (what, bytes) in [
        ("a sector after itself", word(next(2), 2)),
        ("back to the first", word(next(5), 2)),
        ("into the table", word(next(2), 0)),
        ("out of the file", word(next(2), 0x00FF_FFFF)),
        ("the directory after itself", word(next(1), 1)),
        ("more tables than sectors", word(44, u32::MAX)),
        ("tables of tables", word(68, 0)),
        ("tables of tables without end", word(72, u32::MAX)),
        ("the directory is the table", word(48, 0)),
        ("small sectors in the table", word(60, 0)),
        (
            "a stream of four gigabytes",
            word(1024 + 128 + 120, u32::MAX),
        ),
        ("an entry beside itself", word(1024 + 128 + 68, 1)),
        ("the root below itself", word(1024 + 76, 0)),
        ("sectors of 2^31 bytes", word(30, 31)),
    ] {
        is_answered(bytes, what);
    }
}
