//! Marks in the XML of a sheet: what is not marked is copied byte for byte.
//!
//! The text is passed once, event by event; a tree of a sheet's cells would take many times its size.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::Unfit;
use super::items::{Part, SheetMarks};
use super::styles::Styles;
use crate::base::place::{Cell, column_name};
use crate::report::template::xml::{Element, local, push_attr};

/// The namespace of relations.
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What stands behind the drawing of notes in a sheet.
const BEHIND: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "AlternateContent",
    "webPublishItems",
    "tableParts",
    "extLst",
];

/// A sheet's XML, marked.
pub(super) struct Marked {
    pub(super) text: String,
    /// The relation of the drawing of notes that the sheet has already.
    pub(super) drawing: Option<String>,
}

/// Marks cells, and refers to a drawing of notes by the relation `drawing` unless the sheet has one. The sheet is no
/// longer the selected one, and cells that had a mark of a former run lose its colour.
pub(super) fn mark(
    xml: &str,
    marks: &SheetMarks,
    former: &[Cell],
    drawing: Option<&str>,
    styles: &mut Styles,
) -> Result<Marked, Unfit> {
    let mut rest: BTreeMap<Cell, Option<Part>> = former.iter().map(|at| (*at, None)).collect();
    rest.extend(marks.iter().map(|(at, mark)| (*at, Some(mark.part))));
    let mut pass = Pass {
        xml,
        out: String::with_capacity(xml.len() + marks.len() * 64),
        copied: 0,
        styles,
        rest: rest.into_iter().collect(),
        next: 0,
        row: 0,
        column: 0,
        row_style: None,
        columns: Vec::new(),
        prefix: String::new(),
        drawing: None,
    };
    pass.run(drawing)?;
    pass.out.push_str(&xml[pass.copied..]);
    Ok(Marked {
        text: pass.out,
        drawing: pass.drawing,
    })
}

struct Pass<'a> {
    xml: &'a str,
    out: String,
    /// Up to here the text is in `out`.
    copied: usize,
    styles: &'a mut Styles,
    /// The marks in order, and how many of them are set.
    rest: Vec<(Cell, Option<Part>)>,
    next: usize,
    /// The row and column after the last one that was seen, from 0.
    row: u32,
    column: u32,
    /// The style of the row, if it has one.
    row_style: Option<usize>,
    /// First and last column, from 1, with their style.
    columns: Vec<(u32, u32, usize)>,
    prefix: String,
    drawing: Option<String>,
}

