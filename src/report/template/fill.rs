//! The whole filling on one page: read, plan, lay out, compute, write.

use std::collections::BTreeMap;

use super::book::{Book, DefinedName};
use super::cellref::cell_name;
use super::cells::Source;
use super::charts;
use super::data::{Data, Filled, Placeholder};
use super::emit::{Gathered, OutSheet, Sheet, lay_out};
use super::error::{MapProblem, Reason, TemplateError, Unkept};
use super::eval::Workbook;
use super::expr::Names;
use super::grid::{Content, GridRow, cell_at, read_grid};
use super::lex::{SheetPart, Tok, lex, sheet_part};
use super::map::{Map, unknown};
use super::moved::Mover;
use super::package::{Package, rels_name};
use super::placeholder::{Hole, Piece};
use super::plan::{Planned, plan};
use super::region::RowMap;
use super::shift::Moves;
use super::values::SheetValues;
use super::xml::{Document, Element, Node};

/// Fills a template.
///
/// `template` is the bytes of an .xlsx, `map_toml` the text of its map.toml if it has one. What is
/// not mapped comes out as it went in; what the template holds that cannot be kept is an error, and
/// so is a map that names what is not there. An unknown placeholder is left blank with a warning.
pub fn fill(template: &[u8], map_toml: Option<&str>, data: &Data) -> Result<Filled, TemplateError> {
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
        let regions: Vec<_> = planned.iter().map(|planned| planned.region.clone()).collect();
        let count = regions.iter().map(|region| region.copies.len()).sum();
        let last = rows.last().map_or(1, |row| row.number);
        let first = regions.first().map_or(1, |region| region.first);
        let moved = RowMap::new(regions, last).ok_or_else(|| TemplateError::Cell { sheet: sheet.name.clone(), cell: cell_name(first, 1), reason: Reason::TooManyRows(count) })?;
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
    let source = Source::new(data, map.scale, book.epoch_1904);
    let mut gathered = Gathered::default();
    let laid: Vec<Sheet<'_>> = book
        .sheets
        .iter()
        .enumerate()
        .map(|(index, sheet)| Sheet { index, name: &sheet.name, rows: &grids[index], planned: &plans[index], map: &maps[index], strings: &book.strings })
        .collect();
    let mut outs: Vec<OutSheet> = Vec::new();
    let mut values: Vec<SheetValues> = Vec::new();
    for sheet in &laid {
        let (out, sheet_values) = lay_out(sheet, &source, &moves, &mut gathered)?;
        outs.push(out);
        values.push(sheet_values);
    }
    let names = moved_names(&book, &moves)?;
    let known = Known { sheets: &order, names: &names };
    let mut workbook = Workbook { sheets: values, formulas: std::mem::take(&mut gathered.formulas), sums: std::cell::RefCell::default() };
    workbook.compute(&known);

    // Write.
    let mut writer = Writer { package, moves: &moves, workbook: &workbook, known: &known };
    for (index, sheet) in book.sheets.iter().enumerate() {
        writer.sheet(sheet, &outs[index], &grids[index])?;
    }
    writer.beside(&book)?;
    writer.workbook(&book, &names)?;
    let bytes = writer.package.finish()?;
    let warnings = gathered.warnings.into_iter().map(|(.., warning)| warning).collect();
    Ok(Filled { bytes, warnings, cells_written: gathered.cells_written, figures: gathered.figures })
}

