//! The fonts of an .ods: cell styles of content.xml and styles.xml, each with its parents.

use std::collections::{HashMap, HashSet};

use quick_xml::events::{BytesStart, Event};

use super::draws_capitals;
use crate::base::place::Cell;
use crate::read::archive::Archive;
use crate::read::limits::{Budget, Limits};
use crate::read::xml::{attribute, reader};

/// A cell that is written once may stand so often; texts that stand more often are no words of a form.
const MOST: u32 = 1_000;
/// So many parents of a style are asked.
const DEEPEST: usize = 16;

/// The cells of each sheet whose font draws capitals.
pub(super) fn cells(bytes: &[u8], limits: &Limits, budget: &Budget) -> Option<Vec<HashSet<Cell>>> {
    let mut archive = Archive::open(bytes, limits).ok()?;
    let content = archive.part("content.xml", budget).ok()?;
    let mut styles = Styles::default();
    if let Ok(common) = archive.part("styles.xml", budget) {
        styles.read(&common);
    }
    styles.read(&content);
    if !styles.fonts.values().any(|font| styles.is_capital(font)) {
        return None;
    }
    Some(of_content(&content, &styles))
}

/// Fonts by the styles of cells.
#[derive(Default)]
struct Styles {
    /// What a document calls its fonts, and their real names.
    faces: HashMap<String, String>,
    fonts: HashMap<String, String>,
    parents: HashMap<String, String>,
}

impl Styles {
    fn read(&mut self, part: &[u8]) {
        let mut xml = reader(part);
        let mut buffer = Vec::new();
        let mut style: Option<String> = None;
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer) {
                Ok(Event::Start(e)) => match e.local_name().as_ref() {
                    "font-face" => {
                        let family = attribute(&e, "font-family");
                        self.faces.extend(attribute(&e, "name").zip(family));
                    }
                    "style" => {
                        let is_cell = attribute(&e, "family").as_deref() == Some("table-cell");
                        style = attribute(&e, "name").filter(|_| is_cell);
                        let parent = attribute(&e, "parent-style-name");
                        self.parents.extend(style.clone().zip(parent));
                    }
                    "text-properties" => {
                        let font = attribute(&e, "font-name");
                        let font = font.or_else(|| attribute(&e, "font-family"));
                        self.fonts.extend(style.clone().zip(font));
                    }
                    _ => {}
                },
                Ok(Event::End(e)) if e.local_name().as_ref() == "style" => style = None,
                Ok(Event::Eof) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }

    fn is_capital(&self, font: &str) -> bool {
        let real = self.faces.get(font).map_or(font, String::as_str);
        draws_capitals(real.trim_matches(['\'', '"']))
    }

    /// Whether cells of a style stand in a font of capitals: its own, else that of the nearest parent that has one.
    fn draws(&self, style: &str) -> bool {
        let mut name = style;
        for _ in 0..DEEPEST {
            if let Some(font) = self.fonts.get(name) {
                return self.is_capital(font);
            }
            let Some(parent) = self.parents.get(name) else {
                break;
            };
            name = parent;
        }
        false
    }
}

fn of_content(content: &[u8], styles: &Styles) -> Vec<HashSet<Cell>> {
    let count = |e: &BytesStart<'_>, name: &str| -> u32 {
        attribute(e, name).and_then(|n| n.parse().ok()).unwrap_or(1)
    };
    let draws = |e: &BytesStart<'_>, name: &str| -> Option<bool> {
        attribute(e, name).map(|style| styles.draws(&style))
    };
    let mut found: Vec<HashSet<Cell>> = Vec::new();
    // Tables in drawings and in changes that were not accepted are no sheets.
    let mut aside = 0_u32;
    let mut columns: Vec<(u32, bool)> = Vec::new();
    let (mut row, mut rows, mut col, mut of_row) = (0_u32, 1_u32, 0_u32, None);
    let mut xml = reader(content);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(e)) => match e.local_name().as_ref() {
                "shapes" | "dde-links" | "forms" | "scenario" | "tracked-changes" => aside += 1,
                _ if aside > 0 => {}
                "table" => {
                    found.push(HashSet::new());
                    columns.clear();
                    row = 0;
                }
                "table-column" => {
                    let of_column = draws(&e, "default-cell-style-name").unwrap_or(false);
                    let from = columns.last().map_or(0, |(end, _)| *end);
                    let end = from.saturating_add(count(&e, "number-columns-repeated"));
                    columns.push((end, of_column));
                }
                "table-row" => {
                    rows = count(&e, "number-rows-repeated");
                    of_row = draws(&e, "default-cell-style-name");
                    col = 0;
                }
                "table-cell" | "covered-table-cell" => {
                    let times = count(&e, "number-columns-repeated");
                    let of_column = || {
                        let at = columns.partition_point(|(end, _)| *end <= col);
                        columns.get(at).is_some_and(|(_, draws)| *draws)
                    };
                    let own = draws(&e, "style-name").or(of_row);
                    let stands_often = times.saturating_mul(rows) > MOST;
                    if own.unwrap_or_else(of_column) && !stands_often {
                        let cells = (row..row.saturating_add(rows))
                            .flat_map(|r| (col..col.saturating_add(times)).map(move |c| (r, c)));
                        let cells =
                            cells.filter_map(|(r, c)| Some(Cell::new(r, u16::try_from(c).ok()?)));
                        if let Some(sheet) = found.last_mut() {
                            sheet.extend(cells);
                        }
                    }
                    col = col.saturating_add(times);
                }
                _ => {}
            },
            Ok(Event::End(e)) => match e.local_name().as_ref() {
                "shapes" | "dde-links" | "forms" | "scenario" | "tracked-changes" => {
                    aside = aside.saturating_sub(1);
                }
                "table-row" if aside == 0 => row = row.saturating_add(rows),
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}
