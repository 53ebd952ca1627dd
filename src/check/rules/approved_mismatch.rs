//! B302: the approved amount that a submission prints differs from the decision's.
//!
//! Where a sheet's amounts differ by one factor of a thousand, its money unit is wrong: one finding at the unit's cell
//! carries the others. What differs from the decision in the right unit too is a mistake of its own.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::base::money::{MoneyUnit, vietnamese};
use crate::base::place::Cell;
use crate::check::matching::Match;
use crate::check::rounding::differ;
use crate::check::sides::{Side, compared};
use crate::check::spent_sizes::SpentSizes;
use crate::check::{Outcome, World, about_figure, causes};
use crate::finding::{Cause, Code, Finding, Spot, Subject, Value};
use crate::model::approval_version::named;
use crate::model::{Approval, Field, Money, Phase, Record, Source, Submission, Table, Version};

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

/// By which factors the amounts of a sheet differ.
#[derive(Default)]
struct Slip {
    all: usize,
    /// Powers of ten, each with how many amounts differ by it.
    powers: Vec<(i32, usize)>,
}

impl Slip {
    fn add(&mut self, power: Option<i32>) {
        self.all += 1;
        let Some(power) = power else { return };
        match self.powers.iter_mut().find(|(own, _)| *own == power) {
            Some((_, count)) => *count += 1,
            None => self.powers.push((power, 1)),
        }
    }

    /// The one factor of all amounts, or of three quarters of them and three at least, and whether of all.
    fn likely(&self) -> Option<(i32, bool)> {
        let (power, count) = *self.powers.iter().max_by_key(|(_, count)| *count)?;
        let is_whole = count == self.all && count >= 2;
        (is_whole || (count >= 3 && count * 4 >= self.all * 3)).then_some((power, is_whole))
    }
}

