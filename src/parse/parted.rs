//! A project whose costs stand in numbered rows below it: "1. Đào tạo nghề may", then "1.1. Thuê giáo viên".
//!
//! Nothing on the sheet tells such rows from a group of projects. The decisions do: they know the name above, and none
//! of the names below.

use crate::layout::{Class, Recognised, Row};
use crate::read::grid::Grid;

use super::named::Named;
use super::sheet::Context;

/// Makes a group a project, and its rows parts of it, where the decisions know the group's name and none of theirs.
pub(super) fn settle(context: &Context<'_>, form: &mut Recognised, grid: &Grid) {
    let (Some(approved), Some(unit)) = (context.approved, context.unit) else {
        return;
    };
    let is_known = |row: &Row| {
        let named = Named::of_row(grid, form, row);
        let (code, name) = (named.code.as_deref(), named.name.as_deref());
        approved.total(unit, code, name).is_some()
    };
    let mut parted: Vec<(usize, usize)> = Vec::new();
    for (at, group) in form.rows.iter().enumerate() {
        if group.class != Class::Group || group.source.is_some() || !is_known(group) {
            continue;
        }
        let end = form.rows[at + 1..]
            .iter()
            .position(|r| r.class == Class::Total || ends(group, r))
            .map_or(form.rows.len(), |length| at + 1 + length);
        let mut lines = form.rows[at + 1..end]
            .iter()
            .filter(|r| r.class == Class::Project)
            .peekable();
        if lines.peek().is_some() && !lines.any(is_known) {
            parted.push((at, end));
        }
    }
    for (at, end) in parted {
        form.rows[at].class = Class::Project;
        let parts = form.rows[at + 1..end].iter_mut();
        for row in parts.filter(|r| matches!(r.class, Class::Project | Class::Group)) {
            row.class = Class::OfWhich;
            row.source = None;
        }
    }
}

/// Whether a row stands outside of a group above it.
fn ends(group: &Row, row: &Row) -> bool {
    row.class == Class::Group && row.level <= group.level
}
