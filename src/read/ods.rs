//! .ods by an own pass over content.xml.
//!
//! calamine makes a full rectangle of each sheet, refuses indented files, gives no merged areas and turns errors into
//! text; one pass gives all of that at the cost of the used cells.

use std::collections::{HashMap, HashSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::archive::{Archive, PartError};
use super::collect::{Collector, SheetError};
use super::grid::{COLUMNS, Grid, ROWS, Workbook};
use super::hidden::Hidden;
use super::limits::Budget;
use super::names::DefinedNames;
use super::ods_cell::{self, Cell as OdsCell};
use super::unreadable::{Unreadable, What};
use super::xml::{attribute, reader};
use crate::base::place::{Area, Cell};

/// Reads the workbook.
pub fn read(archive: &mut Archive<'_>, budget: &mut Budget) -> Result<Workbook, Unreadable> {
    match archive.part("META-INF/manifest.xml", budget) {
        Ok(manifest) if is_encrypted(&manifest) => return Err(Unreadable::Encrypted),
        Err(PartError::Refused(why)) => return Err(why),
        _ => {}
    }
    let content = archive
        .part("content.xml", budget)
        .map_err(|fault| fault.of_file("content.xml"))?;
    let mut pass = Pass {
        xml: reader(content.as_slice()),
        hidden: HashSet::new(),
        widths: HashMap::new(),
        names: DefinedNames::default(),
        sheets: 0,
    };
    let mut workbook = Workbook {
        format: "ods",
        ..Workbook::default()
    };
    match pass.content(&mut workbook, budget) {
        Ok(()) => Ok(Workbook {
            names: pass.names.finish(),
            ..workbook
        }),
        Err(SheetError::Refused(why)) => Err(why),
        // All sheets stand in one part: damaged XML says nothing of those behind.
        Err(SheetError::Bad(why)) => Err(Unreadable::broken(What::Damaged, why)),
    }
}

/// Entries of an encrypted file carry how to open them.
fn is_encrypted(manifest: &[u8]) -> bool {
    let mut xml = reader(manifest);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(e)) if e.local_name().as_ref() == "encryption-data" => return true,
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

struct Pass<'a> {
    xml: Reader<&'a [u8]>,
    /// Table styles that are not displayed.
    hidden: HashSet<String>,
    /// How wide columns of a style are, in 1/256 of a digit.
    widths: HashMap<String, u32>,
    names: DefinedNames,
    sheets: usize,
}

type Step<T> = Result<T, SheetError>;

fn bad(fault: &impl ToString) -> SheetError {
    SheetError::Bad(fault.to_string())
}

impl Pass<'_> {
    fn content(&mut self, workbook: &mut Workbook, budget: &mut Budget) -> Step<()> {
        let mut style = None;
        let mut has_end = false;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match self.xml.read_event_into(&mut buffer).map_err(|e| bad(&e))? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "style" => style = attribute(&e, "name"),
                    "table-properties" if attribute(&e, "display").as_deref() == Some("false") => {
                        self.hidden.extend(style.clone());
                    }
                    "table-column-properties" => {
                        let width = attribute(&e, "column-width").as_deref().and_then(width);
                        self.widths.extend(style.clone().zip(width));
                    }
                    "table" => {
                        self.sheets += 1;
                        budget.limits().sheet_count(self.sheets)?;
                        let grid = self.sheet(&e, budget)?;
                        workbook.sheets.push(grid);
                    }
                    // Changes that were not accepted yet repeat old cells.
                    "tracked-changes" => self.skip("tracked-changes")?,
                    _ => self.names.add_odf(&e, None),
                },
                Event::End(e) if e.local_name().as_ref() == "document-content" => has_end = true,
                Event::Eof if has_end => return Ok(()),
                Event::Eof => return Err(SheetError::Bad("content.xml has no end".to_owned())),
                _ => {}
            }
        }
    }

    fn sheet(&mut self, start: &BytesStart<'_>, budget: &mut Budget) -> Step<Grid> {
        let name = attribute(start, "name").unwrap_or_default();
        let visible = attribute(start, "style-name").is_none_or(|s| !self.hidden.contains(&s));
        let mut sheet = Sheet::default();
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match self.xml.read_event_into(&mut buffer).map_err(|e| bad(&e))? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "table-row" => {
                        let repeat = count(&e, "number-rows-repeated");
                        if sheet.row_groups.is_closed() || is_hidden(&e) {
                            sheet.hidden.add_rows(sheet.row, repeat);
                        }
                        self.row(&mut sheet, repeat, budget)?;
                    }
                    "table-column" => {
                        let repeat = count(&e, "number-columns-repeated");
                        if sheet.column_groups.is_closed() || is_hidden(&e) {
                            sheet.hidden.add_columns(sheet.column, repeat);
                        }
                        let style = attribute(&e, "style-name");
                        if let Some(width) = style.and_then(|s| self.widths.get(&s)) {
                            sheet.hidden.add_widths(sheet.column, repeat, *width);
                        }
                        sheet.column = sheet.column.saturating_add(repeat);
                    }
                    "table-row-group" => sheet.row_groups.enter(&e),
                    "table-column-group" => sheet.column_groups.enter(&e),
                    // Drawings over the sheet and what is linked in hold tables of their own.
                    skipped @ ("shapes" | "dde-links" | "forms" | "scenario") => {
                        let skipped = skipped.to_owned();
                        self.skip(&skipped)?;
                    }
                    _ => self.names.add_odf(&e, Some(&name)),
                },
                Event::End(e) => match e.local_name().as_ref() {
                    "table" => break,
                    "table-row-group" => sheet.row_groups.leave(),
                    "table-column-group" => sheet.column_groups.leave(),
                    _ => {}
                },
                Event::Eof => return Err(SheetError::Bad(format!("the sheet {name} has no end"))),
                _ => {}
            }
        }
        Ok(sheet
            .cells
            .finish(name, visible, sheet.merges, sheet.hidden))
    }

    fn row(&mut self, sheet: &mut Sheet, repeat: u32, budget: &mut Budget) -> Step<()> {
        let mut cells = Vec::new();
        let mut spans = Vec::new();
        let mut column: u32 = 0;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match self.xml.read_event_into(&mut buffer).map_err(|e| bad(&e))? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "table-cell" | "covered-table-cell" => {
                        let name = e.local_name().as_ref().to_owned();
                        let times = count(&e, "number-columns-repeated");
                        let wide = count(&e, "number-columns-spanned");
                        let high = count(&e, "number-rows-spanned");
                        let cell = ods_cell::read(&mut self.xml, &e, &name)?;
                        if wide > 1 || high > 1 {
                            spans.push((column, wide, high));
                        }
                        if !cell.is_empty() {
                            cells.push((column, times, cell));
                        }
                        column = column.saturating_add(times);
                    }
                    _ => {}
                },
                Event::End(e) if e.local_name().as_ref() == "table-row" => break,
                Event::Eof => return Err(SheetError::Bad("a row has no end".to_owned())),
                _ => {}
            }
        }
        for (column, wide, high) in spans {
            sheet.merges.extend(area(sheet.row, column, wide, high));
        }
        if !cells.is_empty() {
            for row in sheet.row..sheet.row.saturating_add(repeat) {
                for (column, times, cell) in &cells {
                    repeated(sheet, row, *column, *times, cell, budget)?;
                }
            }
        }
        sheet.row = sheet.row.saturating_add(repeat);
        Ok(())
    }

    fn skip(&mut self, name: &str) -> Step<()> {
        let mut depth = 1;
        let mut buffer = Vec::new();
        while depth > 0 {
            buffer.clear();
            match self.xml.read_event_into(&mut buffer).map_err(|e| bad(&e))? {
                Event::Start(e) if e.local_name().as_ref() == name => depth += 1,
                Event::End(e) if e.local_name().as_ref() == name => depth -= 1,
                Event::Eof => return Err(SheetError::Bad(format!("{name} has no end"))),
                _ => {}
            }
        }
        Ok(())
    }
}

