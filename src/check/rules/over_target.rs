//! O501: a result is above its plan.

use rust_decimal::Decimal;

use crate::base::reading::Reading;
use crate::check::{Outcome, World, about};
use crate::finding::{Code, Value};
use crate::model::ResultFigure;

pub(super) fn check(world: &World<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let (mut seen, mut unplanned, mut unreadable) = (0, 0, 0);
    for (_, record, _) in world.records() {
        if record.results.is_empty() {
            continue;
        }
        seen += 1;
        let planned = |r: &ResultFigure| r.planned != Reading::Blank;
        unplanned += usize::from(!record.results.iter().any(planned));
        let mut is_unreadable = false;
        for result in &record.results {
            let (phase, done) = done(result);
            is_unreadable |= result.planned.is_unreadable() || done.is_unreadable();
            let (Some(plan), Some(done)) = (result.planned.known(), done.known()) else {
                continue;
            };
            // A plan of nothing is no plan.
            if plan <= Decimal::ZERO || done <= plan {
                continue;
            }
            let mut finding = about(record, Code::O501);
            let line = result.indicator.as_deref().map(str::to_owned);
            let line =
                line.unwrap_or_else(|| crate::base::text::fold(&result.name).replace(' ', "-"));
            finding.field = Some(format!("results.{line}.{phase}"));
            finding.cells = result.cell.into_iter().collect();
            finding.expected = Some(Value::Number(plan));
            finding.found = Some(Value::Number(done));
            finding.args.extend([
                ("result", result.name.to_string()),
                (
                    "measure",
                    result.unit.as_deref().unwrap_or_default().to_owned(),
                ),
            ]);
            outcome.findings.push(finding);
        }
        unreadable += usize::from(is_unreadable);
    }
    outcome.saw(Code::O501, seen);
    outcome.left_open(Code::O501, unplanned, "no-plan");
    outcome.left_open(Code::O501, unreadable, "unreadable");
    outcome
}

/// What was reached since 1 January, else in the period.
fn done(result: &ResultFigure) -> (&'static str, Reading<Decimal>) {
    if result.cumulative == Reading::Blank {
        ("period", result.period)
    } else {
        ("cumulative", result.cumulative)
    }
}
