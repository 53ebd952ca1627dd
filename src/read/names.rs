//! The names that a workbook defines for its formulas.

use quick_xml::events::{BytesStart, Event};

use super::formula::from_odf;
use super::grid::DefinedName;
use super::xml::{attribute, entity, reader};

/// So many names are kept; forms have a handful.
const MOST: usize = 4_096;
/// The longest text of a name; Excel allows no longer formula.
const LONGEST: usize = 8_192;

/// The names of a workbook while it is read.
#[derive(Debug, Default)]
pub struct DefinedNames(Vec<DefinedName>);

impl DefinedNames {
    /// Adds a name.
    pub fn add(&mut self, name: &str, sheet: Option<&str>, text: &str) {
        if self.0.len() < MOST && text.len() <= LONGEST && name.len() <= LONGEST {
            self.0.push(DefinedName {
                name: name.to_lowercase().into(),
                sheet: sheet.map(Into::into),
                text: text.strip_prefix('=').unwrap_or(text).into(),
            });
        }
    }

    /// Adds a name of an .ods, if the element is one.
    pub fn add_odf(&mut self, element: &BytesStart<'_>, sheet: Option<&str>) {
        let text = match element.local_name().as_ref() {
            "named-range" => attribute(element, "cell-range-address")
                .map(|area| from_odf(&format!("[{area}]")).into_string()),
            "named-expression" => {
                attribute(element, "expression").map(|text| from_odf(&text).into_string())
            }
            _ => None,
        };
        if let (Some(name), Some(text)) = (attribute(element, "name"), text) {
            self.add(&name, sheet, &text);
        }
    }

    /// All of them, sorted; of two alike the first counts.
    pub fn finish(mut self) -> Vec<DefinedName> {
        self.0
            .sort_by(|a, b| (&a.name, &a.sheet).cmp(&(&b.name, &b.sheet)));
        self.0
            .dedup_by(|b, a| a.name == b.name && a.sheet == b.sheet);
        self.0
    }
}

/// The names that a workbook.xml defines.
pub fn of_xlsx(table: &[u8]) -> Vec<DefinedName> {
    let mut names = DefinedNames::default();
    let mut sheets: Vec<String> = Vec::new();
    let mut open: Option<(String, Option<usize>)> = None;
    let mut text = String::new();
    let mut xml = reader(table);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(e)) => match e.local_name().as_ref() {
                "sheet" => sheets.push(attribute(&e, "name").unwrap_or_default()),
                "definedName" => {
                    text.clear();
                    // The number of the sheet that a name belongs to counts charts too.
                    let sheet = attribute(&e, "localSheetId");
                    let sheet = sheet.map(|n| n.parse().unwrap_or(usize::MAX));
                    open = attribute(&e, "name").map(|name| (name, sheet));
                }
                _ => {}
            },
            Ok(Event::Text(piece)) if open.is_some() => text.push_str(&piece.xml10_content()),
            Ok(Event::CData(piece)) if open.is_some() => text.push_str(&piece.xml10_content()),
            Ok(Event::GeneralRef(e)) if open.is_some() => text.extend(entity(&e)),
            Ok(Event::End(e)) if e.local_name().as_ref() == "definedName" => match open.take() {
                Some((name, None)) => names.add(&name, None, &text),
                Some((name, Some(sheet))) => {
                    if let Some(sheet) = sheets.get(sheet) {
                        names.add(&name, Some(sheet), &text);
                    }
                }
                None => {}
            },
            Ok(Event::Eof) | Err(_) => return names.finish(),
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_workbook_and_of_its_sheets() {
        let xml = br#"<workbook><sheets><sheet name="A"/><sheet name="B &amp; C"/></sheets><definedNames>
            <definedName name="TONG">'B &amp; C'!$A$1:$A$3</definedName>
            <definedName name="Tong" localSheetId="1">A!$A$1</definedName>
            <definedName name="lac" localSheetId="7">A!$A$2</definedName></definedNames></workbook>"#;
        let found: Vec<_> = of_xlsx(xml)
            .into_iter()
            .map(|n| (n.name, n.sheet, n.text))
            .collect();
        let name =
            |sheet: Option<&str>, text: &str| ("tong".into(), sheet.map(Box::from), text.into());
        assert_eq!(
            found,
            [
                name(None, "'B & C'!$A$1:$A$3"),
                name(Some("B & C"), "A!$A$1")
            ]
        );
    }
}
