//! Printed percentages of a table: kept until the rule on them has run.

use rust_decimal::Decimal;

use crate::base::place::Cell;

use super::record::{Phase, Source};

/// What a column of percentages says it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Figures that the sheet does not hold: last year's, the period before's.
    Elsewhere,
    /// What was done, of what is approved.
    Figures {
        /// What was done in the period, or since 1 January, where the heading says it.
        phase: Option<Phase>,
        /// The source of money, where the heading says it.
        source: Option<Source>,
        /// The heading says nothing but that it is a share of money; else the rows themselves must tell.
        plain: bool,
    },
}

/// One column.
#[derive(Clone, Debug)]
pub struct PercentageColumn {
    /// What it is of.
    pub basis: Basis,
    /// Its cells in the order of rows.
    pub cells: Vec<Percentage>,
}

/// One printed percentage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Percentage {
    /// Where.
    pub at: Cell,
    /// The number as it is kept: 85 or 0,85 for 85 %.
    pub number: Decimal,
    /// Its text, where it is kept as text.
    pub text: Option<String>,
    /// Whether the text has a percent sign, so that 0,85% is less than 1.
    pub has_sign: bool,
    /// Typed rather than computed by a formula.
    pub typed: bool,
}
