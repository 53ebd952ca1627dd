//! Rows and columns as a user sees them, or does not: hidden by hand, by a filter, by a closed outline or by a size of
//! nothing; and how wide columns are.

use serde::{Deserialize, Serialize};

use super::grid::{COLUMNS, ROWS};

/// What is hidden on one sheet, and the widths of its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hidden {
    /// Rows, from 0.
    pub rows: Ranges,
    /// Columns, from 0.
    pub columns: Ranges,
    /// First and last column, from 0, and how wide each of them is in 1/256 of a digit, as far as the format tells
    /// (.xls, .xlsb, .ods); in the order of the file.
    pub widths: Vec<(u16, u16, u32)>,
}

impl Hidden {
    /// Hides so many rows from one on, as far as a sheet has them.
    pub fn add_rows(&mut self, first: u32, count: u32) {
        self.rows.add(first, count, ROWS);
    }

    /// The same for columns.
    pub fn add_columns(&mut self, first: u32, count: u32) {
        self.columns.add(first, count, COLUMNS);
    }

    /// Tells how wide so many columns from one on are.
    pub fn add_widths(&mut self, first: u32, count: u32, width: u32) {
        let end = first.saturating_add(count).min(COLUMNS);
        let told = (u16::try_from(first), u16::try_from(end.saturating_sub(1)));
        // A sheet has so many columns; who tells more tells some twice.
        if let (Ok(first), Ok(last)) = told
            && first <= last
            && self.widths.len() < COLUMNS as usize
        {
            self.widths.push((first, last, width));
        }
    }

    /// The same in order, each row and column once.
    #[must_use]
    pub fn settled(mut self) -> Self {
        self.rows.settle();
        self.columns.settle();
        self
    }
}

/// Numbers as ranges, both ends included.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranges(Vec<(u32, u32)>);

/// Ranges that a sheet can have at most: every other row. Beyond twice as many some were told more than once.
const MANY: usize = 1 << 20;

impl Ranges {
    fn add(&mut self, first: u32, count: u32, limit: u32) {
        let end = first.saturating_add(count).min(limit);
        if first >= end {
            return;
        }
        match self.0.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(first) => *last = end - 1,
            _ => self.0.push((first, end - 1)),
        }
        if self.0.len() >= MANY {
            self.settle();
        }
    }

    fn settle(&mut self) {
        self.0.sort_unstable();
        self.0.dedup_by(|next, kept| {
            let touches = next.0 <= kept.1.saturating_add(1);
            if touches {
                kept.1 = kept.1.max(next.1);
            }
            touches
        });
    }

    /// Whether the number is in one of them; they must be settled.
    pub fn contains(&self, number: u32) -> bool {
        let behind = self.0.partition_point(|(first, _)| *first <= number);
        behind
            .checked_sub(1)
            .and_then(|i| self.0.get(i))
            .is_some_and(|(_, last)| number <= *last)
    }

    /// Whether nothing is hidden.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Whether the attributes of a row or a column of an .xlsx hide it: `hidden` says so, or its size is nothing.
pub fn is_told(hidden: Option<&str>, size: Option<&str>) -> bool {
    matches!(hidden, Some("1" | "true"))
        || size.is_some_and(|s| !s.is_empty() && s.bytes().all(|b| matches!(b, b'0' | b'.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_in_any_order_become_one_list() {
        let mut hidden = Hidden::default();
        for (first, count) in [
            (9, 2),
            (4, 1),
            (5, 1),
            (3, 4),
            (20, 0),
            (ROWS - 1, 9),
            (ROWS, 1),
        ] {
            hidden.add_rows(first, count);
        }
        hidden.add_columns(16_000, u32::MAX);
        let hidden = hidden.settled();
        assert_eq!(hidden.rows.0, [(3, 6), (9, 10), (ROWS - 1, ROWS - 1)]);
        assert_eq!(hidden.columns.0, [(16_000, COLUMNS - 1)]);
        for (row, is_hidden) in [
            (2, false),
            (3, true),
            (6, true),
            (7, false),
            (10, true),
            (11, false),
        ] {
            assert_eq!(hidden.rows.contains(row), is_hidden, "{row}");
        }
        assert!(!Ranges::default().contains(0));
    }

    #[test]
    fn a_hostile_sheet_costs_no_more_than_its_rows() {
        let mut hidden = Hidden::default();
        for n in 0..3 * ROWS {
            hidden.add_rows(n * 2 % ROWS, 1);
        }
        assert!(hidden.rows.0.len() <= MANY);
        assert_eq!(
            hidden.settled().rows.0.len(),
            usize::try_from(ROWS / 2).unwrap()
        );
    }

    #[test]
    fn what_hides_a_row() {
        assert!(is_told(Some("1"), None) && is_told(Some("true"), Some("15")));
        assert!(is_told(None, Some("0")) && is_told(Some("0"), Some("0.00")));
        assert!(
            !is_told(None, None) && !is_told(Some("0"), Some("0.75")) && !is_told(None, Some(""))
        );
    }
}
