//! phan-hoi/: what goes back to each unit. Its own workbook with every finding marked at its cell, and a letter before
//! it that lists them, asks for corrections and confirms what was received; without findings the confirmation alone.
//!
//! | step | file |
//! |---|---|
//! | which unit gets which files | [`plan`] |
//! | findings as a list and as marks | `items` |
//! | what the letter says, and its sheet | `letter`, `letter_frame`, `letter_sheet` |
//! | .xlsx and .xlsm marked in place | `annotate`: `workbook`, `sheet`, `styles`, `notes`, `parts` |
//! | everything else built anew with the same cells | `rebuild`, then marked in place as well |
//!
//! A workbook that cannot be marked in place (`Unfit`) is no fault: its marked copy is built anew, and says so.

mod annotate;
mod former;
mod frame;
mod items;
mod letter;
mod letter_frame;
mod letter_sheet;
mod notes;
mod parts;
pub mod plan;
mod rebuild;
mod sheet;
mod styles;
mod threads;
mod workbook;

use std::collections::BTreeMap;
use std::io::{self, Seek, Write};

use crate::base::place::Cell;
use crate::finding::Finding;
use crate::read::grid::Workbook;
use crate::report::template::TemplateError;

use annotate::{Additions, annotate};
use letter::Enclosed;
pub use letter::Office;
use plan::{Parcel, Return};

/// Why a workbook cannot be marked in place, or not be written.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// Its package is damaged, too large, or built in a way that nothing is known of.
    #[error("the package is not built as office programs build it")]
    Odd,
    /// The disk is full, or refuses.
    #[error("{1}")]
    NotWritten(io::ErrorKind, String),
}

impl From<TemplateError> for Unfit {
    fn from(error: TemplateError) -> Self {
        match error {
            TemplateError::NotWritten(kind, why) if kind != io::ErrorKind::Other => {
                Self::NotWritten(kind, why)
            }
            _ => Self::Odd,
        }
    }
}

/// What the letter encloses.
pub enum Source<'a> {
    /// The bytes of an .xlsx or .xlsm, to be marked in place.
    Package(&'a [u8]),
    /// The cells of any other workbook, or of one that cannot be marked in place (`odd`).
    Cells {
        /// The cells.
        book: &'a Workbook,
        /// It is a package, yet could not be marked.
        odd: bool,
    },
    /// Nothing: a confirmation, or a file that cannot be read.
    Nothing,
}

/// A copy that was made: each sheet's name in it, by the name under which the submission's was read.
pub type Sheets = BTreeMap<String, String>;

/// How much one sheet of the letter holds, and one rebuilt copy; smaller for tests.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Lines of a sheet of the letter.
    pub lines: usize,
    /// Cells of a rebuilt copy.
    pub cells: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            lines: letter_sheet::LINES,
            cells: 300_000,
        }
    }
}

/// Writes one file that goes back. `number` is its place among the unit's, from 1.
pub fn write<W: Write + Seek>(
    office: &Office<'_>,
    parcel: &Parcel<'_>,
    (number, own): (usize, &Return<'_>),
    source: &Source<'_>,
    limits: Limits,
    out: W,
) -> Result<Sheets, Unfit> {
    let words = office.words;
    let mut said = Vec::new();
    let rebuilt = match source {
        Source::Cells { book, .. } if rebuild::size(book) > limits.cells => {
            said.push(words.text("feedback-remark-large", &[]));
            None
        }
        Source::Cells { book, odd } => {
            let format = ("format", format!(".{}", book.format));
            let key = if *odd {
                "feedback-remark-odd"
            } else {
                "feedback-remark-rebuilt"
            };
            said.push(words.text(key, &[format]));
            Some(
                rebuild::rebuild(book, own.source.map_or(&[], |s| s.records.as_slice()))
                    .map_err(|_| Unfit::Odd)?,
            )
        }
        Source::Package(_) | Source::Nothing => None,
    };
    let (bytes, renamed) = match (source, &rebuilt) {
        (Source::Package(bytes), _) => (Some(*bytes), None),
        (_, Some((bytes, names))) => (Some(bytes.as_slice()), Some(names)),
        _ => (None, None),
    };
    if bytes.is_none() && own.source.is_some() && said.is_empty() {
        said.push(words.text("feedback-remark-nothing", &[]));
    }
    let items = items::items(&own.findings);
    let mut marks = items::marks(&items, words);
    if let Some(names) = renamed {
        marks = marks
            .into_iter()
            .map(|(name, marks)| (names.get(&name).cloned().unwrap_or(name), marks))
            .collect();
    }
    if bytes.is_none() {
        marks.clear();
    }
    let sheets = std::cell::RefCell::new(Sheets::new());
    let write_letter = |remarks: &[&'static str], names: &Sheets| {
        let mut all = said.clone();
        all.extend(remarks.iter().map(|key| words.text(key, &[])));
        let place = |finding: &Finding| place(finding, renamed, names);
        let enclosed = Enclosed {
            remarks: all,
            place: &place,
            source: own.source,
            number,
        };
        *sheets.borrow_mut() = linked(&own.findings, &place);
        letter::letter(office, parcel, &items, &enclosed)
    };
    let sheet_name = if items.is_empty() {
        "feedback-sheet-confirmation"
    } else {
        "feedback-sheet"
    };
    let additions = Additions {
        marks,
        letter: &write_letter,
        sheet_name: words.text(sheet_name, &[]),
        lines: limits.lines,
        words,
    };
    if let Some(bytes) = bytes {
        annotate(bytes, additions, out)?;
    } else {
        let bytes = rebuild::empty().map_err(|_| Unfit::Odd)?;
        annotate(&bytes, additions, out)?;
    }
    Ok(sheets.into_inner())
}

/// Where a finding stands in the copy.
fn place(finding: &Finding, renamed: Option<&Sheets>, names: &Sheets) -> Option<(String, Cell)> {
    finding.file.as_ref()?;
    let read = finding.sheet.as_deref()?;
    let read = renamed
        .and_then(|r| r.get(read))
        .map_or(read, String::as_str);
    let name = names.get(read)?;
    let first = finding.cells.first().copied();
    Some((name.clone(), first.unwrap_or(Cell::new(0, 0))))
}

/// The names of the sheets that findings lead to.
fn linked(findings: &[&Finding], place: &dyn Fn(&Finding) -> Option<(String, Cell)>) -> Sheets {
    findings
        .iter()
        .filter_map(|f| Some((f.sheet.as_deref()?.to_owned(), place(f)?.0)))
        .collect()
}

#[cfg(test)]
mod tests;
