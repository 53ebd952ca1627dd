//! B306: the support of an approved project is beyond the ceiling of its activity on the day of the decision.
//!
//! Each project is judged once, by what the decision gives; the place is the submission's own approved figure where it
//! prints one. Where a form does not tell which of several ceilings holds, or of how many establishments, only what is
//! beyond in any case is told.

use std::cell::OnceCell;
use std::sync::Arc;

use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::base::reading::Reading;
use crate::base::text::{fold, holds};
use crate::check::{Outcome, World, about_figure};
use crate::finding::{Code, Finding, Spot, Subject, Value};
use crate::model::ceiling::Ceiling;
use crate::model::{Approval, Field, Money, Phase, Record, Source};

/// Khuyến công money.
const SUPPORT: [Source; 4] = [
    Source::Support,
    Source::National,
    Source::Local,
    Source::District,
];

pub(super) fn check(world: &World<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let mut reported: Vec<Option<&Record>> = vec![None; world.approvals.len()];
    let mut unmatched = 0;
    for (_, record, matched) in world.records() {
        match matched.approval().and_then(|i| reported.get_mut(i)) {
            Some(place) => *place = place.or(Some(record)),
            None => unmatched += usize::from(record.kind == crate::model::Kind::Project),
        }
    }
    // Of single files only what they report is judged.
    let whole = !world.expected.is_empty();
    let mut seen = unmatched;
    let looks: Vec<Look> = world
        .approvals
        .par_iter()
        .zip(&reported)
        .filter(|(_, record)| whole || record.is_some())
        .map(|(approval, record)| look(world, approval, *record))
        .collect();
    seen += looks.len();
    for one in looks {
        match one {
            Look::Within => {}
            Look::Over(finding) => outcome.findings.push(*finding),
            Look::Open(why) => outcome.left_open(Code::B306, 1, why),
        }
    }
    outcome.saw(Code::B306, seen);
    let open = world.unmatched(Code::B306, unmatched);
    outcome.not_checked.extend(open);
    outcome
}

enum Look {
    Within,
    Over(Box<Finding>),
    Open(&'static str),
}

fn look(world: &World<'_>, approval: &Approval, record: Option<&Record>) -> Look {
    let day = approval.decided_on.or(approval.start);
    let Some(day) = day.or(world.period.map(crate::model::Period::first_day)) else {
        return Look::Open("no-period");
    };
    let activity = approval.activity.as_deref();
    let activity = activity.or_else(|| record?.activity.as_deref());
    let possible: Vec<&Ceiling> = world.ceilings.possible(activity, day).collect();
    // Where one holds for all projects of the activity, the name only tells a narrower one.
    let told = OnceCell::new();
    let named = || told.get_or_init(|| world.ceilings.of(activity, &approval.name, day));
    let holds_for_all = possible.iter().any(|c| c.needs_no_name());
    if !holds_for_all && named().is_empty() {
        return Look::Open("no-ceiling");
    }
    // What the decision does not split the submission may.
    let printed = record.map(|r| r.money(Phase::Approved));
    let own = [Some(&approval.money), printed].into_iter().flatten();
    let Some(support) = own.clone().find_map(support) else {
        let unreadable = own.into_iter().any(Money::has_unreadable);
        return Look::Open(if unreadable {
            "unreadable"
        } else {
            "no-support"
        });
    };
    let cost = cost(&support);
    let judge = |c: &Ceiling| judge(world, c, &support, cost, &|| count(c, approval, record));
    // Most projects are within every ceiling that their name could tell, so that it need not be asked.
    let is_within = |c: &&Ceiling| matches!(judge(c), Verdict::Within);
    if holds_for_all && possible.iter().all(is_within) {
        return Look::Within;
    }
    let ceilings = named();
    let verdicts: Vec<Verdict> = ceilings.iter().map(|c| judge(c)).collect();
    if verdicts.iter().all(|v| matches!(v, Verdict::Within)) {
        return Look::Within;
    }
    // Beyond each of them: the most generous one is named.
    let mut over: Option<(&Ceiling, Decimal)> = None;
    let mut why = None;
    for (&ceiling, verdict) in ceilings.iter().zip(verdicts) {
        match verdict {
            Verdict::Over(limit) if over.is_none_or(|(_, most)| limit > most) => {
                over = Some((ceiling, limit));
            }
            Verdict::Over(_) => {}
            Verdict::Within => why = why.or(Some("ceiling-variant")),
            Verdict::Open(open) => why = Some(open),
        }
    }
    match (over, why) {
        (Some((ceiling, limit)), None) => Look::Over(Box::new(finding(
            approval, record, &support, ceiling, limit,
        ))),
        (_, why) => Look::Open(why.unwrap_or("ceiling-variant")),
    }
}

/// Khuyến công money with its source, where it stands in one column.
struct Support<'a> {
    dong: Decimal,
    source: Source,
    money: &'a Money,
}

