//! The size of a sheet's figures against what the decisions approve: the money unit of a sheet that states none.

use rust_decimal::Decimal;

use crate::base::money::MoneyUnit;
use crate::base::place::Cell;
use crate::layout::{Class, Row};

use super::figures;
use super::named::Named;
use super::reader::Reader;

/// What is approved, as far as reading asks for it.
pub trait Approved: Sync {
    /// The đồng that the one project of a unit with this code, or without a code this name, was given in all.
    fn total(&self, unit: &str, code: Option<&str>, name: Option<&str>) -> Option<Decimal>;
}

impl Reader<'_> {
    /// The one money unit in which the figures of all projects that the decisions know suit what these give them, with
    /// those figures, one a project.
    pub(super) fn unit_by_approvals(&self, columns: &[u16]) -> Option<(MoneyUnit, Vec<Cell>)> {
        let (approved, unit) = (self.context.approved?, self.context.unit?);
        let of_row = |row: &Row| {
            let named = Named::of_row(self.grid, self.form, row);
            let total = approved.total(unit, named.code.as_deref(), named.name.as_deref())?;
            // Of what is approved, spent in a quarter and since January the largest: the others may be any part of it.
            let figure = columns
                .iter()
                .filter_map(|col| {
                    let at = Cell::new(row.row, *col);
                    let figure = figures::money(Some(self.grid.get(at)?), &self.styles);
                    let figure = figure.reading.known().filter(|_| !figure.in_dong)?;
                    Some((figure.abs(), at))
                })
                .max_by_key(|(figure, _)| *figure);
            let (figure, at) = figure.filter(|(figure, _)| !figure.is_zero())?;
            Some(((figure, total), at))
        };
        let projects = self.form.rows.iter().filter(|r| r.class == Class::Project);
        let (pairs, cells): (Vec<(Decimal, Decimal)>, Vec<Cell>) =
            projects.filter_map(of_row).unzip();
        Some((MoneyUnit::that_suits(&pairs)?, cells))
    }
}
