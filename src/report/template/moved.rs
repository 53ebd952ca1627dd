//! Everything beside the cells that must follow the rows: merges, conditional formats, validations,
//! links, filters, breaks, panes, sparklines, and the parts that belong to a sheet.

use super::cellref::{Ref, parse_cell};
use super::error::{Reason, TemplateError, Unkept};
use super::region::RowMap;
use super::shift::{Moves, Place};
use super::xml::{Element, Node};

/// Moves what a part holds.
pub(super) struct Mover<'a> {
    pub(super) moves: &'a Moves,
    /// The sheet that plain references mean; empty where there is none.
    pub(super) sheet: &'a str,
    /// The part, for messages.
    pub(super) part: &'a str,
    /// Something was moved.
    pub(super) changed: bool,
    /// Inside a validation by a list of cells.
    in_list: bool,
}

impl<'a> Mover<'a> {
    /// A mover for a part that belongs to a sheet.
    pub(super) fn new(moves: &'a Moves, sheet: &'a str, part: &'a str) -> Self {
        Self {
            moves,
            sheet,
            part,
            changed: false,
            in_list: false,
        }
    }

    fn map(&self) -> Option<&'a RowMap> {
        self.moves.of(self.sheet)
    }

    fn stuck(&self, reference: String) -> TemplateError {
        TemplateError::Cell {
            sheet: self.sheet.to_owned(),
            cell: reference.clone(),
            reason: Reason::Reference(reference),
        }
    }

    /// A formula with its references moved.
    pub(super) fn formula(&self, text: &str, union: bool) -> Result<String, TemplateError> {
        self.reworded(text, union, false)
    }

    /// A name's text or a series' areas, where one cell of a model row means the list.
    pub(super) fn list(&self, text: &str, union: bool) -> Result<String, TemplateError> {
        self.reworded(text, union, true)
    }

    fn reworded(&self, text: &str, union: bool, grow: bool) -> Result<String, TemplateError> {
        let (equals, body) = text
            .strip_prefix('=')
            .map_or(("", text), |body| ("=", body));
        let place = Place {
            sheet: self.sheet,
            copy: None,
            union,
            grow,
        };
        self.moves
            .formula(body, place)
            .map(|moved| format!("{equals}{moved}"))
            .map_err(|stuck| self.stuck(stuck.reference))
    }

    /// A list of ranges with blanks between them.
    fn ranges(text: &str, map: &RowMap) -> String {
        let mut out: Vec<String> = Vec::new();
        for range in text.split_whitespace() {
            match Ref::parse_all(range) {
                Some(reference) if reference.rows.is_some() => out.extend(
                    map.runs(reference.row_span())
                        .into_iter()
                        .map(|(first, last)| reference.with_rows(first, last).to_string()),
                ),
                _ => out.push(range.to_owned()),
            }
        }
        out.join(" ")
    }

    /// One range, stretched over all that it becomes.
    pub(super) fn range(text: &str, map: &RowMap) -> String {
        let Some(reference) = Ref::parse_all(text).filter(|reference| reference.rows.is_some())
        else {
            return text.to_owned();
        };
        let runs = map.runs(reference.row_span());
        match (runs.first(), runs.last()) {
            (Some(first), Some(last)) => reference.with_rows(first.0, last.1).to_string(),
            _ => text.to_owned(),
        }
    }

    /// One cell; a model cell stays with the first copy.
    fn cell(text: &str, map: &RowMap) -> String {
        match Ref::parse_all(text) {
            Some(reference) if reference.rows.is_some() => {
                let (first, _) = reference.row_span();
                let row = map.first(first);
                reference.with_rows(row, row).to_string()
            }
            _ => text.to_owned(),
        }
    }

    fn set(&mut self, element: &mut Element, name: &str, value: &str) {
        self.changed |= element.set_attr(name, value);
    }

    fn set_text(&mut self, element: &mut Element, old: &str, new: &str) {
        if old != new {
            element.set_text(new);
            self.changed = true;
        }
    }

    /// Moves an element and all below it, `sheetData` left out.
    pub(super) fn element(&mut self, element: &mut Element) -> Result<(), TemplateError> {
        match element.name().to_owned().as_str() {
            "sheetData" => return Ok(()),
            "mergeCells" => return self.merges(element),
            "sparklines" => return self.sparklines(element),
            "scenarios" | "dataConsolidate" if self.map().is_some() => {
                return Err(TemplateError::Unkept {
                    what: Unkept::Scenario,
                    part: self.part.to_owned(),
                });
            }
            "rowBreaks" => self.breaks(element),
            "pane" => self.pane(element),
            "formula"
            | "formula1"
            | "formula2"
            | "f"
            | "calculatedColumnFormula"
            | "totalsRowFormula"
            | "fmlaLink"
            | "fmlaRange"
            | "FmlaLink"
            | "FmlaRange"
            | "FmlaMacro" => {
                let old = element.text();
                // `$B$8` as the source of choices is a list; `B8` is a cell of the row itself.
                let is_list = self.in_list
                    && old
                        .rsplit('!')
                        .next()
                        .and_then(Ref::parse_all)
                        .and_then(|reference| reference.rows)
                        .is_some_and(|(row, _)| row.abs);
                let new = self.reworded(&old, false, is_list)?;
                self.set_text(element, &old, &new);
            }
            "sqref" => {
                if let Some(map) = self.map() {
                    let old = element.text();
                    let new = Self::ranges(&old, map);
                    self.set_text(element, &old, &new);
                }
            }
            "cfvo" if element.attr("type").as_deref() == Some("formula") => {
                if let Some(value) = element.attr("val") {
                    let moved = self.formula(&value, false)?;
                    self.set(element, "val", &moved);
                }
            }
            "from" => self.anchor_row(element),
            "dataValidation" => self.in_list = element.attr("type").as_deref() == Some("list"),
            "dataValidations" | "conditionalFormatting" => self.in_list = false,
            _ => {}
        }
        self.attributes(element)?;
        if matches!(
            element.name(),
            "twoCellAnchor" | "objectPr" | "controlPr" | "anchor"
        ) && element.child("from").is_some()
        {
            return self.two_cells(element);
        }
        for kid in element.elements_mut() {
            self.element(kid)?;
        }
        if element.name() == "dataValidation" {
            self.in_list = false;
        }
        Ok(())
    }

    fn attributes(&mut self, element: &mut Element) -> Result<(), TemplateError> {
        for (key, value) in element.attributes() {
            let moved = match (key.as_str(), self.map()) {
                // The cursor stays one cell when its row is repeated.
                ("sqref", Some(map))
                    if element.name() == "selection" && !value.contains([':', ' ']) =>
                {
                    Self::cell(&value, map)
                }
                ("sqref", Some(map)) => Self::ranges(&value, map),
                ("ref", Some(map)) => Self::range(&value, map),
                ("activeCell" | "topLeftCell", Some(map)) => Self::cell(&value, map),
                ("r", Some(map))
                    if matches!(element.name(), "cellWatch" | "inputCells" | "singleXmlCell") =>
                {
                    Self::cell(&value, map)
                }
                ("location", _) if element.name() == "hyperlink" => self.formula(&value, true)?,
                (
                    "textlink" | "linkedCell" | "listFillRange" | "fmlaLink" | "fmlaRange"
                    | "fmlaTxbx" | "fmlaGroup",
                    _,
                ) => self.formula(&value, false)?,
                _ => continue,
            };
            self.set(element, &key, &moved);
        }
        Ok(())
    }

    /// A merge inside a model row is repeated with it, one of several model rows with each item or group; one that starts
    /// on it or runs across stretches.
    fn merges(&mut self, element: &mut Element) -> Result<(), TemplateError> {
        let Some(map) = self.map() else { return Ok(()) };
        let kids = std::mem::take(&mut element.kids);
        let mut count = 0_usize;
        for kid in kids {
            let Node::Element(merge) = kid else { continue };
            let Some(reference) = merge.attr("ref").and_then(|range| Ref::parse_all(&range)) else {
                element.kids.push(Node::Element(merge));
                count += 1;
                continue;
            };
            let (first, last) = reference.row_span();
            let mut is_inside = false;
            let mut runs = match map.region_of(first) {
                Some(region)
                    if region.blank
                        && last <= region.last
                        && !(first..=last).contains(&(region.first + region.copies[0])) =>
                {
                    Vec::new()
                }
                Some(region) if first == last => region
                    .runs_between((first, first), 0, region.copies.len())
                    .into_iter()
                    .flat_map(|(a, b)| (a..=b).map(|row| (row, row)))
                    .collect(),
                Some(region) if last <= region.last && region.last > region.first => {
                    match region.together((first, last)) {
                        Some(runs) => {
                            is_inside = true;
                            runs
                        }
                        None => return Err(self.stuck(reference.to_string())),
                    }
                }
                _ => map.runs((first, last)),
            };
            if first != last
                && !is_inside
                && let (Some(a), Some(b)) = (runs.first().copied(), runs.last().copied())
            {
                runs = vec![(a.0, b.1)];
            }
            for (first, last) in runs {
                let (left, right) = reference.col_span();
                // A cell is not merged with itself.
                if (first, left) == (last, right) {
                    continue;
                }
                let mut copy = merge.clone();
                copy.set_attr("ref", &reference.with_rows(first, last).to_string());
                element.kids.push(Node::Element(copy));
                count += 1;
            }
        }
        element.set_attr("count", &count.to_string());
        self.changed = true;
        Ok(())
    }

    /// A sparkline of a model row is repeated for each of its copies.
    fn sparklines(&mut self, element: &mut Element) -> Result<(), TemplateError> {
        let kids = std::mem::take(&mut element.kids);
        for kid in kids {
            let Node::Element(mut sparkline) = kid else {
                element.kids.push(kid);
                continue;
            };
            let at = sparkline
                .child("sqref")
                .and_then(|cell| parse_cell(cell.text().trim()));
            let region = at.and_then(|(row, _)| self.map().and_then(|map| map.region_of(row)));
            let (Some((model, _)), Some(region)) = (at, region) else {
                for kid in sparkline.elements_mut() {
                    self.element(kid)?;
                }
                element.kids.push(Node::Element(sparkline));
                continue;
            };
            for (index, (row, copy)) in (region.start..).zip(region.copies.iter()).enumerate() {
                if region.first + copy != model {
                    continue;
                }
                let mut copied = sparkline.clone();
                for kid in copied.elements_mut() {
                    let text = kid.text();
                    match kid.name() {
                        "f" => {
                            let place = Place {
                                sheet: self.sheet,
                                copy: Some((region, index, model)),
                                union: false,
                                grow: false,
                            };
                            let moved = self
                                .moves
                                .formula(&text, place)
                                .map_err(|stuck| self.stuck(stuck.reference))?;
                            kid.set_text(&moved);
                        }
                        "sqref" => {
                            if let Some(reference) = Ref::parse_all(text.trim()) {
                                kid.set_text(&reference.with_rows(row, row).to_string());
                            }
                        }
                        _ => {}
                    }
                }
                element.kids.push(Node::Element(copied));
                self.changed = true;
            }
        }
        Ok(())
    }

    /// A break's number is that of the row above it.
    fn breaks(&mut self, element: &mut Element) {
        let Some(map) = self.map() else { return };
        for kid in element.elements_mut().filter(|kid| kid.name() == "brk") {
            if let Some(row) = kid
                .attr("id")
                .and_then(|id| id.parse::<u32>().ok())
                .filter(|row| *row > 0)
            {
                let moved = map.last(row).to_string();
                self.set(kid, "id", &moved);
            }
        }
    }

    /// Frozen rows stay as many as they are unless the list is among them.
    fn pane(&mut self, element: &mut Element) {
        let Some(map) = self.map() else { return };
        if !element
            .attr("state")
            .is_some_and(|state| state.starts_with("frozen"))
        {
            return;
        }
        let rows = element
            .attr("ySplit")
            .and_then(|rows| rows.parse::<u32>().ok());
        let top = element
            .attr("topLeftCell")
            .and_then(|cell| parse_cell(&cell))
            .map(|(row, _)| row);
        if let (Some(rows), Some(top)) = (rows, top)
            && rows > 0
            && top > rows
        {
            let shown_from = top - rows;
            let moved = map.first(top).saturating_sub(map.first(shown_from));
            self.set(element, "ySplit", &moved.to_string());
        }
    }

    /// The row in a drawing's anchor, counted from 0.
    fn anchor_row(&mut self, element: &mut Element) {
        let Some(map) = self.map() else { return };
        if let Some(row) = element.child_mut("row")
            && let Ok(old) = row.text().trim().parse::<u32>()
        {
            let new = map.first(old + 1) - 1;
            self.set_text(row, &old.to_string(), &new.to_string());
        }
    }

    /// A picture that moves and sizes with cells stretches; others keep their height.
    fn two_cells(&mut self, element: &mut Element) -> Result<(), TemplateError> {
        let row = |element: &Element, name: &str| {
            element
                .child(name)
                .and_then(|end| end.child("row"))
                .and_then(|row| row.text().trim().parse::<u32>().ok())
        };
        if let (Some(map), Some(from), Some(to)) =
            (self.map(), row(element, "from"), row(element, "to"))
        {
            let stretches = element.name() == "twoCellAnchor"
                && element.attr("editAs").is_none_or(|edit| edit == "twoCell");
            let from_new = map.first(from + 1) - 1;
            let to_new = if stretches {
                map.first(to + 1) - 1
            } else {
                (from_new + to).saturating_sub(from)
            };
            for (name, new) in [("from", from_new), ("to", to_new)] {
                if let Some(row) = element.child_mut(name).and_then(|end| end.child_mut("row")) {
                    let old = row.text();
                    self.set_text(row, old.trim(), &new.to_string());
                }
            }
        }
        for kid in element
            .elements_mut()
            .filter(|kid| !matches!(kid.name(), "from" | "to"))
        {
            self.element(kid)?;
        }
        Ok(())
    }

    /// A VML drawing of notes: `x:Row` and `x:Anchor` follow the cell that is noted.
    pub(super) fn notes(&mut self, element: &mut Element) -> Result<(), TemplateError> {
        let Some(map) = self.map() else { return Ok(()) };
        if element.name() == "ClientData" {
            let number = |text: &str| text.trim().parse::<i64>().ok();
            let row = element.child("Row").and_then(|row| number(&row.text()));
            let anchor: Vec<String> = element
                .child("Anchor")
                .map(|anchor| {
                    anchor
                        .text()
                        .split(',')
                        .map(|part| part.trim().to_owned())
                        .collect()
                })
                .unwrap_or_default();
            let from = row.or_else(|| anchor.get(2).and_then(|part| number(part)));
            let old = from.and_then(|row| u32::try_from(row).ok());
            if let Some(old) = old {
                let by = i64::from(map.first(old + 1)) - 1 - i64::from(old);
                if by != 0 {
                    self.changed = true;
                    if let Some(row) = element.child_mut("Row") {
                        row.set_text(&(i64::from(old) + by).to_string());
                    }
                    if anchor.len() == 8
                        && let Some(written) = element.child_mut("Anchor")
                    {
                        let moved =
                            anchor
                                .iter()
                                .enumerate()
                                .map(|(at, part)| match number(part) {
                                    Some(row) if at == 2 || at == 6 => {
                                        (row + by).max(0).to_string()
                                    }
                                    _ => part.clone(),
                                });
                        written.set_text(&moved.collect::<Vec<_>>().join(", "));
                    }
                }
            }
        }
        for kid in element.elements_mut() {
            if matches!(kid.name(), "FmlaLink" | "FmlaRange") {
                let old = kid.text();
                let new = self.formula(&old, false)?;
                self.set_text(kid, &old, &new);
            }
            self.notes(kid)?;
        }
        Ok(())
    }

    /// Relations whose target is a place in this workbook, `#'Biểu 1'!A1`.
    pub(super) fn links(&mut self, relations: &mut Element) -> Result<(), TemplateError> {
        for relation in relations.elements_mut() {
            if let Some(target) = relation.attr("Target")
                && let Some(place) = target.strip_prefix('#')
            {
                let moved = format!("#{}", self.formula(place, true)?);
                self.set(relation, "Target", &moved);
            }
        }
        Ok(())
    }

    /// Comments and threaded comments: each stays with its cell, on a model row with the first copy.
    pub(super) fn comments(&mut self, element: &mut Element) {
        let Some(map) = self.map() else { return };
        if matches!(element.name(), "comment" | "threadedComment")
            && let Some(cell) = element.attr("ref")
        {
            let moved = Self::cell(&cell, map);
            self.set(element, "ref", &moved);
        }
        for kid in element.elements_mut() {
            self.comments(kid);
        }
    }
}
