//! The tables of a workbook as its formulas know them once the rows have moved.

use std::collections::{BTreeMap, BTreeSet};

use super::book::{Book, escape_units, unescape_units};
use super::cellref::{Ref, cell_name};
use super::cells::{Filling, Source};
use super::error::{Reason, TemplateError};
use super::grid::{Content, GridCell, GridRow};
use super::moved::Mover;
use super::package::Package;
use super::shift::Moves;
use super::table::Table;
use super::values::{Area, Home};
use super::xml::Element;

/// Tables by their names in small letters.
#[derive(Debug, Default)]
pub(super) struct Tables(BTreeMap<String, Table>);

impl Tables {
    /// Reads the tables of all sheets and moves them with the rows.
    pub(super) fn read(
        package: &mut Package<'_>,
        book: &Book,
        moves: &Moves,
    ) -> Result<Self, TemplateError> {
        let mut found = BTreeMap::new();
        for (index, sheet) in book.sheets.iter().enumerate() {
            let tables = sheet.relations.iter().filter(|r| r.kind == "table");
            for relation in tables {
                let Some(document) = package.xml(&relation.part)? else {
                    continue;
                };
                let root = document.root();
                let area = root.attr("ref").map(|area| match moves.of(&sheet.name) {
                    Some(map) => Mover::range(&area, map),
                    None => area,
                });
                let name = root.attr("displayName").or_else(|| root.attr("name"));
                let area = area.and_then(|area| Ref::parse_all(&area));
                if let (Some(name), Some(area)) = (name, area) {
                    found.insert(name.to_lowercase(), table(root, index, area));
                }
            }
        }
        Ok(Self(found))
    }

    /// The table of that name.
    pub(super) fn named(&self, name: &str) -> Option<Table> {
        self.0.get(&name.to_lowercase()).cloned()
    }

    /// The table that a cell lies in.
    pub(super) fn at(&self, home: Home) -> Option<Table> {
        let holds = |table: &&Table| table.holds(home.sheet, home.row, home.col);
        self.0.values().find(holds).cloned()
    }
}

/// Names the columns of tables anew whose headings are filled: Excel takes a file for damaged where the two differ.
pub(super) fn name_columns(
    package: &mut Package<'_>,
    book: &Book,
    grids: &[Vec<GridRow>],
    source: &Source<'_>,
) -> Result<(), TemplateError> {
    for (sheet, rows) in book.sheets.iter().zip(grids) {
        let tables = sheet.relations.iter().filter(|r| r.kind == "table");
        for relation in tables {
            let Some(mut document) = package.xml(&relation.part)? else {
                continue;
            };
            let root = document.root_mut();
            let area = root.attr("ref").and_then(|area| Ref::parse_all(&area));
            let has_headings = root.attr("headerRowCount").is_none_or(|count| count != "0");
            let Some(area) = area.filter(|_| has_headings) else {
                continue;
            };
            let (top, (left, _)) = (area.row_span().0, area.col_span());
            let Some(row) = rows.iter().find(|row| row.number == top) else {
                continue;
            };
            let mut changed = false;
            let mut names = BTreeSet::new();
            let columns = root.child_mut("tableColumns").into_iter();
            for (col, column) in (left..).zip(columns.flat_map(Element::elements_mut)) {
                let mut name = column.attr("name").unwrap_or_default();
                let cell = row.cells.iter().find(|cell| cell.col == col);
                let filled = cell.and_then(|cell| heading(cell, source));
                if let Some(text) = &filled {
                    name = escape_units(text).replace('\n', "_x000a_");
                    changed |= column.set_attr("name", &name);
                }
                if !names.insert(name.to_lowercase()) || filled.is_some_and(|text| text.is_empty())
                {
                    return Err(TemplateError::Cell {
                        sheet: sheet.name.clone(),
                        cell: cell_name(top, col),
                        reason: Reason::Heading,
                    });
                }
            }
            if changed {
                package.change(&relation.part, document.write());
            }
        }
    }
    Ok(())
}

/// What a heading becomes, if it has placeholders; empty where that is no text.
fn heading(cell: &GridCell, source: &Source<'_>) -> Option<String> {
    let Content::Holes(pieces, text) = &cell.content else {
        return None;
    };
    let prefix = cell.element.prefix();
    match source.fill(pieces, text, prefix, None, &mut String::new()) {
        Filling::Text(text) => Some(text),
        Filling::Number(_) | Filling::Blank => Some(String::new()),
    }
}

fn table(root: &Element, sheet: usize, reference: Ref) -> Table {
    let count = |name: &str, usual: u32| {
        let told = root.attr(name).and_then(|count| count.parse().ok());
        told.unwrap_or(usual)
    };
    let ((top, bottom), (left, right)) = (reference.row_span(), reference.col_span());
    let columns = root.child("tableColumns").into_iter();
    let columns = columns.flat_map(Element::elements);
    let columns = columns.filter_map(|column| column.attr("name"));
    Table {
        area: Area {
            sheet,
            top,
            left,
            bottom,
            right,
        },
        headers: count("headerRowCount", 1),
        totals: count("totalsRowCount", 0),
        columns: columns.map(|name| unescape_units(&name)).collect(),
    }
}
