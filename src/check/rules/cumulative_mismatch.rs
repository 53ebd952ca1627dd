//! C401: what is printed as spent since 1 January is not what it was before and this period's own; in a period that
//! begins on 1 January it is this period's own.

use crate::check::continuity::Past;
use crate::check::rounding::differ;
use crate::check::sides::{Side, compared};
use crate::check::{Outcome, World, about_figure, causes};
use crate::finding::{Code, Finding, Severity, Value};
use crate::model::{Field, Figure, Money, Phase, Record, Source};

use super::against_previous::{Look, each_project, tell_former};

pub(super) fn check(world: &World<'_>) -> Outcome {
    each_project(world, Code::C401, look)
}

fn look(world: &World<'_>, record: &Record, past: &Past) -> Look {
    let (spent, cumulative) = (record.money(Phase::Spent), record.money(Phase::Cumulative));
    if cumulative.iter().all(|(_, figure)| figure.cell.is_none()) {
        return Err("no-cumulative");
    }
    if spent.iter().next().is_none() {
        return Err("no-spent");
    }
    let january = world.period.is_some_and(crate::model::Period::from_january);
    let before = match past {
        _ if january => None,
        // Without any records even that is not sure: the one decision at hand may replace an older one.
        Past::New if world.continuity.nothing.is_none() => None,
        Past::New => return Err(world.continuity.nothing.unwrap_or_default()),
        Past::Unknown(why) => return Err(why),
        past => match world.continuity.before(past, cumulative) {
            Some(before) if has_amounts(&before) => Some(before),
            _ => return Err("previous-blank"),
        },
    };
    let expected = match &before {
        None => spent.clone(),
        Some(before) if !has_amounts(spent) => before.clone(),
        Some(before) => added(before, spent),
    };
    if !has_amounts(&expected) || !has_amounts(cumulative) {
        return nothing_or_open(&expected, cumulative);
    }
    let sides = compared(&expected, cumulative);
    if sides.is_empty() {
        return Err("sources-differ");
    }
    let wrong = sides.into_iter().filter_map(|side| {
        let allowed = world
            .rounding
            .allows([side.approved.half, side.reported.half]);
        let is_wrong = differ(side.approved.dong, side.reported.dong, allowed);
        is_wrong.then(|| finding(world, record, past, before.is_some(), &side, allowed))
    });
    Ok(wrong.collect())
}

/// Nothing spent and nothing printed agree; a blank beside money has its own rule or is a matter of reading.
fn nothing_or_open(expected: &Money, cumulative: &Money) -> Look {
    if expected.has_unreadable() || cumulative.has_unreadable() {
        Err("unreadable")
    } else if has_amounts(expected) || has_amounts(cumulative) {
        Err("blank-amounts")
    } else {
        Ok(Vec::new())
    }
}

fn has_amounts(money: &Money) -> bool {
    Source::ALL.into_iter().any(|s| money.amount(s).is_some())
}

/// What was before and what was spent, at the finest level that both have.
fn added(before: &Money, spent: &Money) -> Money {
    let mut all = Money::default();
    for Side {
        source,
        approved: before,
        reported: spent,
    } in compared(before, spent)
    {
        let (Some(dong), Some(half)) = (
            before.dong.checked_add(spent.dong),
            before.half.checked_add(spent.half),
        ) else {
            continue;
        };
        all.set(
            source,
            Figure {
                reading: crate::base::reading::Reading::Known(dong),
                // A total counts as printed where either side prints it.
                cell: before.cell.or(spent.cell),
                half,
                ..Figure::default()
            },
        );
    }
    all
}

fn finding(
    world: &World<'_>,
    record: &Record,
    past: &Past,
    has_before: bool,
    side: &Side,
    allowed: rust_decimal::Decimal,
) -> Finding {
    let mut finding = about_figure(
        record,
        Code::C401,
        Field::new(Phase::Cumulative, side.source),
    );
    if let Some(cell) = side.reported.cell {
        finding.cells = vec![cell];
    }
    let figures = record.money(Phase::Cumulative);
    finding.money_unit = finding
        .money_unit
        .or_else(|| figures.iter().find_map(|(_, f)| f.unit));
    finding.expected = Some(Value::Money(side.approved.dong));
    finding.found = Some(Value::Money(side.reported.dong));
    finding.cause = causes::of_pair(side.approved.dong, side.reported.dong, allowed);
    if has_before {
        tell_former(world, past, side.source, &mut finding);
        if world.continuity.was_estimate(past) {
            finding.severity = Severity::Warning;
        }
    } else {
        finding.variant = Some(if *past == Past::New { "new" } else { "january" });
    }
    finding
}
