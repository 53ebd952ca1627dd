//! The lines of Biểu 3 and Biểu 5: projects with their results, and against the approvals.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::base::place::Cell;
use crate::base::reading::Reading;
use crate::consolidate::projects::{Named, Project, Reconciled};
use crate::consolidate::results::Counts;
use crate::consolidate::split::Split;
use crate::finding::{Finding, Severity, Wording};
use crate::model::approval_version::named;
use crate::model::record::{Basis, Origin};
use crate::model::{Approval, Corrected, Money, Period, Phase, Source};
use crate::report::known;
use crate::report::template::Value;

use super::{Figures, amount, number, optional, text};

/// "Số lớp: 6/6 lớp" – cumulative of planned, in Vietnamese numbers.
pub(super) fn result_words(name: &str, unit: Option<&str>, counts: &Counts) -> Option<String> {
    let show = crate::base::money::vietnamese;
    let figures = match (counts.cumulative.or(counts.period), counts.planned) {
        (Some(done), Some(planned)) => format!("{}/{}", show(done), show(planned)),
        (Some(done), None) => show(done),
        (None, Some(planned)) => format!("0/{}", show(planned)),
        (None, None) => return None,
    };
    let unit = unit
        .map(|u| format!(" {}", u.to_lowercase()))
        .unwrap_or_default();
    Some(format!("{name}: {figures}{unit}"))
}

pub(super) fn results_text(results: &[Named<'_>]) -> Value {
    let lines: Vec<String> = results
        .iter()
        .filter_map(|(_, name, unit, counts)| result_words(name, *unit, counts))
        .collect();
    optional(Some(lines.join("\n").as_str()))
}

/// A field of a project's line; `index` is its place in the list, from 1.
pub(super) fn project_field(
    project: &Project<'_>,
    index: usize,
    period: Period,
    field: &str,
    words: &Wording,
) -> Option<Value> {
    let first = project.records.first();
    let approval = project.approval;
    let own =
        |of_approval: Option<&str>, of_record: Option<&str>| optional(of_approval.or(of_record));
    let start = || {
        let reported = first.and_then(|r| r.start);
        reported.or_else(|| approval.and_then(|a| a.start))
    };
    let end = || {
        let reported = first.and_then(|r| r.end);
        reported.or_else(|| approval.and_then(|a| a.end))
    };
    Some(match field {
        "index" | "number" => number(index),
        "kind" => text("project"),
        "period" => text(period.to_string()),
        "code" | "project" => optional(project.code()),
        "name" => text(project.name()),
        "unit" => optional(project.unit()),
        "unit_name" => optional(project.unit_name()),
        "activity" => optional(project.activity()),
        "activity_name" => optional(project.activity_name()),
        "content" => optional(project.content()),
        "beneficiary" => own(
            approval.and_then(|a| a.beneficiary.as_deref()),
            first.and_then(|r| r.beneficiary.as_deref()),
        ),
        "location" => own(
            approval.and_then(|a| a.location.as_deref()),
            first.and_then(|r| r.location.as_deref()),
        ),
        "start" => start().map_or(Value::Blank, Value::Date),
        "end" => end().map_or(Value::Blank, Value::Date),
        "time" => optional(span(start(), end()).as_deref()),
        "results" => results_text(&project.results()),
        "basis" => optional(first.map(|r| match r.basis {
            Basis::Actual => "Thực hiện",
            Basis::Estimate => "Ước thực hiện",
        })),
        "decision" => optional(decision(approval).as_deref()),
        "decision.number" => optional(approval.and_then(|a| a.decision.as_deref())),
        "decision.date" => approval
            .and_then(|a| a.decided_on)
            .map_or(Value::Blank, Value::Date),
        "source.file" | "source.sheet" | "source.row" | "source.hash" | "source.revision" => {
            first.map_or(Value::Blank, |r| source_field(&r.origin, field))
        }
        "corrected" => optional(corrections(project, words).as_deref()),
        "note" if first.is_none() => text("Chưa có báo cáo"),
        "note" => optional(noted(project, words).as_deref()),
        _ => match field.strip_prefix("cells.") {
            Some(of) => return cell_of(of, |phase| first.map(|r| r.money(phase))),
            None => return amount(field, |phase| project.money(phase)),
        },
    })
}

/// The cell in which an amount of a line stands, `spent.local`; blank where it has none.
fn cell_of<'m>(field: &str, money: impl Fn(Phase) -> Option<&'m Money>) -> Option<Value> {
    let (phase, source) = field.split_once('.')?;
    let phase = Phase::ALL.into_iter().find(|p| p.name() == phase)?;
    let source = Source::ALL.into_iter().find(|s| s.name() == source)?;
    let figure = money(phase).and_then(|money| money.figure(source));
    let cell = figure.filter(|f| f.reading != Reading::Blank);
    let cell = cell.and_then(|f| f.cell).map(|c| c.to_string());
    Some(optional(cell.as_deref()))
}

