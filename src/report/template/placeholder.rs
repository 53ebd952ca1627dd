//! `{{name | unit}}` in a cell's text.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::data::Value;
use crate::base::direction::turns_direction;

/// The unit that amounts are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Scale {
    #[default]
    Dong,
    Nghin,
    Trieu,
    Ty,
}

impl Scale {
    /// All names, as a placeholder or the map writes them.
    pub(super) const NAMES: [&'static str; 4] = ["dong", "nghin", "trieu", "ty"];

    /// The unit of that name; marks and case do not count (`Triệu`, `tỷ`, `tỉ`).
    pub(super) fn named(name: &str) -> Option<Self> {
        match name.trim().to_lowercase().as_str() {
            "dong" | "đồng" => Some(Self::Dong),
            "nghin" | "nghìn" | "ngan" | "ngàn" => Some(Self::Nghin),
            "trieu" | "triệu" => Some(Self::Trieu),
            "ty" | "tỷ" | "ti" | "tỉ" => Some(Self::Ty),
            _ => None,
        }
    }

    /// Its name in [`Self::NAMES`].
    pub(super) const fn name(self) -> &'static str {
        let [dong, nghin, trieu, ty] = Self::NAMES;
        match self {
            Self::Dong => dong,
            Self::Nghin => nghin,
            Self::Trieu => trieu,
            Self::Ty => ty,
        }
    }

    /// An amount in đồng, in this unit. Exact, since units are powers of ten; only where no digits
    /// are left is the last one rounded.
    pub(super) fn of(self, amount: Decimal) -> Decimal {
        let places = match self {
            Self::Dong => return amount,
            Self::Nghin => 3,
            Self::Trieu => 6,
            Self::Ty => 9,
        };
        let mut scaled = amount;
        match scaled.set_scale(amount.scale() + places) {
            Ok(()) => scaled.normalize(),
            Err(_) => amount
                .checked_div(Decimal::from(10_u64.pow(places)))
                .unwrap_or(amount)
                .normalize(),
        }
    }
}

/// A piece of a cell's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    Hole(Hole),
}

impl Piece {
    /// The placeholder, if it is one.
    pub(super) fn hole(&self) -> Option<&Hole> {
        match self {
            Self::Hole(hole) => Some(hole),
            Self::Text(_) => None,
        }
    }
}

/// What stands between the braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hole {
    pub(super) name: String,
    /// Where its first part ends.
    dot: Option<usize>,
    /// The unit as written.
    pub(super) filter: Option<String>,
    /// Where it stands in the text, braces included, in bytes.
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Hole {
    /// Reads what stands between braces, or a `value` of the map.
    pub(super) fn read(body: &str, start: usize, end: usize) -> Self {
        let (name, filter) = match body.split_once('|') {
            Some((name, filter)) => (name, Some(filter.trim().to_owned())),
            None => (body, None),
        };
        let name = name.trim().to_owned();
        Self {
            dot: name.find('.'),
            name,
            filter,
            start,
            end,
        }
    }

    /// The name's first part, which may be a list's.
    pub(super) fn prefix(&self) -> &str {
        self.dot.map_or(&self.name, |dot| &self.name[..dot])
    }

    /// The name without its first part.
    pub(super) fn field(&self) -> &str {
        self.dot.map_or("", |dot| &self.name[dot + 1..])
    }

    /// The list, the row and the field of a name that chooses one row: `activity[9].spent.local`.
    pub(super) fn chosen(&self) -> Option<(&str, &str, &str)> {
        let (list, rest) = self.name.split_once('[')?;
        let (key, field) = rest.split_once("].")?;
        Some((list.trim(), key.trim(), field.trim()))
    }

    /// As written, for messages.
    pub(super) fn written(&self) -> String {
        match &self.filter {
            Some(filter) => format!("{} | {filter}", self.name),
            None => self.name.clone(),
        }
    }
}

/// Cuts a text at its placeholders. `{{}}` and an opening `{{` that nothing closes are placeholders of which nothing is
/// known: left as text they would be printed, and nobody told.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut from = 0;
    while let Some(open) = text[from..].find("{{").map(|open| open + from) {
        let Some(close) = text[open + 2..].find("}}").map(|close| open + 2 + close) else {
            // Nothing closes it: a name that nothing is known of, and said to be one.
            if open > at {
                pieces.push(Piece::Text(text[at..open].to_owned()));
            }
            pieces.push(Piece::Hole(Hole::read(&text[open + 2..], open, text.len())));
            return pieces;
        };
        let body = &text[open + 2..close];
        if let Some(inner) = body.rfind("{{") {
            from = open + 2 + inner;
            continue;
        }
        if open > at {
            pieces.push(Piece::Text(text[at..open].to_owned()));
        }
        pieces.push(Piece::Hole(Hole::read(body, open, close + 2)));
        at = close + 2;
        from = at;
    }
    if at < text.len() {
        pieces.push(Piece::Text(text[at..].to_owned()));
    }
    pieces
}

