//! What `inspect` knows of a workbook as a text that a clerk understands in half a minute.

use rust_decimal::Decimal;
use serde_json::Value;

use super::output::{Style, cut, pad, plain};
use super::words::Words;
use crate::base::money::round;

/// A heading is cut here, in characters.
const HEADING: usize = 56;
/// A cell's text is cut here.
const CELL: usize = 100;
/// So many ranges of rows of one class are listed.
const RANGES: usize = 12;

/// The whole text, line by line.
pub fn text(value: &Value, words: &Words) -> Vec<String> {
    let mut lines = vec![Style::Strong.paint(&string(value, "file"))];
    let sender = match (string(value, "unit_name"), string(value, "unit")) {
        (name, code) if name.is_empty() => code,
        (name, code) => format!("{name} ({code})"),
    };
    let or_unknown = |text: String| {
        if text.is_empty() {
            words.say("cli-inspect-unknown")
        } else {
            text
        }
    };
    lines.push(words.text(
        "cli-inspect-file",
        &[
            ("format", or_unknown(string(value, "format"))),
            ("unit", or_unknown(sender)),
            ("period", or_unknown(string(value, "period"))),
        ],
    ));
    for sheet in list(value, "sheets") {
        lines.push(String::new());
        self::sheet(sheet, words, &mut lines);
    }
    let findings = list(value, "findings");
    lines.push(String::new());
    if findings.is_empty() {
        lines.push(words.say("cli-inspect-no-findings"));
    } else {
        lines.push(Style::Strong.paint(&words.say("cli-inspect-findings")));
        self::findings(findings, words, &mut lines);
    }
    lines
}

fn sheet(sheet: &Value, words: &Words, lines: &mut Vec<String>) {
    let name = words.text("cli-inspect-sheet", &[("sheet", string(sheet, "name"))]);
    let hidden = if sheet["visible"] == Value::Bool(false) {
        words.say("cli-inspect-hidden")
    } else {
        String::new()
    };
    let form = string(sheet, "form");
    let known = !form.is_empty();
    let form_name = if known {
        format!("{}{}", words.say(&format!("form-{form}")), score(sheet))
    } else {
        words.say("cli-inspect-no-form")
    };
    lines.push(format!(
        "{}{hidden}: {form_name}",
        Style::Strong.paint(&name)
    ));
    if !known {
        not_a_form(sheet, words, lines);
    }
    // A form of results needs no money unit.
    if (known && form != "results-by-indicator") || sheet["money_unit"].is_object() {
        lines.push(format!("  {}", money_unit(&sheet["money_unit"], words)));
        for other in list(sheet, "other_units") {
            let values = ["name", "cell"].map(|key| (key, string(other, key)));
            let text = words.text("cli-inspect-other-unit", &values);
            lines.push(format!("  {text}"));
        }
    }
    if let (Some(first), Some(last)) = (
        sheet["header"]["first"].as_u64(),
        sheet["header"]["last"].as_u64(),
    ) {
        let header = words.text("cli-inspect-header", &[("range", range(first, last))]);
        lines.push(format!("  {header}"));
    }
    columns(sheet, words, lines);
    rows(sheet, words, lines);
    cells(sheet, words, lines);
}

/// What the sheet comes nearest to, and what it lacks for that.
fn not_a_form(sheet: &Value, words: &Words, lines: &mut Vec<String>) {
    let nearest = match &sheet["nearest"] {
        Value::String(form) => form.clone(),
        other => string(other, "form"),
    };
    if nearest.is_empty() {
        return;
    }
    let key = format!("form-{nearest}");
    let nearest = if words.has(&key) {
        words.say(&key)
    } else {
        nearest
    };
    let lacking: Vec<String> = list(sheet, "lacking")
        .iter()
        .filter_map(Value::as_str)
        .map(|field| words.field(field))
        .collect();
    let values = [("form", nearest), ("lacking", plain(&lacking.join(", ")))];
    lines.push(format!("  {}", words.text("cli-inspect-nearest", &values)));
}

fn money_unit(unit: &Value, words: &Words) -> String {
    if !unit.is_object() {
        return words.say("cli-inspect-no-money-unit");
    }
    let cell = string(unit, "cell");
    let name = ("name", string(unit, "name"));
    if cell.is_empty() {
        words.text("cli-inspect-money-unit", &[name])
    } else {
        words.text("cli-inspect-money-unit-at", &[name, ("cell", cell)])
    }
}

