//! A209: two forms of one submission differ for one activity and source, or for one indicator.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::base::money::MoneyUnit;
use crate::base::place::Cell;
use crate::base::reading::Reading;
use crate::check::causes::{self, Sum};
use crate::check::matching::Match;
use crate::check::reported::together;
use crate::check::rounding::differ;
use crate::check::sides::{Level, levels};
use crate::check::unit_slips::{self, Factors};
use crate::check::{Outcome, World, about, about_figure};
use crate::finding::{Code, Finding, Spot, Value};
use crate::model::{Field, Figure, Kind, Money, Phase, Record, ResultFigure, Source, Sources};

pub(super) fn check(world: &World<'_>) -> Outcome {
    // Units that sent a form beside their list.
    let with_lines: BTreeSet<&str> = world
        .records()
        .filter(|(_, _, matched)| **matched == Match::NoProject)
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
        let mut sheets = Sheets::default();
        let wrong = money(world, &projects, &activities, &mut sheets);
        outcome.findings.extend(sheets.slips(world, wrong));
        outcome.findings.extend(results(&projects, &indicators));
    }
    outcome.saw(Code::A209, seen);
    outcome
}

/// The sheets of the money form by file, name and unit, with the factors by which their amounts differ from the list's.
#[derive(Default)]
struct Sheets<'a>(BTreeMap<(&'a str, &'a str, Option<MoneyUnit>), Factors>);

impl<'a> Sheets<'a> {
    fn add(
        &mut self,
        (line, unit): (&'a Record, Option<MoneyUnit>),
        (expected, found): (Decimal, Decimal),
        is_wrong: bool,
    ) {
        if !expected.is_zero() || !found.is_zero() {
            let power = causes::unit_factor(expected, found).filter(|_| is_wrong);
            let sheet = (&*line.origin.file, &*line.origin.sheet, unit);
            self.0.entry(sheet).or_default().add(power);
        }
    }

    /// Where a sheet is off by one factor its unit is wrong, which says all that its amounts say.
    fn slips(&self, world: &World<'_>, mut findings: Vec<Finding>) -> Vec<Finding> {
        for ((file, sheet, declared), factors) in &self.0 {
            let slip = factors.likely().and_then(|power| {
                let mut submissions = world.submissions.iter();
                let submission = submissions.find(|s| *s.file == **file)?;
                let likely = unit_slips::likely_unit((*declared)?, power)?;
                unit_slips::finding(submission, sheet, (*declared)?, likely)
            });
            let Some(mut slip) = slip else { continue };
            let own = |f: &mut Finding| {
                (f.file.as_deref(), f.sheet.as_deref(), f.money_unit)
                    == (Some(*file), Some(*sheet), *declared)
            };
            let amounts: Vec<Finding> = findings.extract_if(.., own).collect();
            let Some(first) = amounts.into_iter().next() else {
                continue;
            };
            slip.variant = Some(unit_slips::FORMS);
            let other_sheet = first
                .args
                .into_iter()
                .find(|(name, _)| *name == "other_sheet");
            slip.args.extend(other_sheet);
            slip.related = first.related;
            findings.push(slip);
        }
        findings
    }
}

/// The lines of each activity against the list's projects of that activity.
fn money<'a>(
    world: &World<'_>,
    projects: &[&'a Record],
    activities: &[&'a Record],
    sheets: &mut Sheets<'a>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut lines: BTreeMap<Option<&str>, Vec<&Record>> = BTreeMap::new();
    for line in activities {
        lines
            .entry(line.activity.as_deref())
            .or_default()
            .push(line);
    }
    // Projects whose activity is not known could belong to any line.
    let all_known = projects.iter().all(|p| p.activity.is_some());
    for (activity, lines) in lines {
        let own = projects.iter().copied();
        let own: Vec<&Record> = own.filter(|p| p.activity.as_deref() == activity).collect();
        if own.is_empty() && !all_known {
            continue;
        }
        for phase in Phase::ALL {
            let list = List {
                own: &own,
                all: projects,
                phase,
            };
            // Sheets of the form may each print one source.
            if let Some(money) = together(&lines, phase).filter(|_| lines.len() > 1) {
                findings.extend(differing(world, &lines, &money, &list, sheets));
            } else {
                for line in &lines {
                    let money = line.money(phase);
                    findings.extend(differing(world, &[*line], money, &list, sheets));
                }
            }
        }
    }
    findings
}

fn same_sheet(a: &Record, b: &Record) -> bool {
    (&a.origin.file, &a.origin.sheet) == (&b.origin.file, &b.origin.sheet)
}

/// What was added up of the list.
#[derive(Default)]
struct Added {
    sum: Decimal,
    amounts: Vec<Decimal>,
    halves: Vec<Decimal>,
    /// The cells on the sheet of the first.
    cells: Vec<Cell>,
    /// The first cell.
    spot: Option<Spot>,
}

/// The list's side of a comparison: the projects of one activity among all of them.
struct List<'a> {
    own: &'a [&'a Record],
    all: &'a [&'a Record],
    phase: Phase,
}

