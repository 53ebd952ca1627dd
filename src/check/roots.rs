//! Afterwards: which finding carries which. One mistake is one finding (contract, findings.json).

mod bounds;
mod deleted;
mod mends;
mod near;
mod percentages;
mod units;

use crate::finding::{Code, Finding, Severity, Subject, Value};
use near::{Near, lacks_name, row_of};

/// Gives consequences their `caused_by` and the severity info. Findings must have their ids and their order.
pub fn settle(findings: &mut [Finding]) {
    let printed = units::rescale(findings);
    let near = Near::new(findings);
    let mut parents: Vec<Option<usize>> = (0..findings.len())
        .map(|i| parent(findings, &near, i))
        .collect();
    for stray in bounds::strays(findings, &parents) {
        parents[stray] = mends::followed(findings, &near, stray);
    }
    drop(near);
    mends::learn(findings, &parents);
    units::restore(findings, printed);
    let ids: Vec<String> = findings.iter().map(|f| f.id.clone()).collect();
    for (index, root) in roots(&parents).into_iter().enumerate() {
        // The root is named, not a consequence in between.
        if root != index {
            findings[index].caused_by = Some(ids[root].clone());
            findings[index].severity = Severity::Info;
        }
    }
}

/// What carries each finding in the end; of findings that carry each other (formulas in a circle) the first does.
fn roots(parents: &[Option<usize>]) -> Vec<usize> {
    let mut roots: Vec<Option<usize>> = vec![None; parents.len()];
    let mut on_path = vec![false; parents.len()];
    let mut path = Vec::new();
    for start in 0..parents.len() {
        let mut at = start;
        let root = loop {
            if let Some(root) = roots[at] {
                break root;
            }
            if on_path[at] {
                let circle = path.iter().rev().take_while(|other| **other != at);
                break circle.copied().min().unwrap_or(at).min(at);
            }
            on_path[at] = true;
            path.push(at);
            match parents[at] {
                Some(next) => at = next,
                None => break at,
            }
        };
        for other in path.drain(..) {
            on_path[other] = false;
            roots[other] = Some(root);
        }
    }
    roots
        .into_iter()
        .enumerate()
        .map(|(index, root)| root.unwrap_or(index))
        .collect()
}

/// The values of an argument that is a list.
fn list<'a>(
    finding: &'a Finding,
    key: &str,
    between: &'static str,
) -> impl Iterator<Item = &'a str> {
    finding
        .args
        .iter()
        .find(|(k, _)| *k == key)
        .into_iter()
        .flat_map(move |(_, text)| text.split(between))
}

/// The finding that carries this one directly.
fn parent<'a>(findings: &'a [Finding], near: &Near<'a>, index: usize) -> Option<usize> {
    let own = &findings[index];
    let (file, unit) = (own.file.as_deref(), own.unit.as_deref());
    let find = |among: Option<&Vec<usize>>, test: &dyn Fn(&Finding) -> bool| {
        among
            .into_iter()
            .flatten()
            .copied()
            .find(|&i| i != index && test(&findings[i]))
    };
    let in_unit = |test: &dyn Fn(&Finding) -> bool| find(near.units.get(&unit), test);
    let of_subject =
        |test: &dyn Fn(&Finding) -> bool| find(near.subjects.get(&(unit, &own.subject)), test);
    let in_row = |test: &dyn Fn(&Finding) -> bool| find(near.names.get(&row_of(own)), test);
    let letter = own.code.to_string().chars().next().unwrap_or('_');
    if matches!(letter, 'S' | 'A' | 'B' | 'C' | 'O')
        && let Some(file) = file
        && let Some(blocker) = find(near.blockers_of_file.get(file), &|f| concerns(f, own))
    {
        return Some(blocker);
    }
    // What is wrong in a version that another one replaces is nobody's error any more.
    if matches!(letter, 'R' | 'S' | 'A' | 'B' | 'C' | 'O')
        && !blocks_file(own)
        && let Some(file) = file
        && let Some(version) = find(near.replaced.get(file), &|f| {
            is_of_form(own) && form_of(f, own)
        })
    {
        return Some(version);
    }
    match own.code {
        // A formula has no result, or an error, because a cell that it looks at has none, or that error.
        Code::R005 | Code::R006 => own.follows.iter().find_map(|cell| {
            let place = (file, own.sheet.as_deref(), *cell);
            near.faulty.get(&place).copied().filter(|&i| i != index)
        }),
        Code::P601 => unit.and_then(|unit| {
            find(near.blockers_of_unit.get(unit), &|f| {
                f.unit == own.unit || names_candidate(f, own)
            })
        }),
        Code::B304 | Code::C403 => in_unit(&|f| f.code == Code::P601)
            .or_else(|| of_subject(&|f| own.code == Code::C403 && f.code == Code::B304))
            .or_else(|| in_unit(&lacks_name))
            .or_else(|| {
                // It is reported, by another unit or under another name.
                let approval = own.related.as_ref().filter(|_| own.code == Code::B304)?;
                near.approvals.get(approval).copied()
            }),
        Code::A201 | Code::A202 | Code::A203 => {
            mends::sum(findings, near, index).or_else(|| deleted::row(findings, near, index))
        }
        Code::A204 | Code::C402 => mends::same_cell(findings, near, index),
        Code::A207 => mends::negative(findings, near, index),
        Code::A208 => percentages::parent(findings, near, index),
        Code::A209 => mends::forms(findings, near, index),
        Code::B301 => of_subject(&|f| fits_own_approval(f, own))
            .or_else(|| mends::same_cell(findings, near, index))
            .or_else(|| mends::share(findings, near, index)),
        Code::B302 => {
            mends::same_cell(findings, near, index).or_else(|| mends::share(findings, near, index))
        }
        Code::C401 => of_subject(&|f| f.code == Code::C402 && f.field == own.field)
            .or_else(|| mends::same_cell(findings, near, index)),
        Code::B305 => of_subject(&|f| f.code == Code::P607),
        Code::B303 => of_subject(&|f| matches!(f.code, Code::B305 | Code::P607))
            .or_else(|| in_row(&|f| f.code == Code::S104)),
        Code::S106 => in_row(&|f| {
            matches!(f.code, Code::B303 | Code::B308)
                && f.severity == Severity::Error
                && f.unit == own.unit
                && f.subject == own.subject
        }),
        _ => None,
    }
}

