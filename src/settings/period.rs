//! `[period]`: which part of which year, and its deadlines.

use chrono::NaiveDate;

use super::problem::{Kind, Problems};
use super::section::Section;
use crate::model::{Period, Span};

/// Keys of `[period]`.
pub(super) const KEYS: &[&str] = &[
    "year",
    "quarter",
    "half",
    "nine_months",
    "full_year",
    "deadline",
    "correction_deadline",
    "closed",
];

/// Years that a reporting period can lie in: a mistyped one is caught before a report carries it.
const YEARS: std::ops::RangeInclusive<i64> = 2000..=2099;

/// What `[period]` says.
pub(super) struct Dates {
    pub(super) period: Option<Period>,
    pub(super) deadline: Option<NaiveDate>,
    pub(super) correction_deadline: Option<NaiveDate>,
    pub(super) closed: Option<NaiveDate>,
}

/// Reads the section. With `complete` off nothing is noted as missing: part of the file could not be parsed.
pub(super) fn read(section: &Section<'_>, complete: bool, problems: &mut Problems<'_>) -> Dates {
    let year = year(section, complete, problems);
    let span = span(section, complete, problems);
    let deadline = section.date("deadline", problems);
    let correction = section.date("correction_deadline", problems);
    if let (Some(first), Some(second)) = (&deadline, &correction)
        && second.value < first.value
    {
        problems.at(
            second.offset,
            section.path("correction_deadline"),
            Kind::CorrectionsBeforeDeadline,
        );
    }
    Dates {
        period: year.zip(span).map(|(year, span)| Period { year, span }),
        deadline: deadline.map(|d| d.value),
        correction_deadline: correction.map(|d| d.value),
        closed: section.date("closed", problems).map(|d| d.value),
    }
}

fn missing(section: &Section<'_>, key: &str, kind: Kind, problems: &mut Problems<'_>) {
    match section.offset() {
        Some(offset) => problems.at(offset, section.path(key), kind),
        None => problems.whole(section.path(key), kind),
    }
}

fn year(section: &Section<'_>, complete: bool, problems: &mut Problems<'_>) -> Option<i32> {
    if !section.has("year") {
        if complete {
            missing(section, "year", Kind::NoYear, problems);
        }
        return None;
    }
    let year = section.whole("year", problems)?;
    if YEARS.contains(&year.value) {
        return i32::try_from(year.value).ok();
    }
    let kind = Kind::NotOneOf {
        found: year.value.to_string(),
        allowed: format!("{}–{}", YEARS.start(), YEARS.end()),
    };
    problems.at(year.offset, section.path("year"), kind);
    None
}

/// Exactly one part of the year; `nine_months = false` says nothing.
fn span(section: &Section<'_>, complete: bool, problems: &mut Problems<'_>) -> Option<Span> {
    let mut told: Vec<(&str, usize, Option<Span>)> = Vec::new();
    for (key, most) in [("quarter", 4), ("half", 2)] {
        let Some(number) = section.whole(key, problems) else {
            continue;
        };
        let part = u8::try_from(number.value)
            .ok()
            .filter(|n| (1..=most).contains(n));
        if part.is_none() {
            let kind = Kind::NotOneOf {
                found: number.value.to_string(),
                allowed: (1..=most)
                    .map(|n| n.to_string())
                    .collect::<Vec<_>>()
                    .join(", "),
            };
            problems.at(number.offset, section.path(key), kind);
        }
        let span = part.map(|n| {
            if key == "quarter" {
                Span::Quarter(n)
            } else {
                Span::Half(n)
            }
        });
        told.push((key, number.offset, span));
    }
    for (key, span) in [
        ("nine_months", Span::NineMonths),
        ("full_year", Span::FullYear),
    ] {
        if let Some(flag) = section.flag(key, problems).filter(|flag| flag.value) {
            told.push((key, flag.offset, Some(span)));
        }
    }
    match told.as_slice() {
        [(_, _, span)] => *span,
        [] => {
            // A part that stands there with a wrong type is noted already.
            let any = ["quarter", "half", "nine_months", "full_year"]
                .iter()
                .any(|key| section.has(key) && !section.is_false(key));
            if complete && !any {
                missing(section, "quarter", Kind::NoPart, problems);
            }
            None
        }
        [.., (key, offset, _)] => {
            let keys: Vec<&str> = told.iter().map(|(key, _, _)| *key).collect();
            problems.at(
                *offset,
                section.path(key),
                Kind::SeveralParts(keys.join(", ")),
            );
            None
        }
    }
}
