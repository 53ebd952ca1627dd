//! VNI for Windows: a base letter and, behind it, a character for its marks.
//!
//! The pairs are viparse's (MIT), with those of the VNI-WIN standard that it lacks. Instead of a table of
//! 130 pairs the marks are put together from circumflex, breve and tone.

use unicode_normalization::UnicodeNormalization;

const CIRCUMFLEX: char = '\u{302}';
const BREVE: char = '\u{306}';
const HUYEN: char = '\u{300}';
const SAC: char = '\u{301}';
const NGA: char = '\u{303}';
const HOI: char = '\u{309}';
const NANG: char = '\u{323}';

/// The word in Unicode and whether anything changed.
pub(super) fn convert(word: &str) -> (String, bool) {
    let mut out = String::with_capacity(word.len());
    let mut changed = false;
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let base = single(c).unwrap_or(c);
        changed |= base != c;
        out.push(base);
        // The base letter alone decides the case: `Uûy` is common.
        let small = base.to_lowercase().next().unwrap_or(base);
        let mark = chars.peek().map(|m| m.to_lowercase().next().unwrap_or(*m));
        if let Some((shape, tone)) = mark.and_then(|m| marks(small, m)) {
            out.extend(shape);
            out.extend(tone);
            chars.next();
            changed = true;
        }
    }
    (out.nfc().collect(), changed)
}

/// Letters of one character.
fn single(c: char) -> Option<char> {
    Some(match c {
        'ñ' => 'đ',
        'Ñ' => 'Đ',
        'ô' => 'ơ',
        'Ô' => 'Ơ',
        'ö' => 'ư',
        'Ö' => 'Ư',
        'æ' => 'ỉ',
        'Æ' => 'Ỉ',
        'ò' => 'ị',
        'Ò' => 'Ị',
        'ó' => 'ĩ',
        'Ó' => 'Ĩ',
        'î' => 'ỵ',
        'Î' => 'Ỵ',
        _ => return None,
    })
}

/// What a mark (small) adds to a base letter (small, already Unicode).
fn marks(base: char, mark: char) -> Option<(Option<char>, Option<char>)> {
    // On i the standard has only two, but people type them all.
    let toned = matches!(base, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ơ' | 'ư');
    let tone = match mark {
        'ø' if toned => Some(HUYEN),
        'ù' if toned => Some(SAC),
        'û' if toned => Some(HOI),
        'õ' if toned => Some(NGA),
        'ï' if toned => Some(NANG),
        _ => None,
    };
    if tone.is_some() {
        return Some((None, tone));
    }
    let circumflex = match mark {
        'â' => Some(None),
        'á' => Some(Some(SAC)),
        'à' => Some(Some(HUYEN)),
        'å' => Some(Some(HOI)),
        'ã' => Some(Some(NGA)),
        'ä' => Some(Some(NANG)),
        _ => None,
    };
    if let ('a' | 'e' | 'o', Some(tone)) = (base, circumflex) {
        return Some((Some(CIRCUMFLEX), tone));
    }
    let breve = match mark {
        'ê' => Some(None),
        'é' => Some(Some(SAC)),
        'è' => Some(Some(HUYEN)),
        'ú' => Some(Some(HOI)),
        'ü' => Some(Some(NGA)),
        'ë' => Some(Some(NANG)),
        _ => None,
    };
    match (base, breve) {
        ('a', Some(tone)) => Some((Some(BREVE), tone)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_convert() {
        let show = |text| convert(text).0;
        assert_eq!(show("THAØNH PHOÁ HOÀ CHÍ MINH"), "THÀNH PHỐ HỒ CHÍ MINH");
        assert_eq!(show("UBND HUYEÄN CAÀN GIÔØ"), "UBND HUYỆN CẦN GIỜ");
        assert_eq!(show("Teân ñôn vò"), "Tên đơn vị");
        assert_eq!(show("Uûy ban Nhaân daân"), "Ủy ban Nhân dân");
        assert_eq!(show("söû duïng ñaát, kyõ thuaät"), "sử dụng đất, kỹ thuật");
        assert_eq!(
            show("aê aé aè aú aü aë yï î æ ì í"),
            "ă ắ ằ ẳ ẵ ặ ỵ ỵ ỉ ì í"
        );
    }

    #[test]
    fn other_text_does_not_change() {
        assert_eq!(
            convert("Tong hop 2017"),
            ("Tong hop 2017".to_owned(), false)
        );
    }
}
