//! What an earlier run added to a workbook that comes back: its letter and its notes go before new ones come.

use std::collections::BTreeSet;

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::Unfit;
use super::items::NOTE_MARK;
use super::notes::AUTHOR;
use crate::base::place::Cell;
use crate::parse::returned::MARK;
use crate::report::template::book::{escape_units, string_text, unescape_units};
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

/// The cells that had a note of ours.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Former {
    /// All of them.
    pub(super) cells: Vec<Cell>,
    /// Those that have no other note, so that their boxes go too.
    pub(super) bare: Vec<Cell>,
}

/// Takes our notes out of a sheet's comments: those of our name, and what stands behind our mark in others.
pub(super) fn without_notes(comments: &mut Document) -> Former {
    let root = comments.root_mut();
    let authors = root.child("authors").map(Element::elements);
    let authors: Vec<String> = authors.into_iter().flatten().map(Element::text).collect();
    let mut former = Former::default();
    if let Some(list) = root.child_mut("commentList") {
        list.kids.retain_mut(|kid| {
            let Node::Element(comment) = kid else {
                return true;
            };
            let author = comment.attr("authorId").and_then(|id| id.parse().ok());
            let author = author
                .and_then(|id: usize| authors.get(id))
                .map(String::as_str);
            let cell = comment.attr("ref").and_then(|r| Cell::parse(&r));
            let stays = author != Some(AUTHOR) && {
                let is_thread = author.is_some_and(|name| name.starts_with("tc="));
                match comment
                    .child_mut("text")
                    .map(|text| without_own(text, is_thread))
                {
                    None | Some(Rest::All) => return true,
                    Some(Rest::Some) => true,
                    Some(Rest::Nothing) => false,
                }
            };
            former.cells.extend(cell);
            former.bare.extend(cell.filter(|_| !stays));
            stays
        });
    }
    former
}

/// What is left of a comment without our notes.
enum Rest {
    All,
    Some,
    Nothing,
}

/// Cuts a comment's text where our first note begins.
fn without_own(text: &mut Element, is_thread: bool) -> Rest {
    let whole = string_text(text);
    let Some(at) = whole.find(NOTE_MARK) else {
        return Rest::All;
    };
    let mut before = whole.get(..at).unwrap_or_default().trim_end();
    if is_thread && before.ends_with(':') {
        // "Reply:" was our own.
        before = before
            .rsplit_once('\n')
            .map_or("", |(rest, _)| rest)
            .trim_end();
    }
    if before.is_empty() {
        return Rest::Nothing;
    }
    let mut left = before.len();
    text.kids.retain_mut(|kid| match kid {
        Node::Element(run) => keep(run, &mut left),
        _ => true,
    });
    Rest::Some
}

/// Keeps of a run, or a plain text, what stands within so many bytes.
fn keep(run: &mut Element, left: &mut usize) -> bool {
    let mut cut = |t: &mut Element| {
        let said = unescape_units(&t.text());
        let kept = said.get(..said.len().min(*left)).unwrap_or_default();
        *left -= kept.len();
        if kept.len() < said.len() {
            t.set_text(&escape_units(kept));
        }
        !kept.is_empty()
    };
    match run.name() {
        "t" => cut(run),
        "r" => run.child_mut("t").is_none_or(cut),
        // Readings of other scripts speak of the text as it was.
        _ => false,
    }
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
        let former = without_notes(&mut document);
        assert_eq!(former.cells, [Cell::new(2, 2)]);
        assert_eq!(former.bare, former.cells);
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
    fn a_note_of_ours_is_known_by_its_mark_under_any_name() {
        let comment = |cell: &str, runs: &[&str]| {
            let runs: Vec<String> = runs.iter().map(|t| format!("<r><t>{t}</t></r>")).collect();
            format!(
                "<comment ref=\"{cell}\" authorId=\"0\"><text>{}</text></comment>",
                runs.concat()
            )
        };
        let text = |author: &str, comments: &[String]| {
            format!(
                "<comments><authors><author>{author}</author></authors><commentList>{}</commentList></comments>",
                comments.concat()
            )
        };
        let all = [
            comment("B2", &["tonghop · Mục 1\n", "sai"]),
            comment("C3", &["Xem lại", "\n\n", "tonghop · Mục 2\n", "sai"]),
            comment("D4", &["của đơn vị"]),
        ];
        let mut document = Document::parse(text("", &all).as_bytes()).unwrap();
        let former = without_notes(&mut document);
        assert_eq!(former.cells, [Cell::new(1, 1), Cell::new(2, 2)]);
        assert_eq!(former.bare, [Cell::new(1, 1)]);
        let left = [comment("C3", &["Xem lại"]), comment("D4", &["của đơn vị"])];
        assert_eq!(
            String::from_utf8(document.write()).unwrap(),
            text("", &left)
        );
        // A conversation as Excel writes it down for older programs.
        let all = [comment(
            "B2",
            &["Comment:\n    Vì sao?\nReply:\n    tonghop · Mục 1\nsai"],
        )];
        let mut document = Document::parse(text("tc={1}", &all).as_bytes()).unwrap();
        assert!(without_notes(&mut document).bare.is_empty());
        let left = [comment("B2", &["Comment:\n    Vì sao?"])];
        assert_eq!(
            String::from_utf8(document.write()).unwrap(),
            text("tc={1}", &left)
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
