//! Texts of messages: Fluent, and what of it an office's own text does not keep.

use fluent_bundle::FluentResource;

/// A line of a text that is no Fluent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFault {
    /// The line, from 1.
    pub line: usize,
    /// How it begins.
    pub text: String,
    /// What is wrong with it.
    pub what: TextFaultKind,
}

/// What is wrong with a line of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFaultKind {
    /// No `=` behind the key.
    NoEquals,
    /// A message without a sentence.
    NoSentence,
    /// `{` without `}`, the other way round, or nothing that can stand between them.
    Braces,
    /// A choice without the case that is taken when no other fits, or with two of them.
    NoDefault,
    /// A text in quotes that has no end, or an unknown sign behind `\`.
    Quotes,
    /// Anything else.
    Other,
}

/// Characters of a line that are told.
const TOLD: usize = 80;

/// Reads a text, with a BOM or without; fails with everything that is wrong with it.
pub(super) fn read(text: &str) -> Result<FluentResource, Vec<TextFault>> {
    let text = text.trim_start_matches('\u{feff}');
    FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
        let fault = |(start, said): (usize, String)| {
            let what = TextFaultKind::of(&said);
            let mut before = text.get(..start).unwrap_or(text);
            // That a brace lacks is noticed on the next line.
            if what == TextFaultKind::Braces && before.trim_end_matches(' ').ends_with('\n') {
                before = before.trim_end();
            }
            let line = before.matches('\n').count() + 1;
            let own = text.lines().nth(line - 1).unwrap_or_default();
            TextFault {
                line,
                text: own.trim().chars().take(TOLD).collect(),
                what,
            }
        };
        let said = errors.iter().map(|e| (e.pos.start, e.kind.to_string()));
        let mut faults: Vec<TextFault> = said.map(fault).collect();
        faults.dedup();
        faults
    })
}

impl TextFaultKind {
    /// From the reader's own words, which are English.
    fn of(said: &str) -> Self {
        let has = |words: &[&str]| words.iter().any(|word| said.contains(word));
        if has(&["token starting with \"=\""]) {
            Self::NoEquals
        } else if has(&["Expected a value", "message field", "term field"]) {
            Self::NoSentence
        } else if has(&["default variant"]) {
            Self::NoDefault
        } else if has(&["string literal", "escape sequence"]) && !has(&["or number"]) {
            Self::Quotes
        } else if has(&["brace", "inline expression", "starting with \"}\"", "range"])
            || said.starts_with("Expected one of")
        {
            Self::Braces
        } else {
            Self::Other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{TextFaultKind, read};

    #[test]
    fn what_is_wrong_and_where() {
        for (text, line, what) in [
            ("a = b\nB301 { $x }\n", 2, TextFaultKind::NoEquals),
            (
                "\u{feff}a = b\n\nB301 =\n\nc = d\n",
                3,
                TextFaultKind::NoSentence,
            ),
            ("B301 = Vượt { $amount\nc = d\n", 1, TextFaultKind::Braces),
            ("B301 = Vượt } mức\n", 1, TextFaultKind::Braces),
            ("B301 = Vượt { $ } mức\n", 1, TextFaultKind::Braces),
            ("B301 = Vượt { \"a }\n", 1, TextFaultKind::Quotes),
            (
                "a = b\nB301 = { $n ->\n    [one] một\n    }\n",
                4,
                TextFaultKind::NoDefault,
            ),
        ] {
            let faults = read(text).err().unwrap();
            assert_eq!((faults[0].line, faults[0].what), (line, what), "{text}");
            assert!(!faults[0].text.is_empty(), "{text}");
        }
        assert!(read("\u{feff}B301 = Vượt { $amount }\n").is_ok());
        let two = read("a b\nc = d\ne = {\nf = g\n").err().unwrap();
        assert_eq!(two.len(), 2, "{two:?}");
    }
}
