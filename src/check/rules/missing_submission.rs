//! P601: an expected unit sent nothing that could be read and counted.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::check::{Outcome, World};
use crate::finding::{Code, Finding, Subject, Value};
use crate::model::Submission;

pub(super) fn check(world: &World<'_>) -> Outcome {
    let mut findings = Vec::new();
    let mut by_unit: BTreeMap<&str, Vec<&Submission>> = BTreeMap::new();
    for submission in world.submissions {
        if let Some(unit) = submission.unit.as_deref() {
            by_unit.entry(unit).or_default().push(submission);
        }
    }
    for unit in world.expected {
        let own = || by_unit.get(&**unit).into_iter().flatten();
        if own().any(|s| s.status.counts() || s.is_submitted()) {
            continue;
        }
        let mut finding = Finding::new(Code::P601, Subject::Nothing);
        finding.unit = Some(Arc::clone(unit));
        finding.expected = Some(Value::Text(world.unit_name(unit)));
        finding.args = vec![("unit_name", world.unit_name(unit))];
        let unread: Vec<&str> = own().map(|s| &*s.file).collect();
        let attached: Vec<&str> = world
            .attachments
            .get(unit)
            .into_iter()
            .flatten()
            .map(|f| &**f)
            .collect();
        if !unread.is_empty() {
            finding.variant = Some("unreadable");
            finding.found = Some(Value::Text(unread.join("; ")));
            finding.args.push(("files", unread.join("; ")));
        } else if !attached.is_empty() {
            finding.variant = Some("attachments");
            finding.found = Some(Value::Text(attached.join("; ")));
            finding.args.push(("attachments", attached.join("; ")));
        }
        findings.push(finding);
    }
    findings.into()
}
