//! S106: neither content nor activity of a project is known, after the decision, its group and its name were asked.

use crate::check::{Outcome, World, about};
use crate::finding::{Code, Finding, Severity, Value};
use crate::model::{Kind, Record};

pub(super) fn check(world: &World<'_>) -> Outcome {
    world
        .records()
        .filter_map(|(_, record, _)| unknown(record))
        .collect::<Vec<_>>()
        .into()
}

/// An error; a warning where only the activity is not known.
fn unknown(record: &Record) -> Option<Finding> {
    if record.activity.is_some() || record.kind != Kind::Project || record.name.is_none() {
        return None;
    }
    let mut finding = about(record, Code::S106);
    finding.field = Some("activity".to_owned());
    finding.found_text = record.name.as_deref().map(str::to_owned);
    finding.found = record.name.as_deref().map(Value::text);
    match &record.content {
        Some(content) => {
            finding.severity = Severity::Warning;
            finding.variant = Some("content");
            finding.expected = Some(Value::text(content));
        }
        None => finding.variant = Some("none"),
    }
    Some(finding)
}
