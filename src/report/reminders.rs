//! Units to remind: nothing usable sent, or errors still open, each with a text ready to copy.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::finding::{Finding, Severity, Wording};
use crate::model::{Period, Received};

/// How a unit stands at the end of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitState {
    /// Its code.
    pub unit: String,
    /// Its name in the period.
    pub unit_name: String,
    /// A key of messages: `status-counted`, `status-missing`, `status-undecided` …
    pub status: &'static str,
}

/// One unit to remind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// Its code.
    pub unit: String,
    /// Its name.
    pub unit_name: String,
    /// Why, in words.
    pub reason: String,
    /// Open errors.
    pub errors: usize,
    /// Open warnings.
    pub warnings: usize,
    /// What to send it.
    pub text: String,
}

/// Until when units are asked to send.
#[derive(Clone, Copy, Debug, Default)]
pub struct Deadlines {
    /// Their report.
    pub report: Option<NaiveDate>,
    /// What they corrected; without a day of its own that of the report.
    pub correction: Option<NaiveDate>,
}

/// The units to remind, in the order of the states.
pub fn reminders(
    states: &[UnitState],
    findings: &[Finding],
    period: Period,
    deadlines: Deadlines,
    words: &Wording,
) -> Vec<Reminder> {
    let mut counts: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
    for finding in findings
        .iter()
        .filter(|f| !f.waived && f.caused_by.is_none())
    {
        if let Some(unit) = finding.unit.as_deref() {
            *counts.entry((unit, finding.severity)).or_default() += 1;
        }
    }
    let open =
        |unit: &str, severity: Severity| counts.get(&(unit, severity)).copied().unwrap_or_default();
    states
        .iter()
        .filter_map(|state| {
            let errors = open(&state.unit, Severity::Error);
            let (key, deadline) = request(state.status, deadlines, errors)?;
            let text = words.text(
                key,
                &[
                    ("unit", state.unit_name.clone()),
                    ("period", period_name(period, words)),
                    (
                        "deadline",
                        deadline.map(|d| date(d, words)).unwrap_or_default(),
                    ),
                    ("count", errors.to_string()),
                ],
            );
            Some(Reminder {
                unit: state.unit.clone(),
                unit_name: state.unit_name.clone(),
                reason: words.text(state.status, &[]),
                errors,
                warnings: open(&state.unit, Severity::Warning),
                text,
            })
        })
        .collect()
}

/// Which text fits, with the day that it names; none for a unit that need not be reminded.
fn request(
    status: &str,
    deadlines: Deadlines,
    errors: usize,
) -> Option<(&'static str, Option<NaiveDate>)> {
    let correction = deadlines.correction.or(deadlines.report);
    let by = |day: Option<NaiveDate>, with: &'static str, without: &'static str| {
        Some((if day.is_some() { with } else { without }, day))
    };
    match status {
        "status-missing" | "status-attachment" => by(
            deadlines.report,
            "remind-missing-deadline",
            "remind-missing",
        ),
        "status-unreadable" => Some(("remind-unreadable", None)),
        "status-other-period" => Some(("remind-other-period", None)),
        "status-undecided" => Some(("remind-undecided", None)),
        "status-no-form" => Some(("remind-no-form", None)),
        _ if errors > 0 => by(correction, "remind-errors-deadline", "remind-errors"),
        _ => None,
    }
}

/// The period inside a sentence: "quý III năm 2017", `2017-Q3`.
pub(super) fn period_name(period: Period, words: &Wording) -> String {
    if words.lang() == "en" {
        return period.to_string();
    }
    let label = period.label();
    let mut letters = label.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}

/// A day as the office writes it: `20/9/2017`, `2017-09-20`.
pub(super) fn date(day: NaiveDate, words: &Wording) -> String {
    if words.lang() == "en" {
        day.to_string()
    } else {
        day.format("%-d/%-m/%Y").to_string()
    }
}

/// A moment of receipt in the language of the output: the day, and the time where it is known.
pub(super) fn moment(at: Received, words: &Wording) -> String {
    let day = date(at.day, words);
    at.time.map_or(day.clone(), |time| {
        let time = time.format("%H:%M").to_string();
        words.text("received-at", &[("day", day), ("time", time)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn state(unit: &str, status: &'static str) -> UnitState {
        UnitState {
            unit: unit.to_owned(),
            unit_name: format!("Huyện {unit}"),
            status,
        }
    }

    #[test]
    fn missing_undecided_and_wrong_units_are_reminded_and_others_not() {
        let words = Wording::new("vi", &[]).unwrap();
        let states = [
            state("311", "status-missing"),
            state("312", "status-counted"),
            state("313", "status-undecided"),
            state("314", "status-counted"),
            state("315", "status-empty"),
        ];
        let days = Deadlines {
            report: NaiveDate::from_ymd_opt(2017, 9, 20),
            correction: NaiveDate::from_ymd_opt(2017, 9, 27),
        };
        let list = reminders(&states, &sample::findings(), sample::period(), days, &words);
        let units: Vec<&str> = list.iter().map(|r| r.unit.as_str()).collect();
        assert_eq!(units, ["311", "313", "314"]);
        assert_eq!(
            list[0].text,
            "Đề nghị Huyện 311 gửi báo cáo quý III năm 2017; thời hạn là ngày 20/9/2017, \
             đến nay chưa nhận được báo cáo của đơn vị."
        );
        // One error is open, another is waived, the third is a consequence.
        assert_eq!((list[2].errors, list[2].warnings), (1, 1));
        assert!(list[2].text.contains("còn 1 lỗi"), "{}", list[2].text);
        assert!(list[2].text.contains("ngày 27/9/2017"), "{}", list[2].text);
    }
}
