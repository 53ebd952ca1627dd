//! Afterwards: which finding carries which. One mistake is one finding (contract, findings.json).

use std::collections::HashMap;

use crate::finding::{Code, Finding, Severity, Subject};

/// Gives consequences their `caused_by` and the severity info. Findings must have their ids and their order.
pub fn settle(findings: &mut [Finding]) {
    let parents: Vec<Option<usize>> = (0..findings.len()).map(|i| parent(findings, i)).collect();
    let ids: Vec<String> = findings.iter().map(|f| f.id.clone()).collect();
    for (index, direct) in parents.iter().enumerate() {
        let Some(mut root) = *direct else { continue };
        // The root is named, not a consequence in between.
        let mut steps = 0;
        while let Some(next) = parents[root].filter(|n| *n != index && steps < findings.len()) {
            root = next;
            steps += 1;
        }
        if root != index {
            findings[index].caused_by = Some(ids[root].clone());
            findings[index].severity = Severity::Info;
        }
    }
}

/// The finding that carries this one directly.
fn parent(findings: &[Finding], index: usize) -> Option<usize> {
    let own = &findings[index];
    let find = |test: &dyn Fn(&Finding) -> bool| {
        findings
            .iter()
            .enumerate()
            .position(|(i, f)| i != index && test(f))
    };
    let letter = own.code.to_string().chars().next().unwrap_or('_');
    if matches!(letter, 'S' | 'A' | 'B' | 'C' | 'O') {
        if let Some(blocker) = find(&|f| blocks_file(f) && own.file.is_some() && concerns(f, own)) {
            return Some(blocker);
        }
    }
    match own.code {
        Code::P601 => find(&|f| {
            blocks_file(f) && (f.unit.is_some() && f.unit == own.unit || names_candidate(f, own))
        }),
        Code::B304 | Code::C403 => {
            let carried = find(&|f| f.code == Code::P601 && f.unit == own.unit);
            carried
                .or_else(|| {
                    find(&|f| {
                        own.code == Code::C403
                            && f.code == Code::B304
                            && f.subject == own.subject
                            && f.unit == own.unit
                    })
                })
                .or_else(|| {
                    find(&|f| {
                        f.code == Code::S104
                            && f.variant == Some("name")
                            && f.unit == own.unit
                            && f.project.is_none()
                    })
                })
        }
        Code::A201 | Code::A202 | Code::A203 | Code::A209 => sum_parent(findings, index),
        Code::B301 => {
            find(&|f| slip_of_sheet(f, own)).or_else(|| find(&|f| fits_own_approval(f, own)))
        }
        Code::B302 if own.variant != Some("unit") => find(&|f| slip_of_sheet(f, own)),
        Code::B305 => {
            find(&|f| f.code == Code::P607 && f.unit == own.unit && f.subject == own.subject)
        }
        Code::B303 => find(&|f| {
            matches!(f.code, Code::B305 | Code::P607)
                && f.unit == own.unit
                && f.subject == own.subject
        })
        .or_else(|| find(&|f| f.code == Code::S104 && same_row(f, own))),
        Code::S106 => find(&|f| {
            matches!(f.code, Code::B303 | Code::B308)
                && f.severity == Severity::Error
                && f.unit == own.unit
                && f.subject == own.subject
                && f.file == own.file
                && same_row(f, own)
        }),
        _ => None,
    }
}

/// Findings that take a whole file out of the report.
fn blocks_file(finding: &Finding) -> bool {
    matches!(
        finding.code,
        Code::R001 | Code::R002 | Code::R003 | Code::R004 | Code::R013 | Code::P603 | Code::P606
    ) && finding.variant != Some("sheet")
}

/// Whether a blocker is about the file of another finding.
fn concerns(blocker: &Finding, own: &Finding) -> bool {
    if blocker.code == Code::P606 {
        let listed = blocker
            .args
            .iter()
            .find(|(k, _)| *k == "files")
            .map_or("", |(_, v)| v.as_str());
        return own
            .file
            .as_deref()
            .is_some_and(|f| listed.split("; ").any(|l| l == f))
            && form_of(blocker, own);
    }
    blocker.file == own.file
}

/// P606 sets one form aside; findings of the file's other forms stand.
fn form_of(blocker: &Finding, own: &Finding) -> bool {
    match (&blocker.subject, &own.subject) {
        (Subject::Sheet(a), Subject::Sheet(b)) => a == b,
        (Subject::Sheet(form), Subject::Project(_)) => *form == crate::model::Form::ProjectList,
        (Subject::Sheet(form), Subject::Activity(_)) => {
            *form == crate::model::Form::MoneyByActivity
        }
        (Subject::Sheet(form), Subject::Indicator(_)) => {
            *form == crate::model::Form::ResultsByIndicator
        }
        _ => true,
    }
}

/// R013 names units between which it cannot tell: the one that is missing is among them.
fn names_candidate(blocker: &Finding, own: &Finding) -> bool {
    let codes = blocker
        .args
        .iter()
        .find(|(k, _)| *k == "codes")
        .map_or("", |(_, v)| v.as_str());
    own.unit
        .as_deref()
        .is_some_and(|u| codes.split(',').any(|c| c == u))
}

fn same_sheet(a: &Finding, b: &Finding) -> bool {
    a.file == b.file && a.sheet == b.sheet
}

fn same_row(a: &Finding, b: &Finding) -> bool {
    same_sheet(a, b) && a.cells.first().map(|c| c.row) == b.cells.first().map(|c| c.row)
}

/// A negative amount silences the sums over it; a wrong row or group carries the sums that only repeat it.
fn sum_parent(findings: &[Finding], index: usize) -> Option<usize> {
    let own = &findings[index];
    let mut by_cell: HashMap<crate::base::place::Cell, usize> = HashMap::new();
    for (i, other) in findings.iter().enumerate() {
        if i != index && same_sheet(other, own) {
            match other.code {
                Code::A207 => {
                    for cell in &other.cells {
                        if own.over.contains(cell) || own.cells.contains(cell) {
                            return Some(i);
                        }
                    }
                }
                Code::A201 | Code::A202 | Code::A203 => {
                    for cell in &other.cells {
                        by_cell.entry(*cell).or_insert(i);
                    }
                }
                _ => {}
            }
        }
    }
    own.follows
        .iter()
        .find_map(|cell| by_cell.get(cell).copied())
}

/// The sheet's money unit is wrong: every amount that differs from a decision's follows from it.
fn slip_of_sheet(unit: &Finding, own: &Finding) -> bool {
    unit.code == Code::B302 && unit.variant == Some("unit") && same_sheet(unit, own)
}

/// The spending fits the submission's own approved figure, so only that figure is wrong.
fn fits_own_approval(mismatch: &Finding, own: &Finding) -> bool {
    if mismatch.code != Code::B302 || mismatch.unit != own.unit || mismatch.subject != own.subject {
        return false;
    }
    let source = |f: &Finding| {
        f.field
            .as_deref()
            .and_then(|t| t.split_once('.'))
            .map(|(_, s)| s.to_owned())
    };
    let amount = |f: &Finding| f.found.as_ref().and_then(crate::finding::Value::decimal);
    source(mismatch) == source(own)
        && matches!((amount(mismatch), amount(own)), (Some(printed), Some(spent)) if spent <= printed)
}
