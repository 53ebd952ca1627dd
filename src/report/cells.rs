//! Cells in few words: what stands one below the other is one range.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_a_range() {
        let cells = |text: &str| text.split(' ').filter_map(Cell::parse).collect::<Vec<_>>();
        assert_eq!(listed(&cells("S14")), "S14");
        assert_eq!(
            listed(&cells("D10 D11 D12 D30 E31 E32")),
            "D10:D12, D30, E31:E32"
        );
        assert_eq!(listed(&cells("D11 D10 E10")), "D11, D10, E10");
        assert_eq!(listed(&[]), "");
    }
}
