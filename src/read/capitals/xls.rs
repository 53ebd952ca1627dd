//! The fonts of an .xls, from its records FONT, XF and those of texts.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::runs::{Runs, from_begins};
use super::{Drawn, Sheets, draws_capitals};
use crate::base::place::Cell;
use crate::read::limits::Budget;
use crate::read::ole::{Ole, u16_at, u32_at};

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;
const FONT: u16 = 0x0031;
const XF: u16 = 0x00e0;
const BOUND_SHEET: u16 = 0x0085;
const SHARED_TEXTS: u16 = 0x00fc;
const CONTINUE: u16 = 0x003c;
const OF_SHARED: u16 = 0x00fd;
const RICH: u16 = 0x00d6;

/// What of each worksheet stands in a font of capitals.
pub(super) fn cells(bytes: &[u8], budget: &Budget) -> Option<Sheets> {
    let ole = Ole::open(bytes).ok()?;
    let stream = ["Workbook", "Book"]
        .into_iter()
        .find_map(|name| ole.stream(name, budget).ok().flatten())?;
    let is_new = u16_at(&stream, 4) == Some(0x0600);
    let (mut fonts, mut formats, mut positions) = (Fonts::default(), BTreeSet::new(), Vec::new());
    let (mut number, mut last) = (0_u16, 0_u16);
    let mut texts: Vec<&[u8]> = Vec::new();
    for (kind, data) in records(&stream, 0) {
        match kind {
            EOF => break,
            FONT => {
                let draws = font_name(data, is_new).is_some_and(|f| draws_capitals(&f));
                fonts.0.push(draws);
            }
            XF => {
                if fonts.draws(u16_at(data, 0)?) {
                    formats.insert(number);
                }
                number = number.checked_add(1)?;
            }
            BOUND_SHEET if data.get(5) == Some(&0) => {
                positions.push(usize::try_from(u32_at(data, 0)?).ok()?);
            }
            SHARED_TEXTS => texts.push(data),
            CONTINUE if last == SHARED_TEXTS => texts.push(data),
            _ => {}
        }
        // What goes on belongs to the record that began.
        if kind != CONTINUE {
            last = kind;
        }
    }
    if !fonts.0.contains(&true) {
        return None;
    }
    let shared = Pieces::new(texts).runs(&fonts);
    let mut found = Vec::new();
    for position in positions {
        let (mut cells, mut depth) = (HashMap::new(), 0_u32);
        for (kind, data) in records(&stream, position) {
            match kind {
                BOF => depth += 1,
                EOF if depth <= 1 => break,
                EOF => depth -= 1,
                // LABELSST, LABEL, RSTRING and FORMULA begin alike: row, column, format.
                OF_SHARED | 0x0204 | RICH | 0x0006 if depth == 1 => {
                    let of_cell = formats.contains(&u16_at(data, 4)?);
                    let own;
                    let runs = match kind {
                        OF_SHARED => shared.get(&u32_at(data, 6)?),
                        RICH => {
                            own = own_runs(data, is_new, &fonts).map(Rc::new);
                            own.as_ref()
                        }
                        _ => None,
                    };
                    let at = Cell::new(u16_at(data, 0)?.into(), u16_at(data, 2)?);
                    cells.extend(Drawn::of(runs, of_cell).map(|drawn| (at, drawn)));
                }
                _ => {}
            }
        }
        found.push(cells);
    }
    Some(found)
}

/// Whether each font of the workbook draws capitals.
#[derive(Default)]
struct Fonts(Vec<bool>);

impl Fonts {
    /// There is no font of number 4: those behind it count one more.
    fn draws(&self, number: u16) -> bool {
        let number = usize::from(number);
        let index = if number > 4 { number - 1 } else { number };
        self.0.get(index).copied().unwrap_or(false)
    }
}

/// The runs of a cell that holds its own text (RSTRING).
fn own_runs(data: &[u8], is_new: bool, fonts: &Fonts) -> Option<Runs> {
    let length = usize::from(u16_at(data, 6)?);
    let mut begins = Vec::new();
    if is_new {
        let width = usize::from(data.get(8)? & 1) + 1;
        let at = 9 + length * width;
        for n in 0..usize::from(u16_at(data, at)?) {
            let (from, font) = (u16_at(data, at + 2 + 4 * n)?, u16_at(data, at + 4 + 4 * n)?);
            begins.push((usize::from(from), fonts.draws(font)));
        }
    } else {
        let at = 8 + length;
        for n in 0..usize::from(*data.get(at)?) {
            let (from, font) = (*data.get(at + 1 + 2 * n)?, *data.get(at + 2 + 2 * n)?);
            begins.push((usize::from(from), fonts.draws(font.into())));
        }
    }
    from_begins(length, &begins)
}

/// The table of shared texts, which goes on over several records.
struct Pieces<'a> {
    records: Vec<&'a [u8]>,
    record: usize,
    at: usize,
}

impl<'a> Pieces<'a> {
    fn new(records: Vec<&'a [u8]>) -> Self {
        Self {
            records,
            record: 0,
            at: 0,
        }
    }

    /// The runs of the texts of which one draws capitals, by their numbers, as far as the table can be read.
    fn runs(mut self, fonts: &Fonts) -> HashMap<u32, Rc<Runs>> {
        let mut found = HashMap::new();
        let Some(count) = self.skip(4).and_then(|()| self.long()) else {
            return found;
        };
        for number in 0..count {
            match self.text(fonts) {
                Some(Some(runs)) => {
                    found.insert(number, Rc::new(runs));
                }
                Some(None) => {}
                None => break,
            }
        }
        found
    }

