//! Notes at cells: the part of comments, and the drawing that places their boxes.

use std::collections::HashMap;
use std::fmt::Write as _;

use quick_xml::escape::partial_escape;

use super::Unfit;
use super::items::SheetMarks;
use crate::base::place::Cell;
use crate::report::plain::{LONGEST, cut};
use crate::report::template::book::{escape_units, string_text};
use crate::report::template::xml::{Document, Element, Node};

/// Who writes the notes.
pub(super) const AUTHOR: &str = "tonghop";

/// Comments of a sheet that has none.
pub(super) const BARE_COMMENTS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors/><commentList/></comments>";

/// A drawing of a sheet that has none.
pub(super) const BARE_DRAWING: &str = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" \
    xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\
    <o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout></xml>";

/// What the prefixes of boxes stand for.
const PREFIXES: [&str; 3] = [
    " xmlns:v=\"urn:schemas-microsoft-com:vml\"",
    " xmlns:o=\"urn:schemas-microsoft-com:office:office\"",
    " xmlns:x=\"urn:schemas-microsoft-com:office:excel\"",
];

/// The type of all boxes of notes.
const SHAPE_TYPE: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" \
    path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/>\
    <v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

/// Adds the notes to a sheet's comments; a cell that has one keeps it, ours behind it. Gives the cells that had none.
pub(super) fn add(comments: &mut Document, marks: &SheetMarks) -> Result<Vec<Cell>, Unfit> {
    let root = comments.root_mut();
    if root.name() != "comments" {
        return Err(Unfit::Odd);
    }
    let prefix = root.prefix().to_owned();
    let authors = root.child_mut("authors").ok_or(Unfit::Odd)?;
    let author = authors.elements().count();
    let mut name = Element::new("author");
    name.set_text(AUTHOR);
    authors.kids.push(Node::Element(name.with_prefix(&prefix)));
    let list = root.child_mut("commentList").ok_or(Unfit::Odd)?;
    // The comments that are there, the first of each cell.
    let mut known: HashMap<String, usize> = HashMap::new();
    for (index, kid) in list.kids.iter().enumerate() {
        if let Node::Element(comment) = kid
            && comment.name() == "comment"
            && let Some(place) = comment.attr("ref")
        {
            known.entry(place).or_insert(index);
        }
    }
    let mut new = Vec::new();
    for (at, mark) in marks {
        if mark.notes.is_empty() {
            continue;
        }
        let place = at.to_string();
        let there = known
            .get(&place)
            .and_then(|index| list.kids.get_mut(*index));
        if let Some(Node::Element(comment)) = there
            && let Some(text) = comment.child_mut("text")
        {
            append(text, &mark.notes, &prefix);
            continue;
        }
        let mut comment = Element::new("comment");
        comment.set_attr("ref", &place);
        comment.set_attr("authorId", &author.to_string());
        let mut text = Element::new("text");
        runs(&mut text, &mark.notes, LONGEST);
        comment.kids.push(Node::Element(text));
        list.kids.push(Node::Element(comment.with_prefix(&prefix)));
        new.push(*at);
    }
    Ok(new)
}

/// Puts notes behind the text of a comment that is there.
fn append(text: &mut Element, notes: &[(String, String)], prefix: &str) {
    let before = string_text(text).encode_utf16().count();
    // A plain text becomes the first run: a comment holds one or the other.
    for kid in &mut text.kids {
        if let Node::Element(plain) = kid
            && plain.name() == "t"
        {
            let mut run = Element::new(&plain.sibling_name("r"));
            run.kids.push(Node::Element(plain.clone()));
            *plain = run;
        }
    }
    let mut own = Element::new("text");
    own.kids.push(run("\n\n", false));
    runs(&mut own, notes, LONGEST.saturating_sub(before + 2));
    text.kids.extend(own.with_prefix(prefix).kids);
}

/// The notes as runs of text within so many UTF-16 units.
fn runs(text: &mut Element, notes: &[(String, String)], longest: usize) {
    let mut left = longest;
    for (index, (heading, body)) in notes.iter().enumerate() {
        let gap = if index == 0 { "" } else { "\n\n" };
        for (piece, bold) in [(format!("{gap}{heading}\n"), true), (body.clone(), false)] {
            if left < 2 {
                return;
            }
            let piece = cut(piece, left);
            left -= piece.encode_utf16().count().min(left);
            text.kids.push(run(&piece, bold));
        }
    }
}

fn run(text: &str, bold: bool) -> Node {
    let mut run = Element::new("r");
    let mut look = Element::new("rPr");
    let mut set = |name: &str, value: Option<(&str, &str)>| {
        let mut element = Element::new(name);
        if let Some((key, value)) = value {
            element.set_attr(key, value);
        }
        look.kids.push(Node::Element(element));
    };
    if bold {
        set("b", None);
    }
    set("sz", Some(("val", "10")));
    set("color", Some(("indexed", "81")));
    set("rFont", Some(("val", "Tahoma")));
    set("family", Some(("val", "2")));
    run.kids.push(Node::Element(look));
    let mut inner = Element::new("t");
    inner.set_attr("xml:space", "preserve");
    inner.kids = vec![Node::Text(partial_escape(escape_units(text)).into_owned())];
    run.kids.push(Node::Element(inner));
    Node::Element(run)
}

