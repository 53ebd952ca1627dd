//! B305: a project is approved, but for other units only.

use crate::check::matching::Match;
use crate::check::{Outcome, World, about};
use crate::finding::{Code, Spot, Value};

pub(super) fn check(world: &World<'_>) -> Outcome {
    let mut findings = Vec::new();
    for (_, record, matched) in world.records() {
        let Match::OtherUnits(candidates) = matched else {
            continue;
        };
        let units: Vec<String> = candidates
            .iter()
            .filter_map(|&i| world.approvals.get(i))
            .flat_map(crate::model::Approval::units)
            .map(|unit| world.unit_name(unit))
            .collect();
        let mut finding = about(record, Code::B305);
        finding.expected = Some(Value::Text(units.join("; ")));
        finding.found = Some(Value::Text(world.unit_name(&record.unit)));
        finding.args.push(("units", units.join("; ")));
        finding.related = candidates
            .first()
            .and_then(|&i| world.approvals.get(i))
            .map(|a| Spot {
                file: a.origin.file.clone(),
                sheet: Some(a.origin.sheet.clone()),
                cell: a.name_cell,
            });
        findings.push(finding);
    }
    world.of_matches(Code::B305, findings)
}
