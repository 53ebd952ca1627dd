//! P607: two units report one project that no decision gives to both.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::matching::Match;
use crate::check::{Outcome, World, about};
use crate::finding::{Code, Spot, Value};
use crate::model::Record;

pub(super) fn check(world: &World<'_>) -> Outcome {
    // A name alone may well be the name of two projects; a code or an approval makes it one.
    let key = |record: &Record, matched: &Match| match matched {
        Match::One(i) | Match::Near(i) => world.approvals.get(*i).map(crate::model::Approval::key),
        Match::OtherUnits(c) => c
            .first()
            .and_then(|&i| world.approvals.get(i))
            .map(crate::model::Approval::key),
        Match::Unknown(_) => record.project.as_ref().and_then(|_| record.project_key()),
        Match::NoProject | Match::Several(_) => None,
    };
    // What a decision gives to the unit is never the wrong one of two: only the others' projects are asked.
    let asked: BTreeSet<String> = world
        .records()
        .filter(|(_, _, matched)| matched.approval().is_none())
        .filter_map(|(_, record, matched)| key(record, matched))
        .collect();
    if asked.is_empty() {
        return Outcome::default();
    }
    let mut by_project: BTreeMap<String, Vec<(&Record, &Match)>> = BTreeMap::new();
    for (_, record, matched) in world.records() {
        if let Some(key) = key(record, matched).filter(|key| asked.contains(key)) {
            by_project.entry(key).or_default().push((record, matched));
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
