//! What most likely happened, where exactly one explanation fits.

use rust_decimal::Decimal;

use crate::finding::Cause;

/// A wrong sum: what was added, and what stands there.
#[derive(Clone, Debug)]
pub struct Sum<'a> {
    /// The right sum.
    pub expected: Decimal,
    /// What is printed.
    pub found: Decimal,
    /// What rounding allows.
    pub allowed: Decimal,
    /// The parts.
    pub parts: &'a [Decimal],
    /// Subtotals that stand among them.
    pub subtotals: &'a [Decimal],
    /// Those of the parts that are numbers kept as text; none where the sum itself is text, which nobody computed.
    pub texts: &'a [Decimal],
}

/// The one cause that fits a wrong sum.
pub fn of_sum(sum: &Sum<'_>) -> Option<Cause> {
    let mut causes = of_pair_all(sum.expected, sum.found, sum.allowed);
    if let Some(difference) = sum.found.checked_sub(sum.expected) {
        let texts = sum
            .texts
            .iter()
            .try_fold(Decimal::ZERO, |a, b| a.checked_add(*b));
        let by_text = texts.is_some_and(|texts| !texts.is_zero() && difference == -texts);
        let is_one_of =
            |values: &[Decimal], target: Decimal| !target.is_zero() && values.contains(&target);
        if by_text {
            causes.push(Cause::TextNumberLeftOut);
        } else if !sum.found.is_zero()
            && (is_one_of(sum.parts, -difference) || is_one_of(sum.subtotals, -difference))
        {
            // A sum of nothing was not made at all.
            causes.push(Cause::RowLeftOut);
        }
        if is_one_of(sum.parts, difference) {
            causes.push(Cause::RowCountedTwice);
        }
        // One subtotal, or all of them: then everything counts twice.
        let twice = difference == sum.expected && !sum.subtotals.is_empty();
        if is_one_of(sum.subtotals, difference) || twice {
            causes.push(Cause::SubtotalAdded);
        }
    }
    only(&causes)
}

/// The one cause that fits two figures that should be equal.
pub fn of_pair(expected: Decimal, found: Decimal, allowed: Decimal) -> Option<Cause> {
    only(&of_pair_all(expected, found, allowed))
}

fn only(causes: &[Cause]) -> Option<Cause> {
    match causes {
        [one] => Some(*one),
        _ => None,
    }
}

fn of_pair_all(expected: Decimal, found: Decimal, allowed: Decimal) -> Vec<Cause> {
    let mut causes = Vec::new();
    if expected == found {
        return causes;
    }
    if is_unit_slip(expected, found) {
        causes.push(Cause::UnitSlip);
    }
    if !expected.is_zero() && found == -expected {
        causes.push(Cause::Sign);
    }
    if digits_swapped(expected, found) {
        causes.push(Cause::DigitsSwapped);
    }
    let twice = allowed.checked_add(allowed).unwrap_or(allowed);
    if !allowed.is_zero()
        && expected
            .checked_sub(found)
            .is_some_and(|d| d.abs() <= twice)
    {
        causes.push(Cause::Rounding);
    }
    causes
}

/// One is the other times 1,000, 1,000,000 or 1,000,000,000.
pub fn is_unit_slip(a: Decimal, b: Decimal) -> bool {
    unit_factor(a, b).is_some()
}

/// The power of ten (3, 6, 9 or negative) by which `found` is `expected`.
pub fn unit_factor(expected: Decimal, found: Decimal) -> Option<i32> {
    if expected == found || expected.is_zero() || found.is_zero() {
        return None;
    }
    [3, 6, 9].into_iter().find_map(|power: u32| {
        let factor = Decimal::from(10_i64.checked_pow(power)?);
        let power = i32::try_from(power).ok()?;
        if expected.checked_mul(factor) == Some(found) {
            Some(power)
        } else if found.checked_mul(factor) == Some(expected) {
            Some(-power)
        } else {
            None
        }
    })
}

