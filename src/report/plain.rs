//! Text of submissions as outputs may hold it, and the order in which people expect numbers.

use std::cmp::Ordering;

use crate::base::direction::turns_direction;

/// The text without control characters and marks that turn its direction; line breaks and tabs become a space.
pub(super) fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\r' | '\t' => Some(' '),
            // Beyond the control characters: what XML 1.0 cannot hold.
            '\u{fffe}' | '\u{ffff}' => None,
            c if c.is_control() || turns_direction(c) => None,
            c => Some(c),
        })
        .collect()
}

/// [`clean`] text as JSON, null where absent.
pub(super) fn json(text: Option<&str>) -> serde_json::Value {
    text.map_or(serde_json::Value::Null, |t| clean(t).into())
}

/// Compares digits as numbers and everything else as it stands: `2` < `9a` < `10`.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    let whole = a.cmp(b);
    let (mut a, mut b) = (a, b);
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
    a.len().cmp(&b.len()).then(whole)
}

/// The leading run of digits, or of anything else, and the rest.
fn token(text: &str) -> (&str, &str) {
    let digits = text.starts_with(|c: char| c.is_ascii_digit());
    let end = text
        .find(|c: char| c.is_ascii_digit() != digits)
        .unwrap_or(text.len());
    text.split_at(end)
}

/// The digits of a number without leading zeros.
fn number(token: &str) -> Option<&str> {
    token
        .starts_with(|c: char| c.is_ascii_digit())
        .then(|| token.trim_start_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_inside_text_sort_as_numbers() {
        let mut lines = ["10", "9a", "2", "9", "KC17-10", "KC17-9"];
        lines.sort_by(|a, b| natural(a, b));
        assert_eq!(lines, ["2", "9", "9a", "10", "KC17-9", "KC17-10"]);
        assert_eq!(natural("KC17-03", "KC17-3"), Ordering::Less);
        assert_eq!(natural("a", "a"), Ordering::Equal);
    }

    #[test]
    fn no_control_character_stays() {
        assert_eq!(clean("a\u{0}b\u{1b}[31m\nc\u{85}d\u{ffff}"), "ab[31m cd");
        assert_eq!(clean("a\u{202e}slx.b\u{2069}"), "aslx.b");
    }
}
