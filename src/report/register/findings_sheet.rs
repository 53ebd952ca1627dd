//! The sheet "Sai lệch": a row a finding, the most đồng at stake first.

use std::cmp::Reverse;

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use super::Register;
use super::link::address;
use super::table::{Column, Entry, Sheets};
use crate::base::money::MoneyUnit;
use crate::finding::{Finding, Severity, Value, Wording};
use crate::report::cells;
use crate::report::findings::ordered;

/// Columns A to M are on paper, the others help at the screen.
const PRINTED: usize = 13;

const COLUMNS: [Column; 22] = [
    Column::text("register-col-number", 4),
    Column::text("register-col-severity", 9),
    Column::text("register-col-message", 46),
    Column::text("register-col-hint", 34),
    Column::text("register-col-unit", 15),
    Column::text("register-col-project", 10),
    Column::text("register-col-field", 13),
    Column::text("register-col-expected", 14),
    Column::text("register-col-found", 14),
    Column::text("register-col-difference", 14),
    Column::text("register-col-file", 16),
    Column::text("register-col-sheet", 10),
    Column::text("register-col-cells", 8),
    Column::text("register-col-open", 9),
    Column::text("register-col-marked", 12),
    Column::text("register-col-text", 14),
    Column::text("register-col-money-unit", 14),
    Column::text("register-col-related", 34),
    Column::text("register-col-state", 22),
    Column::text("register-col-explanation", 30),
    Column::text("register-col-code", 9),
    Column::text("register-col-id", 40),
];

pub(super) fn write(
    register: &Register,
    words: &Wording,
    sheets: &mut Sheets,
) -> Result<(), XlsxError> {
    let mut findings = ordered(register.findings);
    // Stable: what weighs the same stays in reading order.
    findings.sort_by_key(|f| (Reverse(weight(f)), f.waived, f.severity));
    let rows = findings
        .iter()
        .enumerate()
        .map(|(index, f)| row(register, words, index, f));
    sheets.write(
        "register-sheet-findings",
        &COLUMNS,
        PRINTED,
        rows,
        words.text("register-none", &[]),
    )
}

/// How many đồng are at stake: none where another finding carries this one, where it is accepted, or where it is only
/// good to know.
pub(super) fn weight(finding: &Finding) -> Decimal {
    match finding.found {
        _ if finding.waived || finding.caused_by.is_some() => Decimal::ZERO,
        _ if finding.severity == Severity::Info => Decimal::ZERO,
        Some(Value::Money(_)) => finding.difference().unwrap_or_default().abs(),
        _ => Decimal::ZERO,
    }
}

fn row(register: &Register, words: &Wording, index: usize, f: &Finding) -> Vec<Entry> {
    let unit = f
        .unit
        .as_deref()
        .map(|code| (register.unit_name)(code).unwrap_or_else(|| code.to_owned()));
    let related = f.related.as_ref().map(|spot| {
        let cell = spot.cell.map(|c| c.to_string());
        [Some(&*spot.file), spot.sheet.as_deref(), cell.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    });
    vec![
        Entry::count(index + 1),
        Entry::Severity(f.severity),
        Entry::text(&words.message(f)),
        optional(words.hint(f).as_deref()),
        optional(unit.as_deref()),
        optional(f.project.as_deref()),
        optional(f.field.as_deref().map(|x| words.field(x)).as_deref()),
        value(f.expected.as_ref()),
        value(f.found.as_ref()),
        f.difference()
            .map_or_else(|| Entry::text(""), Entry::Number),
        optional(f.file.as_deref()),
        optional(f.sheet.as_deref()),
        Entry::text(&cells::listed(&f.cells)),
        open(register, words, f),
        marked(register, words, f),
        optional(f.found_text.as_deref()),
        optional(f.money_unit.map(MoneyUnit::name)),
        optional(related.as_deref()),
        Entry::text(&state(words, f)),
        optional(f.explanation.as_deref()),
        Entry::text(&f.code.to_string()),
        Entry::text(&f.id),
    ]
}

fn optional(text: Option<&str>) -> Entry {
    Entry::text(text.unwrap_or_default())
}

fn value(value: Option<&Value>) -> Entry {
    match value {
        None => Entry::text(""),
        Some(Value::Text(text)) => Entry::text(text),
        Some(Value::Money(number) | Value::Number(number)) => Entry::Number(*number),
    }
}

fn open(register: &Register, words: &Wording, f: &Finding) -> Entry {
    let address = f.file.as_deref().and_then(|file| {
        address(
            register.up,
            file,
            f.sheet.as_deref(),
            f.cells.first().copied(),
        )
    });
    Entry::link_to(address, words)
}

fn marked(register: &Register, words: &Wording, f: &Finding) -> Entry {
    let mark = (register.mark_of)(f);
    let place = mark.as_ref().and_then(|m| m.place.as_ref());
    let place = place.map(|(sheet, cell)| (sheet.as_str(), *cell));
    Entry::link(mark.as_ref().map(|m| m.file.as_str()), place, words)
}

fn state(words: &Wording, f: &Finding) -> String {
    match &f.caused_by {
        Some(id) => words.text("register-state-consequence", &[("id", id.clone())]),
        None if f.waived => words.text("register-state-waived", &[]),
        None => words.text("register-state-open", &[]),
    }
}
