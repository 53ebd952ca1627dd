//! How much a printed figure may differ from its sum (contract, section 5).

use rust_decimal::Decimal;

pub use crate::settings::Rounding;

impl Rounding {
    /// What a check of figures with these half-widths allows.
    pub fn allows(self, halves: impl IntoIterator<Item = Decimal>) -> Decimal {
        match self {
            Self::Printed => halves
                .into_iter()
                .fold(Decimal::ZERO, |sum, h| sum.checked_add(h).unwrap_or(sum)),
            Self::None => Decimal::ZERO,
        }
    }
}

/// Whether two amounts differ by more than is allowed.
pub fn differ(expected: Decimal, found: Decimal, allowed: Decimal) -> bool {
    expected
        .checked_sub(found)
        .is_none_or(|d| d.abs() > allowed)
}
