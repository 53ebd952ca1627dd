//! The rows that a sheet has once it is filled.

use std::collections::{BTreeMap, BTreeSet};

use super::cellref::cell_name;
use super::cells::{Filling, Shown, Source};
use super::data::{Figure, Warning};
use super::emit::{Out, OutCell, OutRow, OutSheet, cached};
use super::error::{Reason, TemplateError};
use super::grid::{CellFormula, Content, GridCell, GridRow, cell_text};
use super::plan::Planned;
use super::region::RowMap;
use super::shift::{Moves, Place};
use super::values::{Formula, Scalar, SheetValues, Slot};
use super::xml::Element;

/// What is gathered while sheets are laid out.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) formulas: Vec<Formula>,
    pub(super) warnings: BTreeSet<(usize, u32, u32, Warning)>,
    /// Where values went, if that is asked.
    pub(super) figures: Option<Vec<Figure>>,
    pub(super) cells_written: usize,
}

/// A sheet of the template with what is planned for it.
pub(super) struct Sheet<'a> {
    pub(super) index: usize,
    pub(super) name: &'a str,
    pub(super) rows: &'a [GridRow],
    pub(super) planned: &'a [Planned],
    pub(super) map: &'a RowMap,
    pub(super) strings: &'a [Element],
}

/// Lays a sheet out: fills its cells, repeats its model rows, moves its formulas.
pub(super) fn lay_out<'a>(
    sheet: &'a Sheet<'a>,
    source: &Source<'a>,
    moves: &Moves,
    gathered: &mut Gathered,
) -> Result<(OutSheet, SheetValues), TemplateError> {
    let mut layout = Layout {
        sheet,
        source,
        moves,
        gathered,
        out: OutSheet {
            rows: Vec::new(),
            changed: !sheet.map.is_still(),
            reworded: !sheet.map.is_still(),
            arrays: BTreeMap::new(),
        },
        values: SheetValues::default(),
    };
    let mut at = 0;
    while let Some(row) = sheet.rows.get(at) {
        let Some(planned) = sheet
            .planned
            .iter()
            .find(|planned| planned.region.holds(row.number))
        else {
            layout.row(at, sheet.map.outside(row.number), None, false)?;
            at += 1;
            continue;
        };
        let models: BTreeMap<u32, usize> = (at..sheet.rows.len())
            .take_while(|at| planned.region.holds(sheet.rows[*at].number))
            .map(|at| (sheet.rows[at].number, at))
            .collect();
        layout.region(planned, &models)?;
        at += models.len();
    }
    Ok((layout.out, layout.values))
}

struct Layout<'a, 'b> {
    sheet: &'a Sheet<'a>,
    source: &'b Source<'a>,
    moves: &'b Moves,
    gathered: &'b mut Gathered,
    out: OutSheet,
    values: SheetValues,
}

/// A copy of a model row.
#[derive(Clone, Copy)]
struct Copy<'a> {
    shown: Shown<'a>,
    index: usize,
}

