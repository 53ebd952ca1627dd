//! What there is to say about how a sheet was recognised: R004, R010, R012, S101 to S103, S107.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::number;
use crate::base::place::{Cell, column_name};
use crate::finding::{Code, Finding, Severity, Subject, Value};
use crate::layout::recognise::Sheet;
use crate::layout::{Class, Column, Recognised, Role};
use crate::model::{Field, Form, Phase, Source};
use crate::read::grid::{Content, Grid, Legacy};

/// Makes findings about one file.
#[derive(Clone, Debug)]
pub struct Finder {
    /// The file.
    pub file: Arc<str>,
    /// Its hash.
    pub hash: Arc<str>,
}

impl Finder {
    /// A finding about the whole file.
    pub fn file(&self, code: Code) -> Finding {
        let mut finding = Finding::new(code, Subject::file(&self.hash));
        finding.file = Some(Arc::clone(&self.file));
        finding
    }

    /// A finding about a sheet of a form.
    pub fn sheet(&self, code: Code, form: Form, sheet: &str) -> Finding {
        let mut finding = Finding::new(code, Subject::Sheet(form));
        finding.file = Some(Arc::clone(&self.file));
        finding.sheet = Some(sheet.into());
        finding
    }

    /// A finding about cells of a sheet, with its own subject.
    pub fn at(&self, code: Code, subject: Subject, sheet: &str, cell: Cell) -> Finding {
        let mut finding = Finding::new(code, subject);
        finding.file = Some(Arc::clone(&self.file));
        finding.sheet = Some(sheet.into());
        finding.cells = vec![cell];
        finding
    }
}

/// R004: no sheet of the workbook is a form; where `is_cut`, as far as its words were compared.
pub fn no_form(finder: &Finder, sheets: &[Sheet], is_cut: bool) -> Finding {
    let mut finding = finder.file(Code::R004);
    let of_decision = |s: &Sheet| s.form.as_ref().is_some_and(|f| f.form == Form::Approval);
    if sheets.iter().any(of_decision) {
        finding.variant = Some("decision");
        return finding;
    }
    if is_cut {
        finding.variant = Some("no-form-in-words");
        return finding;
    }
    let nearest = sheets.iter().find_map(|s| s.nearest.as_ref());
    match nearest {
        Some((form, lacking)) => {
            finding.expected = Some(Value::Text(form.name().to_owned()));
            finding.found = Some(Value::Text(lacking.join(", ")));
            finding.args = vec![
                ("nearest", form.name().to_owned()),
                ("lacking", lacking.join(", ")),
            ];
        }
        None => finding.variant = Some("no-table"),
    }
    finding
}

/// R004 of words: the workbook has so many that some of them were not compared with those of the forms. What was
/// recognised counts all the same.
pub fn not_compared(finder: &Finder) -> Finding {
    let mut finding = finder.file(Code::R004);
    finding.variant = Some("words");
    finding
}

