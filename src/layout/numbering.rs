//! How rows are numbered (`I`, `A`, `1`, `1.2`, `a`, `-`) and rows that number the columns.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::read::grid::{Content, GridCell};

/// The kind of a row's number, which tells its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A, B, C
    Upper,
    /// I, II, III
    Roman,
    /// 1, 2, 3
    Int,
    /// 1.1 and deeper, with the number of dots.
    Dotted(u8),
    /// a, b, c
    Lower,
    /// - or +
    Dash,
    /// No number.
    Plain,
}

/// How deep rows of a kind stand below others.
pub(super) const fn depth(kind: Kind) -> u8 {
    match kind {
        Kind::Upper => 0,
        Kind::Roman => 1,
        Kind::Int => 2,
        Kind::Dotted(n) => 2 + n,
        Kind::Lower => 20,
        Kind::Dash => 30,
        Kind::Plain => 40,
    }
}

/// Reads a number that stands in its own cell.
pub fn kind_of(text: &str) -> Option<Kind> {
    let text = text
        .trim()
        .trim_matches(['.', ')', '(', '/', ':', ' '])
        .trim();
    if text.is_empty() || text.chars().count() > 8 {
        return None;
    }
    if matches!(text, "-" | "+" | "*" | "–" | "_" | "•") {
        return Some(Kind::Dash);
    }
    if text.chars().all(|c| c.is_ascii_digit()) {
        return Some(Kind::Int);
    }
    if text.chars().all(|c| "IVX".contains(c)) && roman(text).is_some() {
        return Some(Kind::Roman);
    }
    let parts: Vec<&str> = text.split(['.', ',']).collect();
    if parts.len() > 1 {
        let numbered = |p: &&str| {
            !p.is_empty()
                && (p.chars().all(|c| c.is_ascii_digit()) || roman(p).is_some() || p.len() == 1)
        };
        return parts
            .iter()
            .all(numbered)
            .then(|| Kind::Dotted(u8::try_from(parts.len() - 1).unwrap_or(9)));
    }
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if c.is_ascii_uppercase() => Some(Kind::Upper),
        (Some(c), None) if c.is_ascii_lowercase() => Some(Kind::Lower),
        (Some(c), Some(d))
            if c.is_ascii_digit() && d.is_ascii_lowercase() && chars.next().is_none() =>
        {
            Some(Kind::Lower)
        }
        _ => None,
    }
}

/// The number that leads a label (`II. Đào tạo nghề`), with the label after it.
pub fn leading(label: &str) -> Option<(Kind, &str)> {
    let label = label.trim();
    let first = label.chars().next()?;
    if matches!(first, '-' | '+' | '–' | '_' | '•' | '*') {
        return Some((Kind::Dash, label[first.len_utf8()..].trim()));
    }
    let end = label.find([' ', ')', '/', ':']).unwrap_or(label.len());
    let head = &label[..end];
    let marked = head.ends_with('.') || label[end..].starts_with([')', '/', ':']);
    let (head, rest) = if let Some(dot) = head
        .find('.')
        .filter(|&d| !head[d + 1..].starts_with(|c: char| c.is_ascii_digit()))
    {
        // "I.Đào tạo": no blank after the dot.
        (&head[..dot], &label[dot + 1..])
    } else {
        (head, label[end..].trim_start_matches([')', '/', ':', '.']))
    };
    let kind = kind_of(head)?;
    let sure =
        marked || head.len() < label[..end].len() || matches!(kind, Kind::Roman | Kind::Dotted(_));
    (sure && !rest.trim().is_empty() && (kind != Kind::Int || marked || head.len() < end))
        .then(|| (kind, rest.trim()))
}

/// The label without the number that leads it.
pub fn without_number(label: &str) -> String {
    leading(label).map_or_else(
        || label.trim().to_owned(),
        |(_, rest)| rest.trim_start_matches(['.', '-', ' ']).to_owned(),
    )
}

/// The value of a Roman numeral up to 39.
pub fn roman(text: &str) -> Option<u32> {
    let mut sum = 0;
    let mut last = 0;
    for c in text.chars().rev() {
        let value = match c {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            _ => return None,
        };
        if value < last {
            sum -= value;
        } else {
            sum += value;
            last = value;
        }
    }
    (sum > 0).then_some(sum)
}

