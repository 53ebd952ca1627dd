//! Text as people compare it: without case, marks, blanks and punctuation.

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;

pub use super::tidy::{tidied, tidy};

/// The text for matching: lower case, marks off (`Thuỷ`, `Thủy`, `THUY` are one), everything
/// that is no letter or digit is one space.
pub fn fold(text: &str) -> String {
    // No letter folds to more bytes than it has.
    let mut out = vec![BLANK; text.len()];
    let mut length = 0;
    let mut before = BLANK;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        let (letter, size) = if lead.is_ascii() {
            (LOW[usize::from(lead)], 1)
        } else {
            beyond_ascii(&bytes[at..])
        };
        at += size;
        if letter == RARE {
            return fold_any(text);
        }
        if letter != MARK && (letter != BLANK || before != BLANK) {
            before = letter;
            if let Some(place) = out.get_mut(length) {
                *place = letter;
            }
            length += 1;
        }
    }
    out.truncate(length - usize::from(length > 0 && before == BLANK));
    String::from_utf8(out).unwrap_or_default()
}

/// The two letters with which each of some folded phrases begins.
#[derive(Clone, Debug, Default)]
pub struct Initials {
    /// By the first letter a bit for each second one. Different letters may share a place.
    pairs: [u32; 32],
}

impl Initials {
    /// Those of some phrases.
    pub fn of(phrases: &[String]) -> Self {
        let mut initials = Self::default();
        for phrase in phrases {
            if let Some((first, rest)) = phrase.as_bytes().split_first() {
                let second = rest.first().copied().unwrap_or(BLANK);
                initials.pairs[Self::place(*first)] |= 1 << Self::place(second);
            }
        }
        initials
    }

    const fn place(letter: u8) -> usize {
        (letter & 31) as usize
    }

    const fn is_first(&self, letter: u8) -> bool {
        self.pairs[Self::place(letter)] != 0
    }

    const fn is_pair(&self, first: u8, second: u8) -> bool {
        self.pairs[Self::place(first)] & 1 << Self::place(second) != 0
    }

    /// Whether a text, folded, may begin with one of the phrases: told from its first letters, without folding all of it.
    pub fn may_begin(&self, text: &str, phrases: &[String]) -> bool {
        let mut letters = [0; 4];
        let mut found = 0;
        for letter in text.chars().map(plain) {
            match letter {
                MARK => continue,
                RARE => return true,
                BLANK if found == 0 || letters[found - 1] == BLANK => continue,
                letter if found == 0 && !self.is_first(letter) => return false,
                letter if found == 1 && !self.is_pair(letters[0], letter) => return false,
                letter => letters[found] = letter,
            }
            found += 1;
            if found == letters.len() {
                break;
            }
        }
        let letters = &letters[..found];
        phrases
            .iter()
            .any(|phrase| phrase.bytes().zip(letters).all(|(a, b)| a == *b))
    }

    /// Whether a text, folded, may hold one of the phrases of these lists ([`holds`]): told from the first letters of its
    /// words.
    pub fn may_stand_in(&self, text: &str, lists: &[&[String]]) -> bool {
        let may_begin = |at: usize| lists.iter().any(|list| self.may_begin(&text[at..], list));
        let bytes = text.as_bytes();
        let (mut at, mut before) = (0, BLANK);
        // Where a word began with a letter that one of them begins with, and that letter.
        let mut begun: Option<(usize, u8)> = None;
        while let Some(&lead) = bytes.get(at) {
            let (letter, size) = if lead.is_ascii() {
                (LOW[usize::from(lead)], 1)
            } else {
                beyond_ascii(&bytes[at..])
            };
            match letter {
                MARK => {}
                RARE => return true,
                letter => {
                    if let Some((begin, first)) = begun.take()
                        && self.is_pair(first, letter)
                        && may_begin(begin)
                    {
                        return true;
                    }
                    if before == BLANK && self.is_first(letter) {
                        begun = Some((at, letter));
                    }
                    before = letter;
                }
            }
            at += size;
        }
        begun.is_some_and(|(at, _)| may_begin(at))
    }
}

/// What a character folds to by itself is a letter, a digit or one of these.
const BLANK: u8 = b' ';
/// A mark, which is left out.
const MARK: u8 = 1;
/// Only the whole table of Unicode tells.
const RARE: u8 = 0;

/// What the letters from U+0000 fold to.
static LOW: [u8; 0x370] = table(0);
/// What the letters from U+1EA0 fold to.
static TONED: [u8; 0x60] = table(0x1ea0);

