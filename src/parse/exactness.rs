//! How exact figures are: typed ones as their column is, formulas as what they look at (contract, section 5).

use rust_decimal::Decimal;

use crate::base::money::MoneyUnit;
use crate::base::place::{Area, Cell};
use crate::base::reading::Reading;
use crate::read::grid::GridCell;

use super::figures;
use super::reader::Reader;

/// A column of money as it is typed.
pub(super) struct TypedColumn {
    pub col: u16,
    pub unit: MoneyUnit,
    /// The half-width of its typed cells, in đồng; none where all are formulas.
    pub half: Option<Decimal>,
}

impl Reader<'_> {
    /// The half-width of each column, in đồng; `rows` are the lines of the table.
    ///
    /// A column of nothing but formulas is as exact as the coarsest that they look at. Where that cannot be told it is as
    /// the coarsest of its unit: the places of a column in đồng would say nothing of one in tỷ đồng.
    pub(super) fn halves(&self, columns: &[TypedColumn], rows: &[u32]) -> Vec<Decimal> {
        let typed = || columns.iter().filter_map(|c| Some((c.unit, c.half?)));
        let coarsest = |own: MoneyUnit| {
            let same = typed().filter(|(unit, _)| *unit == own);
            let half = same.map(|(_, half)| half).max();
            let half = half.or_else(|| typed().map(|(_, half)| half).max());
            half.unwrap_or_else(|| figures::half_width(0, own))
        };
        let mut halves: Vec<Option<Decimal>> = columns.iter().map(|c| c.half).collect();
        // Where all are alike, whatever is made of them is too.
        let first = typed().next().map(|(_, half)| half);
        if typed().any(|(_, half)| Some(half) != first) {
            let inputs: Vec<Vec<usize>> = columns
                .iter()
                .map(|c| match c.half {
                    Some(_) => Vec::new(),
                    None => self.inputs_of(c.col, columns, rows).unwrap_or_default(),
                })
                .collect();
            // A column may be made of others that are formulas too.
            for _ in columns {
                for (index, inputs) in inputs.iter().enumerate() {
                    if columns[index].half.is_none() {
                        let read: Option<Vec<Decimal>> =
                            inputs.iter().map(|i| halves[*i]).collect();
                        halves[index] = read.and_then(|read| read.into_iter().max());
                    }
                }
            }
        }
        let halves = halves.into_iter().zip(columns);
        halves
            .map(|(half, column)| half.unwrap_or_else(|| coarsest(column.unit)))
            .collect()
    }

    /// The half-width of one figure: that of its column, or of the columns that its formula looks at.
    pub(super) fn half_of(&self, cell: Option<&GridCell>, column: Decimal) -> Decimal {
        let Some(cell) = cell.filter(|cell| cell.formula.is_some()) else {
            return column;
        };
        if self.money.iter().all(|c| c.half == column) {
            return column;
        }
        let areas = self.inputs(cell).unwrap_or_default();
        let inputs = self.money.iter().filter(|c| self.is_read(&areas, c.col));
        inputs.map(|c| c.half).max().unwrap_or(column)
    }

    /// Which of the columns the formulas of another one look at, beside itself; `None` where one of them does not tell.
    fn inputs_of(&self, col: u16, columns: &[TypedColumn], rows: &[u32]) -> Option<Vec<usize>> {
        let mut is_input = vec![false; columns.len()];
        for row in rows {
            let cell = self.grid.get(Cell::new(*row, col));
            let Some(cell) = cell.filter(|cell| cell.formula.is_some()) else {
                continue;
            };
            let areas = self.inputs(cell)?;
            for (is_input, column) in is_input.iter_mut().zip(columns) {
                *is_input |= column.col != col && self.is_read(&areas, column.col);
            }
        }
        let inputs = (0..columns.len()).filter(|index| is_input[*index]);
        Some(inputs.collect())
    }

    /// The rectangles of the table that a formula looks at; `None` where there are none, or others of other sheets.
    fn inputs(&self, cell: &GridCell) -> Option<Vec<Area>> {
        let (first, last) = (self.form.rows.first()?.row, self.form.rows.last()?.row);
        let mut areas = self.page.formulas.looks_at(self.page.index, cell)?;
        areas.retain(|area| area.first.row <= last && first <= area.last.row);
        (!areas.is_empty()).then_some(areas)
    }

    /// Whether a figure of the column stands in one of the rectangles. A blank cell is no input of a row's sum; of more rows
    /// than one some hold something.
    fn is_read(&self, areas: &[Area], col: u16) -> bool {
        areas.iter().any(|area| {
            let spans = (area.first.col..=area.last.col).contains(&col);
            let holds = |row: u32| {
                let cell = self.grid.get(Cell::new(row, col));
                figures::money(cell, &self.styles).reading != Reading::Blank
            };
            spans && (area.first.row != area.last.row || holds(area.first.row))
        })
    }
}
