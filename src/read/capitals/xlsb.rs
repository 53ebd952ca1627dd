//! The fonts of an .xlsb, from the records of its styles, of its shared texts and of its cells.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::runs::{Runs, from_begins};
use super::{Drawn, Sheets, draws_capitals};
use crate::base::place::Cell;
use crate::read::archive::Archive;
use crate::read::binary::{bundle, records, wide_text};
use crate::read::limits::{Budget, Limits};
use crate::read::ole::{u16_at, u32_at};
use crate::read::package::Package;

const ROW: u16 = 0x0000;
const SHARED_TEXT: u16 = 0x0007;
const ITEM: u16 = 0x0013;
const FONT: u16 = 0x002b;
const FORMAT: u16 = 0x002f;
const RICH_TEXT: u16 = 0x003e;
const BEGIN_CELL_FORMATS: u16 = 0x0269;
const END_CELL_FORMATS: u16 = 0x026a;
const END_CELLS: u16 = 0x0092;

/// What of each worksheet stands in a font of capitals.
pub(super) fn cells(bytes: &[u8], limits: &Limits, budget: &Budget) -> Option<Sheets> {
    let mut archive = Archive::open(bytes, limits).ok()?;
    let package = Package::open(&mut archive, budget).ok()?;
    let styles = Styles::read(&archive.part("xl/styles.bin", budget).ok()?);
    if !styles.fonts.contains(&true) {
        return None;
    }
    let shared = match archive.part("xl/sharedstrings.bin", budget) {
        Ok(part) => of_shared(&part, &styles),
        Err(_) => HashMap::new(),
    };
    let table = archive.part(&package.workbook, budget).ok()?;
    let mut found = Vec::new();
    for (name, relation) in bundle(&table) {
        let Some(part) = package.sheet(name, &relation) else {
            continue;
        };
        if part.kind == "worksheet" {
            let sheet = archive.part(&part.path, budget).ok()?;
            found.push(of_sheet(&sheet, &styles, &shared));
        }
    }
    Some(found)
}

#[derive(Default)]
struct Styles {
    /// Whether each font draws capitals.
    fonts: Vec<bool>,
    /// The numbers of the formats of cells whose font does.
    formats: HashSet<u32>,
}

impl Styles {
    fn read(part: &[u8]) -> Self {
        let mut styles = Self::default();
        let (mut number, mut of_cells) = (0, false);
        for (kind, data) in records(part) {
            match kind {
                // Height, marks, weight, script, underline, family, character set, color and scheme stand before the name.
                FONT => {
                    let name = wide_text(data, 21).map(|(name, _)| name);
                    styles.fonts.push(name.is_some_and(|n| draws_capitals(&n)));
                }
                BEGIN_CELL_FORMATS => of_cells = true,
                END_CELL_FORMATS => of_cells = false,
                FORMAT if of_cells => {
                    if u16_at(data, 4).is_some_and(|font| styles.draws(font)) {
                        styles.formats.insert(number);
                    }
                    number += 1;
                }
                _ => {}
            }
        }
        styles
    }

    fn draws(&self, font: u16) -> bool {
        self.fonts.get(usize::from(font)).copied().unwrap_or(false)
    }

    /// The runs of a text with its marks, as shared texts and cells of their own hold it.
    fn runs(&self, data: &[u8], at: usize) -> Option<Runs> {
        if data.get(at)? & 1 == 0 {
            return None;
        }
        let (text, behind) = wide_text(data, at + 1)?;
        let mut begins = Vec::new();
        for n in 0..usize::try_from(u32_at(data, behind)?).ok()? {
            let run = behind.checked_add(4)?.checked_add(n.checked_mul(4)?)?;
            let (from, font) = (u16_at(data, run)?, u16_at(data, run + 2)?);
            begins.push((usize::from(from), self.draws(font)));
        }
        from_begins(text.chars().count(), &begins)
    }
}

