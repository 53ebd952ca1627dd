//! One sheet of texts and formulas, computed: what tests and fuzz targets see of the engine.

use super::cellref::{MAX_COL, MAX_ROW};
use super::parse::Names;
use super::values::{Formula, Outcome, Scalar, SheetValues, Slot};
use super::workbook::Workbook;

struct NoNames;

impl Names for NoNames {
    fn sheet(&self, name: &str) -> Option<usize> {
        (name == "S").then_some(0)
    }

    fn defined(&self, _: &str, _: usize) -> Option<String> {
        None
    }
}

/// The results of the formulas of one sheet `S`, in their order: cells by row and column from 1, `=…` a formula, what is a
/// number a number, anything else text. `None` where a formula has no result that can be known.
pub fn results(cells: &[(u32, u32, &str)]) -> Vec<Option<String>> {
    let mut cells: Vec<&(u32, u32, &str)> = cells
        .iter()
        .filter(|(row, col, _)| (1..=MAX_ROW).contains(row) && (1..=MAX_COL).contains(col))
        .collect();
    cells.sort_by_key(|(row, col, _)| (*row, *col));
    cells.dedup_by_key(|(row, col, _)| (*row, *col));
    let mut values = SheetValues::default();
    let mut formulas = Vec::new();
    for (row, col, content) in cells {
        let slot = match content.strip_prefix('=') {
            Some(text) => {
                formulas.push(Formula {
                    sheet: 0,
                    row: *row,
                    col: *col,
                    text: text.to_owned(),
                    array: false,
                    outcome: None,
                });
                Slot::Formula(formulas.len() - 1)
            }
            None => Slot::Value(
                content
                    .parse()
                    .map_or_else(|_| Scalar::text(content), Scalar::Number),
            ),
        };
        values.push(*row, *col, slot);
    }
    let mut book = Workbook {
        sheets: vec![values],
        formulas,
        sums: std::cell::RefCell::default(),
        is_1904: false,
    };
    book.compute(&NoNames);
    let shown = |formula: &Formula| match formula.outcome.as_ref()? {
        Outcome::Known(Scalar::Number(number)) => Some(number.to_string()),
        Outcome::Known(Scalar::Text(text)) => Some(text.to_string()),
        Outcome::Known(Scalar::Bool(flag)) => Some(flag.to_string().to_uppercase()),
        Outcome::Known(Scalar::Error(error)) => Some((*error).to_owned()),
        Outcome::Known(Scalar::Blank) => Some(String::new()),
        Outcome::Unknown => None,
    };
    book.formulas.iter().map(shown).collect()
}
