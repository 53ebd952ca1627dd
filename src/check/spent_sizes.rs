//! The size of what a sheet says was spent against what the decisions approve: where no approved amounts are written in a
//! money unit that it states, these may still contradict it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::base::money::MoneyUnit;
use crate::base::place::Cell;
use crate::finding::Spot;
use crate::model::{Approval, Phase, Record, Source};

/// What the sheets of one submission say was spent on approved projects.
#[derive(Default)]
pub(super) struct SpentSizes<'a> {
    /// By sheet and unit.
    sheets: BTreeMap<(&'a str, MoneyUnit), Vec<Size<'a>>>,
}

/// The largest figure of a project in one unit, as printed, and what it was given.
struct Size<'a> {
    figure: Decimal,
    cell: Cell,
    approved: Decimal,
    approval: &'a Approval,
}

/// A sheet whose figures suit another unit than it states.
pub(super) struct Contradiction {
    /// The unit that they suit.
    pub likely: MoneyUnit,
    /// How many projects tell so.
    pub projects: usize,
    /// The first figure as printed, with its cell.
    pub figure: (Decimal, Cell),
    /// What that project was given in đồng, and where.
    pub approved: (Decimal, Spot),
}

impl<'a> SpentSizes<'a> {
    /// Takes note of a project; one without spending tells nothing.
    pub fn add(&mut self, record: &'a Record, approval: &'a Approval) {
        let approved = approval.money.amount(Source::Total);
        let approved = approved.or_else(|| approval.money.sum_of_parts());
        let Some(approved) = approved.filter(|a| *a > Decimal::ZERO) else {
            return;
        };
        let phases = [Phase::Cumulative, Phase::Spent];
        let figures = phases.into_iter().flat_map(|p| record.money(p).iter());
        let mut largest: BTreeMap<MoneyUnit, (Decimal, Cell)> = BTreeMap::new();
        for (_, figure) in figures {
            let printed = figure.unit.zip(figure.cell).zip(figure.reading.known());
            let Some(((unit, cell), amount)) = printed else {
                continue;
            };
            let amount = unit.from_dong(amount.abs());
            // The others may be any part of the largest.
            let kept = largest.entry(unit).or_insert((amount, cell));
            if amount > kept.0 {
                *kept = (amount, cell);
            }
        }
        let sheet = record.origin.sheet.as_ref();
        for (unit, (figure, cell)) in largest {
            if !figure.is_zero() {
                self.sheets.entry((sheet, unit)).or_default().push(Size {
                    figure,
                    cell,
                    approved,
                    approval,
                });
            }
        }
    }

    /// The unit that all projects of a sheet suit where it states another one for their amounts.
    ///
    /// Two that cost more than twice what they may are no coincidence; of next to nothing spent so early in a year it
    /// takes three.
    pub fn contradiction(&self, sheet: &str, declared: MoneyUnit) -> Option<Contradiction> {
        let sizes = self.sheets.get(&(sheet, declared))?;
        let pairs: Vec<(Decimal, Decimal)> = sizes.iter().map(|s| (s.figure, s.approved)).collect();
        let likely = MoneyUnit::that_suits(&pairs).filter(|unit| *unit != declared)?;
        let least = if likely < declared { 2 } else { 3 };
        let first = sizes.first().filter(|_| sizes.len() >= least)?;
        let origin = &first.approval.origin;
        Some(Contradiction {
            likely,
            projects: sizes.len(),
            figure: (first.figure, first.cell),
            approved: (
                first.approved,
                Spot {
                    file: origin.file.clone(),
                    sheet: Some(origin.sheet.clone()),
                    cell: first.approval.name_cell,
                },
            ),
        })
    }
}