/// The letters of Vietnamese and what stands among them; the same that decomposing gives, without its cost.
fn plain(c: char) -> u8 {
    let code = c as usize;
    match code {
        0..0x370 => LOW[code],
        0x1ea0..0x1f00 => TONED[code - 0x1ea0],
        0x2010..=0x2027 => BLANK,
        _ => RARE,
    }
}

/// What a text's first character, which is not ASCII, folds to as [`plain`] tells it, and how many bytes it has.
fn beyond_ascii(text: &[u8]) -> (u8, usize) {
    let low = |byte: u8| usize::from(byte & 0x3f);
    match *text {
        // U+0080 to U+036F.
        [lead @ 0xc2..=0xcd, next, ..] => {
            let code = usize::from(lead & 0x1f) << 6 | low(next);
            (LOW.get(code).copied().unwrap_or(RARE), 2)
        }
        // U+1EA0 to U+1EFF.
        [0xe1, 0xba, last @ 0xa0..=0xbf, ..] => (TONED[low(last) - 0x20], 3),
        [0xe1, 0xbb, last, ..] => (TONED[low(last) + 0x20], 3),
        [0xe2, 0x80, 0x90..=0xa7, ..] => (BLANK, 3),
        _ => (RARE, 1),
    }
}

/// What the characters from that one on fold to, looked up instead of told apart each time.
const fn table<const N: usize>(from: u32) -> [u8; N] {
    let mut table = [RARE; N];
    let mut index = 0;
    let mut code = from;
    while index < N {
        if let Some(c) = char::from_u32(code) {
            table[index] = folded(c);
        }
        index += 1;
        code += 1;
    }
    table
}

const fn folded(c: char) -> u8 {
    match c {
        'a'..='z' | '0'..='9' => c as u8,
        'A'..='Z' => c.to_ascii_lowercase() as u8,
        '\0'..='\x7f' | '\u{a0}' => BLANK,
        '\u{300}'..='\u{36f}' => MARK,
        'à'..='å' | 'À'..='Å' | 'ă' | 'Ă' | '\u{1ea0}'..='\u{1eb7}' => b'a',
        'è'..='ë' | 'È'..='Ë' | '\u{1eb8}'..='\u{1ec7}' => b'e',
        'ì'..='ï' | 'Ì'..='Ï' | 'ĩ' | 'Ĩ' | '\u{1ec8}'..='\u{1ecb}' => b'i',
        'ò'..='ö' | 'Ò'..='Ö' | 'ơ' | 'Ơ' | '\u{1ecc}'..='\u{1ee3}' => b'o',
        'ù'..='ü' | 'Ù'..='Ü' | 'ũ' | 'Ũ' | 'ư' | 'Ư' | '\u{1ee4}'..='\u{1ef1}' => b'u',
        'ý' | 'ÿ' | 'Ý' | '\u{1ef2}'..='\u{1ef9}' => b'y',
        'đ' | 'Đ' => b'd',
        _ => RARE,
    }
}

fn fold_any(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd() {
        let c = match c {
            'đ' | 'Đ' | 'ð' | 'Ð' => 'd',
            c if is_mark(c) => continue,
            c => c,
        };
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}')
}

/// What follows a phrase with which a folded text begins as whole words; empty where it is the whole text.
pub fn after<'a>(folded: &'a str, phrase: &str) -> Option<&'a str> {
    folded
        .strip_prefix(phrase)
        .filter(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Whether the words of a folded text hold a phrase.
pub fn holds(folded: &str, phrase: &str) -> bool {
    let (mut rest, phrase) = (folded.as_bytes(), phrase.as_bytes());
    loop {
        if let Some(after) = rest.strip_prefix(phrase)
            && after.first().is_none_or(|next| *next == BLANK)
        {
            return true;
        }
        match rest.iter().position(|letter| *letter == BLANK) {
            Some(blank) => rest = &rest[blank + 1..],
            None => return false,
        }
    }
}

/// The words of the folded text.
pub fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(' ')
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Of several candidates the nearest by spelling, if it is near enough to be meant (at least 0.6 alike, folded).
pub fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(text);
    let mut best: Option<(&str, f64)> = None;
    for candidate in candidates {
        let score = strsim::normalized_damerau_levenshtein(&folded, &fold(candidate));
        if score >= 0.6 && best.is_none_or(|(_, b)| score > b) {
            best = Some((candidate, score));
        }
    }
    best.map(|(c, _)| c)
}

