//! An .xlsx as nearly every program writes it, in one pass over each part.
//!
//! calamine reads every spelling of XML, and takes its time for it; the parts are unpacked once for it and once before it,
//! to see what they cost. A workbook that holds no more than the plainest spelling is read here, from parts that are
//! unpacked once and small. At the first sign of anything else nothing is read here at all, and calamine reads the whole
//! workbook: what comes of it is the same either way.

mod sheet;
mod strings;
mod styles;
pub mod tags;

use std::collections::HashSet;

use super::archive::Archive;
use super::arrays;
use super::grid::{Grid, Workbook};
use super::limits::Budget;
use super::package::{Package, SheetPart};
use super::scaled;
use super::survey;
use super::xlsx::Taker;
use sheet::{Book, Cells};
use tags::{Kind, Tags, unescaped};

/// Larger parts are streamed, so that their text is never held whole.
const MOST: u64 = 16 * 1024 * 1024;

/// What the table of sheets says beside their parts.
struct Table {
    /// Whether a user sees each sheet.
    visible: Vec<bool>,
    /// Days are counted from 1904.
    epoch_1904: bool,
}

/// Reads the sheets of a workbook whose table of sheets was unpacked already; `None`, with nothing spent, where any of it
/// is not plain.
pub fn read(
    archive: &mut Archive<'_>,
    package: &Package,
    table: &[u8],
    parts: &[SheetPart],
    budget: &mut Budget,
) -> Option<Workbook> {
    if !package.is_plain {
        return None;
    }
    let table = self::table(table, parts)?;
    let texts = optional(archive, "xl/sharedstrings.xml", budget)?;
    let formats = optional(archive, "xl/styles.xml", budget)?;
    let mut spent = budget.clone();
    let texts = texts.unwrap_or_else(|| b"<sst/>".to_vec());
    survey::strings_cost(&texts, &spent).ok()?;
    let strings = strings::strings(&texts)?;
    let styles = match &formats {
        Some(part) => {
            survey::styles_cost(part, &spent).ok()?;
            styles::styles(part)?
        }
        None => Vec::new(),
    };
    let book = Book {
        strings: &strings,
        styles: &styles,
        epoch_1904: table.epoch_1904,
    };
    let mut workbook = Workbook {
        from_1904: table.epoch_1904,
        ..Workbook::default()
    };
    for (part, visible) in parts.iter().zip(table.visible) {
        if part.kind == "worksheet" {
            let xml = archive.small_part(&part.path, MOST, &spent)?;
            workbook
                .sheets
                .push(grid(&xml, &book, part, visible, &mut spent)?);
        }
    }
    *budget = spent;
    Some(workbook)
}

/// A part that may be missing; `None` where it is there and cannot be had.
#[expect(clippy::option_option, reason = "no part, and no plain workbook")]
fn optional(archive: &mut Archive<'_>, name: &str, budget: &Budget) -> Option<Option<Vec<u8>>> {
    if archive.has(name) {
        archive.small_part(name, MOST, budget).map(Some)
    } else {
        Some(None)
    }
}

fn table(xml: &[u8], parts: &[SheetPart]) -> Option<Table> {
    let mut table = Table {
        visible: Vec::new(),
        epoch_1904: false,
    };
    let mut names = HashSet::new();
    let mut listed = parts.iter();
    let mut open: Vec<&str> = Vec::new();
    let mut tags = Tags::new(xml)?;
    loop {
        let tag = tags.next()?;
        unescaped(tag.before)?;
        match (tag.local(), tag.kind) {
            (name, Kind::Close) if open.pop()? != name => return None,
            ("workbook", Kind::Close) => break,
            (_, Kind::Close) => continue,
            ("sheet", _) => {
                let name = unescaped(tag.attribute("name")?)?;
                let part = listed.next().filter(|p| p.name == name)?;
                if !names.insert(name) || !["worksheet", "chartsheet"].contains(&part.kind.as_str())
                {
                    return None;
                }
                table.visible.push(match tag.attribute("state") {
                    None | Some("visible") => true,
                    Some("hidden" | "veryHidden") => false,
                    Some(_) => return None,
                });
            }
            ("workbookPr", _) => {
                if let Some(told) = tag.attribute("date1904") {
                    table.epoch_1904 = matches!(told, "1" | "true");
                }
            }
            _ => {}
        }
        if tag.kind == Kind::Open {
            open.push(tag.local());
        }
    }
    listed.next().is_none().then_some(table)
}

fn grid(
    xml: &[u8],
    book: &Book<'_>,
    part: &SheetPart,
    visible: bool,
    budget: &mut Budget,
) -> Option<Grid> {
    let mut cells = Cells::new(xml, book)?;
    let mut taker = Taker::new(book.epoch_1904, false);
    // A cell with its value takes some sixty bytes of XML.
    taker.expect(xml.len() / 64);
    while let Some(cell) = cells.next()? {
        taker
            .take(cell.at, &cell.value, cell.formula, budget)
            .ok()?;
    }
    let merges = survey::merges(cells.rest().as_bytes());
    let name = part.name.clone();
    let mut grid = taker.cells.finish(name, visible, merges, cells.hidden);
    scaled::keep(&mut grid, cells.scaled);
    arrays::mark(&mut grid, &cells.arrays, budget).ok()?;
    Some(grid)
}

#[cfg(test)]
mod tests;
