//! Notes of cells and the talks that hang on them: what single placeholders become in them.

use super::book::escape_units;
use super::cells::Source;
use super::drawn::runs;
use super::placeholder::{Hole, pieces};
use super::xml::Element;

/// How an author begins under whom a talk is kept once more as a note, for programs that know no talks.
const TALK: &str = "tc=";

/// Fills the notes of a part, or its talks; tells whether anything is new. What has no value goes to `left` with its cell.
pub(super) fn fill(
    root: &mut Element,
    source: &Source<'_>,
    left: &mut Vec<(String, Hole)>,
) -> bool {
    let authors: Vec<String> = root
        .child("authors")
        .into_iter()
        .flat_map(Element::elements)
        .map(Element::text)
        .collect();
    let mut changed = false;
    if root.name() == "ThreadedComments" {
        for talk in root.elements_mut() {
            let mut own = Vec::new();
            changed |= said(talk, source, &mut own);
            keep(talk, own, left);
        }
    } else if let Some(list) = root.child_mut("commentList") {
        for note in list.elements_mut() {
            let author = note
                .attr("authorId")
                .and_then(|id| id.parse::<usize>().ok());
            let author = author.and_then(|id| authors.get(id));
            let is_talk = author.is_some_and(|author| author.starts_with(TALK));
            let Some(text) = note.child_mut("text") else {
                continue;
            };
            let mut own = Vec::new();
            changed |= noted(text, source, &mut own);
            // What a talk lacks is told of the talk.
            if !is_talk {
                keep(note, own, left);
            }
        }
    }
    changed
}

/// Notes what a note lacks, with its cell.
fn keep(note: &Element, own: Vec<Hole>, left: &mut Vec<(String, Hole)>) {
    let cell = note.attr("ref").unwrap_or_default();
    left.extend(own.into_iter().map(|hole| (cell.clone(), hole)));
}

/// A note: runs with a look each.
fn noted(text: &mut Element, source: &Source<'_>, left: &mut Vec<Hole>) -> bool {
    let mut line: Vec<&mut Element> = Vec::new();
    for kid in text.elements_mut() {
        match kid.name() {
            "t" => line.push(kid),
            "r" => line.extend(kid.elements_mut().filter(|kid| kid.name() == "t")),
            _ => {}
        }
    }
    let changed = runs(
        &mut line,
        source,
        |value| escape_units(value).into_owned(),
        left,
    );
    if changed {
        for t in line {
            t.set_attr("xml:space", "preserve");
        }
    }
    changed
}

/// What somebody said. Where it names somebody by the place of the name in the text, it stays as typed.
fn said(talk: &mut Element, source: &Source<'_>, left: &mut Vec<Hole>) -> bool {
    let names_somebody = talk.child("mentions").is_some();
    let Some(text) = talk.child_mut("text") else {
        return false;
    };
    if names_somebody {
        let typed = pieces(&text.text());
        left.extend(typed.iter().filter_map(|piece| piece.hole().cloned()));
        return false;
    }
    runs(&mut [text], source, str::to_owned, left)
}
