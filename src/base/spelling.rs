//! How alike two folded texts are spelled, with an early no where they cannot be alike enough.

/// Kinds of characters that are counted apart.
const KINDS: usize = 32;

/// Kinds of pairs of characters; several pairs share one.
const PAIRS: usize = 64;

/// Longer texts are compared by the library: the letters of one do not fit into a word.
const SHORT: usize = 128;

/// A folded text with what a comparison needs to know of it, made once.
#[derive(Clone, Debug)]
pub struct Spelling {
    text: Box<str>,
    length: usize,
    words: usize,
    letters: [u8; KINDS],
    /// How often each kind of pair of neighbours occurs.
    pairs: [u8; PAIRS],
    /// Which kinds of characters occur at all, a bit each.
    has_letters: u32,
    /// Which kinds of pairs occur at all, a bit each.
    has_pairs: u64,
}

impl Spelling {
    /// Counts the letters of a folded text.
    pub fn new(text: &str) -> Self {
        let mut letters = [0u8; KINDS];
        let mut pairs = [0u8; PAIRS];
        let mut length = 0;
        let mut before = None;
        let (mut has_letters, mut has_pairs) = (0u32, 0u64);
        for c in text.chars() {
            let kind = match c {
                'a'..='z' => c as usize - 'a' as usize,
                ' ' => 26,
                '0'..='9' => 27,
                _ => 28,
            };
            letters[kind] = letters[kind].saturating_add(1);
            has_letters |= 1 << kind;
            if let Some(before) = before.replace(kind) {
                let pair = (before * 13 + kind) % PAIRS;
                pairs[pair] = pairs[pair].saturating_add(1);
                has_pairs |= 1 << pair;
            }
            length += 1;
        }
        Self {
            text: text.into(),
            length,
            words: usize::from(letters[26]) + 1,
            letters,
            pairs,
            has_letters,
            has_pairs,
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many words it has.
    pub const fn words(&self) -> usize {
        self.words
    }

    /// The share of letters that need no change, if it is at least so much; 1 when equal. A change is a letter that is
    /// put in, taken out or replaced, or two neighbours that are swapped, and no letter is changed twice.
    #[expect(clippy::float_arithmetic, reason = "a score, not an amount")]
    pub fn likeness(&self, other: &Self, least: f64) -> Option<f64> {
        let longer = self.length.max(other.length);
        let share = |changes: usize| 1.0 - ratio(changes, longer);
        // Lengths and kinds of letters rule out nearly every pair, and cost next to nothing.
        if share(self.length.abs_diff(other.length)) < least
            || share(unlike(self.has_letters.into(), other.has_letters.into())) < least
        {
            return None;
        }
        if self.text == other.text {
            return Some(1.0);
        }
        // No text becomes the other with fewer changes than letters that only one of them has; and a change, be it the
        // swap of two neighbours, takes away no more than three pairs of neighbours.
        if share(unlike(self.has_pairs, other.has_pairs).div_ceil(3)) < least
            || share(apart(&self.letters, &other.letters)) < least
            || share(apart(&self.pairs, &other.pairs).div_ceil(3)) < least
        {
            return None;
        }
        let (a, b) = (self.text.as_bytes(), other.text.as_bytes());
        let changes = if longer <= SHORT && a.is_ascii() && b.is_ascii() {
            let most = (1..=longer).take_while(|n| share(*n) >= least).count();
            changes(a, b, most)?
        } else {
            strsim::osa_distance(&self.text, &other.text)
        };
        let score = share(changes);
        (score >= least).then_some(score)
    }

    /// Whether all letters of the other text stand in this one.
    pub fn has_letters_of(&self, other: &Self) -> bool {
        self.letters
            .iter()
            .zip(&other.letters)
            .all(|(own, its)| own >= its)
    }
}

/// The same as [`apart`] of counts of which it is only known which are not zero: never more than that.
fn unlike(own: u64, its: u64) -> usize {
    (own & !its).count_ones().max((its & !own).count_ones()) as usize
}

/// A share of two small counts, for scores only; never for money.
#[expect(
    clippy::cast_precision_loss,
    clippy::float_arithmetic,
    reason = "a score, not an amount"
)]
pub fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// How many of the one must at least go, or of the other come, to turn these counts into those.
fn apart<const N: usize>(own: &[u8; N], its: &[u8; N]) -> usize {
    let (mut more, mut fewer) = (0u32, 0u32);
    for (a, b) in own.iter().zip(its) {
        more += u32::from(a.saturating_sub(*b));
        fewer += u32::from(b.saturating_sub(*a));
    }
    more.max(fewer) as usize
}

