//! The workbook part: our letter becomes its first sheets.

use super::Unfit;
use crate::base::encoding::{Encoding, to_unicode};
use crate::report::template::book::place_in_workbook;
use crate::report::template::xml::{Document, Element, Node};

/// Refuses what is written in another dialect.
pub(super) fn check(document: &Document) -> Result<(), Unfit> {
    let root = document.root();
    let is_strict = root
        .attributes()
        .iter()
        .any(|(_, value)| value.contains("purl.oclc.org"));
    if is_strict || root.name() != "workbook" || root.child("sheets").is_none() {
        return Err(Unfit::Odd);
    }
    Ok(())
}

/// The sheets: name and relation.
pub(super) fn sheets(document: &Document) -> Vec<(String, String)> {
    let sheets = document.root().child("sheets");
    sheets
        .into_iter()
        .flat_map(Element::elements)
        .filter_map(|sheet| Some((sheet.attr("name")?, sheet.attr_any("id")?)))
        .collect()
}

/// Whether a sheet's name as it stands is the one by which it was read: composed, and in Unicode.
pub(super) fn is_named(stored: &str, read: &str) -> bool {
    [Encoding::Unicode, Encoding::Tcvn3, Encoding::Vni]
        .into_iter()
        .any(|encoding| to_unicode(stored, encoding) == read)
}

/// A name that no sheet has: "Phiếu đề nghị", then "Phiếu đề nghị (2)".
pub(super) fn free_name(wanted: &str, taken: &[String]) -> String {
    let is_free = |name: &str| {
        let name = name.to_lowercase();
        !taken.iter().any(|t| t.to_lowercase() == name)
    };
    let mut number = 1;
    loop {
        let name = match number {
            1 => wanted.to_owned(),
            number => format!("{wanted} ({number})"),
        };
        if is_free(&name) {
            return name;
        }
        number += 1;
    }
}

/// Takes sheets away, by their places in order, with the names that are local to them.
pub(super) fn remove(document: &mut Document, gone: &[usize]) -> Result<(), Unfit> {
    if gone.is_empty() {
        return Ok(());
    }
    let root = document.root_mut();
    let list = root.child_mut("sheets").ok_or(Unfit::Odd)?;
    let mut index = 0;
    list.kids.retain(|kid| {
        let is_sheet = matches!(kid, Node::Element(_));
        let stays = !is_sheet || !gone.contains(&index);
        index += usize::from(is_sheet);
        stays
    });
    let Some(names) = root.child_mut("definedNames") else {
        return Ok(());
    };
    let local = |kid: &Node| match kid {
        Node::Element(name) => name.attr("localSheetId")?.trim().parse::<usize>().ok(),
        _ => None,
    };
    names
        .kids
        .retain(|kid| local(kid).is_none_or(|index| !gone.contains(&index)));
    for kid in &mut names.kids {
        let Some(index) = local(kid) else { continue };
        let before = gone.iter().filter(|g| **g < index).count();
        if let Node::Element(name) = kid {
            name.set_attr("localSheetId", &(index - before).to_string());
        }
    }
    // A list of nothing is refused.
    let is_empty = names.elements().next().is_none();
    let is_it = |kid: &Node| matches!(kid, Node::Element(e) if e.name() == "definedNames");
    if is_empty {
        root.kids.retain(|kid| !is_it(kid));
    }
    Ok(())
}

/// A sheet of the letter.
pub(super) struct Added {
    pub(super) name: String,
    pub(super) relation: String,
    /// The row of it that stands on every printed page, from 1.
    pub(super) header: Option<usize>,
}

