//! Functions over the cells that fit conditions: SUMIF, COUNTIF, AVERAGEIF, SUMIFS, COUNTIFS, AVERAGEIFS, MINIFS, MAXIFS.

use rust_decimal::Decimal;

use super::aggregate::Tally;
use super::criteria::Criterion;
use super::eval::{At, Result, Unknown, pick};
use super::functions::{Args, area, argument, value};
use super::values::Scalar;

/// Computes one with one condition.
pub(crate) fn conditional(at: At<'_>, name: &str, args: Args<'_>) -> Result<Scalar> {
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

/// Computes one with any number of conditions.
pub(crate) fn conditional_many(at: At<'_>, name: &str, args: Args<'_>) -> Result<Scalar> {
    let start = usize::from(name != "COUNTIFS");
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
    let mut tally = Tally::new();
    let mut count = 0_u64;
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
                Some(Scalar::Number(number)) => tally.take(*number, false)?,
                Some(Scalar::Error(error)) => return Ok(Scalar::Error(error)),
                _ => {}
            }
        }
    }
    match name {
        "COUNTIFS" => Ok(Scalar::Number(Decimal::from(count))),
        "SUMIFS" => tally.result("SUM"),
        _ => tally.result(name.strip_suffix("IFS").ok_or(Unknown)?),
    }
}
