//! Sheets whose money unit is wrong: sums are found as the sheet states them, what is compared with other places in the
//! likely unit. To see which mends which they are put into one unit.

use rust_decimal::Decimal;

use crate::check::unit_slips::Slip;
use crate::finding::ratio::Ratio;
use crate::finding::{Finding, Value};

/// What a finding said before its amounts were put into another unit.
pub(super) struct Printed {
    index: usize,
    finding: Amounts,
}

struct Amounts {
    expected: Option<Value>,
    found: Option<Value>,
    ratio: Option<Box<Ratio>>,
    allowed: Decimal,
}

/// Puts what was found in the unit that a sheet wrongly states into the likely one; gives what stood there.
pub(super) fn rescale(findings: &mut [Finding]) -> Vec<Printed> {
    let told: Vec<Finding> = findings
        .iter()
        .filter(|f| Slip::of(f).is_some())
        .cloned()
        .collect();
    let slips: Vec<Slip<'_>> = told.iter().filter_map(Slip::of).collect();
    if slips.is_empty() {
        return Vec::new();
    }
    let mut printed = Vec::new();
    for (index, finding) in findings.iter_mut().enumerate() {
        let is_stated = |slip: &&Slip<'_>| {
            slip.concerns(finding) && finding.money_unit.is_none_or(|unit| unit == slip.declared)
        };
        let Some(slip) = slips.iter().find(is_stated) else {
            continue;
        };
        let money = |value: &Option<Value>| match value {
            Some(Value::Money(dong)) => slip.rescale(*dong).map(Value::Money),
            other => other.clone(),
        };
        let scaled = |dong: Decimal| slip.rescale(dong).unwrap_or(dong);
        let now = Amounts {
            expected: money(&finding.expected),
            found: money(&finding.found),
            ratio: finding.ratio.clone().map(|mut ratio| {
                for side in [&mut ratio.part, &mut ratio.whole] {
                    side.amount = scaled(side.amount);
                    side.half = scaled(side.half);
                }
                ratio
            }),
            allowed: scaled(finding.allowed),
        };
        let finding = replaced(finding, now);
        printed.push(Printed { index, finding });
    }
    printed
}

/// Puts back what findings said.
pub(super) fn restore(findings: &mut [Finding], printed: Vec<Printed>) {
    for Printed { index, finding } in printed {
        replaced(&mut findings[index], finding);
    }
}

fn replaced(finding: &mut Finding, amounts: Amounts) -> Amounts {
    use std::mem::replace;
    Amounts {
        expected: replace(&mut finding.expected, amounts.expected),
        found: replace(&mut finding.found, amounts.found),
        ratio: replace(&mut finding.ratio, amounts.ratio),
        allowed: replace(&mut finding.allowed, amounts.allowed),
    }
}
