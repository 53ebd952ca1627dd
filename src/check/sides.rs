//! Two sides' amounts of one project at the finest level that both have.
//!
//! Sources are compared one by one. Where one side merges its khuyến công money ("KP khuyến công hỗ trợ") and the other
//! splits it, the merged amount is national + local (+ district): the split side is added up, never the merged one split.

use rust_decimal::Decimal;

use crate::base::place::Cell;
use crate::base::reading::Reading;
use crate::model::{Figure, Money, Source, Sources};

/// One amount of one side with its place.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    /// In đồng.
    pub dong: Decimal,
    /// How far it may be from what it was rounded from.
    pub half: Decimal,
    /// Its cell; of several the first that holds something.
    pub cell: Option<Cell>,
    /// Whose column that cell is.
    pub source: Source,
}

/// One source, or the total, as both sides have it.
#[derive(Clone, Copy, Debug)]
pub struct Side {
    /// Which source.
    pub source: Source,
    /// What the decision says.
    pub approved: Amount,
    /// What the unit says.
    pub reported: Amount,
}

/// Sources that are compared with sources of another side: one with the same, or several with one that merges them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// What they are called together.
    pub source: Source,
    /// The first side's columns.
    pub first: Sources,
    /// The second side's.
    pub second: Sources,
}

/// The finest levels that two sides with these columns have in common; the total is none of them.
pub fn levels(first: Sources, second: Sources) -> Vec<Level> {
    let merged = if merges(first, second) {
        // The merged side's own column of the district's budget stands beside the merged amount.
        let apart = |side: Sources| side.has(Source::Support) && side.has(Source::District);
        if apart(first) || apart(second) {
            KHUYEN_CONG.without(Source::District.into())
        } else {
            KHUYEN_CONG
        }
    } else {
        Sources::default()
    };
    let mut levels = Vec::with_capacity(Source::ALL.len());
    let (own, other) = (first.and(merged), second.and(merged));
    if !own.is_empty() && !other.is_empty() {
        levels.push(Level {
            source: Source::Support,
            first: own,
            second: other,
        });
    }
    let each = PARTS.and(first).and(second).without(merged);
    levels.extend(each.iter().map(|source| Level {
        source,
        first: source.into(),
        second: source.into(),
    }));
    levels
}

/// Whether one side merges khuyến công money that the other side splits.
const fn merges(first: Sources, second: Sources) -> bool {
    const fn splits(side: Sources) -> bool {
        side.has(Source::National) || side.has(Source::Local)
    }
    match (first.has(Source::Support), second.has(Source::Support)) {
        (true, true) => splits(first) != splits(second),
        (one, other) => one || other,
    }
}

const KHUYEN_CONG: Sources = Sources::NONE
    .with(Source::Support)
    .with(Source::National)
    .with(Source::Local)
    .with(Source::District);

const PARTS: Sources = KHUYEN_CONG.with(Source::Counterpart).with(Source::Other);

/// The amounts that both sides have, at the finest level; the total where sources remain that only one side has.
///
/// A blank among filled parts is zero; a phase without any amount says nothing.
pub fn compared(approved: &Money, reported: &Money) -> Vec<Side> {
    let (filled, told) = (approved.filled(), reported.filled());
    if filled.is_empty() || told.is_empty() {
        return Vec::new();
    }
    let levels = levels(approved.sources(), reported.sources());
    let mut sides = Vec::with_capacity(levels.len() + 1);
    for level in &levels {
        if let (Some(approved), Some(reported)) = (
            joined(approved, level.first),
            joined(reported, level.second),
        ) {
            sides.push(Side {
                source: level.source,
                approved,
                reported,
            });
        }
    }
    let all = |of: fn(&Level) -> Sources| levels.iter().map(of).fold(Sources::NONE, Sources::or);
    let open = PARTS.and(filled).without(all(|level| level.first));
    let left = PARTS.and(told).without(all(|level| level.second));
    let is_nothing = |money: &Money, sources: Sources| {
        let mut amounts = sources.iter().map(|s| money.amount(s));
        amounts.all(|dong| dong.is_some_and(|d| d.is_zero()))
    };
    // With nothing in them they add nothing to what the levels say, unless the total is printed.
    let says_more = !(is_nothing(approved, open) && is_nothing(reported, left));
    if (!open.or(left).is_empty() || sides.is_empty())
        && let (Some(approved), Some(reported)) =
            (whole(approved, reported), whole(reported, approved))
        && (says_more || reported.source == Source::Total)
    {
        sides.push(Side {
            source: Source::Total,
            approved,
            reported,
        });
    }
    sides
}

