//! The consolidated report: every figure under the name by which the official template asks for it.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::consolidate::activities::{ByActivity, by_activity};
use crate::consolidate::projects::{self, Project, Reconciled, natural};
use crate::consolidate::results::{Counts, by_indicator};
use crate::consolidate::split::{Amounts, Split, share};
use crate::consolidate::units::{self, UnitLine, by_unit, open};
use crate::consolidate::{Basis, Split as Money};
use crate::finding::{Finding, Severity, Wording};
use crate::model::{Period, Programme, Source, Span};
use crate::settings::Settings;

use super::template::{Data, Row, Value};

/// What the report's lines on submissions need beside the figures.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Unit, by name; absent where it is not known.
    pub unit_name: Option<String>,
    /// File; absent for a unit that sent nothing.
    pub file: Option<String>,
    /// When it was received.
    pub received: Option<NaiveDate>,
    /// Which version.
    pub revision: Option<u32>,
    /// Its forms, in words.
    pub forms: String,
    /// What became of it: a key of messages after `status-`.
    pub status: &'static str,
    /// Open errors.
    pub errors: usize,
    /// Open warnings.
    pub warnings: usize,
    /// What must be said with it.
    pub note: Option<String>,
}

/// The figures of the report and the head of the summary.
#[derive(Clone, Debug)]
pub struct Report {
    /// All names that templates may use, with their values.
    pub data: Data,
    /// Money inside the plan.
    pub total: Amounts,
    /// Units that must submit and did not.
    pub missing: Vec<String>,
}

/// Composes the report; `words` speak Vietnamese, since the report does.
pub fn compose(basis: &Basis<'_>, settings: &Settings, sent: &[Sent], words: &Wording) -> Report {
    let by_activity = by_activity(basis);
    let units = by_unit(basis);
    let (inside, outside) = projects::all(basis);
    let missing: Vec<String> = units
        .iter()
        .filter(|u| u.expected && !submitted(u))
        .map(|u| u.name.clone())
        .collect();
    let errors = open(basis.findings, Severity::Error);
    let mut data = Data {
        known: super::known::names(),
        ..Data::default()
    };
    heads(&mut data, settings, missing.len(), errors);
    totals(&mut data, &by_activity, &units, inside.len(), basis);
    data.lists
        .insert("money_by_activity".to_owned(), money_rows(&by_activity));
    data.lists
        .insert("results_by_indicator".to_owned(), indicator_rows(basis));
    data.lists.insert(
        "projects_by_activity".to_owned(),
        project_rows(basis, &by_activity, &inside, &outside),
    );
    data.lists.insert(
        "project".to_owned(),
        inside
            .iter()
            .chain(&outside)
            .enumerate()
            .map(|(i, p)| project_row("project", i + 1, p))
            .collect(),
    );
    data.lists
        .insert("unit".to_owned(), unit_rows(&units, words));
    let reconciled = projects::reconciled(inside.into_iter().chain(outside));
    data.lists.insert(
        "approval".to_owned(),
        reconciled
            .iter()
            .enumerate()
            .map(|(i, r)| approval_row(i + 1, r, basis, words))
            .collect(),
    );
    data.lists.insert(
        "submission".to_owned(),
        sent.iter()
            .enumerate()
            .map(|(i, s)| submission_row(i + 1, s, words))
            .collect(),
    );
    data.lists.insert(
        "finding".to_owned(),
        basis
            .findings
            .iter()
            .map(|f| finding_row(f, words))
            .collect(),
    );
    Report {
        total: by_activity.total,
        data,
        missing,
    }
}

fn submitted(unit: &UnitLine) -> bool {
    unit.status.is_some_and(crate::model::Status::counts)
}

fn text(value: impl Into<String>) -> Value {
    Value::Text(value.into())
}

fn optional(value: Option<&str>) -> Value {
    value.filter(|t| !t.is_empty()).map_or(Value::Blank, text)
}

fn number(value: usize) -> Value {
    Value::Number(Decimal::from(value))
}

