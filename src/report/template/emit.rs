//! How the rows of a filled sheet are written: one after the other, straight into the file.

use std::io::{self, Write};

use quick_xml::escape::partial_escape;
use rust_decimal::Decimal;

use super::cellref::col_name;
use super::cells::{Bound, Filling, Source};
use super::fit::{self, Fit};
use super::grid::{Content, GridCell, GridRow};
use super::layout::{Laid, RowAt, Sheet};
use super::pages::{self, Pages};
use super::values::error_name;
use super::values::{Formula, Outcome, Scalar, fifteen, parse_number};
use super::xml::{Element, push_attr};
use crate::base::number::push_number;

/// How much text is gathered before it goes into the file.
const CHUNK: usize = 1 << 16;
/// Stands for a row's number or a cell's address while the text around it is made; no XML can hold it.
const PLACE: &str = "\u{0}";

/// A sheet as it will be.
pub(super) struct OutSheet<'a> {
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) laid: &'a Laid,
    pub(super) source: &'a Source<'a>,
    pub(super) formulas: &'a [Formula],
    /// The rows that are repeated on every page.
    pub(super) titles: Option<(u32, u32)>,
    /// How many columns are printed.
    pub(super) columns: u32,
}

/// What the copies of a model row have in common, written out once.
struct Model<'a> {
    row: &'a GridRow,
    /// The opening tag up to the row's number, and after it.
    open: (String, String),
    /// Excel fits the height.
    fits: bool,
    /// What stands after the cells.
    after: String,
    cells: Vec<ModelCell<'a>>,
}

/// What the copies of a cell have in common.
struct ModelCell<'a> {
    cell: &'a GridCell,
    /// What it asks of the list whose rows the model row shows.
    bound: Option<Bound<'a>>,
    column: String,
    /// The prefix of its element's name.
    prefix: &'a str,
    style: usize,
    /// All attributes but address and kind.
    kept: String,
    /// A cell that nothing changes, up to its address, and after it.
    same: (String, String),
    /// What stands after its value.
    after: String,
}

impl<'a> Model<'a> {
    fn new(
        row: &'a GridRow,
        hidden: bool,
        bind: impl Fn(&'a GridCell) -> Option<Bound<'a>>,
    ) -> Self {
        let mut element = row.element.clone();
        element.set_attr("r", PLACE);
        if hidden {
            element.set_attr("hidden", "1");
        }
        let mut open = String::new();
        element.write_open(&mut open);
        let mut after = String::new();
        for kid in element.elements() {
            kid.write(&mut after);
        }
        element.write_close(&mut after);
        Self {
            row,
            open: around(&open),
            fits: element.attr("ht").is_none(),
            after,
            cells: row
                .cells
                .iter()
                .map(|cell| ModelCell::new(cell, bind(cell)))
                .collect(),
        }
    }
}

impl<'a> ModelCell<'a> {
    fn new(cell: &'a GridCell, bound: Option<Bound<'a>>) -> Self {
        let mut placed = cell.element.clone();
        placed.set_attr("r", PLACE);
        let mut same = String::new();
        placed.write(&mut same);
        let mut after = String::new();
        if let Some(more) = cell.element.child("extLst") {
            more.write(&mut after);
        }
        let style = cell.element.attr("s").and_then(|s| s.parse().ok());
        Self {
            cell,
            bound,
            column: col_name(cell.col),
            prefix: cell.element.prefix(),
            style: style.unwrap_or_default(),
            kept: kept_attributes(&cell.element),
            same: around(&same),
            after,
        }
    }
}

/// The texts before and after the place.
fn around(text: &str) -> (String, String) {
    let (before, after) = text.split_once(PLACE).unwrap_or((text, ""));
    (before.to_owned(), after.to_owned())
}

impl<'a> OutSheet<'a> {
    /// Whether a formula has another result than the template holds.
    pub(super) fn has_new_results(&self) -> bool {
        let mut next = self.laid.first_formula;
        let differs = |at: RowAt<'_>| {
            for cell in &self.sheet.rows[at.model].cells {
                let before = || cell.element.child("v").map(Element::text);
                let new = match &cell.content {
                    Content::Formula(formula) if !formula.table => {
                        let outcome = &self.formulas[next].outcome;
                        next += 1;
                        let kind = cell.element.attr("t").unwrap_or_default();
                        match outcome {
                            Some(Outcome::Known(scalar)) => {
                                !before().is_some_and(|value| is_same(&kind, &value, scalar))
                            }
                            _ => before().is_some(),
                        }
                    }
                    Content::Formula(_) | Content::Member => before().is_some(),
                    Content::Plain | Content::Holes(..) => false,
                };
                if new {
                    return Err(());
                }
            }
            Ok(())
        };
        self.sheet.walk(differs).is_err()
    }

