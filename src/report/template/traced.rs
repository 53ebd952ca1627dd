//! Where each value of a filled workbook comes from, for whoever wants to trace a figure.

use super::cellref::cell_name;
use super::cells::{Found, Shown, Source};
use super::data::Value;
use super::layout::RowAt;
use super::parse::Names;
use super::placeholder::Hole;
use super::values::{Area, Formula, Outcome, Scalar};
use super::workbook::Workbook;

/// A value that was written in the place of a placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The sheet.
    pub sheet: String,
    /// The cell in the filled workbook.
    pub cell: String,
    /// The placeholder's name, without a chosen row: `activity.spent.local`.
    pub name: String,
    /// The list of the data that it shows a row of, `project`; none for a single value.
    pub list: Option<String>,
    /// The rows of that list that it shows: one, or all that stand under a subtotal.
    pub rows: Vec<u32>,
    /// What the shown row calls itself.
    pub label: Value,
    /// The value; amounts in đồng.
    pub value: Value,
    /// The unit that amounts are written in: `trieu`.
    pub unit: &'static str,
}

/// A formula of the filled workbook with its result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computed {
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// The formula without `=`.
    pub formula: String,
    /// Its result, where it is computed here.
    pub result: Value,
    /// Whether it only adds cells up.
    pub is_sum: bool,
    /// The areas that it looks at: sheet, first and last row, first and last column, all from 1.
    pub areas: Vec<Looked>,
}

/// An area that a formula looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// The sheet.
    pub sheet: String,
    /// First and last row, from 1.
    pub rows: (u32, u32),
    /// First and last column, from 1.
    pub columns: (u32, u32),
}

impl Source<'_> {
    /// What a placeholder shows in a cell of the filled workbook; `None` where nothing is known of it.
    pub(super) fn figure(
        &self,
        sheet: &str,
        hole: &Hole,
        col: u32,
        at: RowAt<'_>,
    ) -> Option<Figure> {
        let shown = at.copy.map(|copy| copy.shown);
        let Found::Value(value, scale) = self.find(hole, shown) else {
            return None;
        };
        let (list, rows, label) = self.behind(hole, shown);
        let name = match hole.chosen() {
            Some((list, _, field)) => format!("{list}.{field}"),
            None => hole.name.clone(),
        };
        Some(Figure {
            sheet: sheet.to_owned(),
            cell: cell_name(at.number, col),
            name,
            list,
            rows,
            label,
            value: value.into_owned(),
            unit: scale.name(),
        })
    }

    /// The list behind a placeholder, its rows, and what they are called together.
    fn behind(&self, hole: &Hole, shown: Option<Shown<'_>>) -> (Option<String>, Vec<u32>, Value) {
        let prefix = hole.prefix();
        if let Some(Shown { planned, items }) = shown
            && planned.prefixes.iter().any(|other| other == prefix)
        {
            let list = planned.list.list();
            let item = items.get(prefix);
            let rows = item.map(|item| list.origins(*item));
            let label = item.and_then(|item| list.value(*item, "name"));
            return (
                Some(planned.of.clone()),
                rows.unwrap_or_default(),
                label.unwrap_or(Value::Blank),
            );
        }
        let chosen = hole.chosen().and_then(|(name, key, _)| {
            let list = self.data.lists.get(name)?;
            Some((name, list, list.find(key)?))
        });
        match chosen {
            Some((name, list, row)) => {
                let label = list.value(row, "name").unwrap_or(Value::Blank);
                (Some(name.to_owned()), list.origins(row), label)
            }
            None => (None, Vec::new(), Value::Blank),
        }
    }
}

/// All formulas with their results and what they look at.
pub(super) fn computed(book: &Workbook, order: &[String], names: &dyn Names) -> Vec<Computed> {
    let sheet = |index: usize| order.get(index).cloned().unwrap_or_default();
    let looked = |area: Area| Looked {
        sheet: sheet(area.sheet),
        rows: (area.top, area.bottom),
        columns: (area.left, area.right),
    };
    let one = |(id, formula): (usize, &Formula)| {
        let read = book.computed(id, names);
        let mut areas = Vec::new();
        read.areas((0, 0), &mut areas);
        let is_sum = read.summed((0, 0), &mut Vec::new()).is_some();
        Computed {
            sheet: sheet(formula.sheet),
            cell: cell_name(formula.row, formula.col),
            formula: formula.text.clone(),
            result: match &formula.outcome {
                Some(Outcome::Known(Scalar::Number(number))) => Value::Number(*number),
                Some(Outcome::Known(Scalar::Text(text))) if !text.is_empty() => {
                    Value::Text(text.to_string())
                }
                Some(Outcome::Known(Scalar::Error(error))) => Value::Text((*error).to_owned()),
                Some(Outcome::Known(Scalar::Bool(flag))) => {
                    Value::Text(if *flag { "TRUE" } else { "FALSE" }.to_owned())
                }
                _ => Value::Blank,
            },
            is_sum,
            areas: areas.into_iter().map(looked).collect(),
        }
    };
    book.formulas.iter().enumerate().map(one).collect()
}
