//! What the formulas of a table say, cell by cell: kept until the rules on them have run.

use std::fmt;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::money::MoneyUnit;
use crate::base::place::{Area, Cell};

use super::record::Field;
use super::submission::LineClass;

/// What the formulas of one table say.
#[derive(Clone, Debug, Default)]
pub struct TableFormulas {
    /// Formulas whose saved result is not what they give.
    pub stale: Vec<Stale>,
    /// Plain sums, in the order of rows and columns.
    pub sums: Vec<Sum>,
    /// Columns in which numbers stand among formulas.
    pub typed: Vec<TypedOver>,
    /// Lines with a formula that cannot be computed anew: it looks outside the workbook, or asks for more than is known.
    pub uncomputed: usize,
}

/// A cell of figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureCell {
    /// The cell.
    pub at: Cell,
    /// The field of its column.
    pub field: FigureField,
    /// Its money unit; none where it counts something else.
    pub unit: Option<MoneyUnit>,
}

/// The field of a figure. Nearly all figures are money, and few are ever named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureField {
    /// A field of money.
    Money(Field),
    /// Anything else, by its name in findings.
    Named(Box<str>),
}

impl fmt::Display for FigureField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Money(field) => field.fmt(f),
            Self::Named(name) => f.write_str(name),
        }
    }
}

/// A formula whose saved result is not what it gives with the saved values of the cells it looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// Where.
    pub figure: FigureCell,
    /// The saved result in the unit of the cell.
    pub saved: Decimal,
    /// What the formula gives, in the same unit.
    pub recomputed: Decimal,
    /// The first cell that the formula looks at, with its sheet.
    pub input: Option<(Arc<str>, Cell)>,
}

/// A formula that adds cells of its own sheet and does nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// Where.
    pub figure: FigureCell,
    /// What it adds, as written.
    pub areas: Vec<Area>,
    /// Written with `+` alone.
    pub is_chain: bool,
}

/// Numbers typed in a column of which at least three rows and four fifths of its rows have one formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedOver {
    /// The rows that are compared with each other.
    pub class: LineClass,
    /// The numbers, in the order of rows.
    pub cells: Vec<Typed>,
}

/// A number where a formula should stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Where.
    pub figure: FigureCell,
    /// The number in the unit of the cell.
    pub number: Decimal,
    /// The cell as its author sees it, where that is not simply the number.
    pub text: Option<String>,
    /// The formula that the others have, as it would stand here; none where each of them adds its own rows.
    pub formula: Option<String>,
    /// Whether that formula would give the number; none where that cannot be told.
    pub agrees: Option<bool>,
}
