//! Finding the header: one to four rows anywhere on the sheet, merged or not, and what stands over each column.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::base::place::{Area, Cell};
use crate::base::text::fold;
use crate::read::grid::{Content, Grid, GridCell};
use crate::read::merges::MergeIndex;

use super::heading;
use super::memo::Memo;
pub use super::texts::{Texts, shown, text_of};
use super::vocabulary::Layout;
use crate::base::spelling::Spelling;

/// How many rows below the top a header may begin.
const DEEPEST: usize = 400;

/// The most columns of one header that are read: as many as a sheet of .xls has room for. What stands further right is
/// told and not read, so that a sheet made of headings costs no more than a wide form.
pub(super) const WIDEST: usize = 256;

/// The longest heading that stands alone in the top row of a header; "(Kèm theo Quyết định số …)" is longer.
const LONGEST_ALONE: usize = 80;

/// What stands over the columns of a header.
#[derive(Clone, Debug)]
pub struct Headings {
    /// The columns that are read, from the left.
    pub paths: Vec<Path>,
    /// Those that are not.
    pub beyond: Option<Beyond>,
}

/// Columns of a header that are not read because there are too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beyond {
    /// Where the first of them stands in the header's last row.
    pub first: Cell,
    /// How many.
    pub count: usize,
}

/// What stands over one column, from the top row of the header down.
#[derive(Clone, Debug)]
pub struct Path {
    /// The column.
    pub col: u16,
    /// Its texts from top to bottom, a merged text once, with the cell that holds each.
    pub parts: Vec<(Cell, Rc<str>)>,
}

impl Path {
    /// The parts as people write them: `Kinh phí được duyệt / Tổng số`.
    pub fn heading(&self) -> String {
        self.parts
            .iter()
            .map(|(_, t)| t.as_ref())
            .collect::<Vec<_>>()
            .join(" / ")
    }
}

/// What stands over the columns between two rows, both included.
pub fn headings(grid: &Grid, texts: &Texts, first: u32, last: u32) -> Headings {
    let mut columns: Vec<u16> = Vec::new();
    for row in first..=last {
        columns.extend(texts.row(row).iter().map(|(at, _)| at.col));
    }
    let mut merges: Vec<Area> = grid
        .merges
        .iter()
        .copied()
        .filter(|m| m.first.row <= last && m.last.row >= first)
        .collect();
    for merge in merges
        .iter()
        .filter(|m| m.first.row >= first && m.last.col < m.first.col + 64)
    {
        if texts.at(merge.first).is_some() {
            columns.extend(merge.first.col..=merge.last.col);
        }
    }
    columns.sort_unstable();
    columns.dedup();
    let beyond = columns.get(WIDEST).map(|col| Beyond {
        first: Cell::new(last, *col),
        count: columns.len() - WIDEST,
    });
    if let Some(beyond) = beyond {
        columns.truncate(WIDEST);
        merges.retain(|m| m.first.col < beyond.first.col);
    }
    let merges = MergeIndex::new(merges);
    let mut paths: Vec<Path> = columns
        .iter()
        .map(|&col| Path {
            col,
            parts: Vec::new(),
        })
        .collect();
    for row in first..=last {
        let mut left: Option<(Cell, Rc<str>, bool)> = None;
        for index in 0..paths.len() {
            let col = columns[index];
            let here = Cell::new(row, col);
            let merge = merges.at(here);
            let anchor = merge.map_or(here, |m| m.first);
            let own = (anchor.row >= first).then(|| texts.at(anchor)).flatten();
            if let Some(text) = own.map(Rc::clone) {
                let spreads =
                    merge.is_none_or(|m| m.first.row == m.last.row && m.first.col == m.last.col);
                // A text in an unmerged cell may stand for the columns to its right as well.
                left = Some((anchor, Rc::clone(&text), spreads && row < last));
                if !paths[index].parts.iter().any(|(cell, _)| *cell == anchor) {
                    paths[index].parts.push((anchor, text));
                }
                continue;
            }
            let inherits =
                left.as_ref()
                    .filter(|(_, _, spreads)| *spreads)
                    .filter(|(cell, _, _)| {
                        let below =
                            |c: u16| (row + 1..=last).any(|r| texts.at(Cell::new(r, c)).is_some());
                        merge.is_none()
                            && shares_all_above(&paths, index, *cell)
                            && below(col)
                            && below(cell.col)
                    });
            match inherits.cloned() {
                Some((cell, text, _)) => paths[index].parts.push((cell, text)),
                None => left = None,
            }
        }
    }
    paths.retain(|p| !p.parts.is_empty());
    Headings { paths, beyond }
}

