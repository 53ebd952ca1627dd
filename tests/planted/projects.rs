//! Projects that are unknown, missing, somebody else's or not to be told apart.

use crate::generator::marks::Line;
use crate::generator::projects::{Project, tells_activity};
use crate::generator::style::{ActivityBy, Code, Groups};
use crate::ground::{Form, Ground, Root};
use crate::kinds::Kind;

pub fn name_cell(g: &Ground<'_>, unit: usize, project: usize) -> Option<(u32, u32)> {
    let name = &g.model.units[unit].sent[project].name;
    let list = &g.period.lists[unit];
    let row = list
        .page
        .marks
        .iter()
        .find(|m| m.line == Line::Project(name.clone()))?
        .at
        .0;
    Some((row, list.name_column))
}

pub fn unknown(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let count = g.model.units[0].sent.len();
    let project = g.dice.below(count);
    if count < 2 {
        return None;
    }
    let name = g.model.units[0].sent[project].name.clone();
    g.model.units[0].approved.retain(|p| p.name != name);
    g.lay_out();
    let at = name_cell(g, 0, project)?;
    Some(g.root(kind.code, Form::List(0), at, None))
}

pub fn misnamed(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let count = g.model.units[0].sent.len();
    let project = g.dice.below(count);
    let name = &mut g.model.units[0].sent[project].name;
    // A letter too many in the middle of the name.
    let middle = name.char_indices().nth(name.chars().count() / 2)?.0;
    name.insert(middle, 'h');
    g.lay_out();
    let at = name_cell(g, 0, project)?;
    Some(g.root(kind.code, Form::List(0), at, None))
}

pub fn unreported(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let count = g.model.units[0].sent.len();
    if count < 2 {
        return None;
    }
    let project = g.dice.below(count);
    let gone = g.model.units[0].sent.remove(project);
    if g.dice.chance(50) {
        g.model.units[0].vanished.push(gone.clone());
    }
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

pub fn of_another(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let [first, second] = g.model.units.as_mut_slice() else {
        return None;
    };
    let fits = first.style.sources == second.style.sources
        && first.sent.len() > 1
        && (first.style.code != Code::None || second.style.code == Code::None);
    let gone = first.sent.pop()?;
    if !fits || second.approved.iter().any(|p| p.name == gone.name) {
        return None;
    }
    let told = second.style.activity == ActivityBy::Column
        || !matches!(second.style.groups, Groups::None | Groups::Roman);
    if !told && !tells_activity(&gone.name) {
        return None;
    }
    second.sent.push(gone);
    let place = |p: &Project| {
        let programme = &g.source.programme;
        programme
            .activities
            .iter()
            .position(|a| a.number == p.activity)
    };
    second.sent.sort_by_key(place);
    let name = &first.approved.last()?.name.clone();
    let project = second.sent.iter().position(|p| p.name == *name)?;
    g.lay_out();
    let at = name_cell(g, 1, project)?;
    Some(g.root(kind.code, Form::List(1), at, None))
}

/// Gives the first unit a second project of the name of one of its own, for somebody else.
pub fn twins(g: &mut Ground<'_>) {
    g.model.has_previous = false;
    g.model.decision_codes = false;
    let unit = &mut g.model.units[0];
    // Of two projects of one name a later decision could not say which it means.
    unit.approved[0].former = None;
    let mut twin = unit.approved[0].clone();
    twin.beneficiary = String::from("Cơ sở cơ khí Phương Nam");
    unit.approved.insert(1, twin.clone());
    unit.sent.insert(1, twin);
    g.lay_out();
}

pub fn ambiguous(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let list = &g.period.lists[0];
    let (column, name_column) = (list.beneficiary_column?, list.name_column);
    let name = &g.model.units[0].sent[0].name;
    let rows: std::collections::BTreeSet<u32> = g
        .marks(Form::List(0))
        .iter()
        .filter(|m| m.line == Line::Project(name.clone()))
        .map(|m| m.at.0)
        .collect();
    let row = *rows.first()?;
    g.remove(Form::List(0), (row, column))?;
    Some(g.root(kind.code, Form::List(0), (row, name_column), None))
}
