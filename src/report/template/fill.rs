//! The whole filling on one page: read, plan, lay out, compute, write.

use std::io::{Seek, Write};

use rayon::prelude::*;

use super::book::{Book, DefinedName};
use super::cellref::cell_name;
use super::cells::Source;
use super::data::{Data, Figure, Filled, Placeholder};
use super::emit::OutSheet;
use super::error::{MapProblem, Reason, TemplateError};
use super::expr::Names;
use super::fit::Looks;
use super::grid::{Content, GridRow, cell_at, read_grid};
use super::layout::{self, Gathered, Laid, Sheet, lay_out};
use super::lex::{SheetPart, Tok, lex, sheet_part};
use super::map::{Map, unknown};
use super::moved::Mover;
use super::needed::{needed, of_chart};
use super::package::{Package, Scratch};
use super::placeholder::{Hole, Piece};
use super::plan::{Planned, plan};
use super::region::RowMap;
use super::shift::Moves;
use super::values::SheetValues;
use super::workbook::Workbook;
use super::write::{self, Writer, charts};
use super::xml::Element;

/// Fills a template and writes the workbook to `out`.
///
/// `template` is the bytes of an .xlsx, `map_toml` the text of its map.toml if it has one. What is
/// not mapped comes out as it went in; what the template holds that cannot be kept is an error, and
/// so is a map that names what is not there: then nothing was written. An unknown placeholder is left
/// blank with a warning. Sheets that are longer than memory should hold wait in `scratch`.
pub fn fill(
    template: &[u8],
    map_toml: Option<&str>,
    data: &Data<'_>,
    scratch: &Scratch,
    out: impl Write + Seek,
) -> Result<Filled, TemplateError> {
    filled(template, map_toml, data, scratch, out, None)
}

/// Fills a template as [`fill`] does, and says where every value went.
pub fn fill_traced(
    template: &[u8],
    map_toml: Option<&str>,
    data: &Data<'_>,
    out: impl Write + Seek,
) -> Result<Filled, TemplateError> {
    filled(
        template,
        map_toml,
        data,
        &Scratch::default(),
        out,
        Some(Vec::new()),
    )
}

fn filled(
    template: &[u8],
    map_toml: Option<&str>,
    data: &Data<'_>,
    scratch: &Scratch,
    out: impl Write + Seek,
    figures: Option<Vec<Figure>>,
) -> Result<Filled, TemplateError> {
    let map = map_toml.map(Map::read).transpose()?.unwrap_or_default();
    let mut package = open(template)?;
    let book = Book::read(&mut package)?;
    let mut grids = grids(&book)?;
    name_cells(&book, &map, &mut grids)?;
    known_sheets(&book, &map)?;

    // Plan: which rows are repeated, and where all rows go.
    let mut plans: Vec<Vec<Planned>> = Vec::new();
    let mut maps: Vec<RowMap> = Vec::new();
    for (sheet, rows) in book.sheets.iter().zip(&grids) {
        let mut planned = plan(&sheet.name, rows, &map, data)?;
        let regions: Vec<_> = planned
            .iter()
            .map(|planned| planned.region.clone())
            .collect();
        let count = regions.iter().map(|region| region.copies.len()).sum();
        let last = rows.last().map_or(1, |row| row.number);
        let first = regions.first().map_or(1, |region| region.first);
        let moved = RowMap::new(regions, last).ok_or_else(|| TemplateError::Cell {
            sheet: sheet.name.clone(),
            cell: cell_name(first, 1),
            reason: Reason::TooManyRows(count),
        })?;
        for (planned, region) in planned.iter_mut().zip(moved.regions()) {
            planned.region.start = region.start;
        }
        plans.push(planned);
        maps.push(moved);
    }
    named_outside(&book, &map, &maps)?;
    let order: Vec<String> = book.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let moves = Moves::new(&order, order.iter().cloned().zip(maps.iter().cloned()));

    // Lay out and compute.
    let sheets: Vec<Sheet<'_>> = book
        .sheets
        .iter()
        .enumerate()
        .map(|(index, sheet)| Sheet {
            index,
            name: &sheet.name,
            rows: &grids[index],
            planned: &plans[index],
            map: &maps[index],
            strings: &book.strings,
        })
        .collect();
    let source = Source::new(data, map.scale, book.epoch_1904, &sheets);
    let mut gathered = Gathered {
        figures,
        ..Gathered::default()
    };
    let mut laid: Vec<Laid> = Vec::new();
    let mut values: Vec<SheetValues> = Vec::new();
    for sheet in &sheets {
        let (new, hidden) = lay_out(sheet, &source, &moves, &mut gathered)?;
        laid.push(new);
        values.push(hidden);
    }
    let names = moved_names(&book, &moves)?;
    let known = Known {
        sheets: &order,
        names: &names,
    };
    let mut needed = needed(sheets.len(), &gathered.formulas, &known);
    for chart in charts(&mut package)? {
        of_chart(chart.root(), &moves, &known, &mut needed);
    }
    (&sheets, &laid, &needed, &mut values)
        .into_par_iter()
        .for_each(|(sheet, laid, needed, values)| {
            layout::values(sheet, &source, laid, needed, values);
        });
    let mut workbook = Workbook {
        sheets: values,
        formulas: std::mem::take(&mut gathered.formulas),
        sums: std::cell::RefCell::default(),
    };
    workbook.compute(&known);

    // Write.
    let looks = Looks::read(&mut package, &book)?;
    let formulas = workbook.formulas.as_slice();
    let parts = (&book.sheets, &sheets, &laid).into_par_iter();
    let parts = parts
        .map(|(part, sheet, laid)| {
            let out = OutSheet {
                sheet,
                laid,
                source: &source,
                formulas,
            };
            write::sheet(&moves, &looks, part, &out, scratch)
        })
        .collect::<Result<Vec<_>, TemplateError>>()?;
    let mut writer = Writer {
        package,
        moves: &moves,
        workbook: &workbook,
        names: &known,
    };
    let mut cells_written = 0;
    for (sheet, new) in book.sheets.iter().zip(parts) {
        if let Some((packed, cells)) = new {
            writer.package.change_packed(&sheet.part, packed);
            cells_written += cells;
        }
    }
    writer.beside(&book)?;
    writer.workbook(&book, &names)?;
    writer.package.finish(out)?;
    let warnings = gathered
        .warnings
        .into_iter()
        .map(|(.., warning)| warning)
        .collect();
    Ok(Filled {
        warnings,
        cells_written,
        figures: gathered.figures.unwrap_or_default(),
    })
}

