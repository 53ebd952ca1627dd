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

#[cfg(test)]
mod tests {
    use super::*;

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