#[derive(Default)]
struct Sheet {
    cells: Collector,
    merges: Vec<Area>,
    hidden: Hidden,
    row: u32,
    column: u32,
    row_groups: Groups,
    column_groups: Groups,
}

/// Rows or columns that an outline holds together, one group within the other.
#[derive(Default)]
struct Groups {
    depth: u32,
    /// How deep the outermost closed group stands.
    closed: Option<u32>,
}

impl Groups {
    fn enter(&mut self, group: &BytesStart<'_>) {
        self.depth = self.depth.saturating_add(1);
        if attribute(group, "display").as_deref() == Some("false") {
            self.closed = self.closed.or(Some(self.depth));
        }
    }

    fn leave(&mut self) {
        if self.closed == Some(self.depth) {
            self.closed = None;
        }
        self.depth = self.depth.saturating_sub(1);
    }

    const fn is_closed(&self) -> bool {
        self.closed.is_some()
    }
}

/// Whether rows or columns are hidden, by hand (`collapse`) or by a filter.
fn is_hidden(element: &BytesStart<'_>) -> bool {
    matches!(
        attribute(element, "visibility").as_deref(),
        Some("collapse" | "filter")
    )
}

/// A length (`2.258cm`, `0.89in`) in 1/256 of the width of a digit, of which there are 13.7 to the inch.
fn width(text: &str) -> Option<u32> {
    const DIGITS_TO_THE_INCH: f64 = 13.714;
    let split = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at(split);
    let length: f64 = number.trim().parse().ok()?;
    let to_the_inch = match unit {
        "in" => 1.0,
        "cm" => 2.54,
        "mm" => 25.4,
        "pt" => 72.0,
        _ => return None,
    };
    #[expect(
        clippy::float_arithmetic,
        reason = "a width on the screen, of which no sum is made"
    )]
    let digits = length / to_the_inch * DIGITS_TO_THE_INCH * 256.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked"
    )]
    (0.0..=65_280.0).contains(&digits).then_some(digits as u32)
}

/// A cell that is written once and stands several times; each counts as a used cell.
fn repeated(
    sheet: &mut Sheet,
    row: u32,
    column: u32,
    times: u32,
    cell: &OdsCell,
    budget: &mut Budget,
) -> Step<()> {
    for column in column..column.saturating_add(times) {
        let (content, formula) = (cell.content.clone(), cell.formula.clone());
        sheet.cells.add((row, column), content, formula, budget)?;
    }
    Ok(())
}

fn area(row: u32, column: u32, wide: u32, high: u32) -> Option<Area> {
    let last_row = row.checked_add(high.max(1) - 1).filter(|&r| r < ROWS)?;
    let last_column = column
        .checked_add(wide.max(1) - 1)
        .filter(|&c| c < COLUMNS)?;
    Some(Area {
        first: Cell::new(row, u16::try_from(column).ok()?),
        last: Cell::new(last_row, u16::try_from(last_column).ok()?),
    })
}

/// How often, from an attribute; once where it says nothing readable.
fn count(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name)
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(1)
}
