//! Which approvals are in force at the period's end, and what was approved before them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::finding::{Code, Finding, Subject, Value};
use crate::model::{Approval, Money, Period, Step, Version};

use super::added::sum;

/// What the decisions come to at the end of a period.
#[derive(Debug, Default)]
pub struct InForce {
    /// What is approved.
    pub approvals: Vec<Approval>,
    /// What was approved once and taken back wholly: the line that took it back.
    pub withdrawn: Vec<Approval>,
}

/// The approvals in force at the period's end, in the order of unit, code or name, file and row.
///
/// What counts only later is left out. Of several decisions about one project and unit the latest counts that says the
/// amounts anew; further batches and differences are added to what they follow. What is taken back wholly is gone.
pub fn in_force(mut approvals: Vec<Box<Approval>>, period: Option<Period>) -> InForce {
    if let Some(period) = period {
        approvals.retain(|a| a.counts_from().is_none_or(|day| day <= period.last_day()));
    }
    let mut lines: Vec<Line> = approvals.into_par_iter().map(Line::new).collect();
    let twice = named_twice(&lines);
    for line in lines.iter_mut().filter(|line| line.has_no_code()) {
        line.alone = twice.contains(&line.key);
    }
    let transfers = transfers(&lines);
    lines.par_sort_by(|a, b| {
        (&a.approval.unit, &a.key, a.time()).cmp(&(&b.approval.unit, &b.key, b.time()))
    });
    lines.dedup_by(|next, before| {
        let same = next.is_about_the_same(before);
        if same {
            follow(&mut before.approval, &mut next.approval);
        }
        same
    });
    let is_gone =
        |a: &Approval| !a.former.is_empty() && a.money.counted().is_some_and(|d| d.is_zero());
    let is_moved = |line: &Line| {
        let mut moved = transfers.get(&line.key).into_iter().flatten();
        !line.alone && moved.any(|transfer| transfer.takes(&line.approval))
    };
    let gone = lines.extract_if(.., |line| is_gone(&line.approval));
    let withdrawn = gone.map(|line| *line.approval).collect();
    lines.retain(|line| !is_moved(line));
    lines.par_sort_by(|a, b| {
        (&a.approval.unit, &a.key, a.place()).cmp(&(&b.approval.unit, &b.key, b.place()))
    });
    // A run holds them to its end: in no more room than they need.
    let mut approvals = Vec::with_capacity(lines.len());
    lines
        .into_par_iter()
        .map(|line| *line.approval)
        .collect_into_vec(&mut approvals);
    InForce {
        approvals,
        withdrawn,
    }
}

/// A line of a decision with what makes it one project with others.
struct Line {
    /// The code, else the name ([`Approval::key`]).
    key: Arc<str>,
    /// It is no other line's project, whatever they are called.
    alone: bool,
    /// Apart, since lines change their places while they are sorted.
    approval: Box<Approval>,
}

impl Line {
    fn new(approval: Box<Approval>) -> Self {
        Self {
            key: approval.shared_key(),
            alone: false,
            approval,
        }
    }

    const fn has_no_code(&self) -> bool {
        self.approval.code.is_none()
    }

    fn is_about_the_same(&self, other: &Self) -> bool {
        !self.alone && self.key == other.key && self.approval.unit == other.approval.unit
    }

    fn place(&self) -> (&str, &str, u32) {
        let origin = &self.approval.origin;
        (&origin.file, &origin.sheet, origin.row)
    }

    fn time(&self) -> (Option<NaiveDate>, (&str, &str, u32)) {
        (self.approval.counts_from(), self.place())
    }
}

/// A decision that moves a project to other units.
struct Transfer {
    day: Option<NaiveDate>,
    file: Arc<str>,
    /// The units that it names: one that keeps a part of the money stands there too.
    named: Vec<Option<Arc<str>>>,
}

impl Transfer {
    /// Whether an approval is older and for nobody whom the transfer names.
    fn takes(&self, approval: &Approval) -> bool {
        approval.counts_from() < self.day
            && approval.origin.file != self.file
            && !self.named.contains(&approval.unit)
    }
}

