//! Names that a report template may use even where a list has no row now: an empty list is no mistake of the template.

use std::collections::BTreeSet;

use super::bao_cao::AMOUNTS;

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

/// The fields of the rows of a prefix, without it.
pub(super) fn fields(prefix: &str) -> impl Iterator<Item = &'static str> {
    let own = FIELDS.iter().find(|(name, _)| *name == prefix);
    let own = own.map_or(&[] as &[&str], |(_, fields)| fields);
    let money = if WITH_MONEY.contains(&prefix) {
        &AMOUNTS[..]
    } else {
        &[]
    };
    own.iter().chain(money).copied()
}

/// Whether the rows of a prefix have a field.
pub(super) fn has(prefix: &str, field: &str) -> bool {
    fields(prefix).any(|own| own == field)
}

/// All of them: `project.name`, `unit.spent.total` …
pub(super) fn names() -> BTreeSet<String> {
    FIELDS
        .iter()
        .flat_map(|(prefix, _)| fields(prefix).map(move |field| format!("{prefix}.{field}")))
        .collect()
}
