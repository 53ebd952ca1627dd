//! One sheet of a list of projects or of a decision: rows to records, figures to amounts.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::money::MoneyUnit;
use crate::base::number;
use crate::base::place::Cell;
use crate::base::reading::Reading;
use crate::base::text::tidy;
use crate::finding::{Code, Finding, Severity, Subject, Value};
use crate::layout::lines::{Line, Lines};
use crate::layout::memo::Memo;
use crate::layout::{Class, Column, Recognised, Role, Row, numbering};
use crate::model::record::{Basis, Origin};
use crate::model::submission::{has_all_parts, prints_total};
use crate::model::{
    Field, Figure, Form, Kind, LineClass, Money, Period, Phase, Programme, Record, ResultFigure,
    Source, Table, TableLine,
};
use crate::read::grid::{Content, Grid};

use super::cells;
use super::figures::{self, CellFigure, Styles, Trouble};
use super::recognition::Finder;

/// What all sheets of a run are parsed with.
pub struct Context<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// Its lines as sheets print them.
    pub lines: &'a Lines,
    /// The reporting period, where one is known.
    pub period: Option<Period>,
    /// What was understood of sheets before.
    pub memo: &'a Memo,
}

/// What one sheet gave.
#[derive(Debug)]
pub struct Parsed {
    /// Its records.
    pub records: Vec<Record>,
    /// Its table as printed.
    pub table: Table,
    /// What was found while reading.
    pub findings: Vec<Finding>,
}

/// A column of money with its unit and half-width.
pub(super) struct MoneyColumn {
    pub col: u16,
    pub field: Field,
    pub unit: MoneyUnit,
    pub half: Decimal,
}

