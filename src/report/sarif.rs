//! findings.sarif: all findings as SARIF 2.1.0, for the tools that read reports of many checkers.
//!
//! A workbook has no lines, so that a finding's cell is a logical location ("'Biểu 01'!S14") beside the file; its lasting
//! id is the partial fingerprint, by which a reader knows it again in the next run.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::findings::ordered;
use super::plain::{clean, json as text};
use crate::base::place::Cell;
use crate::finding::{Finding, RULES, Rule, Severity, Value as Side, Wording};

/// Where the shape of the file is published.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// What relative addresses start from: the folder of the period, whose place on the machine is not told.
const BASE: &str = "WORKSPACE";

/// Writes the file, a finding a line, in the order of findings.json.
pub fn write(findings: &[Finding], words: &Wording, out: &mut dyn Write) -> io::Result<()> {
    let descriptors: Vec<Value> = RULES.iter().map(|rule| descriptor(rule, words)).collect();
    let driver = json!({
        "name": "tonghop",
        "version": env!("CARGO_PKG_VERSION"),
        "language": words.lang(),
        "rules": descriptors,
    });
    write!(
        out,
        "{{\"$schema\":{},\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{driver}}},\
         \"columnKind\":\"unicodeCodePoints\",\"originalUriBaseIds\":{},\"results\":[",
        json!(SCHEMA),
        json!({BASE: {"description": {"text": words.text("sarif-base", &[])}}}),
    )?;
    for (index, finding) in ordered(findings).into_iter().enumerate() {
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        let rule = RULES.iter().position(|rule| rule.code == finding.code);
        serde_json::to_writer(&mut *out, &result(finding, rule, words))?;
    }
    out.write_all(b"\n]}]}\n")
}

/// What SARIF calls a severity.
const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn descriptor(rule: &Rule, words: &Wording) -> Value {
    let told = words.explain(rule.code);
    json!({
        "id": rule.code.to_string(),
        "name": rule.name,
        "shortDescription": {"text": told.title},
        "fullDescription": {"text": told.what},
        "help": {"text": told.todo},
        "defaultConfiguration": {"level": level(rule.severity)},
    })
}

fn result(finding: &Finding, rule: Option<usize>, words: &Wording) -> Value {
    let mut result = Map::new();
    let mut put = |key: &str, value: Value| {
        result.insert(key.to_owned(), value);
    };
    put("ruleId", json!(finding.code.to_string()));
    if let Some(rule) = rule {
        put("ruleIndex", json!(rule));
    }
    put("level", json!(level(finding.severity)));
    let message = [Some(words.message(finding)), words.hint(finding)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    put("message", json!({"text": clean(&message)}));
    if let Some(file) = finding.file.as_deref() {
        let sheet = finding.sheet.as_deref();
        put("locations", json!([location(file, sheet, &finding.cells)]));
    }
    let shares = finding.shares.iter().map(|share| &share.spot);
    let related: Vec<Value> = finding
        .related
        .iter()
        .chain(shares)
        .map(|spot| {
            let cells: Vec<Cell> = spot.cell.into_iter().collect();
            location(&spot.file, spot.sheet.as_deref(), &cells)
        })
        .collect();
    if !related.is_empty() {
        put("relatedLocations", json!(related));
    }
    put(
        "partialFingerprints",
        json!({"finding/v1": clean(&finding.id)}),
    );
    if finding.waived {
        put(
            "suppressions",
            json!([{
                "kind": "external",
                "status": "accepted",
                "justification": clean(finding.explanation.as_deref().unwrap_or_default()),
            }]),
        );
    }
    put("properties", properties(finding));
    Value::Object(result)
}

/// A file of the workspace and, inside it, the cells; the first is the one to mend.
fn location(file: &str, sheet: Option<&str>, cells: &[Cell]) -> Value {
    let mut location = json!({
        "physicalLocation": {"artifactLocation": {"uri": address(&clean(file)), "uriBaseId": BASE}},
    });
    let quoted = sheet.map(|sheet| format!("'{}'", clean(sheet).replace('\'', "''")));
    let names: Vec<Value> = match (quoted, cells) {
        (None, _) => Vec::new(),
        (Some(sheet), []) => vec![json!({"fullyQualifiedName": sheet, "kind": "sheet"})],
        (Some(sheet), cells) => cells
            .iter()
            .map(|cell| {
                json!({
                    "name": cell.to_string(),
                    "fullyQualifiedName": format!("{sheet}!{cell}"),
                    "kind": "cell",
                })
            })
            .collect(),
    };
    if !names.is_empty() {
        location["logicalLocations"] = Value::Array(names);
    }
    location
}

/// What SARIF has no place for, under the names of findings.json.
fn properties(finding: &Finding) -> Value {
    let side = |side: &Option<Side>| text(side.as_ref().map(Side::plain).as_deref());
    json!({
        "unit": text(finding.unit.as_deref()),
        "project": text(finding.project.as_deref()),
        "field": text(finding.field.as_deref()),
        "expected": side(&finding.expected),
        "found": side(&finding.found),
        "difference": finding.difference().map(|d| d.to_string()),
        "cause": finding.cause,
        "caused_by": text(finding.caused_by.as_deref()),
    })
}

/// A relative path as an address: everything but letters and digits of ASCII, `/` and `-._~` as its bytes (RFC 3986).
pub(super) fn address(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.extend(
                [byte >> 4, byte & 15]
                    .map(|half| char::from(b"0123456789ABCDEF"[usize::from(half)])),
            );
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn sarif(findings: &[Finding]) -> Value {
        let words = Wording::new("vi", &[]).unwrap();
        let mut out = Vec::new();
        write(findings, &words, &mut out).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn the_file_fits_the_published_schema() {
        sample::fits("sarif-2.1.0.schema.json", &sarif(&sample::findings()));
        sample::fits("sarif-2.1.0.schema.json", &sarif(&[]));
    }

    #[test]
    fn each_finding_is_a_result_with_its_cell_and_its_lasting_id() {
        let findings = sample::findings();
        let value = sarif(&findings);
        let run = &value["runs"][0];
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), findings.len());
        for (result, finding) in results.iter().zip(ordered(&findings)) {
            assert_eq!(result["partialFingerprints"]["finding/v1"], finding.id);
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            let rule = &run["tool"]["driver"]["rules"][index];
            assert_eq!(rule["id"], result["ruleId"]);
            assert_eq!(result["suppressions"].is_null(), !finding.waived);
        }
        let over = results.iter().find(|r| r["ruleId"] == "B301").unwrap();
        let place = &over["locations"][0];
        assert_eq!(
            place["logicalLocations"][0]["fullyQualifiedName"],
            "'Biểu 01'!S14"
        );
        assert_eq!(over["level"], "error");
        assert_eq!(over["properties"]["expected"], "200000000");
    }

    #[test]
    fn names_with_blanks_and_marks_are_addresses() {
        assert_eq!(
            address("da-nop/Kiến Thụy (2).xls"),
            "da-nop/Ki%E1%BA%BFn%20Th%E1%BB%A5y%20%282%29.xls"
        );
    }
}