/// Whether a row under the header numbers the columns: 1, 2, 3 …, (1), −1, A, B, `7=4/3`, `(3)=(4)+(5)`, `E = 1 đến 2…`.
pub fn is_column_numbers(cells: &[GridCell]) -> bool {
    let mut numbers: Vec<i64> = Vec::new();
    let mut letters: Vec<char> = Vec::new();
    let mut formulas = 0;
    for cell in cells {
        match &cell.content {
            Content::Number(x) => match crate::base::number::from_float(*x)
                .filter(Decimal::is_integer)
                .and_then(|d| d.to_i64())
            {
                Some(n) if (1..=200).contains(&n.abs()) => numbers.push(n.abs()),
                _ => return false,
            },
            Content::Text(text) => {
                let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
                let text = text.replace("đến", "-");
                let bare = text.trim_matches(['(', ')', '[', ']', '-', '…']);
                if let Ok(n) = bare.parse::<i64>() {
                    // "2…" stands for all further columns and follows nothing.
                    if text.ends_with('…') {
                        formulas += 1;
                    } else {
                        numbers.push(n);
                    }
                } else if bare.chars().count() == 1 && bare.chars().all(|c| c.is_ascii_alphabetic())
                {
                    letters.extend(bare.chars().map(|c| c.to_ascii_uppercase()));
                } else if text.contains('=')
                    && !text.contains(|c: char| c.is_alphabetic() && !c.is_ascii() && c != 'đ')
                {
                    formulas += 1;
                } else {
                    return false;
                }
            }
            _ => return false,
        }
    }
    let rising = numbers.windows(2).all(|w| w[1] > w[0] && w[1] - w[0] <= 3);
    // A long row of them may jump where columns were taken out or put in later.
    let steps = numbers.windows(2).filter(|w| w[1] - w[0] == 1).count();
    let counts = numbers.len() >= 8 && steps * 4 >= (numbers.len() - 1) * 3;
    let letters_rise = letters.windows(2).all(|w| w[1] > w[0]);
    let starts =
        numbers.first().is_none_or(|&n| n <= 3) && letters.first().is_none_or(|&c| c <= 'C');
    cells.len() >= 3
        && numbers.len() + letters.len() + formulas >= 3
        && (rising || counts)
        && letters_rise
        && starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_rows_tell_their_kind() {
        for (text, kind) in [
            ("I", Some(Kind::Roman)),
            ("iv", None),
            ("A", Some(Kind::Upper)),
            ("1", Some(Kind::Int)),
            ("2.", Some(Kind::Int)),
            ("1.1", Some(Kind::Dotted(1))),
            ("A.1", Some(Kind::Dotted(1))),
            ("a)", Some(Kind::Lower)),
            ("9a", Some(Kind::Lower)),
            ("-", Some(Kind::Dash)),
            ("Đề án", None),
        ] {
            assert_eq!(kind_of(text), kind, "{text}");
        }
    }

    #[test]
    fn rows_that_number_the_columns_are_told_from_data() {
        let row = |cells: &[&str]| -> Vec<GridCell> {
            cells
                .iter()
                .zip(0..)
                .map(|(text, col)| GridCell {
                    at: crate::base::place::Cell::new(0, col),
                    content: text
                        .parse()
                        .map_or_else(|_| Content::Text((*text).into()), Content::Number),
                    formula: None,
                })
                .collect()
        };
        for numbers in [
            &["-1", "-2", "(3)=(4)+(5)", "-4"][..],
            &["A", "B", "E = 1 đến 2…", "1", "2", "3", "2…"],
            &["1", "2", "3", "4", "5", "6", "11", "12", "13", "14"],
            &["1", "2", "3", "4", "5", "6", "7", "8", "7", "8", "9", "10"],
            &["1", "2", "7=4/3"],
        ] {
            assert!(is_column_numbers(&row(numbers)), "{numbers:?}");
        }
        for data in [
            &["1", "Đào tạo nghề", "250"][..],
            &["1", "5", "9"],
            &["1", "2", "3", "9", "8", "20", "5", "6", "6"],
            &["4", "5", "6"],
            &["E = 1 đến hết", "1", "2"],
        ] {
            assert!(!is_column_numbers(&row(data)), "{data:?}");
        }
    }

    #[test]
    fn labels_may_bring_their_number() {
        assert_eq!(
            leading("II. Đào tạo nghề"),
            Some((Kind::Roman, "Đào tạo nghề"))
        );
        assert_eq!(
            leading("I.Đào tạo nghề"),
            Some((Kind::Roman, "Đào tạo nghề"))
        );
        assert_eq!(leading("1) Lớp may"), Some((Kind::Int, "Lớp may")));
        assert_eq!(leading("- Trong đó"), Some((Kind::Dash, "Trong đó")));
        assert_eq!(leading("120 gian hàng"), None);
        assert_eq!(leading("Đào tạo nghề"), None);
        assert_eq!(without_number("3. Tổ chức hội chợ"), "Tổ chức hội chợ");
    }
}
