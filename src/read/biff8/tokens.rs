//! The tokens of one formula ([MS-XLS] 2.5.198) to its text.

use super::functions::function;
use super::links::{Links, short_text};
use super::tree::Tree;
use crate::base::number;
use crate::base::place::column_name;
use crate::read::binary::error_of_formula;
use crate::read::ole::u16_at;

/// The text of a formula; `base` is the cell of one that is shared, whose references are offsets from there. `None` for
/// what cannot be told.
pub fn text(tokens: &[u8], links: &Links, base: Option<(u32, u32)>) -> Option<String> {
    let mut reader = Reader {
        bytes: tokens,
        at: 0,
        links,
        base,
        tree: Tree::default(),
    };
    while let Some(&token) = reader.bytes.get(reader.at) {
        reader.at += 1;
        reader.token(token)?;
    }
    reader.tree.text()
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    links: &'a Links,
    base: Option<(u32, u32)>,
    tree: Tree,
}

const BETWEEN: [&str; 15] = [
    "+", "-", "*", "/", "^", "&", "<", "<=", "=", ">=", ">", "<>", " ", ",", ":",
];

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn word(&mut self) -> Option<u16> {
        let word = u16_at(self.bytes, self.at)?;
        self.at += 2;
        Some(word)
    }

    fn skip(&mut self, count: usize) -> Option<()> {
        self.at = self.at.checked_add(count)?;
        (self.at <= self.bytes.len()).then_some(())
    }

    fn token(&mut self, token: u8) -> Option<()> {
        // References and values of one kind differ in two bits.
        let kind = if token < 0x20 {
            token
        } else {
            token & 0x1f | 0x20
        };
        match kind {
            0x03..=0x11 => self.tree.between(BETWEEN[usize::from(kind) - 3])?,
            0x12 => self.tree.around("+", "")?,
            0x13 => self.tree.around("-", "")?,
            0x14 => self.tree.around("", "%")?,
            0x15 => self.tree.around("(", ")")?,
            0x16 => self.tree.leaf(""),
            0x17 => {
                let (text, next) = short_text(self.bytes, self.at, self.links.is_biff8)?;
                self.at = next;
                self.tree.leaf(format!("\"{}\"", text.replace('"', "\"\"")));
            }
            0x19 => self.attribute()?,
            0x1c => {
                let error = error_of_formula(self.byte()?)?;
                self.tree.leaf(error);
            }
            0x1d => {
                let truth = self.byte()? != 0;
                self.tree.leaf(if truth { "TRUE" } else { "FALSE" });
            }
            0x1e => {
                let number = self.word()?;
                self.tree.leaf(number.to_string());
            }
            0x1f => {
                let raw = self.bytes.get(self.at..self.at.checked_add(8)?)?;
                self.at += 8;
                let number = number::from_float(f64::from_le_bytes(raw.try_into().ok()?))?;
                self.tree.leaf(number.to_string());
            }
            0x21 => {
                let (name, operands) = function(self.word()?)?;
                self.tree.call(name, operands)?;
            }
            0x22 => {
                let operands = usize::from(self.byte()? & 0x7f);
                match self.word()? & 0x7fff {
                    // A function that is newer than the format, or a program.
                    0x00ff => self.tree.call_by_name(operands)?,
                    number => self.tree.call(function(number)?.0, operands)?,
                }
            }
            0x23 => {
                let number = self.word()?;
                self.skip(if self.links.is_biff8 { 2 } else { 12 })?;
                let name = self.links.name(number)?.to_owned();
                self.tree.leaf(name);
            }
            0x24 => self.cell("", false)?,
            0x25 => self.area("", false)?,
            // What is in memory already stands behind it as tokens again.
            0x26..=0x28 => self.skip(6)?,
            0x29 => self.skip(2)?,
            0x2a => {
                self.skip(if self.links.is_biff8 { 4 } else { 3 })?;
                self.tree.leaf("#REF!");
            }
            0x2b => {
                self.skip(if self.links.is_biff8 { 8 } else { 6 })?;
                self.tree.leaf("#REF!");
            }
            0x2c => self.cell("", true)?,
            0x2d => self.area("", true)?,
            0x3a | 0x3b if self.links.is_biff8 && self.base.is_none() => {
                let span = self.word()?;
                let sheets = self.links.sheets(span)?;
                if kind == 0x3a {
                    self.cell(&sheets, false)?;
                } else {
                    self.area(&sheets, false)?;
                }
            }
            0x3c | 0x3d if self.links.is_biff8 => {
                self.skip(if kind == 0x3c { 6 } else { 10 })?;
                self.tree.leaf("#REF!");
            }
            _ => return None,
        }
        Some(())
    }

    /// What is said about the formula or its branches; of all that only a sum of one operand is text.
    fn attribute(&mut self) -> Option<()> {
        let marks = self.byte()?;
        let data = self.word()?;
        if marks & 0x04 != 0 {
            self.skip((usize::from(data) + 1) * 2)?;
        }
        if marks & 0x10 != 0 {
            self.tree.call("SUM", 1)?;
        }
        Some(())
    }

    /// A row with its marks, as each format keeps them.
    fn rows(&mut self, count: usize) -> Option<Vec<u16>> {
        (0..count).map(|_| self.word()).collect()
    }

    /// The columns behind the rows, with the marks for both: number, relative column, relative row.
    fn columns(&mut self, rows: &[u16]) -> Option<Vec<(u16, bool, bool)>> {
        rows.iter()
            .map(|row| {
                if self.links.is_biff8 {
                    let word = self.word()?;
                    Some((word & 0x00ff, word & 0x4000 != 0, word & 0x8000 != 0))
                } else {
                    let col = u16::from(self.byte()?);
                    Some((col, row & 0x4000 != 0, row & 0x8000 != 0))
                }
            })
            .collect()
    }

    /// The ends of a reference, each with its row, its column, and whether these move.
    fn ends(&mut self, count: usize, is_offset: bool) -> Option<Vec<End>> {
        let last_row = if self.links.is_biff8 { 0xffff } else { 0x3fff };
        let rows = self.rows(count)?;
        let columns = self.columns(&rows)?;
        let base = self.base.filter(|_| is_offset);
        if is_offset && base.is_none() {
            // A name that moves with the cell that uses it.
            return None;
        }
        let end = |(row, (col, moves_col, moves_row)): (&u16, &(u16, bool, bool))| {
            let (mut row, mut col) = (u32::from(*row & last_row), u32::from(*col));
            if let Some((base_row, base_col)) = base {
                if *moves_row {
                    row = (base_row + row) & u32::from(last_row);
                }
                if *moves_col {
                    col = (base_col + col) & 0xff;
                }
            }
            Some(End {
                row,
                col: u16::try_from(col).ok()?,
                moves_row: *moves_row,
                moves_col: *moves_col,
                is_last_row: row == u32::from(last_row),
            })
        };
        rows.iter().zip(&columns).map(end).collect()
    }

    fn cell(&mut self, sheets: &str, is_offset: bool) -> Option<()> {
        let ends = self.ends(1, is_offset)?;
        self.tree.leaf(format!("{sheets}{}", ends.first()?.cell()));
        Some(())
    }

    fn area(&mut self, sheets: &str, is_offset: bool) -> Option<()> {
        let ends = self.ends(2, is_offset)?;
        let (first, last) = (ends.first()?, ends.get(1)?);
        let text = if first.row == 0 && last.is_last_row {
            format!("{sheets}{}:{}", first.column(), last.column())
        } else if first.col == 0 && last.col == 0x00ff {
            format!("{sheets}{}:{}", first.line(), last.line())
        } else {
            format!("{sheets}{}:{}", first.cell(), last.cell())
        };
        self.tree.leaf(text);
        Some(())
    }
}

/// One end of a reference.
struct End {
    row: u32,
    col: u16,
    moves_row: bool,
    moves_col: bool,
    is_last_row: bool,
}

impl End {
    fn column(&self) -> String {
        let fixed = if self.moves_col { "" } else { "$" };
        format!("{fixed}{}", column_name(self.col))
    }

    fn line(&self) -> String {
        let fixed = if self.moves_row { "" } else { "$" };
        format!("{fixed}{}", self.row + 1)
    }

    fn cell(&self) -> String {
        self.column() + &self.line()
    }
}
