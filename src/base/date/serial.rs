//! Days as Excel counts them.

use chrono::{Days, NaiveDate};

/// 31/12/9999 in the 1900 system; Excel shows nothing later.
const LAST_1900: i64 = 2_958_465;
/// The same day in the 1904 system.
const LAST_1904: i64 = 2_957_003;

/// The day of a serial number in one of Excel's two date systems; `None` outside Excel's calendar.
///
/// The 1900 system counts a 29/02/1900 that never was (serial 60): it is no day, and the days
/// before it lie one nearer to their serial.
pub fn excel_serial(serial_days: i64, is_1904: bool) -> Option<NaiveDate> {
    let (first, offset) = match (is_1904, serial_days) {
        (true, 0..=LAST_1904) => (NaiveDate::from_ymd_opt(1904, 1, 1)?, serial_days),
        (false, 1..=59) => (NaiveDate::from_ymd_opt(1899, 12, 31)?, serial_days),
        (false, 61..=LAST_1900) => (NaiveDate::from_ymd_opt(1899, 12, 30)?, serial_days),
        _ => return None,
    };
    first.checked_add_days(Days::new(u64::try_from(offset).ok()?))
}

/// The day 0 of the 1904 system in the 1900 system.
const FIRST_1904: i64 = 1_462;

/// The serial number, in one of Excel's two date systems, of a day as its `DATE` takes it: years below 1900 count from
/// there, months and days may lie beyond their year and month. `None` outside Excel's calendar.
pub fn serial_of(year: i64, month: i64, day: i64, is_1904: bool) -> Option<i64> {
    let year = match year {
        0..=1899 => year + 1900,
        1900..=9999 => year,
        _ => return None,
    };
    let months = (year * 12).checked_add(month.checked_sub(1)?)?;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    let year = i32::try_from(year)
        .ok()
        .filter(|y| (1899..=10_000).contains(y))?;
    let first = NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, 1)?;
    let from = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    // Up to February 1900 its 29th, which never was, lies still ahead.
    let days = first.signed_duration_since(from).num_days();
    let days = if days < 61 { days - 1 } else { days };
    let serial = days.checked_add(day.checked_sub(1)?)?;
    let first = if is_1904 { FIRST_1904 } else { 0 };
    (first..=LAST_1900)
        .contains(&serial)
        .then(|| serial - first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_the_serials_that_excel_gives_them() {
        for (date, serial) in [
            ((2017, 9, 15), Some(42_993)),
            ((2017, 13, 1), Some(43_101)),
            ((2017, 9, 0), Some(42_978)),
            ((2018, 0, 31), Some(43_100)),
            ((117, 9, 15), Some(42_993)),
            ((1900, 1, 1), Some(1)),
            ((1900, 2, 29), Some(60)),
            ((1900, 3, 1), Some(61)),
            ((9999, 12, 31), Some(2_958_465)),
            ((9999, 12, 32), None),
            ((1900, 1, -1), None),
            ((10_000, 1, 1), None),
            ((2017, i64::MIN, 1), None),
            ((2017, 1, i64::MAX), None),
        ] {
            let (year, month, day) = date;
            assert_eq!(serial_of(year, month, day, false), serial, "{date:?}");
        }
        for (date, serial) in [
            ((2017, 9, 15), Some(41_531)),
            ((1904, 1, 1), Some(0)),
            ((1903, 12, 31), None),
            ((9999, 12, 31), Some(2_957_003)),
        ] {
            let (year, month, day) = date;
            assert_eq!(serial_of(year, month, day, true), serial, "{date:?}");
        }
    }

    #[test]
    fn serials_are_the_days_that_excel_shows() {
        let show = |n, is_1904| excel_serial(n, is_1904).map(|d| d.to_string());
        assert_eq!(show(1, false).as_deref(), Some("1900-01-01"));
        assert_eq!(show(59, false).as_deref(), Some("1900-02-28"));
        assert_eq!(show(60, false), None);
        assert_eq!(show(61, false).as_deref(), Some("1900-03-01"));
        assert_eq!(show(42_993, false).as_deref(), Some("2017-09-15"));
        assert_eq!(show(2_958_465, false).as_deref(), Some("9999-12-31"));
        assert_eq!(show(0, true).as_deref(), Some("1904-01-01"));
        assert_eq!(show(41_531, true).as_deref(), Some("2017-09-15"));
        assert_eq!(show(2_957_003, true).as_deref(), Some("9999-12-31"));
        for n in [i64::MIN, -1, 0, 2_958_466, i64::MAX] {
            assert_eq!(show(n, false), None, "{n}");
        }
        assert_eq!(show(-1, true), None);
        assert_eq!(show(2_957_004, true), None);
    }
}
