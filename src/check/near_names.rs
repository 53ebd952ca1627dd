//! Names that are nearly alike, compared within reason.

use crate::base::spelling::Spelling;

/// So many pairs of letters are looked at for the names of one submission: those of a thousand projects that nothing
/// approves, against a hundred that are, each of a line's length.
const LETTERS: usize = 500_000_000;

/// How many pairs of letters may still be compared. A count and not a clock, so that the same files always say the same;
/// it keeps a return of endless names from taking hours.
#[derive(Debug)]
pub struct Allowance {
    letters: usize,
    refused: usize,
}

impl Default for Allowance {
    fn default() -> Self {
        Self {
            letters: LETTERS,
            refused: 0,
        }
    }
}

impl Allowance {
    /// How alike two folded names are, if they are so at least by that much and as long as the allowance lasts.
    pub fn likeness(&mut self, name: &Spelling, other: &Spelling, least: f64) -> Option<f64> {
        let (own, its) = (name.text().len(), other.text().len());
        // Texts of such lengths are never that much alike: it costs nothing to say so.
        if own.min(its).saturating_mul(4) < own.max(its) {
            return None;
        }
        let letters = own.max(1).saturating_mul(its.max(1));
        let Some(left) = self.letters.checked_sub(letters) else {
            self.refused += 1;
            return None;
        };
        self.letters = left;
        name.likeness(other, least)
    }

    /// How many pairs of names were not compared any more.
    pub const fn refused(&self) -> usize {
        self.refused
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_as_long_as_it_lasts() {
        let mut left = Allowance::default();
        let (name, near) = (
            Spelling::new("dao tao nghe may"),
            Spelling::new("dao tao nghe mya"),
        );
        assert!(left.likeness(&name, &near, 0.6).is_some());
        // Far too long for a name, twice: what lasts does not reach.
        let endless = Spelling::new(&"a".repeat(32_767));
        assert_eq!(left.likeness(&endless, &endless, 0.6), None);
        // One is no name of the other, and it costs nothing.
        assert_eq!(left.likeness(&name, &endless, 0.6), None);
        assert!(left.likeness(&name, &near, 0.6).is_some());
        assert_eq!(left.refused(), 1);
        let mut spent = Allowance {
            letters: 10,
            refused: 0,
        };
        assert_eq!(spent.likeness(&name, &name, 0.6), None);
        assert_eq!(spent.refused(), 1);
    }
}
