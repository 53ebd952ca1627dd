//! Amounts by source as the outputs print them: decimal strings in đồng, and the cells they come from.

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::plain::{Digits, Shown};
use crate::base::place::Cell;
use crate::base::reading::Reading;
use crate::model::{Field, Money, Phase, Source};

/// `{"total":"250000000","support":null,…}`.
///
/// The total is as printed; where none is printed it is the sum of the parts, unless one of them cannot be read.
pub(super) struct Amounts<'m>(pub(super) &'m Money);

impl Serialize for Amounts<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(Source::ALL.into_iter().map(|source| {
            let amount = match source {
                Source::Total => total(self.0),
                _ => self.0.amount(source),
            };
            (source.name(), decimal(amount))
        }))
    }
}

fn total(money: &Money) -> Option<Decimal> {
    match money.figure(Source::Total).map(|figure| figure.reading) {
        Some(Reading::Known(amount)) => Some(amount),
        Some(Reading::Unreadable) => None,
        Some(Reading::Blank) | None if money.has_unreadable() => None,
        Some(Reading::Blank) | None => money.sum_of_parts(),
    }
}

/// `"approved.total":"G14"` for every figure that stands in a cell.
pub(super) fn cells(
    phase: Phase,
    money: &Money,
) -> impl Iterator<Item = (Shown<Field>, Shown<Cell>)> {
    money.iter().filter_map(move |(source, figure)| {
        let cell = figure.cell.filter(|_| figure.reading != Reading::Blank)?;
        Some((Shown(Field::new(phase, source)), Shown(cell)))
    })
}

/// A number as the outputs print it, without needless zeros.
pub(super) fn decimal(amount: Option<Decimal>) -> Option<Digits> {
    amount.map(Digits)
}
