//! One sheet being read: its figures one by one, what is wrong with each, and the table as printed.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::money::MoneyUnit;
use crate::base::place::Cell;
use crate::base::reading::Reading;
use crate::base::text::tidy;
use crate::finding::{Code, Finding, Subject, Value};
use crate::layout::{Class, Recognised, Role, Row};
use crate::model::formulas::FigureField;
use crate::model::record::{Basis, Origin, Place};
use crate::model::submission::{has_all_parts, prints_total};
use crate::model::{Field, Figure, LineClass, Money, Phase, Source, Table, TableLine};
use crate::read::grid::{Content, Grid};

use super::figures::{self, CellFigure, Styles, Trouble};
use super::formulas::Page;
use super::formulas::facts::Note;
use super::money_columns::MoneyColumn;
use super::percentages;
use super::recognition::Finder;
use super::sheet::Context;

/// One sheet being parsed.
pub(super) struct Reader<'a> {
    pub context: &'a Context<'a>,
    pub finder: &'a Finder,
    pub grid: &'a Grid,
    pub page: Page<'a>,
    pub form: &'a Recognised,
    pub sheet: Arc<str>,
    place: Arc<Place>,
    pub styles: Styles,
    pub money: Vec<MoneyColumn>,
    /// Whether the columns of each phase print a total and only some of its parts.
    partial: [bool; 3],
    /// The figures of the row that is read, by phase; one room for all rows.
    read: [Vec<(Source, Figure)>; 3],
    pub as_text: BTreeMap<u16, Vec<(Cell, String, Decimal)>>,
    pub notes: Vec<Note<'a>>,
    /// Where no cell holds a formula there is nothing to note.
    pub has_formulas: bool,
    pub findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    pub fn new(
        context: &'a Context<'a>,
        finder: &'a Finder,
        page: Page<'a>,
        form: &'a Recognised,
    ) -> Self {
        let grid = page.grid;
        let figure_columns: Vec<u16> = form
            .columns
            .iter()
            .filter(|c| c.role.is_figure())
            .map(|c| c.col)
            .collect();
        let styles = Styles::learn(grid, &figure_columns);
        let sheet: Arc<str> = grid.name.as_str().into();
        let place = Place {
            file: Arc::clone(&finder.file),
            hash: Arc::clone(&finder.hash),
            sheet: Arc::clone(&sheet),
            form: form.form,
        };
        let mut reader = Self {
            context,
            finder,
            grid,
            page,
            form,
            sheet,
            place: Arc::new(place),
            styles,
            money: Vec::new(),
            partial: [false; 3],
            read: Default::default(),
            as_text: BTreeMap::new(),
            notes: Vec::new(),
            has_formulas: grid.cells.iter().any(|cell| cell.formula.is_some()),
            findings: Vec::new(),
        };
        if !reader.styles.is_settled() {
            reader.styles.settle(reader.style_by_size());
        }
        reader.money = reader.money_columns();
        let columns: Vec<(Field, u16)> = reader.money.iter().map(|c| (c.field, c.col)).collect();
        for phase in Phase::ALL {
            reader.partial[phase as usize] =
                prints_total(&columns, phase) && !has_all_parts(&columns, phase);
        }
        reader
    }

    /// Reads one amount in đồng; what is wrong with it is reported under the subject.
    pub fn amount(
        &mut self,
        column: usize,
        row: u32,
        subject: &Subject,
        project: Option<&str>,
    ) -> Figure {
        let MoneyColumn {
            col,
            field,
            unit,
            half,
        } = self.money[column];
        let at = Cell::new(row, col);
        let cell = self.grid.get(at);
        let read = self.figure(cell, figures::money);
        let reading = match read.reading {
            Reading::Known(d) if read.in_dong => Reading::Known(d.normalize()),
            Reading::Known(d) => unit.to_dong(d).map_or(Reading::Unreadable, Reading::Known),
            other => other,
        };
        let name = || field.to_string();
        self.report(&read, at, subject, project, name, Some(unit));
        self.report_link(cell, &read, subject, project, name);
        self.note(cell, &read, || FigureField::Money(field), Some(unit));
        let half = self.half_of(cell, half);
        let text = read.as_text.map(String::into_boxed_str);
        Figure {
            reading,
            cell: Some(at),
            half,
            unit: Some(unit),
            text,
        }
    }

    /// Reads one count.
    pub fn count(
        &mut self,
        col: u16,
        row: u32,
        subject: &Subject,
        project: Option<&str>,
        field: impl Fn() -> String,
    ) -> Reading<Decimal> {
        let at = Cell::new(row, col);
        let cell = self.grid.get(at);
        let read = self.figure(cell, figures::count);
        self.report_link(cell, &read, subject, project, &field);
        self.note(cell, &read, || FigureField::Named(field().into()), None);
        // A count that carries its measure ("50 người") is no number typed as text by mistake.
        let quiet = CellFigure {
            as_text: read
                .as_text
                .filter(|text| !text.chars().any(char::is_alphabetic)),
            ..read
        };
        self.report(&quiet, at, subject, project, field, None);
        quiet.reading
    }

    fn report(
        &mut self,
        read: &CellFigure,
        at: Cell,
        subject: &Subject,
        project: Option<&str>,
        field: impl Fn() -> String,
        unit: Option<MoneyUnit>,
    ) {
        if let (Some(text), Reading::Known(value)) = (&read.as_text, read.reading) {
            self.as_text
                .entry(at.col)
                .or_default()
                .push((at, text.clone(), value));
        }
        let Some(trouble) = &read.trouble else { return };
        let (code, found) = match trouble {
            Trouble::Uncomputed(formula) => (Code::R005, formula.clone()),
            Trouble::Error(text) => (Code::R006, text.clone()),
            Trouble::NotANumber(text) => (Code::R007, text.clone()),
            Trouble::Ambiguous { text, .. } => (Code::R008, text.clone()),
        };
        let mut finding = self.finder.at(code, subject.clone(), &self.grid.name, at);
        finding.project = project.map(str::to_owned);
        finding.field = Some(field());
        finding.found = Some(Value::Text(found.clone()));
        finding.found_text = Some(found);
        finding.money_unit = unit;
        let error = match trouble {
            Trouble::Uncomputed(_) => Some(None),
            Trouble::Error(name) => Some(Some(name.as_str())),
            Trouble::NotANumber(_) | Trouble::Ambiguous { .. } => None,
        };
        if let (Some(error), Some(cell)) = (error, self.grid.get(at)) {
            let formulas = self.page.formulas;
            finding.follows = formulas.faulty_inputs(self.page.index, cell, error);
        }
        if let Trouble::Ambiguous {
            thousands, decimal, ..
        } = trouble
        {
            finding.expected = Some(Value::Text(format!("{thousands} / {decimal}")));
            finding.args = vec![
                ("thousands", thousands.to_string()),
                ("decimal", decimal.to_string()),
            ];
        }
        self.findings.push(finding);
    }

    /// R009, one finding a column.
    pub fn report_text_numbers(&mut self) {
        for (col, cells) in std::mem::take(&mut self.as_text) {
            let mut finding = self
                .finder
                .sheet(Code::R009, self.form.form, &self.grid.name);
            finding.field = self
                .form
                .columns
                .iter()
                .find(|c| c.col == col)
                .and_then(|c| c.role.field());
            finding.args = vec![("count", cells.len().to_string())];
            if let Some((_, text, value)) = cells.first() {
                finding.expected = Some(Value::Number(*value));
                finding.found = Some(Value::Text(text.clone()));
                finding.found_text = Some(text.clone());
            }
            finding.cells = cells.into_iter().map(|(at, _, _)| at).collect();
            self.findings.push(finding);
        }
    }

    /// The money of a row by phase.
    pub fn money_of(&mut self, row: u32, subject: &Subject, project: Option<&str>) -> [Money; 3] {
        let mut read: [Vec<(Source, Figure)>; 3] = std::mem::take(&mut self.read);
        for index in 0..self.money.len() {
            let field = self.money[index].field;
            // Two columns of one field are reported; the first that holds something counts.
            if read[field.phase as usize]
                .iter()
                .any(|(source, figure)| *source == field.source && figure.reading != Reading::Blank)
            {
                continue;
            }
            let figure = self.amount(index, row, subject, project);
            read[field.phase as usize].push((field.source, figure));
        }
        let money = Phase::ALL.map(|phase| {
            let mut money = Money::of(read[phase as usize].drain(..));
            money.partial = self.partial[phase as usize];
            money
        });
        self.read = read;
        money
    }

    pub fn origin(&self, row: u32) -> Origin {
        Origin {
            place: Arc::clone(&self.place),
            row: row + 1,
            revision: None,
        }
    }

    pub fn table(&self, lines: Vec<TableLine>) -> Table {
        Table {
            form: self.form.form,
            sheet: Arc::clone(&self.sheet),
            units: self.form.stated_units(),
            columns: self.money.iter().map(|c| (c.field, c.col)).collect(),
            percentages: percentages::columns(self, &lines),
            has_results: self
                .form
                .columns
                .iter()
                .any(|c| matches!(c.role, Role::Result { .. } | Role::Value { .. })),
            formulas: self.formulas(&lines),
            lines,
        }
    }

    pub fn estimate(&self) -> Basis {
        let estimated = self
            .form
            .columns
            .iter()
            .any(|c| c.estimate && c.role.is_figure());
        if estimated {
            Basis::Estimate
        } else {
            Basis::Actual
        }
    }

    pub fn line(
        row: &Row,
        class: LineClass,
        money: [Money; 3],
        record: Option<usize>,
    ) -> TableLine {
        // Most lines are details, of whom nobody asks that.
        let sums = matches!(class, LineClass::Group | LineClass::Total);
        let (seq, label, closes) = if sums {
            (row.seq.clone(), row.label.clone(), row.closes.clone())
        } else {
            Default::default()
        };
        TableLine {
            row: row.row,
            class,
            level: row.level,
            seq,
            label,
            closes,
            money,
            record,
        }
    }

    /// A group or total row with the amounts that it prints.
    pub fn sum_line(&mut self, row: &Row) -> TableLine {
        let class = if row.class == Class::Group {
            LineClass::Group
        } else {
            LineClass::Total
        };
        let money = if self.prints_money(row.row) {
            self.money_of(row.row, &Subject::Sheet(self.form.form), None)
        } else {
            <[Money; 3]>::default()
        };
        Self::line(row, class, money, None)
    }

    /// A "Trong đó" row: its amounts are in the row above it already.
    pub fn of_which_line(row: &Row) -> TableLine {
        Self::line(row, LineClass::OfWhich, <[Money; 3]>::default(), None)
    }

    /// S107: a row that looks like a group, prints money, and has no rows of its own.
    pub fn report_childless(&mut self, lines: &[TableLine]) {
        for (index, line) in lines
            .iter()
            .enumerate()
            .filter(|(_, l)| l.class == LineClass::Group)
        {
            let inside = lines[index + 1..]
                .iter()
                .take_while(|l| l.class != LineClass::Group || l.level > line.level);
            let has_rows = inside.into_iter().any(|l| l.class == LineClass::Detail);
            let figure = line
                .money
                .iter()
                .flat_map(Money::iter)
                .find(|(_, f)| f.reading.known().is_some_and(|d| !d.is_zero()));
            let (false, Some((_, figure))) = (has_rows, figure) else {
                continue;
            };
            let mut finding = self
                .finder
                .sheet(Code::S107, self.form.form, &self.grid.name);
            finding.cells = figure.cell.into_iter().collect();
            finding.found = Some(Value::Text(line.label.clone()));
            finding.found_text = Some(line.label.clone());
            self.findings.push(finding);
        }
    }

    /// Whether columns of the form name sources of money, so that rows need not.
    pub fn names_sources(&self) -> bool {
        let named = |c: &MoneyColumn| !matches!(c.field.source, Source::Total | Source::Support);
        self.money.iter().any(named)
    }

    /// Whether a group or total row prints any amount.
    pub fn prints_money(&self, row: u32) -> bool {
        self.money.iter().any(|c| {
            self.grid
                .get(Cell::new(row, c.col))
                .is_some_and(|c| !matches!(&c.content, Content::Text(t) if tidy(t).is_empty()))
        })
    }
}
