//! What made a figure of the report: asked of the very lines and sums that the figure was worked out from.

use rust_decimal::Decimal;

use crate::base::text::fold;
use crate::consolidate::activities::Key;
use crate::consolidate::parts::Part;
use crate::consolidate::projects::{Project, Reconciled};
use crate::consolidate::results::{
    Line, Reached, by_indicator, by_own_name, of_indicators, of_own_names,
};
use crate::consolidate::split::Sum;
use crate::consolidate::units::{open, reported_projects};
use crate::finding::{Finding, Severity, Value as Told};
use crate::model::record::MoneySource;
use crate::model::{Approval, Phase};

use super::Figures;
use super::addends::{self, Addend};
use super::rows::money_lines;

/// What made a figure.
#[derive(Clone, Debug)]
pub enum Made {
    /// These lines together.
    Sum(Vec<Addend>),
    /// The first together, divided by the second together.
    Share(Vec<Addend>, Vec<Addend>),
    /// These lines, each counted once.
    Count(Vec<Addend>),
    /// The text of a cell was put together from these figures.
    Listed(Vec<Addend>),
    /// The row's place in its list.
    Place,
    /// Taken as it is from this line.
    Taken(Vec<Addend>),
}

impl Made {
    /// A stable word for it.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Sum(_) => "sum",
            Self::Share(..) => "share",
            Self::Count(_) => "count",
            Self::Listed(_) => "listed",
            Self::Place => "place",
            Self::Taken(_) => "taken",
        }
    }

    /// The lines that made it, those that it is divided by after the others.
    pub fn addends(&self) -> impl Iterator<Item = &Addend> {
        let (first, second): (&[Addend], &[Addend]) = match self {
            Self::Sum(all) | Self::Count(all) | Self::Listed(all) | Self::Taken(all) => (all, &[]),
            Self::Share(part, whole) => (part, whole),
            Self::Place => (&[], &[]),
        };
        first.iter().chain(second)
    }

    /// The same, to say more of them.
    pub fn addends_mut(&mut self) -> impl Iterator<Item = &mut Addend> {
        let (first, second): (&mut [Addend], &mut [Addend]) = match self {
            Self::Sum(all) | Self::Count(all) | Self::Listed(all) | Self::Taken(all) => {
                (all, &mut [])
            }
            Self::Share(part, whole) => (part, whole),
            Self::Place => (&mut [], &mut []),
        };
        first.iter_mut().chain(second)
    }
}

