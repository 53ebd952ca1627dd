//! B302: the approved amount that a submission prints differs from the decision's.
//!
//! Where all of a sheet's amounts differ by one factor of a thousand, its money unit is wrong: one finding at the
//! unit's cell carries the others.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::base::money::MoneyUnit;
use crate::base::place::Cell;
use crate::base::reading::Reading;
use crate::check::matching::Match;
use crate::check::rounding::differ;
use crate::check::{Outcome, World, about_figure, causes};
use crate::finding::{Cause, Code, Finding, Spot, Subject, Value};
use crate::model::{Approval, Field, Figure, Money, Phase, Record, Source, Submission};

/// One amount of one side with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    pub dong: Decimal,
    pub half: Decimal,
    pub cell: Option<Cell>,
}

/// One source, or the total, as both sides have it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side {
    pub source: Source,
    pub approved: Amount,
    pub reported: Amount,
}

fn amount(figure: &Figure) -> Option<Amount> {
    let value = match figure.reading {
        Reading::Known(d) => d,
        Reading::Blank => Decimal::ZERO,
        Reading::Unreadable => return None,
    };
    Some(Amount {
        dong: value,
        half: figure.half,
        cell: figure.cell,
    })
}

fn joined(money: &Money, sources: &[Source]) -> Option<Amount> {
    let mut sum = Amount {
        dong: Decimal::ZERO,
        half: Decimal::ZERO,
        cell: None,
    };
    let mut any = false;
    for figure in sources.iter().filter_map(|s| money.figure(*s)) {
        let part = amount(&figure)?;
        sum.dong = sum.dong.checked_add(part.dong)?;
        sum.half = sum.half.checked_add(part.half)?;
        sum.cell = sum
            .cell
            .or(part.cell.filter(|_| figure.reading.known().is_some()));
        any = true;
    }
    any.then_some(sum)
}

/// The amounts that both sides have, at the finest level: by source; khuyến công money together where one side merges
/// its sources; the total where sources remain that only one side has.
///
/// A blank among filled parts is zero; a phase without any amount says nothing.
pub(super) fn compared(approved: &Money, reported: &Money) -> Vec<Side> {
    let nothing = |m: &Money| {
        let mut all = Source::ALL.into_iter();
        all.all(|source| m.reading(source) == Reading::Blank)
    };
    if nothing(approved) || nothing(reported) {
        return Vec::new();
    }
    let mut sides = Vec::new();
    let mut open = false;
    let has = |m: &Money, s: Source| m.figure(s).is_some();
    let merged = has(approved, Source::Support) != has(reported, Source::Support)
        && (has(approved, Source::Support) || has(reported, Source::Support));
    for source in Source::PARTS {
        let khuyen_cong = matches!(source, Source::Support | Source::National | Source::Local);
        if merged && khuyen_cong {
            continue;
        }
        match (approved.figure(source), reported.figure(source)) {
            (Some(a), Some(b)) => {
                if let (Some(approved), Some(reported)) = (amount(&a), amount(&b)) {
                    sides.push(Side {
                        source,
                        approved,
                        reported,
                    });
                }
            }
            (None, None) => {}
            (Some(one), None) | (None, Some(one)) => open |= one.reading != Reading::Blank,
        }
    }
    if merged {
        let khuyen_cong = [Source::Support, Source::National, Source::Local];
        match (
            joined(approved, &khuyen_cong),
            joined(reported, &khuyen_cong),
        ) {
            (Some(approved), Some(reported)) => sides.push(Side {
                source: Source::Support,
                approved,
                reported,
            }),
            _ => open = true,
        }
    }
    if (open || sides.is_empty())
        && let (Some(approved), Some(reported)) =
            (whole(approved, reported), whole(reported, approved))
    {
        sides.push(Side {
            source: Source::Total,
            approved,
            reported,
        });
    }
    sides
}

/// All the money of one side: its printed total; without one the sum of its parts, if the other side has no further part.
fn whole(money: &Money, other: &Money) -> Option<Amount> {
    let printed = money
        .figure(Source::Total)
        .filter(|f| f.cell.is_some() && f.reading != Reading::Blank);
    let further = Source::PARTS.into_iter().any(|s| {
        money.figure(s).is_none()
            && other
                .figure(s)
                .is_some_and(|f| f.reading.known().is_some_and(|d| !d.is_zero()))
    });
    if money.has_unreadable() || (printed.is_none() && further) {
        return None;
    }
    let half = match (money.sum_of_parts(), &printed) {
        (Some(_), _) if !money.partial => Source::PARTS
            .into_iter()
            .filter_map(|s| money.figure(s))
            .map(|f| f.half)
            .sum(),
        (_, Some(figure)) => figure.half,
        (_, None) => Decimal::ZERO,
    };
    let cell = printed
        .as_ref()
        .and_then(|f| f.cell)
        .or_else(|| first_cell(money));
    Some(Amount {
        dong: money.counted()?,
        half,
        cell,
    })
}

fn first_cell(money: &Money) -> Option<Cell> {
    money
        .iter()
        .find_map(|(_, f)| f.cell.filter(|_| f.reading.known().is_some()))
}

pub(super) fn check(world: &World<'_>) -> Outcome {
    let each: Vec<Mismatches> = world
        .submissions
        .par_iter()
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

/// Whether all amounts of a sheet differ by one factor.
struct Slip {
    /// The power of ten by which the first differs.
    power: i32,
    count: usize,
    /// All differ by that power, and by more than is allowed.
    same: bool,
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
        let Some(approval) = matched.approval().and_then(|i| world.approvals.get(i)) else {
            found.unjudged += usize::from(!matches!(matched, Match::NoProject));
            continue;
        };
        let sheet = record.origin.sheet.as_ref();
        for side in compared(&approval.money, record.money(Phase::Approved)) {
            let allowed = world
                .rounding
                .allows([side.approved.half, side.reported.half]);
            let wrong = differ(side.approved.dong, side.reported.dong, allowed);
            if !side.approved.dong.is_zero() || !side.reported.dong.is_zero() {
                let power = causes::unit_factor(side.approved.dong, side.reported.dong);
                let power = power.unwrap_or(0);
                let slip = slips.entry(sheet).or_insert(Slip {
                    power,
                    count: 0,
                    same: true,
                });
                slip.count += 1;
                slip.same &= wrong && power == slip.power;
            }
            if wrong {
                wrongs.push((sheet, mismatch(record, approval, &side, allowed)));
            }
        }
    }
    for (sheet, slip) in slips {
        if slip.power != 0
            && slip.count >= 2
            && slip.same
            && let Some(finding) = wrong_unit(submission, sheet, slip.power)
        {
            // One mistake is one finding: the amounts are right but for the unit.
            wrongs.retain(|(place, _)| *place != sheet);
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

/// The whole sheet is off by one factor: its unit is wrong.
fn wrong_unit(submission: &Submission, sheet: &str, power: i32) -> Option<Finding> {
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
    Some(finding)
}
