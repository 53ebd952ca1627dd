//! A206: a formula's saved result differs from its recomputed one.
//!
//! Each formula is recomputed from the saved values of the cells it looks at, so that the one whose own cells changed
//! is named, and not every formula that adds it.

use std::sync::Arc;

use crate::check::{CellFinder, Outcome, Rounding, value_of};
use crate::finding::{Cause, Code, Spot};
use crate::model::Submission;

pub(super) fn check(submission: &Submission, _: Rounding) -> Outcome {
    let mut findings = Vec::new();
    let cells = CellFinder::new(submission);
    for table in &submission.tables {
        for stale in &table.formulas.stale {
            let figure = &stale.figure;
            let mut finding = cells.about(table, Code::A206, figure);
            finding.expected = Some(value_of(figure, stale.recomputed));
            finding.found = Some(value_of(figure, stale.saved));
            finding.cause = Some(Cause::StaleFormula);
            finding.related = stale.input.as_ref().map(|(sheet, cell)| Spot {
                file: Arc::clone(&submission.file),
                sheet: Some(Arc::clone(sheet)),
                cell: Some(*cell),
            });
            findings.push(finding);
        }
    }
    let mut outcome = Outcome::from(findings);
    outcome.saw(Code::A206, submission.lines());
    let open = submission
        .tables
        .iter()
        .map(|t| t.formulas.uncomputed)
        .sum();
    outcome.left_open(Code::A206, open, "formula-not-computed");
    outcome
}