impl Pass<'_> {
    fn run(&mut self, drawing: Option<&str>) -> Result<(), Unfit> {
        let mut reader = Reader::from_str(self.xml);
        let mut depth = 0_usize;
        let mut in_rows = false;
        let mut rows_seen = false;
        let mut placed = drawing.is_none();
        loop {
            let start = position(&reader)?;
            let event = reader.read_event().map_err(|_| Unfit::Odd)?;
            let range = (start, position(&reader)?);
            match event {
                Event::Start(tag) | Event::Empty(tag) if depth == 0 => {
                    let element = Element::from_event(&tag, false);
                    if !matches!(element.name(), "worksheet" | "chartsheet" | "dialogsheet") {
                        return Err(Unfit::Odd);
                    }
                    element.prefix().clone_into(&mut self.prefix);
                    depth = 1;
                }
                Event::Start(tag) => {
                    depth += 1;
                    let name = local(tag.name().0).to_owned();
                    match name.as_str() {
                        "sheetData" if depth == 2 => (in_rows, rows_seen) = (true, true),
                        "row" if in_rows && depth == 3 => self.row(&tag, false, range)?,
                        "c" if in_rows && depth == 4 => self.cell(&tag, range)?,
                        _ => {
                            self.other(
                                &name,
                                &tag,
                                (depth, rows_seen),
                                range,
                                drawing,
                                &mut placed,
                            );
                        }
                    }
                }
                Event::Empty(tag) => {
                    let name = local(tag.name().0).to_owned();
                    match name.as_str() {
                        "sheetData" if depth == 1 => {
                            rows_seen = true;
                            self.fill_rows(range)?;
                        }
                        "row" if in_rows && depth == 2 => self.row(&tag, true, range)?,
                        "c" if in_rows && depth == 3 => self.cell(&tag, range)?,
                        _ => self.other(
                            &name,
                            &tag,
                            (depth + 1, rows_seen),
                            range,
                            drawing,
                            &mut placed,
                        ),
                    }
                }
                Event::End(_) => {
                    if in_rows && depth == 3 {
                        self.copy(range.0);
                        self.missing_cells(None)?;
                    }
                    if in_rows && depth == 2 {
                        self.copy(range.0);
                        self.missing_rows(None)?;
                        in_rows = false;
                    }
                    if depth == 1 && !placed {
                        self.copy(range.0);
                        self.refer(drawing);
                        placed = true;
                    }
                    depth = depth.saturating_sub(1);
                }
                Event::DocType(_) => return Err(Unfit::Odd),
                Event::Eof => break,
                _ => {}
            }
        }
        if depth > 0 || self.next < self.rest.len() {
            return Err(Unfit::Odd);
        }
        Ok(())
    }

    /// An element that is neither row nor cell.
    fn other(
        &mut self,
        name: &str,
        tag: &BytesStart<'_>,
        (depth, rows_seen): (usize, bool),
        range: (usize, usize),
        drawing: Option<&str>,
        placed: &mut bool,
    ) {
        match (name, depth) {
            ("sheetView", 3) if !rows_seen => {
                let mut element = Element::from_event(tag, false);
                if matches!(element.attr("tabSelected").as_deref(), Some("1" | "true")) {
                    element.remove_attr("tabSelected");
                    self.replace_tag(&element, range);
                }
            }
            ("col", 3) if !rows_seen => {
                let element = Element::from_event(tag, false);
                let number = |name: &str| element.attr(name)?.parse::<u32>().ok();
                if let (Some(first), Some(last), Some(style)) =
                    (number("min"), number("max"), number("style"))
                {
                    self.columns.push((first, last, style as usize));
                }
            }
            ("legacyDrawing", 2) => {
                self.drawing = Element::from_event(tag, false).attr_any("id");
                *placed = true;
            }
            (name, 2) if rows_seen && !*placed && BEHIND.contains(&name) => {
                self.copy(range.0);
                self.refer(drawing);
                *placed = true;
            }
            _ => {}
        }
    }

    /// Takes over what stands before a place.
    fn copy(&mut self, up_to: usize) {
        self.out.push_str(&self.xml[self.copied..up_to]);
        self.copied = up_to;
    }

    /// Writes a tag in another form, ended as it was.
    fn replace_tag(&mut self, element: &Element, (start, end): (usize, usize)) {
        self.copy(start);
        let mut open = String::new();
        element.write_open(&mut open);
        if self.xml[..end].ends_with("/>") {
            open.pop();
            open.push_str("/>");
        }
        self.out.push_str(&open);
        self.copied = end;
    }

    fn refer(&mut self, drawing: Option<&str>) {
        if let Some(id) = drawing {
            let prefix = &self.prefix;
            self.out.extend([
                "<",
                prefix,
                "legacyDrawing xmlns:r=\"",
                RELATIONS,
                "\" r:id=\"",
                id,
                "\"/>",
            ]);
        }
    }

    fn row(
        &mut self,
        tag: &BytesStart<'_>,
        is_empty: bool,
        range: (usize, usize),
    ) -> Result<(), Unfit> {
        let mut element = Element::from_event(tag, false);
        let row = match element.attr("r") {
            Some(number) => number
                .trim()
                .parse::<u32>()
                .ok()
                .and_then(|n| n.checked_sub(1))
                .ok_or(Unfit::Odd)?,
            None => self.row,
        };
        if row < self.row {
            return Err(Unfit::Odd);
        }
        let is_marked = self.mark_before(row + 1);
        if !is_marked {
            (self.row, self.column) = (row + 1, 0);
            return Ok(());
        }
        self.copy(range.0);
        self.missing_rows(Some(row))?;
        (self.row, self.column) = (row + 1, 0);
        self.row_style = match element.attr("customFormat").as_deref() {
            Some("1" | "true") => element.attr("s").and_then(|s| s.parse().ok()),
            _ => None,
        };
        if self.mark_before(row + 1) {
            let is_spanned = self.is_spanned(&element);
            if !is_spanned {
                element.remove_attr("spans");
            }
            if !is_empty && !is_spanned {
                self.replace_tag(&element, range);
            }
            if is_empty {
                self.copied = range.1;
                element.write_open(&mut self.out);
                self.missing_cells(None)?;
                element.write_close(&mut self.out);
            }
        }
        Ok(())
    }

    fn cell(&mut self, tag: &BytesStart<'_>, range: (usize, usize)) -> Result<(), Unfit> {
        let Some(row) = self.row.checked_sub(1) else {
            return Err(Unfit::Odd);
        };
        if !self.mark_before(row + 1) {
            return Ok(());
        }
        let mut element = Element::from_event(tag, false);
        let column = match element.attr("r") {
            Some(place) => {
                let at = Cell::parse(place.trim()).ok_or(Unfit::Odd)?;
                if at.row != row {
                    return Err(Unfit::Odd);
                }
                u32::from(at.col)
            }
            None => self.column,
        };
        if column < self.column {
            return Err(Unfit::Odd);
        }
        self.column = column + 1;
        let Some((at, part)) = self.rest.get(self.next).copied() else {
            return Ok(());
        };
        if u32::from(at.col) > column {
            return Ok(());
        }
        if u32::from(at.col) < column {
            self.copy(range.0);
            self.missing_cells(Some(column))?;
            match self.rest.get(self.next) {
                Some((next, _)) if next.row == row && u32::from(next.col) == column => {}
                _ => return Ok(()),
            }
        }
        let part = self.rest.get(self.next).map_or(part, |(_, part)| *part);
        let own = element.attr("s").and_then(|s| s.parse().ok());
        let own = own.unwrap_or_default();
        let style = match part {
            Some(part) => Some(self.styles.marked(own, part)?),
            None => self.styles.unmarked(own)?,
        };
        if let Some(style) = style {
            element.set_attr("s", &style.to_string());
            self.replace_tag(&element, range);
        }
        self.next += 1;
        Ok(())
    }

    /// Whether the columns that a row says to have cover its marks, or it says none.
    fn is_spanned(&self, row: &Element) -> bool {
        let Some(spans) = row.attr("spans") else {
            return true;
        };
        let span = spans.split_once(':');
        let span = span.and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
        let Some((first, last)) = span else {
            return false;
        };
        let own = self.rest.get(self.next..).unwrap_or_default();
        own.iter()
            .take_while(|(at, _)| at.row + 1 == self.row)
            .all(|(at, _)| (first..=last).contains(&(u32::from(at.col) + 1)))
    }

    /// Whether a mark is left in the rows before this one.
    fn mark_before(&self, row: u32) -> bool {
        self.rest.get(self.next).is_some_and(|(at, _)| at.row < row)
    }

    /// Rows with marks before a row that is there, or before the end.
    fn missing_rows(&mut self, before: Option<u32>) -> Result<(), Unfit> {
        while let Some((at, _)) = self.rest.get(self.next).copied() {
            if before.is_some_and(|row| at.row >= row) {
                break;
            }
            self.row = at.row + 1;
            self.row_style = None;
            let prefix = self.prefix.clone();
            let number = (at.row + 1).to_string();
            self.out.extend(["<", &prefix, "row r=\"", &number, "\">"]);
            self.missing_cells(None)?;
            self.out.extend(["</", &prefix, "row>"]);
        }
        Ok(())
    }

    /// Cells with marks in the present row before a column, or before its end: empty, styled as the row or column.
    fn missing_cells(&mut self, before: Option<u32>) -> Result<(), Unfit> {
        while let Some((at, part)) = self.rest.get(self.next).copied() {
            let column = u32::from(at.col);
            if at.row + 1 != self.row || before.is_some_and(|b| column >= b) {
                break;
            }
            self.next += 1;
            // What had a mark and is not there any more needs no cell.
            let Some(part) = part else { continue };
            let of_column = |(first, last, style): &(u32, u32, usize)| {
                (*first..=*last).contains(&(column + 1)).then_some(*style)
            };
            let own = self
                .row_style
                .or_else(|| self.columns.iter().find_map(of_column));
            let style = self.styles.marked(own.unwrap_or_default(), part)?;
            let prefix = &self.prefix;
            let mut cell = format!("<{prefix}c");
            push_attr(
                &mut cell,
                "r",
                &format!("{}{}", column_name(at.col), at.row + 1),
            );
            push_attr(&mut cell, "s", &style.to_string());
            cell.push_str("/>");
            self.out.push_str(&cell);
        }
        Ok(())
    }

    fn fill_rows(&mut self, (start, end): (usize, usize)) -> Result<(), Unfit> {
        if self.rest.is_empty() {
            return Ok(());
        }
        self.copy(start);
        self.copied = end;
        let prefix = self.prefix.clone();
        self.out.extend(["<", &prefix, "sheetData>"]);
        self.missing_rows(None)?;
        self.out.extend(["</", &prefix, "sheetData>"]);
        Ok(())
    }
}

fn position(reader: &Reader<&[u8]>) -> Result<usize, Unfit> {
    usize::try_from(reader.buffer_position()).map_err(|_| Unfit::Odd)
}
