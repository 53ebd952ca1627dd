//! Reporting periods: a quarter, a half, nine months or a whole year.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Which part of the year is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Span {
    /// Quarter 1 to 4.
    Quarter(u8),
    /// Half 1 or 2.
    Half(u8),
    /// January to September.
    NineMonths,
    /// January to December.
    FullYear,
}

/// One reporting period, written `2017-Q3`, `2017-H1`, `2017-9M`, `2017-FY`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    /// The year.
    pub year: i32,
    /// The part of it.
    pub span: Span,
}

impl Period {
    /// Reads the short form; case does not matter.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, part) = text.trim().split_once('-')?;
        let year: i32 = (year.len() == 4).then(|| year.parse().ok()).flatten()?;
        let span = match part.to_ascii_uppercase().as_str() {
            "Q1" => Span::Quarter(1),
            "Q2" => Span::Quarter(2),
            "Q3" => Span::Quarter(3),
            "Q4" => Span::Quarter(4),
            "H1" => Span::Half(1),
            "H2" => Span::Half(2),
            "9M" => Span::NineMonths,
            "FY" => Span::FullYear,
            _ => return None,
        };
        Some(Self { year, span })
    }

    /// The period of a year that begins and ends with the two months.
    pub const fn from_months((year, first, last): (i32, u32, u32)) -> Option<Self> {
        let span = match (first, last) {
            (1, 3) => Span::Quarter(1),
            (4, 6) => Span::Quarter(2),
            (7, 9) => Span::Quarter(3),
            (10, 12) => Span::Quarter(4),
            (1, 6) => Span::Half(1),
            (7, 12) => Span::Half(2),
            (1, 9) => Span::NineMonths,
            (1, 12) => Span::FullYear,
            _ => return None,
        };
        Some(Self { year, span })
    }

    /// First and last month, 1 to 12.
    pub const fn months(self) -> (u32, u32) {
        match self.span {
            Span::Quarter(q) => (q as u32 * 3 - 2, q as u32 * 3),
            Span::Half(h) => (h as u32 * 6 - 5, h as u32 * 6),
            Span::NineMonths => (1, 9),
            Span::FullYear => (1, 12),
        }
    }

    /// The first day.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.months().0, 1).unwrap_or_default()
    }

    /// The last day.
    pub fn last_day(self) -> NaiveDate {
        let last = self.months().1;
        let (year, month) = if last == 12 {
            (self.year + 1, 1)
        } else {
            (self.year, last + 1)
        };
        NaiveDate::from_ymd_opt(year, month, 1)
            .and_then(|d| d.pred_opt())
            .unwrap_or_default()
    }

    /// Whether the period begins on 1 January, so that its figures are the cumulative ones.
    pub const fn from_january(self) -> bool {
        self.months().0 == 1
    }

    /// "Quý III năm 2017", as titles write it.
    pub fn label(self) -> String {
        format!("{} năm {}", self.span_label(), self.year)
    }

    fn span_label(self) -> &'static str {
        match self.span {
            Span::Quarter(1) => "Quý I",
            Span::Quarter(2) => "Quý II",
            Span::Quarter(3) => "Quý III",
            Span::Quarter(_) => "Quý IV",
            Span::Half(1) => "6 tháng đầu",
            Span::Half(_) => "6 tháng cuối",
            Span::NineMonths => "9 tháng",
            Span::FullYear => "Cả",
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = match self.span {
            Span::Quarter(q) => format!("Q{q}"),
            Span::Half(h) => format!("H{h}"),
            Span::NineMonths => "9M".to_owned(),
            Span::FullYear => "FY".to_owned(),
        };
        write!(f, "{}-{part}", self.year)
    }
}

impl Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_print_as_they_read() {
        for text in ["2017-Q3", "2017-H1", "2017-9M", "2017-FY"] {
            assert_eq!(
                Period::parse(text).map(|p| p.to_string()).as_deref(),
                Some(text)
            );
        }
        assert_eq!(Period::parse("2017-Q5"), None);
        assert_eq!(Period::parse("17-Q1"), None);
    }

    #[test]
    fn the_last_day_is_the_calendars() {
        let day = |text| Period::parse(text).map(|p| p.last_day().to_string());
        assert_eq!(day("2017-Q3").as_deref(), Some("2017-09-30"));
        assert_eq!(day("2017-Q4").as_deref(), Some("2017-12-31"));
        assert_eq!(day("2016-Q1").as_deref(), Some("2016-03-31"));
    }
}
