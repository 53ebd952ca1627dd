//! Numbers that people typed as text.

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use super::digits::{self, Digits, Exact};
use super::words::{self, Unit};
use super::{Style, TextNumber};

/// Reads a text as a number; two readings are given as such.
///
/// A comma before tỷ is a decimal mark (`3,865 tỷ đồng`), and three digits before đồng are thousands
/// (`12.000đ`): nobody means the other reading.
pub fn parse(text: &str) -> TextNumber {
    value(read(&plain(text), None))
}

/// Reads a text as a number where the style of its column or sheet is known.
pub fn parse_with(text: &str, style: Style) -> TextNumber {
    value(read(&plain(text), Some(style)))
}

/// Reads a result such as `50 người`, `120 gian hàng`, `1.200 m2`: a measure word may follow the number.
///
/// Money words are no measure; they are read as [`parse`] does.
pub fn parse_count(text: &str) -> TextNumber {
    let plain = plain(text);
    let reading = read(&plain, None);
    if reading.is_some() {
        return value(reading);
    }
    let Some(split) = plain.find(char::is_alphabetic) else {
        return TextNumber::NotANumber;
    };
    let (number, measure) = plain.split_at(split);
    let number = number.trim_end();
    if !number.ends_with(|c: char| c.is_ascii_digit()) || !is_measure(measure) {
        return TextNumber::NotANumber;
    }
    value(read(number, None))
}

/// Which style the text proves: `1.250,5` the Vietnamese, `12.5` the English, `1.250` and `250` none.
pub fn style_of(text: &str) -> Option<Style> {
    // Words have no digit, which their bytes tell: a full-width one begins with 0xEF.
    if !text.bytes().any(|b| b.is_ascii_digit() || b == 0xef) {
        return None;
    }
    read(&plain(text), None).and_then(|r| r.style)
}

struct Reading {
    value: TextNumber,
    style: Option<Style>,
}

fn value(reading: Option<Reading>) -> TextNumber {
    reading.map_or(TextNumber::NotANumber, |r| r.value)
}

/// Lower case, NFC, one kind of blank, minus and apostrophe, ASCII digits; a leading apostrophe is off.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc().flat_map(char::to_lowercase) {
        let c = match c {
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' => continue,
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' => '-',
            '\u{2018}' | '\u{2019}' | '\u{2032}' | '\u{2bc}' | '\u{b4}' | '`' => '\'',
            '₫' => 'đ',
            c => c,
        };
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.extend(c.to_lowercase());
        }
    }
    let trimmed = out.trim();
    trimmed
        .strip_prefix('\'')
        .unwrap_or(trimmed)
        .trim()
        .to_owned()
}

fn read(text: &str, style: Option<Style>) -> Option<Reading> {
    if text == "x"
        || text
            .chars()
            .all(|c| matches!(c, '-' | '.' | '…' | '_' | ' '))
    {
        return Some(Reading {
            value: TextNumber::Blank,
            style: None,
        });
    }
    let (negative, text) = sign(text);
    let (kind, (sum, proved)): (fn(Decimal) -> TextNumber, _) =
        if let Some(number) = text.strip_suffix('%') {
            (TextNumber::Percent, digits_only(number.trim_end(), style)?)
        } else if let Some(number) = digits_only(text, style) {
            (TextNumber::Number, number)
        } else {
            (TextNumber::Money, money(text, style)?)
        };
    finish(sum, proved, negative, kind)
}

/// `-250`, `(250)` and `250-` are below zero; `500.000,-` is an old way to say that nothing follows.
fn sign(text: &str) -> (bool, &str) {
    if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        return (true, inner.trim());
    }
    if let Some(rest) = text.strip_prefix('-') {
        return (true, rest.trim_start());
    }
    if let Some(rest) = text.strip_prefix('+') {
        return (false, rest.trim_start());
    }
    match text.strip_suffix('-') {
        Some(rest) if rest.ends_with(|c: char| c.is_ascii_digit()) => (true, rest),
        Some(rest) if rest.ends_with([',', '.']) => (false, rest),
        _ => (false, text),
    }
}

/// Both readings of an amount; they are the same where nothing is ambiguous.
#[derive(Clone, Copy)]
struct Sum {
    thousands: Exact,
    decimal: Exact,
    mark: Option<char>,
}

fn digits_only(run: &str, style: Option<Style>) -> Option<(Sum, Option<Style>)> {
    let starts = run.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    if !starts || run.contains(|c: char| !is_number_char(c)) {
        return None;
    }
    Some(settle(digits::read(run)?, style))
}

