//! What is read here is what the library reads; and what nearly every program writes is read here.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Writer};
use zip::write::SimpleFileOptions;

use super::super::archive::Archive;
use super::super::grid::Workbook;
use super::super::limits::{Budget, Limits};
use super::super::package::{Package, sheets};
use super::super::unreadable::{Unreadable, What};
use super::super::xlsx::by_library;
use super::read;

/// The workbook as it is read here and by the library, each where it can be.
fn both(bytes: &[u8]) -> (Option<Workbook>, Result<Workbook, Unreadable>) {
    let unreadable = || Err(Unreadable::broken(What::Damaged, "no table of sheets"));
    let limits = Limits::default();
    let Ok(mut archive) = Archive::open(bytes, &limits) else {
        return (None, unreadable());
    };
    let mut budget = Budget::new(&limits);
    let Ok(package) = Package::open(&mut archive, &budget) else {
        return (None, unreadable());
    };
    let Ok(table) = archive.part(&package.workbook, &budget) else {
        return (None, unreadable());
    };
    let parts = sheets(&package, &table);
    let plain = read(&mut archive, &package, &table, &parts, &mut budget);
    let mut budget = Budget::new(&limits);
    let long = by_library(bytes, &mut archive, &package, &parts, &mut budget);
    (plain, long)
}

/// Whether the workbook was read here; if so, the library read the same.
fn is_plain(bytes: &[u8], what: &str) -> bool {
    let (plain, long) = both(bytes);
    let Some(plain) = plain else { return false };
    let long = long.unwrap_or_else(|why| panic!("{what}: the library cannot read it: {why:?}"));
    assert!(long.bad_sheets.is_empty(), "{what}: {:?}", long.bad_sheets);
    assert_eq!(plain.sheets.len(), long.sheets.len(), "{what}");
    for (own, its) in plain.sheets.iter().zip(&long.sheets) {
        assert_eq!(own.name, its.name, "{what}");
        assert_eq!(own.visible, its.visible, "{what}");
        assert_eq!(own.cells, its.cells, "{what}");
        assert_eq!(own.merges, its.merges, "{what}");
        assert_eq!(own.hidden, its.hidden, "{what}");
        assert_eq!(own.scaled, its.scaled, "{what}");
    }
    true
}

/// Texts, numbers, days, formulas and merged cells in two sheets.
fn written() -> Vec<u8> {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet().set_name("Biểu 1 & 2").unwrap();
    sheet.set_column_width(1, 30).unwrap();
    sheet
        .merge_range(0, 0, 0, 5, "BÁO CÁO <quý III> & \"năm\"", &Format::new())
        .unwrap();
    sheet.write(1, 0, "  giữ khoảng trắng ").unwrap();
    sheet.write(1, 1, "hai\ndòng").unwrap();
    sheet.write(1, 2, true).unwrap();
    sheet.write(1, 3, 0.300_000_000_000_000_04).unwrap();
    sheet.write(1, 4, -1.5e-9).unwrap();
    sheet.write(1, 5, 1e15).unwrap();
    let day = ExcelDateTime::parse_from_str("2017-09-20").unwrap();
    let codes = [
        "dd/mm/yyyy",
        "[h]:mm",
        "#,##0\\ \"đ\"",
        "[Red]0.0_);\"d\"0",
        "General",
        "hh:mm AM/PM",
        "0 \"ngày\"",
        "[$-42A]dd mmmm",
        "#,##0.00 [$₫-42A]",
        "\\d0",
        "#,##0.0,,",
        "@",
        "0*d",
    ];
    for (col, code) in (0..).zip(codes) {
        let format = Format::new().set_num_format(code);
        sheet.write_with_format(2, col, 42_998.75, &format).unwrap();
    }
    sheet.write_datetime(3, 0, &day).unwrap();
    for (col, index) in (1..).zip([9, 14, 22, 45, 46, 47, 49]) {
        let format = Format::new().set_num_format_index(index);
        sheet.write_with_format(3, col, 1.25, &format).unwrap();
    }
    let sum = |text: &str, result: &str| Formula::new(text).set_result(result);
    sheet.write_formula(4, 0, sum("=SUM(D2:F2)", "3")).unwrap();
    sheet
        .write_formula(4, 1, sum("=IF(A1<\"x\",\"a&b\",\"\")", "a&b"))
        .unwrap();
    sheet.write_formula(4, 2, sum("=B1", "")).unwrap();
    sheet.write_formula(4, 3, sum("=1/0", "#DIV/0!")).unwrap();
    sheet
        .write_array_formula(5, 0, 5, 1, sum("=A1:B1", "7"))
        .unwrap();
    sheet.write_blank(6, 0, &Format::new().set_bold()).unwrap();
    let (bold, plain) = (Format::new().set_bold(), Format::new());
    sheet
        .write_rich_string(7, 0, &[(&plain, "một "), (&bold, " hai"), (&plain, " ba")])
        .unwrap();
    sheet.set_row_hidden(2).unwrap();
    sheet.group_rows_collapsed(4, 5).unwrap();
    sheet.set_column_hidden(3).unwrap();
    let second = writer.add_worksheet().set_name("Ẩn").unwrap();
    second.set_hidden(true);
    writer.save_to_buffer().unwrap()
}

