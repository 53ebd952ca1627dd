//! A text cut into numbers, words and the marks that join dates.

use crate::base::text::fold;
use unicode_normalization::UnicodeNormalization;

/// One piece of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A number and how many digits it was written with.
    Num(u32, usize),
    /// A word without case and marks.
    Word(String),
    /// `/`, `.`, `-` (every dash, `÷` and `~` too), `:`, `,`
    Mark(char),
}

impl Token {
    /// Whether it is this word.
    pub fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(w) if w == word)
    }

    /// Its number.
    pub fn num(&self) -> Option<u32> {
        match self {
            Self::Num(n, _) => Some(*n),
            Self::Word(_) | Self::Mark(_) => None,
        }
    }

    /// Its number, if it can only be a year.
    pub fn year(&self) -> Option<i32> {
        match self {
            Self::Num(n @ 1900..=2100, 4) => i32::try_from(*n).ok(),
            _ => None,
        }
    }

    /// The quarter, in digits or as a Roman numeral.
    pub fn quarter(&self) -> Option<u32> {
        match self {
            Self::Num(n @ 1..=4, 1 | 2) => Some(*n),
            Self::Word(w) => match w.as_str() {
                "i" => Some(1),
                "ii" => Some(2),
                "iii" => Some(3),
                "iv" => Some(4),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Cuts a text; blanks and other marks only separate.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    if text.chars().all(is_plain) {
        cut(text.chars())
    } else {
        cut(text.nfkc())
    }
}

/// Letters, digits and marks that are what they are in every form of Unicode, whatever stands beside them: nearly all
/// that offices type.
const fn is_plain(c: char) -> bool {
    matches!(c,
        '\0'..='\x7f' | 'À'..='ý' | 'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư'
        | '\u{1ea0}'..='\u{1ef9}' | '–' | '—')
}

fn cut(text: impl Iterator<Item = char>) -> Vec<Token> {
    let mut out = Vec::new();
    let mut run = String::new();
    let mut digits = false;
    for c in text {
        let joins = c.is_alphanumeric();
        if !joins || (!run.is_empty() && c.is_ascii_digit() != digits) {
            push(&mut out, &mut run);
        }
        if joins {
            digits = c.is_ascii_digit();
            run.push(c);
            continue;
        }
        let mark = match c {
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{f7}' | '~' => '-',
            '/' | '.' | ':' | ',' | '+' | '&' => c,
            _ => continue,
        };
        out.push(Token::Mark(mark));
    }
    push(&mut out, &mut run);
    out
}

fn push(out: &mut Vec<Token>, run: &mut String) {
    if run.is_empty() {
        return;
    }
    let token = match run.parse() {
        Ok(n) if run.bytes().all(|b| b.is_ascii_digit()) => Token::Num(n, run.len()),
        _ => split_label(fold(run), out),
    };
    out.push(token);
    run.clear();
}

/// `QIII` is written together.
fn split_label(word: String, out: &mut Vec<Token>) -> Token {
    match word.strip_prefix('q') {
        Some(roman @ ("i" | "ii" | "iii" | "iv")) => {
            out.push(Token::Word("q".to_owned()));
            Token::Word(roman.to_owned())
        }
        _ => Token::Word(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_cuts_as_the_long_one() {
        let plain = ('\0'..='\u{2fff}').filter(|c| is_plain(*c));
        for c in plain {
            for text in [format!("{c}"), format!("9 th{c}ng{c}"), format!("{c}/2017")] {
                assert_eq!(cut(text.chars()), cut(text.nfkc()), "{c:?}");
            }
        }
    }
}
