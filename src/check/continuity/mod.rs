//! Which line of the period before each project continues, and which lines nobody continues.
//!
//! The key is (project, unit). Projects whose code or name was written a little differently, and units that were split,
//! merged or got another code, are followed as far as that can be told; what cannot be told has its reason.

mod leftover;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::base::reading::Reading;
use crate::model::former::Former;
use crate::model::{Approval, Figure, Kind, Money, Period, Record, Source, Submission, Succession};
use crate::parse::previous::Previous;

use super::matching::Index;

/// What a reported project was in the period before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Past {
    /// This line of the records.
    Line(usize),
    /// These lines together: units that were merged reported them.
    Lines(Arc<[usize]>),
    /// It was approved in this period, so it had 0.
    New,
    /// It cannot be told: a reason that is not checked.
    Unknown(&'static str),
}

/// A line of the period before that nobody continues.
#[derive(Clone, Debug)]
pub struct Gone {
    /// Which line.
    pub line: usize,
    /// The unit that should have continued it.
    pub unit: Arc<str>,
    /// What it was approved as.
    pub approval: Option<usize>,
}

/// The period before and this one, line by line.
#[derive(Debug, Default)]
pub struct Continuity<'p> {
    former: &'p [Former],
    /// For every submission and record; empty where nothing can be told from records.
    past: Vec<Vec<Past>>,
    /// Projects that are new though there are no records, by submission and record.
    new: HashSet<(usize, usize)>,
    /// Why nothing can be told of any line.
    pub nothing: Option<&'static str>,
    /// Lines that nobody continues.
    pub gone: Vec<Gone>,
    /// How many lines may or may not be continued, by reason.
    pub unclear: BTreeMap<&'static str, usize>,
}

/// What is needed to follow projects from the period before.
pub struct Trail<'a> {
    /// Its records.
    pub previous: &'a Previous,
    /// Who took over from whom.
    pub succession: &'a Succession,
    /// This period.
    pub period: Option<Period>,
    /// The approvals.
    pub approvals: &'a [Approval],
    /// To find projects among them.
    pub index: &'a Index<'a>,
    /// Whether all submissions are there; else only what is there can be missing something.
    pub whole: bool,
}

impl<'p> Continuity<'p> {
    /// Follows every project.
    pub fn new(trail: &Trail<'p>, submissions: &[Submission]) -> Self {
        let nothing = match trail.period {
            None => Some("no-period"),
            Some(period) if period.from_january() => Some("from-january"),
            Some(_) if !trail.previous.present => Some("no-previous"),
            Some(_) if trail.previous.lines.is_empty() && trail.previous.other_period => {
                Some("previous-other-period")
            }
            Some(_) => None,
        };
        let mut made = Self {
            former: &trail.previous.lines,
            nothing,
            ..Self::default()
        };
        match nothing {
            None => made.follow(trail, submissions),
            Some("no-period" | "from-january") => {}
            Some(_) => made.new = new_projects(trail, submissions),
        }
        made
    }

    /// Finds the line of every record by its key, then looks at what is left.
    fn follow(&mut self, trail: &Trail<'_>, submissions: &[Submission]) {
        let mut lines: HashMap<(String, &str), Vec<usize>> = HashMap::new();
        for (index, line) in self.former.iter().enumerate() {
            if let Some(key) = line.key() {
                lines.entry((key, &line.unit)).or_default().push(index);
            }
        }
        let mut claims: Vec<u32> = vec![0; self.former.len()];
        let mut left = Vec::new();
        for (place, submission) in submissions.iter().enumerate() {
            let mut past = vec![Past::Unknown("not-in-previous"); submission.records.len()];
            for (row, record) in submission.records.iter().enumerate() {
                if record.kind != Kind::Project || !submission.counts(record) {
                    continue;
                }
                let found = record
                    .project_key()
                    .and_then(|key| lines.get(&(key, &*record.unit)));
                let Some(found) = found else {
                    left.push((place, row));
                    continue;
                };
                let own = self.of_sheet(found, record);
                past[row] = match own.as_slice() {
                    [one] => Past::Line(*one),
                    _ => Past::Unknown("several-lines"),
                };
                for one in own {
                    claims[one] += 1;
                }
            }
            self.past.push(past);
        }
        // Two records that go on from one line: which part of it is whose is not told.
        for past in self.past.iter_mut().flatten() {
            if matches!(past, Past::Line(one) if claims[*one] > 1) {
                *past = Past::Unknown("several-lines");
            }
        }
        let open = (0..claims.len()).filter(|i| claims[*i] == 0).collect();
        leftover::follow(self, trail, submissions, left, open);
    }

    /// Of several lines of one project those of the record's own sheet: a workbook may have a sheet for each source.
    fn of_sheet(&self, found: &[usize], record: &Record) -> Vec<usize> {
        let sheet = |i: &&usize| *self.former[**i].sheet == *record.origin.sheet;
        let own: Vec<usize> = found.iter().filter(sheet).copied().collect();
        if found.len() > 1 && own.len() == 1 {
            own
        } else {
            found.to_vec()
        }
    }

