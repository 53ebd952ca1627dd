//! The reader against workbooks that nobody here made, and against small ones of the producers that matter.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test speaks by failing, and says loudly what it skips"
)]

#[path = "support/shared.rs"]
mod shared;

use std::path::Path;

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, Formula, Workbook as Writer};
use shared::real;
use tonghop::base::place::Cell;
use tonghop::read::grid::{Content, Grid, Workbook};
use tonghop::read::{Limits, Unreadable, What, workbook};

fn read(path: &Path) -> Result<Workbook, Unreadable> {
    workbook(&std::fs::read(path).unwrap(), &Limits::default())
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn at<'a>(grid: &'a Grid, address: &str) -> Option<&'a Content> {
    grid.get(Cell::parse(address).unwrap()).map(|c| &c.content)
}

fn formula<'a>(grid: &'a Grid, address: &str) -> Option<&'a str> {
    grid.get(Cell::parse(address).unwrap())?.formula.as_deref()
}

fn merges(grid: &Grid) -> Vec<String> {
    grid.merges
        .iter()
        .map(|m| format!("{}:{}", m.first, m.last))
        .collect()
}

fn text(text: &str) -> Content {
    Content::Text(text.into())
}

fn day() -> Content {
    Content::Date(NaiveDate::from_ymd_opt(2017, 9, 20).unwrap().into())
}

#[test]
fn damaged_files_say_what_they_are() {
    for path in real("damaged").unwrap_or_default() {
        match read(&path) {
            Err(Unreadable::Broken { what, .. }) => assert_ne!(what, What::Unknown, "{path:?}"),
            other => panic!("{path:?}: {other:?}"),
        }
    }
}

#[test]
fn encrypted_files_of_every_format_are_told() {
    for path in real("encrypted").unwrap_or_default() {
        assert_eq!(read(&path).unwrap_err(), Unreadable::Encrypted, "{path:?}");
    }
}

#[test]
fn older_formats_are_named() {
    for path in real("excel-2-to-5").unwrap_or_default() {
        assert!(
            matches!(
                read(&path),
                Err(Unreadable::Broken {
                    what: What::TooOld,
                    ..
                })
            ),
            "{path:?}"
        );
    }
}

#[test]
fn good_sheets_beside_a_bad_one_are_read() {
    for path in real("one-bad-sheet").unwrap_or_default() {
        match (name(&path).as_str(), read(&path)) {
            // Of these the only sheet is the bad one: its name and its fault are in the detail.
            ("Fillreport.xlsx", Err(Unreadable::Broken { detail, .. })) => {
                assert!(detail.starts_with("Fill report"), "{detail}");
            }
            (
                "one_sheet_with_invalid_xml_characters.xlsx",
                Err(Unreadable::Broken { detail, .. }),
            ) => assert!(detail.starts_with("Sheet1"), "{detail}"),
            ("forcepoint107.xlsx", Ok(book)) => {
                assert!(book.sheets.len() >= 3 && !book.bad_sheets.is_empty());
            }
            ("sample-beta.xlsx", Ok(book)) => {
                assert_eq!(book.bad_sheets[0].0, "Sheet1");
                assert_eq!(book.sheets.len(), 2);
            }
            (_, Ok(book)) => assert!(!book.sheets.is_empty(), "{path:?}"),
            (_, Err(fault)) => panic!("{path:?}: {fault:?}"),
        }
    }
}

/// The folders whose files made other readers panic, abort or blow up: here an answer within the limits is enough.
#[test]
fn hostile_files_end_with_an_answer() {
    for folder in ["attack", "panic", "abort", "sparse"] {
        for path in real(folder).unwrap_or_default() {
            let began = std::time::Instant::now();
            match read(&path) {
                Ok(book) => assert!(!book.sheets.is_empty(), "{path:?}"),
                Err(Unreadable::Broken { .. } | Unreadable::OverLimit { .. }) => {}
                Err(Unreadable::Encrypted) => panic!("{path:?}"),
            }
            assert!(began.elapsed().as_secs() < 60, "{path:?}");
        }
    }
}

