//! Which of two versions is later: by the receipt register, else by their marks.

use std::cmp::Ordering;

use super::content::Content;
use crate::base::text::natural;
use crate::model::{Form, Marks, Submission};
use crate::parse::marks::is_copy;

/// What the register says: the revision, then the time of receipt.
pub(super) fn by_register(a: &Submission, b: &Submission) -> Option<Ordering> {
    let told = |order: Ordering| (order != Ordering::Equal).then_some(order);
    let by_revision = || told(a.revision?.cmp(&b.revision?));
    let by_receipt = || a.received?.order(b.received?);
    by_revision().or_else(by_receipt)
}

/// How a version stands to another one; `None` where nothing tells.
pub(super) fn later(
    (a, own): (&Submission, &Content),
    (b, other): (&Submission, &Content),
    form: Form,
) -> Option<Ordering> {
    by_register(a, b)
        .or_else(|| marks(a, form).order(marks(b, form)))
        .or_else(
            || match (marks(a, form).supplement, marks(b, form).supplement) {
                (true, false) if own.repeats(other) => Some(Ordering::Greater),
                (false, true) if other.repeats(own) => Some(Ordering::Less),
                _ => None,
            },
        )
}

/// The marks of a file; one that the register numbers is that version, though its name does not say so.
fn marks(submission: &Submission, form: Form) -> Marks {
    submission.marks(form).and(Marks {
        number: submission.revision,
        ..Marks::default()
    })
}

/// The order in which files are read as first and second: as the register and the marks have it, else copies after
/// what they are copies of, else by name.
pub(super) fn for_reading(submissions: &[Submission], a: usize, b: usize) -> Ordering {
    let key = |file: usize| {
        let submission = &submissions[file];
        (
            // What the register does not know comes after what it knows.
            (submission.revision.is_none(), submission.revision),
            (submission.received.is_none(), submission.received),
            submission.marks.iter().filter_map(|(_, m)| m.number).max(),
            submission.marks.iter().any(|(_, m)| m.corrected),
            is_copy(&submission.file),
        )
    };
    key(a)
        .cmp(&key(b))
        .then_with(|| natural(&submissions[a].file, &submissions[b].file))
}
