//! The rows that a sheet has once it is filled.
//!
//! They are walked three times and never held: for the formulas, for the values that formulas look at, and to be written.

use std::collections::{BTreeMap, BTreeSet};

use super::cellref::cell_name;
use super::cells::{Filling, Shown, Source};
use super::data::Warning;
use super::emit::cached;
use super::error::{Reason, TemplateError};
use super::grid::{CellFormula, Content, GridCell, GridRow, cell_text};
use super::needed::Cells;
use super::plan::Planned;
use super::region::RowMap;
use super::shape::is_all_external;
use super::shift::{Moves, Place};
use super::traced::Figure;
use super::values::{Formula, Outcome, Scalar, SheetValues, Slot};
use super::xml::Element;

/// What is gathered while sheets are laid out.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) formulas: Vec<Formula>,
    pub(super) warnings: BTreeSet<(usize, u32, u32, Warning)>,
    /// Where values went, if that is asked.
    pub(super) figures: Option<Vec<Figure>>,
}

/// A sheet of the template with what is planned for it.
pub(super) struct Sheet<'a> {
    pub(super) index: usize,
    pub(super) name: &'a str,
    pub(super) rows: &'a [GridRow],
    pub(super) planned: &'a [Planned<'a>],
    pub(super) map: &'a RowMap,
    /// Rows outside the blocks that are hidden, since nothing is filled into them.
    pub(super) hidden: &'a [u32],
    pub(super) strings: &'a [Element],
}

/// What is new in a sheet.
#[derive(Debug, Default)]
pub(super) struct Laid {
    /// A cell was filled or a row moved.
    pub(super) changed: bool,
    /// Formulas have to be written anew.
    pub(super) reworded: bool,
    /// New ranges of array formulas.
    pub(super) arrays: BTreeMap<usize, String>,
    /// The index of the sheet's first formula; the others follow as they stand.
    pub(super) first_formula: usize,
}

/// A row of the filled sheet.
#[derive(Clone, Copy)]
pub(super) struct RowAt<'a> {
    /// Which row of the template it is made of.
    pub(super) model: usize,
    pub(super) number: u32,
    pub(super) copy: Option<Copy<'a>>,
    pub(super) hidden: bool,
}

/// A copy of a model row.
#[derive(Clone, Copy)]
pub(super) struct Copy<'a> {
    pub(super) shown: Shown<'a>,
    pub(super) index: usize,
    /// It is the first copy of its model row.
    first: bool,
}

impl Sheet<'_> {
    /// Visits the rows of the filled sheet from top to bottom.
    pub(super) fn walk<E>(
        &self,
        mut visit: impl FnMut(RowAt<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut at = 0;
        while let Some(row) = self.rows.get(at) {
            let planned = self
                .planned
                .iter()
                .find(|planned| planned.region.holds(row.number));
            let Some(planned) = planned else {
                visit(RowAt {
                    model: at,
                    number: self.map.outside(row.number),
                    copy: None,
                    hidden: self.hidden.contains(&row.number),
                })?;
                at += 1;
                continue;
            };
            let models: BTreeMap<u32, usize> = (at..self.rows.len())
                .take_while(|at| planned.region.holds(self.rows[*at].number))
                .map(|at| (self.rows[at].number - planned.region.first, at))
                .collect();
            region(planned, &models, &mut visit)?;
            at += models.len();
        }
        Ok(())
    }
}

fn region<E>(
    planned: &Planned<'_>,
    models: &BTreeMap<u32, usize>,
    visit: &mut impl FnMut(RowAt<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let depth = |level: &str| {
        let found = planned.prefixes.iter().position(|prefix| prefix == level);
        found.unwrap_or(0)
    };
    let mut items: BTreeMap<&str, usize> = BTreeMap::new();
    let mut seen: BTreeSet<u32> = BTreeSet::new();
    let copies = (planned.region.start..).zip(planned.region.copies.iter());
    for (index, (number, copy)) in copies.enumerate() {
        let level = planned
            .levels
            .get(*copy as usize)
            .map_or("", String::as_str);
        let own = depth(level);
        items.retain(|other, _| depth(other) < own);
        if let Some(item) = planned.items.get(index) {
            items.insert(level, item);
        }
        let Some(model) = models.get(copy) else {
            continue;
        };
        visit(RowAt {
            model: *model,
            number,
            copy: Some(Copy {
                shown: Shown {
                    planned,
                    items: &items,
                },
                index,
                first: seen.insert(*copy),
            }),
            hidden: planned.hidden,
        })?;
    }
    Ok(())
}

/// Lays a sheet out: moves its formulas, notes its placeholders and hidden rows.
pub(super) fn lay_out(
    sheet: &Sheet<'_>,
    source: &Source<'_>,
    moves: &Moves,
    gathered: &mut Gathered,
) -> Result<(Laid, SheetValues), TemplateError> {
    let mut layout = Layout {
        sheet,
        source,
        moves,
        laid: Laid {
            changed: !sheet.map.is_still(),
            reworded: !sheet.map.is_still(),
            arrays: BTreeMap::new(),
            first_formula: gathered.formulas.len(),
        },
        gathered,
        values: SheetValues::default(),
    };
    sheet.walk(|row| layout.row(row))?;
    Ok((layout.laid, layout.values))
}

/// Puts the values into place that something looks at; formulas are those that [`lay_out`] found.
pub(super) fn values(
    sheet: &Sheet<'_>,
    source: &Source<'_>,
    laid: &Laid,
    needed: &Cells,
    values: &mut SheetValues,
) {
    if needed.is_empty() {
        return;
    }
    let mut next = laid.first_formula;
    let mut inside = String::new();
    let mut row = |at: RowAt<'_>| {
        for cell in &sheet.rows[at.model].cells {
            let id = next;
            next += usize::from(cell.is_computed());
            if !needed.holds(at.number, cell.col) {
                continue;
            }
            let slot = match &cell.content {
                Content::Plain => plain_value(&cell.element, sheet.strings),
                Content::Formula(formula) if !formula.table => Some(Slot::Formula(id)),
                Content::Member | Content::Formula(_) => Some(Slot::Unknown),
                Content::Holes(pieces, text) => {
                    let shown = at.copy.map(|copy| copy.shown);
                    inside.clear();
                    match source.fill(pieces, text, cell.element.prefix(), shown, &mut inside) {
                        Filling::Number(number) => Some(Slot::Value(Scalar::Number(number))),
                        Filling::Text(text) => Some(Slot::Value(Scalar::text(&text))),
                        Filling::Blank => None,
                    }
                }
            };
            if let Some(slot) = slot {
                values.push(at.number, cell.col, slot);
            }
        }
        Ok::<(), std::convert::Infallible>(())
    };
    let Ok(()) = sheet.walk(&mut row);
}

