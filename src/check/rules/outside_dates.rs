//! B307: money was spent before the approved start of a project, or more than 90 days after its end.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use crate::check::matching::Match;
use crate::check::{Outcome, World, about_figure};
use crate::finding::{Code, Finding, Spot, Value};
use crate::model::{Approval, Field, Period, Phase, Record, Source};

/// How long after its end a project may still be paid for.
const GRACE: Days = Days::new(90);

pub(super) fn check(world: &World<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let (mut seen, mut unmatched, mut undated) = (0, 0, 0);
    for (_, record, matched) in world.records() {
        if *matched == Match::NoProject {
            continue;
        }
        seen += 1;
        let Some(approval) = matched.approval().and_then(|i| world.approvals.get(i)) else {
            unmatched += 1;
            continue;
        };
        if approval.start.is_none() && approval.end.is_none() {
            undated += 1;
        } else if let Some(period) = world.period {
            outcome.findings.extend(outside(record, approval, period));
        }
    }
    outcome.saw(Code::B307, seen);
    outcome.left_open(Code::B307, undated, "no-dates");
    if world.period.is_none() {
        outcome.left_open(Code::B307, seen - unmatched - undated, "no-period");
    }
    let open = world.unmatched(Code::B307, unmatched);
    outcome.not_checked.extend(open);
    outcome
}

fn outside(record: &Record, approval: &Approval, period: Period) -> Option<Finding> {
    let (field, first) = spending(record, period)?;
    let last = period.last_day();
    let early = approval.start.filter(|start| last < *start);
    let late = approval
        .end
        .filter(|end| end.checked_add_days(GRACE).is_some_and(|day| first > day));
    let variant = match (early, late) {
        (Some(_), _) => "before",
        (None, Some(_)) => "after",
        (None, None) => return None,
    };
    let mut finding = about_figure(record, Code::B307, field);
    finding.variant = Some(variant);
    let iso = |day: Option<NaiveDate>| day.map_or_else(|| "…".to_owned(), |d| d.to_string());
    let dates = format!("{} – {}", iso(approval.start), iso(approval.end));
    finding.expected = Some(Value::Text(dates));
    finding.found = Some(Value::Text(period.to_string()));
    finding.related = Some(Spot {
        file: approval.origin.file.clone(),
        sheet: Some(approval.origin.sheet.clone()),
        cell: approval.name_cell,
    });
    let shown = |day: Option<NaiveDate>| {
        let day = day.map(|d| d.format("%d/%m/%Y").to_string());
        day.unwrap_or_else(|| "…".to_owned())
    };
    let amount = record.money(field.phase).amount(field.source);
    finding.args.extend([
        ("start", shown(approval.start)),
        ("end", shown(approval.end)),
        ("dong", amount.unwrap_or_default().to_string()),
    ]);
    Some(finding)
}

/// What was spent, with the first day on which it may have been: in the period, else since 1 January.
fn spending(record: &Record, period: Period) -> Option<(Field, NaiveDate)> {
    let year = NaiveDate::from_ymd_opt(period.year, 1, 1)?;
    let spans = [
        (Phase::Spent, period.first_day()),
        (Phase::Cumulative, year),
    ];
    spans.into_iter().find_map(|(phase, first)| {
        let money = record.money(phase);
        let spent = |s: &Source| money.amount(*s).is_some_and(|d| d > Decimal::ZERO);
        // A printed figure rather than a sum that no cell holds.
        let printed = |s: &Source| money.figure(*s).is_some_and(|f| f.cell.is_some());
        let mut sources = Source::ALL.into_iter().filter(spent);
        let source = sources.clone().find(printed).or_else(|| sources.next())?;
        Some((Field::new(phase, source), first))
    })
}
