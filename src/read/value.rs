//! One value as calamine gives it → what a cell holds.

use calamine::{Data, DataRef, ExcelDateTime};
use chrono::{Days, NaiveDate, NaiveTime};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::grid::Content;
use crate::base::number;

/// The content of a cell; `None` for nothing and for text of blanks only.
pub fn from_ref(value: &DataRef<'_>, epoch_1904: bool) -> Option<Content> {
    match value {
        DataRef::Empty => None,
        DataRef::Int(int) => Some(integer(*int)),
        DataRef::Float(float) => Some(number(*float)),
        DataRef::String(text) | DataRef::DurationIso(text) => from_text(text),
        DataRef::SharedString(text) => from_text(text),
        DataRef::Bool(truth) => Some(Content::Bool(*truth)),
        DataRef::DateTime(moment) => Some(from_serial(moment, epoch_1904)),
        DataRef::DateTimeIso(text) => from_iso(text),
        DataRef::Error(error) => Some(Content::Error(error.to_string().into())),
    }
}

/// The same for an owned value.
pub fn from_data(value: &Data, epoch_1904: bool) -> Option<Content> {
    match value {
        Data::Empty => None,
        Data::Int(int) => Some(integer(*int)),
        Data::Float(float) => Some(number(*float)),
        Data::String(text) | Data::DurationIso(text) => from_text(text),
        Data::Bool(truth) => Some(Content::Bool(*truth)),
        Data::DateTime(moment) => Some(from_serial(moment, epoch_1904)),
        Data::DateTimeIso(text) => from_iso(text),
        Data::Error(error) => Some(Content::Error(error.to_string().into())),
    }
}

/// Text as it is stored; `None` if there is nothing to see.
pub fn from_text(text: &str) -> Option<Content> {
    (!text.trim().is_empty()).then(|| Content::Text(text.into()))
}

/// A number; what is not finite (`<v>NaN</v>`, `1e400`) is an error, as no office wrote it.
pub fn number(float: f64) -> Content {
    if float.is_finite() {
        Content::Number(float)
    } else {
        Content::Error(float.to_string().into())
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "integers of a workbook have at most 30 bits"
)]
fn integer(int: i64) -> Content {
    Content::Number(int as f64)
}

fn from_serial(moment: &ExcelDateTime, epoch_1904: bool) -> Content {
    let serial = moment.as_f64();
    if moment.is_datetime()
        && let Some(day) = day_of(serial, epoch_1904)
    {
        return Content::Date(day.and_time(time_of_day(serial)));
    }
    number(serial)
}

/// A day by Excel's count; `None` for a time of day alone (below 1), for 29/2/1900, which never was,
/// and beyond the year 9999. calamine's own conversion panics far outside.
pub fn day_of(serial: f64, epoch_1904: bool) -> Option<NaiveDate> {
    if !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked above, and the time of day is asked for apart"
    )]
    let days = serial.floor() as u64;
    let zero = match (epoch_1904, days) {
        (true, _) => (1904, 1, 1),
        (false, 60) => return None,
        (false, 0..60) => (1899, 12, 31),
        (false, _) => (1899, 12, 30),
    };
    NaiveDate::from_ymd_opt(zero.0, zero.1, zero.2)?.checked_add_days(Days::new(days))
}

/// The time of day of a serial number, to the second; midnight where it is none.
pub fn time_of_day(serial: f64) -> NaiveTime {
    let seconds = number::from_float(serial)
        .and_then(|days| days.fract().checked_mul(Decimal::from(86_400)))
        .and_then(|seconds| seconds.round().to_u32());
    // Half a second before midnight is still this day.
    let of_day =
        |seconds: u32| NaiveTime::from_num_seconds_from_midnight_opt(seconds.min(86_399), 0);
    seconds.and_then(of_day).unwrap_or_default()
}

/// `2026-09-30` with or without a time; other text stays text.
pub fn from_iso(text: &str) -> Option<Content> {
    let day = text
        .get(..10)
        .and_then(|d| NaiveDate::parse_from_str(d, "%Y-%m-%d").ok());
    match day {
        Some(day) => Some(Content::Date(day.and_time(time_of_iso(text)))),
        None => from_text(text),
    }
}

