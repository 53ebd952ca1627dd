//! Figures of a table that are formulas: computed where no result was saved, taken from another workbook, noted for the rules.

use crate::base::formula::shape::external;
use crate::base::formula::values::Scalar;
use crate::base::money::MoneyUnit;
use crate::base::reading::Reading;
use crate::finding::{Code, Subject, Value};
use crate::model::formulas::{FigureField, TableFormulas};
use crate::model::{Form, TableLine};
use crate::parse::figures::{CellFigure, Styles, Trouble};
use crate::parse::reader::Reader;
use crate::read::grid::{Content, GridCell};

use super::facts::{Note, of_table};

impl<'a> Reader<'a> {
    /// Reads a cell; a formula whose result was never saved is computed where that can be done.
    pub(in crate::parse) fn figure(
        &self,
        cell: Option<&GridCell>,
        read: fn(Option<&GridCell>, &Styles) -> CellFigure,
    ) -> CellFigure {
        let Some(cell) = cell.filter(|c| c.content == Content::Uncomputed) else {
            return read(cell, &self.styles);
        };
        match self.page.formulas.computed(self.page.index, cell.at) {
            Some(Scalar::Number(number)) => CellFigure {
                reading: Reading::Known(self.styles.shown(cell.at, number)),
                ..CellFigure::default()
            },
            Some(Scalar::Text(text)) => {
                let shown = GridCell {
                    content: Content::Text(text.as_ref().into()),
                    ..cell.clone()
                };
                read(Some(&shown), &self.styles)
            }
            Some(Scalar::Error(name)) => CellFigure {
                reading: Reading::Unreadable,
                trouble: Some(Trouble::Error(name.to_owned())),
                ..CellFigure::default()
            },
            Some(Scalar::Bool(_) | Scalar::Blank) | None => read(Some(cell), &self.styles),
        }
    }

    /// R014: a needed cell takes its value from another workbook. Without a value R005 has said so.
    pub(in crate::parse) fn report_link(
        &mut self,
        cell: Option<&GridCell>,
        read: &CellFigure,
        subject: &Subject,
        project: Option<&str>,
        field: impl Fn() -> String,
    ) {
        let Some((cell, link)) = cell.and_then(|c| Some((c, external(c.formula.as_deref()?)?)))
        else {
            return;
        };
        if matches!(read.trouble, Some(Trouble::Uncomputed(_))) {
            return;
        }
        let mut finding = self
            .finder
            .at(Code::R014, subject.clone(), &self.grid.name, cell.at);
        finding.project = project.map(str::to_owned);
        finding.field = Some(field());
        finding.found = Some(Value::Text(link.to_owned()));
        finding.found_text = Some(link.to_owned());
        self.findings.push(finding);
    }

    /// Notes a figure for the rules on formulas.
    pub(in crate::parse) fn note(
        &mut self,
        cell: Option<&'a GridCell>,
        read: &CellFigure,
        field: impl FnOnce() -> FigureField,
        unit: Option<MoneyUnit>,
    ) {
        let told = self.has_formulas && read.reading != Reading::Blank;
        // What a formula gives is what is stored, not what such a cell shows.
        let Some(cell) = cell.filter(|c| told && !self.styles.is_scaled(c.at)) else {
            return;
        };
        let number = read.reading.known().map(|d| {
            let own = match unit {
                Some(unit) if read.in_dong => unit.from_dong(d),
                _ => d,
            };
            (own, read.as_text.clone())
        });
        self.notes.push(Note {
            cell,
            field: field(),
            unit,
            number,
        });
    }

    /// What the formulas of the table say; the rules on them are for submissions.
    pub(in crate::parse) fn formulas(&self, lines: &[TableLine]) -> TableFormulas {
        if self.form.form == Form::Approval {
            return TableFormulas::default();
        }
        of_table(self.page.formulas, self.page.index, &self.notes, lines)
    }
}
