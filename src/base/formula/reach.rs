//! References that are computed: OFFSET, INDIRECT and `A1:INDEX(…)`.
//!
//! Where they lead is known only once what they ask is computed. Then they become areas like others, and what stands in
//! those is computed before the formula is. Their arguments are single values: whatever would lead to several places at
//! once has no result.

use super::cellref::{MAX_COL, MAX_ROW};
use super::eval::{At, Result, Unknown, Value};
use super::expr::Expr;
use super::functions::{Args, argument, value};
use super::lex::{Tok, lex};
use super::parse::{Names, parse};
use super::slices::whole;
use super::values::{Area, Home, Scalar};

/// The longest text that is read as a reference.
const LONGEST: usize = 1_000;

/// Whether a reference of the formula is computed.
pub(crate) fn reaches(expr: &Expr) -> bool {
    match expr {
        Expr::Span(..) => true,
        Expr::Call(name, args) => {
            matches!(name.as_str(), "OFFSET" | "INDIRECT") || args.iter().flatten().any(reaches)
        }
        Expr::Union(parts) => parts.iter().any(reaches),
        Expr::Negate(inner) | Expr::Percent(inner) => reaches(inner),
        Expr::Chain(first, rest) => reaches(first) || rest.iter().any(|(_, next)| reaches(next)),
        _ => false,
    }
}

/// The formula with each computed reference as the area that it leads to, as far as what it asks has a value by now.
pub(crate) fn reached(at: At<'_>, expr: &Expr, names: &dyn Names) -> Expr {
    let inside = |expr: &Expr| reached(at, expr, names);
    let boxed = |expr: &Expr| Box::new(inside(expr));
    match expr {
        Expr::Union(parts) => Expr::Union(parts.iter().map(inside).collect()),
        Expr::Negate(inner) => Expr::Negate(boxed(inner)),
        Expr::Percent(inner) => Expr::Percent(boxed(inner)),
        Expr::Chain(first, rest) => {
            let rest = rest.iter().map(|(op, next)| (*op, inside(next)));
            Expr::Chain(boxed(first), rest.collect())
        }
        Expr::Span(first, last) => {
            let (first, last) = (boxed(first), boxed(last));
            let found = span(at, &first, &last);
            found.unwrap_or(Expr::Span(first, last))
        }
        Expr::Call(name, args) => {
            let args: Vec<_> = args.iter().map(|arg| arg.as_ref().map(inside)).collect();
            let found = match name.as_str() {
                "OFFSET" => offset(at, &args),
                "INDIRECT" => indirect(at, &args, names),
                _ => Err(Unknown),
            };
            found.unwrap_or_else(|Unknown| Expr::Call(name.clone(), args))
        }
        other => other.clone(),
    }
}

/// The place of arguments: what is several values is never taken for one of them.
fn strict(at: At<'_>) -> At<'_> {
    At { array: true, ..at }
}

/// One area, or the error that stands in its place.
fn area(value: Value) -> Result<std::result::Result<Area, &'static str>> {
    match value {
        Value::Cells(areas) => match areas[..] {
            [area] => Ok(Ok(area)),
            _ => Err(Unknown),
        },
        Value::One(Scalar::Error(error)) => Ok(Err(error)),
        _ => Err(Unknown),
    }
}

/// `A1:INDEX(…)`: the rectangle that holds both.
fn span(at: At<'_>, first: &Expr, last: &Expr) -> Result<Expr> {
    let ends = (
        area(strict(at).value(first)?)?,
        area(strict(at).value(last)?)?,
    );
    let (a, b) = match ends {
        (Ok(a), Ok(b)) => (a, b),
        (Err(error), _) | (_, Err(error)) => return Ok(Expr::Value(Scalar::Error(error))),
    };
    if a.sheet != b.sheet {
        return Ok(Expr::Value(Scalar::Error("#VALUE!")));
    }
    Ok(Expr::Area(Area {
        sheet: a.sheet,
        top: a.top.min(b.top),
        left: a.left.min(b.left),
        bottom: a.bottom.max(b.bottom),
        right: a.right.max(b.right),
    }))
}

