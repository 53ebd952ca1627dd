//! The results of a workbook's formulas, in exact decimals.
//!
//! A formula that uses anything not known here has no result rather than a wrong one, and so has
//! every formula that builds on it. Formulas that refer to themselves have none either.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::expr::{Expr, Names, Op, parse};
use super::functions;
use super::values::{Area, Formula, Outcome, Scalar, SheetValues, Slot, fifteen};

/// Something has no result that can be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unknown;

/// What an expression gives.
#[derive(Debug, Clone)]
pub(super) enum Value {
    One(Scalar),
    /// Areas of cells, not looked at yet.
    Cells(Vec<Area>),
    Array(Vec<Vec<Scalar>>),
}

pub(super) type Result<T> = std::result::Result<T, Unknown>;

/// Running sums: by sheet, columns and top row, how far down and what the sum is.
type Sums = BTreeMap<(usize, u32, u32, u32), (u32, Decimal)>;

/// The largest array that an array formula may build.
const MAX_ARRAY: u64 = 2_000_000;

/// A workbook whose formulas are computed.
pub(super) struct Workbook {
    pub(super) sheets: Vec<SheetValues>,
    pub(super) formulas: Vec<Formula>,
    pub(super) sums: RefCell<Sums>,
}

/// Where an expression stands.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) book: &'a Workbook,
    pub(super) formula: &'a Formula,
    /// Ranges are taken whole: inside array formulas and SUMPRODUCT.
    pub(super) array: bool,
}

impl Workbook {
    /// Computes every formula.
    pub(super) fn compute(&mut self, names: &dyn Names) {
        for id in 0..self.formulas.len() {
            self.compute_one(id, names);
        }
    }

    /// Computes a formula after all that it builds on; no recursion, since chains may be as long
    /// as a sheet.
    fn compute_one(&mut self, id: usize, names: &dyn Names) {
        let mut stack: Vec<(usize, Option<Expr>)> = vec![(id, None)];
        let mut path: BTreeSet<usize> = BTreeSet::new();
        while let Some((id, ready)) = stack.pop() {
            if self.formulas[id].outcome.is_some() {
                path.remove(&id);
                continue;
            }
            if let Some(expr) = ready {
                path.remove(&id);
                let outcome = self.outcome(id, &expr);
                self.formulas[id].outcome = Some(outcome);
                continue;
            }
            if path.contains(&id) {
                continue;
            }
            let expr = parse(&self.formulas[id].text, self.formulas[id].sheet, names);
            let mut areas = Vec::new();
            expr.areas(&mut areas);
            let mut pending = Vec::new();
            for area in areas {
                self.sheets[area.sheet].pending(area, &self.formulas, &mut pending);
            }
            path.insert(id);
            if pending.iter().any(|other| path.contains(other)) {
                path.remove(&id);
                self.formulas[id].outcome = Some(Outcome::Unknown);
                continue;
            }
            stack.push((id, Some(expr)));
            stack.extend(pending.into_iter().rev().map(|other| (other, None)));
        }
    }

    fn outcome(&self, id: usize, expr: &Expr) -> Outcome {
        let formula = &self.formulas[id];
        let at = At {
            book: self,
            formula,
            array: formula.array,
        };
        let value = at.value(expr).and_then(|value| at.single(value));
        match value {
            // A formula whose result is an empty cell shows 0.
            Ok(Scalar::Blank) => Outcome::Known(Scalar::Number(Decimal::ZERO)),
            Ok(Scalar::Number(number)) => Outcome::Known(Scalar::Number(number.normalize())),
            Ok(scalar) => Outcome::Known(scalar),
            Err(Unknown) => Outcome::Unknown,
        }
    }

    /// The value of a cell.
    pub(super) fn cell(&self, sheet: usize, row: u32, col: u32) -> Result<Scalar> {
        self.sheets[sheet]
            .slot(row, col)
            .map_or(Ok(Scalar::Blank), |slot| self.slot(slot))
    }

    /// The value of a slot.
    pub(super) fn slot(&self, slot: &Slot) -> Result<Scalar> {
        match slot {
            Slot::Value(scalar) => Ok(scalar.clone()),
            Slot::Unknown => Err(Unknown),
            Slot::Formula(id) => match &self.formulas[*id].outcome {
                Some(Outcome::Known(scalar)) => Ok(scalar.clone()),
                Some(Outcome::Unknown) | None => Err(Unknown),
            },
        }
    }
}

