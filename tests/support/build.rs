//! Writes a real .xlsx from sheets, part by part, so that a case decides about every detail of a cell: a formula
//! whose result was never saved, an error, a number digit for digit. No other library writes all of these.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use chrono::{NaiveDate, NaiveTime};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::sheet::{Sheet, Value, column_letters};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The bytes of a workbook; the same sheets give the same bytes.
pub fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    let mut strings = Strings::default();
    let mut parts: Vec<(String, String)> = Vec::new();
    let mut formats: Vec<&str> = sheets
        .iter()
        .flat_map(|s| s.formats.values().map(String::as_str))
        .collect();
    formats.sort_unstable();
    formats.dedup();
    for (number, sheet) in (1..).zip(sheets) {
        parts.push((
            format!("xl/worksheets/sheet{number}.xml"),
            worksheet(sheet, &mut strings, &formats),
        ));
    }
    parts.push(("xl/sharedStrings.xml".to_owned(), strings.xml()));
    parts.push(("xl/styles.xml".to_owned(), styles(&formats)));
    parts.push(("xl/workbook.xml".to_owned(), book(sheets)));
    parts.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        book_relations(sheets.len()),
    ));
    parts.push((
        "_rels/.rels".to_owned(),
        relations(&[("rId1", "officeDocument", "xl/workbook.xml".to_owned())]),
    ));
    parts.push((
        "[Content_Types].xml".to_owned(),
        content_types(sheets.len()),
    ));

    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts.iter().rev() {
        zip.start_file(name.as_str(), SimpleFileOptions::default())
            .expect("a part can be begun");
        zip.write_all(xml.as_bytes())
            .expect("memory can be written");
    }
    zip.finish()
        .expect("the archive can be closed")
        .into_inner()
}

/// The texts of all sheets, each once.
#[derive(Default)]
struct Strings(Vec<String>);

impl Strings {
    fn index(&mut self, text: &str) -> usize {
        self.0.iter().position(|t| t == text).unwrap_or_else(|| {
            self.0.push(text.to_owned());
            self.0.len() - 1
        })
    }

    fn xml(&self) -> String {
        let mut out = format!(
            "{HEAD}<sst xmlns=\"{MAIN}\" uniqueCount=\"{}\">",
            self.0.len()
        );
        for text in &self.0 {
            let _ = write!(
                out,
                "<si><t xml:space=\"preserve\">{}</t></si>",
                escape(text)
            );
        }
        out + "</sst>"
    }
}

fn worksheet(sheet: &Sheet, strings: &mut Strings, formats: &[&str]) -> String {
    let mut out = format!("{HEAD}<worksheet xmlns=\"{MAIN}\">");
    if !sheet.hidden_columns.is_empty() {
        out.push_str("<cols>");
        for column in &sheet.hidden_columns {
            let _ = write!(
                out,
                "<col min=\"{column}\" max=\"{column}\" width=\"0\" hidden=\"1\" customWidth=\"1\"/>"
            );
        }
        out.push_str("</cols>");
    }
    out.push_str("<sheetData>");
    let mut open: Option<u32> = None;
    for (&(row, column), value) in &sheet.cells {
        if open != Some(row) {
            if open.is_some() {
                out.push_str("</row>");
            }
            let hidden = if sheet.hidden_rows.contains(&row) {
                " hidden=\"1\""
            } else {
                ""
            };
            let _ = write!(out, "<row r=\"{row}\"{hidden}>");
            open = Some(row);
        }
        let own = sheet.formats.get(&column).map(String::as_str);
        let style = own.and_then(|own| formats.iter().position(|f| *f == own));
        // The first three are those of `styles`.
        let style = style.map_or(String::new(), |at| format!(" s=\"{}\"", at + 3));
        out.push_str(&cell(
            &format!("{}{row}", column_letters(column)),
            value,
            &style,
            strings,
        ));
    }
    if open.is_some() {
        out.push_str("</row>");
    }
    out.push_str("</sheetData>");
    if !sheet.merges.is_empty() {
        let _ = write!(out, "<mergeCells count=\"{}\">", sheet.merges.len());
        for area in &sheet.merges {
            let _ = write!(out, "<mergeCell ref=\"{area}\"/>");
        }
        out.push_str("</mergeCells>");
    }
    out + "</worksheet>"
}

fn cell(place: &str, value: &Value, style: &str, strings: &mut Strings) -> String {
    match value {
        Value::Number(number) => format!("<c r=\"{place}\"{style}><v>{number}</v></c>"),
        Value::Text(text) => format!(
            "<c r=\"{place}\" t=\"s\"><v>{}</v></c>",
            strings.index(text)
        ),
        Value::Error(error) => format!("<c r=\"{place}\" t=\"e\"><v>{error}</v></c>"),
        Value::Date(date) => {
            let (serial, style) = serial(date);
            format!("<c r=\"{place}\" s=\"{style}\"><v>{serial}</v></c>")
        }
        Value::Formula(formula, saved) => {
            let (kind, saved) = match saved.as_deref() {
                None | Some(Value::Formula(..)) => ("", String::new()),
                Some(Value::Text(text)) => (" t=\"str\"", escape(text)),
                Some(Value::Error(error)) => (" t=\"e\"", error.clone()),
                Some(Value::Number(number)) => ("", number.clone()),
                Some(Value::Date(date)) => ("", serial(date).0),
            };
            let saved = if saved.is_empty() {
                saved
            } else {
                format!("<v>{saved}</v>")
            };
            let whole = formula.strip_prefix("{=").and_then(|f| f.strip_suffix('}'));
            let array = whole.map_or(String::new(), |_| format!(" t=\"array\" ref=\"{place}\""));
            format!(
                "<c r=\"{place}\"{style}{kind}><f{array}>{}</f>{saved}</c>",
                escape(whole.unwrap_or(formula))
            )
        }
    }
}

