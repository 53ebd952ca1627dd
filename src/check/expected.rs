//! Which units must submit, and which approvals are in force.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::model::{Approval, Period};

/// The units that must submit: those that the settings name, else every unit with an approved project.
pub fn units(
    named: Option<&[String]>,
    approvals: &[Approval],
    code: impl Fn(&str) -> Option<String>,
) -> Vec<Arc<str>> {
    let codes: BTreeSet<Arc<str>> = match named {
        Some(named) => named
            .iter()
            .map(|n| code(n).map_or_else(|| Arc::from(n.as_str()), |c| Arc::from(c.as_str())))
            .collect(),
        // Approvals lie in the order of their units.
        None => approvals
            .chunk_by(|a, b| a.unit == b.unit)
            .filter_map(|same| same.first()?.unit.clone())
            .collect(),
    };
    codes.into_iter().collect()
}

/// The approvals in force at the period's end: decided by then, and of several decisions about one project and unit
/// the latest; in the order of unit, code or name, file and row.
pub fn in_force(mut approvals: Vec<Approval>, period: Option<Period>) -> Vec<Approval> {
    if let Some(period) = period {
        approvals.retain(|a| a.decided_on.is_none_or(|day| day <= period.last_day()));
    }
    // Those of one project and unit stand one beside the other: the latest stays.
    approvals.par_sort_by_cached_key(order);
    approvals.dedup_by(|next, kept| {
        let same = is_same(next, kept);
        if same && later(next, kept) {
            std::mem::swap(next, kept);
        }
        same
    });
    approvals
}

/// Two lines of one name in one decision are two projects; the code alone makes them one.
fn is_same(a: &Approval, b: &Approval) -> bool {
    a.unit == b.unit
        && match (&a.code, &b.code) {
            (Some(one), Some(other)) if one.is_ascii() && other.is_ascii() => {
                one.eq_ignore_ascii_case(other)
            }
            (Some(_), Some(_)) => a.key() == b.key(),
            _ => false,
        }
}

fn later(a: &Approval, b: &Approval) -> bool {
    (a.decided_on, &a.origin.file, &a.origin.sheet, a.origin.row)
        > (b.decided_on, &b.origin.file, &b.origin.sheet, b.origin.row)
}

type Order = (Option<Arc<str>>, String, bool, Arc<str>, Arc<str>, u32);

fn order(a: &Approval) -> Order {
    (
        a.unit.clone(),
        a.key(),
        a.code.is_none(),
        Arc::clone(&a.origin.file),
        Arc::clone(&a.origin.sheet),
        a.origin.row,
    )
}
