//! Cells at the end of the grid, numbers and dates that are none, formulas with numbers of their own.

use super::{expect, rows, run, run_with, verdicts, workspace, xlsx};
use tonghop::base::place::Cell;

use crate::FILE;
use crate::support::{Content, Run, case};

#[test]
fn two_cells_at_both_ends_of_the_grid() {
    let bytes = xlsx(&rows(
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>",
    ));
    // Memory follows the used cells.
    expect(&run_with(bytes, "memory_mib = 16"), "R004");
}

#[test]
fn a_return_with_a_cell_at_the_end_of_the_grid_is_read() {
    let Content::Book(mut sheets) = case::shared_book("kien-thuy").unwrap() else {
        panic!("a book");
    };
    sheets[0].set("XFD1048576", "9").unwrap();
    let run = workspace().file(FILE, Content::Book(sheets)).run();
    super::is_unharmed(&run);
    assert_eq!(verdicts(&run, FILE), [""; 0]);
    let own = run.records.iter().filter(|r| r["unit"] == "314").count();
    assert_eq!(own, 3);
}

#[test]
fn cells_beyond_the_grid() {
    for place in [
        "r=\"4294967296\"",
        "r=\"4294967295\"",
        "r=\"0\"",
        "r=\"-1\"",
        "r=\"1048577\"",
        "r=\"99999999999999999999\"",
    ] {
        let bytes = xlsx(&rows(&format!("<row {place}><c><v>1</v></c></row>")));
        assert_eq!(verdicts(&run(bytes), FILE), ["R001 damaged"], "{place}");
    }
    for cell in ["XFE1", "ZZZZZZZZ1", "A4294967297", "A0", "1A", ""] {
        let bytes = xlsx(&rows(&format!(
            "<row r=\"1\"><c r=\"{cell}\"><v>1</v></c></row>"
        )));
        assert_eq!(verdicts(&run(bytes), FILE), ["R001 damaged"], "{cell}");
    }
}

