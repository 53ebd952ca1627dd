//! Numbers as sheets hold them: what Excel stored as a binary fraction, and what people typed as text.
//!
//! Nothing guesses: a text with two readings gives both, and the column or the sheet settles it.

mod digits;
mod float;
mod text;
mod words;

use std::fmt::Write as _;

use rust_decimal::Decimal;

pub use float::{from_float, shown};
pub use text::{parse, parse_count, parse_with, style_of};

/// Writes a number in plain digits, a point before decimals, without needless zeros. Whole numbers, which nearly all
/// amounts in đồng are, take the short way.
pub fn push_number(out: &mut String, number: Decimal) {
    let number = number.normalize();
    match u64::try_from(number.mantissa()) {
        Ok(whole) if number.scale() == 0 => push_whole(out, whole),
        // A text takes whatever is written.
        _ => write!(out, "{number}").unwrap_or_default(),
    }
}

fn push_whole(out: &mut String, mut whole: u64) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + u8::try_from(whole % 10).unwrap_or_default();
        whole /= 10;
        if whole == 0 {
            break;
        }
    }
    out.extend(digits[at..].iter().map(|digit| char::from(*digit)));
}

/// Which marks a sheet writes its numbers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `1.250.000,5`
    Vietnamese,
    /// `1,250,000.5`
    English,
}

/// What a text says when it is read as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextNumber {
    /// Empty, or a mark that means so: `-`, `–`, `x`, `…`
    Blank,
    /// A number in the unit of its column.
    Number(Decimal),
    /// An amount in đồng: the text names its own unit (`250 triệu`).
    Money(Decimal),
    /// A percentage: 85 for `85%`.
    Percent(Decimal),
    /// `1.250` is 1250 or 1.25; in đồng where the text names a unit of money (`1.250 triệu`).
    Ambiguous {
        /// The mark separates thousands.
        thousands: Decimal,
        /// The mark separates decimals.
        decimal: Decimal,
        /// The mark, `.` or `,`.
        mark: char,
    },
    /// No reading makes it a number, or not without losing digits.
    NotANumber,
}

/// How many decimal places a number uses once trailing zeros are off.
pub fn decimals(d: Decimal) -> u32 {
    d.normalize().scale()
}
