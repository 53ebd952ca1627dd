//! findings.json: all findings for programs.

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

use super::plain::{clean, json as text};
use crate::base::money::MoneyUnit;
use crate::finding::{Checked, Finding, NotChecked, Severity, Share, Wording};
use crate::model::Period;

/// The keys of one finding, in the order of the contract.
pub const KEYS: [&str; 23] = [
    "id",
    "code",
    "rule",
    "severity",
    "unit",
    "project",
    "field",
    "file",
    "sheet",
    "cell",
    "cells",
    "expected",
    "found",
    "difference",
    "found_text",
    "money_unit",
    "cause",
    "related",
    "caused_by",
    "waived",
    "explanation",
    "message",
    "hint",
];

/// How many findings there are; each counts once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Open errors.
    pub error: usize,
    /// Open warnings.
    pub warning: usize,
    /// Things good to know that are no consequences.
    pub info: usize,
    /// Accepted with an explanation.
    pub waived: usize,
    /// Carried by another finding.
    pub consequences: usize,
}

impl Counts {
    /// Counts the findings.
    pub fn of(findings: &[Finding]) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            let count = if finding.caused_by.is_some() {
                &mut counts.consequences
            } else if finding.waived {
                &mut counts.waived
            } else {
                match finding.severity {
                    Severity::Error => &mut counts.error,
                    Severity::Warning => &mut counts.warning,
                    Severity::Info => &mut counts.info,
                }
            };
            *count += 1;
        }
        counts
    }

    /// As the outputs print them.
    pub fn json(self) -> Value {
        json!({
            "error": self.error,
            "warning": self.warning,
            "info": self.info,
            "waived": self.waived,
            "consequences": self.consequences,
        })
    }
}

/// Unit, file, sheet, row, column, code; null first.
pub fn order(a: &Finding, b: &Finding) -> Ordering {
    let place = |f: &Finding| f.cells.first().map(|c| (c.row, c.col));
    (&a.unit, &a.file, &a.sheet, place(a), a.code, &a.id).cmp(&(
        &b.unit,
        &b.file,
        &b.sheet,
        place(b),
        b.code,
        &b.id,
    ))
}

/// The findings in the order of the contract.
pub fn ordered(findings: &[Finding]) -> Vec<&Finding> {
    let mut out: Vec<&Finding> = findings.iter().collect();
    out.sort_by(|a, b| order(a, b));
    out
}

/// The file's bytes: one object, a finding a line.
pub fn json(
    period: Option<Period>,
    findings: &[Finding],
    (checked, not_checked): (&[Checked], &[NotChecked]),
    words: &Wording,
) -> Vec<u8> {
    let mut out = String::from("{\"period\":");
    out.push_str(&json!(period.map(|p| p.to_string())).to_string());
    out.push_str(",\"counts\":");
    out.push_str(&Counts::of(findings).json().to_string());
    out.push_str(",\"checked\":");
    out.push_str(&looked_at(checked).to_string());
    out.push_str(",\"not_checked\":");
    out.push_str(&passed_over(not_checked).to_string());
    out.push_str(",\"findings\":[");
    for (index, finding) in ordered(findings).into_iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&Value::Object(object(finding, words)).to_string());
    }
    out.push_str("\n]}\n");
    out.into_bytes()
}

/// How many lines each rule saw, those that it could not judge among them, by code.
pub fn looked_at(checked: &[Checked]) -> Value {
    let mut ordered: Vec<&Checked> = checked.iter().collect();
    ordered.sort_by_key(|c| c.code);
    let one = |c: &Checked| json!({"code": c.code.to_string(), "lines": c.lines});
    ordered.into_iter().map(one).collect()
}

/// What was not checked, by code. The reason is a stable word (`no-previous`): only messages follow the language.
pub fn passed_over(not_checked: &[NotChecked]) -> Value {
    let mut ordered: Vec<&NotChecked> = not_checked.iter().collect();
    ordered.sort_by_key(|n| (n.code, n.why));
    ordered
        .into_iter()
        .map(|n| {
            let why = n.why.strip_prefix("not-checked-").unwrap_or(n.why);
            json!({"code": n.code.to_string(), "lines": n.lines, "why": why})
        })
        .collect()
}

