//! Conversations at cells (threaded comments): a program that knows them shows them in place of the cell's note, so our
//! note goes in as a reply. Replies of former runs go before new ones come.

use std::collections::BTreeSet;

use super::items::{Mark, SheetMarks};
use super::notes::AUTHOR;
use crate::base::place::Cell;
use crate::report::plain::{LONGEST, cut};
use crate::report::template::xml::{Document, Element, Node};

/// The people of a workbook who take part in conversations.
pub(super) struct Persons {
    pub(super) part: String,
    pub(super) document: Document,
    pub(super) is_changed: bool,
}

impl Persons {
    /// The ids under which we took part.
    fn ours(&self) -> BTreeSet<String> {
        let all = self.document.root().elements();
        let ours = all.filter(|p| p.attr("displayName").as_deref() == Some(AUTHOR));
        ours.filter_map(|person| person.attr("id")).collect()
    }

    /// Our id; we become one of them if we are not yet.
    fn us(&mut self) -> String {
        if let Some(id) = self.ours().into_iter().next() {
            return id;
        }
        let id = unique(&["person"]);
        let root = self.document.root_mut();
        let mut person = Element::new(&root.sibling_name("person"));
        person.set_attr("displayName", AUTHOR);
        person.set_attr("id", &id);
        person.set_attr("userId", AUTHOR);
        person.set_attr("providerId", "None");
        root.kids.push(Node::Element(person));
        self.is_changed = true;
        id
    }
}

/// An id that is the same for the same texts.
fn unique(parts: &[&str]) -> String {
    let hex = blake3::hash(parts.join("\u{0}").as_bytes()).to_hex();
    let hex = hex.as_str().to_uppercase();
    let piece = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!(
        "{{{}-{}-{}-{}-{}}}",
        piece(0, 8),
        piece(8, 12),
        piece(12, 16),
        piece(16, 20),
        piece(20, 32)
    )
}

/// Takes our replies out of a sheet's conversations; tells whether there were any.
pub(super) fn without_replies(threads: &mut Document, persons: &Persons) -> bool {
    let ours = persons.ours();
    let kids = &mut threads.root_mut().kids;
    let before = kids.len();
    kids.retain(|kid| {
        let is_ours = |e: &Element| e.attr("personId").is_some_and(|id| ours.contains(&id));
        !matches!(kid, Node::Element(e) if is_ours(e))
    });
    kids.len() < before
}

/// Replies in the conversations of marked cells; gives those cells.
pub(super) fn reply(
    threads: &mut Document,
    marks: &SheetMarks,
    persons: &mut Persons,
) -> BTreeSet<Cell> {
    let mut answered = BTreeSet::new();
    let mut replies: Vec<(String, Element)> = Vec::new();
    for begin in threads.root().elements() {
        let (Some(cell), Some(id), None) =
            (begin.attr("ref"), begin.attr("id"), begin.attr("parentId"))
        else {
            continue;
        };
        let marked = Cell::parse(&cell).and_then(|at| Some((at, marks.get(&at)?)));
        let Some((at, mark)) =
            marked.filter(|(at, mark)| !mark.notes.is_empty() && !answered.contains(at))
        else {
            continue;
        };
        let said = text(mark);
        let mut reply = Element::new(begin.full_name());
        reply.set_attr("ref", &cell);
        // No clock here: the reply is as old as what it replies to.
        if let Some(day) = begin.attr("dT") {
            reply.set_attr("dT", &day);
        }
        reply.set_attr("personId", &persons.us());
        reply.set_attr("id", &unique(&[&id, &said]));
        reply.set_attr("parentId", &id);
        let mut inner = Element::new(&begin.sibling_name("text"));
        inner.set_text(&said);
        reply.kids.push(Node::Element(inner));
        replies.push((id, reply));
        answered.insert(at);
    }
    let kids = &mut threads.root_mut().kids;
    for (id, reply) in replies {
        // Behind the last of its conversation.
        let of_it = |kid: &Node| {
            matches!(kid, Node::Element(e)
                if e.attr("id").as_deref() == Some(&id) || e.attr("parentId").as_deref() == Some(&id))
        };
        let last = kids.iter().rposition(of_it).map_or(kids.len(), |at| at + 1);
        kids.insert(last, Node::Element(reply));
    }
    answered
}

fn text(mark: &Mark) -> String {
    let notes = mark.notes.iter();
    let said: Vec<String> = notes
        .map(|(head, body)| format!("{head}\n{body}"))
        .collect();
    cut(said.join("\n\n"), LONGEST)
}

#[cfg(test)]
mod tests {
    use super::super::items::Part;
    use super::*;

    #[test]
    fn a_reply_stands_behind_its_conversation_and_goes_again() {
        let people = "<personList xmlns=\"p\"><person displayName=\"An\" id=\"{A}\" userId=\"a\" providerId=\"None\"/></personList>";
        let text = "<ThreadedComments xmlns=\"t\"><threadedComment ref=\"B2\" dT=\"2017-09-01T08:00:00.00\" personId=\"{A}\" id=\"{1}\"><text>?</text></threadedComment>\
                    <threadedComment ref=\"B2\" personId=\"{A}\" id=\"{2}\" parentId=\"{1}\"><text>!</text></threadedComment>\
                    <threadedComment ref=\"C3\" personId=\"{A}\" id=\"{3}\"><text>x</text></threadedComment></ThreadedComments>";
        let mut persons = Persons {
            part: String::new(),
            document: Document::parse(people.as_bytes()).unwrap(),
            is_changed: false,
        };
        let mut threads = Document::parse(text.as_bytes()).unwrap();
        let mark = Mark {
            part: Part::Correct,
            notes: vec![("Mục 1".to_owned(), "a < b".to_owned())],
        };
        let marks = SheetMarks::from([(Cell::new(1, 1), mark.clone()), (Cell::new(9, 9), mark)]);
        assert!(!without_replies(&mut threads, &persons));
        let answered = reply(&mut threads, &marks, &mut persons);
        assert_eq!(answered, BTreeSet::from([Cell::new(1, 1)]));
        assert!(persons.is_changed);
        let written = String::from_utf8(threads.write()).unwrap();
        let (_, rest) = written
            .split_once("<text>!</text></threadedComment>")
            .unwrap();
        assert!(
            rest.starts_with(
                "<threadedComment ref=\"B2\" dT=\"2017-09-01T08:00:00.00\" personId=\"{"
            ),
            "{rest}"
        );
        assert!(rest.contains("parentId=\"{1}\"><text>Mục 1\na &lt; b</text></threadedComment><threadedComment ref=\"C3\""), "{rest}");
        assert!(without_replies(&mut threads, &persons));
        assert_eq!(String::from_utf8(threads.write()).unwrap(), text);
    }
}