/// The placeholders of a template in the order of sheets, rows and columns.
pub fn names(template: &[u8]) -> Result<Vec<Placeholder>, TemplateError> {
    let mut package = open(template)?;
    let book = Book::read(&mut package)?;
    let mut found = Vec::new();
    for (sheet, rows) in book.sheets.iter().zip(grids(&book)?) {
        for row in &rows {
            for cell in &row.cells {
                found.extend(cell.holes().map(|hole| Placeholder {
                    sheet: sheet.name.clone(),
                    cell: cell_name(row.number, cell.col),
                    name: hole.name.clone(),
                    filter: hole.filter.clone(),
                }));
            }
        }
    }
    Ok(found)
}

fn open(template: &[u8]) -> Result<Package<'_>, TemplateError> {
    let mut package = Package::open(template)?;
    package.refuse_whole()?;
    Ok(package)
}

fn grids(book: &Book) -> Result<Vec<Vec<GridRow>>, TemplateError> {
    let grid = |sheet: &super::book::SheetPart| match sheet
        .document
        .root()
        .child("sheetData")
        .filter(|_| sheet.is_grid)
    {
        Some(data) => read_grid(&sheet.name, data, &book.strings),
        None => Ok(Vec::new()),
    };
    book.sheets.iter().map(grid).collect()
}

fn known_sheets(book: &Book, map: &Map) -> Result<(), TemplateError> {
    let names: Vec<&str> = book
        .sheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    match map.blocks.iter().find(|block| {
        !names
            .iter()
            .any(|name| name.to_lowercase() == block.sheet.to_lowercase())
    }) {
        Some(block) => Err(TemplateError::Map(unknown(
            "block.sheet",
            &block.sheet,
            &names,
        ))),
        None => Ok(()),
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

fn defined<'a>(book: &'a Book, wanted: &str) -> Result<&'a DefinedName, TemplateError> {
    let found = book
        .names
        .iter()
        .find(|name| name.name.to_lowercase() == wanted.to_lowercase());
    found.ok_or_else(|| {
        let all: Vec<&str> = book.names.iter().map(|name| name.name.as_str()).collect();
        TemplateError::Map(unknown("name.defined_name", wanted, &all))
    })
}

/// Puts the map's values into the cells that names mean, as if placeholders stood there.
fn name_cells(book: &Book, map: &Map, grids: &mut [Vec<GridRow>]) -> Result<(), TemplateError> {
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
        let hole = Hole::read(&named.value, 0, 1);
        if hole.name.is_empty() {
            return Err(TemplateError::Map(MapProblem::Missing(
                "name.value".to_owned(),
            )));
        }
        cell.content = Content::Holes(vec![Piece::Hole(hole)], Element::new("is"));
    }
    Ok(())
}

fn named_outside(book: &Book, map: &Map, maps: &[RowMap]) -> Result<(), TemplateError> {
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

fn moved_names(book: &Book, moves: &Moves) -> Result<Vec<DefinedName>, TemplateError> {
    let follow = |name: &DefinedName| {
        let sheet = name
            .local
            .and_then(|index| book.sheets.get(index))
            .map_or("", |sheet| sheet.name.as_str());
        let text = Mover::new(moves, sheet, &book.part).list(&name.text, true)?;
        Ok(DefinedName {
            text,
            ..name.clone()
        })
    };
    book.names.iter().map(follow).collect()
}

/// Sheets and names as formulas of the filled workbook know them.
struct Known<'a> {
    sheets: &'a [String],
    names: &'a [DefinedName],
}

impl Names for Known<'_> {
    fn sheet(&self, name: &str) -> Option<usize> {
        let wanted = name.to_lowercase();
        self.sheets
            .iter()
            .position(|sheet| sheet.to_lowercase() == wanted)
    }

    fn defined(&self, name: &str, sheet: usize) -> Option<String> {
        let wanted = name.to_lowercase();
        let fits = |other: &&DefinedName| other.name.to_lowercase() == wanted;
        let local = self
            .names
            .iter()
            .filter(fits)
            .find(|other| other.local == Some(sheet));
        local
            .or_else(|| {
                self.names
                    .iter()
                    .filter(fits)
                    .find(|other| other.local.is_none())
            })
            .map(|found| found.text.clone())
    }
}
