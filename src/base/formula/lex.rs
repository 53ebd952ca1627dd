//! Formulas cut into tokens: enough to tell a reference from everything that looks like one.
//!
//! `LOG10(`, `TONG13`, words inside strings, `'T13'!A1`, `'Biểu ''A'' & B'!D4`, `[1]Sheet1!A1` and
//! structured references (`Bang[Cột]`) are each taken for what they are.

use super::cellref::{Ref, is_word};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Tok<'a> {
    /// A reference; the sheet as written, quotes and `!` included.
    Ref(Option<&'a str>, Ref),
    /// A name that a `(` follows.
    Func(&'a str),
    /// A defined name, `TRUE`, `FALSE` or a table; the sheet as for references.
    Name(Option<&'a str>, &'a str),
    Num(&'a str),
    /// A string with its quotes.
    Str(&'a str),
    /// `#REF!` and its like.
    Error(&'a str),
    Op(&'a str),
    Open,
    Close,
    Comma,
    /// `;` between rows of an array constant.
    Semicolon,
    /// `{` or `}`.
    Brace(char),
    Space,
    /// `[…]` of a structured reference.
    Bracket(&'a str),
    /// Anything else.
    Other(&'a str),
}

/// A token and where it stands in the formula, in bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Token<'a> {
    pub(crate) tok: Tok<'a>,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The sheet part of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SheetPart {
    /// One sheet of this workbook.
    One(String),
    /// A span of sheets, first and last.
    Span(String, String),
    /// Another workbook.
    External,
}

/// Understands a sheet part as it is written, `'T13'!` or `Sheet1!`.
pub(crate) fn sheet_part(raw: &str) -> SheetPart {
    let body = raw.strip_suffix('!').unwrap_or(raw);
    let body = match body
        .strip_prefix('\'')
        .and_then(|body| body.strip_suffix('\''))
    {
        Some(quoted) => quoted.replace("''", "'"),
        None => body.to_owned(),
    };
    if body.contains('[') || body.contains("'#") {
        return SheetPart::External;
    }
    match body.split_once(':') {
        Some((first, last)) => SheetPart::Span(first.to_owned(), last.to_owned()),
        None => SheetPart::One(body),
    }
}

/// Cuts a formula (without the leading `=`) into tokens; together they are the whole text.
pub(crate) fn lex(text: &str) -> Vec<Token<'_>> {
    // Most formulas have no more.
    let mut tokens = Vec::with_capacity(text.len().min(16));
    let mut at = 0;
    while at < text.len() {
        let (tok, len) = next(&text[at..]);
        tokens.push(Token {
            tok,
            start: at,
            end: at + len,
        });
        at += len;
    }
    tokens
}

fn next(rest: &str) -> (Tok<'_>, usize) {
    let Some(first) = rest.chars().next() else {
        return (Tok::Other(rest), rest.len());
    };
    let one = first.len_utf8();
    match first {
        '"' => {
            let len = quoted_len(rest, '"');
            (Tok::Str(&rest[..len]), len)
        }
        '\'' => {
            let len = quoted_len(rest, '\'');
            let tail = &rest[len..];
            if tail.starts_with('!') {
                return after_sheet(rest, len + 1);
            }
            // 'file:///C:/a.ods'#Sheet1!A1, as LibreOffice names another workbook.
            if let Some(sheet) = tail.strip_prefix('#') {
                let name = match sheet.strip_prefix('$').unwrap_or(sheet) {
                    quoted if quoted.starts_with('\'') => quoted_len(quoted, '\''),
                    plain => word_len(plain),
                };
                let name = name + usize::from(sheet.starts_with('$'));
                if name > 0 && sheet[name..].starts_with('!') {
                    return after_sheet(rest, len + 1 + name + 1);
                }
            }
            (Tok::Other(&rest[..len]), len)
        }
        '(' => (Tok::Open, 1),
        ')' => (Tok::Close, 1),
        ',' => (Tok::Comma, 1),
        ';' => (Tok::Semicolon, 1),
        '{' | '}' => (Tok::Brace(first), 1),
        '[' => {
            let len = bracket_len(rest);
            let tail = &rest[len..];
            let name = word_len(tail);
            if name > 0 && tail[name..].starts_with('!') {
                return after_sheet(rest, len + name + 1);
            }
            if tail.starts_with('!') {
                after_sheet(rest, len + 1)
            } else {
                (Tok::Bracket(&rest[..len]), len)
            }
        }
        '#' => error(rest),
        '<' | '>' => {
            let len = if rest[1..].starts_with('=') || rest.starts_with("<>") {
                2
            } else {
                1
            };
            (Tok::Op(&rest[..len]), len)
        }
        '+' | '-' | '*' | '/' | '^' | '&' | '=' | '%' | ':' | '@' | '!' => {
            (Tok::Op(&rest[..one]), one)
        }
        ' ' | '\n' | '\r' | '\t' => {
            let len = rest
                .find(|c: char| !matches!(c, ' ' | '\n' | '\r' | '\t'))
                .unwrap_or(rest.len());
            (Tok::Space, len)
        }
        _ => word(rest, one),
    }
}

fn word(rest: &str, one: usize) -> (Tok<'_>, usize) {
    if let Some((reference, len)) = Ref::parse(rest)
        && ends_reference(&rest[len..])
    {
        return (Tok::Ref(None, reference), len);
    }
    let len = word_len(rest);
    if len == 0 {
        return (Tok::Other(&rest[..one]), one);
    }
    let tail = &rest[len..];
    if tail.starts_with('!') {
        return after_sheet(rest, len + 1);
    }
    // Sheet1:Sheet3!A1
    if let Some(second) = tail.strip_prefix(':') {
        let more = word_len(second);
        if more > 0 && second[more..].starts_with('!') {
            return after_sheet(rest, len + 1 + more + 1);
        }
    }
    if rest.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        let number = number_len(rest);
        if number >= len {
            return (Tok::Num(&rest[..number]), number);
        }
        // `1.2.3`, `2x`: no number, and taken at once, lest a long one be looked through again and again.
        return (Tok::Other(&rest[..len]), len);
    }
    if tail.starts_with('(') {
        return (Tok::Func(&rest[..len]), len);
    }
    (Tok::Name(None, &rest[..len]), len)
}

fn after_sheet(rest: &str, sheet: usize) -> (Tok<'_>, usize) {
    let tail = &rest[sheet..];
    if let Some((reference, len)) = Ref::parse(tail)
        && ends_reference(&tail[len..])
    {
        return (Tok::Ref(Some(&rest[..sheet]), reference), sheet + len);
    }
    let len = word_len(tail);
    if len > 0 {
        return (Tok::Name(Some(&rest[..sheet]), &tail[..len]), sheet + len);
    }
    if tail.starts_with('#') {
        let (_, len) = error(tail);
        return (Tok::Error("#REF!"), sheet + len);
    }
    (Tok::Other(&rest[..sheet]), sheet)
}

/// Whether a reference may end before this: not inside a longer word, nor before `(` or `!`.
fn ends_reference(tail: &str) -> bool {
    !tail.starts_with(is_word) && !tail.starts_with(['(', '!', '['])
}

fn error(rest: &str) -> (Tok<'_>, usize) {
    for name in [
        "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!",
    ] {
        if rest
            .get(..name.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(name))
        {
            return (Tok::Error(name), name.len());
        }
    }
    (Tok::Op(&rest[..1]), 1)
}

fn quoted_len(rest: &str, quote: char) -> usize {
    let mut chars = rest.char_indices().skip(1).peekable();
    while let Some((at, character)) = chars.next() {
        if character == quote {
            if chars.peek().is_some_and(|(_, after)| *after == quote) {
                chars.next();
            } else {
                return at + 1;
            }
        }
    }
    rest.len()
}

fn bracket_len(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, character) in rest.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\'' => escaped = true,
            '[' => depth += 1,
            ']' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    rest.len()
}

fn word_len(rest: &str) -> usize {
    rest.find(|c: char| !is_word(c) && c != '$')
        .unwrap_or(rest.len())
}

fn number_len(rest: &str) -> usize {
    let digits = |from: usize| rest[from..].bytes().take_while(u8::is_ascii_digit).count();
    let mut len = digits(0);
    if rest[len..].starts_with('.') {
        len += 1 + digits(len + 1);
    }
    if rest[len..].starts_with(['e', 'E']) {
        let sign = usize::from(rest[len + 1..].starts_with(['+', '-']));
        let exponent = digits(len + 1 + sign);
        if exponent > 0 {
            len += 1 + sign + exponent;
        }
    }
    len
}

#[cfg(test)]
mod tests {
    use super::{SheetPart, Tok, lex, sheet_part};

    fn refs(text: &str) -> Vec<String> {
        let found = lex(text).into_iter();
        found
            .filter_map(|token| match token.tok {
                Tok::Ref(sheet, reference) => Some(format!("{}{reference}", sheet.unwrap_or(""))),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn references_and_what_only_looks_like_one() {
        assert_eq!(refs("LOG10(A1)+DAYS360(B2,$C$3)"), ["A1", "B2", "$C$3"]);
        assert!(refs("TONG13+\"D8 and \"\"D9\"\"\"+D8x+Bang1[D8]+1E5").is_empty());
        assert_eq!(
            refs("'T13'!A1+'Biểu ''A'' & B'!D4:E5+Biểu1!$A:$B+9:9"),
            ["'T13'!A1", "'Biểu ''A'' & B'!D4:E5", "Biểu1!$A:$B", "9:9"]
        );
        assert_eq!(
            refs("[1]Sheet1!A1+'[b.xlsx]S 1'!A2+S1:S3!A3"),
            ["[1]Sheet1!A1", "'[b.xlsx]S 1'!A2", "S1:S3!A3"]
        );
        assert_eq!(
            refs("'file:///C:/a b.ods'#$'S 1'!A1+'file:///b.ods'#S!$B$2"),
            ["'file:///C:/a b.ods'#$'S 1'!A1", "'file:///b.ods'#S!$B$2"]
        );
        assert_eq!(refs("SUM(D8:D9)%>=1.5"), ["D8:D9"]);
        assert_eq!(refs("T13!A1+A1!B2"), ["T13!A1", "A1!B2"]);
    }

    #[test]
    fn sheets() {
        assert_eq!(
            sheet_part("'Biểu ''A'' & B'!"),
            SheetPart::One("Biểu 'A' & B".into())
        );
        assert_eq!(
            sheet_part("S1:S3!"),
            SheetPart::Span("S1".into(), "S3".into())
        );
        assert_eq!(sheet_part("[1]S!"), SheetPart::External);
        assert_eq!(sheet_part("'file:///b.ods'#S!"), SheetPart::External);
    }

    #[test]
    fn tokens_are_the_whole_text() {
        for text in [
            "IF(A1<>\"x\",{1,2;3,4},-B2%)^2",
            "'unclosed",
            "[[",
            "#x",
            "a'b",
            "Ω+ß(",
            "1.2.3E",
            "!",
        ] {
            let tokens = lex(text);
            let joined: String = tokens
                .iter()
                .map(|token| &text[token.start..token.end])
                .collect();
            assert_eq!(joined, text);
        }
    }
}

#[cfg(test)]
mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn tokens_stand_in_the_text_one_behind_the_other(
            any in any::<String>(),
            near in "([A-Z]{1,2}[0-9]{1,3}|SUM\\(|[-+*/(),:;!'\"#&<>= ]|[0-9.,]{1,4}|đ){0,12}",
        ) {
            for text in [&any, &near] {
                let mut end = 0;
                for token in lex(text) {
                    prop_assert!(token.start >= end && token.end >= token.start);
                    prop_assert!(text.get(token.start..token.end).is_some());
                    end = token.end;
                }
            }
        }
    }
}
