//! How the rows of a filled sheet are written.

use std::collections::BTreeMap;

use quick_xml::escape::partial_escape;
use rust_decimal::Decimal;

use super::cellref::cell_name;
use super::cells::Filling;
use super::expr::error_name;
use super::fit::Fit;
use super::grid::{GridCell, GridRow};
use super::values::{Formula, Outcome, Scalar, fifteen, parse_number};
use super::xml::{Element, push_attr};

/// A row of the filled sheet.
pub(super) struct OutRow {
    pub(super) number: u32,
    /// Which row of the template it is made of.
    pub(super) model: usize,
    pub(super) hidden: bool,
    pub(super) cells: Vec<OutCell>,
}

impl OutRow {
    /// The texts that were filled in, with their columns and styles.
    fn texts<'a>(&'a self, model: &'a GridRow) -> impl Iterator<Item = (u32, usize, &'a str)> {
        self.cells.iter().filter_map(|cell| {
            let Out::Filled(Filling::Text(text, _)) = &cell.what else {
                return None;
            };
            let model = &model.cells[cell.model];
            let style = model.element.attr("s").and_then(|s| s.parse().ok());
            Some((model.col, style.unwrap_or_default(), text.as_str()))
        })
    }
}

/// A cell of the filled sheet.
pub(super) struct OutCell {
    /// Which cell of the model row.
    pub(super) model: usize,
    pub(super) what: Out,
}

/// What a cell of the filled sheet holds.
pub(super) enum Out {
    /// What the template's cell holds.
    Same,
    Filled(Filling),
    /// The formula of that index.
    Formula(usize),
    /// A value that Excel has to compute.
    Uncomputed,
}

/// A sheet as it will be.
pub(super) struct OutSheet {
    pub(super) rows: Vec<OutRow>,
    /// A cell was filled or a row moved.
    pub(super) changed: bool,
    /// Formulas have to be written anew.
    pub(super) reworded: bool,
    /// New ranges of array formulas.
    pub(super) arrays: BTreeMap<usize, String>,
}

impl OutSheet {
    /// Whether a formula has another result than the template holds.
    pub(super) fn has_new_results(&self, rows: &[GridRow], formulas: &[Formula]) -> bool {
        self.rows.iter().any(|row| {
            row.cells.iter().any(|out| {
                let cell = &rows[row.model].cells[out.model].element;
                let kind = cell.attr("t").unwrap_or_default();
                match &out.what {
                    Out::Formula(id) => {
                        let before = cell.child("v").map(Element::text);
                        match &formulas[*id].outcome {
                            Some(Outcome::Known(scalar)) => {
                                !before.is_some_and(|value| is_same(&kind, &value, scalar))
                            }
                            _ => before.is_some(),
                        }
                    }
                    Out::Uncomputed => cell.child("v").is_some(),
                    Out::Same | Out::Filled(_) => false,
                }
            })
        })
    }

    /// Writes `sheetData`.
    pub(super) fn write(
        &self,
        data: &Element,
        rows: &[GridRow],
        formulas: &[Formula],
        fit: &Fit<'_>,
        out: &mut String,
    ) {
        data.write_open(out);
        // Each model row may be repeated thousands of times.
        let looks: Vec<Vec<String>> = rows
            .iter()
            .map(|row| {
                row.cells
                    .iter()
                    .map(|c| kept_attributes(&c.element))
                    .collect()
            })
            .collect();
        for row in &self.rows {
            let model = &rows[row.model];
            let mut element = model.element.clone();
            element.set_attr("r", &row.number.to_string());
            if row.hidden {
                element.set_attr("hidden", "1");
            }
            if element.attr("ht").is_none()
                && let Some(height) = fit.height(model.number, row.texts(model))
            {
                element.set_attr("ht", &height);
            }
            element.write_open(out);
            for cell in &row.cells {
                let kept = &looks[row.model][cell.model];
                self.write_cell(
                    cell,
                    &model.cells[cell.model],
                    kept,
                    row.number,
                    formulas,
                    out,
                );
            }
            for kid in element.elements() {
                kid.write(out);
            }
            element.write_close(out);
        }
        data.write_close(out);
    }