#[test]
fn the_returns_of_another_government_are_read_whole() {
    for path in real("uk-returns").unwrap_or_default() {
        let book = read(&path).unwrap();
        assert_eq!(book.bad_sheets, [], "{path:?}");
        assert_eq!(book.format, "xlsx");
        let merged: usize = book.sheets.iter().map(|s| s.merges.len()).sum();
        let formulas: usize = book
            .sheets
            .iter()
            .flat_map(|s| &s.cells)
            .filter(|c| c.formula.is_some())
            .count();
        assert!(merged > 0 && formulas > 0, "{path:?}: {merged} {formulas}");
    }
}

#[test]
fn indented_ods_files_are_read() {
    for path in real("ods-indented").unwrap_or_default() {
        let book = read(&path).unwrap();
        assert_eq!(book.format, "ods");
        assert!(book.sheets.iter().any(|s| !s.cells.is_empty()), "{path:?}");
    }
}

/// Every letter of the texts is one that Vietnamese documents use: no look-alike of TCVN3 or VNI is left.
#[test]
fn vietnamese_documents_are_read_in_unicode() {
    let mut converted = 0;
    for path in real("vietnam").unwrap_or_default() {
        let book = read(&path).unwrap();
        assert_eq!(book.bad_sheets, [], "{path:?}");
        converted += book.sheets.iter().map(|s| s.converted.len()).sum::<usize>();
        let (mut good, mut odd) = (0, 0);
        for cell in book.sheets.iter().flat_map(|s| &s.cells) {
            if let Content::Text(text) = &cell.content {
                good += text.chars().filter(|c| !c.is_ascii()).count();
                odd += text
                    .chars()
                    .filter(|c| "¸µ¶·¹®§¬\u{ad}øûïñ".contains(*c))
                    .count();
            }
        }
        assert!(odd * 50 <= good, "{path:?}: {odd} of {good} letters");
        println!("{}: {good} letters with marks, {odd} odd", name(&path));
    }
    if real("vietnam").is_some() {
        assert!(converted > 500, "{converted}");
    }
}

fn fixture(name: &str) -> Workbook {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name);
    let book = read(&path).unwrap();
    assert_eq!(book.bad_sheets, []);
    book
}

#[test]
fn xls_of_a_program_that_computes_nothing() {
    let book = fixture("values.xls");
    assert_eq!(book.format, "xls");
    let [sheet, hidden] = book.sheets.as_slice() else {
        panic!("{}", book.sheets.len());
    };
    assert_eq!((sheet.name.as_str(), sheet.visible), ("Biểu 1", true));
    assert_eq!((hidden.name.as_str(), hidden.visible), ("Ẩn", false));
    assert_eq!(merges(sheet), ["A1:C2"]);
    assert_eq!(at(sheet, "A1"), Some(&text("Kinh phí được duyệt")));
    assert_eq!(at(sheet, "A3"), Some(&Content::Number(250.0)));
    assert_eq!(at(sheet, "B3"), Some(&Content::Number(0.1)));
    assert_eq!(at(sheet, "C3"), Some(&day()));
    assert_eq!(at(sheet, "A4"), Some(&Content::Bool(true)));
    assert_eq!(at(sheet, "B4"), Some(&Content::Uncomputed));
    assert_eq!(formula(sheet, "B4"), Some("SUM(A3:B3)"));
    assert_eq!(at(sheet, "C4"), None);
    assert_eq!(at(sheet, "IV65536"), Some(&text("góc")));
}