/// A field of where a line stands: `source.file`.
fn source_field(origin: &Origin, field: &str) -> Value {
    let count = |n: u32| Value::Number(Decimal::from(n));
    match field {
        "source.file" => text(&*origin.file),
        "source.sheet" => text(&*origin.sheet),
        "source.hash" => text(&*origin.hash),
        "source.row" => count(origin.row),
        _ => origin.revision.map_or(Value::Blank, count),
    }
}

pub(super) fn span(start: Option<NaiveDate>, end: Option<NaiveDate>) -> Option<String> {
    let month = |d: NaiveDate| d.format("%m/%Y").to_string();
    match (start, end) {
        (Some(a), Some(b)) if month(a) == month(b) => Some(month(a)),
        (Some(a), Some(b)) => Some(format!("{} - {}", month(a), month(b))),
        (Some(day), None) | (None, Some(day)) => Some(month(day)),
        (None, None) => None,
    }
}

/// A field of a line of Biểu 5.
pub(super) fn approval_field(figures: &Figures<'_>, row: usize, field: &str) -> Option<Value> {
    let (project, words) = (figures.projects.get(row)?, figures.words);
    // Most fields ask nothing of it.
    let line = || Reconciled::new(project);
    let money = |d: Option<Decimal>| d.map_or(Value::Blank, Value::Money);
    let cumulative = || project.money(Phase::Cumulative).total;
    let reported = !project.records.is_empty();
    Some(match field {
        "index" => number(row + 1),
        "code" => optional(project.code()),
        "name" => text(project.name()),
        "unit_name" => optional(
            project
                .unit()
                .map(|u| figures.basis.unit_name(u))
                .as_deref(),
        ),
        "decision" => optional(decision(project.approval).as_deref()),
        "decided.total" => money(line().decided),
        "reported.total" => money(line().reported),
        "reported.difference" => {
            let line = line();
            let both = line.decided.zip(line.reported);
            money(both.and_then(|(decided, reported)| reported.checked_sub(decided)))
        }
        "cumulative.total" => money(reported.then(cumulative)),
        "remaining" => money(
            line()
                .decided
                .filter(|_| reported)
                .and_then(|d| d.checked_sub(cumulative())),
        ),
        "detail" => {
            let line = line();
            let differing = line.differing();
            let over = line.over();
            let differing = differing
                .iter()
                .map(|(s, a, b)| detail_words(*s, *a, *b, words));
            let over = over.iter().map(|(s, a, b)| over_words(*s, *a, *b, words));
            let accepted = answers_to(&figures.accepted, &project);
            let detail: Vec<String> = differing.chain(over).chain(accepted).collect();
            optional(Some(detail.join("\n").as_str()))
        }
        "where" => optional(line().place().map(place_words).as_deref()),
        "codes" => optional(codes_of(&figures.codes, &project).as_deref()),
        _ => return decided_field(&project, row + 1, figures.period, field, words),
    })
}

/// A field of the decision's own line, as approvals.jsonl has it.
fn decided_field(
    project: &Project<'_>,
    index: usize,
    period: Period,
    field: &str,
    words: &Wording,
) -> Option<Value> {
    let approval = project.approval;
    if let Some(phase) = field.strip_prefix("approved.") {
        let split = approval.map_or_else(Split::default, |a| Split::of(&a.money));
        return amount(&format!("approved.{phase}"), |_| split);
    }
    if let Some(of) = field.strip_prefix("cells.").filter(|of| *of != "name") {
        return cell_of(of, |_| approval.map(|a| &a.money));
    }
    let own = |pick: fn(&Approval) -> Option<&str>| Some(optional(approval.and_then(pick)));
    match field {
        "executor" => own(|a| a.executor_text.as_deref()),
        "note" => own(|a| a.note.as_deref()),
        "cells.name" => {
            let cell = approval.and_then(|a| a.name_cell).map(|c| c.to_string());
            Some(optional(cell.as_deref()))
        }
        "source.file" | "source.sheet" | "source.row" | "source.hash" | "source.revision" => {
            Some(approval.map_or(Value::Blank, |a| source_field(&a.origin, field)))
        }
        // What is no field of decisions alone is the project's.
        _ if known::has("approval", field) => project_field(project, index, period, field, words),
        _ => None,
    }
}

fn decision(approval: Option<&Approval>) -> Option<String> {
    let approval = approval?;
    let own = named(approval.decision.as_deref(), approval.decided_on)?;
    let former: Vec<String> = approval
        .former
        .iter()
        .filter_map(|version| named(version.decision.as_deref(), version.decided_on))
        .collect();
    if former.is_empty() {
        return Some(own);
    }
    Some(format!("{own} (sau {})", former.join(", ")))
}

