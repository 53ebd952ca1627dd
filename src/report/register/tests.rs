//! The register as a reader of the workbook finds it.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};

use super::*;
use crate::report::reminders::{Deadlines, UnitState, reminders};
use crate::report::sample;

fn bytes(findings: &[Finding], limits: Limits) -> Vec<u8> {
    let words = Wording::new("vi", &[]).unwrap();
    let states = [UnitState {
        unit: "311".to_owned(),
        unit_name: "Huyện Thuỷ Nguyên".to_owned(),
        status: "status-missing",
    }];
    let days = Deadlines::default();
    let list = reminders(&states, findings, sample::period(), days, &words);
    let name = |code: &str| (code == "314").then(|| "Huyện Kiến Thuỵ".to_owned());
    Register {
        period: sample::period(),
        findings,
        checked: &sample::checked(),
        not_checked: &sample::not_checked(),
        reminders: &list,
        submissions: &[],
        superseded: &[],
        unit_name: &name,
        up: "../",
        mark_of: &|f| {
            let file = f.file.as_deref()?;
            (file == "da-nop/kien-thuy.xls").then(|| Mark {
                file: "phan-hoi/314-huyen-kien-thuy.xlsx".to_owned(),
                place: f.cells.first().map(|cell| ("Biểu 01".to_owned(), *cell)),
            })
        },
        copy_of_unit: &|unit| {
            (unit == "314").then(|| "phan-hoi/314-huyen-kien-thuy.xlsx".to_owned())
        },
    }
    .within(&words, limits)
    .unwrap()
}

fn rows(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    range
        .rows()
        .map(|r| r.iter().map(Data::to_string).collect())
        .collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn the_heaviest_come_first_with_words_before_codes() {
    let rows = rows(&bytes(&sample::findings(), Limits::EXCEL), "Sai lệch");
    assert_eq!(rows.len(), 6);
    let message = rows[0]
        .iter()
        .position(|h| h == "Nội dung sai lệch")
        .unwrap();
    let code = rows[0].iter().position(|h| h == "Mã quy tắc").unwrap();
    assert!(message < code);
    let codes: Vec<&str> = rows[1..].iter().map(|r| r[code].as_str()).collect();
    assert_eq!(codes, ["B301", "R013", "P602", "A202", "A207"]);
    assert_eq!(rows[1][7..10], ["200000000", "275000000", "75000000"]);
    assert_eq!(rows[1][4], "Huyện Kiến Thuỵ");
}

#[test]
fn links_lead_to_the_cell_and_no_text_is_a_formula() {
    let bytes = bytes(&sample::findings(), Limits::EXCEL);
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("location=\"'Biểu 01'!S14\""), "{sheet}");
    assert!(!sheet.contains("<f>"));
    let links = part(&bytes, "xl/worksheets/_rels/sheet1.xml.rels");
    assert!(
        links.contains("Target=\"../da-nop/kien-thuy.xls\" TargetMode=\"External\""),
        "{links}"
    );
    assert!(!links.contains("cmd"), "{links}");
}

#[test]
fn the_same_findings_give_the_same_bytes() {
    let findings = sample::findings();
    let mut turned = findings.clone();
    turned.reverse();
    assert!(bytes(&findings, Limits::EXCEL) == bytes(&turned, Limits::EXCEL));
}

#[test]
fn what_a_sheet_cannot_hold_goes_on_to_the_next() {
    let findings = sample::findings();
    let limits = Limits { rows: 2, links: 1 };
    let bytes = bytes(&findings, limits);
    assert_eq!(rows(&bytes, "Sai lệch 3").len(), 2);
    let first = rows(&bytes, "Sai lệch");
    assert!(first[3][0].contains("Sai lệch 2"), "{:?}", first[3]);
    // Each sheet has links of its own again.
    let last = rows(&bytes, "Sai lệch 2");
    assert_eq!(last[2][13], "Mở");
}

#[test]
fn links_beyond_excels_limit_become_words() {
    let limits = Limits {
        rows: 100,
        links: 1,
    };
    let first = rows(&bytes(&sample::findings(), limits), "Sai lệch");
    assert_eq!(first[1][13], "Mở");
    assert!(first[4][13].contains("65.530"), "{}", first[4][13]);
}

#[test]
fn empty_lists_say_so() {
    let bytes = bytes(&[], Limits::EXCEL);
    assert_eq!(rows(&bytes, "Sai lệch")[1][0], "Không có sai lệch nào.");
    assert_eq!(rows(&bytes, "Đôn đốc")[1][1], "311");
    // Also what was judged wholly is said.
    let scope = rows(&bytes, "Phạm vi kiểm tra");
    assert_eq!(scope[1][0], "B301");
    assert_eq!(scope[1][2..], ["5", "0", ""]);
    assert_eq!(scope[2][0], "C401");
    assert_eq!(scope[2][2..4], ["12", "12"]);
}

#[test]
fn marks_are_linked_beside_the_source() {
    let bytes = bytes(&sample::findings(), Limits::EXCEL);
    let links = part(&bytes, "xl/worksheets/_rels/sheet1.xml.rels");
    assert!(
        links.contains("Target=\"phan-hoi/314-huyen-kien-thuy.xlsx\" TargetMode=\"External\""),
        "{links}"
    );
    let rows = rows(&bytes, "Sai lệch");
    let column = rows[0].iter().position(|h| h == "Mở bản đánh dấu").unwrap();
    assert_eq!(rows[1][column], "Mở");
    assert_eq!(
        rows[2][column], "",
        "the file of no known unit goes back to nobody"
    );
}

#[test]
fn units_and_rules_have_their_sheets() {
    let bytes = bytes(&sample::findings(), Limits::EXCEL);
    let units = rows(&bytes, "Theo đơn vị");
    assert_eq!(
        units[1],
        [
            "1",
            "314",
            "Huyện Kiến Thuỵ",
            "75000000",
            "1",
            "1",
            "0",
            "1",
            "1",
            "Mở"
        ]
    );
    assert_eq!(units[2][2], "Chưa rõ đơn vị");
    assert_eq!(units.len(), 3);
    let rules = rows(&bytes, "Theo quy tắc");
    let codes: Vec<&str> = rules[1..].iter().map(|r| r[10].as_str()).collect();
    assert_eq!(codes, ["B301", "R013", "P602", "A202", "A207"]);
    assert_eq!(rules[1][1], "Vượt kinh phí được duyệt");
    assert_eq!(rules[1][3..7], ["1", "75000000", "1", "0"]);
}

#[test]
fn figures_stand_off_the_next_column() {
    let bytes = bytes(&sample::findings(), Limits::EXCEL);
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut styles = String::new();
    let mut part = zip.by_name("xl/styles.xml").unwrap();
    part.read_to_string(&mut styles).unwrap();
    let (_, xfs) = styles.split_once("<cellXfs").unwrap();
    let (xfs, _) = xfs.split_once("</cellXfs>").unwrap();
    let figures: Vec<&str> = xfs
        .split("<xf ")
        .filter(|xf| xf.contains("applyNumberFormat"))
        .collect();
    assert!(!figures.is_empty());
    for xf in figures {
        // Right of a line and left of a text they would be read as one with it.
        assert!(
            xf.contains("horizontal=\"right\"") && xf.contains("indent=\"1\""),
            "{xf}"
        );
        assert!(!xf.contains("wrapText"), "{xf}");
    }
    assert!(styles.contains("formatCode=\"[$-42A]#,##0\""), "{styles}");
}