impl At<'_> {
    /// Computes an expression.
    pub(super) fn value(self, expr: &Expr) -> Result<Value> {
        Ok(match expr {
            Expr::Value(scalar) => Value::One(scalar.clone()),
            Expr::Area(area) => Value::Cells(vec![*area]),
            Expr::Union(parts) => {
                let mut areas = Vec::new();
                for part in parts {
                    match self.value(part)? {
                        Value::Cells(more) => areas.extend(more),
                        _ => return Err(Unknown),
                    }
                }
                Value::Cells(areas)
            }
            Expr::Array(rows) => Value::Array(rows.clone()),
            Expr::Plus(inner) => self.value(inner)?,
            Expr::Negate(inner) => self.map(inner, |number| Some(-number))?,
            Expr::Percent(inner) => {
                self.map(inner, |number| number.checked_div(Decimal::ONE_HUNDRED))?
            }
            Expr::Binary(op, left, right) => self.binary(*op, left, right)?,
            Expr::Call(name, args) => functions::call(self, name, args)?,
            Expr::Unknown => return Err(Unknown),
        })
    }

    /// One value of what an expression gave: of an area the cell in the formula's own row or column.
    pub(super) fn single(self, value: Value) -> Result<Scalar> {
        match value {
            Value::One(scalar) => Ok(scalar),
            Value::Array(rows) => rows
                .into_iter()
                .next()
                .and_then(|row| row.into_iter().next())
                .ok_or(Unknown),
            Value::Cells(areas) => {
                let [area] = areas[..] else {
                    return Ok(Scalar::Error("#VALUE!"));
                };
                let (mut row, mut col) = (area.top, area.left);
                if !self.array {
                    if area.top != area.bottom {
                        row = self.formula.row;
                    }
                    if area.left != area.right {
                        col = self.formula.col;
                    }
                }
                if (area.top..=area.bottom).contains(&row)
                    && (area.left..=area.right).contains(&col)
                {
                    self.book.cell(area.sheet, row, col)
                } else {
                    Ok(Scalar::Error("#VALUE!"))
                }
            }
        }
    }

    /// An expression's values as rows; an area cut to what its sheet uses.
    pub(super) fn rows(self, value: Value) -> Result<Vec<Vec<Scalar>>> {
        match value {
            Value::One(scalar) => Ok(vec![vec![scalar]]),
            Value::Array(rows) => Ok(rows),
            Value::Cells(areas) => {
                let [area] = areas[..] else {
                    return Err(Unknown);
                };
                let (last_row, last_col) = self.book.sheets[area.sheet].extent();
                let bottom = if area.bottom == super::cellref::MAX_ROW {
                    last_row.max(area.top)
                } else {
                    area.bottom
                };
                let right = if area.right == super::cellref::MAX_COL {
                    last_col.max(area.left)
                } else {
                    area.right
                };
                if u64::from(bottom - area.top + 1) * u64::from(right - area.left + 1) > MAX_ARRAY {
                    return Err(Unknown);
                }
                (area.top..=bottom)
                    .map(|row| {
                        (area.left..=right)
                            .map(|col| self.book.cell(area.sheet, row, col))
                            .collect()
                    })
                    .collect()
            }
        }
    }

    fn is_wide(value: &Value) -> bool {
        match value {
            Value::One(_) => false,
            Value::Array(_) => true,
            Value::Cells(areas) => areas
                .iter()
                .any(|area| area.top != area.bottom || area.left != area.right),
        }
    }

    fn map(self, inner: &Expr, change: fn(Decimal) -> Option<Decimal>) -> Result<Value> {
        let value = self.value(inner)?;
        let one = |scalar: &Scalar| -> Result<Scalar> {
            match number(scalar) {
                Ok(number) => change(number).map(Scalar::Number).ok_or(Unknown),
                Err(error) => Ok(Scalar::Error(error)),
            }
        };
        if Self::is_wide(&value) && (self.array || matches!(value, Value::Array(_))) {
            let rows = self.rows(value)?;
            return Ok(Value::Array(
                rows.iter()
                    .map(|row| row.iter().map(one).collect())
                    .collect::<Result<_>>()?,
            ));
        }
        Ok(Value::One(one(&self.single(value)?)?))
    }

    fn binary(self, op: Op, left: &Expr, right: &Expr) -> Result<Value> {
        let (left, right) = (self.value(left)?, self.value(right)?);
        let arrays = matches!(left, Value::Array(_)) || matches!(right, Value::Array(_));
        if !(arrays || self.array && (Self::is_wide(&left) || Self::is_wide(&right))) {
            return Ok(Value::One(operate(
                op,
                &self.single(left)?,
                &self.single(right)?,
            )?));
        }
        let (left, right) = (self.rows(left)?, self.rows(right)?);
        let height = left.len().max(right.len());
        let width = left
            .first()
            .map_or(0, Vec::len)
            .max(right.first().map_or(0, Vec::len));
        let rows = (0..height).map(|row| {
            (0..width)
                .map(|col| operate(op, pick(&left, row, col), pick(&right, row, col)))
                .collect()
        });
        Ok(Value::Array(rows.collect::<Result<_>>()?))
    }
}

/// A value of an array that is stretched to a larger one: one row or column repeats.
pub(super) fn pick(rows: &[Vec<Scalar>], row: usize, col: usize) -> &Scalar {
    const MISSING: &Scalar = &Scalar::Error("#N/A");
    let line = if rows.len() == 1 {
        rows.first()
    } else {
        rows.get(row)
    };
    line.map_or(MISSING, |line| {
        if line.len() == 1 {
            &line[0]
        } else {
            line.get(col).unwrap_or(MISSING)
        }
    })
}

