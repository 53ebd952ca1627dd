//! Where the rows of a sheet go when its model rows are repeated.

use std::cmp::Ordering;
use std::sync::Arc;

use super::cellref::MAX_ROW;

/// Adjacent model rows and the copies that take their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Region {
    /// First model row in the template.
    pub(super) first: u32,
    /// Last model row in the template.
    pub(super) last: u32,
    /// For each emitted row, which model row it is a copy of (0 is `first`); never empty.
    pub(super) copies: Arc<[u32]>,
    /// The level of each model row, 0 for the widest.
    pub(super) depths: Arc<[u32]>,
    /// The list is empty: the one emitted row stands for all model rows.
    pub(super) blank: bool,
    /// New number of the first emitted row; filled in by [`RowMap::new`].
    pub(super) start: u32,
}

/// How the rows of one sheet move.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RowMap {
    regions: Vec<Region>,
}

/// A stretch of new rows, both ends included.
pub(super) type Run = (u32, u32);

impl Region {
    /// New number of the last emitted row.
    pub(super) fn end(&self) -> u32 {
        self.start + u32::try_from(self.copies.len()).unwrap_or(MAX_ROW) - 1
    }

    /// Whether an old row is one of the model rows.
    pub(super) fn holds(&self, old: u32) -> bool {
        (self.first..=self.last).contains(&old)
    }

    /// The emitted rows, from index `from` up to `to`, whose model row lies in `old`.
    pub(super) fn runs_between(&self, old: Run, from: usize, to: usize) -> Vec<Run> {
        if self.blank
            || (old.0 <= self.first && old.1 >= self.last && from == 0 && to == self.copies.len())
        {
            return vec![(self.start, self.end())];
        }
        let mut runs: Vec<Run> = Vec::new();
        for (row, copy) in (self.start..)
            .zip(self.copies.iter())
            .skip(from)
            .take(to.saturating_sub(from))
        {
            let model = self.first + copy;
            if model < old.0 || model > old.1 {
                continue;
            }
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == row => *last = row,
                _ => runs.push((row, row)),
            }
        }
        runs
    }

    /// Where the model rows `old` stand together: from each copy of the first of them down to the last that belongs to it,
    /// be these the lines of one item or the rows of a group. `None` where the first one is deeper than another.
    pub(super) fn together(&self, old: Run) -> Option<Vec<Run>> {
        if self.blank {
            return Some(vec![(self.start, self.start)]);
        }
        let (first, last) = (old.0 - self.first, old.1 - self.first);
        if (first..=last).any(|copy| self.depth(copy) < self.depth(first)) {
            return None;
        }
        let mut runs: Vec<Run> = Vec::new();
        for (row, copy) in (self.start..).zip(self.copies.iter()) {
            match runs.last_mut() {
                _ if *copy == first => runs.push((row, row)),
                Some((_, below)) if *below + 1 == row && (first..=last).contains(copy) => {
                    *below = row;
                }
                _ => {}
            }
        }
        Some(runs)
    }

    /// First emitted copy of a model row.
    pub(super) fn first_copy(&self, old: u32) -> Option<u32> {
        if self.blank {
            return Some(self.start);
        }
        (self.start..)
            .zip(self.copies.iter())
            .find(|(_, copy)| self.first + **copy == old)
            .map(|(row, _)| row)
    }

    /// Index after the last row that belongs to the item at `index`: up to the next row of its own
    /// level or a higher one (a model row that stands higher in the template).
    pub(super) fn subtree_end(&self, index: usize) -> usize {
        let own = self.copies[index];
        let below = self.copies[index + 1..]
            .iter()
            .position(|copy| *copy <= own);
        below.map_or(self.copies.len(), |more| index + 1 + more)
    }

    /// The level of a model row, from 0.
    fn depth(&self, copy: u32) -> u32 {
        self.depths.get(copy as usize).copied().unwrap_or(0)
    }

    /// Whether an old row shows what is deeper than another one shows.
    pub(super) fn is_deeper(&self, old: u32, than: u32) -> bool {
        let depth = |old: u32| old.checked_sub(self.first).map(|copy| self.depth(copy));
        depth(old) > depth(than)
    }

    /// Index of the first row above the one at `index` that belongs to the same item: what it heads, and what stands
    /// under it.
    pub(super) fn item_start(&self, index: usize) -> usize {
        let own = self.copies[index];
        let belongs = |copy: &u32| match self.depth(*copy).cmp(&self.depth(own)) {
            Ordering::Greater => true,
            Ordering::Equal => *copy < own,
            Ordering::Less => false,
        };
        let above = self.copies[..index]
            .iter()
            .rev()
            .take_while(|copy| belongs(copy));
        index - above.count()
    }

    /// The nearest emitted row before `index` that is a copy of `old`.
    pub(super) fn parent(&self, index: usize, old: u32) -> Option<u32> {
        let before = self.copies[..index]
            .iter()
            .rposition(|copy| self.first + *copy == old)?;
        Some(self.start + u32::try_from(before).ok()?)
    }
}

