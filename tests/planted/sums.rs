//! Sums that do not add up, however they were made.

use crate::causes::Right;
use crate::generator::marks::{Line, Mark};
use crate::generator::style::Amounts;
use crate::ground::{Form, Ground, Root, is_row_total};
use crate::kinds::Kind;
use crate::support::sheet::{Value, column_letters};

/// A typed sum is wrong; the sums over it follow, or do not.
pub fn wrong_sum(g: &mut Ground<'_>, kind: &Kind, of: fn(&Mark) -> bool) -> Option<Root> {
    let lists = g.lists();
    let cause = kind.cause;
    let (form, sum) = g.find(&lists, |g, form, m| {
        of(m)
            && m.dong > 0
            && matches!(g.value(form, m.at), Some(Value::Number(_) | Value::Text(_)))
    })?;
    let right = g.right(form, &sum);
    let found = right.pick(&mut g.dice, cause)?;
    // A number that stands there as text is what a sum leaves out of itself: another cause.
    let is_text = |m: &Mark| matches!(g.value(form, m.at), Some(Value::Text(_)));
    let (details, _) = g.under(form, &sum);
    if cause == Some("row-left-out") && details.iter().any(|m| m.dong > 0 && is_text(m)) {
        return None;
    }
    g.write(form, sum.at, found);
    // A figure with more places than its column had makes the column more exact, and a cause another one.
    let right = Right {
        expected: right.expected,
        ..g.right(form, &sum)
    };
    if right.explained(found) != Vec::from_iter(cause) {
        return None;
    }
    if g.dice.chance(50) {
        g.follow(form, Some(sum.at));
    }
    Some(g.root(kind.code, form, sum.at, cause))
}

pub fn stale(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let lists = g.lists();
    let (form, sum) = g.find(&lists, |g, form, m| {
        m.is_sum() && m.dong > 0 && matches!(g.value(form, m.at), Some(Value::Formula(..)))
    })?;
    let found = g.right(form, &sum).pick(&mut g.dice, None)?;
    save(g, form, &sum, found);
    g.follow(form, Some(sum.at));
    Some(g.root(kind.code, form, sum.at, kind.cause))
}

/// Puts another saved result into a formula.
pub fn save(g: &mut Ground<'_>, form: Form, sum: &Mark, dong: i64) {
    let Some(Value::Formula(formula, _)) = g.value(form, sum.at).cloned() else {
        return;
    };
    g.write(form, sum.at, dong);
    let saved = Box::new(Ground::number(dong, sum));
    g.set(form, sum.at, Value::Formula(formula, Some(saved)));
}

pub fn short_sum(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let lists = g.lists();
    let (form, sum) = g.find(&lists, |g, form, m| {
        m.inputs.len() > 1
            && matches!(g.value(form, m.at), Some(Value::Formula(f, _)) if f.starts_with("SUM("))
    })?;
    let known = |g: &Ground<'_>, at: &(u32, u32)| {
        g.marks(form)
            .iter()
            .find(|m| m.at == *at)
            .map_or(0, |m| m.dong)
    };
    // Its first or its last.
    let first = g.dice.chance(50);
    let mut left = sum.inputs.clone();
    left.sort_unstable();
    let out = if first { left.remove(0) } else { left.pop()? };
    let dong = known(g, &out);
    let rest: i64 = left.iter().map(|at| known(g, at)).sum();
    if dong == 0 || rest == 0 || dong <= g.right(form, &sum).allowed {
        return None;
    }
    let name = |at: (u32, u32)| format!("{}{}", column_letters(at.1), at.0);
    let formula = format!("SUM({}:{})", name(left[0]), name(left[left.len() - 1]));
    save(g, form, &sum, sum.dong - dong);
    let saved = Box::new(Ground::number(sum.dong - dong, &sum));
    g.set(form, sum.at, Value::Formula(formula, Some(saved)));
    g.follow(form, Some(sum.at));
    Some(g.root(kind.code, form, sum.at, kind.cause))
}

