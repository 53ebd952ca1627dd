//! Where the table of a sheet lies, so that a copy that is built anew can be printed and read like the original: what is
//! known of the formats that are built anew does not tell borders.

use rust_decimal::Decimal;

use crate::base::number::from_float;
use crate::base::place::{Area, Cell};
use crate::model::Record;
use crate::read::grid::{Content, Grid, GridCell};

/// A row above the first line belongs to the table while it holds so many cells: a unit of money stands alone.
const ABOVE: usize = 2;
/// A row below the last line does with so many: a total has figures, signatures are two.
const BELOW: usize = 3;
/// The most rows above the first line that are looked at: headings, the row of column numbers, groups.
const ROWS: u32 = 12;

/// A table's place on its sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// All of it.
    pub(super) area: Area,
    /// The first row below its headings and their numbers.
    pub(super) body: u32,
}

/// The table of a sheet, by the lines that were read from it; nothing where there are none.
pub(super) fn frame(grid: &Grid, records: &[Record]) -> Option<Frame> {
    let own = records.iter().filter(|r| *r.origin.sheet == *grid.name);
    // Records count rows from 1.
    let mut rows = own.map(|r| r.origin.row.saturating_sub(1));
    let first = rows.next()?;
    let (first, mut bottom) = rows.fold((first, first), |(a, b), row| (a.min(row), b.max(row)));
    let mut top = first;
    while top > first.saturating_sub(ROWS) && width(grid, top - 1) >= ABOVE {
        top -= 1;
    }
    while width(grid, bottom + 1) >= BELOW {
        bottom += 1;
    }
    let cells = || {
        let all = grid.cells.iter().map(|cell| cell.at);
        all.filter(|at| (top..=bottom).contains(&at.row))
    };
    let left = cells().map(|at| at.col).min()?;
    // A heading that is merged over the last columns reaches further than its cell.
    let end = |at: Cell| grid.merge_at(at).map_or(at.col, |area| area.last.col);
    let right = cells().map(end).max()?;
    let body = (top..first).find(|row| holds_figures(grid, *row));
    Some(Frame {
        area: Area {
            first: Cell::new(top, left),
            last: Cell::new(bottom, right),
        },
        body: body.unwrap_or(first),
    })
}

/// How many cells a row holds, headings that are merged from above among them.
fn width(grid: &Grid, row: u32) -> usize {
    let merged = grid.merges.iter();
    let merged = merged.filter(|m| m.first.row < row && row <= m.last.row);
    grid.row(row).len() + merged.count()
}

/// Whether a row has figures that are no numbers of columns: those count up or down by one.
fn holds_figures(grid: &Grid, row: u32) -> bool {
    let number = |cell: &GridCell| match cell.content {
        Content::Number(number) => from_float(number),
        _ => None,
    };
    let numbers: Vec<Decimal> = grid.row(row).iter().filter_map(number).collect();
    let counts = |pair: &[Decimal]| match pair {
        [a, b] => a.checked_sub(*b).is_some_and(|by| by.abs() == Decimal::ONE),
        _ => false,
    };
    !numbers.is_empty() && !numbers.windows(2).all(counts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    /// A sheet of texts and numbers; `-` is an empty cell.
    fn grid(rows: &[&str]) -> Grid {
        let cells = (0u32..).zip(rows).flat_map(|(row, texts)| {
            let cells = (0u16..).zip(texts.split(' ')).filter(|(_, t)| *t != "-");
            cells.map(move |(col, text)| GridCell {
                at: Cell::new(row, col),
                content: match text.parse() {
                    Ok(number) => Content::Number(number),
                    Err(_) => Content::Text(text.into()),
                },
                formula: None,
            })
        });
        Grid {
            name: "Biểu 01".to_owned(),
            visible: true,
            cells: cells.collect(),
            ..Grid::default()
        }
    }

    #[test]
    fn the_table_goes_from_its_headings_to_its_total() {
        let sheet = grid(&[
            "UBND - - CHXH",
            "TITLE",
            "- - - unit",
            "TT Name Sum Local",
            "1 2 3 4",
            "I group 250 250",
            "1 project 250 250",
            "- total 250 250",
            "- - - -",
            "CLERK - - CHAIR",
        ]);
        let mut records = sample::records();
        records.truncate(1);
        let mut record = records.remove(0);
        record.origin.row = 7;
        let found = frame(&sheet, &[record.clone()]).unwrap();
        assert_eq!(found.area.first, Cell::new(3, 0));
        assert_eq!(found.area.last, Cell::new(7, 3));
        assert_eq!(found.body, 5, "headings and their numbers stand above");
        let other = Grid {
            name: "other".to_owned(),
            ..sheet
        };
        assert_eq!(frame(&other, &[record]), None);
    }
}
