//! Findings as lines of text: how grave, which rule, where, what, and what to do.

use std::collections::BTreeMap;

use super::output::{Output, Style, plain};
use super::words::Words;
use crate::finding::Wording;
use crate::finding::{Code, Finding, NotChecked, Severity};

/// Prints the findings in the order given.
///
/// Waived ones and consequences of others are passed over unless `all` asks for them; `errors_alone` leaves the rest out.
pub fn print(
    findings: &[Finding],
    wording: &Wording,
    words: &Words,
    all: bool,
    errors_alone: bool,
    output: &mut Output,
) {
    for finding in findings {
        let aside = finding.waived || finding.caused_by.is_some();
        if (aside && !all) || (errors_alone && !finding.is_open_error()) {
            continue;
        }
        for line in lines(finding, wording, words) {
            output.line(&line);
        }
    }
}

/// `lỗi[B301] da-nop/kien-thuy.xls · Biểu 01 · S14: message`, and below it what to do.
fn lines(finding: &Finding, wording: &Wording, words: &Words) -> Vec<String> {
    let word = words.say(match finding.severity {
        Severity::Error => "cli-error",
        Severity::Warning => "cli-warning",
        Severity::Info => "cli-info",
    });
    let head = Style::of(finding.severity).paint(&format!("{word}[{}]", finding.code));
    let mut first = head;
    if let Some(place) = place(finding) {
        first.push(' ');
        first.push_str(&Style::Strong.paint(&place));
    }
    first.push_str(": ");
    first.push_str(&plain(&wording.message(finding)));
    if finding.waived {
        first.push_str(&words.say("cli-waived"));
    }
    let mut lines = vec![first];
    if let Some(hint) = wording.hint(finding) {
        lines.push(format!("  → {}", plain(&hint)));
    }
    if let Some(id) = &finding.caused_by {
        let text = words.text("cli-caused-by", &[("id", plain(id))]);
        lines.push(format!("  {}", Style::Dim.paint(&text)));
    }
    lines
}

/// File, sheet and first cell, as far as the finding has them; else its unit.
fn place(finding: &Finding) -> Option<String> {
    let mut parts: Vec<String> = [&finding.file, &finding.sheet]
        .into_iter()
        .flatten()
        .map(|part| plain(part))
        .collect();
    if let Some(cell) = finding.cells.first() {
        let more = finding.cells.len() - 1;
        let more = if more > 0 {
            format!(" (+{more})")
        } else {
            String::new()
        };
        parts.push(format!("{cell}{more}"));
    }
    if parts.is_empty() {
        parts.extend(finding.unit.as_deref().map(plain));
    }
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// Prints what could not be judged, a line for each reason.
pub fn print_not_checked(
    not_checked: &[NotChecked],
    wording: &Wording,
    words: &Words,
    output: &mut Output,
) {
    let mut reasons: BTreeMap<String, Vec<Code>> = BTreeMap::new();
    for item in not_checked {
        let codes = reasons.entry(wording.not_checked(item.why)).or_default();
        if !codes.contains(&item.code) {
            codes.push(item.code);
        }
    }
    for (why, mut codes) in reasons {
        codes.sort_unstable();
        let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
        output.line(&words.text(
            "cli-not-checked",
            &[("codes", codes.join(", ")), ("why", why)],
        ));
    }
}
