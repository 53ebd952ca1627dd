//! What a period must be like for a mistake to have a place in it.

use crate::generator::style::{Amounts, Format, Groups, Phases, Style, Sums, Total};
use crate::ground::Ground;

pub fn typed(style: &mut Style) {
    style.sums = Sums::Values;
}

pub fn typed_numbers(style: &mut Style) {
    style.sums = Sums::Values;
    style.amounts = Amounts::Numbers;
}

pub fn row_totals(style: &mut Style) {
    typed(style);
    style.row_total = true;
}

pub fn row_totals_in_numbers(style: &mut Style) {
    typed_numbers(style);
    style.row_total = true;
}

pub fn groups(style: &mut Style) {
    typed(style);
    if style.groups == Groups::None {
        style.groups = Groups::Roman;
    }
    style.subtotals = true;
}

pub fn groups_in_numbers(style: &mut Style) {
    groups(style);
    style.amounts = Amounts::Numbers;
}

pub fn totals(style: &mut Style) {
    typed(style);
    if style.total == Total::None {
        style.total = Total::Last;
    }
}

pub fn totals_in_numbers(style: &mut Style) {
    totals(style);
    style.amounts = Amounts::Numbers;
}

pub fn grouped_totals(style: &mut Style) {
    totals(style);
    groups(style);
}

pub fn formulas(style: &mut Style) {
    if !matches!(style.format, Format::Xlsx | Format::Ods) {
        style.format = Format::Xlsx;
    }
    style.sums = Sums::Formulas;
    style.amounts = Amounts::Numbers;
}

pub fn summed_by_formulas(style: &mut Style) {
    formulas(style);
    if style.total == Total::None && !style.row_total {
        style.total = Total::Last;
    }
}

pub fn plan(style: &mut Style) {
    if style.phases == Phases::SpentAndCumulative {
        style.phases = Phases::All;
    }
}

pub fn typed_plan(style: &mut Style) {
    plan(style);
    typed(style);
}

pub fn no_history(ground: &mut Ground<'_>) {
    ground.model.has_previous = false;
    ground.lay_out();
}

pub fn three_phases(style: &mut Style) {
    typed(style);
    style.phases = Phases::All;
}

pub fn history(ground: &mut Ground<'_>) {
    ground.model.has_previous = true;
    ground.lay_out();
}
