//! A207: an amount below zero in a submission.
//!
//! A sum that is below zero only because of what it adds names those cells: they carry it.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::place::Cell;
use crate::check::{Outcome, Rounding, about_figure};
use crate::finding::{Code, Finding, Subject, Value};
use crate::model::{Field, LineClass, Money, Phase, Source, Submission, Table, TableLine};

use super::sums::{judged, leaves};

pub(super) fn check(submission: &Submission, _: Rounding) -> Outcome {
    let mut findings = Vec::new();
    let (mut seen, mut unreadable) = (0, 0);
    for table in &submission.tables {
        let lines = table.lines.iter().enumerate();
        for (index, line) in lines.filter(|(_, l)| l.class != LineClass::OfWhich) {
            seen += 1;
            unreadable += usize::from(line.money.iter().any(Money::has_unreadable));
            for phase in Phase::ALL {
                let money = &line.money[phase as usize];
                if !money.may_be_negative() {
                    continue;
                }
                for source in Source::ALL {
                    let Some(amount) = money
                        .amount(source)
                        .filter(|d| d.is_sign_negative() && !d.is_zero())
                    else {
                        continue;
                    };
                    let Some(figure) = money.figure(source) else {
                        continue;
                    };
                    let Some(cell) = figure.cell else { continue };
                    let field = Field::new(phase, source);
                    let mut finding = match line.record.and_then(|r| submission.records.get(r)) {
                        Some(record) => about_figure(record, Code::A207, field),
                        None => Finding::new(Code::A207, Subject::Sheet(table.form)),
                    };
                    finding.unit.clone_from(&submission.unit);
                    finding.file = Some(Arc::clone(&submission.file));
                    finding.sheet = Some(Arc::clone(&table.sheet));
                    finding.field = Some(field.to_string());
                    finding.cells = vec![cell];
                    finding.found = Some(Value::Money(amount));
                    finding.found_text = figure.text.as_deref().map(str::to_owned);
                    finding.money_unit = figure.unit;
                    finding.over = below_zero(table, index, field);
                    findings.push(finding);
                }
            }
        }
    }
    let mut outcome = Outcome::from(findings);
    outcome.saw(Code::A207, seen);
    outcome.left_open(Code::A207, unreadable, "unreadable");
    outcome
}

/// The cells below zero that make a sum negative: of the rows of a group or a total, or of the parts of a row's total;
/// none where what it adds is not negative together.
fn below_zero(table: &Table, index: usize, field: Field) -> Vec<Cell> {
    let line = &table.lines[index];
    let of = |line: &TableLine, source: Source| {
        let figure = line.money[field.phase as usize].figure(source)?;
        Some((figure.reading.known()?, figure.cell?))
    };
    let added: Vec<(Decimal, Cell)> = match judged(table, index, line) {
        Some((_, rows)) => {
            let rows = leaves(&rows);
            let own = rows.iter().filter(|l| l.row != line.row);
            own.filter_map(|l| of(l, field.source)).collect()
        }
        None if field.source == Source::Total => {
            let parts = Source::PARTS.into_iter();
            parts.filter_map(|source| of(line, source)).collect()
        }
        None => Vec::new(),
    };
    let sum = added
        .iter()
        .try_fold(Decimal::ZERO, |sum, (amount, _)| sum.checked_add(*amount));
    if sum.is_none_or(|sum| sum >= Decimal::ZERO) {
        return Vec::new();
    }
    let negative = added.iter().filter(|(amount, _)| *amount < Decimal::ZERO);
    negative.map(|(_, cell)| *cell).collect()
}
