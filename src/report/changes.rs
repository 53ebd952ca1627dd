//! What changed between two versions, for programs and in words.

use serde_json::{Value, json};

use super::plain::{clean, json as text};
use crate::consolidate::changes::{Change, Changes, Total};
use crate::finding::Wording;
use crate::model::Kind;
use crate::model::line::{Line, LineFigure};

/// Counts, changes and totals under stable English keys; amounts are decimal strings, money in đồng.
pub fn json(found: &Changes<'_>) -> Value {
    let counts: serde_json::Map<String, Value> = found
        .lines()
        .into_iter()
        .map(|(what, lines)| (what.name().to_owned(), json!(lines)))
        .collect();
    json!({
        "counts": counts,
        "changes": found.changes.iter().map(change).collect::<Vec<_>>(),
        "totals": found.totals.iter().map(total).collect::<Vec<_>>(),
    })
}

fn change(change: &Change<'_>) -> Value {
    let line = change.line;
    let amount = |figure: Option<&LineFigure>| {
        figure
            .and_then(|f| f.amount)
            .map(|d| d.normalize().to_string())
    };
    let unread = |figure: Option<&LineFigure>| figure.and_then(|f| f.unread.as_deref()).map(clean);
    let place = |figure: Option<&LineFigure>| {
        figure
            .and_then(|f| f.place.as_ref())
            .map(|(sheet, cell)| json!({"sheet": clean(sheet), "cell": cell}))
    };
    json!({
        "change": change.what,
        "kind": line.kind,
        "unit": text(Some(line.unit.as_str()).filter(|u| !u.is_empty())),
        "project": text(line.project.as_deref()),
        "name": text(line.name.as_deref()),
        "activity": text(line.activity.as_deref()),
        "indicator": text(line.indicator.as_deref()),
        "money_source": line.money_source,
        "field": change.field,
        "old": amount(change.old),
        "new": amount(change.new),
        "difference": change.difference().map(|d| d.to_string()),
        "old_text": unread(change.old),
        "new_text": unread(change.new),
        "old_cell": place(change.old),
        "new_cell": place(change.new),
    })
}

fn total(total: &Total) -> Value {
    let plain = |d: rust_decimal::Decimal| d.normalize().to_string();
    json!({
        "kind": total.kind,
        "field": total.field,
        "old": plain(total.old),
        "new": plain(total.new),
        "difference": total.new.checked_sub(total.old).map(plain),
    })
}

/// What a person calls a line: "Đề án KC17-02 – Ứng dụng máy móc …".
pub fn label(line: &Line, words: &Wording) -> String {
    let number = |key: &str, number: Option<&str>| {
        number.map(|n| words.text(key, &[("number", n.to_owned())]))
    };
    let named = match line.kind {
        Kind::Project => line
            .project
            .as_ref()
            .map(|code| words.text("line-project", &[("project", code.clone())])),
        Kind::Activity => number("line-activity", line.activity.as_deref()),
        Kind::Indicator => number("line-indicator", line.indicator.as_deref()),
    };
    let source = line
        .money_source
        .map(|source| words.text(&format!("source-{}", source.name()), &[]));
    [named, line.name.clone(), source]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" – ")
}

/// The form of a kind of lines, as messages call it.
pub fn form(kind: Kind, words: &Wording) -> String {
    let key = match kind {
        Kind::Project => "form-project-list",
        Kind::Activity => "form-money-by-activity",
        Kind::Indicator => "form-results-by-indicator",
    };
    words.text(key, &[])
}
