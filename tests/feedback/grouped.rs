//! What one rule says again and again is one line of the letter; a copy that is built anew can be printed.

use super::*;

/// The submission in TCVN3 of the sample: every text of it was converted.
fn in_old_letters() -> Run {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/2017-q3/da-nop/kien-thuy.xls");
    let bytes = fs::read(sample).expect("the sample is there");
    sent("da-nop/kien-thuy.xls", Content::Bytes(bytes)).run()
}

#[test]
fn texts_in_old_letters_are_one_line_with_all_their_cells() {
    let run = in_old_letters();
    let findings = run.findings();
    let own: Vec<_> = findings.iter().filter(|f| f["code"] == "R010").collect();
    assert!(own.len() > 20, "one a column: {}", own.len());
    let parts = returned(&run, OURS);
    let letter = letter(&parts);
    assert_eq!(letter.matches("dùng bảng mã cũ").count(), 1, "{letter}");
    let cells: usize = own
        .iter()
        .map(|f| f["cells"].as_array().unwrap().len())
        .sum();
    assert!(letter.contains(&format!("{cells} ô (A1:A2, ")), "{letter}");
    assert!(letter.contains("B8:G8"), "{letter}");
    assert!(
        letter.contains(&format!("ô A1 (+{} ô)", cells - 1)),
        "{letter}"
    );
    // Every cell is marked as before, with the number of the one line.
    let (_, sheet) = &sheets(&parts)[1];
    let number = |cell: &str| {
        let note = note(&parts, cell).unwrap_or_default();
        let number = note
            .split("Mục ")
            .nth(1)
            .and_then(|rest| rest.split(' ').next());
        number.map(str::to_owned)
    };
    for cell in ["A1", "B8", "AB8", "C14"] {
        assert_eq!(
            fill(&parts, sheet, cell).as_deref(),
            Some("FFDDEBF7"),
            "{cell}"
        );
        assert!(number(cell).is_some(), "{cell}");
        assert_eq!(number(cell), number("A1"), "{cell}");
    }
}

#[test]
fn one_text_down_a_column_is_one_line_and_figures_are_one_each() {
    let list = sheet("Biểu 01")
        .row(1, "UBND HUYỆN KIẾN THỤY")
        .row(
            2,
            "BÁO CÁO KẾT QUẢ THỰC HIỆN ĐỀ ÁN KHUYẾN CÔNG QUÝ III NĂM 2017",
        )
        .row(3, "ĐVT: đồng")
        .row(
            5,
            "TT | Mã đề án | Tên đề án | Tổng số lũy kế | KCĐP lũy kế | Đối ứng lũy kế",
        )
        .row(
            6,
            "1 | KC17-03 | Đào tạo nghề may | 250000000 | 200000000 | chưa rõ",
        )
        .row(
            7,
            "2 | KC17-04 | Đào tạo nghề mộc | 90000000 | 70000000 | chưa rõ",
        )
        .row(
            8,
            "3 | KC17-05 | Đào tạo nghề thêu | 90000000 | 70000000 | chưa rõ",
        )
        .row(
            9,
            "4 | KC17-06 | Đào tạo nghề mây | 90000000 | 70000000 | 30000000",
        )
        .row(
            10,
            "5 | KC17-07 | Đào tạo nghề cói | 90000000 | 70000000 | 30000000",
        );
    let run = sent("da-nop/kien-thuy.xlsx", list).run();
    let count = |code: &str| run.findings().iter().filter(|f| f["code"] == code).count();
    assert_eq!((count("R007"), count("A201")), (3, 2));
    let parts = returned(&run, OURS);
    let letter = letter(&parts);
    assert_eq!(
        letter.matches("Lặp lại ở 2 ô khác: F7:F8.").count(),
        1,
        "{letter}"
    );
    assert!(letter.contains("ô F6 (+2 ô)"), "{letter}");
    // Each wrong sum has figures of its own.
    assert!(
        letter.contains("ô D9") && letter.contains("ô D10"),
        "{letter}"
    );
    // The note at a cell speaks of its own project.
    assert!(note(&parts, "F8").unwrap().contains("KC17-05"));
}

#[test]
fn a_copy_that_is_built_anew_has_frames_and_pages() {
    let run = in_old_letters();
    let parts = returned(&run, OURS);
    let (name, part) = &sheets(&parts)[1];
    let sheet = text(&parts, part);
    let setup = elements(sheet, "pageSetup")[0];
    assert_eq!(
        attribute(setup, "orientation"),
        Some("landscape"),
        "{setup}"
    );
    assert_eq!(attribute(setup, "fitToHeight"), Some("0"), "{setup}");
    assert_eq!(attribute(setup, "paperSize"), Some("9"), "{setup}");
    // Headings with the row of column numbers stand on every page.
    let names = elements(text(&parts, "xl/workbook.xml"), "definedName");
    let titles =
        |n: &&&str| attribute(n, "name") == Some("_xlnm.Print_Titles") && n.contains(&**name);
    let titles = names.iter().find(titles).expect("rows that are repeated");
    assert!(titles.contains("$8:$11"), "{titles}");
    let styles = text(&parts, "xl/styles.xml");
    let xfs = elements(elements(styles, "cellXfs")[0], "xf");
    let framed = |address: &str| {
        let cells = elements(sheet, "c");
        let cell = cells.iter().find(|c| attribute(c, "r") == Some(address));
        let cell = cell.unwrap_or_else(|| panic!("no {address}"));
        let style: usize = attribute(cell, "s").unwrap_or("0").parse().unwrap();
        attribute(xfs[style], "borderId") != Some("0")
    };
    // Headings, the group, a line and the total have their frame, empty cells among them; titles and signatures none.
    for cell in ["A8", "AB10", "B12", "C13", "D14", "S14"] {
        assert!(framed(cell), "{cell}");
    }
    for cell in ["A1", "A4", "B17"] {
        assert!(!framed(cell), "{cell}");
    }
}
