//! Which units must submit, and which approvals are in force.

use std::collections::BTreeSet;
use std::sync::Arc;

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
    // One beside the other, then the later one stays.
    approvals.sort_by_cached_key(|a| (project(a), a.unit.clone()));
    approvals.dedup_by(|next, kept| {
        let same = (project(next), &next.unit) == (project(kept), &kept.unit);
        if same {
            // Without its date the earlier decision may be as old as can be.
            let first = next.first_decided_on.min(kept.first_decided_on);
            if later(next, kept) {
                std::mem::swap(next, kept);
            }
            kept.first_decided_on = first;
        }
        same
    });
    approvals.sort_by_cached_key(order);
    approvals
}

/// Two lines of one name in one decision are two projects; the code alone makes them one.
fn project(approval: &Approval) -> String {
    match &approval.code {
        Some(_) => approval.key(),
        None => format!(
            "{}#{}#{}",
            approval.key(),
            approval.origin.file,
            approval.origin.row
        ),
    }
}

fn later(a: &Approval, b: &Approval) -> bool {
    (a.decided_on, &a.origin.file, &a.origin.sheet, a.origin.row)
        > (b.decided_on, &b.origin.file, &b.origin.sheet, b.origin.row)
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
