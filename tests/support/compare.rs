//! What was found against what a case expects: complete, both ways.

use std::fmt::Write as _;

use serde_json::Value as Json;

use super::case::{Expected, Part};
use super::schema;
use super::workspace::Run;

/// All that is wrong with a run of a part, ready to read; `None` when everything is as it should be.
pub fn judge(code: &str, part: &Part, run: &Run) -> Option<String> {
    let mut out = String::new();
    for fault in schema::faults(run) {
        let _ = writeln!(out, "  fault       {fault}");
    }
    let mut rest: Vec<&Json> = run.findings().iter().collect();
    let mut missing = Vec::new();
    for expected in &part.expected {
        match rest
            .iter()
            .position(|f| differences(expected, f).is_empty())
        {
            Some(index) => drop(rest.remove(index)),
            None if expected.severity == "maybe" => {}
            None => missing.push(expected),
        }
    }
    for expected in missing {
        let _ = writeln!(
            out,
            "  missing     line {}: {} {}",
            expected.line,
            expected.severity,
            wish(expected)
        );
        let near = rest
            .iter()
            .filter(|f| f["code"].as_str() == expected.id.get(..4))
            .min_by_key(|f| differences(expected, f).len());
        if let Some(near) = near {
            let _ = writeln!(
                out,
                "    the nearest {}",
                differences(expected, near).join(", ")
            );
        }
    }
    for finding in rest {
        if finding["severity"] != "info" || finding["code"] == code {
            let _ = writeln!(out, "  unexpected  {}", describe(finding));
        }
    }
    records(part, run, &mut out);
    (!out.is_empty()).then(|| format!("\n{out}"))
}

/// Each record that the part names, and no other; a part that names none says nothing of them.
fn records(part: &Part, run: &Run, out: &mut String) {
    if part.records.is_empty() {
        return;
    }
    let mut rest: Vec<&Json> = run.records.iter().collect();
    for expected in &part.records {
        // The record's row, in the sheet of that name where several have it.
        let mut keys = vec![("row".to_owned(), expected.id.clone())];
        keys.extend(expected.keys.iter().cloned());
        let differs = |record: &Json| -> Vec<String> {
            let found = keys
                .iter()
                .map(|(key, wanted)| (key, wanted, field(record, key)));
            found
                .filter(|(_, wanted, found)| !fits(wanted, found))
                .map(|(key, _, found)| format!("{key} is {found}"))
                .collect()
        };
        if let Some(index) = rest.iter().position(|record| differs(record).is_empty()) {
            rest.remove(index);
            continue;
        }
        let _ = writeln!(
            out,
            "  no record   line {}: {}",
            expected.line,
            wish(expected)
        );
        if let Some(near) = rest.iter().min_by_key(|record| differs(record).len()) {
            let _ = writeln!(out, "    the nearest {}", differs(near).join(", "));
        }
    }
    for record in rest {
        let _ = writeln!(out, "  unexpected  record {record}");
    }
}

/// What stands under a dotted key of a record; `row` and `sheet` are its source's.
fn field(record: &Json, key: &str) -> String {
    let mut value = match key {
        "row" | "sheet" => &record["source"],
        _ => record,
    };
    for step in key.split('.') {
        value = match step.parse::<usize>() {
            Ok(index) => &value[index],
            Err(_) => &value[step],
        };
    }
    match value {
        Json::Null => "null".to_owned(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn wish(expected: &Expected) -> String {
    let keys: Vec<String> = expected
        .keys
        .iter()
        .map(|(k, v)| format!("{k}={v}"))
        .collect();
    format!("{} {}", expected.id, keys.join(" "))
}

fn describe(finding: &Json) -> String {
    let text = |key: &str| match &finding[key] {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    format!(
        "{} {} at {} \"{}\" {}: expected {}, found {} (cause {}, caused by {})\n                {}",
        text("severity"),
        text("id"),
        text("file"),
        text("sheet"),
        text("cells"),
        text("expected"),
        text("found"),
        text("cause"),
        text("caused_by"),
        text("message"),
    )
}

/// What of a finding is not as expected.
fn differences(expected: &Expected, finding: &Json) -> Vec<String> {
    let mut out = Vec::new();
    let id = finding["id"].as_str().unwrap_or_default();
    if !fits(&expected.id, id) {
        out.push(format!("id is {id}"));
    }
    let is = match expected.severity.as_str() {
        "maybe" => true,
        "consequence" => !finding["caused_by"].is_null(),
        severity => finding["severity"] == severity && finding["caused_by"].is_null(),
    };
    if !is {
        out.push(format!(
            "severity is {}, caused_by {}",
            finding["severity"], finding["caused_by"]
        ));
    }
    for (key, wanted) in &expected.keys {
        let found = value(finding, key);
        if !fits(wanted, &found) {
            out.push(format!("{key} is {found}"));
        }
    }
    out
}

/// The text of a key; `at` is the cell, `cells` are joined by commas, `related` is `file!sheet!cell`, each of `shares` `file!cell=amount`.
fn value(finding: &Json, key: &str) -> String {
    let plain = |value: &Json| match value {
        Json::Null => "null".to_owned(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    match key {
        "at" => plain(&finding["cell"]),
        "cells" => {
            let cells = finding["cells"]
                .as_array()
                .map_or(&[] as &[Json], Vec::as_slice);
            cells.iter().map(plain).collect::<Vec<_>>().join(",")
        }
        "related" => {
            let related = &finding["related"];
            ["file", "sheet", "cell"]
                .map(|k| plain(&related[k]))
                .join("!")
        }
        "shares" => {
            let all = finding["shares"].as_array();
            let one = |s: &Json| {
                format!(
                    "{}!{}={}",
                    plain(&s["file"]),
                    plain(&s["cell"]),
                    plain(&s["amount"])
                )
            };
            let shares: Vec<String> = all.into_iter().flatten().map(one).collect();
            shares.join(",")
        }
        key => plain(&finding[key]),
    }
}

/// Whether a text fits a pattern in which `*` stands for any text.
fn fits(pattern: &str, text: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(text) = text.strip_prefix(head) else {
        return false;
    };
    (0..=text.len())
        .filter(|&n| text.is_char_boundary(n))
        .any(|n| fits(rest, &text[n..]))
}
