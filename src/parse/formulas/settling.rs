//! What a formula builds on, computed before it.

use std::rc::Rc;

use crate::base::formula::eval::{At, Book as _};
use crate::base::formula::expr::Expr;
use crate::base::formula::order::{self, Waiting};
use crate::base::formula::reach::reached;
use crate::base::formula::values::{Area, Outcome};
use crate::base::place::Cell;

use super::{Formulas, Shape, names, place};

impl Formulas<'_> {
    /// Where a formula stands.
    pub(super) fn at(&self, sheet: usize, at: Cell, shape: &Shape, nudge: i8) -> At<'_> {
        let (row, col) = place(at);
        At {
            book: self,
            sheet,
            row,
            col,
            array: shape.is_array,
            shift: shape.shift(at),
            nudge,
        }
    }

    /// A formula with its computed references as the areas that they lead to, as far as these are known by now; `None`
    /// where it has none or costs too much.
    pub(super) fn reached(&self, sheet: usize, at: Cell, shape: &Shape) -> Option<Expr> {
        let size = u64::try_from(shape.text.len()).unwrap_or(u64::MAX);
        if !shape.reaches || self.work(size.saturating_mul(8)).is_err() {
            return None;
        }
        let at = self.at(sheet, at, shape, 0);
        Some(reached(at, &shape.expr, &names::Known(self)))
    }

    /// The areas that a formula looks at.
    pub(super) fn looked_at(&self, sheet: usize, at: Cell, shape: &Shape) -> Vec<Area> {
        let mut areas = Vec::new();
        let led = self.reached(sheet, at, shape);
        let expr = led.as_ref().unwrap_or(&shape.expr);
        expr.areas(shape.shift(at), &mut areas);
        areas
    }

    /// Computes what a formula looks at and what has no saved result.
    pub(super) fn settle_inputs(&self, sheet: usize, at: Cell, shape: &Shape) {
        if !self.waits {
            return;
        }
        let mut pending = Vec::new();
        loop {
            pending.clear();
            for area in self.looked_at(sheet, at, shape) {
                self.pending(area, &mut pending);
            }
            for id in &pending {
                order::settle(&mut Settling(self), *id);
            }
            // What was computed may tell where a reference leads.
            if pending.is_empty() || !shape.reaches {
                break;
            }
        }
    }

    /// Formulas of an area without a saved result or an outcome.
    fn pending(&self, area: Area, found: &mut Vec<(usize, Cell)>) {
        let Some((_, cells)) = self.cells(area.sheet) else {
            return;
        };
        let outcomes = self.outcomes.borrow();
        cells.uncomputed(area, &mut |at| {
            if outcomes.contains_key(&(area.sheet, at)) {
                return self.work(1).ok().map(|()| true);
            }
            // Waiting formulas cost memory.
            self.work(8).ok()?;
            found.push((area.sheet, at));
            Some(false)
        });
    }
}

/// The formulas of a workbook that wait for each other.
pub(super) struct Settling<'f, 'a>(pub(super) &'f Formulas<'a>);

impl Waiting for Settling<'_, '_> {
    type Id = (usize, Cell);
    type Read = Rc<Shape>;

    fn is_settled(&self, id: Self::Id) -> bool {
        self.0.outcomes.borrow().contains_key(&id)
    }

    fn read(&mut self, (sheet, at): Self::Id, pending: &mut Vec<Self::Id>) -> Option<Rc<Shape>> {
        let cell = self.0.get(sheet, at)?;
        let shape = self.0.shape(sheet, cell)?;
        let mut areas = Vec::new();
        shape.expr.areas(shape.shift(at), &mut areas);
        for area in areas {
            self.0.pending(area, pending);
        }
        self.0.work(0).ok()?;
        Some(shape)
    }

    fn reach(
        &mut self,
        (sheet, at): Self::Id,
        shape: Rc<Shape>,
        pending: &mut Vec<Self::Id>,
    ) -> Option<Rc<Shape>> {
        if shape.reaches {
            for area in self.0.looked_at(sheet, at, &shape) {
                self.0.pending(area, pending);
            }
        }
        Some(shape)
    }

    fn settle(&mut self, (sheet, at): Self::Id, read: Option<&Rc<Shape>>) {
        let found = read.map_or(Outcome::Unknown, |shape| {
            self.0.outcome(sheet, at, shape, 0)
        });
        self.0.outcomes.borrow_mut().insert((sheet, at), found);
    }
}
