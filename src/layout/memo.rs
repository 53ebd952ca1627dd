//! What texts were understood as: units draw their forms alike, so that the same headings come again in file after file.
//!
//! Only what follows from the key alone is remembered, so that a memo changes how long a run takes and nothing else.
//! A memo is one worker's own; when it is done, the next worker goes on with it.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, Mutex};

use foldhash::HashMap;

use crate::base::place::Cell;
use crate::model::Period;
use crate::read::grid::{Content, Grid, GridCell};

use super::assigned::Assigned;
use super::body::{DataLook, data_look};
use super::columns::Understood;
use super::effort::Effort;
use super::heading::Said;
use super::numbering::is_column_numbers;

/// So many answers are kept; a workbook made of headings costs time then, not memory.
const MOST: usize = 10_000;
/// Keys of so many bytes are kept in all; an answer is not much larger than its key.
const ROOM: usize = 1 << 20;

/// Answers by text, or by the bytes of whatever decides them.
#[derive(Debug)]
pub struct Table<V>(RefCell<Kept<V>>);

#[derive(Debug)]
struct Kept<V> {
    answers: HashMap<Box<[u8]>, V>,
    /// Bytes of all keys.
    bytes: usize,
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self(RefCell::new(Kept {
            answers: HashMap::default(),
            bytes: 0,
        }))
    }
}

impl<V: Clone> Table<V> {
    /// The answer for a key, made where it is not known yet.
    pub fn get(&self, key: &[u8], make: impl FnOnce() -> V) -> V {
        if let Some(known) = self.0.borrow().answers.get(key) {
            return known.clone();
        }
        let made = make();
        let mut kept = self.0.borrow_mut();
        if key.len() > ROOM / 16 {
            return made;
        }
        if kept.answers.len() >= MOST || kept.bytes + key.len() > ROOM {
            kept.answers.clear();
            kept.bytes = 0;
        }
        kept.bytes += key.len();
        kept.answers.insert(key.into(), made.clone());
        made
    }
}

/// What one layout makes of texts.
#[derive(Debug, Default)]
pub struct OfLayout {
    /// Whether a text may stand in a header.
    pub hits: Table<bool>,
    /// What one part of a heading says.
    pub said: Table<Said>,
    /// Which result a text names: its line of the programme if it has one, and how surely.
    pub results: Table<Option<(Option<String>, f64)>>,
    /// What a column is.
    pub columns: Table<Arc<Understood>>,
    /// What all columns of a header are.
    pub headers: Table<Arc<Assigned>>,
}

/// Memos whose workers are done, each with its period. Work comes in many small shares, and every memo that began empty
/// would have to understand all headings anew.
#[derive(Debug, Default)]
pub struct Pool(Mutex<Vec<(Option<Period>, Vec<OfLayout>)>>);

impl Pool {
    fn take(&self, period: Option<Period>) -> Option<Vec<OfLayout>> {
        let mut waiting = self.0.lock().ok()?;
        let at = waiting.iter().position(|(p, _)| *p == period)?;
        Some(waiting.swap_remove(at).1)
    }
}

/// Everything that is remembered between sheets, for one reporting period and one set of layouts.
#[derive(Debug)]
pub struct Memo {
    /// The reporting period.
    pub period: Option<Period>,
    /// What the workbook that is read now has cost.
    pub effort: Effort,
    layouts: Vec<OfLayout>,
    pool: Arc<Pool>,
}

impl Memo {
    /// What a worker before remembered, or nothing yet, for so many layouts.
    pub fn new(layouts: usize, period: Option<Period>, pool: &Arc<Pool>) -> Self {
        let new = || (0..layouts).map(|_| OfLayout::default()).collect();
        Self {
            period,
            effort: Effort::default(),
            layouts: pool.take(period).unwrap_or_else(new),
            pool: Arc::clone(pool),
        }
    }

    /// What the layout of that number makes of texts.
    pub fn of(&self, layout: &super::Layout) -> &OfLayout {
        &self.layouts[layout.number]
    }
}

impl Drop for Memo {
    fn drop(&mut self) {
        if let Ok(mut waiting) = self.pool.0.lock() {
            waiting.push((self.period, std::mem::take(&mut self.layouts)));
        }
    }
}

/// How many figures and how many words stand under the header, by column.
#[derive(Debug, Default)]
pub struct Below(Vec<(usize, usize)>);

impl Below {
    fn count(&mut self, col: u16) -> &mut (usize, usize) {
        let col = usize::from(col);
        if self.0.len() <= col {
            self.0.resize(col + 1, (0, 0));
        }
        &mut self.0[col]
    }

    /// How many figures and how many words stand in a column.
    pub fn of(&self, col: u16) -> (usize, usize) {
        self.0.get(usize::from(col)).copied().unwrap_or_default()
    }
}

/// What is asked again and again of one sheet while its header is looked for.
pub struct SheetMemo<'a> {
    /// The sheet.
    pub grid: &'a Grid,
    looks: Vec<DataLook>,
    below: RefCell<HashMap<u32, Rc<Below>>>,
    labels: RefCell<HashMap<Cell, (bool, bool)>>,
}

impl<'a> SheetMemo<'a> {
    /// Looks at every cell once.
    pub fn new(grid: &'a Grid) -> Self {
        let looks = grid.cells.iter().map(|c| data_look(&c.content)).collect();
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
        let mut counts = Below::default();
        let mut looks = self.looks[start..].iter();
        let rows = self.grid.cells[start..]
            .chunk_by(|a, b| a.at.row == b.at.row)
            .take_while(|r| r.first().is_some_and(|c| c.at.row <= last + 80));
        for row in rows {
            let counted = row.len() >= 3;
            for (cell, look) in row.iter().zip(looks.by_ref()).filter(|_| counted) {
                let count = counts.count(cell.at.col);
                match look {
                    DataLook::Figure => count.0 += 1,
                    DataLook::Words => count.1 += 1,
                    DataLook::Nothing => {}
                }
            }
        }
        let counts = Rc::new(counts);
        self.below.borrow_mut().insert(last, Rc::clone(&counts));
        counts
    }

    /// Whether a label stands among up to 60 cells of a column below a row.
    pub fn has_words(&self, last: u32, col: u16) -> bool {
        self.below_in(last, col)
            .any(|cell| matches!(&cell.content, Content::Text(text) if is_label(text)))
    }

    fn below_in(&self, last: u32, col: u16) -> impl Iterator<Item = &GridCell> {
        let start = self.grid.cells.partition_point(|c| c.at.row <= last);
        let below = self.grid.cells[start..].iter();
        below.filter(move |c| c.at.col == col).take(60)
    }

    /// Of up to 60 cells of a column below a row: how many are labels, and how many of these `is` says are activities and
    /// indicators.
    pub fn labels(
        &self,
        last: u32,
        col: u16,
        is: impl Fn(&str) -> (bool, bool),
    ) -> (usize, usize, usize) {
        let mut known = self.labels.borrow_mut();
        let mut counts = (0, 0, 0);
        for cell in self.below_in(last, col) {
            let Content::Text(text) = &cell.content else {
                continue;
            };
            if !is_label(text) {
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

/// Words long enough to name something.
fn is_label(text: &str) -> bool {
    text.chars().count() >= 6 && text.chars().any(char::is_alphabetic)
}
