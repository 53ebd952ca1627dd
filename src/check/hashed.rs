//! Approvals by their keys, in little room.

use std::hash::{DefaultHasher, Hash, Hasher};

use rayon::prelude::*;

/// Approvals by a key. There may be hundreds of thousands, so what is kept of a key is its hash.
pub(super) struct Keys {
    /// By hash, then in their order.
    sorted: Vec<(u64, u32)>,
    /// Where the hashes of each beginning stand: some four of them, so that nothing is looked for far away.
    starts: Vec<u32>,
    /// How many bits of a hash are not its beginning.
    shift: u32,
}

impl Keys {
    /// Of the hashes of keys, each with the approval that has it.
    pub(super) fn new(mut sorted: Vec<(u64, u32)>) -> Self {
        sorted.par_sort_unstable();
        let bits = (sorted.len() / 4).max(1).ilog2();
        let shift = u64::BITS - bits;
        let mut starts = Vec::with_capacity(1 << bits);
        let mut beginning = None;
        for (at, (hash, _)) in (0..).zip(&sorted) {
            let own = hash.checked_shr(shift);
            while beginning < own || beginning.is_none() {
                starts.push(at);
                beginning = Some(beginning.map_or(0, |b| b + 1));
            }
        }
        Self {
            sorted,
            starts,
            shift,
        }
    }

    /// Those of a hash, in the order of approvals.
    pub(super) fn of(&self, wanted: u64) -> &[(u64, u32)] {
        let beginning = wanted.checked_shr(self.shift).unwrap_or_default();
        let from = usize::try_from(beginning)
            .ok()
            .and_then(|b| self.starts.get(b))
            .map_or(self.sorted.len(), |at| *at as usize);
        let rest = &self.sorted[from..];
        let first = rest.iter().take_while(|(hash, _)| *hash < wanted).count();
        let rest = &rest[first..];
        let same = rest.iter().take_while(|(hash, _)| *hash == wanted).count();
        &rest[..same]
    }

    /// The approvals of a key, in their order; `has` tells whether one really has it.
    pub(super) fn find(
        &self,
        key: &str,
        has: impl Fn(usize) -> bool,
    ) -> impl Iterator<Item = usize> {
        really(self.of(hash(key)), has)
    }
}

/// Of approvals whose keys have one hash those that really have the key.
pub(super) fn really(
    same: &[(u64, u32)],
    has: impl Fn(usize) -> bool,
) -> impl Iterator<Item = usize> {
    let all = same.iter().map(|(_, index)| *index as usize);
    all.filter(move |index| has(*index))
}

/// The hash of a key.
pub(super) fn hash(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}
