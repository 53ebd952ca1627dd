//! Formulas that say the same of the row and column they stand in: `H9+I9` in row 9 and `H10+I10` in row 10.

use super::cellref::{Coord, Ref};
use super::lex::{SheetPart, Tok, lex, sheet_part};

/// Ends a word of a normal form; no text holds this byte, nor the next one.
const END: u8 = 0xff;
/// Begins a reference.
const REF: u8 = 0xfe;

/// Writes a formula (without the leading `=`) so that two are alike exactly if one is a copy of the other: references
/// without `$` by their distance from the formula's own cell. Blanks do not count.
pub(crate) fn normal(text: &str, row: u32, col: u32, out: &mut Vec<u8>) {
    let end = |coord: Coord, own: u32, out: &mut Vec<u8>| {
        let n = if coord.abs {
            i64::from(coord.n)
        } else {
            i64::from(coord.n) - i64::from(own)
        };
        out.push(u8::from(coord.abs));
        out.extend(n.to_le_bytes());
    };
    for token in lex(text) {
        match token.tok {
            Tok::Space => {}
            Tok::Ref(sheet, reference) => {
                out.push(REF);
                out.extend(sheet.unwrap_or_default().as_bytes());
                out.push(REF);
                let ends = [(reference.cols, col), (reference.rows, row)];
                for ((first, last), own) in ends.iter().filter_map(|(e, own)| Some(((*e)?, *own))) {
                    end(first, own, out);
                    end(last, own, out);
                }
                let kind = (reference.cols.is_some(), reference.rows.is_some());
                out.push(u8::from(kind.0) + 2 * u8::from(kind.1));
            }
            _ => {
                let word = text.get(token.start..token.end).unwrap_or_default();
                out.extend(word.as_bytes());
                out.push(END);
            }
        }
    }
}

/// The formula as Excel writes it when it is copied so many rows down and columns right; `None` where a reference would
/// leave the sheet.
pub(crate) fn copied(text: &str, rows: i64, cols: i64) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for token in lex(text) {
        match token.tok {
            Tok::Ref(sheet, reference) => {
                out.push_str(sheet.unwrap_or_default());
                let moved: Ref = reference.moved(rows, cols)?;
                out.push_str(&moved.to_string());
            }
            _ => out.push_str(text.get(token.start..token.end)?),
        }
    }
    Some(out)
}

/// The columns of its own row that a formula asks, all counted from 0; `None` where it asks no such cell, or another one
/// that would move with it: what `D9+E9` and `H9/$H$1` come to hangs on their row alone.
pub(crate) fn columns_of_row(text: &str, row: u32) -> Option<impl Iterator<Item = u16>> {
    let own = row.checked_add(1)?;
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for token in lex(text) {
        match token.tok {
            Tok::Ref(None, reference) => {
                let ((top, bottom), (left, right)) = (reference.rows?, reference.cols?);
                if (top.n, bottom.n) == (own, own) {
                    spans.push((left.n.min(right.n), left.n.max(right.n)));
                } else if !(top.abs && bottom.abs) {
                    return None;
                }
            }
            Tok::Ref(Some(_), _) | Tok::Name(..) => return None,
            _ => {}
        }
    }
    let columns = |(first, last)| (first..=last).filter_map(|n: u32| u16::try_from(n - 1).ok());
    (!spans.is_empty()).then(|| spans.into_iter().flat_map(columns))
}

/// The first reference to another workbook, as it is written.
pub(crate) fn external(text: &str) -> Option<&str> {
    // Nearly no formula has either.
    if !text.bytes().any(|b| matches!(b, b'[' | b'#')) {
        return None;
    }
    lex(text).into_iter().find_map(|token| match token.tok {
        Tok::Ref(Some(sheet), _) | Tok::Name(Some(sheet), _)
            if sheet_part(sheet) == SheetPart::External =>
        {
            text.get(token.start..token.end)
        }
        _ => None,
    })
}