impl RowMap {
    /// The map of a sheet with these regions, which do not overlap; `None` if the sheet would get
    /// more rows than a sheet can have (`last_used` is its last row in the template).
    pub(super) fn new(mut regions: Vec<Region>, last_used: u32) -> Option<Self> {
        regions.sort_by_key(|region| region.first);
        let mut shift = 0_i64;
        for region in &mut regions {
            region.start = u32::try_from(i64::from(region.first) + shift).ok()?;
            shift += i64::try_from(region.copies.len()).ok()?
                - i64::from(region.last - region.first + 1);
        }
        let used = i64::from(last_used) + shift;
        (used <= i64::from(MAX_ROW)).then_some(Self { regions })
    }

    /// Whether no row moves and none is repeated.
    pub(super) fn is_still(&self) -> bool {
        self.regions.iter().all(|region| {
            region.start == region.first && region.copies.len() == 1 && region.first == region.last
        })
    }

    /// The regions from top to bottom.
    pub(super) fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// The region that an old row is a model row of.
    pub(super) fn region_of(&self, old: u32) -> Option<&Region> {
        self.regions.iter().find(|region| region.holds(old))
    }

    /// New number of a row outside the regions, kept inside the sheet (`A1:A1048576` stays).
    pub(super) fn outside(&self, old: u32) -> u32 {
        let shift: i64 = self
            .regions
            .iter()
            .filter(|region| region.last < old)
            .map(|region| {
                i64::from(region.end())
                    - i64::from(region.start)
                    - i64::from(region.last - region.first)
            })
            .sum();
        u32::try_from((i64::from(old) + shift).clamp(1, i64::from(MAX_ROW))).unwrap_or(MAX_ROW)
    }

    /// New number of a row; of a model row its first copy, or where its first copy would stand.
    pub(super) fn first(&self, old: u32) -> u32 {
        match self.region_of(old) {
            Some(region) => region.first_copy(old).unwrap_or(region.start),
            None => self.outside(old),
        }
    }

    /// New number of a row; of a model row the last row of its region.
    pub(super) fn last(&self, old: u32) -> u32 {
        self.region_of(old)
            .map_or_else(|| self.outside(old), Region::end)
    }

