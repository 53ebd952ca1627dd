//! ROUND and what else cuts numbers off: ROUNDUP, ROUNDDOWN, TRUNC, INT, MOD, QUOTIENT, CEILING, FLOOR, MROUND, EVEN, ODD.

use rust_decimal::{Decimal, RoundingStrategy};

use super::eval::{At, Result, Unknown, number};
use super::functions::{Args, argument, numeric};
use super::values::Scalar;

/// Computes one of these functions.
pub(crate) fn call(at: At<'_>, name: &str, args: Args<'_>) -> Result<Scalar> {
    match name {
        "ROUND" => round(at, args, RoundingStrategy::MidpointAwayFromZero),
        "ROUNDUP" => round(at, args, RoundingStrategy::AwayFromZero),
        "ROUNDDOWN" | "TRUNC" => round(at, args, RoundingStrategy::ToZero),
        "INT" => numeric(at, args, |number| Some(nudged(at, number).floor())),
        "MOD" => modulo(at, args),
        "CEILING" | "FLOOR" | "MROUND" | "QUOTIENT" => multiple(at, name, args),
        _ => Err(Unknown),
    }
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

/// The multiple of a step beside a number; QUOTIENT how many whole times it goes into it.
fn multiple(at: At<'_>, name: &str, args: Args<'_>) -> Result<Scalar> {
    let (number, step) = match (
        number(&argument(at, args, 0)?),
        number(&argument(at, args, 1)?),
    ) {
        (Ok(number), Ok(step)) => (nudged(at, number), step),
        (Err(error), _) | (_, Err(error)) => return Ok(Scalar::Error(error)),
    };
    if step.is_zero() {
        let is_error =
            matches!(name, "FLOOR" | "QUOTIENT") && !(number.is_zero() && name == "FLOOR");
        return Ok(if is_error {
            Scalar::Error("#DIV/0!")
        } else {
            Scalar::Number(Decimal::ZERO)
        });
    }
    // What steps against its sign gives has changed from one Excel to the next.
    let is_against = !number.is_zero() && number.is_sign_negative() != step.is_sign_negative();
    if is_against && name != "QUOTIENT" {
        return Err(Unknown);
    }
    let times = number.checked_div(step).ok_or(Unknown)?;
    let times = match name {
        "QUOTIENT" => return Ok(Scalar::Number(times.trunc())),
        "FLOOR" => times.round_dp_with_strategy(0, RoundingStrategy::ToZero),
        "MROUND" => times.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero),
        _ => times.round_dp_with_strategy(0, RoundingStrategy::AwayFromZero),
    };
    times.checked_mul(step).map(Scalar::Number).ok_or(Unknown)
}
