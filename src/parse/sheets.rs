//! Several sheets of one form in a workbook: one for each period, one for each source of money, or an old copy that
//! was kept.
//!
//! Sheets that fit the period count, others are passed over. Sheets that print different money of the same lines
//! complement each other; of sheets that print the same money twice one counts, or none where nothing tells which.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

use crate::base::date;
use crate::base::money::MoneyUnit;
use crate::finding::{Code, Finding, Value};
use crate::layout::header::text_of;
use crate::layout::recognise::Sheet;
use crate::model::{Form, Marks, Period, Status, Submission};
use crate::read::grid::{Grid, Workbook};

use super::hidden::hidden;
use super::marks;
use super::overlap::{Claims, Verdict};
use super::recognition::Finder;
use super::sheet::Parsed;
use super::stated::{covers, of_name};

/// How well the period that a sheet states fits the one that is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It states others only.
    Other,
    /// It states none.
    Silent,
    /// It states the year, or a span that ends with the period.
    Covers,
    /// It states the very period.
    Exact,
}

/// Whether a sheet of a form only covers the period.
pub fn is_wider(grid: &Grid, first: u32, period: Option<Period>) -> bool {
    fit(grid, first, period) == Fit::Covers
}

/// How well a sheet of a form fits, by what stands over its table and by its name.
fn fit(grid: &Grid, first: u32, period: Option<Period>) -> Fit {
    let Some(period) = period else {
        return Fit::Silent;
    };
    let titles = grid.cells.iter().take_while(|c| c.at.row < first);
    let mut stated: Vec<Period> = titles
        .filter_map(text_of)
        .flat_map(|text| date::stated_periods(&text))
        .filter_map(Period::from_months)
        .collect();
    stated.extend(of_name(&grid.name, period));
    if stated.is_empty() {
        Fit::Silent
    } else if stated.contains(&period) {
        Fit::Exact
    } else if stated.iter().any(|p| covers(*p, period)) {
        Fit::Covers
    } else {
        Fit::Other
    }
}

/// Whether any form stands on more than one sheet.
fn has_several(mut forms: impl Iterator<Item = Form>) -> bool {
    let mut seen = BTreeSet::new();
    forms.any(|form| !seen.insert(form))
}

/// Takes away the sheets of other periods where a sheet of the same form fits, and says so (P604).
pub fn of_this_period(
    finder: &Finder,
    workbook: &Workbook,
    forms: &mut Vec<&Sheet>,
    period: Option<Period>,
) -> Vec<Finding> {
    let of_sheet = |s: &&Sheet| s.form.as_ref().map(|f| f.form);
    if !has_several(forms.iter().filter_map(of_sheet)) {
        return Vec::new();
    }
    let mut fitting: HashMap<Form, usize> = HashMap::new();
    let mut others = BTreeSet::new();
    for sheet in forms.iter() {
        let (Some(grid), Some(form)) = (workbook.sheets.get(sheet.index), &sheet.form) else {
            continue;
        };
        // A copy of a decision is no report, whatever it states.
        if form.form == Form::Approval {
            continue;
        }
        match fit(grid, form.header.0, period) {
            Fit::Exact | Fit::Covers => {
                fitting.entry(form.form).or_insert(sheet.index);
            }
            Fit::Other => {
                others.insert(sheet.index);
            }
            Fit::Silent => {}
        }
    }
    let name = |index: usize| workbook.sheets.get(index).map_or("", |g| g.name.as_str());
    let mut findings = Vec::new();
    forms.retain(|sheet| {
        let form = sheet.form.as_ref().map(|f| f.form);
        match form.and_then(|form| fitting.get(&form).map(|&by| (form, by))) {
            Some((form, by)) if others.contains(&sheet.index) => {
                let (own, by) = (name(sheet.index), name(by));
                findings.push(passed_over(finder, form, own, by, "period"));
                let grid = workbook.sheets.get(sheet.index);
                if let (Some(grid), Some(form)) = (grid.filter(|g| !g.visible), &sheet.form) {
                    findings.extend(hidden(finder, grid, form));
                }
                false
            }
            _ => true,
        }
    });
    findings
}

/// P604 about a sheet: another sheet of the same workbook counts instead.
fn passed_over(finder: &Finder, form: Form, own: &str, by: &str, variant: &'static str) -> Finding {
    let mut finding = finder.sheet(Code::P604, form, own);
    finding.expected = Some(Value::Text(by.to_owned()));
    finding.found = Some(Value::Text(own.to_owned()));
    finding.variant = Some(variant);
    finding
}

/// The money unit that all other forms of a workbook state, with the name of the first; `None` where they state none,
/// or several.
pub fn sister_unit<'a>(
    workbook: &'a Workbook,
    seen: &[Sheet],
    index: usize,
) -> Option<(MoneyUnit, &'a str)> {
    let mut stated = seen.iter().filter(|s| s.index != index).filter_map(|s| {
        let (unit, _) = s.form.as_ref()?.unit?;
        Some((unit, workbook.sheets.get(s.index)?.name.as_str()))
    });
    let first = stated.next()?;
    stated.all(|(unit, _)| unit == first.0).then_some(first)
}