    /// Writes `sheetData` after what `text` already holds; what is left in `text` is not written yet. Tells how many
    /// cells were given a value.
    pub(super) fn write(
        &self,
        data: &Element,
        fit: &Fit<'_>,
        sheet_pages: &mut Pages,
        text: &mut String,
        out: &mut dyn Write,
    ) -> io::Result<usize> {
        data.write_open(text);
        let mut models: Vec<Option<(bool, Model<'_>)>> = Vec::new();
        models.resize_with(self.sheet.rows.len(), || None);
        let mut next = self.laid.first_formula;
        let mut written = 0;
        let mut row = Row::default();
        let table = self.sheet.map.regions().last();
        self.sheet.walk(|at| -> io::Result<()> {
            let slot = &mut models[at.model];
            if slot.as_ref().is_none_or(|(hidden, _)| *hidden != at.hidden) {
                let row = &self.sheet.rows[at.model];
                let bind = |cell| self.bind(row.number, cell);
                *slot = Some((at.hidden, Model::new(row, at.hidden, bind)));
            }
            let Some((_, model)) = slot else {
                return Ok(());
            };
            row.clear(at.number);
            for (index, cell) in model.cells.iter().enumerate() {
                written += usize::from(self.write_cell(cell, index, at, &mut next, &mut row));
            }
            let height = row.finish(model, fit, text);
            if let Some(table) = table.filter(|_| sheet_pages.is_ours()) {
                let is_hidden = at.hidden || model.row.is_hidden();
                let height = if is_hidden { 0 } else { height };
                let is_tied = pages::is_tied(&at, table);
                sheet_pages.row(at.number, height, fit.usual(), is_tied);
            }
            if text.len() > CHUNK {
                out.write_all(text.as_bytes())?;
                text.clear();
            }
            Ok(())
        })?;
        data.write_close(text);
        Ok(written)
    }

    /// What a cell of a model row asks of the list that the row shows.
    fn bind(&self, row: u32, cell: &'a GridCell) -> Option<Bound<'a>> {
        let Content::Holes(pieces, _) = &cell.content else {
            return None;
        };
        let mut planned = self.sheet.planned.iter();
        let planned = planned.find(|planned| planned.region.holds(row))?;
        self.source.bind(pieces, planned)
    }

    /// Writes a cell; tells whether it was given a value.
    fn write_cell(
        &self,
        model: &ModelCell<'_>,
        index: usize,
        at: RowAt<'_>,
        next: &mut usize,
        row: &mut Row,
    ) -> bool {
        let element = &model.cell.element;
        let prefix = model.prefix;
        let mut filled = false;
        row.body.clear();
        let kind = match &model.cell.content {
            Content::Plain => {
                row.cells.extend(
                    [&model.same.0, &model.column, &row.number, &model.same.1].map(String::as_str),
                );
                return false;
            }
            Content::Holes(pieces, source) => {
                let shown = at.copy.map(|copy| copy.shown);
                row.inside.clear();
                let filling = match (&model.bound, shown) {
                    (Some(bound), Some(shown)) => {
                        self.source
                            .fill_bound(bound, source, prefix, shown, &mut row.inside)
                    }
                    _ => self
                        .source
                        .fill(pieces, source, prefix, shown, &mut row.inside),
                };
                match filling {
                    Filling::Number(number) => {
                        filled = true;
                        row.body.extend(["<", prefix, "v>"]);
                        push_number(&mut row.body, number);
                        row.body.extend(["</", prefix, "v>"]);
                        ""
                    }
                    Filling::Text(text) => {
                        filled = true;
                        row.body
                            .extend(["<", prefix, "is>", &row.inside, "</", prefix, "is>"]);
                        row.texts.push((index, text));
                        "inlineStr"
                    }
                    Filling::Blank => "",
                }
            }
            Content::Formula(formula) if !formula.table => {
                *next += 1;
                self.push_formula(
                    &mut row.body,
                    model.cell,
                    *next - 1,
                    &self.formulas[*next - 1],
                )
            }
            Content::Formula(_) | Content::Member => {
                if let Some(formula) = element.child("f") {
                    formula.write(&mut row.body);
                }
                ""
            }
        };
        row.body.push_str(&model.after);
        row.cells.extend([
            "<",
            element.full_name(),
            " r=\"",
            &model.column,
            &row.number,
            "\"",
            &model.kept,
        ]);
        if !kind.is_empty() {
            push_attr(&mut row.cells, "t", kind);
        }
        if row.body.is_empty() {
            row.cells.push_str("/>");
        } else {
            row.cells.push('>');
            row.cells.push_str(&row.body);
            element.write_close(&mut row.cells);
        }
        filled
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
            if self.laid.reworded {
                let mut element = written.clone();
                for name in ["t", "si", "ref"] {
                    element.remove_attr(name);
                }
                if let Some(range) = self.laid.arrays.get(&id) {
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

/// The row that is being written.
#[derive(Default)]
struct Row {
    number: String,
    cells: String,
    body: String,
    /// The inside of a filled text's `is`.
    inside: String,
    /// The texts that were filled in, by index of their cell.
    texts: Vec<(usize, String)>,
}

impl Row {
    fn clear(&mut self, number: u32) {
        self.number = number.to_string();
        self.cells.clear();
        self.texts.clear();
    }

    /// Writes the row; gives its height.
    fn finish(&self, model: &Model<'_>, fit: &Fit<'_>, text: &mut String) -> u64 {
        text.extend([&model.open.0, &self.number].map(String::as_str));
        let texts = self.texts.iter().map(|(index, text)| {
            let cell = &model.cells[*index];
            (cell.cell.col, cell.style, text.as_str())
        });
        let height = model.fits.then(|| fit.height(model.row.number, texts));
        let height = height.flatten();
        match height {
            Some(height) => {
                // The tag ends behind its last attribute.
                let tag = model.open.1.strip_suffix('>').unwrap_or(&model.open.1);
                text.push_str(tag);
                push_attr(text, "ht", &fit::written(height));
                text.push('>');
            }
            None => text.push_str(&model.open.1),
        }
        text.extend([&self.cells, &model.after].map(String::as_str));
        let drawn = || fit::thousandths(&model.row.element.attr("ht")?);
        height.or_else(drawn).unwrap_or(fit.usual())
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
    let mut text = String::new();
    push_number(&mut text, number);
    text
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
