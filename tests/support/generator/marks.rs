//! What each amount of money on a laid-out sheet is, so that a mistake can be planted in it.

use super::amounts::Unit;

/// What the row of an amount is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// The row of a project, by its name.
    Project(String),
    /// The row of an activity, by its number.
    Activity(String),
    /// A group's own row; 0 is the outermost.
    Group(u8),
    /// A row below a group that adds it up.
    Closing,
    /// The sheet's total.
    Total,
}

/// One amount.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Row and column from 1.
    pub at: (u32, u32),
    pub line: Line,
    /// Approved, spent, cumulative.
    pub phase: usize,
    /// Place of the source; `None` is the total.
    pub part: Option<usize>,
    pub unit: Unit,
    pub dong: i64,
    /// For a sum: the cells that it adds, blank ones too.
    pub inputs: Vec<(u32, u32)>,
}

impl Mark {
    /// Whether it adds others.
    pub fn is_sum(&self) -> bool {
        !self.inputs.is_empty()
    }
}

/// Makes the sums among some amounts follow their parts, but for one that stays as it is.
pub fn follow(marks: &mut [Mark], except: Option<(u32, u32)>) {
    use std::collections::BTreeMap;
    // Totals of rows, then groups, then the sheet's: a few rounds settle any order.
    for _ in 0..4 {
        let known: BTreeMap<(u32, u32), i64> = marks.iter().map(|m| (m.at, m.dong)).collect();
        for mark in marks
            .iter_mut()
            .filter(|m| m.is_sum() && Some(m.at) != except)
        {
            mark.dong = mark.inputs.iter().filter_map(|at| known.get(at)).sum();
        }
    }
}
