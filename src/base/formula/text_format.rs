//! TEXT: a number as a format shows it, where that is the same on every computer that the format was written for.
//!
//! A format says by itself which sign parts thousands and which decimals: `#,##0.00` and `#.##0,00` are each read as what
//! their writer saw. `0.000` could be either, names of months and days depend on the language, and neither is computed.

use chrono::Datelike;
use rust_decimal::{Decimal, RoundingStrategy};

use super::eval::{Result, Unknown, text};
use super::values::Scalar;
use crate::base::date::excel_serial;

/// The longest format that is read.
const LONGEST: usize = 255;
/// The most decimals that are shown.
const MOST_DECIMALS: usize = 15;

/// A piece of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// What is shown as it is.
    Literal(String),
    /// `0`, `#`, and the signs between them.
    Digits(String),
    /// `dd`, `m`, `yyyy`, in small letters.
    Day(String),
    Percent,
    /// `@`
    Text,
}

/// A value as a format shows it; days count from 1904, or as usual.
pub(crate) fn formatted(value: &Scalar, format: &str, is_1904: bool) -> Result<String> {
    if format.len() > LONGEST {
        return Err(Unknown);
    }
    let number = match value {
        Scalar::Number(number) => *number,
        Scalar::Blank => Decimal::ZERO,
        Scalar::Text(_) => return of_text(value, format),
        _ => return Err(Unknown),
    };
    if format.is_empty() {
        return Ok(String::new());
    }
    if format.eq_ignore_ascii_case("general") {
        return text(value).map_err(|_| Unknown);
    }
    let sections = sections(format)?;
    // Of a value that rounds to nothing the sign is shown by one program and not by the other.
    let (section, is_bare) = match (sections.as_slice(), number) {
        ([_, negative, ..], n) if n.is_sign_negative() && !n.is_zero() => (negative, true),
        ([_, _, zero, ..], n) if n.is_zero() => (zero, true),
        ([first, ..], _) => (first, false),
        ([], _) => return Err(Unknown),
    };
    let pieces = pieces(section)?;
    if pieces.iter().any(|piece| matches!(piece, Piece::Day(_))) {
        return day(number, &pieces, is_1904);
    }
    let sign = if number.is_sign_negative() && !number.is_zero() && !is_bare {
        "-"
    } else {
        ""
    };
    shown(number.abs(), &pieces).map(|text| format!("{sign}{text}"))
}

/// A text stays as it is but for what a format puts around its `@`.
fn of_text(value: &Scalar, format: &str) -> Result<String> {
    let text = text(value).map_err(|_| Unknown)?;
    // A text that looks like a number is one to Excel, on some computers.
    if text.contains(|c: char| c.is_ascii_digit()) {
        return Err(Unknown);
    }
    let sections = sections(format)?;
    let section = match sections.as_slice() {
        [one] => *one,
        [_, _, _, last] => *last,
        _ => return Ok(text),
    };
    let pieces = pieces(section)?;
    if !pieces.contains(&Piece::Text) {
        return Ok(text);
    }
    let piece = |piece: &Piece| match piece {
        Piece::Text => Ok(text.clone()),
        Piece::Literal(literal) => Ok(literal.clone()),
        _ => Err(Unknown),
    };
    pieces.iter().map(piece).collect()
}

/// The parts between `;`, of which there are four at most.
fn sections(format: &str) -> Result<Vec<&str>> {
    let mut is_quoted = false;
    let mut is_escaped = false;
    let is_between = |c: char| {
        if is_escaped {
            is_escaped = false;
            return false;
        }
        is_escaped = c == '\\' && !is_quoted;
        is_quoted ^= c == '"';
        c == ';' && !is_quoted
    };
    let all: Vec<&str> = format.split(is_between).collect();
    if all.len() > 4 { Err(Unknown) } else { Ok(all) }
}

