//! Rows, columns and cells of a value: INDEX, and what look-ups cut out.

use super::eval::{At, Result, Unknown, Value, number};
use super::functions::{Args, argument, value};
use super::values::{Area, Scalar};

/// INDEX: a cell of an area, a row of it (column 0) or a column (row 0).
pub(super) fn index(at: At<'_>, args: Args<'_>) -> Result<Value> {
    let mut table = value(at, args, 0)?;
    let refused = |error| Ok(Value::One(Scalar::Error(error)));
    let (mut row, mut col, which) = match (
        whole(at, args, 1, 0)?,
        whole(at, args, 2, 0)?,
        whole(at, args, 3, 1)?,
    ) {
        (Ok(row), Ok(col), Ok(which)) => (row, col, which),
        (Err(error), ..) | (_, Err(error), _) | (.., Err(error)) => return refused(error),
    };
    if let Value::One(Scalar::Error(error)) = table {
        return refused(error);
    }
    if let Value::Cells(areas) = &table {
        let which = usize::try_from(which).ok().and_then(|n| n.checked_sub(1));
        let Some(area) = which.and_then(|which| areas.get(which)) else {
            return refused("#REF!");
        };
        table = Value::Cells(vec![*area]);
    }
    let (height, width) = size(&table)?;
    // One number counts along the only row.
    if args.len() == 2 && height == 1 {
        (row, col) = (1, row);
    }
    let span = |n: i64, most: u32| match u32::try_from(n) {
        Ok(0) => Ok((0, most - 1)),
        Ok(n) if n <= most => Ok((n - 1, n - 1)),
        Ok(_) => Err("#REF!"),
        Err(_) => Err("#VALUE!"),
    };
    match (span(row, height), span(col, width)) {
        (Ok(rows), Ok(cols)) => part(&table, rows, cols),
        (Err(error), _) | (_, Err(error)) => refused(error),
    }
}

/// How many rows and columns a value has.
pub(super) fn size(value: &Value) -> Result<(u32, u32)> {
    let count = |n: usize| u32::try_from(n).map_err(|_| Unknown);
    match value {
        Value::One(_) => Ok((1, 1)),
        Value::Cells(areas) => match areas[..] {
            [area] => Ok((area.bottom - area.top + 1, area.right - area.left + 1)),
            _ => Err(Unknown),
        },
        Value::Array(rows) => {
            let width = rows.first().map(Vec::len).filter(|width| *width > 0);
            Ok((count(rows.len())?, count(width.ok_or(Unknown)?)?))
        }
    }
}

/// Rows and columns of a value, from 0, both ends included; areas stay areas.
pub(super) fn part(value: &Value, rows: (u32, u32), cols: (u32, u32)) -> Result<Value> {
    match value {
        Value::One(scalar) => Ok(Value::One(scalar.clone())),
        Value::Cells(areas) => match areas[..] {
            [area] => Ok(Value::Cells(vec![Area {
                top: area.top + rows.0,
                bottom: area.top + rows.1,
                left: area.left + cols.0,
                right: area.left + cols.1,
                ..area
            }])),
            _ => Err(Unknown),
        },
        Value::Array(all) => {
            let span = |(first, last): (u32, u32)| first as usize..=last as usize;
            let lines = all.get(span(rows)).ok_or(Unknown)?.iter();
            let cut = |line: &Vec<Scalar>| line.get(span(cols)).map(<[Scalar]>::to_vec);
            let cut: Option<Vec<Vec<Scalar>>> = lines.map(cut).collect();
            let cut = cut.ok_or(Unknown)?;
            match cut.as_slice() {
                [row] if row.len() == 1 => Ok(Value::One(row[0].clone())),
                _ => Ok(Value::Array(cut)),
            }
        }
    }
}

/// A column of a value (or a row), from 0.
pub(super) fn slice(value: &Value, is_column: bool, index: u32) -> Result<Value> {
    let (height, width) = size(value)?;
    if is_column {
        part(value, (0, height - 1), (index, index))
    } else {
        part(value, (index, index), (0, width - 1))
    }
}

/// A whole number of an argument; what is left out is the usual.
pub(super) fn whole(
    at: At<'_>,
    args: Args<'_>,
    index: usize,
    usual: i64,
) -> Result<std::result::Result<i64, &'static str>> {
    if args.get(index).is_none() {
        return Ok(Ok(usual));
    }
    match number(&argument(at, args, index)?) {
        Ok(number) => {
            let whole = number.trunc().normalize().to_string();
            whole.parse().map(Ok).map_err(|_| Unknown)
        }
        Err(error) => Ok(Err(error)),
    }
}
