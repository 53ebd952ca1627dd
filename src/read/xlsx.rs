//! .xlsx and .xlsm through calamine's stream of cells, so that memory follows the used cells alone.

use std::collections::HashMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError, XlsxFormulaMetadata};

use super::archive::{Archive, with_part};
use super::arrays;
use super::collect::{Collector, SheetError};
use super::grid::{Content, Grid, Workbook};
use super::limits::Budget;
use super::mend;
use super::names;
use super::package::{Package, SheetPart, no_macro_sheets, sheets};
use super::plain;
use super::quiet::caught;
use super::scaled;
use super::survey::{SheetFacts, survey};
use super::tables;
use super::unreadable::{Unreadable, What};
use super::value;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads the workbook; sheets that cannot be read stand in `bad_sheets`.
pub fn read(
    bytes: &[u8],
    archive: &mut Archive<'_>,
    budget: &mut Budget,
) -> Result<Workbook, Unreadable> {
    let package = Package::open(archive, budget)?;
    let table = archive
        .part(&package.workbook, budget)
        .map_err(|fault| fault.of_file(&package.workbook))?;
    let parts = sheets(&package, &table);
    budget.limits().sheet_count(parts.len())?;
    no_macro_sheets(&parts)?;
    let workbook = match plain::read(archive, &package, &table, &parts, budget) {
        Some(workbook) => workbook,
        None => by_library(bytes, archive, &package, &parts, budget)?,
    };
    Ok(Workbook {
        format: format(archive),
        names: names::of_xlsx(&table),
        tables: tables::of_xlsx(archive, &parts, budget),
        ..workbook
    })
}

/// Reads it through calamine, whatever its spelling.
pub fn by_library(
    bytes: &[u8],
    archive: &mut Archive<'_>,
    package: &Package,
    parts: &[SheetPart],
    budget: &mut Budget,
) -> Result<Workbook, Unreadable> {
    let facts = survey(archive, budget)?;
    let mut book = open(bytes)?;
    let mut workbook = Workbook {
        format: format(archive),
        from_1904: book.has_1904_epoch(),
        ..Workbook::default()
    };
    let listed = book.sheets_metadata().to_vec();
    let epoch_1904 = book.has_1904_epoch();
    let by_name: HashMap<&str, &SheetPart> = parts.iter().map(|p| (p.name.as_str(), p)).collect();
    for sheet in listed {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let part = by_name.get(sheet.name.as_str()).copied();
        let known = part.and_then(|p| facts.get(&super::archive::normal(&p.path)));
        let is_odd = known.is_some_and(|k| k.is_odd);
        if known.is_some_and(|k| k.is_broken) {
            let why = "a row or a text of the sheet has no end".to_owned();
            workbook.bad_sheets.push((sheet.name, why));
            continue;
        }
        let mut result = Err(SheetError::Bad(String::new()));
        if !is_odd {
            result = one_sheet(&mut book, &sheet.name, epoch_1904, false, budget);
        }
        if let (Err(SheetError::Bad(_)), Some(part)) = (&result, part) {
            let again = mended_sheet(bytes, archive, part, epoch_1904, budget);
            // The first fault says more than one about the mended copy.
            if is_odd || !matches!(again, Err(SheetError::Bad(_))) {
                result = again;
            }
        }
        match result.and_then(|cells| grid(cells, &sheet, known, budget)) {
            Ok(grid) => workbook.sheets.push(grid),
            Err(SheetError::Bad(why)) => workbook.bad_sheets.push((sheet.name, why)),
            Err(SheetError::Refused(why)) => return Err(why),
        }
    }
    scaled::mark(archive, package, parts, &mut workbook, budget);
    Ok(workbook)
}

fn grid(
    cells: Collector,
    sheet: &calamine::Sheet,
    facts: Option<&SheetFacts>,
    budget: &mut Budget,
) -> Result<Grid, SheetError> {
    let facts = facts.cloned().unwrap_or_default();
    let visible = sheet.visible == SheetVisible::Visible;
    let mut grid = cells.finish(sheet.name.clone(), visible, facts.merges, facts.hidden);
    arrays::mark(&mut grid, &facts.arrays, budget)?;
    Ok(grid)
}

fn open(bytes: &[u8]) -> Result<Book<'_>, Unreadable> {
    match caught(|| Xlsx::new(Cursor::new(bytes))) {
        Ok(Ok(book)) => Ok(book),
        Ok(Err(XlsxError::Password)) => Err(Unreadable::Encrypted),
        Ok(Err(fault)) => Err(Unreadable::broken(What::Damaged, fault)),
        Err(panic) => Err(Unreadable::broken(What::Damaged, panic)),
    }
}