fn of_submission(world: &World<'_>, submission: &Submission, matches: &[Match]) -> Mismatches {
    let mut found = Mismatches::default();
    let mut wrongs: Vec<(&str, Finding)> = Vec::new();
    let mut slips: BTreeMap<&str, Slip> = BTreeMap::new();
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
        for side in compared(&approval.money, &reported.money) {
            let record = reported.line(Phase::Approved, side.reported.source);
            let sheet = record.origin.sheet.as_ref();
            let allowed = world
                .rounding
                .allows([side.approved.half, side.reported.half]);
            let mut wrong = differ(side.approved.dong, side.reported.dong, allowed);
            // What each unit of a joint project gets the decision does not say: less than the whole may be right, and
            // what all get together is looked at where all of them are.
            wrong &= approval.joint.is_empty() || side.reported.dong > side.approved.dong;
            if !side.approved.dong.is_zero() || !side.reported.dong.is_zero() {
                let power = causes::unit_factor(side.approved.dong, side.reported.dong);
                slips.entry(sheet).or_default().add(power.filter(|_| wrong));
            }
            if wrong {
                let mut finding = mismatch(record, approval, &side, allowed);
                if let Some(version) = earlier(world, approval, &reported.money, side.source) {
                    finding.variant = Some("version");
                    finding.args.push(("version", version));
                }
                wrongs.push((sheet, finding));
            }
        }
    }
    // Sheets that print no approved amount tell by what they spend.
    let silent = |sheet: &str| !slips.contains_key(sheet);
    let tables = || submission.tables.iter().filter(|t| silent(&t.sheet));
    if tables().next().is_some() {
        let mut spent = SpentSizes::default();
        for (record, matched) in submission.records.iter().zip(matches) {
            let approved = matched.approval().filter(|_| submission.counts(record));
            if let Some(approval) = approved.and_then(|i| world.approvals.get(i)) {
                spent.add(record, approval);
            }
        }
        let wrong = tables().filter_map(|t| spent_in_other_unit(submission, t, &spent));
        found.units.extend(wrong);
    }
    for (sheet, slip) in slips {
        if let Some((power, is_whole)) = slip.likely()
            && let Some((finding, units)) = wrong_unit(submission, sheet, power)
        {
            // One mistake is one finding: the amounts are right but for the unit.
            wrongs.retain(|(place, _)| *place != sheet);
            found.units.push(finding);
            if !is_whole {
                let others = in_unit(world, submission, matches, sheet, units);
                wrongs.extend(others.into_iter().map(|other| (sheet, other)));
            }
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

/// What differs from the decisions on a sheet although it is read in the unit that is likely.
fn in_unit(
    world: &World<'_>,
    submission: &Submission,
    matches: &[Match],
    sheet: &str,
    (declared, likely): (MoneyUnit, MoneyUnit),
) -> Vec<Finding> {
    let rescale = |amount: Decimal| {
        let scaled = amount.checked_mul(Decimal::from(likely.scale()));
        scaled.and_then(|scaled| scaled.checked_div(Decimal::from(declared.scale())))
    };
    let mut findings = Vec::new();
    let records = submission.records.iter().zip(matches);
    for (record, matched) in records.filter(|(r, _)| submission.counts(r)) {
        let approval = matched.approval();
        let Some((index, approval)) = approval.and_then(|i| Some((i, world.approvals.get(i)?)))
        else {
            continue;
        };
        let Some(reported) = world.parted.of(index, record, Phase::Approved) else {
            continue;
        };
        for mut side in compared(&approval.money, &reported.money) {
            let record = reported.line(Phase::Approved, side.reported.source);
            let figure = record.money(Phase::Approved).figure(side.reported.source);
            // A column with a unit of its own says what it says.
            let is_in_sheets_unit = figure.is_none_or(|f| f.unit == Some(declared));
            if record.origin.sheet.as_ref() != sheet || !is_in_sheets_unit {
                continue;
            }
            let (Some(dong), Some(half)) =
                (rescale(side.reported.dong), rescale(side.reported.half))
            else {
                continue;
            };
            (side.reported.dong, side.reported.half) = (dong, half);
            let allowed = world.rounding.allows([side.approved.half, half]);
            let is_share = !approval.joint.is_empty() && dong < side.approved.dong;
            if differ(side.approved.dong, dong, allowed) && !is_share {
                let mut finding = mismatch(record, approval, &side, allowed);
                finding.money_unit = Some(likely);
                finding.variant = Some("in-unit");
                finding.args.push(("read_as", likely.name().to_owned()));
                findings.push(finding);
            }
        }
    }
    findings
}

/// The whole sheet is off by one factor: its unit is wrong. Tells the unit that it states and the likely one.
fn wrong_unit(
    submission: &Submission,
    sheet: &str,
    power: i32,
) -> Option<(Finding, (MoneyUnit, MoneyUnit))> {
    let table = submission.tables.iter().find(|t| &*t.sheet == sheet)?;
    let (declared, cell) = table.unit?;
    let place = |unit: MoneyUnit| match unit {
        MoneyUnit::Dong => 0,
        MoneyUnit::Thousand => 3,
        MoneyUnit::Million => 6,
        MoneyUnit::Billion => 9,
    };
    // What is 1,000 times too much was written in a unit 1,000 times smaller than the sheet says.
    let likely = MoneyUnit::ALL
        .into_iter()
        .find(|u| place(*u) == place(declared) - power)?;
    let finding = of_unit(submission, table, (declared, cell), likely);
    Some((finding, (declared, likely)))
}

/// No approved amount stands on the sheet, but what it says was spent suits the decisions in another unit only.
fn spent_in_other_unit(
    submission: &Submission,
    table: &Table,
    spent: &SpentSizes<'_>,
) -> Option<Finding> {
    let (declared, cell) = table.unit?;
    let other = spent.contradiction(&table.sheet, declared)?;
    let mut finding = of_unit(submission, table, (declared, cell), other.likely);
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

fn of_unit(
    submission: &Submission,
    table: &Table,
    (declared, cell): (MoneyUnit, Cell),
    likely: MoneyUnit,
) -> Finding {
    let mut finding = Finding::new(Code::B302, Subject::Sheet(table.form));
    finding.unit.clone_from(&submission.unit);
    finding.file = Some(submission.file.clone());
    finding.sheet = Some(table.sheet.clone());
    finding.cells = vec![cell];
    finding.field = Some("money_unit".to_owned());
    finding.expected = Some(Value::Text(likely.name().to_owned()));
    finding.found = Some(Value::Text(declared.name().to_owned()));
    finding.cause = Some(Cause::UnitSlip);
    finding.variant = Some("unit");
    finding.args = vec![
        ("declared", declared.name().to_owned()),
        ("likely", likely.name().to_owned()),
    ];
    finding
}