/// The parts of an archive.
fn parts_of(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut entry = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
            (name, content)
        })
        .collect()
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        out.start_file(name.as_str(), SimpleFileOptions::default())
            .unwrap();
        out.write_all(content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// The workbook with something replaced in its first sheet.
fn changed(from: &str, to: &str) -> Vec<u8> {
    let mut parts = parts_of(&written());
    let (_, sheet) = parts
        .iter_mut()
        .find(|(name, _)| name.ends_with("sheet1.xml"))
        .unwrap();
    let text = String::from_utf8(sheet.clone()).unwrap();
    assert!(text.contains(from), "{from} in {text}");
    *sheet = text.replacen(from, to, 1).into_bytes();
    packed(&parts)
}

#[test]
fn what_programs_write_is_read_here_and_as_the_library_reads_it() {
    assert!(is_plain(&written(), "written"));
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/2017-q3");
    let mut seen = 0;
    for folder in ["da-nop", "phe-duyet"] {
        for entry in walkdir::WalkDir::new(samples.join(folder)) {
            let path = entry.unwrap().into_path();
            if path.extension().is_some_and(|e| e == "xlsx") {
                let what = path.to_string_lossy().into_owned();
                seen += usize::from(is_plain(&std::fs::read(&path).unwrap(), &what));
            }
        }
    }
    assert!(seen >= 5, "of the samples only {seen} are plain");
}

#[test]
fn other_spellings_that_are_plain_all_the_same() {
    for (from, to) in [
        ("<sheetData>", "\n<sheetData >\r\n"),
        ("<v>0.30000000000000004</v>", "<v>0.3e0</v>"),
        ("<v>0.30000000000000004</v>", "<v/>"),
        ("<v>0.30000000000000004</v>", "<f>A1</f><v></v>"),
        (
            "<v>0.30000000000000004</v>",
            "<f t=\"shared\" si=\"7\" ref=\"D2:D9\">A1*$B$2</f><v>1</v>",
        ),
        (
            "<v>0.30000000000000004</v>",
            "<f t=\"shared\" si=\"7\"/><v>1</v>",
        ),
        ("<v>0.30000000000000004</v>", "<f>A1</f>"),
        ("<v>0.30000000000000004</v>", "<v>99</v>"),
    ] {
        assert!(is_plain(&changed(from, to), to), "{to}");
    }
}

#[test]
fn any_other_spelling_is_left_to_the_library() {
    for (from, to) in [
        ("<sheetData>", "<!-- --><sheetData>"),
        ("<sheetData>", "<sheetData><x/>"),
        ("<v>0.30000000000000004</v>", "<v>&#49;</v>"),
        ("<v>0.30000000000000004</v>", "<v> 1 </v>"),
        ("<v>0.30000000000000004</v>", "<v>NaN</v>"),
        ("<v>0.30000000000000004</v>", "<v>1</v><v>2</v>"),
        ("<v>0.30000000000000004</v>", "<v>1</v><f>A1</f>"),
        ("<v>0.30000000000000004</v>", "<v><![CDATA[1]]></v>"),
        ("<v>0.30000000000000004</v>", "<f>A1&#43;1</f><v>1</v>"),
        ("<c r=\"D2\"", "<c"),
        ("<c r=\"D2\"", "<c r='D2'"),
        ("<c r=\"D2\"", "<c r=\"XFE2\""),
        ("<c r=\"D2\"", "<c r=\"D2\" t=\"d\""),
        ("<c r=\"D2\"", "<x:c r=\"D2\""),
        ("<row r=\"2\"", "<row r=\"0\""),
    ] {
        assert!(!is_plain(&changed(from, to), to), "{to}");
    }
}

#[test]
fn a_large_part_is_streamed() {
    let blanks = " ".repeat(usize::try_from(super::MOST).unwrap());
    assert!(!is_plain(
        &changed("<sheetData>", &format!("{blanks}<sheetData>")),
        "large"
    ));
}

/// Bytes changed at random, most of them to what has a meaning in XML: whatever is still read here is read alike.
#[test]
fn no_change_of_a_byte_is_read_otherwise() {
    const MEANT: &[u8] = b"<>/\"'&;= :_!?-.0123456789eEtsnrvcfABdhm";
    let parts = parts_of(&written());
    let chosen: Vec<usize> = (0..parts.len())
        .filter(|&i| {
            let name = &parts[i].0;
            [
                "sheet1.xml",
                "sharedStrings.xml",
                "styles.xml",
                "workbook.xml",
                "workbook.xml.rels",
            ]
            .iter()
            .any(|end| name.ends_with(end))
        })
        .collect();
    assert_eq!(chosen.len(), 5);
    let mut state: u64 = 0x2017;
    let mut below = |most: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % most
    };
    let mut plain = 0;
    for seed in 0..1500 {
        let mut parts = parts.clone();
        let (_, content) = &mut parts[chosen[below(chosen.len())]];
        let mut what = format!("seed {seed}");
        for _ in 0..=below(2) {
            let at = below(content.len());
            content[at] = MEANT[below(MEANT.len())];
            let near = &content[at.saturating_sub(40)..content.len().min(at + 40)];
            what = format!("{what}: {}", String::from_utf8_lossy(near));
        }
        plain += usize::from(is_plain(&packed(&parts), &what));
    }
    assert!(plain > 100, "only {plain} were still plain");
}