/// The placeholders of a template in the order of sheets, rows and columns.
pub fn names(template: &[u8]) -> Result<Vec<Placeholder>, TemplateError> {
    let mut package = open(template)?;
    let book = Book::read(&mut package)?;
    let mut found = Vec::new();
    for (sheet, rows) in book.sheets.iter().zip(grids(&book)?) {
        for row in &rows {
            for cell in &row.cells {
                found.extend(cell.holes().map(|hole| Placeholder { sheet: sheet.name.clone(), cell: cell_name(row.number, cell.col), name: hole.name.clone(), filter: hole.filter.clone() }));
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
    let grid = |sheet: &super::book::SheetPart| match sheet.document.root().child("sheetData").filter(|_| sheet.is_grid) {
        Some(data) => read_grid(&sheet.name, data, &book.strings),
        None => Ok(Vec::new()),
    };
    book.sheets.iter().map(grid).collect()
}

fn known_sheets(book: &Book, map: &Map) -> Result<(), TemplateError> {
    let names: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    match map.blocks.iter().find(|block| !names.iter().any(|name| name.to_lowercase() == block.sheet.to_lowercase())) {
        Some(block) => Err(TemplateError::Map(unknown("block.sheet", &block.sheet, &names))),
        None => Ok(()),
    }
}

/// The single cell that a defined name means: sheet, row, column.
fn named_cell(book: &Book, name: &DefinedName) -> Option<(usize, u32, u32)> {
    let tokens = lex(&name.text);
    let [token] = tokens[..] else { return None };
    let Tok::Ref(Some(sheet), reference) = token.tok else { return None };
    let SheetPart::One(sheet) = sheet_part(sheet) else { return None };
    let index = book.sheets.iter().position(|other| other.name.to_lowercase() == sheet.to_lowercase())?;
    let ((top, bottom), (left, right)) = (reference.row_span(), reference.col_span());
    (reference.rows.is_some() && reference.cols.is_some() && top == bottom && left == right).then_some((index, top, left))
}

fn defined<'a>(book: &'a Book, wanted: &str) -> Result<&'a DefinedName, TemplateError> {
    let found = book.names.iter().find(|name| name.name.to_lowercase() == wanted.to_lowercase());
    found.ok_or_else(|| {
        let all: Vec<&str> = book.names.iter().map(|name| name.name.as_str()).collect();
        TemplateError::Map(unknown("name.defined_name", wanted, &all))
    })
}

/// Puts the map's values into the cells that names mean, as if placeholders stood there.
fn name_cells(book: &Book, map: &Map, grids: &mut [Vec<GridRow>]) -> Result<(), TemplateError> {
    for named in &map.names {
        let name = defined(book, &named.defined_name)?;
        let refused = || TemplateError::Cell { sheet: String::new(), cell: name.text.clone(), reason: Reason::NameCell(name.name.clone()) };
        let (sheet, row, col) = named_cell(book, name).ok_or_else(refused)?;
        let Some(data) = book.sheets[sheet].document.root().child("sheetData") else { return Err(refused()) };
        let cell = cell_at(&mut grids[sheet], data, (row, col));
        let hole = Hole::read(&named.value, 0, 1);
        if hole.name.is_empty() {
            return Err(TemplateError::Map(MapProblem::Missing("name.value".to_owned())));
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
            return Err(TemplateError::Cell { sheet: book.sheets[sheet].name.clone(), cell: cell_name(row, col), reason: Reason::NameCell(name.name.clone()) });
        }
    }
    Ok(())
}

fn moved_names(book: &Book, moves: &Moves) -> Result<Vec<DefinedName>, TemplateError> {
    let moved = |name: &DefinedName| {
        let sheet = name.local.and_then(|index| book.sheets.get(index)).map_or("", |sheet| sheet.name.as_str());
        let text = Mover::new(moves, sheet, &book.part).list(&name.text, true)?;
        Ok(DefinedName { text, ..name.clone() })
    };
    book.names.iter().map(moved).collect()
}

/// Sheets and names as formulas of the filled workbook know them.
struct Known<'a> {
    sheets: &'a [String],
    names: &'a [DefinedName],
}

impl Names for Known<'_> {
    fn sheet(&self, name: &str) -> Option<usize> {
        let wanted = name.to_lowercase();
        self.sheets.iter().position(|sheet| sheet.to_lowercase() == wanted)
    }

    fn defined(&self, name: &str, sheet: usize) -> Option<String> {
        let wanted = name.to_lowercase();
        let fits = |other: &&DefinedName| other.name.to_lowercase() == wanted;
        let local = self.names.iter().filter(fits).find(|other| other.local == Some(sheet));
        local.or_else(|| self.names.iter().filter(fits).find(|other| other.local.is_none())).map(|found| found.text.clone())
    }
}

