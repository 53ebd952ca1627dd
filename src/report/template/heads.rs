//! Page headers and footers: what single placeholders become in them.
//!
//! `&` begins a code there (`&P`, `&12`, `&"Times,Bold"`); no value can, and none joins one that stands before it.

use super::cells::Source;
use super::placeholder::{Hole, Piece, pieces};
use super::xml::Element;

/// Signs that Excel allows a header.
const LONGEST: usize = 255;

/// Fills the headers and footers of a sheet; tells whether anything is new.
pub(super) fn fill(root: &mut Element, source: &Source<'_>) -> bool {
    let mut changed = false;
    let heads = root.elements_mut().filter(|e| e.name() == "headerFooter");
    for head in heads.flat_map(Element::elements_mut) {
        let old = head.text();
        let (new, _) = filled(&old, source);
        if new != old {
            head.set_text(&new);
            changed = true;
        }
    }
    changed
}

/// The placeholders that [`fill`] has no value for.
pub(super) fn left(root: &Element, source: &Source<'_>) -> Vec<Hole> {
    let heads = root.elements().filter(|e| e.name() == "headerFooter");
    let texts = heads.flat_map(Element::elements).map(Element::text);
    texts.flat_map(|text| filled(&text, source).1).collect()
}

/// A header with its placeholders filled, and those that have no value there.
fn filled(text: &str, source: &Source<'_>) -> (String, Vec<Hole>) {
    if !text.contains("{{") {
        return (text.to_owned(), Vec::new());
    }
    let mut out = String::new();
    let mut left = Vec::new();
    let mut all = Vec::new();
    for piece in pieces(text) {
        let hole = match piece {
            Piece::Text(text) => {
                out.push_str(&text);
                continue;
            }
            Piece::Hole(hole) => hole,
        };
        let value = source.single(&hole).filter(|_| !in_code(&out));
        match value {
            Some(value) => {
                let value = value.replace('&', "&&");
                // `&12` before `2017` would be size 122017.
                if ends_in_size(&out) && value.starts_with(|c: char| c.is_ascii_digit()) {
                    out.push(' ');
                }
                out.push_str(&value);
            }
            // What is not known is left blank, as in a cell.
            None if source.is_single(&hole) && !in_code(&out) => left.push(hole.clone()),
            None => {
                out.push_str(text.get(hole.start..hole.end).unwrap_or_default());
                left.push(hole.clone());
            }
        }
        all.push(hole);
    }
    if out.encode_utf16().count() > LONGEST.max(text.encode_utf16().count()) {
        return (text.to_owned(), all);
    }
    (out, left)
}

/// Whether a text ends inside a code: behind a lone `&`, or in the name of a font.
fn in_code(text: &str) -> bool {
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        if sign != '&' {
            continue;
        }
        match signs.next() {
            None => return true,
            Some('"') => {
                if !signs.by_ref().any(|c| c == '"') {
                    return true;
                }
            }
            Some(_) => {}
        }
    }
    false
}

/// Whether a text ends with the code of a size, `&12`, to which more digits would belong.
fn ends_in_size(text: &str) -> bool {
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let codes = before.len() - before.trim_end_matches('&').len();
    before.len() < text.len() && codes % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::{ends_in_size, in_code};

    #[test]
    fn codes() {
        for (text, inside, size) in [
            ("&L&12", false, true),
            ("&&12", false, false),
            ("&P/", false, false),
            ("&", true, false),
            ("&&", false, false),
            ("&\"Times", true, false),
            ("&\"Times,Bold\"", false, false),
            ("&\"Times,Bold\"&10", false, true),
        ] {
            assert_eq!(
                (in_code(text), ends_in_size(text)),
                (inside, size),
                "{text}"
            );
        }
    }
}
