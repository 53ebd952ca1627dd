//! Whether a word is a Vietnamese syllable.
