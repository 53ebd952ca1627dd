//! B302: the approved amount that a submission prints differs from the decision's.
//!
//! Where a sheet's amounts differ by one factor of a thousand, its money unit is wrong: one finding at the unit's cell.
//! What differs from the decision in the likely unit too is a mistake of its own ([`crate::check::unit_slips`]).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::base::money::{MoneyUnit, vietnamese};
use crate::check::matching::Match;
use crate::check::rounding::differ;
use crate::check::sides::{Side, compared};
use crate::check::spent_sizes::SpentSizes;
use crate::check::unit_slips::{self, Factors};
use crate::check::{Outcome, World, about_figure, causes};
use crate::finding::{Code, Finding, Spot, Value};
use crate::model::approval_version::named;
use crate::model::{Approval, Field, Money, Phase, Record, Source, Submission, Version};

pub(super) fn check(world: &World<'_>) -> Outcome {
    let each: Vec<Mismatches> = world
        .submissions
        .iter()
        .zip(world.matches)
        .map(|(submission, matches)| of_submission(world, submission, matches))
        .collect();
    let mut outcome = Outcome::default();
    let mut wrongs = Vec::new();
    let (mut seen, mut unjudged) = (0, 0);
    for one in each {
        outcome.findings.extend(one.units);
        wrongs.extend(one.amounts);
        seen += one.seen;
        unjudged += one.unjudged;
    }
    outcome.saw(Code::B302, seen);
    outcome.findings.extend(wrongs);
    outcome
        .not_checked
        .extend(world.unmatched(Code::B302, unjudged));
    outcome
}

/// What is found in one submission.
#[derive(Default)]
struct Mismatches {
    /// Sheets whose unit is wrong.
    units: Vec<Finding>,
    /// Amounts of the other sheets that differ.
    amounts: Vec<Finding>,
    /// Its projects.
    seen: usize,
    /// Those of them that no approval was found for.
    unjudged: usize,
}

/// A sheet, and the unit in which some of its amounts are written.
type Written<'a> = (&'a str, Option<MoneyUnit>);

