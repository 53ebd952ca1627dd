//! B301 and B302 of joint projects: what all units report together against the one amount that a decision gives them.
//!
//! A finding stands where the units' figures, added in reading order, first come to too much, and names them all. What
//! one unit alone reports too much of is said of that unit, not a second time of all of them.

use std::collections::BTreeMap;

use crate::check::added::sum;
use crate::check::rounding::differ;
use crate::check::sides::{Side, compared};
use crate::check::{Outcome, World, about_figure, causes};
use crate::finding::{Code, Finding, Share, Spot, Value};
use crate::model::{Approval, Field, Money, Phase, Record, Source};

use crate::check::reported::Reported;

pub(super) fn check(world: &World<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let mut unjudged = 0;
    for (index, records) in by_approval(world) {
        let approval = &world.approvals[index];
        let joint = Joint {
            world,
            index,
            approval,
            records,
        };
        outcome.findings.extend(joint.overspent());
        let (findings, open) = joint.mismatched();
        outcome.findings.extend(findings);
        unjudged += open;
    }
    outcome.left_open(Code::B302, unjudged, "joint-amounts");
    outcome
}

/// The lines of each approval that several units share.
fn by_approval<'a>(world: &World<'a>) -> BTreeMap<usize, Vec<&'a Record>> {
    let mut lines: BTreeMap<usize, Vec<&Record>> = BTreeMap::new();
    if world.approvals.iter().all(|a| a.joint.is_empty()) {
        return lines;
    }
    for (_, record, matched) in world.records() {
        let approval = matched.approval();
        if let Some(index) = approval.filter(|i| !world.approvals[*i].joint.is_empty()) {
            lines.entry(index).or_default().push(record);
        }
    }
    lines
}

struct Joint<'a> {
    world: &'a World<'a>,
    index: usize,
    approval: &'a Approval,
    records: Vec<&'a Record>,
}

/// What one unit, or one line of it, reports, and what it comes to with those before it.
struct Step<'a> {
    own: Reported<'a>,
    all: Money,
}