#[test]
fn libreoffice_says_the_same_in_ods_and_xls() {
    for name in ["lo.ods", "lo.xls"] {
        let book = fixture(name);
        let sheet = &book.sheets[0];
        assert_eq!(
            (sheet.name.as_str(), sheet.visible),
            ("Biểu 1", true),
            "{name}"
        );
        assert!(!book.sheets[1].visible, "{name}");
        assert_eq!(merges(sheet), ["A1:C2"], "{name}");
        assert_eq!(at(sheet, "A3"), Some(&Content::Number(250.0)), "{name}");
        assert_eq!(at(sheet, "C3"), Some(&day()), "{name}");
        // LibreOffice keeps a TRUE that came from Excel as the number 1 with a format.
        assert!(at(sheet, "A4").is_some(), "{name}");
        assert_eq!(at(sheet, "B4"), Some(&Content::Number(250.1)), "{name}");
        assert_eq!(formula(sheet, "B4"), Some("SUM(A3:B3)"), "{name}");
        assert_eq!(
            at(sheet, "C4"),
            Some(&Content::Error("#DIV/0!".into())),
            "{name}"
        );
        assert_eq!(at(sheet, "A5"), None, "{name}: an empty text is a result");
        assert_eq!(at(sheet, "D9"), Some(&text("dòng một\ndòng hai")), "{name}");
    }
}

/// Which of the first twenty rows and columns are hidden, counted from 1.
fn hidden(grid: &Grid) -> (Vec<u32>, Vec<u32>) {
    let numbers = |is_hidden: &dyn Fn(u32) -> bool| {
        (0..20).filter(|&n| is_hidden(n)).map(|n| n + 1).collect()
    };
    (
        numbers(&|n| grid.hidden.rows.contains(n)),
        numbers(&|n| grid.hidden.columns.contains(n)),
    )
}

#[test]
fn what_is_hidden_by_hand_by_a_filter_and_by_an_outline() {
    for name in ["hidden.ods", "hidden.xls"] {
        let book = fixture(name);
        assert_eq!(
            hidden(&book.sheets[0]),
            (vec![3, 5, 8, 9], vec![4, 6, 7]),
            "{name}"
        );
        assert_eq!(hidden(&book.sheets[1]), (vec![], vec![]), "{name}");
    }
}

#[test]
fn what_is_hidden_in_an_xlsx() {
    let mut book = Writer::new();
    let sheet = book.add_worksheet();
    for row in 0..12 {
        sheet.write(row, 1, row).unwrap();
    }
    sheet.set_row_hidden(2).unwrap();
    sheet.set_row_height(4, 0).unwrap();
    sheet.group_rows_collapsed(7, 8).unwrap();
    sheet.group_rows(10, 11).unwrap();
    sheet.set_column_hidden(3).unwrap();
    sheet.group_columns_collapsed(5, 6).unwrap();
    sheet.set_column_width(8, 0).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let book = workbook(&bytes, &Limits::default()).unwrap();
    assert_eq!(
        hidden(&book.sheets[0]),
        (vec![3, 5, 8, 9], vec![4, 6, 7, 9])
    );
}

#[test]
fn xlsb_with_what_calamine_does_not_tell() {
    let book = fixture("values.xlsb");
    assert_eq!(book.format, "xlsb");
    let sheet = &book.sheets[0];
    assert_eq!(sheet.name, "Biểu 1");
    assert!(!book.sheets[1].visible);
    assert_eq!(merges(sheet), ["A7:D8"]);
    assert_eq!(at(sheet, "B1"), Some(&Content::Number(250.0)));
    assert_eq!(at(sheet, "C1"), Some(&Content::Number(0.1)));
    assert_eq!(at(sheet, "D1"), Some(&Content::Bool(true)));
    assert_eq!(at(sheet, "B2"), Some(&day()));
    assert_eq!(at(sheet, "A6"), Some(&Content::Number(250.0)));
    assert_eq!(formula(sheet, "A6"), Some("SUM(B1:B2)"));
    assert_eq!(at(sheet, "B6"), Some(&Content::Error("#REF!".into())));
}

#[test]
fn ods_repeats_cost_only_what_they_hold() {
    let book = fixture("repeats.ods");
    let sheet = &book.sheets[0];
    assert_eq!(sheet.cells.len(), 9);
    assert_eq!(at(sheet, "C1048572"), Some(&Content::Number(7.0)));
    assert_eq!(at(sheet, "D1048571"), Some(&Content::Uncomputed));
    assert_eq!(formula(sheet, "D1048571"), Some("SUM(A1:C1,1)"));
    assert_eq!(merges(sheet), ["A1048573:B1048575"]);
}

