//! Functions of days as Excel counts them: DATE, YEAR, MONTH, DAY, EDATE, EOMONTH, DAYS. What asks for today has no result.

use chrono::Datelike;
use rust_decimal::Decimal;

use super::eval::{At, Result, Unknown, number};
use super::functions::{Args, argument};
use super::values::Scalar;
use crate::base::date::{excel_serial, serial_of};

/// Computes one of these functions.
pub(crate) fn call(at: At<'_>, name: &str, args: Args<'_>) -> Result<Scalar> {
    let mut parts = [0; 3];
    let count = match name {
        "DATE" => 3,
        "EDATE" | "EOMONTH" | "DAYS" => 2,
        _ => 1,
    };
    for (index, part) in parts.iter_mut().enumerate().take(count) {
        match number(&argument(at, args, index)?) {
            // The day of a moment, and whole months.
            Ok(number) => {
                let whole = number.trunc().normalize().to_string();
                *part = whole.parse::<i64>().map_err(|_| Unknown)?;
            }
            Err(error) => return Ok(Scalar::Error(error)),
        }
    }
    let [first, second, third] = parts;
    let is_1904 = at.book.is_from_1904();
    let serial = |year: i64, month: i64, day: i64| serial_of(year, month, day, is_1904);
    let shown = |serial: Option<i64>| match serial {
        Some(serial) => Scalar::Number(Decimal::from(serial)),
        None => Scalar::Error("#NUM!"),
    };
    Ok(match name {
        "DATE" => shown(serial(first, second, third)),
        "DAYS" => Scalar::Number(Decimal::from(first.checked_sub(second).ok_or(Unknown)?)),
        _ => {
            // Day 0 and 29/2/1900, which never were, are days of Excel's alone.
            let day = excel_serial(first, is_1904).ok_or(Unknown)?;
            let (year, month) = (i64::from(day.year()), i64::from(day.month()));
            match name {
                "YEAR" => Scalar::Number(Decimal::from(year)),
                "MONTH" => Scalar::Number(Decimal::from(month)),
                "DAY" => Scalar::Number(Decimal::from(day.day())),
                _ => {
                    let moved = month.checked_add(second).ok_or(Unknown)?;
                    let after = moved.checked_add(1).ok_or(Unknown)?;
                    let last = serial(year, after, 0);
                    let own = serial(year, moved, i64::from(day.day()));
                    // The 31st of a month that has fewer days is its last.
                    shown(match name {
                        "EDATE" => own.zip(last).map(|(own, last)| own.min(last)),
                        _ => last,
                    })
                }
            }
        }
    })
}