impl<'a> Joint<'a> {
    /// The units' figures of a phase, added up one by one.
    fn steps(&self, phase: Phase) -> Vec<Step<'a>> {
        let mut steps: Vec<Step<'_>> = Vec::new();
        for record in &self.records {
            let Some(own) = self.world.parted.of(self.index, record, phase) else {
                continue;
            };
            if own.money.filled().is_empty() {
                continue;
            }
            let all = match steps.last() {
                Some(before) => sum(&before.all, &own.money),
                None => own.money.clone().into_owned(),
            };
            steps.push(Step { own, all });
        }
        steps
    }

    fn side(&self, money: &Money, source: Source) -> Option<Side> {
        let sides = compared(&self.approval.money, money);
        sides.into_iter().find(|side| side.source == source)
    }

    fn allowed(&self, side: &Side) -> rust_decimal::Decimal {
        let rounding = self.world.rounding;
        rounding.allows([side.approved.half, side.reported.half])
    }

    /// Whether an amount is more than is approved.
    fn is_over(&self, side: &Side) -> bool {
        let limit = side.approved.dong.checked_add(self.allowed(side));
        limit.is_some_and(|limit| side.reported.dong > limit)
    }

    /// B301: together they spent more than was approved.
    fn overspent(&self) -> Vec<Finding> {
        // Cumulative figures where all have them; a period's own already say too much when they exceed the approval.
        let has = |phase: Phase| {
            let mut records = self.records.iter();
            records.all(|r| r.money(phase).counted().is_some())
        };
        let phase = if has(Phase::Cumulative) {
            Phase::Cumulative
        } else {
            Phase::Spent
        };
        let steps = self.steps(phase);
        let Some(last) = steps.last().filter(|_| steps.len() > 1) else {
            return Vec::new();
        };
        let mut findings = Vec::new();
        for side in compared(&self.approval.money, &last.all) {
            let alone = |step: &Step<'_>| {
                let own = self.side(&step.own.money, side.source);
                own.is_some_and(|own| self.is_over(&own))
            };
            if self.is_over(&side) && !steps.iter().any(alone) {
                findings.push(self.finding(Code::B301, phase, &steps, &side));
            }
        }
        findings
    }

    /// B302: what they print as approved is not what was approved; and how many amounts nothing is known of.
    ///
    /// Each may print its own share or the whole, which only the sum of shares shows.
    fn mismatched(&self) -> (Vec<Finding>, usize) {
        let phase = Phase::Approved;
        let steps = self.steps(phase);
        let mut findings = Vec::new();
        let mut unjudged = 0;
        let Some(last) = steps.last() else {
            return (findings, unjudged);
        };
        let mut units = self.approval.joint.iter();
        let complete = units.all(|unit| steps.iter().any(|s| s.own.unit() == &**unit));
        for side in compared(&self.approval.money, &last.all) {
            let own = |step: &Step<'_>| self.side(&step.own.money, side.source);
            let shares: Vec<Side> = steps.iter().filter_map(own).collect();
            let is_share = |s: &Side| s.reported.dong < s.approved.dong && self.differs(s);
            if shares.is_empty() || !shares.iter().all(is_share) {
                // One of them prints the whole, or more than that, which is said of it alone.
                continue;
            }
            if self.is_over(&side) || (complete && steps.len() > 1 && self.differs(&side)) {
                findings.push(self.finding(Code::B302, phase, &steps, &side));
            } else if !complete {
                unjudged += shares.len();
            }
        }
        (findings, unjudged)
    }

    fn differs(&self, side: &Side) -> bool {
        differ(side.approved.dong, side.reported.dong, self.allowed(side))
    }

    fn finding(&self, code: Code, phase: Phase, steps: &[Step<'a>], side: &Side) -> Finding {
        let field = Field::new(phase, side.source);
        // Where it first is too much; where it is too little, at the last.
        let too_much = |step: &&Step<'_>| {
            let so_far = self.side(&step.all, side.source);
            so_far.is_some_and(|so_far| self.is_over(&so_far))
        };
        let at = steps.iter().find(too_much).or(steps.last());
        let place = |step: &Step<'a>| {
            let own = self.side(&step.own.money, side.source);
            let source = own.map_or(side.source, |own| own.reported.source);
            let cell = own.and_then(|own| own.reported.cell);
            (step.own.line(phase, source), cell, own)
        };
        let (line, cell) = at.map_or((self.records[0], None), |step| {
            let (line, cell, _) = place(step);
            (line, cell)
        });
        let mut finding = about_figure(line, code, field);
        finding.cells = cell.map_or(finding.cells, |cell| vec![cell]);
        // The cell shows one unit's share of what was found.
        finding.found_text = None;
        let unit = || line.money(phase).iter().find_map(|(_, f)| f.unit);
        finding.money_unit = finding.money_unit.or_else(unit);
        finding.expected = Some(Value::Money(side.approved.dong));
        finding.found = Some(Value::Money(side.reported.dong));
        finding.allowed = self.allowed(side);
        finding.cause = causes::of_pair(side.approved.dong, side.reported.dong, finding.allowed);
        finding.variant = Some("joint");
        finding.related = Some(Spot {
            file: self.approval.origin.file.clone(),
            sheet: Some(self.approval.origin.sheet.clone()),
            cell: side.approved.cell.or(self.approval.name_cell),
        });
        let share = |step: &Step<'a>| {
            let (line, cell, own) = place(step);
            Share {
                unit_name: self.world.unit_name(&line.unit),
                amount: own.map_or_else(Default::default, |own| own.reported.dong),
                spot: Spot {
                    file: line.origin.file.clone(),
                    sheet: Some(line.origin.sheet.clone()),
                    cell,
                },
            }
        };
        finding.shares = steps.iter().map(share).collect();
        finding
    }
}
