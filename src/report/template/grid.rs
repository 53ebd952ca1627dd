//! A sheet's rows and cells as the template holds them.

use std::collections::BTreeMap;

use super::book::string_text;
use super::cellref::{MAX_COL, MAX_ROW, Ref, cell_name, parse_cell};
use super::error::{Reason, TemplateError};
use super::placeholder::{Hole, Piece, pieces};
use super::shift::filled;
use super::xml::Element;

/// A row without its cells.
#[derive(Debug, Clone)]
pub(super) struct GridRow {
    pub(super) number: u32,
    /// The `row` element without its cells.
    pub(super) element: Element,
    pub(super) cells: Vec<GridCell>,
}

/// A cell.
#[derive(Debug, Clone)]
pub(super) struct GridCell {
    pub(super) col: u32,
    /// The `c` element.
    pub(super) element: Element,
    pub(super) content: Content,
}

/// What a cell holds.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// Nothing that changes.
    Plain,
    /// Text with placeholders, and the `si` or `is` element that it was taken from.
    Holes(Vec<Piece>, Element),
    /// A formula.
    Formula(CellFormula),
    /// A member of an array formula's range or of a data table: a value only, computed elsewhere.
    Member,
}

/// A formula as its cell has it, shared ones written out.
#[derive(Debug, Clone)]
pub(super) struct CellFormula {
    pub(super) text: String,
    /// The range of an array formula.
    pub(super) array: Option<Ref>,
    /// A data table: no formula of its own, only what Excel computes.
    pub(super) table: bool,
}

/// Reads `sheetData`.
pub(super) fn read_grid(
    sheet: &str,
    data: &Element,
    strings: &[Element],
) -> Result<Vec<GridRow>, TemplateError> {
    let mut rows: Vec<GridRow> = Vec::new();
    let mut shared: BTreeMap<String, (u32, u32, String)> = BTreeMap::new();
    let mut arrays: Vec<(Ref, u32, u32)> = Vec::new();
    for element in data.elements().filter(|element| element.name() == "row") {
        let next = rows.last().map_or(1, |row| row.number + 1);
        let number = element
            .attr("r")
            .and_then(|r| r.trim().parse().ok())
            .unwrap_or(next);
        let disorder = |cell: String| TemplateError::Cell {
            sheet: sheet.to_owned(),
            cell,
            reason: Reason::Disorder,
        };
        if number < next || number > MAX_ROW {
            return Err(disorder(cell_name(number, 1)));
        }
        let mut cells: Vec<GridCell> = Vec::new();
        for cell in element.elements().filter(|cell| cell.name() == "c") {
            let next = cells.last().map_or(1, |cell| cell.col + 1);
            let col = match cell.attr("r") {
                Some(address) => {
                    parse_cell(&address)
                        .filter(|(row, _)| *row == number)
                        .ok_or_else(|| disorder(address.clone()))?
                        .1
                }
                None => next,
            };
            if col < next || col > MAX_COL {
                return Err(disorder(cell_name(number, col)));
            }
            let content = content(cell, (number, col), strings, &mut shared);
            if let Content::Formula(formula) = &content {
                let refused = |reason| TemplateError::Cell {
                    sheet: sheet.to_owned(),
                    cell: cell_name(number, col),
                    reason,
                };
                if pieces(&formula.text)
                    .iter()
                    .any(|piece| matches!(piece, Piece::Hole(_)))
                {
                    return Err(refused(Reason::PlaceholderInFormula));
                }
                arrays.extend(
                    formula
                        .array
                        .filter(|array| array.range)
                        .map(|array| (array, number, col)),
                );
            }
            cells.push(GridCell {
                col,
                element: cell.clone(),
                content,
            });
        }
        let mut emptied = element.clone();
        emptied
            .kids
            .retain(|kid| matches!(kid, super::xml::Node::Element(kid) if kid.name() != "c"));
        rows.push(GridRow {
            number,
            element: emptied,
            cells,
        });
    }
    mark_members(&mut rows, &arrays);
    Ok(rows)
}

fn mark_members(rows: &mut [GridRow], arrays: &[(Ref, u32, u32)]) {
    for (array, top, left) in arrays {
        let ((first, last), (from, to)) = (array.row_span(), array.col_span());
        for row in rows
            .iter_mut()
            .filter(|row| (first..=last).contains(&row.number))
        {
            for cell in row
                .cells
                .iter_mut()
                .filter(|cell| (from..=to).contains(&cell.col))
            {
                if (row.number, cell.col) != (*top, *left) && matches!(cell.content, Content::Plain)
                {
                    cell.content = Content::Member;
                }
            }
        }
    }
}