/// One sheet that was parsed.
pub struct Taken {
    /// Its form.
    pub form: Form,
    /// Its name.
    pub name: String,
    /// Whether a user sees it.
    pub visible: bool,
    /// Whether it only covers the period, as a sheet of the whole year does.
    pub is_wider: bool,
    /// What its name and its head say of it as a version.
    pub marks: Marks,
    /// What it gave.
    pub parsed: Parsed,
    /// R011 on it.
    pub hidden: Vec<Finding>,
    /// S101 to S103 and S107 on it.
    pub columns: Vec<Finding>,
}

/// What remains of the sheets of a workbook.
#[derive(Default)]
struct Settled {
    /// The sheets that count, in their order.
    pub taken: Vec<Taken>,
    /// What is to be said of the others.
    pub findings: Vec<Finding>,
    /// Forms of which nothing tells which sheet counts.
    pub undecided: Vec<Form>,
}

/// Takes over the sheets that count, with what was found on them.
pub fn take(
    finder: &Finder,
    sheets: Vec<Taken>,
    submission: &mut Submission,
    findings: &mut Vec<Finding>,
) {
    let Settled {
        taken,
        findings: more,
        undecided,
    } = settle(finder, sheets);
    findings.extend(more);
    let of_name = marks::of_path(&finder.file);
    for sheet in taken {
        let told = of_name.and(sheet.marks);
        match submission.marks.iter_mut().find(|(f, _)| *f == sheet.form) {
            Some((_, marks)) => *marks = marks.and(told),
            None if told != Marks::default() => submission.marks.push((sheet.form, told)),
            None => {}
        }
        let mut table = sheet.parsed.table;
        for line in &mut table.lines {
            line.record = line.record.map(|r| r + submission.records.len());
        }
        submission.records.extend(sheet.parsed.records);
        submission.tables.push(table);
        if !submission.forms.contains(&sheet.form) {
            submission.forms.push(sheet.form);
        }
        findings.extend(sheet.columns);
        findings.extend(sheet.hidden);
        findings.extend(sheet.parsed.findings);
    }
    if !undecided.is_empty() && submission.status == Status::Counted {
        submission.status = Status::Undecided;
        submission.set_aside = undecided;
    }
}

/// Which of the sheets count.
fn settle(finder: &Finder, mut sheets: Vec<Taken>) -> Settled {
    let mut settled = Settled::default();
    if !has_several(sheets.iter().map(|s| s.form)) {
        settled.taken = sheets;
        return settled;
    }
    let mut order: Vec<usize> = (0..sheets.len()).collect();
    // Those that count if any does come first.
    order.sort_by_key(|&i| {
        let version = (
            sheets[i].marks.number.unwrap_or(1),
            sheets[i].marks.corrected,
        );
        (std::cmp::Reverse((rank(&sheets[i]), version)), i)
    });
    let mut claims = Claims::default();
    let mut dropped = BTreeSet::new();
    for index in order {
        let sheet = &sheets[index];
        match claims.verdict(sheet) {
            Verdict::Apart => claims.add(index, sheet),
            Verdict::Copy(by) => {
                let finding =
                    passed_over(finder, sheet.form, &sheet.name, &sheets[by].name, "copy");
                settled.findings.push(finding);
                settled.findings.extend(unseen(sheet));
                dropped.insert(index);
            }
            Verdict::Same(by) if rank(sheet) < rank(&sheets[by]) => {
                let variant = if sheet.visible { "period" } else { "hidden" };
                let finding =
                    passed_over(finder, sheet.form, &sheet.name, &sheets[by].name, variant);
                settled.findings.push(finding);
                settled.findings.extend(unseen(sheet));
                dropped.insert(index);
            }
            Verdict::Same(by) if sheet.marks.order(sheets[by].marks) == Some(Ordering::Less) => {
                let finding =
                    passed_over(finder, sheet.form, &sheet.name, &sheets[by].name, "version");
                settled.findings.push(finding);
                settled.findings.extend(unseen(sheet));
                dropped.insert(index);
            }
            Verdict::Same(by) => {
                if !settled.undecided.contains(&sheet.form) {
                    settled.undecided.push(sheet.form);
                    let finding = undecided(finder, sheet.form, &sheets[by].name, &sheet.name);
                    settled.findings.push(finding);
                }
            }
        }
    }
    claims.share(&mut sheets);
    settled.taken = sheets
        .into_iter()
        .enumerate()
        .filter(|(index, _)| !dropped.contains(index))
        .map(|(_, sheet)| sheet)
        .collect();
    settled
}

/// R011 on a sheet that nobody sees: it is told although another one counts.
fn unseen(sheet: &Taken) -> Vec<Finding> {
    if sheet.visible {
        Vec::new()
    } else {
        sheet.hidden.clone()
    }
}

/// A sheet that everybody sees counts before a hidden one, one of the very period before one of a longer span. One
/// that states no period is no worse for it.
fn rank(sheet: &Taken) -> (bool, bool) {
    (sheet.visible, !sheet.is_wider)
}

/// P606: two sheets print the same money, and nothing tells which counts.
fn undecided(finder: &Finder, form: Form, first: &str, second: &str) -> Finding {
    let sheets = format!("{first}; {second}");
    let mut finding = finder.sheet(Code::P606, form, second);
    finding.found = Some(Value::Text(sheets.clone()));
    finding.variant = Some("sheets");
    finding.args = vec![("files", finder.file.to_string()), ("sheets", sheets)];
    finding
}
