//! A workbook built anew: the same values at the same addresses, merged areas and what is hidden as they were, tables
//! with a frame, and pages that can be printed.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDateTime, NaiveTime, Timelike};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook as Writer, Worksheet,
    XlsxError,
};

use super::Sheets;
use super::frame::{Frame, frame};
use super::workbook::free_name;
use crate::base::place::Cell;
use crate::model::Record;
use crate::parse::returned::MARK;
use crate::read::grid::{Content, Grid, Workbook};
use crate::report::plain::{LONGEST, clean, cut};
use crate::report::template::fit::wrapped;

/// The longest name of a sheet, in UTF-16 units.
const LONGEST_NAME: usize = 31;
/// From here on thousands are marked.
const LARGE: f64 = 10_000.0;

/// Parts of a digit in which widths are told.
const UNIT: u64 = 256;
/// The width of a column of which nothing is told, in those parts.
const USUAL: u64 = 2_340;
/// Pixels of a digit.
const DIGIT: u64 = 7;
/// What a page in portrait holds without being made smaller, in pixels.
const PORTRAIT: u64 = 700;
/// A4.
const PAPER: u8 = 9;
/// The height of a row of one line, in thousandths of a point.
const LINE: u64 = 16_200;

/// How many cells a copy would have.
pub(super) fn size(book: &Workbook) -> usize {
    book.sheets.iter().map(|grid| grid.cells.len()).sum()
}

/// The new workbook's bytes, and each sheet's name in it by the name under which it was read.
///
/// The sheets that `records` were read from have frames around their tables.
pub(super) fn rebuild(book: &Workbook, records: &[Record]) -> Result<(Vec<u8>, Sheets), XlsxError> {
    let mut writer = writer()?;
    let looks = Looks::new();
    let mut names = Sheets::new();
    let mut taken = Vec::new();
    for grid in &book.sheets {
        let name = free_name(&safe_name(&grid.name), &taken);
        let mut sheet = Worksheet::new();
        sheet.set_name(&name)?;
        sheet.set_hidden(!grid.visible);
        fill(&mut sheet, grid, frame(grid, records), &looks)?;
        writer.push_worksheet(sheet);
        names.insert(grid.name.clone(), name.clone());
        taken.push(name);
    }
    Ok((writer.save_to_buffer()?, names))
}

fn writer() -> Result<Writer, XlsxError> {
    let mut writer = Writer::new();
    // Without a date of its own the file would hold the moment of writing.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    writer.set_properties(
        &DocProperties::new()
            .set_author("tonghop")
            .set_creation_datetime(&day),
    );
    Ok(writer)
}

/// How cells are shown: of a workbook that is read, formats are not known.
struct Look {
    text: Format,
    free: Format,
    number: Format,
    large: Format,
    fraction: Format,
    date: Format,
    moment: Format,
}

impl Look {
    fn new(base: &Format) -> Self {
        Self {
            text: base.clone().set_text_wrap(),
            free: base.clone(),
            large: base.clone().set_num_format("#,##0"),
            fraction: base.clone().set_num_format("#,##0.0##############"),
            date: base.clone().set_num_format("dd/mm/yyyy"),
            moment: base.clone().set_num_format("dd/mm/yyyy hh:mm"),
            number: base.clone(),
        }
    }
}

/// The looks of a sheet: outside its table, in it, and in its headings.
struct Looks {
    free: Look,
    body: Look,
    heading: Look,
}

impl Looks {
    fn new() -> Self {
        let base = Format::new()
            .set_font_name("Times New Roman")
            .set_font_size(11)
            .set_align(FormatAlign::VerticalCenter);
        let framed = base.clone().set_border(FormatBorder::Thin);
        Self {
            free: Look::new(&base),
            heading: Look::new(&framed.clone().set_align(FormatAlign::Center)),
            body: Look::new(&framed),
        }
    }