/// Whether a formula asks other workbooks, and nothing of its own: what is filled in here leaves its result as it is.
pub(crate) fn is_all_external(text: &str) -> bool {
    let mut is_any = false;
    let is_foreign = |sheet: Option<&str>| sheet.map(sheet_part) == Some(SheetPart::External);
    let tokens = lex(text);
    let only = tokens.iter().all(|token| match token.tok {
        Tok::Ref(sheet, _) => {
            is_any |= is_foreign(sheet);
            is_foreign(sheet)
        }
        Tok::Name(sheet, word) => {
            let is_truth = ["TRUE", "FALSE"]
                .iter()
                .any(|t| word.eq_ignore_ascii_case(t));
            is_any |= is_foreign(sheet);
            is_foreign(sheet) || is_truth
        }
        // What hangs on the place of the cell is its own.
        Tok::Func(name) => !["ROW", "COLUMN", "CELL", "INDIRECT"]
            .iter()
            .any(|own| name.eq_ignore_ascii_case(own)),
        Tok::Bracket(_) | Tok::Other(_) => false,
        _ => true,
    });
    is_any && only
}

#[cfg(test)]
mod tests {
    use super::{copied, external, is_all_external, normal};
    use crate::base::formula::cellref::parse_cell;

    fn shape(text: &str, cell: &str) -> Vec<u8> {
        let (row, col) = parse_cell(cell).unwrap();
        let mut out = Vec::new();
        normal(text, row, col, &mut out);
        out
    }

    #[test]
    fn copies_are_alike_and_others_are_not() {
        for (a, at_a, b, at_b) in [
            ("H9+I9", "G9", "H10 + I10", "G10"),
            ("SUM(A$1:A5)", "A6", "SUM(B$1:B8)", "B9"),
            ("'Biểu 1'!C5*2", "C5", "'Biểu 1'!C6*2", "C6"),
            ("SUM(A:A,3:3)", "C5", "SUM(A:A,4:4)", "C6"),
        ] {
            assert_eq!(shape(a, at_a), shape(b, at_b), "{a} {b}");
        }
        for (a, at_a, b, at_b) in [
            ("H9+I9", "G9", "H10+J10", "G10"),
            ("H9+I9", "G9", "H9+I9", "G10"),
            ("$H$9", "G9", "H9", "G9"),
            ("A1+\"x\"", "B1", "A1+\"y\"", "B1"),
            ("S!A1", "B1", "T!A1", "B1"),
            ("A:A", "B2", "1:1", "B2"),
            ("1+11", "A1", "11+1", "A1"),
        ] {
            assert_ne!(shape(a, at_a), shape(b, at_b), "{a} {b}");
        }
    }

    #[test]
    fn a_copy_is_written_as_excel_does() {
        assert_eq!(
            copied("SUM(H9:K$9)+'S 1'!$A1&\"H9\"", 8, 1).as_deref(),
            Some("SUM(I17:L$9)+'S 1'!$A9&\"H9\"")
        );
        assert_eq!(copied("A1", -1, 0), None);
    }

    #[test]
    fn other_workbooks() {
        for (text, link) in [
            ("SUM('[1]Giải ngân'!C7,2)", "'[1]Giải ngân'!C7"),
            ("[2]S!$A$1:B2*2", "[2]S!$A$1:B2"),
            (
                "A1+'file:///C:/a.ods'#$S.1!B2",
                "'file:///C:/a.ods'#$S.1!B2",
            ),
            ("[1]!TONG", "[1]!TONG"),
        ] {
            assert_eq!(external(text), Some(link));
        }
        for (text, is_all) in [
            ("SUM('[1]Giải ngân'!C7,[1]!TONG)*2", true),
            ("IF([1]S!A1>0,TRUE,\"A1\")", true),
            ("[1]S!A1+A1", false),
            ("[1]S!A1*TONG", false),
            ("A1", false),
            ("1+2", false),
            ("TODAY()", false),
            ("[1]S!A1*ROW()", false),
        ] {
            assert_eq!(is_all_external(text), is_all, "{text}");
        }
        for text in ["S1!A1", "Bang[Cột]+1", "\"[1]S!A1\"", "'S 1'!A1"] {
            assert_eq!(external(text), None, "{text}");
        }
    }
}