fn heads(data: &mut Data, settings: &Settings, missing: usize, errors: usize) {
    let period = settings.period;
    let mut put = |name: &str, value: Value| {
        data.scalars.insert(name.to_owned(), value);
    };
    for (key, value) in settings.report.texts() {
        put(&format!("report.{key}"), optional(value));
    }
    put(
        "report.date",
        settings.report.date.map_or(Value::Blank, Value::Date),
    );
    let place = settings.report.place.as_deref();
    let day = dated(settings.report.date);
    put(
        "report.date_line",
        text(place.map_or_else(|| capital(&day), |p| format!("{p}, {day}"))),
    );
    let number = settings.report.number.as_deref().unwrap_or("…");
    let of = settings
        .report
        .agency
        .as_deref()
        .map(|a| format!(" của {a}"))
        .unwrap_or_default();
    put(
        "report.annex_line",
        text(format!("(Kèm theo Báo cáo số {number} {day}{of})")),
    );
    let mut open = Vec::new();
    if missing > 0 {
        open.push(format!("còn {missing} đơn vị chưa nộp"));
    }
    if errors > 0 {
        open.push(format!("{errors} lỗi chưa xử lý"));
    }
    put(
        "report.status",
        if errors == 0 {
            Value::Blank
        } else {
            text(format!("SỐ LIỆU TẠM TÍNH: {}", open.join(", ")))
        },
    );
    put("period.label", text(period.label()));
    put("period.code", text(period.to_string()));
    // A year is a name, never 2.017.
    put("period.year", text(period.year.to_string()));
    put("period.spent_label", text(spent_label(period)));
    put("period.cumulative_label", text("Lũy kế từ đầu năm"));
}

/// "ngày 05 tháng 01 năm 2026": days below 10 and the first two months get a zero (Nghị định 30/2020); without a date
/// its places stay open.
fn dated(day: Option<NaiveDate>) -> String {
    let Some(day) = day else {
        return "ngày … tháng … năm …".to_owned();
    };
    let month = if day.month() <= 2 {
        format!("{:02}", day.month())
    } else {
        day.month().to_string()
    };
    format!("ngày {:02} tháng {month} năm {}", day.day(), day.year())
}

