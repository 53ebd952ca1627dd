//! One sheet of a list of projects or of a decision: rows to records.

use std::borrow::Cow;
use std::sync::Arc;

use crate::base::place::Cell;
use crate::base::reading::Reading;
use crate::finding::{Code, Finding, Subject, Value};
use crate::layout::lines::{Line, Lines};
use crate::layout::memo::Memo;
use crate::layout::{Class, Recognised, Row};
use crate::model::{
    Form, Kind, LineClass, Money, Period, Phase, Programme, Record, Source, Table, TableLine,
};

use super::approved::Approved;
use super::cells;
use super::formulas::Page;
use super::named::Named;
use super::reader::Reader;
use super::recognition::Finder;
use super::results::{named_result, results};
use super::shares;

/// What all sheets of a run are parsed with.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// Its lines as sheets print them.
    pub lines: &'a Lines,
    /// The reporting period, where one is known.
    pub period: Option<Period>,
    /// What was understood of sheets before.
    pub memo: &'a Memo,
    /// What is approved, where that is known before a sheet is read.
    pub approved: Option<&'a dyn Approved>,
    /// The unit that sent the workbook, where it can be told.
    pub unit: Option<&'a str>,
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

/// The groups that a row stands in.
#[derive(Clone, Debug, Default)]
struct Groups {
    stack: Vec<Group>,
}

/// One of them.
#[derive(Clone, Debug)]
struct Group {
    level: u8,
    label: String,
    line: Option<Line>,
    source: Option<Source>,
}

impl Groups {
    fn enter(&mut self, row: &Row) {
        self.stack.retain(|group| group.level < row.level);
        self.stack.push(Group {
            level: row.level,
            label: row.label.clone(),
            line: row.line.clone(),
            source: row.source,
        });
    }

    fn activity(&self) -> Option<&str> {
        self.stack.iter().rev().find_map(|group| {
            if let Some(Line::Activity(n)) = &group.line {
                Some(n.as_str())
            } else {
                None
            }
        })
    }

    fn content(&self) -> Option<&str> {
        self.stack.iter().rev().find_map(|group| {
            if let Some(Line::Content(n)) = &group.line {
                Some(n.as_str())
            } else {
                None
            }
        })
    }

    fn labels(&self) -> impl Iterator<Item = &str> {
        self.stack.iter().rev().map(|group| group.label.as_str())
    }

    /// Whose money the innermost group that says so holds: "A. Khuyến công quốc gia".
    fn source(&self) -> Option<Source> {
        let named = self.stack.iter().rev().find_map(|group| group.source);
        named.filter(|s| matches!(s, Source::National | Source::Local | Source::District))
    }
}

