//! The lines of Biểu 3 and Biểu 5: projects with their results, and against the approvals.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::consolidate::Basis;
use crate::consolidate::activities::ByActivity;
use crate::consolidate::projects::{Project, Reconciled, natural};
use crate::consolidate::results::Counts;
use crate::consolidate::split::Amounts;
use crate::finding::{Finding, Severity, Wording};
use crate::model::{Programme, Source};
use crate::report::template::{Row, Value};

use super::{number, optional, put_amounts, row, text};

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

pub(super) type Named = (Option<String>, String, Option<String>, Counts);

pub(super) fn results_text(results: &[Named]) -> Value {
    let lines: Vec<String> = results
        .iter()
        .filter_map(|(_, name, unit, counts)| result_words(name, unit.as_deref(), counts))
        .collect();
    optional(Some(lines.join("\n").as_str()))
}

pub(super) fn project_rows(
    basis: &Basis<'_>,
    report: &ByActivity,
    inside: &[Project<'_>],
    outside: &[Project<'_>],
) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut index = 0;
    let mut content: Option<Option<String>> = None;
    let mut activity: Option<Option<String>> = None;
    for project in inside {
        if content.as_ref() != Some(&project.content) {
            let group = report
                .groups
                .iter()
                .find(|g| g.content.number == project.content);
            let name = group.map_or("Chưa xác định nội dung", |g| g.content.name.as_str());
            rows.push(group_row(
                "content",
                project.content.as_deref(),
                name,
                inside.iter().filter(|p| p.content == project.content),
            ));
            content = Some(project.content.clone());
            activity = None;
        }
        if activity.as_ref() != Some(&project.activity) {
            let line = project
                .activity
                .as_deref()
                .and_then(|a| basis.programme.activity(a));
            let name = line.map_or("Chưa xác định hoạt động", |a| a.name.as_str());
            let same =
                |p: &&Project<'_>| p.content == project.content && p.activity == project.activity;
            let mut out = group_row(
                "activity",
                project.activity.as_deref(),
                name,
                inside.iter().filter(same),
            );
            out.fields.insert(
                "results".into(),
                results_text(&summed(inside.iter().filter(same), basis.programme)),
            );
            rows.push(out);
            activity = Some(project.activity.clone());
        }
        index += 1;
        rows.push(project_row("project", index, project));
    }
    for project in outside {
        index += 1;
        rows.push(project_row("outside", index, project));
    }
    rows
}

/// Results of several projects added up by name; a stock is never added.
pub(super) fn summed<'p>(
    projects: impl Iterator<Item = &'p Project<'p>>,
    programme: &Programme,
) -> Vec<Named> {
    let mut all: Vec<Named> = Vec::new();
    for result in projects.flat_map(Project::results) {
        if result
            .0
            .as_deref()
            .and_then(|n| programme.indicator(n))
            .is_some_and(|i| i.stock)
        {
            continue;
        }
        match all
            .iter_mut()
            .find(|(i, n, _, _)| *i == result.0 && *n == result.1)
        {
            Some((_, _, _, counts)) => counts.add(&result.3),
            None => all.push(result),
        }
    }
    all.sort_by_key(|(indicator, name, _, _)| {
        (
            indicator.is_none(),
            natural(indicator.as_deref().unwrap_or(name)),
        )
    });
    all
}

pub(super) fn group_row<'p>(
    level: &str,
    number: Option<&str>,
    name: &str,
    projects: impl Iterator<Item = &'p Project<'p>>,
) -> Row {
    let mut amounts = Amounts::default();
    for project in projects {
        amounts.add(&project.amounts);
    }
    let mut out = row(level);
    out.fields.insert("number".into(), optional(number));
    out.fields.insert("name".into(), text(name));
    out.fields.insert("results".into(), Value::Blank);
    put_amounts(&mut out.fields, &amounts);
    out
}

