//! Placeholders that stand outside cells. Single values are filled into page heads, text boxes, the titles of charts and
//! notes of cells; what else would be printed as typed is told.

use super::book::Book;
use super::cells::Source;
use super::data::Outside;
use super::error::TemplateError;
use super::package::Package;
use super::placeholder::Hole;
use super::xml::{Element, local};
use super::{drawn, heads, noted};

/// Drawings and charts, by how the names of their parts begin in lower case, with the message that says what they are.
const DRAWN: [(&str, &str); 2] = [
    ("xl/drawings/", "place-drawing"),
    ("xl/charts/", "place-chart"),
];
const NOTE: &str = "place-note";
const NAME: &str = "place-name";
const PROMPT: &str = "place-prompt";
const SHEET_NAME: &str = "place-sheet-name";

/// Attributes of a sheet that somebody reads when a cell is entered or pointed at.
const PROMPTS: [&str; 6] = [
    "prompt",
    "promptTitle",
    "error",
    "errorTitle",
    "tooltip",
    "display",
];

/// The parts that hold an office's words beside its cells, each with what it is, and of notes the sheet. Page heads are
/// parts of their sheets.
fn places(package: &Package<'_>, book: &Book) -> Vec<(String, &'static str, String)> {
    let mut found = Vec::new();
    for sheet in &book.sheets {
        let notes = sheet.relations.iter();
        let notes = notes.filter(|r| matches!(r.kind.as_str(), "comments" | "threadedComment"));
        found.extend(notes.map(|note| (note.part.clone(), NOTE, sheet.name.clone())));
    }
    let drawn = package.names().filter_map(|name| {
        let lower = name.to_lowercase();
        let (_, place) = DRAWN.iter().find(|(begins, _)| lower.starts_with(begins))?;
        Some((name.to_owned(), *place, String::new()))
    });
    found.extend(drawn);
    found.push((book.part.clone(), NAME, String::new()));
    found
}

/// Fills drawings, charts and notes, and tells what is left, part by part. Page heads are filled as their sheets are written.
pub(super) fn fill(
    package: &mut Package<'_>,
    book: &Book,
    source: &Source<'_>,
) -> Result<Vec<Outside>, TemplateError> {
    let mut found = Vec::new();
    for sheet in &book.sheets {
        let left = heads::left(sheet.document.root(), source);
        found.extend(
            left.iter()
                .map(|hole| told("place-page-head", hole, source)),
        );
        found.extend(placeholders(&sheet.name).map(|name| typed(SHEET_NAME, name)));
        prompts(sheet.document.root(), &mut found);
    }
    for (part, place, sheet) in places(package, book) {
        let bytes = package.read(&part)?.unwrap_or_default();
        let xml = String::from_utf8_lossy(&bytes);
        // Charts repeat texts of the cells that they show, which are theirs no more when these are filled.
        let is_vml = part.to_lowercase().ends_with(".vml");
        let is_drawn = matches!(place, "place-drawing" | "place-chart") && !is_vml;
        let words = words(&xml, is_drawn);
        if !words.contains("{{") {
            continue;
        }
        // A drawing of older kind need not be XML.
        if place == NAME || is_vml {
            found.extend(placeholders(&words).map(|name| typed(place, name)));
            continue;
        }
        let Some(mut document) = package.xml(&part)? else {
            continue;
        };
        let root = document.root_mut();
        let is_new = if place == NOTE {
            let mut left = Vec::new();
            let is_new = noted::fill(root, source, &mut left);
            found.extend(left.into_iter().map(|(cell, hole)| Outside {
                at: Some((sheet.clone(), cell)),
                ..told(place, &hole, source)
            }));
            is_new
        } else {
            let mut left = Vec::new();
            let is_new = drawn::fill(root, source, &mut left);
            found.extend(left.iter().map(|hole| told(place, hole, source)));
            is_new
        };
        if is_new {
            package.change(&part, document.write());
        }
    }
    Ok(found)
}

/// Placeholders in what a sheet says when a cell is entered or pointed at.
fn prompts(element: &Element, found: &mut Vec<Outside>) {
    if element.name() == "sheetData" {
        return;
    }
    if matches!(element.name(), "dataValidation" | "hyperlink") {
        let said = element.attributes().into_iter();
        let said = said.filter(|(key, _)| PROMPTS.contains(&key.as_str()));
        found.extend(said.flat_map(|(_, text)| {
            let all: Vec<Outside> = placeholders(&text)
                .map(|name| typed(PROMPT, name))
                .collect();
            all
        }));
    }
    for kid in element.elements() {
        prompts(kid, found);
    }
}

/// A placeholder in a place where nothing is filled.
fn typed(place: &'static str, placeholder: String) -> Outside {
    Outside {
        place,
        at: None,
        placeholder,
        is_unknown: false,
        nearest: None,
    }
}

/// What is said of a placeholder that has no value in a place where single values are filled.
fn told(place: &'static str, hole: &Hole, source: &Source<'_>) -> Outside {
    let is_unknown = source.is_single(hole) && source.is_unknown(hole, None);
    Outside {
        place,
        at: None,
        placeholder: hole.written(),
        is_unknown,
        nearest: source.nearest(hole).filter(|_| is_unknown),
    }
}

/// What stands between the tags, or of drawings what they write themselves: a program may part one text into several.
fn words(xml: &str, is_drawn: bool) -> String {
    let text = |piece: &'_ str| -> Option<String> {
        let (tag, text) = piece.split_once('>')?;
        let name = tag.split(' ').next().unwrap_or_default();
        (!is_drawn || local(name) == "t").then(|| text.to_owned())
    };
    xml.split('<').filter_map(text).collect()
}

fn placeholders(text: &str) -> impl Iterator<Item = String> {
    let opened = text.split("{{").skip(1);
    opened.filter_map(|piece| Some(piece.split_once("}}")?.0.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_parted_by_tags_is_one() {
        let xml =
            "<a:p><a:r><a:t>Quý {{period</a:t></a:r><a:r><a:t>.label }} {1}</a:t></a:r></a:p>{{x}}";
        let found: Vec<String> = placeholders(&words(xml, false)).collect();
        assert_eq!(found, ["period.label", "x"]);
        let found: Vec<String> = placeholders(&words(xml, true)).collect();
        assert_eq!(found, ["period.label"]);
    }
}
