//! B301: what was spent since 1 January exceeds what is approved, by source or in total, at the finest level that
//! both sides have.

use crate::check::matching::Match;
use crate::check::sides::{Side, compared};
use crate::check::{Outcome, World, about_figure, causes};
use crate::finding::{Code, Finding, Spot, Value};
use crate::model::{Approval, Field, Phase, Record, Submission};

pub(super) fn check(world: &World<'_>) -> Outcome {
    let each: Vec<(Vec<Finding>, usize, usize)> = world
        .submissions
        .iter()
        .zip(world.matches)
        .map(|(submission, matches)| of_submission(world, submission, matches))
        .collect();
    let mut outcome = Outcome::default();
    let (mut seen, mut unjudged) = (0, 0);
    for (findings, lines, open) in each {
        outcome.findings.extend(findings);
        seen += lines;
        unjudged += open;
    }
    outcome.saw(Code::B301, seen);
    outcome
        .not_checked
        .extend(world.unmatched(Code::B301, unjudged));
    outcome
}

/// What exceeds its approval in one submission, how many projects it has, and how many of them have no approval.
fn of_submission(
    world: &World<'_>,
    submission: &Submission,
    matches: &[Match],
) -> (Vec<Finding>, usize, usize) {
    let mut findings = Vec::new();
    let (mut seen, mut unjudged) = (0, 0);
    let records = submission.records.iter().zip(matches);
    for (record, matched) in records.filter(|(record, _)| submission.counts(record)) {
        seen += usize::from(*matched != Match::NoProject);
        match matched {
            Match::NoProject => {}
            Match::One(i) | Match::Near(i) => {
                if let Some(approval) = world.approvals.get(*i) {
                    findings.extend(over(world, record, *i, approval));
                }
            }
            Match::OtherUnits(_) | Match::Several(_) | Match::Unknown(_) | Match::Unsought => {
                unjudged += 1;
            }
        }
    }
    (findings, seen, unjudged)
}

fn over(world: &World<'_>, record: &Record, index: usize, approval: &Approval) -> Vec<Finding> {
    // Without a cumulative figure the period's own already says too much when it exceeds the approval.
    let phase = if record.money(Phase::Cumulative).is_told() {
        Phase::Cumulative
    } else {
        Phase::Spent
    };
    let Some(all) = world.parted.of(index, record, phase) else {
        return Vec::new();
    };
    // Nearly all projects: what each source gave is within what it was to give.
    let is_within = |reported, approved| reported <= approved;
    if all.money.parts_fit(&approval.money, is_within) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for Side {
        source,
        approved,
        reported,
    } in compared(&approval.money, &all.money)
    {
        let allowed = world.rounding.allows([approved.half, reported.half]);
        let limit = approved.dong.checked_add(allowed);
        if limit.is_none_or(|limit| reported.dong <= limit) {
            continue;
        }
        let field = Field::new(phase, source);
        let line = all.line(phase, reported.source);
        let mut finding = about_figure(line, Code::B301, field);
        if let Some(cell) = reported.cell {
            finding.cells = vec![cell];
        }
        let unit = || line.money(phase).iter().find_map(|(_, f)| f.unit);
        finding.money_unit = finding.money_unit.or_else(unit);
        finding.expected = Some(Value::Money(approved.dong));
        finding.found = Some(Value::Money(reported.dong));
        finding.related = Some(Spot {
            file: approval.origin.file.clone(),
            sheet: Some(approval.origin.sheet.clone()),
            cell: approved.cell.or(approval.name_cell),
        });
        finding.allowed = allowed;
        finding.cause = causes::of_pair(approved.dong, reported.dong, allowed);
        findings.push(finding);
    }
    findings
}
