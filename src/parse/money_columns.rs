//! The columns of money with their units, and how exactly each prints (contract, section 5).

use rust_decimal::Decimal;

use crate::base::money::MoneyUnit;
use crate::base::number::{self, Style, TextNumber};
use crate::base::place::Cell;
use crate::base::reading::Reading;
use crate::finding::{Code, Value};
use crate::layout::header::text_of;
use crate::layout::{Class, Column, Role, money_unit};
use crate::model::Field;
use crate::read::grid::Content;

use super::exactness::TypedColumn;
use super::figures;
use super::reader::Reader;

/// A column of money with its unit and half-width.
pub(super) struct MoneyColumn {
    pub col: u16,
    pub field: Field,
    pub unit: MoneyUnit,
    pub half: Decimal,
}

impl Reader<'_> {
    /// The columns of money; where a sheet states no unit, an amount, another sheet, the decisions or
    /// the size of its figures tell it, and R012 says which.
    pub(super) fn money_columns(&mut self) -> Vec<MoneyColumn> {
        let rows: Vec<u32> = self
            .form
            .rows
            .iter()
            .filter(|r| r.class.is_line())
            .map(|r| r.row)
            .collect();
        let columns: Vec<(&Column, Field)> = self
            .form
            .columns
            .iter()
            .filter_map(|c| {
                if let Role::Money(f) = c.role {
                    Some((c, f))
                } else {
                    None
                }
            })
            .collect();
        let (grid, styles) = (self.grid, &self.styles);
        // Figures as typed, and whether they name a unit of their own.
        let figures = |col: u16| -> Vec<(Decimal, bool)> {
            let read = |&row: &u32| {
                let cell = grid
                    .get(Cell::new(row, col))
                    .filter(|c| c.formula.is_none())?;
                let figure = figures::money(Some(cell), styles);
                Some((figure.reading.known()?, figure.in_dong))
            };
            rows.iter().filter_map(read).collect()
        };
        let typed = |col: u16| figures(col).into_iter().filter(|(_, own)| !own);
        let mut guessed = None;
        let mut evidence = Evidence::Size;
        let by_rows = rows.iter().find_map(|row| self.unit_of_row(*row));
        let unstated = |c: &Column| self.form.unit_of(c).is_none();
        let lacks = by_rows.is_none() && columns.iter().any(|(c, _)| unstated(c));
        if lacks && !self.all_name_theirs(&columns) {
            let largest = columns
                .iter()
                .flat_map(|(c, _)| typed(c.col))
                .map(|(d, _)| d.abs())
                .max();
            let figures: Vec<u16> = columns.iter().map(|(c, _)| c.col).collect();
            let words = self.unit_in_words(&rows, &figures);
            let approved = self.unit_by_approvals(&figures);
            // One amount or another sheet is no evidence where the decisions speak for another unit.
            let fits = |unit: MoneyUnit| match &approved {
                Some((own, _)) => *own == unit,
                None => is_likely(largest, unit),
            };
            let words = words.filter(|(unit, _, _)| largest.is_none() || fits(*unit));
            let sister = self.page.sister.filter(|(unit, _)| fits(*unit));
            if let Some((unit, at, text)) = words {
                guessed = Some(unit);
                evidence = Evidence::Words(at, text);
            } else if let Some((unit, sheet)) = sister {
                guessed = Some(unit);
                evidence = Evidence::Sister(sheet.to_owned());
            } else if let Some((unit, cells)) = approved {
                guessed = Some(unit);
                evidence = Evidence::Approvals(cells);
            } else {
                guessed = Some(guess_unit(largest));
            }
        }
        let unit = |column: &Column| {
            let own = self.form.unit_of(column).map(|(u, _)| u);
            own.or(by_rows).or(guessed).unwrap_or(MoneyUnit::Dong)
        };
        let typed: Vec<TypedColumn> = columns
            .iter()
            .map(|(c, _)| {
                let unit = unit(c);
                let places = |(amount, own)| {
                    number::decimals(if own { unit.from_dong(amount) } else { amount })
                };
                let places = figures(c.col).into_iter().map(places).max();
                TypedColumn {
                    col: c.col,
                    unit,
                    half: places.map(|places| figures::half_width(places, unit)),
                }
            })
            .collect();
        let halves = self.halves(&typed, &rows);
        let made: Vec<MoneyColumn> = columns
            .iter()
            .zip(halves)
            .map(|((column, field), half)| MoneyColumn {
                col: column.col,
                field: *field,
                unit: unit(column),
                half,
            })
            .collect();
        if let Some(unit) = guessed.filter(|_| !rows.is_empty()) {
            self.report_guess(
                unit,
                columns
                    .iter()
                    .find(|(c, _)| self.form.unit_of(c).is_none())
                    .map(|(c, _)| c.cell),
                evidence,
            );
        }
        if let (Some((unit, at)), Some((other, other_at))) =
            (self.form.unit, self.form.other_units.first())
        {
            let mut finding = self
                .finder
                .sheet(Code::R012, self.form.form, &self.grid.name);
            finding.cells = vec![at, *other_at];
            finding.expected = Some(Value::Text(unit.name().to_owned()));
            finding.found = Some(Value::Text(format!(
                "{} ({at}), {} ({other_at})",
                unit.name(),
                other.name()
            )));
            finding.variant = Some("conflict");
            finding.args = vec![(
                "evidence",
                format!("{at}: {}; {other_at}: {}", unit.name(), other.name()),
            )];
            self.findings.push(finding);
        }
        made
    }

    /// Whether every amount of the table names its own unit, so that nobody need ask for another.
    fn all_name_theirs(&self, columns: &[(&Column, Field)]) -> bool {
        let classes = [Class::Group, Class::Total, Class::OfWhich];
        let rows = self.form.rows.iter();
        let rows = rows.filter(|r| r.class.is_line() || classes.contains(&r.class));
        let mut figures = rows
            .flat_map(|row| columns.iter().map(move |(c, _)| Cell::new(row.row, c.col)))
            .filter_map(|at| Some(figures::money(Some(self.grid.get(at)?), &self.styles)))
            .filter(|figure| matches!(figure.reading, Reading::Known(n) if !n.is_zero()))
            .peekable();
        figures.peek().is_some() && figures.all(|figure| figure.in_dong)
    }

    /// Where nearly all text numbers of a sheet can be read two ways, and none in only one: which of both makes them
    /// amounts that a project can have, if only one does. `150.000` in nghìn đồng is no sum of 150 thousand đồng.
    pub(super) fn style_by_size(&self) -> Option<Style> {
        let mut marks: Option<char> = None;
        let (mut count, mut largest) = (0, [Decimal::ZERO; 2]);
        for column in &self.form.columns {
            if !matches!(column.role, Role::Money(_)) {
                continue;
            }
            let unit = self.form.unit_of(column).map(|(unit, _)| unit);
            let lines = self.form.rows.iter().filter(|r| r.class.is_line());
            for row in lines {
                let Some(cell) = self.grid.get(Cell::new(row.row, column.col)) else {
                    continue;
                };
                let Content::Text(text) = &cell.content else {
                    continue;
                };
                let TextNumber::Ambiguous {
                    thousands,
                    decimal,
                    mark,
                } = number::parse(text)
                else {
                    continue;
                };
                if *marks.get_or_insert(mark) != mark {
                    return None;
                }
                count += 1;
                for (largest, read) in largest.iter_mut().zip([thousands, decimal]) {
                    *largest = unit?.to_dong(read.abs())?.max(*largest);
                }
            }
        }
        let [by_thousands, by_decimals] = largest.map(|d| is_likely(Some(d), MoneyUnit::Dong));
        if count < MANY || by_thousands == by_decimals {
            return None;
        }
        Some(if (marks? == '.') == by_thousands {
            Style::Vietnamese
        } else {
            Style::English
        })
    }

    /// The money unit that a column "Đơn vị tính" gives a row; where results are named beside it, it counts those.
    fn unit_of_row(&self, row: u32) -> Option<MoneyUnit> {
        let measure = self.form.plain("measure")?;
        if self.form.plain("result_name").is_some() {
            return None;
        }
        let text = self
            .grid
            .get(Cell::new(row, measure.col))
            .and_then(text_of)?;
        money_unit::of_line(&text)
    }

    /// Takes over the unit that a row states; a row that states none, or a ditto mark, has that of the row above.
    pub(super) fn row_unit(&mut self, row: u32) {
        let Some(unit) = self.unit_of_row(row) else {
            return;
        };
        for column in self.money.iter_mut().filter(|c| c.unit != unit) {
            column.half = if unit == MoneyUnit::Dong {
                Decimal::ZERO
            } else {
                let printed = column.unit.from_dong(column.half);
                unit.to_dong(printed).unwrap_or(column.half)
            };
            column.unit = unit;
        }
    }

    /// The money unit that amounts of the rows name themselves ("250 triệu"), with the first of them; nothing where they
    /// name several.
    fn unit_in_words(&self, rows: &[u32], columns: &[u16]) -> Option<(MoneyUnit, Cell, String)> {
        let cells = rows
            .iter()
            .flat_map(|row| columns.iter().map(move |col| Cell::new(*row, *col)));
        let mut named = cells.filter_map(|at| {
            let cell = self.grid.get(at)?;
            let figure = figures::money(Some(cell), &self.styles);
            let text = figure.as_text.filter(|_| figure.in_dong)?;
            Some((unit_named_by(&text)?, at, text))
        });
        let first = named.next()?;
        named.all(|(unit, _, _)| unit == first.0).then_some(first)
    }

    fn report_guess(&mut self, unit: MoneyUnit, cell: Option<Cell>, evidence: Evidence) {
        let mut finding = self
            .finder
            .sheet(Code::R012, self.form.form, &self.grid.name);
        finding.cells = cell.into_iter().collect();
        finding.expected = Some(Value::Text(unit.name().to_owned()));
        let (variant, evidence) = match evidence {
            Evidence::Words(at, text) => {
                finding.found = Some(Value::Text(text.clone()));
                finding.found_text = Some(text.clone());
                (Some("words"), format!("{at}: {text}"))
            }
            Evidence::Sister(sheet) => {
                finding.found = Some(Value::Text(sheet.clone()));
                (Some("sister"), sheet)
            }
            Evidence::Approvals(cells) => {
                let list: Vec<String> = cells.iter().map(Cell::to_string).collect();
                finding.found = Some(Value::Text(list.join(", ")));
                (Some("approvals"), cells.len().to_string())
            }
            Evidence::Size => (None, unit.name().to_owned()),
        };
        finding.variant = variant;
        finding.args = vec![("evidence", evidence)];
        self.findings.push(finding);
    }
}

