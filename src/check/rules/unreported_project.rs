//! B304: a project of a unit, approved before the period's end, is not in its submission.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::check::matching::Match;
use crate::check::{Outcome, World};
use crate::finding::{Code, Finding, NotChecked, Spot, Subject, Value};
use crate::model::{Approval, Form, Source, Submission};

pub(super) fn check(world: &World<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let mut reported = vec![false; world.approvals.len()];
    for (_, _, matched) in world.records() {
        let own: &[usize] = match matched {
            Match::One(index) | Match::Near(index) => std::slice::from_ref(index),
            // One of them is reported; which one is B308's question.
            Match::Several(candidates) => candidates,
            _ => &[],
        };
        for index in own {
            reported[*index] = true;
        }
    }
    let mut by_unit: BTreeMap<&str, Vec<&Submission>> = BTreeMap::new();
    for submission in world.submissions {
        if let Some(unit) = submission.unit.as_deref() {
            by_unit.entry(unit).or_default().push(submission);
        }
    }
    outcome.saw(Code::B304, world.approvals.len());
    let mut unjudged = 0;
    let missed = world.approvals.iter().zip(&reported);
    for (approval, _) in missed.filter(|(_, reported)| !**reported) {
        if approval.units().next().is_none() {
            unjudged += 1;
        }
        // A joint project is missed by each of its units: nothing tells which of them reports it for all.
        for unit in approval.units() {
            let files = by_unit.get(&**unit).map(Vec::as_slice).unwrap_or_default();
            // A unit that sends money by activity only does not list its projects.
            let lists = files.iter().any(|s| s.forms.contains(&Form::ProjectList));
            if !files.is_empty() && files.iter().any(|s| s.status.counts()) && !lists {
                unjudged += 1;
            } else {
                outcome.findings.push(finding(approval, unit, files));
            }
        }
    }
    if world.approvals.is_empty() {
        outcome.not_checked.push(NotChecked {
            code: Code::B304,
            lines: 0,
            why: "no-approvals",
        });
    } else if unjudged > 0 {
        outcome.not_checked.push(NotChecked {
            code: Code::B304,
            lines: unjudged,
            why: "no-list",
        });
    }
    outcome
}

fn finding(approval: &Approval, unit: &Arc<str>, files: &[&Submission]) -> Finding {
    let mut finding = Finding::new(Code::B304, Subject::Project(approval.key()));
    finding.unit = Some(Arc::clone(unit));
    finding.project = Some(approval.label());
    finding.file = files
        .iter()
        .find(|s| s.forms.contains(&Form::ProjectList))
        .or(files.first())
        .map(|s| s.file.clone());
    finding.expected = Some(Value::Text(approval.label()));
    finding.lacks = lacks(approval);
    finding.related = Some(Spot {
        file: approval.origin.file.clone(),
        sheet: Some(approval.origin.sheet.clone()),
        cell: approval.name_cell,
    });
    finding.args = vec![
        ("name", approval.name.to_string()),
        (
            "decision",
            approval.decision.as_deref().unwrap_or_default().to_owned(),
        ),
    ];
    finding
}

/// What the project would add to the sums of a list: totals that a row was deleted from still hold it.
fn lacks(approval: &Approval) -> Vec<(&'static str, Decimal)> {
    let money = &approval.money;
    let total = money.counted().map(|all| (Source::Total.name(), all));
    let parts = Source::PARTS.into_iter();
    let parts = parts.filter_map(|source| Some((source.name(), money.amount(source)?)));
    parts.chain(total).collect()
}
