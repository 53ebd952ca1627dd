//! What a sheet's cells say beside figures: words, dates, spans of time.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::base::date::{self, DateText, excel_serial};
use crate::base::formula::values::Scalar;
use crate::base::place::Cell;
use crate::base::text::tidied;
use crate::layout::texts::{shown, text_of};
use crate::layout::{Recognised, Row};
use crate::read::grid::{Content, Grid, GridCell};

use super::figures::written;
use super::formulas::Page;

/// The words of a field in a row, a merged cell counting for all its rows.
pub fn words<'g>(
    grid: &'g Grid,
    form: &Recognised,
    field: &str,
    row: u32,
) -> Option<(Cow<'g, str>, Cell)> {
    let col = form.plain(field)?.col;
    let at = Cell::new(row, col);
    if let Some(text) = grid.get(at).and_then(shown) {
        return Some((text, at));
    }
    let merge = grid
        .merge_at(at)
        .filter(|m| m.first.col == col && m.first.row < row && m.first.row > form.header.1)?;
    grid.get(merge.first)
        .and_then(shown)
        .map(|t| (t, merge.first))
}

/// The words of a field over all rows of a line.
pub(super) fn words_over<'g>(
    grid: &'g Grid,
    form: &Recognised,
    field: &str,
    row: &Row,
) -> Option<(Cow<'g, str>, Cell)> {
    let (first, last) = row.spread;
    if first == last {
        return words(grid, form, field, first);
    }
    let col = form.plain(field)?.col;
    let mut pieces = (first..=last).filter_map(|row| {
        let cell = grid.get(Cell::new(row, col))?;
        Some((shown(cell)?, cell.at))
    });
    let (mut text, at) = pieces.next()?;
    for (piece, _) in pieces {
        text.to_mut().push(' ');
        text.to_mut().push_str(&piece);
    }
    Some((text, at))
}

/// First and last day of a row, with the cells whose text could not be read (S105).
#[derive(Clone, Debug, Default)]
pub struct Dates {
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// Texts that are no date.
    pub unreadable: Vec<(String, Cell)>,
}

/// Reads the columns of time of a row.
pub(super) fn dates(page: Page<'_>, form: &Recognised, row: u32, year: i32) -> Dates {
    let grid = page.grid;
    let mut dates = Dates::default();
    for field in ["time", "start", "end"] {
        let Some(col) = form.plain(field).map(|c| c.col) else {
            continue;
        };
        let at = Cell::new(row, col);
        let anchor = grid.merge_at(at).map_or(at, |m| m.first);
        let Some(cell) = grid.get(anchor).filter(|c| c.at.row > form.header.1) else {
            continue;
        };
        let read = match &cell.content {
            Content::Date(at) => DateText::Day(at.date()),
            Content::Text(text) => date::parse(&tidied(text), year),
            Content::Number(_) => {
                text_of(cell).map_or(DateText::NotADate, |t| date::parse(&t, year))
            }
            Content::Uncomputed => computed(page, cell, year),
            _ => DateText::NotADate,
        };
        match (field, read) {
            ("time", DateText::Span { start, end }) => {
                dates.start = dates.start.or(Some(start));
                dates.end = dates.end.or(Some(end));
            }
            ("time", DateText::Day(day)) => dates.end = dates.end.or(Some(day)),
            ("start", DateText::Day(day) | DateText::Span { start: day, .. }) => {
                dates.start = Some(day);
            }
            (_, DateText::Day(day) | DateText::Span { end: day, .. }) => dates.end = Some(day),
            (_, DateText::NotADate) if cell.content == Content::Uncomputed => {
                // A formula that nobody computed shows nothing, but is no blank.
                let text = cell.formula.as_deref().unwrap_or_default();
                dates.unreadable.push((written(text), cell.at));
            }
            (_, DateText::NotADate) => {
                if let Some(text) = text_of(cell).filter(|t| reads_as_date(field, t)) {
                    dates.unreadable.push((text, cell.at));
                }
            }
        }
    }
    dates
}

/// The date of a formula whose result was never saved, where it can be computed: a day's number, or a text.
fn computed(page: Page<'_>, cell: &GridCell, year: i32) -> DateText {
    match page.formulas.computed(page.index, cell.at) {
        Some(Scalar::Number(number)) => {
            let serial = i64::try_from(number.trunc().mantissa()).ok();
            // A small number is a year.
            let serial = serial.filter(|serial| *serial > 9_999);
            match serial.and_then(|serial| excel_serial(serial, page.formulas.days_from_1904())) {
                Some(day) => DateText::Day(day),
                None => date::parse(&number.to_string(), year),
            }
        }
        Some(Scalar::Text(text)) => date::parse(&tidied(&text), year),
        _ => DateText::NotADate,
    }
}

/// Whether words in a column of time should have been a date: any in a column of first or last days; with a digit in one
/// of spans, which may say "đang thực hiện".
fn reads_as_date(field: &str, text: &str) -> bool {
    let span = field == "time";
    // "100%" under "Tiến độ" is how far it is.
    let is_share = span && text.contains('%');
    let tells = |c: char| {
        if span {
            c.is_ascii_digit()
        } else {
            c.is_alphanumeric()
        }
    };
    text.chars().any(tells) && !text.eq_ignore_ascii_case("x") && !is_share
}