fn settle(digits: Digits, style: Option<Style>) -> (Sum, Option<Style>) {
    let one = |x: Exact| Sum {
        thousands: x,
        decimal: x,
        mark: None,
    };
    match digits {
        Digits::One(x, proved) => (one(x), proved),
        Digits::Two {
            thousands,
            decimal,
            mark,
        } => match style {
            None => (
                Sum {
                    thousands,
                    decimal,
                    mark: Some(mark),
                },
                None,
            ),
            Some(style) if (style == Style::Vietnamese) == (mark == '.') => (one(thousands), None),
            Some(_) => (one(decimal), None),
        },
    }
}

/// `3 tỷ 865 triệu đồng`, `1,5 tỷ`, `VND 250.000`: numbers, each with its unit, the larger unit first.
fn money(text: &str, style: Option<Style>) -> Option<(Sum, Option<Style>)> {
    let mut rest = text;
    let mut prefixed = false;
    if let Some(first) = text.find(|c: char| c.is_ascii_digit()).filter(|&i| i > 0) {
        let unit = words::unit(text[..first].trim_end_matches([' ', ':']))?;
        if unit.power > 0 {
            return None;
        }
        prefixed = true;
        rest = &text[first..];
    }
    let mut total: Option<(Sum, Option<Style>)> = None;
    let mut smallest = u32::MAX;
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !is_number_char(c))
            .unwrap_or(rest.len());
        let (run, tail) = rest.split_at(end);
        let next = tail
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(tail.len());
        let (unit_words, tail) = tail.split_at(next);
        rest = tail;
        let unit_words = unit_words.trim();
        let unit_words = unit_words.strip_suffix([',', ';']).unwrap_or(unit_words);
        let unit = match words::unit(unit_words) {
            Some(unit) => unit,
            None if unit_words.is_empty() && prefixed && total.is_none() => Unit { power: 0 },
            None => return None,
        };
        if unit.power >= smallest {
            return None;
        }
        smallest = unit.power;
        let (sum, proved) = settle_money(digits::read(run.trim_end())?, unit, style);
        total = Some(match total {
            None => (shifted(sum, unit.power)?, proved),
            Some((former, former_proof)) => (
                plus(former, shifted(sum, unit.power)?)?,
                former_proof.or(proved),
            ),
        });
    }
    total
}

/// Where the unit leaves only one of two readings, it is taken, and it proves the style.
fn settle_money(digits: Digits, unit: Unit, style: Option<Style>) -> (Sum, Option<Style>) {
    let style_of_mark = |mark| match mark {
        '.' => (Style::Vietnamese, Style::English),
        _ => (Style::English, Style::Vietnamese),
    };
    let meant = match digits {
        Digits::Two { mark, .. } if unit.power == 0 => Some(style_of_mark(mark).0),
        Digits::Two { mark: ',', .. } if unit.power == 9 => Some(Style::Vietnamese),
        _ => None,
    };
    let (sum, proved) = settle(digits, meant.or(style));
    (sum, proved.or(meant))
}

fn shifted(sum: Sum, power: u32) -> Option<Sum> {
    Some(Sum {
        thousands: sum.thousands.shifted(power)?,
        decimal: sum.decimal.shifted(power)?,
        mark: sum.mark,
    })
}

fn plus(a: Sum, b: Sum) -> Option<Sum> {
    Some(Sum {
        thousands: a.thousands.plus(b.thousands)?,
        decimal: a.decimal.plus(b.decimal)?,
        mark: a.mark.or(b.mark),
    })
}

fn finish(
    sum: Sum,
    style: Option<Style>,
    negative: bool,
    kind: fn(Decimal) -> TextNumber,
) -> Option<Reading> {
    let signed = |x: Exact| {
        let digits = if negative { -x.digits } else { x.digits };
        Decimal::try_from_i128_with_scale(digits, x.scale)
            .ok()
            .map(|d| d.normalize())
    };
    let thousands = signed(sum.thousands)?;
    let value = match sum.mark {
        Some(mark) => TextNumber::Ambiguous {
            thousands,
            decimal: signed(sum.decimal)?,
            mark,
        },
        None => kind(thousands),
    };
    Some(Reading { value, style })
}

fn is_number_char(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | ' ')
}

/// Words without digits, but for square and cubic metres.
fn is_measure(text: &str) -> bool {
    text.split([' ', '/', '.', ','])
        .all(|word| matches!(word, "m2" | "m3" | "km2") || word.chars().all(is_measure_char))
}

fn is_measure_char(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '²' | '³' | '-' | '(' | ')')
}

#[cfg(test)]
mod tests;
