//! A workbook marked in place: notes, colours and our letter are added, all else stays byte for byte.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Seek, Write};

use super::former;
use super::items::SheetMarks;
use super::letter::Letter;
use super::letter_sheet;
use super::notes;
use super::parts::{Relations, Types, free_part};
use super::sheet;
use super::styles::{self, RoleStyles, Styles};
use super::threads::{self, Persons};
use super::workbook::{self, Added};
use super::{Sheets, Unfit};
use crate::finding::Wording;
use crate::report::template::package::{Package, Relation, rels_name};
use crate::report::template::xml::Document;

/// The largest part that is unpacked: a sheet of more than a million cells.
const LARGEST: u64 = 64 << 20;
/// The largest part that becomes a tree.
const LARGEST_TREE: u64 = 8 << 20;
/// The most notes on one sheet; cells beyond have the colour alone.
const MOST_NOTES: usize = 5_000;

/// Writes the letter for remarks (keys of messages) and the names of sheets in the file.
type WriteLetter<'a> = dyn Fn(&[&'static str], &Sheets) -> Letter + 'a;

/// What is to be added to a workbook.
pub(super) struct Additions<'a> {
    /// The marks by the sheets' names as they were read.
    pub(super) marks: BTreeMap<String, SheetMarks>,
    /// The letter, once it is known what of the workbook cannot be kept (keys of messages) and what its sheets are
    /// called.
    pub(super) letter: &'a WriteLetter<'a>,
    /// The name of the letter's sheet.
    pub(super) sheet_name: String,
    /// Lines of one sheet of the letter.
    pub(super) lines: usize,
    pub(super) words: &'a Wording,
}

/// Writes the marked workbook.
pub(super) fn annotate<W: Write + Seek>(
    bytes: &[u8],
    mut additions: Additions<'_>,
    out: W,
) -> Result<(), Unfit> {
    let package = Package::open(bytes)?.within(LARGEST, LARGEST_TREE);
    let mut copy = Copy::open(package)?;
    for marks in additions.marks.values_mut() {
        if few_notes(marks) {
            copy.remarks.insert("feedback-remark-notes");
        }
    }
    copy.drop_code()?;
    copy.drop_letters()?;
    let names = copy.mark_all(&additions.marks)?;
    let roles = copy.styles.roles()?;
    let remarks: Vec<&str> = copy.remarks.iter().copied().collect();
    let letter = (additions.letter)(&remarks, &names);
    copy.add_letter(&letter, &roles, &additions)?;
    copy.finish(out)
}

/// Leaves notes out beyond what one sheet should have; tells whether there were too many.
fn few_notes(marks: &mut SheetMarks) -> bool {
    let mut count = 0;
    for mark in marks.values_mut() {
        count += usize::from(!mark.notes.is_empty());
        if count > MOST_NOTES {
            mark.notes.clear();
        }
    }
    count > MOST_NOTES
}

/// The workbook while it is changed.
struct Copy<'a> {
    package: Package<'a>,
    types: Types,
    /// The workbook part.
    part: String,
    document: Document,
    /// Its relations as they were, and as they become.
    known: Vec<Relation>,
    relations: Relations,
    /// Where the styles are said to be, and whether they are.
    styles_part: Option<String>,
    has_styles: bool,
    styles: Styles,
    has_drawings: bool,
    /// Who takes part in conversations at cells, where there are some.
    persons: Option<Persons>,
    /// What of the workbook cannot be kept, or not be shown: keys of messages.
    remarks: BTreeSet<&'static str>,
}

impl<'a> Copy<'a> {
    fn open(mut package: Package<'a>) -> Result<Self, Unfit> {
        let types = Types::of(&mut package)?;
        let roots = package.relations("")?;
        let root = roots.into_iter().find(|r| r.kind == "officeDocument");
        let part = root.ok_or(Unfit::Odd)?.part;
        let document = package.xml(&part)?.ok_or(Unfit::Odd)?;
        workbook::check(&document)?;
        let known = package.relations(&part)?;
        let relations = Relations::of(&mut package, &part)?;
        let styles_part = known.iter().find(|r| r.kind == "styles");
        let styles_part = styles_part.map(|r| r.part.clone());
        let known_styles = match &styles_part {
            Some(part) => package.xml(part)?,
            None => None,
        };
        let has_styles = known_styles.is_some();
        let mut persons = None;
        if let Some(relation) = known.iter().find(|r| r.kind == "person") {
            persons = package.xml(&relation.part)?.map(|document| Persons {
                part: relation.part.clone(),
                document,
                is_changed: false,
            });
        }
        let styles = match known_styles {
            Some(document) => document,
            None => Document::parse(styles::BARE.as_bytes()).map_err(|_| Unfit::Odd)?,
        };
        Ok(Self {
            package,
            types,
            part,
            document,
            known,
            relations,
            styles_part,
            has_styles,
            styles: Styles::new(styles)?,
            has_drawings: false,
            persons,
            remarks: BTreeSet::new(),
        })
    }

