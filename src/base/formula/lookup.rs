//! Functions that find a value in a row or column: MATCH, VLOOKUP, HLOOKUP, LOOKUP, XLOOKUP; and INDEX.
//!
//! A value that is to be there exactly is the first such. What is only to be near is looked for as Excel does, by
//! halves: where the numbers are not in the order that this needs, what it finds is chance, and there is no result.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::criteria::like;
use super::eval::{At, Result, Unknown, Value, compare, number};
use super::functions::{Args, argument, value};
use super::slices::{index, part, size, slice, whole};
use super::values::{Area, Scalar};

/// The longest text that Excel looks for.
const LONGEST: usize = 255;

/// Computes one of these functions.
pub(crate) fn call(at: At<'_>, name: &str, args: Args<'_>) -> Result<Value> {
    match name {
        "INDEX" => index(at, args),
        "MATCH" => position(at, args).map(Value::One),
        "VLOOKUP" | "HLOOKUP" => beside(at, name == "VLOOKUP", args).map(Value::One),
        "LOOKUP" => nearest(at, args),
        "XLOOKUP" => anywhere(at, args),
        _ => Err(Unknown),
    }
}

/// A row or column that is looked through.
enum Line {
    Cells(Area),
    Values(Vec<Scalar>),
}

impl Line {
    /// `None` for what has several rows and several columns.
    fn new(value: Value) -> Result<Option<Self>> {
        Ok(match value {
            Value::One(scalar) => Some(Self::Values(vec![scalar])),
            Value::Cells(areas) => {
                let [area] = areas[..] else {
                    return Err(Unknown);
                };
                let is_line = area.top == area.bottom || area.left == area.right;
                is_line.then_some(Self::Cells(area))
            }
            Value::Array(rows) => {
                let is_line = rows.len() == 1 || rows.iter().all(|row| row.len() == 1);
                is_line.then(|| Self::Values(rows.into_iter().flatten().collect()))
            }
        })
    }

    /// Takes one value after the other with its place from 0, empty cells left out, until one is the last wanted.
    fn each(&self, at: At<'_>, take: &mut dyn FnMut(u32, &Scalar) -> Result<bool>) -> Result<()> {
        match self {
            Self::Values(values) => {
                for (place, scalar) in (0..).zip(values) {
                    if *scalar != Scalar::Blank && !take(place, scalar)? {
                        break;
                    }
                }
                Ok(())
            }
            Self::Cells(area) => {
                let mut is_done = false;
                let done = &mut is_done;
                let seen = at.book.each(*area, &mut |row, col, value| {
                    let scalar = value?;
                    let place = (row - area.top) + (col - area.left);
                    if scalar != Scalar::Blank && !take(place, &scalar)? {
                        *done = true;
                        return Err(Unknown);
                    }
                    Ok(())
                });
                if is_done { Ok(()) } else { seen }
            }
        }
    }

    /// How many values it has.
    fn len(&self) -> u32 {
        match self {
            Self::Values(values) => u32::try_from(values.len()).unwrap_or(u32::MAX),
            Self::Cells(area) => area.bottom - area.top + area.right - area.left + 1,
        }
    }
}

/// The first value that is the wanted one, or the last; texts with `*`, `?` and `~` if they are patterns.
fn exact(
    at: At<'_>,
    line: &Line,
    wanted: &Scalar,
    (patterns, last): (bool, bool),
) -> Result<Option<u32>> {
    let pattern = match wanted {
        Scalar::Text(text) if text.encode_utf16().count() > LONGEST => return Err(Unknown),
        Scalar::Text(text) if patterns && text.contains(['*', '?', '~']) => {
            Some(text.to_lowercase())
        }
        _ => None,
    };
    let zero = Scalar::Number(Decimal::ZERO);
    // An empty cell is looked for as 0.
    let wanted = if *wanted == Scalar::Blank {
        &zero
    } else {
        wanted
    };
    let mut found = None;
    line.each(at, &mut |place, scalar| {
        let is_it = match (&pattern, scalar) {
            (Some(pattern), Scalar::Text(text)) => like(pattern, &text.to_lowercase()),
            (Some(_), _) => false,
            (None, Scalar::Text(text)) => match wanted {
                Scalar::Text(wanted) => is_alike(text, wanted),
                _ => false,
            },
            (None, scalar) => {
                std::mem::discriminant(scalar) == std::mem::discriminant(wanted)
                    && compare(scalar, wanted) == Ordering::Equal
            }
        };
        if is_it {
            found = Some(place);
        }
        Ok(last || !is_it)
    })?;
    Ok(found)
}

/// Whether two texts differ in capitals at most; most differ in their first letters, and none is copied for it.
fn is_alike(left: &str, right: &str) -> bool {
    let letters = right.chars().flat_map(char::to_lowercase);
    left.chars().flat_map(char::to_lowercase).eq(letters)
}

/// The last number that is not beyond the wanted one, in a line that rises (or falls) there.
fn near(at: At<'_>, line: &Line, wanted: &Scalar, rises: bool) -> Result<Option<u32>> {
    let wanted = match wanted {
        Scalar::Blank => Decimal::ZERO,
        Scalar::Number(number) => *number,
        // Texts stand in the order of the computer's language.
        _ => return Err(Unknown),
    };
    let wanted = Scalar::Number(wanted);
    let mut found: Option<(u32, Scalar)> = None;
    let mut is_past = false;
    line.each(at, &mut |place, scalar| {
        if !matches!(scalar, Scalar::Number(_)) {
            return Ok(true);
        }
        let beyond = if rises {
            Ordering::Greater
        } else {
            Ordering::Less
        };
        if compare(scalar, &wanted) == beyond {
            is_past = true;
        } else if is_past {
            return Err(Unknown);
        } else {
            // Which of several equal ones is found in a falling line is nowhere said.
            if !rises && found.as_ref().is_some_and(|(_, before)| before == scalar) {
                return Err(Unknown);
            }
            found = Some((place, scalar.clone()));
        }
        Ok(true)
    })?;
    Ok(found.map(|(place, _)| place))
}

