//! The parts of an .xlsx as text: just enough XML to see what stands where.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// Every part of a zip file by its name.
pub fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let mut all = BTreeMap::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).expect("a part");
        let name = file.name().expect("a name in Unicode").to_string();
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("a whole part");
        all.insert(name, content);
    }
    all
}

/// Every element of that name with all that it holds, in order; elements of one name do not nest in these parts.
pub fn elements<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = xml[from..].find(&open).map(|at| at + from) {
        let after = xml[at + open.len()..].chars().next();
        from = at + open.len();
        if !matches!(after, Some(' ' | '>' | '/')) {
            continue;
        }
        let tag = xml[at..].find('>').expect("a closed tag") + at + 1;
        let end = if xml[..tag].ends_with("/>") {
            tag
        } else {
            xml[tag..].find(&close).expect("a closed element") + tag + close.len()
        };
        found.push(&xml[at..end]);
        from = end;
    }
    found
}

/// An attribute of an element's own tag.
pub fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let tag = &element[..element.find('>')?];
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[start..].split('"').next()
}

/// One row of a sheet's XML.
pub struct Row {
    /// As Excel counts it.
    pub number: u32,
    /// Column letters and style of each cell.
    pub styles: Vec<(String, String)>,
    /// The row's height if it is fixed, not fitted to its texts.
    pub height: Option<String>,
}

/// All rows of a sheet part.
pub fn rows(xml: &str) -> Vec<Row> {
    elements(xml, "row")
        .into_iter()
        .map(|row| Row {
            number: attribute(row, "r").expect("a row number").parse().unwrap(),
            styles: elements(row, "c")
                .into_iter()
                .map(|cell| {
                    let address = attribute(cell, "r").expect("an address");
                    let column = address.trim_end_matches(|c: char| c.is_ascii_digit());
                    let style = attribute(cell, "s").unwrap_or("0");
                    (column.to_owned(), style.to_owned())
                })
                .collect(),
            height: attribute(row, "customHeight")
                .and(attribute(row, "ht"))
                .map(str::to_owned),
        })
        .collect()
}

/// Columns and rows of `A1:C3` or `A1`.
pub fn span(reference: &str) -> ((String, u32), (String, u32)) {
    let place = |text: &str| {
        let text = text.replace('$', "");
        let split = text.find(|c: char| c.is_ascii_digit()).expect("a row");
        (
            text[..split].to_owned(),
            text[split..].parse().expect("a row number"),
        )
    };
    match reference.split_once(':') {
        Some((first, last)) => (place(first), place(last)),
        None => (place(reference), place(reference)),
    }
}