fn pieces(section: &str) -> Result<Vec<Piece>> {
    let mut found: Vec<Piece> = Vec::new();
    let mut signs = section.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' => {
                let mut literal = String::new();
                loop {
                    match signs.next() {
                        Some('"') => break,
                        Some(c) => literal.push(c),
                        None => return Err(Unknown),
                    }
                }
                push_literal(&mut found, &literal);
            }
            '\\' => push_literal(&mut found, &signs.next().ok_or(Unknown)?.to_string()),
            '0' | '#' => {
                let mut digits = sign.to_string();
                while let Some(next) = signs.next_if(|c| matches!(c, '0' | '#' | ',' | '.')) {
                    digits.push(next);
                }
                // A sign of the sentence behind the number.
                let behind = digits.trim_end_matches(['.', ',']).len();
                if behind < digits.len() {
                    return Err(Unknown);
                }
                found.push(Piece::Digits(digits));
            }
            '%' => found.push(Piece::Percent),
            '@' => found.push(Piece::Text),
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' => {
                let same = |c: &char| c.eq_ignore_ascii_case(&sign);
                let mut word = sign.to_ascii_lowercase().to_string();
                while let Some(next) = signs.next_if(same) {
                    word.push(next.to_ascii_lowercase());
                }
                found.push(Piece::Day(word));
            }
            // Signs that are shown without quotes, `/` between the parts of a day as in Vietnamese and in English.
            ' ' | '-' | '+' | '(' | ')' | '/' | ':' | '.' | ',' => {
                push_literal(&mut found, &sign.to_string());
            }
            // Letters that are not ASCII have no meaning in a format: `ngày` needs its quotes only for its `y`.
            other if !other.is_ascii() => push_literal(&mut found, &other.to_string()),
            _ => return Err(Unknown),
        }
    }
    Ok(found)
}

fn push_literal(found: &mut Vec<Piece>, literal: &str) {
    match found.last_mut() {
        Some(Piece::Literal(text)) => text.push_str(literal),
        _ => found.push(Piece::Literal(literal.to_owned())),
    }
}

/// How many digits stand before and behind the decimal sign, which sign that is, and which parts thousands.
#[derive(Debug, Default, PartialEq, Eq)]
struct Places {
    whole: usize,
    /// Decimals that are always shown.
    least: usize,
    /// Decimals that are shown if they are not 0.
    most: usize,
    point: Option<char>,
    thousands: Option<char>,
}

impl Places {
    fn of(digits: &str) -> Result<Self> {
        let marks: Vec<(usize, char)> = digits
            .char_indices()
            .filter(|(_, c)| matches!(c, '.' | ','))
            .collect();
        let (thousands, point) = match marks.as_slice() {
            [] => (None, None),
            // Three signs behind one mark are thousands if no digit has to stand before it.
            [(at, mark)] => {
                let (before, after) = digits.split_at(*at);
                let after = after.get(1..).unwrap_or_default();
                if before.bytes().all(|b| b == b'#') && matches!(after, "##0" | "###") {
                    (Some(*mark), None)
                } else if after.len() == 3 {
                    return Err(Unknown);
                } else {
                    (None, Some((*at, *mark)))
                }
            }
            [.., (_, before), (at, last)] => {
                let others = marks.iter().rev().skip(1);
                if others.clone().any(|(_, mark)| mark != before) {
                    return Err(Unknown);
                }
                if before == last {
                    (Some(*last), None)
                } else {
                    (Some(*before), Some((*at, *last)))
                }
            }
        };
        let (before, after) = match point {
            Some((at, _)) => (
                digits.get(..at).unwrap_or_default(),
                digits.get(at + 1..).unwrap_or_default(),
            ),
            None => (digits, ""),
        };
        // Marks of thousands stand three digits apart.
        if let Some(mark) = thousands {
            let groups: Vec<&str> = before.split(mark).collect();
            if groups.iter().skip(1).any(|group| group.len() != 3) {
                return Err(Unknown);
            }
        }
        let zeros = |part: &str| part.bytes().filter(|b| *b == b'0').count();
        // `0#` before the mark and `#0` behind it show more than they have zeros.
        let whole: String = before.chars().filter(|c| matches!(c, '0' | '#')).collect();
        let is_plain = !whole.trim_start_matches('#').contains('#')
            && !after.trim_start_matches('0').contains('0');
        if !is_plain || after.len() > MOST_DECIMALS {
            return Err(Unknown);
        }
        Ok(Self {
            whole: zeros(before),
            least: zeros(after),
            most: after.len(),
            point: point.map(|(_, mark)| mark),
            thousands,
        })
    }
}

/// A number that is not below zero, in its only group of digits.
fn shown(number: Decimal, pieces: &[Piece]) -> Result<String> {
    let digits = pieces.iter().filter(|p| matches!(p, Piece::Digits(_)));
    let percents = pieces.iter().filter(|p| **p == Piece::Percent).count();
    if digits.count() > 1 || percents > 1 || pieces.contains(&Piece::Text) {
        return Err(Unknown);
    }
    let number = if percents == 1 {
        number.checked_mul(Decimal::ONE_HUNDRED).ok_or(Unknown)?
    } else {
        number
    };
    let piece = |piece: &Piece| match piece {
        Piece::Literal(literal) => Ok(literal.clone()),
        Piece::Percent => Ok("%".to_owned()),
        Piece::Digits(digits) => in_places(number, &Places::of(digits)?),
        Piece::Day(_) | Piece::Text => Err(Unknown),
    };
    pieces.iter().map(piece).collect()
}