/// Two neighbouring digits changed places, nothing else.
fn digits_swapped(expected: Decimal, found: Decimal) -> bool {
    let digits = |amount: Decimal| -> Vec<u8> {
        amount
            .normalize()
            .mantissa()
            .unsigned_abs()
            .to_string()
            .into_bytes()
    };
    let (scale_a, scale_b) = (expected.normalize().scale(), found.normalize().scale());
    let (mut left, mut right) = (digits(expected), digits(found));
    // 650 and 605: trailing zeros are digits too.
    let pad = |digits: &mut Vec<u8>, by: u32| {
        digits.extend(std::iter::repeat_n(b'0', usize::try_from(by).unwrap_or(0)));
    };
    let scale = scale_a.max(scale_b);
    pad(&mut left, scale - scale_a);
    pad(&mut right, scale - scale_b);
    if left.len() != right.len() || expected.is_sign_negative() != found.is_sign_negative() {
        return false;
    }
    let differing: Vec<usize> = (0..left.len())
        .filter(|&at| left[at] != right[at])
        .collect();
    matches!(differing.as_slice(), [first, second] if second - first == 1 && left[*first] == right[*second] && left[*second] == right[*first])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn pairs_tell_one_cause_or_none() {
        assert_eq!(
            of_pair(d("200"), d("200000"), d("0")),
            Some(Cause::UnitSlip)
        );
        assert_eq!(of_pair(d("200"), d("-200"), d("0")), Some(Cause::Sign));
        assert_eq!(
            of_pair(d("650000000"), d("605000000"), d("0")),
            Some(Cause::DigitsSwapped)
        );
        assert_eq!(
            of_pair(d("67.5"), d("76.5"), d("0")),
            Some(Cause::DigitsSwapped)
        );
        assert_eq!(of_pair(d("200"), d("275"), d("0")), None);
        assert_eq!(of_pair(d("100"), d("101.5"), d("1")), Some(Cause::Rounding));
    }

    #[test]
    fn sums_tell_which_row_is_at_fault() {
        let sum = |found: &str, parts: &[Decimal]| {
            let expected = parts.iter().copied().sum();
            of_sum(&Sum {
                expected,
                found: d(found),
                allowed: Decimal::ZERO,
                parts,
                subtotals: &[],
                texts: &[],
            })
        };
        assert_eq!(
            sum("320", &[d("100"), d("20"), d("300")]),
            Some(Cause::RowLeftOut)
        );
        assert_eq!(
            sum("440", &[d("100"), d("20"), d("300")]),
            Some(Cause::RowCountedTwice)
        );
        assert_eq!(sum("840", &[d("100"), d("20"), d("300")]), None);
        assert_eq!(sum("0", &[d("100")]), None);
        assert_eq!(sum("421", &[d("100"), d("20"), d("300")]), None);
    }
    #[test]
    fn subtotals_and_texts_are_told_from_rows() {
        let parts = [d("100"), d("20"), d("300")];
        let sum = |found: &str, subtotals: &[Decimal], texts: &[Decimal]| {
            of_sum(&Sum {
                expected: d("420"),
                found: d(found),
                allowed: Decimal::ZERO,
                parts: &parts,
                subtotals,
                texts,
            })
        };
        let groups = [d("120"), d("300")];
        assert_eq!(sum("840", &groups, &[]), Some(Cause::SubtotalAdded));
        assert_eq!(sum("540", &groups, &[]), Some(Cause::SubtotalAdded));
        assert_eq!(sum("300", &groups, &[]), Some(Cause::RowLeftOut));
        // The group of one row: either may have been added.
        assert_eq!(sum("720", &groups, &[]), None);
        assert_eq!(
            sum("320", &groups, &[d("100")]),
            Some(Cause::TextNumberLeftOut)
        );
        assert_eq!(
            sum("300", &groups, &[d("100"), d("20")]),
            Some(Cause::TextNumberLeftOut)
        );
        assert_eq!(sum("400", &groups, &[d("100")]), Some(Cause::RowLeftOut));
        assert_eq!(sum("0", &groups, &parts), Some(Cause::TextNumberLeftOut));
    }

    #[test]
    fn two_that_fit_equally_are_none() {
        let parts = [d("100"), d("100"), d("-100"), d("0")];
        let sum = |found: &str| {
            of_sum(&Sum {
                expected: d("100"),
                found: d(found),
                allowed: Decimal::ZERO,
                parts: &parts,
                subtotals: &[],
                texts: &[],
            })
        };
        // One of the rows twice, or the negative one left out.
        assert_eq!(sum("200"), None);
        // The sign turned, and nothing else.
        assert_eq!(sum("-100"), Some(Cause::Sign));
        // 12 and 21: swapped, and within twice of what rounding allows.
        assert_eq!(of_pair(d("12"), d("21"), d("5")), None);
        assert_eq!(of_pair(d("0"), d("0"), d("5")), None);
        assert_eq!(of_pair(d("0"), d("1000"), d("0")), None);
    }
}
