//! Figures by unit (Biểu 4) and what became of every file (Biểu 6).

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use crate::finding::{Finding, Severity};
use crate::model::{Approval, Kind, Record, Status};

use super::Basis;
use super::split::Amounts;

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

/// One record of every project that a unit reported: a project on two sheets, one for each source of money, is one.
pub fn reported_projects<'a>(basis: &Basis<'a>) -> Vec<&'a Record> {
    let mut seen: HashSet<(&str, usize)> = HashSet::new();
    let mut records = basis.money_records();
    records.retain(|record| {
        let is_new = record
            .approval
            .is_none_or(|index| seen.insert((&*record.unit, index)));
        record.kind == Kind::Project && is_new
    });
    records
}

/// All units that must submit, did submit, or have an approved project.
pub fn by_unit(basis: &Basis<'_>) -> Vec<UnitLine> {
    let mut codes: BTreeSet<Arc<str>> = basis.expected.iter().cloned().collect();
    codes.extend(basis.submissions.iter().filter_map(|s| s.unit.clone()));
    codes.extend(basis.approvals.iter().flat_map(|a| a.units().cloned()));
    let mut sums: BTreeMap<Arc<str>, Amounts> = BTreeMap::new();
    for part in basis.money_parts().filter(|part| part.is_inside(basis)) {
        if let Some(unit) = part.unit() {
            let own = sums.entry(Arc::clone(unit)).or_default();
            own.add(&part.amounts(basis));
        }
    }
    let mut reported: BTreeMap<&str, usize> = BTreeMap::new();
    for record in reported_projects(basis) {
        *reported.entry(&record.unit).or_default() += 1;
    }
    let mut approved: BTreeMap<&str, usize> = BTreeMap::new();
    // A project that several units share is each one's.
    for unit in basis.approvals.iter().flat_map(Approval::units) {
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
            let amounts = sums.remove(&code).unwrap_or_default();
            let own = findings.get(&*code).map(Vec::as_slice).unwrap_or_default();
            UnitLine {
                name: basis.unit_name(&code),
                approved_projects: approved.get(&*code).copied().unwrap_or_default(),
                reported_projects: reported.get(&*code).copied().unwrap_or_default(),
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
