//! The cells of a workbook that was read, as formulas see them.

use std::cell::RefCell;

use crate::base::formula::eval::{Book, Result, Sums, Take, Unknown};
use crate::base::formula::values::error_name;
use crate::base::formula::values::{Area, Outcome, Scalar};
use crate::base::formula::workbook::has_subtotal;
use crate::base::number;
use crate::read::grid::{Content, GridCell};

use super::{Formulas, cell_of, place};

/// The longest text that a formula is given; one in a cell may have 32,767 characters, which cost too much to compare.
const LONGEST_TEXT: usize = 1_000;

impl Formulas<'_> {
    /// A cell's value as a range sees it: texts are texts, even where they look like numbers.
    fn scalar(&self, sheet: usize, cell: &GridCell) -> Result<Scalar> {
        match &cell.content {
            Content::Number(x) => number::from_float(*x).map(Scalar::Number).ok_or(Unknown),
            Content::Bool(value) => Ok(Scalar::Bool(*value)),
            Content::Error(name) => error_name(name).map(Scalar::Error).ok_or(Unknown),
            Content::Text(text) => {
                self.work(u64::try_from(text.len()).unwrap_or(u64::MAX))?;
                if text.len() > LONGEST_TEXT {
                    return Err(Unknown);
                }
                Ok(Scalar::text(text))
            }
            // The time of day is not kept.
            Content::Date(_) => Err(Unknown),
            Content::Uncomputed => match self.outcomes.borrow().get(&(sheet, cell.at)) {
                Some(Outcome::Known(scalar)) => Ok(scalar.clone()),
                Some(Outcome::Unknown) | None => Err(Unknown),
            },
        }
    }
}

/// Whether Excel might take a text for a number or a date, which depends on the computer it runs on.
fn is_numeral(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && !text.trim_start().starts_with(char::is_alphabetic)
        && text.chars().filter(|c| c.is_alphabetic()).count() <= 4
}

impl Book for Formulas<'_> {
    fn cell(&self, sheet: usize, row: u32, col: u32) -> Result<Scalar> {
        self.work(1)?;
        let at = cell_of(row, col).ok_or(Unknown)?;
        let Some(cell) = self.get(sheet, at) else {
            return Ok(Scalar::Blank);
        };
        match self.scalar(sheet, cell)? {
            Scalar::Text(text) if is_numeral(&text) => Err(Unknown),
            scalar => Ok(scalar),
        }
    }

    fn each(&self, area: Area, take: Take<'_>) -> Result<()> {
        let (grid, cells) = self.cells(area.sheet).ok_or(Unknown)?;
        cells.each(grid, area, &mut |_| self.work(1), &mut |cell| {
            let (row, col) = place(cell.at);
            take(row, col, self.scalar(area.sheet, cell))
        })
    }

    fn extent(&self, sheet: usize) -> (u32, u32) {
        self.cells(sheet)
            .map_or((1, 1), |(_, cells)| cells.extent())
    }

    fn is_hidden(&self, sheet: usize, row: u32) -> Result<bool> {
        let grid = self.workbook.sheets.get(sheet).ok_or(Unknown)?;
        Ok(row
            .checked_sub(1)
            .is_some_and(|row| grid.hidden.rows.contains(row)))
    }

    fn is_subtotal(&self, sheet: usize, row: u32, col: u32) -> bool {
        let cell = cell_of(row, col).and_then(|at| self.get(sheet, at));
        cell.and_then(|c| c.formula.as_deref())
            .is_some_and(has_subtotal)
    }

    fn sums(&self) -> &RefCell<Sums> {
        &self.sums
    }

    fn work(&self, cost: u64) -> Result<()> {
        match self.left.get().checked_sub(cost) {
            Some(left) if left > 0 => {
                self.left.set(left);
                Ok(())
            }
            _ => {
                self.left.set(0);
                Err(Unknown)
            }
        }
    }

    fn intersects(&self) -> bool {
        false
    }

    fn is_from_1904(&self) -> bool {
        self.workbook.from_1904
    }
}