/// A line a column: its letters, its heading, the field that it is read as.
fn columns(sheet: &Value, words: &Words, lines: &mut Vec<String>) {
    let columns = list(sheet, "columns");
    if columns.is_empty() {
        return;
    }
    lines.push(format!("  {}", words.say("cli-inspect-columns")));
    let heading = |column: &Value| cut(&string(column, "heading"), HEADING);
    let width = columns
        .iter()
        .map(|column| heading(column).chars().count())
        .max()
        .unwrap_or(0);
    for column in columns {
        let field = string(column, "field");
        let (field, sure) = if field.is_empty() {
            (
                Style::Dim.paint(&words.say("cli-inspect-unused")),
                String::new(),
            )
        } else {
            let label = words.field(&field);
            let label = if label == field {
                field
            } else {
                format!("{label} ({field})")
            };
            (label, score(column))
        };
        let runner_up = runner_up(column, words);
        lines.push(format!(
            "    {}  {}  → {field}{sure}{runner_up}",
            pad(&string(column, "col"), 3),
            pad(&heading(column), width),
        ));
    }
}

/// The field that came second, where one came near.
fn runner_up(column: &Value, words: &Words) -> String {
    let field = match &column["runner_up"] {
        Value::String(field) => field.clone(),
        other => string(other, "field"),
    };
    let tenth = Decimal::new(1, 1);
    let near = match (
        number(&column["score"]),
        number(&column["runner_up"]["score"]),
    ) {
        (Some(first), Some(second)) => first.checked_sub(second).is_some_and(|d| d <= tenth),
        _ => true,
    };
    if field.is_empty() || !near {
        return String::new();
    }
    let text = words.text("cli-inspect-runner-up", &[("field", words.field(&field))]);
    Style::Dim.paint(&text)
}

/// A line a class: its rows as ranges, in the order in which the classes first occur.
fn rows(sheet: &Value, words: &Words, lines: &mut Vec<String>) {
    let mut classes: Vec<(String, Vec<u64>)> = Vec::new();
    for row in list(sheet, "rows") {
        let (Some(number), class) = (row["row"].as_u64(), string(row, "class")) else {
            continue;
        };
        if class == "blank" {
            continue;
        }
        match classes.iter_mut().find(|(name, _)| *name == class) {
            Some((_, rows)) => rows.push(number),
            None => classes.push((class, vec![number])),
        }
    }
    if classes.is_empty() {
        return;
    }
    lines.push(format!("  {}", words.say("cli-inspect-rows")));
    let names: Vec<String> = classes
        .iter()
        .map(|(class, _)| words.say(&format!("cli-class-{class}")))
        .collect();
    let width = names.iter().map(|n| n.chars().count()).max().unwrap_or(0);
    for (name, (_, rows)) in names.iter().zip(&classes) {
        let all = ranges(rows);
        let shown: Vec<String> = all.iter().take(RANGES).cloned().collect();
        let more = if all.len() > RANGES { ", …" } else { "" };
        lines.push(format!(
            "    {}  {}{more}  ({})",
            pad(name, width),
            shown.join(", "),
            words.count("cli-count-rows", rows.len()),
        ));
    }
}

fn cells(sheet: &Value, words: &Words, lines: &mut Vec<String>) {
    let cells = list(sheet, "cells");
    if cells.is_empty() {
        return;
    }
    lines.push(format!("  {}", words.say("cli-inspect-cells")));
    for cell in cells {
        let number = string(cell, "number");
        let shown = if number.is_empty() {
            format!("“{}”", cut(&string(cell, "text"), CELL))
        } else {
            number
        };
        lines.push(format!("    {}  {shown}", pad(&string(cell, "cell"), 6)));
    }
}

/// All findings; of infos of one rule on one sheet (R010, a column each) the first, and how many more.
fn findings(findings: &[Value], words: &Words, lines: &mut Vec<String>) {
    let kind = |finding: &Value| {
        let key = |key: &str| string(finding, key);
        (key("severity") == "info").then(|| (key("code"), key("sheet")))
    };
    for (index, finding) in findings.iter().enumerate() {
        let own = kind(finding);
        let same = |other: &&Value| own.is_some() && kind(other) == own;
        if findings.iter().take(index).any(|other| same(&other)) {
            continue;
        }
        let more = findings.iter().skip(index + 1).filter(same).count();
        let more = if more > 0 {
            let values = [
                ("count", more.to_string()),
                ("code", string(finding, "code")),
            ];
            Style::Dim.paint(&words.text("cli-inspect-more", &values))
        } else {
            String::new()
        };
        self::finding(finding, &more, words, lines);
    }
}

