//! The sheet "Thay đổi": what changed from each superseded version to the one that counts.

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use super::Register;
use super::table::{Column, Entry, Sheets};
use crate::check::versions::Superseded;
use crate::consolidate::changes::{Change, Total, What, changes};
use crate::finding::Wording;
use crate::model::line::{Line, LineFigure, lines};
use crate::model::{Record, Submission};
use crate::report::changes::{form, label};

const COLUMNS: [Column; 13] = [
    Column::text("register-col-number", 5),
    Column::text("register-col-unit", 18),
    Column::text("register-col-old-file", 26),
    Column::text("register-col-new-file", 26),
    Column::text("register-col-form", 18),
    Column::text("register-col-change", 14),
    Column::text("register-col-line", 44),
    Column::text("register-col-field", 20),
    Column::text("register-col-old", 16),
    Column::text("register-col-new", 16),
    Column::text("register-col-difference", 16),
    Column::text("register-col-old-cell", 14),
    Column::text("register-col-new-cell", 14),
];

pub(super) fn write(
    register: &Register<'_>,
    words: &Wording,
    sheets: &mut Sheets<'_>,
) -> Result<(), XlsxError> {
    let rows = register
        .superseded
        .iter()
        .flat_map(|pair| pair_rows(register, pair, words))
        .enumerate()
        .map(|(index, mut row)| {
            row.insert(0, Entry::count(index + 1));
            row
        });
    sheets.write(
        "register-sheet-changes",
        &COLUMNS,
        COLUMNS.len(),
        rows,
        words.text("register-none-changes", &[]),
    )
}

/// The rows of two versions: figures, then totals.
fn pair_rows(register: &Register<'_>, pair: &Superseded, words: &Wording) -> Vec<Vec<Entry>> {
    let file = |index: usize| register.submissions.get(index);
    let (Some(old), Some(new)) = (file(pair.old), file(pair.new)) else {
        return Vec::new();
    };
    let of_form = |r: &&Record| r.origin.form == pair.form;
    let read = |file: &Submission| lines(file.records.iter().filter(of_form));
    let (mut before, mut after) = (read(old), read(new));
    if !pair.whole {
        shared(&mut before, &mut after);
    }
    let found = changes(&before, &after);
    let unit = new.unit.as_deref().unwrap_or_default();
    let unit = (register.unit_name)(unit).unwrap_or_else(|| unit.to_owned());
    let head = |form: &str, what: &str| {
        vec![
            Entry::text(&unit),
            Entry::text(&old.file),
            Entry::text(&new.file),
            Entry::text(form),
            Entry::text(&words.text(what, &[])),
        ]
    };
    let mut rows: Vec<Vec<Entry>> = Vec::new();
    if found.is_empty() {
        let form = words.text(&format!("form-{}", pair.form.name()), &[]);
        let mut row = head(&form, "change-none");
        row.extend(std::iter::repeat_with(|| Entry::text("")).take(7));
        rows.push(row);
    }
    for change in &found.changes {
        let mut row = head(&form(change.line.kind, words), key(change.what));
        row.extend(figures(change, words));
        rows.push(row);
    }
    for total in &found.totals {
        let mut row = head(&form(total.kind, words), "change-total");
        row.extend(sums(total, words));
        rows.push(row);
    }
    rows
}

/// Only the lines that both versions hold.
fn shared(before: &mut Vec<Line>, after: &mut Vec<Line>) {
    let has = |lines: &[Line], line: &Line| lines.iter().any(|l| l.key == line.key);
    before.retain(|line| has(after, line));
    after.retain(|line| has(before, line));
}

/// The words for what became of a line.
pub(super) const fn key(what: What) -> &'static str {
    match what {
        What::Changed => "change-changed",
        What::Added => "change-added",
        What::Removed => "change-removed",
    }
}

fn figures(change: &Change<'_>, words: &Wording) -> Vec<Entry> {
    let value = |figure: Option<&LineFigure>| match figure {
        Some(LineFigure {
            unread: Some(text), ..
        }) => Entry::text(text),
        Some(LineFigure {
            amount: Some(amount),
            ..
        }) => Entry::Number(*amount),
        _ => Entry::text(""),
    };
    let cell = |figure: Option<&LineFigure>| {
        let place = figure.and_then(|f| f.place.as_ref());
        Entry::text(&place.map_or_else(String::new, |(sheet, cell)| format!("{sheet} · {cell}")))
    };
    vec![
        Entry::text(&label(change.line, words)),
        Entry::text(&change.field.map(|f| words.field(f)).unwrap_or_default()),
        value(change.old),
        value(change.new),
        change
            .difference()
            .map_or_else(|| Entry::text(""), Entry::Number),
        cell(change.old),
        cell(change.new),
    ]
}

fn sums(total: &Total, words: &Wording) -> Vec<Entry> {
    let difference: Option<Decimal> = total.new.checked_sub(total.old);
    vec![
        Entry::text(""),
        Entry::text(&words.field(&total.field)),
        Entry::Number(total.old),
        Entry::Number(total.new),
        difference.map_or_else(|| Entry::text(""), Entry::Number),
        Entry::text(""),
        Entry::text(""),
    ]
}
