//! Functions of texts. Signs are counted as Excel counts them, in UTF-16.

use rust_decimal::Decimal;

use super::eval::{self, At, Result, Unknown, Value, number, text};
use super::functions::{Args, argument, value};
use super::text_format::formatted;
use super::values::Scalar;

/// Computes one of these functions.
pub(crate) fn call(at: At<'_>, name: &str, args: Args<'_>) -> Result<Scalar> {
    match name {
        "CONCATENATE" | "CONCAT" => concatenate(at, name == "CONCAT", args),
        "TEXTJOIN" => joined(at, args),
        "LEFT" | "RIGHT" | "MID" => cut(at, name, args),
        "FIND" | "SEARCH" => found(at, name == "FIND", args),
        "SUBSTITUTE" => substitute(at, args),
        "REPLACE" => replace(at, args),
        "REPT" => repeated(at, args),
        "EXACT" => match (text(&argument(at, args, 0)?), text(&argument(at, args, 1)?)) {
            (Ok(left), Ok(right)) => Ok(Scalar::Bool(left == right)),
            (Err(error), _) | (_, Err(error)) => Ok(Scalar::Error(error)),
        },
        "TEXT" => match (argument(at, args, 0)?, text(&argument(at, args, 1)?)) {
            (Scalar::Error(error), _) | (_, Err(error)) => Ok(Scalar::Error(error)),
            (value, Ok(format)) => {
                let is_1904 = at.book.is_from_1904();
                formatted(&value, &format, is_1904).map(|text| Scalar::text(&text))
            }
        },
        "T" => Ok(match argument(at, args, 0)? {
            kept @ (Scalar::Text(_) | Scalar::Error(_)) => kept,
            _ => Scalar::text(""),
        }),
        "VALUE" => match argument(at, args, 0)? {
            Scalar::Number(number) => Ok(Scalar::Number(number)),
            Scalar::Error(error) => Ok(Scalar::Error(error)),
            // What else Excel takes for a number depends on the computer it runs on.
            Scalar::Text(text) if text.bytes().all(|b| b.is_ascii_digit()) => {
                text.parse().map(Scalar::Number).map_err(|_| Unknown)
            }
            _ => Err(Unknown),
        },
        _ => one(at, name, args),
    }
}

/// The longest text that is looked for in another.
const LONGEST: usize = 1_000;

/// Takes note of work that follows from how long texts are.
fn worth(at: At<'_>, bytes: usize) -> Result<()> {
    at.book.work(u64::try_from(bytes).unwrap_or(u64::MAX))
}

/// Functions of one text.
fn one(at: At<'_>, name: &str, args: Args<'_>) -> Result<Scalar> {
    let text = match text(&argument(at, args, 0)?) {
        Ok(text) => text,
        Err(error) => return Ok(Scalar::Error(error)),
    };
    Ok(match name {
        "LEN" => Scalar::Number(Decimal::from(text.encode_utf16().count())),
        "TRIM" => {
            let words = text.split(' ').filter(|word| !word.is_empty());
            Scalar::text(&words.collect::<Vec<_>>().join(" "))
        }
        "CLEAN" => Scalar::text(&text.replace(|c: char| c < ' ', "")),
        "UPPER" => Scalar::text(&text.to_uppercase()),
        "LOWER" => Scalar::text(&text.to_lowercase()),
        "PROPER" => Scalar::text(&proper(&text)?),
        _ => return Err(Unknown),
    })
}

/// Each letter behind something that is no letter is a capital, and no other.
fn proper(text: &str) -> Result<String> {
    // A mark that is a character of its own parts a word in one program and not in the other.
    if text.contains(|c: char| ('\u{300}'..='\u{36f}').contains(&c)) {
        return Err(Unknown);
    }
    let mut out = String::with_capacity(text.len());
    let mut is_inside = false;
    for sign in text.chars() {
        if is_inside {
            out.extend(sign.to_lowercase());
        } else {
            out.extend(sign.to_uppercase());
        }
        is_inside = sign.is_alphabetic();
    }
    Ok(out)
}

/// CONCATENATE takes one value of each argument, CONCAT all.
fn concatenate(at: At<'_>, all: bool, args: Args<'_>) -> Result<Scalar> {
    let mut joined = String::new();
    for index in 0..args.len() {
        let values = if all {
            at.rows(value(at, args, index)?)?
        } else {
            vec![vec![argument(at, args, index)?]]
        };
        for scalar in values.iter().flatten() {
            match text(scalar) {
                Ok(text) if joined.len() <= 4 * eval::MAX_TEXT => joined.push_str(&text),
                Ok(_) => return Ok(Scalar::Error("#VALUE!")),
                Err(error) => return Ok(Scalar::Error(error)),
            }
        }
    }
    Ok(eval::joined(&joined))
}

