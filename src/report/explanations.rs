//! giai-trinh.xlsx: explanations so far, and a row for each open error or warning, to be filled by the office.

use std::collections::HashSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Workbook, Worksheet, XlsxError,
};

use super::findings::ordered;
use super::plain::clean;
use super::register::table::height_of;
use crate::finding::{Answer, Finding, Severity, Value, Wording};

/// The file's name, in the workspace and among the results.
pub const NAME: &str = "giai-trinh.xlsx";
/// Columns: the key of the heading and the width in characters; the last five are for the office.
const COLUMNS: [(&str, u16); 11] = [
    ("answers-id", 24),
    ("answers-unit", 16),
    ("answers-project", 12),
    ("answers-content", 52),
    ("answers-expected", 16),
    ("answers-found", 16),
    ("answers-text", 40),
    ("answers-by", 18),
    ("answers-date", 12),
    ("answers-form", 16),
    ("answers-decision", 16),
];
/// The first column that the office fills.
const TO_FILL: usize = 6;
/// What a binary float keeps of a decimal number.
const DIGITS: usize = 15;
/// The longest text of a cell, in UTF-16 units.
const LONGEST: usize = 32_767;
/// Rows of Excel's sheet.
const ROWS: u32 = 1_048_576;
/// A4.
const PAPER: u8 = 9;

/// One cell.
enum Entry {
    Text(String),
    Amount(Decimal),
}

/// The workbook's bytes; the same for the same findings and answers.
pub fn xlsx(
    findings: &[Finding],
    answers: &[Answer],
    unit_name: &dyn Fn(&str) -> Option<String>,
    words: &Wording,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Without a date of its own the file would hold the moment of writing.
    let properties = DocProperties::new()
        .set_title(words.text("answers-sheet", &[]))
        .set_author("tonghop")
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    book.set_properties(&properties);
    let sheet = book.add_worksheet();
    sheet.set_name(words.text("answers-sheet", &[]))?;
    let looks = Looks::new();
    for (col, (key, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(col, width)?;
        sheet.write_string_with_format(0, col, words.text(key, &[]), &looks.header)?;
    }
    let rows = rows(findings, answers, unit_name, words);
    let last = u32::try_from(rows.len()).map_or(ROWS - 1, |n| n.min(ROWS - 1));
    sheet.set_row_height(0, 34.0)?;
    for (row, entries) in (1..ROWS).zip(&rows) {
        let texts = entries
            .iter()
            .zip(COLUMNS)
            .map(|(entry, (_, width))| match entry {
                Entry::Text(text) => (text.as_str(), width),
                Entry::Amount(_) => ("", width),
            });
        sheet.set_row_height(row, f64::from(height_of(texts)))?;
        write(sheet, row, entries, &looks)?;
    }
    // Rows that an office adds below are offered the same choice.
    let choice = DataValidation::new()
        .allow_list_strings(&["chấp nhận", "không chấp nhận"])?
        .set_error_message(words.text("answers-choice", &[]))?;
    sheet.add_data_validation(1, 10, ROWS - 1, 10, &choice)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.autofilter(0, 0, last.max(1), 10)?;
    sheet.set_landscape().set_paper_size(PAPER);
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_header("&L&\"Times New Roman,Regular\"&A");
    sheet.set_footer("&C&\"Times New Roman,Regular\"&P/&N");
    book.save_to_buffer()
}

struct Looks {
    header: Format,
    told: Format,
    whole: Format,
    fraction: Format,
    open: Format,
}

impl Looks {
    fn new() -> Self {
        let body = Format::new()
            .set_font_name("Times New Roman")
            .set_font_size(11)
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_border(FormatBorder::Thin);
        Self {
            header: body
                .clone()
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0x00D9_E2F3)),
            told: body.clone(),
            // One format for both would end whole numbers with a point.
            whole: body.clone().set_num_format("#,##0"),
            fraction: body.clone().set_num_format("#,##0.0##############"),
            // What is to be filled shows at a glance.
            open: body.set_background_color(Color::RGB(0x00FF_F9E5)),
        }
    }
}

