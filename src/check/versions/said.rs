//! What is said of versions: P604, P605, P606.

use std::sync::Arc;

use crate::finding::{Code, Finding, Subject, Value};
use crate::model::{Form, Submission};

/// A finding about a form of a file, beside another file.
fn about(code: Code, file: &Submission, form: Form, other: &Submission) -> Finding {
    let mut finding = Finding::new(code, Subject::Sheet(form));
    finding.unit.clone_from(&file.unit);
    finding.file = Some(Arc::clone(&file.file));
    finding.expected = Some(Value::Text(other.file.to_string()));
    finding.found = Some(Value::Text(file.file.to_string()));
    finding
}

/// P604: a later version counts instead.
pub(super) fn superseded(
    earlier: &Submission,
    later: &Submission,
    form: Form,
    variant: Option<&'static str>,
) -> Finding {
    let mut finding = about(Code::P604, earlier, form, later);
    finding.variant = variant;
    finding
}

/// P604: a supplement replaces some lines of a file.
pub(super) fn replaced(
    earlier: &Submission,
    later: &Submission,
    form: Form,
    lines: usize,
) -> Finding {
    let mut finding = superseded(earlier, later, form, Some("lines"));
    finding.args = vec![("lines", lines.to_string())];
    finding
}

/// P605: the same records as an earlier file.
pub(super) fn identical(this: &Submission, earlier: &Submission, form: Form) -> Finding {
    about(Code::P605, this, form, earlier)
}

/// P605: a supplement repeats some lines as they were.
pub(super) fn repeated(
    this: &Submission,
    earlier: &Submission,
    form: Form,
    lines: usize,
) -> Finding {
    let mut finding = identical(this, earlier, form);
    finding.variant = Some("lines");
    finding.args = vec![("lines", lines.to_string())];
    finding
}

/// P606: nothing tells which version counts.
pub(super) fn undecided(files: &[&Submission], form: Form) -> Finding {
    let names: Vec<&str> = files.iter().map(|file| &*file.file).collect();
    let names = names.join("; ");
    let mut finding = Finding::new(Code::P606, Subject::Sheet(form));
    finding.unit = files.first().and_then(|file| file.unit.clone());
    finding.file = files.first().map(|file| Arc::clone(&file.file));
    finding.found = Some(Value::Text(names.clone()));
    finding.args = vec![("files", names)];
    finding
}
