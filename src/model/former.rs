//! What a project had reported since 1 January when the period before ended.

use std::sync::Arc;

use super::money::Money;

/// One project's line in the records of the period before.
#[derive(Clone, Debug)]
pub struct Former {
    /// Code of the unit that reported it.
    pub unit: Arc<str>,
    /// Code of the project.
    pub project: Option<Arc<str>>,
    /// Its name.
    pub name: Option<Arc<str>>,
    /// Who benefits.
    pub beneficiary: Option<Arc<str>>,
    /// Where it is done.
    pub location: Option<Arc<str>>,
    /// What had been spent since 1 January, in đồng; cells are those of that period's workbook. Half-widths are those
    /// that its records tell; see [`Former::rounded`].
    pub cumulative: Money,
    /// Whether the records tell how its amounts were rounded.
    pub rounded: bool,
    /// Whether the amounts were an estimate ("ước").
    pub estimate: bool,
    /// The workbook in which it stood, in that period's workspace.
    pub file: Arc<str>,
    /// The sheet.
    pub sheet: Arc<str>,
}

impl Former {
    /// What a person calls it: the code, else the name.
    pub fn label(&self) -> Option<&str> {
        self.project.as_deref().or(self.name.as_deref())
    }

    /// See [`super::Record::project_key`].
    pub fn key(&self) -> Option<String> {
        super::record::project_key(self.project.as_deref(), self.name.as_deref())
    }
}