fn write(
    sheet: &mut Worksheet,
    row: u32,
    entries: &[Entry],
    looks: &Looks,
) -> Result<(), XlsxError> {
    for (col, entry) in (0..).zip(entries) {
        let look = if usize::from(col) < TO_FILL {
            &looks.told
        } else {
            &looks.open
        };
        match entry {
            Entry::Text(text) if text.is_empty() => sheet.write_blank(row, col, look)?,
            Entry::Text(text) => sheet.write_string_with_format(row, col, text, look)?,
            Entry::Amount(amount) => {
                let look = if amount.is_integer() {
                    &looks.whole
                } else {
                    &looks.fraction
                };
                sheet.write_number_with_format(
                    row,
                    col,
                    amount.to_f64().unwrap_or_default(),
                    look,
                )?
            }
        };
    }
    Ok(())
}

/// Findings in their order, each behind the answers it was given; then answers whose finding is gone.
fn rows(
    findings: &[Finding],
    answers: &[Answer],
    unit_name: &dyn Fn(&str) -> Option<String>,
    words: &Wording,
) -> Vec<Vec<Entry>> {
    let mut rows = Vec::new();
    let mut kept = HashSet::new();
    for finding in ordered(findings) {
        let of_it = |(_, answer): &(usize, &Answer)| answer.id.trim() == finding.id;
        let mut is_answered = false;
        for (index, answer) in answers.iter().enumerate().filter(of_it) {
            kept.insert(index);
            is_answered |= answer.fits(finding);
            rows.push(filled(answer));
        }
        let is_open = finding.severity != Severity::Info && finding.caused_by.is_none();
        if is_open && !is_answered {
            rows.push(proposed(finding, unit_name, words));
        }
    }
    let gone = answers
        .iter()
        .enumerate()
        .filter(|(i, _)| !kept.contains(i));
    rows.extend(gone.map(|(_, answer)| filled(answer)));
    rows
}

fn filled(answer: &Answer) -> Vec<Entry> {
    let text = |text: &str| Entry::Text(cut(text));
    let value = |cell: &str| match cell.trim().parse() {
        Ok(amount) => number(amount).unwrap_or_else(|| text(cell)),
        Err(_) => text(cell),
    };
    vec![
        text(&answer.id),
        text(&answer.unit),
        text(&answer.project),
        text(&answer.content),
        value(&answer.expected),
        value(&answer.found),
        text(&answer.text),
        text(&answer.by),
        text(&answer.date),
        text(&answer.form),
        text(&answer.decision),
    ]
}

fn proposed(
    finding: &Finding,
    unit_name: &dyn Fn(&str) -> Option<String>,
    words: &Wording,
) -> Vec<Entry> {
    let text = |text: &str| Entry::Text(cut(&clean(text)));
    let unit = finding.unit.as_deref();
    let unit = unit.map(|code| unit_name(code).unwrap_or_else(|| code.to_owned()));
    let value = |value: Option<&Value>| match value {
        None => text(""),
        Some(Value::Text(words)) => text(words),
        Some(Value::Money(amount) | Value::Number(amount)) => {
            number(*amount).unwrap_or_else(|| text(&amount.normalize().to_string()))
        }
    };
    let mut row = vec![
        text(&finding.id),
        text(unit.as_deref().unwrap_or_default()),
        text(finding.project.as_deref().unwrap_or_default()),
        text(&words.message(finding)),
        value(finding.expected.as_ref()),
        value(finding.found.as_ref()),
    ];
    row.resize_with(COLUMNS.len(), || text(""));
    row
}

/// A number that Excel keeps as it is.
fn number(amount: Decimal) -> Option<Entry> {
    let amount = amount.normalize();
    let digits = amount.mantissa().unsigned_abs().to_string().len();
    (digits <= DIGITS && amount.to_f64().is_some()).then_some(Entry::Amount(amount))
}

/// As much of a text as a cell holds.
fn cut(text: &str) -> String {
    let mut units = 0;
    text.chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= LONGEST
        })
        .collect()
}