    /// Leaves out macros and signatures, which hold for the workbook as it was.
    fn drop_code(&mut self) -> Result<(), Unfit> {
        const MAIN: &str =
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
        let is_sheet = |r: &Relation| r.kind.ends_with("acrosheet");
        if self.known.iter().any(is_sheet) {
            return Err(Unfit::Odd);
        }
        let code = self.known.iter().filter(|r| r.kind == "vbaProject");
        let code: Vec<Relation> = code.cloned().collect();
        for relation in &code {
            for signature in self.package.relations(&relation.part)? {
                self.types.remove(&signature.part);
                self.package.drop_part(&signature.part);
            }
            self.package.drop_part(&rels_name(&relation.part));
            self.package.drop_part(&relation.part);
            self.types.remove(&relation.part);
        }
        let ids: Vec<String> = code.iter().map(|r| r.id.clone()).collect();
        self.relations.remove(&ids);
        if !code.is_empty() {
            self.remarks.insert("feedback-remark-macros");
        }
        if self.types.get(&self.part).is_none_or(|t| t != MAIN) {
            self.types.set(&self.part.clone(), MAIN);
        }
        self.drop_signatures()
    }

    fn drop_signatures(&mut self) -> Result<(), Unfit> {
        let roots = self.package.relations("")?;
        let signed = roots
            .into_iter()
            .filter(|r| r.part.to_lowercase().starts_with("_xmlsignatures/"));
        let ids: Vec<String> = signed.map(|r| r.id).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let parts: Vec<String> = self
            .package
            .names()
            .filter(|name| name.to_lowercase().starts_with("_xmlsignatures/"))
            .map(str::to_owned)
            .collect();
        for part in parts {
            self.types.remove(&part);
            self.package.drop_part(&part);
        }
        let mut roots = Relations::of(&mut self.package, "")?;
        roots.remove(&ids);
        roots.put(&mut self.package);
        self.remarks.insert("feedback-remark-signature");
        Ok(())
    }

    /// Leaves out letters of former runs.
    fn drop_letters(&mut self) -> Result<(), Unfit> {
        let marked = former::marked_strings(&mut self.package, &self.known)?;
        let mut gone = Vec::new();
        for (index, (_, id)) in workbook::sheets(&self.document).into_iter().enumerate() {
            let relation = self.known.iter().find(|r| r.id == id).ok_or(Unfit::Odd)?;
            let bytes = self.package.read(&relation.part)?.ok_or(Unfit::Odd)?;
            let text = std::str::from_utf8(&bytes).map_err(|_| Unfit::Odd)?;
            if former::is_letter(text, &marked) {
                gone.push((index, id, relation.part.clone()));
            }
        }
        for (_, id, part) in &gone {
            self.package.drop_part(part);
            self.package.drop_part(&rels_name(part));
            self.types.remove(part);
            self.relations.remove(std::slice::from_ref(id));
        }
        let indices: Vec<usize> = gone.iter().map(|(index, ..)| *index).collect();
        workbook::remove(&mut self.document, &indices)
    }

    /// Marks every sheet that has marks, and unselects the others. Gives each sheet's name in the file by the name
    /// under which it was read.
    fn mark_all(
        &mut self,
        marks: &BTreeMap<String, SheetMarks>,
    ) -> Result<BTreeMap<String, String>, Unfit> {
        let none = SheetMarks::new();
        let mut names = BTreeMap::new();
        for (stored, id) in workbook::sheets(&self.document) {
            let relation = self.known.iter().find(|r| r.id == id).ok_or(Unfit::Odd)?;
            let part = relation.part.clone();
            let own = marks
                .iter()
                .find(|(read, _)| !names.contains_key(*read) && workbook::is_named(&stored, read));
            if let Some((read, _)) = own {
                names.insert(read.clone(), stored.clone());
            }
            self.mark_sheet(&part, own.map_or(&none, |(_, marks)| marks))?;
        }
        if names.len() < marks.len() {
            return Err(Unfit::Odd);
        }
        Ok(names)
    }

