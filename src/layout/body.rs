//! What the cells below a header look like.

use crate::base::number::{self, TextNumber};
use crate::read::grid::Content;

use crate::base::spelling::ratio;

/// What a cell of the table's body says of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataLook {
    /// A figure, or what stands for one.
    Figure,
    /// Words.
    Words,
    /// Neither.
    Nothing,
}

/// A number with the words of its unit (`54 triệu`, `0,5 tỷ đồng`), or in full-width digits: more letters than figures,
/// and a figure all the same.
pub fn is_typed_amount(text: &str) -> bool {
    let begins = text.trim_start().chars().next();
    let short = text.len() <= 60;
    short
        && begins.is_some_and(|c| c.is_numeric() || matches!(c, '-' | '(' | '+'))
        && matches!(
            number::parse(text),
            TextNumber::Number(_) | TextNumber::Money(_)
        )
}

/// What one cell looks like.
pub fn data_look(content: &Content) -> DataLook {
    match content {
        Content::Number(_) | Content::Uncomputed | Content::Error(_) => DataLook::Figure,
        Content::Text(text) => {
            let digits = text.bytes().filter(u8::is_ascii_digit).count();
            let letters = || text.chars().filter(|c| c.is_alphanumeric()).count();
            if (digits > 0 && ratio(digits, letters()) >= 0.6) || is_typed_amount(text) {
                DataLook::Figure
            } else if text.chars().any(char::is_alphabetic) && text.chars().nth(1).is_some() {
                DataLook::Words
            } else {
                DataLook::Nothing
            }
        }
        Content::Date(_) | Content::Bool(_) => DataLook::Words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_with_their_unit_are_figures() {
        for text in [
            "54 triệu",
            "0,5 tỷ đồng",
            "104.000.000 VNĐ",
            "２６７,５",
            "(3 tỷ)",
        ] {
            assert!(is_typed_amount(text), "{text}");
        }
        for text in [
            "2 lớp may",
            "Triệu đồng",
            "3 tỷ lệ",
            "KC17-03",
            "1.250 hay",
            "",
        ] {
            assert!(!is_typed_amount(text), "{text}");
        }
    }
}
