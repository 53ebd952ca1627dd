//! The table of contents of an .xlsx or .xlsb: which part is which sheet.
//!
//! calamine keeps this to itself; it is needed for merged areas, for the limits, and to mend what calamine refuses.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::events::Event;

use super::archive::{Archive, PartError};
use super::limits::Budget;
use super::plain::tags::{Kind, Tags, unescaped};
use super::unreadable::{Unreadable, What};
use super::xml::{attribute, reader};

/// One sheet as the workbook lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetPart {
    /// Its name.
    pub name: String,
    /// The part that holds it.
    pub path: String,
    /// What the relation says it is: `worksheet`, `chartsheet`, `xlMacrosheet` …
    pub kind: String,
}

/// Where the workbook part lies and what it points to.
#[derive(Clone, Debug, Default)]
pub struct Package {
    /// The workbook part.
    pub workbook: String,
    /// Target and kind (the last word of the type) by relation id.
    pub relations: HashMap<String, (String, String)>,
    /// It is laid out as every office program does: one workbook, which names its sheets by plain paths.
    pub is_plain: bool,
}

impl Package {
    /// Finds the workbook and its relations.
    pub fn open(archive: &mut Archive<'_>, budget: &Budget) -> Result<Self, Unreadable> {
        let (roots, roots_plain) = relations(archive, "_rels/.rels", "", budget)?;
        let mut workbook: Vec<String> = roots
            .into_values()
            .filter(|(_, kind)| kind == "officeDocument")
            .map(|(target, _)| target)
            .collect();
        workbook.sort();
        let is_only = workbook.len() == 1;
        let workbook = workbook.into_iter().next().unwrap_or_else(|| {
            let binary = archive.has("xl/workbook.bin");
            if binary {
                "xl/workbook.bin"
            } else {
                "xl/workbook.xml"
            }
            .to_owned()
        });
        let (folder, table) = table_of(&workbook);
        let (relations, is_plain) = relations(archive, &table, folder, budget)?;
        Ok(Self {
            is_plain: is_plain && roots_plain && is_only && workbook == "xl/workbook.xml",
            workbook,
            relations,
        })
    }

    /// The sheet with that name and relation, if the relation exists.
    pub fn sheet(&self, name: String, relation: &str) -> Option<SheetPart> {
        let (path, kind) = self.relations.get(relation)?;
        Some(SheetPart {
            name,
            path: path.clone(),
            kind: kind.clone(),
        })
    }
}

/// R001 for a workbook with macro sheets of Excel 4, which are programs and not figures. calamine refuses the
/// whole workbook for them; the sentence of that kind says to save it without.
pub fn no_macro_sheets(sheets: &[SheetPart]) -> Result<(), Unreadable> {
    match sheets.iter().find(|s| s.kind.ends_with("Macrosheet")) {
        Some(sheet) => Err(Unreadable::broken(What::MacroSheets, &sheet.name)),
        None => Ok(()),
    }
}

/// The sheets that a workbook.xml lists, in its order; those whose relation is missing are left out.
pub fn sheets(package: &Package, workbook_xml: &[u8]) -> Vec<SheetPart> {
    let mut xml = reader(workbook_xml);
    let mut buffer = Vec::new();
    let mut found = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) if element.local_name().as_ref() == "sheet" => {
                let name = attribute(&element, "name").unwrap_or_default();
                let relation = attribute(&element, "id").unwrap_or_default();
                found.extend(package.sheet(name, &relation));
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

/// Target and kind by relation id.
pub type Relations = HashMap<String, (String, String)>;

/// The relations of a table, and whether all of them are spelled so that no two readers differ about them.
fn relations(
    archive: &mut Archive<'_>,
    table: &str,
    folder: &str,
    budget: &Budget,
) -> Result<(Relations, bool), Unreadable> {
    match archive.part(table, budget) {
        Ok(part) => Ok(relations_in(&part, folder)),
        Err(PartError::Refused(why)) => Err(why),
        Err(_) => Ok((Relations::new(), false)),
    }
}

/// The folder of a part, and the table of its relations.
pub fn table_of(part: &str) -> (&str, String) {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    (folder, resolve(folder, &format!("_rels/{file}.rels")))
}

/// The relations of a table that was unpacked.
pub fn relations_in(part: &[u8], folder: &str) -> (Relations, bool) {
    let mut found = HashMap::new();
    if let Some(relations) = plain_table(part) {
        let mut is_plain = true;
        for [id, target, kind] in relations {
            is_plain &= !target.contains(['\\', '%', '&']) && !target.contains("./");
            let former = found.insert(id.into_owned(), resolved(folder, &target, &kind));
            is_plain &= former.is_none();
        }
        return (found, is_plain);
    }
    let mut xml = reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(e)) if e.local_name().as_ref() == "Relationship" => {
                let id = attribute(&e, "Id").unwrap_or_default();
                let target = attribute(&e, "Target").unwrap_or_default();
                let kind = attribute(&e, "Type").unwrap_or_default();
                found.insert(id, resolved(folder, &target, &kind));
            }
            Ok(Event::Eof) | Err(_) => return (found, false),
            Ok(_) => {}
        }
    }
}

/// Where a relation leads, and the last word of its type.
fn resolved(folder: &str, target: &str, kind: &str) -> (String, String) {
    let kind = kind.rsplit('/').next().unwrap_or_default();
    (resolve(folder, target), kind.to_owned())
}

/// Id, target and type of each relation of a table that holds nothing else, each spelled in full.
fn plain_table(part: &[u8]) -> Option<Vec<[Cow<'_, str>; 3]>> {
    let mut tags = Tags::new(part)?;
    let mut found = Vec::new();
    let mut is_open = false;
    loop {
        let tag = tags.next()?;
        if !tag.follows() {
            return None;
        }
        match (is_open, tag.name, tag.kind) {
            (false, "Relationships", Kind::Open) => is_open = true,
            (true, "Relationships", Kind::Close) => return Some(found),
            (true, "Relationship", Kind::Alone) => {
                let only = |name: &str| {
                    let mut told = tag.attributes().filter(|(n, _)| *n == name);
                    let first = told.next()?.1;
                    let is_only = told.next().is_none() && !first.contains(char::is_control);
                    unescaped(first).filter(|_| is_only)
                };
                found.push([only("Id")?, only("Target")?, only("Type")?]);
            }
            _ => return None,
        }
    }
}

/// A target as a path from the root: relative to `folder`, or absolute with `/`.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let whole = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_or_absolute() {
        assert_eq!(
            resolve("xl", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(resolve("xl", "/xl/a.xml"), "xl/a.xml");
        assert_eq!(resolve("xl/b", "../a.xml"), "xl/a.xml");
        assert_eq!(resolve("", "../../a.xml"), "a.xml");
    }

    #[test]
    fn sheets_by_their_relations() {
        let mut package = Package::default();
        for (id, target, kind) in [
            ("rId1", "xl/worksheets/sheet1.xml", "worksheet"),
            ("x", "xl/chartsheets/sheet1.xml", "chartsheet"),
        ] {
            package
                .relations
                .insert(id.to_owned(), (target.to_owned(), kind.to_owned()));
        }
        let xml = br#"<x:workbook><x:sheets><x:sheet name="A &amp; B" r:id="rId1"/>
            <x:sheet name="C" r:id="x"/><x:sheet name="D" r:id="none"/></x:sheets></x:workbook>"#;
        let found = sheets(&package, xml);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].name, "A & B");
        assert_eq!(found[1].kind, "chartsheet");
    }
}
