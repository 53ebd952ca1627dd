//! Number formats that show a number divided by thousands: `#,##0.0,,` shows 250000000 as 250.0.
//!
//! What stands under "ĐVT: triệu đồng" is then 250 for everybody who looks at the sheet, and nobody means 250000000
//! millions. The plain reader hands over what it sees; what calamine reads is looked through once more, if any format is
//! so.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::archive::Archive;
use super::grid::{Content, Grid, GridCell, Workbook};
use super::limits::Budget;
use super::package::{Package, SheetPart};
use super::quiet::caught;
use super::xml::{attribute, reader};
use crate::base::place::Cell;

/// Notes the cells of an .xlsx whose format scales them, where calamine read it, which tells nothing of formats. A workbook
/// whose formats cannot be told keeps what is stored.
pub fn mark(
    archive: &mut Archive<'_>,
    package: &Package,
    parts: &[SheetPart],
    workbook: &mut Workbook,
    budget: &Budget,
) {
    // Sheets are told apart by their order alone.
    if !workbook.bad_sheets.is_empty() {
        return;
    }
    let found = caught(|| {
        // Where both readers look for them, whatever the relations say.
        let usual = "xl/styles.xml";
        let styles = if archive.has(usual) {
            usual
        } else {
            let relations = package.relations.values();
            &relations.filter(|(_, kind)| kind == "styles").min()?.0
        };
        let formats = formats(&archive.part(styles, budget).ok()?);
        if formats.is_empty() {
            return None;
        }
        let mut found = Vec::new();
        for part in parts.iter().filter(|p| p.kind == "worksheet") {
            let xml = archive.part(&part.path, budget).ok()?;
            found.push(cells(&xml, &formats));
        }
        Some(found)
    });
    let Ok(Some(found)) = found else { return };
    if found.len() != workbook.sheets.len() {
        return;
    }
    for (grid, scaled) in workbook.sheets.iter_mut().zip(found) {
        keep(grid, scaled);
    }
}

/// Notes on a sheet which of the cells in such a format hold numbers, each with how many times by a thousand.
pub fn keep(grid: &mut Grid, scaled: Vec<(Cell, u8)>) {
    if scaled.is_empty() {
        return;
    }
    let scaled: HashMap<Cell, u8> = scaled.into_iter().collect();
    let is_number = |c: &&GridCell| matches!(c.content, Content::Number(_) | Content::Uncomputed);
    let numbers = grid.cells.iter().filter(is_number);
    grid.scaled = numbers
        .filter_map(|c| Some((c.at, *scaled.get(&c.at)?)))
        .collect();
}

/// The numbers of the cell formats that scale, with how many times by a thousand.
fn formats(styles: &[u8]) -> HashMap<u32, u8> {
    let mut found = HashMap::new();
    // Nearly all files are done here: a comma right before the end, a point or a section.
    if !styles.windows(2).any(|w| {
        w[0] == b','
            && matches!(
                w[1],
                b'"' | b'\'' | b',' | b';' | b'.' | b'&' | b' ' | b'_' | b'\\'
            )
    }) {
        return found;
    }
    let mut xml = reader(styles);
    let (mut buffer, mut open): (Vec<u8>, Vec<String>) = (Vec::new(), Vec::new());
    let mut codes: HashMap<u32, u8> = HashMap::new();
    let mut number = 0_u32;
    loop {
        buffer.clear();
        let element = match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => element,
            Ok(Event::End(_)) => {
                open.pop();
                continue;
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => continue,
        };
        let name = element.local_name().as_ref().to_owned();
        let inside = |parent: &str| open.last().is_some_and(|p| p == parent);
        let id = attribute(&element, "numFmtId").and_then(|n| n.parse().ok());
        match (name.as_str(), id) {
            ("numFmt", Some(id)) if inside("numFmts") => {
                let thousands = attribute(&element, "formatCode").map_or(0, |c| thousands(&c));
                if thousands > 0 {
                    codes.insert(id, thousands);
                }
            }
            ("xf", id) if inside("cellXfs") => {
                if let Some(thousands) = id.and_then(|id| codes.get(&id)) {
                    found.insert(number, *thousands);
                }
                number += 1;
            }
            _ => {}
        }
        open.push(name);
    }
}

/// How many times a format's first section divides by a thousand: commas behind the last digit before the point or behind
/// the last of all.
pub fn thousands(code: &str) -> u8 {
    let mut bare = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' | '_' | '*' => {
                chars.next();
            }
            '"' => {
                chars.by_ref().find(|c| *c == '"');
            }
            '[' => {
                chars.by_ref().find(|c| *c == ']');
            }
            ';' => break,
            c => bare.push(c),
        }
    }
    let is_digit = |c: char| matches!(c, '0' | '#' | '?');
    let behind = |part: &str| {
        let Some(last) = part.rfind(is_digit) else {
            return 0;
        };
        part[last + 1..].chars().take_while(|c| *c == ',').count()
    };
    let (whole, fraction) = bare.split_once('.').unwrap_or((&bare, ""));
    u8::try_from(behind(whole) + behind(fraction)).unwrap_or(0)
}

/// The cells of a sheet in one of the formats.
fn cells(sheet: &[u8], formats: &HashMap<u32, u8>) -> Vec<(Cell, u8)> {
    let mut xml = reader(sheet);
    let mut buffer = Vec::new();
    let mut found = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) if element.local_name().as_ref() == "c" => {
                let style = attribute(&element, "s").and_then(|n| n.parse().ok());
                let thousands = style.and_then(|style: u32| formats.get(&style));
                let at = attribute(&element, "r").and_then(|at| Cell::parse(&at));
                found.extend(at.zip(thousands.copied()));
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::thousands;

    #[test]
    fn commas_behind_the_last_digit_divide_by_a_thousand() {
        for (code, times) in [
            ("#,##0", 0),
            ("#,##0.00", 0),
            ("General", 0),
            ("0,", 1),
            ("#,##0,", 1),
            ("0.0,,", 2),
            ("#,##0.0,,", 2),
            ("0,,.0", 2),
            ("#,##0.0,,\" triệu\"", 2),
            ("[Red]#,##0.0,,;-#,##0.0,,", 2),
            ("#,##0_);(#,##0,,)", 0),
            ("#,##0\\,", 0),
            ("#,##0\",\"", 0),
            (",", 0),
        ] {
            assert_eq!(thousands(code), times, "{code}");
        }
    }
}
