//! What the references of formulas go through: the sheets of the workbook, other workbooks, defined names.

use super::tokens;
use crate::read::names::DefinedNames;
use crate::read::ole::u16_at;

const BOUND_SHEET: u16 = 0x0085;
const SPANS: u16 = 0x0017;
const BOOK: u16 = 0x01ae;
const NAME: u16 = 0x0018;

/// A workbook that references go to.
#[derive(Clone, Debug)]
enum Book {
    /// This one.
    Own,
    /// Another one: its file, its sheets.
    Other(String, Vec<String>),
    /// A program.
    Unknown,
}

/// What stands in the workbook's own records.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// Texts and references are those of Excel 97 and later.
    pub(super) is_biff8: bool,
    sheets: Vec<String>,
    books: Vec<Book>,
    /// Book, first and last sheet.
    spans: Vec<(u16, u16, u16)>,
    /// Name, the number of the sheet whose own it is, its tokens.
    names: Vec<(Option<String>, Option<usize>, Vec<u8>)>,
}

impl Links {
    /// Nothing seen yet, of a workbook of Excel 97 and later or of an older one.
    pub fn new(is_biff8: bool) -> Self {
        Self {
            is_biff8,
            ..Self::default()
        }
    }

    /// Takes note of a record of the workbook itself.
    pub fn see(&mut self, kind: u16, data: &[u8]) {
        match kind {
            BOUND_SHEET => {
                let name = short_text(data, 6, self.is_biff8).map(|(name, _)| name);
                self.sheets.push(name.unwrap_or_default());
            }
            BOOK => self.books.push(book(data)),
            SPANS if self.is_biff8 => {
                let count = usize::from(u16_at(data, 0).unwrap_or(0));
                let spans = (0..count).map_while(|n| {
                    let at = 2 + n * 6;
                    Some((
                        u16_at(data, at)?,
                        u16_at(data, at + 2)?,
                        u16_at(data, at + 4)?,
                    ))
                });
                self.spans.extend(spans);
            }
            NAME => self.names.push(if self.is_biff8 {
                name(data).unwrap_or_default()
            } else {
                Default::default()
            }),
            _ => {}
        }
    }

    /// A name by its number, from 1.
    pub fn name(&self, number: u16) -> Option<&str> {
        let index = usize::from(number).checked_sub(1)?;
        self.names.get(index)?.0.as_deref()
    }

    /// The sheet or the sheets that a reference names, with `!`.
    pub fn sheets(&self, span: u16) -> Option<String> {
        let (book, first, last) = *self.spans.get(usize::from(span))?;
        let (file, sheets) = match self.books.get(usize::from(book))? {
            Book::Own => ("", &self.sheets),
            Book::Other(file, sheets) => (file.as_str(), sheets),
            Book::Unknown => return None,
        };
        // 0xffff: the sheet was deleted; 0xfffe: no sheet at all.
        let (first, last) = (
            sheets.get(usize::from(first))?,
            sheets.get(usize::from(last))?,
        );
        let mut name = String::new();
        if !file.is_empty() {
            name = format!("[{file}]");
        }
        name.push_str(first);
        if first != last {
            name.push(':');
            name.push_str(last);
        }
        Some(format!("'{}'!", name.replace('\'', "''")))
    }

    /// The names that stand for something that can be written, for the formulas that use them.
    pub fn defined(&self, names: &mut DefinedNames) {
        for (name, sheet, tokens) in &self.names {
            let sheet = sheet.map(|n| self.sheets.get(n).map_or("", String::as_str));
            if let (Some(name), Some(text)) = (name, tokens::text(tokens, self, None)) {
                names.add(name, sheet, &text);
            }
        }
    }
}

/// Characters of one byte or of two.
fn characters(bytes: &[u8], at: usize, count: usize, is_wide: bool) -> Option<(String, usize)> {
    if is_wide {
        let end = at.checked_add(count * 2)?;
        let units: Vec<u16> = bytes
            .get(at..end)?
            .chunks_exact(2)
            .map(|pair| u16::from(pair[0]) | u16::from(pair[1]) << 8)
            .collect();
        Some((String::from_utf16_lossy(&units), end))
    } else {
        let end = at.checked_add(count)?;
        let text = bytes.get(at..end)?.iter().map(|b| char::from(*b)).collect();
        Some((text, end))
    }
}

/// A text whose length is one byte, with the place behind it.
pub fn short_text(bytes: &[u8], at: usize, is_biff8: bool) -> Option<(String, usize)> {
    let count = usize::from(*bytes.get(at)?);
    if is_biff8 {
        let is_wide = bytes.get(at + 1)? & 1 == 1;
        characters(bytes, at + 2, count, is_wide)
    } else {
        characters(bytes, at + 1, count, false)
    }
}

fn long_text(bytes: &[u8], at: usize) -> Option<(String, usize)> {
    let count = usize::from(u16_at(bytes, at)?);
    let is_wide = bytes.get(at + 2)? & 1 == 1;
    characters(bytes, at + 3, count, is_wide)
}

fn book(data: &[u8]) -> Book {
    match u16_at(data, 2) {
        Some(0x0401) => return Book::Own,
        Some(0x3a01) | None => return Book::Unknown,
        Some(_) => {}
    }
    let Some((path, mut at)) = long_text(data, 2) else {
        return Book::Unknown;
    };
    let count = u16_at(data, 0).unwrap_or(0);
    let mut sheets = Vec::new();
    for _ in 0..count {
        let Some((name, next)) = long_text(data, at) else {
            break;
        };
        sheets.push(name);
        at = next;
    }
    // Folders are parted by characters that no name has.
    let file = path.rsplit(|c: char| c < ' ').next().unwrap_or_default();
    Book::Other(file.to_owned(), sheets)
}

/// The name of a defined name, its sheet, its tokens.
fn name(data: &[u8]) -> Option<(Option<String>, Option<usize>, Vec<u8>)> {
    const BUILT_IN: u16 = 0x0020;
    let flags = u16_at(data, 0)?;
    let count = usize::from(*data.get(3)?);
    let length = usize::from(u16_at(data, 4)?);
    let sheet = usize::from(u16_at(data, 8)?).checked_sub(1);
    let is_wide = data.get(14)? & 1 == 1;
    let (name, at) = characters(data, 15, count, is_wide)?;
    let tokens = data.get(at..at.checked_add(length)?)?.to_vec();
    let name = (flags & BUILT_IN == 0).then_some(name);
    Some((name, sheet, tokens))
}
