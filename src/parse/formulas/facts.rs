//! What the formulas of one table say (A204 to A206), gathered while its cells are at hand.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use foldhash::HashMap;
use rust_decimal::Decimal;

use crate::base::formula::expr::Expr;
use crate::base::formula::shape::copied;
use crate::base::formula::values;
use crate::base::money::MoneyUnit;
use crate::base::place::{Area, Cell};
use crate::model::formulas::{
    FigureCell, FigureField, Stale, Sum, TableFormulas, Typed, TypedOver,
};
use crate::model::{LineClass, TableLine};
use crate::read::grid::GridCell;

use super::{Formulas, Recomputed, Shape, cell_of};

/// A cell of figures as it was read.
pub struct Note<'a> {
    /// The cell.
    pub cell: &'a GridCell,
    /// The field of its column.
    pub field: FigureField,
    /// Its money unit; none where it counts something else.
    pub unit: Option<MoneyUnit>,
    /// The number in the unit of the cell, if it is one, and its text where it is kept as text.
    pub number: Option<(Decimal, Option<String>)>,
}

impl Note<'_> {
    fn figure(&self) -> FigureCell {
        FigureCell {
            at: self.cell.at,
            field: self.field.clone(),
            unit: self.unit,
        }
    }
}

/// What the formulas of a table say; `notes` are its figures in the order of rows, `lines` its rows, if it has sums.
pub fn of_table(
    formulas: &Formulas<'_>,
    sheet: usize,
    notes: &[Note<'_>],
    lines: &[TableLine],
) -> TableFormulas {
    let mut found = TableFormulas::default();
    let mut columns = Columns::default();
    let mut row = (u32::MAX, LineClass::Detail);
    let mut uncomputed = u32::MAX;
    for note in notes {
        let at = note.cell.at;
        if at.row != row.0 {
            row = (at.row, class_of(lines, at.row));
        }
        columns.count(note, row.1);
        let Some(shape) = formulas.shape(sheet, note.cell) else {
            continue;
        };
        match formulas.recomputed(sheet, note.cell, &shape) {
            Recomputed::Differs(differs) => {
                let name = |sheet: usize| Arc::from(formulas.workbook.sheets[sheet].name.as_str());
                found.stale.push(Stale {
                    figure: note.figure(),
                    saved: differs.saved,
                    recomputed: differs.now,
                    input: differs.input.map(|(sheet, at)| (name(sheet), at)),
                });
            }
            Recomputed::Unknown if uncomputed != at.row => {
                uncomputed = at.row;
                found.uncomputed += 1;
            }
            Recomputed::Agrees | Recomputed::Unknown => {}
        }
        if let Some((areas, is_chain)) = shape.summed(sheet, at) {
            found.sums.push(Sum {
                figure: note.figure(),
                areas,
                is_chain,
            });
        }
    }
    let mut suspects: BTreeMap<(u16, usize), Vec<&Note<'_>>> = columns.suspects();
    if suspects.is_empty() {
        return found;
    }
    for note in notes {
        let class = class_of(lines, note.cell.at.row);
        let class = CLASSES.iter().position(|c| *c == class);
        if let Some(column) = class.and_then(|c| suspects.get_mut(&(note.cell.at.col, c))) {
            column.push(note);
        }
    }
    for ((_, class), column) in suspects {
        let class = CLASSES[class];
        let cells = formulas.typed_over(sheet, class, &column);
        if !cells.is_empty() {
            found.typed.push(TypedOver { class, cells });
        }
    }
    found
}

/// The class of a row; rows of a form without sums are all alike.
fn class_of(lines: &[TableLine], row: u32) -> LineClass {
    let line = lines.binary_search_by_key(&row, |l| l.row);
    line.map_or(LineClass::Detail, |line| lines[line].class)
}

/// How many figures of each column are formulas, and how many are not, by the class of their rows.
#[derive(Default)]
struct Columns(Vec<[Counts; 3]>);

#[derive(Clone, Copy, Default)]
struct Counts {
    formulas: usize,
    typed: usize,
    all: usize,
}

const CLASSES: [LineClass; 3] = [LineClass::Detail, LineClass::Group, LineClass::Total];

impl Columns {
    fn count(&mut self, note: &Note<'_>, class: LineClass) {
        let col = usize::from(note.cell.at.col);
        if self.0.len() <= col {
            self.0.resize(col + 1, <[Counts; 3]>::default());
        }
        let class = CLASSES.iter().position(|c| *c == class);
        if let (Some(counts), Some(class)) = (self.0.get_mut(col), class) {
            counts[class].all += 1;
            if note.cell.formula.is_some() {
                counts[class].formulas += 1;
            } else if note.number.is_some() {
                counts[class].typed += 1;
            }
        }
    }

    /// Columns and classes of rows in which numbers stand among enough formulas, whatever these are.
    fn suspects<T: Default>(&self) -> BTreeMap<(u16, usize), T> {
        let mut found = BTreeMap::new();
        for (col, counts) in (0_u16..).zip(&self.0) {
            for (class, counts) in counts.iter().enumerate() {
                if counts.typed > 0 && is_most(counts.formulas, counts.all) {
                    found.insert((col, class), T::default());
                }
            }
        }
        found
    }
}

/// At least three, and four fifths of all.
const fn is_most(count: usize, all: usize) -> bool {
    count >= 3 && count * 5 >= all * 4
}

impl Shape {
    /// What a formula adds, if it adds cells of its own sheet and does nothing else; and whether it is written with `+`.
    fn summed(&self, sheet: usize, at: Cell) -> Option<(Vec<Area>, bool)> {
        let is_chain = match &self.expr {
            Expr::Chain(..) => true,
            Expr::Call(..) => false,
            _ => return None,
        };
        let mut areas: Vec<values::Area> = Vec::new();
        self.expr.summed(self.shift(at), &mut areas)?;
        if areas.is_empty() || areas.iter().any(|area| area.sheet != sheet) {
            return None;
        }
        Some((of_sheet(areas)?, is_chain))
    }
}

/// Rectangles without their sheet.
fn of_sheet(areas: Vec<values::Area>) -> Option<Vec<Area>> {
    let area = |area: values::Area| {
        Some(Area {
            first: cell_of(area.top, area.left)?,
            last: cell_of(area.bottom, area.right)?,
        })
    };
    areas.into_iter().map(area).collect()
}

impl Formulas<'_> {
    /// The rectangles of its own sheet that a formula looks at; `None` where it looks at other sheets too, or where that is
    /// not known.
    pub(in crate::parse) fn looks_at(&self, sheet: usize, cell: &GridCell) -> Option<Vec<Area>> {
        let shape = self.shape(sheet, cell)?;
        let mut areas: Vec<values::Area> = Vec::new();
        shape.expr.areas(shape.shift(cell.at), &mut areas);
        let is_own = areas.iter().all(|area| area.sheet == sheet);
        is_own.then(|| of_sheet(areas))?
    }

    /// The numbers of a column that stand where the formula of nearly all others should.
    fn typed_over(&self, sheet: usize, class: LineClass, column: &[&Note<'_>]) -> Vec<Typed> {
        let mut shapes: HashMap<*const Shape, (usize, Rc<Shape>)> = HashMap::default();
        let mut own_sums = 0;
        for note in column {
            let Some(shape) = self.shape(sheet, note.cell) else {
                continue;
            };
            let own = |areas: &[Area]| {
                let col = note.cell.at.col;
                areas
                    .iter()
                    .all(|a| (a.first.col, a.last.col) == (col, col))
            };
            let sum = shape.summed(sheet, note.cell.at);
            own_sums += usize::from(sum.is_some_and(|(areas, _)| own(&areas)));
            let entry = shapes.entry(Rc::as_ptr(&shape)).or_insert((0, shape));
            entry.0 += 1;
        }
        let common = shapes
            .into_values()
            .find(|(count, _)| is_most(*count, column.len()))
            .map(|(_, shape)| shape);
        // Groups have as many rows as they have: their sums are alike though no copies of each other.
        if common.is_none() && (class == LineClass::Detail || !is_most(own_sums, column.len())) {
            return Vec::new();
        }
        let typed = column.iter().filter(|note| note.cell.formula.is_none());
        typed
            .filter_map(|note| {
                let (number, text) = note.number.clone()?;
                let at = note.cell.at;
                let shape = common.as_deref();
                Some(Typed {
                    figure: note.figure(),
                    number,
                    text,
                    formula: shape.and_then(|shape| {
                        let (rows, cols) = shape.shift(at);
                        copied(&shape.text, rows, cols).map(|text| format!("={text}"))
                    }),
                    agrees: shape.and_then(|shape| {
                        let now = self.number(sheet, at, shape, 0)?;
                        Some(self.agree(sheet, at, shape, number, now))
                    }),
                })
            })
            .collect()
    }
}
