//! A project's row was deleted, and the totals still hold it.

use rust_decimal::Decimal;

use crate::finding::{Code, Finding, Value};

use super::near::Near;

/// The missing project (B304) whose row a group or a total still adds up: what the sum's row prints too much of approved
/// money is what was approved for the project; of other money it is no more than that.
pub(super) fn row<'a>(findings: &'a [Finding], near: &Near<'a>, index: usize) -> Option<usize> {
    let own = &findings[index];
    let (phase, source) = own.field.as_deref()?.split_once('.')?;
    let much = own.difference().filter(|d| *d > Decimal::ZERO)?;
    let missing = near
        .missing
        .get(&(own.unit.as_deref(), own.file.as_deref()))?;
    missing.iter().copied().find(|&at| {
        let Some(amount) = lacking(&findings[at], source) else {
            return false;
        };
        if phase == "approved" {
            (much - amount).abs() <= own.allowed
        } else {
            much <= amount + own.allowed && has_approved(findings, near, index, at)
        }
    })
}

fn lacking(missing: &Finding, source: &str) -> Option<Decimal> {
    let mut lacks = missing.lacks.iter();
    lacks
        .find(|(own, _)| *own == source)
        .map(|(_, amount)| *amount)
}

/// Whether the same row of sums holds the approved money of the missing project.
fn has_approved(findings: &[Finding], near: &Near<'_>, index: usize, missing: usize) -> bool {
    let own = &findings[index];
    let row = own.cells.first().map(|c| c.row);
    let (file, sheet) = (own.file.as_deref(), own.sheet.as_deref());
    findings[missing].lacks.iter().any(|(source, amount)| {
        let field = format!("approved.{source}");
        let sums = near.sums.get(&(file, sheet, Some(field.as_str())));
        sums.into_iter().flatten().any(|&i| {
            let sum = &findings[i];
            let is_much = |d: Decimal| (d - *amount).abs() <= sum.allowed;
            matches!(sum.code, Code::A202 | Code::A203)
                && matches!(sum.found, Some(Value::Money(_)))
                && sum.cells.first().map(|c| c.row) == row
                && sum.difference().is_some_and(is_much)
        })
    })
}
