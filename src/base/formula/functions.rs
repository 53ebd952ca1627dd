//! The functions that are known.

use rust_decimal::Decimal;

use super::aggregate::{Skip, aggregate, subtotal};
use super::conditional::{conditional, conditional_many};
use super::eval::{At, Result, Unknown, Value, compare, number};
use super::expr::Expr;
use super::values::{Area, Scalar};
use super::{days, logic, lookup, ranking, rounding, texts};

/// A call's arguments.
pub(crate) type Args<'a> = &'a [Option<Expr>];

/// Computes a call; a function that is not known here has no result.
pub(crate) fn call(at: At<'_>, name: &str, args: Args<'_>) -> Result<Value> {
    let scalar = match name {
        "SUM" | "COUNT" | "COUNTA" | "AVERAGE" | "MIN" | "MAX" | "PRODUCT" => {
            aggregate(at, name, args, Skip::Nothing)?
        }
        "SUBTOTAL" => subtotal(at, args)?,
        "SUMIF" | "COUNTIF" | "AVERAGEIF" => conditional(at, name, args)?,
        "SUMIFS" | "COUNTIFS" | "AVERAGEIFS" | "MINIFS" | "MAXIFS" => {
            conditional_many(at, name, args)?
        }
        "SUMPRODUCT" => sum_product(at, args)?,
        "COUNTBLANK" => {
            let rows = at.rows(value(at, args, 0)?)?;
            let blank = |scalar: &&Scalar| {
                matches!(scalar, Scalar::Blank)
                    || matches!(scalar, Scalar::Text(text) if text.is_empty())
            };
            Scalar::Number(Decimal::from(rows.iter().flatten().filter(blank).count()))
        }
        "IF" | "IFS" | "SWITCH" | "CHOOSE" | "IFERROR" | "IFNA" | "AND" | "OR" | "XOR" | "NOT"
        | "ISBLANK" | "ISNUMBER" | "ISTEXT" | "ISNONTEXT" | "ISLOGICAL" | "ISERROR" | "ISERR"
        | "ISNA" => return logic::call(at, name, args),
        "INDEX" | "MATCH" | "VLOOKUP" | "HLOOKUP" | "LOOKUP" | "XLOOKUP" => {
            return lookup::call(at, name, args);
        }
        "RANK" | "RANK.EQ" | "RANK.AVG" | "LARGE" | "SMALL" | "MEDIAN" => {
            return ranking::call(at, name, args);
        }
        "ROUND" | "ROUNDUP" | "ROUNDDOWN" | "TRUNC" | "INT" | "MOD" | "CEILING" | "FLOOR"
        | "MROUND" | "QUOTIENT" => rounding::call(at, name, args)?,
        "LEN" | "TRIM" | "CLEAN" | "UPPER" | "LOWER" | "PROPER" | "CONCATENATE" | "CONCAT"
        | "TEXTJOIN" | "LEFT" | "RIGHT" | "MID" | "FIND" | "SEARCH" | "SUBSTITUTE" | "REPLACE"
        | "REPT" | "EXACT" | "TEXT" | "T" | "VALUE" => texts::call(at, name, args)?,
        "DATE" | "YEAR" | "MONTH" | "DAY" | "EDATE" | "EOMONTH" | "DAYS" => {
            days::call(at, name, args)?
        }
        "ROW" | "COLUMN" | "ROWS" | "COLUMNS" => position(at, name, args)?,
        "TRUE" => Scalar::Bool(true),
        "FALSE" => Scalar::Bool(false),
        "NA" => Scalar::Error("#N/A"),
        "ABS" => numeric(at, args, |number| Some(number.abs()))?,
        "SIGN" => numeric(at, args, |number| {
            Some(if number.is_zero() {
                Decimal::ZERO
            } else {
                Decimal::from(if number.is_sign_negative() { -1 } else { 1 })
            })
        })?,
        "N" => match argument(at, args, 0)? {
            Scalar::Number(number) => Scalar::Number(number),
            Scalar::Bool(flag) => Scalar::Number(Decimal::from(u8::from(flag))),
            Scalar::Error(error) => Scalar::Error(error),
            _ => Scalar::Number(Decimal::ZERO),
        },
        // A link shows its second text, or itself.
        "HYPERLINK" => argument(at, args, args.len().saturating_sub(1).min(1))?,
        _ => return Err(Unknown),
    };
    Ok(Value::One(scalar))
}