    /// New rows of a stretch of old rows: one stretch unless it covers a part of a region whose
    /// levels alternate. Empty if it lies on a level that no item has.
    pub(super) fn runs(&self, old: Run) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut push = |run: Run| match runs.last_mut() {
            Some((_, last)) if *last + 1 >= run.0 => *last = run.1.max(*last),
            _ => runs.push(run),
        };
        let mut at = old.0;
        for region in &self.regions {
            if region.last < at || region.first > old.1 {
                continue;
            }
            if region.first > at {
                push((self.outside(at), self.outside(region.first - 1)));
            }
            for run in region.runs_between(old, 0, region.copies.len()) {
                push(run);
            }
            at = region.last + 1;
        }
        if at <= old.1 {
            push((self.outside(at), self.outside(old.1)));
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::{Region, RowMap};

    fn region(first: u32, last: u32, copies: &[u32]) -> Region {
        Region {
            first,
            last,
            copies: copies.into(),
            depths: (0..=last - first).collect(),
            blank: false,
            start: 0,
        }
    }

    #[test]
    fn a_foot_belongs_to_what_stands_above_it() {
        // Head, two rows, foot; a group without rows; a group with one.
        let feet = Region {
            depths: vec![0, 1, 0].into(),
            ..region(8, 10, &[0, 1, 1, 2, 0, 2, 0, 1, 2])
        };
        assert_eq!([3, 5, 8].map(|at| feet.item_start(at)), [0, 4, 6]);
        assert!(feet.is_deeper(9, 10) && !feet.is_deeper(8, 10));
        let only = Region {
            depths: vec![1, 0].into(),
            ..region(8, 9, &[0, 0, 1, 1, 0, 1])
        };
        assert_eq!([2, 3, 5].map(|at| only.item_start(at)), [0, 3, 4]);
    }

    #[test]
    fn rows_grow_move_and_stay() {
        let map = RowMap::new(vec![region(8, 8, &[0; 4])], 20).unwrap();
        assert_eq!(
            (map.first(7), map.first(8), map.last(8), map.first(9)),
            (7, 8, 11, 12)
        );
        assert_eq!(map.runs((8, 8)), [(8, 11)]);
        assert_eq!(map.runs((5, 8)), [(5, 11)]);
        assert_eq!(map.runs((8, 12)), [(8, 15)]);
        assert_eq!(map.runs((1, 1_048_576)), [(1, 1_048_576)]);
        assert!(!map.is_still());
    }

    #[test]
    fn levels() {
        let map = RowMap::new(vec![region(8, 10, &[0, 1, 2, 2, 1, 2, 0])], 20).unwrap();
        let region = &map.regions()[0];
        assert_eq!((region.start, region.end()), (8, 14));
        assert_eq!(map.runs((10, 10)), [(10, 11), (13, 13)]);
        assert_eq!(map.runs((8, 10)), [(8, 14)]);
        assert_eq!(map.runs((8, 8)), [(8, 8), (14, 14)]);
        assert_eq!(map.outside(11), 15);
        assert_eq!(
            (
                region.subtree_end(0),
                region.subtree_end(1),
                region.subtree_end(6)
            ),
            (6, 4, 7)
        );
        assert_eq!(region.parent(3, 9), Some(9));
    }

    #[test]
    fn rows_that_are_merged_are_so_in_every_item_and_group() {
        let lines = Region {
            depths: vec![0, 0].into(),
            ..region(8, 9, &[0, 1, 0, 1])
        };
        let lines = RowMap::new(vec![lines], 20).unwrap();
        let lines = &lines.regions()[0];
        assert_eq!(lines.together((8, 9)), Some(vec![(8, 9), (10, 11)]));
        // A group, its rows and its foot.
        let group = Region {
            depths: vec![0, 1, 0].into(),
            ..region(8, 10, &[0, 1, 1, 2, 0, 2])
        };
        let group = RowMap::new(vec![group], 20).unwrap();
        let group = &group.regions()[0];
        assert_eq!(group.together((8, 9)), Some(vec![(8, 10), (12, 12)]));
        assert_eq!(group.together((8, 10)), Some(vec![(8, 11), (12, 13)]));
        assert_eq!(group.together((9, 10)), None);
    }

    #[test]
    fn fewer_rows_than_model_rows_move_up_what_is_below() {
        let empty = Region {
            blank: true,
            ..region(8, 10, &[2])
        };
        let map = RowMap::new(vec![empty], 20).unwrap();
        assert_eq!((map.outside(11), map.runs((9, 9))), (9, vec![(8, 8)]));
        assert!(RowMap::new(vec![region(8, 8, &[0; 10])], 1_048_576).is_none());
    }
}
