//! A209: two forms of one submission differ for one activity and source, or for one indicator.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::base::reading::Reading;
use crate::check::causes::{self, Sum};
use crate::check::rounding::differ;
use crate::check::{Outcome, World, about, about_figure};
use crate::finding::{Code, Finding, Spot, Value};
use crate::model::{Field, Kind, Phase, Record, ResultFigure, Source};

pub(super) fn check(world: &World<'_>) -> Outcome {
    // Units that sent a form beside their list.
    let with_lines: BTreeSet<&str> = world
        .records()
        .filter(|(_, record, _)| record.kind != Kind::Project)
        .map(|(_, record, _)| &*record.unit)
        .collect();
    let mut outcome = Outcome::default();
    if with_lines.is_empty() {
        outcome.saw(Code::A209, 0);
        return outcome;
    }
    let mut by_unit: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    for (_, record, _) in world.records() {
        if !with_lines.contains(&*record.unit) {
            continue;
        }
        by_unit.entry(&record.unit).or_default().push(record);
    }
    let mut seen = 0;
    for records in by_unit.values() {
        let of = |kind: Kind| {
            records
                .iter()
                .copied()
                .filter(|r| r.kind == kind)
                .collect::<Vec<_>>()
        };
        let (projects, activities, indicators) =
            (of(Kind::Project), of(Kind::Activity), of(Kind::Indicator));
        if projects.is_empty() {
            continue;
        }
        seen += activities.len() + indicators.len();
        let wrong = money(world, &projects, &activities);
        outcome.findings.extend(wrong);
        outcome.findings.extend(results(&projects, &indicators));
    }
    outcome.saw(Code::A209, seen);
    outcome
}

fn money(world: &World<'_>, projects: &[&Record], activities: &[&Record]) -> Vec<Finding> {
    let mut findings = Vec::new();
    // Projects whose activity is not known could belong to any line.
    let all_known = projects.iter().all(|p| p.activity.is_some());
    for line in activities {
        let own: Vec<&&Record> = projects
            .iter()
            .filter(|p| p.activity == line.activity)
            .collect();
        if own.is_empty() && !all_known {
            continue;
        }
        for phase in Phase::ALL {
            let parts: Vec<Source> = Source::PARTS
                .into_iter()
                .filter(|s| {
                    line.figure(Field::new(phase, *s)).is_some()
                        && projects
                            .iter()
                            .any(|p| p.figure(Field::new(phase, *s)).is_some())
                })
                .collect();
            // Sources that both forms have; where they share none, the totals.
            let sources = if parts.is_empty() {
                vec![Source::Total]
            } else {
                parts
            };
            for source in sources {
                let field = Field::new(phase, source);
                let Some(figure) = line.figure(field) else {
                    continue;
                };
                let found = match figure.reading {
                    Reading::Known(d) => d,
                    Reading::Blank => Decimal::ZERO,
                    Reading::Unreadable => continue,
                };
                if !projects.iter().any(|p| p.figure(field).is_some())
                    || own
                        .iter()
                        .any(|p| p.figure(field).is_some_and(|f| f.reading.is_unreadable()))
                {
                    continue;
                }
                let amounts: Vec<Decimal> = own
                    .iter()
                    .filter_map(|p| p.money(phase).amount(source))
                    .collect();
                let Some(expected) = amounts
                    .iter()
                    .try_fold(Decimal::ZERO, |a, b| a.checked_add(*b))
                else {
                    continue;
                };
                let allowed = world.rounding.allows(
                    own.iter()
                        .filter_map(|p| p.figure(field))
                        .map(|f| f.half)
                        .chain([figure.half]),
                );
                if !differ(expected, found, allowed) {
                    continue;
                }
                let mut finding = about_figure(line, Code::A209, field);
                finding.expected = Some(Value::Money(expected));
                finding.found = Some(Value::Money(found));
                finding.allowed = allowed;
                finding.cause = causes::of_sum(&Sum {
                    expected,
                    found,
                    allowed,
                    parts: &amounts,
                    subtotals: &[],
                    texts: &[],
                });
                finding.variant = Some("money");
                let first = own.first().copied().or(projects.first());
                finding.over = own
                    .iter()
                    .filter(|p| first.is_some_and(|first| same_sheet(first, p)))
                    .filter_map(|p| p.figure(field)?.cell)
                    .collect();
                finding.related = first.map(|p| Spot {
                    file: p.origin.file.clone(),
                    sheet: Some(p.origin.sheet.clone()),
                    cell: p.figure(field).and_then(|f| f.cell).or(p.name_cell),
                });
                finding.args.push((
                    "activity",
                    line.name.as_deref().unwrap_or_default().to_owned(),
                ));
                finding.args.push(("source", source.name().to_owned()));
                finding.args.push((
                    "other_sheet",
                    first
                        .map(|p| p.origin.sheet.to_string())
                        .unwrap_or_default(),
                ));
                findings.push(finding);
            }
        }
    }
    findings
}

