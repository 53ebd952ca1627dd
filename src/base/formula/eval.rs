//! The results of formulas, in exact decimals.
//!
//! A formula that uses anything not known here has no result rather than a wrong one, and so has
//! every formula that builds on it. Formulas that refer to themselves have none either.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::cellref::{MAX_COL, MAX_ROW};
use super::expr::{Expr, Op, own_row};
use super::functions;
use super::values::{Area, Outcome, Scalar, fifteen};

/// Something has no result that can be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unknown;

/// What an expression gives.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    One(Scalar),
    /// Areas of cells, not looked at yet.
    Cells(Vec<Area>),
    Array(Vec<Vec<Scalar>>),
}

pub(crate) type Result<T> = std::result::Result<T, Unknown>;

/// Running sums: by sheet, columns and top row, how far down and what the sum is.
pub(crate) type Sums = BTreeMap<(usize, u32, u32, u32), (u32, Decimal)>;

/// What is done with each cell of an area: its row, its column, its value.
pub(crate) type Take<'a> = &'a mut dyn FnMut(u32, u32, Result<Scalar>) -> Result<()>;

/// The cells that formulas look at, whoever keeps them.
pub(crate) trait Book {
    /// The value of a cell.
    fn cell(&self, sheet: usize, row: u32, col: u32) -> Result<Scalar>;
    /// Takes every cell of an area that holds something.
    fn each(&self, area: Area, take: Take<'_>) -> Result<()>;
    /// The last row and column of a sheet that hold something.
    fn extent(&self, sheet: usize) -> (u32, u32);
    /// Whether a row is hidden, where that is known.
    fn is_hidden(&self, sheet: usize, row: u32) -> Result<bool>;
    /// Whether a cell holds a formula with a SUBTOTAL, which other ones pass over.
    fn is_subtotal(&self, sheet: usize, row: u32, col: u32) -> bool;
    /// Sums that were made and may only need to be added to.
    fn sums(&self) -> &RefCell<Sums>;
    /// Takes note of work; fails once it is more than one workbook may cost.
    fn work(&self, _: u64) -> Result<()> {
        Ok(())
    }
    /// Whether an area in place of one value means the cell in the formula's own row or column. Where array formulas
    /// cannot be told from others it has no result.
    fn intersects(&self) -> bool {
        true
    }
    /// Whether its days count from 1904, not from 1900.
    fn is_from_1904(&self) -> bool {
        false
    }
}

/// The largest array that an array formula may build.
const MAX_ARRAY: u64 = 2_000_000;
/// The longest text that a cell holds.
pub(crate) const MAX_TEXT: usize = 32_767;

/// Where an expression stands.
#[derive(Clone, Copy)]
pub(crate) struct At<'a> {
    pub(crate) book: &'a dyn Book,
    pub(crate) sheet: usize,
    pub(crate) row: u32,
    pub(crate) col: u32,
    /// Ranges are taken whole: inside array formulas and SUMPRODUCT.
    pub(crate) array: bool,
    /// How far the formula stands below and to the right of the one that its tree was made of.
    pub(crate) shift: (i64, i64),
    /// Which way what is rounded is pushed by the error of a binary fraction: −1, 0 or 1.
    pub(crate) nudge: i8,
}

/// The result of a formula.
pub(crate) fn outcome(at: At<'_>, expr: &Expr) -> Outcome {
    let value = at.value(expr).and_then(|value| at.single(value));
    match value {
        // A formula whose result is an empty cell shows 0.
        Ok(Scalar::Blank) => Outcome::Known(Scalar::Number(Decimal::ZERO)),
        Ok(Scalar::Number(number)) => Outcome::Known(Scalar::Number(number.normalize())),
        Ok(scalar) => Outcome::Known(scalar),
        Err(Unknown) => Outcome::Unknown,
    }
}

