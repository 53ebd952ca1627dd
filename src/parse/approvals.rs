//! An approving decision's annex to approvals: its number, its date, and what it gives to whom.

use std::sync::Arc;

use chrono::NaiveDate;
use foldhash::HashMap;

use crate::base::date;
use crate::base::place::Cell;
use crate::base::text::{fold, tidy};
use crate::base::thin::Thin;
use crate::finding::{Code, Finding, Severity, Subject, Value};
use crate::layout::header::text_of;
use crate::layout::recognise::Origin;
use crate::layout::{Recognised, Recogniser};
use crate::model::{Approval, Form, Phase, Record, Step};
use crate::read::grid::{Content, Grid, Workbook};

use super::amendment;
use super::formulas::{Formulas, Page};
use super::hidden::hidden;
use super::recognition::{self, Finder};
use super::sheet::{self, Context};
use super::sheets;
use super::submitter::Names;

/// What one file of the folder of decisions gave.
#[derive(Debug, Default)]
pub struct Decision {
    /// Its lines.
    pub approvals: Vec<Approval>,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// Parses all sheets of a decision's workbook.
pub fn decision(
    recogniser: &Recogniser<'_>,
    context: &Context<'_>,
    names: &Names,
    finder: &Finder,
    workbook: &Workbook,
) -> Decision {
    let mut decision = Decision::default();
    let seen = recogniser.workbook(workbook, Origin::Approved, context.memo);
    let formulas = Formulas::new(workbook);
    let mut forms = 0;
    let mut has_lines = false;
    let mut empty: Option<Finding> = None;
    for sheet in &seen {
        let Some(grid) = workbook.sheets.get(sheet.index) else {
            continue;
        };
        decision
            .findings
            .extend(recognition::converted(finder, grid));
        let Some(form) = &sheet.form else { continue };
        let mut form = form.clone();
        let amended = amendment::settle(&mut form, grid);
        let form = &form;
        forms += 1;
        let page = Page {
            grid,
            formulas: &formulas,
            index: sheet.index,
            sister: sheets::sister_unit(workbook, &seen, sheet.index),
        };
        let parsed = sheet::project_list(context, finder, page, form);
        decision
            .findings
            .extend(recognition::columns(finder, grid, form));
        decision.findings.extend(hidden(finder, grid, form));
        decision.findings.extend(parsed.findings);
        let (number, date) = number_and_date(grid, form.header.0, &finder.file);
        let effective = amendment::effective(grid, form);
        let step = match amended {
            Step::Whole if amendment::is_batch(grid, form.header.0) => Step::Batch,
            Step::Whole if amendment::is_transfer(grid, form.header.0) => Step::Transfer,
            other => other,
        };
        has_lines |= !parsed.records.is_empty();
        if parsed.records.is_empty() {
            // Which decision gives nothing need not be told as well.
            empty = empty.or_else(|| Some(without_lines(finder, grid, form)));
        } else if number.is_none() || (date.is_none() && effective.is_none()) {
            decision
                .findings
                .push(unnamed(finder, grid, form.form, number.is_none()));
        }
        let mut executors = Executors::new(names);
        let of_sheet = of_sheet(grid, form.header.0, names);
        // What has neither a code nor a name (S104) can be looked for by nobody.
        let lines = parsed.records.into_iter();
        for record in lines.filter(|r| r.label().is_some()) {
            decision
                .findings
                .extend(joint(finder, grid, &mut executors, &record));
            decision.approvals.push(Approval {
                effective,
                step,
                ..approval(record, &mut executors, of_sheet, number.clone(), date)
            });
        }
    }
    if !has_lines {
        decision.findings.extend(empty);
    }
    let is_cut = context.memo.effort.is_over();
    if forms == 0 {
        let finding = recognition::no_form(finder, &seen, is_cut);
        decision.findings.push(finding);
    } else if is_cut {
        decision.findings.push(recognition::not_compared(finder));
    }
    decision
}

/// R004 on the first sheet of a decision whose table is known and holds no line: nothing can be compared with it.
fn without_lines(finder: &Finder, grid: &Grid, form: &Recognised) -> Finding {
    let mut finding = finder.file(Code::R004);
    finding.sheet = Some(grid.name.as_str().into());
    finding.variant = Some("no-lines");
    let name = form.plain("name");
    let column = name.map_or(0, |c| c.col);
    finding.cells = vec![Cell::new(form.header.1 + 1, column)];
    finding.expected = Some(Value::text("name"));
    finding.args = vec![(
        "heading",
        name.map(|c| c.heading.clone()).unwrap_or_default(),
    )];
    finding
}

/// S105 as a note: without its number or its date nobody can tell which decision is in force.
fn unnamed(finder: &Finder, grid: &Grid, form: Form, lacks_number: bool) -> Finding {
    let mut finding = finder.sheet(Code::S105, form, &grid.name);
    finding.severity = Severity::Info;
    finding.variant = Some(if lacks_number { "no-number" } else { "no-date" });
    finding
}

/// S104 as a note: one line names several units and does not say what each of them gets.
fn joint(
    finder: &Finder,
    grid: &Grid,
    executors: &mut Executors<'_>,
    record: &Record,
) -> Option<Finding> {
    let text = record.executor.as_deref()?;
    if executors.single(text).is_some() {
        return None;
    }
    if together(executors.names, text).is_empty() {
        return None;
    }
    let subject = record
        .project_key()
        .map_or(Subject::Nothing, Subject::Project);
    let mut finding = finder.at(Code::S104, subject, &grid.name, record.name_cell?);
    finding.severity = Severity::Info;
    finding.project = record.label().map(str::to_owned);
    finding.field = Some("unit".to_owned());
    finding.expected = Some(Value::text("unit"));
    finding.found = Some(Value::text(text));
    finding.found_text = Some(text.to_owned());
    finding.variant = Some("joint");
    Some(finding)
}

/// The units that a text names, if it names several.
fn together<'a>(names: &'a Names, text: &str) -> Vec<&'a str> {
    let units = names.named_in(text);
    if units.len() < 2 { Vec::new() } else { units }
}