impl List<'_> {
    /// Whether the list has a column of a source.
    fn has(&self, source: Source) -> bool {
        let field = Field::new(self.phase, source);
        self.all.iter().any(|p| p.figure(field).is_some())
    }

    /// What the projects come to in some sources, how exactly that is known, and the first cell that was added up;
    /// `None` where one of them cannot be read.
    fn sum(&self, sources: Sources) -> Option<Added> {
        let (mut added, mut first) = (Added::default(), None);
        for project in self.own {
            for source in sources.iter() {
                let Some(figure) = project.figure(Field::new(self.phase, source)) else {
                    continue;
                };
                match figure.reading {
                    Reading::Known(amount) => {
                        added.sum = added.sum.checked_add(amount)?;
                        added.amounts.push(amount);
                    }
                    Reading::Blank => {}
                    Reading::Unreadable => return None,
                }
                added.halves.push(figure.half);
                first = first.or(figure.cell.map(|cell| (project, cell)));
                let on_sheet = first.is_some_and(|(first, _)| same_sheet(first, project));
                added.cells.extend(figure.cell.filter(|_| on_sheet));
            }
        }
        let at = first
            .map(|(project, cell)| (*project, Some(cell)))
            .or_else(|| Some((*self.own.first().or(self.all.first())?, None)));
        added.spot = at.map(|(project, cell)| Spot {
            file: project.origin.file.clone(),
            sheet: Some(project.origin.sheet.clone()),
            cell: cell.or(project.name_cell),
        });
        Some(added)
    }
}

/// What differs of one phase: by source, at the finest level that both forms have; the totals where they share none.
fn differing<'a>(
    world: &World<'_>,
    lines: &[&'a Record],
    money: &Money,
    list: &List<'_>,
    sheets: &mut Sheets<'a>,
) -> Vec<Finding> {
    let (own, listed) = (money.sources(), Sources::of(|source| list.has(source)));
    let mut levels = levels(own, listed);
    // With the beneficiary's own money in it a total is another one.
    let alike = own.has(Source::Counterpart) == listed.has(Source::Counterpart);
    if levels.is_empty() && alike && own.and(listed).has(Source::Total) {
        levels.push(Level {
            source: Source::Total,
            first: Source::Total.into(),
            second: Source::Total.into(),
        });
    }
    let one = |level: &Level| {
        let figures: Vec<(Source, Figure)> = level
            .first
            .iter()
            .filter_map(|s| Some((s, money.figure(s)?)))
            .collect();
        let mut found = Decimal::ZERO;
        for (_, figure) in &figures {
            match figure.reading {
                Reading::Known(amount) => found = found.checked_add(amount)?,
                Reading::Blank => {}
                Reading::Unreadable => return None,
            }
        }
        let added = list.sum(level.second)?;
        let expected = added.sum;
        let allowed = world.rounding.allows(
            added
                .halves
                .into_iter()
                .chain(figures.iter().map(|(_, f)| f.half)),
        );
        let shown = figures
            .iter()
            .find(|(_, f)| f.reading.known().is_some_and(|d| !d.is_zero()))
            .or(figures.first())?;
        let printed = Field::new(list.phase, shown.0);
        let prints = |r: &&&Record| {
            let own = r.figure(printed).map(|f| f.reading);
            own.is_some_and(|reading| reading == shown.1.reading)
        };
        let line = *lines.iter().find(prints).or(lines.first())?;
        let is_wrong = differ(expected, found, allowed);
        sheets.add((line, shown.1.unit), (expected, found), is_wrong);
        if !is_wrong {
            return None;
        }
        let mut finding = about_figure(line, Code::A209, Field::new(list.phase, level.source));
        finding.cells = shown.1.cell.into_iter().collect();
        finding.money_unit = finding.money_unit.or(shown.1.unit);
        finding.expected = Some(Value::Money(expected));
        finding.found = Some(Value::Money(found));
        finding.allowed = allowed;
        finding.cause = causes::of_sum(&Sum {
            expected,
            found,
            allowed,
            parts: &added.amounts,
            subtotals: &[],
            texts: &[],
        });
        finding.over = added.cells;
        finding.variant = Some("money");
        let related = added.spot;
        let sheet = related.as_ref().and_then(|spot| spot.sheet.clone());
        finding.related = related;
        let name = line.name.as_deref().unwrap_or_default();
        finding.args.push(("activity", name.to_owned()));
        finding
            .args
            .push(("source", level.source.name().to_owned()));
        let sheet = sheet.map(|sheet| sheet.to_string()).unwrap_or_default();
        finding.args.push(("other_sheet", sheet));
        Some(finding)
    };
    levels.iter().filter_map(one).collect()
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
