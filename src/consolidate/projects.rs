//! Projects by content and activity (Biểu 3) and against the approvals (Biểu 5).
//!
//! There may be hundreds of thousands of them: what is held is where each stands, all else is worked out when asked for.

use rust_decimal::Decimal;

use crate::base::place::Cell;
use crate::base::text::natural;
use crate::check::reported::together;
use crate::check::sides::{Side, compared};
use crate::model::{Approval, Kind, Phase, Record, Source};

use super::Basis;
use super::parts::Part;
use super::results::Counts;
use super::split::Split;

/// One project, approved or reported or both.
#[derive(Clone, Copy)]
pub struct Project<'p> {
    basis: &'p Basis<'p>,
    /// The decision's line.
    pub approval: Option<&'p Approval>,
    /// What units reported of it: one record, more where it was sent in parts.
    pub records: &'p [&'p Record],
}

/// Results of one name: indicator, name, what is counted, how many.
pub type Named<'p> = (Option<&'p str>, &'p str, Option<&'p str>, Counts);

impl<'p> Project<'p> {
    /// Its code.
    pub fn code(&self) -> Option<&'p str> {
        let own = self.approval.and_then(|a| a.code.as_deref());
        own.or_else(|| self.records.first().and_then(|r| r.project.as_deref()))
    }

    /// Its name: the decision's, else as reported.
    pub fn name(&self) -> &'p str {
        let own = self.approval.map(|a| &*a.name).filter(|n| !n.is_empty());
        own.or_else(|| self.records.first().and_then(|r| r.name.as_deref()))
            .unwrap_or_default()
    }

    /// What it is sorted by: its code, else its name.
    fn label(&self) -> &'p str {
        self.code().unwrap_or_else(|| self.name())
    }

    /// The unit that reports it, else the one that must.
    pub fn unit(&self) -> Option<&'p str> {
        let reports = self.records.first().map(|r| &*r.unit);
        reports.or_else(|| self.approval.and_then(|a| a.unit.as_deref()))
    }

    /// The name of that unit.
    pub fn unit_name(&self) -> Option<&'p str> {
        let name = self.basis.unit_names.get(self.unit()?)?;
        Some(name)
    }

    /// Line of the programme.
    pub fn activity(&self) -> Option<&'p str> {
        let own = self.approval.and_then(|a| a.activity.as_deref());
        own.or_else(|| self.records.first().and_then(|r| r.activity.as_deref()))
    }

    /// The name of that line.
    pub fn activity_name(&self) -> Option<&'p str> {
        let number = self.activity()?;
        let mut all = self.basis.programme.activities.iter();
        let line = all.find(|activity| activity.number == number)?;
        Some(&line.name)
    }

    /// The decree's content.
    pub fn content(&self) -> Option<&'p str> {
        let own = self.approval.and_then(|a| a.content.as_deref());
        own.or_else(|| self.records.first().and_then(|r| r.content.as_deref()))
    }

    /// The lines that make up its money.
    pub fn parts(&self) -> impl Iterator<Item = Part<'p>> + use<'p> {
        let approval = self.approval.map(Part::Approval);
        let records = self.records.iter().copied().map(Part::Record);
        approval.into_iter().chain(records)
    }

    /// Its money of a phase: approved by the decision, spent as reported.
    pub fn money(&self, phase: Phase) -> Split {
        let mut split = Split::default();
        for part in self.parts() {
            split.add(&part.split(self.basis, phase));
        }
        split
    }

    /// Its results by name.
    pub fn results(&self) -> Vec<Named<'p>> {
        let mut all: Vec<Named<'p>> = Vec::new();
        for result in self.records.iter().flat_map(|r| &r.results) {
            let (indicator, name) = (result.indicator.as_deref(), &*result.name);
            match all
                .iter_mut()
                .find(|(i, n, _, _)| (*i, *n) == (indicator, name))
            {
                Some((_, _, _, counts)) => counts.add(&Counts::of(result)),
                None => all.push((indicator, name, result.unit.as_deref(), Counts::of(result))),
            }
        }
        all
    }
}

/// All projects: inside the plan in the order of contents and activities, then those that nothing approves.
pub struct Projects<'a> {
    basis: &'a Basis<'a>,
    /// The records of all projects, those of one beside each other.
    records: Vec<&'a Record>,
    places: Vec<Place<'a>>,
    /// How many of them stand inside the plan.
    pub inside: usize,
}

/// One project among all.
struct Place<'a> {
    approval: Option<&'a Approval>,
    /// Its records: the first, and how many.
    records: (u32, u32),
    /// Its content and its activity in the programme's order.
    order: (u16, u16),
}

impl<'a> Projects<'a> {
    /// Puts the reported projects to the approved ones.
    pub fn new(basis: &'a Basis<'a>) -> Self {
        let mut records: Vec<&Record> = basis
            .counted()
            .filter(|r| r.kind == Kind::Project)
            .collect();
        // Stable: records of one project stay in their order.
        records.sort_by_key(|r| r.approval.unwrap_or(usize::MAX));
        let mut projects = Self {
            basis,
            records,
            places: Vec::with_capacity(basis.approvals.len()),
            inside: 0,
        };
        let mut next = 0;
        for (index, approval) in basis.approvals.iter().enumerate() {
            let own = projects.records.get(next..).unwrap_or_default();
            let count = own.iter().take_while(|r| r.approval == Some(index)).count();
            projects.push(Some(approval), next, count);
            next += count;
        }
        let alone = next..projects.records.len();
        let outside = |at: &usize| !basis.is_inside(projects.records[*at]);
        let (outside, inside): (Vec<usize>, Vec<usize>) = alone.partition(outside);
        for at in inside {
            projects.push(None, at, 1);
        }
        projects.inside = projects.places.len();
        for at in outside {
            projects.push(None, at, 1);
        }
        projects.sort();
        projects
    }

