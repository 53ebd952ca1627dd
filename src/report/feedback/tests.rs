//! Limits, and what is left out of a workbook that goes back.

use std::io::{Cursor, Read, Write as _};

use rust_xlsxwriter::Workbook as Writer;

use super::*;
use crate::finding::Wording;
use crate::model::{Status, Submission};
use crate::parse::workbook::{Incoming, unread};
use crate::report::sample;
use crate::settings::ReportKeys;

fn submission() -> Submission {
    let incoming = Incoming {
        file: "da-nop/kien-thuy.xls".into(),
        hash: "blake3:0".into(),
        bytes: 1,
        receipt: None,
    };
    let mut submission = unread(&incoming, Status::Counted);
    submission.unit = Some("314".into());
    submission
}

/// The findings of the sample with one at a cell for each of some rows more.
fn findings(rows: u32) -> Vec<Finding> {
    let mut all = sample::findings();
    for row in 0..rows {
        let mut finding = sample::over_approved();
        finding.cells = vec![Cell::new(row, 2)];
        all.push(finding);
    }
    all
}

fn written(source: &Source<'_>, findings: &[Finding], limits: Limits) -> Vec<u8> {
    let submissions = [submission()];
    let words = Wording::new("vi", &[]).unwrap();
    let report = ReportKeys::default();
    let office = Office {
        period: sample::period(),
        report: &report,
        deadline: None,
        words: &words,
    };
    let parcels = plan::plan(&submissions, findings);
    let own = &parcels[0].returns[0];
    let mut out = Cursor::new(Vec::new());
    write(&office, &parcels[0], (1, own), source, limits, &mut out).unwrap();
    out.into_inner()
}

fn book() -> Vec<u8> {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    sheet.set_name("Biểu 01").unwrap();
    sheet.write_number(13, 18, 275).unwrap();
    writer.save_to_buffer().unwrap()
}

fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).ok()?.read_to_string(&mut text).ok()?;
    Some(text)
}

#[test]
fn a_long_list_goes_on_on_a_further_sheet_that_is_named() {
    let limits = Limits {
        lines: 30,
        ..Limits::default()
    };
    let bytes = written(&Source::Package(&book()), &findings(40), limits);
    let workbook = part(&bytes, "xl/workbook.xml").unwrap();
    let names = ["Phiếu đề nghị", "Phiếu đề nghị (2)", "Phiếu đề nghị (3)"];
    for name in names {
        assert!(workbook.contains(&format!("name=\"{name}\"")), "{workbook}");
    }
    let first = part(&bytes, "xl/worksheets/sheet2.xml").unwrap();
    assert!(
        first.contains("còn tiếp ở trang “Phiếu đề nghị (2)”"),
        "{first}"
    );
    let links: usize = (2..=9)
        .filter_map(|n| part(&bytes, &format!("xl/worksheets/sheet{n}.xml")))
        .map(|sheet| sheet.matches("<hyperlink ").count())
        .sum();
    assert_eq!(links, 43, "every finding at a cell has a link");
}

#[test]
fn macros_go_and_the_letter_says_so() {
    let plain = book();
    let mut zip = zip::ZipArchive::new(Cursor::new(plain.as_slice())).unwrap();
    let mut with = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let name = file.name().unwrap().to_string();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        let text = match name.as_str() {
            "[Content_Types].xml" => text
                .replace("openxmlformats-officedocument.spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main")
                .replace("<Override", "<Default Extension=\"bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/><Override"),
            "xl/_rels/workbook.xml.rels" => text.replace(
                "</Relationships>",
                "<Relationship Id=\"rId99\" Type=\"http://schemas.microsoft.com/office/2006/relationships/vbaProject\" \
                 Target=\"vbaProject.bin\"/></Relationships>",
            ),
            _ => text,
        };
        with.start_file(name.as_str(), options).unwrap();
        with.write_all(text.as_bytes()).unwrap();
    }
    with.start_file("xl/vbaProject.bin", options).unwrap();
    with.write_all(b"code").unwrap();
    let bytes = with.finish().unwrap().into_inner();
    let out = written(&Source::Package(&bytes), &findings(0), Limits::default());
    assert_eq!(part(&out, "xl/vbaProject.bin"), None);
    let rels = part(&out, "xl/_rels/workbook.xml.rels").unwrap();
    assert!(!rels.contains("vbaProject"), "{rels}");
    let types = part(&out, "[Content_Types].xml").unwrap();
    assert!(!types.contains("macroEnabled"), "{types}");
    let letter = part(&out, "xl/worksheets/sheet2.xml").unwrap();
    assert!(letter.contains("Macro trong tệp"), "{letter}");
}

#[test]
fn what_is_too_large_or_unreadable_is_a_letter_alone() {
    let large = Workbook {
        format: "xls",
        sheets: vec![crate::read::grid::Grid {
            name: "Biểu 01".to_owned(),
            cells: vec![crate::read::grid::GridCell {
                at: Cell::new(13, 18),
                content: crate::read::grid::Content::Number(275.0),
                formula: None,
            }],
            ..crate::read::grid::Grid::default()
        }],
        ..Workbook::default()
    };
    let limits = Limits {
        cells: 0,
        ..Limits::default()
    };
    let cells = Source::Cells {
        book: &large,
        odd: false,
    };
    for (source, said) in [(&cells, "quá lớn"), (&Source::Nothing, "không đọc được")] {
        let out = written(source, &findings(0), limits);
        let workbook = part(&out, "xl/workbook.xml").unwrap();
        assert_eq!(workbook.matches("<sheet ").count(), 1, "{workbook}");
        let letter = part(&out, "xl/worksheets/sheet2.xml").unwrap();
        assert!(letter.contains(said), "{letter}");
        assert!(!letter.contains("<hyperlink "), "nothing to lead to");
    }
}

#[test]
fn the_same_findings_give_the_same_bytes_and_no_text_is_a_formula() {
    let mut findings = findings(3);
    for finding in &mut findings {
        finding.found_text = Some("=1+1\u{1b}[31m<b>&_x0041_".into());
        finding.project = Some("=cmd|' /C calc'!A0\u{202e}".to_owned());
    }
    let write = || written(&Source::Package(&book()), &findings, Limits::default());
    let bytes = write();
    assert!(bytes == write());
    for name in ["xl/worksheets/sheet2.xml", "xl/comments1.xml"] {
        let text = part(&bytes, name).unwrap();
        assert!(!text.contains("<f>") && !text.contains("<b>&"), "{text}");
        assert!(
            !text.contains('\u{1b}') && !text.contains('\u{202e}'),
            "{text}"
        );
        assert!(text.contains("=cmd|"), "it is told as text: {text}");
    }
}