/// Some sources of one side together; `None` where one of them could not be read.
fn joined(money: &Money, sources: Sources) -> Option<Amount> {
    let mut sum: Option<Amount> = None;
    for (source, figure) in sources.iter().filter_map(|s| Some((s, money.figure(s)?))) {
        let part = amount(source, &figure)?;
        sum = Some(match sum {
            None => part,
            Some(before) => {
                let says = |a: &Amount| a.cell.is_some() && !a.dong.is_zero();
                let shown = if says(&before) || !says(&part) {
                    before
                } else {
                    part
                };
                Amount {
                    dong: before.dong.checked_add(part.dong)?,
                    half: before.half.checked_add(part.half)?,
                    ..shown
                }
            }
        });
    }
    sum
}

fn amount(source: Source, figure: &Figure) -> Option<Amount> {
    let dong = match figure.reading {
        Reading::Known(dong) => dong,
        Reading::Blank => Decimal::ZERO,
        Reading::Unreadable => return None,
    };
    Some(Amount {
        dong,
        half: figure.half,
        cell: figure.cell,
        source,
    })
}

/// All the money of one side: its printed total; without one the sum of its parts, if the other side has no further part.
fn whole(money: &Money, other: &Money) -> Option<Amount> {
    let printed = money
        .figure(Source::Total)
        .filter(|f| f.cell.is_some() && f.reading != Reading::Blank);
    let own = money.sources();
    let joins = merges(own, other.sources()) && !own.and(KHUYEN_CONG).is_empty();
    let told = if joins { own.or(KHUYEN_CONG) } else { own };
    let further = PARTS
        .without(told)
        .iter()
        .any(|s| other.amount(s).is_some_and(|d| !d.is_zero()));
    if money.has_unreadable() || (printed.is_none() && further) {
        return None;
    }
    let half = match (money.sum_of_parts(), &printed) {
        (Some(_), _) if !money.partial => Source::PARTS
            .into_iter()
            .filter_map(|s| money.figure(s))
            .map(|f| f.half)
            .sum(),
        (_, Some(figure)) => figure.half,
        (_, None) => Decimal::ZERO,
    };
    let shown = printed
        .and_then(|f| Some((Source::Total, f.cell?)))
        .or_else(|| first_cell(money));
    Some(Amount {
        dong: money.counted()?,
        half,
        cell: shown.map(|(_, cell)| cell),
        source: shown.map_or(Source::Total, |(source, _)| source),
    })
}

fn first_cell(money: &Money) -> Option<(Source, Cell)> {
    money
        .iter()
        .find_map(|(source, f)| Some((source, f.cell.filter(|_| f.reading.known().is_some())?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(figures: &[(Source, Option<i64>)]) -> Money {
        let mut money = Money::default();
        for (source, amount) in figures {
            let reading = amount.map_or(Reading::Blank, |n| Reading::Known(Decimal::from(n)));
            money.set(
                *source,
                Figure {
                    reading,
                    cell: Some(Cell::new(0, *source as u16)),
                    ..Figure::default()
                },
            );
        }
        money.partial = figures.iter().any(|(source, _)| *source == Source::Total);
        money
    }

    fn told(approved: &[(Source, Option<i64>)], reported: &[(Source, Option<i64>)]) -> String {
        let line = |side: Side| {
            format!(
                "{} {} {} {}",
                side.source.name(),
                side.approved.dong,
                side.reported.dong,
                side.reported.source.name()
            )
        };
        let sides = compared(&money(approved), &money(reported));
        sides.into_iter().map(line).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn merged_money_is_compared_with_the_sum_of_the_split() {
        use Source::{Counterpart, District, Local, National, Support};
        let merged = [(Support, Some(290)), (Counterpart, Some(100))];
        let split = [
            (National, None),
            (Local, Some(90)),
            (District, Some(200)),
            (Counterpart, Some(100)),
        ];
        assert_eq!(
            told(&merged, &split),
            "support 290 290 local, counterpart 100 100 counterpart"
        );
        assert_eq!(
            told(&split, &merged),
            "support 290 290 support, counterpart 100 100 counterpart"
        );
        // With a column of its own the district's budget is no part of what is merged.
        let beside = [(Support, Some(90)), (District, Some(200))];
        let parts = [
            (National, Some(1)),
            (Local, Some(89)),
            (District, Some(200)),
        ];
        assert_eq!(
            told(&beside, &parts),
            "support 90 90 national, district 200 200 district"
        );
    }

    #[test]
    fn what_only_one_side_tells_is_compared_in_the_total() {
        use Source::{Counterpart, Local, Support, Total};
        let both = [(Local, Some(90)), (Counterpart, Some(100))];
        let total = [(Total, Some(200)), (Local, Some(90))];
        assert_eq!(
            told(&both, &total),
            "local 90 90 local, total 190 200 total"
        );
        assert_eq!(told(&both, &[(Total, Some(190))]), "total 190 190 total");
        // Nothing tells what else the merged side would have.
        assert_eq!(told(&both, &[(Support, Some(90))]), "support 90 90 support");
        assert_eq!(told(&both, &[(Support, None)]), "");
    }
}