    fn push(&mut self, approval: Option<&'a Approval>, first: usize, count: usize) {
        let short = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut place = Place {
            approval,
            records: (short(first), short(count)),
            order: (u16::MAX, u16::MAX),
        };
        let (programme, project) = (self.basis.programme, self.view(&place));
        let at = |found: Option<usize>| found.and_then(|n| u16::try_from(n).ok());
        let (content, activity) = (project.content(), project.activity());
        let content = programme
            .contents
            .iter()
            .position(|c| Some(c.number.as_str()) == content);
        let activity = programme
            .activities
            .iter()
            .position(|a| Some(a.number.as_str()) == activity);
        place.order = (
            at(content).unwrap_or(u16::MAX),
            at(activity).unwrap_or(u16::MAX),
        );
        self.places.push(place);
    }

    fn sort(&mut self) {
        let mut places = std::mem::take(&mut self.places);
        let (inside, outside) = places.split_at_mut(self.inside);
        for part in [inside, outside] {
            part.sort_by(|a, b| {
                let (one, other) = (self.view(a), self.view(b));
                a.order
                    .cmp(&b.order)
                    .then_with(|| natural(one.label(), other.label()))
                    .then_with(|| one.unit().cmp(&other.unit()))
            });
        }
        self.places = places;
    }

    fn view(&self, place: &Place<'a>) -> Project<'_> {
        let (first, count) = (place.records.0 as usize, place.records.1 as usize);
        Project {
            basis: self.basis,
            approval: place.approval,
            records: self.records.get(first..first + count).unwrap_or_default(),
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.places.len()
    }

    /// One of them.
    pub fn get(&self, index: usize) -> Option<Project<'_>> {
        self.places.get(index).map(|place| self.view(place))
    }

    /// Those inside the plan.
    pub fn inside(&self) -> impl Iterator<Item = Project<'_>> {
        self.places
            .iter()
            .take(self.inside)
            .map(|place| self.view(place))
    }
}

/// One line of Biểu 5: what the decision gives, what the submission says of it.
pub struct Reconciled<'p> {
    /// The project.
    pub project: Project<'p>,
    /// Approved by the decision.
    pub decided: Option<Decimal>,
    /// Approved as the submission prints it.
    pub reported: Option<Decimal>,
}

impl<'p> Reconciled<'p> {
    /// Puts both sides of a project beside each other.
    pub fn new(project: Project<'p>) -> Self {
        let printed = project.records.iter().map(|r| r.money(Phase::Approved));
        Self {
            decided: project.approval.and_then(|a| a.money.counted()),
            reported: printed
                .filter_map(crate::model::Money::counted)
                .reduce(|a, b| a.checked_add(b).unwrap_or(a)),
            project,
        }
    }

    /// Sources that differ: name, decided, reported.
    pub fn differing(&self) -> Vec<(Source, Decimal, Decimal)> {
        let sides = sides(&self.project, Phase::Approved).into_iter();
        let mut differing: Vec<(Source, Decimal, Decimal)> = sides
            .map(|side| (side.source, side.approved.dong, side.reported.dong))
            .filter(|(_, decided, reported)| decided != reported)
            .collect();
        if let (true, Some(decided), Some(reported)) =
            (differing.is_empty(), self.decided, self.reported)
            && decided != reported
        {
            differing.push((Source::Total, decided, reported));
        }
        differing
    }

    /// Sources of which more was spent than approved: name, approved, cumulative.
    pub fn over(&self) -> Vec<(Source, Decimal, Decimal)> {
        over(&self.project)
    }

    /// Where the submission prints the amount: the first that differs, else the total.
    pub fn place(&self) -> Option<(&'p str, &'p str, Option<Cell>)> {
        let record = *self.project.records.first()?;
        let money = record.money(Phase::Approved);
        let cell_of = |s: Source| money.figure(s).and_then(|f| f.cell);
        let cell = self
            .differing()
            .first()
            .and_then(|(s, _, _)| cell_of(*s))
            .or_else(|| cell_of(Source::Total))
            .or_else(|| money.iter().find_map(|(_, f)| f.cell))
            .or(record.name_cell);
        Some((&record.origin.file, &record.origin.sheet, cell))
    }
}

/// The amounts of a phase beside the approved ones, as B301 and B302 compare them.
fn sides(project: &Project<'_>, phase: Phase) -> Vec<Side> {
    let (Some(approval), Some(first)) = (project.approval, project.records.first()) else {
        return Vec::new();
    };
    let parted = (project.records.len() > 1).then(|| together(project.records, phase));
    match parted.flatten() {
        Some(money) => compared(&approval.money, &money),
        None => compared(&approval.money, first.money(phase)),
    }
}

/// Sources of which the cumulative amount exceeds the approved one.
fn over(project: &Project<'_>) -> Vec<(Source, Decimal, Decimal)> {
    sides(project, Phase::Cumulative)
        .into_iter()
        .map(|side| (side.source, side.approved.dong, side.reported.dong))
        .filter(|(_, approved, spent)| spent > approved)
        .collect()
}
