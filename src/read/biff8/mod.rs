//! The formulas of an .xls as text.
//!
//! calamine (0.38) takes references to other sheets for other cells, `>` for `>=`, and gives no formula that several
//! cells share; here the tokens are read by the published format. What is not told there is not told here either: its
//! formula keeps an empty text.

mod functions;
mod links;
mod tokens;
mod tree;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

pub use links::Links;

use super::ole::u16_at;

/// A cell with a formula.
pub const FORMULA: u16 = 0x0006;
const ARRAY: u16 = 0x0221;
const SHARED: u16 = 0x04bc;
/// The token that sends to the formula of another cell.
const SEE_OTHER: u8 = 0x01;

/// The formulas of one sheet: where the tokens of each stand in the stream.
#[derive(Clone, Debug, Default)]
pub struct SheetFormulas {
    cells: BTreeMap<(u32, u32), Tokens>,
    /// Formulas that several cells share, by the place that these name.
    shared: HashMap<(u16, u16), Master>,
    /// The place that the last formula named.
    last: Option<(u16, u16)>,
}

#[derive(Clone, Debug)]
enum Tokens {
    Own(Range<usize>),
    Other((u16, u16)),
}

#[derive(Clone, Debug)]
struct Master {
    tokens: Range<usize>,
    is_array: bool,
}

impl SheetFormulas {
    /// Takes note of a record with its data.
    pub fn see(&mut self, kind: u16, stream: &[u8], data: Range<usize>) {
        let tokens = |size: usize| {
            let length = u16_at(stream, data.start + size)?;
            let begin = data.start + size + 2;
            let end = begin + usize::from(length);
            (end <= data.end).then_some(begin..end)
        };
        match kind {
            FORMULA => {
                self.last = None;
                let (Some(row), Some(col)) =
                    (u16_at(stream, data.start), u16_at(stream, data.start + 2))
                else {
                    return;
                };
                let own = tokens(20).unwrap_or(data.start..data.start);
                let other = own
                    .clone()
                    .next()
                    .filter(|at| stream.get(*at) == Some(&SEE_OTHER));
                let place =
                    other.and_then(|at| Some((u16_at(stream, at + 1)?, u16_at(stream, at + 3)?)));
                self.last = place;
                let tokens = place.map_or(Tokens::Own(own), Tokens::Other);
                self.cells.insert((row.into(), col.into()), tokens);
            }
            ARRAY | SHARED => {
                let is_array = kind == ARRAY;
                if let (Some(place), Some(tokens)) =
                    (self.last.take(), tokens(if is_array { 12 } else { 8 }))
                {
                    self.shared.insert(place, Master { tokens, is_array });
                }
            }
            _ => {}
        }
    }

    /// The cells that hold a formula.
    pub fn places(&self) -> impl Iterator<Item = (u32, u32)> {
        self.cells.keys().copied()
    }

    /// The formula of a cell without the equals sign, as Excel writes it; `None` where it has none, empty where its text
    /// cannot be told.
    pub fn text(&self, stream: &[u8], links: &Links, at: (u32, u32)) -> Option<Box<str>> {
        let (tokens, is_shared, is_array) = match self.cells.get(&at)? {
            Tokens::Own(tokens) => (tokens, false, false),
            Tokens::Other(place) => match self.shared.get(place) {
                Some(master) => (&master.tokens, true, master.is_array),
                None => return Some(Box::default()),
            },
        };
        // The other cells of an array formula hold their own part of it.
        if is_array && self.is_part(at) {
            return Some(Box::default());
        }
        let tokens = stream.get(tokens.clone()).unwrap_or_default();
        let base = if is_shared { Some(at) } else { None };
        let text = tokens::text(tokens, links, base).unwrap_or_default();
        Some(match text.as_str() {
            "" => Box::default(),
            text if is_array => format!("{{={text}}}").into(),
            text => text.into(),
        })
    }

    fn is_part(&self, at: (u32, u32)) -> bool {
        match self.cells.get(&at) {
            Some(Tokens::Other((row, col))) => at != (u32::from(*row), u32::from(*col)),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests;
