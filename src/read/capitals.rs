//! Capitals that only the font draws: `.VnTimeH` and its like show small letters of TCVN3 as capitals, so that
//! `bé tµi chÝnh` is BỘ TÀI CHÍNH.
//!
//! That a text is TCVN3 its content has told already; the font is asked for those cells alone: of the cell and of the
//! runs of its text. Files without them are not looked through a second time.

mod ods;
mod runs;
mod xls;
mod xlsb;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use quick_xml::events::Event;

use super::archive::Archive;
use super::grid::{Content, Grid, Legacy, Workbook};
use super::limits::{Budget, Limits};
use super::package::{Package, sheets};
use super::quiet::caught;
use super::xml::{attribute, reader};
use crate::base::place::Cell;
use runs::Runs;

/// Writes in capitals what was converted from TCVN3 and stands in a font of capitals. A file whose fonts cannot be told
/// keeps its small letters: they are the same words.
pub fn restore(bytes: &[u8], limits: &Limits, workbook: &mut Workbook) {
    let is_tcvn3 = |grid: &Grid| {
        grid.converted
            .iter()
            .any(|(kind, _)| *kind == Legacy::Tcvn3)
    };
    // Sheets are told apart by their order alone.
    if !workbook.bad_sheets.is_empty() || !workbook.sheets.iter().any(is_tcvn3) {
        return;
    }
    let budget = Budget::new(limits);
    let found = caught(|| match workbook.format {
        "xlsx" | "xlsm" => in_parts(bytes, limits, &budget),
        "xls" => xls::cells(bytes, &budget),
        "xlsb" => xlsb::cells(bytes, limits, &budget),
        "ods" => ods::cells(bytes, limits, &budget),
        _ => None,
    });
    let Ok(Some(found)) = found else { return };
    if found.len() != workbook.sheets.len() {
        return;
    }
    for (grid, capitals) in workbook.sheets.iter_mut().zip(found) {
        let converted: Vec<(Cell, &Drawn)> = (grid.converted.iter())
            .filter(|(kind, _)| *kind == Legacy::Tcvn3)
            .filter_map(|(_, at)| Some((*at, capitals.get(at)?)))
            .collect();
        for (at, drawn) in converted {
            if let Ok(index) = grid.cells.binary_search_by_key(&at, |c| c.at)
                && let Some(cell) = grid.cells.get_mut(index)
                && let Content::Text(text) = &mut cell.content
            {
                let raised = match drawn {
                    Drawn::Whole => Some(text.to_uppercase()),
                    Drawn::Runs(runs, of_cell) => runs::raised(text, runs, *of_cell),
                };
                if let Some(raised) = raised {
                    *text = raised.into();
                }
            }
        }
    }
}

/// How much of a cell's text stands in a font of capitals.
#[derive(Clone, Debug)]
enum Drawn {
    Whole,
    /// Some of its runs; and whether the cell's own font is one.
    Runs(Rc<Runs>, bool),
}

/// What is drawn in capitals on each sheet.
type Sheets = Vec<HashMap<Cell, Drawn>>;

impl Drawn {
    /// Of a cell with these runs, whose own font is one or not; `None` where nothing is drawn so.
    fn of(runs: Option<&Rc<Runs>>, of_cell: bool) -> Option<Self> {
        match runs {
            Some(runs) => Some(Self::Runs(Rc::clone(runs), of_cell)),
            None => of_cell.then_some(Self::Whole),
        }
    }
}

/// `.VnTimeH`, `.VnArial NarrowH`, `.VnTimeh`: fonts of TCVN3 whose small letters look like capitals.
fn draws_capitals(font: &str) -> bool {
    let font = font.trim();
    font.get(..3)
        .is_some_and(|head| head.eq_ignore_ascii_case(".vn"))
        && font.ends_with(['H', 'h'])
}

