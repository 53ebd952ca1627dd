//! How alike two folded texts are spelled, with an early no where they cannot be alike enough.

use super::heading::ratio;

/// Kinds of characters that are counted apart.
const KINDS: usize = 32;

/// A folded text with what a comparison needs to know of it, made once.
#[derive(Clone, Debug)]
pub struct Spelling {
    text: Box<str>,
    length: usize,
    letters: [u8; KINDS],
}

impl Spelling {
    /// Counts the letters of a folded text.
    pub fn new(text: &str) -> Self {
        let mut letters = [0u8; KINDS];
        let mut length = 0;
        for c in text.chars() {
            let kind = match c {
                'a'..='z' => c as usize - 'a' as usize,
                ' ' => 26,
                '0'..='9' => 27,
                _ => 28,
            };
            letters[kind] = letters[kind].saturating_add(1);
            length += 1;
        }
        Self {
            text: text.into(),
            length,
            letters,
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The share of letters that need no change (Damerau and Levenshtein), if it is at least so much; 1 when equal.
    #[expect(clippy::float_arithmetic, reason = "a score, not an amount")]
    pub fn likeness(&self, other: &Self, least: f64) -> Option<f64> {
        if self.text == other.text {
            return Some(1.0);
        }
        // No text becomes the other with fewer changes than letters that only one of them has.
        if 1.0 - ratio(self.apart(other), self.length.max(other.length)) < least {
            return None;
        }
        let score = strsim::normalized_damerau_levenshtein(&self.text, &other.text);
        (score >= least).then_some(score)
    }

    /// The least number of changes that the letters alone call for.
    fn apart(&self, other: &Self) -> usize {
        let (mut more, mut fewer) = (0u32, 0u32);
        for (a, b) in self.letters.iter().zip(&other.letters) {
            more += u32::from(a.saturating_sub(*b));
            fewer += u32::from(b.saturating_sub(*a));
        }
        (more.max(fewer) as usize).max(self.length.abs_diff(other.length))
    }
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
