//! The whole filling on one page: read, plan, lay out, compute, write.

use std::io::{Seek, Write};

use rayon::prelude::*;

use super::book::{Book, DefinedName, SheetPart};
use super::cellref::{Ref, cell_name};
use super::cells::Source;
use super::data::{Data, Filled, Placeholder};
use super::dates::shown_as_days;
use super::emit::OutSheet;
use super::error::{Reason, TemplateError};
use super::fit::Looks;
use super::grid::{GridRow, read_grid};
use super::hide::hidden;
use super::layout::{self, Gathered, Laid, Sheet, lay_out};
use super::map::Map;
use super::moved::Mover;
use super::named::{known_sheets, name_cells, named_outside};
use super::needed::{needed, of_chart};
use super::package::{Package, Scratch};
use super::parse::Names;
use super::plan::{Planned, lists, plan};
use super::region::RowMap;
use super::shift::Moves;
use super::table::Table;
use super::tables::{Tables, name_columns};
use super::traced::{Figure, computed};
use super::unsaved::unsaved;
use super::values::{Home, SheetValues};
use super::workbook::Workbook;
use super::write::{self, Writer, charts};
use super::xml::Element;
use super::{outside, pages};

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
    let styles = shown_as_days(&mut package, &book, &mut grids, data)?;

    // Plan: which rows are repeated, and where all rows go.
    let lists = lists(&map, data)?;
    let mut plans: Vec<Vec<Planned<'_>>> = Vec::new();
    let mut blocks = 0;
    let mut maps: Vec<RowMap> = Vec::new();
    for (sheet, rows) in book.sheets.iter().zip(&grids) {
        let tied = tied_cells(sheet);
        let mut planned = plan(&sheet.name, rows, &tied, &map, data, &lists)?;
        for planned in &mut planned {
            planned.id = blocks;
            blocks += 1;
        }
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

    let hidden = hidden(&book, &map, &grids, &mut plans, data);

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
            hidden: &hidden[index],
            strings: &book.strings,
        })
        .collect();
    let source = Source::new(data, map.scale, book.epoch_1904, &sheets);
    let outside = outside::fill(&mut package, &book, &source)?;
    name_columns(&mut package, &book, &grids, &source)?;
    let is_traced = figures.is_some();
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
    let tables = Tables::read(&mut package, &book, &moves)?;
    let known = Known {
        sheets: &order,
        names: &names,
        tables: &tables,
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
        is_1904: book.epoch_1904,
    };
    workbook.compute(&known);

    // Write.
    let looks = Looks::read(&mut package, &book)?;
    let formulas = workbook.formulas.as_slice();
    let parts = (&book.sheets, &sheets, &laid).into_par_iter();
    let parts = parts
        .map(|(part, sheet, laid)| {
            let cells = sheet.rows.iter().filter_map(|row| row.cells.last());
            let widest = cells.map(|cell| cell.col).max().unwrap_or(1);
            let out = OutSheet {
                titles: pages::titles(&names, sheet.index),
                columns: pages::last_column(&names, sheet.index).unwrap_or(widest),
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
    if let Some((part, bytes)) = styles {
        writer.package.change(&part, bytes);
    }
    writer.beside(&book)?;
    writer.workbook(&book, &names)?;
    writer.package.finish(out)?;
    let computed = if is_traced {
        computed(&workbook, &order, &known)
    } else {
        Vec::new()
    };
    let warnings = gathered
        .warnings
        .into_iter()
        .map(|(.., warning)| warning)
        .collect();
    let told = |(sheet, planned): (&Sheet<'_>, &Vec<Planned<'_>>)| {
        let told = planned.iter().map(|planned| planned.told(sheet.name));
        told.collect::<Vec<_>>()
    };
    let models = sheets.iter().zip(&plans).flat_map(told).collect();
    Ok(Filled {
        models,
        warnings,
        outside,
        unsaved: unsaved(&sheets, &laid, &workbook, &known),
        cells_written,
        figures: gathered.figures.unwrap_or_default(),
        computed,
        sheets: order,
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

/// The merged cells of a sheet that have several rows.
fn tied_cells(sheet: &SheetPart) -> Vec<Ref> {
    let merges = sheet.document.root().child("mergeCells");
    let ranges = merges.into_iter().flat_map(Element::elements);
    let ranges = ranges.filter_map(|merge| Ref::parse_all(&merge.attr("ref")?));
    let is_tall = |range: &Ref| range.rows.is_some() && range.row_span().0 < range.row_span().1;
    ranges.filter(is_tall).collect()
}

fn grids(book: &Book) -> Result<Vec<Vec<GridRow>>, TemplateError> {
    let grid = |sheet: &SheetPart| match sheet
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

/// Sheets, names and tables as formulas of the filled workbook know them.
struct Known<'a> {
    sheets: &'a [String],
    names: &'a [DefinedName],
    tables: &'a Tables,
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

    fn table(&self, name: &str) -> Option<Table> {
        self.tables.named(name)
    }

    fn table_at(&self, home: Home) -> Option<Table> {
        self.tables.at(home)
    }
}
