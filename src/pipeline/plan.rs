//! What all decisions approve together.

use crate::check::in_force;
use crate::finding::Finding;
use crate::model::Approval;
use crate::report::manifest::Input;

use super::intake::{Decided, Intake};

/// What the decisions approve.
#[derive(Default)]
pub struct Plan {
    /// The lines of all decisions as they were read.
    #[expect(clippy::vec_box, reason = "they are put in order without being moved")]
    lines: Vec<Box<Approval>>,
    /// What is in force of them, in order.
    pub(super) approvals: Vec<Approval>,
    /// Lines of decisions that took back wholly what was approved.
    pub(super) withdrawn: Vec<Approval>,
    /// What was found in the decisions.
    pub(super) findings: Vec<Finding>,
    /// Their files.
    pub(super) inputs: Vec<Input>,
}

impl Plan {
    /// Adds what some decisions say.
    pub fn add(&mut self, decided: Vec<Decided>) {
        for one in decided {
            self.lines.extend(one.approvals);
            self.findings.extend(one.findings);
            self.inputs.push(one.input);
        }
    }

    /// Of all decisions what is in force at the period's end.
    #[must_use]
    pub fn in_force(mut self, intake: &Intake<'_>) -> Self {
        let all = in_force::in_force(std::mem::take(&mut self.lines), intake.period());
        self.approvals = all.approvals;
        self.withdrawn = all.withdrawn;
        let lacking = in_force::without_original(&mut self.approvals);
        self.findings.extend(lacking);
        self
    }
}
