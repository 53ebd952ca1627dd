//! What a file says in one form, without regard to where it stands: its lines and all that they say.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use rust_decimal::Decimal;

use crate::base::reading::Reading;
use crate::base::text::fold;
use crate::model::{Form, Phase, Record, Source, Submission};

/// The lines of one form by key; a key may stand on several rows (a sheet for each source of money).
pub(super) struct Content {
    lines: BTreeMap<String, Vec<Said>>,
}

/// One row: what it says, and which record it is.
struct Said {
    text: String,
    record: usize,
}

/// The lines of a form: the keys of its records.
pub(super) fn keys(submission: &Submission, form: Form) -> BTreeSet<String> {
    let own = submission.records.iter().filter(|r| r.origin.form == form);
    own.filter_map(Record::line_key).collect()
}

impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        self.lines.len() == other.lines.len()
            && self.lines.iter().all(|(key, _)| self.is_alike(other, key))
    }
}

impl Content {
    pub(super) fn of(submission: &Submission, form: Form) -> Self {
        let mut lines: BTreeMap<String, Vec<Said>> = BTreeMap::new();
        for (index, record) in submission.records.iter().enumerate() {
            if record.origin.form != form {
                continue;
            }
            let Some(key) = record.line_key() else {
                continue;
            };
            lines.entry(key).or_default().push(Said {
                text: said(record),
                record: index,
            });
        }
        for rows in lines.values_mut() {
            rows.sort_by(|a, b| (&a.text, a.record).cmp(&(&b.text, b.record)));
        }
        Self { lines }
    }

    /// The keys of its lines.
    pub(super) fn lines(&self) -> BTreeSet<&str> {
        self.lines.keys().map(String::as_str).collect()
    }

    /// Whether both hold a line.
    pub(super) fn shares(&self, other: &Self) -> bool {
        self.lines.keys().any(|key| other.lines.contains_key(key))
    }

    /// Whether it holds every line of the other.
    pub(super) fn repeats(&self, other: &Self) -> bool {
        other.lines.keys().all(|key| self.lines.contains_key(key))
    }

    /// The lines that both hold: those that say the same, those that do not.
    pub(super) fn compared(&self, other: &Self) -> (Vec<String>, Vec<String>) {
        let shared = self.lines.keys().filter(|k| other.lines.contains_key(*k));
        shared.cloned().partition(|key| self.is_alike(other, key))
    }

    /// The records of some lines.
    pub(super) fn records(&self, keys: &[String]) -> Vec<usize> {
        let rows = keys.iter().filter_map(|key| self.lines.get(key)).flatten();
        rows.map(|row| row.record).collect()
    }

    fn is_alike(&self, other: &Self, key: &str) -> bool {
        let texts = |content: &'_ Self| -> Option<Vec<String>> {
            let rows = content.lines.get(key)?;
            Some(rows.iter().map(|row| row.text.clone()).collect())
        };
        texts(self) == texts(other)
    }
}

/// Everything that a record says, as one text; a blank and a zero say the same.
fn said(record: &Record) -> String {
    let mut out = String::new();
    let texts = [
        &record.name,
        &record.activity,
        &record.content,
        &record.beneficiary,
        &record.location,
        &record.note,
    ];
    for text in texts {
        out.push_str(&text.as_deref().map(fold).unwrap_or_default());
        out.push('\n');
    }
    // A string takes whatever is written to it.
    let _ = writeln!(
        out,
        "{:?} {:?} {:?} {:?}",
        record.start, record.end, record.basis, record.money_source
    );
    for phase in Phase::ALL {
        for source in Source::ALL {
            let reading = record.money(phase).reading(source);
            if !is_nothing(reading) {
                let _ = writeln!(out, "{phase:?} {source:?} {}", shown(reading));
            }
        }
    }
    for result in &record.results {
        let name = result.indicator.as_deref().unwrap_or(&result.name);
        let figures = [result.planned, result.period, result.cumulative];
        if !figures.into_iter().all(is_nothing) {
            let _ = writeln!(out, "{} {}", fold(name), figures.map(shown).join(" "));
        }
    }
    out
}

const fn is_nothing(reading: Reading<Decimal>) -> bool {
    match reading {
        Reading::Known(number) => number.is_zero(),
        Reading::Blank => true,
        Reading::Unreadable => false,
    }
}

fn shown(reading: Reading<Decimal>) -> String {
    match reading {
        Reading::Unreadable => "?".to_owned(),
        Reading::Known(number) if !number.is_zero() => number.normalize().to_string(),
        Reading::Known(_) | Reading::Blank => "0".to_owned(),
    }
}