/// The sheet once more from a copy whose XML says the same in a way that calamine reads.
fn mended_sheet(
    bytes: &[u8],
    archive: &mut Archive<'_>,
    part: &SheetPart,
    epoch_1904: bool,
    budget: &mut Budget,
) -> Result<Collector, SheetError> {
    let bad = |why: String| SheetError::Bad(why);
    let xml = archive
        .part(&part.path, budget)
        .map_err(|fault| match fault {
            super::archive::PartError::Refused(why) => SheetError::Refused(why),
            other => bad(format!("{:?}", other.of_file(&part.path))),
        })?;
    let copy = with_part(bytes, &part.path, &mend::sheet(&xml)).map_err(|e| bad(e.to_string()))?;
    let mut book = open(&copy).map_err(|_| bad("the mended copy cannot be opened".to_owned()))?;
    one_sheet(&mut book, &part.name, epoch_1904, true, budget)
}

fn one_sheet(
    book: &mut Book<'_>,
    name: &str,
    epoch_1904: bool,
    is_mended: bool,
    budget: &mut Budget,
) -> Result<Collector, SheetError> {
    caught(|| stream(book, name, epoch_1904, is_mended, budget))
        .unwrap_or_else(|panic| Err(SheetError::Bad(panic)))
}

fn stream(
    book: &mut Book<'_>,
    name: &str,
    epoch_1904: bool,
    is_mended: bool,
    budget: &mut Budget,
) -> Result<Collector, SheetError> {
    let bad = |fault: XlsxError| SheetError::Bad(fault.to_string());
    let mut taker = Taker::new(epoch_1904, is_mended);
    let mut reader = book.worksheet_cells_reader(name).map_err(bad)?;
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(bad)? {
        taker.take(cell.pos, &cell.value, cell.formula, budget)?;
    }
    Ok(taker.cells)
}

/// Takes over the cells of one sheet as they are read.
#[derive(Default)]
pub struct Taker {
    /// What was taken.
    pub cells: Collector,
    shared: Shared,
    epoch_1904: bool,
    is_mended: bool,
    empty: u32,
}

impl Taker {
    /// Nothing taken yet. Days count from 1904, or as usual; in a mended copy errors stand as texts.
    pub fn new(epoch_1904: bool, is_mended: bool) -> Self {
        Self {
            epoch_1904,
            is_mended,
            ..Self::default()
        }
    }

    /// Makes room for so many cells.
    pub fn expect(&mut self, cells: usize) {
        self.cells.expect(cells);
    }

    /// Takes one cell: its place, its value, its formula.
    pub fn take(
        &mut self,
        at: (u32, u32),
        value: &DataRef<'_>,
        formula: Option<XlsxFormulaMetadata>,
        budget: &mut Budget,
    ) -> Result<(), SheetError> {
        let formula = formula.map(|formula| self.shared.text(formula, at));
        if formula.is_none() && matches!(value, DataRef::Empty) {
            // Styled blank cells cost no memory, but time.
            self.empty = self.empty.wrapping_add(1);
            if self.empty.is_multiple_of(65_536) {
                budget.time()?;
            }
            return Ok(());
        }
        let mut content = value::from_ref(value, self.epoch_1904);
        if let (true, Some(Content::Text(text))) = (self.is_mended, &content)
            && value::is_error(text)
        {
            content = Some(Content::Error(text.clone()));
        }
        // A formula whose saved result is an empty text has a result: it shows nothing.
        if content.is_none() && !matches!(value, DataRef::Empty) {
            return Ok(());
        }
        self.cells.add(at, content, formula, budget)
    }
}

/// The formulas that several cells share, by their number: a map, since a hostile number must cost no memory.
#[derive(Default)]
struct Shared {
    masters: HashMap<usize, (Box<str>, (u32, u32))>,
    buffer: String,
}

impl Shared {
    /// The text of a cell's formula; empty where its master is missing.
    fn text(&mut self, formula: XlsxFormulaMetadata, at: (u32, u32)) -> Box<str> {
        match formula {
            XlsxFormulaMetadata::Normal { formula } => formula.into_boxed_str(),
            XlsxFormulaMetadata::Shared {
                shared_index,
                range,
                formula,
            } => {
                // References shift from the upper left cell of the range, which is the master's own cell.
                let start = range.map_or(at, |r| r.start);
                let text = formula.into_boxed_str();
                self.masters.insert(shared_index, (text.clone(), start));
                text
            }
            XlsxFormulaMetadata::SharedDerived { shared_index } => {
                let Some((master, start)) = self.masters.get(&shared_index) else {
                    return Box::default();
                };
                match calamine::expand_shared_formula_into(master, *start, at, &mut self.buffer) {
                    Ok(()) => self.buffer.as_str().into(),
                    Err(_) => Box::default(),
                }
            }
            _ => Box::default(),
        }
    }
}

/// `xlsm` for a workbook with macros, else `xlsx`.
fn format(archive: &Archive<'_>) -> &'static str {
    if archive
        .names()
        .iter()
        .any(|n| n.ends_with("vbaproject.bin"))
    {
        "xlsm"
    } else {
        "xlsx"
    }
}
