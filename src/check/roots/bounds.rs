//! Amounts that are only known to be too much, or too little, and the sums over them.
//!
//! Each sum asks for one correction of the amount. Where they do not ask for the same one, those that ask for another
//! than the likely one are wrong by themselves.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::check::causes;
use crate::finding::{Cause, Code, Finding};

use super::mends::{alike, number};

/// A sum, and what it wants to stand in the cell.
struct Asked {
    sum: usize,
    right: Decimal,
    allowed: Decimal,
}

/// Takes from such an amount the sums that its likely correction would not mend; gives them.
pub(super) fn strays(findings: &[Finding], parents: &[Option<usize>]) -> Vec<usize> {
    let mut by_amount: BTreeMap<usize, Vec<Asked>> = BTreeMap::new();
    for (sum, parent) in parents.iter().enumerate() {
        let Some(parent) = *parent else { continue };
        let (own, at) = (&findings[sum], &findings[parent]);
        let is_sum = matches!(own.code, Code::A201 | Code::A202 | Code::A203 | Code::A209);
        let is_bound = matches!(at.code, Code::B301 | Code::C402);
        // What stands in the very cell is no sum over it.
        if !is_sum || !is_bound || own.cells.first() == at.cells.first() {
            continue;
        }
        let right = number(at.found.as_ref())
            .zip(own.difference())
            .and_then(|(found, change)| found.checked_add(change));
        if let Some(right) = right {
            let allowed = own.allowed;
            let asked = by_amount.entry(parent).or_default();
            asked.push(Asked {
                sum,
                right,
                allowed,
            });
        }
    }
    let stray = |(at, asked): (&usize, &Vec<Asked>)| {
        let right = likely(&findings[*at], asked);
        let others = asked.iter().filter(move |a| {
            right.is_some_and(|right| {
                !alike(
                    Some(a.right),
                    Some(right),
                    a.allowed + findings[*at].allowed,
                )
            })
        });
        others.map(|a| a.sum).collect::<Vec<_>>()
    };
    by_amount.iter().flat_map(stray).collect()
}

/// What should stand in the cell: what the cause of its own finding says, else the correction that has a cause, else
/// the one that most of the sums ask for.
fn likely(at: &Finding, asked: &[Asked]) -> Option<Decimal> {
    let found = number(at.found.as_ref())?;
    let votes = |right: Decimal| {
        let same = |a: &&Asked| alike(Some(a.right), Some(right), a.allowed + at.allowed);
        asked.iter().filter(same).count()
    };
    let caused = |right: Decimal| causes::of_pair(right, found, Decimal::ZERO).is_some();
    let mut rights: Vec<Decimal> = asked.iter().map(|a| a.right).collect();
    // A factor of a thousand is no coincidence: the amount should be the bound itself.
    if at.cause == Some(Cause::UnitSlip) {
        rights.extend(number(at.expected.as_ref()));
    }
    let weight = |right: &Decimal| (caused(*right), votes(*right));
    let best = rights.iter().copied().max_by_key(weight)?;
    let is_one = |right: &Decimal| {
        weight(right) < weight(&best) || alike(Some(*right), Some(best), at.allowed)
    };
    rights.iter().all(is_one).then_some(best)
}
