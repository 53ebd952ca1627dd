//! B303: nothing approves a reported project; a warning where a name is nearly and the amount exactly the same.

use crate::base::text::fold;
use crate::check::matching::Match;
use crate::check::{Outcome, World, about};
use crate::finding::{Code, NotChecked, Severity, Spot, Value};
use crate::model::approval_version::named;
use crate::model::{Approval, Record};

pub(super) fn check(world: &World<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let lines = world.projects();
    outcome.saw(Code::B303, lines);
    if world.approvals.is_empty() {
        outcome.not_checked.push(NotChecked {
            code: Code::B303,
            lines,
            why: "no-approvals",
        });
        return outcome;
    }
    for (_, record, matched) in world.records() {
        let (nearest, near) = match matched {
            Match::Unknown(nearest) => (nearest.map(|i| i as usize), false),
            Match::Unsought => (None, false),
            Match::Near(index) => (Some(*index), true),
            _ => continue,
        };
        if record.name.is_none() && record.project.is_none() {
            // A line without a name is already S104.
            continue;
        }
        let mut finding = about(record, Code::B303);
        let printed = record.name.as_deref().or(record.project.as_deref());
        finding.found = printed.map(Value::text);
        finding.found_text = record.name.as_deref().map(str::to_owned);
        if *matched == Match::Unsought {
            finding.variant = Some("unsought");
        }
        if let (false, Some(taken_back)) = (near, withdrawn(world, record)) {
            finding.variant = Some("withdrawn");
            let decision = named(taken_back.decision.as_deref(), taken_back.decided_on);
            finding
                .args
                .push(("decision", decision.unwrap_or_default()));
            finding.related = Some(Spot {
                file: taken_back.origin.file.clone(),
                sheet: Some(taken_back.origin.sheet.clone()),
                cell: taken_back.name_cell,
            });
        } else if let Some(approval) = nearest.and_then(|i| world.approvals.get(i)) {
            let label = match &approval.code {
                Some(code) => format!("{code} – {}", approval.name),
                None => approval.name.to_string(),
            };
            finding.expected = Some(Value::Text(label.clone()));
            finding.related = Some(Spot {
                file: approval.origin.file.clone(),
                sheet: Some(approval.origin.sheet.clone()),
                cell: approval.name_cell,
            });
            finding.args.push(("nearest", label));
            // The name is right to the letter: then it is the code that no decision has.
            let is_code = record.project.is_some()
                && record.name.as_deref().map(fold) == Some(fold(&approval.name));
            finding.variant = Some(match (near, is_code) {
                (true, false) => "near",
                (true, true) => "near-code",
                (false, false) => "similar",
                (false, true) => "similar-code",
            });
        }
        if near {
            finding.severity = Severity::Warning;
        }
        outcome.findings.push(finding);
    }
    outcome
}

/// The line that took back what had been approved as this project; the latest of several.
fn withdrawn<'a>(world: &World<'a>, record: &Record) -> Option<&'a Approval> {
    let is_it = |approval: &&Approval| match (&record.project, &approval.code) {
        (Some(own), Some(code)) => fold(own) == fold(code),
        _ => record.name.as_deref().map(fold) == Some(fold(&approval.name)),
    };
    let all = world.withdrawn.iter().filter(|a| a.is_for(&record.unit));
    all.filter(is_it).max_by_key(|a| a.counts_from())
}
