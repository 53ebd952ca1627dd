//! Where a table's headings stand on a sheet whose words are not known: right above its first line.

use crate::read::grid::{Content, Grid, GridCell};

use super::header::{HeadingText, text_of};
use super::money_unit;
use super::numbering::{self, Kind};
use super::vocabulary::Layouts;

/// So many rows below the top the first line of a table is looked for.
const DEEPEST: usize = 400;
/// The most rows that a header has.
const HEADER: u32 = 8;

/// First and last row of the first table's headings, from 0: those above its first line with a number.
pub fn header(grid: &Grid, layouts: &Layouts) -> Option<(u32, u32)> {
    let rows: Vec<(u32, &[GridCell])> = grid.rows().take(DEEPEST).collect();
    (1..rows.len())
        .filter(|&index| begins_data(rows[index].1))
        .find_map(|index| header_above(grid, layouts, &rows, index))
}

fn header_above(
    grid: &Grid,
    layouts: &Layouts,
    rows: &[(u32, &[GridCell])],
    data: usize,
) -> Option<(u32, u32)> {
    let numbered = numbering::is_column_numbers(rows[data].1);
    let left = rows[data].1.first()?.at.col;
    // Between the headings and the first line only groups stand; column numbers follow the headings at once.
    let mut at = data.checked_sub(1)?;
    while !numbered && is_group(rows[at].1, left) {
        at = at.checked_sub(1)?;
    }
    let last = at;
    if !heads(rows[last].1) {
        return None;
    }
    let mut first = last;
    while first > 0
        && rows[first - 1].0 + 1 == rows[first].0
        && rows[last].0 - rows[first - 1].0 < HEADER
        && continues(layouts, rows[first - 1].1, left)
    {
        first -= 1;
    }
    let widest = rows[first..=last]
        .iter()
        .map(|(_, cells)| cells.len())
        .max()
        .unwrap_or(0);
    let merged = grid
        .merges
        .iter()
        .filter(|m| (rows[first].0..=rows[last].0).contains(&m.first.row))
        .filter(|m| grid.get(m.first).is_some() && m.last.row < rows[data].0)
        .map(|m| m.last.row)
        .max();
    (widest >= 2).then(|| (rows[first].0, merged.unwrap_or(0).max(rows[last].0)))
}

/// A line of a table: a number that is no year, or an ordinal in its own cell before words.
fn begins_data(cells: &[GridCell]) -> bool {
    let figure =
        |c: &GridCell| matches!(c.content, Content::Number(x) if !(1990.0..2100.0).contains(&x));
    let ordinal = || match cells {
        [first, _, ..] => {
            matches!(&first.content, Content::Text(t) if numbering::kind_of(t).is_some_and(|k| k != Kind::Dash))
        }
        _ => false,
    };
    let one = matches!(cells, [only] if matches!(only.content, Content::Number(x) if (0.5..1.5).contains(&x)));
    one || (cells.len() >= 2 && (cells.iter().any(figure) || ordinal()))
}

/// One text at the left of the table, or only texts that are numbered.
fn is_group(cells: &[GridCell], left: u16) -> bool {
    let texts: Vec<&GridCell> = cells.iter().filter(|c| text_of(c).is_some()).collect();
    match texts.as_slice() {
        [] => true,
        [one] => one.at.col <= left + 1,
        many => many.iter().all(|c| {
            text_of(c)
                .is_some_and(|t| numbering::leading(&t).is_some_and(|(kind, _)| kind != Kind::Dash))
        }),
    }
}

/// Short words, hardly a number: a row of headings.
fn heads(cells: &[GridCell]) -> bool {
    let mut texts = 0_usize;
    let mut others = 0_usize;
    for cell in cells {
        match &cell.content {
            Content::Text(text) if text.trim().is_empty() => {}
            Content::Text(text) if text.split_whitespace().count() > 25 => return false,
            Content::Text(_) => texts += 1,
            Content::Number(x) if (1990.0..2100.0).contains(x) => {}
            _ => others += 1,
        }
    }
    texts > 0 && others * 3 <= texts
}

/// A further row of headings above: several of them, or one over the figures that a form of ours would know, and no
/// unit line.
fn continues(layouts: &Layouts, cells: &[GridCell], left: u16) -> bool {
    let texts: Vec<String> = cells.iter().filter_map(text_of).collect();
    let unit = texts.len() <= 2 && texts.iter().any(|t| money_unit::of_line(t).is_some());
    heads(cells)
        && !unit
        && (texts.len() >= 2
            || !is_group(cells, left)
                && texts.iter().all(|text| {
                    let asked = HeadingText::new(text);
                    layouts.all.iter().any(|l| asked.is_hit(l))
                }))
}