/// Whether all that stands over a column up to now stands over that of the cell as well: only then may the cell's text
/// stand for both, in the top row of a header and in any below it.
fn shares_all_above(paths: &[Path], index: usize, cell: Cell) -> bool {
    let above = |parts: &[(Cell, Rc<str>)]| -> Vec<Cell> {
        let over = parts.iter().map(|(at, _)| *at);
        over.filter(|at| at.row < cell.row).collect()
    };
    let own = paths.iter().find(|path| path.col == cell.col);
    own.is_some_and(|own| above(&own.parts) == above(&paths[index].parts))
}

/// Whether a merged cell reaches from the header into the rows below it.
pub fn cuts_merge(grid: &Grid, rows: (u32, u32)) -> bool {
    grid.merges.iter().any(|m| {
        (rows.0..=rows.1).contains(&m.first.row) && m.last.row > rows.1 && m.last.row < rows.1 + 4
    })
}

/// Whether a row says something in columns of figures, and nothing else: words and no figure.
pub(super) fn goes_on(cells: &[GridCell], is_figures: impl Fn(u16) -> bool) -> bool {
    let is_words = |c: &GridCell| match &c.content {
        Content::Text(text) => {
            !is_figure(text) && text.chars().filter(|c| c.is_alphabetic()).count() >= 4
        }
        _ => false,
    };
    cells.len() >= 2 && cells.iter().all(|c| is_figures(c.at.col) && is_words(c))
}

/// The row pairs (first, last) between which a header may stand, likeliest beginnings first.
pub fn candidates(grid: &Grid, layouts: &[&Layout], memo: &Memo) -> Vec<(u32, u32)> {
    let mut rows: Vec<(u32, RowLook)> = Vec::new();
    for (row, cells) in grid.rows().take(DEEPEST) {
        rows.push((row, look(cells, layouts, memo)));
    }
    let mut windows = Vec::new();
    for index in 0..rows.len() {
        let (first, begin) = &rows[index];
        if begin.hits == 0 || !begin.header_like || begin.is_title {
            continue;
        }
        let mut hits = 0;
        for (offset, (row, seen)) in rows[index..].iter().take(4).enumerate() {
            let next = usize::try_from(*row - *first).unwrap_or(usize::MAX) == offset;
            // A further row speaks of columns, or merged cells of the header reach into it.
            let reached = || {
                grid.merges
                    .iter()
                    .any(|m| m.first.row >= *first && m.first.row < *row && m.last.row >= *row)
            };
            // "ĐỀ ÁN KHUYẾN CÔNG" over "Đơn vị tính: đồng" are the lines of a title, whatever table they stand above.
            let titles = seen.is_title && hits < 2;
            let speaks = offset == 0 || seen.hits > 0 || reached();
            // "TS | Trong đó" says nothing by itself, and the row of sources below it does.
            let bridges = || {
                let below = rows.get(index + offset + 1);
                let is_next =
                    |(r, l): &(u32, RowLook)| *r == *row + 1 && l.header_like && l.hits > 0;
                begin.hits >= 2 && offset == 1 && below.is_some_and(is_next)
            };
            if !next || !seen.header_like || titles || !(speaks || bridges()) {
                break;
            }
            hits += seen.hits;
            if !speaks {
                continue;
            }
            if hits >= 2 {
                windows.push((*first, *row));
            }
        }
        if windows.len() > 60 {
            break;
        }
    }
    windows
}

/// Whether more than half of a text's letters are digits; full-width digits are digits too.
fn is_figure(text: &str) -> bool {
    // Most texts have none, which their bytes tell: a full-width digit begins with 0xEF.
    if !text.bytes().any(|b| b.is_ascii_digit() || b == 0xef) {
        return false;
    }
    let is_digit = |c: &char| matches!(c, '0'..='9' | '０'..='９');
    let digits = text.chars().filter(is_digit).count();
    digits * 2 > text.chars().count()
}

#[derive(Debug)]
struct RowLook {
    /// How many texts may stand in a header, counted up to two.
    hits: usize,
    header_like: bool,
    /// One cell, merged over the table as it may be, that states the money unit or is a whole line of words: it stands
    /// above the header.
    is_title: bool,
}