    /// One text's runs, if it has any that count.
    #[expect(
        clippy::option_option,
        reason = "no text, a text without capitals, its runs"
    )]
    fn text(&mut self, fonts: &Fonts) -> Option<Option<Runs>> {
        let length = usize::from(self.word()?);
        let marks = self.byte()?;
        let runs = if marks & 8 != 0 { self.word()? } else { 0 };
        let spoken = if marks & 4 != 0 { self.long()? } else { 0 };
        self.characters(length, marks & 1 != 0)?;
        let mut begins = Vec::new();
        for _ in 0..runs {
            let (from, font) = (self.word()?, self.word()?);
            begins.push((usize::from(from), fonts.draws(font)));
        }
        self.skip(usize::try_from(spoken).ok()?)?;
        Some(from_begins(length, &begins))
    }

    /// A text that a record cuts goes on behind a byte that says anew how wide its characters are.
    fn characters(&mut self, mut left: usize, mut is_wide: bool) -> Option<()> {
        loop {
            let width = if is_wide { 2 } else { 1 };
            let here = (self.records.get(self.record)?.len() - self.at) / width;
            if left <= here {
                self.at += left * width;
                return Some(());
            }
            left -= here;
            self.record += 1;
            self.at = 0;
            is_wide = self.byte()? & 1 != 0;
        }
    }

    fn byte(&mut self) -> Option<u8> {
        loop {
            if let Some(byte) = self.records.get(self.record)?.get(self.at) {
                self.at += 1;
                return Some(*byte);
            }
            self.record += 1;
            self.at = 0;
        }
    }

    fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn long(&mut self) -> Option<u32> {
        Some(u32::from(self.word()?) | u32::from(self.word()?) << 16)
    }

    fn skip(&mut self, mut left: usize) -> Option<()> {
        loop {
            let here = self.records.get(self.record)?.len() - self.at;
            if left <= here {
                self.at += left;
                return Some(());
            }
            left -= here;
            self.record += 1;
            self.at = 0;
        }
    }
}

/// The records from a place on, with their data.
fn records(stream: &[u8], mut at: usize) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let kind = u16_at(stream, at)?;
        let from = at.checked_add(4)?;
        let to = from.checked_add(usize::from(u16_at(stream, at + 2)?))?;
        at = to;
        Some((kind, stream.get(from..to)?))
    })
}

/// The name of a FONT record: its length in characters, and in new files whether each takes two bytes.
fn font_name(data: &[u8], is_new: bool) -> Option<String> {
    let length = usize::from(*data.get(14)?);
    if !is_new {
        let name = data.get(15..15 + length)?;
        return Some(name.iter().copied().map(char::from).collect());
    }
    if data.get(15)? & 1 == 0 {
        let name = data.get(16..16 + length)?;
        return Some(name.iter().copied().map(char::from).collect());
    }
    let name = data.get(16..16 + 2 * length)?;
    let units = name.chunks_exact(2).filter_map(|pair| u16_at(pair, 0));
    Some(char::decode_utf16(units).filter_map(Result::ok).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of three texts, of which the last has a run in font 5, the sixth that is listed (no font has number 4).
    fn table() -> Vec<u8> {
        let mut out = vec![3, 0, 0, 0, 3, 0, 0, 0];
        out.extend([2, 0, 0, b'a', b'b']);
        out.extend([2, 0, 5, 3, 0, 0, 0, 0xad, 1, b'b', 0, 9, 9, 9]);
        out.extend([
            4, 0, 8, 2, 0, b'a', b'b', b'c', b'd', 1, 0, 5, 0, 3, 0, 1, 0,
        ]);
        out
    }

    #[test]
    fn runs_of_the_shared_texts_however_records_cut_them() {
        let fonts = Fonts(vec![false, false, false, false, true]);
        let wanted = vec![(1, None), (2, Some(true)), (1, Some(false))];
        let whole = table();
        let found = Pieces::new(vec![&whole]).runs(&fonts);
        assert_eq!(found.len(), 1);
        assert_eq!(*found[&2], wanted);
        // Within the characters of the last text another byte of marks follows the cut.
        let text = whole.len() - 12;
        for cut in [text + 1, text + 3] {
            let mut behind = vec![0];
            behind.extend(&whole[cut..]);
            let found = Pieces::new(vec![&whole[..cut], &behind]).runs(&fonts);
            assert_eq!(
                found.get(&2).map(|r| (**r).clone()),
                Some(wanted.clone()),
                "{cut}"
            );
        }
        for end in 0..whole.len() {
            let _ = Pieces::new(vec![&whole[..end]]).runs(&fonts);
        }
    }

    #[test]
    fn runs_of_a_cell_that_holds_its_own_text() {
        let fonts = Fonts(vec![false, true]);
        let mut data = vec![
            0, 0, 0, 0, 0, 0, 3, 0, 0, b'a', b'b', b'c', 1, 0, 2, 0, 1, 0,
        ];
        let wanted = Some(vec![(2, None), (1, Some(true))]);
        assert_eq!(own_runs(&data, true, &fonts), wanted);
        data.truncate(8);
        data.extend([b'a', b'b', b'c', 1, 2, 1]);
        assert_eq!(own_runs(&data, false, &fonts), wanted);
    }
}
