//! Results by indicator: Biểu 2.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::reading::Reading;
use crate::model::{Kind, Record, ResultFigure};

use super::Basis;
use super::split::share;

/// Planned, in the period, cumulative; absent where nobody reported a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Planned for the year.
    pub planned: Option<Decimal>,
    /// In the period.
    pub period: Option<Decimal>,
    /// Since 1 January.
    pub cumulative: Option<Decimal>,
}

impl Counts {
    /// The figures of one result.
    pub fn of(result: &ResultFigure) -> Self {
        let known = |r: Reading<Decimal>| r.known();
        Self {
            planned: known(result.planned),
            period: known(result.period),
            cumulative: known(result.cumulative),
        }
    }

    /// Adds another; what is absent adds nothing.
    pub fn add(&mut self, other: &Self) {
        let plus = |a: Option<Decimal>, b: Option<Decimal>| match (a, b) {
            (Some(a), Some(b)) => a.checked_add(b),
            (a, b) => a.or(b),
        };
        self.planned = plus(self.planned, other.planned);
        self.period = plus(self.period, other.period);
        self.cumulative = plus(self.cumulative, other.cumulative);
    }

    /// Cumulative of planned.
    pub fn percent(&self) -> Option<Decimal> {
        share(self.cumulative?, self.planned?)
    }
}

/// One line of Biểu 2.
#[derive(Clone, Debug)]
pub struct Line {
    /// `9`, `9a`.
    pub number: String,
    /// Whether it is a "Trong đó" line.
    pub of_which: bool,
    /// Its title.
    pub name: String,
    /// What is counted.
    pub unit: String,
    /// Its figures.
    pub counts: Counts,
    /// What must be said with it.
    pub note: Option<String>,
}

/// Adds up by indicator: of each unit from its list of projects, else from its results form.
pub fn by_indicator(basis: &Basis<'_>) -> Vec<Line> {
    let mut listed: BTreeSet<(Arc<str>, Arc<str>)> = BTreeSet::new();
    for record in basis.counted().filter(|r| r.kind == Kind::Project) {
        for number in record.results.iter().filter_map(|r| r.indicator.clone()) {
            listed.insert((Arc::clone(&record.unit), number));
        }
    }
    let counts = |record: &Record, number: &str| match record.kind {
        Kind::Project => basis.is_inside(record),
        Kind::Indicator => !listed.contains(&(Arc::clone(&record.unit), Arc::from(number))),
        Kind::Activity => false,
    };
    let mut sums: BTreeMap<&str, Reported> = BTreeMap::new();
    for record in basis.counted() {
        for result in &record.results {
            if let Some(number) = result.indicator.as_deref().filter(|n| counts(record, n)) {
                sums.entry(number).or_default().add(Counts::of(result));
            }
        }
    }
    basis
        .programme
        .indicators
        .iter()
        .map(|indicator| {
            let reported = sums.remove(indicator.number.as_str()).unwrap_or_default();
            let (counts, note) = if indicator.stock {
                reported.stock()
            } else {
                (reported.sum, None)
            };
            Line {
                number: indicator.number.clone(),
                of_which: indicator.parent().is_some(),
                name: indicator.name.clone(),
                unit: indicator.unit.clone(),
                counts,
                note,
            }
        })
        .collect()
}

/// What units reported of one indicator.
#[derive(Default)]
struct Reported {
    sum: Counts,
    first: Option<Counts>,
    /// The different figures among those that are not all zero; more than two of them say no more than two.
    different: Vec<Counts>,
}

impl Reported {
    fn add(&mut self, counts: Counts) {
        self.sum.add(&counts);
        self.first.get_or_insert(counts);
        let figures = [counts.planned, counts.period, counts.cumulative];
        let filled = figures.into_iter().flatten().any(|d| !d.is_zero());
        if filled && self.different.len() < 2 && !self.different.contains(&counts) {
            self.different.push(counts);
        }
    }

    /// A stock is a state at a day: never added up. One figure stands as reported; several that differ stand nowhere.
    fn stock(&self) -> (Counts, Option<String>) {
        match self.different.as_slice() {
            [] => (self.first.unwrap_or_default(), None),
            [one] => (*one, None),
            _ => (
                Counts::default(),
                Some("Nhiều đơn vị báo số khác nhau; số thời điểm không cộng dồn".to_owned()),
            ),
        }
    }
}