/// Puts the letter's sheets first, and shows the first of them.
pub(super) fn put_first(document: &mut Document, added: &[Added]) -> Result<(), Unfit> {
    let root = document.root_mut();
    let prefix = root.prefix().to_owned();
    let list = root.child_mut("sheets").ok_or(Unfit::Odd)?;
    let ids = list
        .elements()
        .filter_map(|s| s.attr("sheetId")?.parse::<u32>().ok());
    let mut id = ids.max().unwrap_or(0);
    for (index, sheet) in added.iter().enumerate() {
        id = id.checked_add(1).ok_or(Unfit::Odd)?;
        let mut element = Element::new(&format!("{prefix}sheet"));
        element.set_attr("name", &sheet.name);
        element.set_attr("sheetId", &id.to_string());
        element.set_attr(
            "xmlns:r",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        );
        element.set_attr("r:id", &sheet.relation);
        list.kids.insert(index, Node::Element(element));
    }
    names(root, added)?;
    for view in root
        .child_mut("bookViews")
        .into_iter()
        .flat_map(Element::elements_mut)
    {
        view.remove_attr("firstSheet");
        view.set_attr("activeTab", "0");
    }
    Ok(())
}

/// Names local to a sheet follow it, and the letter's header row is repeated in print.
fn names(root: &mut Element, added: &[Added]) -> Result<(), Unfit> {
    let shift = added.len();
    for name in root
        .child_mut("definedNames")
        .into_iter()
        .flat_map(Element::elements_mut)
    {
        if let Some(local) = name.attr("localSheetId") {
            let local: usize = local.trim().parse().map_err(|_| Unfit::Odd)?;
            name.set_attr("localSheetId", &(local + shift).to_string());
        }
    }
    let prefix = root.prefix().to_owned();
    let titles: Vec<Element> = added
        .iter()
        .enumerate()
        .filter_map(|(index, sheet)| {
            let row = sheet.header?;
            let mut name = Element::new(&format!("{prefix}definedName"));
            name.set_attr("name", "_xlnm.Print_Titles");
            name.set_attr("localSheetId", &index.to_string());
            name.set_text(&format!(
                "'{}'!${row}:${row}",
                sheet.name.replace('\'', "''")
            ));
            Some(name)
        })
        .collect();
    if titles.is_empty() {
        return Ok(());
    }
    if root.child("definedNames").is_none() {
        place_in_workbook(root, Element::new(&format!("{prefix}definedNames")));
    }
    if let Some(list) = root.child_mut("definedNames") {
        list.kids
            .splice(0..0, titles.into_iter().map(Node::Element));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_local_to_a_sheet_follows_it() {
        let text = "<workbook xmlns:r=\"r\"><bookViews><workbookView activeTab=\"2\" firstSheet=\"1\"/></bookViews>\
                    <sheets><sheet name=\"A\" sheetId=\"7\" r:id=\"rId1\"/></sheets><definedNames>\
                    <definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">A!$A$1</definedName>\
                    <definedName name=\"x\">A!$A$1</definedName></definedNames></workbook>";
        let mut document = Document::parse(text.as_bytes()).unwrap();
        check(&document).unwrap();
        let added = Added {
            name: "L'".to_owned(),
            relation: "rId9".to_owned(),
            header: Some(11),
        };
        put_first(&mut document, &[added]).unwrap();
        let written = String::from_utf8(document.write()).unwrap();
        for part in [
            "<workbookView activeTab=\"0\"/>",
            "<sheets><sheet name=\"L&apos;\" sheetId=\"8\" ",
            "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">'L'''!$11:$11</definedName>",
            "<definedName name=\"_xlnm.Print_Area\" localSheetId=\"1\">A!$A$1</definedName>",
            "<definedName name=\"x\">A!$A$1</definedName>",
        ] {
            assert!(written.contains(part), "{part}\n{written}");
        }
    }

    #[test]
    fn names_are_free() {
        let taken = ["PHIẾU ĐỀ NGHỊ".to_owned(), "Phiếu đề nghị (2)".to_owned()];
        assert_eq!(free_name("Phiếu đề nghị", &taken), "Phiếu đề nghị (3)");
        assert_eq!(free_name("Xác nhận", &taken), "Xác nhận");
    }
}
