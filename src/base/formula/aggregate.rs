//! Functions that take any number of cells: SUM, COUNT, AVERAGE, MIN, MAX, PRODUCT, SUBTOTAL.

use rust_decimal::Decimal;

use super::eval::{At, Result, Unknown, Value, number};
use super::functions::{Args, argument, value};
use super::values::{Area, Scalar};

/// Cells that a sum passes over.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Skip {
    Nothing,
    /// Cells that are subtotals themselves.
    Subtotals,
    /// Those and cells of hidden rows.
    HiddenToo,
}

/// What the numbers of some arguments come to.
pub(crate) struct Tally {
    sum: Decimal,
    product: Decimal,
    count: u64,
    filled: u64,
    least: Option<Decimal>,
    most: Option<Decimal>,
}

impl Tally {
    /// Nothing yet.
    pub(crate) const fn new() -> Self {
        Self {
            sum: Decimal::ZERO,
            product: Decimal::ONE,
            count: 0,
            filled: 0,
            least: None,
            most: None,
        }
    }

    /// Takes a number; `all` tells that it is multiplied too.
    pub(crate) fn take(&mut self, number: Decimal, all: bool) -> Result<()> {
        self.sum = self.sum.checked_add(number).ok_or(Unknown)?;
        if all {
            self.product = self.product.checked_mul(number).ok_or(Unknown)?;
        }
        self.count += 1;
        self.least = Some(self.least.map_or(number, |least| least.min(number)));
        self.most = Some(self.most.map_or(number, |most| most.max(number)));
        Ok(())
    }

    /// What a function makes of what was taken.
    pub(crate) fn result(self, name: &str) -> Result<Scalar> {
        Ok(match name {
            "SUM" => Scalar::Number(self.sum),
            "COUNT" => Scalar::Number(Decimal::from(self.count)),
            "COUNTA" => Scalar::Number(Decimal::from(self.filled)),
            "AVERAGE" if self.count == 0 => Scalar::Error("#DIV/0!"),
            "AVERAGE" => Scalar::Number(
                self.sum
                    .checked_div(Decimal::from(self.count))
                    .ok_or(Unknown)?,
            ),
            "MIN" => Scalar::Number(self.least.unwrap_or_default()),
            "MAX" => Scalar::Number(self.most.unwrap_or_default()),
            "PRODUCT" => Scalar::Number(if self.count == 0 {
                Decimal::ZERO
            } else {
                self.product
            }),
            _ => return Err(Unknown),
        })
    }
}

/// Computes one of these functions, SUBTOTAL apart.
pub(crate) fn aggregate(at: At<'_>, name: &str, args: Args<'_>, skip: Skip) -> Result<Scalar> {
    let mut tally = Tally::new();
    let counts = matches!(name, "COUNT" | "COUNTA");
    for index in 0..args.len() {
        match value(at, args, index)? {
            Value::Cells(areas) => {
                for area in areas {
                    if name == "SUM" && skip == Skip::Nothing {
                        match running_sum(at, area)? {
                            Ok(sum) => tally.sum = tally.sum.checked_add(sum).ok_or(Unknown)?,
                            Err(error) => return Ok(Scalar::Error(error)),
                        }
                        continue;
                    }
                    if let Some(error) =
                        take_cells(at, area, skip, counts, name == "PRODUCT", &mut tally)?
                    {
                        return Ok(Scalar::Error(error));
                    }
                }
            }
            Value::Array(rows) => {
                for scalar in rows.iter().flatten() {
                    match scalar {
                        Scalar::Number(number) => tally.take(*number, name == "PRODUCT")?,
                        Scalar::Error(error) if !counts => return Ok(Scalar::Error(error)),
                        _ => {}
                    }
                    tally.filled += u64::from(*scalar != Scalar::Blank);
                }
            }
            Value::One(scalar) => {
                tally.filled += 1;
                match number(&scalar) {
                    Ok(number) => tally.take(number, name == "PRODUCT")?,
                    Err(_) if counts => {}
                    Err(error) => return Ok(Scalar::Error(error)),
                }
            }
        }
    }
    tally.result(name)
}

/// Numbers of cells count, texts and truth values do not; an error is the result.
fn take_cells(
    at: At<'_>,
    area: Area,
    skip: Skip,
    counts: bool,
    all: bool,
    tally: &mut Tally,
) -> Result<Option<&'static str>> {
    let mut error = None;
    at.book.each(area, &mut |row, col, value| {
        if error.is_some()
            || skip != Skip::Nothing && at.book.is_subtotal(area.sheet, row, col)
            || skip == Skip::HiddenToo && at.book.is_hidden(area.sheet, row)?
        {
            return Ok(());
        }
        // A row that a filter hides is no part of it, one hidden by hand is, and nothing tells which this is.
        if skip == Skip::Subtotals && at.book.is_hidden(area.sheet, row)? {
            return Err(Unknown);
        }
        let scalar = value?;
        tally.filled += u64::from(scalar != Scalar::Blank);
        match scalar {
            Scalar::Number(number) => tally.take(number, all)?,
            Scalar::Error(found) if !counts => error = Some(found),
            _ => {}
        }
        Ok(())
    })?;
    Ok(error)
}

/// The sum of an area. Lists often carry a running sum or a share of one total in each row, so what
/// was summed from a row on is kept and only added to.
fn running_sum(at: At<'_>, area: Area) -> Result<std::result::Result<Decimal, &'static str>> {
    let key = (area.sheet, area.left, area.right, area.top);
    let kept = at.book.sums().borrow().get(&key).copied();
    let (from, mut sum) = match kept {
        Some((bottom, sum)) if bottom == area.bottom => return Ok(Ok(sum)),
        Some((bottom, sum)) if bottom < area.bottom => (bottom + 1, sum),
        _ => (area.top, Decimal::ZERO),
    };
    let mut error = None;
    at.book
        .each(Area { top: from, ..area }, &mut |_, _, value| {
            if error.is_none() {
                match value? {
                    Scalar::Number(number) => sum = sum.checked_add(number).ok_or(Unknown)?,
                    Scalar::Error(found) => error = Some(found),
                    _ => {}
                }
            }
            Ok(())
        })?;
    if let Some(error) = error {
        return Ok(Err(error));
    }
    at.book.sums().borrow_mut().insert(key, (area.bottom, sum));
    Ok(Ok(sum))
}

/// SUBTOTAL: other subtotals are passed over, with codes above 100 hidden rows too.
pub(crate) fn subtotal(at: At<'_>, args: Args<'_>) -> Result<Scalar> {
    let code = match number(&argument(at, args, 0)?) {
        Ok(code) => code.trunc(),
        Err(error) => return Ok(Scalar::Error(error)),
    };
    let hidden = code > Decimal::ONE_HUNDRED;
    let plain = if hidden {
        code - Decimal::ONE_HUNDRED
    } else {
        code
    };
    let names = [
        "AVERAGE", "COUNT", "COUNTA", "MAX", "MIN", "PRODUCT", "", "", "SUM",
    ];
    let name = (1_u64..)
        .zip(names)
        .find(|(number, _)| Decimal::from(*number) == plain)
        .map(|(_, name)| name);
    match name {
        Some(name) if !name.is_empty() => aggregate(
            at,
            name,
            args.get(1..).unwrap_or_default(),
            if hidden {
                Skip::HiddenToo
            } else {
                Skip::Subtotals
            },
        ),
        Some(_) => Err(Unknown),
        None => Ok(Scalar::Error("#VALUE!")),
    }
}