/// The only placeholder of a text that is nothing else but blanks.
pub(super) fn only_hole(pieces: &[Piece]) -> Option<&Hole> {
    let mut only = None;
    for piece in pieces {
        match piece {
            Piece::Hole(hole) if only.is_none() => only = Some(hole),
            Piece::Text(text) if text.trim().is_empty() => {}
            _ => return None,
        }
    }
    only
}

/// A value inside a text, as Vietnamese documents write it: 1.234.567,8 and 05/09/2017.
pub(super) fn as_text(value: &Value, scale: Scale) -> String {
    match value {
        Value::Money(amount) => number_text(scale.of(*amount)),
        Value::Number(number) => number_text(*number),
        Value::Date(date) => date_text(*date),
        Value::Text(text) => clean(text).into_owned(),
        Value::Blank => String::new(),
    }
}

/// `dd/mm/yyyy`.
fn date_text(date: NaiveDate) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// A number with `.` between thousands and `,` before decimals.
pub(super) fn number_text(number: Decimal) -> String {
    let plain = number.normalize().abs().to_string();
    let (whole, part) = plain
        .split_once('.')
        .map_or((plain.as_str(), None), |(whole, part)| (whole, Some(part)));
    let mut out = String::new();
    if number.is_sign_negative() && !number.is_zero() {
        out.push('-');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push('.');
        }
        out.push(digit);
    }
    if let Some(part) = part {
        out.push(',');
        out.push_str(part);
    }
    out
}

/// A text without control characters and marks that turn its direction, line ends as `\n`, within what a cell can hold (32,767
/// units; a longer one ends in `…`).
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    const LIMIT: usize = 32_767;
    // Told from the first bytes of what is left out, which nearly no text has.
    let may_harm = |b: u8| b < b' ' || matches!(b, 0x7f | 0xc2 | 0xe2 | 0xef);
    if text.len() <= LIMIT && !text.bytes().any(may_harm) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept = text.chars().filter(|c| {
        matches!(c, '\n' | '\t')
            || !(c.is_control() || turns_direction(*c) || matches!(c, '\u{fffe}' | '\u{ffff}'))
    });
    let mut out = String::new();
    let mut units = 0;
    for character in kept {
        units += character.len_utf16();
        if units > LIMIT - 1 && text.encode_utf16().count() > LIMIT {
            out.push('…');
            break;
        }
        out.push(character);
    }
    Cow::Owned(out)
}

/// Days since the start of Excel's calendar, with its leap day of 1900; `None` before it.
pub(super) fn serial(date: NaiveDate, epoch_1904: bool) -> Option<i64> {
    let since = |year, month, day| {
        NaiveDate::from_ymd_opt(year, month, day)
            .map(|start| date.signed_duration_since(start).num_days())
    };
    if epoch_1904 {
        return since(1904, 1, 1).filter(|days| *days >= 0);
    }
    let days = since(1899, 12, 30)?;
    let days = if days < 61 { days - 1 } else { days };
    (days >= 1).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::{Scale, clean, number_text, only_hole, pieces, serial};
    use chrono::NaiveDate;
    use rust_decimal::Decimal;

    fn holes(text: &str) -> Vec<String> {
        let pieces = pieces(text);
        pieces
            .iter()
            .filter_map(|piece| match piece {
                super::Piece::Hole(hole) => Some(hole.written()),
                super::Piece::Text(_) => None,
            })
            .collect()
    }

    #[test]
    fn placeholders_are_found() {
        assert_eq!(
            holes("Kỳ {{ period.label }}: {{total.spent.total|trieu}} đ"),
            ["period.label", "total.spent.total | trieu"]
        );
        assert_eq!(holes("{{a {{b}} {{}} {{c"), ["b", "", "c"]);
        assert!(only_hole(&pieces(" {{a}} ")).is_some());
        assert!(only_hole(&pieces("{{a}}{{b}}")).is_none());
    }

    #[test]
    fn units_are_exact() {
        let amount: Decimal = "1234567890123.45".parse().unwrap();
        assert_eq!(Scale::Ty.of(amount).to_string(), "1234.56789012345");
        assert_eq!(
            Scale::Trieu.of(Decimal::from(250_000_000)).to_string(),
            "250"
        );
        assert_eq!(
            number_text(Scale::Trieu.of("-1234567800000".parse().unwrap())),
            "-1.234.567,8"
        );
        assert_eq!(number_text(Decimal::ZERO), "0");
        assert_eq!(Scale::named("Triệu"), Some(Scale::Trieu));
    }

    #[test]
    fn texts_hold_nothing_that_a_cell_cannot() {
        assert_eq!(clean("a\u{0}\u{1b}\r\nb\u{202e}\u{ffff}"), "a\nb");
        assert_eq!(clean(&"x".repeat(40_000)).chars().count(), 32_767);
    }

    #[test]
    fn dates() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(serial(day(2026, 9, 30), false), Some(46_295));
        assert_eq!(serial(day(2026, 9, 30), true), Some(44_833));
        assert_eq!(
            (
                serial(day(1900, 1, 1), false),
                serial(day(1900, 3, 1), false),
                serial(day(1899, 1, 1), false)
            ),
            (Some(1), Some(61), None)
        );
    }
}
