//! Formulas that are saved without a result: they ask for something that is not computed here, and until a program that
//! computes has saved the workbook, whoever only shows it (a telephone, a mail's preview) shows nothing in their cells.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use super::cellref::cell_name;
use super::grid::Content;
use super::layout::{Laid, RowAt, Sheet};
use super::parse::Names;
use super::values::{Outcome, Slot};
use super::workbook::Workbook;

/// A formula of the template that is saved without a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaved {
    /// The sheet.
    pub sheet: String,
    /// The cell in the template.
    pub cell: String,
    /// The formula there, without `=`.
    pub formula: String,
}

/// The formulas without a result, in the order of sheets and cells. Those that only lack what another one lacks are not
/// among them.
pub(super) fn unsaved(
    sheets: &[Sheet<'_>],
    laid: &[Laid],
    book: &Workbook,
    names: &dyn Names,
) -> Vec<Unsaved> {
    let told = roots(book, names);
    if told.is_empty() {
        return Vec::new();
    }
    let mut found: BTreeMap<(usize, u32, u32), Unsaved> = BTreeMap::new();
    for (sheet, laid) in sheets.iter().zip(laid) {
        let mut next = laid.first_formula;
        let see = |at: RowAt<'_>| -> Result<(), Infallible> {
            let row = &sheet.rows[at.model];
            for cell in &row.cells {
                let Content::Formula(formula) = &cell.content else {
                    continue;
                };
                if formula.table {
                    continue;
                }
                if told.contains(&next) {
                    let at = (sheet.index, row.number, cell.col);
                    found.entry(at).or_insert_with(|| Unsaved {
                        sheet: sheet.name.to_owned(),
                        cell: cell_name(row.number, cell.col),
                        formula: formula.text.clone(),
                    });
                }
                next += 1;
            }
            Ok(())
        };
        match sheet.walk(see) {
            Ok(()) => {}
            Err(never) => match never {},
        }
    }
    found.into_values().collect()
}

/// Formulas without a result that build on none such.
fn roots(book: &Workbook, names: &dyn Names) -> BTreeSet<usize> {
    let lacks = |id: usize| !matches!(book.formulas[id].outcome, Some(Outcome::Known(_)));
    let all: BTreeSet<usize> = (0..book.formulas.len()).filter(|id| lacks(*id)).collect();
    let follows = |id: usize| {
        let mut areas = Vec::new();
        book.computed(id, names).areas((0, 0), &mut areas);
        areas.into_iter().any(|area| {
            let sheet = book.sheets.get(area.sheet);
            let mut cells = sheet.into_iter().flat_map(|sheet| sheet.cells(area));
            cells.any(|(.., slot)| matches!(slot, Slot::Formula(other) if lacks(other)))
        })
    };
    let roots: BTreeSet<usize> = all.iter().copied().filter(|id| !follows(*id)).collect();
    // Of formulas that ask for each other none is first.
    if roots.is_empty() { all } else { roots }
}
