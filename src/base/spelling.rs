//! How alike two folded texts are spelled, with an early no where they cannot be alike enough.

/// Kinds of characters that are counted apart.
const KINDS: usize = 32;

/// Kinds of pairs of characters; several pairs share one.
const PAIRS: usize = 64;

/// Longer texts are compared by the library, in memory of its own.
const SHORT: usize = 84;

/// Most texts are no longer than this: a quarter of the memory is made ready for them.
const SHORTER: usize = 40;

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

    /// The share of letters that need no change (Damerau and Levenshtein), if it is at least so much; 1 when equal.
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
        let score = if longer <= SHORT && a.is_ascii() && b.is_ascii() {
            let most = (1..=longer).take_while(|n| share(*n) >= least).count();
            share(if longer <= SHORTER {
                changes::<{ SHORTER + 2 }>(a, b, most)?
            } else {
                changes::<{ SHORT + 2 }>(a, b, most)?
            })
        } else {
            strsim::normalized_damerau_levenshtein(&self.text, &other.text)
        };
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

/// How many letters must be put in, taken out, replaced or swapped (Damerau and Levenshtein), if it is at most so many;
/// both texts are ASCII and shorter by two than `SIZE`.
#[expect(
    clippy::cast_possible_truncation,
    reason = "nothing here exceeds five times SHORT"
)]
fn changes<const SIZE: usize>(a: &[u8], b: &[u8], most: usize) -> Option<usize> {
    // More than any number of changes.
    const NEVER: u16 = 4 * SHORT as u16;
    let mut table = [[NEVER; SIZE]; SIZE];
    for (i, row) in (0..).zip(&mut table[1..=a.len() + 1]) {
        row[1] = i;
    }
    for (j, cell) in (0..).zip(&mut table[1][1..=b.len() + 1]) {
        *cell = j;
    }
    // The last row in which each letter of `a` stood.
    let mut rows = [0usize; 128];
    for (i, &x) in a.iter().enumerate() {
        // Whatever lies further from the diagonal needs more changes than are allowed.
        let from = i.saturating_sub(most).min(b.len());
        let to = b.len().min(i + most + 1);
        let mut column = b[..from].iter().rposition(|&y| y == x).map_or(0, |j| j + 1);
        let mut lowest = if from == 0 { table[i + 2][1] } else { NEVER };
        for (j, &y) in b.iter().enumerate().take(to).skip(from) {
            let row = rows[usize::from(y & 127)];
            let swapped = table[row][column] + (i - row + j - column) as u16 + 1;
            let same = x == y;
            let replaced = table[i + 1][j + 1] + u16::from(!same);
            let (taken, put) = (table[i + 1][j + 2] + 1, table[i + 2][j + 1] + 1);
            if same {
                column = j + 1;
            }
            let least = replaced.min(taken).min(put).min(swapped);
            table[i + 2][j + 2] = least;
            lowest = lowest.min(least);
        }
        // A row never needs fewer changes than the one before it.
        if usize::from(lowest) > most {
            return None;
        }
        rows[usize::from(x & 127)] = i + 1;
    }
    Some(usize::from(table[a.len() + 1][b.len() + 1])).filter(|n| *n <= most)
}

#[cfg(test)]
mod tests {
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
        ];
        for a in texts {
            for b in texts {
                let whole = strsim::normalized_damerau_levenshtein(a, b);
                for least in [0.0, 0.3, 0.5, 0.82, 0.85, 1.0] {
                    let found = Spelling::new(a).likeness(&Spelling::new(b), least);
                    assert_eq!(found, (whole >= least).then_some(whole), "{a} {b} {least}");
                }
            }
        }
    }
}
