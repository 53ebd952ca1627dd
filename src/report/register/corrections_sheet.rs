//! The sheet "Đính chính": every amount that counts otherwise than the unit wrote it, because that was agreed with it.

use rust_xlsxwriter::XlsxError;

use super::Register;
use super::table::{Column, Entry, Sheets};
use crate::finding::Wording;
use crate::model::{Corrected, Record};

const COLUMNS: [Column; 12] = [
    Column::text("register-col-number", 5),
    Column::text("register-col-unit", 24),
    Column::text("register-col-project", 18),
    Column::text("register-col-field", 24),
    Column::text("register-col-reported", 18),
    Column::text("register-col-agreed", 18),
    Column::text("register-col-difference", 18),
    Column::text("register-col-agreed-by", 22),
    Column::text("register-col-agreed-on", 14),
    Column::text("register-col-agreed-how", 18),
    Column::text("register-col-file", 30),
    Column::text("register-col-cells", 20),
];

/// Writes the sheet where something was corrected; what could not be is a finding (W704).
pub(super) fn write(
    register: &Register<'_>,
    words: &Wording,
    sheets: &mut Sheets<'_>,
) -> Result<(), XlsxError> {
    let records = register.submissions.iter().flat_map(|s| &s.records);
    let mut rows: Vec<Vec<Entry>> = Vec::new();
    for record in records {
        let unit = (register.unit_name)(&record.unit);
        let unit = unit.unwrap_or_else(|| record.unit.to_string());
        for one in record.corrected.iter().flat_map(|all| all.iter()) {
            rows.push(row(rows.len() + 1, &unit, record, one, words));
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    sheets.write(
        "register-sheet-corrections",
        &COLUMNS,
        COLUMNS.len(),
        rows.into_iter(),
        String::new(),
    )
}

fn row(number: usize, unit: &str, record: &Record, one: &Corrected, words: &Wording) -> Vec<Entry> {
    let amount = |dong: Option<_>| dong.map_or_else(|| Entry::text(""), Entry::Number);
    let cell = record.figure(one.field).and_then(|figure| figure.cell);
    let sheet = &record.origin.sheet;
    let place = cell.map_or_else(|| sheet.to_string(), |cell| format!("{sheet} · {cell}"));
    vec![
        Entry::count(number),
        Entry::text(unit),
        Entry::text(record.label().unwrap_or_default()),
        Entry::text(&words.field(&one.field.to_string())),
        amount(one.from),
        Entry::Number(one.to),
        amount(one.from.and_then(|from| one.to.checked_sub(from))),
        Entry::text(&one.by),
        Entry::text(&one.date),
        Entry::text(&one.how),
        Entry::text(&record.origin.file),
        Entry::text(&place),
    ]
}