impl Support<'_> {
    /// Its rounding.
    fn half(&self) -> Decimal {
        let figures = SUPPORT.into_iter().filter_map(|s| self.money.figure(s));
        let known = figures.filter(|f| f.reading.known().is_some());
        known.map(|f| f.half).sum()
    }
}

fn support(money: &Money) -> Option<Support<'_>> {
    let mut all: Option<Support<'_>> = None;
    for source in SUPPORT {
        let amount = match money.reading(source) {
            Reading::Known(amount) => amount,
            Reading::Blank => continue,
            Reading::Unreadable => return None,
        };
        all = Some(match all {
            None => Support {
                dong: amount,
                source,
                money,
            },
            Some(sum) => Support {
                dong: sum.dong.checked_add(amount)?,
                source: Source::Support,
                money,
            },
        });
    }
    all
}

/// The whole cost, if the form tells it: a total of khuyến công money alone does not.
fn cost(support: &Support<'_>) -> Option<Decimal> {
    let dong = support.money.amount(Source::Total)?;
    let sources = support.money.sources();
    let has_others = sources.has(Source::Counterpart) || sources.has(Source::Other);
    (has_others || dong > support.dong).then_some(dong)
}

enum Verdict {
    Within,
    /// Beyond this many đồng.
    Over(Decimal),
    Open(&'static str),
}

fn judge(
    world: &World<'_>,
    ceiling: &Ceiling,
    support: &Support<'_>,
    cost: Option<Decimal>,
    count: &dyn Fn() -> Option<Decimal>,
) -> Verdict {
    // Most projects are within, so that how either was rounded need not be asked.
    let beyond = |limit: Decimal, half: &dyn Fn() -> Decimal| {
        support.dong > limit && {
            let allowed = world.rounding.allows([support.half(), half()]);
            limit
                .checked_add(allowed)
                .is_some_and(|most| support.dong > most)
        }
    };
    let exactly = || Decimal::ZERO;
    let as_printed = || {
        let total = support.money.figure(Source::Total);
        total.map(|figure| figure.half).unwrap_or_default()
    };
    let mut lowest: Option<Decimal> = None;
    let mut lower = |limit: Decimal| lowest = Some(lowest.map_or(limit, |l| l.min(limit)));
    let mut over = false;
    let mut open = None;
    if let Some(percent) = ceiling.percent {
        let part =
            cost.and_then(|dong| dong.checked_mul(percent)?.checked_div(Decimal::ONE_HUNDRED));
        match part {
            Some(limit) => {
                over |= beyond(limit, &as_printed);
                lower(limit);
            }
            None => open = Some("no-whole-cost"),
        }
    }
    // There is one at least, so that how many there are is only asked beyond the cap of one.
    if let Some(cap) = ceiling.cap.filter(|cap| beyond(*cap, &exactly)) {
        let told = if ceiling.per.is_some() {
            count()
        } else {
            Some(Decimal::ONE)
        };
        match told.and_then(|n| cap.checked_mul(n)) {
            Some(limit) => {
                over |= beyond(limit, &exactly);
                lower(limit);
            }
            None => open = Some("number-of-establishments"),
        }
    }
    match (over, lowest, open) {
        (true, Some(limit), _) => Verdict::Over(limit),
        (_, _, Some(why)) => Verdict::Open(why),
        _ => Verdict::Within,
    }
}

/// How many models or establishments are supported, where the form tells: by its planned results, or by naming one
/// beneficiary.
fn count(ceiling: &Ceiling, approval: &Approval, record: Option<&Record>) -> Option<Decimal> {
    let planned = record.and_then(|r| {
        let own = |i: &str| ceiling.indicator.as_deref() == Some(i);
        let mut results = r.results.iter();
        let result = results.find(|r| r.indicator.as_deref().is_some_and(own))?;
        result.planned.known().filter(|n| *n >= Decimal::ONE)
    });
    planned.or_else(|| {
        let name = approval.beneficiary.as_deref();
        let name = name.or_else(|| record?.beneficiary.as_deref())?;
        is_one(name).then_some(Decimal::ONE)
    })
}

/// Whether a text names one beneficiary and not several.
fn is_one(name: &str) -> bool {
    let folded = fold(name);
    let several = ["cac", "nhung", "nhieu", "va", "nhom"];
    let lists = ["mot so", "danh sach"].iter().any(|l| holds(&folded, l));
    let mut words = folded.split(' ').filter(|w| !w.is_empty()).peekable();
    words
        .peek()
        .is_some_and(|first| !first.starts_with(|c: char| c.is_ascii_digit()))
        && !lists
        && !words.any(|word| several.contains(&word))
        && !name.contains([';', '+', '\n', '&'])
}

fn finding(
    approval: &Approval,
    record: Option<&Record>,
    support: &Support<'_>,
    ceiling: &Ceiling,
    limit: Decimal,
) -> Finding {
    let field = Field::new(Phase::Approved, support.source);
    // A source that gives nothing is not where the money is.
    let first = |money: &Money| {
        let mut figures = SUPPORT.into_iter().filter_map(|s| money.figure(s));
        let gives = |amount: Decimal| !amount.is_zero();
        figures.find_map(|f| f.cell.filter(|_| f.reading.known().is_some_and(gives)))
    };
    let decided = first(&approval.money).or(approval.name_cell);
    let mut finding = if let Some(record) = record {
        let mut finding = about_figure(record, Code::B306, field);
        if let Some(cell) = first(record.money(Phase::Approved)) {
            finding.cells = vec![cell];
        }
        finding
    } else {
        let mut finding = Finding::new(Code::B306, Subject::Project(approval.key()));
        finding.unit.clone_from(&approval.unit);
        finding.project = Some(approval.label());
        finding.file = Some(Arc::clone(&approval.origin.file));
        finding.sheet = Some(Arc::clone(&approval.origin.sheet));
        finding.cells = decided.into_iter().collect();
        finding.field = Some(field.to_string());
        finding
    };
    let printed = record.and_then(|r| r.figure(field));
    if printed.and_then(|f| f.reading.known()) != Some(support.dong) {
        finding.found_text = None;
    }
    finding.money_unit = finding.money_unit.or_else(|| {
        let mut figures = approval.money.iter();
        figures.find_map(|(_, f)| f.unit)
    });
    finding.expected = Some(Value::Money(limit));
    finding.found = Some(Value::Money(support.dong));
    finding.related = Some(Spot {
        file: Arc::clone(&approval.origin.file),
        sheet: Some(Arc::clone(&approval.origin.sheet)),
        cell: decided,
    });
    finding.args.extend([
        ("ceiling", ceiling.name.clone()),
        ("instrument", ceiling.instrument.clone()),
    ]);
    finding
}

#[cfg(test)]
mod tests {
    use super::is_one;

    #[test]
    fn one_name_is_one_beneficiary() {
        for one in [
            "Công ty TNHH Thành Phát",
            "Cơ sở mộc Nguyễn Văn A, xã Kỳ Sơn",
            "HTX Chiếu cói",
        ] {
            assert!(is_one(one), "{one}");
        }
        for several in [
            "Các cơ sở may",
            "02 cơ sở",
            "Công ty A; Công ty B",
            "Công ty A và Công ty B",
            "Một số hộ làng nghề",
            "",
        ] {
            assert!(!is_one(several), "{several}");
        }
    }
}
