//! P607: two units report one project that no decision gives to both.

use std::collections::BTreeMap;

use crate::check::matching::Match;
use crate::check::{Outcome, World, about};
use crate::finding::{Code, Spot, Value};
use crate::model::Record;

pub(super) fn check(world: &World<'_>) -> Outcome {
    let mut by_project: BTreeMap<String, Vec<(&Record, &Match)>> = BTreeMap::new();
    for (_, record, matched) in world.records() {
        // A name alone may well be the name of two projects; a code or an approval makes it one.
        let key = match matched {
            Match::One(i) | Match::Near(i) => {
                world.approvals.get(*i).map(crate::model::Approval::key)
            }
            Match::OtherUnits(c) => c
                .first()
                .and_then(|&i| world.approvals.get(i))
                .map(crate::model::Approval::key),
            Match::Unknown(_) => record.project.as_ref().and_then(|_| record.project_key()),
            _ => None,
        };
        if let Some(key) = key {
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
