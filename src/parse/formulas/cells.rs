//! The cells of one sheet as formulas look at them: by rectangles, and those without a result.

use std::cell::Cell as Counter;
use std::collections::BTreeMap;

use crate::base::formula::eval::Result;
use crate::base::formula::values::Area;
use crate::base::place::Cell;
use crate::read::grid::{Content, Grid, GridCell};

/// The rows of a sheet, and its formulas without a saved result.
pub(super) struct Cells {
    /// Each row that holds a cell, from 0, with the index of its first cell.
    rows: Vec<(u32, usize)>,
    uncomputed: BTreeMap<u16, Waiting>,
    last_col: u16,
}

/// Formulas of one column without a saved result.
#[derive(Default)]
struct Waiting {
    rows: Vec<u32>,
    /// How many of the first are known to be settled: most are from top to bottom.
    settled: Counter<usize>,
}

impl Cells {
    pub(super) fn new(grid: &Grid) -> Self {
        let mut made = Self {
            rows: Vec::new(),
            uncomputed: BTreeMap::new(),
            last_col: 0,
        };
        for (index, cell) in grid.cells.iter().enumerate() {
            if made.rows.last().is_none_or(|(row, _)| *row != cell.at.row) {
                made.rows.push((cell.at.row, index));
            }
            made.last_col = made.last_col.max(cell.at.col);
            if cell.content == Content::Uncomputed {
                let column = made.uncomputed.entry(cell.at.col).or_default();
                column.rows.push(cell.at.row);
            }
        }
        made
    }

    fn row<'a>(&self, grid: &'a Grid, index: usize) -> &'a [GridCell] {
        let from = self.rows.get(index).map_or(0, |(_, from)| *from);
        let to = self
            .rows
            .get(index + 1)
            .map_or(grid.cells.len(), |(_, to)| *to);
        grid.cells.get(from..to).unwrap_or_default()
    }

    /// One cell.
    pub(super) fn get<'a>(&self, grid: &'a Grid, at: Cell) -> Option<&'a GridCell> {
        let index = self.rows.binary_search_by_key(&at.row, |(r, _)| *r).ok()?;
        let row = self.row(grid, index);
        row.binary_search_by_key(&at.col, |c| c.at.col)
            .ok()
            .and_then(|at| row.get(at))
    }

    /// Last row and column that hold something, from 1.
    pub(super) fn extent(&self) -> (u32, u32) {
        let row = self.rows.last().map_or(0, |(row, _)| *row);
        (row + 1, u32::from(self.last_col) + 1)
    }

    /// Takes every cell of an area, row by row; `work` is asked before each row and each cell.
    pub(super) fn each<'a>(
        &self,
        grid: &'a Grid,
        area: Area,
        work: &mut dyn FnMut(Cell) -> Result<()>,
        take: &mut dyn FnMut(&'a GridCell) -> Result<()>,
    ) -> Result<()> {
        let first = self.rows.partition_point(|(row, _)| row + 1 < area.top);
        for index in first..self.rows.len() {
            let row = self.row(grid, index);
            let Some(head) = row.first().filter(|c| c.at.row < area.bottom) else {
                break;
            };
            work(head.at)?;
            let left = row.partition_point(|c| u32::from(c.at.col) + 1 < area.left);
            for cell in row.iter().skip(left) {
                if u32::from(cell.at.col) + 1 > area.right {
                    break;
                }
                work(cell.at)?;
                take(cell)?;
            }
        }
        Ok(())
    }

    /// Takes the formulas of an area without a saved result; `take` says whether it is settled, or `None` to stop.
    pub(super) fn uncomputed(&self, area: Area, take: &mut dyn FnMut(Cell) -> Option<bool>) {
        let to_col = |n: u32| u16::try_from(n.saturating_sub(1)).unwrap_or(u16::MAX);
        for (col, column) in self
            .uncomputed
            .range(to_col(area.left)..=to_col(area.right))
        {
            let first = column.rows.partition_point(|row| row + 1 < area.top);
            // All that stand before are settled for good.
            let mut settled = column.settled.get();
            for (index, row) in column.rows.iter().enumerate().skip(first.max(settled)) {
                if row + 1 > area.bottom {
                    break;
                }
                match take(Cell::new(*row, *col)) {
                    Some(true) if index == settled => settled += 1,
                    Some(_) => {}
                    None => return,
                }
            }
            column.settled.set(settled);
        }
    }
}
