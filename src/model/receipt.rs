//! When a file was received, and the rows of the register that say so.

use std::cmp::Ordering;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use crate::base::place::Cell;

use super::Period;

/// A moment of receipt as far as the register tells it: the day, and the time of day where it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Received {
    /// The day.
    pub day: NaiveDate,
    /// The time of day.
    pub time: Option<NaiveTime>,
}

impl Received {
    /// Which of two moments is later; `None` where they are the same, or one of the same day tells no time.
    pub fn order(self, other: Self) -> Option<Ordering> {
        let told = |order: Ordering| (order != Ordering::Equal).then_some(order);
        told(self.day.cmp(&other.day)).or_else(|| told(self.time?.cmp(&other.time?)))
    }
}

/// One row of the receipt register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// Row from 1.
    pub row: u32,
    /// File as written.
    pub file: Option<String>,
    /// Unit as written.
    pub unit: Option<String>,
    /// When it was received.
    pub received: Option<Received>,
    /// When the file that this one took the place of was received: the earliest row of the same name.
    pub before: Option<Received>,
    /// Which version.
    pub revision: Option<u32>,
    /// The period that the office took the file for, where the register has such a column.
    pub period: Option<Period>,
    /// The cell of the file's name, else of the unit.
    pub cell: Option<Cell>,
    /// The sheet; a CSV has none.
    pub sheet: Option<Arc<str>>,
    /// A day or time of receipt that could not be read, with its cell.
    pub unread_day: Option<(String, Cell)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_decides_on_one_day_if_both_tell_it() {
        let at = |day: u32, hour: Option<u32>| Received {
            day: NaiveDate::from_ymd_opt(2017, 9, day).unwrap(),
            time: hour.and_then(|h| NaiveTime::from_hms_opt(h, 0, 0)),
        };
        assert_eq!(
            at(20, Some(9)).order(at(20, Some(15))),
            Some(Ordering::Less)
        );
        assert_eq!(
            at(21, None).order(at(20, Some(15))),
            Some(Ordering::Greater)
        );
        assert_eq!(at(20, None).order(at(20, Some(15))), None);
        assert_eq!(at(20, Some(9)).order(at(20, Some(9))), None);
    }
}
