//! What a unit reports of one approved project: one line, or lines of several sheets or files that each print the money
//! of another source.

use std::borrow::Cow;
use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::base::reading::Reading;
use crate::model::{Figure, Money, Phase, Record, Source, Submission};

use super::matching::Match;

/// The lines of the projects that stand on more than one.
#[derive(Debug, Default)]
pub struct Parted<'a> {
    lines: HashMap<(usize, &'a str), Vec<&'a Record>>,
}

impl<'a> Parted<'a> {
    /// Looks for projects that one unit reports on several lines that count.
    pub fn new(submissions: &'a [Submission], matches: &[Vec<Match>], approvals: usize) -> Self {
        let counted = || {
            let all = submissions.iter().zip(matches);
            all.flat_map(|(submission, matches)| {
                let wholly = submission.counts_wholly();
                let lines = submission.records.iter().zip(matches);
                lines
                    .filter(move |(record, _)| wholly || submission.counts(record))
                    .filter_map(|(record, matched)| Some((matched.approval()?, record)))
            })
        };
        // Most projects stand on one line: a byte each tells which do not.
        let mut times = vec![0_u8; approvals];
        for (approval, _) in counted() {
            if let Some(times) = times.get_mut(approval) {
                *times = times.saturating_add(1);
            }
        }
        let mut lines: HashMap<(usize, &str), Vec<&Record>> = HashMap::new();
        if times.iter().any(|times| *times > 1) {
            for (approval, record) in counted() {
                if times.get(approval).is_some_and(|times| *times > 1) {
                    lines
                        .entry((approval, &record.unit))
                        .or_default()
                        .push(record);
                }
            }
        }
        lines.retain(|_, lines| lines.len() > 1);
        Self { lines }
    }

    /// The money of a phase of the project whose line this is; `None` where a line before it told it for all.
    ///
    /// Lines that print money of the same source are no parts of one another: each stands for itself.
    pub fn of(&self, approval: usize, record: &'a Record, phase: Phase) -> Option<Reported<'a>> {
        let alone = Reported {
            money: Cow::Borrowed(record.money(phase)),
            lines: Vec::new(),
            record,
        };
        let Some(lines) = self.lines.get(&(approval, &*record.unit)) else {
            return Some(alone);
        };
        let Some(money) = together(lines, phase) else {
            return Some(alone);
        };
        let first = lines
            .first()
            .is_some_and(|first| std::ptr::eq(*first, record));
        first.then(|| Reported {
            money: Cow::Owned(money),
            lines: lines.clone(),
            record,
        })
    }
}

/// The money of one phase of a project, and the lines that print it.
pub struct Reported<'a> {
    /// All of it.
    pub money: Cow<'a, Money>,
    lines: Vec<&'a Record>,
    record: &'a Record,
}

impl<'a> Reported<'a> {
    /// Code of the unit that reports it.
    pub fn unit(&self) -> &'a str {
        &self.record.unit
    }

    /// The line, where one alone prints all of it.
    pub fn only_line(&self) -> Option<&'a Record> {
        self.lines.is_empty().then_some(self.record)
    }

    /// The line that prints a source: the one that says something, else the first.
    pub fn line(&self, phase: Phase, source: Source) -> &'a Record {
        let prints = |r: &&&Record| says(r.money(phase).reading(source));
        let printing = self.lines.iter().find(prints);
        printing.copied().unwrap_or(self.record)
    }
}

fn says(reading: Reading<Decimal>) -> bool {
    match reading {
        Reading::Known(amount) => !amount.is_zero(),
        Reading::Blank => false,
        Reading::Unreadable => true,
    }
}

/// The money of several lines, if each source is printed by one of them; the beneficiary's own money, which sheets of
/// different sources repeat, counts once where they print it alike.
///
/// What each line prints as its total is only its part.
pub fn together(lines: &[&Record], phase: Phase) -> Option<Money> {
    let mut money = Money::default();
    for source in Source::PARTS {
        let figures = || lines.iter().filter_map(|r| r.money(phase).figure(source));
        let mut saying = figures().filter(|f| says(f.reading));
        let figure = match (saying.next(), saying.next()) {
            (Some(first), None) => Some(first),
            (None, _) => figures().next(),
            (Some(first), Some(second)) if source == Source::Counterpart => {
                let rest = std::iter::once(second).chain(saying);
                Some(sum_unless_alike(first, rest))
            }
            (Some(_), Some(_)) => return None,
        };
        if let Some(figure) = figure {
            money.set(source, figure);
        }
    }
    let told = |source: Source| says(money.reading(source));
    let merged = told(Source::Support) && (told(Source::National) || told(Source::Local));
    // A line that prints a total alone says nothing of its sources.
    let unsplit = |r: &&Record| {
        let own = r.money(phase);
        says(own.reading(Source::Total)) && !Source::PARTS.into_iter().any(|s| says(own.reading(s)))
    };
    (!merged && !lines.iter().any(unsplit)).then_some(money)
}

fn sum_unless_alike(first: Figure, rest: impl Iterator<Item = Figure>) -> Figure {
    let rest: Vec<Figure> = rest.collect();
    if rest.iter().all(|f| f.reading == first.reading) {
        return first;
    }
    let mut sum = first;
    for other in rest {
        sum.reading = match (sum.reading, other.reading) {
            (Reading::Known(a), Reading::Known(b)) => {
                a.checked_add(b).map_or(Reading::Unreadable, Reading::Known)
            }
            _ => Reading::Unreadable,
        };
        sum.half = sum.half.checked_add(other.half).unwrap_or(sum.half);
    }
    sum
}
