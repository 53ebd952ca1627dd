//! .xls of Excel 5 to 2003: the records are looked through ([`super::biff`]), then calamine reads them.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, Dimensions, Reader, Sheet, SheetVisible, Xls, XlsError};

use super::biff::{Records, SheetRecords};
use super::collect::{Collector, SheetError};
use super::formula;
use super::grid::{Content, Grid, Workbook};
use super::limits::Budget;
use super::names::DefinedNames;
use super::ole::{Ole, container};
use super::quiet::caught;
use super::unreadable::{Unreadable, What};
use super::value;
use crate::base::place::{Area, Cell};

type Book = Xls<Cursor<Vec<u8>>>;

/// Reads what is in a compound file: a workbook, or says what else.
pub fn read(bytes: &[u8], budget: &mut Budget) -> Result<Workbook, Unreadable> {
    let ole = Ole::open(bytes)?;
    // A new workbook under a password comes as a compound file too.
    if ole.has("EncryptedPackage") || ole.has("EncryptionInfo") {
        return Err(Unreadable::Encrypted);
    }
    for name in ["Workbook", "Book"] {
        if let Some(stream) = ole.stream(name, budget)? {
            return read_records(stream, budget);
        }
    }
    let what = if [
        "WordDocument",
        "PowerPoint Document",
        "VisioDocument",
        "__properties_version1.0",
        "Contents",
    ]
    .iter()
    .any(|name| ole.has(name))
    {
        What::OldOffice
    } else {
        What::Damaged
    };
    Err(Unreadable::broken(what, "no workbook in the compound file"))
}

/// Reads the records of a workbook.
pub fn read_records(stream: Vec<u8>, budget: &mut Budget) -> Result<Workbook, Unreadable> {
    let records = Records::look_through(stream, budget.limits())?;
    let mut needed = 0_u64;
    for sheet in &records.sheets {
        budget.limits().memory(sheet.memory())?;
        needed = needed.saturating_add(sheet.memory());
    }
    let is_good = |sheet: &SheetRecords| sheet.is_worksheet && sheet.fault.is_none();
    let mut workbook = Workbook {
        format: "xls",
        ..Workbook::default()
    };
    // All sheets at once where that fits and works, else one by one.
    let together = if budget.limits().memory(needed).is_ok() {
        let shown = |i: usize| records.sheets.get(i).is_some_and(is_good);
        open(&records.with_only(shown)).ok()
    } else {
        None
    };
    let is_together = together.is_some();
    let mut book = match together {
        Some(book) => book,
        None => open(&records.with_only(|_| false))?,
    };
    workbook.from_1904 = book.has_1904_epoch();
    let listed = book.sheets_metadata().to_vec();
    for (index, (sheet, about)) in listed.iter().zip(&records.sheets).enumerate() {
        budget.time()?;
        if !about.is_worksheet {
            continue;
        }
        let grid = match &about.fault {
            Some(why) => Err(SheetError::Bad(why.clone())),
            None if is_together => grid(&mut book, sheet, (about, &records), budget),
            None => match open(&records.with_only(|i| i == index)) {
                Ok(mut alone) => grid(&mut alone, sheet, (about, &records), budget),
                Err(Unreadable::Broken { detail, .. }) => Err(SheetError::Bad(detail)),
                Err(refused) => Err(SheetError::Refused(refused)),
            },
        };
        match grid {
            Ok(grid) => workbook.sheets.push(grid),
            Err(SheetError::Bad(why)) => workbook.bad_sheets.push((sheet.name.clone(), why)),
            Err(SheetError::Refused(why)) => return Err(why),
        }
    }
    let mut names = DefinedNames::default();
    records.links.defined(&mut names);
    workbook.names = names.finish();
    Ok(workbook)
}

fn open(stream: &[u8]) -> Result<Book, Unreadable> {
    let file = container(stream).ok_or_else(|| Unreadable::broken(What::Damaged, "too large"))?;
    match caught(|| Xls::new(Cursor::new(file))) {
        Ok(Ok(book)) => Ok(book),
        Ok(Err(XlsError::Password)) => Err(Unreadable::Encrypted),
        Ok(Err(fault)) => Err(Unreadable::broken(What::Damaged, fault)),
        Err(panic) => Err(Unreadable::broken(What::Damaged, panic)),
    }
}

fn grid(
    book: &mut Book,
    sheet: &Sheet,
    (about, records): (&SheetRecords, &Records),
    budget: &mut Budget,
) -> Result<Grid, SheetError> {
    let bad = |fault: XlsError| SheetError::Bad(fault.to_string());
    let epoch_1904 = book.has_1904_epoch();
    let values = book.worksheet_range(&sheet.name).map_err(bad)?;
    let merges = book.merge_cells_by_sheet_name(&sheet.name).map_err(bad)?;
    // Back to the rows and columns of the sheet.
    let place = |(row, col): (u32, u32)| {
        let row = about.rows.get(usize::try_from(row).ok()?)?;
        let col = about.columns.get(usize::try_from(col).ok()?)?;
        Some((*row, *col))
    };
    let formula_at = |at| about.formulas.text(&records.stream, &records.links, at);
    let mut valued = BTreeSet::new();
    let mut cells = Collector::default();
    let start = values.start().unwrap_or_default();
    for (row, col, value) in values.used_cells() {
        let Some(seen) = absolute(start, row, col) else {
            continue;
        };
        let Some(at) = place(seen) else {
            continue;
        };
        let formula = formula_at(at);
        if formula.is_some() && *value != Data::Empty {
            valued.insert(at);
        }
        let mut content = value::from_data(value, epoch_1904);
        if content.is_none() {
            let never_computed = about.blank_results.contains(&at)
                && formula.as_deref().is_some_and(formula::gives_a_number);
            if !never_computed {
                continue;
            }
            content = Some(Content::Uncomputed);
        }
        cells.add(at, content, formula, budget)?;
    }
    // Formulas without any saved result.
    for at in about.formulas.places().filter(|at| !valued.contains(at)) {
        cells.add(at, None, formula_at(at), budget)?;
    }
    let visible = sheet.visible == SheetVisible::Visible;
    let merges = merges.iter().filter_map(area).collect();
    Ok(cells.finish(sheet.name.clone(), visible, merges, about.hidden.clone()))
}

fn absolute(start: (u32, u32), row: usize, col: usize) -> Option<(u32, u32)> {
    let row = start.0.checked_add(u32::try_from(row).ok()?)?;
    let col = start.1.checked_add(u32::try_from(col).ok()?)?;
    Some((row, col))
}

fn area(merge: &Dimensions) -> Option<Area> {
    let cell = |(row, col): (u32, u32)| Some(Cell::new(row, u16::try_from(col).ok()?));
    let (first, last) = (cell(merge.start)?, cell(merge.end)?);
    (first.row <= last.row && first.col <= last.col).then_some(Area { first, last })
}
