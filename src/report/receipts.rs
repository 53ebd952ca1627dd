//! so-nhan.xlsx: a receipt register with a row for every file that was sent, for the office to complete.
//!
//! It is written where the workspace has no register. The day of receipt is left to the office: the times of files tell
//! when they were copied, not when they came.

use rust_xlsxwriter::{
    DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Workbook, XlsxError,
};

use super::plain::clean;
use crate::finding::Wording;

/// Its name in the results, and in the workspace once it is complete.
pub const NAME: &str = "so-nhan.xlsx";

/// One file that was sent.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sent {
    /// Its name, relative to the workspace.
    pub file: String,
    /// The name of the unit that sent it, where that is known.
    pub unit: Option<String>,
}

/// The longest text of a cell.
const LONGEST: usize = 32_767;
const COLUMNS: [(&str, f64); 4] = [
    ("receipts-col-file", 60.0),
    ("receipts-col-unit", 32.0),
    ("receipts-col-received", 18.0),
    ("receipts-col-revision", 12.0),
];

/// The workbook's bytes; the same for the same files.
pub fn xlsx(mut sent: Vec<Sent>, words: &Wording) -> Result<Vec<u8>, XlsxError> {
    sent.sort();
    let mut book = Workbook::new();
    // Without a date of its own the file would hold the moment of writing.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(
        &DocProperties::new()
            .set_title(words.text("receipts-sheet", &[]))
            .set_author("tonghop")
            .set_creation_datetime(&day),
    );
    let plain = Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(12);
    let body = plain
        .clone()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Top)
        .set_text_wrap();
    let header = body.clone().set_bold().set_align(FormatAlign::Center);
    let date = body.clone().set_num_format("dd/mm/yyyy hh:mm");
    let sheet = book.add_worksheet();
    sheet.set_name(words.text("receipts-sheet", &[]))?;
    sheet.write_string_with_format(0, 0, words.text("receipts-how", &[]), &plain)?;
    for (col, (key, width)) in (0u16..).zip(COLUMNS) {
        sheet.set_column_width(col, width)?;
        sheet.write_string_with_format(1, col, words.text(key, &[]), &header)?;
    }
    let mut row = 1;
    for one in &sent {
        row += 1;
        let unit = one.unit.as_deref().unwrap_or_default();
        for (col, text) in (0u16..).zip([&*one.file, unit]) {
            let text: String = clean(text).chars().take(LONGEST / 2).collect();
            sheet.write_string_with_format(row, col, text, &body)?;
        }
        sheet.write_blank(row, 2, &date)?;
        sheet.write_blank(row, 3, &body)?;
    }
    if row > 1 {
        let whole = DataValidationRule::GreaterThanOrEqualTo(1);
        let number = DataValidation::new()
            .allow_whole_number(whole)
            .set_error_message(words.text("receipts-wrong-revision", &[]))?;
        sheet.add_data_validation(2, 3, row, 3, &number)?;
    }
    sheet.set_freeze_panes(2, 0)?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(1, 1)?;
    book.save_to_buffer()
}
