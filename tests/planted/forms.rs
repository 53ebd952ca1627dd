//! Two forms of one submission that disagree.

use crate::causes::Right;
use crate::generator::marks::Line;
use crate::ground::{Ground, Root};
use crate::kinds::Kind;
use crate::support::sheet::Value;

pub fn with_money_form(g: &mut Ground<'_>) {
    g.model.units[0].has_money_form = true;
    g.lay_out();
}

pub fn other_form(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let forms = g.money_forms();
    let (form, line) = g.find(&forms, |_, _, m| !m.is_sum() && m.dong > 0)?;
    let Line::Activity(number) = &line.line else {
        return None;
    };
    let unit = &g.model.units[g.unit(form)];
    let parts: Vec<i64> = unit
        .sent
        .iter()
        .filter(|p| p.activity == *number)
        .map(|p| p.money[line.phase][line.part.expect("a source")])
        .filter(|d| *d != 0)
        .collect();
    let mut right = Right {
        expected: line.dong,
        parts: parts.clone(),
        ..Right::default()
    };
    // The list's column and this one, with room to spare.
    let list = g.lists()[0];
    let halves = g
        .marks(list)
        .iter()
        .find(|m| (m.phase, m.part) == (line.phase, line.part) && !m.is_sum())
        .map_or(0, |m| g.half(list, m.at.1));
    let count = i64::try_from(unit.sent.len()).expect("few projects");
    right.allowed = halves * count + g.half(form, line.at.1);
    let found = right.pick(&mut g.dice, kind.cause)?;
    if (found - line.dong).abs() <= 2 * right.allowed + 2 * g.half(form, line.at.1) * (count + 1) {
        return None;
    }
    g.write(form, line.at, found);
    // A column that now uses fewer places allows more.
    right.allowed = halves * count + g.half(form, line.at.1);
    if right.explained(found) != Vec::from_iter(kind.cause) {
        return None;
    }
    if g.dice.chance(50) {
        g.follow(form, None);
    }
    Some(g.root(kind.code, form, line.at, kind.cause))
}

pub fn other_result(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let (place, unit, cells) = g.period.results.first()?.clone();
    // The list prints no results of its own beside this sheet: nothing to compare.
    if g.period.lists[unit].results.is_empty() {
        return None;
    }
    let at = *g.dice.pick(&cells);
    g.period.set(place, at, Value::Number("7777".to_owned()));
    Some(Root {
        code: kind.code,
        unit: g.model.units[unit].code.to_owned(),
        file: Some(g.period.books[place.0].path.clone()),
        cell: Some(at),
        form: None,
        project: None,
        cause: None,
        variant: None,
    })
}
