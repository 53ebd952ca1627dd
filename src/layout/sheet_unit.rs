//! Where a sheet states its money unit.

use crate::base::money::MoneyUnit;
use crate::base::place::Cell;
use crate::base::text::{after, fold};
use crate::read::grid::{Content, Grid};

use super::columns::{Column, Role};
use super::money_unit;
use super::recognise::Recognised;

/// Every statement of a money unit outside the columns' own headings, the one nearest to the table last.
pub(super) fn sheet_units(grid: &Grid, recognised: &Recognised) -> Vec<(MoneyUnit, Cell)> {
    let (first, last) = recognised.header;
    let mut stated: Vec<(MoneyUnit, Cell)> = Vec::new();
    for cell in grid.cells.iter().take_while(|c| c.at.row <= last) {
        let Content::Text(text) = &cell.content else {
            continue;
        };
        let inside = cell.at.row >= first;
        let of_column = |c: &Column| {
            matches!(c.role, Role::Money(_)) && c.unit.is_some_and(|(_, at)| at == cell.at)
        };
        if inside && recognised.columns.iter().any(of_column) {
            continue;
        }
        if let Some(unit) = money_unit::of_line(text) {
            stated.push((unit, cell.at));
        }
    }
    if stated.is_empty() {
        // Some sheets state it in a note under the table or on the sheet's tab.
        let below = grid.cells.iter().skip_while(|c| c.at.row <= last);
        for cell in below {
            let Content::Text(text) = &cell.content else {
                continue;
            };
            if is_marked(&fold(text))
                && let Some(unit) = money_unit::of_line(text)
            {
                stated.push((unit, cell.at));
                break;
            }
        }
    }
    stated
}

/// Whether a text under the table speaks of a unit: "ĐVT: đồng", "Ghi chú: đơn vị tính là triệu đồng".
fn is_marked(folded: &str) -> bool {
    let text = ["ghi chu", "luu y", "chu thich"]
        .iter()
        .find_map(|note| after(folded, note))
        .map_or(folded, str::trim);
    [
        "don vi tinh",
        "don vi tien",
        "dvt",
        "dv tinh",
        "so tien tinh",
    ]
    .iter()
    .any(|marker| after(text, marker).is_some())
}

impl Recognised {
    /// The money units that the sheet's line or the headings of its amounts state, each with its cells in their order.
    pub fn stated_units(&self) -> Vec<(MoneyUnit, Vec<Cell>)> {
        let money = self
            .columns
            .iter()
            .filter(|c| matches!(c.role, Role::Money(_)));
        let mut units: Vec<(MoneyUnit, Vec<Cell>)> = Vec::new();
        for (unit, at) in money.filter_map(|c| self.unit_of(c)) {
            let Some(at) = at else { continue };
            match units.iter_mut().find(|(own, _)| *own == unit) {
                Some((_, cells)) => cells.push(at),
                None => units.push((unit, vec![at])),
            }
        }
        for (_, cells) in &mut units {
            cells.sort_unstable();
            cells.dedup();
        }
        units
    }
}
