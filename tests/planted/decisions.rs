//! What the decisions, or the norms behind them, do not allow; and percentages of what they gave.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::approved::cell_of;
use crate::causes::Right;
use crate::generator::marks::{Line, Mark};
use crate::generator::period::Percent;
use crate::generator::projects::{Project, sources};
use crate::ground::{Form, Ground, Root};
use crate::kinds::Kind;

/// A percentage that is not that of its two figures, nor near it.
pub fn percentage(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let cells = g.period.lists[0].percents.clone();
    // Which figures a column is of is told by the rows that are right.
    if cells.len() < 3 {
        return None;
    }
    let Percent {
        at,
        printed: percent,
        ..
    } = g.dice.pick(&cells).clone();
    let by = Decimal::from(g.dice.between(3, 30));
    let wrong = if percent > by && g.dice.chance(50) {
        percent - by
    } else {
        percent + by
    };
    // 0,9 and 90 are one percentage: a figure that reads as the right one is no mistake.
    if wrong <= Decimal::TWO || wrong == percent * Decimal::ONE_HUNDRED {
        return None;
    }
    let cell = cells.iter().find(|c| c.at == at)?;
    g.set(Form::List(0), at, cell.value(wrong));
    Some(g.root(kind.code, Form::List(0), at, None))
}

/// The unit still prints what the first decision gave.
pub fn version_before(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let unit = &g.model.units[0];
    let changed = unit.approved.iter().find(|p| p.former.is_some())?.clone();
    let former = changed.former.as_ref()?;
    let project = unit.sent.iter().position(|p| p.name == changed.name)?;
    let place = (0..former.len()).find(|at| former[*at] != changed.money[0][*at])?;
    let cell = cell_of(g, 0, project, 0, place)?;
    let form = Form::List(0);
    let right = Right {
        expected: cell.dong,
        // The halves of both decisions' columns as well: a few figures in tỷ đồng may have no more than three places.
        allowed: g.half(form, cell.at.1) + 1_000_000,
        ..Right::default()
    };
    let found = former[place];
    let is_plain = right.explained(found).is_empty();
    if !is_plain || (found - cell.dong).abs() <= right.allowed {
        return None;
    }
    g.write(form, cell.at, found);
    // What was spent fits the amount in force; the sums follow, or do not.
    if g.period.money.is_empty() && g.dice.chance(50) {
        g.follow(form, None);
    }
    Some(g.root(kind.code, form, cell.at, None))
}

/// A model "to be copied" may have 100 million, the support of a new enterprise 10 million.
pub fn beyond_ceiling(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let (name, activity, cap) = *g.dice.pick(&[
        (
            "Nhân rộng mô hình trình diễn kỹ thuật sấy nông sản",
            "9",
            100_000_000,
        ),
        (
            "Hỗ trợ thành lập doanh nghiệp sản xuất công nghiệp nông thôn",
            "8",
            10_000_000,
        ),
    ]);
    let at = g.dice.below(g.model.units[0].sent.len());
    let more = i64::from(g.dice.between(30, 200)) * 50_000;
    let content = g.source.programme.content_of(activity)?.to_owned();
    let unit = &mut g.model.units[0];
    let names = sources(&unit.style);
    let own = unit.sent[at].name.clone();
    let raise = |project: &mut Project| {
        name.clone_into(&mut project.name);
        activity.clone_into(&mut project.activity);
        content.clone_into(&mut project.content);
        project.former = None;
        // One of it.
        project.result = project.result.map(|_| 1);
        for (place, source) in names.iter().enumerate() {
            let dong = match *source {
                "support" | "local" => cap + more,
                "counterpart" => 4 * (cap + more),
                _ => 0,
            };
            for phase in 0..3 {
                project.money[phase][place] = project.money[phase][place].min(dong);
            }
            project.money[0][place] = dong;
        }
    };
    for project in unit.sent.iter_mut().chain(&mut unit.approved) {
        if project.name == own {
            raise(project);
        }
    }
    let programme = &g.source.programme;
    let order = |p: &Project| {
        let mut lines = programme.activities.iter();
        lines.position(|a| a.number == p.activity)
    };
    unit.sent.sort_by_key(order);
    let at = unit.sent.iter().position(|p| p.name == name)?;
    g.lay_out();
    let place = names
        .iter()
        .position(|s| matches!(*s, "support" | "local"))?;
    match cell_of(g, 0, at, 0, place) {
        Some(cell) => Some(g.root(kind.code, Form::List(0), cell.at, None)),
        // The list prints no approved money: the decision's own cell is named, which stands wherever it stands.
        None => None,
    }
}

/// What the decision allows began after the quarter, or was over long before it.
pub fn outside_dates(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    g.model.decision_dates = true;
    let day = |month, day| NaiveDate::from_ymd_opt(2017, month, day);
    let is_early = g.dice.chance(50);
    let (start, end) = if is_early {
        (day(10, g.dice.between(1, 28)), day(12, 31))
    } else {
        (day(1, 2), day(3, g.dice.between(1, 31)))
    };
    let unit = &mut g.model.units[0];
    let at = g.dice.below(unit.sent.len());
    let name = unit.sent[at].name.clone();
    for project in unit.approved.iter_mut().filter(|p| p.name == name) {
        (project.start, project.end) = (start?, end?);
    }
    g.lay_out();
    // What was spent since January may have been spent in time.
    let cell = spent_first(g, &name, if is_early { &[1, 2] } else { &[1] })?;
    Some(g.root(kind.code, Form::List(0), cell, None))
}

/// Where a project's spending is first printed: its total, then its sources, in the first of these phases that has any.
fn spent_first(g: &Ground<'_>, name: &str, phases: &[usize]) -> Option<(u32, u32)> {
    let own = Line::Project(name.to_owned());
    phases.iter().find_map(|phase| {
        let of_phase = |m: &&Mark| m.line == own && m.phase == *phase && m.dong > 0;
        let spent = g.marks(Form::List(0)).iter().filter(of_phase);
        spent.min_by_key(|m| m.part).map(|m| m.at)
    })
}
