//! Several sources of money.

use super::record::Source;

/// A set of sources, in the order of the outputs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sources(u8);

impl Sources {
    /// None.
    pub const NONE: Self = Self(0);

    /// Those that fulfil a condition.
    pub fn of(has: impl Fn(Source) -> bool) -> Self {
        let all = Source::ALL.into_iter();
        all.filter(|s| has(*s)).fold(Self::default(), Self::with)
    }

    /// These and one more.
    #[must_use]
    pub const fn with(self, source: Source) -> Self {
        Self(self.0 | 1 << source as u8)
    }

    /// Those that are in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those that are in the one or the other.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These without the others.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether one is among them.
    pub const fn has(self, source: Source) -> bool {
        self.0 & 1 << source as u8 != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = Source> {
        Source::ALL.into_iter().filter(move |s| self.has(*s))
    }
}

impl From<Source> for Sources {
    fn from(source: Source) -> Self {
        Self::default().with(source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in() {
        let both = Sources::from(Source::Other).with(Source::National);
        let all: Vec<Source> = both.iter().collect();
        assert_eq!(all, [Source::National, Source::Other]);
        assert!(both.has(Source::Other) && !both.has(Source::Total));
        assert!(both.without(both).is_empty());
        assert_eq!(both.and(Source::Other.into()), Source::Other.into());
        assert_eq!(Sources::of(|s| both.has(s)), both);
        assert_eq!(both.or(Source::Other.into()), both);
    }
}
