//! .ods with merged areas, dates and formulas.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::area;
use crate::support::sheet::{Sheet, Value, cell_place};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMES: &str = "urn:oasis:names:tc:opendocument:xmlns";

/// The bytes of a workbook.
pub fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    let mut content = format!(
        "{HEAD}<office:document-content xmlns:office=\"{NAMES}:office:1.0\" xmlns:table=\"{NAMES}:table:1.0\" \
         xmlns:text=\"{NAMES}:text:1.0\" xmlns:of=\"{NAMES}:of:1.2\" office:version=\"1.2\">\
         <office:body><office:spreadsheet>"
    );
    for sheet in sheets {
        table(sheet, &mut content);
    }
    content.push_str("</office:spreadsheet></office:body></office:document-content>");
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    let manifest = format!(
        "{HEAD}<manifest:manifest xmlns:manifest=\"{NAMES}:manifest:1.0\">\
         <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{kind}\"/>\
         <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("mimetype", kind),
        ("content.xml", content.as_str()),
        ("META-INF/manifest.xml", manifest.as_str()),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn table(sheet: &Sheet, out: &mut String) {
    let merges: Vec<_> = sheet.merges.iter().map(|m| area(m)).collect();
    let last_row = sheet.cells.keys().map(|(r, _)| *r).max().unwrap_or(0);
    let last_row = merges
        .iter()
        .map(|(_, (r, _))| *r)
        .max()
        .unwrap_or(0)
        .max(last_row);
    let last_column = sheet.cells.keys().map(|(_, c)| *c).max().unwrap_or(0);
    let _ = write!(out, "<table:table table:name=\"{}\">", escape(&sheet.name));
    for row in 1..=last_row {
        out.push_str("<table:table-row>");
        for column in 1..=last_column {
            let covers = merges.iter().find(|((top, left), (bottom, right))| {
                (*top..=*bottom).contains(&row) && (*left..=*right).contains(&column)
            });
            let mut spans = String::new();
            if let Some(((top, left), (bottom, right))) = covers {
                if (row, column) != (*top, *left) {
                    out.push_str("<table:covered-table-cell/>");
                    continue;
                }
                spans = format!(
                    " table:number-columns-spanned=\"{}\" table:number-rows-spanned=\"{}\"",
                    right - left + 1,
                    bottom - top + 1
                );
            }
            match sheet.cells.get(&(row, column)) {
                Some(value) => cell(value, &spans, out),
                None => {
                    let _ = write!(out, "<table:table-cell{spans}/>");
                }
            }
        }
        out.push_str("</table:table-row>");
    }
    out.push_str("</table:table>");
}

fn cell(value: &Value, spans: &str, out: &mut String) {
    let (attributes, text) = typed(value);
    let _ = write!(out, "<table:table-cell{spans}{attributes}>");
    if !text.is_empty() {
        for line in text.split('\n') {
            let _ = write!(out, "<text:p>{}</text:p>", spaces(&escape(line)));
        }
    }
    out.push_str("</table:table-cell>");
}

fn typed(value: &Value) -> (String, String) {
    match value {
        Value::Number(number) => (
            format!(" office:value-type=\"float\" office:value=\"{number}\""),
            number.clone(),
        ),
        Value::Text(text) => (" office:value-type=\"string\"".to_owned(), text.clone()),
        Value::Date(day) => (
            format!(" office:value-type=\"date\" office:date-value=\"{day}\""),
            day.clone(),
        ),
        Value::Formula(formula, saved) => {
            let (kind, text) = saved.as_deref().map(typed).unwrap_or_default();
            let formula = escape(&with_brackets(formula));
            (format!(" table:formula=\"of:={formula}\"{kind}"), text)
        }
        Value::Error(error) => panic!("{error} is not written"),
    }
}

/// `SUM(F5:F7)` as this format has it: `SUM([.F5:.F7])`.
fn with_brackets(formula: &str) -> String {
    let mut out = String::new();
    for part in formula.split_inclusive(['(', ')', '+', ',']) {
        let (reference, mark) = part.split_at(part.trim_end_matches(['(', ')', '+', ',']).len());
        let cells: Option<Vec<String>> = reference
            .split(':')
            .map(|c| cell_place(c).map(|_| format!(".{c}")))
            .collect();
        match cells {
            Some(cells) => {
                let _ = write!(out, "[{}]{mark}", cells.join(":"));
            }
            None => out.push_str(part),
        }
    }
    out.replace(',', ";")
}

/// Blanks that XML would fold have an element of their own.
fn spaces(text: &str) -> String {
    let mut out = text.replace("  ", " <text:s/>");
    if let Some(rest) = out.strip_prefix(' ') {
        out = format!("<text:s/>{rest}");
    }
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
