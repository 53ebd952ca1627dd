//! What calamine refuses and Excel reads, said in a way that both read. Only used after calamine refused.

use quick_xml::events::Event;

use super::package::Package;
use super::xml::{attribute, reader};

/// The workbook.xml without the sheets that hold no cells (macro sheets and kinds unknown) and without states
/// unknown; `None` if there is nothing to mend.
pub fn without_other_sheets(workbook_xml: &[u8], package: &Package) -> Option<Vec<u8>> {
    const KINDS: [&str; 3] = ["worksheet", "chartsheet", "dialogsheet"];
    let mut xml = reader(workbook_xml);
    xml.config_mut().expand_empty_elements = false;
    let mut buffer = Vec::new();
    let mut out = Vec::with_capacity(workbook_xml.len());
    let mut kept = 0;
    loop {
        buffer.clear();
        let start = usize::try_from(xml.buffer_position()).ok()?;
        let event = xml.read_event_into(&mut buffer).ok()?;
        let is_end = matches!(event, Event::Eof);
        let drop = match &event {
            Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "sheet" => {
                let relation = attribute(e, "id").unwrap_or_default();
                let known = package
                    .relations
                    .get(&relation)
                    .is_some_and(|(_, kind)| KINDS.contains(&kind.as_str()));
                let state = attribute(e, "state").unwrap_or_else(|| "visible".to_owned());
                !known || !matches!(state.as_str(), "visible" | "hidden" | "veryHidden")
            }
            _ => false,
        };
        let end = usize::try_from(xml.buffer_position()).ok()?;
        if drop {
            kept += 1;
        } else {
            out.extend_from_slice(workbook_xml.get(start..end)?);
        }
        if is_end {
            return (kept > 0).then_some(out);
        }
    }
}

/// A sheet's XML without comments, with CDATA as plain text, and with error values as text: calamine gives up the
/// whole sheet at an error that it does not know (`#SPILL!`), and loses a value behind a comment.
pub fn sheet(xml: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(xml.len());
    let mut rest = xml;
    while let Some(at) = rest.iter().position(|&b| b == b'<') {
        let (text, tag) = rest.split_at(at);
        out.extend_from_slice(text);
        if tag.starts_with(b"<!--") {
            rest = after(tag, b"-->");
        } else if let Some(data) = tag.strip_prefix(b"<![CDATA[") {
            let behind = after(data, b"]]>");
            let inside = data.len() - behind.len();
            let inside = data.get(..inside.saturating_sub(3)).unwrap_or_default();
            for &byte in inside {
                match byte {
                    b'<' => out.extend_from_slice(b"&lt;"),
                    b'&' => out.extend_from_slice(b"&amp;"),
                    byte => out.push(byte),
                }
            }
            rest = behind;
        } else {
            rest = after(tag, b">");
            let whole = tag.get(..tag.len() - rest.len()).unwrap_or(tag);
            errors_as_text(whole, &mut out);
        }
    }
    out.extend_from_slice(rest);
    out
}

fn after<'a>(text: &'a [u8], mark: &[u8]) -> &'a [u8] {
    text.windows(mark.len())
        .position(|w| w == mark)
        .and_then(|at| text.get(at + mark.len()..))
        .unwrap_or_default()
}

fn errors_as_text(tag: &[u8], out: &mut Vec<u8>) {
    for (mark, text) in [
        (b" t=\"e\"".as_slice(), b" t=\"str\"".as_slice()),
        (b" t='e'", b" t='str'"),
    ] {
        if let Some(at) = tag.windows(mark.len()).position(|w| w == mark) {
            out.extend_from_slice(tag.get(..at).unwrap_or_default());
            out.extend_from_slice(text);
            out.extend_from_slice(tag.get(at + mark.len()..).unwrap_or_default());
            return;
        }
    }
    out.extend_from_slice(tag);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mended_sheet_says_the_same() {
        let xml = b"<c r=\"A1\" t=\"e\"><v>#SPILL!</v></c><c><v><!-- t=\"e\" -->1<![CDATA[0&<]]></v></c> t=\"e\"";
        let expected = "<c r=\"A1\" t=\"str\"><v>#SPILL!</v></c><c><v>10&amp;&lt;</v></c> t=\"e\"";
        assert_eq!(String::from_utf8(sheet(xml)).unwrap(), expected);
    }

    #[test]
    fn macro_sheets_are_left_out() {
        let mut package = Package::default();
        for (id, kind) in [("r1", "worksheet"), ("r2", "xlMacrosheet")] {
            package
                .relations
                .insert(id.to_owned(), (format!("xl/{id}.xml"), kind.to_owned()));
        }
        let xml = b"<?xml version=\"1.0\"?><workbook><sheets><sheet name=\"A\" r:id=\"r1\"/><sheet name=\"M\" r:id=\"r2\"/></sheets></workbook>";
        let mended = without_other_sheets(xml, &package).unwrap();
        let mended = String::from_utf8(mended).unwrap();
        assert!(
            mended.contains("\"A\"") && !mended.contains("\"M\""),
            "{mended}"
        );
        assert!(mended.ends_with("</sheets></workbook>"));
        assert_eq!(without_other_sheets(mended.as_bytes(), &package), None);
    }
}
