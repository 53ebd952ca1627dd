//! The lines of Biểu 1, 2, 4 and 6, and of findings.

use rust_decimal::Decimal;

use crate::consolidate::Basis;
use crate::consolidate::activities::ByActivity;
use crate::consolidate::results::by_indicator;
use crate::consolidate::split::Amounts;
use crate::consolidate::units::UnitLine;
use crate::finding::{Finding, Wording};
use crate::report::template::{Row, Value};

use super::{Sent, number, optional, put_amounts, row, text};

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

pub(super) fn unit_rows(units: &[UnitLine], words: &Wording) -> Vec<Row> {
    units
        .iter()
        .enumerate()
        .map(|(index, unit)| {
            let mut out = row("unit");
            put_amounts(&mut out.fields, &unit.amounts);
            let status = unit.status.map_or("missing", crate::model::Status::key);
            out.fields.extend([
                ("index".into(), number(index + 1)),
                ("code".into(), text(&*unit.code)),
                ("name".into(), text(unit.name.clone())),
                ("projects_approved".into(), number(unit.approved_projects)),
                ("projects_reported".into(), number(unit.reported_projects)),
                ("errors".into(), number(unit.errors)),
                ("warnings".into(), number(unit.warnings)),
                (
                    "status".into(),
                    text(words.text(&format!("status-{status}"), &[])),
                ),
            ]);
            out
        })
        .collect()
}

pub(super) fn submission_row(index: usize, sent: &Sent, words: &Wording) -> Row {
    let mut out = row("submission");
    out.fields.extend([
        ("index".into(), number(index)),
        ("unit_name".into(), optional(sent.unit_name.as_deref())),
        ("file".into(), optional(sent.file.as_deref())),
        (
            "received".into(),
            sent.received.map_or(Value::Blank, Value::Date),
        ),
        (
            "revision".into(),
            sent.revision
                .map_or(Value::Blank, |r| Value::Number(Decimal::from(r))),
        ),
        ("forms".into(), optional(Some(sent.forms.as_str()))),
        (
            "status".into(),
            text(words.text(&format!("status-{}", sent.status), &[])),
        ),
        ("errors".into(), number(sent.errors)),
        ("warnings".into(), number(sent.warnings)),
        ("note".into(), optional(sent.note.as_deref())),
    ]);
    out
}

pub(super) fn finding_row(finding: &Finding, words: &Wording) -> Row {
    let mut out = row("finding");
    let cell = finding.cells.first().map(ToString::to_string);
    let amount = |v: &Option<crate::finding::Value>| match v {
        Some(crate::finding::Value::Money(d)) => Value::Money(*d),
        Some(crate::finding::Value::Number(d)) => Value::Number(*d),
        Some(crate::finding::Value::Text(t)) => text(t.clone()),
        None => Value::Blank,
    };
    out.fields.extend([
        ("id".into(), text(finding.id.clone())),
        ("code".into(), text(finding.code.to_string())),
        ("severity".into(), text(words.severity(finding.severity))),
        ("unit".into(), optional(finding.unit.as_deref())),
        ("project".into(), optional(finding.project.as_deref())),
        ("file".into(), optional(finding.file.as_deref())),
        ("sheet".into(), optional(finding.sheet.as_deref())),
        ("cell".into(), optional(cell.as_deref())),
        ("expected".into(), amount(&finding.expected)),
        ("found".into(), amount(&finding.found)),
        ("message".into(), text(words.message(finding))),
        ("hint".into(), optional(words.hint(finding).as_deref())),
    ]);
    out
}
