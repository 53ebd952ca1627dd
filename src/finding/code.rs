//! Every rule: its code, its name, how grave it is unless the settings say otherwise.
//!
//! The codes and names are the contract's, section 4; they are never renamed or used again.

use std::fmt;
use std::sync::LazyLock;

use super::Severity;

/// A rule's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "each is described by its row in RULES and by `tonghop explain`"
)]
pub enum Code {
    R001,
    R002,
    R003,
    R004,
    R005,
    R006,
    R007,
    R008,
    R009,
    R010,
    R011,
    R012,
    R013,
    R014,
    S101,
    S102,
    S103,
    S104,
    S105,
    S106,
    S107,
    A201,
    A202,
    A203,
    A204,
    A205,
    A206,
    A207,
    A208,
    A209,
    B301,
    B302,
    B303,
    B304,
    B305,
    B306,
    B307,
    B308,
    C401,
    C402,
    C403,
    O501,
    O502,
    P601,
    P602,
    P603,
    P604,
    P605,
    P606,
    P607,
    P608,
    W701,
    W702,
    W703,
    W704,
}

/// One rule of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its code.
    pub code: Code,
    /// The mistake that it is named after.
    pub name: &'static str,
    /// How grave it is by default.
    pub severity: Severity,
}

const fn rule(code: Code, name: &'static str, severity: Severity) -> Rule {
    Rule {
        code,
        name,
        severity,
    }
}

/// All rules in the order of their codes within each letter.
pub const RULES: &[Rule] = &[
    rule(Code::R001, "unreadable-file", Severity::Error),
    rule(Code::R002, "password-protected", Severity::Error),
    rule(Code::R003, "over-limits", Severity::Error),
    rule(Code::R004, "no-recognised-form", Severity::Error),
    rule(Code::R005, "formula-without-value", Severity::Error),
    rule(Code::R006, "error-value", Severity::Error),
    rule(Code::R007, "unreadable-number", Severity::Error),
    rule(Code::R008, "ambiguous-number", Severity::Warning),
    rule(Code::R009, "number-as-text", Severity::Info),
    rule(Code::R010, "legacy-encoding", Severity::Info),
    rule(Code::R011, "hidden-data", Severity::Warning),
    rule(Code::R012, "unit-not-stated", Severity::Warning),
    rule(Code::R013, "unknown-submitter", Severity::Error),
    rule(Code::R014, "external-link", Severity::Warning),
    rule(Code::S101, "missing-column", Severity::Error),
    rule(Code::S102, "unknown-column", Severity::Info),
    rule(Code::S103, "duplicate-column", Severity::Error),
    rule(Code::S104, "missing-value", Severity::Error),
    rule(Code::S105, "unreadable-date", Severity::Warning),
    rule(Code::S106, "unknown-activity", Severity::Error),
    rule(Code::S107, "row-not-understood", Severity::Warning),
    rule(Code::A201, "row-total", Severity::Error),
    rule(Code::A202, "group-total", Severity::Error),
    rule(Code::A203, "grand-total", Severity::Error),
    rule(Code::A204, "typed-over-formula", Severity::Warning),
    rule(Code::A205, "short-sum-range", Severity::Warning),
    rule(Code::A206, "stale-value", Severity::Error),
    rule(Code::A207, "negative-amount", Severity::Error),
    rule(Code::A208, "percentage", Severity::Warning),
    rule(Code::A209, "forms-disagree", Severity::Error),
    rule(Code::B301, "over-approved", Severity::Error),
    rule(Code::B302, "approved-mismatch", Severity::Error),
    rule(Code::B303, "unknown-project", Severity::Error),
    rule(Code::B304, "unreported-project", Severity::Error),
    rule(Code::B305, "wrong-unit", Severity::Error),
    rule(Code::B306, "over-ceiling", Severity::Warning),
    rule(Code::B307, "outside-dates", Severity::Warning),
    rule(Code::B308, "ambiguous-project", Severity::Error),
    rule(Code::C401, "cumulative-mismatch", Severity::Error),
    rule(Code::C402, "cumulative-decreased", Severity::Error),
    rule(Code::C403, "project-vanished", Severity::Error),
    rule(Code::O501, "over-target", Severity::Info),
    rule(Code::O502, "spending-without-result", Severity::Info),
    rule(Code::P601, "missing-submission", Severity::Error),
    rule(Code::P602, "late-submission", Severity::Warning),
    rule(Code::P603, "wrong-period", Severity::Error),
    rule(Code::P604, "superseded", Severity::Info),
    rule(Code::P605, "identical-resubmission", Severity::Info),
    rule(Code::P606, "undecided-versions", Severity::Error),
    rule(Code::P607, "project-in-two-units", Severity::Error),
    rule(Code::P608, "unmatched-receipt", Severity::Warning),
    rule(Code::W701, "waiver-expired", Severity::Warning),
    rule(Code::W702, "unused-waiver", Severity::Info),
    rule(Code::W703, "waivers-disagree", Severity::Warning),
    rule(Code::W704, "correction-not-applied", Severity::Warning),
];

impl Ord for Code {
    /// By the letters as people sort them, not by the order of the table.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        static RANKS: LazyLock<Vec<usize>> = LazyLock::new(|| {
            let rank = |rule: &Rule| {
                RULES
                    .iter()
                    .filter(|r| r.code.key() < rule.code.key())
                    .count()
            };
            RULES.iter().map(rank).collect()
        });
        RANKS[*self as usize].cmp(&RANKS[*other as usize])
    }
}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Code {
    /// Its letter and its number.
    fn key(self) -> (char, u16) {
        let text = self.to_string();
        let letter = text.chars().next().unwrap_or('_');
        (
            letter,
            text.get(1..)
                .and_then(|digits| digits.parse().ok())
                .unwrap_or(0),
        )
    }

    /// Its row of the table.
    pub fn rule(self) -> &'static Rule {
        // The table is in the order of the enum, which a test keeps.
        &RULES[self as usize]
    }

    /// Reads `B301`; case does not matter.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase();
        RULES
            .iter()
            .find(|r| r.code.to_string() == text)
            .map(|r| r.code)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_codes() {
        for (index, rule) in RULES.iter().enumerate() {
            assert_eq!(rule.code as usize, index, "{}", rule.code);
        }
    }

    #[test]
    fn codes_read_in_any_case() {
        assert_eq!(Code::parse("b301"), Some(Code::B301));
        assert_eq!(Code::parse("B999"), None);
    }
}
