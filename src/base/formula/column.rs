//! The cells of one column of a sheet, kept small: a list may have hundreds of thousands of rows.

use rust_decimal::Decimal;

use super::values::{Formula, Scalar, Slot};

/// One column: its cells from top to bottom.
#[derive(Debug, Default)]
pub(super) struct Column {
    /// Where cells follow each other without a gap: the first one's row, and its place among all.
    runs: Vec<(u32, u32)>,
    kept: Vec<Kept>,
    /// What does not fit into the small form.
    others: Vec<Slot>,
    /// Places of the cells that are formulas.
    formulas: Vec<usize>,
    /// How many of the first formulas are known to be computed.
    settled: usize,
}

impl Column {
    /// Adds a cell below all others.
    pub(super) fn push(&mut self, row: u32, slot: Slot) {
        let place = self.kept.len();
        if self.last().is_none_or(|last| last + 1 != row) {
            self.runs.push((row, short(place)));
        }
        if matches!(slot, Slot::Formula(_)) {
            self.formulas.push(place);
        }
        let small = match &slot {
            Slot::Value(Scalar::Number(number)) => Kept::number(*number),
            _ => None,
        };
        let kept = small.unwrap_or_else(|| {
            self.others.push(slot);
            Kept::other(self.others.len() - 1)
        });
        self.kept.push(kept);
    }

    /// The row of its last cell.
    pub(super) fn last(&self) -> Option<u32> {
        self.row(self.kept.len().checked_sub(1)?)
    }

    /// The place of a row's cell.
    pub(super) fn find(&self, row: u32) -> Option<usize> {
        let place = self.from(row);
        (self.row(place) == Some(row)).then_some(place)
    }

    /// Rows and places of the cells between two rows, both included.
    pub(super) fn within(&self, top: u32, bottom: u32) -> impl Iterator<Item = (u32, usize)> {
        let all = self.kept.len();
        let end = bottom.checked_add(1).map_or(all, |below| self.from(below));
        let start = self.from(top);
        let mut runs = self.runs[self.run(start)..].iter().peekable();
        let mut run = runs.next();
        (start..end).filter_map(move |place| {
            if let Some(next) = runs.next_if(|(_, first)| *first as usize <= place) {
                run = Some(next);
            }
            let (row, first) = run?;
            Some((row + (short(place) - first), place))
        })
    }

    /// What stands at a place.
    pub(super) fn slot(&self, place: usize) -> Slot {
        match self.kept[place].read() {
            Ok(number) => Slot::Value(Scalar::Number(number)),
            Err(index) => self.others[index].clone(),
        }
    }

    /// Adds its formulas between two rows that are not computed yet.
    pub(super) fn pending(
        &mut self,
        top: u32,
        bottom: u32,
        formulas: &[Formula],
        found: &mut Vec<usize>,
    ) {
        while self.settled < self.formulas.len()
            && formulas[self.formula(self.settled)].outcome.is_some()
        {
            self.settled += 1;
        }
        let first = self.from(top);
        let from = self.formulas.partition_point(|place| *place < first);
        for at in from.max(self.settled)..self.formulas.len() {
            if self.row(self.formulas[at]).is_none_or(|row| row > bottom) {
                break;
            }
            let id = self.formula(at);
            if formulas[id].outcome.is_none() {
                found.push(id);
            }
        }
    }

    /// The place of the first cell that does not stand above a row.
    fn from(&self, row: u32) -> usize {
        let after = self.runs.partition_point(|(first, _)| *first <= row);
        let next = self.runs.get(after).map(|(_, place)| *place as usize);
        let end = next.unwrap_or(self.kept.len());
        match self.runs[..after].last() {
            Some((first, place)) => end.min(*place as usize + (row - first) as usize),
            None => 0,
        }
    }

    /// The row of a place.
    fn row(&self, place: usize) -> Option<u32> {
        let (row, first) = self.runs.get(self.run(place))?;
        (place < self.kept.len()).then(|| row + (short(place) - first))
    }

    /// The run of a place.
    fn run(&self, place: usize) -> usize {
        let after = self
            .runs
            .partition_point(|(_, first)| *first as usize <= place);
        after.saturating_sub(1)
    }

    fn formula(&self, at: usize) -> usize {
        match self.slot(self.formulas[at]) {
            Slot::Formula(id) => id,
            _ => 0,
        }
    }
}

/// A place; a sheet has fewer rows than this holds.
fn short(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// A number in eight bytes, digits above its decimal places, or the place of what is kept elsewhere.
#[derive(Debug, Clone, Copy)]
struct Kept(i64);

/// Bits below the digits: five for the places, one that tells a number.
const BELOW: u32 = 6;

impl Kept {
    fn number(number: Decimal) -> Option<Self> {
        let digits = i64::try_from(number.mantissa()).ok()?;
        let high = digits.checked_mul(1 << BELOW)?;
        Some(Self(high | i64::from(number.scale()) << 1 | 1))
    }

    fn other(place: usize) -> Self {
        Self(i64::try_from(place).unwrap_or(i64::MAX) << 1)
    }

    /// The number, else where it is kept.
    fn read(self) -> Result<Decimal, usize> {
        if self.0 & 1 == 0 {
            return Err(usize::try_from(self.0 >> 1).unwrap_or_default());
        }
        let places = u32::try_from(self.0 >> 1 & 31).unwrap_or_default();
        Ok(Decimal::new(self.0 >> BELOW, places))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_from_their_small_form() {
        let all = [
            "0",
            "-1",
            "0.1",
            "-263500000.25",
            "144115188075855871",
            "-144115188075855872",
            "144115188075855872",
            "9223372036854775807",
            "4294967296",
            "-4294967297",
            "0.0000000000000000000000000001",
        ];
        let mut column = Column::default();
        for (row, text) in (1..).zip(all) {
            column.push(row, Slot::Value(Scalar::Number(text.parse().unwrap())));
        }
        for (place, text) in all.into_iter().enumerate() {
            let Slot::Value(Scalar::Number(number)) = column.slot(place) else {
                panic!("{text}");
            };
            assert_eq!(number.to_string(), text);
        }
        assert_eq!(column.others.len(), 2);
        assert_eq!(column.runs, [(1, 0)]);
        assert_eq!(size_of::<Kept>(), 8);
    }

    #[test]
    fn cells_are_found_by_their_rows_across_gaps() {
        let rows = [3, 4, 5, 9, 10, 20];
        let mut column = Column::default();
        for row in rows {
            column.push(row, Slot::Value(Scalar::Number(row.into())));
        }
        assert_eq!(column.runs.len(), 3);
        for row in 0..25 {
            let place = rows.iter().position(|own| *own == row);
            assert_eq!(column.find(row), place, "{row}");
        }
        for (top, bottom) in [(0, 30), (4, 9), (6, 8), (5, 5), (10, 25), (21, u32::MAX)] {
            let wanted = rows.into_iter().filter(|row| (top..=bottom).contains(row));
            let found = column.within(top, bottom).map(|(row, _)| row);
            assert!(wanted.eq(found), "{top} to {bottom}");
        }
        assert_eq!(column.last(), Some(20));
        assert_eq!(Column::default().last(), None);
        assert_eq!(Column::default().find(1), None);
    }
}
