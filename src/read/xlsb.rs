//! .xlsb through calamine's stream of cells; merged areas, errors of formulas and what is hidden, which calamine does not give, by
//! an own pass over the records of the sheet.

use std::collections::{BTreeMap, HashMap};
use std::io::Cursor;

use calamine::{Reader, SheetType, SheetVisible, Xlsb, XlsbError};

use super::archive::{Archive, PartError};
use super::binary::{SheetPass, bundle, pass};
use super::collect::{Collector, SheetError};
use super::formula::from_xlsb;
use super::grid::{Content, Grid, Workbook};
use super::limits::Budget;
use super::package::{Package, SheetPart, no_macro_sheets};
use super::quiet::caught;
use super::unreadable::{Unreadable, What};
use super::value;

type Book<'a> = Xlsb<Cursor<&'a [u8]>>;

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
    let parts: Vec<SheetPart> = bundle(&table)
        .into_iter()
        .filter_map(|(name, relation)| package.sheet(name, &relation))
        .collect();
    budget.limits().sheet_count(parts.len())?;
    no_macro_sheets(&parts)?;
    for name in ["xl/sharedstrings.bin", "xl/styles.bin"] {
        // Measured before calamine unpacks it; a text of two bytes becomes a string of 24.
        match archive.part(name, budget) {
            Ok(part) => budget
                .limits()
                .memory((part.len() as u64).saturating_mul(4))?,
            Err(PartError::Refused(why)) => return Err(why),
            Err(_) => {}
        }
    }
    let mut book = open(bytes)?;
    let mut workbook = Workbook {
        format: "xlsb",
        ..Workbook::default()
    };
    let by_name: HashMap<&str, &SheetPart> = parts.iter().map(|p| (p.name.as_str(), p)).collect();
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let own = match by_name.get(sheet.name.as_str()) {
            Some(part) => own_pass(archive, part, budget),
            None => Err(SheetError::Bad("the sheet has no part".to_owned())),
        };
        let cells = own.and_then(|own| {
            let cells = one_sheet(&mut book, &sheet.name, &own, budget)?;
            Ok((cells, own))
        });
        match cells {
            Ok((cells, own)) => {
                let visible = sheet.visible == SheetVisible::Visible;
                let grid: Grid = cells.finish(sheet.name, visible, own.merges, own.hidden);
                workbook.sheets.push(grid);
            }
            Err(SheetError::Bad(why)) => workbook.bad_sheets.push((sheet.name, why)),
            Err(SheetError::Refused(why)) => return Err(why),
        }
    }
    Ok(workbook)
}

fn open(bytes: &[u8]) -> Result<Book<'_>, Unreadable> {
    match caught(|| Xlsb::new(Cursor::new(bytes))) {
        Ok(Ok(book)) => Ok(book),
        Ok(Err(XlsbError::Password)) => Err(Unreadable::Encrypted),
        Ok(Err(fault)) => Err(Unreadable::broken(What::Damaged, fault)),
        Err(panic) => Err(Unreadable::broken(What::Damaged, panic)),
    }
}

fn own_pass(
    archive: &mut Archive<'_>,
    part: &SheetPart,
    budget: &Budget,
) -> Result<SheetPass, SheetError> {
    match archive.part(&part.path, budget) {
        Ok(records) => pass(&records).map_err(SheetError::Bad),
        Err(PartError::Refused(why)) => Err(SheetError::Refused(why)),
        Err(PartError::Missing) => Err(SheetError::Bad("the sheet's part is missing".to_owned())),
        Err(PartError::Bad(why)) => Err(SheetError::Bad(why)),
    }
}

fn one_sheet(
    book: &mut Book<'_>,
    name: &str,
    own: &SheetPass,
    budget: &mut Budget,
) -> Result<Collector, SheetError> {
    let formulas = formulas(book, name, own);
    caught(|| stream(book, name, own, formulas, budget))
        .unwrap_or_else(|panic| Err(SheetError::Bad(panic)))
}

/// The texts of the formulas. calamine stops at one that it cannot tell; that one and those behind it keep an
/// empty text, and their values are read all the same.
fn formulas(book: &mut Book<'_>, name: &str, own: &SheetPass) -> BTreeMap<(u32, u32), Box<str>> {
    let mut found: BTreeMap<(u32, u32), Box<str>> = own
        .formulas
        .iter()
        .map(|&at| (at, Box::default()))
        .collect();
    if found.is_empty() {
        return found;
    }
    // What was found before a panic stays.
    let _ = caught(|| {
        let Ok(mut reader) = book.worksheet_cells_reader(name) else {
            return;
        };
        while let Ok(Some(cell)) = reader.next_formula() {
            found.insert(cell.get_position(), from_xlsb(cell.get_value()));
        }
    });
    found
}

fn stream(
    book: &mut Book<'_>,
    name: &str,
    own: &SheetPass,
    mut formulas: BTreeMap<(u32, u32), Box<str>>,
    budget: &mut Budget,
) -> Result<Collector, SheetError> {
    let bad = |fault: XlsbError| SheetError::Bad(fault.to_string());
    let epoch_1904 = book.has_1904_epoch();
    let mut cells = Collector::default();
    let mut reader = book.worksheet_cells_reader(name).map_err(bad)?;
    while let Some(cell) = reader.next_cell().map_err(bad)? {
        let at = cell.get_position();
        let formula = formulas.remove(&at);
        if let Some(content) = value::from_ref(cell.get_value(), epoch_1904) {
            cells.add(at, Some(content), formula, budget)?;
        }
    }
    for (at, error) in &own.errors {
        let content = Content::Error((*error).into());
        cells.add(*at, Some(content), formulas.remove(at), budget)?;
    }
    Ok(cells)
}
