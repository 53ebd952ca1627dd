//! A table on a sheet as an office prints it: header kept in view and on every page, filters, A4 landscape.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet, XlsxError,
};

use super::link::address;
use crate::base::place::Cell;
use crate::finding::{Severity, Wording};
use crate::report::plain::{LONGEST, clean, cut};
use crate::report::template::fit::wrapped;

/// Excel's own limits; smaller ones for tests.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    /// Rows of a sheet below its header, one of them for a note.
    pub rows: u32,
    /// Links of a sheet.
    pub links: u32,
}

impl Limits {
    pub(super) const EXCEL: Self = Self {
        rows: 1_048_574,
        links: 65_530,
    };
}

/// A4.
const PAPER: u8 = 9;
/// What a binary float keeps of a decimal number.
const DIGITS: usize = 15;

/// A column: the key of its heading and its width in characters.
pub(super) struct Column {
    pub key: &'static str,
    pub width: u16,
}

impl Column {
    pub(super) const fn text(key: &'static str, width: u16) -> Self {
        Self { key, width }
    }
}

/// One cell of the table.
pub(super) enum Entry {
    /// Text, never a formula.
    Text(String),
    /// A number with its thousands marked.
    Number(Decimal),
    /// A severity in its colour.
    Severity(Severity),
    /// A link to another file: the address and what is shown, and what is shown where no link fits any more.
    Link(String, String, String),
}

impl Entry {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(clean(text))
    }

    pub(super) fn count(count: usize) -> Self {
        Self::Number(Decimal::from(count))
    }

    /// A link to a file of the results, nothing without one.
    pub(super) fn link(file: Option<&str>, place: Option<(&str, Cell)>, words: &Wording) -> Self {
        let (sheet, cell) = place.unzip();
        Self::link_to(file.and_then(|file| address("", file, sheet, cell)), words)
    }

    /// A link to an address, nothing without one.
    pub(super) fn link_to(address: Option<String>, words: &Wording) -> Self {
        match address {
            None => Self::text(""),
            Some(address) => Self::Link(
                address,
                words.text("register-open-link", &[]),
                words.text("register-no-link", &[]),
            ),
        }
    }
}

/// Writes tables to a workbook, one or more sheets each.
pub(super) struct Sheets<'a> {
    book: &'a mut Workbook,
    words: &'a Wording,
    limits: Limits,
    /// Printed at the head of every page.
    period: String,
    header: Format,
    body: Format,
    whole: Format,
    fraction: Format,
    link: Format,
    severities: [Format; 3],
}

