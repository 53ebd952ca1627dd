//! Array formulas (`{=SUM(A1:A3*B1:B3)}`): one formula that takes ranges whole and may fill several cells.

use super::collect::SheetError;
use super::grid::{Content, Grid, GridCell};
use super::limits::Budget;
use super::rows::told;
use super::survey;
use crate::base::place::{Area, Cell};

/// The cells that an array formula fills, from its tag `<f t="array" ref="A1:A3">` up to its end.
pub fn of_tag(tag: &[u8]) -> Option<Area> {
    let tag = std::str::from_utf8(tag).ok()?;
    if told(tag, "t") != Some("array") {
        return None;
    }
    of_reference(told(tag, "ref")?)
}

/// `A1:A3`, or `A1` alone.
pub fn of_reference(text: &str) -> Option<Area> {
    let one = || {
        Cell::parse(text).map(|at| Area {
            first: at,
            last: at,
        })
    };
    survey::area(text).or_else(one)
}

/// Marks the formulas as Excel shows them, in braces, and the cells that they fill. One of these without a saved value
/// is no blank: nothing but the formula says what it holds.
pub fn mark(grid: &mut Grid, arrays: &[Area], budget: &mut Budget) -> Result<(), SheetError> {
    let mut filled = Vec::new();
    for area in arrays {
        let Ok(index) = grid.cells.binary_search_by_key(&area.first, |c| c.at) else {
            continue;
        };
        match &mut grid.cells[index].formula {
            Some(text) if !text.is_empty() && !text.starts_with("{=") => {
                *text = format!("{{={text}}}").into();
            }
            _ => continue,
        }
        for row in area.first.row..=area.last.row {
            for col in area.first.col..=area.last.col {
                let at = Cell::new(row, col);
                // Not by the sheet's index, which would not know what is added here.
                if grid.cells.binary_search_by_key(&at, |c| c.at).is_err() {
                    budget.cell(0)?;
                    filled.push(GridCell {
                        at,
                        content: Content::Uncomputed,
                        formula: Some(Box::default()),
                    });
                }
            }
        }
    }
    if !filled.is_empty() {
        grid.cells.append(&mut filled);
        grid.cells.sort_by_key(|c| c.at);
        grid.cells.dedup_by_key(|c| c.at);
    }
    Ok(())
}
