//! Submissions to the figures that reports ask for. No file is opened here and nothing is judged.
//!
//! Parts count, not printed totals; money without a told source stands under its own heading; what nothing approves
//! stands outside the sums against plan (contract, "What is consolidated").

pub mod activities;
pub mod changes;
pub mod parts;
pub mod projects;
pub mod results;
pub mod split;
pub mod units;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::Finding;
use crate::model::{Approval, Form, Kind, Programme, Record, Submission};

pub use split::Split;

/// What all figures are made from.
pub struct Basis<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// Approvals in force.
    pub approvals: &'a [Approval],
    /// All submissions, matched and with their units.
    pub submissions: &'a [Submission],
    /// All findings.
    pub findings: &'a [Finding],
    /// Codes of the units that must submit.
    pub expected: &'a [Arc<str>],
    /// Names of units by code.
    pub unit_names: &'a BTreeMap<Arc<str>, Arc<str>>,
}

impl<'a> Basis<'a> {
    /// The records whose money counts: of each unit the list of projects, else money by activity.
    pub fn money_records(&self) -> Vec<&'a Record> {
        let lists = self.units_with(Form::ProjectList);
        self.counted()
            .filter(|r| match r.kind {
                Kind::Project => true,
                Kind::Activity => !lists.contains(&r.unit),
                Kind::Indicator => false,
            })
            .collect()
    }

    /// Every record that counts.
    pub fn counted(&self) -> impl Iterator<Item = &'a Record> {
        self.submissions.iter().flat_map(Submission::counted)
    }

    /// Whether a record stands inside the sums against plan: approved, or a line of a form without projects; all of
    /// them where no decision is there at all.
    pub fn is_inside(&self, record: &Record) -> bool {
        record.kind != Kind::Project || record.approval.is_some() || self.approvals.is_empty()
    }

    /// The units that have a counted form.
    fn units_with(&self, form: Form) -> BTreeSet<Arc<str>> {
        self.submissions
            .iter()
            .filter(|s| s.forms.contains(&form) && !s.set_aside.contains(&form))
            .filter_map(|s| s.unit.clone())
            .collect()
    }

    /// The name of a unit.
    pub fn unit_name(&self, code: &str) -> String {
        self.unit_names
            .get(code)
            .map_or_else(|| code.to_owned(), ToString::to_string)
    }
}