impl<'a> Sheets<'a> {
    pub(super) fn new(
        book: &'a mut Workbook,
        words: &'a Wording,
        limits: Limits,
        period: String,
    ) -> Self {
        let body = Format::new()
            .set_font_name("Times New Roman")
            .set_font_size(11)
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_border(FormatBorder::Thin);
        // LibreOffice forgets the indent of numbers that may wrap.
        let figures = body.clone().unset_text_wrap();
        let figures = figures.set_align(FormatAlign::Right).set_indent(1);
        // Separators as the messages beside have them, whatever language the program runs in that shows the file.
        let place = if words.lang() == "vi" { "[$-42A]" } else { "" };
        let coloured = |color: u32| body.clone().set_background_color(Color::RGB(color));
        Self {
            book,
            words,
            limits,
            period,
            header: body
                .clone()
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0x00D9_E2F3)),
            // One format for both would end whole numbers with a point.
            // Away from the line: figures would touch the text of the next column.
            whole: figures.clone().set_num_format(format!("{place}#,##0")),
            fraction: figures.set_num_format(format!("{place}#,##0.0##############")),
            link: body
                .clone()
                .set_font_color(Color::RGB(0x0005_63C1))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            severities: [
                coloured(0x00F8_CBAD).set_bold(),
                coloured(0x00FF_E699),
                body.clone(),
            ],
            body,
        }
    }

    /// One table under a sheet's name; rows that do not fit go on to "… 2". `printed` columns are on the paper.
    pub(super) fn write(
        &mut self,
        name_key: &str,
        columns: &[Column],
        printed: usize,
        rows: impl Iterator<Item = Vec<Entry>>,
        empty: String,
    ) -> Result<(), XlsxError> {
        let name = self.words.text(name_key, &[]);
        let mut rows = rows.peekable();
        if rows.peek().is_none() {
            let mut sheet = self.sheet(&name, columns)?;
            let above = Format::new()
                .set_font_name("Times New Roman")
                .set_font_size(11);
            sheet.write_string_with_format(1, 0, empty, &above)?;
            self.finish(sheet, columns, printed, 1)?;
            return Ok(());
        }
        let mut part = 1;
        while rows.peek().is_some() {
            let title = if part == 1 {
                name.clone()
            } else {
                format!("{name} {part}")
            };
            let mut sheet = self.sheet(&title, columns)?;
            let mut last = 0;
            let mut links = 0;
            while last < self.limits.rows {
                let Some(row) = rows.next() else { break };
                last += 1;
                sheet.set_row_height(last, f64::from(height(columns, &row)))?;
                for (col, entry) in (0u16..).zip(row) {
                    self.entry(&mut sheet, last, col, entry, &mut links)?;
                }
            }
            part += 1;
            if rows.peek().is_some() {
                let next = format!("{name} {part}");
                let note = self.words.text("register-continued", &[("sheet", next)]);
                sheet.write_string(last + 1, 0, note)?;
            }
            self.finish(sheet, columns, printed, last)?;
        }
        Ok(())
    }

    fn sheet(&self, name: &str, columns: &[Column]) -> Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        for (col, column) in (0u16..).zip(columns) {
            sheet.set_column_width(col, f64::from(column.width))?;
            let heading = self.words.text(column.key, &[]);
            sheet.write_string_with_format(0, col, heading, &self.header)?;
        }
        sheet.set_row_height(0, 34.0)?;
        Ok(sheet)
    }

    fn finish(
        &mut self,
        mut sheet: Worksheet,
        columns: &[Column],
        printed: usize,
        last: u32,
    ) -> Result<(), XlsxError> {
        let index = |count: usize| u16::try_from(count.saturating_sub(1)).unwrap_or(u16::MAX);
        sheet.set_freeze_panes(1, 0)?;
        sheet.autofilter(0, 0, last, index(columns.len()))?;
        sheet.set_landscape();
        sheet.set_paper_size(PAPER);
        sheet.set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(0, 0)?;
        sheet.set_print_area(0, 0, last, index(printed))?;
        sheet.set_margins(0.4, 0.4, 0.5, 0.5, 0.3, 0.3);
        // A printed page says which list it is.
        let font = "&\"Times New Roman,Regular\"";
        sheet.set_header(format!("&L{font}&A&R{font}{}", self.period));
        let footer = self.words.text("register-footer", &[]);
        sheet.set_footer(format!("&C{font}{footer}"));
        self.book.push_worksheet(sheet);
        Ok(())
    }

    fn entry(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        col: u16,
        entry: Entry,
        links: &mut u32,
    ) -> Result<(), XlsxError> {
        match entry {
            Entry::Text(text) => {
                sheet.write_string_with_format(row, col, cut(text, LONGEST), &self.body)?;
            }
            Entry::Number(number) => {
                let format = if number.fract().is_zero() {
                    &self.whole
                } else {
                    &self.fraction
                };
                if let Some(float) = exact(number) {
                    sheet.write_number_with_format(row, col, float, format)?;
                } else {
                    let text = number.normalize().to_string();
                    sheet.write_string_with_format(row, col, text, format)?;
                }
            }
            Entry::Severity(severity) => {
                let name = self.words.severity(severity);
                let format = &self.severities[severity as usize];
                sheet.write_string_with_format(row, col, name, format)?;
            }
            Entry::Link(address, shown, instead) => {
                if *links < self.limits.links {
                    *links += 1;
                    let url = Url::new(address).set_text(shown);
                    sheet.write_url_with_format(row, col, url, &self.link)?;
                } else {
                    sheet.write_string_with_format(row, col, cut(instead, LONGEST), &self.body)?;
                }
            }
        }
        Ok(())
    }
}

/// The height of a row in points: of its longest text as it wraps in its column, within Excel's limit.
///
/// Not every program fits the rows of a file to their text when it opens it.
fn height(columns: &[Column], row: &[Entry]) -> u16 {
    let texts = columns.iter().zip(row).map(|(column, entry)| match entry {
        Entry::Text(text) => (text.as_str(), column.width),
        Entry::Number(_) | Entry::Severity(_) | Entry::Link(..) => ("", column.width),
    });
    height_of(texts)
}

/// The same for texts and the widths of their columns.
pub(in crate::report) fn height_of<'t>(texts: impl Iterator<Item = (&'t str, u16)>) -> u16 {
    let needed = texts.map(|(text, width)| wrapped(text, 11, false, width.max(1).into()));
    let points = needed.max().unwrap_or_default().div_ceil(1000);
    u16::try_from(points.clamp(15, 409)).unwrap_or(409)
}

/// The number as Excel stores it, if that keeps every digit.
fn exact(number: Decimal) -> Option<f64> {
    let digits = number.normalize().mantissa().unsigned_abs().to_string();
    (digits.len() <= DIGITS).then(|| number.to_f64()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_beyond_a_float_stay_text() {
        let read = |text: &str| exact(text.parse().unwrap());
        assert_eq!(read("275000000.5"), Some(275_000_000.5));
        assert_eq!(read("1234567890123456"), None);
        assert_eq!(read("1000000000000000000"), None);
    }
}