/// The transfers of each project, by its key.
fn transfers(lines: &[Line]) -> HashMap<Arc<str>, Vec<Transfer>> {
    let mut all: HashMap<Arc<str>, Vec<Transfer>> = HashMap::new();
    let moves = |line: &&Line| !line.alone && line.approval.step == Step::Transfer;
    for Line { key, approval, .. } in lines.iter().filter(moves) {
        let of_project = all.entry(Arc::clone(key)).or_default();
        let file = &approval.origin.file;
        match of_project.iter_mut().find(|t| t.file == *file) {
            Some(transfer) => transfer.named.push(approval.unit.clone()),
            None => of_project.push(Transfer {
                day: approval.counts_from(),
                file: Arc::clone(file),
                named: vec![approval.unit.clone()],
            }),
        }
    }
    all
}

/// S104: differences that no decision in force says what they are to be taken from or added to. What is approved then
/// nobody knows: it is left blank.
pub fn without_original(approvals: &mut [Approval]) -> Vec<Finding> {
    let lacks = |a: &&mut Approval| {
        let amounts = || a.money.iter().filter_map(|(_, f)| f.reading.known());
        a.step == Step::Change && a.former.is_empty() && amounts().any(|d| d < Decimal::ZERO)
    };
    let found = approvals.iter_mut().filter(lacks).map(|approval| {
        let mut finding = Finding::new(Code::S104, Subject::Project(approval.key()));
        finding.variant = Some("original");
        finding.unit.clone_from(&approval.unit);
        finding.project = Some(approval.label());
        finding.file = Some(Arc::clone(&approval.origin.file));
        finding.sheet = Some(Arc::clone(&approval.origin.sheet));
        finding.cells = approval.name_cell.into_iter().collect();
        finding.field = Some("approved".to_owned());
        finding.expected = Some(Value::text("approved"));
        approval.money = Money::default();
        finding
    });
    found.collect()
}

/// Names without a code that one decision gives twice to one unit: there they are two projects. The code alone makes
/// lines one project, or a name that no decision repeats.
fn named_twice(lines: &[Line]) -> HashSet<Arc<str>> {
    let mut seen: HashSet<(&str, Option<&str>, &str)> = HashSet::new();
    let mut twice = HashSet::new();
    for Line { key, approval, .. } in lines.iter().filter(|line| line.has_no_code()) {
        if !seen.insert((key, approval.unit.as_deref(), &approval.origin.file)) {
            twice.insert(Arc::clone(key));
        }
    }
    twice
}

/// A later line about the same project and unit takes the place of the one before; what was before is left behind in it.
fn follow(before: &mut Approval, next: &mut Approval) {
    let step = next.step;
    let other_decision = before.origin.file != next.origin.file;
    let version = Version {
        decision: before.decision.take(),
        decided_on: before.decided_on,
        money: std::mem::take(&mut before.money),
    };
    if matches!(step, Step::Batch | Step::Change) {
        let mut lines = Vec::from(std::mem::take(&mut before.lines));
        if lines.is_empty() {
            lines.push((before.origin.clone(), version.money.clone()));
        }
        lines.push((next.origin.clone(), next.money.clone()));
        next.lines = lines.into();
        next.money = sum(&version.money, &next.money);
    }
    // What a later decision leaves unsaid stands as before.
    next.activity = next.activity.take().or(before.activity.take());
    next.content = next.content.take().or(before.content.take());
    next.beneficiary = next.beneficiary.take().or(before.beneficiary.take());
    next.location = next.location.take().or(before.location.take());
    next.executor_text = next.executor_text.take().or(before.executor_text.take());
    next.start = next.start.or(before.start);
    next.end = next.end.or(before.end);
    let mut former = Vec::from(std::mem::take(&mut before.former));
    if other_decision {
        former.push(version);
    }
    next.former = former.into();
    std::mem::swap(before, next);
}