fn in_places(number: Decimal, places: &Places) -> Result<String> {
    let decimals = u32::try_from(places.most).map_err(|_| Unknown)?;
    let rounded = number
        .round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
        .normalize()
        .to_string();
    let (whole, part) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let whole = if whole == "0" { "" } else { whole };
    let whole = format!("{whole:0>width$}", width = places.whole);
    let mut out = String::new();
    for (index, digit) in whole.char_indices() {
        if let Some(mark) = places.thousands
            && index > 0
            && (whole.len() - index).is_multiple_of(3)
        {
            out.push(mark);
        }
        out.push(digit);
    }
    if let Some(point) = places.point {
        out.push(point);
        out.push_str(part);
        out.extend(std::iter::repeat_n(
            '0',
            places.least.saturating_sub(part.len()),
        ));
    }
    Ok(out)
}

/// A day, from its serial number.
fn day(number: Decimal, pieces: &[Piece], is_1904: bool) -> Result<String> {
    let serial = number.trunc().normalize().to_string();
    let day = serial.parse().ok().and_then(|n| excel_serial(n, is_1904));
    let day = day.ok_or(Unknown)?;
    let piece = |piece: &Piece| match piece {
        Piece::Literal(literal) => Ok(literal.clone()),
        Piece::Day(word) => match word.as_str() {
            "d" => Ok(day.day().to_string()),
            "dd" => Ok(format!("{:02}", day.day())),
            "m" => Ok(day.month().to_string()),
            "mm" => Ok(format!("{:02}", day.month())),
            "yy" => Ok(format!("{:02}", day.year().rem_euclid(100))),
            "yyyy" => Ok(day.year().to_string()),
            _ => Err(Unknown),
        },
        _ => Err(Unknown),
    };
    pieces.iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::formatted;
    use crate::base::formula::values::Scalar;

    fn shown(value: &str, format: &str) -> String {
        let value = value
            .parse()
            .map_or_else(|_| Scalar::text(value), Scalar::Number);
        formatted(&value, format, false).unwrap_or_else(|_| "?".to_owned())
    }

    #[test]
    fn formats() {
        for (value, format, want) in [
            ("1234567.5", "#,##0", "1,234,568"),
            ("1234567.5", "#.##0", "1.234.568"),
            ("1234567.5", "#,##0.00", "1,234,567.50"),
            ("1234567.5", "#.##0,0", "1.234.567,5"),
            ("0", "#,##0", "0"),
            ("0", "#,###", ""),
            ("999", "#,##0", "999"),
            ("-1250", "#,##0", "-1,250"),
            ("-1250", "#,##0;(#,##0)", "(1,250)"),
            ("0", "0;-0;\"không\"", "không"),
            ("3", "00", "03"),
            ("2.345", "0.00", "2.35"),
            ("2.5", "0.0#", "2.5"),
            ("0.256", "0%", "26%"),
            ("0.256", "0.0%", "25.6%"),
            ("7", "\"Biểu số \"0", "Biểu số 7"),
            ("7", "0 \\t\\r", "7 tr"),
            ("42993", "dd/mm/yyyy", "15/09/2017"),
            ("42993.75", "d/m/yy", "15/9/17"),
            (
                "42993",
                "\"ngày \"dd\" tháng \"mm\" năm \"yyyy",
                "ngày 15 tháng 09 năm 2017",
            ),
            ("chữ", "@", "chữ"),
            ("chữ", "0.00", "chữ"),
            ("1.5", "General", "1.5"),
        ] {
            assert_eq!(shown(value, format), want, "{value} {format}");
        }
    }

    #[test]
    fn what_depends_on_the_computer_is_not_computed() {
        for (value, format) in [
            ("1234", "0.000"),
            ("1234", "0,000"),
            ("42993", "mmmm"),
            ("42993", "dddd"),
            ("0.5", "hh:mm"),
            ("1234", "#,##0,"),
            ("1234", "0.00E+00"),
            ("1234", "[Red]0"),
            ("1234", "0*-"),
            ("1234", "# ?/?"),
            ("1.250", "\"chưa đóng"),
            ("12a", "@"),
        ] {
            assert_eq!(shown(value, format), "?", "{value} {format}");
        }
    }
}