/// S101 to S103 and S107 on one sheet.
pub fn columns(finder: &Finder, grid: &Grid, form: &Recognised) -> Vec<Finding> {
    let mut findings = Vec::new();
    let header = Cell::new(form.header.0, form.columns.first().map_or(0, |c| c.col));
    for (field, near) in &form.missing {
        let mut finding = finder.sheet(Code::S101, form.form, &grid.name);
        finding.cells = vec![near.as_ref().map_or(header, |(_, cell)| *cell)];
        finding.field = Some(field.clone());
        finding.expected = Some(Value::Text(field.clone()));
        finding.found = near
            .as_ref()
            .map(|(heading, _)| Value::Text(heading.clone()));
        finding.args = vec![(
            "nearest",
            near.as_ref().map(|(h, _)| h.clone()).unwrap_or_default(),
        )];
        if near.is_none() {
            finding.variant = Some("alone");
        }
        findings.push(finding);
    }
    for (field, columns) in &form.twice {
        let claimed: Vec<_> = columns
            .iter()
            .filter_map(|&i| form.columns.get(i))
            .collect();
        let mut finding = finder.sheet(Code::S103, form.form, &grid.name);
        finding.cells = claimed.iter().map(|c| c.cell).collect();
        finding.field = Some(field.clone());
        finding.expected = Some(Value::Text(field.clone()));
        let headings = claimed
            .iter()
            .map(|c| format!("{} ({})", c.heading, c.cell))
            .collect::<Vec<_>>()
            .join("; ");
        finding.found = Some(Value::Text(headings.clone()));
        finding.args = vec![("headings", headings)];
        findings.push(finding);
    }
    for column in form.columns.iter().filter(|c| c.role == Role::Unknown) {
        let mut finding = finder.sheet(Code::S102, form.form, &grid.name);
        finding.cells = vec![column.cell];
        finding.found = Some(Value::Text(column.heading.clone()));
        finding.args = vec![("heading", column.heading.clone())];
        if let Some(group) = money_group(grid, form, column) {
            // Money that is left out makes the line's sum too small, and nobody sees it.
            finding.severity = Severity::Warning;
            finding.variant = Some("money");
            finding.args.push(("group", group.to_owned()));
        }
        findings.push(finding);
    }
    findings.extend(unnamed(finder, grid, form));
    // Read without being told so: that the figure may be the quarter's is for the reader of the register to see.
    let so_far = Role::Money(Field::new(Phase::Cumulative, Source::Total));
    for column in (form.columns.iter()).filter(|c| c.leaves.span && c.role == so_far) {
        let mut finding = finder.sheet(Code::S102, form.form, &grid.name);
        finding.variant = Some("so-far");
        finding.cells = vec![column.cell];
        finding.field = column.role.field();
        finding.found = Some(Value::Text(column.heading.clone()));
        finding.args = vec![("heading", column.heading.clone())];
        findings.push(finding);
    }
    findings.extend(without_source(finder, grid, form));
    if let Some(beyond) = form.beyond {
        // What is not read may be money.
        let mut finding = finder.sheet(Code::S102, form.form, &grid.name);
        finding.severity = Severity::Warning;
        finding.variant = Some("beyond");
        finding.cells = vec![beyond.first];
        finding.found = Some(Value::Text(beyond.count.to_string()));
        finding.args = vec![
            ("column", column_name(beyond.first.col)),
            ("count", beyond.count.to_string()),
        ];
        findings.push(finding);
    }
    for row in form.rows.iter().filter(|r| r.class == Class::Unknown) {
        let cells = grid.row(row.row);
        let Some(first) = cells.first() else { continue };
        let text = cells
            .iter()
            .filter_map(crate::layout::header::text_of)
            .take(6)
            .collect::<Vec<_>>()
            .join(" | ");
        let mut finding = finder.sheet(Code::S107, form.form, &grid.name);
        finding.cells = vec![row.label_cell.unwrap_or(first.at)];
        if text.is_empty() {
            finding.variant = Some("no-label");
        } else {
            finding.found = Some(Value::Text(text.clone()));
            finding.found_text = Some(text);
        }
        findings.push(finding);
    }
    findings
}

/// S102 where figures stand in the lines of the table, between its columns, and no heading over them: nobody claims them.
fn unnamed(finder: &Finder, grid: &Grid, form: &Recognised) -> Vec<Finding> {
    let named: BTreeSet<u16> = form.columns.iter().map(|c| c.col).collect();
    let (Some(first), Some(last)) = (named.first(), named.last()) else {
        return Vec::new();
    };
    let mut unnamed: BTreeMap<u16, Vec<Cell>> = BTreeMap::new();
    for row in form.rows.iter().filter(|row| row.class.is_line()) {
        for cell in grid.row(row.row) {
            let is_between = (*first..*last).contains(&cell.at.col);
            let is_figure = matches!(cell.content, Content::Number(x) if x != 0.0);
            if is_between && is_figure && !named.contains(&cell.at.col) {
                unnamed.entry(cell.at.col).or_default().push(cell.at);
            }
        }
    }
    let finding = |(col, cells)| {
        let mut finding = finder.sheet(Code::S102, form.form, &grid.name);
        finding.severity = Severity::Warning;
        finding.variant = Some("unnamed");
        finding.cells = cells;
        finding.args = vec![("column", column_name(col))];
        finding
    };
    unnamed.into_iter().map(finding).collect()
}