/// From what a money unit was inferred where a sheet states none.
enum Evidence {
    /// An amount names it: its cell and its text.
    Words(Cell, String),
    /// Another sheet of the workbook states it.
    Sister(String),
    /// The decisions: in this unit these figures, one a project, suit what was approved.
    Approvals(Vec<Cell>),
    /// The size of the figures.
    Size,
}

/// The unit behind an amount: `250 triệu`, `1,5 tỷ đồng`, `12.000đ`.
fn unit_named_by(text: &str) -> Option<MoneyUnit> {
    let words = text.trim_start_matches(|c: char| !c.is_alphabetic());
    money_unit::of_line(&format!("ĐVT: {words}"))
}

/// So many amounts that are all written alike are written so on purpose; fewer may be anything.
const MANY: usize = 4;

/// Whether the largest figure of a sheet can be one of this programme in a unit: a million đồng to twenty thousand
/// million (DOMAIN 6).
fn is_likely(largest: Option<Decimal>, unit: MoneyUnit) -> bool {
    let range = Decimal::from(1_000_000)..=Decimal::from(20_000_000_000_i64);
    largest
        .and_then(|figure| unit.to_dong(figure))
        .is_some_and(|dong| range.contains(&dong))
}

/// From the size of the largest figure: projects of this programme cost from some ten million to some ten
/// thousand million đồng (DOMAIN 6).
fn guess_unit(largest: Option<Decimal>) -> MoneyUnit {
    match largest {
        Some(d) if d >= Decimal::from(5_000_000) => MoneyUnit::Dong,
        Some(d) if d >= Decimal::from(20_000) => MoneyUnit::Thousand,
        Some(d) if d >= Decimal::from(20) => MoneyUnit::Million,
        Some(d) if d > Decimal::ZERO => MoneyUnit::Billion,
        _ => MoneyUnit::Dong,
    }
}