#[test]
fn legacy_text_and_sheet_names_are_converted() {
    let book = fixture("tcvn3.xls");
    let sheet = &book.sheets[0];
    assert_eq!(sheet.name, "Tổng hợp");
    assert_eq!(
        at(sheet, "A1"),
        Some(&text("Cộng hòa xã hội chủ nghĩa Việt Nam"))
    );
    assert_eq!(at(sheet, "A3"), Some(&text("Tổng số")));
    let cells: Vec<String> = sheet.converted.iter().map(|(_, c)| c.to_string()).collect();
    assert_eq!(cells, ["A1", "A2"]);
}

/// Shared formulas, references to other sheets, functions: whatever Excel itself wrote.
#[test]
fn every_formula_of_real_xls_files_is_told() {
    let mut told = 0;
    for folder in ["sparse", "vietnam"] {
        for path in real(folder).unwrap_or_default() {
            let Some(book) = read(&path).ok().filter(|b| b.format == "xls") else {
                continue;
            };
            for cell in book.sheets.iter().flat_map(|s| &s.cells) {
                if let Some(formula) = &cell.formula {
                    assert!(!formula.is_empty(), "{path:?} {}", cell.at);
                    told += 1;
                }
            }
        }
    }
    assert!(real("sparse").is_none() || told > 500, "{told}");
}

/// An array formula of several cells of which only the first was saved with a value.
#[test]
fn array_formulas_stand_in_braces_and_leave_no_blanks() {
    let grid = cells_of(
        "<sheetData><row r=\"1\"><c r=\"A1\"><v>2</v></c><c r=\"B1\"><f t=\"array\" ref=\"B1:B3\">A1:A3*2</f><v>4</v></c></row>\
         <row r=\"2\"><c r=\"A2\"><v>3</v></c><c r=\"B2\"><v>6</v></c></row></sheetData>",
    );
    assert_eq!(formula(&grid, "B1"), Some("{=A1:A3*2}"));
    assert_eq!(at(&grid, "B1"), Some(&Content::Number(4.0)));
    assert_eq!(at(&grid, "B2"), Some(&Content::Number(6.0)));
    assert_eq!(at(&grid, "B3"), Some(&Content::Uncomputed));
}

/// What stands in the first column, from the top.
fn first_column(sheet: &Grid) -> Vec<&str> {
    let cells = sheet.cells.iter().filter(|c| c.at.col == 0);
    cells
        .filter_map(|c| match &c.content {
            Content::Text(text) => Some(&**text),
            _ => None,
        })
        .collect()
}

#[test]
fn capitals_that_only_the_font_draws() {
    let wanted = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "BỘ TÀI CHÍNH",
        "Đơn vị tính: triệu đồng",
        "Tổng số",
    ];
    assert_eq!(first_column(&fixture("capitals.xls").sheets[0]), wanted);
    assert_eq!(first_column(&fixture("capitals.ods").sheets[0]), wanted);
    let mut book = Writer::new();
    let sheet = book.add_worksheet();
    for (row, (text, font)) in (0..).zip([
        ("céng hßa x· héi chñ nghÜa viÖt nam", ".VnTimeH"),
        ("bé tµi chÝnh", ".VnArial NarrowH"),
        ("§¬n vÞ tÝnh: triÖu ®ång", ".VnTime"),
        // Unicode stays as it is, whatever its font.
        ("Tổng số", ".VnTimeH"),
    ]) {
        let format = Format::new().set_font_name(font);
        sheet.write_with_format(row, 0, text, &format).unwrap();
    }
    // Two fonts in one text; of what has none of its own the cell's counts.
    let font = |name: &str| Format::new().set_font_name(name);
    let (large, small) = (font(".VnTimeH"), font(".VnTime"));
    let runs = [(&large, "bé tµi chÝnh"), (&small, " th«ng b¸o")];
    sheet.write_rich_string(4, 0, &runs).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let read = workbook(&bytes, &Limits::default()).unwrap();
    let (last, before) = last_of(&read);
    assert_eq!(before, wanted);
    assert_eq!(last, "BỘ TÀI CHÍNH thông báo");
}

