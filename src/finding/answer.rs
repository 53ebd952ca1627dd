//! What the office answers to a finding: one filled row of giai-trinh.xlsx (contract, Explanations and corrections).

use rust_decimal::Decimal;

use crate::base::number::{self, TextNumber};
use crate::base::text::fold;

use super::{Finding, Spot, Value};

/// What was decided about an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// `chấp nhận`: the finding no longer counts while its values stay.
    Accepted,
    /// `không chấp nhận`.
    Rejected,
}

impl Verdict {
    /// Reads a decision as people write it; `None` for what is neither.
    pub fn parse(text: &str) -> Option<Self> {
        match fold(text).as_str() {
            "chap nhan" | "co chap nhan" | "duoc chap nhan" | "dong y" | "accept" | "accepted"
            | "yes" => Some(Self::Accepted),
            "khong chap nhan"
            | "khong duoc chap nhan"
            | "khong dong y"
            | "khong"
            | "reject"
            | "rejected"
            | "not accepted"
            | "no" => Some(Self::Rejected),
            _ => None,
        }
    }
}

/// One row, its cells as they were filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Mã phát hiện: the finding's id.
    pub id: String,
    /// Đơn vị.
    pub unit: String,
    /// Đề án.
    pub project: String,
    /// Nội dung: the message that was answered.
    pub content: String,
    /// Giá trị cần có, when it was answered.
    pub expected: String,
    /// Giá trị trong báo cáo, when it was answered.
    pub found: String,
    /// Giải trình.
    pub text: String,
    /// Người giải trình.
    pub by: String,
    /// Ngày.
    pub date: String,
    /// Hình thức.
    pub form: String,
    /// Quyết định.
    pub decision: String,
    /// Where the row stands; its cell is the id's.
    pub spot: Spot,
}

impl Answer {
    /// Whether anybody wrote anything beside what `run` proposes.
    pub fn is_filled(&self) -> bool {
        [&self.text, &self.by, &self.date, &self.form, &self.decision]
            .iter()
            .any(|cell| !cell.trim().is_empty())
    }

    /// Whether it was accepted.
    pub fn is_accepted(&self) -> bool {
        Verdict::parse(&self.decision) == Some(Verdict::Accepted)
    }

    /// Whether it is about what was sent when (P601 to P608), not about what stands in it.
    pub fn is_about_sending(&self) -> bool {
        self.id.trim().starts_with("P6")
    }

    /// Whether the finding still has the values that were answered.
    pub fn fits(&self, finding: &Finding) -> bool {
        says(&self.expected, finding.expected.as_ref()) && says(&self.found, finding.found.as_ref())
    }

    /// Whether two answers are about the same finding with the same values.
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        let same = |a: &str, b: &str| {
            fold(a) == fold(b) || numbers(a).iter().any(|n| numbers(b).contains(n))
        };
        self.id.trim() == other.id.trim()
            && same(&self.expected, &other.expected)
            && same(&self.found, &other.found)
    }
}

/// Whether a filled cell says a value: numbers by their amount, however they are written.
fn says(cell: &str, value: Option<&Value>) -> bool {
    match value {
        None => cell.trim().is_empty(),
        Some(Value::Text(text)) => fold(text) == fold(cell),
        Some(Value::Money(amount) | Value::Number(amount)) => numbers(cell).contains(amount),
    }
}

/// The numbers that a cell may be; none for other words.
fn numbers(cell: &str) -> Vec<Decimal> {
    if let Ok(plain) = cell.trim().parse::<Decimal>() {
        // As `run` writes it; 1.250 would else be read in two ways.
        return vec![plain];
    }
    match number::parse(cell) {
        TextNumber::Number(n) | TextNumber::Money(n) => vec![n],
        TextNumber::Ambiguous {
            thousands, decimal, ..
        } => vec![thousands, decimal],
        TextNumber::Blank | TextNumber::Percent(_) | TextNumber::NotANumber => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Code, Subject};

    fn answer(expected: &str, found: &str, decision: &str) -> Answer {
        let empty = String::new;
        Answer {
            id: "B301-314-KC17-03-cumulative.local".to_owned(),
            unit: empty(),
            project: empty(),
            content: empty(),
            expected: expected.to_owned(),
            found: found.to_owned(),
            text: empty(),
            by: empty(),
            date: empty(),
            form: empty(),
            decision: decision.to_owned(),
            spot: Spot {
                file: "giai-trinh.xlsx".into(),
                sheet: None,
                cell: None,
            },
        }
    }

    #[test]
    fn a_value_is_the_same_however_it_is_written() {
        let mut finding = Finding::new(Code::B301, Subject::Nothing);
        finding.expected = Some(Value::Money(Decimal::from(200_000_000)));
        finding.found = Some(Value::Money(Decimal::from(275_000_000)));
        for (expected, found) in [
            ("200000000", "275000000"),
            ("200.000.000", "275.000.000"),
            ("200 triệu", "275 triệu đồng"),
        ] {
            assert!(
                answer(expected, found, "").fits(&finding),
                "{expected} {found}"
            );
        }
        for (expected, found) in [
            ("200000000", "300000000"),
            ("", "275000000"),
            ("200", "275"),
        ] {
            assert!(
                !answer(expected, found, "").fits(&finding),
                "{expected} {found}"
            );
        }
    }

    #[test]
    fn only_an_acceptance_accepts() {
        for text in ["chấp nhận", "Chấp nhận", "CHAP NHAN", "accepted"] {
            assert!(answer("", "", text).is_accepted(), "{text}");
        }
        for text in ["", "không chấp nhận", "Không chấp nhận", "chờ xem", "chấp"] {
            assert!(!answer("", "", text).is_accepted(), "{text}");
        }
        assert!(!answer("1", "2", "").is_filled());
        assert!(answer("", "", "chờ xem").is_filled());
    }
}
