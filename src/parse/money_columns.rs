//! The columns of money with their units, and how exactly each prints (contract, section 5).

use rust_decimal::Decimal;

use crate::base::money::MoneyUnit;
use crate::base::number;
use crate::base::place::Cell;
use crate::finding::{Code, Value};
use crate::layout::{Class, Column, Role};
use crate::model::Field;

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
    /// The columns of money; where a sheet states no unit, the size of its figures tells it, and R012 says so.
    pub(super) fn money_columns(&mut self) -> Vec<MoneyColumn> {
        let rows: Vec<u32> = self
            .form
            .rows
            .iter()
            .filter(|r| is_detail(r.class))
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
        let mut by_sister = false;
        if columns.iter().any(|(c, _)| self.form.unit_of(c).is_none()) {
            let largest = columns
                .iter()
                .flat_map(|(c, _)| typed(c.col))
                .map(|(d, _)| d.abs())
                .max();
            let sister = self.page.sister.map(|(unit, _)| unit);
            let sister = sister.filter(|unit| is_likely(largest, *unit));
            by_sister = sister.is_some();
            guessed = sister.or_else(|| Some(guess_unit(largest)));
        }
        let unit = |column: &Column| {
            let own = self.form.unit_of(column).map(|(u, _)| u);
            own.or(guessed).unwrap_or(MoneyUnit::Dong)
        };
        let decimals: Vec<Option<u32>> = columns
            .iter()
            .map(|(c, _)| {
                let unit = unit(c);
                let places = |(amount, own)| {
                    number::decimals(if own { unit.from_dong(amount) } else { amount })
                };
                figures(c.col).into_iter().map(places).max()
            })
            .collect();
        // A column of formulas has the places of the columns that it adds.
        let fewest = decimals.iter().flatten().min().copied().unwrap_or(0);
        let made: Vec<MoneyColumn> = columns
            .iter()
            .zip(&decimals)
            .map(|((column, field), decimals)| {
                let unit = unit(column);
                let half = figures::half_width(decimals.unwrap_or(fewest), unit);
                MoneyColumn {
                    col: column.col,
                    field: *field,
                    unit,
                    half,
                }
            })
            .collect();
        if let Some(unit) = guessed.filter(|_| !rows.is_empty()) {
            self.report_guess(
                unit,
                columns
                    .iter()
                    .find(|(c, _)| self.form.unit_of(c).is_none())
                    .map(|(c, _)| c.cell),
                by_sister,
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

    fn report_guess(&mut self, unit: MoneyUnit, cell: Option<Cell>, by_sister: bool) {
        let mut finding = self
            .finder
            .sheet(Code::R012, self.form.form, &self.grid.name);
        finding.cells = cell.into_iter().collect();
        finding.expected = Some(Value::Text(unit.name().to_owned()));
        finding.args = vec![("evidence", unit.name().to_owned())];
        if let Some((_, sheet)) = self.page.sister.filter(|_| by_sister) {
            finding.variant = Some("sister");
            finding.args = vec![("evidence", sheet.to_owned())];
        }
        self.findings.push(finding);
    }
}

/// Whether the largest figure of a sheet can be one of this programme in a unit: a million đồng to twenty thousand
/// million (DOMAIN 6).
fn is_likely(largest: Option<Decimal>, unit: MoneyUnit) -> bool {
    let range = Decimal::from(1_000_000)..=Decimal::from(20_000_000_000_i64);
    largest
        .and_then(|figure| unit.to_dong(figure))
        .is_some_and(|dong| range.contains(&dong))
}

const fn is_detail(class: Class) -> bool {
    matches!(class, Class::Project | Class::Activity | Class::Indicator)
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