fn same_sheet(a: &Record, b: &Record) -> bool {
    (&a.origin.file, &a.origin.sheet) == (&b.origin.file, &b.origin.sheet)
}

type Pick = fn(&ResultFigure) -> Reading<Decimal>;

fn results(projects: &[&Record], indicators: &[&Record]) -> Vec<Finding> {
    const PHASES: [(&str, Phase, Pick); 3] = [
        ("planned", Phase::Approved, |r| r.planned),
        ("period", Phase::Spent, |r| r.period),
        ("cumulative", Phase::Cumulative, |r| r.cumulative),
    ];
    let mut lines: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    for record in indicators {
        if let Some(number) = record.results.first().and_then(|r| r.indicator.as_deref()) {
            lines.entry(number).or_default().push(record);
        }
    }
    let mut findings = Vec::new();
    for (number, records) in lines {
        let listed: Vec<(&&Record, &ResultFigure)> = projects
            .iter()
            .flat_map(|p| p.results.iter().map(move |r| (p, r)))
            .filter(|(_, r)| r.indicator.as_deref() == Some(number))
            .collect();
        for (name, phase, pick) in PHASES {
            let sum = |figures: Vec<Reading<Decimal>>| -> Option<Decimal> {
                if figures.iter().any(Reading::is_unreadable) {
                    return None;
                }
                let known: Vec<Decimal> = figures.iter().filter_map(|f| f.known()).collect();
                (!known.is_empty())
                    .then(|| {
                        known
                            .iter()
                            .try_fold(Decimal::ZERO, |a, b| a.checked_add(*b))
                    })
                    .flatten()
            };
            // A list need not repeat every result: only what both forms print is compared.
            let expected = sum(listed.iter().map(|(_, r)| pick(r)).collect());
            let found = sum(records
                .iter()
                .filter_map(|r| r.results.first())
                .map(pick)
                .collect());
            let (Some(expected), Some(found)) = (expected, found) else {
                continue;
            };
            if expected == found {
                continue;
            }
            let Some(record) = records.first() else {
                continue;
            };
            let mut finding = about(record, Code::A209);
            finding.field = Some(name.to_owned());
            finding.cells = record
                .results
                .first()
                .and_then(|r| r.cell_of(phase))
                .into_iter()
                .collect();
            finding.expected = Some(Value::Number(expected));
            finding.found = Some(Value::Number(found));
            finding.variant = Some("result");
            finding.args.push((
                "indicator",
                record.name.as_deref().unwrap_or_default().to_owned(),
            ));
            finding.related = listed.first().map(|(p, r)| Spot {
                file: p.origin.file.clone(),
                sheet: Some(p.origin.sheet.clone()),
                cell: r.cell_of(phase),
            });
            findings.push(finding);
        }
    }
    findings
}