/// TEXTJOIN: all values with something between them, the empty ones left out if that is asked.
fn joined(at: At<'_>, args: Args<'_>) -> Result<Scalar> {
    let between = match text(&argument(at, args, 0)?) {
        Ok(text) => text,
        Err(error) => return Ok(Scalar::Error(error)),
    };
    let skips = match argument(at, args, 1)? {
        Scalar::Bool(flag) => flag,
        other => match number(&other) {
            Ok(number) => !number.is_zero(),
            Err(error) => return Ok(Scalar::Error(error)),
        },
    };
    let mut out = String::new();
    let mut is_first = true;
    for index in 2..args.len() {
        let value = value(at, args, index)?;
        // Of a whole column the empty cells below would count.
        if !skips && matches!(value, Value::Cells(_)) && !is_bounded(&value) {
            return Err(Unknown);
        }
        for scalar in at.rows(value)?.iter().flatten() {
            let text = match text(scalar) {
                Ok(text) => text,
                Err(error) => return Ok(Scalar::Error(error)),
            };
            if skips && text.is_empty() {
                continue;
            }
            if out.len() > 4 * eval::MAX_TEXT {
                return Ok(Scalar::Error("#VALUE!"));
            }
            if !std::mem::take(&mut is_first) {
                out.push_str(&between);
            }
            out.push_str(&text);
        }
    }
    Ok(eval::joined(&out))
}

fn is_bounded(value: &Value) -> bool {
    use super::cellref::{MAX_COL, MAX_ROW};
    match value {
        Value::Cells(areas) => areas
            .iter()
            .all(|area| area.bottom < MAX_ROW && area.right < MAX_COL),
        _ => true,
    }
}

/// A count of signs as an argument; what is left out is the usual.
fn count(
    at: At<'_>,
    args: Args<'_>,
    index: usize,
    usual: Option<usize>,
) -> Result<std::result::Result<usize, &'static str>> {
    if args.get(index).is_none()
        && let Some(usual) = usual
    {
        return Ok(Ok(usual));
    }
    Ok(match number(&argument(at, args, index)?) {
        Ok(number) if number.is_sign_negative() && !number.is_zero() => Err("#VALUE!"),
        Ok(number) => Ok(number
            .trunc()
            .normalize()
            .to_string()
            .parse()
            .unwrap_or(usize::MAX)),
        Err(error) => Err(error),
    })
}

fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// The text of such units; half a character has none.
fn of_units(units: &[u16]) -> Result<String> {
    String::from_utf16(units).map_err(|_| Unknown)
}

/// LEFT, RIGHT and MID.
fn cut(at: At<'_>, name: &str, args: Args<'_>) -> Result<Scalar> {
    let text = match text(&argument(at, args, 0)?) {
        Ok(text) => text,
        Err(error) => return Ok(Scalar::Error(error)),
    };
    let is_mid = name == "MID";
    let taken = count(at, args, if is_mid { 2 } else { 1 }, (!is_mid).then_some(1))?;
    let start = if is_mid {
        count(at, args, 1, None)?
    } else {
        Ok(1)
    };
    let (taken, start) = match (taken, start) {
        (Ok(_), Ok(0)) => return Ok(Scalar::Error("#VALUE!")),
        (Ok(taken), Ok(start)) => (taken, start - 1),
        (Err(error), _) | (_, Err(error)) => return Ok(Scalar::Error(error)),
    };
    let units = units(&text);
    let from = match name {
        "RIGHT" => units.len().saturating_sub(taken),
        _ => start.min(units.len()),
    };
    let to = from.saturating_add(taken).min(units.len());
    of_units(units.get(from..to).unwrap_or_default()).map(|text| Scalar::text(&text))
}

