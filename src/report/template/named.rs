//! What the map names of the workbook: sheets, and cells by their defined names.

use super::book::{Book, DefinedName};
use super::cellref::cell_name;
use super::error::{MapFault, Reason, TemplateError};
use super::grid::{Content, GridRow, cell_at};
use super::lex::{SheetPart, Tok, lex, sheet_part};
use super::map::{Map, Told};
use super::placeholder::{Hole, Piece};
use super::region::RowMap;
use super::xml::Element;

/// Refuses a map that speaks of sheets that are not there.
pub(super) fn known_sheets(book: &Book, map: &Map) -> Result<(), TemplateError> {
    let names: Vec<&str> = book
        .sheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    let is_there = |sheet: &str| {
        let wanted = sheet.to_lowercase();
        names.iter().any(|name| name.to_lowercase() == wanted)
    };
    let blocks = map.blocks.iter().map(|block| ("block.sheet", &block.sheet));
    let hides = map.hides.iter().map(|hide| ("hide.sheet", &hide.sheet));
    let unknown = blocks
        .chain(hides)
        .filter(|(_, sheet)| !is_there(&sheet.text));
    let problems: Vec<_> = unknown
        .map(|(key, sheet)| sheet.unknown(key, &names))
        .collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(TemplateError::Map(problems))
    }
}

/// The single cell that a defined name means: sheet, row, column.
fn named_cell(book: &Book, name: &DefinedName) -> Option<(usize, u32, u32)> {
    let tokens = lex(&name.text);
    let [token] = tokens[..] else { return None };
    let Tok::Ref(Some(sheet), reference) = token.tok else {
        return None;
    };
    let SheetPart::One(sheet) = sheet_part(sheet) else {
        return None;
    };
    let index = book
        .sheets
        .iter()
        .position(|other| other.name.to_lowercase() == sheet.to_lowercase())?;
    let ((top, bottom), (left, right)) = (reference.row_span(), reference.col_span());
    (reference.rows.is_some() && reference.cols.is_some() && top == bottom && left == right)
        .then_some((index, top, left))
}

fn defined<'a>(book: &'a Book, wanted: &Told) -> Result<&'a DefinedName, TemplateError> {
    let found = book
        .names
        .iter()
        .find(|name| name.name.to_lowercase() == wanted.text.to_lowercase());
    found.ok_or_else(|| {
        let all: Vec<&str> = book.names.iter().map(|name| name.name.as_str()).collect();
        TemplateError::Map(vec![wanted.unknown("name.defined_name", &all)])
    })
}

/// Puts the map's values into the cells that names mean, as if placeholders stood there.
pub(super) fn name_cells(
    book: &Book,
    map: &Map,
    grids: &mut [Vec<GridRow>],
) -> Result<(), TemplateError> {
    for named in &map.names {
        let name = defined(book, &named.defined_name)?;
        let refused = || TemplateError::Cell {
            sheet: String::new(),
            cell: name.text.clone(),
            reason: Reason::NameCell(name.name.clone()),
        };
        let (sheet, row, col) = named_cell(book, name).ok_or_else(refused)?;
        let Some(data) = book.sheets[sheet].document.root().child("sheetData") else {
            return Err(refused());
        };
        let cell = cell_at(&mut grids[sheet], data, (row, col));
        let hole = Hole::read(&named.value.text, 0, 1);
        if hole.name.is_empty() {
            let fault = MapFault::Missing("name.value".to_owned());
            return Err(TemplateError::Map(vec![named.value.problem(fault)]));
        }
        cell.content = Content::Holes(vec![Piece::Hole(hole)], Element::new("is"));
    }
    Ok(())
}

/// Refuses names that mean a cell of a repeated row.
pub(super) fn named_outside(book: &Book, map: &Map, maps: &[RowMap]) -> Result<(), TemplateError> {
    for named in &map.names {
        let name = defined(book, &named.defined_name)?;
        if let Some((sheet, row, col)) = named_cell(book, name)
            && maps[sheet].region_of(row).is_some()
        {
            return Err(TemplateError::Cell {
                sheet: book.sheets[sheet].name.clone(),
                cell: cell_name(row, col),
                reason: Reason::NameCell(name.name.clone()),
            });
        }
    }
    Ok(())
}