fn look(cells: &[GridCell], layouts: &[&Layout], memo: &Memo) -> RowLook {
    let mut texts = 0;
    let mut numbers = 0;
    let mut long = 0;
    let mut headings: Vec<&str> = Vec::new();
    for cell in cells {
        match &cell.content {
            Content::Text(text) => {
                texts += 1;
                // So many words need twice as many letters and blanks: short texts are not counted.
                if text.len() > 50 && text.split_whitespace().count() > 25 {
                    long += 1;
                    continue;
                }
                if is_figure(text) {
                    numbers += 1;
                    continue;
                }
                headings.push(text);
            }
            // A year may stand among headings; other numbers are data.
            Content::Number(x) if !(1990.0..2100.0).contains(x) => numbers += 1,
            Content::Number(_) => {}
            Content::Date(_) | Content::Bool(_) | Content::Error(_) | Content::Uncomputed => {
                numbers += 1;
            }
        }
    }
    let header_like = texts > 0 && numbers * 3 <= texts && long * 4 <= texts;
    // Most rows are data: what they say is not asked. Two headings are as good as many.
    let is_heading = |text: &&&str| {
        let asked = OnceCell::new();
        let is_hit = |l: &Layout| asked.get_or_init(|| HeadingText::new(text)).is_hit(l);
        layouts
            .iter()
            .any(|l| memo.of(l).hits.get(text.as_bytes(), || is_hit(l)))
    };
    let hits = if header_like {
        headings
            .iter()
            .take(WIDEST)
            .filter(is_heading)
            .take(2)
            .count()
    } else {
        0
    };
    // Under the headings a row may say nothing but the unit of each column.
    let states = |text: &&&str| super::money_unit::is_statement(text);
    let hits = if hits == 0
        && header_like
        && headings.len() >= 2
        && headings.iter().filter(states).take(2).count() == 2
    {
        1
    } else {
        hits
    };
    let is_title = hits > 0
        && match cells {
            [only] => text_of(only).is_some_and(|text| {
                text.chars().count() > LONGEST_ALONE || super::money_unit::is_statement(&text)
            }),
            _ => false,
        };
    RowLook {
        hits,
        header_like,
        is_title,
    }
}

/// A text of which layouts are asked whether it is, or comes near, what they expect over a column.
pub(super) struct HeadingText {
    parts: Vec<Vec<String>>,
    spelling: Spelling,
}

impl HeadingText {
    /// What all of them look at.
    pub(super) fn new(text: &str) -> Self {
        let text = super::money_unit::without_unit(text);
        Self {
            parts: heading::parts(&text),
            spelling: Spelling::new(&fold(&text)),
        }
    }

    /// What this one says.
    pub(super) fn is_hit(&self, layout: &Layout) -> bool {
        let near = |k: &Spelling| {
            k.text().len() > 5 && heading::likeness(&self.spelling, k, 0.85).is_some()
        };
        layout.exact.contains_key(self.spelling.text())
            || heading::speaks(layout, &self.parts, 0.6)
            || layout
                .fields
                .iter()
                .any(|(_, known)| known.iter().any(near))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(row: u32, col: u16, text: &str) -> GridCell {
        GridCell {
            at: Cell::new(row, col),
            content: Content::Text(text.into()),
            formula: None,
        }
    }

    #[test]
    fn texts_that_are_not_merged_stand_for_their_right_in_every_row() {
        let grid = Grid {
            cells: vec![
                text(0, 0, "Tên đề án"),
                text(0, 1, "Kinh phí"),
                text(1, 1, "Được duyệt"),
                text(1, 3, "Lũy kế"),
                text(2, 1, "KCQG"),
                text(2, 2, "KCĐP"),
                text(2, 3, "KCQG"),
                text(2, 4, "KCĐP"),
            ],
            ..Grid::default()
        };
        let texts = Texts::new(&grid, &[(0, 2)]);
        let headings: Vec<String> = headings(&grid, &texts, 0, 2)
            .paths
            .iter()
            .map(Path::heading)
            .collect();
        assert_eq!(
            headings,
            [
                "Tên đề án",
                "Kinh phí / Được duyệt / KCQG",
                "Kinh phí / Được duyệt / KCĐP",
                "Kinh phí / Lũy kế / KCQG",
                "Kinh phí / Lũy kế / KCĐP",
            ]
        );
    }
}
