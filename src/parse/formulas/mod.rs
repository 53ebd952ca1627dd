//! The formulas of a workbook that was read: what they give, as far as the workbook itself tells.
//!
//! A formula without a saved result is computed where every input is known; one with a result is computed anew from
//! the saved values of the cells it looks at. Nothing is computed that nobody asks for, and a workbook that asks for
//! more than `WORK` gets no further results: a formula without a result stays without one (R005).

mod book;
mod cells;
pub mod facts;
mod figures;
mod names;
mod settling;

use std::cell::{Cell as Counter, OnceCell, RefCell};
use std::rc::Rc;

use foldhash::HashMap;
use rust_decimal::Decimal;

use crate::base::formula::eval::{Book, Sums, Unknown, outcome};
use crate::base::formula::expr::Expr;
use crate::base::formula::order;
use crate::base::formula::parse::{Names as _, parse_moving};
use crate::base::formula::reach::reaches;
use crate::base::formula::shape;
use crate::base::formula::values::{Home, Outcome, Scalar, fifteen};
use crate::base::formula::workbook::has_subtotal;
use crate::base::money::MoneyUnit;
use crate::base::number;
use crate::base::place::Cell;
use crate::read::grid::{self, Content, Grid, GridCell, Workbook};

use cells::Cells;
use settling::Settling;

/// How much work the formulas of one workbook may cost, about a cell looked at each.
const WORK: u64 = 8_000_000;
/// The longest formula that Excel knows.
const LONGEST: usize = 8_192;

/// The formulas of one workbook.
pub struct Formulas<'a> {
    workbook: &'a Workbook,
    sheets: Vec<OnceCell<Cells>>,
    shapes: RefCell<HashMap<Box<[u8]>, Rc<Shape>>>,
    key: RefCell<Vec<u8>>,
    /// Outcomes of formulas without a saved result.
    outcomes: RefCell<HashMap<(usize, Cell), Outcome>>,
    sums: RefCell<Sums>,
    /// Some formula of the workbook has no saved result.
    waits: bool,
    left: Counter<u64>,
}

/// A sheet and the formulas of its workbook.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// Its cells.
    pub grid: &'a Grid,
    /// The formulas of its workbook.
    pub formulas: &'a Formulas<'a>,
    /// Which of the workbook's sheets it is.
    pub index: usize,
    /// The money unit that all other forms of the workbook agree on, with the name of the first.
    pub sister: Option<(MoneyUnit, &'a str)>,
}

/// A formula as it stands in one cell, with all its copies.
struct Shape {
    expr: Expr,
    /// Row and column, from 1, of the cell that it was read in.
    origin: (i64, i64),
    text: Box<str>,
    has_subtotal: bool,
    /// A reference in it is computed itself.
    reaches: bool,
    /// An array formula: it takes ranges whole.
    is_array: bool,
}

impl Shape {
    fn shift(&self, at: Cell) -> (i64, i64) {
        let (row, col) = place(at);
        (
            i64::from(row) - self.origin.0,
            i64::from(col) - self.origin.1,
        )
    }
}

/// Row and column from 1, as formulas count.
fn place(at: Cell) -> (u32, u32) {
    (at.row + 1, u32::from(at.col) + 1)
}

/// The cell of a row and a column from 1.
fn cell_of(row: u32, col: u32) -> Option<Cell> {
    Some(Cell::new(
        row.checked_sub(1)?,
        u16::try_from(col.checked_sub(1)?).ok()?,
    ))
}

/// A saved result that is not what the formula gives.
pub(super) struct Differs {
    /// The saved result.
    pub saved: Decimal,
    /// What the saved values of the cells it looks at give.
    pub now: Decimal,
    /// The first cell that it looks at, with its sheet.
    pub input: Option<(usize, Cell)>,
}

/// What came of computing a formula anew.
enum Recomputed {
    /// There is nothing to say about its saved result.
    Agrees,
    /// It is not what the formula gives.
    Differs(Differs),
    /// What the formula gives cannot be told.
    Unknown,
}

