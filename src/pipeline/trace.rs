//! `trace`: what made a figure of bao-cao.xlsx. The report is filled anew, and every value is asked where it comes from.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::Path;

use anyhow::anyhow;

use crate::base::money::MoneyUnit;
use crate::base::place::Cell;
use crate::base::text::{fold, nearest};
use crate::report::bao_cao::{Figures, Kind, Made};
use crate::report::manifest::Input;
use crate::report::template::{self, Computed, Filled, Language, Value};
use crate::report::trace::{Figure, Shown, Traced};

use super::intake::Scope;
use super::standing::sent;
use super::{Fault, Options, Progress, compose, gather, in_pool, tools};

/// The report's name in templates/reports/ and, with its ending, among the results.
pub const REPORT: &str = "bao-cao";

/// Which cells are asked for.
#[derive(Clone, Copy, Debug)]
pub enum Wanted<'w> {
    /// One, on the first sheet unless another one is named; `Biểu 1!F12` names its sheet itself.
    Cell {
        /// The sheet.
        sheet: Option<&'w str>,
        /// The cell.
        cell: &'w str,
    },
    /// All that show a figure.
    Every,
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The cells that were asked for.
    pub cells: Vec<Traced>,
    /// Names of the units.
    pub unit_names: BTreeMap<String, String>,
    /// bao-cao.xlsx among the results is not what the inputs give now; `None`: it is not there.
    pub is_current: Option<bool>,
}

/// Why there is no answer, beside what may befall any command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nothing {
    /// This is no cell.
    Cell(String),
    /// No sheet has that name; those that there are, and the nearest.
    Sheet(String, Vec<String>, Option<String>),
    /// The cell shows no figure; its text if the program wrote it.
    Figure {
        /// The sheet.
        sheet: String,
        /// The cell.
        cell: String,
        /// What stands there.
        text: Option<String>,
    },
}

/// What came of it.
pub type Found = Result<Answer, Nothing>;

/// Fills the report anew and looks for what made the wanted cells. Nothing is written.
pub fn trace(
    workspace: &Path,
    wanted: Wanted<'_>,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Found, Fault> {
    in_pool(options, || {
        let tools = tools::open(Some(workspace), options)?;
        let (settings, _) = tools::settings(workspace, &tools.units)?;
        let scope = Scope::Workspace(workspace);
        let gathered = gather::gather(&scope, Some(&settings), &tools, progress)?;
        tools.reader.rest();
        let basis = compose::basis(&gathered, &tools);
        let sent = sent(&gathered, &tools);
        let figures = Figures::new(&basis, sent, &tools.report_words, settings.period);
        let data = figures.data(&settings);
        let folder = format!("reports/{REPORT}");
        let path = format!("{folder}/report.xlsx");
        let form = tools.templates.get(&path);
        let form = form.ok_or_else(|| anyhow!("templates/{path}"))?;
        let map = tools.templates.text(&format!("{folder}/map.toml"));
        let mut report = Cursor::new(Vec::new());
        let language = Language::from(options.lang);
        let filled = template::fill_traced(&form, map.as_deref(), &data, &mut report)
            .map_err(|e| compose::refused(REPORT, &path, e, language))?;
        let written = workspace.join(&settings.folders.results);
        let written = std::fs::read(written.join(format!("{REPORT}.xlsx"))).ok();
        let book = Book::new(&filled, &figures, &gathered.inputs);
        let cells = match wanted {
            Wanted::Every => Ok(book.every()),
            Wanted::Cell { sheet, cell } => book.wanted(sheet, cell).map(|one| vec![one]),
        };
        let names = gathered.unit_names.iter();
        Ok(cells.map(|cells| Answer {
            cells,
            unit_names: names.map(|(a, b)| (a.to_string(), b.to_string())).collect(),
            is_current: written.map(|bytes| bytes == *report.get_ref()),
        }))
    })
}