#[test]
fn merged_areas_without_end() {
    let merge = "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(2000);
    let whole = rows("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
    let whole = whole.replace(
        "</sheetData>",
        &format!("</sheetData><mergeCells>{merge}<mergeCell ref=\"B2:A1\"/></mergeCells>"),
    );
    expect(&run(xlsx(&whole)), "R004");
}

#[test]
fn shared_formulas_with_numbers_of_their_own() {
    for (number, verdict) in [
        ("4000000000", "R004"),
        ("4294967295", "R004"),
        ("18446744073709551615", "R004"),
        ("-1", "R001 damaged"),
    ] {
        let cell = format!(
            "<row r=\"1\"><c r=\"A1\"><f t=\"shared\" si=\"{number}\" ref=\"A1:XFD1048576\">B1*2</f><v>2</v></c></row>"
        );
        assert_eq!(
            verdicts(&run(xlsx(&rows(&cell))), FILE),
            [verdict],
            "{number}"
        );
    }
}

#[test]
fn formulas_nested_without_end() {
    let (open, close) = ("(".repeat(8_000), ")".repeat(8_000));
    let calls = "SUM(".repeat(8_000);
    let signs = "-".repeat(8_000);
    let mut cells = String::new();
    for (row, formula) in (1..).zip([
        format!("{open}1{close}"),
        format!("{calls}1{close}"),
        format!("{signs}1"),
        open,
    ]) {
        // Without saved values: whoever computes has to compute them.
        cells.push_str(&format!(
            "<row r=\"{row}\"><c r=\"A{row}\"><f>{formula}</f></c></row>"
        ));
    }
    expect(&run(xlsx(&rows(&cells))), "R004");
    // The same in the cells of a return.
    let Content::Book(sheets) = case::shared_book("kien-thuy").unwrap() else {
        panic!("a book");
    };
    // Calls one in another are too deep to be computed; signs one behind another are just 1.
    for (formula, deep) in [
        (format!("{calls}1{}", ")".repeat(8_000)), true),
        (format!("{signs}1"), false),
    ] {
        let mut sheets = sheets.clone();
        sheets[0].set("J9", &format!("={formula} ->")).unwrap();
        let run = workspace().file(FILE, Content::Book(sheets)).run();
        super::is_unharmed(&run);
        let told = run.findings().iter().any(|f| f["code"] == "R005");
        assert_eq!(told, deep);
    }
}

/// Cells that are dates by their format: style 1 of the test's workbooks.
#[test]
fn dates_beyond_all_calendars() {
    for epoch in ["", "<workbookPr date1904=\"1\"/>"] {
        let mut cells = String::new();
        for (row, serial) in (1..).zip([
            "-1e300",
            "1e300",
            "2958466",
            "2958465.9999999",
            "-0.5",
            "1e-300",
            "60",
            "NaN",
            "inf",
            "-inf",
            "9223372036854775807",
            "1e400",
        ]) {
            for style in 0..4 {
                cells.push_str(&format!(
                    "<row r=\"{}\"><c r=\"A{}\" s=\"{style}\"><v>{serial}</v></c></row>",
                    row * 10 + style,
                    row * 10 + style
                ));
            }
        }
        let mut parts = crate::archive::entries(&xlsx(&rows(&cells)));
        if !epoch.is_empty() {
            parts.retain(|part| part.name() != "xl/workbook.xml");
            parts.push(crate::archive::Entry::text(
                "xl/workbook.xml",
                &format!(
                    "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">{epoch}<sheets><sheet name=\"Biểu 01\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
                ),
            ));
        }
        expect(&run(crate::archive::pack(&parts)), "R004");
    }
}

#[test]
fn amounts_that_are_no_numbers() {
    let Content::Book(mut sheets) = case::shared_book("kien-thuy").unwrap() else {
        panic!("a book");
    };
    for (cell, text) in [
        ("G9", "99999999999999999999999999999999999999999999999"),
        ("H9", "0.00000000000000000000000000000000000000000001"),
        ("J9", "-99999999999999999999999999999999999999"),
    ] {
        sheets[0].set(cell, text).unwrap();
    }
    let run = workspace().file(FILE, Content::Book(sheets)).run();
    super::is_unharmed(&run);
    assert!(run.status == 1 && run.findings().iter().any(|f| f["file"] == FILE));
}

/// Cells of one row with texts of their own, from column `from` on.
fn texts(row: u32, from: u16, to: u16, text: impl Fn(u16) -> String) -> String {
    let mut cells = String::new();
    for col in from..to {
        let (place, text) = (Cell::new(row - 1, col), text(col));
        cells.push_str(&format!(
            "<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"
        ));
    }
    format!("<row r=\"{row}\">{cells}</row>")
}

#[test]
fn a_sheet_made_of_headings() {
    // Each comes near what a form has over a column, and none is like another.
    let wall: String = (1..=30)
        .map(|row| {
            texts(row, 0, 4_000, |col| {
                format!("Kinh phí được duyêt {row} {col}")
            })
        })
        .collect();
    expect(&run(xlsx(&rows(&wall))), "R004");
}

#[test]
fn a_return_with_columns_without_end() {
    let whole = |to: u16| {
        let header = [
            "STT",
            "Tên đề án",
            "Kinh phí được duyệt",
            "Kinh phí thực hiện",
        ];
        let line = ["1", "Hỗ trợ máy ép viên nén", "100", "100"];
        let wide = |row: u32, own: [&str; 4], more: &str| {
            texts(row, 0, to, |col| {
                let own = own.get(usize::from(col)).map(|text| (*text).to_owned());
                own.unwrap_or_else(|| format!("{more} {col}"))
            })
        };
        let title = texts(1, 0, 1, |_| "BÁO CÁO KHUYẾN CÔNG (ĐVT: đồng)".to_owned());
        let body = [
            title,
            wide(3, header, "Kinh phí của tổ"),
            texts(4, 0, 4, |col| line[usize::from(col)].to_owned()),
        ];
        run(xlsx(&rows(&body.concat())))
    };
    let beyond = |run: &Run| -> Vec<String> {
        let findings = run.findings();
        let own = findings.iter().filter(|f| f["file"] == FILE);
        own.filter(|f| f["code"] == "S102" && f["severity"] == "warning")
            .map(|f| {
                format!(
                    "{} {}",
                    f["cells"][0].as_str().unwrap(),
                    f["found"].as_str().unwrap()
                )
            })
            .collect()
    };
    for (columns, told) in [
        (256, vec![]),
        (257, vec!["IW3 1"]),
        (16_000, vec!["IW3 15744"]),
    ] {
        let run = whole(columns);
        assert_eq!(verdicts(&run, FILE), [""; 0]);
        assert_eq!(beyond(&run), told, "{columns}");
        let own: Vec<_> = run.records.iter().filter(|r| r["unit"] == "314").collect();
        assert_eq!(own.len(), 1, "{columns}");
    }
}

/// A return with so many further rows, each written from its number.
fn long_return(count: u32, row: impl Fn(u32) -> String) -> Run {
    let Content::Book(mut sheets) = case::shared_book("kien-thuy").unwrap() else {
        panic!("a book");
    };
    // Rows without a number below a note or a signature would be notes.
    for number in 14..=17 {
        sheets[0].set_row(number, "").unwrap();
    }
    for number in 20..20 + count {
        sheets[0].set_row(number, &row(number)).unwrap();
    }
    workspace().file(FILE, Content::Book(sheets)).run()
}

/// The second sheet alone is more than is compared of one workbook: the first is read, and it is said.
#[test]
fn a_workbook_made_of_headings() {
    let Content::Book(mut sheets) = case::shared_book("kien-thuy").unwrap() else {
        panic!("a book");
    };
    let clean = workspace().file(FILE, Content::Book(sheets.clone())).run();
    let mut wall = crate::support::sheet("Khác");
    for row in 1..=40 {
        let mut cells = "STT | Tên đề án | Kinh phí được duyệt".to_owned();
        for col in 0..90 {
            let word = format!(" r{row}c{col}{}", "x".repeat(24));
            cells.push_str(&format!(" | Kinh phí{}", word.repeat(8)));
        }
        wall.set_row(row, &cells).unwrap();
    }
    sheets.push(wall);
    let run = workspace().file(FILE, Content::Book(sheets)).run();
    super::is_unharmed(&run);
    let money = |run: &Run| -> Vec<_> { run.records.iter().map(|r| r["spent"].clone()).collect() };
    assert_eq!(money(&run), money(&clean));
    let told = |f: &serde_json::Value| f["code"] == "R004" && f["caused_by"].is_null();
    let found = run.findings();
    let told: Vec<_> = found
        .iter()
        .filter(|f| f["file"] == FILE && told(f))
        .collect();
    let [one] = told[..] else {
        panic!("{told:?}");
    };
    assert!(
        one["message"].as_str().unwrap().contains("tiêu đề"),
        "{one}"
    );
}

#[test]
fn names_without_end_end() {
    // As long as a cell can be: next to the names of the decision, and next to one as long.
    let endless = |n: u32| "Đào tạo nghề may ".repeat(1_800) + &n.to_string();
    let Content::Book(mut decision) = case::shared_book("qd-314").unwrap() else {
        panic!("a book");
    };
    decision[0].set("C9", &endless(0)).unwrap();
    decision[0].set("B9", "").unwrap();
    let Content::Book(mut sheets) = case::shared_book("kien-thuy").unwrap() else {
        panic!("a book");
    };
    for row in 20..60 {
        let line = format!("{row} | | {} | 1 | 1 | | 1 | 1 | | 1 | 1", endless(row));
        sheets[0].set_row(row, &line).unwrap();
    }
    // One pair of them alone, letter by letter, takes longer than a file may, and eight gigabytes.
    let run = workspace()
        .file("phe-duyet/qd-1033.xlsx", Content::Book(decision))
        .file(FILE, Content::Book(sheets))
        .run();
    super::is_unharmed(&run);
    let unknown: Vec<_> = run
        .findings()
        .iter()
        .filter(|f| f["code"] == "B303")
        .collect();
    assert!(unknown.len() >= 40);
    // That the nearest name was not looked for is said.
    let unsought = "Tên gần giống không được tìm";
    let says_so = |f: &&&serde_json::Value| f["message"].as_str().unwrap().contains(unsought);
    assert!(unknown.iter().filter(says_so).count() >= 20);
}

#[test]
fn rows_of_figures_without_a_label_end() {
    let run = long_return(6_000, |_| " | | | | | | 1 | 1".to_owned());
    super::is_unharmed(&run);
}

#[test]
fn a_sheet_of_totals_ends() {
    let run = long_return(6_000, |n| match n % 2 {
        0 => format!("{n} | KC{n:05} | Đề án {n} | 1 | 1 | | 1 | 1 | | 1 | 1"),
        _ => " | | Tổng cộng | 1 | 1 | | 1 | 1 | | 1 | 1".to_owned(),
    });
    super::is_unharmed(&run);
    // What was not added up is said.
    let open = run.report["not_checked"].as_array().unwrap();
    let beyond = |n: &&serde_json::Value| n["code"] == "A203" && n["why"] == "too-many-sums";
    let lines = open
        .iter()
        .find(beyond)
        .map(|n| n["lines"].as_u64().unwrap());
    assert!(lines.is_some_and(|lines| lines > 1_000), "{open:?}");
}

#[test]
fn a_sum_over_too_many_totals_is_said() {
    // A sum that leaves out the last rows adds up 3,500 totals, each of which stands for all rows.
    let run = long_return(7_000, |n| match (n, n % 2) {
        (7_019, _) => " | | Tổng cộng | =SUM(D20:D7000) -> 1".to_owned(),
        (_, 0) => format!("{n} | KC{n:05} | Đề án {n} | 1 | 1 | | 1 | 1 | | 1 | 1"),
        _ => " | | Tổng cộng | 1 | 1 | | 1 | 1 | | 1 | 1".to_owned(),
    });
    super::is_unharmed(&run);
    let open = run.report["not_checked"].as_array().unwrap();
    let short = open
        .iter()
        .find(|n| n["code"] == "A205" && n["why"] == "too-many-sums");
    assert_eq!(
        short.map(|n| n["lines"].as_u64()),
        Some(Some(1)),
        "{open:?}"
    );
}