/// Adds boxes to a drawing. It is no XML that any parser would take in general, so it is text to us.
pub(super) fn add_boxes(
    drawing: &str,
    marks: &SheetMarks,
    cells: &[Cell],
) -> Result<String, Unfit> {
    let end = drawing.rfind("</xml>").ok_or(Unfit::Odd)?;
    let head = drawing
        .get(..drawing.find('>').unwrap_or(0))
        .unwrap_or_default();
    // Some programs declare their prefixes at each shape.
    let missing: Vec<&str> = PREFIXES
        .into_iter()
        .filter(|prefix| !head.contains(prefix))
        .collect();
    let declared = missing.concat();
    let mut out = drawing[..end].to_owned();
    if !drawing.contains("id=\"_x0000_t202\"") {
        out.push_str(&SHAPE_TYPE.replacen(" id=", &format!("{declared} id="), 1));
    }
    let first = first_id(drawing);
    for (number, at) in (first..).zip(cells) {
        let length = marks
            .get(at)
            .map_or(0, |m| m.notes.iter().map(|(h, b)| h.len() + b.len()).sum());
        push_box(&mut out, (number, &declared), *at, length);
    }
    out.push_str(&drawing[end..]);
    Ok(out)
}

/// A number above those that the shapes of a drawing have.
fn first_id(drawing: &str) -> u64 {
    let ids = drawing.split("_x0000_s").skip(1).filter_map(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest.get(..digits.min(9))?.parse::<u64>().ok()
    });
    ids.max().unwrap_or(1024) + 1
}

/// A hidden box beside its cell, as high as its text needs.
fn push_box(out: &mut String, (number, declared): (u64, &str), at: Cell, length: usize) {
    const LINE: usize = 70;
    const LAST_COLUMN: u16 = 16_383;
    const LAST_ROW: u32 = 1_048_575;
    let rows = u32::try_from(length / LINE + 4).unwrap_or(40).clamp(5, 30);
    // At the right edge of the sheet the box stands to the left.
    let left = (at.col + 1).min(LAST_COLUMN - 6);
    let top = at.row.saturating_sub(1).min(LAST_ROW - rows);
    // A string takes whatever is written to it.
    let _ = write!(
        out,
        "<v:shape{declared} id=\"_x0000_s{number}\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:60pt;\
         margin-top:2pt;width:300pt;height:{}pt;z-index:{number};visibility:hidden\" fillcolor=\"#ffffe1\" \
         o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/>\
         <v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"/>\
         </v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, \
         {top}, 2, {}, 15, {}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{}</x:Row><x:Column>{}</x:Column>\
         </x:ClientData></v:shape>",
        rows * 15,
        left + 5,
        top + rows,
        at.row,
        at.col
    );
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::items::{Mark, Part};
    use super::*;

    fn marks(notes: &[(&str, usize)]) -> SheetMarks {
        let mark = |length: usize| Mark {
            part: Part::Correct,
            notes: vec![("Mục 1".to_owned(), "é".repeat(length))],
        };
        notes
            .iter()
            .map(|(at, length)| (Cell::parse(at).unwrap(), mark(*length)))
            .collect::<BTreeMap<_, _>>()
    }

    #[test]
    fn a_comment_that_is_there_is_kept_and_ours_follows() {
        let text = "<x:comments xmlns:x=\"m\"><x:authors><x:author>An</x:author></x:authors><x:commentList>\
                    <x:comment ref=\"B2\" authorId=\"0\"><x:text><x:t>Xem lại</x:t></x:text></x:comment>\
                    </x:commentList></x:comments>";
        let mut document = Document::parse(text.as_bytes()).unwrap();
        let new = add(&mut document, &marks(&[("B2", 3), ("C9", 3)])).unwrap();
        assert_eq!(new, [Cell::parse("C9").unwrap()]);
        let written = String::from_utf8(document.write()).unwrap();
        assert!(
            written.contains("<x:text><x:r><x:t>Xem lại</x:t></x:r><x:r><x:rPr>"),
            "{written}"
        );
        assert!(written.contains("<x:comment ref=\"C9\" authorId=\"1\">"));
        assert!(written.contains("<x:author>tonghop</x:author>"));
    }

    #[test]
    fn a_note_is_cut_at_excels_limit_together_with_what_is_there() {
        let there = "x".repeat(30_000);
        let text = format!(
            "<comments><authors/><commentList><comment ref=\"B2\" authorId=\"0\"><text><t>{there}</t></text>\
             </comment></commentList></comments>"
        );
        let mut document = Document::parse(text.as_bytes()).unwrap();
        add(&mut document, &marks(&[("B2", 40_000), ("C9", 40_000)])).unwrap();
        for comment in document.root().child("commentList").unwrap().elements() {
            let text = string_text(comment.child("text").unwrap());
            assert_eq!(text.encode_utf16().count(), LONGEST);
        }
    }

    #[test]
    fn boxes_have_ids_of_their_own() {
        let drawing = BARE_DRAWING.replace(
            "</xml>",
            "<v:shape id=\"_x0000_s2050\"><br></v:shape></xml>",
        );
        let cells = [Cell::new(0, 0), Cell::new(1_048_575, 16_383)];
        let out = add_boxes(&drawing, &marks(&[]), &cells).unwrap();
        assert!(out.contains("id=\"_x0000_s2051\"") && out.contains("id=\"_x0000_s2052\""));
        assert!(out.contains("<br></v:shape>") && out.ends_with("</v:shape></xml>"));
        assert!(out.contains("<x:Row>1048575</x:Row><x:Column>16383</x:Column>"));
        let bare = add_boxes("<xml></xml>", &marks(&[]), &cells).unwrap();
        assert!(bare.contains("<v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o="));
        assert!(add_boxes("<xml/>", &marks(&[]), &cells).is_err());
    }
}
