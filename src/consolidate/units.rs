//! Figures by unit (Biểu 4) and what became of every file (Biểu 6).

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use crate::finding::{Finding, Severity};
use crate::model::Status;

use super::Basis;
use super::activities;
use super::split::{Amounts, Split};

/// One unit.
#[derive(Clone, Debug)]
pub struct UnitLine {
    /// Its code.
    pub code: Arc<str>,
    /// Its name.
    pub name: String,
    /// Approved projects.
    pub approved_projects: usize,
    /// Projects that it reported.
    pub reported_projects: usize,
    /// Its money inside the plan.
    pub amounts: Amounts,
    /// Open errors.
    pub errors: usize,
    /// Open warnings.
    pub warnings: usize,
    /// What became of its submission; `None`: nothing was sent.
    pub status: Option<Status>,
    /// Whether it must submit.
    pub expected: bool,
}

/// Open findings of a severity that a test picks.
pub fn open<'f>(findings: impl IntoIterator<Item = &'f Finding>, severity: Severity) -> usize {
    findings
        .into_iter()
        .filter(|f| f.severity == severity && !f.waived && f.caused_by.is_none())
        .count()
}

/// All units that must submit, did submit, or have an approved project.
pub fn by_unit(basis: &Basis<'_>) -> Vec<UnitLine> {
    let mut codes: BTreeSet<Arc<str>> = basis.expected.iter().cloned().collect();
    codes.extend(basis.submissions.iter().filter_map(|s| s.unit.clone()));
    codes.extend(basis.approvals.iter().flat_map(|a| a.units().cloned()));
    let mut sums: BTreeMap<Arc<str>, (Amounts, usize)> = BTreeMap::new();
    for approval in basis.approvals {
        if let Some(unit) = &approval.unit {
            let amounts = Amounts {
                approved: Split::of(&approval.money),
                ..Amounts::default()
            };
            sums.entry(Arc::clone(unit)).or_default().0.add(&amounts);
        }
    }
    let mut reported: HashSet<(&str, usize)> = HashSet::new();
    for record in basis.money_records() {
        let entry = sums.entry(Arc::clone(&record.unit)).or_default();
        if basis.is_inside(record) {
            entry.0.add(&activities::of_record(basis, record));
        }
        // A project on two sheets, one for each source of money, is one project.
        let is_new = record
            .approval
            .is_none_or(|index| reported.insert((&*record.unit, index)));
        entry.1 += usize::from(record.kind == crate::model::Kind::Project && is_new);
    }
    let mut approved: BTreeMap<&str, usize> = BTreeMap::new();
    for unit in basis.approvals.iter().filter_map(|a| a.unit.as_deref()) {
        *approved.entry(unit).or_default() += 1;
    }
    // The best that became of a unit's files.
    let mut best: BTreeMap<&str, Status> = BTreeMap::new();
    for submission in basis.submissions {
        if let Some(unit) = submission.unit.as_deref() {
            let status = best.entry(unit).or_insert(submission.status);
            *status = (*status).min(submission.status);
        }
    }
    let expected: BTreeSet<&str> = basis.expected.iter().map(|c| &**c).collect();
    let mut findings: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in basis.findings {
        if let Some(unit) = finding.unit.as_deref() {
            findings.entry(unit).or_default().push(finding);
        }
    }
    codes
        .into_iter()
        .map(|code| {
            let (amounts, reported_projects) = sums.remove(&code).unwrap_or_default();
            let own = findings.get(&*code).map(Vec::as_slice).unwrap_or_default();
            UnitLine {
                name: basis.unit_name(&code),
                approved_projects: approved.get(&*code).copied().unwrap_or_default(),
                reported_projects,
                amounts,
                errors: open(own.iter().copied(), Severity::Error),
                warnings: open(own.iter().copied(), Severity::Warning),
                status: best.get(&*code).copied(),
                expected: expected.contains(&*code),
                code,
            }
        })
        .collect()
}
