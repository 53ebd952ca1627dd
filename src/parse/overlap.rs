//! Whether sheets of one form tell the same money or results of the same lines, or each its own.

use std::collections::{BTreeSet, HashMap};

use rust_decimal::Decimal;

use crate::base::reading::Reading;
use crate::model::{Figure, Form, Kind, Phase, Record, Source};

use super::sheets::Taken;

/// What a sheet is beside those before it.
pub enum Verdict {
    /// It prints nothing that they print.
    Apart,
    /// It prints what that one prints, with the same figures, and nothing else.
    Copy(usize),
    /// It prints what that one prints.
    Same(usize),
}

/// A line of a form: the project, the activity, the indicator and whose money it counts.
type Line = (Form, String);

/// One figure, and the sheet that prints it.
struct Claim {
    what: What,
    value: Reading<Decimal>,
    sheet: usize,
}

/// Which figure of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    Money(Phase, Source),
    Result(String, Phase),
}

impl What {
    /// Whether both tell the same money, or one tells a part of the other's.
    fn overlaps(&self, other: &Self) -> bool {
        let (Self::Money(phase, one), Self::Money(same, two)) = (self, other) else {
            return self == other;
        };
        let merged = |a: Source, b: Source| {
            a == Source::Support && matches!(b, Source::National | Source::Local | Source::District)
        };
        phase == same
            && (one == two
                || merged(*one, *two)
                || merged(*two, *one)
                || *one == Source::Total
                || *two == Source::Total)
    }
}

/// The figures of the sheets that count so far, by line.
#[derive(Default)]
pub struct Claims {
    figures: HashMap<Line, Vec<Claim>>,
    records: HashMap<Line, Vec<(usize, usize)>>,
}

impl Claims {
    /// What a further sheet is beside these.
    pub fn verdict(&self, sheet: &Taken) -> Verdict {
        let (mut by, mut all_same) = (None, true);
        for record in &sheet.parsed.records {
            let Some(line) = line(record, sheet.form) else {
                all_same = false;
                continue;
            };
            let known = self.figures.get(&line).map_or(&[][..], Vec::as_slice);
            for (what, value) in figures(record) {
                by = by.or_else(|| {
                    known
                        .iter()
                        .find(|c| c.what.overlaps(&what))
                        .map(|c| c.sheet)
                });
                all_same &= known.iter().any(|c| c.what == what && c.value == value);
            }
        }
        match by {
            None => Verdict::Apart,
            Some(by) if all_same => Verdict::Copy(by),
            Some(by) => Verdict::Same(by),
        }
    }

    /// Adds a sheet that counts.
    pub fn add(&mut self, index: usize, sheet: &Taken) {
        for (at, record) in sheet.parsed.records.iter().enumerate() {
            let Some(line) = line(record, sheet.form) else {
                continue;
            };
            let figures = figures(record).into_iter().map(|(what, value)| Claim {
                what,
                value,
                sheet: index,
            });
            self.figures
                .entry(line.clone())
                .or_default()
                .extend(figures);
            self.records.entry(line).or_default().push((index, at));
        }
    }

    /// Lines that stand on several sheets, each with money of its own: what a sheet prints as their total is only its
    /// part, and the beneficiary's own money counts once where all print it alike.
    pub fn share(&self, sheets: &mut [Taken]) {
        for places in self.records.values() {
            let own: BTreeSet<usize> = places.iter().map(|(sheet, _)| *sheet).collect();
            if own.len() < 2 {
                continue;
            }
            for phase in Phase::ALL {
                let mut told: Option<(usize, Decimal)> = None;
                for &(index, at) in places {
                    let Some(record) = sheets
                        .get_mut(index)
                        .and_then(|s| s.parsed.records.get_mut(at))
                    else {
                        continue;
                    };
                    let money = record.money_mut(phase);
                    match (money.amount(Source::Counterpart), told) {
                        (Some(own), Some((sheet, before))) if own == before && sheet != index => {
                            money.remove(Source::Counterpart);
                        }
                        (Some(own), None) => told = Some((index, own)),
                        _ => {}
                    }
                    if money.figure(Source::Total).is_some()
                        && let Some(sum) = money.sum_of_parts()
                    {
                        money.partial = false;
                        money.set(
                            Source::Total,
                            Figure {
                                reading: Reading::Known(sum),
                                ..Figure::default()
                            },
                        );
                    }
                }
            }
        }
    }
}

fn line(record: &Record, form: Form) -> Option<Line> {
    let key = match record.kind {
        Kind::Project => record.project_key()?,
        Kind::Activity => record.activity.as_deref()?.to_owned(),
        Kind::Indicator => {
            let result = record.results.first()?;
            let number = result.indicator.as_deref()?;
            format!("{number} {:?}", record.money_source)
        }
    };
    Some((form, key))
}

/// The figures of a record that say something: not the beneficiary's own money, which sheets of different sources repeat,
/// and a total only where it stands for its parts.
fn figures(record: &Record) -> Vec<(What, Reading<Decimal>)> {
    let says = |value: &Reading<Decimal>| match value {
        Reading::Known(number) => !number.is_zero(),
        Reading::Blank => false,
        Reading::Unreadable => true,
    };
    let mut found = Vec::new();
    for phase in Phase::ALL {
        let money = record.money(phase);
        let parts: Vec<Source> = Source::PARTS
            .into_iter()
            .filter(|s| *s != Source::Counterpart && says(&money.reading(*s)))
            .collect();
        let sources = if parts.is_empty() {
            vec![Source::Total]
        } else {
            parts
        };
        for source in sources {
            found.push((What::Money(phase, source), money.reading(source)));
        }
    }
    for result in &record.results {
        let name = result.indicator.as_deref().unwrap_or(&result.name);
        for (phase, value) in [
            (Phase::Approved, result.planned),
            (Phase::Spent, result.period),
            (Phase::Cumulative, result.cumulative),
        ] {
            found.push((What::Result(name.to_owned(), phase), value));
        }
    }
    found.retain(|(_, value)| says(value));
    found
}