/// One sheet being parsed.
pub(super) struct Reader<'a> {
    pub context: &'a Context<'a>,
    pub finder: &'a Finder,
    pub grid: &'a Grid,
    pub form: &'a Recognised,
    pub sheet: Arc<str>,
    pub styles: Styles,
    pub money: Vec<MoneyColumn>,
    pub as_text: BTreeMap<u16, Vec<(Cell, String, Decimal)>>,
    pub findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    pub fn new(
        context: &'a Context<'a>,
        finder: &'a Finder,
        grid: &'a Grid,
        form: &'a Recognised,
    ) -> Self {
        let figure_columns: Vec<u16> = form
            .columns
            .iter()
            .filter(|c| c.role.is_figure())
            .map(|c| c.col)
            .collect();
        let styles = Styles::learn(grid, &figure_columns);
        let mut reader = Self {
            context,
            finder,
            grid,
            form,
            sheet: grid.name.as_str().into(),
            styles,
            money: Vec::new(),
            as_text: BTreeMap::new(),
            findings: Vec::new(),
        };
        reader.money = reader.money_columns();
        reader
    }

    /// The columns of money; where a sheet states no unit, the size of its figures tells it, and R012 says so.
    fn money_columns(&mut self) -> Vec<MoneyColumn> {
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
        let typed = |col: u16| -> Vec<Decimal> {
            let read = |&row: &u32| {
                let cell = grid
                    .get(Cell::new(row, col))
                    .filter(|c| c.formula.is_none())?;
                let figure = figures::money(Some(cell), styles);
                figure.reading.known().filter(|_| !figure.in_dong)
            };
            rows.iter().filter_map(read).collect()
        };
        let mut guessed = None;
        if columns.iter().any(|(c, _)| self.form.unit_of(c).is_none()) {
            let largest = columns
                .iter()
                .flat_map(|(c, _)| typed(c.col))
                .map(|d| d.abs())
                .max();
            guessed = Some(guess_unit(largest));
        }
        let decimals: Vec<Option<u32>> = columns
            .iter()
            .map(|(c, _)| typed(c.col).into_iter().map(number::decimals).max())
            .collect();
        // A column of formulas has the places of the columns that it adds.
        let fewest = decimals.iter().flatten().min().copied().unwrap_or(0);
        let made: Vec<MoneyColumn> = columns
            .iter()
            .zip(&decimals)
            .map(|((column, field), decimals)| {
                let unit = self
                    .form
                    .unit_of(column)
                    .map(|(u, _)| u)
                    .or(guessed)
                    .unwrap_or(MoneyUnit::Dong);
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

    fn report_guess(&mut self, unit: MoneyUnit, cell: Option<Cell>) {
        let mut finding = self
            .finder
            .sheet(Code::R012, self.form.form, &self.grid.name);
        finding.cells = cell.into_iter().collect();
        finding.expected = Some(Value::Text(unit.name().to_owned()));
        finding.args = vec![("evidence", unit.name().to_owned())];
        self.findings.push(finding);
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
        let read = figures::money(cell, &self.styles);
        let reading = match read.reading {
            Reading::Known(d) if read.in_dong => Reading::Known(d.normalize()),
            Reading::Known(d) => unit.to_dong(d).map_or(Reading::Unreadable, Reading::Known),
            other => other,
        };
        self.report(&read, at, subject, project, &field.to_string(), Some(unit));
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
        field: &str,
    ) -> Reading<Decimal> {
        let at = Cell::new(row, col);
        let read = figures::count(self.grid.get(at), &self.styles);
        // A count that carries its measure ("50 người") is no number typed as text by mistake.
        let worded = read
            .as_text
            .as_ref()
            .is_some_and(|t| t.chars().any(char::is_alphabetic));
        let quiet = CellFigure {
            as_text: read.as_text.clone().filter(|_| !worded),
            ..read.clone()
        };
        self.report(&quiet, at, subject, project, field, None);
        read.reading
    }

    fn report(
        &mut self,
        read: &CellFigure,
        at: Cell,
        subject: &Subject,
        project: Option<&str>,
        field: &str,
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
        finding.field = Some(field.to_owned());
        finding.found = Some(Value::Text(found.clone()));
        finding.found_text = Some(found);
        finding.money_unit = unit;
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
        let mut money = <[Money; 3]>::default();
        for index in 0..self.money.len() {
            let field = self.money[index].field;
            // Two columns of one field are reported; the first that holds something counts.
            if money[field.phase as usize]
                .figure(field.source)
                .is_some_and(|f| f.reading != Reading::Blank)
            {
                continue;
            }
            let figure = self.amount(index, row, subject, project);
            money[field.phase as usize].set(field.source, figure);
        }
        for phase in Phase::ALL {
            let columns: Vec<(Field, u16)> = self.money.iter().map(|c| (c.field, c.col)).collect();
            money[phase as usize].partial = prints_total(&columns, phase) && !has_all_parts(&columns, phase);
        }
        money
    }

    pub fn origin(&self, row: u32) -> Origin {
        Origin {
            file: Arc::clone(&self.finder.file),
            hash: Arc::clone(&self.finder.hash),
            sheet: Arc::clone(&self.sheet),
            row: row + 1,
            revision: None,
            form: self.form.form,
        }
    }

    pub fn table(&self, lines: Vec<TableLine>) -> Table {
        Table {
            form: self.form.form,
            sheet: Arc::clone(&self.sheet),
            unit: self.form.unit,
            columns: self.money.iter().map(|c| (c.field, c.col)).collect(),
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
        &self,
        row: &Row,
        class: LineClass,
        money: [Money; 3],
        record: Option<usize>,
    ) -> TableLine {
        TableLine {
            row: row.row,
            class,
            level: row.level,
            seq: row.seq.clone(),
            label: row.label.clone(),
            closes: row.closes.clone(),
            money,
            record,
        }
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

    /// Whether a group or total row prints any amount.
    pub fn prints_money(&self, row: u32) -> bool {
        self.money.iter().any(|c| {
            self.grid
                .get(Cell::new(row, c.col))
                .is_some_and(|c| !matches!(&c.content, Content::Text(t) if tidy(t).is_empty()))
        })
    }
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

/// The groups that a row stands in.
#[derive(Clone, Debug, Default)]
struct Groups {
    stack: Vec<(u8, String, Option<Line>)>,
}

impl Groups {
    fn enter(&mut self, row: &Row) {
        self.stack.retain(|(level, _, _)| *level < row.level);
        self.stack
            .push((row.level, row.label.clone(), row.line.clone()));
    }

    fn activity(&self) -> Option<&str> {
        self.stack.iter().rev().find_map(|(_, _, line)| {
            if let Some(Line::Activity(n)) = line {
                Some(n.as_str())
            } else {
                None
            }
        })
    }

    fn content(&self) -> Option<&str> {
        self.stack.iter().rev().find_map(|(_, _, line)| {
            if let Some(Line::Content(n)) = line {
                Some(n.as_str())
            } else {
                None
            }
        })
    }

    fn labels(&self) -> impl Iterator<Item = &str> {
        self.stack.iter().rev().map(|(_, label, _)| label.as_str())
    }
}

/// Parses a list of projects, or a decision's annex, which has the same rows.
pub fn project_list(
    context: &Context<'_>,
    finder: &Finder,
    grid: &Grid,
    form: &Recognised,
) -> Parsed {
    let mut reader = Reader::new(context, finder, grid, form);
    let mut records: Vec<Record> = Vec::new();
    let mut lines: Vec<TableLine> = Vec::new();
    let mut groups = Groups::default();
    for row in &form.rows {
        match row.class {
            Class::Group | Class::Total => {
                if row.class == Class::Group {
                    groups.enter(row);
                } else if row.closes.is_none() && !records.is_empty() {
                    // What follows a closing total belongs to no group above it.
                    groups = Groups::default();
                }
                let class = if row.class == Class::Group {
                    LineClass::Group
                } else {
                    LineClass::Total
                };
                let subject = Subject::Sheet(form.form);
                let money = if reader.prints_money(row.row) {
                    reader.money_of(row.row, &subject, None)
                } else {
                    <[Money; 3]>::default()
                };
                lines.push(reader.line(row, class, money, None));
            }
            Class::Project => {
                let record = project(&mut reader, row, &groups);
                lines.push(reader.line(
                    row,
                    LineClass::Detail,
                    record.money.clone(),
                    Some(records.len()),
                ));
                records.push(record);
            }
            Class::Result => {
                if let Some(record) = records.last_mut()
                    && let Some(result) = named_result(&mut reader, row.row, record)
                {
                    record.results.push(result);
                }
            }
            Class::OfWhich => {
                lines.push(reader.line(row, LineClass::OfWhich, <[Money; 3]>::default(), None))
            }
            _ => {}
        }
    }
    reader.report_text_numbers();
    reader.report_childless(&lines);
    let table = reader.table(lines);
    Parsed {
        records,
        table,
        findings: reader.findings,
    }
}

fn project(reader: &mut Reader<'_>, row: &Row, groups: &Groups) -> Record {
    let (grid, form) = (reader.grid, reader.form);
    let words = |field: &str| cells::words(grid, form, field, row.row);
    let printed = words("name").map(|(text, at)| (strip_number(&text, form), at));
    let (name, name_cell) = match printed {
        Some((text, at)) => (Some(text), Some(at)),
        None if !row.label.is_empty() => (Some(strip_number(&row.label, form)), row.label_cell),
        None => (None, None),
    };
    let code = words("code")
        .map(|(t, _)| code_text(&t))
        .filter(|t| !t.is_empty());
    let (code, name) = match (code, name) {
        (None, Some(name)) => split_code(name),
        (code, name) => (code, name),
    };
    let label = code.clone().or_else(|| name.clone());
    let key = crate::model::record::project_key(code.as_deref(), name.as_deref());
    let subject = key
        .clone()
        .map_or(Subject::Sheet(form.form), Subject::Project);
    let money = reader.money_of(row.row, &subject, label.as_deref());
    let results = results(reader, row.row, &subject, label.as_deref());
    let year = reader.context.period.map_or(1, |p| p.year);
    let dates = cells::dates(grid, form, row.row, year);
    for (text, at) in &dates.unreadable {
        let mut finding = reader
            .finder
            .at(Code::S105, subject.clone(), &grid.name, *at);
        finding.project.clone_from(&label);
        finding.found = Some(Value::Text(text.clone()));
        finding.found_text = Some(text.clone());
        finding.field = form
            .columns
            .iter()
            .find(|c| c.col == at.col)
            .and_then(|c| c.role.field());
        reader.findings.push(finding);
    }
    let (activity, content) = classify(reader, name.as_deref(), groups, row.row);
    let executor = words("unit").map(|(t, _)| t).or_else(|| {
        (form.form == Form::Approval)
            .then(|| groups.labels().next().map(str::to_owned))
            .flatten()
    });
    let mut record = Record {
        kind: Kind::Project,
        unit: "".into(),
        unit_name: "".into(),
        project: code,
        name,
        name_cell,
        activity,
        content,
        beneficiary: words("beneficiary").map(|(t, _)| t),
        location: words("location").map(|(t, _)| t),
        executor,
        start: dates.start,
        end: dates.end,
        basis: reader.estimate(),
        money_source: None,
        money,
        results,
        note: words("note").map(|(t, _)| t),
        origin: reader.origin(row.row),
        approval: None,
    };
    if let Some(result) = named_result(reader, row.row, &record) {
        record.results.push(result);
    }
    for phase in Phase::ALL {
        complete_total(record.money_mut(phase));
    }
    missing_values(reader, row, &record, &subject);
    record
}

/// S104: no name, or no amount at all.
fn missing_values(reader: &mut Reader<'_>, row: &Row, record: &Record, subject: &Subject) {
    let form = reader.form;
    // Without a column of names S101 has said so already.
    if record.name.is_none() && form.plain("name").is_some() {
        let at = Cell::new(row.row, form.plain("name").map_or(0, |c| c.col));
        let mut finding = reader
            .finder
            .at(Code::S104, subject.clone(), &reader.grid.name, at);
        finding.project.clone_from(&record.project);
        finding.field = Some("name".to_owned());
        finding.expected = Some(Value::Text("name".to_owned()));
        finding.variant = Some("name");
        reader.findings.push(finding);
    }
    let all_blank = record
        .money
        .iter()
        .all(|m| m.iter().all(|(_, f)| f.reading == Reading::Blank));
    if all_blank && let Some(first) = reader.money.iter().min_by_key(|c| (c.field.phase, c.col)) {
        let mut finding = reader.finder.at(
            Code::S104,
            subject.clone(),
            &reader.grid.name,
            Cell::new(row.row, first.col),
        );
        finding.project = record.project.clone().or_else(|| record.name.clone());
        finding.field = Some(first.field.to_string());
        finding.expected = Some(Value::Text(first.field.to_string()));
        finding.variant = Some("amounts");
        reader.findings.push(finding);
    }
}

/// Without a printed total it is the sum of the parts; unreadable where a part is.
pub(super) fn complete_total(money: &mut Money) {
    if money.figure(Source::Total).is_some() || money.iter().next().is_none() {
        return;
    }
    let reading = if money.has_unreadable() {
        Reading::Unreadable
    } else {
        money.sum_of_parts().map_or(Reading::Blank, Reading::Known)
    };
    let half = money
        .iter()
        .filter_map(|(_, f)| (f.reading != Reading::Blank).then_some(f.half))
        .sum();
    let unit = money.iter().find_map(|(_, f)| f.unit);
    money.set(
        Source::Total,
        Figure {
            reading,
            cell: None,
            half,
            unit,
            text: None,
        },
    );
}

fn strip_number(text: &str, form: &Recognised) -> String {
    // Only where no column holds the number may it lead the name.
    if form.plain("seq").is_none() {
        numbering::without_number(text)
    } else {
        text.trim()
            .trim_start_matches(['-', '+', '–'])
            .trim()
            .to_owned()
    }
}

fn code_text(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_uppercase()
}

/// "KC17-03: Đào tạo nghề may": a code that leads the name.
fn split_code(name: String) -> (Option<String>, Option<String>) {
    let head = name
        .split([':', ' ', '.'])
        .next()
        .unwrap_or_default()
        .trim_matches(['(', ')', '[', ']']);
    let letters = head.chars().take_while(char::is_ascii_uppercase).count();
    let digits = head.chars().filter(char::is_ascii_digit).count();
    let shape = letters >= 2
        && digits >= 2
        && head
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-/_".contains(c));
    if !shape {
        return (None, Some(name));
    }
    let rest = name[name.find(head).map_or(0, |at| at + head.len())..]
        .trim_start_matches([':', '.', '-', ' ', ')', ']', '–'])
        .to_owned();
    (
        Some(head.to_uppercase()),
        (!rest.is_empty()).then_some(rest),
    )
}

/// The activity and the content: from their columns, else from the groups, else from the name's key words.
fn classify(
    reader: &Reader<'_>,
    name: Option<&str>,
    groups: &Groups,
    row: u32,
) -> (Option<String>, Option<String>) {
    let context = reader.context;
    let column = |field: &str| {
        cells::words(reader.grid, reader.form, field, row)
            .and_then(|(t, _)| context.lines.group(&t, field == "content"))
    };
    let mut activity: Option<String> = None;
    let mut content: Option<String> = None;
    for line in ["activity", "content"]
        .into_iter()
        .filter_map(column)
        .map(|(l, _)| l)
    {
        match line {
            Line::Activity(n) => activity = activity.or(Some(n)),
            Line::Content(n) => content = content.or(Some(n)),
        }
    }
    activity = activity.or_else(|| groups.activity().map(str::to_owned));
    content = content.or_else(|| {
        activity
            .as_deref()
            .and_then(|a| context.programme.content_of(a))
            .map(str::to_owned)
    });
    content = content.or_else(|| groups.content().map(str::to_owned));
    if activity.is_none()
        && let Some(found) = name.and_then(|n| context.programme.activity_by_keywords(n))
        && (content.is_none() || found.content == content)
    {
        activity = Some(found.number.clone());
        content.clone_from(&found.content);
    }
    (activity, content)
}

/// Results that stand in columns of their own.
fn results(
    reader: &mut Reader<'_>,
    row: u32,
    subject: &Subject,
    project: Option<&str>,
) -> Vec<ResultFigure> {
    let form = reader.form;
    let mut results: Vec<ResultFigure> = Vec::new();
    for column in &form.columns {
        let Role::Result {
            indicator,
            name,
            unit,
            phase,
        } = &column.role
        else {
            continue;
        };
        let field = column.role.field().unwrap_or_default();
        let reading = reader.count(column.col, row, subject, project, &field);
        if reading == Reading::Blank {
            continue;
        }
        let known = |r: &ResultFigure| {
            r.indicator == *indicator && (indicator.is_some() || r.name == *name)
        };
        let at = match results.iter().position(known) {
            Some(at) => at,
            None => {
                let line = indicator
                    .as_deref()
                    .and_then(|n| reader.context.programme.indicator(n));
                let unit = unit
                    .clone()
                    .or_else(|| line.map(|l| l.unit.clone()))
                    .or_else(|| measure_unit(reader.context, name));
                let name = line.map_or_else(|| name.clone(), |l| l.name.clone());
                results.push(blank_result(indicator.clone(), name, unit));
                results.len() - 1
            }
        };
        place(
            &mut results[at],
            *phase,
            reading,
            Cell::new(row, column.col),
        );
    }
    results
}

fn measure_unit(context: &Context<'_>, name: &str) -> Option<String> {
    let (measure, _) = context.lines.measure(name)?;
    context
        .programme
        .measures
        .iter()
        .find(|m| m.name == measure)
        .map(|m| m.unit.clone())
}

pub(super) fn blank_result(
    indicator: Option<String>,
    name: String,
    unit: Option<String>,
) -> ResultFigure {
    ResultFigure {
        indicator,
        name,
        unit,
        planned: Reading::Blank,
        period: Reading::Blank,
        cumulative: Reading::Blank,
        cell: None,
    }
}

pub(super) fn place(result: &mut ResultFigure, phase: Phase, reading: Reading<Decimal>, at: Cell) {
    let before = |r: &ResultFigure| (r.cumulative != Reading::Blank, r.period != Reading::Blank);
    let had = before(result);
    match phase {
        Phase::Approved => {
            result.planned = reading;
            if result.cell.is_none() {
                result.cell = Some(at);
            }
        }
        Phase::Spent => {
            result.period = reading;
            if !had.0 {
                result.cell = Some(at);
            }
        }
        Phase::Cumulative => {
            result.cumulative = reading;
            result.cell = Some(at);
        }
    }
}

/// A result that the row itself names ("Chỉ tiêu", "ĐVT", then figures).
fn named_result(reader: &mut Reader<'_>, row: u32, record: &Record) -> Option<ResultFigure> {
    let form = reader.form;
    let values: Vec<(u16, Phase)> = form
        .columns
        .iter()
        .filter_map(|c| {
            if let Role::Value { phase, .. } = c.role {
                Some((c.col, phase))
            } else {
                None
            }
        })
        .collect();
    if values.is_empty() {
        return None;
    }
    let own = form
        .plain("result_name")
        .and_then(|c| reader.grid.get(Cell::new(row, c.col)))
        .and_then(crate::layout::header::text_of);
    let activity = record.activity.as_deref();
    let name = own.or_else(|| {
        let line = reader
            .context
            .programme
            .indicators
            .iter()
            .find(|i| i.activity.is_some() && i.activity.as_deref() == activity);
        line.map(|l| l.name.clone())
    })?;
    let unit = form
        .plain("measure")
        .and_then(|c| reader.grid.get(Cell::new(row, c.col)))
        .and_then(crate::layout::header::text_of);
    let indicator = reader.context.lines.indicator(&name, None).map(|(n, _)| n);
    let subject = record
        .project_key()
        .map_or(Subject::Sheet(form.form), Subject::Project);
    let mut result = blank_result(
        indicator.clone(),
        name,
        unit.or_else(|| {
            indicator
                .as_deref()
                .and_then(|n| reader.context.programme.indicator(n))
                .map(|i| i.unit.clone())
        }),
    );
    for (col, phase) in values {
        let reading = reader.count(col, row, &subject, record.project.as_deref(), "results");
        if reading != Reading::Blank {
            place(&mut result, phase, reading, Cell::new(row, col));
        }
    }
    result.cell.is_some().then_some(result)
}

/// S106: neither content nor activity is known; a warning where only the activity is not.
pub fn unknown_activity(record: &Record) -> Option<Finding> {
    if record.activity.is_some() || record.kind != Kind::Project || record.name.is_none() {
        return None;
    }
    let subject = record
        .project_key()
        .map_or(Subject::Nothing, Subject::Project);
    let mut finding = Finding::new(Code::S106, subject);
    finding.unit = Some(Arc::clone(&record.unit));
    finding.project = record.project.clone().or_else(|| record.name.clone());
    finding.file = Some(Arc::clone(&record.origin.file));
    finding.sheet = Some(Arc::clone(&record.origin.sheet));
    finding.cells = record.name_cell.into_iter().collect();
    finding.field = Some("activity".to_owned());
    finding.found_text.clone_from(&record.name);
    finding.found = record.name.clone().map(Value::Text);
    match &record.content {
        Some(content) => {
            finding.severity = Severity::Warning;
            finding.variant = Some("content");
            finding.expected = Some(Value::Text(content.clone()));
        }
        None => finding.variant = Some("none"),
    }
    Some(finding)
}
