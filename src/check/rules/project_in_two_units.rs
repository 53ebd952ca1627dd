//! P607: two units report one project that no decision gives to both.

use std::collections::BTreeMap;

use crate::check::matching::Match;
use crate::check::{Outcome, World, about};
use crate::finding::{Code, Spot, Value};
use crate::model::Record;

pub(super) fn check(world: &World<'_>) -> Outcome {
    // Nearly all projects are approved for the unit that reports them: only the others are looked for among all.
    let mut by_project: BTreeMap<String, Vec<(&Record, &Match)>> = world
        .records()
        .filter(|(_, _, matched)| matched.approval().is_none())
        .filter_map(|(_, record, matched)| key(world, record, matched))
        .map(|key| (key, Vec::new()))
        .collect();
    if by_project.is_empty() {
        return Outcome::default();
    }
    for (_, record, matched) in world.records() {
        if let Some(key) = key(world, record, matched)
            && let Some(records) = by_project.get_mut(&key)
        {
            records.push((record, matched));
        }
    }
    let mut findings = Vec::new();
    for records in by_project.values() {
        let first = records
            .iter()
            .find(|(_, m)| m.approval().is_some())
            .or(records.first());
        let Some((first, _)) = first else { continue };
        for (record, matched) in records.iter().filter(|(r, _)| r.unit != first.unit) {
            if matched.approval().is_some() {
                // The decision gives it to this unit as well.
                continue;
            }
            let mut finding = about(record, Code::P607);
            finding.expected = Some(Value::Text(world.unit_name(&record.unit)));
            finding.found = Some(Value::Text(world.unit_name(&first.unit)));
            finding.args.push(("other", world.unit_name(&first.unit)));
            finding.related = Some(Spot {
                file: first.origin.file.clone(),
                sheet: Some(first.origin.sheet.clone()),
                cell: first.name_cell,
            });
            findings.push(finding);
        }
    }
    findings.into()
}

/// What makes a record's project one: a code or an approval. A name alone may well be the name of two projects.
fn key(world: &World<'_>, record: &Record, matched: &Match) -> Option<String> {
    let approval = match matched {
        Match::One(index) | Match::Near(index) => index,
        Match::OtherUnits(candidates) => candidates.first()?,
        Match::Unknown(_) | Match::Unsought => {
            record.project.as_ref()?;
            return record.project_key();
        }
        Match::Several(_) | Match::NoProject => return None,
    };
    Some(world.approvals.get(*approval)?.key())
}
