//! Units of money. Amounts are exact decimals in đồng from the cell on.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// The unit in which a sheet prints its money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum MoneyUnit {
    /// đồng
    Dong,
    /// nghìn đồng
    Thousand,
    /// triệu đồng
    Million,
    /// tỷ đồng
    Billion,
}

impl MoneyUnit {
    /// All units, smallest first.
    pub const ALL: [Self; 4] = [Self::Dong, Self::Thousand, Self::Million, Self::Billion];

    /// How many đồng one unit is.
    pub const fn scale(self) -> i64 {
        match self {
            Self::Dong => 1,
            Self::Thousand => 1_000,
            Self::Million => 1_000_000,
            Self::Billion => 1_000_000_000,
        }
    }

    /// Its name as sheets print it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dong => "đồng",
            Self::Thousand => "nghìn đồng",
            Self::Million => "triệu đồng",
            Self::Billion => "tỷ đồng",
        }
    }

    /// An amount in this unit as đồng; `None` beyond what a decimal holds.
    pub fn to_dong(self, amount: Decimal) -> Option<Decimal> {
        amount
            .checked_mul(Decimal::from(self.scale()))
            .map(|d| d.normalize())
    }

    /// An amount of đồng in this unit, exact.
    pub fn from_dong(self, dong: Decimal) -> Decimal {
        dong.checked_div(Decimal::from(self.scale()))
            .unwrap_or(dong)
            .normalize()
    }

    /// The one unit in which every figure suits the amount of đồng beside it: it is more than a five-hundredth of it
    /// and at most twice as much.
    ///
    /// The two bounds are a thousandfold apart, as the units are, so that no figure suits two of them.
    pub fn that_suits(figures: &[(Decimal, Decimal)]) -> Option<Self> {
        let suits = |unit: Self, (figure, dong): &(Decimal, Decimal)| {
            let own = unit.to_dong(figure.abs());
            let least = dong.checked_div(Decimal::from(500));
            let most = dong.checked_mul(Decimal::TWO);
            matches!((own, least, most), (Some(own), Some(least), Some(most)) if own > least && own <= most)
        };
        let all = |unit: &Self| figures.iter().all(|pair| suits(*unit, pair));
        Self::ALL
            .into_iter()
            .filter(|_| !figures.is_empty())
            .find(all)
    }
}

/// Rounds half away from zero, as reports do; nothing before the report rounds.
pub fn round(amount: Decimal, decimals: u32) -> Decimal {
    amount.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// A decimal in Vietnamese notation: `1.250.000,5`.
pub fn vietnamese(amount: Decimal) -> String {
    grouped(amount, '.', ',')
}

/// A decimal with the given marks for thousands and decimals.
pub fn grouped(amount: Decimal, thousands: char, decimal: char) -> String {
    let text = amount.normalize().abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((text.as_str(), ""));
    let mut out = String::new();
    if amount.is_sign_negative() && !amount.is_zero() {
        out.push('-');
    }
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(thousands);
        }
        out.push(c);
    }
    if !fraction.is_empty() {
        out.push(decimal);
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_print_in_vietnamese() {
        let show = |text: &str| text.parse().map(vietnamese).unwrap_or_default();
        assert_eq!(show("1250000.50"), "1.250.000,5");
        assert_eq!(show("-999"), "-999");
        assert_eq!(show("-1000"), "-1.000");
        assert_eq!(show("0"), "0");
    }

    #[test]
    fn a_unit_suits_where_every_figure_does() {
        let pair =
            |figure: &str, dong: i64| (figure.parse().unwrap_or_default(), Decimal::from(dong));
        let suits = |pairs: &[(Decimal, Decimal)]| MoneyUnit::that_suits(pairs);
        let million = pair("15", 15_000_000);
        assert_eq!(suits(&[million]), Some(MoneyUnit::Million));
        assert_eq!(suits(&[pair("30", 15_000_000)]), Some(MoneyUnit::Million));
        assert_eq!(
            suits(&[pair("30.1", 15_000_000)]),
            Some(MoneyUnit::Thousand)
        );
        assert_eq!(suits(&[pair("0.03", 15_000_000)]), Some(MoneyUnit::Billion));
        assert_eq!(suits(&[million, pair("0.02", 15_000_000)]), None);
        assert_eq!(suits(&[million, pair("9", 0)]), None);
        assert_eq!(suits(&[]), None);
    }

    #[test]
    fn reports_round_half_away_from_zero() {
        assert_eq!(round(Decimal::new(25, 1), 0), Decimal::from(3));
        assert_eq!(round(Decimal::new(-25, 1), 0), Decimal::from(-3));
    }
}