const MISSING: Scalar = Scalar::Error("#N/A");

/// MATCH: the place of a value in a line, from 1.
fn position(at: At<'_>, args: Args<'_>) -> Result<Scalar> {
    let wanted = argument(at, args, 0)?;
    let kind = match whole(at, args, 2, 1)? {
        Ok(kind) => kind,
        Err(error) => return Ok(Scalar::Error(error)),
    };
    if let Scalar::Error(error) = wanted {
        return Ok(Scalar::Error(error));
    }
    let Some(line) = Line::new(value(at, args, 1)?)? else {
        return Ok(MISSING);
    };
    let found = match kind {
        0 => exact(at, &line, &wanted, (true, false))?,
        kind => near(at, &line, &wanted, kind > 0)?,
    };
    Ok(found.map_or(MISSING, |place| {
        Scalar::Number(Decimal::from(u64::from(place) + 1))
    }))
}

/// VLOOKUP and HLOOKUP: what stands in another column of the row (or row of the column) of a value.
fn beside(at: At<'_>, down: bool, args: Args<'_>) -> Result<Scalar> {
    let wanted = argument(at, args, 0)?;
    let is_near = match args.get(3) {
        None => true,
        Some(_) => match argument(at, args, 3)? {
            Scalar::Bool(flag) => flag,
            other => match number(&other) {
                Ok(number) => !number.is_zero(),
                Err(error) => return Ok(Scalar::Error(error)),
            },
        },
    };
    let other = match whole(at, args, 2, 0)? {
        Ok(other) => other,
        Err(error) => return Ok(Scalar::Error(error)),
    };
    if let Scalar::Error(error) = wanted {
        return Ok(Scalar::Error(error));
    }
    let table = value(at, args, 1)?;
    let (height, width) = size(&table)?;
    if other < 1 {
        return Ok(Scalar::Error("#VALUE!"));
    }
    if other > i64::from(if down { width } else { height }) {
        return Ok(Scalar::Error("#REF!"));
    }
    let Some(line) = Line::new(slice(&table, down, 0)?)? else {
        return Err(Unknown);
    };
    let found = if is_near {
        near(at, &line, &wanted, true)?
    } else {
        exact(at, &line, &wanted, (true, false))?
    };
    let Some(place) = found else {
        return Ok(MISSING);
    };
    let other = u32::try_from(other - 1).map_err(|_| Unknown)?;
    let (row, col) = if down { (place, other) } else { (other, place) };
    at.single(part(&table, (row, row), (col, col))?)
}

/// LOOKUP: the nearest number of a line, and what stands at its place in another.
fn nearest(at: At<'_>, args: Args<'_>) -> Result<Value> {
    let wanted = argument(at, args, 0)?;
    if let Scalar::Error(error) = wanted {
        return Ok(Value::One(Scalar::Error(error)));
    }
    // Both lines are taken whole: `LOOKUP(2,1/(A1:A9<>""),A1:A9)` is the last that is not empty.
    let all = At { array: true, ..at };
    let table = value(all, args, 1)?;
    let (height, width) = size(&table)?;
    // Of an area the longer side is looked through, and the last row or column gives the result.
    let down = height >= width;
    let line = Line::new(slice(&table, down, 0)?)?.ok_or(Unknown)?;
    let results = if args.len() > 2 {
        value(all, args, 2)?
    } else {
        slice(&table, down, if down { width - 1 } else { height - 1 })?
    };
    let Some(place) = near(at, &line, &wanted, true)? else {
        return Ok(Value::One(MISSING));
    };
    let (height, width) = size(&results)?;
    let (row, col) = if width == 1 { (place, 0) } else { (0, place) };
    if row >= height || col >= width || (height > 1 && width > 1) {
        return Err(Unknown);
    }
    part(&results, (row, row), (col, col))
}

/// XLOOKUP: the row or column of one area at the place of a value in another.
fn anywhere(at: At<'_>, args: Args<'_>) -> Result<Value> {
    let wanted = argument(at, args, 0)?;
    let (kind, order) = match (whole(at, args, 4, 0)?, whole(at, args, 5, 1)?) {
        (Ok(kind), Ok(order)) => (kind, order),
        (Err(error), _) | (_, Err(error)) => return Ok(Value::One(Scalar::Error(error))),
    };
    if let Scalar::Error(error) = wanted {
        return Ok(Value::One(Scalar::Error(error)));
    }
    // By halves, an empty cell, and the nearest where the exact one lacks are rare, and each has rules of its own.
    if !matches!(kind, 0 | 2) || !matches!(order, 1 | -1) || wanted == Scalar::Blank {
        return Err(Unknown);
    }
    let line = Line::new(value(at, args, 1)?)?.ok_or(Unknown)?;
    let results = value(at, args, 2)?;
    let (height, width) = size(&results)?;
    let down = match &line {
        Line::Cells(area) if line.len() > 1 => area.left == area.right,
        Line::Cells(_) | Line::Values(_) => height == line.len(),
    };
    if line.len() != if down { height } else { width } {
        return Ok(Value::One(Scalar::Error("#VALUE!")));
    }
    match exact(at, &line, &wanted, (kind == 2, order == -1))? {
        Some(place) if down => part(&results, (place, place), (0, width - 1)),
        Some(place) => part(&results, (0, height - 1), (place, place)),
        None if matches!(args.get(3), Some(Some(_))) => value(at, args, 3),
        None => Ok(Value::One(MISSING)),
    }
}
