//! Cells as they come → one sheet of the grid: counted, sorted, the last of two on one place.

use super::grid::{COLUMNS, Content, Grid, GridCell, ROWS};
use super::hidden::Hidden;
use super::indexed::Indexed;
use super::limits::Budget;
use super::unreadable::Unreadable;
use crate::base::place::{Area, Cell};

/// Why one sheet could not be read.
#[derive(Debug)]
pub enum SheetError {
    /// This sheet is damaged; the others may be good.
    Bad(String),
    /// The whole file is to be refused.
    Refused(Unreadable),
}

impl From<Unreadable> for SheetError {
    fn from(why: Unreadable) -> Self {
        Self::Refused(why)
    }
}

/// The cells of one sheet while it is read.
#[derive(Debug, Default)]
pub struct Collector {
    cells: Vec<GridCell>,
}

impl Collector {
    /// Makes room for so many cells.
    pub fn expect(&mut self, cells: usize) {
        self.cells.reserve(cells);
    }

    /// Adds a cell with its content, its formula or both; nothing at all is no cell. A formula without a
    /// content was never computed.
    pub fn add(
        &mut self,
        (row, col): (u32, u32),
        content: Option<Content>,
        formula: Option<Box<str>>,
        budget: &mut Budget,
    ) -> Result<(), SheetError> {
        let Some(content) = content.or_else(|| formula.as_ref().map(|_| Content::Uncomputed))
        else {
            return Ok(());
        };
        let at = match u16::try_from(col) {
            Ok(narrow) if row < ROWS && col < COLUMNS => Cell::new(row, narrow),
            _ => {
                let place = format!("a cell beyond Excel's sheet: row {row}, column {col}");
                return Err(SheetError::Bad(place));
            }
        };
        let text = match &content {
            Content::Text(text) | Content::Error(text) => text.len(),
            _ => 0,
        };
        budget.cell(text + formula.as_ref().map_or(0, |f| f.len()))?;
        self.cells.push(GridCell {
            at,
            content,
            formula,
        });
        Ok(())
    }

    /// The sheet.
    pub fn finish(
        mut self,
        name: String,
        visible: bool,
        mut merges: Vec<Area>,
        hidden: Hidden,
    ) -> Grid {
        if !self.cells.is_sorted_by(|a, b| a.at < b.at) {
            self.cells.sort_by_key(|c| c.at);
            // Of two cells on one place Excel keeps the later one.
            let mut kept: Vec<GridCell> = Vec::with_capacity(self.cells.len());
            for cell in self.cells {
                match kept.last_mut() {
                    Some(last) if last.at == cell.at => *last = cell,
                    _ => kept.push(cell),
                }
            }
            self.cells = kept;
        }
        merges.retain(|m| m.first != m.last);
        merges.sort_by_key(|m| (m.first, m.last));
        merges.dedup();
        Grid {
            name,
            visible,
            cells: self.cells,
            merges,
            hidden: hidden.settled(),
            converted: Vec::new(),
            scaled: Vec::new(),
            merge_index: Indexed::default(),
            row_index: Indexed::default(),
        }
    }
}
