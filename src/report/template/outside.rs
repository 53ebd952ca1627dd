//! Placeholders that stand outside cells: in page heads, notes, drawings, charts, names of areas. Nothing is filled there,
//! and what would be printed as typed is told.

use super::data::Outside;
use super::error::TemplateError;
use super::package::Package;

/// Parts that hold an office's words, by how their names begin in lower case, with the message that says what they are.
const PLACES: [(&str, &str); 7] = [
    ("xl/worksheets/sheet", "place-page-head"),
    ("xl/chartsheets/sheet", "place-page-head"),
    ("xl/comments", "place-note"),
    ("xl/threadedcomments/", "place-note"),
    ("xl/drawings/", "place-drawing"),
    ("xl/charts/", "place-chart"),
    ("xl/workbook.xml", "place-name"),
];

/// All of them, part by part.
pub(super) fn outside(package: &mut Package<'_>) -> Result<Vec<Outside>, TemplateError> {
    let parts: Vec<(String, &str)> = package
        .names()
        .filter_map(|name| {
            let lower = name.to_lowercase();
            let is_of = |(begins, _): &&(&str, &str)| lower.starts_with(begins);
            let (_, place) = PLACES.iter().find(is_of)?;
            Some((name.to_owned(), *place))
        })
        .collect();
    let mut found = Vec::new();
    for (part, place) in parts {
        let bytes = package.read(&part)?.unwrap_or_default();
        let xml = String::from_utf8_lossy(&bytes);
        // Cells are filled; page heads stand behind them.
        let behind = xml.rfind("</sheetData>").unwrap_or_default();
        // Charts repeat texts of the cells that they show, which are theirs no more when these are filled.
        let is_drawn = matches!(place, "place-drawing" | "place-chart");
        let words = words(&xml[behind..], is_drawn);
        found.extend(placeholders(&words).map(|placeholder| Outside { place, placeholder }));
    }
    Ok(found)
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
