//! Placeholders that stand outside cells. Single values are filled into page heads, text boxes and the titles of charts;
//! what else would be printed as typed is told.

use super::book::Book;
use super::cells::Source;
use super::data::Outside;
use super::error::TemplateError;
use super::package::Package;
use super::placeholder::Hole;
use super::{drawn, heads};

/// Parts that hold an office's words, by how their names begin in lower case, with the message that says what they are.
/// Page heads are parts of their sheets.
const PLACES: [(&str, &str); 5] = [
    ("xl/comments", "place-note"),
    ("xl/threadedcomments/", "place-note"),
    ("xl/drawings/", "place-drawing"),
    ("xl/charts/", "place-chart"),
    ("xl/workbook.xml", "place-name"),
];

/// Fills drawings and charts, and tells what is left, part by part. Page heads are filled as their sheets are written.
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
    }
    let parts: Vec<(String, &str)> = package
        .names()
        .filter_map(|name| {
            let lower = name.to_lowercase();
            let is_of = |(begins, _): &&(&str, &str)| lower.starts_with(begins);
            let (_, place) = PLACES.iter().find(is_of)?;
            Some((name.to_owned(), *place))
        })
        .collect();
    for (part, place) in parts {
        let bytes = package.read(&part)?.unwrap_or_default();
        let xml = String::from_utf8_lossy(&bytes);
        // Charts repeat texts of the cells that they show, which are theirs no more when these are filled.
        let is_drawn = matches!(place, "place-drawing" | "place-chart");
        let words = words(&xml, is_drawn);
        if !words.contains("{{") {
            continue;
        }
        if !is_drawn {
            found.extend(placeholders(&words).map(|placeholder| Outside {
                place,
                placeholder,
                is_unknown: false,
                nearest: None,
            }));
            continue;
        }
        let Some(mut document) = package.xml(&part)? else {
            continue;
        };
        let mut left = Vec::new();
        if drawn::fill(document.root_mut(), source, &mut left) {
            package.change(&part, document.write());
        }
        found.extend(left.iter().map(|hole| told(place, hole, source)));
    }
    Ok(found)
}

/// What is said of a placeholder that has no value in a place where single values are filled.
fn told(place: &'static str, hole: &Hole, source: &Source<'_>) -> Outside {
    let is_unknown = source.is_single(hole) && source.is_unknown(hole, None);
    Outside {
        place,
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
        (!is_drawn || name == "a:t").then(|| text.to_owned())
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