/// The figures of several units that together make `found`; only such findings have the key.
fn shares(shares: &[Share]) -> Value {
    let one = |share: &Share| {
        json!({
            "unit_name": clean(&share.unit_name),
            "amount": share.amount.normalize().to_string(),
            "file": clean(&share.spot.file),
            "sheet": text(share.spot.sheet.as_deref()),
            "cell": share.spot.cell.map(|c| c.to_string()),
        })
    };
    shares.iter().map(one).collect()
}

/// One finding with the keys of the contract, in [`KEYS`]' order.
pub fn object(finding: &Finding, words: &Wording) -> Map<String, Value> {
    let cells: Vec<String> = finding.cells.iter().map(ToString::to_string).collect();
    let values: [Value; 23] = [
        json!(clean(&finding.id)),
        json!(finding.code.to_string()),
        json!(finding.code.rule().name),
        json!(finding.severity),
        text(finding.unit.as_deref()),
        text(finding.project.as_deref()),
        text(finding.field.as_deref()),
        text(finding.file.as_deref()),
        text(finding.sheet.as_deref()),
        json!(cells.first()),
        json!(cells),
        text(
            finding
                .expected
                .as_ref()
                .map(crate::finding::Value::plain)
                .as_deref(),
        ),
        text(
            finding
                .found
                .as_ref()
                .map(crate::finding::Value::plain)
                .as_deref(),
        ),
        json!(finding.difference().map(|d| d.to_string())),
        text(finding.found_text.as_deref()),
        json!(finding.money_unit.map(MoneyUnit::name)),
        json!(finding.cause),
        finding.related.as_ref().map_or(Value::Null, |spot| {
            json!({
                "file": clean(&spot.file),
                "sheet": text(spot.sheet.as_deref()),
                "cell": spot.cell.map(|c| c.to_string()),
            })
        }),
        text(finding.caused_by.as_deref()),
        json!(finding.waived),
        text(finding.explanation.as_deref()),
        json!(clean(&words.message(finding))),
        text(words.hint(finding).as_deref()),
    ];
    let mut object: Map<String, Value> = KEYS.iter().map(|k| (*k).to_owned()).zip(values).collect();
    if !finding.shares.is_empty() {
        object.insert("shares".to_owned(), shares(&finding.shares));
    }
    object
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn the_file_has_the_shape_of_the_contract() {
        for lang in ["vi", "en"] {
            let words = Wording::new(lang, &[]).unwrap();
            let bytes = json(
                Some(sample::period()),
                &sample::findings(),
                (&sample::checked(), &sample::not_checked()),
                &words,
            );
            let value: Value = serde_json::from_slice(&bytes).unwrap();
            sample::fits("findings.schema.json", &value);
            let keys: Vec<&str> = value["findings"][0]
                .as_object()
                .unwrap()
                .keys()
                .map(String::as_str)
                .collect();
            assert_eq!(keys, KEYS);
            assert_eq!(value["checked"][0]["code"], "B301");
            assert_eq!(value["checked"][0]["lines"], 5);
            assert_eq!(value["not_checked"][0]["why"], "no-previous");
        }
    }

    #[test]
    fn waived_findings_and_consequences_are_no_open_errors() {
        let counts = Counts::of(&sample::findings());
        assert_eq!(
            counts,
            Counts {
                error: 2,
                warning: 1,
                info: 0,
                waived: 1,
                consequences: 1
            }
        );
    }

    #[test]
    fn null_comes_first_and_rows_come_in_the_order_of_numbers() {
        let findings = sample::findings();
        let ids: Vec<&str> = ordered(&findings).iter().map(|f| f.id.as_str()).collect();
        assert_eq!(ids[0], "R013-_-h0badc0de-_");
        let row = |id: &str| ids.iter().position(|i| *i == id);
        assert!(row("A207-314-KC17-03-spent.local") < row("B301-314-KC17-03-cumulative.local"));
    }

    #[test]
    fn an_empty_list_is_a_whole_file() {
        let words = Wording::new("vi", &[]).unwrap();
        let value: Value = serde_json::from_slice(&json(None, &[], (&[], &[]), &words)).unwrap();
        sample::fits("findings.schema.json", &value);
    }
}
