//! B308: several approved projects fit a line and nothing tells which.

use crate::check::matching::Match;
use crate::check::{Outcome, World, about};
use crate::finding::{Code, Spot, Value};

pub(super) fn check(world: &World<'_>) -> Outcome {
    let mut findings = Vec::new();
    for (_, record, matched) in world.records() {
        let Match::Several(candidates) = matched else {
            continue;
        };
        let approvals = candidates.iter().filter_map(|&i| world.approvals.get(i));
        let labels: Vec<String> = approvals
            .clone()
            .map(|a| {
                let place = a.beneficiary.as_deref().or(a.location.as_deref());
                let label = a.label();
                place.map_or(label.clone(), |p| format!("{label} ({p})"))
            })
            .collect();
        let mut finding = about(record, Code::B308);
        finding.expected = Some(Value::Text(labels.join("; ")));
        finding.found = record.name.as_deref().map(Value::text);
        finding.found_text = record.name.as_deref().map(str::to_owned);
        finding.args.push(("candidates", labels.join("; ")));
        finding.related = approvals.clone().next().map(|a| Spot {
            file: a.origin.file.clone(),
            sheet: Some(a.origin.sheet.clone()),
            cell: a.name_cell,
        });
        findings.push(finding);
    }
    world.of_matches(Code::B308, findings)
}
