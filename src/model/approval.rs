//! What a decision approves: one project for one unit.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::base::place::Cell;

use super::record::{Money, Origin};

/// One line of an approving decision. The key is (project, unit): a decision may give one project to several
/// units, each with its own amounts.
#[derive(Clone, Debug)]
pub struct Approval {
    /// Code of the project.
    pub code: Option<String>,
    /// Name of the project.
    pub name: String,
    /// Code of the unit that carries it out, where the decision tells.
    pub unit: Option<Arc<str>>,
    /// Name of that unit.
    pub unit_name: Option<Arc<str>>,
    /// Who carries it out, as printed.
    pub executor_text: Option<String>,
    /// Line of the programme.
    pub activity: Option<String>,
    /// The decree's content.
    pub content: Option<String>,
    /// Who benefits.
    pub beneficiary: Option<String>,
    /// Where.
    pub location: Option<String>,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// Approved money.
    pub money: Money,
    /// Number of the decision (`1033/QĐ-UBND`).
    pub decision: Option<String>,
    /// Its date.
    pub decided_on: Option<NaiveDate>,
    /// Ghi chú.
    pub note: Option<String>,
    /// Where the name stands.
    pub name_cell: Option<Cell>,
    /// Where the line stands.
    pub origin: Origin,
}

impl Approval {
    /// Its key: the code in capitals, else the folded name with six digits of its hash.
    pub fn key(&self) -> String {
        super::record::project_key(self.code.as_deref(), Some(&self.name)).unwrap_or_default()
    }

    /// Code, or the name where it has none.
    pub fn label(&self) -> String {
        self.code.clone().unwrap_or_else(|| self.name.clone())
    }
}