fn capital(line: &str) -> String {
    let mut chars = line.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

fn spent_label(period: Period) -> String {
    match period.span {
        Span::Quarter(1) => "Thực hiện trong quý I".to_owned(),
        Span::Quarter(2) => "Thực hiện trong quý II".to_owned(),
        Span::Quarter(3) => "Thực hiện trong quý III".to_owned(),
        Span::Quarter(_) => "Thực hiện trong quý IV".to_owned(),
        Span::Half(1) => "Thực hiện 6 tháng đầu năm".to_owned(),
        Span::Half(_) => "Thực hiện 6 tháng cuối năm".to_owned(),
        Span::NineMonths => "Thực hiện 9 tháng".to_owned(),
        Span::FullYear => "Thực hiện cả năm".to_owned(),
    }
}

pub(super) fn put_amounts(fields: &mut BTreeMap<String, Value>, prefix: &str, amounts: &Amounts) {
    for (phase, split) in amounts.phases() {
        for (source, amount) in split.named() {
            let value = if split.any && !(amount.is_zero() && source != "total") {
                Value::Money(amount)
            } else {
                Value::Blank
            };
            fields.insert(format!("{prefix}{phase}.{source}"), value);
        }
    }
    let percent =
        share(amounts.cumulative.total, amounts.approved.total).map_or(Value::Blank, Value::Number);
    fields.insert(format!("{prefix}percent"), percent);
}

fn totals(
    data: &mut Data,
    report: &ByActivity,
    units: &[UnitLine],
    projects: usize,
    basis: &Basis<'_>,
) {
    let mut total = report.total;
    // A total that nothing was reported for is zero, not blank.
    for split in [&mut total.approved, &mut total.spent, &mut total.cumulative] {
        split.any = true;
    }
    let mut fields = BTreeMap::new();
    put_amounts(&mut fields, "total.", &total);
    fields.insert("total.projects".to_owned(), number(projects));
    let sum = |pick: fn(&UnitLine) -> usize| number(units.iter().map(pick).sum());
    fields.insert(
        "total.projects_approved".to_owned(),
        number(basis.approvals.len()),
    );
    fields.insert(
        "total.projects_reported".to_owned(),
        sum(|u| u.reported_projects),
    );
    fields.insert("total.errors".to_owned(), sum(|u| u.errors));
    fields.insert("total.warnings".to_owned(), sum(|u| u.warnings));
    data.scalars.extend(fields);
}

fn row(level: &str) -> Row {
    Row {
        level: level.to_owned(),
        fields: BTreeMap::new(),
    }
}

fn money_rows(report: &ByActivity) -> Vec<Row> {
    let mut rows = Vec::new();
    let line = |level: &str, number: Option<&str>, name: &str, amounts: &Amounts| {
        let mut out = row(level);
        out.fields.insert("number".to_owned(), optional(number));
        out.fields.insert("name".to_owned(), text(name));
        put_amounts(&mut out.fields, "", amounts);
        out
    };
    for group in &report.groups {
        rows.push(line(
            "content",
            group.content.number.as_deref(),
            &group.content.name,
            &group.content.amounts,
        ));
        for activity in &group.activities {
            rows.push(line(
                "activity",
                activity.number.as_deref(),
                &activity.name,
                &activity.amounts,
            ));
        }
    }
    if report.outside.any() {
        rows.push(line(
            "outside",
            None,
            "Ngoài kế hoạch được duyệt (không cộng vào tổng số)",
            &report.outside,
        ));
    }
    rows
}

fn count(value: Option<Decimal>) -> Value {
    value.map_or(Value::Blank, Value::Number)
}

fn indicator_rows(basis: &Basis<'_>) -> Vec<Row> {
    by_indicator(basis)
        .into_iter()
        .map(|line| {
            let mut out = row(if line.of_which {
                "of_which"
            } else {
                "indicator"
            });
            let name = if line.of_which {
                format!("- {}", line.name)
            } else {
                line.name.clone()
            };
            out.fields.extend([
                (
                    "number".to_owned(),
                    if line.of_which {
                        Value::Blank
                    } else {
                        text(line.number.clone())
                    },
                ),
                ("name".to_owned(), text(name)),
                ("unit".to_owned(), text(line.unit.clone())),
                ("planned".to_owned(), count(line.counts.planned)),
                ("period".to_owned(), count(line.counts.period)),
                ("cumulative".to_owned(), count(line.counts.cumulative)),
                ("percent".to_owned(), count(line.counts.percent())),
                ("note".to_owned(), optional(line.note.as_deref())),
            ]);
            out
        })
        .collect()
}

/// "Số lớp: 6/6 lớp" – cumulative of planned, in Vietnamese numbers.
fn result_words(name: &str, unit: Option<&str>, counts: &Counts) -> Option<String> {
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

type Named = (Option<String>, String, Option<String>, Counts);

fn results_text(results: &[Named]) -> Value {
    let lines: Vec<String> = results
        .iter()
        .filter_map(|(_, name, unit, counts)| result_words(name, unit.as_deref(), counts))
        .collect();
    optional(Some(lines.join("\n").as_str()))
}

fn project_rows(
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
                "results".to_owned(),
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
fn summed<'p>(
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

fn group_row<'p>(
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
    out.fields.insert("number".to_owned(), optional(number));
    out.fields.insert("name".to_owned(), text(name));
    out.fields.insert("results".to_owned(), Value::Blank);
    put_amounts(&mut out.fields, "", &amounts);
    out
}

fn project_row(level: &str, index: usize, project: &Project<'_>) -> Row {
    let mut out = row(level);
    let first = project.records.first();
    let approval = project.approval;
    let own = |of_approval: Option<&String>, of_record: Option<&String>| {
        optional(of_approval.or(of_record).map(String::as_str))
    };
    put_amounts(&mut out.fields, "", &project.amounts);
    let unit_name = first
        .map(|r| r.unit_name.to_string())
        .or_else(|| approval.and_then(|a| a.unit_name.as_deref().map(str::to_owned)));
    let note = match first {
        None => Some("Chưa có báo cáo".to_owned()),
        Some(record) => record.note.clone(),
    };
    let start = first
        .and_then(|r| r.start)
        .or_else(|| approval.and_then(|a| a.start));
    let end = first
        .and_then(|r| r.end)
        .or_else(|| approval.and_then(|a| a.end));
    out.fields.extend([
        ("index".to_owned(), number(index)),
        ("number".to_owned(), number(index)),
        ("code".to_owned(), optional(project.code().as_deref())),
        ("name".to_owned(), text(project.name())),
        ("unit".to_owned(), optional(project.unit())),
        ("unit_name".to_owned(), optional(unit_name.as_deref())),
        ("activity".to_owned(), optional(project.activity.as_deref())),
        ("content".to_owned(), optional(project.content.as_deref())),
        (
            "beneficiary".to_owned(),
            own(
                approval.and_then(|a| a.beneficiary.as_ref()),
                first.and_then(|r| r.beneficiary.as_ref()),
            ),
        ),
        (
            "location".to_owned(),
            own(
                approval.and_then(|a| a.location.as_ref()),
                first.and_then(|r| r.location.as_ref()),
            ),
        ),
        ("start".to_owned(), start.map_or(Value::Blank, Value::Date)),
        ("end".to_owned(), end.map_or(Value::Blank, Value::Date)),
        ("time".to_owned(), optional(span(start, end).as_deref())),
        ("results".to_owned(), results_text(&project.results())),
        ("note".to_owned(), optional(note.as_deref())),
    ]);
    out
}

fn span(start: Option<NaiveDate>, end: Option<NaiveDate>) -> Option<String> {
    let month = |d: NaiveDate| d.format("%m/%Y").to_string();
    match (start, end) {
        (Some(a), Some(b)) if month(a) == month(b) => Some(month(a)),
        (Some(a), Some(b)) => Some(format!("{} - {}", month(a), month(b))),
        (Some(day), None) | (None, Some(day)) => Some(month(day)),
        (None, None) => None,
    }
}

fn unit_rows(units: &[UnitLine], words: &Wording) -> Vec<Row> {
    units
        .iter()
        .enumerate()
        .map(|(index, unit)| {
            let mut out = row("unit");
            put_amounts(&mut out.fields, "", &unit.amounts);
            let status = unit.status.map_or("missing", crate::model::Status::key);
            out.fields.extend([
                ("index".to_owned(), number(index + 1)),
                ("code".to_owned(), text(&*unit.code)),
                ("name".to_owned(), text(unit.name.clone())),
                (
                    "projects_approved".to_owned(),
                    number(unit.approved_projects),
                ),
                (
                    "projects_reported".to_owned(),
                    number(unit.reported_projects),
                ),
                ("errors".to_owned(), number(unit.errors)),
                ("warnings".to_owned(), number(unit.warnings)),
                (
                    "status".to_owned(),
                    text(words.text(&format!("status-{status}"), &[])),
                ),
            ]);
            out
        })
        .collect()
}

fn approval_row(index: usize, line: &Reconciled<'_>, basis: &Basis<'_>, words: &Wording) -> Row {
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
        .collect();
    let place = line.place.as_ref().map(|(file, sheet, cell)| {
        cell.map_or_else(
            || format!("{file} · {sheet}"),
            |c| format!("{file} · {sheet} · {c}"),
        )
    });
    let codes = finding_codes(basis.findings, project);
    out.fields.extend([
        ("index".to_owned(), number(index)),
        ("code".to_owned(), optional(project.code().as_deref())),
        ("name".to_owned(), text(project.name())),
        ("unit_name".to_owned(), optional(unit_name.as_deref())),
        ("decision".to_owned(), optional(decision.as_deref())),
        ("decided.total".to_owned(), money(line.decided)),
        ("reported.total".to_owned(), money(line.reported)),
        ("reported.difference".to_owned(), money(difference)),
        (
            "cumulative.total".to_owned(),
            money(reported.then_some(cumulative.total)),
        ),
        ("remaining".to_owned(), money(remaining)),
        (
            "detail".to_owned(),
            optional(Some(detail.join("\n").as_str())),
        ),
        ("where".to_owned(), optional(place.as_deref())),
        (
            "codes".to_owned(),
            optional(Some(codes.join(", ").as_str())),
        ),
    ]);
    out
}

fn detail_words(source: Source, decided: Decimal, reported: Decimal, words: &Wording) -> String {
    let show = |d: Decimal| {
        crate::base::money::vietnamese(crate::base::money::MoneyUnit::Million.from_dong(d))
    };
    let name = words.field(&format!("approved.{}", source.name()));
    format!(
        "{name}: quyết định {}, báo cáo {}",
        show(decided),
        show(reported)
    )
}

/// The open findings about a project of a unit, each code once.
fn finding_codes(findings: &[Finding], project: &Project<'_>) -> Vec<String> {
    let unit = project.unit();
    let key = project
        .approval
        .map(crate::model::Approval::key)
        .or_else(|| project.records.first().and_then(|r| r.project_key()));
    let Some(key) = key else { return Vec::new() };
    let mut codes: Vec<String> = findings
        .iter()
        .filter(|f| {
            f.unit.as_deref() == unit
                && f.caused_by.is_none()
                && f.subject.key() == key
                && f.severity != Severity::Info
        })
        .map(|f| f.code.to_string())
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

fn submission_row(index: usize, sent: &Sent, words: &Wording) -> Row {
    let mut out = row("submission");
    out.fields.extend([
        ("index".to_owned(), number(index)),
        ("unit_name".to_owned(), optional(sent.unit_name.as_deref())),
        ("file".to_owned(), optional(sent.file.as_deref())),
        (
            "received".to_owned(),
            sent.received.map_or(Value::Blank, Value::Date),
        ),
        (
            "revision".to_owned(),
            sent.revision
                .map_or(Value::Blank, |r| Value::Number(Decimal::from(r))),
        ),
        ("forms".to_owned(), optional(Some(sent.forms.as_str()))),
        (
            "status".to_owned(),
            text(words.text(&format!("status-{}", sent.status), &[])),
        ),
        ("errors".to_owned(), number(sent.errors)),
        ("warnings".to_owned(), number(sent.warnings)),
        ("note".to_owned(), optional(sent.note.as_deref())),
    ]);
    out
}

fn finding_row(finding: &Finding, words: &Wording) -> Row {
    let mut out = row("finding");
    let cell = finding.cells.first().map(ToString::to_string);
    let amount = |v: &Option<crate::finding::Value>| match v {
        Some(crate::finding::Value::Money(d)) => Value::Money(*d),
        Some(crate::finding::Value::Number(d)) => Value::Number(*d),
        Some(crate::finding::Value::Text(t)) => text(t.clone()),
        None => Value::Blank,
    };
    out.fields.extend([
        ("id".to_owned(), text(finding.id.clone())),
        ("code".to_owned(), text(finding.code.to_string())),
        (
            "severity".to_owned(),
            text(words.severity(finding.severity)),
        ),
        ("unit".to_owned(), optional(finding.unit.as_deref())),
        ("project".to_owned(), optional(finding.project.as_deref())),
        ("file".to_owned(), optional(finding.file.as_deref())),
        ("sheet".to_owned(), optional(finding.sheet.as_deref())),
        ("cell".to_owned(), optional(cell.as_deref())),
        ("expected".to_owned(), amount(&finding.expected)),
        ("found".to_owned(), amount(&finding.found)),
        ("message".to_owned(), text(words.message(finding))),
        ("hint".to_owned(), optional(words.hint(finding).as_deref())),
    ]);
    out
}

/// The money of the plan that is khuyến công's own: national and local.
pub fn khuyen_cong(split: &Split) -> Decimal {
    split
        .national
        .checked_add(split.local)
        .unwrap_or(split.national)
}

/// What the summary says the report comes to.
pub fn summary_amounts(total: &Amounts) -> (Money, Money, Money) {
    (total.approved, total.spent, total.cumulative)
}

/// Open errors and warnings of each file.
pub fn open_by_file(findings: &[Finding]) -> HashMap<&str, (usize, usize)> {
    let mut open: HashMap<&str, (usize, usize)> = HashMap::new();
    for finding in findings {
        if let Some(file) = finding.file.as_deref() {
            let counts = open.entry(file).or_default();
            counts.0 += units::open([finding], Severity::Error);
            counts.1 += units::open([finding], Severity::Warning);
        }
    }
    open
}
