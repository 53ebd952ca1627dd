//! Decisions about one project follow each other: what each of them does to the amounts before it.

use std::sync::Arc;

use chrono::NaiveDate;

use super::money::Money;

/// What a line of a decision does to what was approved before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// It says the amounts anew.
    #[default]
    Whole,
    /// It adds a further batch ("đợt 2", "bổ sung").
    Batch,
    /// It says by how much they change: "Tăng (+), giảm (-)".
    Change,
    /// It takes the project from whoever had it ("điều chuyển") and says the amounts anew.
    Transfer,
}

/// Amounts of an earlier decision that a later one changed.
#[derive(Clone, Debug)]
pub struct Version {
    /// Number of the decision.
    pub decision: Option<Arc<str>>,
    /// Its date.
    pub decided_on: Option<NaiveDate>,
    /// What was approved then.
    pub money: Money,
}

/// A decision as people name it: "1033/QĐ-UBND ngày 05/05/2017".
pub fn named(decision: Option<&str>, decided_on: Option<NaiveDate>) -> Option<String> {
    let day = decided_on.map(|d| format!("ngày {}", d.format("%d/%m/%Y")));
    match (decision, day) {
        (Some(number), Some(day)) => Some(format!("{number} {day}")),
        (number, day) => number.map(str::to_owned).or(day),
    }
}
