//! Addresses: `B7`, `$B$7`, `A1:C3`, `$A:$B`, `9:9`, as they stand in formulas and attributes.

use std::fmt::{self, Display, Write as _};

/// The last row that a sheet can have.
pub(crate) const MAX_ROW: u32 = 1_048_576;
/// The last column that a sheet can have (`XFD`).
pub(crate) const MAX_COL: u32 = 16_384;

/// One row or column number of a reference, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Coord {
    pub(crate) n: u32,
    /// With `$`: it does not change when the formula is copied.
    pub(crate) abs: bool,
}

/// A reference without its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ref {
    /// `None` in `9:9`.
    pub(crate) cols: Option<(Coord, Coord)>,
    /// `None` in `A:B`.
    pub(crate) rows: Option<(Coord, Coord)>,
    /// Written with `:`; otherwise both ends are the same cell.
    pub(crate) range: bool,
}

/// The letters of a column, counted from 1.
pub(crate) fn col_name(mut col: u32) -> String {
    let mut letters = Vec::new();
    while col > 0 {
        let digit = u8::try_from((col - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        col = (col - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The address of a cell, `B7`.
pub(crate) fn cell_name(row: u32, col: u32) -> String {
    format!("{}{row}", col_name(col))
}

/// Row and column of a cell's address.
pub(crate) fn parse_cell(text: &str) -> Option<(u32, u32)> {
    match Ref::parse_all(text)? {
        Ref {
            cols: Some((col, _)),
            rows: Some((row, _)),
            range: false,
        } => Some((row.n, col.n)),
        _ => None,
    }
}

fn take_abs(text: &str) -> (bool, &str) {
    text.strip_prefix('$')
        .map_or((false, text), |rest| (true, rest))
}

fn take_col(text: &str) -> Option<(Coord, &str)> {
    let (abs, rest) = take_abs(text);
    let len = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    if len == 0 || len > 3 {
        return None;
    }
    let n = rest[..len].bytes().fold(0, |n, byte| {
        n * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1
    });
    (n <= MAX_COL).then_some((Coord { n, abs }, &rest[len..]))
}

fn take_row(text: &str) -> Option<(Coord, &str)> {
    let (abs, rest) = take_abs(text);
    let len = rest.bytes().take_while(u8::is_ascii_digit).count();
    if len == 0 || len > 7 {
        return None;
    }
    let n: u32 = rest[..len].parse().ok()?;
    (1..=MAX_ROW)
        .contains(&n)
        .then_some((Coord { n, abs }, &rest[len..]))
}

fn take_end(text: &str) -> Option<(Option<Coord>, Option<Coord>, &str)> {
    if let Some((col, rest)) = take_col(text) {
        return Some(match take_row(rest) {
            Some((row, rest)) => (Some(col), Some(row), rest),
            None => (Some(col), None, rest),
        });
    }
    take_row(text).map(|(row, rest)| (None, Some(row), rest))
}

impl Ref {
    /// Reads a reference at the start of a text; with it how many bytes it took.
    /// Whether what follows allows it to be one is for the caller to say.
    pub(crate) fn parse(text: &str) -> Option<(Self, usize)> {
        let (col1, row1, rest) = take_end(text)?;
        let single = match (col1, row1) {
            (Some(col), Some(row)) => Some(Self {
                cols: Some((col, col)),
                rows: Some((row, row)),
                range: false,
            }),
            _ => None,
        };
        if let Some(second) = rest.strip_prefix(':')
            && let Some((col2, row2, after)) = take_end(second)
            && col1.is_some() == col2.is_some()
            && row1.is_some() == row2.is_some()
            && !after.starts_with(is_word)
        {
            let reference = Self {
                cols: col1.zip(col2),
                rows: row1.zip(row2),
                range: true,
            };
            return Some((reference, text.len() - after.len()));
        }
        single.map(|reference| (reference, text.len() - rest.len()))
    }

    /// Reads a text that is one reference.
    pub(crate) fn parse_all(text: &str) -> Option<Self> {
        Self::parse(text)
            .filter(|(_, len)| *len == text.len())
            .map(|(reference, _)| reference)
    }

    /// The same columns with other rows; one cell becomes a range if the rows differ.
    pub(crate) fn with_rows(self, first: u32, last: u32) -> Self {
        let Some((row1, row2)) = self.rows else {
            return self;
        };
        Self {
            rows: Some((Coord { n: first, ..row1 }, Coord { n: last, ..row2 })),
            range: self.range || first != last,
            ..self
        }
    }

    /// First and last row, in that order whichever way round they are written.
    pub(crate) fn row_span(&self) -> (u32, u32) {
        self.rows
            .map_or((1, MAX_ROW), |(a, b)| (a.n.min(b.n), a.n.max(b.n)))
    }

    /// First and last column.
    pub(crate) fn col_span(&self) -> (u32, u32) {
        self.cols
            .map_or((1, MAX_COL), |(a, b)| (a.n.min(b.n), a.n.max(b.n)))
    }

    /// The reference as Excel writes it when its formula is copied `rows` down and `cols` right;
    /// `None` where it would leave the sheet.
    pub(crate) fn moved(self, rows: i64, cols: i64) -> Option<Self> {
        let go = |coord: Coord, by: i64, max: u32| -> Option<Coord> {
            if coord.abs {
                return Some(coord);
            }
            let n = u32::try_from(i64::from(coord.n) + by)
                .ok()
                .filter(|n| (1..=max).contains(n))?;
            Some(Coord { n, ..coord })
        };
        let cols = match self.cols {
            Some((a, b)) => Some((go(a, cols, MAX_COL)?, go(b, cols, MAX_COL)?)),
            None => None,
        };
        let rows = match self.rows {
            Some((a, b)) => Some((go(a, rows, MAX_ROW)?, go(b, rows, MAX_ROW)?)),
            None => None,
        };
        Some(Self {
            cols,
            rows,
            range: self.range,
        })
    }
}

/// A character that can stand inside a name, so that `TONG13` and `D8_x` are no references.
pub(crate) fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '.' | '\\' | '?') || is_mark(character)
}

/// Vietnamese marks that are written as separate characters.
fn is_mark(character: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&character)
}

impl Display for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |second: bool, f: &mut fmt::Formatter<'_>| -> fmt::Result {
            if let Some((a, b)) = self.cols {
                let col = if second { b } else { a };
                if col.abs {
                    f.write_char('$')?;
                }
                f.write_str(&col_name(col.n))?;
            }
            if let Some((a, b)) = self.rows {
                let row = if second { b } else { a };
                if row.abs {
                    f.write_char('$')?;
                }
                write!(f, "{}", row.n)?;
            }
            Ok(())
        };
        end(false, f)?;
        if self.range {
            f.write_char(':')?;
            end(true, f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Ref, col_name, parse_cell};

    #[test]
    fn addresses_are_read_and_written_alike() {
        for text in [
            "A1",
            "$B$7",
            "A1:C$3",
            "$A:$B",
            "9:9",
            "XFD1048576",
            "AA10:AB11",
        ] {
            assert_eq!(Ref::parse_all(text).unwrap().to_string(), text);
        }
        for text in [
            "", "A", "1", "A0", "XFE1", "A1048577", "TONG13", "A1:", "A1:B", "A1B",
        ] {
            assert!(Ref::parse_all(text).is_none(), "{text}");
        }
        assert_eq!(parse_cell("AB12"), Some((12, 28)));
        assert_eq!(
            [1, 26, 27, 702, 703, 16384].map(col_name),
            ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
        );
    }
}

#[cfg(test)]
mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cell_is_named_and_found_again(row in 1_u32..=MAX_ROW, col in 1_u32..=MAX_COL) {
            prop_assert_eq!(parse_cell(&cell_name(row, col)), Some((row, col)));
            let fixed = format!("${}${row}", col_name(col));
            let read = Ref::parse_all(&fixed).map(|r| (r.row_span(), r.col_span()));
            prop_assert_eq!(read, Some(((row, row), (col, col))));
        }

        #[test]
        fn no_text_panics(any in any::<String>(), near in "[$A-Za-z0-9:]{0,16}") {
            for text in [&any, &near] {
                let _ = parse_cell(text);
                if let Some((_, used)) = Ref::parse(text) {
                    prop_assert!(text.get(..used).is_some());
                }
            }
        }
    }
}
