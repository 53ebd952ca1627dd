//! dinh-chinh.xlsx: amounts that a unit has agreed to correct.

use std::sync::Arc;

use crate::base::place::Cell;
use crate::base::text::fold;
use crate::finding::{Code, Finding, Severity, Subject, Value, Wording};
use crate::layout::heading;
use crate::layout::vocabulary::Layouts;
use crate::model::{Correction, Field, Form, Period, Phase, Source};
use crate::read::grid::Workbook;

use super::filled::{self, Names as Headings};
use super::submitter::Names;

const COLUMNS: [Headings; 8] = [
    &["don vi", "ma don vi", "unit"],
    &["de an", "ma de an", "ten de an", "du an", "project"],
    &["truong", "chi tieu", "so lieu", "noi dung", "cot", "field"],
    &["gia tri cu", "so cu", "cu", "old value", "old"],
    &["gia tri moi", "so moi", "moi", "new value", "new"],
    &[
        "nguoi dinh chinh",
        "nguoi xac nhan",
        "nguoi thong nhat",
        "by whom",
        "by",
    ],
    &["ngay", "ngay dinh chinh", "date"],
    &["hinh thuc", "cach thuc", "how", "form"],
];

/// What an amount may be called.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    /// The labels of the outputs, in each language.
    pub words: &'a [&'a Wording],
    /// The headings of forms.
    pub layouts: &'a Layouts,
    /// The period against which spans of time are understood.
    pub period: Option<Period>,
}

/// The rows of the file; a file without the needed columns is told.
pub fn corrections(
    file: &Arc<str>,
    workbook: &Workbook,
    names: &Names,
    said: &Said<'_>,
) -> (Vec<Correction>, Vec<Finding>) {
    let Some(table) = filled::table(workbook, &COLUMNS, &[0, 1, 2, 3, 4]) else {
        let is_empty = workbook.sheets.iter().all(|grid| grid.cells.is_empty());
        let mut lost = Finding::new(Code::W704, Subject::Nothing);
        lost.severity = Severity::Warning;
        lost.variant = Some("headings");
        lost.file = Some(Arc::clone(file));
        lost.sheet = workbook
            .sheets
            .first()
            .map(|grid| grid.name.as_str().into());
        lost.found = Some(Value::text(file));
        return (
            Vec::new(),
            (!is_empty).then_some(lost).into_iter().collect(),
        );
    };
    let fields = Fields::new(said);
    let corrections = table.rows.iter().map(|row| Correction {
        unit: names.single(row.text(0)).map(Arc::from),
        project: row.owned(1),
        field: fields.find(row.text(2)),
        at: address(row.text(2)),
        field_text: row.owned(2),
        old: row.owned(3),
        new: row.owned(4),
        by: row.text(5).into(),
        date: row.text(6).into(),
        how: row.text(7).into(),
        file: Arc::clone(file),
        sheet: Arc::clone(&table.sheet),
        cell: row.cell(0),
    });
    (corrections.collect(), Vec::new())
}

/// An address that stands where an amount should be named: `H12`, `$H$12`, `ô h12`.
fn address(text: &str) -> Option<Cell> {
    let words = text.split_whitespace();
    let last = words.last()?;
    let before = text.trim().strip_suffix(last)?.trim();
    let is_address = before.is_empty() || matches!(fold(before).as_str(), "o" | "cell");
    Cell::parse(last).filter(|_| is_address)
}

/// Amounts by their names in the outputs, their labels in a language, and the headings of their columns.
struct Fields<'a> {
    labels: Vec<(String, Field)>,
    said: &'a Said<'a>,
}

impl<'a> Fields<'a> {
    fn new(said: &'a Said<'a>) -> Self {
        let all = Phase::ALL
            .into_iter()
            .flat_map(|phase| Source::ALL.map(|source| Field::new(phase, source)));
        let labels = all.flat_map(|field| {
            let name = field.to_string();
            let labels = said.words.iter().map(|words| fold(&words.field(&name)));
            let labels: Vec<String> = labels.chain([fold(&name)]).collect();
            labels.into_iter().map(move |label| (label, field))
        });
        Self {
            labels: labels.collect(),
            said,
        }
    }

    fn find(&self, text: &str) -> Option<Field> {
        let folded = fold(text);
        let own = self.labels.iter().find(|(label, _)| *label == folded);
        own.map(|(_, field)| *field).or_else(|| self.heading(text))
    }

    /// A heading as the unit's form has it ("KCĐP lũy kế từ đầu năm"), where every word of it is understood.
    fn heading(&self, text: &str) -> Option<Field> {
        let layouts = self.said.layouts.all.iter();
        let mut lists = layouts.filter(|layout| layout.form == Form::ProjectList);
        lists.find_map(|layout| {
            let said = heading::read(layout, text, self.said.period);
            let is_figure = !(said.ignored || said.share || said.result || said.other_year);
            let phase = said.phase.or_else(|| said.done.then_some(Phase::Spent));
            let is_understood = said.understood.0 == said.understood.1;
            let field = Field::new(phase?, said.source?);
            (is_figure && is_understood).then_some(field)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Templates;

    #[test]
    fn an_amount_may_be_given_by_its_cell() {
        let cell = Some(Cell::new(11, 7));
        for text in ["H12", "$H$12", "h12", "Ô H12", "cell H12"] {
            assert_eq!(address(text), cell, "{text}");
        }
        for text in ["", "KCĐP H12", "cumulative.local", "Lũy kế"] {
            assert_eq!(address(text), None, "{text}");
        }
    }

    #[test]
    fn an_amount_is_found_by_its_name_or_its_label() {
        let (vi, en) = (
            Wording::new("vi", &[]).unwrap(),
            Wording::new("en", &[]).unwrap(),
        );
        let files = Templates::embedded();
        let layouts: Vec<(String, String)> = ["base", "project-list"]
            .map(|name| {
                (
                    name.to_owned(),
                    files.text(&format!("layouts/{name}.toml")).unwrap(),
                )
            })
            .into();
        let said = Said {
            words: &[&vi, &en],
            layouts: &Layouts::parse(&layouts).unwrap(),
            period: None,
        };
        let fields = Fields::new(&said);
        let local = Some(Field::new(Phase::Cumulative, Source::Local));
        for text in [
            "cumulative.local",
            "Lũy kế – KCĐP",
            "lũy kế - kcđp",
            "LUỸ KẾ KCĐP",
            "KCĐP lũy kế từ đầu năm",
            "Lũy kế từ đầu năm / KP khuyến công địa phương",
        ] {
            assert_eq!(fields.find(text), local, "{text}");
        }
        assert_eq!(fields.find(&en.field("cumulative.local")), local);
        for text in [
            "Lũy kế",
            "KCĐP",
            "Tỷ lệ KCĐP lũy kế (%)",
            "KCĐP lũy kế của xã X",
        ] {
            assert_eq!(fields.find(text), None, "{text}");
        }
        assert_eq!(fields.find(""), None);
    }
}