impl<'a> Layout<'a, '_> {
    fn region(
        &mut self,
        planned: &'a Planned,
        models: &BTreeMap<u32, usize>,
    ) -> Result<(), TemplateError> {
        let list = self.source.data.lists.get(&planned.list);
        let mut items: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, ((number, copy), item)) in (planned.region.start..)
            .zip(&planned.region.copies)
            .zip(&planned.items)
            .enumerate()
        {
            let level = planned
                .levels
                .get(*copy as usize)
                .map_or("", String::as_str);
            let depth = planned
                .prefixes
                .iter()
                .position(|prefix| prefix == level)
                .unwrap_or(0);
            items.retain(|other, _| {
                planned
                    .prefixes
                    .iter()
                    .position(|prefix| prefix == other)
                    .unwrap_or(0)
                    < depth
            });
            if let (Some(item), Some(_)) = (item, list) {
                items.insert(level, *item);
            }
            let Some(model) = models.get(&(planned.region.first + copy)) else {
                continue;
            };
            let copy = Copy {
                shown: Shown {
                    planned,
                    items: &items.clone(),
                },
                index,
            };
            self.row_of(*model, number, Some(copy), planned.hidden)?;
        }
        Ok(())
    }

    fn row(
        &mut self,
        model: usize,
        number: u32,
        copy: Option<Copy<'_>>,
        hidden: bool,
    ) -> Result<(), TemplateError> {
        self.row_of(model, number, copy, hidden)
    }

    fn row_of(
        &mut self,
        model: usize,
        number: u32,
        copy: Option<Copy<'_>>,
        hidden: bool,
    ) -> Result<(), TemplateError> {
        let row = &self.sheet.rows[model];
        if hidden
            || row
                .element
                .attr("hidden")
                .is_some_and(|flag| flag == "1" || flag == "true")
        {
            self.values.hidden.insert(number);
        }
        let mut cells = Vec::with_capacity(row.cells.len());
        for (index, cell) in row.cells.iter().enumerate() {
            let (what, slot) = self.cell(row, cell, number, copy)?;
            if let Some(slot) = slot {
                self.values.push(number, cell.col, slot);
            }
            cells.push(OutCell { model: index, what });
        }
        self.out.rows.push(OutRow {
            number,
            model,
            hidden,
            cells,
        });
        Ok(())
    }

    fn cell(
        &mut self,
        row: &GridRow,
        cell: &GridCell,
        number: u32,
        copy: Option<Copy<'_>>,
    ) -> Result<(Out, Option<Slot>), TemplateError> {
        Ok(match &cell.content {
            Content::Plain => (Out::Same, plain_value(&cell.element, self.sheet.strings)),
            Content::Member => (Out::Uncomputed, Some(Slot::Unknown)),
            Content::Formula(formula) if formula.table => {
                if !self.sheet.map.is_still() {
                    return Err(self.refuse(row.number, cell.col, Reason::Array));
                }
                (Out::Uncomputed, Some(Slot::Unknown))
            }
            Content::Formula(formula) => self.formula(row, cell, formula, number, copy)?,
            Content::Holes(pieces, source) => {
                self.out.changed = true;
                let shown = copy.map(|copy| copy.shown);
                let filling = self
                    .source
                    .fill(pieces, source, cell.element.prefix(), shown);
                self.note(row, cell, number, copy);
                let slot = match &filling {
                    Filling::Number(number) => Some(Slot::Value(Scalar::Number(*number))),
                    Filling::Text(text, _) => Some(Slot::Value(Scalar::text(text))),
                    Filling::Blank => None,
                };
                self.gathered.cells_written += usize::from(filling != Filling::Blank);
                (Out::Filled(filling), slot)
            }
        })
    }

    /// Notes what is unknown, and where the rest went.
    fn note(&mut self, row: &GridRow, cell: &GridCell, number: u32, copy: Option<Copy<'_>>) {
        let shown = copy.map(|copy| copy.shown);
        let first = copy.is_none_or(|copy| {
            copy.index == 0
                || copy.shown.planned.region.copies[..copy.index]
                    .iter()
                    .all(|other| copy.shown.planned.region.first + other != row.number)
        });
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
                let item = copy.and_then(|copy| copy.shown.items.get(hole.prefix()).copied());
                figures.push(Figure {
                    sheet: self.sheet.name.to_owned(),
                    cell: cell_name(number, cell.col),
                    name: hole.name.clone(),
                    item,
                });
            }
        }
    }

    fn formula(
        &mut self,
        row: &GridRow,
        cell: &GridCell,
        formula: &CellFormula,
        number: u32,
        copy: Option<Copy<'_>>,
    ) -> Result<(Out, Option<Slot>), TemplateError> {
        let id = self.gathered.formulas.len();
        let copied = copy.map(|copy| (&copy.shown.planned.region, copy.index, row.number));
        let place = Place {
            sheet: self.sheet.name,
            copy: copied,
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
            self.out.arrays.insert(
                id,
                array.with_rows(number, number + (bottom - top)).to_string(),
            );
        }
        self.out.reworded |= text != formula.text;
        self.gathered.formulas.push(Formula {
            sheet: self.sheet.index,
            row: number,
            col: cell.col,
            text,
            array: formula.array.is_some(),
            outcome: None,
        });
        Ok((Out::Formula(id), Some(Slot::Formula(id))))
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
