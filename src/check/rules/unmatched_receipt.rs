//! P608: a row of the receipt register fits no file.

use std::sync::Arc;

use crate::check::{Outcome, Unmatched, World};
use crate::finding::{Code, Finding, Subject, Value};

pub(super) fn check(world: &World<'_>) -> Outcome {
    let findings: Vec<Finding> = world.unmatched.iter().map(finding).collect();
    findings.into()
}

fn finding(row: &Unmatched) -> Finding {
    let receipt = &row.receipt;
    let mut finding = Finding::new(Code::P608, Subject::Nothing);
    finding.unit.clone_from(&row.unit);
    finding.file = Some(Arc::clone(&row.register));
    finding.sheet.clone_from(&receipt.sheet);
    finding.cells = receipt.cell.into_iter().collect();
    let told: Vec<&str> = [receipt.file.as_deref(), receipt.unit.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    let text = told.join(" · ");
    finding.found = Some(Value::Text(text.clone()));
    finding.found_text = Some(text);
    finding.variant = match (&receipt.file, row.candidates) {
        (_, 0) => None,
        (Some(_), _) => Some("several"),
        (None, _) => Some("unit"),
    };
    finding.args = vec![("files", row.candidates.to_string())];
    finding
}
