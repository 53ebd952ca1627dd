//! Writing a filled workbook: every part that has something new, and no other.

use std::collections::BTreeMap;

use super::book::{Book, DefinedName, SheetPart, place_in_workbook};
use super::emit::OutSheet;
use super::error::{TemplateError, Unkept};
use super::fit::{Fit, Looks};
use super::moved::Mover;
use super::package::{Package, Packed, Scratch, rels_name};
use super::pages::{self, Pages};
use super::parse::Names;
use super::shift::Moves;
use super::vanished::clear;
use super::workbook::Workbook;
use super::xml::{Document, Element, Node};
use super::{charts, heads};

/// What in a part follows the rows.
#[derive(Clone, Copy)]
enum Follow {
    /// Attributes and elements that name ranges, and anchors.
    References,
    Comments,
    /// The VML drawing of comments.
    Notes,
    /// Relations that lead into the workbook.
    Links,
}

/// The finished plan, written part by part.
pub(super) struct Writer<'a> {
    pub(super) package: Package<'a>,
    pub(super) moves: &'a Moves,
    pub(super) workbook: &'a Workbook,
    pub(super) names: &'a dyn Names,
}

fn is_chart(part: &str) -> bool {
    let lower = part.to_lowercase();
    lower.starts_with("xl/charts/")
        && lower.rsplit('.').next() == Some("xml")
        && !lower.contains("/_rels/")
}

/// All charts of a workbook.
pub(super) fn charts(package: &mut Package<'_>) -> Result<Vec<Document>, TemplateError> {
    let parts: Vec<String> = package
        .names()
        .filter(|part| is_chart(part))
        .map(str::to_owned)
        .collect();
    let charts = parts.iter().map(|part| package.xml(part));
    charts.filter_map(Result::transpose).collect()
}

/// A sheet's part, packed, if anything in it is new; and how many of its cells were given a value.
pub(super) fn sheet(
    moves: &Moves,
    looks: &Looks,
    sheet: &SheetPart,
    out: &OutSheet<'_>,
    scratch: &Scratch,
) -> Result<Option<(Packed, usize)>, TemplateError> {
    let mut document = sheet.document.clone();
    let mut mover = Mover::new(moves, &sheet.name, &sheet.part);
    if let Some(map) = moves.of(&sheet.name) {
        mover.changed = clear(document.root_mut(), map);
    }
    mover.element(document.root_mut())?;
    mover.changed |= heads::fill(document.root_mut(), out.source);
    if !(mover.changed || out.laid.changed || out.laid.reworded || out.has_new_results()) {
        return Ok(None);
    }
    let fit = Fit::new(looks, sheet.document.root());
    let root = document.root();
    let width = fit.width(out.columns);
    let mut pages = Pages::new(root, width, out.titles);
    let last = pages::place(root).filter(|_| pages.is_ours());
    let place = last.map(std::ptr::from_ref);
    let mut written = 0;
    let packed = Packed::new(&sheet.part, scratch, |file| {
        let mut failed = Ok(());
        let rest = document.write_with(&mut |element: &Element, text: &mut String| {
            let is_data = element.name() == "sheetData";
            if is_data && failed.is_ok() {
                failed = out
                    .write(element, &fit, &mut pages, text, file)
                    .map(|cells| written += cells);
            }
            let is_place = place.is_some_and(|place| std::ptr::eq(place, element));
            if is_place && !is_data {
                element.write(text);
                text.push_str(&std::mem::take(&mut pages).written(element));
            }
            is_data || is_place
        });
        failed.and_then(|()| file.write_all(&rest))
    })?;
    Ok(Some((packed, written)))
}

