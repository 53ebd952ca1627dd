//! Marks that turn the direction of writing, by which one name can look like another.

/// Whether the character is such a mark: U+202A to U+202E, U+2066 to U+2069. No Vietnamese text needs one.
pub const fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
