//! Text without stray blanks, line breaks and parted marks, its letters untouched.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// NFC with runs of blanks and line breaks as one space and no blanks at the ends.
///
/// U+00AD is kept: in TCVN3 it is the letter ư, and encodings are converted before this.
pub fn tidy(text: &str) -> String {
    tidied(text).into_owned()
}

/// The same, borrowed where the text is tidy as it stands.
pub fn tidied(text: &str) -> Cow<'_, str> {
    if is_tidy(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    if text.chars().all(is_composed) {
        for c in text.chars() {
            tidy_into(&mut out, c);
        }
    } else {
        // What is left out must not part a letter from its mark.
        let kept = text
            .chars()
            .filter(|c| c.is_whitespace() || !c.is_control());
        for c in kept.nfc() {
            tidy_into(&mut out, c);
        }
    }
    out.truncate(out.trim_end().len());
    Cow::Owned(out)
}

/// Whether a text surely is as [`tidy`] leaves it, as nearly every text of a sheet is: of characters up to U+02FF, U+1EA0
/// to U+1EF9 and U+2010 to U+2027 alone. Asked of bytes with their neighbours, which the compiler does for many at once.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "branches would be taken byte by byte"
)]
fn is_tidy(text: &str) -> bool {
    let bytes = text.as_bytes();
    let next = bytes.get(1..).unwrap_or_default();
    let third = bytes.get(2..).unwrap_or_default();
    let (Some(b'!'..), Some(b'!'..)) = (bytes.first(), bytes.last()) else {
        return false;
    };
    let mut odd = false;
    for &a in bytes {
        let leads_others = (a >= 0xcc) & (a != 0xe1) & (a != 0xe2);
        odd |= (a < b' ') | (a == 0x7f) | leads_others;
    }
    for (&a, &b) in bytes.iter().zip(next) {
        // U+0080 to U+00A0 are control characters and a blank.
        odd |= ((a == b' ') & (b == b' ')) | ((a == 0xc2) & (b < 0xa1));
    }
    for ((&a, &b), &c) in bytes.iter().zip(next).zip(third) {
        let letter = ((b == 0xba) & (c >= 0xa0)) | ((b == 0xbb) & (c <= 0xb9));
        let mark = (b == 0x80) & matches!(c, 0x90..=0xa7);
        odd |= ((a == 0xe1) & !letter) | ((a == 0xe2) & !mark);
    }
    !odd
}

fn tidy_into(out: &mut String, c: char) {
    if c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}' {
        if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    } else if !c.is_control() {
        out.push(c);
    }
}

/// Characters that NFC leaves alone whatever stands beside them: nearly all that offices type.
const fn is_composed(c: char) -> bool {
    matches!(c, '\0'..='\u{2ff}' | '\u{1ea0}'..='\u{1ef9}' | '\u{2010}'..='\u{2027}')
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Everything that Vietnamese is written with, and what stands near it.
    pub(in crate::base) fn letters() -> impl Iterator<Item = char> {
        ('\0'..='\u{24f}')
            .chain('\u{300}'..='\u{36f}')
            .chain('\u{1e00}'..='\u{1eff}')
            .chain('\u{2000}'..='\u{2100}')
    }

    #[test]
    fn tidy_keeps_letters_and_joins_lines() {
        assert_eq!(tidy("  Tên\u{a0}đề\n án "), "Tên đề án");
        assert_eq!(tidy("n\u{ad}íc"), "n\u{ad}íc");
    }

    #[test]
    fn the_short_way_tidies_as_the_long_one() {
        for c in letters() {
            for text in [
                format!("{c}"),
                format!("x{c}y"),
                format!("a{c} {c}"),
                format!("{c}  b"),
                format!("một dòng chữ dài hơn mười sáu byte {c}, rồi thêm nữa"),
            ] {
                let mut long = String::new();
                for c in text.nfc() {
                    tidy_into(&mut long, c);
                }
                assert_eq!(tidy(&text), long.trim_end(), "{c:?}");
            }
        }
    }
}
