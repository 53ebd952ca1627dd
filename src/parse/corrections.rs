//! dinh-chinh.xlsx: amounts that a unit has agreed to correct.

use std::sync::Arc;

use crate::base::text::fold;
use crate::finding::{Code, Finding, Severity, Subject, Value, Wording};
use crate::model::{Correction, Field, Phase, Source};
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

/// The rows of the file; a file without the needed columns is told.
pub fn corrections(
    file: &Arc<str>,
    workbook: &Workbook,
    names: &Names,
    words: &[&Wording],
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
    let fields = Fields::new(words);
    let corrections = table.rows.iter().map(|row| Correction {
        unit: names.single(row.text(0)).map(Arc::from),
        project: row.owned(1),
        field: fields.find(row.text(2)),
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

/// What an amount may be called: its name in the outputs, or its label in a language.
struct Fields(Vec<(String, Field)>);

impl Fields {
    fn new(words: &[&Wording]) -> Self {
        let all = Phase::ALL
            .into_iter()
            .flat_map(|phase| Source::ALL.map(|source| Field::new(phase, source)));
        Self(
            all.flat_map(|field| {
                let name = field.to_string();
                let labels = words.iter().map(|words| fold(&words.field(&name)));
                let labels: Vec<String> = labels.chain([fold(&name)]).collect();
                labels.into_iter().map(move |label| (label, field))
            })
            .collect(),
        )
    }

    fn find(&self, text: &str) -> Option<Field> {
        let folded = fold(text);
        let own = self.0.iter().find(|(label, _)| *label == folded);
        own.map(|(_, field)| *field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_found_by_its_name_or_its_label() {
        let (vi, en) = (
            Wording::new("vi", &[]).unwrap(),
            Wording::new("en", &[]).unwrap(),
        );
        let fields = Fields::new(&[&vi, &en]);
        let local = Some(Field::new(Phase::Cumulative, Source::Local));
        for text in [
            "cumulative.local",
            "Lũy kế – KCĐP",
            "lũy kế - kcđp",
            "LUỸ KẾ KCĐP",
        ] {
            assert_eq!(fields.find(text), local, "{text}");
        }
        assert_eq!(fields.find(&en.field("cumulative.local")), local);
        assert_eq!(fields.find("Lũy kế"), None);
        assert_eq!(fields.find(""), None);
    }
}