/// Compares digits as numbers and everything else as it stands: `2` < `9a` < `10`.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (one, other) = (a, b);
    let parting = parting(a.as_bytes(), b.as_bytes());
    let (mut a, mut b) = (&a[parting..], &b[parting..]);
    while !a.is_empty() && !b.is_empty() {
        let (left, rest_a) = token(a);
        let (right, rest_b) = token(b);
        let order = match (number(left), number(right)) {
            // Without leading zeros the longer number is the larger.
            (Some(left), Some(right)) => (left.len(), left).cmp(&(right.len(), right)),
            _ => left.cmp(right),
        };
        if order != Ordering::Equal {
            return order;
        }
        (a, b) = (rest_a, rest_b);
    }
    // `03` and `3` are one number, but not one text.
    a.len().cmp(&b.len()).then_with(|| one.cmp(other))
}

/// Where the first runs of digits, or of anything else, begin that are not the same in both texts; lists are full of
/// codes that begin alike.
fn parting(a: &[u8], b: &[u8]) -> usize {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let digit = |at: usize| a.get(at).is_some_and(u8::is_ascii_digit);
    (1..same)
        .rev()
        .find(|at| digit(*at) != digit(at - 1))
        .unwrap_or(0)
}

/// The leading run of digits, or of anything else, and the rest.
fn token(text: &str) -> (&str, &str) {
    let mut bytes = text.bytes();
    let digits = bytes.next().is_some_and(|b| b.is_ascii_digit());
    let end = bytes.position(|b| b.is_ascii_digit() != digits);
    text.split_at(end.map_or(text.len(), |at| at + 1))
}

/// The digits of a number without leading zeros.
fn number(token: &str) -> Option<&str> {
    token
        .starts_with(|c: char| c.is_ascii_digit())
        .then(|| token.trim_start_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::super::tidy::tests::letters;
    use super::*;

    #[test]
    fn spelling_habits_fold_together() {
        assert_eq!(fold("Huyện  Kiến Thuỵ"), fold("HUYỆN KIẾN\nTHỤY"));
        assert_eq!(fold("Đơn vị tính:"), "don vi tinh");
        assert_eq!(
            fold("Ước thực hiện"),
            fold("U\u{31b}o\u{31b}\u{301}c thu\u{31b}\u{323}c hie\u{323}\u{302}n")
        );
    }

    #[test]
    fn the_short_way_folds_as_the_long_one() {
        for c in letters() {
            for text in [
                format!("{c}"),
                format!("x{c}y"),
                format!("a{c} {c}"),
                format!("{c}  b"),
            ] {
                assert_eq!(fold(&text), fold_any(&text), "{c:?}");
                for folded in [fold(&text), fold(&format!("{text}.{text}"))] {
                    let phrases = [folded];
                    let initials = Initials::of(&phrases);
                    assert!(initials.may_begin(&text, &phrases), "{c:?}");
                    let inside = format!("zz {text}, zz");
                    let holds = holds(&fold(&inside), &phrases[0]) && !phrases[0].is_empty();
                    assert!(
                        !holds || initials.may_stand_in(&inside, &[&phrases]),
                        "{c:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_first_letters_rule_phrases_out() {
        let phrases = ["thu truong".to_owned(), "tm ubnd".to_owned()];
        let initials = Initials::of(&phrases);
        for text in [" Thủ trưởng", "THỦ TRƯỞNG ĐƠN VỊ", "TM. UBND huyện", ""] {
            assert!(initials.may_begin(text, &phrases), "{text}");
        }
        for text in ["Thương mại", "T.M", "x thu truong"] {
            assert!(!initials.may_begin(text, &phrases), "{text}");
        }
        for text in ["Kính gửi: TM. UBND huyện", "(thủ trưởng)", "ông TM U.B.N.D"] {
            assert!(initials.may_stand_in(text, &[&phrases]), "{text}");
        }
        for text in ["Thương mại", "T.M", "hộ ÔTM UBND", ""] {
            assert!(!initials.may_stand_in(text, &[&phrases]), "{text}");
        }
    }

    #[test]
    fn the_nearest_key_is_found_or_none() {
        assert_eq!(nearest("quater", ["quarter", "year"]), Some("quarter"));
        assert_eq!(nearest("zzz", ["quarter", "year"]), None);
    }

    #[test]
    fn numbers_inside_text_sort_as_numbers() {
        let mut lines = ["10", "9a", "2", "9", "KC17-10", "KC17-9"];
        lines.sort_by(|a, b| natural(a, b));
        assert_eq!(lines, ["2", "9", "9a", "10", "KC17-9", "KC17-10"]);
        assert_eq!(natural("KC17-03", "KC17-3"), Ordering::Less);
        assert_eq!(natural("a", "a"), Ordering::Equal);
    }
}
