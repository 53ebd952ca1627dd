//! Percentages that are right of the figures that should stand there (A208).
//!
//! Each figure of a percentage may be mended by what else is found: at its own cell, at one of its parts, at a row that it
//! adds up, or at several of them. Where the percentage is right of the two figures then, they are the mistake.

use rust_decimal::Decimal;

use crate::base::place::Cell;
use crate::finding::ratio::{Ratio, Side};
use crate::finding::{Code, Finding};

use super::near::{Amounts, Near};

/// So many corrections of each figure are tried with those of the other.
const MOST_PAIRED: usize = 64;

/// So many wrong sums of a column are looked at.
const MOST_SUMS: usize = 1024;

/// The finding whose correction, alone or with another one, makes a percentage right.
pub(super) fn parent<'a>(findings: &'a [Finding], near: &Near<'a>, index: usize) -> Option<usize> {
    let own = &findings[index];
    let ratio = own.ratio.as_deref()?;
    let sheet = Sheet {
        findings,
        near,
        amounts: near.beside(own)?,
        own,
    };
    let (parts, wholes) = (sheet.changes(&ratio.part), sheet.changes(&ratio.whole));
    let (part, whole) = (Change::none(&ratio.part), Change::none(&ratio.whole));
    let is_right = |part: &Change, whole: &Change| is_right(ratio, part, whole);
    let alone = parts.iter().find(|part| is_right(part, &whole));
    let alone = alone.or_else(|| wholes.iter().find(|whole| is_right(&part, whole)));
    let together = || {
        let mut parts = parts.iter().take(MOST_PAIRED);
        parts.find(|part| {
            let mut wholes = wholes.iter().take(MOST_PAIRED);
            wholes.any(|whole| is_right(part, whole))
        })
    };
    alone.or_else(together).and_then(|change| change.by)
}

/// By how much a figure may have to change, in đồng; without an end there is no bound.
#[derive(Clone, Copy, Debug)]
struct Change {
    /// The finding that says so.
    by: Option<usize>,
    least: Option<Decimal>,
    most: Option<Decimal>,
}

impl Change {
    /// Rounding alone.
    fn none(side: &Side) -> Self {
        Self::about(None, Decimal::ZERO, side.half)
    }

    fn about(by: Option<usize>, change: Decimal, allowed: Decimal) -> Self {
        Self {
            by,
            least: change.checked_sub(allowed),
            most: change.checked_add(allowed),
        }
    }

    /// What a finding at the cell of an amount says.
    fn at(index: usize, finding: &Finding) -> Option<Self> {
        let by = Some(index);
        let change = || {
            finding
                .difference()
                .map(|d| Self::about(by, -d, finding.allowed))
        };
        Some(match finding.code {
            // What should stand there nobody knows.
            Code::A204 | Code::A205 | Code::A207 => Self {
                by,
                least: None,
                most: None,
            },
            Code::B301 => Self {
                least: None,
                ..change()?
            },
            Code::C402 => Self {
                most: None,
                ..change()?
            },
            _ => change()?,
        })
    }

    fn is_known(&self) -> bool {
        self.least.is_some() && self.most.is_some()
    }

    fn and(self, other: Self) -> Self {
        let sum = |a: Option<Decimal>, b: Option<Decimal>| a?.checked_add(b?);
        Self {
            by: self.by.or(other.by),
            least: sum(self.least, other.least),
            most: sum(self.most, other.most),
        }
    }
}

/// What was found on the sheet of a percentage.
struct Sheet<'f, 'a> {
    findings: &'a [Finding],
    near: &'f Near<'a>,
    amounts: &'f Amounts,
    own: &'a Finding,
}

impl Sheet<'_, '_> {
    /// All corrections of a figure: what each finding says, and what several say together.
    fn changes(&self, side: &Side) -> Vec<Change> {
        let own = side.own.iter().chain(&side.parts);
        let mut changes: Vec<Change> = own.flat_map(|cell| self.at(*cell)).collect();
        changes.extend(self.crossing(side));
        let parts = side.parts.iter().map(|cell| self.known(&[*cell]));
        changes.extend(together(parts));
        let rows = side.added.chunk_by(|a, b| a.row == b.row);
        changes.extend(together(rows.map(|cells| self.known(cells))));
        changes.extend(side.added.iter().flat_map(|cell| self.at(*cell)));
        changes
    }

    fn at(&self, cell: Cell) -> impl Iterator<Item = Change> {
        let at = self.amounts.at.get(&cell).into_iter().flatten();
        at.filter_map(|i| Change::at(*i, &self.findings[*i]))
    }

    /// The first of some cells of which it is known what should stand there.
    fn known(&self, cells: &[Cell]) -> Option<Change> {
        let mut changes = cells.iter().flat_map(|cell| self.at(*cell));
        changes.find(Change::is_known)
    }

    /// A row's total and a column's sums that are wrong by what one of the cells lacks.
    fn crossing(&self, side: &Side) -> Vec<Change> {
        let mut sums: Vec<usize> = Vec::new();
        let (file, sheet) = (self.own.file.as_deref(), self.own.sheet.as_deref());
        for cell in side.own.iter().chain(&side.parts) {
            sums.extend(self.amounts.parts.get(cell).into_iter().flatten());
        }
        let column = (file, sheet, Some(side.field.as_str()));
        let columns = self.near.sums.get(&column).into_iter().flatten();
        // A sum adds its rows in their order.
        let holds = |i: &&usize, cell: Cell| {
            let over = &self.findings[**i].over;
            let from = over.partition_point(|c| c.row < cell.row);
            let mut own = over[from..].iter().take_while(|c| c.row == cell.row);
            own.any(|c| *c == cell)
        };
        let columns = columns.take(MOST_SUMS);
        sums.extend(columns.filter(|i| side.own.is_some_and(|cell| holds(i, cell))));
        let change = |i: usize| {
            let sum = &self.findings[i];
            Some(Change::about(Some(i), sum.difference()?, sum.allowed))
        };
        sums.into_iter().filter_map(change).collect()
    }
}

/// Several corrections at once, where there are several.
fn together(changes: impl Iterator<Item = Option<Change>>) -> Option<Change> {
    let known: Vec<Change> = changes.flatten().collect();
    let several = known.len() > 1;
    known.into_iter().reduce(Change::and).filter(|_| several)
}

/// Whether the percentage is right of the two figures with these corrections.
fn is_right(ratio: &Ratio, part: &Change, whole: &Change) -> bool {
    let bounds = |side: &Side, change: &Change| {
        let bound = |by: Option<Decimal>| side.amount.checked_add(by?);
        let least = bound(change.least).unwrap_or_default().max(Decimal::ZERO);
        (least, bound(change.most))
    };
    let (part_least, part_most) = bounds(&ratio.part, part);
    let (whole_least, whole_most) = bounds(&ratio.whole, whole);
    let percents = |part: Decimal, whole: Decimal| {
        let part = part.checked_mul(Decimal::ONE_HUNDRED)?;
        part.checked_div(whole).filter(|_| whole > Decimal::ZERO)
    };
    // The smallest share is that of the smallest part of the largest whole.
    let least = whole_most.and_then(|whole| percents(part_least, whole));
    let most = part_most.and_then(|part| percents(part, whole_least));
    whole_most.is_none_or(|whole| whole > Decimal::ZERO)
        && ratio.printed.iter().any(|(low, high)| {
            least.is_none_or(|least| least <= *high) && most.is_none_or(|most| *low <= most)
        })
}
