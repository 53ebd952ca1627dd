//! Text of submissions as outputs may hold it.

use std::fmt::Display;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use crate::base::direction::turns_direction;
use crate::base::number::push_number;

/// The text without control characters and marks that turn its direction; line breaks and tabs become a space.
pub(super) fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\r' | '\t' => Some(' '),
            c => (!harms(c)).then_some(c),
        })
        .collect()
}

/// Control characters, marks that turn the direction, and what XML 1.0 cannot hold.
fn harms(c: char) -> bool {
    c.is_control() || turns_direction(c) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// The longest text of a cell or a note, in UTF-16 units.
pub(super) const LONGEST: usize = 32_767;

/// The text within so many UTF-16 units; what is cut ends with "…".
pub(super) fn cut(text: String, longest: usize) -> String {
    if text.len() <= longest || text.encode_utf16().count() <= longest {
        return text;
    }
    let mut units = 0;
    let mut short: String = text
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units < longest
        })
        .collect();
    short.push('…');
    short
}

/// [`clean`] text as JSON, null where absent.
pub(super) fn json(text: Option<&str>) -> serde_json::Value {
    text.map_or(serde_json::Value::Null, |t| clean(t).into())
}

/// [`clean`] text in JSON; most texts are clean and are not copied.
pub(super) struct Clean<'t>(pub(super) &'t str);

impl Serialize for Clean<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        // Told from the first bytes of what harms, which nearly no text has.
        let may_harm = |b: u8| b < b' ' || matches!(b, 0x7f | 0xc2 | 0xe2 | 0xef);
        if self.0.bytes().any(may_harm) && self.0.contains(harms) {
            to.serialize_str(&clean(self.0))
        } else {
            to.serialize_str(self.0)
        }
    }
}

/// [`Clean`] text, null where absent.
pub(super) fn cleaned(text: Option<&str>) -> Option<Clean<'_>> {
    text.map(Clean)
}

/// A number in JSON: a text of plain digits without needless zeros.
pub(super) struct Digits(pub(super) Decimal);

impl Serialize for Digits {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut digits = String::with_capacity(32);
        push_number(&mut digits, self.0);
        to.serialize_str(&digits)
    }
}

/// Something in JSON as it prints itself.
pub(super) struct Shown<T>(pub(super) T);

impl<T: Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_cut_at_excels_limit() {
        assert_eq!(cut("a".repeat(LONGEST), LONGEST).len(), LONGEST);
        for text in ["a".repeat(LONGEST + 1), "𝄞".repeat(20_000)] {
            let short = cut(text, LONGEST);
            assert!(short.encode_utf16().count() <= LONGEST && short.ends_with('…'));
        }
    }

    #[test]
    fn no_control_character_stays() {
        assert_eq!(clean("a\u{0}b\u{1b}[31m\nc\u{85}d\u{ffff}"), "ab[31m cd");
        assert_eq!(clean("a\u{202e}slx.b\u{2069}"), "aslx.b");
        for text in ["a\u{202e}b", "a\nb", "a\u{ffff}b", "Đề án"] {
            let json = serde_json::to_value(Clean(text)).unwrap();
            assert_eq!(json, clean(text));
        }
    }
}
