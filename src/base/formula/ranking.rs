//! Functions that put numbers in order: RANK, LARGE, SMALL, MEDIAN.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::eval::{At, Result, Unknown, Value, compare, number};
use super::functions::{Args, argument, value};
use super::values::Scalar;

/// Computes one of these functions.
pub(crate) fn call(at: At<'_>, name: &str, args: Args<'_>) -> Result<Value> {
    match name {
        "LARGE" | "SMALL" => of_order(at, name == "LARGE", args),
        "MEDIAN" => median(at, args).map(Value::One),
        _ => rank(at, name == "RANK.AVG", args).map(Value::One),
    }
}

/// The numbers of an argument, or its first error. Texts and truth values of cells are passed over.
fn numbers(
    at: At<'_>,
    args: Args<'_>,
    index: usize,
    found: &mut Vec<Decimal>,
) -> Result<Option<&'static str>> {
    let mut take = |scalar: &Scalar| match scalar {
        Scalar::Number(number) => {
            found.push(*number);
            None
        }
        Scalar::Error(error) => Some(*error),
        _ => None,
    };
    match value(at, args, index)? {
        Value::One(scalar) => match number(&scalar) {
            Ok(number) => Ok(take(&Scalar::Number(number))),
            Err(error) => Ok(Some(error)),
        },
        Value::Array(rows) => Ok(rows.iter().flatten().find_map(take)),
        Value::Cells(areas) => {
            let mut error = None;
            for area in areas {
                at.book.each(area, &mut |_, _, value| {
                    error = error.or(take(&value?));
                    Ok(())
                })?;
            }
            Ok(error)
        }
    }
}

/// RANK: how many numbers stand before one, from the largest on (or the smallest), and one more.
fn rank(at: At<'_>, is_mean: bool, args: Args<'_>) -> Result<Scalar> {
    let wanted = match number(&argument(at, args, 0)?) {
        Ok(number) => Scalar::Number(number),
        Err(error) => return Ok(Scalar::Error(error)),
    };
    let before = if args.len() > 2 {
        match number(&argument(at, args, 2)?) {
            Ok(order) if order.is_zero() => Ordering::Greater,
            Ok(_) => Ordering::Less,
            Err(error) => return Ok(Scalar::Error(error)),
        }
    } else {
        Ordering::Greater
    };
    let mut all = Vec::new();
    if let Some(error) = numbers(at, args, 1, &mut all)? {
        return Ok(Scalar::Error(error));
    }
    let (mut rank, mut same) = (1_u64, 0_u64);
    for other in all {
        let order = compare(&Scalar::Number(other), &wanted);
        rank += u64::from(order == before);
        same += u64::from(order == Ordering::Equal);
    }
    if same == 0 {
        return Ok(Scalar::Error("#N/A"));
    }
    let rank = Decimal::from(rank);
    if !is_mean {
        return Ok(Scalar::Number(rank));
    }
    let half = Decimal::from(same - 1).checked_div(Decimal::TWO);
    let mean = half.and_then(|half| rank.checked_add(half));
    mean.map(Scalar::Number).ok_or(Unknown)
}

/// LARGE and SMALL; several places at once give an array.
fn of_order(at: At<'_>, is_large: bool, args: Args<'_>) -> Result<Value> {
    let mut all = Vec::new();
    if let Some(error) = numbers(at, args, 0, &mut all)? {
        return Ok(Value::One(Scalar::Error(error)));
    }
    all.sort_unstable();
    if is_large {
        all.reverse();
    }
    let one = |place: &Scalar| -> Result<Scalar> {
        let place = match number(place) {
            Ok(place) => place,
            Err(error) => return Ok(Scalar::Error(error)),
        };
        // Where a place that is no whole number leads differs from program to program.
        if !place.is_integer() {
            return Err(Unknown);
        }
        let index = place.normalize().to_string().parse::<usize>().ok();
        let found = index
            .and_then(|n| n.checked_sub(1))
            .and_then(|n| all.get(n));
        Ok(found.map_or(Scalar::Error("#NUM!"), |number| Scalar::Number(*number)))
    };
    let places = value(at, args, 1)?;
    let is_many = matches!(places, Value::Array(_)) || at.array && At::is_wide(&places);
    if !is_many {
        return one(&at.single(places)?).map(Value::One);
    }
    let rows = at.rows(places)?;
    let rows = rows.iter().map(|row| row.iter().map(one).collect());
    rows.collect::<Result<_>>().map(Value::Array)
}

/// MEDIAN: the number in the middle, or the mean of both.
fn median(at: At<'_>, args: Args<'_>) -> Result<Scalar> {
    let mut all = Vec::new();
    for index in 0..args.len() {
        if let Some(error) = numbers(at, args, index, &mut all)? {
            return Ok(Scalar::Error(error));
        }
    }
    all.sort_unstable();
    let upper = all.get(all.len() / 2).copied();
    let lower = all.len().checked_sub(1).and_then(|last| all.get(last / 2));
    let (Some(upper), Some(lower)) = (upper, lower) else {
        return Ok(Scalar::Error("#NUM!"));
    };
    let sum = upper.checked_add(*lower);
    let mean = sum.and_then(|sum| sum.checked_div(Decimal::TWO));
    mean.map(Scalar::Number).ok_or(Unknown)
}
