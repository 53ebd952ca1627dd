//! Whether a list is one of projects, where its headings leave that open.

use crate::model::{Form, Source};
use crate::read::grid::{Content, Grid};

use super::columns::{Column, Role};
use super::table_top;
use super::vocabulary::Layouts;

/// A table whose headings say nothing known is as near to the list of projects as to anything: all of it lacks.
pub(super) fn nearest_to_any(layouts: &Layouts, grid: &Grid) -> Option<(Form, Vec<String>)> {
    let list = layouts.all.iter().find(|l| l.form == Form::ProjectList)?;
    table_top::header(grid, layouts)?;
    let lacking = list.required.iter().map(|names| names.join("|"));
    Some((list.form, lacking.collect()))
}

/// Whether a column of codes holds codes, with letters in them, and not counts under a heading that reads alike
/// ("Số dự án") or bare numbers of a list.
pub(super) fn holds_codes(grid: &Grid, last: u32, columns: &[Column]) -> bool {
    let Some(code) = columns
        .iter()
        .find(|c| matches!(&c.role, Role::Plain(f) if f == "code"))
    else {
        return false;
    };
    let (mut codes, mut others) = (0_usize, 0_usize);
    for cell in grid
        .cells
        .iter()
        .filter(|c| c.at.row > last && c.at.col == code.col)
    {
        match &cell.content {
            Content::Text(t) if t.chars().any(char::is_alphabetic) => codes += 1,
            _ => others += 1,
        }
    }
    codes > others
}

/// Whether money stands under a source of ours, and not only under a total.
pub(super) fn split_by_source(columns: &[Column]) -> bool {
    columns
        .iter()
        .any(|c| matches!(&c.role, Role::Money(f) if f.source != Source::Total))
}