/// OFFSET: an area as far below and to the right of another, of its size or another one.
fn offset(at: At<'_>, args: Args<'_>) -> Result<Expr> {
    let at = strict(at);
    let refused = |error| Ok(Expr::Value(Scalar::Error(error)));
    let base = match area(value(at, args, 0)?)? {
        Ok(base) => base,
        Err(error) => return refused(error),
    };
    // A size that is left out is that of the area, also between commas.
    let size = |index: usize, own: u32| match args.get(index) {
        Some(Some(_)) => whole(at, args, index, 0),
        _ => Ok(Ok(i64::from(own))),
    };
    let asked = (
        whole(at, args, 1, 0)?,
        whole(at, args, 2, 0)?,
        size(3, base.bottom - base.top + 1)?,
        size(4, base.right - base.left + 1)?,
    );
    let (down, right, height, width) = match asked {
        (Ok(down), Ok(right), Ok(height), Ok(width)) => (down, right, height, width),
        (Err(error), ..) | (_, Err(error), ..) | (_, _, Err(error), _) | (.., Err(error)) => {
            return refused(error);
        }
    };
    let rows = stretch(base.top, down, height, MAX_ROW);
    let columns = stretch(base.left, right, width, MAX_COL);
    match (rows, columns) {
        (Some((top, bottom)), Some((left, right))) => Ok(Expr::Area(Area {
            sheet: base.sheet,
            top,
            left,
            bottom,
            right,
        })),
        _ => refused("#REF!"),
    }
}

/// First and last of so many rows; fewer than none go upwards. `None` beyond the sheet.
fn stretch(start: u32, by: i64, count: i64, most: u32) -> Option<(u32, u32)> {
    let from = i64::from(start).checked_add(by)?;
    let to = match count {
        0 => return None,
        1.. => from.checked_add(count - 1)?,
        _ => from.checked_add(count + 1)?,
    };
    let inside = |n: i64| u32::try_from(n).ok().filter(|n| (1..=most).contains(n));
    Some((inside(from.min(to))?, inside(from.max(to))?))
}

/// INDIRECT: the area that a text names, as `B7` does; rows and columns by number (`R7C2`) are not read.
fn indirect(at: At<'_>, args: Args<'_>, names: &dyn Names) -> Result<Expr> {
    let at = strict(at);
    if args.len() > 1 {
        match argument(at, args, 1)? {
            Scalar::Bool(true) => {}
            Scalar::Number(number) if !number.is_zero() => {}
            _ => return Err(Unknown),
        }
    }
    let text = match argument(at, args, 0)? {
        Scalar::Text(text) => text,
        Scalar::Blank => return Ok(Expr::Value(Scalar::Error("#REF!"))),
        Scalar::Error(error) => return Ok(Expr::Value(Scalar::Error(error))),
        Scalar::Number(_) | Scalar::Bool(_) => return Err(Unknown),
    };
    if text.is_empty() {
        return Ok(Expr::Value(Scalar::Error("#REF!")));
    }
    let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
    at.book.work(length)?;
    if text.len() > LONGEST {
        return Err(Unknown);
    }
    let home = Home {
        sheet: at.sheet,
        row: at.row,
        col: at.col,
    };
    // A reference and nothing else; `+A1` is none.
    let tokens: Vec<Tok<'_>> = lex(&text).into_iter().map(|token| token.tok).collect();
    if !matches!(
        tokens[..],
        [Tok::Ref(..) | Tok::Name(..)] | [Tok::Name(..), Tok::Bracket(_)]
    ) {
        return Err(Unknown);
    }
    match parse(&text, home, names) {
        found @ Expr::Area(_) => Ok(found),
        // A sheet that is not there.
        Expr::Value(Scalar::Error("#REF!")) => Ok(Expr::Value(Scalar::Error("#REF!"))),
        _ => Err(Unknown),
    }
}

#[cfg(test)]
#[path = "reach_tests.rs"]
mod tests;
