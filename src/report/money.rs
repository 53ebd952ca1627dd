//! Amounts by source as the outputs print them: decimal strings in đồng, and the cells they come from.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use crate::base::reading::Reading;
use crate::model::{Field, Money, Phase, Source};

/// `{"total":"250000000","support":null,…}`.
///
/// The total is as printed; where none is printed it is the sum of the parts, unless one of them cannot be read.
pub(super) fn amounts(money: &Money) -> Value {
    let map: Map<String, Value> = Source::ALL
        .into_iter()
        .map(|source| {
            let amount = match source {
                Source::Total => total(money),
                _ => money.amount(source),
            };
            (source.name().to_owned(), decimal(amount))
        })
        .collect();
    Value::Object(map)
}

fn total(money: &Money) -> Option<Decimal> {
    match money.figure(Source::Total).map(|figure| figure.reading) {
        Some(Reading::Known(amount)) => Some(amount),
        Some(Reading::Unreadable) => None,
        Some(Reading::Blank) | None if money.has_unreadable() => None,
        Some(Reading::Blank) | None => money.sum_of_parts(),
    }
}

/// Adds `"approved.total":"G14"` for every figure that stands in a cell.
pub(super) fn cells(phase: Phase, money: &Money, into: &mut Map<String, Value>) {
    for (source, figure) in money.iter() {
        if let (Some(cell), false) = (figure.cell, figure.reading == Reading::Blank) {
            into.insert(
                Field::new(phase, source).to_string(),
                json!(cell.to_string()),
            );
        }
    }
}

/// A number as the outputs print it, without needless zeros.
pub(super) fn decimal(amount: Option<Decimal>) -> Value {
    amount.map_or(Value::Null, |a| json!(a.normalize().to_string()))
}
