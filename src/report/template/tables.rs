//! The tables of a workbook as its formulas know them once the rows have moved.

use std::collections::BTreeMap;

use super::book::{Book, unescape_units};
use super::cellref::Ref;
use super::error::TemplateError;
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