/// The last text of the first column, and those before it.
fn last_of(book: &Workbook) -> (&str, Vec<&str>) {
    let mut texts = first_column(&book.sheets[0]);
    (texts.pop().unwrap_or_default(), texts)
}

/// An .xlsx of one sheet with the given XML inside `<worksheet>`.
fn xlsx(inner: &str) -> Vec<u8> {
    use std::io::Write;
    let mut book = Writer::new();
    book.add_worksheet().write(0, 0, "x").unwrap();
    let made = book.save_to_buffer().unwrap();
    let mut old = zip::ZipArchive::new(std::io::Cursor::new(made)).unwrap();
    let mut new = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let entry = old.by_index_raw(index).unwrap();
        if entry.name().unwrap() == "xl/worksheets/sheet1.xml" {
            let name = entry.name().unwrap().into_owned();
            drop(entry);
            let plain = zip::write::SimpleFileOptions::default();
            new.start_file(name, plain).unwrap();
            write!(
                new,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{inner}</worksheet>"
            )
            .unwrap();
        } else {
            new.raw_copy_file(entry).unwrap();
        }
    }
    new.finish().unwrap().into_inner()
}

fn cells_of(inner: &str) -> Grid {
    let book = workbook(&xlsx(inner), &Limits::default()).unwrap();
    assert_eq!(book.bad_sheets, []);
    book.sheets.into_iter().next().unwrap()
}

#[test]
fn xlsx_values_formulas_merges_and_hidden_sheets() {
    let mut book = Writer::new();
    let dates = Format::new().set_num_format("dd/mm/yyyy");
    let sheet = book.add_worksheet();
    sheet.set_name("Biểu 1").unwrap();
    sheet
        .merge_range(0, 0, 1, 2, "Kinh phí", &Format::new())
        .unwrap();
    sheet.write(2, 0, 250).unwrap();
    sheet.write(2, 1, true).unwrap();
    sheet.write_with_format(2, 2, 42_998, &dates).unwrap();
    sheet
        .write_formula(3, 0, Formula::new("=SUM(A3:A3)").set_result("250"))
        .unwrap();
    sheet
        .write_formula(3, 1, Formula::new("=1/0").set_result("#DIV/0!"))
        .unwrap();
    sheet.write(3, 2, "  ").unwrap();
    sheet.write(1_048_575, 16_383, 9).unwrap();
    let hidden = book.add_worksheet();
    hidden.set_hidden(true);
    hidden.write(0, 0, 1).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let book = workbook(&bytes, &Limits::default()).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!((sheet.name.as_str(), sheet.visible), ("Biểu 1", true));
    assert!(!book.sheets[1].visible);
    assert_eq!(merges(sheet), ["A1:C2"]);
    assert_eq!(at(sheet, "A3"), Some(&Content::Number(250.0)));
    assert_eq!(at(sheet, "B3"), Some(&Content::Bool(true)));
    assert_eq!(at(sheet, "C3"), Some(&day()));
    assert_eq!(at(sheet, "A4"), Some(&Content::Number(250.0)));
    assert_eq!(formula(sheet, "A4"), Some("SUM(A3:A3)"));
    assert_eq!(at(sheet, "B4"), Some(&Content::Error("#DIV/0!".into())));
    assert_eq!(at(sheet, "C4"), None);
    assert_eq!(at(sheet, "XFD1048576"), Some(&Content::Number(9.0)));
}

