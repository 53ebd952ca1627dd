//! TCVN3 (ABC), one byte a letter, as Excel gives it: the Latin-1 characters of those bytes.
//!
//! The table is viparse's (MIT), which agrees with TCVN 5712-1. Capitals with a tone have no byte: their
//! fonts (names ending in H) draw capitals from small letters, so converted headings may be lower case.

/// The Latin-1 characters and the letters they stand for, in the order of the bytes.
#[rustfmt::skip]
const LETTERS: [(char, char); 74] = [
    ('\u{a1}', 'Ă'), ('\u{a2}', 'Â'), ('\u{a3}', 'Ê'), ('\u{a4}', 'Ô'), ('\u{a5}', 'Ơ'),
    ('\u{a6}', 'Ư'), ('\u{a7}', 'Đ'), ('\u{a8}', 'ă'), ('\u{a9}', 'â'), ('\u{aa}', 'ê'),
    ('\u{ab}', 'ô'), ('\u{ac}', 'ơ'), ('\u{ad}', 'ư'), ('\u{ae}', 'đ'), ('\u{b5}', 'à'),
    ('\u{b6}', 'ả'), ('\u{b7}', 'ã'), ('\u{b8}', 'á'), ('\u{b9}', 'ạ'), ('\u{bb}', 'ằ'),
    ('\u{bc}', 'ẳ'), ('\u{bd}', 'ẵ'), ('\u{be}', 'ắ'), ('\u{c6}', 'ặ'), ('\u{c7}', 'ầ'),
    ('\u{c8}', 'ẩ'), ('\u{c9}', 'ẫ'), ('\u{ca}', 'ấ'), ('\u{cb}', 'ậ'), ('\u{cc}', 'è'),
    ('\u{ce}', 'ẻ'), ('\u{cf}', 'ẽ'), ('\u{d0}', 'é'), ('\u{d1}', 'ẹ'), ('\u{d2}', 'ề'),
    ('\u{d3}', 'ể'), ('\u{d4}', 'ễ'), ('\u{d5}', 'ế'), ('\u{d6}', 'ệ'), ('\u{d7}', 'ì'),
    ('\u{d8}', 'ỉ'), ('\u{dc}', 'ĩ'), ('\u{dd}', 'í'), ('\u{de}', 'ị'), ('\u{df}', 'ò'),
    ('\u{e1}', 'ỏ'), ('\u{e2}', 'õ'), ('\u{e3}', 'ó'), ('\u{e4}', 'ọ'), ('\u{e5}', 'ồ'),
    ('\u{e6}', 'ổ'), ('\u{e7}', 'ỗ'), ('\u{e8}', 'ố'), ('\u{e9}', 'ộ'), ('\u{ea}', 'ờ'),
    ('\u{eb}', 'ở'), ('\u{ec}', 'ỡ'), ('\u{ed}', 'ớ'), ('\u{ee}', 'ợ'), ('\u{ef}', 'ù'),
    ('\u{f1}', 'ủ'), ('\u{f2}', 'ũ'), ('\u{f3}', 'ú'), ('\u{f4}', 'ụ'), ('\u{f5}', 'ừ'),
    ('\u{f6}', 'ử'), ('\u{f7}', 'ữ'), ('\u{f8}', 'ứ'), ('\u{f9}', 'ự'), ('\u{fa}', 'ỳ'),
    ('\u{fb}', 'ỷ'), ('\u{fc}', 'ỹ'), ('\u{fd}', 'ý'), ('\u{fe}', 'ỵ'),
];

/// The letter that a Latin-1 character stands for; ư is U+00AD, the soft hyphen.
pub(super) fn letter(c: char) -> Option<char> {
    let at = LETTERS
        .binary_search_by_key(&c, |(legacy, _)| *legacy)
        .ok()?;
    Some(LETTERS[at].1)
}

/// The word in Unicode; letters from U+0100 on are already and pass.
pub(super) fn convert(word: &str) -> String {
    word.chars().map(|c| letter(c).unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(LETTERS.is_sorted());
    }

    #[test]
    fn words_convert() {
        assert_eq!(
            convert("§¬n vÞ tÝnh: triÖu ®ång"),
            "Đơn vị tính: triệu đồng"
        );
        assert_eq!(convert("n\u{ad}íc"), "nước");
        assert_eq!(convert("®ịnh"), "định");
    }
}
