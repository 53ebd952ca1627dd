//! Names that a report template may use even where a list has no row now: an empty list is no mistake of the template.

use std::collections::{BTreeMap, BTreeSet};

use super::bao_cao::AMOUNTS;
use super::findings::KEYS;

/// Fields of the rows of each prefix, without those of money.
const FIELDS: [(&str, &[&str]); 11] = [
    ("content", &["number", "name", "results"]),
    ("activity", &["number", "name", "results"]),
    ("outside", &PROJECT),
    ("project", &PROJECT),
    ("indicator", &RESULT),
    ("of_which", &RESULT),
    ("result", &RESULT),
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
            "project",
            "name",
            "unit",
            "unit_name",
            "executor",
            "activity",
            "activity_name",
            "content",
            "beneficiary",
            "location",
            "start",
            "end",
            "time",
            "decision",
            "decision.number",
            "decision.date",
            "decided.total",
            "reported.total",
            "reported.difference",
            "cumulative.total",
            "remaining",
            "detail",
            "where",
            "codes",
            "note",
            "source.file",
            "source.sheet",
            "source.row",
            "source.hash",
            "source.revision",
        ],
    ),
    (
        "submission",
        &[
            "index",
            "unit",
            "unit_name",
            "file",
            "hash",
            "bytes",
            "received",
            "revision",
            "forms",
            "status",
            "errors",
            "warnings",
            "note",
        ],
    ),
    // With the keys of findings.json.
    (
        "finding",
        &[
            "index",
            "unit_name",
            "related.file",
            "related.sheet",
            "related.cell",
        ],
    ),
];

const PROJECT: [&str; 29] = [
    "index",
    "number",
    "code",
    "project",
    "name",
    "kind",
    "period",
    "unit",
    "unit_name",
    "activity",
    "activity_name",
    "content",
    "beneficiary",
    "location",
    "start",
    "end",
    "time",
    "basis",
    "decision",
    "decision.number",
    "decision.date",
    "results",
    "note",
    "corrected",
    "source.file",
    "source.sheet",
    "source.row",
    "source.hash",
    "source.revision",
];

/// What results have: figures as a whole, and by the source of the money.
const RESULT: [&str; 17] = [
    "number",
    "name",
    "unit",
    "planned",
    "period",
    "cumulative",
    "percent",
    "note",
    "planned.national",
    "planned.local",
    "planned.unallocated",
    "period.national",
    "period.local",
    "period.unallocated",
    "cumulative.national",
    "cumulative.local",
    "cumulative.unallocated",
];

/// Where the amounts of a line stand.
const CELLS: [&str; 21] = [
    "cells.approved.total",
    "cells.approved.support",
    "cells.approved.national",
    "cells.approved.local",
    "cells.approved.district",
    "cells.approved.counterpart",
    "cells.approved.other",
    "cells.spent.total",
    "cells.spent.support",
    "cells.spent.national",
    "cells.spent.local",
    "cells.spent.district",
    "cells.spent.counterpart",
    "cells.spent.other",
    "cells.cumulative.total",
    "cells.cumulative.support",
    "cells.cumulative.national",
    "cells.cumulative.local",
    "cells.cumulative.district",
    "cells.cumulative.counterpart",
    "cells.cumulative.other",
];

/// Prefixes whose rows have amounts by phase and source.
const WITH_MONEY: [&str; 5] = ["content", "activity", "outside", "project", "unit"];

/// Single values beside the sums.
const SINGLE: [&str; 24] = [
    "report.parent_agency",
    "report.agency",
    "report.place",
    "report.date",
    "report.number",
    "report.signer_prefix",
    "report.signer_title",
    "report.signer",
    "report.prepared_by",
    "report.date_line",
    "report.annex_line",
    "report.status",
    "period.label",
    "period.code",
    "period.year",
    "period.start",
    "period.end",
    "period.spent_label",
    "period.cumulative_label",
    "total.projects",
    "total.projects_approved",
    "total.projects_reported",
    "total.errors",
    "total.warnings",
];

/// The fields of the rows of a prefix, without it.
pub(super) fn fields(prefix: &str) -> impl Iterator<Item = &'static str> + use<> {
    let own = FIELDS.iter().find(|(name, _)| *name == prefix);
    let own = own.map_or(&[] as &[&str], |(_, fields)| fields);
    let money = WITH_MONEY.contains(&prefix);
    // A decision has what it approves.
    let approved = prefix == "approval";
    let amounts = AMOUNTS
        .iter()
        .filter(move |name| money || (approved && name.starts_with("approved.")));
    let findings = prefix == "finding";
    // Where each amount stands, as records.jsonl and approvals.jsonl have it: `cells.spent.local`.
    let lines = ["project", "outside"].contains(&prefix);
    let cells = CELLS
        .iter()
        .filter(move |name| lines || (approved && name.starts_with("cells.approved.")));
    let name = approved.then_some("cells.name");
    let keys = KEYS
        .iter()
        .filter(move |key| findings && **key != "related");
    let own = own.iter().chain(keys).chain(amounts).chain(cells).copied();
    own.chain(name)
}

/// What the rows of a list can stand under, and what such a subtotal row says beside sums.
pub(super) fn groups(list: &str) -> BTreeMap<String, Vec<String>> {
    let group = |by: &str| {
        let own: &[&str] = match (list, by) {
            ("project", "content" | "activity") => &["number", "name", "projects", "results"],
            ("project", "unit") => &["code", "name", "projects", "results"],
            ("project", _) => &["name", "projects", "results"],
            _ => &["name"],
        };
        let own = own.iter().map(|field| (*field).to_owned());
        (by.to_owned(), own.collect())
    };
    match list {
        "project" => ["content", "activity", "unit", "location", "beneficiary"]
            .map(group)
            .into(),
        _ => fields(list).map(group).collect(),
    }
}

/// Whether the rows of a prefix have a field.
pub(super) fn has(prefix: &str, field: &str) -> bool {
    fields(prefix).any(|own| own == field)
}

/// Single values: the head, the period, the sums.
pub(super) fn single() -> impl Iterator<Item = String> {
    let sums = AMOUNTS.iter().map(|amount| format!("total.{amount}"));
    let own = SINGLE.iter().map(ToString::to_string);
    own.chain(sums)
}

/// Every name by its list, single values under an empty one.
pub fn by_list() -> BTreeMap<&'static str, Vec<String>> {
    let lists = FIELDS.iter().map(|(prefix, _)| {
        let names = fields(prefix).map(|field| format!("{prefix}.{field}"));
        (*prefix, names.collect())
    });
    lists.chain([("", single().collect())]).collect()
}

/// All of them: `project.name`, `unit.spent.total`, `period.label` …
pub(super) fn names() -> BTreeSet<String> {
    FIELDS
        .iter()
        .flat_map(|(prefix, _)| fields(prefix).map(move |field| format!("{prefix}.{field}")))
        .chain(single())
        .collect()
}