/// A value as a number, or the error that it gives.
pub(super) fn number(scalar: &Scalar) -> std::result::Result<Decimal, &'static str> {
    match scalar {
        Scalar::Blank => Ok(Decimal::ZERO),
        Scalar::Number(number) => Ok(*number),
        Scalar::Bool(flag) => Ok(Decimal::from(u8::from(*flag))),
        Scalar::Text(text) => text.trim().parse().map_err(|_| "#VALUE!"),
        Scalar::Error(error) => Err(error),
    }
}

/// A value as text.
pub(super) fn text(scalar: &Scalar) -> std::result::Result<String, &'static str> {
    Ok(match scalar {
        Scalar::Blank => String::new(),
        Scalar::Number(number) => fifteen(*number).to_string(),
        Scalar::Bool(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
        Scalar::Text(text) => text.to_string(),
        Scalar::Error(error) => return Err(error),
    })
}

fn operate(op: Op, left: &Scalar, right: &Scalar) -> Result<Scalar> {
    for side in [left, right] {
        if let Scalar::Error(error) = side {
            return Ok(Scalar::Error(error));
        }
    }
    if op == Op::Join {
        return Ok(match (text(left), text(right)) {
            (Ok(left), Ok(right)) => Scalar::text(&(left + &right)),
            (Err(error), _) | (_, Err(error)) => Scalar::Error(error),
        });
    }
    if matches!(
        op,
        Op::Equal | Op::Unequal | Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual
    ) {
        let order = compare(left, right);
        return Ok(Scalar::Bool(match op {
            Op::Equal => order == Ordering::Equal,
            Op::Unequal => order != Ordering::Equal,
            Op::Less => order == Ordering::Less,
            Op::LessEqual => order != Ordering::Greater,
            Op::Greater => order == Ordering::Greater,
            _ => order != Ordering::Less,
        }));
    }
    let (left, right) = match (number(left), number(right)) {
        (Ok(left), Ok(right)) => (left, right),
        (Err(error), _) | (_, Err(error)) => return Ok(Scalar::Error(error)),
    };
    let result = match op {
        Op::Add => left.checked_add(right),
        Op::Subtract => left.checked_sub(right),
        Op::Multiply => left.checked_mul(right),
        Op::Divide if right.is_zero() => return Ok(Scalar::Error("#DIV/0!")),
        Op::Divide => left.checked_div(right),
        _ if left.is_zero() && right.is_zero() => return Ok(Scalar::Error("#NUM!")),
        _ if left.is_zero() && right.is_sign_negative() => return Ok(Scalar::Error("#DIV/0!")),
        _ => power(left, right),
    };
    result.map(Scalar::Number).ok_or(Unknown)
}

/// Whole powers only; others are no exact decimals.
fn power(base: Decimal, exponent: Decimal) -> Option<Decimal> {
    if !exponent.is_integer() {
        return None;
    }
    let times = u32::try_from(exponent.abs().mantissa() / 10_i128.pow(exponent.scale()))
        .ok()
        .filter(|times| *times <= 1_000)?;
    let mut product = Decimal::ONE;
    for _ in 0..times {
        product = product.checked_mul(base)?;
    }
    if exponent.is_sign_negative() {
        Decimal::ONE.checked_div(product)
    } else {
        Some(product)
    }
}

/// Excel's order: numbers before text before truth values; text without regard to case; numbers by
/// the 15 digits that it keeps; an empty cell is 0 or an empty text.
pub(super) fn compare(left: &Scalar, right: &Scalar) -> Ordering {
    let rank = |scalar: &Scalar| match scalar {
        Scalar::Blank => 0,
        Scalar::Number(_) => 1,
        Scalar::Text(_) => 2,
        Scalar::Bool(_) => 3,
        Scalar::Error(_) => 4,
    };
    match (left, right) {
        (Scalar::Number(a), Scalar::Number(b)) => fifteen(*a).cmp(&fifteen(*b)),
        (Scalar::Text(a), Scalar::Text(b)) => a.to_lowercase().cmp(&b.to_lowercase()),
        (Scalar::Bool(a), Scalar::Bool(b)) => a.cmp(b),
        (Scalar::Blank, Scalar::Blank) => Ordering::Equal,
        (Scalar::Blank, other) => compare(&like(other), other),
        (other, Scalar::Blank) => compare(other, &like(other)),
        _ => rank(left).cmp(&rank(right)),
    }
}

/// What an empty cell is beside another value.
fn like(other: &Scalar) -> Scalar {
    match other {
        Scalar::Text(_) => Scalar::text(""),
        Scalar::Bool(_) => Scalar::Bool(false),
        _ => Scalar::Number(Decimal::ZERO),
    }
}

#[cfg(test)]
#[path = "eval_tests.rs"]
mod tests;
