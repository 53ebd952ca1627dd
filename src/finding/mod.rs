//! What can be found: rules by code, how grave they are, and one finding.

mod answer;
mod cause_phrases;
mod code;
pub mod examples;
mod fluent_text;
mod phrases;
pub mod ratio;
mod subject;
mod wording;
#[cfg(test)]
mod wording_tests;

use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use answer::{Answer, Verdict};
pub use code::{Code, RULES, Rule};
pub use fluent_text::{TextFault, TextFaultKind};
pub use subject::Subject;
pub use wording::{Explanation, NoWording, Wording};

use crate::base::money::MoneyUnit;
use crate::base::place::Cell;
use ratio::Ratio;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Must be mended before the report is signed.
    Error,
    /// Should be looked at.
    Warning,
    /// Good to know.
    Info,
}

/// What most likely happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// A factor of 1,000 or 1,000,000.
    UnitSlip,
    /// The sign was turned.
    Sign,
    /// Two digits changed places.
    DigitsSwapped,
    /// A row is missing from a sum.
    RowLeftOut,
    /// A row stands twice in a sum.
    RowCountedTwice,
    /// A subtotal was added to its rows.
    SubtotalAdded,
    /// The formula was not recalculated.
    StaleFormula,
    /// A number kept as text was not added.
    TextNumberLeftOut,
    /// Beyond rounding, within twice it.
    Rounding,
}

/// What was expected, or found: an amount in đồng, a number, or words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Đồng.
    Money(Decimal),
    /// A number that is no money.
    Number(Decimal),
    /// Words.
    Text(String),
}

impl Value {
    /// Words.
    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// As the outputs print it.
    pub fn plain(&self) -> String {
        match self {
            Self::Money(d) | Self::Number(d) => d.normalize().to_string(),
            Self::Text(t) => t.clone(),
        }
    }

    /// The number, if it is one.
    pub fn decimal(&self) -> Option<Decimal> {
        match self {
            Self::Money(d) | Self::Number(d) => Some(*d),
            Self::Text(_) => None,
        }
    }
}

/// A place in an input: file, sheet, cell.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Spot {
    /// File, relative to the workspace.
    pub file: Arc<str>,
    /// Sheet.
    pub sheet: Option<Arc<str>>,
    /// Cell.
    #[serde(serialize_with = "cell_text")]
    pub cell: Option<Cell>,
}

#[expect(clippy::ref_option, reason = "the shape that serde asks for")]
fn cell_text<S: serde::Serializer>(cell: &Option<Cell>, s: S) -> Result<S::Ok, S::Error> {
    match cell {
        Some(cell) => s.collect_str(cell),
        None => s.serialize_none(),
    }
}

/// One of the figures that together make what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Name of the unit that reports it.
    pub unit_name: String,
    /// How much it is, in đồng.
    pub amount: Decimal,
    /// Where it stands.
    pub spot: Spot,
}

/// One mistake in the input, or one thing worth knowing about it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Which rule.
    pub code: Code,
    /// How grave; from the settings where they say so.
    pub severity: Severity,
    /// Code of the unit that it concerns.
    pub unit: Option<Arc<str>>,
    /// Code of the project, or its name where it has none.
    pub project: Option<String>,
    /// What the id names: project, activity, indicator, sheet, file.
    pub subject: Subject,
    /// Which field (`cumulative.local`, `name`).
    pub field: Option<String>,
    /// Which file, relative to the workspace.
    pub file: Option<Arc<str>>,
    /// Which sheet.
    pub sheet: Option<Arc<str>>,
    /// The cells, the first of them the one to mend.
    pub cells: Vec<Cell>,
    /// What it should be.
    pub expected: Option<Value>,
    /// What it is.
    pub found: Option<Value>,
    /// The cell as its author sees it.
    pub found_text: Option<String>,
    /// The unit in which the cell is written.
    pub money_unit: Option<MoneyUnit>,
    /// What most likely happened.
    pub cause: Option<Cause>,
    /// The other side of the disagreement.
    pub related: Option<Spot>,
    /// What a missing project would add to sums, by source (`local`, `total`).
    pub lacks: Vec<(&'static str, Decimal)>,
    /// The figures of several units that together make `found`.
    pub shares: Vec<Share>,
    /// All cells that were added up for `expected`; what is wrong with one of them makes the sum no finding of its own.
    pub over: Vec<Cell>,
    /// Cells whose own mistake, if it is one, explains this one wholly.
    pub follows: Vec<Cell>,
    /// A printed percentage with the two figures that it should be of.
    pub ratio: Option<Box<Ratio>>,
    /// What rounding allows the two sides to differ.
    pub allowed: Decimal,
    /// Id of the finding that carries this one.
    pub caused_by: Option<String>,
    /// Accepted with an explanation.
    pub waived: bool,
    /// That explanation.
    pub explanation: Option<String>,
    /// Which wording of the rule's message fits (`None`: its main one), a key of messages/*.ftl.
    pub variant: Option<&'static str>,
    /// Further values for the message.
    pub args: Vec<(&'static str, String)>,
    /// Its lasting name; given once all findings are there.
    pub id: String,
}

impl Finding {
    /// A finding of a rule with its default severity, about nothing yet.
    pub fn new(code: Code, subject: Subject) -> Self {
        Self {
            code,
            severity: code.rule().severity,
            unit: None,
            project: None,
            subject,
            field: None,
            file: None,
            sheet: None,
            cells: Vec::new(),
            expected: None,
            found: None,
            found_text: None,
            money_unit: None,
            cause: None,
            related: None,
            lacks: Vec::new(),
            shares: Vec::new(),
            over: Vec::new(),
            follows: Vec::new(),
            ratio: None,
            allowed: Decimal::ZERO,
            caused_by: None,
            waived: false,
            explanation: None,
            variant: None,
            args: Vec::new(),
            id: String::new(),
        }
    }

    /// Found − expected, where both are numbers.
    pub fn difference(&self) -> Option<Decimal> {
        let found = self.found.as_ref()?.decimal()?;
        found
            .checked_sub(self.expected.as_ref()?.decimal()?)
            .map(|d| d.normalize())
    }

    /// Whether it counts as an open error.
    pub fn is_open_error(&self) -> bool {
        self.severity == Severity::Error && !self.waived && self.caused_by.is_none()
    }
}

/// How much a rule looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Which rule.
    pub code: Code,
    /// How many lines it saw, those that it could not judge among them.
    pub lines: usize,
}

/// What a rule could not judge: said at the end, never passed over in silence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotChecked {
    /// Which rule.
    pub code: Code,
    /// How many lines.
    pub lines: usize,
    /// Why: a key of messages/*.ftl after `not-checked-`.
    pub why: &'static str,
}
