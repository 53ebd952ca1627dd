//! Amounts of two lines by source, added up.

use rust_decimal::Decimal;

use crate::base::reading::Reading;
use crate::model::{Figure, Money, Source};

/// Two amounts by source; where only one side tells its sources, the total alone: nothing is split by guess.
pub(super) fn sum(before: &Money, change: &Money) -> Money {
    let splits = |money: &Money| {
        let mut parts = Source::PARTS.into_iter();
        parts.any(|s| money.amount(s).is_some_and(|d| !d.is_zero()))
    };
    let silent = change.counted().is_none_or(|d| d.is_zero()) && !splits(change);
    let mut money = Money::default();
    if silent || splits(before) == splits(change) {
        for source in Source::PARTS {
            let figure = match (before.figure(source), change.figure(source)) {
                (Some(one), Some(other)) => plus(&one, &other),
                (Some(one), None) => Figure { cell: None, ..one },
                (None, Some(other)) => other,
                (None, None) => continue,
            };
            money.set(source, figure);
        }
        money.partial = before.partial || change.partial;
    }
    let total = |of: &Money| {
        let printed = of.figure(Source::Total).unwrap_or_default();
        let reading = of.counted().map_or(printed.reading, Reading::Known);
        Figure { reading, ..printed }
    };
    money.set(Source::Total, plus(&total(before), &total(change)));
    money
}

/// The sum stands at the cell of the later decision.
fn plus(before: &Figure, change: &Figure) -> Figure {
    let reading = match (before.reading, change.reading) {
        (Reading::Unreadable, _) | (_, Reading::Unreadable) => Reading::Unreadable,
        (Reading::Blank, Reading::Blank) => Reading::Blank,
        (a, b) => {
            let known = |r: Reading<Decimal>| r.known().unwrap_or_default();
            known(a)
                .checked_add(known(b))
                .map_or(Reading::Unreadable, Reading::Known)
        }
    };
    Figure {
        reading,
        cell: change.cell,
        half: before.half.checked_add(change.half).unwrap_or(change.half),
        unit: change.unit.or(before.unit),
        text: None,
    }
}
