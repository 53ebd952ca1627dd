//! `rules`: all of them, a line each.

use serde_json::{Value, json};

use super::super::args::Common;
use super::super::exit;
use super::super::output::{Output, Style, pad};
use super::super::words::Words;
use crate::finding::RULES;

/// Lists every rule with its code, how grave it is by default, and what it finds.
pub fn rules(common: &Common, words: &Words, output: &mut Output) -> u8 {
    if common.json {
        let list: Vec<Value> = RULES
            .iter()
            .map(|rule| {
                json!({
                    "code": rule.code.to_string(), "name": rule.name, "severity": rule.severity,
                    "title": words.explain(rule.code).title,
                })
            })
            .collect();
        super::print_json(&json!({"rules": list}), output);
        return exit::OK;
    }
    let severities: Vec<String> = RULES.iter().map(|r| words.severity(r.severity)).collect();
    let width = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0);
    let severity_width = width(&mut severities.iter().map(|s| s.chars().count()));
    let name_width = width(&mut RULES.iter().map(|r| r.name.len()));
    for (rule, severity) in RULES.iter().zip(&severities) {
        output.line(&format!(
            "{}  {}  {}  {}",
            rule.code,
            Style::of(rule.severity).paint(&pad(severity, severity_width)),
            pad(rule.name, name_width),
            words.explain(rule.code).title,
        ));
    }
    exit::OK
}
