//! Days in cells whose format is General: such a cell would show a day as the number 43003. They get the same style with
//! the format of a day; it is added behind the styles that the form has, and only where a cell needs it.

use std::collections::BTreeMap;

use super::book::Book;
use super::data::{Data, Value};
use super::error::TemplateError;
use super::grid::{Content, GridRow};
use super::package::Package;
use super::placeholder::{Hole, only_hole};
use super::xml::{Document, Element, Node};

/// As Vietnamese documents write a day.
const FORMAT: &str = "dd/mm/yyyy";
/// The first number of formats that are not built in.
const FIRST_OWN: u32 = 164;
/// Rows of a list that are looked at for a day.
const ROWS: usize = 1_000;

/// Gives such cells their style. The styles part with what was added, and its name; nothing where none was needed.
pub(super) fn shown_as_days(
    package: &mut Package<'_>,
    book: &Book,
    grids: &mut [Vec<GridRow>],
    data: &Data<'_>,
) -> Result<Option<(String, Vec<u8>)>, TemplateError> {
    let Some(part) = book.relations.iter().find(|r| r.kind == "styles") else {
        return Ok(None);
    };
    let Some(mut styles) = package.xml(&part.part)? else {
        return Ok(None);
    };
    let mut made: BTreeMap<usize, usize> = BTreeMap::new();
    for cell in grids.iter_mut().flatten().flat_map(|row| &mut row.cells) {
        let Content::Holes(pieces, _) = &cell.content else {
            continue;
        };
        let style = cell.element.attr("s").and_then(|s| s.trim().parse().ok());
        let style = style.unwrap_or_default();
        let is_day = only_hole(pieces).is_some_and(|hole| is_day(hole, data));
        if !is_day || !is_general(&styles, style) {
            continue;
        }
        let new = match made.get(&style) {
            Some(new) => Some(*new),
            None => with_format(&mut styles, style),
        };
        if let Some(new) = new {
            made.insert(style, new);
            cell.element.set_attr("s", &new.to_string());
        }
    }
    Ok((!made.is_empty()).then(|| (part.part.clone(), styles.write())))
}

/// Whether a placeholder stands for days.
fn is_day(hole: &Hole, data: &Data<'_>) -> bool {
    if let Some(value) = data.scalars.get(&hole.name) {
        return matches!(value, Value::Date(_));
    }
    let (level, field) = match hole.chosen() {
        Some((list, _, field)) => (list, field),
        None => (hole.prefix(), hole.field()),
    };
    let mut values = data.lists.iter().filter_map(|(name, list)| {
        let shows = |row: usize| name == level || list.level(row) == level;
        let rows = (0..list.rows().min(ROWS)).filter(|row| shows(*row));
        let mut values = rows.filter_map(|row| list.value(row, field));
        values.find(|value| *value != Value::Blank)
    });
    values.next().is_some_and(|v| matches!(v, Value::Date(_)))
}

fn style_of(styles: &Document, index: usize) -> Option<&Element> {
    styles.root().child("cellXfs")?.elements().nth(index)
}

fn is_general(styles: &Document, style: usize) -> bool {
    let format = style_of(styles, style).and_then(|xf| xf.attr("numFmtId"));
    format.is_none_or(|format| format.trim() == "0")
}

/// Adds a style like another one, with the format of a day.
fn with_format(styles: &mut Document, style: usize) -> Option<usize> {
    let mut xf = style_of(styles, style)?.clone();
    let format = day_format(styles).to_string();
    xf.set_attr("numFmtId", &format);
    xf.set_attr("applyNumberFormat", "1");
    let list = styles.root_mut().child_mut("cellXfs")?;
    let index = list.elements().count();
    list.kids.push(Node::Element(xf));
    list.set_attr("count", &(index + 1).to_string());
    Some(index)
}

/// The number of the format of a day, which is added where the form has none.
fn day_format(styles: &mut Document) -> u32 {
    let root = styles.root_mut();
    let prefix = root.prefix().to_owned();
    let number = |format: &Element| format.attr("numFmtId")?.trim().parse::<u32>().ok();
    let formats = || {
        let list = root.child("numFmts").into_iter();
        list.flat_map(Element::elements)
    };
    let own = formats().find(|f| f.attr("formatCode").as_deref() == Some(FORMAT));
    if let Some(known) = own.and_then(number) {
        return known;
    }
    let last = formats().filter_map(number).max().unwrap_or_default();
    let new = (last + 1).max(FIRST_OWN);
    let mut format = Element::new("numFmt").with_prefix(&prefix);
    format.set_attr("numFmtId", &new.to_string());
    format.set_attr("formatCode", FORMAT);
    if root.child("numFmts").is_none() {
        // The first of all lists of styles.
        let list = Element::new("numFmts").with_prefix(&prefix);
        root.kids.insert(0, Node::Element(list));
    }
    if let Some(list) = root.child_mut("numFmts") {
        list.kids.push(Node::Element(format));
        let count = list.elements().count().to_string();
        list.set_attr("count", &count);
    }
    new
}