/// Excel's count of days since 1899-12-30, with the time as a part of the day, and the style that shows it.
fn serial(text: &str) -> (String, u8) {
    let (day, time) = text.split_once(' ').unwrap_or((text, ""));
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").expect("a date of the calendar");
    let start = NaiveDate::from_ymd_opt(1899, 12, 30).expect("the day 0 of Excel");
    let days = day.signed_duration_since(start).num_days();
    let Ok(time) = NaiveTime::parse_from_str(time, "%H:%M") else {
        return (days.to_string(), 1);
    };
    let minutes = time.signed_duration_since(NaiveTime::MIN).num_minutes();
    let part = rust_decimal::Decimal::from(minutes) / rust_decimal::Decimal::from(1440);
    let serial = (rust_decimal::Decimal::from(days) + part).round_dp(10);
    (serial.normalize().to_string(), 2)
}

fn styles(formats: &[&str]) -> String {
    let mut codes = String::new();
    let mut own = String::new();
    for (id, code) in (164..).zip(formats) {
        let code = escape(code);
        let _ = write!(codes, "<numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>");
        let _ = write!(
            own,
            "<xf numFmtId=\"{id}\" xfId=\"0\" applyNumberFormat=\"1\"/>"
        );
    }
    if !codes.is_empty() {
        codes = format!("<numFmts count=\"{}\">{codes}</numFmts>", formats.len());
    }
    let count = formats.len() + 3;
    format!(
        "{HEAD}<styleSheet xmlns=\"{MAIN}\">{codes}\
         <fonts count=\"1\"><font><sz val=\"13\"/><name val=\"Times New Roman\"/></font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>\
         <cellXfs count=\"{count}\"><xf xfId=\"0\"/>\
         <xf numFmtId=\"14\" xfId=\"0\" applyNumberFormat=\"1\"/><xf numFmtId=\"22\" xfId=\"0\" applyNumberFormat=\"1\"/>{own}</cellXfs>\
         </styleSheet>"
    )
}

fn book(sheets: &[Sheet]) -> String {
    let mut out = format!("{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{REL}\"><sheets>");
    for (number, sheet) in (1..).zip(sheets) {
        let state = if sheet.hidden {
            " state=\"hidden\""
        } else {
            ""
        };
        let _ = write!(
            out,
            "<sheet name=\"{}\" sheetId=\"{number}\"{state} r:id=\"rId{number}\"/>",
            escape(&sheet.name)
        );
    }
    out.push_str("</sheets>");
    let names = || sheets.iter().flat_map(|sheet| &sheet.names);
    if names().next().is_some() {
        out.push_str("<definedNames>");
        for (name, text) in names() {
            let _ = write!(
                out,
                "<definedName name=\"{}\">{}</definedName>",
                escape(name),
                escape(text)
            );
        }
        out.push_str("</definedNames>");
    }
    out + "</workbook>"
}

fn book_relations(sheets: usize) -> String {
    let ids: Vec<String> = (1..=sheets + 2).map(|n| format!("rId{n}")).collect();
    let mut all: Vec<(&str, &str, String)> = Vec::new();
    for number in 1..=sheets {
        all.push((
            &ids[number - 1],
            "worksheet",
            format!("worksheets/sheet{number}.xml"),
        ));
    }
    all.push((&ids[sheets], "styles", "styles.xml".to_owned()));
    all.push((
        &ids[sheets + 1],
        "sharedStrings",
        "sharedStrings.xml".to_owned(),
    ));
    relations(&all)
}

fn relations(all: &[(&str, &str, String)]) -> String {
    let mut out = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (id, kind, target) in all {
        let _ = write!(
            out,
            "<Relationship Id=\"{id}\" Type=\"{REL}/{kind}\" Target=\"{target}\"/>"
        );
    }
    out + "</Relationships>"
}

fn content_types(sheets: usize) -> String {
    let base = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let mut out = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    );
    let mut part = |name: &str, kind: &str| {
        let _ = write!(
            out,
            "<Override PartName=\"/xl/{name}.xml\" ContentType=\"{base}.{kind}+xml\"/>"
        );
    };
    part("workbook", "sheet.main");
    part("styles", "styles");
    part("sharedStrings", "sharedStrings");
    for number in 1..=sheets {
        part(&format!("worksheets/sheet{number}"), "worksheet");
    }
    out + "</Types>"
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
