//! What stands on a model row that no item has now: it goes with the row, since there is nothing left to point to.

use super::cellref::Ref;
use super::region::RowMap;
use super::xml::{Element, Node};

/// What goes when its rows do.
const POINTS: [&str; 9] = [
    "conditionalFormatting",
    "dataValidation",
    "hyperlink",
    "ignoredError",
    "protectedRange",
    "sparkline",
    "comment",
    "threadedComment",
    "shape",
];

/// What may not be empty, and goes with the last thing that it holds.
const HOLDERS: [&str; 10] = [
    "dataValidations",
    "hyperlinks",
    "ignoredErrors",
    "protectedRanges",
    "conditionalFormattings",
    "sparklines",
    "sparklineGroup",
    "sparklineGroups",
    "ext",
    "extLst",
];

/// Takes out of a part what points to nothing but rows that are gone; tells whether there was any.
pub(super) fn clear(element: &mut Element, map: &RowMap) -> bool {
    if element.name() == "sheetData" {
        return false;
    }
    let mut cleared = false;
    let kids = std::mem::take(&mut element.kids);
    for kid in kids {
        let Node::Element(mut kid) = kid else {
            element.kids.push(kid);
            continue;
        };
        if POINTS.contains(&kid.name()) && is_gone(&kid, map) {
            cleared = true;
            continue;
        }
        let inside = clear(&mut kid, map);
        cleared |= inside;
        if !(inside && HOLDERS.contains(&kid.name()) && is_hollow(&kid)) {
            element.kids.push(Node::Element(kid));
        }
    }
    if cleared && element.attr("count").is_some() {
        let count = element.elements().count().to_string();
        element.set_attr("count", &count);
    }
    cleared
}

/// A group of sparklines holds its colours too.
fn is_hollow(element: &Element) -> bool {
    match element.name() {
        "sparklineGroup" => element.child("sparklines").is_none(),
        _ => element.elements().next().is_none(),
    }
}

fn is_gone(element: &Element, map: &RowMap) -> bool {
    let attribute = ["sqref", "ref"]
        .into_iter()
        .find_map(|name| element.attr(name));
    let inside = || element.child("sqref").map(Element::text);
    if let Some(areas) = attribute.or_else(inside) {
        let mut areas = areas.split_whitespace().peekable();
        return areas.peek().is_some() && areas.all(|area| area_is_gone(area, map));
    }
    // A note's shape names the row of its cell, from 0.
    let row = element
        .child("ClientData")
        .and_then(|data| data.child("Row"));
    let row = row.and_then(|row| row.text().trim().parse::<u32>().ok());
    row.is_some_and(|row| map.runs((row + 1, row + 1)).is_empty())
}

fn area_is_gone(area: &str, map: &RowMap) -> bool {
    Ref::parse_all(area)
        .filter(|reference| reference.rows.is_some())
        .is_some_and(|reference| map.runs(reference.row_span()).is_empty())
}
