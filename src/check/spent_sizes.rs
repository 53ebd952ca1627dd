//! The size of what a sheet says was spent against what the decisions approve: a sheet without approved amounts may
//! still state a money unit that these contradict.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::base::money::MoneyUnit;
use crate::base::place::Cell;
use crate::finding::Spot;
use crate::model::{Approval, Phase, Record, Source};

/// What the sheets of one submission say was spent on approved projects.
#[derive(Default)]
pub(super) struct SpentSizes<'a> {
    sheets: BTreeMap<&'a str, Vec<Size<'a>>>,
}

/// The largest figure of a project, as printed, and what it was given.
struct Size<'a> {
    figure: Decimal,
    unit: MoneyUnit,
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
        let sizes = figures.filter_map(|(_, figure)| {
            let (unit, cell) = figure.unit.zip(figure.cell)?;
            let figure = unit.from_dong(figure.reading.known()?.abs());
            Some(Size {
                figure,
                unit,
                cell,
                approved,
                approval,
            })
        });
        // The others may be any part of the largest.
        let largest = sizes.reduce(|a, b| if b.figure > a.figure { b } else { a });
        if let Some(size) = largest.filter(|size| !size.figure.is_zero()) {
            let sheet = record.origin.sheet.as_ref();
            self.sheets.entry(sheet).or_default().push(size);
        }
    }

    /// The unit that all projects of a sheet suit where it states another one.
    ///
    /// Two that cost more than twice what they may are no coincidence; of next to nothing spent so early in a year it
    /// takes three.
    pub fn contradiction(&self, sheet: &str, declared: MoneyUnit) -> Option<Contradiction> {
        let sizes = self.sheets.get(sheet)?;
        if sizes.iter().any(|size| size.unit != declared) {
            return None;
        }
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