    fn of(&self, at: Cell, frame: Option<Frame>) -> &Look {
        match frame.filter(|frame| frame.area.contains(at)) {
            None => &self.free,
            Some(frame) if at.row < frame.body => &self.heading,
            Some(_) => &self.body,
        }
    }
}

fn fill(
    sheet: &mut Worksheet,
    grid: &Grid,
    frame: Option<Frame>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    // Merged areas by their first cell: their last one.
    let mut merged = BTreeMap::new();
    for area in &grid.merges {
        let (first, last) = (area.first, area.last);
        // Areas that overlap are refused, as Excel does; the first of them stays.
        if sheet
            .merge_range(
                first.row,
                first.col,
                last.row,
                last.col,
                "",
                &looks.of(first, frame).text,
            )
            .is_ok()
        {
            merged.insert(first, last);
        }
    }
    let last = grid.cells.iter().map(|cell| cell.at.col).max();
    let widths = widths(grid, last.map_or(0, |col| usize::from(col) + 1));
    for (row, cells) in grid.rows() {
        let mut height = LINE;
        for (index, cell) in cells.iter().enumerate() {
            let at = cell.at;
            let last = merged.get(&at).copied();
            let next = cells.get(index + 1).map(|next| next.at.col);
            let wraps = last.is_some() || next == Some(at.col + 1);
            put(
                sheet,
                at,
                &cell.content,
                cell.formula.as_deref(),
                looks.of(at, frame),
                wraps,
            )?;
            let is_one_row = last.is_none_or(|last| last.row == row);
            if let Content::Text(text) = &cell.content
                && wraps
                && is_one_row
            {
                let until = usize::from(last.map_or(at.col, |last| last.col)) + 1;
                let columns = widths.get(usize::from(at.col)..until);
                let width: u64 = columns.into_iter().flatten().sum();
                height = height.max(wrapped(text, 11, false, (width / UNIT).max(1)));
            }
        }
        if height > LINE {
            let points = u32::try_from(height / 1000 + 1).unwrap_or(409);
            sheet.set_row_height(row, f64::from(points.min(409)))?;
        }
        if grid.hidden.rows.contains(row) {
            sheet.set_row_hidden(row)?;
        }
    }
    for (column, width) in (0u16..).zip(&widths) {
        if *width != USUAL {
            let pixels = u32::try_from(*width * DIGIT / UNIT).unwrap_or(u32::MAX);
            sheet.set_column_width_pixels(column, pixels)?;
        }
        if grid.hidden.columns.contains(column.into()) {
            sheet.set_column_hidden(column)?;
        }
    }
    if let Some(frame) = frame {
        close(sheet, grid, frame, looks)?;
    }
    page(sheet, &widths, frame)
}

/// Empty cells of a table have its frame too.
fn close(sheet: &mut Worksheet, grid: &Grid, frame: Frame, looks: &Looks) -> Result<(), XlsxError> {
    let (first, last) = (frame.area.first, frame.area.last);
    let columns = u64::from(last.col - first.col) + 1;
    let cells = columns * (u64::from(last.row - first.row) + 1);
    // Two cells at the ends of a sheet are no table to draw.
    if cells > 1_000 + 8 * u64::try_from(grid.cells.len()).unwrap_or(u64::MAX) {
        return Ok(());
    }
    for row in first.row..=last.row {
        for col in first.col..=last.col {
            let at = Cell::new(row, col);
            if grid.get(at).is_none() && grid.merge_at(at).is_none() {
                sheet.write_blank(row, col, &looks.of(at, Some(frame)).text)?;
            }
        }
    }
    Ok(())
}

/// A4, as wide as the page, headings on every page: formats that are built anew tell no page set-up.
fn page(sheet: &mut Worksheet, widths: &[u64], frame: Option<Frame>) -> Result<(), XlsxError> {
    let pixels = widths.iter().sum::<u64>() * DIGIT / UNIT;
    if pixels > PORTRAIT {
        sheet.set_landscape();
    }
    sheet.set_paper_size(PAPER);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.6, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_footer("&C&P/&N");
    if let Some(frame) = frame.filter(|frame| frame.body > frame.area.first.row) {
        sheet.set_repeat_rows(frame.area.first.row, frame.body - 1)?;
    }
    Ok(())
}

