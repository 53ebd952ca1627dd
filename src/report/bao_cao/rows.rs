//! The lines of Biểu 1, 2, 4 and 6, and of findings.

use rust_decimal::Decimal;

use crate::consolidate::Basis;
use crate::consolidate::activities::ByActivity;
use crate::consolidate::results::by_indicator;
use crate::consolidate::split::Amounts;
use crate::consolidate::units::UnitLine;
use crate::finding::{Finding, Wording};
use crate::report::template::{Row, Value};

use super::{Sent, amount, number, optional, put_amounts, row, text};

pub(super) fn money_rows(report: &ByActivity) -> Vec<Row> {
    let mut rows = Vec::new();
    let line = |level: &str, number: Option<&str>, name: &str, amounts: &Amounts| {
        let mut out = row(level);
        out.fields.insert("number".into(), optional(number));
        out.fields.insert("name".into(), text(name));
        put_amounts(&mut out.fields, amounts);
        out
    };
    for group in &report.groups {
        rows.push(line(
            "content",
            group.content.number.as_deref(),
            &group.content.name,
            &group.content.amounts,
        ));
        for activity in &group.activities {
            rows.push(line(
                "activity",
                activity.number.as_deref(),
                &activity.name,
                &activity.amounts,
            ));
        }
    }
    if report.outside.any() {
        rows.push(line(
            "outside",
            None,
            "Ngoài kế hoạch được duyệt (không cộng vào tổng số)",
            &report.outside,
        ));
    }
    rows
}

pub(super) fn count(value: Option<Decimal>) -> Value {
    value.map_or(Value::Blank, Value::Number)
}

pub(super) fn indicator_rows(basis: &Basis<'_>) -> Vec<Row> {
    by_indicator(basis)
        .into_iter()
        .map(|line| {
            let mut out = row(if line.of_which {
                "of_which"
            } else {
                "indicator"
            });
            let name = if line.of_which {
                format!("- {}", line.name)
            } else {
                line.name.clone()
            };
            out.fields.extend([
                (
                    "number".into(),
                    if line.of_which {
                        Value::Blank
                    } else {
                        text(line.number.clone())
                    },
                ),
                ("name".into(), text(name)),
                ("unit".into(), text(line.unit.clone())),
                ("planned".into(), count(line.counts.planned)),
                ("period".into(), count(line.counts.period)),
                ("cumulative".into(), count(line.counts.cumulative)),
                ("percent".into(), count(line.counts.percent())),
                ("note".into(), optional(line.note.as_deref())),
            ]);
            out
        })
        .collect()
}

pub(super) fn unit_field(
    unit: &UnitLine,
    index: usize,
    field: &str,
    words: &Wording,
) -> Option<Value> {
    Some(match field {
        "index" => number(index),
        "code" => text(&*unit.code),
        "name" => text(unit.name.as_str()),
        "projects_approved" => number(unit.approved_projects),
        "projects_reported" => number(unit.reported_projects),
        "errors" => number(unit.errors),
        "warnings" => number(unit.warnings),
        "status" => {
            let status = unit.status.map_or("missing", crate::model::Status::key);
            text(words.text(&format!("status-{status}"), &[]))
        }
        _ => return amount(field, |phase| *unit.amounts.phase(phase)),
    })
}

pub(super) fn sent_field(sent: &Sent, index: usize, field: &str, words: &Wording) -> Option<Value> {
    Some(match field {
        "index" => number(index),
        "unit_name" => optional(sent.unit_name.as_deref()),
        "file" => optional(sent.file.as_deref()),
        "received" => sent.received.map_or(Value::Blank, Value::Date),
        "revision" => sent
            .revision
            .map_or(Value::Blank, |r| Value::Number(Decimal::from(r))),
        "forms" => optional(Some(sent.forms.as_str())),
        "status" => text(words.text(&format!("status-{}", sent.status), &[])),
        "errors" => number(sent.errors),
        "warnings" => number(sent.warnings),
        "note" => optional(sent.note.as_deref()),
        _ => return None,
    })
}

pub(super) fn finding_field(finding: &Finding, field: &str, words: &Wording) -> Option<Value> {
    let amount = |v: &Option<crate::finding::Value>| match v {
        Some(crate::finding::Value::Money(d)) => Value::Money(*d),
        Some(crate::finding::Value::Number(d)) => Value::Number(*d),
        Some(crate::finding::Value::Text(t)) => text(t.clone()),
        None => Value::Blank,
    };
    Some(match field {
        "id" => text(finding.id.clone()),
        "code" => text(finding.code.to_string()),
        "severity" => text(words.severity(finding.severity)),
        "unit" => optional(finding.unit.as_deref()),
        "project" => optional(finding.project.as_deref()),
        "file" => optional(finding.file.as_deref()),
        "sheet" => optional(finding.sheet.as_deref()),
        "cell" => optional(finding.cells.first().map(ToString::to_string).as_deref()),
        "expected" => amount(&finding.expected),
        "found" => amount(&finding.found),
        "message" => text(words.message(finding)),
        "hint" => optional(words.hint(finding).as_deref()),
        _ => return None,
    })
}
