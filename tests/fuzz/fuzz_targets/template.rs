//! XML as the first sheet of a report template: its cells, merges and placeholders.
#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use tonghop::report::template::names;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const TEMPLATE: &[u8] = include_bytes!("../../../templates/reports/bao-cao/report.xlsx");

/// The built-in template with other XML for its first sheet; stored, so that nothing is packed in every round.
fn with_sheet(xml: &str) -> Option<Vec<u8>> {
    let mut old = ZipArchive::new(Cursor::new(TEMPLATE)).ok()?;
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let entry = old.by_index_raw(index).ok()?;
        if entry.name_raw() == b"xl/worksheets/sheet1.xml" {
            drop(entry);
            let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
            new.start_file("xl/worksheets/sheet1.xml", options).ok()?;
            new.write_all(xml.as_bytes()).ok()?;
        } else {
            new.raw_copy_file(entry).ok()?;
        }
    }
    Some(new.finish().ok()?.into_inner())
}

fuzz_target!(|xml: &str| {
    if let Some(template) = with_sheet(xml) {
        let _ = names(&template);
    }
});
