//! What a printed percentage is of, kept to see whether other findings explain it.

use rust_decimal::Decimal;

use crate::base::place::Cell;

/// A printed percentage and its two figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ratio {
    /// Least and most percents that the cell may mean, for each way of reading it.
    pub printed: Vec<(Decimal, Decimal)>,
    /// What was done.
    pub part: Side,
    /// What it is a share of.
    pub whole: Side,
}

/// One of the two figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Its field, such as `cumulative.local`.
    pub field: String,
    /// What is printed, in đồng.
    pub amount: Decimal,
    /// How far rounding may have moved it, in đồng.
    pub half: Decimal,
    /// Where it stands; a total may be printed nowhere.
    pub own: Option<Cell>,
    /// The parts that a total is the sum of.
    pub parts: Vec<Cell>,
    /// All these of the lines that it adds up.
    pub added: Vec<Cell>,
}
