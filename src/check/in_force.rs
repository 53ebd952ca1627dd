//! Which approvals are in force at the period's end, and what was approved before them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::reading::Reading;
use crate::model::{Approval, Figure, Money, Period, Source, Step, Version};

/// The approvals in force at the period's end, in the order of unit, code or name, file and row.
///
/// What counts only later is left out. Of several decisions about one project and unit the latest counts that says the
/// amounts anew; further batches and differences are added to what they follow. What is taken back wholly is gone.
pub fn in_force(mut approvals: Vec<Approval>, period: Option<Period>) -> Vec<Approval> {
    if let Some(period) = period {
        approvals.retain(|a| a.counts_from().is_none_or(|day| day <= period.last_day()));
    }
    let twice = named_twice(&approvals);
    approvals.sort_by_cached_key(|a| (project(a, &twice), a.unit.clone(), time(a)));
    let mut kept: Vec<Approval> = Vec::with_capacity(approvals.len());
    let mut last: Option<(String, Option<Arc<str>>)> = None;
    for next in approvals {
        let key = (project(&next, &twice), next.unit.clone());
        match kept.last_mut() {
            Some(before) if last.as_ref() == Some(&key) => follow(before, next),
            _ => kept.push(next),
        }
        last = Some(key);
    }
    kept.retain(|a| a.former.is_empty() || a.money.counted().is_none_or(|d| !d.is_zero()));
    kept.shrink_to_fit();
    kept.sort_by_cached_key(order);
    kept
}

/// Names without a code that one decision gives twice to one unit: there they are two projects.
fn named_twice(approvals: &[Approval]) -> HashSet<String> {
    let mut files: HashMap<(String, Option<&str>, &str), usize> = HashMap::new();
    for approval in approvals.iter().filter(|a| a.code.is_none()) {
        let place = (
            approval.key(),
            approval.unit.as_deref(),
            &*approval.origin.file,
        );
        *files.entry(place).or_default() += 1;
    }
    let twice = files.into_iter().filter(|(_, times)| *times > 1);
    twice.map(|((key, _, _), _)| key).collect()
}

/// The code alone makes lines one project, or a name that no decision repeats.
fn project(approval: &Approval, twice: &HashSet<String>) -> String {
    let key = approval.key();
    if approval.code.is_some() || !twice.contains(&key) {
        return key;
    }
    format!("{key}#{}#{}", approval.origin.file, approval.origin.row)
}

type Time = (Option<chrono::NaiveDate>, Arc<str>, Arc<str>, u32);

fn time(a: &Approval) -> Time {
    let origin = &a.origin;
    (
        a.counts_from(),
        Arc::clone(&origin.file),
        Arc::clone(&origin.sheet),
        origin.row,
    )
}

/// A later line about the same project and unit.
fn follow(before: &mut Approval, mut next: Approval) {
    let step = next.step;
    let other_decision = before.origin.file != next.origin.file;
    let version = Version {
        decision: before.decision.take(),
        decided_on: before.decided_on,
        money: std::mem::take(&mut before.money),
    };
    if step != Step::Whole {
        let mut lines = std::mem::take(&mut before.lines).into_vec();
        if lines.is_empty() {
            lines.push((before.origin.clone(), version.money.clone()));
        }
        lines.push((next.origin.clone(), next.money.clone()));
        next.lines = lines.into_boxed_slice();
        next.money = sum(&version.money, &next.money);
    }
    // What a later decision leaves unsaid stands as before.
    next.activity = next.activity.or(before.activity.take());
    next.content = next.content.or(before.content.take());
    next.beneficiary = next.beneficiary.or(before.beneficiary.take());
    next.location = next.location.or(before.location.take());
    next.executor_text = next.executor_text.or(before.executor_text.take());
    next.start = next.start.or(before.start);
    next.end = next.end.or(before.end);
    let mut former = std::mem::take(&mut before.former).into_vec();
    if other_decision {
        former.push(version);
    }
    next.former = former.into_boxed_slice();
    *before = next;
}

/// Two amounts by source; where only one side tells its sources, the total alone: nothing is split by guess.
fn sum(before: &Money, change: &Money) -> Money {
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

type Order = (Option<Arc<str>>, String, Arc<str>, Arc<str>, u32);

fn order(a: &Approval) -> Order {
    (
        a.unit.clone(),
        a.key(),
        Arc::clone(&a.origin.file),
        Arc::clone(&a.origin.sheet),
        a.origin.row,
    )
}
