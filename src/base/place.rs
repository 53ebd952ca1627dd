//! Where a value stands: a cell of a sheet, and its address as Excel writes it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A cell of one sheet, counted from zero; printed as Excel does (`A1`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cell {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub col: u16,
}

impl Cell {
    /// The cell at a row and a column, both counted from 0.
    pub const fn new(row: u32, col: u16) -> Self {
        Self { row, col }
    }

    /// Reads `A1`, `$B$14`; `None` for anything else or beyond Excel's grid.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.replace('$', "");
        let split = text.find(|c: char| c.is_ascii_digit())?;
        let (letters, digits) = text.split_at(split);
        let col = column_index(letters)?;
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let row: u32 = digits.parse().ok()?;
        (1..=1_048_576)
            .contains(&row)
            .then(|| Self::new(row - 1, col))
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Outputs name millions of cells: written from the last digit on, without a text of its own.
        let mut name = [0; 16];
        let mut at = name.len();
        let mut put = |byte: u32| {
            at -= 1;
            name[at] = u8::try_from(byte).unwrap_or_default();
            at
        };
        let mut row = u64::from(self.row) + 1;
        while row > 0 {
            put(u32::from(b'0') + u32::try_from(row % 10).unwrap_or_default());
            row /= 10;
        }
        let mut col = u32::from(self.col) + 1;
        let mut start = 0;
        while col > 0 {
            start = put(u32::from(b'A') + (col - 1) % 26);
            col = (col - 1) / 26;
        }
        f.write_str(std::str::from_utf8(&name[start..]).unwrap_or_default())
    }
}

/// The letters of a column: 0 is `A`, 26 is `AA`.
pub fn column_name(col: u16) -> String {
    let mut rest = u32::from(col) + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The column of one to three letters, `None` beyond `XFD`.
pub fn column_index(letters: &str) -> Option<u16> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut col: u32 = 0;
    for byte in letters.bytes() {
        let byte = byte.to_ascii_uppercase();
        if !byte.is_ascii_uppercase() {
            return None;
        }
        col = col * 26 + u32::from(byte - b'A') + 1;
    }
    u16::try_from(col - 1).ok().filter(|&c| c < 16_384)
}

/// A rectangle of cells, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Upper left cell.
    pub first: Cell,
    /// Lower right cell.
    pub last: Cell,
}

impl Area {
    /// Whether the cell lies inside.
    pub fn contains(&self, cell: Cell) -> bool {
        (self.first.row..=self.last.row).contains(&cell.row)
            && (self.first.col..=self.last.col).contains(&cell.col)
    }
}

/// A value and the cell it was read from; the cell is absent for what was computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its cell on the sheet that the owner names.
    pub cell: Option<Cell>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_read_as_they_print() {
        for text in ["A1", "Z9", "AA10", "XFD1048576"] {
            assert_eq!(
                Cell::parse(text).map(|c| c.to_string()).as_deref(),
                Some(text)
            );
        }
        assert_eq!(Cell::parse("$B$14"), Some(Cell::new(13, 1)));
        for text in ["", "1", "A0", "XFE1", "A1B", "A1048577"] {
            assert_eq!(Cell::parse(text), None, "{text}");
        }
    }
}
