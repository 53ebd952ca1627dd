//! All values of a workbook by sheet, column and row, as formulas see them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::{Decimal, RoundingStrategy};

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

/// One column: its cells from top to bottom.
#[derive(Debug, Default)]
struct Column {
    rows: Vec<u32>,
    kept: Vec<Kept>,
    /// What does not fit into the small form.
    others: Vec<Slot>,
    /// Indexes of the cells that are formulas.
    formulas: Vec<usize>,
    /// How many of the first formulas are known to be computed.
    settled: usize,
}

/// A slot in 12 bytes, since a list may have hundreds of thousands of rows.
#[derive(Debug, Clone, Copy)]
enum Kept {
    /// Both halves of the digits, and the scale.
    Number(u32, i32, u8),
    /// An index of the column's others.
    Other(u32),
}

impl Column {
    fn push(&mut self, row: u32, slot: Slot) {
        if matches!(slot, Slot::Formula(_)) {
            self.formulas.push(self.rows.len());
        }
        self.rows.push(row);
        let kept = match &slot {
            Slot::Value(Scalar::Number(number)) => small(*number),
            _ => None,
        };
        self.kept.push(kept.unwrap_or_else(|| {
            self.others.push(slot);
            Kept::Other(u32::try_from(self.others.len() - 1).unwrap_or(u32::MAX))
        }));
    }

    fn slot(&self, at: usize) -> Slot {
        match self.kept[at] {
            Kept::Number(low, high, scale) => {
                let digits = (i64::from(high) << 32) | i64::from(low);
                Slot::Value(Scalar::Number(Decimal::new(digits, scale.into())))
            }
            Kept::Other(index) => self.others[index as usize].clone(),
        }
    }

    fn formula(&self, at: usize) -> usize {
        match self.slot(self.formulas[at]) {
            Slot::Formula(id) => id,
            _ => 0,
        }
    }
}

fn small(number: Decimal) -> Option<Kept> {
    let digits = i64::try_from(number.mantissa()).ok()?;
    let low = u32::try_from(digits & 0xffff_ffff).ok()?;
    let high = i32::try_from(digits >> 32).ok()?;
    Some(Kept::Number(low, high, u8::try_from(number.scale()).ok()?))
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
        column
            .rows
            .binary_search(&row)
            .ok()
            .map(|at| column.slot(at))
    }

    /// The cells of an area that hold something, column by column.
    pub(crate) fn cells(&self, area: Area) -> impl Iterator<Item = (u32, u32, Slot)> {
        self.columns
            .range(area.left..=area.right)
            .flat_map(move |(col, column)| {
                let from = column.rows.partition_point(|row| *row < area.top);
                let to = column.rows.partition_point(|row| *row <= area.bottom);
                (from..to).map(move |at| (column.rows[at], *col, column.slot(at)))
            })
    }

    /// The last row and column that hold something.
    pub(crate) fn extent(&self) -> (u32, u32) {
        let row = self
            .columns
            .values()
            .filter_map(|column| column.rows.last())
            .max()
            .copied()
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
            while column.settled < column.formulas.len()
                && formulas[column.formula(column.settled)].outcome.is_some()
            {
                column.settled += 1;
            }
            let from = column
                .formulas
                .partition_point(|at| column.rows[*at] < area.top)
                .max(column.settled);
            for at in from..column.formulas.len() {
                if column.rows[column.formulas[at]] > area.bottom {
                    break;
                }
                let id = column.formula(at);
                if formulas[id].outcome.is_none() {
                    found.push(id);
                }
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_from_their_small_form() {
        let all = [
            "0",
            "-1",
            "0.1",
            "-263500000.25",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "4294967296",
            "-4294967297",
            "0.0000000000000000000000000001",
        ];
        let mut values = SheetValues::default();
        for (row, text) in (1..).zip(all) {
            values.push(row, 1, Slot::Value(Scalar::Number(text.parse().unwrap())));
        }
        for (row, text) in (1..).zip(all) {
            let Some(Slot::Value(Scalar::Number(number))) = values.slot(row, 1) else {
                panic!("{text}");
            };
            assert_eq!(number.to_string(), text);
        }
        assert_eq!(size_of::<Kept>(), 12);
    }
}
