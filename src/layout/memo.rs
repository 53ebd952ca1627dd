//! What texts were understood as: units draw their forms alike, so that the same headings come again in file after file.
//!
//! Only what follows from the text alone is remembered, so that a memo changes how long a run takes and nothing else.
//! A memo is one worker's own: nothing is shared between threads.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::base::place::Cell;
use crate::model::Period;
use crate::read::grid::{Content, Grid};

use super::columns::Understood;
use super::header;
use super::numbering::is_column_numbers;

/// So many texts are kept; a workbook made of headings costs time then, not memory.
const MOST: usize = 10_000;

/// Answers by text.
#[derive(Debug)]
pub struct Table<V>(RefCell<HashMap<Box<str>, V>>);

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<V: Clone> Table<V> {
    /// The answer for a text, made where it is not known yet.
    pub fn get(&self, text: &str, make: impl FnOnce() -> V) -> V {
        if let Some(known) = self.0.borrow().get(text) {
            return known.clone();
        }
        let made = make();
        let mut table = self.0.borrow_mut();
        if table.len() >= MOST {
            table.clear();
        }
        table.insert(text.into(), made.clone());
        made
    }
}

/// What one layout makes of texts.
#[derive(Debug, Default)]
pub struct OfLayout {
    /// Whether a text may stand in a header.
    pub hits: Table<bool>,
    /// What a column is.
    pub columns: Table<Rc<Understood>>,
}

/// Everything that is remembered between sheets, for one reporting period and one set of layouts.
#[derive(Debug)]
pub struct Memo {
    /// The reporting period.
    pub period: Option<Period>,
    layouts: Vec<OfLayout>,
}

impl Memo {
    /// Nothing remembered yet, for so many layouts.
    pub fn new(layouts: usize, period: Option<Period>) -> Self {
        Self {
            period,
            layouts: (0..layouts).map(|_| OfLayout::default()).collect(),
        }
    }

    /// What the layout of that number makes of texts.
    pub fn of(&self, layout: &super::Layout) -> &OfLayout {
        &self.layouts[layout.number]
    }
}

/// How many figures and how many words stand under the header, by column.
type Below = HashMap<u16, (usize, usize)>;

/// What is asked again and again of one sheet while its header is looked for.
pub struct SheetMemo<'a> {
    /// The sheet.
    pub grid: &'a Grid,
    looks: Vec<header::DataLook>,
    below: RefCell<HashMap<u32, Rc<Below>>>,
    labels: RefCell<HashMap<Cell, (bool, bool)>>,
}

impl<'a> SheetMemo<'a> {
    /// Looks at every cell once.
    pub fn new(grid: &'a Grid) -> Self {
        let looks = grid
            .cells
            .iter()
            .map(|c| header::data_look(&c.content))
            .collect();
        Self {
            grid,
            looks,
            below: RefCell::default(),
            labels: RefCell::default(),
        }
    }

    /// How many of a column's cells under a row are figures: (figures, texts). Rows of one or two cells are titles of
    /// groups, dates and signatures; they say nothing of a column.
    pub fn below(&self, last: u32) -> Rc<Below> {
        if let Some(known) = self.below.borrow().get(&last) {
            return Rc::clone(known);
        }
        // A row that numbers the columns says nothing of what stands in them.
        let numbered = (last + 1..=last + 2).find(|row| is_column_numbers(self.grid.row(*row)));
        let from = numbered.unwrap_or(last);
        let start = self.grid.cells.partition_point(|c| c.at.row <= from);
        let mut counts = Below::new();
        let cells = self.grid.cells[start..]
            .iter()
            .zip(&self.looks[start..])
            .collect::<Vec<_>>();
        let rows = cells
            .chunk_by(|(a, _), (b, _)| a.at.row == b.at.row)
            .take_while(|r| r.first().is_some_and(|(c, _)| c.at.row <= last + 80));
        for (cell, look) in rows.filter(|r| r.len() >= 3).flatten() {
            let count = counts.entry(cell.at.col).or_default();
            match look {
                header::DataLook::Figure => count.0 += 1,
                header::DataLook::Words => count.1 += 1,
                header::DataLook::Nothing => {}
            }
        }
        let counts = Rc::new(counts);
        self.below.borrow_mut().insert(last, Rc::clone(&counts));
        counts
    }

    /// Of up to 60 cells of a column below a row: how many are labels, and how many of these `is` says are activities and
    /// indicators.
    pub fn labels(
        &self,
        last: u32,
        col: u16,
        is: impl Fn(&str) -> (bool, bool),
    ) -> (usize, usize, usize) {
        let start = self.grid.cells.partition_point(|c| c.at.row <= last);
        let mut known = self.labels.borrow_mut();
        let mut counts = (0, 0, 0);
        for cell in self.grid.cells[start..]
            .iter()
            .filter(|c| c.at.col == col)
            .take(60)
        {
            let Content::Text(text) = &cell.content else {
                continue;
            };
            if text.chars().count() < 6 || !text.chars().any(char::is_alphabetic) {
                continue;
            }
            let (activity, indicator) = *known.entry(cell.at).or_insert_with(|| is(text));
            counts.0 += 1;
            counts.1 += usize::from(activity);
            counts.2 += usize::from(indicator);
        }
        counts
    }
}
