//! One cheap pass over the parts of an .xlsx before calamine reads them: how large they really are, the merged
//! areas behind the rows of each sheet, the rows and columns that nobody sees, and marks of XML that calamine passes
//! over in silence.

mod scan;

use std::collections::HashMap;

use quick_xml::events::Event;

use super::archive::{Archive, PartError};
use super::hidden::Hidden;
use super::limits::Budget;
use super::unreadable::Unreadable;
use super::xml::{attribute, reader};
use crate::base::place::{Area, Cell};
use scan::Scan;

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
        scan.end();
        match passed {
            // A damaged part is told by calamine when its sheet is read: the other sheets are good.
            Ok(()) | Err(PartError::Missing | PartError::Bad(_)) => {}
            Err(PartError::Refused(why)) => return Err(why),
        }
        facts.insert(name.clone(), scan.facts());
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

    #[test]
    fn areas_in_any_order() {
        assert_eq!(area("A1"), None);
        assert_eq!(area("B2:A1"), area("A1:B2"));
    }
}
