//! "Cộng khuyến công địa phương", "Tổng vốn đối ứng": totals that name one source of money.
//!
//! Where the lines of each source stand together, such a row closes them; under all lines it is that source's share of
//! every line above, which no rows of the table add up to. A share of the one line above it is none of both.

use std::collections::HashMap;

use super::labels::begins;
use super::look::Look;
use super::numbering::Kind;

/// What a total of one source adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sums {
    /// The rows since the total before.
    Section,
    /// One source's money of rows that print others too.
    Share,
}

/// Tells such totals from the shares of single lines; `totals` are the words of totals.
pub(super) fn mark(looks: &mut [Look], totals: &[String]) {
    let is_one = |l: &Look| {
        l.source.is_some()
            && !l.by_column
            && l.kind == Kind::Plain
            && l.figures > 0
            && begins(&l.folded, totals)
    };
    let found: Vec<usize> = (0..looks.len()).filter(|i| is_one(&looks[*i])).collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for at in &found {
        *times.entry(looks[*at].folded.as_str()).or_default() += 1;
    }
    // "Tổng vốn hỗ trợ" under line after line is printed again and again.
    let found: Vec<usize> = found
        .iter()
        .copied()
        .filter(|at| times.get(looks[*at].folded.as_str()) == Some(&1))
        .collect();
    let is_line = |l: &Look| l.figures > 0 && (l.code || l.seq.is_some());
    let mut from = 0;
    let closes: Vec<bool> = found
        .iter()
        .map(|at| {
            let has_lines = looks[from..*at].iter().any(is_line);
            from = *at;
            has_lines
        })
        .collect();
    let by_section = closes.iter().filter(|closes| **closes).count() > 1;
    for (at, closes) in found.into_iter().zip(closes) {
        looks[at].sums = Some(if by_section && closes {
            Sums::Section
        } else {
            Sums::Share
        });
    }
}
