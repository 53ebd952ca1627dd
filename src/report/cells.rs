//! Cells in few words: neighbours are one range.

use std::collections::BTreeMap;

use crate::base::place::Cell;

/// `D10:D25, D30`: the cells in their order, the first one first.
pub(super) fn listed(cells: &[Cell]) -> String {
    let follows = |a: &Cell, b: &Cell| a.col == b.col && a.row.checked_add(1) == Some(b.row);
    let runs = cells.chunk_by(follows).map(|run| match run {
        [first, .., last] => format!("{first}:{last}"),
        run => run.iter().map(Cell::to_string).collect(),
    });
    runs.collect::<Vec<_>>().join(", ")
}

/// `A8:G9`, `C12`: the cells as rectangles, by rows, each with how many cells it holds; each cell once.
pub(super) fn areas(cells: &[Cell]) -> Vec<(String, usize)> {
    let mut sorted: Vec<(u32, u16)> = cells.iter().map(|c| (c.row, c.col)).collect();
    sorted.sort_unstable();
    sorted.dedup();
    // Runs within a row, then equal runs of rows that follow each other: first and last cell.
    let mut areas: Vec<(Cell, Cell)> = Vec::new();
    let mut latest: BTreeMap<(u16, u16), usize> = BTreeMap::new();
    let next = |a: &(u32, u16), b: &(u32, u16)| a.0 == b.0 && a.1.checked_add(1) == Some(b.1);
    for run in sorted.chunk_by(next) {
        let (Some((row, left)), Some((_, right))) = (run.first(), run.last()) else {
            continue;
        };
        let place = latest.entry((*left, *right)).or_insert(areas.len());
        match areas.get_mut(*place) {
            Some((_, last)) if last.row + 1 == *row => last.row = *row,
            _ => {
                *place = areas.len();
                areas.push((Cell::new(*row, *left), Cell::new(*row, *right)));
            }
        }
    }
    let told = |(first, last): (Cell, Cell)| {
        let rows = usize::try_from(last.row - first.row).unwrap_or(usize::MAX);
        let count = (rows + 1) * (usize::from(last.col - first.col) + 1);
        let name = if first == last {
            first.to_string()
        } else {
            format!("{first}:{last}")
        };
        (name, count)
    };
    areas.into_iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Cell> {
        text.split(' ').filter_map(Cell::parse).collect()
    }

    #[test]
    fn many_cells_are_few_rectangles() {
        let told = |text: &str| {
            let areas = areas(&cells(text)).into_iter();
            let told = areas.map(|(name, count)| format!("{name}={count}"));
            told.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(told("B9 A8 B8 A9 D8 A12"), "A8:B9=4 D8=1 A12=1");
        assert_eq!(told("C3 C1 C2 C2"), "C1:C3=3");
        assert_eq!(told("A1 B1 A2"), "A1:B1=2 A2=1");
        assert_eq!(told(""), "");
    }

    #[test]
    fn neighbours_are_a_range() {
        assert_eq!(listed(&cells("S14")), "S14");
        assert_eq!(
            listed(&cells("D10 D11 D12 D30 E31 E32")),
            "D10:D12, D30, E31:E32"
        );
        assert_eq!(listed(&cells("D11 D10 E10")), "D11, D10, E10");
        assert_eq!(listed(&[]), "");
    }
}