/// The widths of so many columns in 1/256 of a digit.
fn widths(grid: &Grid, columns: usize) -> Vec<u64> {
    let mut widths = vec![USUAL; columns];
    for (first, last, width) in &grid.hidden.widths {
        let until = columns.min(usize::from(*last) + 1);
        if let Some(some) = widths.get_mut(usize::from(*first)..until) {
            some.fill(u64::from(*width));
        }
    }
    widths
}

fn put(
    sheet: &mut Worksheet,
    Cell { row, col }: Cell,
    content: &Content,
    formula: Option<&str>,
    look: &Look,
    wraps: bool,
) -> Result<(), XlsxError> {
    // A text alone in its row runs on over the empty cells beside it.
    let shown = if wraps { &look.text } else { &look.free };
    // Text stays text, whatever it begins with.
    let mut text = |text: &str| -> Result<(), XlsxError> {
        let text = cut(clean(text), LONGEST);
        sheet.write_string_with_format(row, col, text, shown)?;
        Ok(())
    };
    match content {
        Content::Text(own) | Content::Error(own) => text(own),
        Content::Uncomputed => text(&format!("={}", formula.unwrap_or_default())),
        Content::Number(number) => {
            let is_whole = number.fract() == 0.0;
            let format = match number.abs() >= LARGE {
                true if is_whole => &look.large,
                true => &look.fraction,
                false => &look.number,
            };
            sheet.write_number_with_format(row, col, *number, format)?;
            Ok(())
        }
        Content::Bool(truth) => {
            sheet.write_boolean_with_format(row, col, *truth, &look.number)?;
            Ok(())
        }
        Content::Date(at) => match serial(*at) {
            Some(serial) => {
                let format = match at.time() {
                    NaiveTime::MIN => &look.date,
                    _ => &look.moment,
                };
                sheet.write_datetime_with_format(row, col, &serial, format)?;
                Ok(())
            }
            None => text(&at.date().to_string()),
        },
    }
}

/// A moment as Excel counts it, if its calendar has it.
fn serial(at: NaiveDateTime) -> Option<ExcelDateTime> {
    let small = |part: u32| u8::try_from(part).ok();
    let day = ExcelDateTime::from_ymd(
        u16::try_from(at.year()).ok()?,
        small(at.month())?,
        small(at.day())?,
    );
    let hour = u16::try_from(at.hour()).ok()?;
    day.and_then(|day| day.and_hms(hour, small(at.minute()).unwrap_or_default(), at.second()))
        .ok()
}

/// A name as Excel takes it.
fn safe_name(name: &str) -> String {
    let plain: String = clean(name)
        .chars()
        .map(|c| match c {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' => '_',
            c => c,
        })
        .collect();
    let mut units = 0;
    // Room for a number behind it.
    let short: String = plain
        .trim_matches(['\'', ' '])
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= LONGEST_NAME || plain.encode_utf16().count() <= LONGEST_NAME
        })
        .collect();
    if short.is_empty() {
        "Sheet".to_owned()
    } else {
        short
    }
}

/// A workbook with nothing but a sheet that goes as if it were a letter of a former run, for a letter that encloses
/// nothing.
pub(super) fn empty() -> Result<Vec<u8>, XlsxError> {
    let (mut writer, mut sheet) = (writer()?, Worksheet::new());
    sheet.write_string(0, 0, MARK)?;
    writer.push_worksheet(sheet);
    writer.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_such_as_excel_takes() {
        assert_eq!(safe_name("Biểu 1"), "Biểu 1");
        assert_eq!(safe_name("'a[b]:c'"), "a_b__c");
        assert_eq!(safe_name("\u{202e}"), "Sheet");
        assert_eq!(safe_name(&"ễ".repeat(40)).chars().count(), 31);
    }
}
