//! Which form a sheet is, and how it is laid out.

use std::sync::Arc;

use crate::base::money::MoneyUnit;
use crate::base::place::Cell;
use crate::model::{Form, Period, Programme};
use crate::read::grid::{Grid, Workbook};

use super::assigned::{Best, Header, assign};
use super::claims::{claimed_twice, missing, score};
use super::columns::{self, Column, Role};
use super::fit::Fit;
use super::header::{self, Beyond};
use super::lines::Lines;
use super::memo::{Memo, Pool, SheetMemo};
use super::phase_rows;
use super::rows::{self, Row};
use super::sheet_unit::sheet_units;
use super::subject::nearest_to_any;
use super::tables;
use super::titles::Titles;
use super::vocabulary::{Layout, Layouts};

/// So many columns are read in all headers of a sheet in question: 60 headers of a wide form.
const MOST_COLUMNS: usize = 4_000;

/// Reads sheets with one set of layouts and one programme.
pub struct Recogniser<'a> {
    layouts: &'a Layouts,
    lines: Lines,
    memos: Arc<Pool>,
}

/// What kind of workbook a sheet comes from, where that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// From the folder of approving decisions.
    Approved,
    /// From the folder of submissions.
    Submitted,
    /// From anywhere.
    Anywhere,
}

/// One sheet after recognition.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Index into the workbook's sheets.
    pub index: usize,
    /// The form, if it is one.
    pub form: Option<Recognised>,
    /// The nearest form and what of it lacks, where it is none.
    pub nearest: Option<(Form, Vec<String>)>,
}

/// A recognised form.
#[derive(Clone, Debug)]
pub struct Recognised {
    /// Which form.
    pub form: Form,
    /// By which layout.
    pub layout: String,
    /// How surely, 0 to 1.
    pub score: f64,
    /// First and last row of the header, from 0.
    pub header: (u32, u32),
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The sheet's money unit with the cell that states it.
    pub unit: Option<(MoneyUnit, Cell)>,
    /// All statements of a unit over the table that differ from it.
    pub other_units: Vec<(MoneyUnit, Cell)>,
    /// Required columns that are absent, with the nearest heading.
    pub missing: Vec<(String, Option<(String, Cell)>)>,
    /// Fields that two columns claim.
    pub twice: Vec<(String, Vec<usize>)>,
    /// Columns further right that were not read.
    pub beyond: Option<Beyond>,
}

impl Recognised {
    /// The column of a field of words.
    pub fn plain(&self, name: &str) -> Option<&Column> {
        self.columns
            .iter()
            .find(|c| matches!(&c.role, Role::Plain(f) if f == name))
    }

    /// The unit in which a column prints money: its own, else the sheet's.
    pub fn unit_of(&self, column: &Column) -> Option<(MoneyUnit, Option<Cell>)> {
        column.unit.or(self.unit).map(|(u, c)| (u, Some(c)))
    }
}

impl<'a> Recogniser<'a> {
    /// Prepares the words once for the whole run.
    pub fn new(layouts: &'a Layouts, programme: &Programme) -> Self {
        Self {
            layouts,
            lines: Lines::new(programme),
            memos: Arc::default(),
        }
    }

    /// The programme's lines.
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// What one worker remembers of the sheets that it reads.
    pub fn memo(&self, period: Option<Period>) -> Memo {
        Memo::new(self.layouts.all.len(), period, &self.memos)
    }

    /// Recognises every sheet of a workbook, in the memo's period.
    pub fn workbook(&self, workbook: &Workbook, origin: Origin, memo: &Memo) -> Vec<Sheet> {
        memo.effort.begin();
        workbook
            .sheets
            .iter()
            .enumerate()
            .flat_map(|(index, grid)| self.tables(index, grid, origin, memo))
            .collect()
    }

    /// The tables of a sheet, one under another; nearly always one.
    fn tables(&self, index: usize, grid: &Grid, origin: Origin, memo: &Memo) -> Vec<Sheet> {
        let layouts: Vec<&Layout> = self
            .layouts
            .all
            .iter()
            .filter(|l| match origin {
                Origin::Approved => l.form == Form::Approval,
                Origin::Submitted | Origin::Anywhere => true,
            })
            .collect();
        let windows = header::candidates(grid, &layouts, memo);
        let regions = tables::regions(grid, &windows);
        let mut found: Vec<Sheet> = Vec::with_capacity(regions.len());
        let mut forms = 0;
        for region in regions {
            let Some(layout) = layouts.first() else { break };
            let head = found.first().and_then(|s| s.form.as_ref());
            let part = tables::cut(grid, layout, region, head.map(|form| form.header.0));
            let windows = header::candidates(&part, &layouts, memo);
            let mut sheet = self.sheet(index, &part, (&layouts, windows), origin, memo);
            let Some(form) = &mut sheet.form else {
                continue;
            };
            form.rows.retain(|row| row.row >= region.0);
            let is_first = found.is_empty();
            let above = found.last_mut().and_then(|s| s.form.as_mut());
            let same = above
                .as_ref()
                .is_some_and(|above| tables::goes_on(above, form));
            if !same && !tables::stands_alone(form, is_first) {
                continue;
            }
            forms += 1;
            match (above.filter(|_| same), sheet.form.take()) {
                (Some(above), Some(form)) => tables::join(above, form),
                (_, form) => found.push(Sheet { form, ..sheet }),
            }
        }
        if forms < 2 {
            return vec![self.sheet(index, grid, (&layouts, windows), origin, memo)];
        }
        tables::release_grand_total(&mut found);
        found
    }

