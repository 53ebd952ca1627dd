//! Formulas as trees, and what is asked of them.

use rust_decimal::Decimal;

use super::cellref::{Coord, MAX_COL, MAX_ROW, Ref};
use super::values::{Area, Scalar};

/// A formula or a part of one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expr {
    Value(Scalar),
    Area(Area),
    /// A rectangle that moves with the formula.
    Moving(Area, Fixed),
    /// The cells of a table in the row of the formula, which was read in that row: `Bang[[#This Row],[A]]`.
    OwnRow(Area, u32),
    /// `(A1:A2,A5)`.
    Union(Vec<Expr>),
    /// `A1:INDEX(…)`: a corner is computed.
    Span(Box<Expr>, Box<Expr>),
    Array(Vec<Vec<Scalar>>),
    Negate(Box<Expr>),
    Percent(Box<Expr>),
    /// Operators of one rank from left to right; flat, since a sum may have hundreds of terms.
    Chain(Box<Expr>, Vec<(Op, Expr)>),
    /// A function in capitals; an argument left out is `None`.
    Call(String, Vec<Option<Expr>>),
    /// Something that is not computed here.
    Unknown,
}

/// Which ends of a rectangle stay where they are when its formula is copied (`$`, or a whole row or column).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fixed {
    pub(crate) top: bool,
    pub(crate) bottom: bool,
    pub(crate) left: bool,
    pub(crate) right: bool,
}

impl Fixed {
    /// The rectangle as many rows below and columns to the right; `None` where it would leave the sheet.
    pub(crate) fn moved(self, area: Area, (rows, cols): (i64, i64)) -> Option<Area> {
        let go = |n: u32, fixed: bool, by: i64, max: u32| {
            let by = if fixed { 0 } else { by };
            u32::try_from(i64::from(n) + by)
                .ok()
                .filter(|n| (1..=max).contains(n))
        };
        let (top, bottom) = (
            go(area.top, self.top, rows, MAX_ROW)?,
            go(area.bottom, self.bottom, rows, MAX_ROW)?,
        );
        let (left, right) = (
            go(area.left, self.left, cols, MAX_COL)?,
            go(area.right, self.right, cols, MAX_COL)?,
        );
        Some(Area {
            sheet: area.sheet,
            top: top.min(bottom),
            bottom: top.max(bottom),
            left: left.min(right),
            right: left.max(right),
        })
    }

    pub(super) fn of(reference: Ref) -> Self {
        let order = |ends: Option<(Coord, Coord)>| match ends {
            Some((a, b)) if a.n <= b.n => (a.abs, b.abs),
            Some((a, b)) => (b.abs, a.abs),
            None => (true, true),
        };
        let ((top, bottom), (left, right)) = (order(reference.rows), order(reference.cols));
        Self {
            top,
            bottom,
            left,
            right,
        }
    }
}

/// What of a table's cells stands in the row of a formula, as far below the row it was read in as `shift` says; `None`
/// where that is no row of the table.
pub(crate) fn own_row(area: Area, home: u32, shift: (i64, i64)) -> Option<Area> {
    let row = u32::try_from(i64::from(home) + shift.0).ok()?;
    let is_inside = (area.top..=area.bottom).contains(&row);
    is_inside.then_some(Area {
        top: row,
        bottom: row,
        ..area
    })
}

/// An operator between two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Op {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Join,
    Equal,
    Unequal,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

impl Expr {
    /// All rectangles that the formula looks at, as far below and to the right as `shift` says. Where a computed reference
    /// leads is not among them before it was found.
    pub(crate) fn areas(&self, shift: (i64, i64), found: &mut Vec<Area>) {
        match self {
            Self::Area(area) => found.push(*area),
            Self::Moving(area, fixed) => found.extend(fixed.moved(*area, shift)),
            Self::OwnRow(area, home) => found.extend(own_row(*area, *home, shift)),
            Self::Union(parts) => parts.iter().for_each(|part| part.areas(shift, found)),
            Self::Negate(inner) | Self::Percent(inner) => inner.areas(shift, found),
            Self::Chain(first, rest) => {
                first.areas(shift, found);
                for (_, next) in rest {
                    next.areas(shift, found);
                }
            }
            Self::Span(first, last) => {
                first.asked(shift, found);
                last.asked(shift, found);
            }
            Self::Call(name, _) if name == "OFFSET" => self.asked(shift, found),
            Self::Call(_, args) => {
                let args = args.iter().flatten();
                args.for_each(|arg| arg.areas(shift, found));
            }
            Self::Value(_) | Self::Array(_) | Self::Unknown => {}
        }
    }

    /// The rectangles that are looked at to find a reference, whose own cells are only counted from.
    fn asked(&self, shift: (i64, i64), found: &mut Vec<Area>) {
        match self {
            Self::Area(_) | Self::Moving(..) | Self::OwnRow(..) => {}
            Self::Call(name, args) if matches!(name.as_str(), "OFFSET" | "INDEX") => {
                let mut args = args.iter().flatten();
                if let Some(from) = args.next() {
                    from.asked(shift, found);
                }
                args.for_each(|arg| arg.areas(shift, found));
            }
            other => other.areas(shift, found),
        }
    }

    /// The terms of a plain sum: the rectangles of `SUM(…)`, `SUBTOTAL(9,…)` and `A1+A2`, also rounded; `None` for
    /// whatever does more than add cells.
    pub(crate) fn summed(&self, shift: (i64, i64), found: &mut Vec<Area>) -> Option<()> {
        match self {
            Self::Area(area) => found.push(*area),
            Self::Moving(area, fixed) => found.push(fixed.moved(*area, shift)?),
            Self::OwnRow(area, home) => found.push(own_row(*area, *home, shift)?),
            Self::Union(parts) => {
                for part in parts {
                    part.summed(shift, found)?;
                }
            }
            Self::Chain(first, rest) => {
                first.summed(shift, found)?;
                for (op, next) in rest {
                    if *op != Op::Add {
                        return None;
                    }
                    next.summed(shift, found)?;
                }
            }
            Self::Call(name, args) => {
                let args = match name.as_str() {
                    "SUM" => args.as_slice(),
                    "ROUND" => args.get(..1)?,
                    "SUBTOTAL" => match args.first()?.as_ref()? {
                        Self::Value(Scalar::Number(code))
                            if *code == Decimal::from(9) || *code == Decimal::from(109) =>
                        {
                            args.get(1..)?
                        }
                        _ => return None,
                    },
                    _ => return None,
                };
                for arg in args {
                    arg.as_ref()?.summed(shift, found)?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// The largest number that is written in the formula itself, without its sign.
    pub(crate) fn largest_number(&self) -> Decimal {
        let of = |all: &mut dyn Iterator<Item = &Expr>| {
            all.map(Expr::largest_number).max().unwrap_or_default()
        };
        match self {
            Self::Value(Scalar::Number(number)) => number.abs(),
            Self::Union(parts) => of(&mut parts.iter()),
            Self::Negate(inner) | Self::Percent(inner) => inner.largest_number(),
            Self::Chain(first, rest) => {
                let rest = of(&mut rest.iter().map(|(_, next)| next));
                first.largest_number().max(rest)
            }
            Self::Call(_, args) => of(&mut args.iter().flatten()),
            _ => Decimal::ZERO,
        }
    }
}