/// S102 where what was approved is of one source and what was spent names none: its money stands without a source then,
/// and nobody sees it from the figures.
fn without_source(finder: &Finder, grid: &Grid, form: &Recognised) -> Option<Finding> {
    let money = |c: &Column| match c.role {
        Role::Money(field) => Some(field),
        _ => None,
    };
    let mut approved = form.columns.iter().filter(|c| {
        let field = money(c);
        field.is_some_and(|f| f.phase == Phase::Approved)
    });
    let (one, None) = (approved.next()?, approved.next()) else {
        return None;
    };
    if money(one)?.source == Source::Total || one.leaves.source {
        return None;
    }
    let done: Vec<&Column> = form
        .columns
        .iter()
        .filter(|c| money(c).is_some_and(|f| f.phase != Phase::Approved))
        .collect();
    let untold =
        |c: &&Column| c.leaves.whose && money(c).is_some_and(|f| f.source == Source::Total);
    if done.is_empty() || !done.iter().all(untold) {
        return None;
    }
    let headings: Vec<&str> = done.iter().map(|c| c.heading.as_str()).collect();
    let mut finding = finder.sheet(Code::S102, form.form, &grid.name);
    finding.variant = Some("no-source");
    finding.cells = done.iter().map(|c| c.cell).collect();
    finding.field = done.first().and_then(|c| c.role.field());
    finding.found = Some(Value::Text(headings.join("; ")));
    finding.args = vec![
        ("heading", headings.join("; ")),
        ("approved", one.heading.clone()),
    ];
    Some(finding)
}

/// The heading over a column that nothing claims, if it stands over money too and figures stand in the column.
fn money_group<'a>(grid: &Grid, form: &Recognised, column: &'a Column) -> Option<&'a str> {
    let (group, _) = column.heading.rsplit_once(" / ")?;
    let beside = form.columns.iter().any(|c| {
        matches!(c.role, Role::Money(_))
            && c.heading
                .rsplit_once(" / ")
                .is_some_and(|(g, _)| g == group)
    });
    let mut lines = form.rows.iter().filter(|row| row.class.is_line());
    let figures = lines.any(|row| {
        let cell = grid.get(Cell::new(row.row, column.col));
        cell.is_some_and(|c| {
            matches!(&c.content, Content::Number(n)
            if number::from_float(*n).is_some_and(|n| !n.is_zero()))
        })
    });
    (beside && figures).then_some(group)
}

/// R010: one finding a sheet and column, with all converted cells.
pub fn converted(finder: &Finder, grid: &Grid) -> Vec<Finding> {
    let mut by_column: BTreeMap<(u16, Legacy), Vec<Cell>> = BTreeMap::new();
    for (encoding, cell) in &grid.converted {
        by_column
            .entry((cell.col, *encoding))
            .or_default()
            .push(*cell);
    }
    by_column
        .into_iter()
        .map(|((_, encoding), cells)| {
            let name = match encoding {
                Legacy::Tcvn3 => "TCVN3 (ABC)",
                Legacy::Vni => "VNI",
            };
            let mut finding = finder.file(Code::R010);
            finding.sheet = Some(grid.name.as_str().into());
            finding.args = vec![
                ("encoding", name.to_owned()),
                ("count", cells.len().to_string()),
            ];
            finding.found = Some(Value::Text(name.to_owned()));
            finding.cells = cells;
            finding
        })
        .collect()
}
