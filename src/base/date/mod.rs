//! Dates and periods as sheets write them.

mod english;
mod moment;
mod periods;
mod serial;
mod text;
mod tokens;

use chrono::NaiveDate;

pub use moment::{parse_moment, parse_time};
pub use periods::{parse_period, stated_periods};
pub use serial::{excel_serial, serial_of};
pub use text::parse;

/// What a text says when it is read as a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateText {
    /// One day.
    Day(NaiveDate),
    /// A month, a quarter, a year, or from one to another; both ends included.
    Span {
        /// Its first day.
        start: NaiveDate,
        /// Its last day.
        end: NaiveDate,
    },
    /// No reading makes it a date of the calendar.
    NotADate,
}
