//! What calamine refuses and Excel reads, said in a way that both read. Only used after calamine refused.

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
}