pub fn text_number(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let lists = g.lists();
    let (form, part) = g.find(&lists, |g, form, m| {
        let adding: Vec<&Mark> = g.marks(form).iter().filter(|s| s.inputs.contains(&m.at)).collect();
        !m.is_sum()
            && m.dong > 0
            && !adding.is_empty()
            && adding.iter().all(|s| {
                s.dong != m.dong
                    && matches!(g.value(form, s.at), Some(Value::Formula(f, _)) if f.starts_with("SUM("))
            })
    })?;
    // What is left out must say so, and nothing else.
    let adding: Vec<Mark> = g
        .marks(form)
        .iter()
        .filter(|s| s.inputs.contains(&part.at))
        .cloned()
        .collect();
    let innermost = adding
        .iter()
        .find(|s| is_row_total(s))
        .or(adding.first())?
        .clone();
    let right = g.right(form, &innermost);
    let is_plain = right.explained(innermost.dong - part.dong) == ["row-left-out"];
    if part.dong <= right.allowed || !is_plain {
        return None;
    }
    let style = &mut g.model.units[0].style;
    let amounts = std::mem::replace(&mut style.amounts, Amounts::Vietnamese);
    let dong = part.dong;
    g.write(form, part.at, dong);
    g.model.units[0].style.amounts = amounts;
    for mark in g.marks_of(form) {
        if mark.at == part.at {
            mark.dong = 0;
        }
    }
    g.follow(form, None);
    let code = if is_row_total(&innermost) {
        "A201"
    } else if innermost.line == Line::Total {
        "A203"
    } else {
        "A202"
    };
    Some(g.root(code, form, innermost.at, kind.cause))
}

pub fn negative(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let lists = g.lists();
    let (form, part) = g.find(&lists, |g, form, m| {
        !m.is_sum() && m.dong > 0 && g.is_added(form, m.at)
    })?;
    let sums: Vec<Mark> = g
        .marks(form)
        .iter()
        .filter(|s| s.inputs.contains(&part.at))
        .cloned()
        .collect();
    if sums
        .iter()
        .any(|s| 2 * part.dong <= g.right(form, s).allowed)
    {
        return None;
    }
    g.write(form, part.at, -part.dong);
    Some(g.root(kind.code, form, part.at, kind.cause))
}

pub fn negative_sum(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let lists = g.lists();
    let (form, sum) = g.find(&lists, |g, form, m| {
        m.is_sum() && m.dong > g.right(form, m).allowed
    })?;
    g.write(form, sum.at, -sum.dong);
    Some(g.root(kind.code, form, sum.at, kind.cause))
}

/// The cumulative money of the first source as formulas: twice what was spent this quarter.
pub fn cumulative_formulas(g: &mut Ground<'_>) {
    g.model.has_previous = false;
    let unit = &mut g.model.units[0];
    for project in unit.sent.iter_mut().chain(&mut unit.approved) {
        project.money[2][0] = 2 * project.money[1][0];
        project.money[0][0] = project.money[0][0].max(project.money[2][0]);
    }
    g.lay_out();
    let form = Form::List(0);
    let spent: Vec<Mark> = g
        .marks(form)
        .iter()
        .filter(|m| m.phase == 1 && m.part == Some(0) && !m.is_sum())
        .cloned()
        .collect();
    for part in spent {
        let cumulative = g
            .marks(form)
            .iter()
            .find(|m| (m.phase, m.part, &m.line) == (2, Some(0), &part.line))
            .cloned();
        let Some(cumulative) = cumulative else {
            continue;
        };
        let spent = format!("{}{}", column_letters(part.at.1), part.at.0);
        let formula = format!("{spent}+{spent}");
        let saved = Box::new(Ground::number(cumulative.dong, &cumulative));
        g.set(form, cumulative.at, Value::Formula(formula, Some(saved)));
    }
}

pub fn typed_over(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let form = Form::List(0);
    let rows = g
        .marks(form)
        .iter()
        .filter(|m| m.phase == 2 && m.part == Some(0) && !m.is_sum())
        .count();
    if rows < 5 {
        return None;
    }
    let (_, cell) = g.find(&[form], |_, _, m| {
        m.phase == 2 && m.part == Some(0) && !m.is_sum() && m.dong > 100_000
    })?;
    if !g.period.money.is_empty() {
        return None;
    }
    g.write(form, cell.at, cell.dong - 50_000);
    g.follow(form, None);
    Some(g.root(kind.code, form, cell.at, None))
}