fn of_shared(part: &[u8], styles: &Styles) -> HashMap<u32, Rc<Runs>> {
    let items = records(part).filter(|(kind, _)| *kind == ITEM);
    (0..)
        .zip(items)
        .filter_map(|(number, (_, data))| Some((number, Rc::new(styles.runs(data, 0)?))))
        .collect()
}

fn of_sheet(part: &[u8], styles: &Styles, shared: &HashMap<u32, Rc<Runs>>) -> HashMap<Cell, Drawn> {
    let (mut found, mut row) = (HashMap::new(), 0);
    for (kind, data) in records(part) {
        match kind {
            ROW => row = u32_at(data, 0).unwrap_or(0),
            END_CELLS => break,
            // Column and format stand before the value; the number of the format takes three bytes.
            0x0001..=0x000b | RICH_TEXT => {
                let (Some(col), Some(format)) = (u32_at(data, 0), u32_at(data, 4)) else {
                    continue;
                };
                let own;
                let runs = match kind {
                    SHARED_TEXT => u32_at(data, 8).and_then(|n| shared.get(&n)),
                    RICH_TEXT => {
                        own = styles.runs(data, 8).map(Rc::new);
                        own.as_ref()
                    }
                    _ => None,
                };
                let of_cell = styles.formats.contains(&(format & 0x00ff_ffff));
                if let (Some(drawn), Ok(col)) = (Drawn::of(runs, of_cell), u16::try_from(col)) {
                    found.insert(Cell::new(row, col), drawn);
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(out: &mut Vec<u8>, kind: u16, data: &[u8]) {
        let [low, high] = (kind & 0x7f | (kind >> 7) << 8).to_le_bytes();
        if kind < 0x80 {
            out.push(low);
        } else {
            out.extend([low | 0x80, high]);
        }
        out.push(u8::try_from(data.len()).unwrap());
        out.extend_from_slice(data);
    }

    fn wide(text: &str) -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut out = u32::try_from(units.len()).unwrap().to_le_bytes().to_vec();
        out.extend(units.iter().flat_map(|u| u.to_le_bytes()));
        out
    }

    #[test]
    fn fonts_of_cells_and_of_runs() {
        let mut part = Vec::new();
        for font in ["Calibri", ".VnTimeH"] {
            record(&mut part, FONT, &[vec![0; 21], wide(font)].concat());
        }
        record(&mut part, BEGIN_CELL_FORMATS, &[]);
        for font in [0, 1] {
            record(&mut part, FORMAT, &[0, 0, 0, 0, font, 0]);
        }
        record(&mut part, END_CELL_FORMATS, &[]);
        let styles = Styles::read(&part);
        assert_eq!(styles.formats, HashSet::from([1]));
        // A text without runs, and one of whose four letters the last two stand in the second font.
        let mut texts = Vec::new();
        record(&mut texts, ITEM, &[vec![0], wide("ab")].concat());
        let rich = [vec![1], wide("abcd"), vec![1, 0, 0, 0, 2, 0, 1, 0]].concat();
        record(&mut texts, ITEM, &rich);
        let shared = of_shared(&texts, &styles);
        let mut sheet = Vec::new();
        record(&mut sheet, ROW, &[4, 0, 0, 0]);
        for (col, format, text) in [(0, 1, 0), (1, 0, 0), (2, 0, 1)] {
            let data = [[col, 0, 0, 0], [format, 0, 0, 0], [text, 0, 0, 0]].concat();
            record(&mut sheet, SHARED_TEXT, &data);
        }
        record(&mut sheet, END_CELLS, &[]);
        let found = of_sheet(&sheet, &styles, &shared);
        assert_eq!(found.len(), 2);
        assert!(matches!(found[&Cell::new(4, 0)], Drawn::Whole));
        let Drawn::Runs(runs, false) = &found[&Cell::new(4, 2)] else {
            panic!("{found:?}");
        };
        assert_eq!(**runs, [(2, None), (2, Some(true))]);
    }
}