impl Writer<'_> {
    /// Moves the parts that belong to sheets, and all charts.
    pub(super) fn beside(&mut self, book: &Book) -> Result<(), TemplateError> {
        for sheet in &book.sheets {
            for relation in &sheet.relations {
                match relation.kind.as_str() {
                    "table" | "tableSingleCells" | "ctrlProp" => {
                        self.part(&relation.part, &sheet.name, Follow::References)?;
                    }
                    "comments" | "threadedComment" => {
                        self.part(&relation.part, &sheet.name, Follow::Comments)?;
                    }
                    "drawing" => self.drawing(&relation.part, &sheet.name)?,
                    "vmlDrawing" if self.moves.of(&sheet.name).is_some() => {
                        let unreadable = |_| TemplateError::Unkept {
                            what: Unkept::NoteDrawing,
                            part: relation.part.clone(),
                        };
                        self.part(&relation.part, &sheet.name, Follow::Notes)
                            .map_err(unreadable)?;
                    }
                    "pivotTable" if self.moves.of(&sheet.name).is_some() => {
                        return Err(TemplateError::Unkept {
                            what: Unkept::Pivot,
                            part: relation.part.clone(),
                        });
                    }
                    _ => {}
                }
            }
        }
        let parts: Vec<String> = self.package.names().map(str::to_owned).collect();
        for part in parts {
            if is_chart(&part) {
                self.chart(&part)?;
            }
            if part
                .to_lowercase()
                .starts_with("xl/pivotcache/pivotcachedefinition")
            {
                self.pivot(&part)?;
            }
        }
        Ok(())
    }

    fn part(&mut self, part: &str, sheet: &str, follow: Follow) -> Result<(), TemplateError> {
        if self.moves.are_none() {
            return Ok(());
        }
        let Some(mut document) = self.package.xml(part)? else {
            return Ok(());
        };
        let mut mover = Mover::new(self.moves, sheet, part);
        if let (Some(map), Follow::Comments | Follow::Notes) = (self.moves.of(sheet), follow) {
            mover.changed = clear(document.root_mut(), map);
        }
        match follow {
            Follow::References => mover.element(document.root_mut())?,
            Follow::Comments => mover.comments(document.root_mut()),
            Follow::Notes => mover.notes(document.root_mut())?,
            Follow::Links => mover.links(document.root_mut())?,
        }
        if mover.changed {
            self.package.change(part, document.write());
        }
        Ok(())
    }

    /// A drawing's anchors, and the places in this workbook that its pictures lead to.
    fn drawing(&mut self, part: &str, sheet: &str) -> Result<(), TemplateError> {
        self.part(part, sheet, Follow::References)?;
        self.part(&rels_name(part), sheet, Follow::Links)
    }

    fn chart(&mut self, part: &str) -> Result<(), TemplateError> {
        let Some(mut document) = self.package.xml(part)? else {
            return Ok(());
        };
        if document.root().name() != "chartSpace" {
            return Ok(());
        }
        let mut mover = Mover::new(self.moves, "", part);
        charts::refresh(
            document.root_mut(),
            &mut mover,
            self.workbook,
            self.names,
            false,
        )?;
        if mover.changed {
            self.package.change(part, document.write());
        }
        Ok(())
    }

    /// A pivot table is refreshed when the workbook is opened; over rows that move it is refused.
    fn pivot(&mut self, part: &str) -> Result<(), TemplateError> {
        let Some(mut document) = self.package.xml(part)? else {
            return Ok(());
        };
        let source = document
            .root()
            .child("cacheSource")
            .and_then(|source| source.child("worksheetSource"));
        let Some(source) = source else { return Ok(()) };
        let moves = match source.attr("sheet") {
            Some(sheet) => self.moves.of(&sheet).is_some(),
            None => !self.moves.are_none(),
        };
        if moves {
            return Err(TemplateError::Unkept {
                what: Unkept::Pivot,
                part: part.to_owned(),
            });
        }
        if document.root_mut().set_attr("refreshOnLoad", "1") {
            self.package.change(part, document.write());
        }
        Ok(())
    }

    /// The workbook part: names, and the wish to be computed when it is opened. The chain of
    /// calculation is left out, for it would name cells that moved.
    pub(super) fn workbook(
        &mut self,
        book: &Book,
        names: &[DefinedName],
    ) -> Result<(), TemplateError> {
        let mut document = book.document.clone();
        let root = document.root_mut();
        if let Some(written) = root.child_mut("definedNames") {
            let elements = written
                .elements_mut()
                .filter(|element| element.attr("name").is_some());
            for ((element, new), old) in elements.zip(names).zip(&book.names) {
                if new.text != old.text {
                    element.set_text(&new.text);
                }
            }
        }
        compute_on_load(root);
        self.package.change(&book.part, document.write());
        let chains: BTreeMap<String, String> = book
            .relations
            .iter()
            .filter(|relation| relation.kind == "calcChain")
            .map(|relation| (relation.id.clone(), relation.part.clone()))
            .collect();
        if chains.is_empty() {
            return Ok(());
        }
        for part in chains.values() {
            self.package.drop_part(part);
        }
        self.without(&rels_name(&book.part), |element| {
            element
                .attr("Id")
                .is_some_and(|id| chains.contains_key(&id))
        })?;
        self.without("[Content_Types].xml", |element| {
            element.attr("PartName").is_some_and(|part| {
                chains
                    .values()
                    .any(|chain| format!("/{chain}").eq_ignore_ascii_case(&part))
            })
        })
    }

    fn without(
        &mut self,
        part: &str,
        gone: impl Fn(&Element) -> bool,
    ) -> Result<(), TemplateError> {
        let Some(mut document) = self.package.xml(part)? else {
            return Ok(());
        };
        document
            .root_mut()
            .kids
            .retain(|kid| !matches!(kid, Node::Element(element) if gone(element)));
        self.package.change(part, Document::write(&document));
        Ok(())
    }
}

/// Sets `fullCalcOnLoad`; a workbook without `calcPr` gets one in its place.
fn compute_on_load(root: &mut Element) {
    if let Some(properties) = root.child_mut("calcPr") {
        properties.set_attr("fullCalcOnLoad", "1");
        return;
    }
    let mut properties = Element::new(&root.sibling_name("calcPr"));
    properties.set_attr("fullCalcOnLoad", "1");
    place_in_workbook(root, properties);
}
