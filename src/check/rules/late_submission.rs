//! P602: a file was received after the deadline, whose whole day still counts.
//!
//! What a unit sends again has until the deadline of corrections, if the first time was in time.

use std::sync::Arc;

use crate::check::{Outcome, World};
use crate::finding::{Code, Finding, NotChecked, Subject, Value};
use crate::model::{Received, Submission};

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
        let deadline = match world.correction_deadline {
            Some(second) if is_again(world, submission, deadline) => second,
            _ => deadline,
        };
        if received.day <= deadline {
            continue;
        }
        let mut finding = Finding::new(Code::P602, Subject::file(&submission.hash));
        finding.unit.clone_from(&submission.unit);
        finding.file = Some(Arc::clone(&submission.file));
        finding.expected = Some(Value::Text(deadline.to_string()));
        finding.found = Some(Value::Text(received.day.to_string()));
        let show = |day: chrono::NaiveDate| day.format("%d/%m/%Y").to_string();
        finding.args = vec![
            ("deadline", show(deadline)),
            ("received", show(received.day)),
        ];
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

/// Whether the unit had sent a file in time before this one: another file, the same one before it was sent again, or one
/// that the register names and that is not there any more.
fn is_again(world: &World<'_>, this: &Submission, deadline: chrono::NaiveDate) -> bool {
    let in_time = |at: Received| at.day <= deadline && Some(at) < this.received;
    if this.received_before.is_some_and(in_time) {
        return true;
    }
    let mut gone = world.unmatched.iter();
    if this.unit.is_some()
        && gone.any(|row| row.unit == this.unit && row.receipt.received.is_some_and(in_time))
    {
        return true;
    }
    // Submissions lie in the order of their units.
    let from = world.submissions.partition_point(|s| s.unit < this.unit);
    let own = world.submissions[from..].iter();
    own.take_while(|other| other.unit == this.unit)
        .filter(|_| this.unit.is_some())
        .any(|other| other.received.is_some_and(in_time))
}
