//! A workbook that is kept whole, and whose formulas are all computed.

use std::cell::RefCell;

use super::eval::{At, Book, Result, Sums, Take, Unknown, outcome};
use super::expr::{Expr, Names, parse};
use super::order::{self, Waiting};
use super::values::{Area, Formula, Outcome, Scalar, SheetValues, Slot};

/// A workbook whose formulas are computed.
pub(crate) struct Workbook {
    pub(crate) sheets: Vec<SheetValues>,
    pub(crate) formulas: Vec<Formula>,
    pub(crate) sums: RefCell<Sums>,
    /// Days count from 1904.
    pub(crate) is_1904: bool,
}

impl Workbook {
    /// Computes every formula.
    pub(crate) fn compute(&mut self, names: &dyn Names) {
        let mut computing = Computing { book: self, names };
        for id in 0..computing.book.formulas.len() {
            order::settle(&mut computing, id);
        }
    }

    /// The value of a slot.
    fn slot(&self, slot: Slot) -> Result<Scalar> {
        match slot {
            Slot::Value(scalar) => Ok(scalar),
            Slot::Unknown => Err(Unknown),
            Slot::Formula(id) => match &self.formulas[id].outcome {
                Some(Outcome::Known(scalar)) => Ok(scalar.clone()),
                Some(Outcome::Unknown) | None => Err(Unknown),
            },
        }
    }
}

struct Computing<'a> {
    book: &'a mut Workbook,
    names: &'a dyn Names,
}

impl Waiting for Computing<'_> {
    type Id = usize;
    type Read = Expr;

    fn is_settled(&self, id: usize) -> bool {
        self.book.formulas[id].outcome.is_some()
    }

    fn read(&mut self, id: usize, pending: &mut Vec<usize>) -> Option<Expr> {
        let book = &mut *self.book;
        let formula = &book.formulas[id];
        let expr = parse(&formula.text, formula.home(), self.names);
        let mut areas = Vec::new();
        expr.areas((0, 0), &mut areas);
        for area in areas {
            book.sheets[area.sheet].pending(area, &book.formulas, pending);
        }
        Some(expr)
    }

    fn settle(&mut self, id: usize, read: Option<&Expr>) {
        let found = read.map_or(Outcome::Unknown, |expr| {
            let formula = &self.book.formulas[id];
            let at = At {
                book: &*self.book,
                sheet: formula.sheet,
                row: formula.row,
                col: formula.col,
                array: formula.array,
                shift: (0, 0),
                nudge: 0,
            };
            outcome(at, expr)
        });
        self.book.formulas[id].outcome = Some(found);
    }
}

impl Book for Workbook {
    fn cell(&self, sheet: usize, row: u32, col: u32) -> Result<Scalar> {
        self.sheets[sheet]
            .slot(row, col)
            .map_or(Ok(Scalar::Blank), |slot| self.slot(slot))
    }

    fn each(&self, area: Area, take: Take<'_>) -> Result<()> {
        for (row, col, slot) in self.sheets[area.sheet].cells(area) {
            take(row, col, self.slot(slot))?;
        }
        Ok(())
    }

    fn extent(&self, sheet: usize) -> (u32, u32) {
        self.sheets[sheet].extent()
    }

    fn is_hidden(&self, sheet: usize, row: u32) -> Result<bool> {
        Ok(self.sheets[sheet].hidden.contains(&row))
    }

    fn is_subtotal(&self, sheet: usize, row: u32, col: u32) -> bool {
        match self.sheets[sheet].slot(row, col) {
            Some(Slot::Formula(id)) => has_subtotal(&self.formulas[id].text),
            _ => false,
        }
    }

    fn sums(&self) -> &RefCell<Sums> {
        &self.sums
    }

    fn is_from_1904(&self) -> bool {
        self.is_1904
    }
}

/// Whether a formula has a SUBTOTAL in it.
pub(crate) fn has_subtotal(formula: &str) -> bool {
    formula.to_ascii_uppercase().contains("SUBTOTAL(")
}
