//! An amount in 16 bytes: a run holds millions of them.

use rust_decimal::Decimal;

use crate::base::money::MoneyUnit;
use crate::base::place::Cell;
use crate::base::reading::Reading;

use super::money::Figure;
use super::record::Source;

/// A figure without a text of its own, with digits as reports have them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    mantissa: i64,
    beside: u64,
}

/// A stretch of the bits that stand beside the digits.
#[derive(Clone, Copy)]
struct Bits {
    from: u32,
    count: u32,
}

/// Rows and columns as a sheet can have them.
const ROW: Bits = Bits { from: 0, count: 20 };
const COL: Bits = ROW.then(14);
/// Decimal places of the amount.
const SCALE: Bits = COL.then(5);
const SOURCE: Bits = SCALE.then(3);
/// Nothing, or one more than the unit's place in [`MoneyUnit::ALL`].
const UNIT: Bits = SOURCE.then(3);
/// Known, blank, unreadable.
const READING: Bits = UNIT.then(2);
const HAS_CELL: Bits = READING.then(1);
/// Digits of the half without the zeros behind them; it is half of a last place or a sum of few such.
const HALF: Bits = HAS_CELL.then(11);
/// The power of ten that the half's digits are multiplied by, more [`HALF_POINT`].
const HALF_POWER: Bits = HALF.then(5);
const HALF_POINT: u32 = 15;

impl Bits {
    const fn then(self, count: u32) -> Self {
        let from = self.from + self.count;
        assert!(from + count <= u64::BITS, "more than a word holds");
        Self { from, count }
    }

    const fn of(self, word: u64) -> u64 {
        (word >> self.from) & ((1 << self.count) - 1)
    }

    /// The value in its place, `None` if it does not fit.
    fn holding(self, value: impl Into<u64>) -> Option<u64> {
        let value = value.into();
        (value >> self.count == 0).then_some(value << self.from)
    }
}

impl Kept {
    /// `None` of what does not fit.
    pub(super) fn new(source: Source, figure: &Figure) -> Option<Self> {
        if figure.text.is_some() {
            return None;
        }
        let amount = figure.reading.known().unwrap_or_default();
        let (row, col) = figure.cell.map_or((0, 0), |cell| (cell.row, cell.col));
        let (half, power) = half(figure.half)?;
        let unit = figure.unit.map_or(0, |unit| unit as u8 + 1);
        let reading: u8 = match figure.reading {
            Reading::Known(_) => 0,
            Reading::Blank => 1,
            Reading::Unreadable => 2,
        };
        let beside = ROW.holding(row)?
            | COL.holding(col)?
            | SCALE.holding(amount.scale())?
            | SOURCE.holding(source as u8)?
            | UNIT.holding(unit)?
            | READING.holding(reading)?
            | HAS_CELL.holding(figure.cell.is_some())?
            | HALF.holding(half)?
            | HALF_POWER.holding(power)?;
        Some(Self {
            mantissa: i64::try_from(amount.mantissa()).ok()?,
            beside,
        })
    }

    pub(super) const fn is_of(&self, source: Source) -> bool {
        SOURCE.of(self.beside) == source as u64
    }

    /// The source that it is of.
    pub(super) fn source(&self) -> Source {
        let place = usize::try_from(SOURCE.of(self.beside)).unwrap_or_default();
        Source::ALL.get(place).copied().unwrap_or(Source::Total)
    }

    pub(super) const fn is_known(&self) -> bool {
        READING.of(self.beside) == 0
    }

    pub(super) const fn is_blank(&self) -> bool {
        READING.of(self.beside) == 1
    }

    pub(super) const fn is_unreadable(&self) -> bool {
        READING.of(self.beside) == 2
    }

    /// The unit in which it is written.
    pub(super) fn unit(&self) -> Option<MoneyUnit> {
        let place = usize::try_from(UNIT.of(self.beside)).unwrap_or_default();
        MoneyUnit::ALL.get(place.wrapping_sub(1)).copied()
    }

    pub(super) const fn is_negative(&self) -> bool {
        self.mantissa < 0
    }

    /// Whether it stands in that column of a sheet.
    pub(super) fn is_in(&self, col: u16) -> bool {
        HAS_CELL.of(self.beside) == 1 && COL.of(self.beside) == u64::from(col)
    }

    /// The amount's digits and its decimal places.
    #[expect(clippy::cast_possible_truncation, reason = "five bits")]
    pub(super) const fn digits(&self) -> (i64, u32) {
        (self.mantissa, SCALE.of(self.beside) as u32)
    }

    pub(super) fn reading(&self) -> Reading<Decimal> {
        if self.is_known() {
            let (mantissa, scale) = self.digits();
            Reading::Known(Decimal::new(mantissa, scale))
        } else if self.is_blank() {
            Reading::Blank
        } else {
            Reading::Unreadable
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "each has so few bits")]
    pub(super) fn figure(&self) -> Figure {
        let of = |bits: Bits| bits.of(self.beside);
        let cell = || Cell::new(of(ROW) as u32, of(COL) as u16);
        let (half, power) = (of(HALF).cast_signed(), of(HALF_POWER) as u32);
        Figure {
            reading: self.reading(),
            cell: (of(HAS_CELL) == 1).then(cell),
            half: match power.checked_sub(HALF_POINT) {
                Some(zeros) => Decimal::new(half * 10_i64.pow(zeros), 0),
                None => Decimal::new(half, HALF_POINT - power),
            },
            unit: self.unit(),
            text: None,
        }
    }
}

/// Digits without the zeros behind them, and the power of ten as [`HALF_POWER`] has it.
fn half(half: Decimal) -> Option<(u64, u32)> {
    let mut digits = u64::try_from(half.mantissa()).ok()?;
    if digits == 0 {
        return Some((0, HALF_POINT));
    }
    let mut power = HALF_POINT.checked_sub(half.scale())?;
    while digits.is_multiple_of(10) && power < 2 * HALF_POINT {
        digits /= 10;
        power += 1;
    }
    Some((digits, power))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_comes_back_and_what_does_not_is_refused() {
        let whole = |half: &str, row: u32| Figure {
            reading: Reading::Known(Decimal::new(-12_345, 2)),
            cell: Some(Cell::new(row, 16_383)),
            half: half.parse().unwrap(),
            unit: Some(MoneyUnit::Billion),
            text: None,
        };
        for half in [
            "0",
            "0.5",
            "5",
            "500",
            "50000",
            "0.0005",
            "1500",
            "500000000",
            "2047",
        ] {
            let figure = whole(half, 1_048_575);
            for source in Source::ALL {
                let kept = Kept::new(source, &figure).unwrap();
                assert_eq!(kept.figure(), figure, "{half}");
                assert!(kept.is_of(source) && kept.source() == source);
                assert!(kept.is_in(16_383) && !kept.is_in(0) && kept.is_negative());
            }
        }
        assert_eq!(Kept::new(Source::Total, &whole("2049", 0)), None);
        assert_eq!(
            Kept::new(Source::Total, &whole("0.0000000000000005", 0)),
            None
        );
        assert_eq!(Kept::new(Source::Total, &whole("5", 1_048_576)), None);
        for reading in [Reading::Blank, Reading::Unreadable] {
            let figure = Figure {
                reading,
                ..Figure::default()
            };
            assert_eq!(Kept::new(Source::Other, &figure).unwrap().figure(), figure);
        }
        assert_eq!(size_of::<Kept>(), 16);
    }
}
