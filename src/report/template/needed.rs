//! Which cells the formulas and charts of a filled workbook look at: only their values are kept, since a list may have
//! hundreds of thousands of rows.

use std::collections::BTreeMap;

use super::charts;
use super::moved::Mover;
use super::parse::{Names, parse};
use super::reach::reaches;
use super::shift::Moves;
use super::values::{Area, Formula};
use super::xml::Element;

/// A stretch of rows, both ends included.
type Rows = (u32, u32);

/// The cells of one sheet that something looks at.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// A chart shows cells of this sheet, or a computed reference may lead to them: all of them are kept.
    whole: bool,
    /// Areas of more columns than are worth noting one by one.
    wide: Vec<Area>,
    columns: BTreeMap<u32, Vec<Rows>>,
}

/// The most columns of an area that are noted one by one.
const WIDE: u32 = 64;

/// The needed cells of every sheet.
pub(super) fn needed(sheets: usize, formulas: &[Formula], names: &dyn Names) -> Vec<Cells> {
    let mut needed: Vec<Cells> = (0..sheets).map(|_| Cells::default()).collect();
    for formula in formulas {
        let mut areas = Vec::new();
        let read = parse(&formula.text, formula.home(), names);
        // Where it leads is told by values that are not there yet.
        if reaches(&read) {
            whole(&mut needed);
        }
        read.areas((0, 0), &mut areas);
        for area in areas {
            if let Some(cells) = needed.get_mut(area.sheet) {
                cells.add(area);
            }
        }
    }
    for cells in &mut needed {
        cells.columns.values_mut().for_each(merge);
    }
    needed
}

/// Adds the sheets that a chart shows.
pub(super) fn of_chart(chart: &Element, moves: &Moves, names: &dyn Names, needed: &mut [Cells]) {
    charts::each_area(
        chart,
        &Mover::new(moves, "", ""),
        names,
        &mut |area| match area {
            Some(area) => {
                if let Some(cells) = needed.get_mut(area.sheet) {
                    cells.whole = true;
                }
            }
            None => whole(needed),
        },
    );
}

/// Keeps all cells of all sheets.
fn whole(needed: &mut [Cells]) {
    for cells in needed {
        cells.whole = true;
    }
}

impl Cells {
    fn add(&mut self, area: Area) {
        if area.right - area.left >= WIDE {
            self.wide.push(area);
            return;
        }
        for column in area.left..=area.right {
            let rows = self.columns.entry(column).or_default();
            match rows.last_mut() {
                // Formulas of one list look at one row after the other.
                Some((top, bottom)) if *top <= area.top && area.top <= bottom.saturating_add(1) => {
                    *bottom = area.bottom.max(*bottom);
                }
                _ => rows.push((area.top, area.bottom)),
            }
        }
    }

    /// Whether nothing of the sheet is looked at.
    pub(super) fn is_empty(&self) -> bool {
        !self.whole && self.wide.is_empty() && self.columns.is_empty()
    }

    /// Whether a cell is looked at.
    pub(super) fn holds(&self, row: u32, column: u32) -> bool {
        self.whole
            || self.columns.get(&column).is_some_and(|rows| {
                let after = rows.partition_point(|(top, _)| *top <= row);
                after > 0 && rows[after - 1].1 >= row
            })
            || self.wide.iter().any(|area| {
                (area.top..=area.bottom).contains(&row)
                    && (area.left..=area.right).contains(&column)
            })
    }
}

/// Sorts stretches of rows and joins those that touch.
fn merge(rows: &mut Vec<Rows>) {
    rows.sort_unstable();
    rows.dedup_by(|next, before| {
        let joins = next.0 <= before.1.saturating_add(1);
        if joins {
            before.1 = before.1.max(next.1);
        }
        joins
    });
}

#[cfg(test)]
mod tests {
    use super::{Area, Cells, merge};

    fn area(top: u32, left: u32, bottom: u32, right: u32) -> Area {
        Area {
            sheet: 0,
            top,
            left,
            bottom,
            right,
        }
    }

    #[test]
    fn only_what_is_looked_at_is_needed() {
        let mut cells = Cells::default();
        for one in [
            area(9, 2, 9, 3),
            area(3, 2, 5, 2),
            area(4, 2, 7, 2),
            area(1, 1, 2, 200),
        ] {
            cells.add(one);
        }
        cells.columns.values_mut().for_each(merge);
        let held = |row, column| cells.holds(row, column);
        assert_eq!(cells.columns[&2], [(3, 7), (9, 9)]);
        assert!(held(3, 2) && held(7, 2) && held(9, 3) && held(2, 150));
        assert!(!held(8, 2) && !held(9, 4) && !held(3, 150));
    }
}
