//! What the rules looked at and what they could not judge, all files together.

use std::collections::BTreeMap;

use crate::check::Outcome;
use crate::finding::{Checked, Code, NotChecked};
use crate::settings::Settings;

/// How much each rule looked at, and what it could not judge; both in the order of their codes.
#[derive(Debug, Default)]
pub struct Coverage {
    seen: BTreeMap<Code, usize>,
    open: BTreeMap<(Code, &'static str), usize>,
}

impl Coverage {
    /// Counts what one look came to.
    pub fn count(&mut self, checked: &[Checked], not_checked: &[NotChecked]) {
        for one in checked {
            *self.seen.entry(one.code).or_default() += one.lines;
        }
        for one in not_checked {
            *self.open.entry((one.code, one.why)).or_default() += one.lines;
        }
    }

    /// Takes the counts out of an outcome.
    pub fn take(&mut self, outcome: &mut Outcome) {
        self.count(&outcome.checked, &outcome.not_checked);
        outcome.checked.clear();
        outcome.not_checked.clear();
    }

    /// A rule that the settings turn off judges nothing, and that is its only reason.
    #[must_use]
    pub fn with(mut self, settings: Option<&Settings>) -> Self {
        let severities = settings.map(|s| &s.severities);
        for (code, severity) in severities.into_iter().flatten() {
            if severity.is_none()
                && let Some(lines) = self.seen.get(code)
            {
                self.open.retain(|(other, _), _| other != code);
                self.open.insert((*code, "off"), *lines);
            }
        }
        self
    }

    /// Lines that each rule saw.
    pub fn checked(&self) -> Vec<Checked> {
        let one = |(code, lines): (&Code, &usize)| Checked {
            code: *code,
            lines: *lines,
        };
        self.seen.iter().map(one).collect()
    }

    /// Lines that a rule could not judge; without any, only what the whole rule lacks.
    pub fn not_checked(&self) -> Vec<NotChecked> {
        let open = self.open.iter();
        open.filter(|((_, why), lines)| **lines > 0 || WHOLE.contains(why))
            .map(|((code, why), lines)| NotChecked {
                code: *code,
                lines: *lines,
                why,
            })
            .collect()
    }
}

/// Reasons that hold for a whole rule, lines or none.
const WHOLE: [&str; 1] = ["no-approvals"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_files_say_adds_up_and_a_rule_turned_off_has_one_reason() {
        let mut coverage = Coverage::default();
        for lines in [2, 3] {
            let mut outcome = Outcome::default();
            outcome.saw(Code::B301, lines + 1);
            outcome.left_open(Code::B301, lines, "no-approval-of-project");
            outcome.saw(Code::A207, lines);
            outcome.left_open(Code::A207, 0, "unreadable");
            coverage.take(&mut outcome);
            assert!(outcome.checked.is_empty() && outcome.not_checked.is_empty());
        }
        let all = |c: &Coverage| -> Vec<(String, usize, &str)> {
            let open = c.not_checked();
            open.iter()
                .map(|n| (n.code.to_string(), n.lines, n.why))
                .collect()
        };
        assert_eq!(
            all(&coverage),
            [("B301".to_owned(), 5, "no-approval-of-project")]
        );
        let seen: Vec<usize> = coverage.checked().iter().map(|c| c.lines).collect();
        assert_eq!(seen, [5, 7]);
        let text = "[period]\nyear = 2017\nquarter = 3\n[rules]\nB301 = \"off\"\n";
        let units = crate::model::Units::default();
        let settings = Settings::load(text.as_bytes(), "ky.toml", &units).unwrap();
        let coverage = coverage.with(Some(&settings));
        assert_eq!(all(&coverage), [("B301".to_owned(), 7, "off")]);
    }
}
