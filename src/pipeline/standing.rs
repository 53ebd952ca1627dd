//! How units and files stand: for the reminders and for Biểu 6.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Finding;
use crate::model::Status;
use crate::report::bao_cao::{self, Sent};
use crate::report::reminders::UnitState;

use super::gather::Gathered;
use super::tools::Tools;

/// How every expected or reporting unit stands.
pub(super) fn states(gathered: &Gathered) -> Vec<UnitState> {
    let mut best: BTreeMap<&str, Status> = BTreeMap::new();
    for submission in &gathered.submissions {
        if let Some(unit) = submission.unit.as_deref() {
            let status = best.entry(unit).or_insert(submission.status);
            *status = (*status).min(submission.status);
        }
    }
    let mut codes = gathered.expected.clone();
    codes.extend(gathered.submissions.iter().filter_map(|s| s.unit.clone()));
    codes.sort();
    codes.dedup();
    codes
        .into_iter()
        .map(|code| {
            let best = best.get(&*code).copied();
            UnitState {
                unit_name: gathered
                    .unit_names
                    .get(&code)
                    .map_or_else(|| code.to_string(), ToString::to_string),
                unit: code.to_string(),
                status: status_key(best),
            }
        })
        .collect()
}

const fn status_key(status: Option<Status>) -> &'static str {
    match status {
        None => "status-missing",
        Some(Status::Counted) => "status-counted",
        Some(Status::Empty) => "status-empty",
        Some(Status::Unreadable) => "status-unreadable",
        Some(Status::NoForm) => "status-no-form",
        Some(Status::UnknownUnit) => "status-unknown-unit",
        Some(Status::OtherPeriod) => "status-other-period",
        Some(Status::Undecided) => "status-undecided",
        Some(Status::Superseded) => "status-superseded",
        Some(Status::Identical) => "status-identical",
    }
}

/// The lines of Biểu 6: every file, then every unit that sent none, then attachments.
pub(super) fn sent(gathered: &Gathered, tools: &Tools) -> Vec<Sent> {
    let words = &tools.report_words;
    let open = bao_cao::open_by_file(&gathered.findings);
    let of_file = |file: &str| open.get(file).copied().unwrap_or_default();
    let waived = |test: &dyn Fn(&Finding) -> bool| {
        let count = gathered
            .findings
            .iter()
            .filter(|f| f.waived && test(f))
            .count();
        let told = || words.text("sent-waived", &[("count", count.to_string())]);
        (count > 0).then(told)
    };
    let mut lines: Vec<Sent> = gathered
        .submissions
        .iter()
        .map(|s| Sent {
            unit: s.unit.as_deref().map(str::to_owned),
            unit_name: s.unit_name.as_deref().map(str::to_owned),
            file: Some(s.file.to_string()),
            hash: Some(s.hash.to_string()),
            bytes: Some(s.bytes),
            received: s.received,
            revision: s.revision,
            forms: s
                .forms
                .iter()
                .map(|f| words.text(&format!("form-{}", f.name()), &[]))
                .collect::<Vec<_>>()
                .join("; "),
            status: s.status.key(),
            errors: of_file(&s.file).0,
            warnings: of_file(&s.file).1,
            note: waived(&|f| f.file.as_deref() == Some(&*s.file)),
        })
        .collect();
    let senders: BTreeSet<&str> = gathered
        .submissions
        .iter()
        .filter_map(|s| s.unit.as_deref())
        .collect();
    for unit in &gathered.expected {
        if !senders.contains(&**unit) {
            let errors = gathered
                .findings
                .iter()
                .filter(|f| f.unit.as_ref() == Some(unit) && f.is_open_error())
                .count();
            lines.push(Sent {
                unit: Some(unit.to_string()),
                unit_name: gathered.unit_names.get(unit).map(ToString::to_string),
                file: None,
                hash: None,
                bytes: None,
                received: None,
                revision: None,
                forms: String::new(),
                status: "missing",
                errors,
                warnings: 0,
                note: waived(&|f| f.unit.as_ref() == Some(unit)),
            });
        }
    }
    for (file, unit) in &gathered.attachments {
        lines.push(Sent {
            unit: unit.as_deref().map(str::to_owned),
            unit_name: unit
                .as_ref()
                .and_then(|u| gathered.unit_names.get(u))
                .map(ToString::to_string),
            file: Some(file.to_string()),
            hash: None,
            bytes: None,
            received: None,
            revision: None,
            forms: String::new(),
            status: "attachment",
            errors: 0,
            warnings: 0,
            note: None,
        });
    }
    lines
}
