//! The texts of formulas in one spelling, whatever program wrote them.

use crate::base::place::column_name;

/// Whether a formula can only give a number, so that an empty text was never its result.
pub fn gives_a_number(formula: &str) -> bool {
    const TEXTS: [&str; 22] = [
        "IF(",
        "TRIM(",
        "LEFT(",
        "RIGHT(",
        "MID(",
        "LOOKUP(",
        "INDEX(",
        "CHOOSE(",
        "TEXT(",
        "CONCATENATE(",
        "SUBSTITUTE(",
        "OFFSET(",
        "INDIRECT(",
        "UPPER(",
        "LOWER(",
        "PROPER(",
        "CONCAT(",
        "TEXTJOIN(",
        "REPLACE(",
        "REPT(",
        "SWITCH(",
        "HYPERLINK(",
    ];
    let upper = formula.to_ascii_uppercase();
    !formula.is_empty()
        && !formula.contains(['"', '&'])
        && !TEXTS.iter().any(|name| upper.contains(name))
}

/// `of:=SUM([.B3:.B4];[$Biểu.C1])` as Excel writes it: `SUM(B3:B4,Biểu!C1)`.
pub fn from_odf(odf: &str) -> Box<str> {
    let body = match odf.split_once('=') {
        Some((prefix, body)) if prefix.is_empty() || prefix.ends_with(':') => body,
        _ => odf,
    };
    let mut out = String::with_capacity(body.len());
    let (mut in_text, mut in_name) = (false, false);
    let mut reference: Option<String> = None;
    for c in body.chars() {
        if let Some(inner) = &mut reference {
            match c {
                '\'' => {
                    in_name = !in_name;
                    inner.push(c);
                }
                ']' if !in_name => {
                    push_reference(inner, &mut out);
                    reference = None;
                }
                c => inner.push(c),
            }
            continue;
        }
        match c {
            '"' => {
                in_text = !in_text;
                out.push(c);
            }
            '[' if !in_text => reference = Some(String::new()),
            ';' if !in_text => out.push(','),
            c => out.push(c),
        }
    }
    out.into()
}

/// `.B3:.B4` or `$'A b'.C1`: the point parts the sheet from the cell. Both ends may name a sheet: `[.$Q1.B5:.$Q4.B5]`.
fn push_reference(inner: &str, out: &mut String) {
    let mut in_name = false;
    let mut ends: Vec<(&str, &str)> = Vec::new();
    let is_between = |c: char| {
        in_name ^= c == '\'';
        c == ':' && !in_name
    };
    for part in inner.split(is_between) {
        let (sheet, cell) = part.rsplit_once('.').unwrap_or(("", part));
        // `$` before a sheet is LibreOffice's alone.
        ends.push((sheet.strip_prefix('$').unwrap_or(sheet), cell));
    }
    let sheets = match ends[..] {
        [(first, _), (last, _)] if !last.is_empty() && last != first => {
            let bare = |name: &str| name.trim_matches('\'').to_owned();
            if first.contains('\'') || last.contains('\'') {
                format!("'{}:{}'", bare(first), bare(last))
            } else {
                format!("{first}:{last}")
            }
        }
        [(first, _), ..] => first.to_owned(),
        [] => String::new(),
    };
    if !sheets.is_empty() {
        out.push_str(&sheets);
        out.push('!');
    }
    let is_one = matches!(ends[..], [(_, a), (last, b)] if !last.is_empty() && a == b);
    for (index, (_, cell)) in ends
        .iter()
        .enumerate()
        .take(if is_one { 1 } else { usize::MAX })
    {
        if index > 0 {
            out.push(':');
        }
        out.push_str(cell);
    }
}

