//! Whether a word is a well-formed Vietnamese syllable: an initial, a rime, and a tone that the rime can carry.
//!
//! This is what tells text that was decoded rightly from text that only looks like letters.

use unicode_normalization::UnicodeNormalization;

/// Initials, longer ones before their beginnings. `gi` and `qu` are treated apart.
const INITIALS: [&str; 25] = [
    "ngh", "ch", "gh", "kh", "ng", "nh", "ph", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l",
    "m", "n", "p", "r", "s", "t", "v", "x",
];

/// Rimes without tone, as written behind an initial or alone; in the order of their bytes.
/// `ăk` stands for the names of the highlands (Đắk Lắk), `ooc` and `oong` for loans.
#[rustfmt::skip]
const RIMES: [&str; 164] = [
    "a", "ac", "ach", "ai", "ak", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "e",
    "ec", "em", "en", "eng", "eo", "ep", "et", "i", "ia", "ich", "im", "in", "inh", "ip", "it",
    "iu", "iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu", "o", "oa", "oac", "oach", "oai",
    "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oc", "oe", "oem", "oen", "oeo",
    "oet", "oi", "om", "on", "ong", "ooc", "oong", "op", "ot", "oăc", "oăm", "oăn", "oăng",
    "oăt", "u", "ua", "uc", "ui", "um", "un", "ung", "up", "ut", "uy", "uya", "uych", "uyn",
    "uynh", "uyp", "uyt", "uyu", "uyên", "uyêt", "uân", "uâng", "uât", "uây", "uê", "uêch",
    "uên", "uênh", "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "uơ", "y", "yêm", "yên", "yêng",
    "yêt", "yêu", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "ê", "êch", "êm", "ên",
    "ênh", "êp", "êt", "êu", "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ăc", "ăk", "ăm",
    "ăn", "ăng", "ăp", "ăt", "ơ", "ơi", "ơm", "ơn", "ơp", "ơt", "ư", "ưa", "ưc", "ưi", "ưm",
    "ưn", "ưng", "ưt", "ưu", "ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt", "ươu",
];

/// Rimes behind `qu`, whose u is the glide; in the same order.
#[rustfmt::skip]
const RIMES_OF_QU: [&str; 44] = [
    "a", "ac", "ach", "ai", "an", "ang", "anh", "ao", "ap", "at", "ay", "e", "en", "eo", "et",
    "i", "ich", "in", "inh", "it", "y", "ych", "ynh", "yt", "yên", "yêt", "ân", "âng", "ât",
    "âu", "ây", "ê", "êch", "ên", "ênh", "êt", "ôc", "ăc", "ăm", "ăn", "ăng", "ăp", "ăt", "ơ",
];

/// Combining tone marks: huyền, sắc, ngã, hỏi, nặng.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Whether the word is a well-formed Vietnamese syllable, in any case, with the tone placed in the old
/// (`hóa`, `thủy`) or the new way (`hoá`, `thuỷ`), or on the glide of `qu` and `gi` (`qủa`, `gíao`), as people do.
pub fn is_syllable(word: &str) -> bool {
    // The longest, nghiêng, has 7 letters and one tone.
    if word.is_empty() || word.chars().nth(14).is_some() {
        return false;
    }
    let Some((letters, tone)) = plainly_split(word).or_else(|| split_tone(word)) else {
        return false;
    };
    readings(&letters).any(|r| {
        let placed = tone.is_none_or(|(_, at)| {
            at.checked_sub(r.before)
                .map_or(r.glide && at + 1 == r.before, |at| {
                    is_tone_place(r.rime, at)
                })
        });
        placed && carries(r.rime, tone.map(|(mark, _)| mark))
    })
}

/// One way to cut a word into initial and rime.
struct Cut<'a> {
    rime: &'a str,
    /// How many letters stand before the rime.
    before: usize,
    /// Whether the last of them is the glide of `qu` or `gi`.
    glide: bool,
}

/// The letters in lower case without tone, and the tone with the index of the letter that carries it.
type Toned = (String, Option<(char, usize)>);

