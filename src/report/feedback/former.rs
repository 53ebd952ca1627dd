//! What an earlier run added to a workbook that comes back: its letter and its notes go before new ones come.

use std::collections::BTreeSet;

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::Unfit;
use super::notes::AUTHOR;
use crate::base::place::Cell;
use crate::parse::returned::MARK;
use crate::report::template::book::string_text;
use crate::report::template::package::{Package, Relation};
use crate::report::template::xml::{Document, Element, Node, local};

/// The shared strings that hold the mark of our letters.
pub(super) fn marked_strings(
    package: &mut Package<'_>,
    known: &[Relation],
) -> Result<BTreeSet<usize>, Unfit> {
    let Some(relation) = known.iter().find(|r| r.kind == "sharedStrings") else {
        return Ok(BTreeSet::new());
    };
    let Some(bytes) = package.read(&relation.part)? else {
        return Ok(BTreeSet::new());
    };
    if !bytes.windows(MARK.len()).any(|w| w == MARK.as_bytes()) {
        return Ok(BTreeSet::new());
    }
    let document = package.xml(&relation.part)?.ok_or(Unfit::Odd)?;
    let strings = document.root().elements().filter(|e| e.name() == "si");
    Ok(strings
        .enumerate()
        .filter(|(_, si)| string_text(si).contains(MARK))
        .map(|(index, _)| index)
        .collect())
}

/// Whether a sheet is a letter of ours.
pub(super) fn is_letter(xml: &str, marked: &BTreeSet<usize>) -> bool {
    xml.contains(MARK) || (!marked.is_empty() && shows(xml, marked))
}

/// Whether a cell of a sheet shows one of some shared strings.
fn shows(xml: &str, strings: &BTreeSet<usize>) -> bool {
    let mut reader = Reader::from_str(xml);
    let (mut is_shared, mut in_value) = (false, false);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => match local(tag.name().0) {
                "c" => {
                    let kind = Element::from_event(&tag, false).attr("t");
                    is_shared = kind.as_deref() == Some("s");
                }
                "v" => in_value = is_shared,
                _ => {}
            },
            Ok(Event::Text(text)) if in_value => {
                let index = text.trim().parse().ok();
                if index.is_some_and(|i: usize| strings.contains(&i)) {
                    return true;
                }
            }
            Ok(Event::End(_)) => in_value = false,
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

/// Takes our notes out of a sheet's comments; gives their cells.
pub(super) fn without_notes(comments: &mut Document) -> Vec<Cell> {
    let root = comments.root_mut();
    let authors = root.child("authors").map(Element::elements);
    let ours: BTreeSet<String> = authors
        .into_iter()
        .flatten()
        .enumerate()
        .filter(|(_, author)| author.text() == AUTHOR)
        .map(|(index, _)| index.to_string())
        .collect();
    let mut cells = Vec::new();
    if let Some(list) = root.child_mut("commentList") {
        list.kids.retain(|kid| {
            let Node::Element(comment) = kid else {
                return true;
            };
            let is_ours = comment
                .attr("authorId")
                .is_some_and(|id| ours.contains(&id));
            let cell = comment.attr("ref").and_then(|r| Cell::parse(&r));
            cells.extend(cell.filter(|_| is_ours));
            !is_ours
        });
    }
    cells
}

/// Takes the boxes of some cells out of a drawing.
pub(super) fn without_boxes(drawing: &str, cells: &[Cell]) -> String {
    let mut out = String::new();
    let mut rest = drawing;
    while let Some(start) = rest.find("<v:shape ") {
        let Some(length) = rest[start..].find("</v:shape>") else {
            break;
        };
        let end = start + length + "</v:shape>".len();
        let shape = &rest[start..end];
        let number = |name: &str| -> Option<u32> {
            let (_, value) = shape.split_once(&format!("<x:{name}>"))?;
            value.split('<').next()?.trim().parse().ok()
        };
        let is_gone = match (number("Row"), number("Column")) {
            (Some(row), Some(col)) => cells
                .iter()
                .any(|cell| cell.row == row && u32::from(cell.col) == col),
            _ => false,
        };
        out.push_str(&rest[..if is_gone { start } else { end }]);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_notes_and_their_boxes_go_and_others_stay() {
        let text = "<comments><authors><author>An</author><author>tonghop</author></authors><commentList>\
                    <comment ref=\"B2\" authorId=\"0\"/><comment ref=\"C3\" authorId=\"1\"/></commentList></comments>";
        let mut document = Document::parse(text.as_bytes()).unwrap();
        assert_eq!(without_notes(&mut document), [Cell::new(2, 2)]);
        let written = String::from_utf8(document.write()).unwrap();
        assert!(written.contains("\"B2\"") && !written.contains("\"C3\""));
        let shape = |row: u32, col: u32| {
            format!("<v:shape id=\"s\"><x:Row>{row}</x:Row><x:Column>{col}</x:Column></v:shape>")
        };
        let drawing = format!("<xml>{}{}</xml>", shape(1, 1), shape(2, 2));
        assert_eq!(
            without_boxes(&drawing, &[Cell::new(2, 2)]),
            format!("<xml>{}</xml>", shape(1, 1))
        );
    }

    #[test]
    fn a_letter_is_found_by_a_string_that_it_shows() {
        let sheet = |kind: &str| {
            format!("<s><c r=\"A1\" t=\"{kind}\"><v>3</v></c><c r=\"B1\" t=\"s\"><v>4</v></c></s>")
        };
        let marked = BTreeSet::from([3]);
        assert!(is_letter(&sheet("s"), &marked));
        assert!(!is_letter(&sheet("n"), &marked));
        assert!(!is_letter(&sheet("s"), &BTreeSet::new()));
    }
}