fn content(
    cell: &Element,
    at: (u32, u32),
    strings: &[Element],
    shared: &mut BTreeMap<String, (u32, u32, String)>,
) -> Content {
    if let Some(formula) = cell.child("f") {
        return Content::Formula(read_formula(formula, at, shared));
    }
    let Some(source) = string_of(cell, strings) else {
        return Content::Plain;
    };
    let found = pieces(&string_text(&source));
    if found.iter().any(|piece| matches!(piece, Piece::Hole(_))) {
        Content::Holes(found, source.into_owned())
    } else {
        Content::Plain
    }
}

fn read_formula(
    formula: &Element,
    (row, col): (u32, u32),
    shared: &mut BTreeMap<String, (u32, u32, String)>,
) -> CellFormula {
    let text = formula.text();
    let kind = formula.attr("t").unwrap_or_default();
    let mut read = CellFormula {
        text,
        array: None,
        table: kind == "dataTable",
    };
    if kind == "array" || kind == "dataTable" {
        read.array = formula.attr("ref").and_then(|range| Ref::parse_all(&range));
    }
    if kind == "shared"
        && let Some(index) = formula.attr("si")
    {
        if read.text.is_empty() {
            if let Some((top, left, master)) = shared.get(&index) {
                read.text = filled(
                    master,
                    i64::from(row) - i64::from(*top),
                    i64::from(col) - i64::from(*left),
                );
            }
        } else {
            shared.insert(index, (row, col, read.text.clone()));
        }
    }
    read
}

/// The element that holds a cell's text, if it is a text.
fn string_of<'a>(
    cell: &'a Element,
    strings: &'a [Element],
) -> Option<std::borrow::Cow<'a, Element>> {
    use std::borrow::Cow;
    match cell.attr("t")?.as_str() {
        "s" => strings
            .get(cell.child("v")?.text().trim().parse::<usize>().ok()?)
            .map(Cow::Borrowed),
        "inlineStr" => cell.child("is").map(Cow::Borrowed),
        "str" => {
            let mut text = Element::new("t");
            text.kids.clone_from(&cell.child("v")?.kids);
            let mut string = Element::new("is");
            string.kids.push(super::xml::Node::Element(text));
            Some(Cow::Owned(string))
        }
        _ => None,
    }
}

/// The text of a text cell.
pub(super) fn cell_text(cell: &Element, strings: &[Element]) -> Option<String> {
    string_of(cell, strings).map(|source| string_text(&source))
}

impl GridRow {
    /// Whether the row is hidden in the template.
    pub(super) fn is_hidden(&self) -> bool {
        let flag = self.element.attr("hidden");
        flag.is_some_and(|flag| flag == "1" || flag == "true")
    }
}

impl GridCell {
    /// Whether it holds a formula that is computed here.
    pub(super) const fn is_computed(&self) -> bool {
        matches!(&self.content, Content::Formula(formula) if !formula.table)
    }

    /// The placeholders of the cell.
    pub(super) fn holes(&self) -> impl Iterator<Item = &Hole> {
        let pieces: &[Piece] = match &self.content {
            Content::Holes(pieces, _) => pieces,
            _ => &[],
        };
        pieces.iter().filter_map(|piece| match piece {
            Piece::Hole(hole) => Some(hole),
            Piece::Text(_) => None,
        })
    }
}

/// The cell at an address, added if the sheet has none there.
pub(super) fn cell_at<'a>(
    rows: &'a mut Vec<GridRow>,
    data: &Element,
    (row, col): (u32, u32),
) -> &'a mut GridCell {
    let at = rows.partition_point(|other| other.number < row);
    if rows.get(at).is_none_or(|other| other.number != row) {
        let element = Element::new(&data.sibling_name("row"));
        rows.insert(
            at,
            GridRow {
                number: row,
                element,
                cells: Vec::new(),
            },
        );
    }
    let cells = &mut rows[at].cells;
    let at = cells.partition_point(|other| other.col < col);
    if cells.get(at).is_none_or(|other| other.col != col) {
        let element = Element::new(&data.sibling_name("c"));
        cells.insert(
            at,
            GridCell {
                col,
                element,
                content: Content::Plain,
            },
        );
    }
    &mut cells[at]
}