fn of_submission(world: &World<'_>, submission: &Submission, matches: &[Match]) -> Mismatches {
    let mut found = Mismatches::default();
    let mut wrongs: Vec<(Written<'_>, Finding)> = Vec::new();
    let mut slips: BTreeMap<Written<'_>, Factors> = BTreeMap::new();
    for (record, matched) in submission
        .records
        .iter()
        .zip(matches)
        .filter(|(r, _)| submission.counts(r))
    {
        found.seen += usize::from(*matched != Match::NoProject);
        let approved = matched.approval();
        let Some((index, approval)) = approved.and_then(|i| Some((i, world.approvals.get(i)?)))
        else {
            found.unjudged += usize::from(!matches!(matched, Match::NoProject));
            continue;
        };
        let Some(reported) = world.parted.of(index, record, Phase::Approved) else {
            continue;
        };
        // Nearly all projects: each source gives exactly what was approved.
        let is_same = |approved, reported| approved == reported;
        if let Some(line) = reported.only_line()
            && approval.money.parts_fit(&reported.money, is_same)
        {
            for unit in reported.money.units_of_parts() {
                let written = (line.origin.sheet.as_ref(), unit);
                slips.entry(written).or_default().add(None);
            }
            continue;
        }
        for side in compared(&approval.money, &reported.money) {
            let record = reported.line(Phase::Approved, side.reported.source);
            let figure = record.money(Phase::Approved).figure(side.reported.source);
            let written = (record.origin.sheet.as_ref(), figure.and_then(|f| f.unit));
            let allowed = world
                .rounding
                .allows([side.approved.half, side.reported.half]);
            let differs = differ(side.approved.dong, side.reported.dong, allowed);
            // What each unit of a joint project gets the decision does not say: less than the whole may be right, and
            // what all get together is looked at where all of them are.
            let is_share = !approval.joint.is_empty() && side.reported.dong <= side.approved.dong;
            let wrong = differs && !is_share;
            let is_nothing = side.approved.dong.is_zero() && side.reported.dong.is_zero();
            let power = causes::unit_factor(side.approved.dong, side.reported.dong);
            let power = power.filter(|_| differs);
            // A share that is no thousandth of the whole does not tell in which unit it is written.
            if !is_nothing && (!is_share || power.is_some() || !differs) {
                slips.entry(written).or_default().add(power);
            }
            if wrong {
                let mut finding = mismatch(record, approval, &side, allowed);
                if let Some(version) = earlier(world, approval, &reported.money, side.source) {
                    finding.variant = Some("version");
                    finding.args.push(("version", version));
                }
                wrongs.push((written, finding));
            }
        }
    }
    // Units in which a sheet prints no approved amount tell by what it spends in them.
    let silent = |(sheet, unit)| !slips.contains_key(&(sheet, Some(unit)));
    let stated = submission.tables.iter();
    let mut stated: Vec<(&str, MoneyUnit)> = stated
        .flat_map(|t| t.units.iter().map(|(unit, _)| (&*t.sheet, *unit)))
        .filter(|written| silent(*written))
        .collect();
    stated.sort_unstable();
    stated.dedup();
    if !stated.is_empty() {
        let mut spent = SpentSizes::default();
        for (record, matched) in submission.records.iter().zip(matches) {
            let approved = matched.approval().filter(|_| submission.counts(record));
            if let Some(approval) = approved.and_then(|i| world.approvals.get(i)) {
                spent.add(record, approval);
            }
        }
        let wrong = stated.into_iter();
        let wrong = wrong.filter_map(|written| spent_in_other_unit(submission, written, &spent));
        found.units.extend(wrong);
    }
    for (written, factors) in slips {
        let (sheet, declared) = written;
        if let (Some(power), Some(declared)) = (factors.likely(), declared)
            && let Some(likely) = unit_slips::likely_unit(declared, power)
            && let Some(finding) = unit_slips::finding(submission, sheet, declared, likely)
        {
            // One mistake is one finding: what differs in the likely unit too is found in it.
            wrongs.retain(|(own, _)| *own != written);
            found.units.push(finding);
        }
    }
    found.amounts = wrongs.into_iter().map(|(_, finding)| finding).collect();
    found
}

fn mismatch(record: &Record, approval: &Approval, side: &Side, allowed: Decimal) -> Finding {
    let mut finding = about_figure(record, Code::B302, Field::new(Phase::Approved, side.source));
    if let Some(cell) = side.reported.cell {
        finding.cells = vec![cell];
    }
    finding.expected = Some(Value::Money(side.approved.dong));
    finding.found = Some(Value::Money(side.reported.dong));
    finding.money_unit = finding.money_unit.or_else(|| {
        record
            .money(Phase::Approved)
            .iter()
            .find_map(|(_, f)| f.unit)
    });
    finding.related = Some(Spot {
        file: approval.origin.file.clone(),
        sheet: Some(approval.origin.sheet.clone()),
        cell: side.approved.cell.or(approval.name_cell),
    });
    finding.allowed = allowed;
    finding.cause = causes::of_pair(side.approved.dong, side.reported.dong, allowed);
    finding
}

/// The earlier decision whose amount the unit seems to have used; the latest of several.
fn earlier(
    world: &World<'_>,
    approval: &Approval,
    reported: &Money,
    source: Source,
) -> Option<String> {
    let fits = |version: &&Version| {
        let sides = compared(&version.money, reported);
        let side = sides.into_iter().find(|side| side.source == source);
        side.is_some_and(|side| {
            let allowed = world
                .rounding
                .allows([side.approved.half, side.reported.half]);
            !differ(side.approved.dong, side.reported.dong, allowed)
        })
    };
    let version = approval.former.iter().rev().find(fits)?;
    named(version.decision.as_deref(), version.decided_on)
}

/// No approved amount stands there in this unit, but what was spent suits the decisions in another unit only.
fn spent_in_other_unit(
    submission: &Submission,
    (sheet, declared): (&str, MoneyUnit),
    spent: &SpentSizes<'_>,
) -> Option<Finding> {
    let other = spent.contradiction(sheet, declared)?;
    let mut finding = unit_slips::finding(submission, sheet, declared, other.likely)?;
    let ((figure, at), (approved, spot)) = (other.figure, other.approved);
    finding.variant = Some("unit-spent");
    finding.related = Some(spot);
    finding.args.extend([
        ("count", other.projects.to_string()),
        ("amount", vietnamese(figure)),
        ("amount_cell", at.to_string()),
        ("approved", vietnamese(declared.from_dong(approved))),
    ]);
    Some(finding)
}
