//! Merged areas by the column in which they begin: a cell finds its own without a look at all of them.

use std::collections::BTreeMap;

use crate::base::place::{Area, Cell};

/// The merged areas of a sheet, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct MergeIndex {
    /// The areas that begin in each column, from the top down. Areas do not overlap: of those above a cell only the
    /// lowest can reach it.
    columns: BTreeMap<u16, Vec<Area>>,
}

impl MergeIndex {
    /// Of areas sorted from the top down.
    pub fn new(merges: impl IntoIterator<Item = Area>) -> Self {
        let mut columns: BTreeMap<u16, Vec<Area>> = BTreeMap::new();
        for merge in merges {
            columns.entry(merge.first.col).or_default().push(merge);
        }
        Self { columns }
    }

    /// The area that a cell lies in.
    pub fn at(&self, at: Cell) -> Option<Area> {
        let over = self.columns.range(..=at.col).rev();
        over.filter_map(|(_, column)| reaching(column, at))
            .min_by_key(|m| m.first)
    }
}

/// The lowest area of a column that begins above a cell or beside it, if it holds the cell.
fn reaching(column: &[Area], at: Cell) -> Option<Area> {
    let next = column.partition_point(|m| m.first.row <= at.row);
    let last = column.get(next.checked_sub(1)?)?;
    last.contains(at).then_some(*last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(first: &str, last: &str) -> Area {
        let cell = |text: &str| Cell::parse(text).unwrap();
        Area {
            first: cell(first),
            last: cell(last),
        }
    }

    #[test]
    fn every_cell_finds_the_area_that_holds_it() {
        let merges = [
            area("A1", "D1"),
            area("A2", "A5"),
            area("C2", "D3"),
            area("B4", "D4"),
            area("A7", "A9"),
        ];
        let index = MergeIndex::new(merges);
        for row in 0..12 {
            for col in 0..6 {
                let at = Cell::new(row, col);
                let plain = merges.iter().copied().find(|m| m.contains(at));
                assert_eq!(index.at(at), plain, "{at}");
            }
        }
    }
}