/// An argument as it is; one left out is empty.
pub(crate) fn value(at: At<'_>, args: Args<'_>, index: usize) -> Result<Value> {
    match args.get(index) {
        Some(Some(expr)) => at.value(expr),
        Some(None) => Ok(Value::One(Scalar::Blank)),
        None => Err(Unknown),
    }
}

/// An argument as one value.
pub(crate) fn argument(at: At<'_>, args: Args<'_>, index: usize) -> Result<Scalar> {
    let value = value(at, args, index)?;
    // In an array formula a function of one value gives as many as it is given, which is not computed.
    if at.array && At::is_wide(&value) {
        return Err(Unknown);
    }
    at.single(value)
}

/// A function of one number.
pub(crate) fn numeric(
    at: At<'_>,
    args: Args<'_>,
    compute: impl Fn(Decimal) -> Option<Decimal>,
) -> Result<Scalar> {
    match number(&argument(at, args, 0)?) {
        Ok(number) => compute(number).map(Scalar::Number).ok_or(Unknown),
        Err(error) => Ok(Scalar::Error(error)),
    }
}

fn position(at: At<'_>, name: &str, args: Args<'_>) -> Result<Scalar> {
    let area = if args.is_empty() {
        let (row, col) = (at.row, at.col);
        Area {
            sheet: at.sheet,
            top: row,
            left: col,
            bottom: row,
            right: col,
        }
    } else {
        match value(at, args, 0)? {
            value if at.array && At::is_wide(&value) && !name.ends_with('S') => {
                return Err(Unknown);
            }
            Value::Cells(areas) if areas.len() == 1 => areas[0],
            _ => return Err(Unknown),
        }
    };
    let number = match name {
        "ROW" => area.top,
        "COLUMN" => area.left,
        "ROWS" => area.bottom - area.top + 1,
        _ => area.right - area.left + 1,
    };
    Ok(Scalar::Number(Decimal::from(number)))
}

/// An argument that is one area of cells.
pub(crate) fn area(at: At<'_>, args: Args<'_>, index: usize) -> Result<Area> {
    match value(at, args, index)? {
        Value::Cells(areas) if areas.len() == 1 => Ok(areas[0]),
        _ => Err(Unknown),
    }
}

fn sum_product(at: At<'_>, args: Args<'_>) -> Result<Scalar> {
    let whole = At { array: true, ..at };
    let mut factors = Vec::new();
    for index in 0..args.len() {
        factors.push(whole.rows(value(whole, args, index)?)?);
    }
    let Some(first) = factors.first() else {
        return Err(Unknown);
    };
    let shape = |rows: &Vec<Vec<Scalar>>| (rows.len(), rows.first().map_or(0, Vec::len));
    if factors.iter().any(|other| shape(other) != shape(first)) {
        return Ok(Scalar::Error("#VALUE!"));
    }
    let mut sum = Decimal::ZERO;
    for row in 0..shape(first).0 {
        for col in 0..shape(first).1 {
            let mut product = Decimal::ONE;
            for factor in &factors {
                match &factor[row][col] {
                    Scalar::Number(number) => {
                        product = product.checked_mul(*number).ok_or(Unknown)?;
                    }
                    Scalar::Error(error) => return Ok(Scalar::Error(error)),
                    _ => product = Decimal::ZERO,
                }
            }
            sum = sum.checked_add(product).ok_or(Unknown)?;
        }
    }
    Ok(Scalar::Number(sum))
}

/// Whether two values are equal as `=` sees them.
pub(crate) fn equal(left: &Scalar, right: &Scalar) -> bool {
    compare(left, right) == std::cmp::Ordering::Equal
}