struct Writer<'a> {
    package: Package<'a>,
    moves: &'a Moves,
    workbook: &'a Workbook,
    known: &'a Known<'a>,
}

impl Writer<'_> {
    /// Writes a sheet's part if anything in it is new.
    fn sheet(&mut self, sheet: &super::book::SheetPart, out: &OutSheet, rows: &[GridRow]) -> Result<(), TemplateError> {
        let mut document = sheet.document.clone();
        let mut mover = Mover::new(self.moves, &sheet.name, &sheet.part);
        mover.element(document.root_mut())?;
        let formulas = &self.workbook.formulas;
        if !(mover.changed || out.changed || out.reworded || out.has_new_results(rows, formulas)) {
            return Ok(());
        }
        let bytes = document.write_with(&mut |element: &Element, text: &mut String| {
            let is_data = element.name() == "sheetData";
            if is_data {
                out.write(element, rows, formulas, text);
            }
            is_data
        });
        self.package.change(&sheet.part, bytes);
        Ok(())
    }

    /// Moves the parts that belong to sheets, and all charts.
    fn beside(&mut self, book: &Book) -> Result<(), TemplateError> {
        for sheet in &book.sheets {
            for relation in &sheet.relations {
                match relation.kind.as_str() {
                    "table" | "tableSingleCells" | "ctrlProp" => self.part(&relation.part, &sheet.name, |mover, root| mover.element(root))?,
                    "comments" | "threadedComment" => self.part(&relation.part, &sheet.name, |mover, root| {
                        mover.comments(root);
                        Ok(())
                    })?,
                    "drawing" => self.drawing(&relation.part, &sheet.name)?,
                    "vmlDrawing" if self.moves.of(&sheet.name).is_some() => {
                        let unreadable = |_| TemplateError::Unkept { what: Unkept::NoteDrawing, part: relation.part.clone() };
                        self.part(&relation.part, &sheet.name, |mover, root| mover.notes(root)).map_err(unreadable)?;
                    }
                    "pivotTable" if self.moves.of(&sheet.name).is_some() => {
                        return Err(TemplateError::Unkept { what: Unkept::Pivot, part: relation.part.clone() });
                    }
                    _ => {}
                }
            }
        }
        let parts: Vec<String> = self.package.names().map(str::to_owned).collect();
        for part in parts {
            let lower = part.to_lowercase();
            if lower.starts_with("xl/charts/") && lower.ends_with(".xml") && !lower.contains("/_rels/") {
                self.chart(&part)?;
            }
            if lower.starts_with("xl/pivotcache/pivotcachedefinition") {
                self.pivot(&part)?;
            }
        }
        Ok(())
    }

    fn part(&mut self, part: &str, sheet: &str, change: impl FnOnce(&mut Mover<'_>, &mut Element) -> Result<(), TemplateError>) -> Result<(), TemplateError> {
        if self.moves.are_none() {
            return Ok(());
        }
        let Some(mut document) = self.package.xml(part)? else { return Ok(()) };
        let mut mover = Mover::new(self.moves, sheet, part);
        change(&mut mover, document.root_mut())?;
        if mover.changed {
            self.package.change(part, document.write());
        }
        Ok(())
    }

    /// A drawing's anchors, and the places in this workbook that its pictures lead to.
    fn drawing(&mut self, part: &str, sheet: &str) -> Result<(), TemplateError> {
        self.part(part, sheet, |mover, root| mover.element(root))?;
        self.part(&rels_name(part), sheet, |mover, root| {
            for relation in root.elements_mut() {
                if let Some(target) = relation.attr("Target").filter(|target| target.starts_with('#')) {
                    let moved = format!("#{}", mover.formula(&target[1..], true)?);
                    mover.changed |= relation.set_attr("Target", &moved);
                }
            }
            Ok(())
        })
    }

    fn chart(&mut self, part: &str) -> Result<(), TemplateError> {
        let Some(mut document) = self.package.xml(part)? else { return Ok(()) };
        if document.root().name() != "chartSpace" {
            return Ok(());
        }
        let mut mover = Mover::new(self.moves, "", part);
        charts::refresh(document.root_mut(), &mut mover, self.workbook, self.known, false)?;
        if mover.changed {
            self.package.change(part, document.write());
        }
        Ok(())
    }

    /// A pivot table is refreshed when the workbook is opened; over rows that move it is refused.
    fn pivot(&mut self, part: &str) -> Result<(), TemplateError> {
        let Some(mut document) = self.package.xml(part)? else { return Ok(()) };
        let source = document.root().child("cacheSource").and_then(|source| source.child("worksheetSource"));
        let Some(source) = source else { return Ok(()) };
        let moves = match source.attr("sheet") {
            Some(sheet) => self.moves.of(&sheet).is_some(),
            None => !self.moves.are_none(),
        };
        if moves {
            return Err(TemplateError::Unkept { what: Unkept::Pivot, part: part.to_owned() });
        }
        if document.root_mut().set_attr("refreshOnLoad", "1") {
            self.package.change(part, document.write());
        }
        Ok(())
    }

    /// The workbook part: names, and the wish to be computed when it is opened. The chain of
    /// calculation is left out, for it would name cells that moved.
    fn workbook(&mut self, book: &Book, names: &[DefinedName]) -> Result<(), TemplateError> {
        let mut document = book.document.clone();
        let root = document.root_mut();
        if let Some(written) = root.child_mut("definedNames") {
            let elements = written.elements_mut().filter(|element| element.attr("name").is_some());
            for ((element, new), old) in elements.zip(names).zip(&book.names) {
                if new.text != old.text {
                    element.set_text(&new.text);
                }
            }
        }
        compute_on_load(root);
        self.package.change(&book.part, document.write());
        let chains: BTreeMap<String, String> = book.relations.iter().filter(|relation| relation.kind == "calcChain").map(|relation| (relation.id.clone(), relation.part.clone())).collect();
        if chains.is_empty() {
            return Ok(());
        }
        for part in chains.values() {
            self.package.drop_part(part);
        }
        self.without(&rels_name(&book.part), |element| element.attr("Id").is_some_and(|id| chains.contains_key(&id)))?;
        self.without("[Content_Types].xml", |element| element.attr("PartName").is_some_and(|part| chains.values().any(|chain| format!("/{chain}").eq_ignore_ascii_case(&part))))
    }

    fn without(&mut self, part: &str, gone: impl Fn(&Element) -> bool) -> Result<(), TemplateError> {
        let Some(mut document) = self.package.xml(part)? else { return Ok(()) };
        document.root_mut().kids.retain(|kid| !matches!(kid, Node::Element(element) if gone(element)));
        self.package.change(part, Document::write(&document));
        Ok(())
    }
}

/// Sets `fullCalcOnLoad`; a workbook without `calcPr` gets one in its place.
fn compute_on_load(root: &mut Element) {
    if let Some(properties) = root.child_mut("calcPr") {
        properties.set_attr("fullCalcOnLoad", "1");
        return;
    }
    let mut properties = Element::new(&root.sibling_name("calcPr"));
    properties.set_attr("fullCalcOnLoad", "1");
    let before = ["fileVersion", "fileSharing", "workbookPr", "alternateContent", "AlternateContent", "revisionPtr", "absPath", "workbookProtection", "bookViews", "sheets", "functionGroups", "externalReferences", "definedNames"];
    let at = root.kids.iter().rposition(|kid| matches!(kid, Node::Element(kid) if before.contains(&kid.name()))).map_or(0, |at| at + 1);
    root.kids.insert(at, Node::Element(properties));
}
