//! What a row of a list calls its project.

use crate::base::place::Cell;
use crate::layout::{Recognised, Row, numbering};
use crate::read::grid::Grid;

use super::cells;
use super::code::{code_text, split_code};

/// The code and the name of a project, as far as its row has them.
pub(super) struct Named {
    pub code: Option<String>,
    pub name: Option<String>,
    pub name_cell: Option<Cell>,
}

impl Named {
    /// From their columns, or from the label of the row.
    pub fn of_row(grid: &Grid, form: &Recognised, row: &Row) -> Self {
        let words = |field: &str| cells::words_over(grid, form, field, row);
        let printed = words("name").map(|(text, at)| (strip_number(&text, form), at));
        let (name, name_cell) = match printed {
            Some((text, at)) => (Some(text), Some(at)),
            None if !row.label.is_empty() => (Some(strip_number(&row.label, form)), row.label_cell),
            None => (None, None),
        };
        let code = words("code")
            .map(|(t, _)| code_text(&t))
            .filter(|t| !t.is_empty());
        let (code, name) = match (code, name) {
            (None, Some(name)) => split_code(name),
            (code, name) => (code, name),
        };
        Self {
            code,
            name,
            name_cell,
        }
    }
}

fn strip_number(text: &str, form: &Recognised) -> String {
    // Only where no column holds the number may it lead the name.
    if form.plain("seq").is_none() {
        numbering::without_number(text)
    } else {
        text.trim()
            .trim_start_matches(['-', '+', '–'])
            .trim()
            .to_owned()
    }
}
