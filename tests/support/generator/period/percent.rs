//! A column of percentages beside the money of a list: what was reported of what was approved.

use rust_decimal::{Decimal, RoundingStrategy};

use super::super::dice::Dice;
use super::super::list::List;
use super::super::marks::{Line, Mark};
use crate::support::sheet::Value;

/// One printed percentage.
#[derive(Clone, Debug)]
pub struct Percent {
    /// Row and column from 1.
    pub at: (u32, u32),
    /// The project of its row.
    pub project: String,
    /// In percents, rounded as it is printed.
    pub printed: Decimal,
    /// Printed as a fraction of one.
    pub as_fraction: bool,
}

/// Adds the column at the right of a list that prints what was approved; gives its cells.
pub fn add(dice: &mut Dice, list: &mut List) -> Vec<Percent> {
    let heading = *dice.pick(&[
        "Tỷ lệ (%)",
        "Tỷ lệ giải ngân (%)",
        "% so với kế hoạch",
        "Tỉ lệ % thực hiện so với kế hoạch",
    ]);
    // A sheet whose totals stand apart from their parts is asked about its totals.
    let has_totals = list.marks.iter().any(|m| m.part.is_none() && is_project(m));
    let part = if has_totals { None } else { Some(0) };
    let places = dice.between(0, 2);
    let as_fraction = dice.chance(30);
    let column = list.last_column + 1;
    let of = |phase: usize, line: &Line| {
        let mut marks = list.marks.iter();
        marks.find(|m| (m.phase, m.part) == (phase, part) && m.line == *line)
    };
    let mut cells = Vec::new();
    for done in list.marks.iter().filter(|m| (m.phase, m.part) == (2, part)) {
        let Line::Project(project) = &done.line else {
            continue;
        };
        let Some(approved) = of(0, &done.line).filter(|m| m.dong != 0) else {
            continue;
        };
        let exact = Decimal::from(done.dong) * Decimal::ONE_HUNDRED / Decimal::from(approved.dong);
        let half_away = RoundingStrategy::MidpointAwayFromZero;
        cells.push(Percent {
            at: (done.at.0, column),
            project: project.clone(),
            printed: exact.round_dp_with_strategy(places, half_away),
            as_fraction,
        });
    }
    if cells.is_empty() {
        return cells;
    }
    let head = (list.header, column);
    list.sheet
        .cells
        .insert(head, Value::Text(heading.to_owned()));
    for cell in &cells {
        list.sheet.cells.insert(cell.at, cell.value(cell.printed));
    }
    cells
}

fn is_project(mark: &Mark) -> bool {
    matches!(mark.line, Line::Project(_))
}

impl Percent {
    /// Another percentage as this cell would print it.
    pub fn value(&self, percent: Decimal) -> Value {
        let number = if self.as_fraction {
            percent / Decimal::ONE_HUNDRED
        } else {
            percent
        };
        Value::Number(number.normalize().to_string())
    }
}
