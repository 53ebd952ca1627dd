//! What the rows below a header say for or against a form.

use crate::base::spelling::ratio;
use crate::base::text::fold;
use crate::model::Form;
use crate::read::grid::Grid;

use super::body::{DataLook, data_look};
use super::claims::count;
use super::columns::{Column, Role};
use super::details;
use super::effort::Effort;
use super::lines::Lines;
use super::memo::SheetMemo;
use super::subject::split_by_source;
use super::vocabulary::{Layout, Layouts};

/// Whether money stands in the columns, and neither it nor the results beside it are told to be planned or done.
pub(super) fn tells_no_phase(columns: &[Column]) -> bool {
    let has_money = columns.iter().any(|c| matches!(c.role, Role::Money(_)));
    let mut figures = columns.iter().filter(|c| c.role.is_figure());
    has_money && figures.all(|c| c.leaves.phase)
}

/// What the rows below say for or against a form; what lacks if they rule it out.
#[expect(clippy::float_arithmetic, reason = "scores, not amounts")]
pub(super) fn of_rows(
    (layouts, words, effort): (&Layouts, &Lines, &Effort),
    layout: &Layout,
    sheet: &SheetMemo<'_>,
    rows: (u32, u32),
    columns: &[Column],
    told: bool,
) -> Result<f64, &'static str> {
    let name = if matches!(layout.form, Form::ProjectList | Form::Approval) {
        "name"
    } else {
        "label"
    };
    let Some(named) = columns
        .iter()
        .find(|c| matches!(&c.role, Role::Plain(f) if f == name))
    else {
        return Ok(0.0);
    };
    let col = named.col;
    // "Nội dung" may head a list of projects as well as the programme's lines; "Tên đề án" may not.
    let heads = |field: &str, part: &str| {
        layouts
            .all
            .iter()
            .any(|l| l.exact.get(&fold(part)).is_some_and(|f| f == field))
    };
    let mut parts = named.heading.split(" / ");
    // "Tên đề án", "Nội dung đề án" say that projects stand below, even if they are called like activities.
    let names_projects = parts
        .clone()
        .any(|p| heads("name", p) && !heads("label", p));
    let weak = parts.any(|p| heads("label", p)) && !names_projects;
    let attribute = |c: &&Column| matches!(&c.role, Role::Plain(f) if matches!(f.as_str(), "code" | "beneficiary" | "location" | "unit" | "time" | "start" | "end"));
    let attributes = columns.iter().filter(attribute).count();
    // So does a column of names that a form of the programme's lines has no use for: "Nhóm hoạt động | Tên đề án".
    let is_free = |c: &Column| match &c.role {
        Role::Unknown => true,
        // It may look like a second column of labels.
        Role::Plain(field) => c.col != col && field == name,
        _ => false,
    };
    let beside = || {
        columns.iter().any(|c| {
            let mut parts = c.heading.split(" / ");
            is_free(c)
                && parts.any(|p| heads("name", p) && !heads("label", p))
                && sheet.has_words(rows.1, c.col)
        })
    };
    let of_lines = |share: f64| {
        let lists_projects = names_projects || beside();
        2.5 * share - count(attributes) - if lists_projects { 3.0 } else { 0.0 }
    };
    // Every label is compared with every line of the programme, so they are asked only where they decide.
    let shares = || {
        let (labels, activities, indicators) = sheet.labels(rows.1, col, |text| {
            (
                words.activity(text, effort).is_some(),
                words.indicator(text, None, Some(effort)).is_some(),
            )
        });
        let share = |n: usize| ratio(n, labels.max(1));
        (
            (activities, share(activities)),
            (indicators, share(indicators)),
        )
    };
    let cut = if leaves_headings(sheet.grid, rows.1, columns, col) {
        1.5
    } else {
        0.0
    };
    let lines = match layout.form {
        Form::MoneyByActivity => match shares().0 {
            (0, _) => return Err("lines"),
            _ if details::are_projects(layout, words, sheet.grid, rows.1, columns, col, effort) => {
                return Err("lines");
            }
            (_, share) if share < 0.3 => return Err("lines"),
            (_, share) => of_lines(share),
        },
        Form::ResultsByIndicator => match shares().1 {
            (0, _) => return Err("lines"),
            (_, share) if share < 0.3 => return Err("lines"),
            (_, share) => of_lines(share),
        },
        Form::ProjectList | Form::Approval => {
            let mut lines = 0.0;
            if weak && attributes == 0 {
                let ((_, activities), (_, indicators)) = shares();
                lines = activities.max(indicators);
                if !told && lines <= 0.0 && !split_by_source(columns) {
                    return Err("name");
                }
            }
            0.4 * count(attributes) - if lines > 0.6 { 2.5 * lines } else { 0.0 }
        }
    };
    Ok(lines - cut)
}

/// Whether the row below a header still holds headings: words over figures, and no name.
fn leaves_headings(grid: &Grid, last: u32, columns: &[Column], name: u16) -> bool {
    let mut words = 0;
    for cell in grid.row(last + 1) {
        let is_money = || {
            let mut at = columns.iter().filter(|c| c.col == cell.at.col);
            at.any(|c| c.role.is_figure())
        };
        match data_look(&cell.content) {
            DataLook::Nothing => {}
            _ if cell.at.col == name => return false,
            DataLook::Words if is_money() => words += 1,
            DataLook::Figure if is_money() => return false,
            _ => {}
        }
    }
    words >= 2
}
