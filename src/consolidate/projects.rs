//! Projects by content and activity (Biểu 3) and against the approvals (Biểu 5).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::base::place::Cell;
use crate::model::{Approval, Kind, Phase, Record, Source};

use super::results::Counts;
use super::split::{Amounts, Split};
use super::{Basis, activities};

/// One project, approved or reported or both.
#[derive(Clone, Debug)]
pub struct Project<'a> {
    /// The decision's line.
    pub approval: Option<&'a Approval>,
    /// What units reported of it: one record, more where it was sent in parts.
    pub records: Vec<&'a Record>,
    /// Line of the programme.
    pub activity: Option<String>,
    /// The decree's content.
    pub content: Option<String>,
    /// Its money: approved by the decision, spent as reported.
    pub amounts: Amounts,
}

impl Project<'_> {
    /// Its code.
    pub fn code(&self) -> Option<String> {
        self.approval
            .and_then(|a| a.code.clone())
            .or_else(|| self.records.first().and_then(|r| r.project.clone()))
    }

    /// Its name: the decision's, else as reported.
    pub fn name(&self) -> String {
        self.approval
            .map(|a| a.name.clone())
            .filter(|n| !n.is_empty())
            .or_else(|| self.records.first().and_then(|r| r.name.clone()))
            .unwrap_or_default()
    }

    /// The unit that reports it, else the one that must.
    pub fn unit(&self) -> Option<&str> {
        self.records
            .first()
            .map(|r| &*r.unit)
            .or_else(|| self.approval.and_then(|a| a.unit.as_deref()))
    }

    /// Its results by name, with indicator and what is counted.
    pub fn results(&self) -> Vec<(Option<String>, String, Option<String>, Counts)> {
        let mut all: Vec<(Option<String>, String, Option<String>, Counts)> = Vec::new();
        for result in self.records.iter().flat_map(|r| &r.results) {
            match all
                .iter_mut()
                .find(|(i, n, _, _)| *i == result.indicator && *n == result.name)
            {
                Some((_, _, _, counts)) => counts.add(&Counts::of(result)),
                None => all.push((
                    result.indicator.clone(),
                    result.name.clone(),
                    result.unit.clone(),
                    Counts::of(result),
                )),
            }
        }
        all
    }
}

/// All projects: inside the plan in the order of contents and activities, then those that nothing approves.
pub fn all<'a>(basis: &Basis<'a>) -> (Vec<Project<'a>>, Vec<Project<'a>>) {
    let mut by_approval: BTreeMap<usize, Vec<&'a Record>> = BTreeMap::new();
    let mut alone: Vec<&'a Record> = Vec::new();
    for record in basis.counted().filter(|r| r.kind == Kind::Project) {
        match record.approval {
            Some(index) => by_approval.entry(index).or_default().push(record),
            None => alone.push(record),
        }
    }
    let mut inside: Vec<Project<'a>> = basis
        .approvals
        .iter()
        .enumerate()
        .map(|(index, approval)| {
            let records = by_approval.remove(&index).unwrap_or_default();
            let mut amounts = Amounts {
                approved: Split::of(&approval.money),
                ..Amounts::default()
            };
            for record in &records {
                amounts.add(&activities::of_record(basis, record));
            }
            let first = records.first();
            Project {
                activity: approval
                    .activity
                    .clone()
                    .or_else(|| first.and_then(|r| r.activity.clone())),
                content: approval
                    .content
                    .clone()
                    .or_else(|| first.and_then(|r| r.content.clone())),
                approval: Some(approval),
                records,
                amounts,
            }
        })
        .collect();
    let mut outside = Vec::new();
    for record in alone {
        let project = Project {
            approval: None,
            activity: record.activity.clone(),
            content: record.content.clone(),
            amounts: activities::of_record(basis, record),
            records: vec![record],
        };
        if basis.is_inside(record) {
            inside.push(project);
        } else {
            outside.push(project);
        }
    }
    inside.sort_by_cached_key(|a| order(basis, a));
    outside.sort_by_cached_key(|a| order(basis, a));
    (inside, outside)
}

type Order = (usize, usize, Vec<(u64, String)>, String);