/// A formula of an .xlsb as calamine gives it, with its areas put right.
///
/// calamine (0.38) takes the two bits that say "relative" for a part of the column's number, so that `B1:B2` comes
/// as `$BTRN$1:$BTRN$2`. No sheet has such columns, so they can be told and undone.
pub fn from_xlsb(text: &str) -> Box<str> {
    const COLUMN_RELATIVE: u32 = 0x4000;
    const ROW_RELATIVE: u32 = 0x8000;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut in_text = false;
    while let Some(c) = rest.chars().next() {
        if c == '"' {
            in_text = !in_text;
        }
        let behind = rest.get(c.len_utf8()..).unwrap_or_default();
        let letters = behind.bytes().take_while(u8::is_ascii_uppercase).count();
        let column = behind.get(..letters).map_or(0, number_of);
        let is_column = c == '$' && !in_text && behind.as_bytes().get(letters) == Some(&b'$');
        if is_column && column & (COLUMN_RELATIVE | ROW_RELATIVE) != 0 {
            if column & COLUMN_RELATIVE == 0 {
                out.push('$');
            }
            let plain = u16::try_from(column & 0x3fff).unwrap_or_default();
            out.push_str(&column_name(plain));
            if column & ROW_RELATIVE == 0 {
                out.push('$');
            }
            rest = behind.get(letters + 1..).unwrap_or_default();
        } else {
            out.push(c);
            rest = behind;
        }
    }
    out.into()
}

/// The number of a column from 0, also of columns that no sheet has; 0 for what has more than four letters.
fn number_of(letters: &str) -> u32 {
    if letters.is_empty() || letters.len() > 4 {
        return 0;
    }
    let number = letters
        .bytes()
        .fold(0, |n, b| n * 26 + u32::from(b - b'A') + 1);
    number - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_that_cannot_give_a_text() {
        for formula in ["SUM(A1:A3)", "A1+B1", "B5", "ROUND(A1*2,0)"] {
            assert!(gives_a_number(formula), "{formula}");
        }
        for formula in ["", "IF(A1=0,A2,A3)", "A1&B1", "\"\"", "VLOOKUP(A1,B1:C9,2)"] {
            assert!(!gives_a_number(formula), "{formula}");
        }
    }

    #[test]
    fn formulas_in_the_spelling_of_excel() {
        let cases = [
            ("of:=SUM([.B3:.B4])", "SUM(B3:B4)"),
            (
                "of:=IF([.A1]>0;\"a;b\";[$'Biểu 1.a'.C$3])",
                "IF(A1>0,\"a;b\",'Biểu 1.a'!C$3)",
            ),
            ("of:=SUM([$T1.A1:.B2])", "SUM(T1!A1:B2)"),
            ("of:=SUM([$Q1.B5:$Q4.B5])", "SUM(Q1:Q4!B5)"),
            (
                "of:=SUM([$'Quý 1'.B$5:$'Quý 4'.C6])",
                "SUM('Quý 1:Quý 4'!B$5:C6)",
            ),
            ("of:=SUM([$'a:b'.B5:$'a:b'.C6])", "SUM('a:b'!B5:C6)"),
            (
                "of:=['file:///C:/a.ods'#$S.B2]*2",
                "'file:///C:/a.ods'#$S!B2*2",
            ),
            ("=A1=B1", "A1=B1"),
        ];
        for (odf, excel) in cases {
            assert_eq!(from_odf(odf).as_ref(), excel);
        }
    }

    #[test]
    fn areas_of_an_xlsb_are_put_right() {
        let cases = [
            ("SUM($BTRN$1:$BTRN$2)", "SUM(B1:B2)"),
            ("SUM($XFE$1:$BTRN$2)", "SUM(A$1:B2)"),
            (
                "SUM($B$1:$XFD$2)&\"$BTRN$1\"",
                "SUM($B$1:$XFD$2)&\"$BTRN$1\"",
            ),
            ("\"Biểu\"&A1", "\"Biểu\"&A1"),
        ];
        for (given, right) in cases {
            assert_eq!(from_xlsb(given).as_ref(), right);
        }
    }
}