/// How many changes turn the one text into the other, if it is at most so many; both are ASCII of up to [`SHORT`] letters.
///
/// Hyyrö's way (2003): a bit for each letter of `a`, all of them moved on together by each letter of `b`. The bits tell
/// in which places the number of changes rises or falls from one letter to the next.
fn changes(a: &[u8], b: &[u8], most: usize) -> Option<usize> {
    let Some(last) = a.len().checked_sub(1) else {
        return Some(b.len()).filter(|n| *n <= most);
    };
    // Where each letter stands in `a`.
    let mut places = [0u128; 128];
    for (i, x) in a.iter().enumerate() {
        places[usize::from(x & 127)] |= 1 << i;
    }
    let (mut rises, mut falls, mut equal, mut before) = (u128::MAX, 0u128, 0u128, 0u128);
    let mut count = a.len();
    for (left, y) in (0..b.len()).rev().zip(b) {
        let own = places[usize::from(y & 127)];
        let swapped = ((!equal & own) << 1) & before;
        equal = ((own & rises).wrapping_add(rises) ^ rises) | own | falls | swapped;
        let (up, down) = (falls | !(equal | rises), equal & rises);
        count = count + usize::from(up >> last & 1 == 1) - usize::from(down >> last & 1 == 1);
        // Each letter that is left takes away no more than one change.
        if count > most + left {
            return None;
        }
        let (up, down) = (up << 1 | 1, down << 1);
        rises = down | !(equal | up);
        falls = up & equal;
        before = own;
    }
    (count <= most).then_some(count)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_early_no_is_never_wrong() {
        let texts = [
            "",
            "a",
            "ten de an",
            "ten du an",
            "tne de an",
            "kinh phi duoc duyet",
            "kinh phi dc duyet",
            "luy ke tu dau nam",
            "luy ke",
            "kp khuyen cong ho tro",
            "1 2 3",
            "abcabcabc",
            "cbacbacba",
            "ho tro co so tham gia hoi cho trien lam hang noi that tai xa an bao",
            "ho tro cac co so tham gia hoi cho trien lam hang cnnt tai xa an",
            "ho tor co so tham gia hoi cho tirien lam hang nio that tai xa na bao",
            "ca",
            "abc",
            "dau tu may moc thiet bi tien tien vao san xuat hang thu cong my nghe tai lang nghe my dong, thuy nguyen, hai phong nam",
            "dau tu may moc thiet bi tien tien vao san xuat hang tuh cong my nghe tai lang nghe my dong thuy nguyen, hai phong nm",
            "dau tu may moc thiet bi tien tien vao san xuat hang thu cong my nghe tai lang nghe my dong, thuy nguyen, hai phong nam 2017 va 2018",
        ];
        for a in texts {
            for b in texts {
                let longer = a.len().max(b.len());
                let whole = 1.0 - ratio(strsim::osa_distance(a, b), longer);
                for least in [0.0, 0.3, 0.5, 0.82, 0.85, 1.0] {
                    let found = Spelling::new(a).likeness(&Spelling::new(b), least);
                    assert_eq!(found, (whole >= least).then_some(whole), "{a} {b} {least}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn changes_are_counted_as_the_library_counts_them(
            a in "[abcd ]{0,128}",
            swaps in proptest::collection::vec(0..128usize, 0..6),
            b in "[abcd ]{0,128}",
        ) {
            let mut near: Vec<char> = a.chars().collect();
            for at in swaps.into_iter().filter(|at| at + 1 < a.len()) {
                near.swap(at, at + 1);
            }
            for b in [b, near.into_iter().collect()] {
                let whole = strsim::osa_distance(&a, &b);
                for most in [0, 3, whole, 200] {
                    let found = changes(a.as_bytes(), b.as_bytes(), most);
                    prop_assert_eq!(found, Some(whole).filter(|n| *n <= most));
                }
            }
        }
    }
}
