//! `explain`: one rule.

use serde_json::json;

use super::super::args::Common;
use super::super::output::{Output, Style, plain};
use super::super::words::Words;
use super::super::{exit, faults};
use crate::base::text::nearest;
use crate::finding::{Code, RULES, examples};

/// Explains a rule by its code (any case) or by its name.
pub fn explain(typed: &str, common: &Common, words: &Words, output: &mut Output) -> u8 {
    let by_name = || RULES.iter().find(|r| r.name == typed).map(|r| r.code);
    let Some(code) = Code::parse(typed).or_else(by_name) else {
        faults::error(&unknown(typed, words), words, output);
        return exit::FAULT;
    };
    let rule = code.rule();
    let text = words.explain(code);
    let example = examples::of(code);
    if common.json {
        let value = json!({
            "code": code.to_string(), "name": rule.name, "severity": rule.severity,
            "title": text.title, "what": text.what, "why": text.why, "todo": text.todo,
            "example": text.example, "case": example.as_ref().map(|e| json!({"file": e.file, "text": e.excerpt})), "expected": text.expected, "found": text.found,
        });
        super::print_json(&value, output);
        return exit::OK;
    }
    output.line(&format!(
        "{}  {}",
        Style::Strong.paint(&format!("{code} {}", rule.name)),
        text.title
    ));
    let severity = words.severity(rule.severity);
    let case = example.map(|e| {
        (
            words.text("cli-explain-case", &[("file", e.file)]),
            e.excerpt,
        )
    });
    let parts = [
        ("cli-explain-severity", severity),
        ("cli-explain-what", text.what),
        ("cli-explain-why", text.why),
        ("cli-explain-todo", text.todo),
        ("cli-explain-example", text.example),
        ("cli-explain-expected", text.expected),
        ("cli-explain-found", text.found),
    ];
    let parts = parts.map(|(key, part)| (words.say(key), part));
    for (heading, part) in parts.into_iter().chain(case) {
        if !part.is_empty() {
            output.line("");
            output.line(&Style::Strong.paint(&heading));
            for line in part.lines() {
                output.line(&format!("  {line}"));
            }
        }
    }
    exit::OK
}

fn unknown(typed: &str, words: &Words) -> String {
    let names = RULES.iter().map(|r| (r.code.to_string(), r.name));
    let known: Vec<(String, &str)> = names.collect();
    let codes = known.iter().map(|(code, _)| code.as_str());
    let near =
        nearest(typed, known.iter().map(|(_, name)| *name)).or_else(|| nearest(typed, codes));
    let mut sentence = words.text("cli-unknown-rule", &[("code", plain(typed))]);
    match near {
        Some(near) => {
            sentence.push_str(&words.text("cli-nearest", &[("nearest", near.to_owned())]));
        }
        None => sentence.push_str(&words.say("cli-see-rules")),
    }
    sentence
}
