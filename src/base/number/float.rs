//! The one place where a binary fraction becomes an exact amount.

use rust_decimal::Decimal;

/// The most places that a decimal holds.
const MAX_SCALE: i32 = 28;

/// The number as Excel shows it, with 15 significant digits: 0.1 + 0.2 is 0.3.
///
/// `None` for what is no number (NaN, infinity) and for what exceeds a decimal (about 7.9 · 10²⁸).
/// What is smaller than the last place of a decimal is 0.
pub fn from_float(x: f64) -> Option<Decimal> {
    if !x.is_finite() {
        return None;
    }
    if let Some(short) = few_places(x) {
        return Some(short);
    }
    let shown = format!("{x:.14e}");
    let (mantissa, exponent) = shown.split_once('e')?;
    let mut digits: i128 = mantissa.replace('.', "").parse().ok()?;
    let mut scale = 14 - exponent.parse::<i32>().ok()?;
    if digits == 0 {
        return Some(Decimal::ZERO);
    }
    while digits % 10 == 0 {
        digits /= 10;
        scale -= 1;
    }
    while scale > MAX_SCALE && digits != 0 {
        digits /= 10;
        scale -= 1;
    }
    if digits == 0 {
        return Some(Decimal::ZERO);
    }
    let zeros = u32::try_from(-scale).unwrap_or(0);
    let digits = digits.checked_mul(10_i128.checked_pow(zeros)?)?;
    Decimal::try_from_i128_with_scale(digits, u32::try_from(scale).unwrap_or(0))
        .ok()
        .map(|d| d.normalize())
}

/// The number as people read it: [`from_float`] as text.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "a whole number below 10¹⁵ is the same in both"
)]
pub fn shown(x: f64) -> Option<String> {
    let whole = x as i64;
    // Running numbers and counts need no decimal.
    if x.abs() < 1e15 && whole as f64 == x {
        return Some(whole.to_string());
    }
    from_float(x).map(|d| d.to_string())
}

/// A number of at most 15 digits with at most four places, as nearly all are: the quotient is the nearest double to that
/// number, and no other number of 15 digits has the same one.
#[expect(
    clippy::float_arithmetic,
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    reason = "whole numbers below 10¹⁵ are exact in a double, and so are the powers of ten"
)]
fn few_places(x: f64) -> Option<Decimal> {
    [(0, 1.0), (1, 10.0), (2, 100.0), (3, 1000.0), (4, 10_000.0)]
        .into_iter()
        .find_map(|(places, power)| {
            let digits = (x * power).round();
            (digits.abs() < 1e15 && digits / power == x)
                .then(|| Decimal::new(digits as i64, places).normalize())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn show(x: f64) -> Option<String> {
        from_float(x).map(|d| d.to_string())
    }

    #[test]
    fn numbers_read_as_excel_shows_them() {
        assert_eq!(show(0.1 + 0.2).as_deref(), Some("0.3"));
        assert_eq!(show(4.35 * 100.0).as_deref(), Some("435"));
        assert_eq!(
            show(1_234_567_890_123.45).as_deref(),
            Some("1234567890123.45")
        );
        assert_eq!(
            show(123_456_789_012_345.6).as_deref(),
            Some("123456789012346")
        );
        assert_eq!(show(-250.0).as_deref(), Some("-250"));
        assert_eq!(show(-0.0).as_deref(), Some("0"));
        assert_eq!(shown(-0.0).as_deref(), Some("0"));
        assert_eq!(show(1e28).as_deref(), Some("10000000000000000000000000000"));
    }

    #[test]
    fn what_no_decimal_holds_is_none_or_nothing() {
        for x in [
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            1e29,
            -1e29,
            f64::MAX,
        ] {
            assert_eq!(from_float(x), None, "{x}");
        }
        for x in [1e-40, -1e-300, f64::MIN_POSITIVE] {
            assert_eq!(from_float(x), Some(Decimal::ZERO), "{x}");
        }
        assert_eq!(show(1e-20).as_deref(), Some("0.00000000000000000001"));
    }

    proptest! {
        #[test]
        fn whole_dong_are_exact(dong in -999_999_999_999_999_i64..=999_999_999_999_999) {
            #[expect(clippy::cast_precision_loss, reason = "15 digits fit a double")]
            let x = dong as f64;
            prop_assert_eq!(from_float(x), Some(Decimal::from(dong)));
            prop_assert_eq!(shown(x), show(x));
        }

        #[test]
        fn the_short_way_reads_as_the_long_one(digits in -2_000_000_000_000_000_i64..=2_000_000_000_000_000, places in 0_i32..9) {
            #[expect(clippy::cast_precision_loss, clippy::float_arithmetic, reason = "any double will do")]
            let x = digits as f64 / 10_f64.powi(places);
            if let Some(short) = few_places(x) {
                let long = Decimal::from_scientific(&format!("{x:.14e}")).unwrap();
                prop_assert_eq!(short, long);
            }
        }

        #[test]
        fn no_float_panics(bits in any::<u64>()) {
            let x = f64::from_bits(bits);
            prop_assert_eq!(shown(x), show(x));
        }
    }
}