    fn write_cell(
        &self,
        cell: &OutCell,
        model: &GridCell,
        kept: &str,
        number: u32,
        formulas: &[Formula],
        out: &mut String,
    ) {
        let address = cell_name(number, model.col);
        if matches!(cell.what, Out::Same) {
            let mut element = model.element.clone();
            element.set_attr("r", &address);
            element.write(out);
            return;
        }
        let prefix = model.element.prefix();
        let mut body = String::new();
        let mut kind = "";
        match &cell.what {
            Out::Filled(Filling::Number(number)) => {
                push_value(&mut body, prefix, &plain_number(*number));
            }
            Out::Filled(Filling::Text(_, inside)) => {
                kind = "inlineStr";
                body = format!("<{prefix}is>{inside}</{prefix}is>");
            }
            Out::Formula(id) => {
                kind = self.push_formula(&mut body, model, *id, &formulas[*id]);
            }
            Out::Uncomputed => {
                if let Some(formula) = model.element.child("f") {
                    formula.write(&mut body);
                }
            }
            Out::Filled(Filling::Blank) | Out::Same => {}
        }
        if let Some(more) = model.element.child("extLst") {
            more.write(&mut body);
        }
        out.push('<');
        out.push_str(model.element.full_name());
        push_attr(out, "r", &address);
        out.push_str(kept);
        if !kind.is_empty() {
            push_attr(out, "t", kind);
        }
        if body.is_empty() {
            out.push_str("/>");
        } else {
            out.push('>');
            out.push_str(&body);
            model.element.write_close(out);
        }
    }

    /// Writes a formula with its result; gives the kind of the cell.
    fn push_formula(
        &self,
        body: &mut String,
        model: &GridCell,
        id: usize,
        formula: &Formula,
    ) -> &'static str {
        let prefix = model.element.prefix();
        if let Some(written) = model.element.child("f") {
            if self.reworded {
                let mut element = written.clone();
                for name in ["t", "si", "ref"] {
                    element.remove_attr(name);
                }
                if let Some(range) = self.arrays.get(&id) {
                    element.set_attr("t", "array");
                    element.set_attr("ref", range);
                }
                element.set_text(&formula.text);
                element.write(body);
            } else {
                written.write(body);
            }
        }
        let Some(Outcome::Known(result)) = &formula.outcome else {
            return "";
        };
        match result {
            Scalar::Blank => "",
            Scalar::Number(number) => {
                push_value(body, prefix, &plain_number(*number));
                ""
            }
            Scalar::Text(text) => {
                push_value(body, prefix, &super::book::escape_units(text));
                "str"
            }
            Scalar::Bool(flag) => {
                push_value(body, prefix, if *flag { "1" } else { "0" });
                "b"
            }
            Scalar::Error(error) => {
                push_value(body, prefix, error);
                "e"
            }
        }
    }
}

/// The attributes of a cell that its copies keep, as they are written: all but address and kind.
fn kept_attributes(cell: &Element) -> String {
    let mut kept = String::new();
    for (key, value) in cell.attributes() {
        if key != "r" && key != "t" {
            push_attr(&mut kept, &key, &value);
        }
    }
    kept
}

/// A number as the file holds it.
pub(super) fn plain_number(number: Decimal) -> String {
    number.normalize().to_string()
}

fn push_value(body: &mut String, prefix: &str, value: &str) {
    let space = if value.trim() == value {
        ""
    } else {
        " xml:space=\"preserve\""
    };
    body.extend(["<", prefix, "v", space, ">"]);
    body.push_str(&partial_escape(value));
    body.extend(["</", prefix, "v>"]);
}

/// Whether a result that the template holds is still right, to the digits that Excel keeps.
fn is_same(kind: &str, value: &str, scalar: &Scalar) -> bool {
    match (cached(kind, value), scalar) {
        (Some(Scalar::Number(before)), Scalar::Number(now)) => before == fifteen(*now),
        (before, now) => before.as_ref() == Some(now),
    }
}

/// A value as a file holds it.
pub(super) fn cached(kind: &str, value: &str) -> Option<Scalar> {
    match kind {
        "" | "n" => parse_number(value).map(Scalar::Number),
        "b" => Some(Scalar::Bool(matches!(value.trim(), "1" | "true"))),
        "e" => error_name(value).map(Scalar::Error),
        "str" => Some(Scalar::text(&super::book::unescape_units(value))),
        _ => None,
    }
}
