//! The tables of the sheets of an .xlsx, which its formulas name: `DonVi[Kinh phí]`.

use std::collections::HashSet;

use quick_xml::events::{BytesStart, Event};

use super::archive::Archive;
use super::arrays::of_reference;
use super::grid::Table;
use super::limits::Budget;
use super::package::{SheetPart, relations_in, table_of};
use super::xml::{attribute, reader};

/// So many tables are kept, and so many columns of all of them; forms have a handful.
const MOST: usize = 1_000;
const MOST_COLUMNS: usize = 32_768;
/// A larger part of a table, or of what a sheet refers to, is not read: formulas that name the table have no result.
const LARGEST: u64 = 1024 * 1024;

/// The tables of these sheets, sorted by name; of two with one name the first counts.
pub fn of_xlsx(archive: &mut Archive<'_>, sheets: &[SheetPart], budget: &Budget) -> Vec<Table> {
    let mut found: Vec<Table> = Vec::new();
    if !archive.names().iter().any(|name| name.contains("table")) {
        return found;
    }
    let mut columns = 0;
    let mut read = HashSet::new();
    for sheet in sheets {
        let (folder, rels) = table_of(&sheet.path);
        let Some(part) = archive.small_part(&rels, LARGEST, budget) else {
            continue;
        };
        let (relations, _) = relations_in(&part, folder);
        let mut parts: Vec<String> = relations
            .into_values()
            .filter(|(_, kind)| kind == "table")
            .map(|(target, _)| target)
            .collect();
        parts.sort();
        for path in parts {
            if found.len() >= MOST || columns >= MOST_COLUMNS || !read.insert(path.clone()) {
                continue;
            }
            let xml = archive.small_part(&path, LARGEST, budget);
            let table = xml.and_then(|xml| of_part(&xml, &sheet.name));
            columns += table.as_ref().map_or(0, |table| table.columns.len());
            found.extend(table);
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found.dedup_by(|b, a| a.name == b.name);
    found
}

fn of_part(xml: &[u8], sheet: &str) -> Option<Table> {
    let mut found: Option<Table> = None;
    let mut xml = reader(xml);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(e)) => match (e.local_name().as_ref(), &mut found) {
                ("table", None) => found = Some(head(&e, sheet)?),
                ("tableColumn", Some(table)) => {
                    let name = attribute(&e, "name").unwrap_or_default();
                    table.columns.push(line_ends(&name).into());
                }
                _ => {}
            },
            Ok(Event::Eof) => return found,
            Err(_) => return None,
            Ok(_) => {}
        }
    }
}

fn head(element: &BytesStart<'_>, sheet: &str) -> Option<Table> {
    let count = |name: &str, usual: u32| {
        let told = attribute(element, name).and_then(|count| count.parse().ok());
        told.unwrap_or(usual)
    };
    let name = attribute(element, "displayName").or_else(|| attribute(element, "name"))?;
    Some(Table {
        name: name.to_lowercase().into(),
        sheet: sheet.into(),
        area: of_reference(&attribute(element, "ref")?)?,
        headers: count("headerRowCount", 1),
        totals: count("totalsRowCount", 0),
        columns: Vec::new(),
    })
}

/// A heading of several lines names its line ends `_x000a_`; the formula holds them.
fn line_ends(name: &str) -> String {
    let written = [
        ("_x000a_", "\n"),
        ("_x000A_", "\n"),
        ("_x000d_", "\r"),
        ("_x000D_", "\r"),
    ];
    let mut plain = name.to_owned();
    for (code, end) in written {
        plain = plain.replace(code, end);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::of_part;

    #[test]
    fn a_table_with_its_columns() {
        let xml = br#"<table xmlns="x" id="1" name="B" displayName="Bang_1" ref="A3:C9" totalsRowCount="1"><autoFilter ref="A3:C8"/>
            <tableColumns count="3"><tableColumn id="1" name="TT"/><tableColumn id="2" name="Kinh ph&#237;_x000a_(tri&#7879;u)"/>
            <tableColumn id="3" name="A&amp;B"><calculatedColumnFormula>1</calculatedColumnFormula></tableColumn></tableColumns></table>"#;
        let table = of_part(xml, "Bi\u{1ec3}u 1").unwrap();
        assert_eq!(&*table.name, "bang_1");
        assert_eq!((table.headers, table.totals), (1, 1));
        assert_eq!((table.area.first.row, table.area.last.row), (2, 8));
        let columns: Vec<&str> = table.columns.iter().map(|c| &**c).collect();
        assert_eq!(columns, ["TT", "Kinh phí\n(triệu)", "A&B"]);
        assert!(of_part(b"<table displayName=\"x\"/>", "S").is_none());
        assert!(of_part(b"<worksheet/>", "S").is_none());
    }
}