/// Which cells show what.
struct Book<'a> {
    figures: &'a Figures<'a>,
    inputs: &'a [Input],
    /// Sheets in order.
    sheets: Vec<&'a str>,
    values: BTreeMap<(&'a str, Cell), Vec<&'a template::Figure>>,
    formulas: BTreeMap<(&'a str, Cell), &'a Computed>,
}

/// How deep formulas that look at formulas are followed.
const DEPTH: usize = 8;

impl<'a> Book<'a> {
    fn new(filled: &'a Filled, figures: &'a Figures<'a>, inputs: &'a [Input]) -> Self {
        let mut book = Self {
            figures,
            inputs,
            sheets: filled.sheets.iter().map(String::as_str).collect(),
            values: BTreeMap::new(),
            formulas: BTreeMap::new(),
        };
        for value in &filled.figures {
            if let Some(cell) = Cell::parse(&value.cell) {
                let at = book.values.entry((&value.sheet, cell)).or_default();
                at.push(value);
            }
        }
        for formula in &filled.computed {
            if let Some(cell) = Cell::parse(&formula.cell) {
                book.formulas.insert((&formula.sheet, cell), formula);
            }
        }
        book
    }

    fn wanted(&self, sheet: Option<&str>, written: &str) -> Result<Traced, Nothing> {
        let (own, address) = match written.rsplit_once('!') {
            Some((own, address)) => (Some(own.trim_matches('\'')), address),
            None => (None, written),
        };
        let capitals = address.trim().to_uppercase();
        let cell = Cell::parse(&capitals).ok_or_else(|| Nothing::Cell(written.to_owned()))?;
        let sheet = self.sheet(own.or(sheet))?;
        self.traced(sheet, cell, DEPTH)
            .ok_or_else(|| Nothing::Figure {
                sheet: sheet.to_owned(),
                cell: cell.to_string(),
                text: self.text(sheet, cell),
            })
    }

    /// The sheet of that name, marks and case aside; the first where none is named.
    fn sheet(&self, name: Option<&str>) -> Result<&'a str, Nothing> {
        let Some(name) = name else {
            let none = || Nothing::Sheet(String::new(), Vec::new(), None);
            return self.sheets.first().copied().ok_or_else(none);
        };
        let wanted = fold(name);
        let exact = self.sheets.iter().find(|sheet| **sheet == name);
        let found = exact.or_else(|| self.sheets.iter().find(|sheet| fold(sheet) == wanted));
        found.copied().ok_or_else(|| {
            let all = self.sheets.iter().map(ToString::to_string).collect();
            let near = nearest(name, self.sheets.iter().copied());
            Nothing::Sheet(name.to_owned(), all, near.map(str::to_owned))
        })
    }

    /// The text that was filled into a cell.
    fn text(&self, sheet: &'a str, cell: Cell) -> Option<String> {
        match &self.values.get(&(sheet, cell))?.first()?.value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    fn every(&self) -> Vec<Traced> {
        let cells: BTreeSet<_> = self.values.keys().chain(self.formulas.keys()).collect();
        let order = |sheet: &str| self.sheets.iter().position(|other| *other == sheet);
        let mut cells: Vec<_> = cells.into_iter().copied().collect();
        cells.sort_by_key(|(sheet, cell)| (order(sheet), cell.row, cell.col));
        cells
            .into_iter()
            .filter_map(|(sheet, cell)| self.traced(sheet, cell, DEPTH))
            .collect()
    }

    /// What a cell shows; `None` where that is no figure.
    fn traced(&self, sheet: &'a str, cell: Cell, depth: usize) -> Option<Traced> {
        let mut shows = Vec::new();
        if let Some(formula) = self.formulas.get(&(sheet, cell)) {
            shows.push(Shown::Formula {
                formula: formula.formula.clone(),
                result: formula.result.clone(),
                is_sum: formula.is_sum,
                inputs: self.inputs_of(formula, depth.checked_sub(1)?),
            });
        }
        let values = self.values.get(&(sheet, cell)).into_iter().flatten();
        shows.extend(values.filter_map(|value| self.figure(value)));
        (!shows.is_empty()).then(|| Traced {
            sheet: sheet.to_owned(),
            cell: cell.to_string(),
            shows,
        })
    }

    /// The cells with figures that a formula looks at, each once.
    fn inputs_of(&self, formula: &Computed, depth: usize) -> Vec<Traced> {
        let mut cells: BTreeSet<(&'a str, Cell)> = BTreeSet::new();
        for area in &formula.areas {
            let known = self.values.keys().chain(self.formulas.keys());
            cells.extend(known.filter(|(sheet, cell)| {
                let (row, col) = (cell.row + 1, u32::from(cell.col) + 1);
                *sheet == area.sheet
                    && (area.rows.0..=area.rows.1).contains(&row)
                    && (area.columns.0..=area.columns.1).contains(&col)
            }));
        }
        let cells = cells.into_iter();
        cells
            .filter_map(|(sheet, cell)| self.traced(sheet, cell, depth))
            .collect()
    }

    fn figure(&self, value: &template::Figure) -> Option<Shown> {
        let field = match (&value.list, value.name.split_once('.')) {
            (Some(_), Some((_, field))) => field,
            _ => &value.name,
        };
        let mut made = self
            .figures
            .made(value.list.as_deref(), &value.rows, field)?;
        let blank_text = matches!(made, Made::Listed(_)) && value.value == Value::Blank;
        if blank_text {
            return None;
        }
        self.name_files(&mut made);
        Some(Shown::Figure(Box::new(Figure {
            name: value.name.clone(),
            field: field.strip_prefix("total.").unwrap_or(field).to_owned(),
            label: match &value.label {
                Value::Text(label) => Some(label.clone()),
                _ => None,
            },
            value: value.value.clone(),
            unit: match value.unit {
                "nghin" => MoneyUnit::Thousand,
                "trieu" => MoneyUnit::Million,
                "ty" => MoneyUnit::Billion,
                _ => MoneyUnit::Dong,
            },
            made,
        })))
    }

    /// Files and hashes that lines do not know themselves.
    fn name_files(&self, made: &mut Made) {
        let by_role = |role: &str| self.inputs.iter().find(|input| input.role == role);
        for addend in made.addends_mut() {
            let input = match (&addend.file, addend.kind) {
                (None, Kind::Previous) => by_role("previous"),
                (Some(file), _) if addend.hash.is_none() => {
                    self.inputs.iter().find(|input| input.file == *file)
                }
                _ => None,
            };
            if let Some(input) = input {
                addend.file = Some(input.file.clone());
                addend.hash.clone_from(&input.hash);
            }
        }
    }
}