fn order(basis: &Basis<'_>, project: &Project<'_>) -> Order {
    let place = |found: Option<usize>| found.unwrap_or(usize::MAX);
    let content = basis
        .programme
        .contents
        .iter()
        .position(|c| Some(&c.number) == project.content.as_ref());
    let activity = basis
        .programme
        .activities
        .iter()
        .position(|a| Some(&a.number) == project.activity.as_ref());
    let code = project.code().unwrap_or_else(|| project.name());
    (
        place(content),
        place(activity),
        natural(&code),
        project.unit().unwrap_or_default().to_owned(),
    )
}

/// `2` before `9a` before `10`: digits compare as numbers.
pub fn natural(text: &str) -> Vec<(u64, String)> {
    let mut parts: Vec<(u64, String)> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let letters: String = rest.chars().take_while(|c| !c.is_ascii_digit()).collect();
        rest = &rest[letters.len()..];
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        rest = &rest[digits.len()..];
        parts.push((
            digits
                .parse()
                .unwrap_or(if digits.is_empty() { 0 } else { u64::MAX }),
            letters,
        ));
    }
    // Letters first, then the number behind them.
    parts
        .into_iter()
        .flat_map(|(n, l)| [(0, l), (n, String::new())])
        .collect()
}

/// One line of Biểu 5: what the decision gives, what the submission says of it.
#[derive(Clone, Debug)]
pub struct Reconciled<'a> {
    /// The project.
    pub project: Project<'a>,
    /// Approved by the decision.
    pub decided: Option<Decimal>,
    /// Approved as the submission prints it.
    pub reported: Option<Decimal>,
    /// Sources that differ: name, decided, reported.
    pub differing: Vec<(Source, Decimal, Decimal)>,
    /// Sources of which more was spent than approved: name, approved, cumulative.
    pub over: Vec<(Source, Decimal, Decimal)>,
    /// Where the submission prints it.
    pub place: Option<(String, String, Option<Cell>)>,
}

/// The lines of Biểu 5, in the order of Biểu 3.
pub fn reconciled<'a>(projects: impl IntoIterator<Item = Project<'a>>) -> Vec<Reconciled<'a>> {
    projects
        .into_iter()
        .map(|project| {
            let decided = project.approval.and_then(|a| a.money.counted());
            let printed: Vec<_> = project
                .records
                .iter()
                .map(|r| r.money(Phase::Approved))
                .collect();
            let reported = printed
                .iter()
                .filter_map(|m| m.counted())
                .reduce(|a, b| a.checked_add(b).unwrap_or(a));
            let mut differing: Vec<(Source, Decimal, Decimal)> =
                match (project.approval, printed.first()) {
                    (Some(approval), Some(own)) => Source::PARTS
                        .into_iter()
                        .filter_map(|s| {
                            let (a, b) = (approval.money.figure(s)?, own.figure(s)?);
                            let (a, b) = (
                                a.reading.known().unwrap_or_default(),
                                b.reading.known().unwrap_or_default(),
                            );
                            (a != b).then_some((s, a, b))
                        })
                        .collect(),
                    _ => Vec::new(),
                };
            if let (true, Some(decided), Some(reported)) = (differing.is_empty(), decided, reported)
                && decided != reported
            {
                differing.push((Source::Total, decided, reported));
            }
            let over = over(&project);
            let place = project.records.first().map(|r| {
                let cell = differing
                    .first()
                    .and_then(|(s, _, _)| r.money(Phase::Approved).figure(*s).and_then(|f| f.cell))
                    .or_else(|| {
                        r.money(Phase::Approved)
                            .figure(Source::Total)
                            .and_then(|f| f.cell)
                    })
                    .or_else(|| r.money(Phase::Approved).iter().find_map(|(_, f)| f.cell))
                    .or(r.name_cell);
                (r.origin.file.to_string(), r.origin.sheet.to_string(), cell)
            });
            Reconciled {
                project,
                decided,
                reported,
                differing,
                over,
                place,
            }
        })
        .collect()
}

/// Sources that both sides print and of which the cumulative amount exceeds the approved one.
fn over(project: &Project<'_>) -> Vec<(Source, Decimal, Decimal)> {
    let (Some(approval), Some(record)) = (project.approval, project.records.first()) else {
        return Vec::new();
    };
    Source::PARTS
        .into_iter()
        .filter_map(|s| {
            approval.money.figure(s)?;
            let approved = approval.money.amount(s).unwrap_or_default();
            let spent = record.money(Phase::Cumulative).amount(s)?;
            (spent > approved).then_some((s, approved, spent))
        })
        .collect()
}
