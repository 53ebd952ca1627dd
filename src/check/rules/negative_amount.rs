//! A207: an amount below zero in a submission.

use std::sync::Arc;

use crate::check::{Outcome, Rounding, about_figure};
use crate::finding::{Code, Finding, Subject, Value};
use crate::model::{Field, LineClass, Money, Phase, Source, Submission};

pub(super) fn check(submission: &Submission, _: Rounding) -> Outcome {
    let mut findings = Vec::new();
    let (mut seen, mut unreadable) = (0, 0);
    for table in &submission.tables {
        for line in table.lines.iter().filter(|l| l.class != LineClass::OfWhich) {
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
