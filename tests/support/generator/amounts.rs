//! Amounts as cells: a unit, and the many ways to type a number.

use rust_decimal::Decimal;

use super::dice::Dice;
use super::style::Amounts;
use crate::support::sheet::Value;

/// A unit of money: its size in đồng, its name in the counts, how people write it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    pub dong: i64,
    pub name: &'static str,
    words: &'static [&'static str],
    /// Behind a number in a cell; empty where nobody writes that.
    behind: &'static [&'static str],
}

/// All units that forms are printed in.
pub const UNITS: [Unit; 4] = [
    Unit {
        dong: 1,
        name: "unit đồng",
        words: &["đồng", "VNĐ", "Đồng", "VND"],
        behind: &["đ", " đồng", " VNĐ", "đồng"],
    },
    Unit {
        dong: 1_000,
        name: "unit nghìn",
        words: &[
            "nghìn đồng",
            "ngàn đồng",
            "1.000 đồng",
            "1000 đồng",
            "1.000đ",
            "Nghìn đồng",
        ],
        behind: &[" nghìn đồng", " nghìn", " ngàn đồng"],
    },
    Unit {
        dong: 1_000_000,
        name: "unit triệu",
        words: &[
            "triệu đồng",
            "Triệu đồng",
            "tr.đ",
            "Tr. đồng",
            "triệu VNĐ",
            "1.000.000 đồng",
        ],
        behind: &[" triệu", " triệu đồng", "tr", " tr"],
    },
    Unit {
        dong: 1_000_000_000,
        name: "unit tỷ",
        words: &["tỷ đồng", "tỉ đồng", "Tỷ đồng"],
        behind: &[" tỷ", " tỷ đồng", " tỉ đồng"],
    },
];

impl Unit {
    /// One of its spellings.
    pub fn word(&self, dice: &mut Dice) -> &'static str {
        *dice.pick(self.words)
    }
}

/// The amount in a unit, exact.
pub fn in_unit(dong: i64, unit: Unit) -> Decimal {
    (Decimal::from(dong) / Decimal::from(unit.dong)).normalize()
}

/// A cell that shows an amount of đồng.
pub fn cell(dice: &mut Dice, amounts: Amounts, dong: i64, unit: Unit) -> Value {
    let value = in_unit(dong, unit);
    match amounts {
        Amounts::Numbers => Value::Number(value.to_string()),
        Amounts::Mixed if dice.chance(50) => Value::Number(value.to_string()),
        Amounts::Mixed | Amounts::Vietnamese => text(value, ".", ","),
        Amounts::English => text(value, ",", "."),
        Amounts::Spaced => text(value, *dice.pick(&[" ", "\u{a0}"]), ","),
        Amounts::Bare => text(value, "", ","),
        Amounts::Wide => {
            let Value::Text(plain) = text(value, "", ",") else {
                return Value::Number(value.to_string());
            };
            Value::Text(plain.chars().map(wide).collect())
        }
        Amounts::Worded => worded(dice, dong),
    }
}

/// The amount with a unit of its own, whatever the column's is.
fn worded(dice: &mut Dice, dong: i64) -> Value {
    let unit = *dice.pick(&UNITS);
    let value = in_unit(dong, unit);
    let behind = dice.pick(unit.behind);
    let thousands = if unit.dong == 1 { "." } else { "" };
    let number = marked(value, thousands, ",");
    if unit.dong != 1 && (is_ambiguous(&number, ',') && unit.dong != 1_000_000_000) {
        return text(Decimal::from(dong), ".", ",").with(" đồng");
    }
    Value::Text(format!("{number}{behind}"))
}

trait With {
    fn with(self, tail: &str) -> Self;
}

impl With for Value {
    fn with(self, tail: &str) -> Self {
        match self {
            Self::Text(text) => Self::Text(text + tail),
            other => other,
        }
    }
}

/// The number with its marks; where that could be read two ways, without a mark of thousands.
fn text(value: Decimal, thousands: &str, decimal: &str) -> Value {
    let with = marked(value, thousands, decimal);
    let unclear = [thousands, decimal]
        .iter()
        .filter_map(|mark| mark.chars().next())
        .any(|mark| matches!(mark, '.' | ',') && is_ambiguous(&with, mark));
    if !unclear {
        return Value::Text(with);
    }
    let without = marked(value, "", decimal);
    let mark = decimal.chars().next().unwrap_or(',');
    if is_ambiguous(&without, mark) {
        // One place more settles it: `1,0250`.
        return Value::Text(without + "0");
    }
    Value::Text(without)
}

fn marked(value: Decimal, thousands: &str, decimal: &str) -> String {
    let plain = value.to_string();
    let (whole, places) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push_str(thousands);
        }
        out.push(digit);
    }
    if !places.is_empty() {
        out.push_str(decimal);
        out.push_str(places);
    }
    out
}

/// One mark, three digits behind it, and one to three that begin with no zero before it.
fn is_ambiguous(text: &str, mark: char) -> bool {
    let others = text.chars().filter(|c| !c.is_ascii_digit()).count();
    text.split_once(mark).is_some_and(|(before, behind)| {
        others == 1 && behind.len() == 3 && before.len() <= 3 && !before.starts_with('0')
    })
}

fn wide(c: char) -> char {
    c.to_digit(10)
        .and_then(|d| char::from_u32(0xff10 + d))
        .unwrap_or(c)
}
