//! Formulas after all that they build on; no recursion, since chains may be as long as a sheet.

use std::collections::BTreeSet;

/// Formulas that wait for each other.
pub(crate) trait Waiting {
    /// What names a formula.
    type Id: Copy + Ord;
    /// A formula that is read and only waits for others.
    type Read;

    /// Whether it has an outcome.
    fn is_settled(&self, id: Self::Id) -> bool;
    /// Reads a formula; adds those that it builds on and that have no outcome yet. `None` if it has no result.
    fn read(&mut self, id: Self::Id, pending: &mut Vec<Self::Id>) -> Option<Self::Read>;
    /// What a formula that waits no more turns out to build on; adds those that have no outcome yet.
    fn reach(
        &mut self,
        id: Self::Id,
        read: Self::Read,
        pending: &mut Vec<Self::Id>,
    ) -> Option<Self::Read>;
    /// Computes a formula and keeps its outcome; without a formula it has no result.
    fn settle(&mut self, id: Self::Id, read: Option<&Self::Read>);
}

/// Gives a formula, and whatever it builds on, its outcome. What builds on itself has no result.
pub(crate) fn settle<W: Waiting>(formulas: &mut W, id: W::Id) {
    let mut stack: Vec<(W::Id, Option<W::Read>)> = vec![(id, None)];
    let mut path: BTreeSet<W::Id> = BTreeSet::new();
    let mut pending = Vec::new();
    while let Some((id, ready)) = stack.pop() {
        if formulas.is_settled(id) {
            path.remove(&id);
            continue;
        }
        if ready.is_none() && path.contains(&id) {
            continue;
        }
        pending.clear();
        let is_ready = ready.is_some();
        let read = match ready {
            Some(read) => formulas.reach(id, read, &mut pending),
            None => formulas.read(id, &mut pending),
        };
        let circle = pending
            .iter()
            .any(|other| *other == id || path.contains(other));
        let read = read.filter(|_| !circle);
        if read.is_none() || is_ready && pending.is_empty() {
            path.remove(&id);
            formulas.settle(id, read.as_ref());
            continue;
        }
        path.insert(id);
        stack.push((id, read));
        stack.extend(pending.iter().rev().map(|other| (*other, None)));
    }
}
