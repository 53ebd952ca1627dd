//! The functions that are known.

use rust_decimal::{Decimal, RoundingStrategy};

use super::aggregate::{Skip, aggregate, subtotal};
use super::criteria::Criterion;
use super::eval::{self, At, Result, Unknown, Value, compare, number, pick, text};
use super::expr::Expr;
use super::values::{Area, Scalar};
use crate::base::date::serial_of;

/// A call's arguments.
pub(crate) type Args<'a> = &'a [Option<Expr>];

/// Computes a call; a function that is not known here has no result.
pub(crate) fn call(at: At<'_>, name: &str, args: Args<'_>) -> Result<Value> {
    let scalar = match name {
        "SUM" | "COUNT" | "COUNTA" | "AVERAGE" | "MIN" | "MAX" | "PRODUCT" => {
            aggregate(at, name, args, Skip::Nothing)?
        }
        "SUBTOTAL" => subtotal(at, args)?,
        "IF" => return choose(at, args),
        "IFERROR" | "IFNA" => {
            let first = argument(at, args, 0)?;
            match first {
                Scalar::Error(error) if name == "IFERROR" || error == "#N/A" => {
                    argument(at, args, 1)?
                }
                other => other,
            }
        }
        "AND" | "OR" => logic(at, name == "AND", args)?,
        "NOT" => {
            truth(&argument(at, args, 0)?).map_or_else(Scalar::Error, |flag| Scalar::Bool(!flag))
        }
        "TRUE" => Scalar::Bool(true),
        "FALSE" => Scalar::Bool(false),
        "NA" => Scalar::Error("#N/A"),
        "ABS" => numeric(at, args, |number| Some(number.abs()))?,
        "INT" => numeric(at, args, |number| Some(nudged(at, number).floor()))?,
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
        "ROUND" => round(at, args, RoundingStrategy::MidpointAwayFromZero)?,
        "ROUNDUP" => round(at, args, RoundingStrategy::AwayFromZero)?,
        "ROUNDDOWN" | "TRUNC" => round(at, args, RoundingStrategy::ToZero)?,
        "MOD" => modulo(at, args)?,
        "DATE" => date(at, args)?,
        "ISBLANK" => Scalar::Bool(argument(at, args, 0)? == Scalar::Blank),
        "ISNUMBER" => Scalar::Bool(matches!(argument(at, args, 0)?, Scalar::Number(_))),
        "ISTEXT" => Scalar::Bool(matches!(argument(at, args, 0)?, Scalar::Text(_))),
        "ISERROR" => Scalar::Bool(matches!(argument(at, args, 0)?, Scalar::Error(_))),
        "LEN" => text(&argument(at, args, 0)?).map_or_else(Scalar::Error, |text| {
            Scalar::Number(Decimal::from(text.encode_utf16().count()))
        }),
        "TRIM" => text(&argument(at, args, 0)?).map_or_else(Scalar::Error, |text| {
            Scalar::text(
                &text
                    .split(' ')
                    .filter(|word| !word.is_empty())
                    .collect::<Vec<_>>()
                    .join(" "),
            )
        }),
        "UPPER" => text(&argument(at, args, 0)?)
            .map_or_else(Scalar::Error, |text| Scalar::text(&text.to_uppercase())),
        "LOWER" => text(&argument(at, args, 0)?)
            .map_or_else(Scalar::Error, |text| Scalar::text(&text.to_lowercase())),
        "CONCATENATE" => concatenate(at, args)?,
        "ROW" | "COLUMN" | "ROWS" | "COLUMNS" => position(at, name, args)?,
        "SUMIF" | "COUNTIF" | "AVERAGEIF" => conditional(at, name, args)?,
        "SUMIFS" | "COUNTIFS" => conditional_many(at, name, args)?,
        "COUNTBLANK" => {
            let rows = at.rows(value(at, args, 0)?)?;
            let blank = |scalar: &&Scalar| {
                matches!(scalar, Scalar::Blank)
                    || matches!(scalar, Scalar::Text(text) if text.is_empty())
            };
            Scalar::Number(Decimal::from(rows.iter().flatten().filter(blank).count()))
        }
        "SUMPRODUCT" => sum_product(at, args)?,
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

/// What is rounded, with the error that a binary fraction may have before it is.
fn nudged(at: At<'_>, number: Decimal) -> Decimal {
    if at.nudge == 0 {
        return number;
    }
    let error = Decimal::new(i64::from(at.nudge), 13);
    let moved = number.abs().max(Decimal::ONE).checked_mul(error);
    moved
        .and_then(|moved| number.checked_add(moved))
        .unwrap_or(number)
}

fn numeric(
    at: At<'_>,
    args: Args<'_>,
    compute: impl Fn(Decimal) -> Option<Decimal>,
) -> Result<Scalar> {
    match number(&argument(at, args, 0)?) {
        Ok(number) => compute(number).map(Scalar::Number).ok_or(Unknown),
        Err(error) => Ok(Scalar::Error(error)),
    }
}

fn truth(scalar: &Scalar) -> std::result::Result<bool, &'static str> {
    match scalar {
        Scalar::Bool(flag) => Ok(*flag),
        Scalar::Text(text) if text.eq_ignore_ascii_case("TRUE") => Ok(true),
        Scalar::Text(text) if text.eq_ignore_ascii_case("FALSE") => Ok(false),
        Scalar::Text(_) => Err("#VALUE!"),
        other => number(other).map(|number| !number.is_zero()),
    }
}

fn choose(at: At<'_>, args: Args<'_>) -> Result<Value> {
    let test = value(at, args, 0)?;
    let wide = match &test {
        Value::Array(_) => true,
        Value::Cells(areas) => {
            at.array
                && areas
                    .iter()
                    .any(|area| area.top != area.bottom || area.left != area.right)
        }
        Value::One(_) => false,
    };
    let branch = |flag: bool| -> Result<Value> {
        match (flag, args.get(2)) {
            (true, _) => value(at, args, 1),
            (false, Some(_)) => value(at, args, 2),
            (false, None) => Ok(Value::One(Scalar::Bool(false))),
        }
    };
    if !wide {
        return match truth(&at.single(test)?) {
            Ok(flag) => branch(flag),
            Err(error) => Ok(Value::One(Scalar::Error(error))),
        };
    }
    let tests = at.rows(test)?;
    let (yes, no) = (at.rows(branch(true)?)?, at.rows(branch(false)?)?);
    let line = |(row, line): (usize, &Vec<Scalar>)| -> Vec<Scalar> {
        let one = |(col, test): (usize, &Scalar)| {
            truth(test).map_or_else(Scalar::Error, |flag| {
                pick(if flag { &yes } else { &no }, row, col).clone()
            })
        };
        line.iter().enumerate().map(one).collect()
    };
    Ok(Value::Array(tests.iter().enumerate().map(line).collect()))
}

fn logic(at: At<'_>, all: bool, args: Args<'_>) -> Result<Scalar> {
    let (mut seen, mut result) = (false, all);
    for index in 0..args.len() {
        let value = value(at, args, index)?;
        let from_cells = !matches!(value, Value::One(_));
        for scalar in at.rows(value)?.iter().flatten() {
            if from_cells && matches!(scalar, Scalar::Blank | Scalar::Text(_)) {
                continue;
            }
            match truth(scalar) {
                Ok(flag) => {
                    seen = true;
                    result = if all { result && flag } else { result || flag };
                }
                Err(error) => return Ok(Scalar::Error(error)),
            }
        }
    }
    Ok(if seen {
        Scalar::Bool(result)
    } else {
        Scalar::Error("#VALUE!")
    })
}

fn round(at: At<'_>, args: Args<'_>, strategy: RoundingStrategy) -> Result<Scalar> {
    let places = if args.len() > 1 {
        argument(at, args, 1)?
    } else {
        Scalar::Number(Decimal::ZERO)
    };
    let (number, places) = match (number(&argument(at, args, 0)?), number(&places)) {
        (Ok(number), Ok(places)) => (nudged(at, number), places.trunc()),
        (Err(error), _) | (_, Err(error)) => return Ok(Scalar::Error(error)),
    };
    let places =
        i32::try_from(places.mantissa() / 10_i128.pow(places.scale())).map_err(|_| Unknown)?;
    if let Ok(places) = u32::try_from(places) {
        return Ok(Scalar::Number(
            number.round_dp_with_strategy(places.min(28), strategy),
        ));
    }
    let Some(unit) = 10_i128
        .checked_pow(places.unsigned_abs())
        .filter(|_| places > -28)
    else {
        return Ok(Scalar::Number(Decimal::ZERO));
    };
    let unit = Decimal::try_from_i128_with_scale(unit, 0).map_err(|_| Unknown)?;
    let scaled = number
        .checked_div(unit)
        .ok_or(Unknown)?
        .round_dp_with_strategy(0, strategy);
    scaled.checked_mul(unit).map(Scalar::Number).ok_or(Unknown)
}

/// The day's number, also where the month or the day lies beyond its year or its month.
fn date(at: At<'_>, args: Args<'_>) -> Result<Scalar> {
    let mut parts = [0; 3];
    for (index, part) in parts.iter_mut().enumerate() {
        match number(&argument(at, args, index)?) {
            Ok(number) => *part = i64::try_from(number.trunc().mantissa()).map_err(|_| Unknown)?,
            Err(error) => return Ok(Scalar::Error(error)),
        }
    }
    let [year, month, day] = parts;
    let serial = serial_of(year, month, day, at.book.is_from_1904());
    Ok(serial.map_or(Scalar::Error("#NUM!"), |serial| {
        Scalar::Number(Decimal::from(serial))
    }))
}

fn modulo(at: At<'_>, args: Args<'_>) -> Result<Scalar> {
    match (
        number(&argument(at, args, 0)?),
        number(&argument(at, args, 1)?),
    ) {
        (Ok(_), Ok(divisor)) if divisor.is_zero() => Ok(Scalar::Error("#DIV/0!")),
        (Ok(number), Ok(divisor)) => {
            let number = nudged(at, number);
            let rest = number.checked_rem(divisor).ok_or(Unknown)?;
            let same = rest.is_zero() || rest.is_sign_negative() == divisor.is_sign_negative();
            Ok(Scalar::Number(if same {
                rest
            } else {
                rest.checked_add(divisor).ok_or(Unknown)?
            }))
        }
        (Err(error), _) | (_, Err(error)) => Ok(Scalar::Error(error)),
    }
}

fn concatenate(at: At<'_>, args: Args<'_>) -> Result<Scalar> {
    let mut joined = String::new();
    for index in 0..args.len() {
        match text(&argument(at, args, index)?) {
            Ok(text) if joined.len() <= 4 * eval::MAX_TEXT => joined.push_str(&text),
            Ok(_) => return Ok(Scalar::Error("#VALUE!")),
            Err(error) => return Ok(Scalar::Error(error)),
        }
    }
    Ok(eval::joined(&joined))
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

fn area(at: At<'_>, args: Args<'_>, index: usize) -> Result<Area> {
    match value(at, args, index)? {
        Value::Cells(areas) if areas.len() == 1 => Ok(areas[0]),
        _ => Err(Unknown),
    }
}

fn conditional(at: At<'_>, name: &str, args: Args<'_>) -> Result<Scalar> {
    let tested = area(at, args, 0)?;
    let wanted = Criterion::new(&argument(at, args, 1)?);
    let shown = if args.len() > 2 {
        area(at, args, 2)?
    } else {
        tested
    };
    let (mut sum, mut count, mut numbers) = (Decimal::ZERO, 0_u64, 0_u64);
    count += wanted.blanks(at, tested)?;
    let mut error = None;
    at.book.each(tested, &mut |row, col, value| {
        if error.is_some() {
            return Ok(());
        }
        let scalar = value?;
        if scalar == Scalar::Blank || !wanted.fits(&scalar) {
            return Ok(());
        }
        count += 1;
        if name != "COUNTIF" {
            match at.book.cell(
                shown.sheet,
                shown.top + (row - tested.top),
                shown.left + (col - tested.left),
            )? {
                Scalar::Number(number) => {
                    sum = sum.checked_add(number).ok_or(Unknown)?;
                    numbers += 1;
                }
                Scalar::Error(found) => error = Some(found),
                _ => {}
            }
        }
        Ok(())
    })?;
    if let Some(error) = error {
        return Ok(Scalar::Error(error));
    }
    if name != "COUNTIF" && wanted.fits(&Scalar::Blank) {
        // Which of the cells that hold nothing have a value beside them is not looked up.
        return Err(Unknown);
    }
    Ok(match name {
        "COUNTIF" => Scalar::Number(Decimal::from(count)),
        "AVERAGEIF" if numbers == 0 => Scalar::Error("#DIV/0!"),
        "AVERAGEIF" => Scalar::Number(sum.checked_div(Decimal::from(numbers)).ok_or(Unknown)?),
        _ => Scalar::Number(sum),
    })
}

fn conditional_many(at: At<'_>, name: &str, args: Args<'_>) -> Result<Scalar> {
    let start = usize::from(name == "SUMIFS");
    if args.len() < start + 2 || !(args.len() - start).is_multiple_of(2) {
        return Err(Unknown);
    }
    let mut tests = Vec::new();
    for index in (start..args.len()).step_by(2) {
        tests.push((
            at.rows(value(at, args, index)?)?,
            Criterion::new(&argument(at, args, index + 1)?),
        ));
    }
    let shown = if start == 1 {
        Some(at.rows(value(at, args, 0)?)?)
    } else {
        None
    };
    let (mut sum, mut count) = (Decimal::ZERO, 0_u64);
    for (row, line) in tests[0].0.iter().enumerate() {
        for col in 0..line.len() {
            let fits = |(rows, wanted): &(Vec<Vec<Scalar>>, Criterion)| {
                rows.get(row)
                    .and_then(|line| line.get(col))
                    .is_some_and(|scalar| wanted.fits(scalar))
            };
            if !tests.iter().all(fits) {
                continue;
            }
            count += 1;
            match shown.as_ref().map(|rows| pick(rows, row, col)) {
                Some(Scalar::Number(number)) => sum = sum.checked_add(*number).ok_or(Unknown)?,
                Some(Scalar::Error(error)) => return Ok(Scalar::Error(error)),
                _ => {}
            }
        }
    }
    Ok(Scalar::Number(if start == 1 {
        sum
    } else {
        Decimal::from(count)
    }))
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
