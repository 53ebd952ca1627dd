//! A204: a number typed in a column of formulas; one finding a sheet and column.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::check::{CellFinder, Outcome, Rounding, value_of};
use crate::finding::{Code, Finding, Severity, Subject, Value};
use crate::model::formulas::Typed;
use crate::model::{Submission, Table};

use super::short_sum::{column_range, filled_leaves};

pub(super) fn check(submission: &Submission, _: Rounding) -> Outcome {
    let mut findings = Vec::new();
    let cells = CellFinder::new(submission);
    for table in &submission.tables {
        let mut columns: BTreeMap<u16, Vec<Found<'_>>> = BTreeMap::new();
        for typed in table.formulas.typed.iter().flat_map(|t| &t.cells) {
            let column = columns.entry(typed.figure.at.col).or_default();
            column.push(judge(table, typed));
        }
        findings.extend(
            columns
                .into_values()
                .filter_map(|found| finding(&cells, table, found)),
        );
    }
    let mut outcome = Outcome::from(findings);
    outcome.saw(Code::A204, submission.lines());
    outcome
}

/// A typed number, the formula that should stand there, and whether it would give the number.
struct Found<'a> {
    typed: &'a Typed,
    formula: Option<String>,
    agrees: bool,
}

fn judge<'a>(table: &Table, typed: &'a Typed) -> Found<'a> {
    let own_rows = || {
        let at = typed.figure.at;
        let (field, rows) = filled_leaves(table, at)?;
        let sum = rows
            .iter()
            .map(|l| l.money[field.phase as usize].amount(field.source))
            .try_fold(Decimal::ZERO, |sum, d| sum.checked_add(d?));
        let targets: Vec<u32> = rows.iter().map(|l| l.row).collect();
        let range = column_range(table, field, at.col, &targets, ",");
        let number = match value_of(&typed.figure, typed.number) {
            Value::Money(d) | Value::Number(d) => Some(d),
            Value::Text(_) => None,
        };
        Some((format!("=SUM({range})"), sum.is_some() && sum == number))
    };
    let (formula, agrees) = match &typed.formula {
        Some(formula) => (Some(formula.clone()), typed.agrees == Some(true)),
        None => own_rows().map_or((None, false), |(formula, agrees)| (Some(formula), agrees)),
    };
    Found {
        typed,
        formula,
        agrees,
    }
}

fn finding(cells: &CellFinder<'_>, table: &Table, mut found: Vec<Found<'_>>) -> Option<Finding> {
    // The cell to mend comes first.
    found.sort_by_key(|f| (f.agrees, f.typed.figure.at));
    let first = found.first()?;
    let figure = &first.typed.figure;
    let mut finding = cells.about(table, Code::A204, figure);
    finding.subject = Subject::Sheet(table.form);
    finding.project = None;
    finding.args.clear();
    if first.agrees {
        finding.severity = Severity::Info;
    }
    finding.expected = first.formula.clone().map(Value::Text);
    finding.found = Some(value_of(figure, first.typed.number));
    finding.found_text.clone_from(&first.typed.text);
    finding.cells = found.iter().map(|f| f.typed.figure.at).collect();
    Some(finding)
}
