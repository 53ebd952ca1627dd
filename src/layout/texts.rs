//! What cells show as text, and the texts of the rows in which a header may stand.

use std::borrow::Cow;
use std::rc::Rc;

use crate::base::number;
use crate::base::place::Cell;
use crate::base::text::tidied;
use crate::read::grid::{Content, Grid, GridCell};

/// A cell as text, tidied; numbers and dates too, since a heading may be a year.
pub fn text_of(cell: &GridCell) -> Option<String> {
    shown(cell).map(Cow::into_owned)
}

/// The same, borrowed where the cell's text is tidy as it stands.
pub fn shown(cell: &GridCell) -> Option<Cow<'_, str>> {
    match &cell.content {
        Content::Text(text) => Some(tidied(text)).filter(|t| !t.is_empty()),
        Content::Number(x) => number::shown(*x).map(Cow::Owned),
        Content::Date(at) => Some(Cow::Owned(at.format("%d/%m/%Y").to_string())),
        Content::Bool(_) | Content::Error(_) | Content::Uncomputed => None,
    }
}

/// The texts of all rows in which a header may stand, tidied once: several beginnings and ends of it are tried.
pub struct Texts(Vec<(Cell, Rc<str>)>);

impl Texts {
    /// Reads the cells of all the rows between which a header may stand.
    pub fn new(grid: &Grid, windows: &[(u32, u32)]) -> Self {
        let first = windows.iter().map(|(first, _)| *first).min().unwrap_or(0);
        let from = grid.cells.partition_point(|c| c.at.row < first);
        let last = windows.iter().map(|(_, last)| *last).max();
        let cells = grid.cells[from..]
            .iter()
            .take_while(|c| last.is_some_and(|last| c.at.row <= last));
        Self(
            cells
                .filter_map(|c| shown(c).map(|t| (c.at, Rc::from(t))))
                .collect(),
        )
    }

    pub(super) fn row(&self, row: u32) -> &[(Cell, Rc<str>)] {
        let from = self.0.partition_point(|(at, _)| at.row < row);
        let to = self.0.partition_point(|(at, _)| at.row <= row);
        &self.0[from..to]
    }

    pub(super) fn at(&self, cell: Cell) -> Option<&Rc<str>> {
        let index = self.0.binary_search_by_key(&cell, |(at, _)| *at).ok()?;
        self.0.get(index).map(|(_, text)| text)
    }
}
