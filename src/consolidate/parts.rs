//! What counts in the sums of money: lines of decisions and lines of submissions.
//!
//! Every sum of a report adds up parts that are picked here, and whoever asks what made it gets the same parts.

use std::sync::Arc;

use crate::model::{Approval, Money, Phase, Record};

use super::Basis;
use super::activities::Key;
use super::split::{Amounts, Split};

/// One line that counts.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// Of a decision.
    Approval(&'a Approval),
    /// Of a submission.
    Record(&'a Record),
}

impl<'a> Part<'a> {
    /// Its money of a phase, as far as that counts: approved is what the decisions say, and only where there is none at
    /// all what submissions print.
    pub fn money(self, basis: &Basis<'_>, phase: Phase) -> Option<&'a Money> {
        match self {
            Self::Approval(approval) => (phase == Phase::Approved).then_some(&approval.money),
            Self::Record(record) => (phase != Phase::Approved || basis.approvals.is_empty())
                .then(|| record.money(phase)),
        }
    }

    /// The same by source.
    pub fn split(self, basis: &Basis<'_>, phase: Phase) -> Split {
        self.money(basis, phase).map(Split::of).unwrap_or_default()
    }

    /// All of its money that counts.
    pub fn amounts(self, basis: &Basis<'_>) -> Amounts {
        Amounts {
            approved: self.split(basis, Phase::Approved),
            spent: self.split(basis, Phase::Spent),
            cumulative: self.split(basis, Phase::Cumulative),
        }
    }

    /// Whether it stands inside the sums against plan.
    pub fn is_inside(self, basis: &Basis<'_>) -> bool {
        match self {
            Self::Approval(_) => true,
            Self::Record(record) => basis.is_inside(record),
        }
    }

    /// The unit whose money it is.
    pub fn unit(self) -> Option<&'a Arc<str>> {
        match self {
            Self::Approval(approval) => approval.unit.as_ref(),
            Self::Record(record) => Some(&record.unit),
        }
    }

    /// Its content and its activity.
    pub fn key(self) -> Key {
        match self {
            Self::Approval(approval) => (approval.content.clone(), approval.activity.clone()),
            Self::Record(record) => (record.content.clone(), record.activity.clone()),
        }
    }
}

impl<'a> Basis<'a> {
    /// All lines whose money counts: those of decisions, then those of submissions.
    pub fn money_parts(&self) -> impl Iterator<Item = Part<'a>> + use<'a> {
        let approvals = self.approvals.iter().map(Part::Approval);
        approvals.chain(self.money_records().into_iter().map(Part::Record))
    }
}