/// Findings that take a whole file out of the report.
fn blocks_file(finding: &Finding) -> bool {
    matches!(
        finding.code,
        Code::R001 | Code::R002 | Code::R003 | Code::R004 | Code::R013 | Code::P603 | Code::P606
    ) && !matches!(finding.variant, Some("sheet" | "words"))
}

/// Findings that set a whole form of a file aside because another file counts instead.
fn replaces_file(finding: &Finding) -> bool {
    match finding.code {
        Code::P604 => matches!(finding.variant, None | Some("marks")),
        Code::P605 => finding.variant.is_none(),
        _ => false,
    }
}

/// Whether a blocker is about the file of another finding.
fn concerns(blocker: &Finding, own: &Finding) -> bool {
    if blocker.code == Code::P606 {
        return own
            .file
            .as_deref()
            .is_some_and(|f| list(blocker, "files", "; ").any(|l| l == f))
            && form_of(blocker, own);
    }
    blocker.file == own.file
}

/// Whether a finding is about something of a form, not about the file as a whole.
const fn is_of_form(finding: &Finding) -> bool {
    !matches!(finding.subject, Subject::File(_) | Subject::Nothing)
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
    own.unit
        .as_deref()
        .is_some_and(|u| list(blocker, "codes", ",").any(|c| c == u))
}

/// The spending fits the submission's own approved figure, so only that figure is wrong.
fn fits_own_approval(mismatch: &Finding, own: &Finding) -> bool {
    if mismatch.code != Code::B302 {
        return false;
    }
    let source = |f: &Finding| {
        f.field
            .as_deref()
            .and_then(|t| t.split_once('.'))
            .map(|(_, s)| s.to_owned())
    };
    let amount = |f: &Finding| f.found.as_ref().and_then(Value::decimal);
    source(mismatch) == source(own)
        && matches!((amount(mismatch), amount(own)), (Some(printed), Some(spent)) if spent <= printed)
}

#[cfg(test)]
mod tests {
    use super::roots;

    #[test]
    fn a_root_carries_all_and_a_circle_keeps_one() {
        let chain = [None, Some(0), Some(1), Some(4), Some(2), None];
        assert_eq!(roots(&chain), [0, 0, 0, 0, 0, 5]);
        let circle = [Some(2), Some(3), Some(1), Some(2), Some(4)];
        assert_eq!(roots(&circle), [1, 1, 1, 1, 4]);
        let long: Vec<Option<usize>> = (0..100_000).map(|n| Some(n + 1)).chain([None]).collect();
        assert!(roots(&long).iter().all(|root| *root == 100_000));
    }
}
