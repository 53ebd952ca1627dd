//! A workbook that is kept whole, and whose formulas are all computed.

use std::cell::RefCell;

use super::eval::{At, Book, Result, Sums, Take, Unknown, outcome};
use super::expr::Expr;
use super::order::{self, Waiting};
use super::parse::{Names, parse};
use super::reach::{reached, reaches};
use super::values::{Area, Formula, Home, Outcome, Scalar, SheetValues, Slot};

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

    /// Where a formula stands.
    fn place(&self, id: usize) -> At<'_> {
        let formula = &self.formulas[id];
        At {
            book: self,
            sheet: formula.sheet,
            row: formula.row,
            col: formula.col,
            array: formula.array,
            shift: (0, 0),
            nudge: 0,
        }
    }

    /// A formula as it was computed: each reference that is computed itself is the area that it leads to.
    pub(crate) fn computed(&self, id: usize, names: &dyn Names) -> Expr {
        let formula = &self.formulas[id];
        read_at(self.place(id), &formula.text, formula.home(), names)
    }

    /// A text that stands in no cell, as a chart or a name has it, read as [`Self::computed`] does.
    pub(crate) fn read_nowhere(&self, text: &str, names: &dyn Names) -> Expr {
        let home = Home::nowhere(usize::MAX);
        let at = At {
            book: self,
            sheet: home.sheet,
            row: home.row,
            col: home.col,
            array: false,
            shift: (0, 0),
            nudge: 0,
        };
        read_at(at, text, home, names)
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

/// A formula with each computed reference as the area that it leads to.
fn read_at(at: At<'_>, text: &str, home: Home, names: &dyn Names) -> Expr {
    let read = parse(text, home, names);
    if reaches(&read) {
        reached(at, &read, names)
    } else {
        read
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
        let formula = &self.book.formulas[id];
        let expr = parse(&formula.text, formula.home(), self.names);
        self.wait_for(&expr, pending);
        Some(expr)
    }

    fn reach(&mut self, id: usize, read: Expr, pending: &mut Vec<usize>) -> Option<Expr> {
        if !reaches(&read) {
            return Some(read);
        }
        let found = reached(self.book.place(id), &read, self.names);
        self.wait_for(&found, pending);
        Some(found)
    }

    fn settle(&mut self, id: usize, read: Option<&Expr>) {
        let found = read.map_or(Outcome::Unknown, |expr| outcome(self.book.place(id), expr));
        self.book.formulas[id].outcome = Some(found);
    }
}

impl Computing<'_> {
    /// Adds the formulas that an expression looks at and that have no outcome yet.
    fn wait_for(&mut self, expr: &Expr, pending: &mut Vec<usize>) {
        let book = &mut *self.book;
        let mut areas = Vec::new();
        expr.areas((0, 0), &mut areas);
        for area in areas {
            book.sheets[area.sheet].pending(area, &book.formulas, pending);
        }
    }
}

impl Book for Workbook {
    fn cell(&self, sheet: usize, row: u32, col: u32) -> Result<Scalar> {
        let sheet = self.sheets.get(sheet).ok_or(Unknown)?;
        sheet
            .slot(row, col)
            .map_or(Ok(Scalar::Blank), |slot| self.slot(slot))
    }

    fn each(&self, area: Area, take: Take<'_>) -> Result<()> {
        let sheet = self.sheets.get(area.sheet).ok_or(Unknown)?;
        for (row, col, slot) in sheet.cells(area) {
            take(row, col, self.slot(slot))?;
        }
        Ok(())
    }

    fn extent(&self, sheet: usize) -> (u32, u32) {
        self.sheets.get(sheet).map_or((1, 1), SheetValues::extent)
    }

    fn is_hidden(&self, sheet: usize, row: u32) -> Result<bool> {
        let sheet = self.sheets.get(sheet).ok_or(Unknown)?;
        Ok(sheet.hidden.contains(&row))
    }

    fn is_subtotal(&self, sheet: usize, row: u32, col: u32) -> bool {
        match self
            .sheets
            .get(sheet)
            .and_then(|sheet| sheet.slot(row, col))
        {
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