/// The time of `2026-09-30T16:30:15`; midnight where there is none.
fn time_of_iso(text: &str) -> NaiveTime {
    let time = text.get(11..).unwrap_or_default();
    let formats = ["%H:%M:%S%.f", "%H:%M:%S%.fZ", "%H:%M"];
    let mut read = formats
        .into_iter()
        .filter_map(|format| NaiveTime::parse_from_str(time, format).ok());
    read.next().unwrap_or_default()
}

/// Whether the text is an error value as Excel or `LibreOffice` writes it.
pub fn is_error(text: &str) -> bool {
    const KNOWN: [&str; 18] = [
        "#NULL!",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#N/A",
        "#GETTING_DATA",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#BUSY!",
        "#UNKNOWN!",
        "#EXTERNAL!",
        "#PYTHON!",
        "#DATA!",
    ];
    KNOWN.contains(&text)
        || is_error_of_later(text)
        || text
            .strip_prefix("Err:")
            .is_some_and(|n| n.len() == 3 && n.bytes().all(|b| b.is_ascii_digit()))
}

/// An error value of a later Excel, as they all look: `#CALC!`, `#NAME?`.
fn is_error_of_later(text: &str) -> bool {
    let name = text
        .strip_prefix('#')
        .and_then(|rest| rest.strip_suffix(['!', '?']));
    name.is_some_and(|name| {
        let is_sign = |b: u8| b.is_ascii_uppercase() || matches!(b, b'_' | b'/' | b'0'..=b'9');
        name.len() >= 3 && name.bytes().all(is_sign)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ymd(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn days_of_both_calendars() {
        assert_eq!(day_of(1.0, false), ymd(1900, 1, 1));
        assert_eq!(day_of(59.0, false), ymd(1900, 2, 28));
        assert_eq!(day_of(60.0, false), None);
        assert_eq!(day_of(61.0, false), ymd(1900, 3, 1));
        assert_eq!(day_of(42_998.75, false), ymd(2017, 9, 20));
        assert_eq!(day_of(44_833.0, true), ymd(2026, 9, 30));
        assert_eq!(day_of(2_958_465.0, false), ymd(9999, 12, 31));
        for serial in [0.5, -1e300, 2_958_466.0, 1e300, f64::NAN, f64::INFINITY] {
            assert_eq!(day_of(serial, false), None, "{serial}");
        }
    }

    #[test]
    fn times_of_a_day() {
        let shown = |serial| time_of_day(serial).to_string();
        assert_eq!(shown(42_998.0), "00:00:00");
        assert_eq!(shown(42_998.687_5), "16:30:00");
        // 9:00 as Excel stores it.
        assert_eq!(shown(42_998.375_000_000_01), "09:00:00");
        assert_eq!(shown(42_998.999_999), "23:59:59");
        let iso = |text: &str| match from_iso(text) {
            Some(Content::Date(at)) => at.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(iso("2017-09-20T16:30:15"), "2017-09-20 16:30:15");
        assert_eq!(iso("2017-09-20T16:30:15.500"), "2017-09-20 16:30:15.500");
        assert_eq!(iso("2017-09-20"), "2017-09-20 00:00:00");
        assert_eq!(iso("2017-09-20 buổi sáng"), "2017-09-20 00:00:00");
    }

    #[test]
    fn what_is_not_finite_is_an_error() {
        assert_eq!(number(f64::NAN), Content::Error("NaN".into()));
        assert_eq!(number(f64::INFINITY), Content::Error("inf".into()));
    }

    #[test]
    fn blanks_are_nothing() {
        assert_eq!(from_text(" \u{a0}\n"), None);
        assert_eq!(from_text(" a "), Some(Content::Text(" a ".into())));
    }

    #[test]
    fn errors_by_their_text() {
        assert!(is_error("#SPILL!") && is_error("Err:502") && is_error("#N/A"));
        assert!(is_error("#ODD!") && !is_error("#Odd!") && !is_error("#!"));
        assert!(!is_error("#1") && !is_error("Err:x") && !is_error(""));
    }
}