/// Each vowel with the letters that carry its tones, in the order of [`TONES`].
const TONED: [(char, [char; 5]); 12] = [
    ('a', ['à', 'á', 'ã', 'ả', 'ạ']),
    ('ă', ['ằ', 'ắ', 'ẵ', 'ẳ', 'ặ']),
    ('â', ['ầ', 'ấ', 'ẫ', 'ẩ', 'ậ']),
    ('e', ['è', 'é', 'ẽ', 'ẻ', 'ẹ']),
    ('ê', ['ề', 'ế', 'ễ', 'ể', 'ệ']),
    ('i', ['ì', 'í', 'ĩ', 'ỉ', 'ị']),
    ('o', ['ò', 'ó', 'õ', 'ỏ', 'ọ']),
    ('ô', ['ồ', 'ố', 'ỗ', 'ổ', 'ộ']),
    ('ơ', ['ờ', 'ớ', 'ỡ', 'ở', 'ợ']),
    ('u', ['ù', 'ú', 'ũ', 'ủ', 'ụ']),
    ('ư', ['ừ', 'ứ', 'ữ', 'ử', 'ự']),
    ('y', ['ỳ', 'ý', 'ỹ', 'ỷ', 'ỵ']),
];

/// For the letters from that one on: the letter without tone, and the tone's place in [`TONES`] counted from 1.
const fn taken_apart<const N: usize>(from: usize) -> [(char, u8); N] {
    let mut table = [('\0', 0); N];
    let mut vowel = 0;
    while vowel < TONED.len() {
        let (base, toned) = TONED[vowel];
        let mut tone: u8 = 0;
        while (tone as usize) < toned.len() {
            let code = toned[tone as usize] as usize;
            if code >= from && code - from < N {
                table[code - from] = (base, tone + 1);
            }
            tone += 1;
        }
        let code = base as usize;
        if code >= from && code - from < N {
            table[code - from] = (base, 0);
        }
        vowel += 1;
    }
    table
}

/// Most words are made of whole letters with at most one tone, which are looked up instead of decomposed; `None` for any
/// other word.
fn plainly_split(word: &str) -> Option<Toned> {
    const LOW: [(char, u8); 0x120] = taken_apart(0xc0);
    const HIGH: [(char, u8); 0x60] = taken_apart(0x1ea0);
    let mut letters = String::with_capacity(word.len());
    let mut found = None;
    for (at, c) in word.chars().enumerate() {
        let mut small = c.to_lowercase();
        let (c, None) = (small.next()?, small.next()) else {
            return None;
        };
        let code = c as usize;
        let (base, tone) = match code {
            0x00..0x80 => (c, 0),
            0x111 => ('đ', 0),
            0xc0..0x1e0 => LOW[code - 0xc0],
            0x1ea0..0x1f00 => HIGH[code - 0x1ea0],
            _ => return None,
        };
        if base == '\0' {
            return None;
        }
        if tone > 0 && found.replace((TONES[usize::from(tone) - 1], at)).is_some() {
            return None;
        }
        letters.push(base);
    }
    Some((letters, found))
}

fn split_tone(word: &str) -> Option<Toned> {
    let mut base: Vec<char> = Vec::new();
    let mut tone = None;
    for c in word.chars().flat_map(char::to_lowercase).nfd() {
        match c {
            c if TONES.contains(&c) => {
                let at = base.len().checked_sub(1)?;
                if tone.replace((c, at)).is_some() {
                    return None;
                }
            }
            '\u{302}' | '\u{306}' | '\u{31b}' => {
                let last = base.last_mut()?;
                *last = match (*last, c) {
                    ('a', '\u{302}') => 'â',
                    ('e', '\u{302}') => 'ê',
                    ('o', '\u{302}') => 'ô',
                    ('a', '\u{306}') => 'ă',
                    ('o', '\u{31b}') => 'ơ',
                    ('u', '\u{31b}') => 'ư',
                    _ => return None,
                };
            }
            c => base.push(c),
        }
    }
    Some((base.into_iter().collect(), tone))
}

fn readings(letters: &str) -> impl Iterator<Item = Cut<'_>> {
    let glide = |rime| Cut {
        rime,
        before: 2,
        glide: true,
    };
    let qu = letters
        .strip_prefix("qu")
        .filter(|r| listed(&RIMES_OF_QU, r))
        .map(glide);
    let gi = letters
        .strip_prefix("gi")
        .filter(|r| !r.starts_with(['i', 'y']) && listed(&RIMES, r))
        .map(glide);
    let plain = cut(letters)
        .filter(|(initial, rime)| listed(&RIMES, rime) && spelled(initial, rime))
        .map(|(initial, rime)| Cut {
            rime,
            before: initial.chars().count(),
            glide: false,
        });
    [qu, gi, plain].into_iter().flatten()
}

fn cut(letters: &str) -> Option<(&str, &str)> {
    let initial = INITIALS
        .iter()
        .find(|i| letters.starts_with(**i))
        .map_or(0, |i| i.len());
    Some(letters.split_at(initial)).filter(|(_, rime)| !rime.is_empty())
}

fn listed(list: &[&str], rime: &str) -> bool {
    list.binary_search(&rime).is_ok()
}

