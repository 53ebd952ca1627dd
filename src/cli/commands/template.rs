//! `template check`: what a report template maps, lacks, or does not know, and every name that it may use.

use std::path::Path;

use serde_json::Value;

use super::super::args::Common;
use super::super::output::{Output, Style, plain};
use super::super::words::Words;
use super::super::{exit, faults};
use crate::base::place::Cell;
use crate::pipeline;

/// Characters of a line of names.
const WIDTH: usize = 100;

/// Looks at a template with the templates of the nearest workspace above it.
pub fn check(file: &Path, common: &Common, words: &Words, output: &mut Output) -> u8 {
    if let Some(code) = super::refuse_no_file(file, words, output) {
        return code;
    }
    let workspace = super::workspace_above(file);
    match pipeline::check_template(file, workspace.as_deref(), &super::options(common)) {
        Err(fault) => faults::tell(&fault, words, output),
        Ok(value) => {
            if common.json {
                super::print_json(&value, output);
            } else {
                for line in text(&value, words) {
                    output.line(&line);
                }
            }
            if value["unknown"] == 0 {
                exit::OK
            } else {
                exit::FINDINGS
            }
        }
    }
}

fn said(value: &Value) -> String {
    plain(value.as_str().unwrap_or_default())
}

fn all(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value, words: &Words) -> Vec<String> {
    let head = |key: &str| Style::Strong.paint(&words.say(key));
    let map = match (&value["map"], &value["map_of"]) {
        (Value::Bool(true), Value::String(_)) => "cli-template-built-in-map",
        (Value::Bool(true), _) => "cli-template-with-map",
        _ => "cli-template-no-map",
    };
    let heading = [
        ("file", said(&value["file"])),
        ("form", said(&value["map_of"])),
    ];
    let mut lines = vec![Style::Strong.paint(&words.text(map, &heading))];
    section(
        &mut lines,
        head("cli-template-rows"),
        rows(value, words),
        words,
    );
    section(
        &mut lines,
        head("cli-template-mapped"),
        mapped(value, words),
        words,
    );
    let unknown = all(&value["placeholders"])
        .iter()
        .filter(|p| p["known"] == false);
    let unknown = unknown.map(|at| {
        let mut line = format!(
            "{} · {}: {}",
            said(&at["sheet"]),
            said(&at["cell"]),
            braced(at)
        );
        if let Some(near) = at["nearest"].as_str() {
            let near = format!("{{{{{}}}}}", plain(near));
            line.push_str(&words.text("cli-nearest", &[("nearest", near)]));
        }
        Style::Error.paint(&line)
    });
    let outside = all(&value["outside"]).iter().map(|one| {
        let at = [("sheet", said(&one["sheet"])), ("cell", said(&one["cell"]))];
        let place = words.text(one["place"].as_str().unwrap_or_default(), &at);
        let mut line = format!("{place}: {{{{{}}}}}", said(&one["name"]));
        if let Some(near) = one["nearest"].as_str() {
            let near = format!("{{{{{}}}}}", plain(near));
            line.push_str(&words.text("cli-nearest", &[("nearest", near)]));
        } else if one["known"] == true {
            line.push_str(&words.say("cli-template-outside"));
        }
        Style::Error.paint(&line)
    });
    section(
        &mut lines,
        head("cli-template-unknown"),
        unknown.chain(outside).collect(),
        words,
    );
    let unsaved = all(&value["unsaved"]).iter().map(|one| {
        let (sheet, cell) = (said(&one["sheet"]), said(&one["cell"]));
        format!("{sheet} · {cell}: ={}", said(&one["formula"]))
    });
    let unsaved: Vec<String> = unsaved.collect();
    // Most forms have none, and then there is nothing to say.
    if !unsaved.is_empty() {
        section(&mut lines, head("cli-template-unsaved"), unsaved, words);
    }
    let missing = all(&value["missing"])
        .iter()
        .map(|lack| match lack["sheet"].as_str() {
            Some(sheet) => words.text(
                "cli-template-lacks-row",
                &[("sheet", plain(sheet)), ("name", said(&lack["name"]))],
            ),
            None => format!("{{{{{}}}}}", said(&lack["name"])),
        });
    section(
        &mut lines,
        head("cli-template-missing"),
        missing.collect(),
        words,
    );
    lines.push(String::new());
    lines.push(head("cli-template-names"));
    for (list, names) in value["names"].as_object().into_iter().flatten() {
        let own = |name: &Value| match said(name).strip_prefix(&format!("{list}.")) {
            Some(field) => field.to_owned(),
            None => said(name),
        };
        let names: Vec<String> = all(names).iter().map(own).collect();
        let list = match list.as_str() {
            "single" => words.say("cli-template-single"),
            list => format!("{{{{{list}.…}}}}"),
        };
        lines.push(format!("  {list}"));
        lines.extend(wrapped(&names));
    }
    lines.push(words.text("cli-template-units", &[("units", joined(&value["units"]))]));
    lines
}

/// A heading with its lines, or a word that there are none.
fn section(lines: &mut Vec<String>, head: String, inside: Vec<String>, words: &Words) {
    lines.push(String::new());
    lines.push(head);
    if inside.is_empty() {
        lines.push(format!("  {}", words.say("cli-template-none")));
    }
    lines.extend(inside.into_iter().map(|line| format!("  {line}")));
}

fn rows(value: &Value, words: &Words) -> Vec<String> {
    let line = |row: &Value| {
        let (first, last) = (&row["first"], &row["last"]);
        let rows = if first == last {
            first.to_string()
        } else {
            format!("{first}–{last}")
        };
        let values = [
            ("sheet", said(&row["sheet"])),
            ("rows", rows),
            ("levels", joined(&row["levels"])),
        ];
        words.text("cli-template-row", &values)
    };
    all(&value["rows"]).iter().map(line).collect()
}

/// The known names, a line for each row of a sheet.
fn mapped(value: &Value, words: &Words) -> Vec<String> {
    let mut lines: Vec<(String, u32, Vec<String>)> = Vec::new();
    for at in all(&value["placeholders"])
        .iter()
        .filter(|p| p["known"] == true)
    {
        let (sheet, cell) = (said(&at["sheet"]), said(&at["cell"]));
        let row = Cell::parse(&cell).map_or(0, |cell| cell.row);
        let entry = format!("{cell} {}", braced(at));
        match lines.last_mut() {
            Some((s, r, entries)) if *s == sheet && *r == row => entries.push(entry),
            _ => lines.push((sheet, row, vec![entry])),
        }
    }
    let line = |(sheet, _, entries): (String, u32, Vec<String>)| {
        words.text(
            "cli-template-cells",
            &[("sheet", sheet), ("cells", entries.join("  "))],
        )
    };
    lines.into_iter().map(line).collect()
}

fn braced(at: &Value) -> String {
    match at["unit"].as_str() {
        Some(unit) => format!("{{{{{} | {}}}}}", said(&at["name"]), plain(unit)),
        None => format!("{{{{{}}}}}", said(&at["name"])),
    }
}

fn joined(values: &Value) -> String {
    all(values).iter().map(said).collect::<Vec<_>>().join(", ")
}

/// Names in lines of a readable length.
fn wrapped(names: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for name in names {
        match lines.last_mut() {
            Some(line) if line.chars().count() + name.chars().count() < WIDTH => {
                line.push_str(", ");
                line.push_str(name);
            }
            _ => lines.push(format!("    {name}")),
        }
    }
    lines
}
