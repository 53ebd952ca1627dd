//! Names that a report template may use even where a list has no row now: an empty list is no mistake of the template.

use std::collections::{BTreeMap, BTreeSet};

use super::bao_cao::put_amounts;
use crate::consolidate::split::Amounts;

/// Fields of the rows of each prefix, without those of money.
const FIELDS: [(&str, &[&str]); 10] = [
    ("content", &["number", "name", "results"]),
    ("activity", &["number", "name", "results"]),
    ("outside", &PROJECT),
    ("project", &PROJECT),
    ("indicator", &INDICATOR),
    ("of_which", &INDICATOR),
    (
        "unit",
        &[
            "index",
            "code",
            "name",
            "projects_approved",
            "projects_reported",
            "errors",
            "warnings",
            "status",
        ],
    ),
    (
        "approval",
        &[
            "index",
            "code",
            "name",
            "unit_name",
            "decision",
            "decided.total",
            "reported.total",
            "reported.difference",
            "cumulative.total",
            "remaining",
            "detail",
            "where",
            "codes",
        ],
    ),
    (
        "submission",
        &[
            "index",
            "unit_name",
            "file",
            "received",
            "revision",
            "forms",
            "status",
            "errors",
            "warnings",
            "note",
        ],
    ),
    (
        "finding",
        &[
            "id", "code", "severity", "unit", "project", "file", "sheet", "cell", "expected",
            "found", "message", "hint",
        ],
    ),
];

const PROJECT: [&str; 15] = [
    "index",
    "number",
    "code",
    "name",
    "unit",
    "unit_name",
    "activity",
    "content",
    "beneficiary",
    "location",
    "start",
    "end",
    "time",
    "results",
    "note",
];

const INDICATOR: [&str; 8] = [
    "number",
    "name",
    "unit",
    "planned",
    "period",
    "cumulative",
    "percent",
    "note",
];

/// Prefixes whose rows have amounts by phase and source.
const WITH_MONEY: [&str; 5] = ["content", "activity", "outside", "project", "unit"];

/// All of them: `project.name`, `unit.spent.total` …
pub(super) fn names() -> BTreeSet<String> {
    let mut money = BTreeMap::new();
    put_amounts(&mut money, &Amounts::default());
    let mut names = BTreeSet::new();
    for (prefix, fields) in FIELDS {
        names.extend(fields.iter().map(|field| format!("{prefix}.{field}")));
        if WITH_MONEY.contains(&prefix) {
            names.extend(money.keys().map(|field| format!("{prefix}.{field}")));
        }
    }
    names
}