impl Figures<'_> {
    /// What made a field of a list's rows (more than one: their subtotal), or a single value of that name; `None` for
    /// what is no figure.
    pub fn made(&self, list: Option<&str>, rows: &[u32], field: &str) -> Option<Made> {
        let first = rows.first().map_or(0, |row| *row as usize);
        match list {
            None => self.made_total(field.strip_prefix("total.")?),
            Some("money_by_activity" | "content" | "activity") => {
                let level = list.filter(|level| *level != "money_by_activity");
                self.made_line(level, first, field)
            }
            Some("project" | "projects_by_activity") => self.made_projects(rows, field),
            Some("unit") => self.made_unit(first, field),
            Some("approval") => self.made_approval(first, field),
            Some("indicator" | "results_by_indicator") => {
                let lines = by_indicator(self.basis);
                let line = lines.get(first)?;
                let number = Some(line.number.as_str());
                let own = of_indicators(self.basis);
                let own = own.filter(|one| one.result.indicator.as_deref() == number);
                let stock = self
                    .basis
                    .programme
                    .indicator(&line.number)
                    .is_some_and(|i| i.stock);
                made_result(line, own.collect(), stock, field)
            }
            Some("result") => {
                let lines = by_own_name(self.basis);
                let line = lines.get(first)?;
                let own = of_own_names(self.basis);
                let own = own.filter(|one| fold(&one.result.name) == fold(&line.name));
                made_result(line, own.collect(), false, field)
            }
            Some("submission") => self.made_file(first, field),
            Some("finding") => self.made_finding(first, field),
            Some(_) => None,
        }
    }

    /// The lines that count inside the plan.
    fn inside(&self) -> impl Iterator<Item = Part<'_>> {
        let basis = self.basis;
        basis.money_parts().filter(|part| part.is_inside(basis))
    }

    /// An amount of lines, or their percentage.
    fn amount<'p, I: Iterator<Item = Part<'p>>>(
        &self,
        parts: impl Fn() -> I,
        field: &str,
    ) -> Option<Made> {
        let of = |phase, sum| addends::money(self.basis, parts(), phase, sum);
        if field == "percent" {
            let part = of(Phase::Cumulative, Sum::Total);
            return Some(Made::Share(part, of(Phase::Approved, Sum::Total)));
        }
        let (phase, source) = field.split_once('.')?;
        let phase = Phase::ALL.into_iter().find(|p| p.name() == phase)?;
        Some(Made::Sum(of(phase, Sum::named(source)?)))
    }

    fn made_total(&self, field: &str) -> Option<Made> {
        Some(match field {
            "projects" => {
                let all: Vec<u32> = (0..).take(self.projects.inside).collect();
                Made::Count(self.projects_counted(&all))
            }
            "projects_approved" => Made::Count(addends::counted(self.approvals(None))),
            "projects_reported" => Made::Count(addends::counted(self.reported(None))),
            "errors" | "warnings" => Made::Count(
                self.units
                    .iter()
                    .flat_map(|unit| {
                        self.open(field, |finding| finding.unit.as_deref() == Some(&unit.code))
                    })
                    .collect(),
            ),
            _ => return self.amount(|| self.inside(), field),
        })
    }

    fn made_line(&self, level: Option<&str>, row: usize, field: &str) -> Option<Made> {
        let mut lines = money_lines(&self.by_activity);
        lines.retain(|(own, _)| level.is_none_or(|level| level == *own));
        let Some(line) = lines.get(row)?.1 else {
            let basis = self.basis;
            let outside = || basis.money_parts().filter(|part| !part.is_inside(basis));
            return self.amount(outside, field);
        };
        let keys: &[Key] = &line.keys;
        let own = || self.inside().filter(|part| keys.contains(&part.key()));
        self.amount(own, field)
    }

    fn made_projects(&self, rows: &[u32], field: &str) -> Option<Made> {
        let projects = || {
            rows.iter()
                .filter_map(|row| self.projects.get(*row as usize))
        };
        Some(match field {
            "index" | "number" => Made::Place,
            "projects" => Made::Count(self.projects_counted(rows)),
            "results" => {
                let records = projects().flat_map(|project| project.records.iter().copied());
                let all =
                    records.flat_map(|record| record.results.iter().map(move |r| (record, r)));
                let figures = all.flat_map(|(record, result)| {
                    let of = move |phase| addends::result(record, result, phase);
                    Phase::ALL.into_iter().filter_map(of)
                });
                Made::Listed(figures.collect())
            }
            _ => return self.amount(|| projects().flat_map(|project| project.parts()), field),
        })
    }

    fn projects_counted(&self, rows: &[u32]) -> Vec<Addend> {
        let projects = rows
            .iter()
            .filter_map(|row| self.projects.get(*row as usize));
        addends::counted(projects.filter_map(|project| project.parts().next()))
    }

    fn approvals(&self, unit: Option<&str>) -> impl Iterator<Item = Part<'_>> {
        let all = self.basis.approvals.iter();
        let is_of = |a: &Approval, unit: &str| a.units().any(|own| **own == *unit);
        let own = all.filter(move |a| unit.is_none_or(|unit| is_of(a, unit)));
        own.map(Part::Approval)
    }

    fn reported(&self, unit: Option<&str>) -> impl Iterator<Item = Part<'_>> {
        let all = reported_projects(self.basis).into_iter();
        all.filter(move |record| unit.is_none_or(|unit| *record.unit == *unit))
            .map(Part::Record)
    }

    /// The open errors or warnings that something picks.
    fn open(&self, which: &str, picks: impl Fn(&Finding) -> bool) -> Vec<Addend> {
        let severity = if which == "errors" {
            Severity::Error
        } else {
            Severity::Warning
        };
        let own = self.basis.findings.iter().filter(|finding| picks(finding));
        own.filter(|finding| open([*finding], severity) == 1)
            .map(|finding| addends::finding(finding, Decimal::ONE))
            .collect()
    }

    fn made_unit(&self, row: usize, field: &str) -> Option<Made> {
        let unit = self.units.get(row)?;
        let code = &unit.code;
        Some(match field {
            "index" => Made::Place,
            "projects_approved" => Made::Count(addends::counted(self.approvals(Some(code)))),
            "projects_reported" => Made::Count(addends::counted(self.reported(Some(code)))),
            "errors" | "warnings" => {
                Made::Count(self.open(field, |finding| finding.unit.as_ref() == Some(code)))
            }
            _ => {
                let own = || self.inside().filter(|part| part.unit() == Some(code));
                return self.amount(own, field);
            }
        })
    }

    fn made_approval(&self, row: usize, field: &str) -> Option<Made> {
        let project: Project<'_> = self.projects.get(row)?;
        let decided = |sum| {
            project
                .approval
                .map(|a| addends::decided(a, sum))
                .unwrap_or_default()
        };
        let line = Reconciled::new(project);
        let reported = || addends::printed(project.records);
        let spent = || addends::money(self.basis, project.parts(), Phase::Cumulative, Sum::Total);
        // A difference is shown where both sides are there.
        let less = |one: Vec<Addend>, other: Vec<Addend>, both: bool| {
            let other = other.into_iter().map(Addend::taken_off);
            let all = one.into_iter().chain(other).filter(|_| both);
            Made::Sum(all.collect())
        };
        let decides = line.decided.is_some();
        Some(match field {
            "index" => Made::Place,
            "decided.total" => Made::Sum(decided(Sum::Total)),
            "reported.total" => Made::Sum(reported()),
            "reported.difference" => {
                let both = decides && line.reported.is_some();
                less(reported(), decided(Sum::Total), both)
            }
            "cumulative.total" => Made::Sum(spent()),
            "remaining" => {
                let both = decides && !project.records.is_empty();
                less(decided(Sum::Total), spent(), both)
            }
            _ => Made::Sum(decided(Sum::named(field.strip_prefix("approved.")?)?)),
        })
    }

    fn made_file(&self, row: usize, field: &str) -> Option<Made> {
        let sent = self.sent.get(row)?;
        let own = |amount: Decimal| vec![addends::file(sent.file.as_deref(), amount)];
        Some(match field {
            "index" => Made::Place,
            "revision" => Made::Taken(own(sent.revision?.into())),
            "received" => Made::Taken(own(Decimal::ZERO)),
            "errors" | "warnings" => Made::Count(match (&sent.file, &sent.unit) {
                (Some(file), _) => self.open(field, |f| f.file.as_deref() == Some(file)),
                (None, Some(unit)) if field == "errors" => {
                    self.open(field, |f| f.unit.as_deref() == Some(unit))
                }
                _ => Vec::new(),
            }),
            _ => return None,
        })
    }

    fn made_finding(&self, row: usize, field: &str) -> Option<Made> {
        let finding = self.basis.findings.get(row)?;
        let number = |told: &Option<Told>| told.as_ref().and_then(Told::decimal);
        let amount = match field {
            "index" => return Some(Made::Place),
            "expected" => number(&finding.expected)?,
            "found" => number(&finding.found)?,
            "difference" => finding.difference()?,
            _ => return None,
        };
        Some(Made::Taken(vec![addends::finding(finding, amount)]))
    }
}

fn made_result(line: &Line, mut own: Vec<Reached<'_>>, stock: bool, field: &str) -> Option<Made> {
    if stock {
        // A state at a day is no sum: the one figure that is shown, where it was reported first.
        own.retain(|one| one.is_of(line));
        own.truncate(1);
    }
    if field == "percent" {
        let part = addends::results(own.iter().copied(), Phase::Cumulative);
        return Some(Made::Share(part, addends::results(own, Phase::Approved)));
    }
    let (field, source) = match field.split_once('.') {
        Some((field, source)) => (field, Some(source)),
        None => (field, None),
    };
    let phase = match field {
        "planned" => Phase::Approved,
        "period" => Phase::Spent,
        "cumulative" => Phase::Cumulative,
        _ => return None,
    };
    let of_source = |one: &Reached<'_>| {
        source.is_none_or(|source| one.source.map_or("unallocated", MoneySource::name) == source)
    };
    own.retain(of_source);
    Some(Made::Sum(addends::results(own, phase)))
}