    fn mark_sheet(&mut self, part: &str, marks: &SheetMarks) -> Result<(), Unfit> {
        let bytes = self.package.read(part)?.ok_or(Unfit::Odd)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| Unfit::Odd)?;
        let text = text.trim_start_matches('\u{feff}');
        let known = self.package.relations(part)?;
        let comments = known.iter().find(|r| r.kind == "comments");
        let mut old = match comments {
            Some(relation) => self.package.xml(&relation.part)?,
            None => None,
        };
        let former = old.as_mut().map(former::without_notes).unwrap_or_default();
        if marks.is_empty() && former.cells.is_empty() && !text.contains("tabSelected") {
            return Ok(());
        }
        let has_notes = marks.values().any(|m| !m.notes.is_empty());
        if !has_notes && former.cells.is_empty() {
            let marked = sheet::mark(text, marks, &[], None, &mut self.styles)?;
            if marked.text != text {
                self.package.put(part, marked.text.into_bytes());
            }
            return Ok(());
        }
        let mut relations = Relations::of(&mut self.package, part)?;
        let drawing = free_part(&self.package, "xl/drawings/vmlDrawing", ".vml");
        let id = relations.add("vmlDrawing", &drawing);
        let marked = sheet::mark(text, marks, &former.cells, Some(&id), &mut self.styles)?;
        self.package.put(part, marked.text.into_bytes());
        // A sheet that has a drawing keeps it; the boxes go into that one.
        let there = match &marked.drawing {
            Some(own) => {
                relations.remove(&[id]);
                let own = known.iter().find(|r| &r.id == own).ok_or(Unfit::Odd)?;
                Some(own.part.clone())
            }
            None => None,
        };
        let (name, mut document) = if let (Some(relation), Some(document)) = (comments, old) {
            (relation.part.clone(), document)
        } else {
            let name = free_part(&self.package, "xl/comments", ".xml");
            relations.add("comments", &name);
            self.types.add(&name, "comments");
            let bare = notes::BARE_COMMENTS.as_bytes();
            (name, Document::parse(bare).map_err(|_| Unfit::Odd)?)
        };
        let new = notes::add(&mut document, marks)?;
        self.reply(&known, marks)?;
        self.package.put(&name, document.write());
        let before = match &there {
            Some(part) => self.package.read(part)?.ok_or(Unfit::Odd)?,
            None => notes::BARE_DRAWING.as_bytes().to_vec(),
        };
        let before = String::from_utf8(before).map_err(|_| Unfit::Odd)?;
        let before = former::without_boxes(&before, &former.bare);
        let boxes = notes::add_boxes(&before, marks, &new)?;
        let part_of_boxes = there.unwrap_or(drawing);
        self.package.put(&part_of_boxes, boxes.into_bytes());
        self.has_drawings = true;
        relations.put(&mut self.package);
        Ok(())
    }

    /// A program that shows a conversation shows it in place of the cell's note: the note becomes a reply.
    fn reply(&mut self, known: &[Relation], marks: &SheetMarks) -> Result<(), Unfit> {
        for relation in known.iter().filter(|r| r.kind == "threadedComment") {
            let Some(mut document) = self.package.xml(&relation.part)? else {
                continue;
            };
            let Some(persons) = &mut self.persons else {
                self.remarks.insert("feedback-remark-threads");
                continue;
            };
            let mut is_changed = threads::without_replies(&mut document, persons);
            is_changed |= !threads::reply(&mut document, marks, persons).is_empty();
            if is_changed {
                self.package.put(&relation.part, document.write());
            }
        }
        Ok(())
    }

    fn add_letter(
        &mut self,
        letter: &Letter,
        roles: &RoleStyles,
        additions: &Additions<'_>,
    ) -> Result<(), Unfit> {
        let mut taken: Vec<String> = workbook::sheets(&self.document)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        let count = letter.lines.len().div_ceil(additions.lines.max(1)).max(1);
        let mut names = Vec::new();
        for _ in 0..count {
            let name = workbook::free_name(&additions.sheet_name, &taken);
            taken.push(name.clone());
            names.push(name);
        }
        let name = |index: usize| names.get(index).cloned().unwrap_or_default();
        let pages = letter_sheet::pages(letter, roles, additions.lines, additions.words, &name);
        let mut added = Vec::new();
        for (page, name) in pages.into_iter().zip(&names) {
            let part = free_part(&self.package, "xl/worksheets/sheet", ".xml");
            self.package.put(&part, page.xml.into_bytes());
            self.types.add(&part, "worksheet");
            added.push(Added {
                name: name.clone(),
                relation: self.relations.add("worksheet", &part),
                header: page.header,
            });
        }
        workbook::put_first(&mut self.document, &added)
    }

    fn finish<W: Write + Seek>(mut self, out: W) -> Result<(), Unfit> {
        let styles_part = if let Some(part) = self.styles_part.take() {
            part
        } else {
            // Some readers look for styles under this name alone.
            let part = if self.package.has("xl/styles.xml") {
                free_part(&self.package, "xl/styles", ".xml")
            } else {
                "xl/styles.xml".to_owned()
            };
            self.relations.add("styles", &part);
            part
        };
        if !self.has_styles {
            self.types.add(&styles_part, "styles");
        }
        self.package.put(&styles_part, self.styles.write());
        if let Some(persons) = self.persons.take().filter(|persons| persons.is_changed) {
            self.package.put(&persons.part, persons.document.write());
        }
        if self.has_drawings {
            self.types.add_drawings();
        }
        self.package.put(&self.part, self.document.write());
        self.relations.put(&mut self.package);
        self.types.put(&mut self.package);
        Ok(self.package.finish(out)?)
    }
}
