//! What is made of a sheet's own lists when it is first asked for, so that they are not searched from the start each
//! time.

use std::ops::Range;
use std::sync::OnceLock;

use super::grid::GridCell;

/// An index of a sheet. It says nothing that the sheet's own lists do not: two sheets are the same with and without it.
#[derive(Clone, Debug, Default)]
pub struct Indexed<T>(OnceLock<T>);

impl<T> Indexed<T> {
    /// The index, made now if it is not there yet.
    pub fn or_make(&self, make: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(make)
    }
}

impl<T> PartialEq for Indexed<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Where the cells of each row begin among those of their sheet.
#[derive(Clone, Debug, Default)]
pub struct RowIndex {
    /// For each row from the first of the sheet the place of the first cell that does not stand above it; nothing for a
    /// sheet of far more rows than cells.
    starts: Vec<usize>,
}

impl RowIndex {
    /// Of cells sorted by row.
    pub fn new(cells: &[GridCell]) -> Self {
        let rows = cells.last().map_or(0, |last| last.at.row as usize + 1);
        if rows > cells.len() * 4 + 64 {
            return Self::default();
        }
        let mut starts = Vec::with_capacity(rows + 1);
        for (place, cell) in cells.iter().enumerate() {
            let row = cell.at.row as usize;
            if starts.len() <= row {
                starts.resize(row + 1, place);
            }
        }
        starts.push(cells.len());
        Self { starts }
    }

    /// The places of a row's cells among those of the sheet.
    pub fn of(&self, cells: &[GridCell], row: u32) -> Range<usize> {
        if self.starts.is_empty() {
            let before = |first: u32| cells.partition_point(|c| c.at.row < first);
            return before(row)..row.checked_add(1).map_or(cells.len(), before);
        }
        let at = row as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(start), Some(end)) => *start..*end,
            _ => cells.len()..cells.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::base::place::Cell;
    use crate::read::grid::{Content, Grid};

    use super::*;

    fn grid(places: &[(u32, u16)]) -> Grid {
        let cell = |(row, col): &(u32, u16)| GridCell {
            at: Cell::new(*row, *col),
            content: Content::Number(f64::from(*row)),
            formula: None,
        };
        Grid {
            cells: places.iter().map(cell).collect(),
            ..Grid::default()
        }
    }

    #[test]
    fn every_row_and_cell_is_found_where_it_stands_however_far_apart_they_are() {
        let near: &[(u32, u16)] = &[(0, 1), (0, 2), (0, 5), (3, 0), (3, 9), (4, 2)];
        let far: &[(u32, u16)] = &[(2, 0), (2, 3), (700_000, 1), (1_048_575, 4)];
        for places in [near, far, &[(5, 0)], &[]] {
            let grid = grid(places);
            for row in [0, 1, 2, 3, 4, 5, 6, 700_000, 1_048_575, u32::MAX] {
                let cells: Vec<(u32, u16)> =
                    grid.row(row).iter().map(|c| (c.at.row, c.at.col)).collect();
                let plain: Vec<(u32, u16)> =
                    places.iter().copied().filter(|(r, _)| *r == row).collect();
                assert_eq!(cells, plain, "row {row}");
                for col in 0..11 {
                    let found = grid.get(Cell::new(row, col)).is_some();
                    assert_eq!(
                        found,
                        places.contains(&(row, col)),
                        "row {row}, column {col}"
                    );
                }
            }
        }
    }
}