    #[expect(clippy::float_arithmetic, reason = "scores, not amounts")]
    fn sheet(
        &self,
        index: usize,
        grid: &Grid,
        (layouts, windows): (&[&Layout], Vec<(u32, u32)>),
        origin: Origin,
        memo: &Memo,
    ) -> Sheet {
        let sheet = SheetMemo::new(grid);
        let titles = Titles::new(
            grid,
            windows.iter().map(|(first, _)| *first).max().unwrap_or(0),
        );
        let spoken_for: Vec<u32> = layouts.iter().map(|l| titles.speak_for(l)).collect();
        let texts = header::Texts::new(grid, &windows);
        let fit = Fit {
            layouts: self.layouts,
            lines: &self.lines,
            effort: &memo.effort,
            sheet: &sheet,
            titles: &titles,
            origin,
        };
        let mut best: Option<Best<'_>> = None;
        let mut near: Option<(f64, Form, Vec<String>)> = None;
        let mut columns = 0;
        for (first, last) in windows {
            // What cannot be found within reason is not found, and the run says so (R004).
            if columns > MOST_COLUMNS {
                break;
            }
            let header::Headings { paths, beyond } = header::headings(grid, &texts, first, last);
            columns += paths.len();
            let texts = |path: &header::Path| -> bool {
                memo.effort.heading(path.parts.iter().map(|(_, t)| &**t))
            };
            if !paths.iter().all(texts) {
                break;
            }
            let title_source = layouts.first().and_then(|l| titles.source(first, l));
            let header = Header::new(&sheet, last, &paths, title_source);
            for (layout, spoken_from) in layouts.iter().zip(&spoken_for) {
                let context = columns::Context {
                    layout,
                    lines: &self.lines,
                    period: memo.period,
                    memo,
                    title_source,
                };
                let assigned = assign(&context, &header);
                let fit = match fit.of(layout, (first, last), &assigned) {
                    Ok(fit) if first >= *spoken_from => fit + 0.8,
                    Ok(fit) => fit,
                    Err(lacking) => {
                        let claimed = assigned.claimed;
                        if claimed >= 1.0 && near.as_ref().is_none_or(|(s, _, _)| claimed > *s) {
                            near = Some((claimed, layout.form, lacking));
                        }
                        continue;
                    }
                };
                if best.as_ref().is_none_or(|best| fit > best.fit) {
                    best = Some(Best {
                        fit,
                        layout,
                        header: (first, last),
                        assigned,
                        beyond,
                    });
                }
            }
        }
        let form = best.map(|best| {
            let columns = best.assigned.columns.clone();
            let mut recognised = Self::describe(best.layout, best.header, columns);
            recognised.beyond = best.beyond;
            self.finish(&mut recognised, grid, memo);
            recognised
        });
        let named = near.map(|(_, f, l)| (f, l));
        let nearest = || named.or_else(|| nearest_to_any(self.layouts, grid));
        let nearest = form.is_none().then(nearest).flatten();
        Sheet {
            index,
            form,
            nearest,
        }
    }

    fn describe(layout: &Layout, header: (u32, u32), columns: Vec<Column>) -> Recognised {
        let score = score(&columns);
        Recognised {
            form: layout.form,
            layout: layout.name.clone(),
            score,
            header,
            columns,
            rows: Vec::new(),
            unit: None,
            other_units: Vec::new(),
            missing: Vec::new(),
            twice: Vec::new(),
            beyond: None,
        }
    }

    /// Rows, units and what lacks, for the header that was chosen.
    fn finish(&self, recognised: &mut Recognised, grid: &Grid, memo: &Memo) {
        let Some(layout) = self
            .layouts
            .all
            .iter()
            .find(|l| l.name == recognised.layout)
        else {
            return;
        };
        phase_rows::release(layout, grid, recognised);
        recognised.twice = claimed_twice(&mut recognised.columns);
        recognised.missing = missing(layout, &recognised.columns);
        let context = rows::Context {
            layout,
            lines: &self.lines,
            columns: &recognised.columns,
            effort: &memo.effort,
        };
        let (first, last) = recognised.header;
        recognised.rows = rows::classify(&context, grid, first, last);
        let mut stated = sheet_units(grid, recognised);
        // The statement nearest to the table wins.
        recognised.unit = stated.pop();
        stated.retain(|(unit, _)| recognised.unit.is_some_and(|(u, _)| u != *unit));
        recognised.other_units = stated;
    }
}
