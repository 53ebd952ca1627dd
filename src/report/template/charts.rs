//! Charts: their references follow the rows, their stored points become those of the filled report.

use crate::base::formula::eval::Book as _;

use super::error::TemplateError;
use super::expr::Expr;
use super::moved::Mover;
use super::parse::{Names, parse};
use super::reach::reaches;
use super::values::{Area, Home, Scalar};
use super::workbook::Workbook;
use super::xml::{Element, Node};

/// Moves and refreshes a chart.
///
/// `series` tells that the element lies in a series' points or categories, where one cell of a model
/// row means the list; a title's cell stays one cell.
pub(super) fn refresh(
    element: &mut Element,
    mover: &mut Mover<'_>,
    book: &Workbook,
    names: &dyn Names,
    series: bool,
) -> Result<(), TemplateError> {
    let series = series
        || matches!(
            element.name(),
            "cat" | "val" | "xVal" | "yVal" | "bubbleSize" | "strDim" | "numDim" | "plus" | "minus"
        );
    if matches!(
        element.name(),
        "numRef" | "strRef" | "multiLvlStrRef" | "strDim" | "numDim"
    ) {
        let Some(formula) = element.child_mut("f") else {
            return Ok(());
        };
        let old = formula.text();
        let new = if series {
            mover.list(&old, false)?
        } else {
            mover.formula(&old, false)?
        };
        if new != old {
            formula.set_text(&new);
            mover.changed = true;
        }
        let areas = areas(book.read_nowhere(&new, names));
        mover.changed |= cache(element, areas.as_deref(), book, new != old);
        return Ok(());
    }
    if matches!(element.name(), "f") {
        let old = element.text();
        let new = mover.formula(&old, false)?;
        if new != old {
            element.set_text(&new);
            mover.changed = true;
        }
    }
    for kid in element.elements_mut() {
        refresh(kid, mover, book, names, series)?;
    }
    Ok(())
}

/// Visits the areas that a chart shows, `None` for one that is computed, as a name may be.
pub(super) fn each_area(
    element: &Element,
    mover: &Mover<'_>,
    names: &dyn Names,
    visit: &mut dyn FnMut(Option<Area>),
) {
    if element.name() == "f"
        && let Ok(text) = mover.list(&element.text(), false)
    {
        let read = parse(&text, Home::nowhere(usize::MAX), names);
        if reaches(&read) {
            visit(None);
        }
        let found = areas(read).into_iter().flatten();
        found.for_each(|area| visit(Some(area)));
    }
    for kid in element.elements() {
        each_area(kid, mover, names, visit);
    }
}

fn areas(read: Expr) -> Option<Vec<Area>> {
    let plain = |expr: Expr| match expr {
        Expr::Area(area) => Some(area),
        _ => None,
    };
    match read {
        Expr::Union(parts) => parts.into_iter().map(plain).collect(),
        other => plain(other).map(|area| vec![area]),
    }
}

/// Writes the points anew where they differ; where they cannot be known they are taken out.
fn cache(element: &mut Element, areas: Option<&[Area]>, book: &Workbook, moved: bool) -> bool {
    let Some(at) = element.kids.iter().position(|kid| matches!(kid, Node::Element(kid) if kid.name().ends_with("Cache") || kid.name() == "lvl")) else { return false };
    let Node::Element(old) = &element.kids[at] else {
        return false;
    };
    let simple = matches!(old.name(), "numCache" | "strCache");
    let points = areas
        .filter(|areas| simple && areas.iter().all(|area| area.sheet < book.sheets.len()))
        .and_then(|areas| points(areas, book));
    let Some(points) = points else {
        if !simple && !moved {
            return false;
        }
        element.kids.retain(|kid| !matches!(kid, Node::Element(kid) if kid.name().ends_with("Cache") || kid.name() == "lvl"));
        return true;
    };
    let number = old.name() == "numCache";
    let mut stored: Vec<(usize, String)> = Vec::new();
    for point in old.elements().filter(|kid| kid.name() == "pt") {
        let index = point
            .attr("idx")
            .and_then(|index| index.parse().ok())
            .unwrap_or(usize::MAX);
        stored.push((
            index,
            point.child("v").map(Element::text).unwrap_or_default(),
        ));
    }
    let wanted: Vec<(usize, String)> = points
        .iter()
        .enumerate()
        .filter_map(|(index, scalar)| shown(scalar, number).map(|text| (index, text)))
        .collect();
    let count = old
        .child("ptCount")
        .and_then(|count| count.attr("val"))
        .and_then(|count| count.parse::<usize>().ok());
    if stored == wanted && count == Some(points.len()) {
        return false;
    }
    let mut new = old.clone();
    let name = |local: &str| old.sibling_name(local);
    new.kids.retain(|kid| matches!(kid, Node::Element(kid) if !matches!(kid.name(), "ptCount" | "pt" | "extLst")));
    let mut total = Element::new(&name("ptCount"));
    total.set_attr("val", &points.len().to_string());
    new.kids.push(Node::Element(total));
    for (index, text) in wanted {
        let mut point = Element::new(&name("pt"));
        point.set_attr("idx", &index.to_string());
        let mut value = Element::new(&name("v"));
        value.set_text(&text);
        point.kids.push(Node::Element(value));
        new.kids.push(Node::Element(point));
    }
    element.kids[at] = Node::Element(new);
    true
}

fn points(areas: &[Area], book: &Workbook) -> Option<Vec<Scalar>> {
    let mut points = Vec::new();
    for area in areas {
        let (last_row, last_col) = book.sheets[area.sheet].extent();
        for row in area.top..=area.bottom.min(last_row.max(area.top)) {
            for col in area.left..=area.right.min(last_col.max(area.left)) {
                points.push(book.cell(area.sheet, row, col).ok()?);
            }
        }
    }
    Some(points)
}

fn shown(scalar: &Scalar, number: bool) -> Option<String> {
    match scalar {
        Scalar::Blank => None,
        Scalar::Number(number) => Some(super::emit::plain_number(*number)),
        Scalar::Text(_) if number => None,
        Scalar::Text(text) => Some(text.to_string()),
        Scalar::Bool(flag) => Some(if *flag { "1" } else { "0" }.to_owned()),
        Scalar::Error(error) => Some((*error).to_owned()),
    }
}
