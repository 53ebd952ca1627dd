//! The likely cause of a finding in words.

use rust_decimal::Decimal;

use super::phrases::{number, unit_name};
use super::wording::Wording;
use super::{Cause, Code, Finding};
use crate::base::money::MoneyUnit;

/// The sentence of the likely cause.
pub(super) fn cause(words: &Wording, finding: &Finding) -> Option<String> {
    // A wording that names the likely unit itself says all there is to say.
    if finding.cause == Some(Cause::UnitSlip) && finding.args.iter().any(|(n, _)| *n == "likely") {
        return None;
    }
    // A range that is too short says itself what it leaves out.
    if finding.code == Code::A205 {
        return None;
    }
    let key = match finding.cause? {
        Cause::UnitSlip => return Some(unit_slip(words, finding)),
        Cause::Sign => "cause-sign",
        Cause::DigitsSwapped => "cause-digits-swapped",
        // What a row adds are its sources.
        Cause::RowLeftOut if finding.code == Code::A201 => "cause-source-left-out",
        Cause::RowCountedTwice if finding.code == Code::A201 => "cause-source-counted-twice",
        Cause::RowLeftOut => "cause-row-left-out",
        Cause::RowCountedTwice => "cause-row-counted-twice",
        Cause::SubtotalAdded => "cause-subtotal-added",
        Cause::StaleFormula => "cause-stale-formula",
        Cause::TextNumberLeftOut => "cause-text-number-left-out",
        Cause::Rounding => "cause-rounding",
    };
    Some(words.text(key, &[]))
}

/// A factor of 1,000 or 1,000,000, and the unit in which the figure was likely written.
fn unit_slip(words: &Wording, finding: &Finding) -> String {
    let slip = || {
        let expected = finding.expected.as_ref()?.decimal()?.abs();
        let found = finding.found.as_ref()?.decimal()?.abs();
        let (larger, smaller) = (expected.max(found), expected.min(found));
        let ratio = larger.checked_div(smaller)?;
        // Halfway between two factors, in powers of ten.
        let factor = match ratio {
            small if small < Decimal::from(31_623) => 1_000,
            middle if middle < Decimal::from(31_622_777) => 1_000_000,
            _ => 1_000_000_000,
        };
        let is_exact = smaller.checked_mul(Decimal::from(factor)) == Some(larger);
        Some((factor, found > expected, is_exact))
    };
    let Some((factor, too_large, is_exact)) = slip() else {
        return words.text("cause-unit-slip-unknown", &[]);
    };
    let declared = finding.money_unit.unwrap_or(MoneyUnit::Dong);
    let likely = MoneyUnit::ALL.into_iter().find(|unit| {
        if too_large {
            unit.scale().checked_mul(factor) == Some(declared.scale())
        } else {
            declared.scale().checked_mul(factor) == Some(unit.scale())
        }
    });
    let mut values = vec![("factor", number(words, Decimal::from(factor)))];
    if is_exact {
        let right = match finding.code {
            Code::B301 | Code::B302 => "cause-right-approved",
            Code::A209 => "cause-right-other-form",
            Code::A201 | Code::A202 | Code::A203 => "cause-right-sum",
            _ => "cause-right-figure",
        };
        let form = if too_large {
            "cause-right-times"
        } else {
            "cause-right-part"
        };
        values.push(("right", words.text(right, &[])));
        values.push(("equation", words.text(form, &values)));
    }
    let key = match (likely, too_large) {
        (Some(likely), _) if is_exact => {
            values.push(("likely", unit_name(words, likely)));
            values.push(("declared", unit_name(words, declared)));
            "cause-unit-slip-exact"
        }
        (None, _) if is_exact => "cause-unit-slip-equation",
        (Some(likely), _) => {
            values.push(("likely", unit_name(words, likely)));
            values.push(("declared", unit_name(words, declared)));
            if too_large {
                "cause-unit-slip-large"
            } else {
                "cause-unit-slip-small"
            }
        }
        (None, true) => "cause-unit-slip-times",
        (None, false) => "cause-unit-slip-part",
    };
    words.text(key, &values)
}
