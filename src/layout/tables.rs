//! Several tables on one sheet, one under another: where each begins, and which goes on with the one above it.

use crate::model::Source;
use crate::read::grid::{Grid, GridCell};

use super::body::{DataLook, data_look};
use super::header::text_of;
use super::money_unit::without_unit;
use super::numbering::{self, Kind};
use super::recognise::{Recognised, Sheet};
use super::rows::{Class, Row};
use super::sources;
use super::vocabulary::Layout;

/// So many tables on one sheet are told apart; a sheet made of headings is read as one.
const MOST: usize = 12;

/// The rows of each table with its titles, from the first to before the last, if headings stand in several places with
/// figures between them.
pub(super) fn regions(grid: &Grid, windows: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut starts: Vec<u32> = Vec::new();
    let mut end: Option<u32> = None;
    for &(first, last) in windows {
        match end {
            Some(before) if first <= before => end = Some(before.max(last)),
            Some(before) => {
                // The titles of a table stand below the last figures of the one above.
                let figures = |row: &u32| holds_figures(grid.row(*row));
                if let Some(above) = (before + 1..first).rev().find(figures) {
                    starts.push(above + 1);
                }
                end = Some(last);
            }
            None => {
                starts.push(0);
                end = Some(last);
            }
        }
    }
    if starts.len() < 2 || starts.len() > MOST {
        return Vec::new();
    }
    let ends = starts.iter().copied().skip(1).chain([u32::MAX]);
    starts.iter().copied().zip(ends).collect()
}

/// The rows of one table as a sheet of its own, their cells in their places, with what stands over the first header and
/// speaks for all tables; a title of the first one alone does not.
pub(super) fn cut(grid: &Grid, layout: &Layout, (from, to): (u32, u32), head: Option<u32>) -> Grid {
    let own: Vec<u32> = head
        .into_iter()
        .flat_map(|head| grid.rows().take_while(move |(row, _)| *row < head))
        .filter(|(_, cells)| cells.iter().any(|c| is_own_title(layout, c)))
        .map(|(row, _)| row)
        .collect();
    let common = |row: u32| head.is_some_and(|head| row < head) && !own.contains(&row);
    let inside = |row: u32| (from..to).contains(&row) || common(row);
    Grid {
        name: grid.name.clone(),
        visible: grid.visible,
        cells: (grid.cells.iter())
            .filter(|c| inside(c.at.row))
            .cloned()
            .collect(),
        merges: (grid.merges.iter())
            .filter(|m| inside(m.first.row))
            .copied()
            .collect(),
        ..Grid::default()
    }
}

fn holds_figures(cells: &[GridCell]) -> bool {
    !numbering::is_column_numbers(cells)
        && cells
            .iter()
            .any(|c| data_look(&c.content) == DataLook::Figure && !is_year(c))
}

fn is_year(cell: &GridCell) -> bool {
    text_of(cell).is_some_and(|t| t.len() == 4 && (t.starts_with("19") || t.starts_with("20")))
}

/// "I. Khuyến công quốc gia", "A. KINH PHÍ", "Nguồn KCĐP": a title of the table right below it.
fn is_own_title(layout: &Layout, cell: &GridCell) -> bool {
    text_of(cell).is_some_and(|text| {
        numbering::leading(&text).is_some_and(|(kind, _)| kind != Kind::Dash)
            || sources::named(layout, &text).is_some()
    })
}

/// Whether a table only goes on with the one above it: the same headings over the same columns, printed again on a new
/// page, and no total that closes what stands above.
pub(super) fn goes_on(above: &Recognised, below: &Recognised) -> bool {
    let closed = above
        .rows
        .iter()
        .any(|r| r.class == Class::Total && r.closes.is_none());
    let columns = |form: &Recognised| -> Vec<_> {
        let columns = form.columns.iter();
        columns
            .map(|c| (c.col, c.heading.clone(), c.role.clone()))
            .collect()
    };
    let unit = |form: &Recognised| form.unit.map(|(unit, _)| unit);
    !closed
        && above.form == below.form
        && unit(above) == unit(below)
        && columns(above) == columns(below)
}

/// Whether what was found below is a table of its own, and not rows that happen to read like headings.
pub(super) fn stands_alone(form: &Recognised, is_first: bool) -> bool {
    form.rows.iter().any(|r| r.class.is_line()) && (is_first || form.missing.is_empty())
}

/// Adds the rows of a table that goes on; what stands between both is a note.
pub(super) fn join(above: &mut Recognised, below: Recognised) {
    above.rows.extend(below.rows.into_iter().map(|mut row| {
        if row.class == Class::Title {
            row.class = Class::Note;
        }
        row
    }));
    above.beyond = above.beyond.or(below.beyond);
}

/// The last of several tables may close with a second total, of them all: what it adds up is not this table alone.
pub(super) fn release_grand_total(tables: &mut [Sheet]) {
    let last = match tables {
        [_, .., last] => last.form.as_mut(),
        _ => None,
    };
    let Some(rows) = last.map(|form| &mut form.rows) else {
        return;
    };
    let is_total = |r: &Row| r.class == Class::Total && r.closes.is_none();
    let totals: Vec<usize> = (0..rows.len()).filter(|i| is_total(&rows[*i])).collect();
    let [.., own, grand] = totals.as_slice() else {
        return;
    };
    let between = &rows[own + 1..*grand];
    if between
        .iter()
        .all(|r| matches!(r.class, Class::Blank | Class::Note | Class::OfWhich))
    {
        // Nothing stands between it and the total before: no rows of this table are compared with it.
        rows[*grand].closes = Some(rows[*grand].label.clone());
    }
}

/// The source that a title over a table names by itself: "I. Khuyến công quốc gia".
pub(super) fn title_source(layout: &Layout, text: &str) -> Option<Source> {
    let label = numbering::without_number(&without_unit(text));
    sources::named(layout, &label)
        .filter(|s| matches!(s, Source::National | Source::Local | Source::District))
}
