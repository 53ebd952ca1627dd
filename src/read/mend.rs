//! What calamine refuses and Excel reads, said in a way that both read. Only used after calamine refused.

/// A sheet's XML without comments and instructions, with CDATA as plain text, figures without references, and error
/// values as text: calamine gives up the whole sheet at an error that it does not know (`#SPILL!`), loses a value behind
/// a comment, and takes `1&#56;` for 1.
pub fn sheet(xml: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(xml.len());
    let mut rest = xml;
    while let Some(at) = rest.iter().position(|&b| b == b'<') {
        let (text, tag) = rest.split_at(at);
        without_references(text, &mut out);
        if tag.starts_with(b"<!--") {
            rest = after(tag, b"-->");
        } else if tag.starts_with(b"<?") && !tag.starts_with(b"<?xml ") {
            rest = after(tag, b"?>");
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
    without_references(rest, &mut out);
    out
}

/// The text with references to characters of numbers (`&#56;`, `&#x2E;`) as these characters; all others stay.
fn without_references(text: &[u8], out: &mut Vec<u8>) {
    let mut rest = text;
    while let Some(at) = rest.windows(2).position(|w| w == b"&#") {
        let (before, reference) = rest.split_at(at);
        out.extend_from_slice(before);
        let end = reference.iter().take(12).position(|&b| b == b';');
        let plain = end.and_then(|end| Some((referred(reference.get(2..end)?)?, end)));
        let behind = if let Some((byte, end)) = plain {
            out.push(byte);
            end + 1
        } else {
            out.extend_from_slice(b"&#");
            2
        };
        rest = reference.get(behind..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
}

/// The character of a number that `56` or `x38` refers to.
fn referred(code: &[u8]) -> Option<u8> {
    let code = std::str::from_utf8(code).ok()?;
    let byte = match code.strip_prefix('x') {
        Some(hex) => u8::from_str_radix(hex, 16),
        None => code.parse(),
    };
    byte.ok()
        .filter(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'+'))
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
    fn figures_lose_their_references_and_texts_keep_them() {
        let xml = b"<?xml version=\"1.0\"?><v><?a b?>1&#56;&#x2E;5</v><t>&#7912;&#38;&#;&#x;&amp;&#99999999999999;&#4</t>&#57;";
        let expected = "<?xml version=\"1.0\"?><v>18.5</v><t>&#7912;&#38;&#;&#x;&amp;&#99999999999999;&#4</t>9";
        assert_eq!(String::from_utf8(sheet(xml)).unwrap(), expected);
    }

    #[test]
    fn the_mended_sheet_says_the_same() {
        let xml = b"<c r=\"A1\" t=\"e\"><v>#SPILL!</v></c><c><v><!-- t=\"e\" -->1<![CDATA[0&<]]></v></c> t=\"e\"";
        let expected = "<c r=\"A1\" t=\"str\"><v>#SPILL!</v></c><c><v>10&amp;&lt;</v></c> t=\"e\"";
        assert_eq!(String::from_utf8(sheet(xml)).unwrap(), expected);
    }
}
