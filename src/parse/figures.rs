//! One cell to one exact amount, or to what is wrong with it (contract, section 5).

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::base::money::MoneyUnit;
use crate::base::number::{self, Style, TextNumber};
use crate::base::place::Cell;
use crate::base::reading::Reading;
use crate::base::text::tidy;
use crate::read::grid::{Content, Grid, GridCell};

/// What is wrong with a cell in which a figure should stand.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// R005: a formula whose result was never saved.
    Uncomputed(String),
    /// R006: an error value.
    Error(String),
    /// R007: text that is no number.
    NotANumber(String),
    /// R008: two readings, and nothing tells which.
    Ambiguous {
        /// The text.
        text: String,
        /// Read with a mark of thousands.
        thousands: Decimal,
        /// Read with a decimal mark.
        decimal: Decimal,
    },
}

/// What one cell gave.
#[derive(Clone, Debug, Default)]
pub struct CellFigure {
    /// The number as printed, or in đồng where `in_dong` says so.
    pub reading: Reading<Decimal>,
    /// The text names its own unit, so the number is in đồng already.
    pub in_dong: bool,
    /// R009: it is text that is a number without doubt.
    pub as_text: Option<String>,
    /// What is wrong.
    pub trouble: Option<Trouble>,
}

/// How the text numbers of a sheet are written, by column, for those that could be read two ways.
#[derive(Clone, Debug, Default)]
pub struct Styles {
    columns: HashMap<u16, Style>,
    sheet: Option<Style>,
    /// Some are written one way, some the other.
    disagrees: bool,
    /// Cells whose format shows less than they hold: by how many thousands, one upon another.
    scaled: HashMap<Cell, u8>,
}

impl Styles {
    /// Learns from all text numbers of a sheet that can be read in one way only. A column that proves both
    /// ways settles nothing.
    pub fn learn(grid: &Grid, columns: &[u16]) -> Self {
        let mut by_column: HashMap<u16, (usize, usize)> = HashMap::new();
        let mut sheet = (0usize, 0usize);
        for cell in &grid.cells {
            let Content::Text(text) = &cell.content else {
                continue;
            };
            if !columns.contains(&cell.at.col) {
                continue;
            }
            let counts = by_column.entry(cell.at.col).or_default();
            match number::style_of(text) {
                Some(Style::Vietnamese) => {
                    counts.0 += 1;
                    sheet.0 += 1;
                }
                Some(Style::English) => {
                    counts.1 += 1;
                    sheet.1 += 1;
                }
                None => {}
            }
        }
        let settle = |(vietnamese, english): (usize, usize)| match (vietnamese, english) {
            (0, 0) => None,
            (_, 0) => Some(Style::Vietnamese),
            (0, _) => Some(Style::English),
            _ => None,
        };
        Self {
            columns: by_column
                .into_iter()
                .filter_map(|(col, counts)| settle(counts).map(|s| (col, s)))
                .collect(),
            sheet: settle(sheet),
            disagrees: sheet.0 > 0 && sheet.1 > 0,
            scaled: grid.scaled.iter().copied().collect(),
        }
    }

    /// Whether some text number of the sheet tells how they are written.
    pub(super) fn is_settled(&self) -> bool {
        self.sheet.is_some() || !self.columns.is_empty() || self.disagrees
    }

    /// Takes a style for all of the sheet.
    pub(super) fn settle(&mut self, style: Option<Style>) {
        self.sheet = style;
    }

    /// Whether a cell shows less than it holds.
    pub(super) fn is_scaled(&self, at: Cell) -> bool {
        self.scaled.contains_key(&at)
    }

    /// The number that a cell shows whose stored one is given.
    pub(super) fn shown(&self, at: Cell, stored: Decimal) -> Decimal {
        let thousands = self.scaled.get(&at).copied().unwrap_or_default();
        let factor = Decimal::new(1, 3 * u32::from(thousands.min(9)));
        if thousands == 0 {
            return stored;
        }
        stored.checked_mul(factor).unwrap_or(stored).normalize()
    }

    fn of(&self, col: u16) -> Option<Style> {
        self.columns.get(&col).copied().or(self.sheet)
    }
}

/// Reads a cell in which money stands.
pub fn money(cell: Option<&GridCell>, styles: &Styles) -> CellFigure {
    read(cell, styles, number::parse)
}

/// Reads a cell in which a count stands (`50 người` is 50).
pub fn count(cell: Option<&GridCell>, styles: &Styles) -> CellFigure {
    read(cell, styles, number::parse_count)
}

fn read(cell: Option<&GridCell>, styles: &Styles, parse: fn(&str) -> TextNumber) -> CellFigure {
    let Some(cell) = cell else {
        return CellFigure::default();
    };
    let unreadable = |trouble| CellFigure {
        reading: Reading::Unreadable,
        trouble: Some(trouble),
        ..CellFigure::default()
    };
    match &cell.content {
        Content::Number(x) => match number::from_float(*x) {
            Some(d) => CellFigure {
                reading: Reading::Known(styles.shown(cell.at, d)),
                ..CellFigure::default()
            },
            None => unreadable(Trouble::NotANumber(x.to_string())),
        },
        Content::Uncomputed => unreadable(Trouble::Uncomputed(written(
            cell.formula.as_deref().unwrap_or_default(),
        ))),
        Content::Error(text) => unreadable(Trouble::Error(text.to_string())),
        Content::Date(at) => unreadable(Trouble::NotANumber(at.format("%d/%m/%Y").to_string())),
        Content::Bool(value) => unreadable(Trouble::NotANumber(
            if *value { "TRUE" } else { "FALSE" }.to_owned(),
        )),
        Content::Text(raw) => text_figure(raw, cell.at, styles, parse),
    }
}

fn text_figure(raw: &str, at: Cell, styles: &Styles, parse: fn(&str) -> TextNumber) -> CellFigure {
    let text = tidy(raw);
    let known = |value, in_dong| CellFigure {
        reading: Reading::Known(value),
        in_dong,
        as_text: Some(text.clone()),
        trouble: None,
    };
    let parsed = match (parse(&text), styles.of(at.col)) {
        (TextNumber::Ambiguous { .. }, Some(style)) => number::parse_with(&text, style),
        (parsed, _) => parsed,
    };
    match parsed {
        TextNumber::Blank => CellFigure::default(),
        TextNumber::Number(value) => known(value, false),
        TextNumber::Money(value) => known(value, true),
        TextNumber::Percent(_) | TextNumber::NotANumber => CellFigure {
            reading: Reading::Unreadable,
            trouble: Some(Trouble::NotANumber(text)),
            ..CellFigure::default()
        },
        TextNumber::Ambiguous {
            thousands, decimal, ..
        } => CellFigure {
            reading: Reading::Unreadable,
            trouble: Some(Trouble::Ambiguous {
                text,
                thousands,
                decimal,
            }),
            ..CellFigure::default()
        },
    }
}

/// Half of the last decimal place that typed cells of a column use, in đồng; zero where the unit is đồng.
pub fn half_width(decimals: u32, unit: MoneyUnit) -> Decimal {
    if unit == MoneyUnit::Dong {
        return Decimal::ZERO;
    }
    let place = Decimal::new(5, decimals + 1);
    unit.to_dong(place).unwrap_or_default()
}
/// A formula as its author sees it: behind an equals sign, an array formula in braces.
pub fn written(formula: &str) -> String {
    if formula.starts_with("{=") {
        formula.to_owned()
    } else {
        format!("={formula}")
    }
}