fn finding(finding: &Value, more: &str, words: &Words, lines: &mut Vec<String>) {
    let (key, style) = match string(finding, "severity").as_str() {
        "error" => ("cli-error", Style::Error),
        "warning" => ("cli-warning", Style::Warning),
        _ => ("cli-info", Style::Info),
    };
    let place: Vec<String> = ["sheet", "cell"]
        .into_iter()
        .map(|key| string(finding, key))
        .filter(|part| !part.is_empty())
        .collect();
    let head = style.paint(&format!("{}[{}]", words.say(key), string(finding, "code")));
    let place = if place.is_empty() {
        String::new()
    } else {
        format!(" {}", place.join(" · "))
    };
    let message = string(finding, "message");
    lines.push(format!("  {head}{place}: {message}{more}"));
    let hint = string(finding, "hint");
    if !hint.is_empty() {
        lines.push(format!("    → {hint}"));
    }
}

fn number(value: &Value) -> Option<Decimal> {
    let Value::Number(number) = value else {
        return None;
    };
    number.to_string().parse().ok()
}

/// ` (97%)`, nothing where it is quite sure.
fn score(value: &Value) -> String {
    number(&value["score"])
        .and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED))
        .map(|percent| round(percent, 0))
        .filter(|percent| *percent < Decimal::ONE_HUNDRED)
        .map(|percent| format!(" ({}%)", percent.normalize()))
        .unwrap_or_default()
}

/// Rows that follow each other as `14–20`.
fn ranges(rows: &[u64]) -> Vec<String> {
    rows.chunk_by(|a, b| *b == *a + 1)
        .filter_map(|run| Some(range(*run.first()?, *run.last()?)))
        .collect()
}

fn range(first: u64, last: u64) -> String {
    if first == last {
        first.to_string()
    } else {
        format!("{first}–{last}")
    }
}

/// A text of the object, harmless on a terminal; empty if there is none.
fn string(value: &Value, key: &str) -> String {
    value[key].as_str().map(plain).unwrap_or_default()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::settings::Lang;

    #[test]
    fn a_sheet_reads_in_half_a_minute() {
        let words = Words::new(Lang::Vi).unwrap();
        let value = json!({
            "file": "da-nop/kien-thuy.xls", "format": "xls", "hash": "blake3:0", "unit": "314", "period": "2017-Q3",
            "sheets": [{
                "name": "Biểu 01", "visible": true, "form": "project-list", "score": 0.97,
                "money_unit": {"name": "triệu đồng", "scale": 1_000_000, "cell": "P7"},
                "header": {"first": 8, "last": 9},
                "columns": [
                    {"col": "G", "heading": "Kinh phí được duyệt / Tổng số", "field": "approved.total", "score": 1.0, "runner_up": null},
                    {"col": "AA", "heading": "Ghi\nchú khác", "field": null, "score": 0.0, "runner_up": null},
                ],
                "rows": [
                    {"row": 1, "class": "title"}, {"row": 8, "class": "header"}, {"row": 9, "class": "header"},
                    {"row": 11, "class": "project"}, {"row": 12, "class": "project"}, {"row": 13, "class": "blank"},
                    {"row": 14, "class": "project"},
                ],
                "cells": [{"cell": "A1", "text": "x"}, {"cell": "C4", "number": "250"}],
            }],
            "findings": [{"code": "B301", "severity": "error", "sheet": "Biểu 01", "cell": "S14", "message": "vượt", "hint": "sửa", "waived": false, "caused_by": null}],
        });
        let text = anstream::adapter::strip_str(&text(&value, &words).join("\n")).to_string();
        for part in [
            "triệu đồng",
            "P7",
            "8–9",
            "(97%)",
            "(approved.total)",
            "Ghi chú khác",
            "11–12, 14",
            "C4",
            "250",
            "[B301] Biểu 01 · S14: vượt",
            "→ sửa",
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
        assert!(!text.contains("cli-") && !text.contains("form-"), "{text}");
    }

    #[test]
    fn a_sheet_without_a_form_says_what_it_lacks() {
        let words = Words::new(Lang::En).unwrap();
        let value = json!({"name": "S", "visible": false, "form": null, "nearest": "project-list", "lacking": ["spent.total"]});
        let mut lines = Vec::new();
        sheet(&value, &words, &mut lines);
        let text = lines.join("\n");
        assert!(
            text.contains("hidden") && text.contains(&words.say("form-project-list")),
            "{text}"
        );
        assert!(text.contains(&words.field("spent.total")), "{text}");
    }
}
