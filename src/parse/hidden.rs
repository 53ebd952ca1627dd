//! R011: figures in rows, columns and sheets that a user does not see. They are read and count like all others.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::base::place::{Area, Cell, column_name};
use crate::base::reading::Reading;
use crate::finding::{Code, Finding, Value};
use crate::layout::{Class, Recognised};
use crate::read::grid::{Grid, GridCell};

use super::figures::{self, Styles, Trouble};
use super::recognition::Finder;

/// One finding for a hidden sheet; else one for all hidden rows and one for each hidden column that hold figures of the
/// form.
pub fn hidden(finder: &Finder, grid: &Grid, form: &Recognised) -> Vec<Finding> {
    let hides = &grid.hidden;
    if grid.visible && hides.rows.is_empty() && hides.columns.is_empty() {
        return Vec::new();
    }
    let new = |cells: Vec<Cell>, found: String, shown: String| {
        let mut finding = finder.sheet(Code::R011, form.form, &grid.name);
        finding.cells = cells;
        finding.found = Some(Value::Text(found));
        finding.args = vec![("ranges", shown)];
        finding
    };
    let figures = figures_of(grid, form);
    if !grid.visible {
        let Some(area) = around(&figures) else {
            return Vec::new();
        };
        let area = format!("{}:{}", area.first, area.last);
        let mut finding = new(figures, area.clone(), area);
        finding.variant = Some("sheet");
        return vec![finding];
    }
    let mut findings = Vec::new();
    let in_rows: Vec<Cell> = figures
        .iter()
        .copied()
        .filter(|cell| hides.rows.contains(cell.row))
        .collect();
    if !in_rows.is_empty() {
        let rows = runs(&in_rows);
        let found = list(&rows, "; ", |first, last| format!("{first}:{last}"));
        let shown = list(&rows, ", ", |first, last| {
            if first == last {
                first.to_string()
            } else {
                format!("{first}–{last}")
            }
        });
        findings.push(new(in_rows, found, shown));
    }
    let mut by_column: BTreeMap<u16, Vec<Cell>> = BTreeMap::new();
    for cell in figures {
        if hides.columns.contains(cell.col.into()) {
            by_column.entry(cell.col).or_default().push(cell);
        }
    }
    for (col, cells) in by_column {
        let name = column_name(col);
        let mut finding = new(cells, format!("{name}:{name}"), name);
        finding.variant = Some("column");
        finding.field = form
            .columns
            .iter()
            .find(|c| c.col == col)
            .and_then(|c| c.role.field());
        findings.push(finding);
    }
    findings
}

/// The cells of the form's rows and columns of figures that hold one, by row. A nought hides nothing.
fn figures_of(grid: &Grid, form: &Recognised) -> Vec<Cell> {
    let columns: Vec<u16> = form
        .columns
        .iter()
        .filter(|c| c.role.is_figure())
        .map(|c| c.col)
        .collect();
    let styles = Styles::learn(grid, &columns);
    let rows = form.rows.iter().filter(|row| has_figures(row.class));
    rows.flat_map(|row| grid.row(row.row))
        .filter(|cell| columns.contains(&cell.at.col) && is_figure(cell, &styles))
        .map(|cell| cell.at)
        .collect()
}

/// Classes of rows whose figures mean something.
const fn has_figures(class: Class) -> bool {
    !matches!(
        class,
        Class::Title
            | Class::Header
            | Class::Numbering
            | Class::Note
            | Class::Signature
            | Class::Blank
    )
}

fn is_figure(cell: &GridCell, styles: &Styles) -> bool {
    let read = figures::count(Some(cell), styles);
    match read.reading {
        Reading::Known(number) => !number.is_zero(),
        Reading::Blank => false,
        Reading::Unreadable => matches!(
            read.trouble,
            Some(Trouble::Uncomputed(_) | Trouble::Ambiguous { .. })
        ),
    }
}

/// The smallest area with all of the cells.
fn around(cells: &[Cell]) -> Option<Area> {
    let rows = || cells.iter().map(|c| c.row);
    let columns = || cells.iter().map(|c| c.col);
    Some(Area {
        first: Cell::new(rows().min()?, columns().min()?),
        last: Cell::new(rows().max()?, columns().max()?),
    })
}

/// The rows of cells in order, from 1: first and last of each run.
fn runs(cells: &[Cell]) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for row in cells.iter().map(|c| c.row + 1) {
        match runs.last_mut() {
            Some((_, last)) if row <= *last + 1 => *last = row,
            _ => runs.push((row, row)),
        }
    }
    runs
}

fn list<T: Display>(runs: &[(u32, u32)], between: &str, show: impl Fn(u32, u32) -> T) -> String {
    let shown: Vec<String> = runs.iter().map(|(a, b)| show(*a, *b).to_string()).collect();
    shown.join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_side_by_side_are_one_run() {
        let cells: Vec<Cell> = [(4, 2), (4, 3), (5, 2), (8, 9)]
            .into_iter()
            .map(|(row, col)| Cell::new(row, col))
            .collect();
        assert_eq!(runs(&cells), [(5, 6), (9, 9)]);
        let area = around(&cells).unwrap();
        assert_eq!((area.first, area.last), (Cell::new(4, 2), Cell::new(8, 9)));
        assert!(around(&[]).is_none());
    }
}
