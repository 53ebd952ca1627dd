//! Tables that the office fills by hand, with a heading row of known words: giai-trinh.xlsx, dinh-chinh.xlsx.

use std::sync::Arc;

use crate::base::place::Cell;
use crate::base::text::fold;
use crate::layout::texts::text_of;
use crate::read::grid::{Content, Grid, Workbook};

/// The headings that a column may bear, folded.
pub(super) type Names = &'static [&'static str];

/// A table whose columns were found.
pub(super) struct Table {
    /// Its sheet.
    pub sheet: Arc<str>,
    /// Its rows that are not empty, from above.
    pub rows: Vec<Row>,
}

/// One row: for each asked column its text, empty where nothing stands.
pub(super) struct Row {
    /// From 0.
    at: u32,
    columns: Vec<Option<u16>>,
    texts: Vec<String>,
}

impl Row {
    /// The text of a column, as it was written; days as 25/09/2017, numbers with all their digits.
    pub fn text(&self, column: usize) -> &str {
        self.texts.get(column).map_or("", String::as_str)
    }

    /// The same, to be kept.
    pub fn owned(&self, column: usize) -> String {
        self.text(column).to_owned()
    }

    /// The cell of a column; of the first there is where the table lacks it.
    pub fn cell(&self, column: usize) -> Option<Cell> {
        let own = self.columns.get(column).copied().flatten();
        let col = own.or_else(|| self.columns.iter().copied().flatten().min())?;
        Some(Cell::new(self.at, col))
    }
}

/// How far down a heading row is looked for.
const ROWS: usize = 30;

/// The first table of the workbook that has all needed columns.
pub(super) fn table(workbook: &Workbook, columns: &[Names], needed: &[usize]) -> Option<Table> {
    workbook
        .sheets
        .iter()
        .find_map(|grid| on_sheet(grid, columns, needed))
}

fn on_sheet(grid: &Grid, columns: &[Names], needed: &[usize]) -> Option<Table> {
    let (header, places) = grid.rows().take(ROWS).find_map(|(row, cells)| {
        let headings: Vec<(u16, String)> = cells
            .iter()
            .filter_map(|cell| Some((cell.at.col, heading(&text_of(cell)?))))
            .collect();
        let place = |names: &Names| {
            let mut own = headings.iter();
            own.find(|(_, text)| names.contains(&text.as_str()))
                .map(|(col, _)| *col)
        };
        let places: Vec<Option<u16>> = columns.iter().map(place).collect();
        let all = needed.iter().all(|&column| places[column].is_some());
        all.then_some((row, places))
    })?;
    let rows = grid.rows().filter(|(row, _)| *row > header);
    let rows = rows
        .map(|(row, _)| Row {
            at: row,
            texts: places
                .iter()
                .map(|place| place.map_or_else(String::new, |col| written(grid, row, col)))
                .collect(),
            columns: places.clone(),
        })
        .filter(|row| row.texts.iter().any(|text| !text.is_empty()));
    Some(Table {
        sheet: grid.name.as_str().into(),
        rows: rows.collect(),
    })
}

/// A heading without what stands in brackets behind it: "Giá trị cũ (đồng)".
fn heading(text: &str) -> String {
    fold(text.split('(').next().unwrap_or(text))
}

fn written(grid: &Grid, row: u32, col: u16) -> String {
    let Some(cell) = grid.get(Cell::new(row, col)) else {
        return String::new();
    };
    match &cell.content {
        // Line breaks of an explanation are its author's.
        Content::Text(text) => text.trim().to_owned(),
        _ => text_of(cell).unwrap_or_default(),
    }
}
