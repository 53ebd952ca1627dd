//! Corrections agreed with a unit by telephone or letter: one row of dinh-chinh.xlsx, and what it did to a record.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::place::Cell;

use super::record::Field;

/// One row, its cells as they were filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Code of the unit, where its cell names one.
    pub unit: Option<Arc<str>>,
    /// Code or name of the project.
    pub project: String,
    /// Which amount, where its cell names one.
    pub field: Option<Field>,
    /// Which cell of the submission, where its cell gives an address in place of a name.
    pub at: Option<Cell>,
    /// The same as it was written.
    pub field_text: String,
    /// What the report says.
    pub old: String,
    /// What it should say.
    pub new: String,
    /// Who agreed.
    pub by: Arc<str>,
    /// When.
    pub date: Arc<str>,
    /// How: by telephone, by letter.
    pub how: Arc<str>,
    /// The file.
    pub file: Arc<str>,
    /// Its sheet.
    pub sheet: Arc<str>,
    /// Where the row stands.
    pub cell: Option<Cell>,
}

/// An amount of a record that was corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    /// Which.
    pub field: Field,
    /// Đồng as reported; `None` where nothing stood.
    pub from: Option<Decimal>,
    /// Đồng as agreed.
    pub to: Decimal,
    /// Who agreed.
    pub by: Arc<str>,
    /// When.
    pub date: Arc<str>,
    /// How.
    pub how: Arc<str>,
}