fn place_words((file, sheet, cell): (&str, &str, Option<Cell>)) -> String {
    let cell = cell.map(|c| format!(" · {c}")).unwrap_or_default();
    format!("{file} · {sheet}{cell}")
}

/// Amounts in Biểu 5 stand in triệu đồng, as its columns do.
fn million(dong: Decimal) -> String {
    crate::base::money::vietnamese(crate::base::money::MoneyUnit::Million.from_dong(dong))
}

fn over_words(source: Source, approved: Decimal, spent: Decimal, words: &Wording) -> String {
    let name = words.field(&format!("cumulative.{}", source.name()));
    format!(
        "{name} {} vượt số được duyệt {}",
        million(spent),
        million(approved)
    )
}

fn detail_words(source: Source, decided: Decimal, reported: Decimal, words: &Wording) -> String {
    let name = words.field(&format!("approved.{}", source.name()));
    format!(
        "{name}: quyết định {}, báo cáo {}",
        million(decided),
        million(reported)
    )
}

/// The codes of open findings by unit and subject, each once.
pub(super) type Codes<'f> = HashMap<(Option<&'f str>, String), BTreeSet<String>>;

/// Which open findings there are about every project of every unit.
pub(super) fn finding_codes(findings: &[Finding]) -> Codes<'_> {
    let mut codes = Codes::new();
    for finding in findings
        .iter()
        .filter(|f| f.caused_by.is_none() && f.severity != Severity::Info && !f.waived)
    {
        let about = (finding.unit.as_deref(), finding.subject.key());
        codes
            .entry(about)
            .or_default()
            .insert(finding.code.to_string());
    }
    codes
}

/// The explanations that were accepted for every project of every unit, each once.
pub(super) fn accepted(findings: &[Finding]) -> Codes<'_> {
    let mut accepted = Codes::new();
    for finding in findings.iter().filter(|f| f.waived) {
        let text = finding.explanation.as_deref().unwrap_or_default();
        let about = (finding.unit.as_deref(), finding.subject.key());
        accepted.entry(about).or_default().insert(format!(
            "Đã chấp nhận giải trình ({}): {text}",
            finding.code
        ));
    }
    accepted
}

/// Those about one project.
fn answers_to(accepted: &Codes<'_>, project: &Project<'_>) -> Vec<String> {
    let own = key_of(project).and_then(|key| accepted.get(&(project.unit(), key)));
    own.into_iter().flatten().cloned().collect()
}

fn key_of(project: &Project<'_>) -> Option<String> {
    let own = project.approval.map(Approval::key);
    own.or_else(|| project.records.first().and_then(|r| r.project_key()))
}

/// Those about one project, in words.
fn codes_of(codes: &Codes<'_>, project: &Project<'_>) -> Option<String> {
    let own = codes.get(&(project.unit(), key_of(project)?))?;
    Some(
        own.iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(", "),
    )
}

/// An amount that was corrected as agreed with the unit, in triệu đồng, with what it had reported.
fn correction_words(corrected: &Corrected, words: &Wording) -> String {
    let name = words.field(&corrected.field.to_string());
    let from = corrected
        .from
        .map_or_else(|| "để trống".to_owned(), million);
    let agreed = [&corrected.by, &corrected.date, &corrected.how];
    let agreed: Vec<&str> = agreed
        .into_iter()
        .map(|t| &**t)
        .filter(|t| !t.is_empty())
        .collect();
    let agreed = if agreed.is_empty() {
        String::new()
    } else {
        format!(" ({})", agreed.join(", "))
    };
    format!(
        "Đã đính chính {name}: {from} thành {}{agreed}",
        million(corrected.to)
    )
}

/// All amounts of a project that were corrected.
fn corrections(project: &Project<'_>, words: &Wording) -> Option<String> {
    let records = project.records.iter();
    let all = records.flat_map(|r| r.corrected.iter().flat_map(|all| all.iter()));
    let told: Vec<String> = all.map(|one| correction_words(one, words)).collect();
    (!told.is_empty()).then(|| told.join("; "))
}

/// The unit's own note, and which amounts were left out because they could not be read.
fn noted(project: &Project<'_>, words: &Wording) -> Option<String> {
    let mut notes: Vec<String> = project
        .records
        .iter()
        .filter_map(|r| r.note.as_deref().map(str::to_owned))
        .collect();
    notes.extend(corrections(project, words));
    for record in project.records {
        let figures = record.money.iter().flat_map(Money::iter);
        let cells: Vec<String> = figures
            .filter(|(_, f)| f.reading.is_unreadable())
            .filter_map(|(_, f)| f.cell)
            .map(|c| c.to_string())
            .collect();
        if !cells.is_empty() {
            notes.push(format!("Chưa cộng ô không đọc được: {}", cells.join(", ")));
        }
    }
    (!notes.is_empty()).then(|| notes.join("; "))
}
