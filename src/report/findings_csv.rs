//! findings.csv: the findings as a table for any spreadsheet or script.

use serde_json::Value;

use super::findings::{KEYS, object, ordered};
use crate::finding::{Finding, Wording};

/// The file's bytes: UTF-8 with a mark at its head, by which Excel knows it, then RFC 4180 with the keys of
/// findings.json as header. `related` takes three columns (`related.file` …); several cells stand with blanks between them.
pub fn csv(findings: &[Finding], words: &Wording) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let header = KEYS.iter().flat_map(|key| match *key {
        "related" => vec![
            "related.file".to_owned(),
            "related.sheet".to_owned(),
            "related.cell".to_owned(),
        ],
        key => vec![key.to_owned()],
    });
    writer.write_record(header)?;
    for finding in ordered(findings) {
        let mut row = Vec::with_capacity(KEYS.len() + 2);
        let values = object(finding, words);
        for (key, value) in KEYS.iter().filter_map(|key| values.get_key_value(*key)) {
            if key == "related" {
                row.extend(["file", "sheet", "cell"].map(|part| field(&value[part])));
            } else {
                row.push(field(value));
            }
        }
        writer.write_record(&row)?;
    }
    writer
        .into_inner()
        .map_err(|e| csv::Error::from(std::io::Error::other(e.to_string())))
}

fn field(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => guarded(text),
        Value::Array(items) => items
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(" "),
        other => other.to_string(),
    }
}

/// An apostrophe before what a spreadsheet would take for a formula; plain numbers stay numbers.
///
/// Where the country's separator is the semicolon, one inside a text begins a new cell: what follows is guarded too.
fn guarded(text: &str) -> String {
    if is_number(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 1);
    for (index, part) in text.split(';').enumerate() {
        if index > 0 {
            out.push(';');
        }
        let bare = part.trim_start_matches([' ', '"', '\u{a0}']);
        if bare.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
            out.push('\'');
        }
        out.push_str(part);
    }
    out
}

fn is_number(text: &str) -> bool {
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    match unsigned.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(unsigned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn the_table_reads_back_with_the_keys_of_the_contract() {
        let words = Wording::new("vi", &[]).unwrap();
        let findings = sample::findings();
        let bytes = csv(&findings, &words).unwrap();
        let text = std::str::from_utf8(&bytes).unwrap();
        assert!(text.starts_with("\u{feff}id,code,rule,severity,unit,"));
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        assert_eq!(reader.headers().unwrap().len(), KEYS.len() + 2);
        assert_eq!(reader.records().map(Result::unwrap).count(), findings.len());
    }

    #[test]
    fn no_text_becomes_a_formula() {
        for text in ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "-", "＝1", "-1.5.2"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        assert_eq!(guarded("a;=1; \"@x;b=1"), "a;'=1;' \"@x;b=1");
        for text in ["-75000000", "-0.5", "250", "Kiến Thuỵ", "a - b; c", ""] {
            assert_eq!(guarded(text), text);
        }
    }
}