/// Whom the texts of one sheet name. A decision names the same unit in row after row, so that each text is asked once.
struct Executors<'a> {
    names: &'a Names,
    known: HashMap<String, Option<&'a str>>,
}

impl<'a> Executors<'a> {
    fn new(names: &'a Names) -> Self {
        Self {
            names,
            known: HashMap::default(),
        }
    }

    fn single(&mut self, text: &str) -> Option<&'a str> {
        if let Some(known) = self.known.get(text) {
            return *known;
        }
        let found = self.names.single(text);
        self.known.insert(text.to_owned(), found);
        found
    }
}

fn approval(
    record: Record,
    executors: &mut Executors<'_>,
    of_sheet: Option<&str>,
    decision: Option<String>,
    decided_on: Option<NaiveDate>,
) -> Approval {
    let names = executors.names;
    let alone = record.executor.as_deref().and_then(|t| executors.single(t));
    let joint: Thin<Arc<str>> = match (&record.executor, alone) {
        (Some(text), None) => together(names, text).into_iter().map(Arc::from).collect(),
        _ => Thin::default(),
    };
    // The place of a joint project is not whose it is.
    let by_place = || {
        let places = [record.location.as_deref(), record.beneficiary.as_deref()];
        let mut places = places.into_iter().flatten().filter(|_| joint.is_empty());
        places.find_map(|text| names.single(text))
    };
    let of_sheet = of_sheet.filter(|_| joint.is_empty());
    let unit = alone.or(of_sheet).or_else(by_place).map(str::to_owned);
    let money = record.money(Phase::Approved).clone();
    Approval {
        code: record.project,
        name: record.name.unwrap_or_default(),
        unit: unit.map(|u| Arc::from(u.as_str())),
        joint,
        executor_text: record.executor,
        activity: record.activity,
        activity_by_name: record.activity_by_name,
        content: record.content,
        beneficiary: record.beneficiary,
        location: record.location,
        start: record.start,
        end: record.end,
        money,
        decision: decision.map(Arc::from),
        decided_on,
        effective: None,
        step: Step::Whole,
        former: Thin::default(),
        lines: Thin::default(),
        note: record.note,
        name_cell: record.name_cell,
        origin: record.origin,
    }
}

/// Whose projects a whole sheet lists: by its name ("H. Kiến Thụy"), else by the one unit that its titles name.
fn of_sheet<'a>(grid: &Grid, first: u32, names: &'a Names) -> Option<&'a str> {
    if let [one] = names.named_in(&grid.name).as_slice() {
        return Some(one);
    }
    let titles = grid.cells.iter().take_while(|c| c.at.row < first);
    let mut named = titles.filter_map(text_of).flat_map(|t| names.named_in(&t));
    let one = named.next()?;
    named.all(|other| other == one).then_some(one)
}

/// "(Ban hành kèm theo Quyết định số 1033/QĐ-UBND ngày 15/02/2017 …)" above the table; else the file's name.
fn number_and_date(grid: &Grid, first: u32, file: &str) -> (Option<String>, Option<NaiveDate>) {
    let mut number = None;
    let mut decided = None;
    for cell in grid.cells.iter().take_while(|c| c.at.row < first) {
        let text = match &cell.content {
            Content::Text(_) => text_of(cell),
            Content::Date(at) => {
                decided = decided.or(Some(at.date()));
                None
            }
            _ => None,
        };
        let Some(text) = text else { continue };
        let folded = fold(&text);
        if number.is_none()
            && (folded.contains("quyet dinh") || folded.contains("qd") || folded.starts_with("so "))
        {
            number = number_in(&text);
        }
        if decided.is_none() && folded.contains("ngay") {
            decided = day_in(&text);
        }
    }
    let stem = file.rsplit('/').next().unwrap_or(file);
    (number.or_else(|| number_in(stem)), decided)
}

/// The first word that looks like a decision's number: `1033/QĐ-UBND`.
fn number_in(text: &str) -> Option<String> {
    let text = tidy(text);
    text.split([' ', ',', ';', '(', ')', ':'])
        .find(|w| {
            let folded = fold(w);
            w.contains('/')
                && folded.contains("qd")
                && w.chars().next().is_some_and(|c| c.is_ascii_digit())
        })
        .map(|w| w.trim_end_matches('.').to_owned())
}

/// The day after "ngày".
pub(super) fn day_in(text: &str) -> Option<NaiveDate> {
    let text = tidy(text);
    let lower = text.to_lowercase();
    let mut from = 0;
    while let Some(at) = lower.get(from..)?.find("ngày") {
        let start = from + at;
        let tail = text.get(start..)?;
        let words: Vec<&str> = tail.split(' ').collect();
        for length in [6, 2, 3, 4, 5] {
            let piece = words
                .iter()
                .take(length)
                .copied()
                .collect::<Vec<_>>()
                .join(" ");
            let piece = piece.trim_end_matches([',', ';', ')', '.']);
            if let date::DateText::Day(day) = date::parse(piece, 1) {
                return Some(day);
            }
            if let date::DateText::Day(day) = date::parse(
                piece
                    .trim_start_matches("ngày ")
                    .trim_start_matches("Ngày "),
                1,
            ) {
                return Some(day);
            }
        }
        from = start + "ngày".len();
    }
    None
}
