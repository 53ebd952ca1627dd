//! The texts that the cells of a workbook share.

use std::borrow::Cow;

use super::tags::{Kind, Tags, unescaped};

/// The texts in their order, those of several formats joined, without the readings of Japanese; `None` where the part is
/// spelled unusually.
pub fn strings(part: &[u8]) -> Option<Vec<Cow<'_, str>>> {
    let mut found = Vec::new();
    let mut tags = Tags::new(part)?;
    let root = tags.next()?;
    if !root.opens("sst") || !root.follows() {
        return None;
    }
    if root.kind == Kind::Alone {
        return Some(found);
    }
    loop {
        let tag = tags.next()?;
        if !tag.follows() {
            return None;
        }
        match (tag.name, tag.kind) {
            ("si", Kind::Open) => found.push(text(&mut tags)?),
            ("sst", Kind::Close) => return Some(found),
            _ => return None,
        }
    }
}

/// The text up to the end of its element.
fn text<'a>(tags: &mut Tags<'a>) -> Option<Cow<'a, str>> {
    let mut whole: Option<Cow<'a, str>> = None;
    let mut is_reading = false;
    loop {
        let tag = tags.next()?;
        if !tag.follows() {
            return None;
        }
        match (tag.name, tag.kind) {
            ("si", Kind::Close) => return Some(whole.unwrap_or_default()),
            ("rPh", kind) => is_reading = kind == Kind::Open,
            ("t", Kind::Open) => {
                let keeps_blanks = tag.attribute("xml:space") == Some("preserve");
                let part = element_text(tags, "t", keeps_blanks)?;
                whole = match whole {
                    _ if is_reading => whole,
                    Some(before) => Some(before + part),
                    None => Some(part),
                };
            }
            // Runs and their formats; a text may be empty.
            ("r" | "rPr" | "phoneticPr", _) | (_, Kind::Alone) => {}
            _ => return None,
        }
    }
}

/// The text of an element that holds nothing else, whose tag was just read.
pub fn element_text<'a>(
    tags: &mut Tags<'a>,
    name: &str,
    keeps_blanks: bool,
) -> Option<Cow<'a, str>> {
    let end = tags.next()?;
    if !end.closes(name) {
        return None;
    }
    let text = unescaped(end.before)?;
    if keeps_blanks {
        return Some(text);
    }
    let blank = [' ', '\t', '\n'];
    Some(match text {
        Cow::Borrowed(text) => text.trim_matches(blank).into(),
        Cow::Owned(text) => text.trim_matches(blank).to_owned().into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_and_rich_texts() {
        let xml = b"<sst count=\"4\"><si><t>a &amp; b</t></si><si><t xml:space=\"preserve\"> c </t></si>\
            <si><r><t>d</t></r><r><rPr><b/><sz val=\"9\"/></rPr><t xml:space=\"preserve\"> e</t></r>\
            <rPh sb=\"0\" eb=\"1\"><t>f</t></rPh><phoneticPr fontId=\"1\"/></si>\n<si><t/></si><si><t> g </t></si></sst>";
        assert_eq!(strings(xml).unwrap(), ["a & b", " c ", "d e", "", "g"]);
        assert_eq!(strings(b"<sst/>").unwrap().len(), 0);
    }

    #[test]
    fn anything_else_is_left_to_the_library() {
        for odd in [
            "<sst><si>x</si></sst>",
            "<sst><si><t>a<b/></t></si></sst>",
            "<sst><si><t>&#1;</t></si></sst>",
            "<sst><x/></sst>",
            "<sst><si><t>a</t></si>",
            "<x:sst><x:si/></x:sst>",
        ] {
            assert_eq!(strings(odd.as_bytes()), None, "{odd}");
        }
    }
}
