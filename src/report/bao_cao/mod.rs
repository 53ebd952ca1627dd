//! The consolidated report: every figure under the name by which the official template asks for it.

mod lines;
mod rows;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::consolidate::Basis;
use crate::consolidate::activities::{ByActivity, by_activity};
use crate::consolidate::projects;
use crate::consolidate::split::{Amounts, share};
use crate::consolidate::units::{self, UnitLine, by_unit, open};
use crate::finding::{Finding, Severity, Wording};
use crate::model::{Period, Span};
use crate::settings::Settings;

use crate::report::template::{Data, Row, Value};

use lines::{approval_row, finding_codes, project_row, project_rows};
use rows::{finding_row, indicator_rows, money_rows, submission_row, unit_rows};

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
    let codes = finding_codes(basis.findings);
    let reconciled = projects::reconciled(inside.into_iter().chain(outside));
    data.lists.insert(
        "approval".to_owned(),
        reconciled
            .iter()
            .enumerate()
            .map(|(i, r)| approval_row(i + 1, r, basis, &codes, words))
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
    put(
        "report.annex_line",
        text(format!("(Kèm theo Báo cáo số {number} {day})")),
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

/// Names of the amounts in the order of [`Amounts::phases`] and [`Money::named`].
const AMOUNTS: [[&str; 7]; 3] = [
    [
        "approved.total",
        "approved.national",
        "approved.local",
        "approved.district",
        "approved.counterpart",
        "approved.other",
        "approved.unallocated",
    ],
    [
        "spent.total",
        "spent.national",
        "spent.local",
        "spent.district",
        "spent.counterpart",
        "spent.other",
        "spent.unallocated",
    ],
    [
        "cumulative.total",
        "cumulative.national",
        "cumulative.local",
        "cumulative.district",
        "cumulative.counterpart",
        "cumulative.other",
        "cumulative.unallocated",
    ],
];

pub(super) fn put_amounts(fields: &mut BTreeMap<Cow<'static, str>, Value>, amounts: &Amounts) {
    for ((_, split), names) in amounts.phases().into_iter().zip(AMOUNTS) {
        for ((source, amount), name) in split.named().into_iter().zip(names) {
            let value = if split.any && !(amount.is_zero() && source != "total") {
                Value::Money(amount)
            } else {
                Value::Blank
            };
            fields.insert(name.into(), value);
        }
    }
    let percent =
        share(amounts.cumulative.total, amounts.approved.total).map_or(Value::Blank, Value::Number);
    fields.insert("percent".into(), percent);
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
    let mut amounts = BTreeMap::new();
    put_amounts(&mut amounts, &total);
    let mut fields: BTreeMap<String, Value> = amounts
        .into_iter()
        .map(|(name, value)| (format!("total.{name}"), value))
        .collect();
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