    /// The past of one record of one submission.
    pub fn of(&self, submission: usize, record: usize) -> &Past {
        let past = self.past.get(submission).and_then(|p| p.get(record));
        match past {
            Some(past) => past,
            None if self.new.contains(&(submission, record)) => &Past::New,
            None => self.nothing.map_or(&UNKNOWN[0], |why| {
                let known = UNKNOWN.iter().find(|p| **p == Past::Unknown(why));
                known.unwrap_or(&UNKNOWN[0])
            }),
        }
    }

    /// All lines of the period before.
    pub const fn former(&self) -> &'p [Former] {
        self.former
    }

    /// A line of the period before.
    pub fn line(&self, index: usize) -> Option<&'p Former> {
        self.former.get(index)
    }

    /// The lines that a project continues.
    pub fn lines(&self, past: &Past) -> Vec<&'p Former> {
        let indexes = match past {
            Past::Line(one) => std::slice::from_ref(one),
            Past::Lines(several) => several,
            Past::New | Past::Unknown(_) => &[],
        };
        indexes.iter().filter_map(|i| self.line(*i)).collect()
    }

    /// What a project had since 1 January by the end of the period before, in the roundings of its present figures
    /// where the records do not tell their own; `None` where it cannot be told.
    pub fn before(&self, past: &Past, present: &Money) -> Option<Money> {
        let lines = self.lines(past);
        let (first, others) = lines.split_first()?;
        let mut before = rounded(first, present);
        for other in others {
            before = sum(&before, &rounded(other, present))?;
        }
        Some(before)
    }

    /// Whether what it had was an estimate.
    pub fn was_estimate(&self, past: &Past) -> bool {
        self.lines(past).iter().any(|line| line.estimate)
    }
}

/// What is said of every line where nothing can be told of any.
static UNKNOWN: [Past; 4] = [
    Past::Unknown("no-previous"),
    Past::Unknown("no-period"),
    Past::Unknown("from-january"),
    Past::Unknown("previous-other-period"),
];

/// Whether no earlier decision approved a project, so that it had nothing before.
fn is_new(trail: &Trail<'_>, record: &Record) -> bool {
    let approval = record.approval.and_then(|i| trail.approvals.get(i));
    let first = trail.period.map(Period::first_day);
    let since = approval.and_then(Approval::first_decided_on);
    since.is_some_and(|day| Some(day) >= first)
}

fn new_projects(trail: &Trail<'_>, submissions: &[Submission]) -> HashSet<(usize, usize)> {
    let all = submissions.par_iter().enumerate();
    let new = all.flat_map_iter(|(place, s)| {
        let records = s.records.iter().enumerate();
        let new = records.filter(|(_, record)| is_new(trail, record));
        new.map(move |(row, _)| (place, row))
    });
    new.collect()
}

/// The amounts of a line, as exact as the present ones where its own rounding is not told.
fn rounded(line: &Former, present: &Money) -> Money {
    let mut money = line.cumulative.clone();
    if !line.rounded {
        let widest = present.iter().map(|(_, f)| f.half).max();
        for (source, figure) in line.cumulative.iter() {
            let own = present.figure(source).map(|f| f.half);
            let half = own.or(widest).unwrap_or_default();
            money.set(source, Figure { half, ..figure });
        }
    }
    money
}

/// Two lines of one project, source by source; `None` where only one of them has a source with money.
fn sum(one: &Money, other: &Money) -> Option<Money> {
    let mut all = Money::default();
    for source in Source::ALL {
        let (figure, further) = match (one.figure(source), other.figure(source)) {
            (Some(a), Some(b)) => (a, b),
            (None, None) => continue,
            (Some(a), None) | (None, Some(a)) if a.reading == Reading::Blank => continue,
            _ => return None,
        };
        let amount = |f: &Figure| f.reading.known().unwrap_or_default();
        let total = amount(&figure).checked_add(amount(&further))?;
        let half = figure
            .half
            .checked_add(further.half)
            .unwrap_or(Decimal::MAX);
        let reading = Reading::Known(total);
        all.set(
            source,
            Figure {
                reading,
                half,
                ..figure
            },
        );
    }
    Some(all)
}

/// Codes of the units whose lists are among the submissions.
fn listing(submissions: &[Submission]) -> BTreeSet<&str> {
    let lists = |s: &&Submission| s.forms.contains(&crate::model::Form::ProjectList);
    let units = submissions.iter().filter(lists);
    units.filter_map(|s| s.unit.as_deref()).collect()
}

/// Codes of the units that sent anything.
fn senders(submissions: &[Submission]) -> BTreeSet<&str> {
    let sent = submissions.iter().filter(|s| s.status.counts());
    sent.filter_map(|s| s.unit.as_deref()).collect()
}
