//! The lines of Biểu 1, 2, 4 and 6, and of findings.

use rust_decimal::Decimal;

use crate::base::money::MoneyUnit;
use crate::consolidate::Basis;
use crate::consolidate::activities::{self, ByActivity};
use crate::consolidate::results::{Counts, Line, by_indicator, by_own_name};
use crate::consolidate::units::UnitLine;
use crate::finding::{Finding, Wording};
use crate::report::template::{Row, Value};

use super::{Sent, amount, number, optional, put_amounts, row, text};

const OUTSIDE: &str = "Ngoài kế hoạch được duyệt (không cộng vào tổng số)";

/// The lines of Biểu 1 with their levels; none for what stands outside the plan, which comes last.
pub(super) fn money_lines(report: &ByActivity) -> Vec<(&'static str, Option<&activities::Line>)> {
    let groups = report.groups.iter().flat_map(|group| {
        let activities = group.activities.iter().map(|line| ("activity", Some(line)));
        [("content", Some(&group.content))]
            .into_iter()
            .chain(activities)
    });
    let outside = report.outside.any().then_some(("outside", None));
    groups.chain(outside).collect()
}

pub(super) fn money_rows(report: &ByActivity) -> Vec<Row> {
    let lines = money_lines(report).into_iter();
    lines
        .map(|(level, line)| {
            let mut out = row(level);
            let (number, name, amounts) = match line {
                Some(line) => (line.number.as_deref(), line.name.as_str(), &line.amounts),
                None => (None, OUTSIDE, &report.outside),
            };
            out.fields.insert("number".into(), optional(number));
            out.fields.insert("name".into(), text(name));
            put_amounts(&mut out.fields, amounts);
            out
        })
        .collect()
}

/// The lines of one kind: contents, or activities, each by itself.
pub(super) fn flat(rows: &[Row], level: &str) -> Vec<Row> {
    let own = rows.iter().filter(|row| row.level == level);
    own.cloned().collect()
}

fn count(value: Option<Decimal>) -> Value {
    value.map_or(Value::Blank, Value::Number)
}

/// Biểu 2: indicators, with their "Trong đó" lines under a model row of their own.
pub(super) fn indicator_rows(basis: &Basis<'_>) -> Vec<Row> {
    let lines = by_indicator(basis).into_iter();
    lines
        .map(|line| {
            let level = if line.of_which {
                "of_which"
            } else {
                "indicator"
            };
            let mut out = result_row(level, &line);
            if line.of_which {
                out.fields.insert("number".into(), Value::Blank);
                let name = text(format!("- {}", line.name));
                out.fields.insert("name".into(), name);
            }
            out
        })
        .collect()
}

/// Indicators, each with its number, those of "Trong đó" among them.
pub(super) fn all_indicators(basis: &Basis<'_>) -> Vec<Row> {
    let lines = by_indicator(basis);
    let rows = lines.iter().map(|line| result_row("indicator", line));
    rows.collect()
}

/// Results that are no line of the programme.
pub(super) fn own_results(basis: &Basis<'_>) -> Vec<Row> {
    let lines = by_own_name(basis);
    let rows = lines.iter().map(|line| result_row("result", line));
    rows.collect()
}

fn result_row(level: &str, line: &Line) -> Row {
    let mut out = row(level);
    let number = Some(line.number.as_str()).filter(|number| !number.is_empty());
    out.fields.extend([
        ("number".into(), optional(number)),
        ("name".into(), text(line.name.as_str())),
        ("unit".into(), optional(Some(line.unit.as_str()))),
        ("percent".into(), count(line.counts.percent())),
        ("note".into(), optional(line.note.as_deref())),
    ]);
    let mut put = |end: &str, counts: &Counts| {
        let figures = [
            ("planned", counts.planned),
            ("period", counts.period),
            ("cumulative", counts.cumulative),
        ];
        for (name, value) in figures {
            out.fields
                .insert(format!("{name}{end}").into(), count(value));
        }
    };
    put("", &line.counts);
    for (source, counts) in line.by_source.named() {
        put(&format!(".{source}"), &counts);
    }
    out
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
        "unit" => optional(sent.unit.as_deref()),
        "unit_name" => optional(sent.unit_name.as_deref()),
        "file" => optional(sent.file.as_deref()),
        "hash" => optional(sent.hash.as_deref()),
        "bytes" => sent
            .bytes
            .map_or(Value::Blank, |b| Value::Number(Decimal::from(b))),
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

pub(super) fn finding_field(
    finding: &Finding,
    index: usize,
    field: &str,
    basis: &Basis<'_>,
    words: &Wording,
) -> Option<Value> {
    let amount = |v: &Option<crate::finding::Value>| match v {
        Some(crate::finding::Value::Money(d)) => Value::Money(*d),
        Some(crate::finding::Value::Number(d)) => Value::Number(*d),
        Some(crate::finding::Value::Text(t)) => text(t.clone()),
        None => Value::Blank,
    };
    let related = finding.related.as_ref();
    let joined = || {
        let cells: Vec<String> = finding.cells.iter().map(ToString::to_string).collect();
        cells.join(", ")
    };
    Some(match field {
        "index" => number(index),
        "id" => text(finding.id.clone()),
        "code" => text(finding.code.to_string()),
        "rule" => text(finding.code.rule().name),
        "severity" => text(words.severity(finding.severity)),
        "unit" => optional(finding.unit.as_deref()),
        "unit_name" => {
            let unit = finding.unit.as_deref();
            optional(unit.map(|code| basis.unit_name(code)).as_deref())
        }
        "project" => optional(finding.project.as_deref()),
        "field" => optional(finding.field.as_deref().map(|f| words.field(f)).as_deref()),
        "file" => optional(finding.file.as_deref()),
        "sheet" => optional(finding.sheet.as_deref()),
        "cell" => optional(finding.cells.first().map(ToString::to_string).as_deref()),
        "cells" => optional(Some(joined().as_str())),
        "expected" => amount(&finding.expected),
        "found" => amount(&finding.found),
        "difference" => match (finding.difference(), &finding.found) {
            (Some(by), Some(crate::finding::Value::Money(_))) => Value::Money(by),
            (Some(by), _) => Value::Number(by),
            (None, _) => Value::Blank,
        },
        "found_text" => optional(finding.found_text.as_deref()),
        "money_unit" => optional(finding.money_unit.map(MoneyUnit::name)),
        // As findings.json has it: a word that stays.
        "cause" => optional(
            finding
                .cause
                .and_then(|cause| serde_json::to_value(cause).ok())
                .as_ref()
                .and_then(serde_json::Value::as_str),
        ),
        "waived" => optional(finding.waived.then_some("x")),
        "related.file" => optional(related.map(|spot| &*spot.file)),
        "related.sheet" => optional(related.and_then(|spot| spot.sheet.as_deref())),
        "related.cell" => optional(
            related
                .and_then(|spot| spot.cell.map(|c| c.to_string()))
                .as_deref(),
        ),
        "caused_by" => optional(finding.caused_by.as_deref()),
        "explanation" => optional(finding.explanation.as_deref()),
        "message" => text(words.message(finding)),
        "hint" => optional(words.hint(finding).as_deref()),
        _ => return None,
    })
}
