//! One cheap pass over the parts of an .xlsx before calamine reads them: how large they really are, the merged
//! areas behind the rows of each sheet, the rows and columns that nobody sees, and marks of XML that calamine passes
//! over in silence.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::archive::{Archive, PartError};
use super::arrays;
use super::hidden::Hidden;
use super::limits::Budget;
use super::rows::{Rows, sized};
use super::unreadable::Unreadable;
use super::xml::{attribute, reader};
use crate::base::place::{Area, Cell};

/// What the pass found out about one sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetFacts {
    /// Merged areas, in the order of the sheet.
    pub merges: Vec<Area>,
    /// Rows and columns that a user does not see.
    pub hidden: Hidden,
    /// What each array formula fills.
    pub arrays: Vec<Area>,
    /// It holds comments, instructions or CDATA, behind which calamine loses values, or values with references to
    /// characters (`1&#56;`), of which it takes the beginning.
    pub is_odd: bool,
    /// A row or a text in it does not end, so that nobody knows where the next begins.
    pub is_broken: bool,
}

/// Memory that calamine needs for each tag of the shared texts, in bytes (a text has one tag to four).
const TEXT_TAG: u64 = 24;
/// The same for the styles, where one tag can stand for one whole format.
const STYLE_TAG: u64 = 256;

/// Passes over every part that calamine reads; sheets by the name of their part.
pub fn survey(
    archive: &mut Archive<'_>,
    budget: &Budget,
) -> Result<HashMap<String, SheetFacts>, Unreadable> {
    let mut facts = HashMap::new();
    let names = archive.names().to_vec();
    for (index, name) in names.iter().enumerate() {
        if !is_read(name) {
            continue;
        }
        let mut scan = Scan::default();
        let passed = archive.pass(index, budget, |piece| {
            scan.feed(piece);
            let per_tag = match name.rsplit('/').next() {
                Some("sharedstrings.xml") => TEXT_TAG,
                Some("styles.xml") => STYLE_TAG,
                _ => return budget.limits().memory(scan.tail.len() as u64),
            };
            if per_tag == TEXT_TAG {
                scan.claim(piece, budget)?;
            }
            let needed = scan.bytes.saturating_add(scan.tags.saturating_mul(per_tag));
            budget.limits().memory(needed)
        });
        // The last tags stood too near to the end.
        scan.feed(&[b' '; TAG]);
        match passed {
            // A damaged part is told by calamine when its sheet is read: the other sheets are good.
            Ok(()) | Err(PartError::Missing | PartError::Bad(_)) => {}
            Err(PartError::Refused(why)) => return Err(why),
        }
        facts.insert(
            name.clone(),
            SheetFacts {
                merges: merges(&scan.tail),
                hidden: scan.rows.hidden,
                arrays: scan.arrays,
                is_odd: scan.is_odd,
                // Tags within comments are none.
                is_broken: scan.rows.is_broken && !scan.is_odd,
            },
        );
    }
    Ok(facts)
}

/// Holds the shared texts, unpacked whole, against the memory that they take.
pub fn strings_cost(part: &[u8], budget: &Budget) -> Result<(), Unreadable> {
    Scan::default().claim(part, budget)?;
    cost(part, TEXT_TAG, budget)
}

/// The same for the styles.
pub fn styles_cost(part: &[u8], budget: &Budget) -> Result<(), Unreadable> {
    cost(part, STYLE_TAG, budget)
}

fn cost(part: &[u8], per_tag: u64, budget: &Budget) -> Result<(), Unreadable> {
    let tags = part.iter().map(|&b| u64::from(b == b'<')).sum::<u64>();
    let needed = (part.len() as u64).saturating_add(tags.saturating_mul(per_tag));
    budget.limits().memory(needed)
}

fn is_read(name: &str) -> bool {
    let skipped = [
        "/media/",
        "/embeddings/",
        "/drawings/",
        "/charts/",
        "/printersettings/",
    ];
    let ending = name.rsplit('.').next().unwrap_or_default();
    matches!(ending, "xml" | "rels") && !skipped.iter().any(|s| name.contains(s))
}

/// Looks at the pieces of one part as they come.
#[derive(Default)]
struct Scan {
    bytes: u64,
    tags: u64,
    is_odd: bool,
    /// The beginning of a tag that the last piece cut.
    cut: Vec<u8>,
    /// All that follows the rows of the sheet.
    tail: Vec<u8>,
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
    fn feed(&mut self, piece: &[u8]) {
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

    /// The shared texts say how many they are, and calamine reserves room for all of them at once.
    fn claim(&mut self, piece: &[u8], budget: &Budget) -> Result<(), Unreadable> {
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

/// The merged areas that stand behind the rows of a sheet, from the XML that follows them.
pub fn merges(tail: &[u8]) -> Vec<Area> {
    let mut found = Vec::new();
    if tail.is_empty() {
        return found;
    }
    let mut xml = reader(tail);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(e)) if e.local_name().as_ref() == "mergeCell" => {
                found.extend(attribute(&e, "ref").as_deref().and_then(area));
            }
            Ok(Event::End(e)) if e.local_name().as_ref() == "mergeCells" => return found,
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

/// Reads `A1:B2`.
pub fn area(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':')?;
    let (a, b) = (Cell::parse(first)?, Cell::parse(last)?);
    Some(Area {
        first: Cell::new(a.row.min(b.row), a.col.min(b.col)),
        last: Cell::new(a.row.max(b.row), a.col.max(b.col)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(xml: &str, step: usize) -> SheetFacts {
        let mut scan = Scan::default();
        for piece in xml.as_bytes().chunks(step) {
            scan.feed(piece);
        }
        SheetFacts {
            merges: merges(&scan.tail),
            hidden: scan.rows.hidden.settled(),
            arrays: scan.arrays,
            is_odd: scan.is_odd,
            is_broken: scan.rows.is_broken,
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

    #[test]
    fn areas_in_any_order() {
        assert_eq!(area("A1"), None);
        assert_eq!(area("B2:A1"), area("A1:B2"));
    }
}
