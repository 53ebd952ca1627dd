//! Texts as fonts of TCVN3 (ABC) and VNI keep them: the way back from Unicode, by tables of its own.

use unicode_normalization::UnicodeNormalization;

use super::style::Encoding;
use crate::support::sheet::{Sheet, Value};

/// Letters of TCVN3 and the Latin-1 characters that stand for them, in the order of DOMAIN's list.
const TCVN3: &str = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ";
const TCVN3_BYTES: [u8; 74] = [
    0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA, 0xAB, 0xAC, 0xAD, 0xAE, 0xB5, 0xB6,
    0xB7, 0xB8, 0xB9, 0xBB, 0xBC, 0xBD, 0xBE, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB, 0xCC, 0xCE, 0xCF,
    0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8, 0xDC, 0xDD, 0xDE, 0xDF, 0xE1, 0xE2, 0xE3,
    0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xEB, 0xEC, 0xED, 0xEE, 0xEF, 0xF1, 0xF2, 0xF3, 0xF4,
    0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE,
];

/// Puts all texts of a sheet, its name too, into an encoding.
pub fn sheet(sheet: &mut Sheet, encoding: Encoding) {
    if encoding == Encoding::Unicode {
        return;
    }
    for value in sheet.cells.values_mut() {
        if let Value::Text(text) = value {
            *text = encoded(text, encoding);
        }
    }
}

fn encoded(text: &str, encoding: Encoding) -> String {
    match encoding {
        Encoding::Unicode => text.to_owned(),
        Encoding::Tcvn3 => tcvn3(text),
        Encoding::Vni => vni(text),
    }
}

/// In capitals the text is typed small: a font whose name ends in H draws it large. What needs no
/// such font (`KCQG`, `II`, `ĐVT`) is typed as it is.
fn tcvn3(text: &str) -> String {
    let composed: String = text.nfc().collect();
    let in_table = |c: char| TCVN3.chars().position(|t| t == c);
    let no_capital = |c: char| c.is_uppercase() && !c.is_ascii() && in_table(c).is_none();
    let small = composed.chars().any(no_capital) && !composed.chars().any(char::is_lowercase);
    let one = |c: char| {
        let no_letter_of_its_own = !c.is_ascii() && in_table(c).is_none();
        let c = if small || no_letter_of_its_own {
            c.to_lowercase().next().unwrap_or(c)
        } else {
            c
        };
        in_table(c).map_or(c, |at| char::from(TCVN3_BYTES[at]))
    };
    composed.chars().map(one).collect()
}

fn vni(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.chars().map(vni_letter).collect()
}

fn vni_letter(letter: char) -> String {
    let big = letter.is_uppercase();
    let small: char = letter.to_lowercase().next().unwrap_or(letter);
    let cased = |text: &str| {
        if big {
            text.to_uppercase()
        } else {
            text.to_owned()
        }
    };
    match small {
        'đ' => return cased("ñ"),
        'ỉ' => return cased("æ"),
        'ị' => return cased("ò"),
        'ĩ' => return cased("ó"),
        'ì' | 'í' => return letter.to_string(),
        'ỵ' => return cased("î"),
        _ => {}
    }
    let parts: Vec<char> = small.nfd().collect();
    let (&[base] | &[base, _] | &[base, _, _]) = parts.as_slice() else {
        return letter.to_string();
    };
    if parts.len() == 1 || !base.is_ascii_alphabetic() {
        return letter.to_string();
    }
    let has = |mark: char| parts.contains(&mark);
    let tone = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}']
        .iter()
        .position(|t| has(*t));
    let pick = |marks: [&'static str; 6]| tone.map_or(marks[0], |t| marks[t + 1]);
    let mark = if has('\u{302}') {
        pick(["â", "à", "á", "å", "ã", "ä"])
    } else if has('\u{306}') {
        pick(["ê", "è", "é", "ú", "ü", "ë"])
    } else {
        pick(["", "ø", "ù", "û", "õ", "ï"])
    };
    let base = match (base, has('\u{31b}')) {
        ('o', true) => "ô".to_owned(),
        ('u', true) => "ö".to_owned(),
        (other, _) => other.to_string(),
    };
    cased(&base) + &cased(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_as_real_files_keep_them() {
        assert_eq!(tcvn3("Đơn vị tính: triệu đồng"), "§¬n vÞ tÝnh: triÖu ®ång");
        assert_eq!(tcvn3("nước"), "n\u{ad}íc");
        assert_eq!(tcvn3("BỘ TÀI CHÍNH"), "bé tµi chÝnh");
        assert_eq!(vni("THÀNH PHỐ HỒ CHÍ MINH"), "THAØNH PHOÁ HOÀ CHÍ MINH");
        assert_eq!(vni("Tên đơn vị"), "Teân ñôn vò");
        assert_eq!(vni("sử dụng đất, kỹ thuật"), "söû duïng ñaát, kyõ thuaät");
    }
}
