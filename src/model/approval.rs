//! What a decision approves: one project for one unit.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::base::place::Cell;
use crate::base::shared::Shared;
use crate::base::thin::Thin;

use super::approval_version::{Step, Version};
use super::money::Money;
use super::record::Origin;

/// One line of an approving decision. The key is (project, unit): a decision may give one project to several
/// units, each with its own amounts.
#[derive(Clone, Debug)]
pub struct Approval {
    /// Code of the project.
    pub code: Option<Arc<str>>,
    /// Name of the project.
    pub name: Arc<str>,
    /// Code of the unit that carries it out, where the decision tells.
    pub unit: Option<Arc<str>>,
    /// Codes of the units that its line names together, without what each of them gets.
    pub joint: Thin<Arc<str>>,
    /// Who carries it out, as printed.
    pub executor_text: Option<Arc<str>>,
    /// Line of the programme.
    pub activity: Option<Arc<str>>,
    /// Nothing tells that line but key words of the name: what a submission itself says goes before.
    pub activity_by_name: bool,
    /// The decree's content.
    pub content: Option<Arc<str>>,
    /// Who benefits.
    pub beneficiary: Option<Arc<str>>,
    /// Where.
    pub location: Option<Arc<str>>,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// Approved money.
    pub money: Money,
    /// Number of the decision (`1033/QĐ-UBND`).
    pub decision: Option<Arc<str>>,
    /// Its date.
    pub decided_on: Option<NaiveDate>,
    /// The day from which it counts, where that is another ("có hiệu lực từ ngày …").
    pub effective: Option<NaiveDate>,
    /// What its line does to the amounts before it.
    pub step: Step,
    /// What was approved before it, the oldest first.
    pub former: Thin<Version>,
    /// The lines that its amounts were added up from, the oldest first, where a decision adds to an earlier one; else
    /// none, and its own line says them.
    pub lines: Thin<(Origin, Money)>,
    /// Ghi chú.
    pub note: Option<Arc<str>>,
    /// Where the name stands.
    pub name_cell: Option<Cell>,
    /// Where the line stands.
    pub origin: Origin,
}

impl Approval {
    /// Keeps once what recurs from line to line.
    pub fn share(&mut self, texts: &mut Shared) {
        texts.keep_all([
            &mut self.activity,
            &mut self.content,
            &mut self.decision,
            &mut self.executor_text,
            &mut self.location,
            &mut self.note,
        ]);
    }

    /// The date of the first decision about the project and the unit; `None` where one of them does not tell its date: it
    /// may be as old as can be.
    pub fn first_decided_on(&self) -> Option<NaiveDate> {
        let former = self.former.iter().map(|version| version.decided_on);
        former.chain([self.decided_on]).min().flatten()
    }

    /// Whether it is given to a unit, alone or together with others; a line that names nobody may be anybody's.
    pub fn is_for(&self, unit: &str) -> bool {
        match &self.unit {
            Some(own) => **own == *unit,
            None => self.joint.is_empty() || self.joint.iter().any(|own| **own == *unit),
        }
    }

    /// The codes of the units that it names.
    pub fn units(&self) -> impl Iterator<Item = &Arc<str>> {
        self.unit.iter().chain(&*self.joint)
    }

    /// Its key: the code in capitals, else the folded name with six digits of its hash.
    pub fn key(&self) -> String {
        super::record::project_key(self.code.as_deref(), Some(&self.name)).unwrap_or_default()
    }

    /// The same, in the room of the code where that is one as it stands.
    pub fn shared_key(&self) -> Arc<str> {
        let is_key = |code: &str| {
            code.bytes()
                .all(|b| b.is_ascii() && !b.is_ascii_lowercase())
        };
        match &self.code {
            Some(code) if is_key(code) => Arc::clone(code),
            _ => self.key().into(),
        }
    }

    /// The day from which it counts.
    pub fn counts_from(&self) -> Option<NaiveDate> {
        self.effective.or(self.decided_on)
    }

    /// Code, or the name where it has none.
    pub fn label(&self) -> String {
        self.code.as_ref().unwrap_or(&self.name).to_string()
    }
}