impl<'a> Formulas<'a> {
    /// The formulas of a workbook; nothing is computed yet.
    pub fn new(workbook: &'a Workbook) -> Self {
        let mut cells = workbook.sheets.iter().flat_map(|grid| &grid.cells);
        Self {
            workbook,
            waits: cells.any(|cell| cell.content == Content::Uncomputed),
            sheets: workbook.sheets.iter().map(|_| OnceCell::new()).collect(),
            shapes: RefCell::default(),
            key: RefCell::default(),
            outcomes: RefCell::default(),
            sums: RefCell::default(),
            left: Counter::new(WORK),
        }
    }

    fn cells(&self, sheet: usize) -> Option<(&'a Grid, &Cells)> {
        let grid = self.workbook.sheets.get(sheet)?;
        let cells = self.sheets.get(sheet)?.get_or_init(|| Cells::new(grid));
        Some((grid, cells))
    }

    fn get(&self, sheet: usize, at: Cell) -> Option<&'a GridCell> {
        let (grid, cells) = self.cells(sheet)?;
        cells.get(grid, at)
    }

    /// The formula of a cell; `None` where its text is not known, or too long.
    fn shape(&self, sheet: usize, cell: &GridCell) -> Option<Rc<Shape>> {
        let text = cell.formula.as_deref().filter(|t| !t.is_empty())?;
        let size = u64::try_from(text.len()).unwrap_or(u64::MAX);
        if text.len() > LONGEST || self.work(size).is_err() {
            return None;
        }
        let (row, col) = place(cell.at);
        let whole = text.strip_prefix("{=").and_then(|t| t.strip_suffix('}'));
        let (text, is_array) = (whole.unwrap_or(text), whole.is_some());
        let mut key = self.key.borrow_mut();
        key.clear();
        key.extend(sheet.to_le_bytes());
        key.push(u8::from(is_array));
        shape::normal(text, row, col, &mut key);
        let home = Home { sheet, row, col };
        // `[@A]` without a name is a part of the table that the formula stands in, and no copy outside means the same.
        if text.contains('[') {
            key.extend(self.own_table(home).to_le_bytes());
        }
        if let Some(known) = self.shapes.borrow().get(key.as_slice()) {
            return Some(Rc::clone(known));
        }
        // A tree costs memory too.
        self.work(size.saturating_mul(8)).ok()?;
        let expr = parse_moving(text, home, &names::Known(self));
        let made = Rc::new(Shape {
            reaches: reaches(&expr),
            expr,
            origin: (i64::from(row), i64::from(col)),
            text: text.into(),
            has_subtotal: has_subtotal(text),
            is_array,
        });
        self.shapes
            .borrow_mut()
            .insert(key.as_slice().into(), Rc::clone(&made));
        Some(made)
    }

    /// Which table of the workbook a cell lies in, from 1.
    fn own_table(&self, home: Home) -> u32 {
        let all = &self.workbook.tables;
        let count = u64::try_from(all.len()).unwrap_or(u64::MAX);
        if self.work(count).is_err() {
            return 0;
        }
        let known = names::Known(self);
        let is_it = |t: &grid::Table| {
            cell_of(home.row, home.col).is_some_and(|at| t.area.contains(at))
                && known.sheet(&t.sheet) == Some(home.sheet)
        };
        let index = all.iter().position(is_it);
        index.map_or(0, |index| u32::try_from(index + 1).unwrap_or(u32::MAX))
    }

    fn outcome(&self, sheet: usize, at: Cell, shape: &Shape, nudge: i8) -> Outcome {
        let size = u64::try_from(shape.text.len()).unwrap_or(u64::MAX);
        if self.work(size).is_err() {
            return Outcome::Unknown;
        }
        let led = self.reached(sheet, at, shape);
        let at = self.at(sheet, at, shape, nudge);
        let found = outcome(at, led.as_ref().unwrap_or(&shape.expr));
        // Texts may grow from formula to formula, and cost memory.
        if let Outcome::Known(Scalar::Text(text)) = &found
            && self
                .work(u64::try_from(text.len()).unwrap_or(u64::MAX))
                .is_err()
        {
            return Outcome::Unknown;
        }
        found
    }

    /// The result of a formula that was saved without one; `None` where it cannot be computed.
    pub(super) fn computed(&self, sheet: usize, at: Cell) -> Option<Scalar> {
        order::settle(&mut Settling(self), (sheet, at));
        match self.outcomes.borrow().get(&(sheet, at)) {
            Some(Outcome::Known(scalar)) => Some(scalar.clone()),
            _ => None,
        }
    }

    /// Whether the workbook's days count from 1904.
    pub(super) fn days_from_1904(&self) -> bool {
        self.workbook.from_1904
    }

    /// A cell of its own sheet that a formula looks at and that has no result either, or the same error.
    pub(super) fn faulty_inputs(
        &self,
        sheet: usize,
        cell: &GridCell,
        error: Option<&str>,
    ) -> Vec<Cell> {
        let mut found = Vec::new();
        let Some(shape) = self.shape(sheet, cell) else {
            return found;
        };
        let areas = self.looked_at(sheet, cell.at, &shape);
        for area in areas.into_iter().filter(|area| area.sheet == sheet) {
            let _ = self.each(area, &mut |row, col, value| {
                let input = cell_of(row, col).filter(|at| *at != cell.at);
                let input = input.and_then(|at| self.get(sheet, at));
                let is_faulty = |input: &&GridCell| match (&value, error) {
                    (Err(Unknown), None) => input.content == Content::Uncomputed,
                    (Ok(Scalar::Error(name)), Some(error)) => *name == error,
                    _ => false,
                };
                match input.filter(is_faulty) {
                    Some(input) => found.push(input.at),
                    None => return Ok(()),
                }
                // One is enough to tell why.
                Err(Unknown)
            });
            if !found.is_empty() {
                break;
            }
        }
        found
    }

    /// What a formula gives for a number, computed in a cell (its own, or one that it would be copied to).
    fn number(&self, sheet: usize, at: Cell, shape: &Shape, nudge: i8) -> Option<Decimal> {
        self.settle_inputs(sheet, at, shape);
        match self.outcome(sheet, at, shape, nudge) {
            Outcome::Known(Scalar::Number(number)) => Some(number),
            _ => None,
        }
    }

    /// Whether a saved result differs from what the formula gives, beyond what binary fractions explain.
    ///
    /// The formula is computed from the saved values of the cells it looks at, so that one stale value makes one
    /// finding and not one in each formula above it. What a filter hides is in no SUBTOTAL and not known here.
    fn recomputed(&self, sheet: usize, cell: &GridCell, shape: &Shape) -> Recomputed {
        let Content::Number(float) = cell.content else {
            return Recomputed::Agrees;
        };
        let Some(saved) = number::from_float(float).filter(|_| !shape.has_subtotal) else {
            return Recomputed::Unknown;
        };
        let Some(now) = self.number(sheet, cell.at, shape, 0) else {
            return Recomputed::Unknown;
        };
        if self.agree(sheet, cell.at, shape, saved, now) {
            return Recomputed::Agrees;
        }
        let areas = self.looked_at(sheet, cell.at, shape);
        let input = areas
            .first()
            .and_then(|area| Some((area.sheet, cell_of(area.top, area.left)?)));
        Recomputed::Differs(Differs { saved, now, input })
    }

    /// Whether a value is what a formula gives, but for the errors of binary fractions.
    fn agree(&self, sheet: usize, at: Cell, shape: &Shape, value: Decimal, now: Decimal) -> bool {
        let same = |now: Decimal| now == value || fifteen(now) == fifteen(value);
        if same(now) {
            return true;
        }
        let areas = self.looked_at(sheet, at, shape);
        let mut largest = now.abs().max(value.abs()).max(shape.expr.largest_number());
        for area in areas {
            let largest = &mut largest;
            let _ = self.each(area, &mut |_, _, found| {
                if let Ok(Scalar::Number(number)) = found {
                    *largest = number.abs().max(*largest);
                }
                Ok(())
            });
        }
        let noise = largest.checked_mul(Decimal::new(1, 13)).unwrap_or_default();
        let apart = now.checked_sub(value).map(|d| d.abs());
        apart.is_some_and(|apart| apart <= noise)
            // A sum that falls just short of what is rounded up.
            || [-1, 1].into_iter().any(|nudge| {
                matches!(self.outcome(sheet, at, shape, nudge), Outcome::Known(Scalar::Number(n)) if same(n))
            })
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod table_tests;
