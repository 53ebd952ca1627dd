//! Texts in drawings and charts: what single placeholders become in text boxes, shapes and titles.

use super::cells::Source;
use super::placeholder::{Hole, Piece, pieces};
use super::runs::dealt;
use super::xml::{Element, Node};

/// Fills the texts of a drawing or a chart; tells whether anything is new. What has no value goes to `left`.
pub(super) fn fill(element: &mut Element, source: &Source<'_>, left: &mut Vec<Hole>) -> bool {
    let mut changed = false;
    if element.name() == "p" {
        changed |= paragraph(element, source, left);
    }
    for kid in element.elements_mut() {
        changed |= fill(kid, source, left);
    }
    changed
}

/// Fills one paragraph. A program may part one text into several runs; a value goes to the run in which its placeholder begins.
fn paragraph(paragraph: &mut Element, source: &Source<'_>, left: &mut Vec<Hole>) -> bool {
    let mut changed = false;
    // Runs up to a line's end are one text.
    let mut line: Vec<&mut Element> = Vec::new();
    for kid in &mut paragraph.kids {
        let Node::Element(kid) = kid else { continue };
        match kid.name() {
            "r" => line.extend(kid.child_mut("t")),
            "pPr" => {}
            _ => changed |= runs(&mut std::mem::take(&mut line), source, one_line, left),
        }
    }
    changed | runs(&mut line, source, one_line, left)
}

/// A paragraph is one line.
fn one_line(value: &str) -> String {
    value.replace(['\n', '\t'], " ")
}

/// Fills one text that stands in several elements; `written` is what becomes of a value there. Tells whether anything is
/// new; what has no value goes to `left`.
pub(super) fn runs(
    line: &mut [&mut Element],
    source: &Source<'_>,
    written: fn(&str) -> String,
    left: &mut Vec<Hole>,
) -> bool {
    let texts: Vec<String> = line.iter().map(|t| t.text()).collect();
    let whole = texts.concat();
    if !whole.contains("{{") {
        return false;
    }
    let all = pieces(&whole);
    let mut found: Vec<Option<String>> = Vec::new();
    for hole in all.iter().filter_map(Piece::hole) {
        let value = source.single(hole);
        if value.is_none() {
            left.push(hole.clone());
        }
        // What is not known is left blank, as in a cell.
        let blank = source.is_single(hole).then(String::new);
        found.push(value.map(|value| written(&value)).or(blank));
    }
    if found.iter().all(Option::is_none) {
        return false;
    }
    let mut found = found.into_iter();
    let new = dealt(&all, &texts, &mut |hole| {
        let typed = || {
            whole
                .get(hole.start..hole.end)
                .unwrap_or_default()
                .to_owned()
        };
        found.next().flatten().unwrap_or_else(typed)
    });
    let mut changed = false;
    for ((t, old), new) in line.iter_mut().zip(&texts).zip(new) {
        if *old != new {
            t.set_text(&new);
            changed = true;
        }
    }
    changed
}
