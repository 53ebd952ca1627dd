//! .xlsb through calamine's stream of cells; merged areas, errors of formulas and what is hidden, which calamine does not give, by
//! an own pass over the records of the sheet.

use std::collections::{BTreeMap, HashMap};
use std::io::Cursor;

use calamine::{Reader, SheetType, SheetVisible, Xlsb, XlsbError};

use super::archive::{Archive, PartError};
use super::binary::{self, SheetPass, bundle, pass};
use super::collect::{Collector, SheetError};
use super::formula::from_xlsb;
use super::grid::{Content, DefinedName, Grid, Workbook};
use super::limits::Budget;
use super::names::DefinedNames;
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
    let listed = bundle(&table);
    let parts: Vec<SheetPart> = listed
        .iter()
        .cloned()
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
    let sheets: Vec<String> = listed.into_iter().map(|(name, _)| name).collect();
    let mut workbook = Workbook {
        format: "xlsb",
        names: names(&book, &table, &sheets),
        from_1904: book.has_1904_epoch(),
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
            let cells = one_sheet(&mut book, (&sheet.name, &sheets), &own, budget)?;
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

/// The names that formulas use: what each stands for by calamine, on which sheet it is known by the records.
fn names(book: &Book<'_>, table: &[u8], sheets: &[String]) -> Vec<DefinedName> {
    let mut names = DefinedNames::default();
    for ((name, sheet), (_, text)) in binary::names(table).iter().zip(book.defined_names()) {
        let own = sheet.map(|n| sheets.get(n).map_or("", String::as_str));
        if !text.is_empty() {
            names.add(name, own, &quoted(&from_xlsb(text), sheets));
        }
    }
    names.finish()
}

/// calamine writes the names of sheets bare: those that a formula may not hold so are put in quotes.
fn quoted(text: &str, sheets: &[String]) -> String {
    if !text.contains('!') {
        return text.to_owned();
    }
    let is_bare = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let mut odd: Vec<&String> = sheets
        .iter()
        .filter(|name| !name.chars().all(is_bare))
        .collect();
    // Of two names of which one ends with the other the longer one is meant.
    odd.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut in_text) = (text, false);
    while let Some(c) = rest.chars().next() {
        let sheet = odd.iter().find(|name| {
            !in_text
                && rest
                    .strip_prefix(name.as_str())
                    .is_some_and(|r| r.starts_with('!'))
        });
        if let Some(name) = sheet {
            out.push('\'');
            out.push_str(&name.replace('\'', "''"));
            out.push('\'');
            rest = rest.get(name.len()..).unwrap_or_default();
            continue;
        }
        in_text ^= c == '"';
        out.push(c);
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    out
}

fn one_sheet(
    book: &mut Book<'_>,
    (name, sheets): (&str, &[String]),
    own: &SheetPass,
    budget: &mut Budget,
) -> Result<Collector, SheetError> {
    let formulas = formulas(book, (name, sheets), own);
    caught(|| stream(book, name, own, formulas, budget))
        .unwrap_or_else(|panic| Err(SheetError::Bad(panic)))
}

/// The texts of the formulas. calamine stops at one that it cannot tell; that one and those behind it keep an
/// empty text, and their values are read all the same.
fn formulas(
    book: &mut Book<'_>,
    (name, sheets): (&str, &[String]),
    own: &SheetPass,
) -> BTreeMap<(u32, u32), Box<str>> {
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
            let text = quoted(&from_xlsb(cell.get_value()), sheets);
            found.insert(cell.get_position(), text.into());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_stand_in_quotes_where_they_have_to() {
        let sheets = ["KP", "Bieu 01", "Quý 3-Bieu 01", "Cô's"].map(str::to_owned);
        for (bare, right) in [
            ("SUM(KP!$A$1:$A$2)", "SUM(KP!$A$1:$A$2)"),
            ("Bieu 01!$B$2+1", "'Bieu 01'!$B$2+1"),
            ("Quý 3-Bieu 01!A1", "'Quý 3-Bieu 01'!A1"),
            ("Cô's!A1&\"Bieu 01!\"", "'Cô''s'!A1&\"Bieu 01!\""),
        ] {
            assert_eq!(quoted(bare, &sheets), right);
        }
    }
}
