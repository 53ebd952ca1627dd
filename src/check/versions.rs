//! Which files are versions of each other, and which of them counts.
//!
//! Files are versions only when they hold the same form and share a line of it; others complement each other.
//! The receipt register tells which is later; without it the form is undecided (P606) and not counted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::{Code, Finding, Subject, Value};
use crate::model::{Form, Kind, Record, Status, Submission};

/// Sets aside what does not count and says so: P604 where the register decides, P606 where nothing does.
pub fn decide(submissions: &mut [Submission]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut by_form: BTreeMap<(Arc<str>, Form), Vec<usize>> = BTreeMap::new();
    for (index, submission) in submissions.iter().enumerate() {
        let Some(unit) = submission
            .unit
            .clone()
            .filter(|_| submission.status.counts())
        else {
            continue;
        };
        for form in &submission.forms {
            by_form
                .entry((Arc::clone(&unit), *form))
                .or_default()
                .push(index);
        }
    }
    for ((unit, form), files) in by_form.into_iter().filter(|(_, files)| files.len() > 1) {
        for group in sharing(submissions, form, &files) {
            if let Some(last) = latest(submissions, &group) {
                for &index in group.iter().filter(|&&i| i != last) {
                    findings.push(superseded(
                        &submissions[index],
                        &submissions[last],
                        &unit,
                        form,
                    ));
                    set_aside(&mut submissions[index], form, Status::Superseded);
                }
            } else {
                findings.push(undecided(submissions, &group, &unit, form));
                for &index in &group {
                    set_aside(&mut submissions[index], form, Status::Undecided);
                }
            }
        }
    }
    findings
}

fn set_aside(submission: &mut Submission, form: Form, status: Status) {
    submission.set_aside.push(form);
    submission.status = status;
}

/// Groups of two and more files that share a line of the form.
fn sharing(submissions: &[Submission], form: Form, files: &[usize]) -> Vec<Vec<usize>> {
    let lines: Vec<BTreeSet<String>> = files
        .iter()
        .map(|&i| {
            submissions[i]
                .records
                .iter()
                .filter(|r| r.origin.form == form)
                .filter_map(line)
                .collect()
        })
        .collect();
    let mut groups: Vec<(BTreeSet<String>, Vec<usize>)> = Vec::new();
    for (own, &file) in lines.into_iter().zip(files) {
        let (touching, apart): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|(seen, _)| !seen.is_disjoint(&own));
        groups = apart;
        let mut merged = (own, vec![file]);
        for (seen, members) in touching {
            merged.0.extend(seen);
            merged.1.extend(members);
        }
        groups.push(merged);
    }
    let mut groups: Vec<Vec<usize>> = groups
        .into_iter()
        .map(|(_, members)| members)
        .filter(|m| m.len() > 1)
        .collect();
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort();
    groups
}

fn line(record: &Record) -> Option<String> {
    match record.kind {
        Kind::Project => record.project_key(),
        Kind::Activity => record.activity.as_deref().map(str::to_owned),
        Kind::Indicator => record
            .results
            .first()
            .and_then(|r| r.indicator.as_deref().map(str::to_owned)),
    }
}

/// The file with the highest revision, else the last received; `None` if the register does not tell.
fn latest(submissions: &[Submission], group: &[usize]) -> Option<usize> {
    let by = |key: &dyn Fn(&Submission) -> Option<i64>| -> Option<usize> {
        let keys: Option<Vec<(i64, usize)>> = group
            .iter()
            .map(|&i| key(&submissions[i]).map(|k| (k, i)))
            .collect();
        let mut keys = keys?;
        keys.sort_unstable();
        let (last, index) = *keys.last()?;
        (keys.iter().filter(|(k, _)| *k == last).count() == 1).then_some(index)
    };
    by(&|s| s.revision.map(i64::from)).or_else(|| {
        by(&|s| {
            s.received
                .map(|d| i64::from(chrono::Datelike::num_days_from_ce(&d)))
        })
    })
}

fn superseded(earlier: &Submission, later: &Submission, unit: &Arc<str>, form: Form) -> Finding {
    let mut finding = Finding::new(Code::P604, Subject::Sheet(form));
    finding.unit = Some(Arc::clone(unit));
    finding.file = Some(Arc::clone(&earlier.file));
    finding.expected = Some(Value::Text(later.file.to_string()));
    finding.found = Some(Value::Text(earlier.file.to_string()));
    finding
}

fn undecided(submissions: &[Submission], group: &[usize], unit: &Arc<str>, form: Form) -> Finding {
    let files: Vec<&str> = group.iter().map(|&i| &*submissions[i].file).collect();
    let mut finding = Finding::new(Code::P606, Subject::Sheet(form));
    finding.unit = Some(Arc::clone(unit));
    finding.file = files.first().map(|f| Arc::from(*f));
    finding.found = Some(Value::Text(files.join("; ")));
    finding.args = vec![("files", files.join("; "))];
    finding
}
