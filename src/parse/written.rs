//! Lines of a records.jsonl that a run has written.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::model::Kind;
use crate::model::line::{self, Line, LineFigure};
use crate::model::record::{MoneySource, project_key};

#[derive(Deserialize)]
struct Written {
    kind: Kind,
    unit: String,
    project: Option<String>,
    name: Option<String>,
    activity: Option<String>,
    #[serde(default)]
    money_source: Option<MoneySource>,
    #[serde(default)]
    approved: Amounts,
    #[serde(default)]
    spent: Amounts,
    #[serde(default)]
    cumulative: Amounts,
    #[serde(default)]
    results: Vec<WrittenResult>,
    source: WrittenSource,
    #[serde(default)]
    cells: HashMap<String, String>,
}

type Amounts = BTreeMap<String, Option<String>>;

#[derive(Deserialize)]
struct WrittenResult {
    indicator: Option<String>,
    name: String,
    planned: Option<String>,
    period: Option<String>,
    cumulative: Option<String>,
    cell: Option<String>,
}

#[derive(Deserialize)]
struct WrittenSource {
    sheet: String,
}

/// The lines of the file in the order of kind, unit and key, and how many of its rows are no records of ours.
pub fn lines(text: &str) -> (Vec<Line>, usize) {
    let mut unread = 0;
    let mut told = Vec::new();
    for row in text.lines().filter(|l| !l.trim().is_empty()) {
        match serde_json::from_str::<Written>(row).ok().and_then(line) {
            Some(line) => told.push(line),
            None => unread += 1,
        }
    }
    (line::merged(told), unread)
}

fn line(written: Written) -> Option<Line> {
    let sheet = written.source.sheet;
    let figure = |amount: Option<&str>, cell: Option<&String>| -> Option<LineFigure> {
        Some(LineFigure {
            amount: Some(amount?.parse::<Decimal>().ok()?),
            unread: None,
            place: cell.map(|cell| (sheet.clone(), cell.clone())),
        })
    };
    let mut figures = BTreeMap::new();
    for (phase, amounts) in [
        ("approved", &written.approved),
        ("spent", &written.spent),
        ("cumulative", &written.cumulative),
    ] {
        for (source, amount) in amounts {
            let field = format!("{phase}.{source}");
            if let Some(told) = figure(amount.as_deref(), written.cells.get(&field)) {
                figures.insert(field, told);
            }
        }
    }
    for result in &written.results {
        let key = line::result_key(result.indicator.as_deref(), &result.name);
        for (part, amount) in [
            ("planned", &result.planned),
            ("period", &result.period),
            ("cumulative", &result.cumulative),
        ] {
            if let Some(told) = figure(amount.as_deref(), result.cell.as_ref()) {
                figures.insert(format!("results.{key}.{part}"), told);
            }
        }
    }
    let first = written.results.first();
    let is_indicator = written.kind == Kind::Indicator;
    Some(Line {
        kind: written.kind,
        key: line::key(
            project_key(written.project.as_deref(), written.name.as_deref()),
            written.activity.as_deref(),
            first.map(|r| (r.indicator.as_deref(), r.name.as_str())),
            written.kind,
            written.money_source,
        )?,
        unit: written.unit,
        project: written.project,
        name: if is_indicator {
            first.map(|r| r.name.clone())
        } else {
            written.name
        },
        activity: written.activity.filter(|_| written.kind == Kind::Activity),
        indicator: first
            .and_then(|r| r.indicator.clone())
            .filter(|_| is_indicator),
        money_source: written.money_source,
        figures,
    })
}
