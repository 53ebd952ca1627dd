//! Tables that print the plan, the quarter and the sum so far of one project in rows under each other, beside a column
//! that says which is which. No form of ours has them: their figures are left out and S101 says why, where reading each
//! row by its column would take what was approved for what was spent.

use crate::read::grid::{Content, Grid};

use super::columns::{Column, Role};
use super::heading::{self, Said};
use super::recognise::Recognised;
use super::vocabulary::Layout;
use crate::model::Phase;

/// So many cells of a column have to name a phase.
const LEAST: usize = 3;

/// Lets no field claim the money of such a table.
pub(super) fn release(layout: &Layout, grid: &Grid, form: &mut Recognised) {
    let is_bare = |c: &Column| matches!(c.role, Role::Money(_)) && c.leaves.phase;
    let mut money = form
        .columns
        .iter()
        .filter(|c| matches!(c.role, Role::Money(_)));
    if money.clone().next().is_none() || !money.all(is_bare) {
        return;
    }
    let names_phases = form.columns.iter().any(|column| {
        let words = !column.role.is_figure()
            && !matches!(&column.role, Role::Plain(field) if matches!(field.as_str(), "seq" | "code"));
        words && holds_phases(layout, grid, form.header.1, column.col)
    });
    if !names_phases {
        return;
    }
    for column in form.columns.iter_mut().filter(|c| is_bare(c)) {
        column.runner_up = column.role.field().map(|field| (field, column.score));
        column.role = Role::Unknown;
    }
}

/// Whether most words of a column name phases, and not always the same one.
fn holds_phases(layout: &Layout, grid: &Grid, last: u32, col: u16) -> bool {
    let texts = grid
        .cells
        .iter()
        .filter(|c| c.at.row > last && c.at.col == col);
    let mut all = 0;
    let mut phases: Vec<Phase> = Vec::new();
    for cell in texts {
        let Content::Text(text) = &cell.content else {
            continue;
        };
        all += 1;
        let said = heading::read(layout, text, None);
        phases.extend(phase(&said));
        // What does not look so from the start costs no more.
        if all >= 12 && phases.len() * 2 < all {
            return false;
        }
    }
    let differs = phases.windows(2).any(|pair| pair[0] != pair[1]);
    differs && phases.len() >= LEAST && phases.len() * 5 >= all * 3
}

/// The phase of a text that says little else.
fn phase(said: &Said) -> Option<Phase> {
    let told = said.phase.or(said.done.then_some(Phase::Spent))?;
    (said.coverage() >= 0.99).then_some(told)
}
