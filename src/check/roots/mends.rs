//! Wrong amounts that one correction would mend together.
//!
//! A wrong cell makes every sum over it wrong by the same difference. A finding at the very cell knows what should stand
//! there, or at least whether the correction that a sum asks for would do: then it carries the sum.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::base::place::Cell;
use crate::check::causes;
use crate::finding::{Cause, Code, Finding, Value};

use super::near::{Amounts, Near};

/// What carries the sum of a row, a group or a sheet (A201 to A203).
pub(super) fn sum<'a>(findings: &'a [Finding], near: &Near<'a>, index: usize) -> Option<usize> {
    let own = &findings[index];
    let amounts = near.beside(own)?;
    let at = |cell: Cell| others(amounts.at.get(&cell), index);
    let is = |code: Code| move |i: &usize| findings[*i].code == code;
    let cells = own.cells.iter().chain(&own.over).copied();
    if amounts.any_negative
        && let Some(negative) = cells.clone().flat_map(at).find(is(Code::A207))
    {
        return Some(negative);
    }
    // The formula of the very cell is wrong: that is why its sum is. An error rather than a warning carries it.
    if let Some(cell) = own.cells.first().copied()
        && let Some(formula) = at(cell)
            .find(is(Code::A206))
            .or_else(|| at(cell).find(is(Code::A205)))
    {
        return Some(formula);
    }
    over(findings, amounts, own, index).or_else(|| followed(findings, near, index))
}

/// The wrong sum that a sum repeats.
pub(super) fn followed<'a>(
    findings: &'a [Finding],
    near: &Near<'a>,
    index: usize,
) -> Option<usize> {
    let own = &findings[index];
    let amounts = near.beside(own)?;
    let mut cells = own.follows.iter();
    cells.find_map(|cell| follows(findings, &others(amounts.at.get(cell), index)))
}

/// What carries a negative sum (A207): a negative amount that it adds.
pub(super) fn negative<'a>(
    findings: &'a [Finding],
    near: &Near<'a>,
    index: usize,
) -> Option<usize> {
    let own = &findings[index];
    let amounts = near.beside(own)?;
    let at = |cell: &Cell| others(amounts.at.get(cell), index);
    let mut cells = own.over.iter();
    cells.find_map(|cell| at(cell).find(|i| findings[*i].code == Code::A207))
}

/// What carries a difference between two forms (A209): a wrong figure on either side.
pub(super) fn forms<'a>(findings: &'a [Finding], near: &Near<'a>, index: usize) -> Option<usize> {
    let own = &findings[index];
    if let Some(same) = same_cell(findings, near, index) {
        return Some(same);
    }
    let other = own.related.as_ref()?;
    let column = (
        Some(&*other.file),
        other.sheet.as_deref(),
        own.field.as_deref(),
    );
    let amounts = near.amounts(Some(&*other.file), other.sheet.as_deref());
    let at_cell = amounts.and_then(|amounts| over(findings, amounts, own, index));
    at_cell.or_else(|| {
        let difference = own.difference()?;
        // Innermost sums come first where several are wrong alike; their own root is asked for later.
        others(near.sums.get(&column), index).find(|i| {
            let sum = &findings[*i];
            let allowed = own.allowed + sum.allowed;
            let first = own.over.first();
            alike(sum.difference(), Some(difference), allowed)
                && first.is_some_and(|cell| sum.over.contains(cell))
        })
    })
}