impl At<'_> {
    /// Computes an expression.
    pub(crate) fn value(self, expr: &Expr) -> Result<Value> {
        Ok(match expr {
            Expr::Value(scalar) => Value::One(scalar.clone()),
            Expr::Area(area) => Value::Cells(vec![*area]),
            Expr::Moving(area, fixed) => match fixed.moved(*area, self.shift) {
                Some(area) => Value::Cells(vec![area]),
                None => Value::One(Scalar::Error("#REF!")),
            },
            Expr::OwnRow(area, home) => match own_row(*area, *home, self.shift) {
                Some(area) => Value::Cells(vec![area]),
                None => Value::One(Scalar::Error("#VALUE!")),
            },
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
            Expr::Negate(inner) => self.map(inner, |number| Some(-number))?,
            Expr::Percent(inner) => {
                self.map(inner, |number| number.checked_div(Decimal::ONE_HUNDRED))?
            }
            Expr::Chain(first, rest) => {
                let mut value = self.value(first)?;
                for (op, next) in rest {
                    value = self.binary(*op, value, self.value(next)?)?;
                }
                value
            }
            Expr::Call(name, args) => functions::call(self, name, args)?,
            // A computed reference that leads nowhere known.
            Expr::Span(..) | Expr::Unknown => return Err(Unknown),
        })
    }

    /// One value of what an expression gave: of an area the cell in the formula's own row or column.
    pub(crate) fn single(self, value: Value) -> Result<Scalar> {
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
                if !self.array && (area.top != area.bottom || area.left != area.right) {
                    if !self.book.intersects() {
                        return Err(Unknown);
                    }
                    if area.top != area.bottom {
                        row = self.row;
                    }
                    if area.left != area.right {
                        col = self.col;
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
    pub(crate) fn rows(self, value: Value) -> Result<Vec<Vec<Scalar>>> {
        match value {
            Value::One(scalar) => Ok(vec![vec![scalar]]),
            Value::Array(rows) => Ok(rows),
            Value::Cells(areas) => {
                let [area] = areas[..] else {
                    return Err(Unknown);
                };
                let (last_row, last_col) = self.book.extent(area.sheet);
                let bottom = if area.bottom == MAX_ROW {
                    last_row.max(area.top)
                } else {
                    area.bottom
                };
                let right = if area.right == MAX_COL {
                    last_col.max(area.left)
                } else {
                    area.right
                };
                let count = u64::from(bottom - area.top + 1) * u64::from(right - area.left + 1);
                if count > MAX_ARRAY {
                    return Err(Unknown);
                }
                // An array costs memory too.
                self.book.work(count.saturating_mul(4))?;
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

    /// Whether a value is more than one.
    pub(crate) fn is_wide(value: &Value) -> bool {
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

    fn binary(self, op: Op, left: Value, right: Value) -> Result<Value> {
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
pub(crate) fn pick(rows: &[Vec<Scalar>], row: usize, col: usize) -> &Scalar {
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
pub(crate) fn number(scalar: &Scalar) -> std::result::Result<Decimal, &'static str> {
    match scalar {
        Scalar::Blank => Ok(Decimal::ZERO),
        Scalar::Number(number) => Ok(*number),
        Scalar::Bool(flag) => Ok(Decimal::from(u8::from(*flag))),
        Scalar::Text(text) => text.trim().parse().map_err(|_| "#VALUE!"),
        Scalar::Error(error) => Err(error),
    }
}

/// A value as text.
pub(crate) fn text(scalar: &Scalar) -> std::result::Result<String, &'static str> {
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
            (Ok(left), Ok(right)) => joined(&(left + &right)),
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

/// A text, or the error that Excel gives for one that no cell can hold.
pub(crate) fn joined(text: &str) -> Scalar {
    if text.len() > MAX_TEXT && text.encode_utf16().count() > MAX_TEXT {
        Scalar::Error("#VALUE!")
    } else {
        Scalar::text(text)
    }
}

/// Whole powers only; others are no exact decimals.
fn power(base: Decimal, exponent: Decimal) -> Option<Decimal> {
    if !exponent.is_integer() {
        return None;
    }
    let mut times = u32::try_from(exponent.abs().mantissa() / 10_i128.pow(exponent.scale()))
        .ok()
        .filter(|times| *times <= 1_000)?;
    let (mut product, mut square) = (Decimal::ONE, base);
    while times > 0 {
        if times % 2 == 1 {
            product = product.checked_mul(square)?;
        }
        times /= 2;
        if times > 0 {
            square = square.checked_mul(square)?;
        }
    }
    if exponent.is_sign_negative() {
        Decimal::ONE.checked_div(product)
    } else {
        Some(product)
    }
}

/// Excel's order: numbers before text before truth values; text without regard to case; numbers by
/// the 15 digits that it keeps; an empty cell is 0 or an empty text.
pub(crate) fn compare(left: &Scalar, right: &Scalar) -> Ordering {
    let rank = |scalar: &Scalar| match scalar {
        Scalar::Blank => 0,
        Scalar::Number(_) => 1,
        Scalar::Text(_) => 2,
        Scalar::Bool(_) => 3,
        Scalar::Error(_) => 4,
    };
    match (left, right) {
        // Most have no more digits, and rounding takes its time.
        (Scalar::Number(a), Scalar::Number(b)) if is_short(*a) && is_short(*b) => a.cmp(b),
        (Scalar::Number(a), Scalar::Number(b)) => fifteen(*a).cmp(&fifteen(*b)),
        (Scalar::Text(a), Scalar::Text(b)) => a.to_lowercase().cmp(&b.to_lowercase()),
        (Scalar::Bool(a), Scalar::Bool(b)) => a.cmp(b),
        (Scalar::Blank, Scalar::Blank) => Ordering::Equal,
        (Scalar::Blank, other) => compare(&like(other), other),
        (other, Scalar::Blank) => compare(other, &like(other)),
        _ => rank(left).cmp(&rank(right)),
    }
}

/// Whether a number has no more than 15 digits.
fn is_short(number: Decimal) -> bool {
    number.mantissa().unsigned_abs() < 1_000_000_000_000_000
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
