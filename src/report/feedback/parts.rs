//! The lists that a package keeps of its parts: relations and types of content.

use super::Unfit;
use crate::report::template::package::{Package, rels_name};
use crate::report::template::xml::{Document, Element, Node};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const NO_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>";
const TYPES: &str = "[Content_Types].xml";

/// The relations of one part while some are added or go.
pub(super) struct Relations {
    part: String,
    document: Document,
}

impl Relations {
    /// Those of a part; none where it has none.
    pub(super) fn of(package: &mut Package<'_>, part: &str) -> Result<Self, Unfit> {
        let document = match package.xml(&rels_name(part))? {
            Some(document) => document,
            None => Document::parse(NO_RELATIONS.as_bytes()).map_err(|_| Unfit::Odd)?,
        };
        Ok(Self {
            part: part.to_owned(),
            document,
        })
    }

    /// Adds one to another part; gives its id. `kind` is the last word of its type.
    pub(super) fn add(&mut self, kind: &str, target: &str) -> String {
        let root = self.document.root();
        let taken: Vec<String> = root.elements().filter_map(|e| e.attr("Id")).collect();
        let mut number = taken.len() + 1;
        while taken.contains(&format!("rId{number}")) {
            number += 1;
        }
        let id = format!("rId{number}");
        let mut element = Element::new(&root.sibling_name("Relationship"));
        element.set_attr("Id", &id);
        element.set_attr("Type", &format!("{OFFICE}/{kind}"));
        element.set_attr("Target", &relative(&self.part, target));
        self.document.root_mut().kids.push(Node::Element(element));
        id
    }

    /// Takes those of some ids away.
    pub(super) fn remove(&mut self, ids: &[String]) {
        let is_gone = |kid: &Node| matches!(kid, Node::Element(e) if e.attr("Id").is_some_and(|id| ids.contains(&id)));
        self.document.root_mut().kids.retain(|kid| !is_gone(kid));
    }

    /// Writes them into the package.
    pub(super) fn put(&self, package: &mut Package<'_>) {
        package.put(&rels_name(&self.part), self.document.write());
    }
}

/// What each part is, while parts are added or go.
pub(super) struct Types {
    document: Document,
}

impl Types {
    /// Those of a package.
    pub(super) fn of(package: &mut Package<'_>) -> Result<Self, Unfit> {
        let document = package.xml(TYPES)?.ok_or(Unfit::Odd)?;
        Ok(Self { document })
    }

    /// Says what a new part is; `kind` is a kind of spreadsheet part.
    pub(super) fn add(&mut self, part: &str, kind: &str) {
        let full =
            format!("application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml");
        self.set(part, &full);
    }

    /// Says what a part is, in place of what was said.
    pub(super) fn set(&mut self, part: &str, content: &str) {
        let name = format!("/{part}");
        self.remove(part);
        let root = self.document.root_mut();
        let mut element = Element::new(&root.sibling_name("Override"));
        element.set_attr("PartName", &name);
        element.set_attr("ContentType", content);
        root.kids.push(Node::Element(element));
    }

    /// Takes a part off the list.
    pub(super) fn remove(&mut self, part: &str) {
        let name = format!("/{part}");
        let is_it = |kid: &Node| {
            matches!(kid, Node::Element(e)
                if e.attr("PartName").is_some_and(|p| p.eq_ignore_ascii_case(&name)))
        };
        self.document.root_mut().kids.retain(|kid| !is_it(kid));
    }

    /// What a part is said to be.
    pub(super) fn get(&self, part: &str) -> Option<String> {
        let name = format!("/{part}");
        let mut elements = self.document.root().elements();
        let found = elements.find(|e| {
            e.attr("PartName")
                .is_some_and(|p| p.eq_ignore_ascii_case(&name))
        })?;
        found.attr("ContentType")
    }

    /// Says what drawings of notes are, by the end of their names.
    pub(super) fn add_drawings(&mut self) {
        let root = self.document.root_mut();
        let is_there = root.elements().any(|e| {
            e.name() == "Default"
                && e.attr("Extension")
                    .is_some_and(|x| x.eq_ignore_ascii_case("vml"))
        });
        if is_there {
            return;
        }
        let mut element = Element::new(&root.sibling_name("Default"));
        element.set_attr("Extension", "vml");
        element.set_attr(
            "ContentType",
            "application/vnd.openxmlformats-officedocument.vmlDrawing",
        );
        root.kids.insert(0, Node::Element(element));
    }

    /// Writes them into the package.
    pub(super) fn put(&self, package: &mut Package<'_>) {
        package.put(TYPES, self.document.write());
    }
}

/// The first name of a pattern with a number that no part has: `xl/comments3.xml`.
pub(super) fn free_part(package: &Package<'_>, before: &str, after: &str) -> String {
    let mut number = 1;
    loop {
        let name = format!("{before}{number}{after}");
        if !package.has(&name) {
            return name;
        }
        number += 1;
    }
}

/// A part as another one names it: `../comments1.xml`.
fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let folders = from.len().saturating_sub(1);
    let same = from
        .iter()
        .take(folders)
        .zip(&to)
        .take_while(|(a, b)| a == b)
        .count()
        .min(to.len().saturating_sub(1));
    let mut pieces = vec![".."; folders - same];
    pieces.extend(&to[same..]);
    pieces.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_part() {
        for (from, to, target) in [
            (
                "xl/worksheets/sheet1.xml",
                "xl/comments1.xml",
                "../comments1.xml",
            ),
            (
                "xl/workbook.xml",
                "xl/worksheets/sheet9.xml",
                "worksheets/sheet9.xml",
            ),
            ("workbook.xml", "xl/styles.xml", "xl/styles.xml"),
            ("a/b/c.xml", "d.xml", "../../d.xml"),
        ] {
            assert_eq!(relative(from, to), target);
        }
    }
}