/// Parses a list of projects, or a decision's annex, which has the same rows.
pub fn project_list(
    context: &Context<'_>,
    finder: &Finder,
    page: Page<'_>,
    form: &Recognised,
) -> Parsed {
    let mut reader = Reader::new(context, finder, page, form);
    let mut records: Vec<Record> = Vec::new();
    let mut lines: Vec<TableLine> = Vec::new();
    let mut groups = Groups::default();
    // The last row of the line that stands on several.
    let mut within = 0;
    let closing = shares::closing(&form.rows);
    for (index, row) in form.rows.iter().enumerate() {
        match row.class {
            Class::Group | Class::Total => {
                if row.class == Class::Group {
                    groups.enter(row);
                } else if row.closes.is_none() && !records.is_empty() {
                    // What follows a closing total belongs to no group above it.
                    groups = Groups::default();
                }
                lines.push(reader.sum_line(row));
            }
            Class::Project => {
                let place = Some(records.len());
                let shares = shares::under(&form.rows, index);
                let closing = closing.get(index).copied().flatten();
                let (record, printed, shares) = project(&mut reader, row, shares, &groups, closing);
                within = shares.last().map_or(row.row, |(row, _)| row.row);
                lines.push(Reader::line(row, LineClass::Detail, printed, place));
                for (row, money) in shares {
                    let (class, place) = match money {
                        Some(_) => (LineClass::Detail, place),
                        None => (LineClass::OfWhich, None),
                    };
                    lines.push(Reader::line(row, class, money.unwrap_or_default(), place));
                }
                records.push(record);
            }
            Class::Result => {
                if let Some(record) = records.last_mut()
                    && let Some(result) = named_result(&mut reader, row.row, record)
                {
                    record.results.push(result);
                }
            }
            Class::OfWhich if row.row > within || row.source.is_none() => {
                lines.push(Reader::of_which_line(row));
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

/// A project's record; what its own row prints; and the rows of its shares, with the money of those that count for
/// themselves in the sums of the sheet.
type Project<'r> = (Record, [Money; 3], Vec<(&'r Row, Option<[Money; 3]>)>);

fn project<'r>(
    reader: &mut Reader<'_>,
    row: &Row,
    shares: Vec<&'r Row>,
    groups: &Groups,
    closing: Option<Source>,
) -> Project<'r> {
    let (grid, form) = (reader.grid, reader.form);
    let words = |field: &str| cells::words_over(grid, form, field, row);
    let Named {
        code,
        name,
        name_cell,
    } = Named::of_row(grid, form, row);
    let label = code.as_deref().or(name.as_deref());
    let key = crate::model::record::project_key(code.as_deref(), name.as_deref());
    let subject = key.map_or(Subject::Sheet(form.form), Subject::Project);
    reader.row_unit(row.row);
    let own = reader.money_of(row.row, &subject, label);
    let (mut money, mut printed) = (own.clone(), own);
    let mut share_rows: Vec<(&Row, Option<[Money; 3]>)> =
        shares.iter().map(|row| (*row, None)).collect();
    if let Some(shared) = shares::read(reader, row, &printed, shares, &subject, label) {
        money = shared.money;
        if shared.apart {
            let count = |s: shares::Share<'r>| (s.row, Some(s.printed));
            share_rows = shared.shares.into_iter().map(count).collect();
        } else {
            printed.clone_from(&money);
        }
    } else {
        shares::of_group(reader, groups.source().or(closing), &mut money);
    }
    let results = results(reader, row.row, &subject, label);
    let year = reader.context.memo.period.map_or(1, |p| p.year);
    let dates = cells::dates(reader.page, form, row.row, year);
    for (text, at) in &dates.unreadable {
        let mut finding = reader
            .finder
            .at(Code::S105, subject.clone(), &grid.name, *at);
        finding.project = label.map(str::to_owned);
        finding.found = Some(Value::Text(text.clone()));
        finding.found_text = Some(text.clone());
        finding.field = form
            .columns
            .iter()
            .find(|c| c.col == at.col)
            .and_then(|c| c.role.field());
        reader.findings.push(finding);
    }
    let (activity, content, activity_by_name) = classify(reader, name.as_deref(), groups, row.row);
    let executor = words("unit").map(|(t, _)| t).or_else(|| {
        (form.form == Form::Approval)
            .then(|| groups.labels().next().map(Cow::Borrowed))
            .flatten()
    });
    let mut record = Record {
        kind: Kind::Project,
        unit: "".into(),
        project: code.map(Arc::from),
        name: name.map(Arc::from),
        name_cell,
        activity: activity.map(Arc::from),
        activity_by_name,
        content: content.map(Arc::from),
        beneficiary: words("beneficiary").map(|(t, _)| Arc::from(t)),
        location: words("location").map(|(t, _)| Arc::from(t)),
        executor: executor.map(Arc::from),
        start: dates.start,
        end: dates.end,
        basis: reader.estimate(),
        money_source: None,
        money,
        results,
        note: words("note").map(|(t, _)| Arc::from(t)),
        origin: reader.origin(row.row),
        approval: None,
        corrected: None,
    };
    if let Some(result) = named_result(reader, row.row, &record) {
        record.results.push(result);
    }
    for phase in Phase::ALL {
        record.money_mut(phase).complete_total();
    }
    missing_values(reader, row, &record, &subject);
    (record, printed, share_rows)
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
        finding.project = record.project.as_deref().map(str::to_owned);
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
        finding.project = record.label().map(str::to_owned);
        finding.field = Some(first.field.to_string());
        finding.expected = Some(Value::Text(first.field.to_string()));
        finding.variant = Some("amounts");
        reader.findings.push(finding);
    }
}

/// The activity and the content: from their columns, else from the groups, else from the name's key words; and whether
/// these alone tell the activity.
fn classify<'t>(
    reader: &Reader<'t>,
    name: Option<&str>,
    groups: &'t Groups,
    row: u32,
) -> (Option<Cow<'t, str>>, Option<Cow<'t, str>>, bool) {
    let context = reader.context;
    let column = |field: &str| {
        cells::words(reader.grid, reader.form, field, row).and_then(|(t, _)| {
            let effort = &context.memo.effort;
            context.lines.group(&t, field == "content", effort)
        })
    };
    let mut activity: Option<Cow<'t, str>> = None;
    let mut content: Option<Cow<'t, str>> = None;
    for line in ["activity", "content"]
        .into_iter()
        .filter_map(column)
        .map(|(l, _)| l)
    {
        match line {
            Line::Activity(n) => activity = activity.or(Some(n.into())),
            Line::Content(n) => content = content.or(Some(n.into())),
        }
    }
    activity = activity.or_else(|| groups.activity().map(Cow::from));
    content = content.or_else(|| {
        let line = context.programme.content_of(activity.as_deref()?);
        line.map(Cow::from)
    });
    content = content.or_else(|| groups.content().map(Cow::from));
    let mut by_name = false;
    if activity.is_none()
        && let Some(found) = name.and_then(|n| context.programme.activity_by_keywords(n))
        && (content.is_none() || found.content.as_deref() == content.as_deref())
    {
        activity = Some(found.number.as_str().into());
        by_name = true;
        content = found.content.as_deref().map(Cow::from);
    }
    (activity, content, by_name)
}
