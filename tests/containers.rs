//! Workbooks of which only the outermost shell is right: whatever stands inside, an answer comes and no panic.
//!
//! mutation.rs changes good workbooks a little; here the inside is made up. The same bytes feed tests/fuzz.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test speaks by failing"
)]
#![allow(dead_code, reason = "the support is shared")]

mod support;
#[path = "hostile/xls.rs"]
mod xls;

use std::io::{Cursor, Write};

use proptest::prelude::*;
use tonghop::read::{Limits, workbook};

fn answer(bytes: &[u8]) {
    let limits = Limits {
        seconds: 10,
        memory_mib: 128,
        ..Limits::default()
    };
    // Any answer is right but none.
    let _ = workbook(bytes, &limits);
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = zip::write::SimpleFileOptions::default();
        out.start_file(*name, options).unwrap();
        out.write_all(content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// Pieces of a table of .ods in any order, rarely closed.
const ODS: &str = "(<table:table( table:name=\"a\")?>|<table:table-row( table:number-rows-repeated=\"[0-9]{1,9}\")?/?>\
    |<table:(covered-)?table-cell( office:value-type=\"(float|date|string)\")?( office:value=\"[0-9.eE-]{0,6}\")?\
    ( table:number-columns-(repeated|spanned)=\"[0-9]{1,9}\")?( table:formula=\"of:=[A-Z0-9:.\\[\\]()]{0,12}\")?/?>\
    |<text:p>|<text:s text:c=\"[0-9]{1,9}\"/>|</text:p>|</table:table-cell>|</table:table-row>|</table:table>|&[a-z#0-9]{1,4};|[a-z<> ]{1,3}){0,24}";

/// Pieces of a sheet of .xlsx.
const XLSX: &str = "(<row( r=\"[0-9]{0,8}\")?/?>|<c( r=\"[A-Z]{0,4}[0-9]{0,8}\")?( t=\"(s|str|e|b|d|inlineStr)\")?( s=\"[0-9]{1,5}\")?/?>\
    |<v>|</v>|[0-9.eE-]{0,6}|<f( t=\"shared\" si=\"[0-9]{1,4}\"( ref=\"[A-Z0-9:]{0,12}\")?)?/?>|</f>|</c>|</row>\
    |<mergeCell ref=\"[A-Z0-9:]{0,12}\"/>|&[a-z#0-9]{1,4};){0,24}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_behind_any_signature(
        bytes in proptest::collection::vec(any::<u8>(), 0..2000),
        signature in prop_oneof![
            Just(&b""[..]),
            Just(&b"PK\x03\x04"[..]),
            Just(&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..]),
            Just(&b"\x09\x08\x10\x00"[..]),
            Just(&b"<?xml"[..]),
        ],
    ) {
        answer(&[signature, &bytes].concat());
    }

    #[test]
    fn any_table_of_ods(inside in ODS, whole in any::<bool>()) {
        let close = if whole { "</office:spreadsheet></office:body></office:document-content>" } else { "" };
        let content = format!(
            "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body>\
             <office:spreadsheet>{inside}{close}"
        );
        let kind = b"application/vnd.oasis.opendocument.spreadsheet";
        answer(&zipped(&[("mimetype", kind), ("content.xml", content.as_bytes())]));
    }

    #[test]
    fn any_sheet_of_xlsx(inside in XLSX) {
        let mut book = support::build::workbook(&[support::sheet("a").cell("A1", "1")]);
        let mut parts = Vec::new();
        let mut archive = zip::ZipArchive::new(Cursor::new(&mut book)).unwrap();
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).unwrap();
            let name = entry.name().unwrap().into_owned();
            let mut content = Vec::new();
            std::io::Read::read_to_end(&mut entry, &mut content).unwrap();
            if name.contains("sheet1") {
                content = format!("<worksheet><sheetData>{inside}</sheetData></worksheet>").into_bytes();
            }
            parts.push((name, content));
        }
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(n, c)| (n.as_str(), c.as_slice())).collect();
        answer(&zipped(&parts));
    }

    #[test]
    fn any_records_of_xls(
        records in proptest::collection::vec(
            (
                prop_oneof![any::<u16>(), 0_u16..0x300, Just(0x0006), Just(0x00FC), Just(0x003C), Just(0x00E5)],
                proptest::collection::vec(any::<u8>(), 0..40),
            ),
            0..20,
        ),
        in_globals in any::<bool>(),
    ) {
        let bytes: Vec<u8> = records.iter().flat_map(|(kind, data)| xls::record(*kind, data)).collect();
        let stream = if in_globals {
            xls::stream(&bytes, "a", &xls::number(0, 0, 1.0))
        } else {
            xls::stream(&[], "a", &bytes)
        };
        answer(&xls::file(stream));
    }
}