struct Layout<'a, 'b> {
    sheet: &'a Sheet<'a>,
    source: &'b Source<'b>,
    moves: &'b Moves,
    gathered: &'b mut Gathered,
    laid: Laid,
    values: SheetValues,
}

impl Layout<'_, '_> {
    fn row(&mut self, at: RowAt<'_>) -> Result<(), TemplateError> {
        let row = &self.sheet.rows[at.model];
        if at.hidden || row.is_hidden() {
            self.values.hidden.insert(at.number);
        }
        for cell in &row.cells {
            match &cell.content {
                Content::Plain | Content::Member => {}
                Content::Formula(formula) if formula.table => {
                    if !self.sheet.map.is_still() {
                        return Err(self.refuse(row.number, cell.col, Reason::DataTable));
                    }
                }
                Content::Formula(formula) => self.formula(row, cell, formula, at)?,
                Content::Holes(..) => {
                    self.laid.changed = true;
                    self.note(row, cell, at);
                }
            }
        }
        Ok(())
    }

    /// Notes what is unknown, and where the rest went.
    fn note(&mut self, row: &GridRow, cell: &GridCell, at: RowAt<'_>) {
        let shown = at.copy.map(|copy| copy.shown);
        let first = at.copy.is_none_or(|copy| copy.first);
        if !first && self.gathered.figures.is_none() {
            return;
        }
        for hole in cell.holes() {
            if self.source.is_unknown(hole, shown) {
                if first {
                    let warning = Warning {
                        sheet: self.sheet.name.to_owned(),
                        cell: cell_name(row.number, cell.col),
                        placeholder: hole.written(),
                        nearest: self.source.nearest(hole),
                    };
                    self.gathered.warnings.insert((
                        self.sheet.index,
                        row.number,
                        cell.col,
                        warning,
                    ));
                }
                continue;
            }
            if let Some(figures) = &mut self.gathered.figures {
                figures.extend(self.source.figure(self.sheet.name, hole, cell.col, at));
            }
        }
    }

    fn formula(
        &mut self,
        row: &GridRow,
        cell: &GridCell,
        formula: &CellFormula,
        at: RowAt<'_>,
    ) -> Result<(), TemplateError> {
        let id = self.gathered.formulas.len();
        let place = Place {
            sheet: self.sheet.name,
            copy: at
                .copy
                .map(|copy| (&copy.shown.planned.region, copy.index, row.number)),
            union: false,
            grow: false,
        };
        let text = self.moves.formula(&formula.text, place).map_err(|stuck| {
            self.refuse(row.number, cell.col, Reason::Reference(stuck.reference))
        })?;
        if let Some(array) = formula.array {
            let (top, bottom) = array.row_span();
            if top != bottom
                && self.sheet.map.regions().iter().any(|region| {
                    region.first <= bottom && region.last >= top && !self.sheet.map.is_still()
                })
            {
                return Err(self.refuse(row.number, cell.col, Reason::Array));
            }
            self.laid.arrays.insert(
                id,
                array
                    .with_rows(at.number, at.number + (bottom - top))
                    .to_string(),
            );
        }
        self.laid.reworded |= text != formula.text;
        // What was taken from another workbook stays as it was saved.
        let is_same = text == formula.text && is_all_external(&text);
        let saved = is_same.then(|| saved(&cell.element)).flatten();
        self.gathered.formulas.push(Formula {
            sheet: self.sheet.index,
            row: at.number,
            col: cell.col,
            text,
            array: formula.array.is_some(),
            outcome: saved.map(Outcome::Known),
        });
        Ok(())
    }

    fn refuse(&self, row: u32, col: u32, reason: Reason) -> TemplateError {
        TemplateError::Cell {
            sheet: self.sheet.name.to_owned(),
            cell: cell_name(row, col),
            reason,
        }
    }
}

/// The value of a cell that nothing changes.
fn plain_value(cell: &Element, strings: &[Element]) -> Option<Slot> {
    let kind = cell.attr("t").unwrap_or_default();
    if matches!(kind.as_str(), "s" | "inlineStr" | "str") {
        return cell_text(cell, strings).map(|text| Slot::Value(Scalar::text(&text)));
    }
    let value = cell.child("v")?.text();
    if value.trim().is_empty() {
        return None;
    }
    Some(cached(&kind, &value).map_or(Slot::Unknown, Slot::Value))
}

/// The result that a formula was saved with.
fn saved(cell: &Element) -> Option<Scalar> {
    let kind = cell.attr("t").unwrap_or_default();
    cached(&kind, &cell.child("v")?.text())
}
