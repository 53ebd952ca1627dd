//! All values of a workbook by sheet, column and row, as formulas see them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::{Decimal, RoundingStrategy};

use super::column::Column;

/// A single value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Scalar {
    Blank,
    Number(Decimal),
    Text(Arc<str>),
    Bool(bool),
    /// `#DIV/0!` and its like.
    Error(&'static str),
}

/// What a formula gives.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Outcome {
    Known(Scalar),
    /// It uses something that is not computed here, refers to itself, or overflows.
    Unknown,
}

/// What a cell holds.
#[derive(Debug, Clone)]
pub(crate) enum Slot {
    Value(Scalar),
    /// The index of a formula.
    Formula(usize),
    /// A value that is computed elsewhere.
    Unknown,
}

/// A rectangle of one sheet, all ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Area {
    pub(crate) sheet: usize,
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

/// One sheet's values.
#[derive(Debug, Default)]
pub(crate) struct SheetValues {
    columns: BTreeMap<u32, Column>,
    /// Rows that are hidden by hand or by a filter.
    pub(crate) hidden: BTreeSet<u32>,
}

/// The cell that a formula stands in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Home {
    pub(crate) sheet: usize,
    pub(crate) row: u32,
    pub(crate) col: u32,
}

impl Home {
    /// A place on a sheet, or on none at all, where no cell is.
    pub(crate) const fn nowhere(sheet: usize) -> Self {
        Self {
            sheet,
            row: 0,
            col: 0,
        }
    }
}

/// A formula and where it stands.
#[derive(Debug)]
pub(crate) struct Formula {
    pub(crate) sheet: usize,
    pub(crate) row: u32,
    pub(crate) col: u32,
    pub(crate) text: String,
    /// An array formula: ranges are taken whole.
    pub(crate) array: bool,
    pub(crate) outcome: Option<Outcome>,
}

impl Formula {
    /// The cell that it stands in.
    pub(crate) const fn home(&self) -> Home {
        Home {
            sheet: self.sheet,
            row: self.row,
            col: self.col,
        }
    }
}

impl SheetValues {
    /// Adds a cell; rows of one column come in ascending order.
    pub(crate) fn push(&mut self, row: u32, col: u32, slot: Slot) {
        self.columns.entry(col).or_default().push(row, slot);
    }

    /// What a cell holds, `None` if nothing.
    pub(crate) fn slot(&self, row: u32, col: u32) -> Option<Slot> {
        let column = self.columns.get(&col)?;
        column.find(row).map(|at| column.slot(at))
    }

    /// The cells of an area that hold something, column by column.
    pub(crate) fn cells(&self, area: Area) -> impl Iterator<Item = (u32, u32, Slot)> {
        self.columns
            .range(area.left..=area.right)
            .flat_map(move |(col, column)| {
                column
                    .within(area.top, area.bottom)
                    .map(move |(row, at)| (row, *col, column.slot(at)))
            })
    }

    /// The last row and column that hold something.
    pub(crate) fn extent(&self) -> (u32, u32) {
        let row = self
            .columns
            .values()
            .filter_map(Column::last)
            .max()
            .unwrap_or(1);
        (row, self.columns.keys().next_back().copied().unwrap_or(1))
    }

    /// Formulas of an area that are not computed yet. Formulas are mostly computed from top to
    /// bottom, so those at the head of a column are skipped at once.
    pub(crate) fn pending(&mut self, area: Area, formulas: &[Formula], found: &mut Vec<usize>) {
        for column in self
            .columns
            .range_mut(area.left..=area.right)
            .map(|(_, column)| column)
        {
            column.pending(area.top, area.bottom, formulas, found);
        }
    }
}

impl Scalar {
    /// A text value.
    pub(crate) fn text(text: &str) -> Self {
        Self::Text(Arc::from(text))
    }
}

/// A number as a file holds it, read as Excel shows it (15 significant digits).
pub(crate) fn parse_number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let number = match text.parse::<Decimal>() {
        Ok(number) if !text.contains(['e', 'E']) => number,
        _ => Decimal::from_scientific(text).ok()?,
    };
    Some(fifteen(number))
}

/// A number with the 15 significant digits that Excel compares and shows.
pub(crate) fn fifteen(number: Decimal) -> Decimal {
    number
        .round_sf_with_strategy(15, RoundingStrategy::MidpointAwayFromZero)
        .unwrap_or(number)
        .normalize()
}

/// The error of that name.
pub(crate) fn error_name(name: &str) -> Option<&'static str> {
    [
        "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!",
    ]
    .into_iter()
    .find(|known| known.eq_ignore_ascii_case(name.trim()))
}
