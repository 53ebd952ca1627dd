//! The bytes of one part as they come, however they are cut: its tags counted, the few that matter looked at.

use super::{SheetFacts, TEXT_TAG, merges};
use crate::base::place::Area;
use crate::read::arrays;
use crate::read::limits::Budget;
use crate::read::rows::{Rows, sized};
use crate::read::unreadable::Unreadable;

/// Looks at the pieces of one part as they come.
#[derive(Default)]
pub(super) struct Scan {
    /// How many have come.
    pub(super) bytes: u64,
    /// How many tags they hold.
    pub(super) tags: u64,
    is_odd: bool,
    /// The beginning of a tag that the last piece cut.
    cut: Vec<u8>,
    /// All that follows the rows of the sheet.
    pub(super) tail: Vec<u8>,
    in_tail: bool,
    claimed: bool,
    rows: Rows,
    arrays: Vec<Area>,
}

/// Longer than `</prefix:sheetData>` with any prefix that a program writes.
const TAG: usize = 48;
/// The longest tag of a row or a column that is looked at: what programs write has a third of it.
const LONG_TAG: usize = 1024;
/// Longer than any text that a cell can show, in bytes.
const LONG_VALUE: usize = 200_000;

impl Scan {
    /// Takes the next piece.
    pub(super) fn feed(&mut self, piece: &[u8]) {
        self.bytes += piece.len() as u64;
        if self.in_tail {
            self.tail.extend_from_slice(piece);
            return;
        }
        let joined;
        let text = if self.cut.is_empty() {
            piece
        } else {
            let mut whole = std::mem::take(&mut self.cut);
            whole.extend_from_slice(piece);
            joined = whole;
            &joined
        };
        let mut at = 0;
        while let Some(found) = text
            .get(at..)
            .and_then(|t| t.iter().position(|&b| b == b'<'))
        {
            let start = at + found;
            let Some(tag) = text.get(start..start + TAG) else {
                // Too near to the end of the piece to be told: with the next one.
                self.cut = text.get(start..).unwrap_or_default().to_vec();
                return;
            };
            let kind = sized(tag);
            if kind.is_some() || opens_formula(tag) {
                let whole = &text[start..text.len().min(start + LONG_TAG)];
                match whole.iter().position(|&b| b == b'>') {
                    Some(end) => match kind {
                        Some(kind) => self.rows.see(kind, &whole[..end]),
                        None => self.arrays.extend(arrays::of_tag(&whole[..end])),
                    },
                    None if whole.len() < LONG_TAG => {
                        self.cut = whole.to_vec();
                        return;
                    }
                    None => {}
                }
            }
            if opens_value(tag) {
                let value = text.get(start + 1..).unwrap_or_default();
                match value.iter().position(|&b| b == b'<') {
                    Some(end) => self.is_odd |= has_reference(&value[..end]),
                    None if value.len() < LONG_VALUE => {
                        self.cut = text.get(start..).unwrap_or_default().to_vec();
                        return;
                    }
                    None => self.is_odd = true,
                }
            }
            self.rows.balance(tag);
            self.tags += 1;
            if tag.starts_with(b"<!") || (tag.starts_with(b"<?") && !tag.starts_with(b"<?xml ")) {
                self.is_odd = true;
            }
            if ends_rows(tag) {
                self.rows.end();
                self.in_tail = true;
                self.tail = text.get(start..).unwrap_or_default().to_vec();
                return;
            }
            at = start + 1;
        }
    }

    /// Takes what stood too near to the end.
    pub(super) fn end(&mut self) {
        self.feed(&[b' '; TAG]);
    }

    /// What the pieces told of a sheet.
    pub(super) fn facts(self) -> SheetFacts {
        SheetFacts {
            merges: merges(&self.tail),
            hidden: self.rows.hidden,
            arrays: self.arrays,
            is_odd: self.is_odd,
            // Tags within comments are none.
            is_broken: self.rows.is_broken && !self.is_odd,
        }
    }

    /// The shared texts say how many they are, and calamine reserves room for all of them at once.
    pub(super) fn claim(&mut self, piece: &[u8], budget: &Budget) -> Result<(), Unreadable> {
        if self.claimed {
            return Ok(());
        }
        self.claimed = true;
        let head = String::from_utf8_lossy(piece.get(..2048).unwrap_or(piece));
        let count = head
            .split_once("uniqueCount")
            .map(|(_, rest)| rest.trim_start_matches([' ', '=', '"', '\'']))
            .and_then(|rest| {
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                rest.get(..digits)?.parse::<u64>().ok()
            });
        budget
            .limits()
            .memory(count.unwrap_or(0).saturating_mul(TEXT_TAG))
    }
}

/// Whether the tag at the beginning opens a cell's value: `<v>`, `<x:v>`.
fn opens_value(tag: &[u8]) -> bool {
    let name = tag.get(1..).unwrap_or_default();
    let length = name
        .iter()
        .position(|b| !b.is_ascii_alphanumeric() && *b != b':');
    let name = name.get(..length.unwrap_or(0)).unwrap_or_default();
    name == b"v" || name.ends_with(b":v")
}

/// Whether the tag at the beginning opens a formula that says more than its text: `<f t=…`, `<x:f …`.
fn opens_formula(tag: &[u8]) -> bool {
    let name = tag.get(1..).unwrap_or_default();
    let length = name.iter().position(u8::is_ascii_whitespace);
    let name = name.get(..length.unwrap_or(0)).unwrap_or_default();
    name == b"f" || name.ends_with(b":f")
}

fn has_reference(text: &[u8]) -> bool {
    text.contains(&b'&') && text.windows(2).any(|w| w == b"&#")
}