/// c, g, ng before back vowels; k, gh, ngh before front ones; `yê…` only without initial.
fn spelled(initial: &str, rime: &str) -> bool {
    let front = rime.starts_with(['i', 'e', 'ê', 'y']);
    match initial {
        "c" | "ng" => !front,
        "ngh" => front,
        "gh" => front && !rime.starts_with('y'),
        "g" => !front || rime.starts_with('i'),
        // Bắc Kạn, Kon Tum
        "k" => front || matches!(rime, "an" | "on"),
        "" => true,
        _ => !rime.starts_with("yê"),
    }
}

/// A rime that ends in c, ch, k, p or t has sắc or nặng and nothing else.
fn carries(rime: &str, tone: Option<char>) -> bool {
    let stops = rime.ends_with(['c', 'k', 'p', 't']) || rime.ends_with("ch");
    !stops || matches!(tone, Some('\u{301}' | '\u{323}'))
}

/// Whether the tone may stand on that letter of the rime.
fn is_tone_place(rime: &str, at: usize) -> bool {
    let vowels: Vec<char> = rime
        .chars()
        .take_while(|c| "aăâeêioôơuưy".contains(*c))
        .collect();
    let closed = rime.chars().count() > vowels.len();
    if let Some(marked) = vowels.iter().rposition(|c| "ăâêôơư".contains(*c)) {
        return at == marked;
    }
    match (vowels.as_slice(), closed) {
        (['o', 'a' | 'e'] | ['u', 'y'], false) => at <= 1,
        ([_], _) | ([_, _], false) => at == 0,
        ([_, _] | [_, _, _], _) => at == 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rimes_are_in_order() {
        assert!(RIMES.is_sorted() && RIMES_OF_QU.is_sorted());
    }

    #[test]
    fn real_words_are_syllables() {
        let text = "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp Hải Phòng Huyện Kiến Thụy \
            Thuỷ Nguyên An Lão Tiên Lãng Vĩnh Bảo Cát Hải Bạch Long Vĩ Đồ Sơn Dương Kinh Lê Chân Ngô Quyền \
            Hồng Bàng hóa hoá hoà hòa tổng số được ước thực hiện lũy luỹ kế quý giá giấy giữa giường \
            giếng gì gìn giết quyết định quốc quả nghiêng ngoài ngoằn khuỷu tuyết huỳnh xoong y yêu ý ở \
            ủy uỷ ban nhân dân UBND khuya quờ thuở mươi tượng hưu rượu Đắk Lắk Kạn NGUYỄN THỊ HÀ ĐƯỜNG \
            chuyển quạt oằn toét xoèn goòng kỹ kĩ thuế huệ tuần luật quầy thuê tuệch huênh nguệch qủa gíao";
        for word in text.split_whitespace() {
            if word == "UBND" {
                assert!(!is_syllable(word));
            } else {
                assert!(is_syllable(word), "{word}");
            }
        }
    }

    #[test]
    fn other_words_are_not() {
        for word in [
            "",
            "b",
            "ng",
            "QuyÕt",
            "sÎ1",
            "cac",
            "hop",
            "tàp",
            "nhãch",
            "café",
            "naïve",
            "Teân",
            "ñôn",
            "fa",
            "ja",
            "wa",
            "ka",
            "ce",
            "ghan",
            "ngi",
            "àa",
            "baó",
            "tiéng",
            "dưòng",
            "hòá",
            "ươ",
            "khuyếnn",
            "năgm",
            "m²",
            "été",
            "ß",
            "đđ",
            "cyên",
            "nguyenx",
            "aaaaaaaaaaaaaaaaaaaa",
        ] {
            assert!(!is_syllable(word), "{word}");
        }
    }

    #[test]
    fn the_short_way_takes_letters_apart_as_the_long_one() {
        for c in ('\0'..='\u{250}').chain('\u{1e00}'..='\u{1eff}') {
            for word in [format!("{c}"), format!("b{c}n"), format!("{c}á")] {
                if let Some(found) = plainly_split(&word) {
                    assert_eq!(Some(found), split_tone(&word), "{word}");
                }
            }
        }
        for (base, toned) in TONED {
            assert!(
                toned
                    .iter()
                    .all(|c| plainly_split(&format!("{base}{c}")).is_some())
            );
        }
    }

    proptest! {
        #[test]
        fn no_word_panics(word in any::<String>(), near in "[a-zăâêôơưđáàảãạ\u{300}-\u{31b}]{0,8}") {
            let _ = (is_syllable(&word), is_syllable(&near));
        }
    }
}