/// What is wrong with one of the units' figures whose sum is too much, if mending it mends the sum.
pub(super) fn share<'a>(findings: &'a [Finding], near: &Near<'a>, index: usize) -> Option<usize> {
    let own = &findings[index];
    let (found, limit) = (number(own.found.as_ref())?, number(own.expected.as_ref())?);
    own.shares.iter().find_map(|share| {
        let amounts = near.amounts(Some(&*share.spot.file), share.spot.sheet.as_deref())?;
        others(amounts.at.get(&share.spot.cell?), index).find(|i| {
            let other = &findings[*i];
            let allowed = own.allowed + other.allowed;
            let change = other.difference().map(|d| -d);
            let mended = change.and_then(|change| found.checked_add(change));
            match other.code {
                Code::A207 => true,
                Code::B302 => alike(mended, Some(limit), allowed),
                Code::A201 | Code::A202 | Code::A203 | Code::A206 | Code::C401 => mended
                    .is_some_and(|mended| match own.code {
                        Code::B301 => mended <= limit + allowed,
                        _ => alike(Some(mended), Some(limit), allowed),
                    }),
                _ => false,
            }
        })
    })
}

/// What else is wrong with the very cell, and carries this: a negative amount, an unfollowed total of the row.
pub(super) fn same_cell<'a>(
    findings: &'a [Finding],
    near: &Near<'a>,
    index: usize,
) -> Option<usize> {
    let own = &findings[index];
    let cell = *own.cells.first()?;
    let amounts = near.beside(own)?;
    others(amounts.at.get(&cell), index).find(|i| {
        let other = &findings[*i];
        match other.code {
            Code::A207 => own.code != Code::A204,
            // The row is wrong, and with it what is made of the row.
            Code::A201 | Code::A202 | Code::A203 | Code::A206 => carries(other, own),
            // What the cell should be is known better than that it should be less.
            Code::C401 => own.code == Code::B301 && carries(other, own),
            _ => false,
        }
    })
}

/// Whether mending a sum in its own cell mends what else is found there.
fn carries(sum: &Finding, own: &Finding) -> bool {
    if own.code == Code::A204 {
        // A typed number stands where the formula would have given the right sum.
        return sum.code != Code::A206 && own.cells.len() == 1;
    }
    let (Some(right), Some(limit)) = (number(sum.expected.as_ref()), number(own.expected.as_ref()))
    else {
        return false;
    };
    let allowed = sum.allowed + own.allowed;
    match own.code {
        Code::B301 => right <= limit + allowed,
        Code::C402 => right >= limit,
        _ => alike(Some(right), Some(limit), allowed) || mends_part(sum, own),
    }
}

/// A part of the row is wrong, its total is right: what was compared is the sum of the parts.
fn mends_part(row: &Finding, own: &Finding) -> bool {
    let wanted = own.difference().map(|d| -d);
    row.code == Code::A201 && alike(row.difference(), wanted, row.allowed + own.allowed)
}

/// The finding at one of the added cells whose correction mends this one.
fn over(findings: &[Finding], amounts: &Amounts, own: &Finding, index: usize) -> Option<usize> {
    // By so much the cell must change.
    let change = own.difference()?;
    let mut second = None;
    for cell in &own.over {
        for i in others(amounts.at.get(cell), index) {
            let other = &findings[i];
            if own.code == Code::A209 && other.code == Code::A207 {
                return Some(i);
            }
            match mends(other, own, change) {
                Some(true) => return Some(i),
                Some(false) => second = second.or(Some(i)),
                None => {}
            }
        }
        for i in others(amounts.parts.get(cell), index) {
            let row = &findings[i];
            let fits = alike(row.difference(), Some(change), row.allowed + own.allowed);
            // The total of the row and the sum of the column are wrong alike: where they cross the figure is wrong.
            if own.code != Code::A201 && fits {
                second = second.or(Some(i));
            }
        }
    }
    second.or_else(|| together(findings, amounts, own, index))
}