/// Whether the tag at the beginning closes the rows: `</sheetData>`, `</x:sheetData>` or `<sheetData/>`.
fn ends_rows(tag: &[u8]) -> bool {
    let is_end = tag.get(1) == Some(&b'/');
    let rest = tag.get(if is_end { 2 } else { 1 }..).unwrap_or_default();
    let length = rest
        .iter()
        .position(|b| matches!(b, b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n'))
        .unwrap_or(rest.len());
    let (name, after) = rest.split_at(length);
    let local = name.rsplit(|&b| b == b':').next().unwrap_or_default();
    if local != b"sheetData" {
        return false;
    }
    is_end || after.trim_ascii_start().starts_with(b"/>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(xml: &str, step: usize) -> SheetFacts {
        let mut scan = Scan::default();
        for piece in xml.as_bytes().chunks(step) {
            scan.feed(piece);
        }
        let facts = scan.facts();
        SheetFacts {
            hidden: facts.hidden.settled(),
            ..facts
        }
    }

    #[test]
    fn rows_and_texts_that_do_not_end() {
        for (xml, is_broken) in [
            (
                "<row/><row r=\"2\"></row><row r=\"3\" /><x:row><c><is><t>1</t></is></c></x:row>",
                false,
            ),
            ("<row><c/></row><is/><is><r/></is>", false),
            ("<row><row/></row></row>", true),
            ("<row><row r=\"2\"></row>", true),
            ("<row r=\"2\">", true),
            ("</row>", true),
            ("<row><c><is><t>1<is></is></c></row>", true),
            ("<row><c><is><t>1</t></c></row>", true),
        ] {
            let xml = format!("<sheetData>{xml}</sheetData>{}", " ".repeat(99));
            for step in [1, 9, 999] {
                assert_eq!(scanned(&xml, step).is_broken, is_broken, "{xml} by {step}");
            }
        }
    }

    #[test]
    fn array_formulas_are_found() {
        let xml = format!(
            "<sheetData><c r=\"A1\"><f t=\"array\" ref=\"A1:B2\">SUM(C1:C2*D1:D2)</f></c>\
             <c><x:f ref='C3' t='array'/></c><c><f t=\"shared\" ref=\"D1:D2\" si=\"0\">A1</f><f>A1</f></c></sheetData>{}",
            " ".repeat(99)
        );
        for step in [1, 9, 999] {
            let found = scanned(&xml, step).arrays;
            let ends: Vec<_> = found.iter().map(|a| a.last.to_string()).collect();
            assert_eq!(ends, ["B2", "C3"], "in steps of {step}");
        }
    }

    #[test]
    fn merges_are_found_behind_the_rows_however_the_pieces_fall() {
        let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>".repeat(9);
        let ends = [
            format!("<sheetData>{rows}</sheetData>"),
            format!("<x:sheetData>{rows}</x:sheetData>"),
            "<sheetData />".to_owned(),
        ];
        for end in ends {
            let xml = format!(
                "<worksheet>{end}<mergeCells count=\"2\"><mergeCell ref=\"A1:B2\"/>\
                 <mergeCell ref=\"C3:C9\"/></mergeCells><pageMargins/></worksheet>"
            );
            for step in [1, 7, 64, 100_000] {
                let facts = scanned(&xml, step);
                let found: Vec<_> = facts.merges.iter().map(|m| m.last.to_string()).collect();
                assert_eq!(found, ["B2", "C9"], "{end} in steps of {step}");
                assert!(!facts.is_odd);
            }
        }
    }

    #[test]
    fn what_calamine_loses_values_by_is_marked() {
        let long = format!("{}&#56;", "0".repeat(500));
        for (value, is_odd) in [
            ("<!-- -->1", true),
            ("<![CDATA[1]]>", true),
            ("<?a b?>1", true),
            ("1&#56;", true),
            (&long, true),
            ("1", false),
            ("A &amp; B", false),
        ] {
            let xml = format!(
                "<?xml version=\"1.0\"?><sheetData><c><x:v>{value}</x:v></c><is><t>&#7912;</t></is></sheetData>{}",
                " ".repeat(99)
            );
            for step in [1, 9, 64, 100_000] {
                assert_eq!(scanned(&xml, step).is_odd, is_odd, "{value} by {step}");
            }
        }
    }

    #[test]
    fn hidden_rows_and_columns_however_they_are_written() {
        let xml = "<x:worksheet><x:cols><x:col min='2' max=\"3\" hidden = '1'/><col min=\"5\" max=\"5\" width=\"0\"/>\
            <col min=\"7\" max=\"9\" width=\"9.1\"/><col min=\"0\" max=\"9\" hidden=\"1\"/></x:cols><sheetData>\
            <row r=\"2\" spans=\"1:9\" x14ac:dyDescent=\"0.25\" hidden=\"true\"><c r=\"A2\"><v>1</v></c></row>\
            <row hidden=\"1\"/><x:row r='9' unhidden='1' ht='15'/><row r=\"12\" ht=\"0\" customHeight=\"1\"></row>\
            </sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells></x:worksheet>";
        for step in [1, 5, 64, 100_000] {
            let facts = scanned(xml, step);
            let rows: Vec<u32> = (0..20).filter(|&n| facts.hidden.rows.contains(n)).collect();
            let columns: Vec<u32> = (0..20)
                .filter(|&n| facts.hidden.columns.contains(n))
                .collect();
            assert_eq!(rows, [1, 2, 11], "in steps of {step}");
            assert_eq!(columns, [1, 2, 4], "in steps of {step}");
            assert_eq!(facts.merges.len(), 1);
        }
    }
}