pub(super) fn project_row(level: &str, index: usize, project: &Project<'_>) -> Row {
    let mut out = row(level);
    let first = project.records.first();
    let approval = project.approval;
    let own = |of_approval: Option<&String>, of_record: Option<&String>| {
        optional(of_approval.or(of_record).map(String::as_str))
    };
    put_amounts(&mut out.fields, &project.amounts);
    let unit_name = first
        .map(|r| r.unit_name.to_string())
        .or_else(|| approval.and_then(|a| a.unit_name.as_deref().map(str::to_owned)));
    let note = match first {
        None => Some("Chưa có báo cáo".to_owned()),
        Some(_) => noted(project),
    };
    let start = first
        .and_then(|r| r.start)
        .or_else(|| approval.and_then(|a| a.start));
    let end = first
        .and_then(|r| r.end)
        .or_else(|| approval.and_then(|a| a.end));
    out.fields.extend([
        ("index".into(), number(index)),
        ("number".into(), number(index)),
        ("code".into(), optional(project.code().as_deref())),
        ("name".into(), text(project.name())),
        ("unit".into(), optional(project.unit())),
        ("unit_name".into(), optional(unit_name.as_deref())),
        ("activity".into(), optional(project.activity.as_deref())),
        ("content".into(), optional(project.content.as_deref())),
        (
            "beneficiary".into(),
            own(
                approval.and_then(|a| a.beneficiary.as_ref()),
                first.and_then(|r| r.beneficiary.as_ref()),
            ),
        ),
        (
            "location".into(),
            own(
                approval.and_then(|a| a.location.as_ref()),
                first.and_then(|r| r.location.as_ref()),
            ),
        ),
        ("start".into(), start.map_or(Value::Blank, Value::Date)),
        ("end".into(), end.map_or(Value::Blank, Value::Date)),
        ("time".into(), optional(span(start, end).as_deref())),
        ("results".into(), results_text(&project.results())),
        ("note".into(), optional(note.as_deref())),
    ]);
    out
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

pub(super) fn approval_row(
    index: usize,
    line: &Reconciled<'_>,
    basis: &Basis<'_>,
    codes: &Codes<'_>,
    words: &Wording,
) -> Row {
    let mut out = row("approval");
    let project = &line.project;
    let money = |d: Option<Decimal>| d.map_or(Value::Blank, Value::Money);
    let unit_name = project.unit().map(|u| basis.unit_name(u));
    let decision = project
        .approval
        .and_then(|a| match (&a.decision, a.decided_on) {
            (Some(number), Some(day)) => Some(format!("{number} ngày {}", day.format("%d/%m/%Y"))),
            (Some(number), None) => Some(number.clone()),
            (None, Some(day)) => Some(format!("ngày {}", day.format("%d/%m/%Y"))),
            (None, None) => None,
        });
    let cumulative = project.amounts.cumulative;
    let reported = !project.records.is_empty();
    let difference = match (line.decided, line.reported) {
        (Some(decided), Some(reported)) => reported.checked_sub(decided),
        _ => None,
    };
    let remaining = line
        .decided
        .filter(|_| reported)
        .and_then(|d| d.checked_sub(cumulative.total));
    let detail: Vec<String> = line
        .differing
        .iter()
        .map(|(source, a, b)| detail_words(*source, *a, *b, words))
        .chain(
            line.over
                .iter()
                .map(|(source, a, b)| over_words(*source, *a, *b, words)),
        )
        .collect();
    let place = line.place.as_ref().map(|(file, sheet, cell)| {
        cell.map_or_else(
            || format!("{file} · {sheet}"),
            |c| format!("{file} · {sheet} · {c}"),
        )
    });
    let codes = codes_of(codes, project);
    out.fields.extend([
        ("index".into(), number(index)),
        ("code".into(), optional(project.code().as_deref())),
        ("name".into(), text(project.name())),
        ("unit_name".into(), optional(unit_name.as_deref())),
        ("decision".into(), optional(decision.as_deref())),
        ("decided.total".into(), money(line.decided)),
        ("reported.total".into(), money(line.reported)),
        ("reported.difference".into(), money(difference)),
        (
            "cumulative.total".into(),
            money(reported.then_some(cumulative.total)),
        ),
        ("remaining".into(), money(remaining)),
        ("detail".into(), optional(Some(detail.join("\n").as_str()))),
        ("where".into(), optional(place.as_deref())),
        ("codes".into(), optional(codes.as_deref())),
    ]);
    out
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
        .filter(|f| f.caused_by.is_none() && f.severity != Severity::Info)
    {
        let about = (finding.unit.as_deref(), finding.subject.key());
        codes
            .entry(about)
            .or_default()
            .insert(finding.code.to_string());
    }
    codes
}

/// Those about one project, in words.
fn codes_of(codes: &Codes<'_>, project: &Project<'_>) -> Option<String> {
    let key = project
        .approval
        .map(crate::model::Approval::key)
        .or_else(|| project.records.first().and_then(|r| r.project_key()))?;
    let own = codes.get(&(project.unit(), key))?;
    Some(
        own.iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(", "),
    )
}

/// The unit's own note, and which amounts were left out because they could not be read.
fn noted(project: &Project<'_>) -> Option<String> {
    let mut notes: Vec<String> = project
        .records
        .iter()
        .filter_map(|r| r.note.clone())
        .collect();
    for record in &project.records {
        let figures = record.money.iter().flat_map(crate::model::Money::iter);
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
