//! What the tags of rows and columns say before calamine reads a sheet: what is hidden, and whether every row ends.

use super::hidden::{Hidden, is_told};

/// What was seen up to here.
#[derive(Default)]
pub struct Rows {
    /// Rows and columns that a user does not see.
    pub hidden: Hidden,
    /// A row or a text does not end.
    pub is_broken: bool,
    in_row: bool,
    in_text: bool,
    /// The row that was opened last, from 1.
    row: u32,
}

impl Rows {
    /// Rows do not stand in rows, nor texts in texts.
    pub fn balance(&mut self, tag: &[u8]) {
        let is_end = tag.get(1) == Some(&b'/');
        let name = tag.get(if is_end { 2 } else { 1 }..).unwrap_or_default();
        let length = name.iter().position(|b| matches!(b, b'>' | b'/' | b' '));
        let name = name.get(..length.unwrap_or(0)).unwrap_or_default();
        match name.rsplit(|&b| b == b':').next() {
            Some(b"row") if is_end => self.is_broken |= !std::mem::take(&mut self.in_row),
            Some(b"is") if is_end => self.is_broken |= !std::mem::take(&mut self.in_text),
            Some(b"is") if tag.get(1 + length.unwrap_or(0)) == Some(&b'>') => {
                self.is_broken |= std::mem::replace(&mut self.in_text, true);
            }
            _ => {}
        }
    }

    /// Notes a row that begins, and rows and columns that are hidden, by the whole tag up to its end.
    pub fn see(&mut self, kind: Sized, tag: &[u8]) {
        if matches!(kind, Sized::Row) && !tag.ends_with(b"/") {
            self.is_broken |= std::mem::replace(&mut self.in_row, true);
        }
        let Ok(tag) = std::str::from_utf8(tag) else {
            return;
        };
        let number = |name| told(tag, name).and_then(|n| n.parse::<u32>().ok());
        match kind {
            Sized::Row => {
                self.row = number("r").unwrap_or(self.row.saturating_add(1));
                if let Some(index) = self.row.checked_sub(1)
                    && is_told(told(tag, "hidden"), told(tag, "ht"))
                {
                    self.hidden.add_rows(index, 1);
                }
            }
            Sized::Column => {
                if let (Some(first @ 1..), Some(last)) = (number("min"), number("max"))
                    && is_told(told(tag, "hidden"), told(tag, "width"))
                {
                    let count = last.saturating_add(1).saturating_sub(first);
                    self.hidden.add_columns(first - 1, count);
                }
            }
        }
    }

    /// All rows have been seen.
    pub fn end(&mut self) {
        self.is_broken |= self.in_row || self.in_text;
    }
}

/// What has a height or a width.
#[derive(Clone, Copy)]
pub enum Sized {
    /// A row.
    Row,
    /// Columns.
    Column,
}

/// Whether the tag at the beginning is `<row …` or `<col …`, with any prefix.
pub fn sized(tag: &[u8]) -> Option<Sized> {
    let name = tag.get(1..)?;
    let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'>' | b'/');
    let length = name.iter().position(ends)?;
    match name.get(..length)?.rsplit(|&b| b == b':').next()? {
        b"row" => Some(Sized::Row),
        b"col" => Some(Sized::Column),
        _ => None,
    }
}

/// The value of an attribute in a tag, in quotes of either kind.
pub fn told<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let before = tag.get(..at)?;
        let value = tag.get(at + name.len()..)?.trim_start().strip_prefix('=')?;
        let value = value.trim_start();
        let quote = value.chars().next().filter(|q| matches!(q, '"' | '\''))?;
        let value = value.get(1..)?;
        let end = value.find(quote)?;
        before
            .ends_with(|c: char| c.is_ascii_whitespace())
            .then(|| value.get(..end))
            .flatten()
    })
}