/// The cells of each worksheet of an .xlsx that stand in such a font.
fn in_parts(bytes: &[u8], limits: &Limits, budget: &Budget) -> Option<Sheets> {
    let mut archive = Archive::open(bytes, limits).ok()?;
    let package = Package::open(&mut archive, budget).ok()?;
    let styles = package
        .relations
        .values()
        .filter(|(_, kind)| kind == "styles");
    let styles = styles.map(|(path, _)| path).min()?;
    let formats = formats(&archive.part(styles, budget).ok()?);
    let shared = match archive.part("xl/sharedstrings.xml", budget) {
        Ok(part) => runs::of_shared(&part),
        Err(_) => HashMap::new(),
    };
    if formats.is_empty() && shared.is_empty() {
        return None;
    }
    let shared = shared
        .into_iter()
        .map(|(n, runs)| (n, Rc::new(runs)))
        .collect();
    let table = archive.part(&package.workbook, budget).ok()?;
    let parts = sheets(&package, &table);
    let mut found = Vec::new();
    for part in parts.iter().filter(|p| p.kind == "worksheet") {
        let xml = archive.part(&part.path, budget).ok()?;
        found.push(cells_of(&xml, &formats, &shared));
    }
    Some(found)
}

/// The numbers of the cell formats whose font draws capitals.
fn formats(styles: &[u8]) -> HashSet<u32> {
    let mut xml = reader(styles);
    let (mut buffer, mut open): (Vec<u8>, Vec<String>) = (Vec::new(), Vec::new());
    let (mut fonts, mut capitals) = (0_u32, HashSet::new());
    let (mut number, mut found) = (0_u32, HashSet::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => {
                let name = element.local_name().as_ref().to_owned();
                let inside = |parent: &str| open.last().is_some_and(|p| p == parent);
                match name.as_str() {
                    "font" if inside("fonts") => fonts += 1,
                    "name"
                        if inside("font")
                            && open.iter().any(|p| p == "fonts")
                            && attribute(&element, "val").is_some_and(|f| draws_capitals(&f)) =>
                    {
                        capitals.insert(fonts.saturating_sub(1));
                    }
                    "xf" if inside("cellXfs") => {
                        let font = attribute(&element, "fontId").and_then(|n| n.parse().ok());
                        if font.is_some_and(|font: u32| capitals.contains(&font)) {
                            found.insert(number);
                        }
                        number += 1;
                    }
                    _ => {}
                }
                open.push(name);
            }
            Ok(Event::End(_)) => {
                open.pop();
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

fn cells_of(
    sheet: &[u8],
    formats: &HashSet<u32>,
    shared: &HashMap<usize, Rc<Runs>>,
) -> HashMap<Cell, Drawn> {
    let mut xml = reader(sheet);
    let mut buffer = Vec::new();
    let mut found = HashMap::new();
    // The cell that is open, whether its font draws capitals, whether it holds the number of a shared text.
    let mut open: Option<(Cell, bool, bool)> = None;
    let mut in_value = false;
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => match element.local_name().as_ref() {
                "c" => {
                    let style = attribute(&element, "s").and_then(|n| n.parse().ok());
                    let draws = style.is_some_and(|style: u32| formats.contains(&style));
                    let is_shared = attribute(&element, "t").as_deref() == Some("s");
                    let at = attribute(&element, "r").and_then(|at| Cell::parse(&at));
                    open = at.map(|at| (at, draws, is_shared));
                    if let Some(at) = at.filter(|_| draws) {
                        found.insert(at, Drawn::Whole);
                    }
                }
                "v" => in_value = true,
                _ => {}
            },
            Ok(Event::Text(number)) if in_value && !shared.is_empty() => {
                if let Some((at, draws, true)) = open {
                    let number = number.xml10_content().trim().parse();
                    let runs = number.ok().and_then(|n: usize| shared.get(&n));
                    found.extend(runs.map(|runs| (at, Drawn::Runs(Rc::clone(runs), draws))));
                }
            }
            Ok(Event::End(element)) if element.local_name().as_ref() == "v" => in_value = false,
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_of_capitals_by_their_names() {
        for font in [".VnTimeH", ".VnTimeh", ".VnArial NarrowH", ".vnavanth"] {
            assert!(draws_capitals(font), "{font}");
        }
        for font in [
            ".VnTime",
            ".VnSouthern",
            "Times New Roman",
            "VNI-Times",
            "",
            ".V",
        ] {
            assert!(!draws_capitals(font), "{font}");
        }
    }
}
