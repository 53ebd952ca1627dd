//! What a decision approves: one project for one unit, as it is in force.

use std::sync::Arc;

use chrono::NaiveDate;

use super::record::{Money, Origin};
use crate::base::place::Cell;

/// One project of one unit, approved by a decision and not replaced by a later one.
///
/// A decision may give one project to several units; each is an approval of its own with its own amounts.
#[derive(Clone, Debug)]
pub struct Approval {
    /// The project's code, as the decision prints it.
    pub code: Option<String>,
    /// The project's name, as the decision prints it.
    pub name: String,
    /// Code of the unit that carries it out; absent where the decision's words name no known unit.
    pub unit: Option<Arc<str>>,
    /// Name of that unit in the period.
    pub unit_name: Option<Arc<str>>,
    /// Who carries it out, in the decision's words.
    pub executor_text: Option<String>,
    /// Line of the programme, 1 to 24.
    pub activity: Option<String>,
    /// The decree's content, I to IX.
    pub content: Option<String>,
    /// Who benefits.
    pub beneficiary: Option<String>,
    /// Where it is done.
    pub location: Option<String>,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// The approved amounts in đồng.
    pub money: Money,
    /// Number of the decision (`1033/QĐ-UBND`).
    pub decision: Option<String>,
    /// Date of the decision.
    pub decided_on: Option<NaiveDate>,
    /// Ghi chú.
    pub note: Option<String>,
    /// Where the name stands.
    pub name_cell: Option<Cell>,
    /// Where the row stands.
    pub origin: Origin,
}