/// Several of the added cells are wrong, and their corrections together mend the sum: the first of them carries it.
fn together(findings: &[Finding], amounts: &Amounts, own: &Finding, index: usize) -> Option<usize> {
    let mut first = None;
    let mut sum = Decimal::ZERO;
    let mut allowed = own.allowed;
    for cell in &own.over {
        let known = others(amounts.at.get(cell), index).find_map(|i| {
            let at = &findings[i];
            let is_known = matches!(at.code, Code::B302 | Code::C401 | Code::A206 | Code::A209);
            let change = at.difference().filter(|_| is_known)?;
            Some((i, -change, at.allowed))
        });
        if let Some((i, change, half)) = known {
            first = first.or(Some(i));
            sum = sum.checked_add(change)?;
            allowed = allowed.checked_add(half)?;
        }
    }
    // By so much the sum of its cells changes, and by so much it is less than what is printed.
    let wanted = own.difference()?;
    first.filter(|_| alike(Some(sum), Some(wanted), allowed))
}

/// Whether the correction of a cell mends a sum that must change by so much: `true` where it is known to the đồng.
fn mends(at: &Finding, own: &Finding, change: Decimal) -> Option<bool> {
    let allowed = at.allowed + own.allowed;
    let (found, expected) = (number(at.found.as_ref())?, number(at.expected.as_ref())?);
    match at.code {
        Code::B302 | Code::C401 | Code::A206 | Code::A209 => {
            let known = expected.checked_sub(found);
            alike(known, Some(change), allowed).then_some(true)
        }
        Code::B301 => {
            let right = found.checked_add(change)?;
            (!right.is_sign_negative() && right <= expected + allowed).then_some(false)
        }
        Code::C402 => (found.checked_add(change)? >= expected).then_some(false),
        _ => None,
    }
}

/// The finding that a sum repeats: a wrong formula, else a wrong sum.
fn follows(findings: &[Finding], at: &(impl Iterator<Item = usize> + Clone)) -> Option<usize> {
    let is_formula = |i: &usize| matches!(findings[*i].code, Code::A205 | Code::A206);
    let is_sum = |i: &usize| matches!(findings[*i].code, Code::A201 | Code::A202 | Code::A203);
    at.clone()
        .find(is_formula)
        .or_else(|| at.clone().find(is_sum))
}

/// What the consequences tell of their root: the sign that they want, the figure that they would have.
pub(super) fn learn(findings: &mut [Finding], parents: &[Option<usize>]) {
    // Two that tell different causes tell none.
    let mut told: BTreeMap<usize, Option<Cause>> = BTreeMap::new();
    for (own, root) in findings.iter().zip(parents) {
        let Some(root) = *root else { continue };
        let at = &findings[root];
        let lacks = at.cause.is_none() && matches!(at.code, Code::A207 | Code::B301 | Code::C402);
        let Some(found) = number(at.found.as_ref()).filter(|_| lacks) else {
            continue;
        };
        let is_same = own.cells.first() == at.cells.first()
            && (&own.file, &own.sheet) == (&at.file, &at.sheet);
        let right = match own.difference() {
            // What is compared with a bound tells no figure.
            _ if matches!(own.code, Code::B301 | Code::C402) => None,
            Some(_) if is_same => number(own.expected.as_ref()),
            Some(change) => found.checked_add(change),
            None => None,
        };
        if let Some(cause) = right.and_then(|right| causes::of_pair(right, found, Decimal::ZERO)) {
            told.entry(root)
                .and_modify(|one| *one = one.filter(|one| *one == cause))
                .or_insert(Some(cause));
        }
    }
    for (root, cause) in told {
        findings[root].cause = cause;
    }
}

fn others(among: Option<&Vec<usize>>, index: usize) -> impl Iterator<Item = usize> + Clone {
    among
        .into_iter()
        .flatten()
        .copied()
        .filter(move |i| *i != index)
}

pub(super) fn number(value: Option<&Value>) -> Option<Decimal> {
    value.and_then(Value::decimal)
}

/// Whether two amounts are known and the same but for what is allowed.
pub(super) fn alike(a: Option<Decimal>, b: Option<Decimal>, allowed: Decimal) -> bool {
    let apart = a.zip(b).and_then(|(a, b)| a.checked_sub(b));
    apart.is_some_and(|apart| apart.abs() <= allowed)
}
