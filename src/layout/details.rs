//! What stands one level below a sheet's groups: the programme's own lines, or projects under the activity of each.

use crate::base::text::{fold, words};
use crate::read::grid::{Content, Grid, GridCell};

use super::columns::{Column, Role};
use super::effort::Effort;
use super::header::text_of;
use super::labels::{begins, closes};
use super::lines::Lines;
use super::numbering::{self, Kind};
use super::vocabulary::Layout;

/// So many rows of a sheet tell.
const ROWS: usize = 400;
/// A project's name has at least so many words; "Kinh phí KCĐP" under an activity is no project.
const NAME: usize = 4;

/// Whether a list whose heading leaves it open names projects under activities ("I. Đào tạo nghề", then "1. Đào tạo nghề
/// may tại xã Đại Đồng"): the rows that hold figures and are numbered below the groups are no lines of the programme,
/// while the groups are.
pub(super) fn are_projects(
    layout: &Layout,
    lines: &Lines,
    grid: &Grid,
    last: u32,
    columns: &[Column],
    label: u16,
    effort: &Effort,
) -> bool {
    let seq = columns
        .iter()
        .find(|c| matches!(&c.role, Role::Plain(f) if f == "seq"))
        .map(|c| c.col);
    let (mut groups, mut details) = (0_usize, 0_usize);
    let below = grid.rows().filter(|(row, _)| *row > last).take(ROWS);
    for (_, cells) in below {
        let text_at = |col: u16| cells.iter().find(|c| c.at.col == col).and_then(text_of);
        let Some(text) = text_at(label) else { continue };
        let number = seq.and_then(text_at).and_then(|t| numbering::kind_of(&t));
        let is_group = matches!(number, Some(Kind::Upper | Kind::Roman));
        let has_figures = cells.iter().any(|c| {
            let figure = matches!(c.content, Content::Number(_));
            figure && Some(c.at.col) != seq && is_money(columns, c)
        });
        if lines.group(&text, false, effort).is_some() {
            // A line of the programme that is counted as one.
            if has_figures && !is_group {
                return false;
            }
            groups += 1;
        } else if has_figures && !is_group && is_name(layout, &text) {
            details += 1;
        }
    }
    groups > 0 && details > 0
}

fn is_money(columns: &[Column], cell: &GridCell) -> bool {
    let here = columns.iter().find(|c| c.col == cell.at.col);
    here.is_some_and(|c| c.role.is_figure())
}

/// Whether a label can be the name of a project.
fn is_name(layout: &Layout, text: &str) -> bool {
    words(text).len() >= NAME
        && closes(&layout.rows, text).is_none()
        && !begins(&fold(text), &layout.rows.of_which)
}
