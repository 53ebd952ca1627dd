//! The workbook as the template holds it: sheets, names, shared strings.

use super::error::TemplateError;
use super::package::{Package, Relation};
use super::xml::{Document, Element, Node};
use std::borrow::Cow;

/// A worksheet (or chart sheet) of the template.
pub(super) struct SheetPart {
    pub(super) name: String,
    pub(super) part: String,
    /// A chart sheet or dialog holds no cells.
    pub(super) is_grid: bool,
    pub(super) document: Document,
    pub(super) relations: Vec<Relation>,
}

/// A defined name.
#[derive(Debug, Clone)]
pub(super) struct DefinedName {
    pub(super) name: String,
    /// The sheet it is local to, by index.
    pub(super) local: Option<usize>,
    pub(super) text: String,
}

/// A workbook's parts that concern cells.
pub(super) struct Book {
    pub(super) part: String,
    pub(super) document: Document,
    pub(super) relations: Vec<Relation>,
    pub(super) sheets: Vec<SheetPart>,
    pub(super) names: Vec<DefinedName>,
    /// Each shared string's `si` element.
    pub(super) strings: Vec<Element>,
    pub(super) epoch_1904: bool,
}

impl Book {
    /// Reads the workbook of a package.
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, TemplateError> {
        let part = package
            .relations("")?
            .into_iter()
            .find(|relation| relation.kind == "officeDocument")
            .ok_or(TemplateError::NotWorkbook)?
            .part;
        let document = package.xml(&part)?.ok_or(TemplateError::NotWorkbook)?;
        if document.root().name() != "workbook" {
            return Err(TemplateError::NotWorkbook);
        }
        let relations = package.relations(&part)?;
        let mut sheets = Vec::new();
        for sheet in document
            .root()
            .child("sheets")
            .into_iter()
            .flat_map(Element::elements)
        {
            let (Some(name), Some(id)) = (sheet.attr("name"), sheet.attr_any("id")) else {
                continue;
            };
            let missing = || TemplateError::Damaged {
                part: part.clone(),
                detail: format!("sheet “{name}” leads to no part"),
            };
            let relation = relations
                .iter()
                .find(|relation| relation.id == id)
                .ok_or_else(missing)?;
            let document = package.xml(&relation.part)?.ok_or_else(missing)?;
            let relations = package.relations(&relation.part)?;
            let is_grid = document.root().name() == "worksheet";
            sheets.push(SheetPart {
                name,
                part: relation.part.clone(),
                is_grid,
                document,
                relations,
            });
        }
        let strings = match relations
            .iter()
            .find(|relation| relation.kind == "sharedStrings")
        {
            Some(relation) => package
                .xml(&relation.part)?
                .map(|document| {
                    document
                        .root()
                        .elements()
                        .filter(|element| element.name() == "si")
                        .cloned()
                        .collect()
                })
                .unwrap_or_default(),
            None => Vec::new(),
        };
        let names = document
            .root()
            .child("definedNames")
            .into_iter()
            .flat_map(Element::elements)
            .filter_map(|element| {
                Some(DefinedName {
                    name: element.attr("name")?,
                    local: element.attr("localSheetId").and_then(|id| id.parse().ok()),
                    text: element.text(),
                })
            });
        let names = names.collect();
        let epoch_1904 = document
            .root()
            .child("workbookPr")
            .and_then(|properties| properties.attr("date1904"))
            .is_some_and(|flag| matches!(flag.as_str(), "1" | "true" | "on"));
        Ok(Self {
            part,
            document,
            relations,
            sheets,
            names,
            strings,
            epoch_1904,
        })
    }
}

/// What a workbook part may hold, in the order that the format demands, as far as the last that is added here.
const ORDER: [&str; 13] = [
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "AlternateContent",
    "revisionPtr",
    "absPath",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
];

/// Adds an element to the root of a workbook part, where the format wants it: Excel refuses another order.
pub(in crate::report) fn place_in_workbook(root: &mut Element, element: Element) {
    let before = ORDER.iter().take_while(|name| **name != element.name());
    let before: Vec<_> = before.collect();
    let is_before = |kid: &Node| matches!(kid, Node::Element(e) if before.contains(&&e.name()));
    let at = root.kids.iter().rposition(is_before).map_or(0, |at| at + 1);
    root.kids.insert(at, Node::Element(element));
}

/// The text of an `si` or `is` element: its own `t` and those of its runs, not the phonetic ones.
pub(in crate::report) fn string_text(element: &Element) -> String {
    let mut out = String::new();
    for kid in element.elements() {
        match kid.name() {
            "t" => out.push_str(&unescape_units(&kid.text())),
            "r" => out.extend(
                kid.elements()
                    .filter(|kid| kid.name() == "t")
                    .map(|t| unescape_units(&t.text())),
            ),
            _ => {}
        }
    }
    out
}

/// Understands `_x000A_`, with which a string names a UTF-16 unit.
pub(in crate::report) fn unescape_units(text: &str) -> String {
    if !text.contains("_x") {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(character) = unit(rest) {
            out.push(character);
            rest = &rest[7..];
        } else {
            out.push_str("_x");
            rest = &rest[2..];
        }
    }
    out + rest
}

/// Writes a text so that [`unescape_units`] gives it back.
pub(in crate::report) fn escape_units(text: &str) -> Cow<'_, str> {
    if !text.as_bytes().contains(&b'_') {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if looks_like_unit(rest) {
            out.push_str("_x005F");
        }
        out.push_str("_x");
        rest = &rest[2..];
    }
    Cow::Owned(out + rest)
}

fn looks_like_unit(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7 && bytes[6] == b'_' && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

fn unit(text: &str) -> Option<char> {
    looks_like_unit(text)
        .then(|| u32::from_str_radix(&text[2..6], 16).ok())
        .flatten()
        .and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::{escape_units, unescape_units};

    #[test]
    fn units() {
        assert_eq!(
            unescape_units("a_x000A_b_x0g_x005F_x0041_"),
            "a\nb_x0g_x0041_"
        );
        for text in ["_x0041_", "_x_x0041_x0041_", "tập_xà", "_x00ệ41_"] {
            assert_eq!(unescape_units(&escape_units(text)), text);
        }
    }
}
