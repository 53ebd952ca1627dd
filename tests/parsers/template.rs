//! XML of report templates: the sheet of a template with made-up cells and placeholders.

use std::io::{Cursor, Write};

use tonghop::report::template::names;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::pieces::{Pieces, cases};

const TEMPLATE: &[u8] = include_bytes!("../../templates/reports/bao-cao/report.xlsx");
const PARTS: &[&str] = &[
    "<c r=\"A1\" t=\"inlineStr\"><is><t>",
    "</t></is></c>",
    "<row r=\"1\">",
    "</row>",
    "<row>",
    "<c>",
    "</c>",
    "<v>",
    "</v>",
    "{{project.name}}",
    "{{project.approved.total | trieu}}",
    "{{",
    "}}",
    "{{unit.}}",
    "{{ total.cumulative.local }}",
    "{{x|y|z}}",
    "<f>SUM(A1:A9)</f>",
    "<f t=\"shared\" si=\"99\" ref=\"A1:XFD9\"/>",
    "<mergeCell ref=\"A1:B2\"/>",
    "<mergeCell ref=\"B2:A1\"/>",
    "</sheetData>",
    "<sheetData>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&#0;",
    "&amp;",
    "&x;",
    "<c r=\"XFE1\"",
    " r=\"A0\"",
    "/>",
    "<conditionalFormatting sqref=\"A1:A2 C3\">",
    "<dataValidation sqref=\"\"/>",
    "<c r=\"A1\" s=\"999999\" t=\"s\"><v>99999</v></c>",
    "<extLst><ext/></extLst>",
    "<rowBreaks><brk id=\"5\"/></rowBreaks>",
    "\u{1}",
    "é",
];

/// The built-in template with other XML for its first sheet; stored, so that nothing is packed in every round.
fn with_sheet(xml: &str) -> Vec<u8> {
    let mut old = ZipArchive::new(Cursor::new(TEMPLATE)).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let entry = old.by_index_raw(index).unwrap();
        if entry.name_raw() == b"xl/worksheets/sheet1.xml" {
            drop(entry);
            let options =
                SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
            new.start_file("xl/worksheets/sheet1.xml", options).unwrap();
            new.write_all(xml.as_bytes()).unwrap();
        } else {
            new.raw_copy_file(entry).unwrap();
        }
    }
    new.finish().unwrap().into_inner()
}

#[test]
fn templates() {
    for seed in cases(150) {
        let body = Pieces::of(seed).text(PARTS, 14);
        let xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
             <sheetData>{body}</sheetData></worksheet>"
        );
        let template = with_sheet(&xml);
        // Any answer is right but none; the same each time.
        assert_eq!(
            format!("{:?}", names(&template)),
            format!("{:?}", names(&template)),
            "{body}"
        );
    }
}
