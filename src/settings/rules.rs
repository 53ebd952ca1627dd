//! `[rules]`: how grave each rule is in this period.

use std::collections::BTreeMap;

use super::problem::{Kind, Problems, Wanted};
use super::section::{Section, wrong};
use crate::base::text::nearest;
use crate::finding::{Code, RULES, Severity};

/// Severities that differ from the rules' own; `None` is off.
pub type Severities = BTreeMap<Code, Option<Severity>>;

const WORDS: [(&str, Option<Severity>); 4] = [
    ("off", None),
    ("info", Some(Severity::Info)),
    ("warning", Some(Severity::Warning)),
    ("error", Some(Severity::Error)),
];

/// The word of ky.toml for a severity.
pub fn word(severity: Option<Severity>) -> &'static str {
    WORDS
        .into_iter()
        .find(|(_, s)| *s == severity)
        .map_or("off", |(word, _)| word)
}

pub(super) fn read(section: &Section<'_>, problems: &mut Problems<'_>) -> Severities {
    let mut severities = Severities::new();
    for (key, value) in section.entries() {
        let path = section.path(key.value);
        let rule = RULES.iter().find(|r| r.code.to_string() == key.value);
        if rule.is_none() {
            problems.near(key.offset, path.clone(), Kind::UnknownRule, near(key.value));
        }
        let offset = value.span().start;
        let Some(text) = value.get_ref().as_str() else {
            problems.at(offset, path, wrong(Wanted::Text, value.get_ref()));
            continue;
        };
        let Some((_, severity)) = WORDS.into_iter().find(|(word, _)| *word == text) else {
            let words = WORDS.map(|(word, _)| word);
            let kind = Kind::NotOneOf {
                found: format!("\"{text}\""),
                allowed: words.map(|word| format!("\"{word}\"")).join(", "),
            };
            // `warn`, `err` are the beginnings of words, further away than a slip of the finger.
            let begins = || {
                words
                    .into_iter()
                    .find(|w| text.len() > 2 && w.starts_with(text))
            };
            let near = begins()
                .or_else(|| nearest(text, words))
                .map(|word| format!("\"{word}\""));
            problems.near(offset, path, kind, near);
            continue;
        };
        let Some(rule) = rule else { continue };
        let fixed = matches!(rule.code, Code::R001 | Code::R002 | Code::R003);
        if fixed && severity != Some(Severity::Error) {
            problems.at(offset, path, Kind::StaysError);
            continue;
        }
        severities.insert(rule.code, severity);
    }
    severities
}

/// The code meant by another spelling of it, or by the rule's name.
fn near(key: &str) -> Option<String> {
    if let Some(code) = Code::parse(key) {
        return Some(code.to_string());
    }
    if let Some(rule) = nearest(key, RULES.iter().map(|r| r.name)) {
        return RULES
            .iter()
            .find(|r| r.name == rule)
            .map(|r| r.code.to_string());
    }
    let codes: Vec<String> = RULES.iter().map(|r| r.code.to_string()).collect();
    nearest(key, codes.iter().map(String::as_str)).map(str::to_owned)
}