/// FIND and SEARCH: where a text stands in another, from 1; SEARCH takes capitals for small letters.
fn found(at: At<'_>, is_exact: bool, args: Args<'_>) -> Result<Scalar> {
    let (wanted, within) = match (text(&argument(at, args, 0)?), text(&argument(at, args, 1)?)) {
        (Ok(wanted), Ok(within)) => (wanted, within),
        (Err(error), _) | (_, Err(error)) => return Ok(Scalar::Error(error)),
    };
    let start = match count(at, args, 2, Some(1))? {
        Ok(0) => return Ok(Scalar::Error("#VALUE!")),
        Ok(start) => start - 1,
        Err(error) => return Ok(Scalar::Error(error)),
    };
    // Patterns are seldom looked for, and nothing is found at a place by them.
    if !is_exact && wanted.contains(['*', '?', '~']) || wanted.is_empty() || wanted.len() > LONGEST
    {
        return Err(Unknown);
    }
    worth(at, within.len())?;
    let fold = |text: &str| -> Vec<char> {
        let one = |c: char| {
            let mut small = c.to_lowercase();
            match (small.next(), small.next()) {
                (Some(small), None) if !is_exact => small,
                _ => c,
            }
        };
        text.chars().map(one).collect()
    };
    let (wanted, within) = (fold(&wanted), fold(&within));
    let mut place = 0;
    for from in 0..within.len() {
        let rest = within.get(from..).unwrap_or_default();
        if place >= start && rest.starts_with(&wanted) {
            return Ok(Scalar::Number(Decimal::from(place + 1)));
        }
        place += within.get(from).map_or(1, |c| c.len_utf16());
    }
    Ok(Scalar::Error("#VALUE!"))
}

/// SUBSTITUTE: a text in the place of another, everywhere or the one of that number.
fn substitute(at: At<'_>, args: Args<'_>) -> Result<Scalar> {
    let mut texts = Vec::new();
    for index in 0..3 {
        match text(&argument(at, args, index)?) {
            Ok(text) => texts.push(text),
            Err(error) => return Ok(Scalar::Error(error)),
        }
    }
    let [text, old, new] = texts.as_slice() else {
        return Err(Unknown);
    };
    if old.is_empty() {
        return Ok(eval::joined(text));
    }
    let times = text.matches(old.as_str()).count();
    if times.saturating_mul(new.len()) > 8 * eval::MAX_TEXT {
        return Ok(Scalar::Error("#VALUE!"));
    }
    worth(
        at,
        text.len().saturating_add(times.saturating_mul(new.len())),
    )?;
    if args.len() < 4 {
        return Ok(eval::joined(&text.replace(old.as_str(), new)));
    }
    match count(at, args, 3, None)? {
        Ok(0) => Ok(Scalar::Error("#VALUE!")),
        Ok(which) => {
            let found = text.match_indices(old.as_str()).nth(which - 1);
            let Some((from, _)) = found else {
                return Ok(Scalar::text(text));
            };
            let (before, after) = text.split_at_checked(from).ok_or(Unknown)?;
            let after = after.get(old.len()..).ok_or(Unknown)?;
            Ok(eval::joined(&format!("{before}{new}{after}")))
        }
        Err(error) => Ok(Scalar::Error(error)),
    }
}

/// REPLACE: a text in the place of so many signs.
fn replace(at: At<'_>, args: Args<'_>) -> Result<Scalar> {
    let (old, new) = match (text(&argument(at, args, 0)?), text(&argument(at, args, 3)?)) {
        (Ok(old), Ok(new)) => (units(&old), new),
        (Err(error), _) | (_, Err(error)) => return Ok(Scalar::Error(error)),
    };
    let (from, taken) = match (count(at, args, 1, None)?, count(at, args, 2, None)?) {
        (Ok(0), Ok(_)) => return Ok(Scalar::Error("#VALUE!")),
        (Ok(start), Ok(taken)) => ((start - 1).min(old.len()), taken),
        (Err(error), _) | (_, Err(error)) => return Ok(Scalar::Error(error)),
    };
    let to = from.saturating_add(taken).min(old.len());
    let before = of_units(old.get(..from).unwrap_or_default())?;
    let after = of_units(old.get(to..).unwrap_or_default())?;
    Ok(eval::joined(&format!("{before}{new}{after}")))
}

/// REPT: a text so many times.
fn repeated(at: At<'_>, args: Args<'_>) -> Result<Scalar> {
    let text = match text(&argument(at, args, 0)?) {
        Ok(text) => text,
        Err(error) => return Ok(Scalar::Error(error)),
    };
    match count(at, args, 1, None)? {
        Ok(times) if text.len().saturating_mul(times) > 4 * eval::MAX_TEXT => {
            Ok(Scalar::Error("#VALUE!"))
        }
        Ok(times) => {
            worth(at, text.len().saturating_mul(times))?;
            Ok(eval::joined(&text.repeat(times)))
        }
        Err(error) => Ok(Scalar::Error(error)),
    }
}
