//! O502: at the year's end a project was paid in full and shows no result, or shows results and no spending.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::check::matching::Match;
use crate::check::{Outcome, World, about};
use crate::finding::{Code, Finding, Spot};
use crate::model::{Approval, Phase, Record, ResultFigure, Source, Span, Submission};

use crate::check::sides::compared;

pub(super) fn check(world: &World<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let is_year = world.period.is_some_and(|p| p.span == Span::FullYear);
    let (mut seen, mut unmatched, mut open) = (0, 0, 0);
    for (submission, record, matched) in world.records() {
        if *matched == Match::NoProject {
            continue;
        }
        seen += 1;
        if !is_year {
            continue;
        }
        if !has_results(submission, record) {
            open += 1;
            continue;
        }
        let approval = matched.approval().and_then(|i| world.approvals.get(i));
        let money = record.money(Phase::Cumulative);
        let unreadable = money.has_unreadable()
            || record.results.iter().any(|r| {
                [r.period, r.cumulative]
                    .iter()
                    .any(crate::base::reading::Reading::is_unreadable)
            });
        if unreadable {
            outcome.left_open(Code::O502, 1, "unreadable");
            continue;
        }
        let spent = money.counted().is_some_and(|d| d > Decimal::ZERO);
        let reached = record.results.iter().any(|r| known(r) > Decimal::ZERO);
        let variant = match (spent, reached) {
            (false, true) => "no-spending",
            (true, false) => match approval {
                None => {
                    unmatched += 1;
                    continue;
                }
                Some(approval) if in_full(world, approval, record) => "no-result",
                Some(_) => continue,
            },
            _ => continue,
        };
        let finding = finding(record, approval, variant);
        outcome.findings.push(finding);
    }
    outcome.saw(Code::O502, seen);
    if !is_year {
        outcome.left_open(Code::O502, seen, "not-full-year");
    }
    outcome.left_open(Code::O502, open, "no-results");
    if is_year {
        outcome
            .not_checked
            .extend(world.unmatched(Code::O502, unmatched));
    }
    outcome
}

fn known(result: &ResultFigure) -> Decimal {
    let amounts = [result.cumulative.known(), result.period.known()];
    amounts.into_iter().flatten().max().unwrap_or_default()
}

/// Whether the record's sheet has columns for results.
fn has_results(submission: &Submission, record: &Record) -> bool {
    let sheet = &record.origin.sheet;
    let mut tables = submission.tables.iter();
    tables.any(|t| t.sheet == *sheet && t.has_results)
}

/// Whether all that is approved was spent, at the finest level that both sides have.
fn in_full(world: &World<'_>, approval: &Approval, record: &Record) -> bool {
    let sides = compared(&approval.money, record.money(Phase::Cumulative));
    !sides.is_empty()
        && sides.iter().all(|side| {
            let allowed = world
                .rounding
                .allows([side.approved.half, side.reported.half]);
            let paid = side.reported.dong.checked_add(allowed);
            paid.is_some_and(|paid| paid >= side.approved.dong)
        })
}

fn finding(record: &Record, approval: Option<&Approval>, variant: &'static str) -> Finding {
    let mut finding = about(record, Code::O502);
    finding.variant = Some(variant);
    let (money, cell) = if variant == "no-result" {
        let spent = record.money(Phase::Cumulative);
        let mut figures = spent.iter();
        let cell = figures.find_map(|(_, f)| f.cell.filter(|_| f.reading.known().is_some()));
        (spent.counted(), cell)
    } else {
        let result = record.results.iter().find(|r| known(r) > Decimal::ZERO);
        if let Some(result) = result {
            finding.args.push(("result", result.name.to_string()));
            let reached = crate::base::money::vietnamese(known(result));
            finding.args.push(("reached", reached));
        }
        (None, result.and_then(|r| r.cell))
    };
    finding.cells = cell.or(record.name_cell).into_iter().collect();
    let unit = record.figure(crate::model::Field::new(Phase::Cumulative, Source::Total));
    let unit = unit.and_then(|f| f.unit);
    finding.money_unit = unit;
    if let Some(dong) = money {
        finding.args.push(("dong", dong.to_string()));
    }
    finding.related = approval.map(|a| Spot {
        file: Arc::clone(&a.origin.file),
        sheet: Some(Arc::clone(&a.origin.sheet)),
        cell: a.name_cell,
    });
    finding
}
