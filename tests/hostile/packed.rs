//! Archives: bombs, names twice, names that lead elsewhere, sizes that lie.

use super::archive::{Entry, entries, pack, repeated, with};
use super::{FILE, expect, rows, run, run_with, small, verdicts, xlsx};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
/// A gigabyte and a little, in steps of 258 bytes.
const GIGABYTE: u32 = 4_200_000;

/// Head and tail of a sheet with one text written in it.
fn one_text() -> (String, String) {
    let whole = rows("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a|</t></is></c></row>");
    let (head, tail) = whole.split_once('|').unwrap();
    (head.to_owned(), tail.to_owned())
}

#[test]
fn a_bomb_by_ratio() {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for entry in ["xl/workbook.xml", SHEET] {
        zip.start_file(entry, options).unwrap();
        zip.write_all(&vec![b' '; 8 << 20]).unwrap();
    }
    expect(&run(zip.finish().unwrap().into_inner()), "R003 ratio");
}

#[test]
fn a_gigabyte_of_text_in_one_cell() {
    let (head, tail) = one_text();
    let packed = repeated(head.as_bytes(), 1, GIGABYTE, tail.as_bytes());
    let told = GIGABYTE * 258;
    let bomb = pack(&with(&small(), Entry::packed(SHEET, packed.clone(), told)));
    expect(&run(bomb), "R003 unpacked_mib");
    // The table says that it is small: what comes out counts.
    let liar = pack(&with(&small(), Entry::packed(SHEET, packed, 1000)));
    expect(&run(liar), "R001 damaged");
}

#[test]
fn a_bomb_by_unpacked_size() {
    // Digits that hardly repeat: no ratio gives it away.
    let mut number = 1_u64;
    let mut text = String::new();
    while text.len() < 3 << 20 {
        number = number
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        text.push_str(&number.to_string());
    }
    let file = xlsx(&rows(&format!(
        "<row><c t=\"inlineStr\"><is><t>{text}</t></is></c></row>"
    )));
    expect(&run_with(file, "unpacked_mib = 2"), "R003 unpacked_mib");
}

#[test]
fn a_million_shared_strings_are_read() {
    let mut table = format!("<sst xmlns=\"{MAIN}\">");
    for number in 0..1_000_000 {
        table.push_str("<si><t>");
        table.push_str(&number.to_string());
        table.push_str("</t></si>");
    }
    table.push_str("</sst>");
    let bytes = pack(&with(&small(), Entry::text("xl/sharedStrings.xml", &table)));
    expect(&run(bytes), "R004");
}

#[test]
fn more_shared_strings_than_fit_are_not() {
    // Thirteen million empty ones: five bytes in the file are 24 in memory.
    let head = format!("<sst xmlns=\"{MAIN}\"><si/>");
    let text = repeated(head.as_bytes(), 5, 250_000, b"</sst>");
    let bytes = pack(&with(
        &small(),
        Entry::packed("xl/sharedStrings.xml", text, 64_500_000),
    ));
    expect(&run_with(bytes, "memory_mib = 128"), "R003 memory_mib");
}

#[test]
fn an_attribute_of_a_gigabyte() {
    let whole = rows("<row r=\"1\" spans=\"a|\"><c><v>1</v></c></row>");
    let (head, tail) = whole.split_once('|').unwrap();
    let packed = repeated(head.as_bytes(), 1, GIGABYTE, tail.as_bytes());
    let bytes = pack(&with(
        &small(),
        Entry::packed(SHEET, packed, GIGABYTE * 258),
    ));
    expect(&run(bytes), "R003 unpacked_mib");
    // Within what may be unpacked, and more than may be held.
    let packed = repeated(head.as_bytes(), 1, 400_000, tail.as_bytes());
    let bytes = pack(&with(&small(), Entry::packed(SHEET, packed, 400_000 * 258)));
    expect(&run_with(bytes, "memory_mib = 64"), "R003 memory_mib");
}

#[test]
fn a_name_that_stands_twice() {
    let mut all = entries(&small());
    all.push(Entry::text(
        SHEET,
        &rows("<row r=\"1\"><c r=\"A1\"><v>2</v></c></row>"),
    ));
    // The last one counts, as in most archivers.
    expect(&run(pack(&all)), "R004");
}

#[test]
fn names_that_lead_out_of_the_folder() {
    let mut all = entries(&small());
    for name in [
        "../../../dau-doc.txt",
        "/tmp/tonghop-dau-doc.txt",
        "..\\..\\dau-doc.txt",
        "C:\\dau-doc.txt",
        "xl/../../dau-doc.txt",
    ] {
        all.push(Entry::text(name, "dấu độc"));
    }
    let run = run(pack(&all));
    expect(&run, "R004");
    let mut names: Vec<String> = std::fs::read_dir(run.folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["da-nop", "ket-qua", "ky.toml", "phe-duyet"]);
    for outside in [
        run.folder().join("../dau-doc.txt"),
        std::path::PathBuf::from("/tmp/tonghop-dau-doc.txt"),
    ] {
        assert!(!outside.exists(), "{}", outside.display());
    }
}

#[test]
fn tens_of_thousands_of_entries() {
    let mut all = entries(&small());
    all.extend((0..60_000).map(|number| Entry::text(&format!("xl/media/{number}.png"), "")));
    expect(&run(pack(&all)), "R004");
}

#[test]
fn an_archive_in_which_everything_lies() {
    let whole = small();
    // Sizes and places of the table of contents, all at their highest.
    let table = whole.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    // The checksum is not asked before the part ends; a part at another place is none.
    for (from, verdict) in [
        (16, "R004"),
        (20, "R004"),
        (24, "R003 unpacked_mib"),
        (42, "R001 damaged"),
    ] {
        let mut torn = whole.clone();
        torn[table + from..table + from + 4].fill(0xFF);
        assert_eq!(verdicts(&run(torn), FILE), [verdict], "{from}");
    }
}
