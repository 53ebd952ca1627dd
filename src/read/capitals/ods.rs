//! The fonts of an .ods: styles of cells and of texts within them, of content.xml and styles.xml, each with its parents.

use std::collections::HashMap;
use std::rc::Rc;

use quick_xml::events::{BytesStart, Event};

use super::runs::{Runs, from_letters};
use super::{Drawn, Sheets, draws_capitals};
use crate::base::place::Cell;
use crate::read::archive::Archive;
use crate::read::limits::{Budget, Limits};
use crate::read::ods_cell::{self, Span};
use crate::read::xml::{attribute, reader};

/// A cell that is written once may stand so often; texts that stand more often are no words of a form.
const MOST: u32 = 1_000;
/// A text of more parts is no heading.
const MOST_SPANS: usize = 64;
/// So many parents of a style are asked.
const DEEPEST: usize = 16;

/// What of each sheet stands in a font of capitals.
pub(super) fn cells(bytes: &[u8], limits: &Limits, budget: &Budget) -> Option<Sheets> {
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

/// What a style is of: cells and texts may have styles of one name.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Family {
    Cell,
    Text,
}

/// Fonts by the styles of cells and of texts.
#[derive(Default)]
struct Styles {
    /// What a document calls its fonts, and their real names.
    faces: HashMap<String, String>,
    fonts: HashMap<(Family, String), String>,
    parents: HashMap<(Family, String), String>,
}

impl Styles {
    fn read(&mut self, part: &[u8]) {
        let mut xml = reader(part);
        let mut buffer = Vec::new();
        let mut style: Option<(Family, String)> = None;
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer) {
                Ok(Event::Start(e)) => match e.local_name().as_ref() {
                    "font-face" => {
                        let family = attribute(&e, "font-family");
                        self.faces.extend(attribute(&e, "name").zip(family));
                    }
                    "style" => {
                        let family = match attribute(&e, "family").as_deref() {
                            Some("table-cell") => Some(Family::Cell),
                            Some("text") => Some(Family::Text),
                            _ => None,
                        };
                        style = family.zip(attribute(&e, "name"));
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

    /// Whether what has a style stands in a font of capitals: the style's own, else that of the nearest parent that has
    /// one; `None` where no font is named.
    fn draws(&self, family: Family, style: &str) -> Option<bool> {
        let mut key = (family, style.to_owned());
        for _ in 0..DEEPEST {
            if let Some(font) = self.fonts.get(&key) {
                return Some(self.is_capital(font));
            }
            key = (family, self.parents.get(&key)?.to_owned());
        }
        None
    }

    /// The runs of a text with such spans, if one of them draws capitals.
    fn runs(&self, text: &str, spans: &[Span]) -> Option<Runs> {
        let fonts: Vec<(&Span, bool)> = spans
            .iter()
            .filter_map(|span| Some((span, self.draws(Family::Text, &span.style)?)))
            .collect();
        if fonts.len() > MOST_SPANS || !fonts.iter().any(|(_, draws)| *draws) {
            return None;
        }
        // What stands deeper comes later, and counts.
        let letters = text.char_indices().map(|(at, _)| {
            let over = fonts
                .iter()
                .rev()
                .find(|(span, _)| span.bytes.contains(&at));
            over.map(|(_, draws)| *draws)
        });
        Some(from_letters(letters))
    }
}

fn of_content(content: &[u8], styles: &Styles) -> Sheets {
    let count = |e: &BytesStart<'_>, name: &str| -> u32 {
        attribute(e, name).and_then(|n| n.parse().ok()).unwrap_or(1)
    };
    let draws = |e: &BytesStart<'_>, name: &str| -> Option<bool> {
        let style = attribute(e, name)?;
        Some(styles.draws(Family::Cell, &style).unwrap_or(false))
    };
    let mut found: Sheets = Vec::new();
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
                    found.push(HashMap::new());
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
                name @ ("table-cell" | "covered-table-cell") => {
                    let times = count(&e, "number-columns-repeated");
                    let of_column = || {
                        let at = columns.partition_point(|(end, _)| *end <= col);
                        columns.get(at).is_some_and(|(_, draws)| *draws)
                    };
                    let of_cell = draws(&e, "style-name").or(of_row).unwrap_or_else(of_column);
                    let Ok((text, spans)) = ods_cell::text(&mut xml, name) else {
                        return found;
                    };
                    let runs = styles.runs(&text, &spans).map(Rc::new);
                    let drawn = Drawn::of(runs.as_ref(), of_cell);
                    let stands_often = times.saturating_mul(rows) > MOST;
                    if let (Some(drawn), false, Some(sheet)) =
                        (drawn, stands_often, found.last_mut())
                    {
                        let cells = (row..row.saturating_add(rows))
                            .flat_map(|r| (col..col.saturating_add(times)).map(move |c| (r, c)));
                        let cells =
                            cells.filter_map(|(r, c)| Some(Cell::new(r, u16::try_from(c).ok()?)));
                        sheet.extend(cells.map(|at| (at, drawn.clone())));
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

#[cfg(test)]
mod tests {
    use super::*;

    const CONTENT: &[u8] = r#"<o>
        <style:style style:name="T1" style:family="text"><style:text-properties style:font-name=".VnTimeH"/></style:style>
        <style:style style:name="T2" style:family="text" style:parent-style-name="T1"/>
        <style:style style:name="T3" style:family="text"><style:text-properties style:font-name=".VnTime"/></style:style>
        <style:style style:name="T1" style:family="table-cell"><style:text-properties fo:font-family=".VnTime"/></style:style>
        <table:table><table:table-row>
        <table:table-cell table:style-name="T1"><text:p><text:span text:style-name="T2">bé tµi <text:span
            text:style-name="T3">chÝnh</text:span></text:span> x</text:p></table:table-cell>
        <table:table-cell table:style-name="T1"><text:p><text:span text:style-name="T3">a</text:span></text:p></table:table-cell>
        </table:table-row></table:table></o>"#
        .as_bytes();

    #[test]
    fn spans_within_a_cell_have_fonts_of_their_own() {
        let mut styles = Styles::default();
        styles.read(CONTENT);
        let found = of_content(CONTENT, &styles);
        let cells: Vec<_> = found[0].iter().collect();
        let [(at, Drawn::Runs(runs, of_cell))] = cells[..] else {
            panic!("{found:?}");
        };
        assert_eq!((*at, *of_cell), (Cell::new(0, 0), false));
        assert_eq!(**runs, [(7, Some(true)), (5, Some(false)), (2, None)]);
    }
}
