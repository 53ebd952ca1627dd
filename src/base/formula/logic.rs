//! Functions that choose: IF, IFS, SWITCH, CHOOSE, IFERROR, IFNA; and what they ask: AND, OR, XOR, NOT, IS….

use super::eval::{At, Result, Unknown, Value, number, pick};
use super::functions::{Args, argument, equal, value};
use super::values::Scalar;

/// Computes one of these functions.
pub(crate) fn call(at: At<'_>, name: &str, args: Args<'_>) -> Result<Value> {
    let scalar = match name {
        "IF" => return choose(at, args),
        "IFS" => return first_true(at, args),
        "SWITCH" => return switch(at, args),
        "CHOOSE" => return numbered(at, args),
        "IFERROR" | "IFNA" => {
            let first = argument(at, args, 0)?;
            match first {
                Scalar::Error(error) if name == "IFERROR" || error == "#N/A" => {
                    argument(at, args, 1)?
                }
                other => other,
            }
        }
        "AND" | "OR" | "XOR" => logic(at, name, args)?,
        "NOT" => {
            truth(&argument(at, args, 0)?).map_or_else(Scalar::Error, |flag| Scalar::Bool(!flag))
        }
        _ => Scalar::Bool(is(name, &argument(at, args, 0)?)?),
    };
    Ok(Value::One(scalar))
}

/// ISBLANK and its like.
fn is(name: &str, scalar: &Scalar) -> Result<bool> {
    Ok(match name {
        "ISBLANK" => *scalar == Scalar::Blank,
        "ISNUMBER" => matches!(scalar, Scalar::Number(_)),
        "ISTEXT" => matches!(scalar, Scalar::Text(_)),
        "ISNONTEXT" => !matches!(scalar, Scalar::Text(_)),
        "ISLOGICAL" => matches!(scalar, Scalar::Bool(_)),
        "ISERROR" => matches!(scalar, Scalar::Error(_)),
        "ISERR" => matches!(scalar, Scalar::Error(error) if *error != "#N/A"),
        "ISNA" => matches!(scalar, Scalar::Error("#N/A")),
        _ => return Err(Unknown),
    })
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

fn logic(at: At<'_>, name: &str, args: Args<'_>) -> Result<Scalar> {
    let (mut seen, mut result) = (false, name == "AND");
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
                    result = match name {
                        "AND" => result && flag,
                        "OR" => result || flag,
                        _ => result != flag,
                    };
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

/// IFS: the value beside the first condition that holds.
fn first_true(at: At<'_>, args: Args<'_>) -> Result<Value> {
    for index in (0..args.len()).step_by(2) {
        match truth(&argument(at, args, index)?) {
            Ok(true) => return value(at, args, index + 1),
            Ok(false) => {}
            Err(error) => return Ok(Value::One(Scalar::Error(error))),
        }
    }
    Ok(Value::One(Scalar::Error("#N/A")))
}

/// SWITCH: the value beside the first that is equal, or the one that stands alone at the end.
fn switch(at: At<'_>, args: Args<'_>) -> Result<Value> {
    let wanted = argument(at, args, 0)?;
    if let Scalar::Error(error) = wanted {
        return Ok(Value::One(Scalar::Error(error)));
    }
    let mut index = 1;
    while index + 1 < args.len() {
        let other = argument(at, args, index)?;
        if equal(&wanted, &other) {
            return value(at, args, index + 1);
        }
        index += 2;
    }
    if index < args.len() {
        return value(at, args, index);
    }
    Ok(Value::One(Scalar::Error("#N/A")))
}

/// CHOOSE: the value of that number, from 1.
fn numbered(at: At<'_>, args: Args<'_>) -> Result<Value> {
    let refused = |error| Ok(Value::One(Scalar::Error(error)));
    let index = match number(&argument(at, args, 0)?) {
        Ok(number) => number.trunc().normalize().to_string(),
        Err(error) => return refused(error),
    };
    match index.parse::<usize>() {
        Ok(index) if index > 0 && index < args.len() => value(at, args, index),
        Ok(_) | Err(_) => refused("#VALUE!"),
    }
}