#[test]
fn xlsx_oddities_lose_no_sheet() {
    let sheet = cells_of(
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"e\"><v>#SPILL!</v></c><c r=\"B1\"><v>5</v></c>\
         <c r=\"C1\"><f>A1+1</f></c><c r=\"D1\"><f>A1+1</f><v></v></c><c r=\"E1\"><v>NaN</v></c>\
         <c r=\"F1\" t=\"str\"><f>IF(1,\"\",2)</f><v></v></c><c r=\"B1\"><v>6</v></c></row></sheetData>",
    );
    assert_eq!(at(&sheet, "A1"), Some(&Content::Error("#SPILL!".into())));
    assert_eq!(at(&sheet, "B1"), Some(&Content::Number(6.0)));
    assert_eq!(at(&sheet, "C1"), Some(&Content::Uncomputed));
    assert_eq!(at(&sheet, "D1"), Some(&Content::Uncomputed));
    assert_eq!(at(&sheet, "E1"), Some(&Content::Error("NaN".into())));
    assert_eq!(at(&sheet, "F1"), None);
    let sheet = cells_of(
        "<sheetData><row r=\"1\"><c r=\"A1\"><v><!--c-->100</v></c><c r=\"B1\"><v><![CDATA[7]]></v></c></row></sheetData>",
    );
    assert_eq!(at(&sheet, "A1"), Some(&Content::Number(100.0)));
    assert_eq!(at(&sheet, "B1"), Some(&Content::Number(7.0)));
}

#[test]
fn shared_formulas_are_expanded_and_their_numbers_cost_nothing() {
    let sheet = cells_of(
        "<sheetData><row r=\"1\"><c r=\"A1\"><f t=\"shared\" si=\"4000000000\" ref=\"A1:A2\">B1*2</f><v>2</v></c></row>\
         <row r=\"2\"><c r=\"A2\"><f t=\"shared\" si=\"4000000000\"/><v>4</v></c></row></sheetData>",
    );
    assert_eq!(formula(&sheet, "A1"), Some("B1*2"));
    assert_eq!(formula(&sheet, "A2"), Some("B2*2"));
    assert_eq!(at(&sheet, "A2"), Some(&Content::Number(4.0)));
}

#[test]
fn limits_are_kept() {
    let row = "<row><c><v>1</v></c><c><v>2</v></c></row>".repeat(10);
    let bytes = xlsx(&format!("<sheetData>{row}</sheetData>"));
    let over = |limits: Limits| match workbook(&bytes, &limits) {
        Err(Unreadable::OverLimit { limit, .. }) => limit,
        other => panic!("{other:?}"),
    };
    let most = Limits::default();
    assert_eq!(over(Limits { cells: 19, ..most }), "cells");
    assert_eq!(over(Limits { sheets: 0, ..most }), "sheets");
    assert_eq!(
        over(Limits {
            file_mib: 0,
            ..most
        }),
        "file_mib"
    );
    assert_eq!(
        over(Limits {
            unpacked_mib: 0,
            ..most
        }),
        "unpacked_mib"
    );
    assert_eq!(over(Limits { ratio: 1, ..most }), "ratio");
    assert_eq!(
        over(Limits {
            memory_mib: 0,
            ..most
        }),
        "memory_mib"
    );
    assert!(workbook(&bytes, &Limits { cells: 20, ..most }).is_ok());
    let blown = xlsx(&format!(
        "<sheetData><row><c t=\"inlineStr\"><is><t>{}</t></is></c></row></sheetData>",
        "a".repeat(8 << 20)
    ));
    assert!(matches!(
        workbook(&blown, &most),
        Err(Unreadable::OverLimit { limit: "ratio", .. })
    ));
}

#[test]
fn a_torn_workbook_is_cut_off_or_damaged_and_never_read_in_part() {
    let whole =
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/values.xls"))
            .unwrap();
    let packed = xlsx("<sheetData><row><c><v>1</v></c></row></sheetData>");
    for bytes in [whole, packed] {
        for length in [
            0,
            1,
            4,
            7,
            100,
            511,
            1024,
            bytes.len() / 2,
            bytes.len() * 3 / 4,
        ] {
            match workbook(&bytes[..length], &Limits::default()) {
                Err(Unreadable::Broken { .. }) => {}
                other => panic!("{length}: {other:?}"),
            }
        }
    }
}
