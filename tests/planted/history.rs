//! What does not follow from the period before.

use crate::approved::{cell_of, money_of};
use crate::causes::Right;
use crate::generator::marks::Mark;
use crate::ground::{Form, Ground, Root};
use crate::kinds::Kind;

/// Three figures are compared; each allows its half.
pub fn chained(g: &Ground<'_>, cell: &Mark) -> i64 {
    3 * g.half(Form::List(0), cell.at.1).max(500_000)
}

pub fn broken_chain(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    if !g.model.has_previous {
        return None;
    }
    let (project, place) = money_of(g, 0)?;
    let [approved, spent, cumulative] =
        [0, 1, 2].map(|p| g.model.units[0].sent[project].money[p][place]);
    let cell = cell_of(g, 0, project, 2, place)?;
    let right = Right {
        expected: cumulative,
        allowed: chained(g, &cell),
        ..Right::default()
    };
    let found = right.pick(&mut g.dice, None)?;
    let is_within = found > cumulative - spent + right.allowed && found <= approved;
    if !is_within {
        return None;
    }
    g.write(Form::List(0), cell.at, found);
    if g.dice.chance(60) {
        g.follow(Form::List(0), None);
    }
    Some(g.root(kind.code, Form::List(0), cell.at, None))
}

pub fn decreased(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    if !g.model.has_previous {
        return None;
    }
    let (project, place) = money_of(g, 0)?;
    let [spent, cumulative] = [1, 2].map(|p| g.model.units[0].sent[project].money[p][place]);
    let cell = cell_of(g, 0, project, 2, place)?;
    let before = cumulative - spent;
    let less = chained(g, &cell) + 50_000;
    if before <= less {
        return None;
    }
    g.write(Form::List(0), cell.at, before - less);
    if g.dice.chance(60) {
        g.follow(Form::List(0), None);
    }
    Some(g.root(kind.code, Form::List(0), cell.at, None))
}

pub fn vanished(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let unit = &mut g.model.units[0];
    let mut gone = unit.sent.first()?.clone();
    gone.name = String::from("Xây dựng lò sấy nông sản bằng hơi nước");
    gone.code = gone.code.map(|_| format!("KC17.{}-97", unit.code));
    unit.vanished.push(gone.clone());
    g.lay_out();
    Some(Root {
        code: kind.code,
        unit: g.model.units[0].code.to_owned(),
        file: None,
        cell: None,
        form: None,
        project: Some(gone.name),
        cause: None,
        variant: None,
    })
}
