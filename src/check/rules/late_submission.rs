//! P602: a file was received after the deadline, whose whole day still counts.

use std::sync::Arc;

use crate::check::{Outcome, World};
use crate::finding::{Code, Finding, NotChecked, Subject, Value};

pub(super) fn check(world: &World<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let Some(deadline) = world.deadline else {
        outcome.not_checked.push(NotChecked {
            code: Code::P602,
            lines: world.submissions.len(),
            why: "no-deadline",
        });
        return outcome;
    };
    let mut unknown = 0;
    for submission in world.submissions {
        let Some(received) = submission.received else {
            unknown += 1;
            continue;
        };
        if received <= deadline {
            continue;
        }
        let mut finding = Finding::new(Code::P602, Subject::file(&submission.hash));
        finding.unit.clone_from(&submission.unit);
        finding.file = Some(Arc::clone(&submission.file));
        finding.expected = Some(Value::Text(deadline.to_string()));
        finding.found = Some(Value::Text(received.to_string()));
        let show = |day: chrono::NaiveDate| day.format("%d/%m/%Y").to_string();
        finding.args = vec![("deadline", show(deadline)), ("received", show(received))];
        outcome.findings.push(finding);
    }
    if unknown > 0 {
        outcome.not_checked.push(NotChecked {
            code: Code::P602,
            lines: unknown,
            why: "no-register",
        });
    }
    outcome
}
