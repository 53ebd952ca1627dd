//! Results by indicator: Biểu 2.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::reading::Reading;
use crate::base::text::fold;
use crate::model::record::MoneySource;
use crate::model::{Kind, Phase, Record, ResultFigure, Source};

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

/// Figures by the money that they were reached with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BySource {
    /// KCQG
    pub national: Counts,
    /// KCĐP
    pub local: Counts,
    /// Of no one told source, or of several.
    pub unallocated: Counts,
}

impl BySource {
    fn of(&mut self, source: Option<MoneySource>) -> &mut Counts {
        match source {
            Some(MoneySource::National) => &mut self.national,
            Some(MoneySource::Local) => &mut self.local,
            None => &mut self.unallocated,
        }
    }

    /// The sources with their names in templates.
    pub fn named(&self) -> [(&'static str, Counts); 3] {
        [
            ("national", self.national),
            ("local", self.local),
            ("unallocated", self.unallocated),
        ]
    }
}

/// The source that results were reached with: the column's of a results form, else the only khuyến công source that
/// the project has money of.
fn source(basis: &Basis<'_>, record: &Record) -> Option<MoneySource> {
    if record.kind != Kind::Project {
        return record.money_source;
    }
    let approved = record.approval.and_then(|index| basis.approvals.get(index));
    let approved = approved.map(|approval| &approval.money);
    let own = Phase::ALL.into_iter().map(|phase| record.money(phase));
    let all: Vec<_> = approved.into_iter().chain(own).collect();
    let has = |source: Source| {
        let amounts = all.iter().filter_map(|money| money.amount(source));
        amounts.into_iter().any(|amount| !amount.is_zero())
    };
    if has(Source::Support) || has(Source::District) {
        return None;
    }
    match (has(Source::National), has(Source::Local)) {
        (true, false) => Some(MoneySource::National),
        (false, true) => Some(MoneySource::Local),
        _ => None,
    }
}

/// One line of Biểu 2.
#[derive(Clone, Debug)]
pub struct Line {
    /// `9`, `9a`; empty for a result that is no line of the programme.
    pub number: String,
    /// Whether it is a "Trong đó" line.
    pub of_which: bool,
    /// Its title.
    pub name: String,
    /// What is counted.
    pub unit: String,
    /// Its figures.
    pub counts: Counts,
    /// The same by source.
    pub by_source: BySource,
    /// What must be said with it.
    pub note: Option<String>,
}

/// A figure of a record that counts among the results, and the source of the money that it was reached with.
#[derive(Clone, Copy, Debug)]
pub struct Reached<'a> {
    /// Where it stands.
    pub record: &'a Record,
    /// The figures.
    pub result: &'a ResultFigure,
    /// The money.
    pub source: Option<MoneySource>,
}

impl Reached<'_> {
    /// Whether a line shows just these figures.
    pub fn is_of(&self, line: &Line) -> bool {
        Counts::of(self.result) == line.counts
    }
}

/// What counts among the lines of the programme: of each unit its list of projects, else its results form.
pub fn of_indicators<'a>(basis: &Basis<'a>) -> impl Iterator<Item = Reached<'a>> {
    let mut listed: BTreeSet<(Arc<str>, Arc<str>)> = BTreeSet::new();
    for record in basis.counted().filter(|r| r.kind == Kind::Project) {
        for number in record.results.iter().filter_map(|r| r.indicator.clone()) {
            listed.insert((Arc::clone(&record.unit), number));
        }
    }
    reached(basis, move |record, result| {
        let number = result.indicator.as_ref();
        number.is_some_and(|number| match record.kind {
            Kind::Project => basis.is_inside(record),
            Kind::Indicator => !listed.contains(&(Arc::clone(&record.unit), Arc::clone(number))),
            Kind::Activity => false,
        })
    })
}

/// What belongs to no line of the programme.
pub fn of_own_names<'a>(basis: &Basis<'a>) -> impl Iterator<Item = Reached<'a>> {
    reached(basis, |record, result| {
        let counts = record.kind != Kind::Project || basis.is_inside(record);
        counts && result.indicator.is_none()
    })
}

fn reached<'a, 'b>(
    basis: &'b Basis<'a>,
    counts: impl Fn(&Record, &ResultFigure) -> bool + 'b,
) -> impl Iterator<Item = Reached<'a>> + 'b {
    let all = basis.counted();
    let all = all.flat_map(|record| record.results.iter().map(move |result| (record, result)));
    all.filter(move |(record, result)| counts(record, result))
        .map(|(record, result)| Reached {
            record,
            result,
            source: source(basis, record),
        })
}

/// Adds up by indicator.
pub fn by_indicator(basis: &Basis<'_>) -> Vec<Line> {
    let mut sums: BTreeMap<&str, Reported> = BTreeMap::new();
    for reached in of_indicators(basis) {
        if let Some(number) = reached.result.indicator.as_deref() {
            let own = sums.entry(number).or_default();
            own.add(Counts::of(reached.result), reached.source);
        }
    }
    basis
        .programme
        .indicators
        .iter()
        .map(|indicator| {
            let reported = sums.remove(indicator.number.as_str()).unwrap_or_default();
            let (counts, by_source, note) = if indicator.stock {
                let (counts, note) = reported.stock();
                (counts, BySource::default(), note)
            } else {
                (reported.sum, reported.by_source, None)
            };
            Line {
                number: indicator.number.clone(),
                of_which: indicator.parent().is_some(),
                name: indicator.name.clone(),
                unit: indicator.unit.clone(),
                counts,
                by_source,
                note,
            }
        })
        .collect()
}

/// Adds up, by name, what belongs to no line of the programme.
pub fn by_own_name(basis: &Basis<'_>) -> Vec<Line> {
    let mut lines: BTreeMap<String, Line> = BTreeMap::new();
    for Reached { result, source, .. } in of_own_names(basis) {
        let line = lines.entry(fold(&result.name)).or_insert_with(|| Line {
            number: String::new(),
            of_which: false,
            name: result.name.to_string(),
            unit: result.unit.as_deref().unwrap_or_default().to_owned(),
            counts: Counts::default(),
            by_source: BySource::default(),
            note: None,
        });
        let counts = Counts::of(result);
        line.counts.add(&counts);
        line.by_source.of(source).add(&counts);
    }
    lines.into_values().collect()
}

/// What units reported of one indicator.
#[derive(Default)]
struct Reported {
    sum: Counts,
    by_source: BySource,
    first: Option<Counts>,
    /// The different figures among those that are not all zero; more than two of them say no more than two.
    different: Vec<Counts>,
}

impl Reported {
    fn add(&mut self, counts: Counts, source: Option<MoneySource>) {
        self.sum.add(&counts);
        self.by_source.of(source).add(&counts);
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
