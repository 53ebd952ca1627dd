//! Money that does not fit what was approved.

use crate::causes::Right;
use crate::generator::marks::{Line, Mark};
use crate::generator::style::Amounts;
use crate::ground::{Form, Ground, Root};
use crate::kinds::Kind;
use crate::support::sheet::Value;

/// A project and one of its sources that has money, of a unit.
pub fn money_of(g: &mut Ground<'_>, unit: usize) -> Option<(usize, usize)> {
    let all: Vec<(usize, usize)> = g.model.units[unit]
        .sent
        .iter()
        .enumerate()
        .flat_map(|(p, project)| {
            let places = project.money[0].iter().enumerate();
            places
                .filter(|(_, d)| **d > 0)
                .map(move |(place, _)| (p, place))
                .collect::<Vec<_>>()
        })
        .collect();
    (!all.is_empty()).then(|| *g.dice.pick(&all))
}

/// The cell of a project's amount on the list of a unit.
pub fn cell_of(
    g: &Ground<'_>,
    unit: usize,
    project: usize,
    phase: usize,
    place: usize,
) -> Option<Mark> {
    let name = &g.model.units[unit].sent[project].name;
    g.marks(Form::List(unit))
        .iter()
        .find(|m| {
            m.line == Line::Project(name.clone()) && m.phase == phase && m.part == Some(place)
        })
        .cloned()
}

pub fn overspent(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let (project, place) = money_of(g, 0)?;
    let more = i64::from(g.dice.between(220, 400)) * 50_000;
    let money = &mut g.model.units[0].sent[project].money;
    let over = money[0][place] + more - money[2][place];
    money[1][place] += over;
    money[2][place] += over;
    let right = Right {
        expected: money[0][place],
        ..Right::default()
    };
    if !right.explained(money[2][place]).is_empty() {
        return None;
    }
    g.lay_out();
    let cell = cell_of(g, 0, project, 2, place)?;
    Some(g.root(kind.code, Form::List(0), cell.at, None))
}

pub fn cumulative_slip(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let (project, place) = money_of(g, 0)?;
    let cell = cell_of(g, 0, project, 2, place)?;
    let form = Form::List(0);
    if !g.is_added(form, cell.at) {
        return None;
    }
    let found = cell.dong * if g.dice.chance(50) { 1_000 } else { 1_000_000 };
    g.write(form, cell.at, found);
    Some(g.root(kind.code, form, cell.at, kind.cause))
}

pub fn wrong_approved(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let (project, place) = money_of(g, 0)?;
    let cell = cell_of(g, 0, project, 0, place)?;
    let form = Form::List(0);
    let right = Right {
        expected: cell.dong,
        // The decision's own unit is not known here: at most a million either side.
        allowed: g.half(form, cell.at.1),
        ..Right::default()
    };
    let found = right.pick(&mut g.dice, kind.cause)?;
    if (found - cell.dong).abs() < 6_000_000 {
        return None;
    }
    g.write(form, cell.at, found);
    if g.dice.chance(40) {
        g.follow(form, None);
        // The other form is made from the list.
        if !g.period.money.is_empty() {
            return None;
        }
    }
    Some(g.root(kind.code, form, cell.at, kind.cause))
}

pub fn other_plan(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let (project, place) = money_of(g, 0)?;
    let right = Right {
        expected: g.model.units[0].sent[project].money[0][place],
        ..Right::default()
    };
    let found = right.pick(&mut g.dice, None)?;
    if (found - right.expected).abs() < 6_000_000 {
        return None;
    }
    g.model.units[0].sent[project].money[0][place] = found;
    g.lay_out();
    let cell = cell_of(g, 0, project, 0, place)?;
    Some(g.root(kind.code, Form::List(0), cell.at, None))
}

pub fn unit_of_sheet(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let (at, unit) = g.period.lists[0].unit_cell?;
    let figures = g
        .marks(Form::List(0))
        .iter()
        .filter(|m| m.phase == 0 && !m.is_sum() && m.dong != 0)
        .count();
    if figures < 2 || g.model.units[0].style.amounts == Amounts::Worded {
        return None;
    }
    let others: Vec<&str> = [
        (1, "đồng"),
        (1_000, "nghìn đồng"),
        (1_000_000, "triệu đồng"),
        (1_000_000_000, "tỷ đồng"),
    ]
    .into_iter()
    .filter(|(dong, _)| *dong != unit.dong)
    .map(|(_, word)| word)
    .collect();
    let word = *g.dice.pick(&others);
    g.set(
        Form::List(0),
        at,
        Value::Text(format!("Đơn vị tính: {word}")),
    );
    Some(g.root(kind.code, Form::List(0), at, kind.cause))
}
