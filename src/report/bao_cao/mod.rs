//! The consolidated report: every figure under the name by which the official template asks for it.

mod addends;
mod heads;
mod lines;
mod made;
mod projects;
mod rows;
mod specimen;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::consolidate::Basis;
use crate::consolidate::activities::{ByActivity, by_activity};
use crate::consolidate::projects::Projects;
use crate::consolidate::split::{Amounts, Split, Sum, share};
use crate::consolidate::units::{self, UnitLine, by_unit, open};
use crate::finding::{Finding, Severity, Wording};
use crate::model::{Period, Phase};
use crate::settings::Settings;

use crate::report::known;
use crate::report::template::{Arranged, Arrangement, Data, List, Row, Value};

use heads::heads;
use lines::{Codes, accepted, approval_field, finding_codes};
use projects::ProjectList;
use rows::{
    all_indicators, finding_field, flat, indicator_rows, money_rows, own_results, sent_field,
    unit_field,
};

pub use addends::{Addend, Kind};
pub use made::Made;
pub use specimen::specimen;

/// What the report's lines on submissions need beside the figures.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Code of the unit; absent where it is not known.
    pub unit: Option<String>,
    /// Unit, by name; absent where it is not known.
    pub unit_name: Option<String>,
    /// File; absent for a unit that sent nothing.
    pub file: Option<String>,
    /// `blake3:…` of the file.
    pub hash: Option<String>,
    /// Its size.
    pub bytes: Option<u64>,
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

/// The figures of the report; what is long among them is worked out line by line, when it is written.
pub struct Figures<'a> {
    basis: &'a Basis<'a>,
    by_activity: ByActivity,
    units: Vec<UnitLine>,
    projects: Projects<'a>,
    sent: Vec<Sent>,
    codes: Codes<'a>,
    /// Accepted explanations by unit and subject.
    accepted: Codes<'a>,
    /// Vietnamese, since the report is.
    words: &'a Wording,
    period: Period,
}

impl<'a> Figures<'a> {
    /// Adds up what was submitted.
    pub fn new(basis: &'a Basis<'a>, sent: Vec<Sent>, words: &'a Wording, period: Period) -> Self {
        Self {
            by_activity: by_activity(basis),
            units: by_unit(basis),
            projects: Projects::new(basis),
            codes: finding_codes(basis.findings),
            accepted: accepted(basis.findings),
            basis,
            sent,
            words,
            period,
        }
    }

    /// Money inside the plan.
    pub const fn total(&self) -> Amounts {
        self.by_activity.total
    }

    /// Money by content and activity.
    pub const fn by_activity(&self) -> &ByActivity {
        &self.by_activity
    }

    /// All units.
    pub fn units(&self) -> &[UnitLine] {
        &self.units
    }

    /// Units that must submit and did not, by name.
    pub fn missing(&self) -> Vec<String> {
        self.units
            .iter()
            .filter(|u| u.expected && !submitted(u))
            .map(|u| u.name.clone())
            .collect()
    }

    /// All names that templates may use, with their values.
    pub fn data(&self, settings: &Settings) -> Data<'_> {
        let errors = open(self.basis.findings, Severity::Error);
        let mut data = Data {
            known: known::names(),
            ..Data::default()
        };
        heads(&mut data, settings, self.missing().len(), errors);
        totals(&mut data, self);
        let words = self.words;
        let findings = self.basis.findings;
        let money = money_rows(&self.by_activity);
        let under = Arrangement {
            group: &["content", "activity"],
            levels: &["content", "activity", "project", "outside"],
            ..Arrangement::default()
        };
        let lists: [(&str, Box<dyn List + '_>); 12] = [
            ("content", Box::new(flat(&money, "content"))),
            ("activity", Box::new(flat(&money, "activity"))),
            ("money_by_activity", Box::new(money)),
            ("indicator", Box::new(all_indicators(self.basis))),
            ("result", Box::new(own_results(self.basis))),
            ("results_by_indicator", Box::new(indicator_rows(self.basis))),
            ("project", Box::new(ProjectList::new(self))),
            (
                "projects_by_activity",
                Box::new(Arranged::new(Box::new(ProjectList::new(self)), &under)),
            ),
            (
                "unit",
                lines("unit", self.units.len(), move |row, field| {
                    unit_field(self.units.get(row)?, row + 1, field, words)
                }),
            ),
            (
                "approval",
                lines("approval", self.projects.count(), |row, field| {
                    approval_field(self, row, field)
                }),
            ),
            (
                "submission",
                lines("submission", self.sent.len(), move |row, field| {
                    sent_field(self.sent.get(row)?, row + 1, field, words)
                }),
            ),
            (
                "finding",
                lines("finding", findings.len(), move |row, field| {
                    finding_field(findings.get(row)?, row + 1, field, self.basis, words)
                }),
            ),
        ];
        let named = lists.map(|(name, list)| (name.to_owned(), list));
        data.lists.extend(named);
        data
    }
}

fn lines<'l>(
    level: &'static str,
    rows: usize,
    value: impl Fn(usize, &str) -> Option<Value> + Sync + 'l,
) -> Box<dyn List + 'l> {
    Box::new(Lines { level, rows, value })
}

/// A list whose rows are all of one kind.
struct Lines<F> {
    level: &'static str,
    rows: usize,
    value: F,
}

impl<F: Fn(usize, &str) -> Option<Value> + Sync> List for Lines<F> {
    fn rows(&self) -> usize {
        self.rows
    }

    fn level(&self, _: usize) -> &str {
        self.level
    }

    fn value(&self, row: usize, field: &str) -> Option<Value> {
        (self.value)(row, field)
    }

    fn has(&self, level: Option<&str>, field: &str) -> bool {
        level.is_none_or(|level| level == self.level) && known::has(self.level, field)
    }

    fn fields(&self) -> Vec<(String, String)> {
        known::fields(self.level)
            .map(|field| (self.level.to_owned(), field.to_owned()))
            .collect()
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

/// Names of the amounts.
pub(super) const AMOUNTS: [&str; 25] = [
    "approved.total",
    "approved.support",
    "approved.national",
    "approved.local",
    "approved.district",
    "approved.counterpart",
    "approved.other",
    "approved.unallocated",
    "spent.total",
    "spent.support",
    "spent.national",
    "spent.local",
    "spent.district",
    "spent.counterpart",
    "spent.other",
    "spent.unallocated",
    "cumulative.total",
    "cumulative.support",
    "cumulative.national",
    "cumulative.local",
    "cumulative.district",
    "cumulative.counterpart",
    "cumulative.other",
    "cumulative.unallocated",
    "percent",
];

/// One of [`AMOUNTS`] by its name.
fn amount(field: &str, money: impl Fn(Phase) -> Split) -> Option<Value> {
    if field == "percent" {
        let (part, whole) = (money(Phase::Cumulative).total, money(Phase::Approved).total);
        return Some(share(part, whole).map_or(Value::Blank, Value::Number));
    }
    let (phase, source) = field.split_once('.')?;
    let phase = Phase::ALL.into_iter().find(|p| p.name() == phase)?;
    let split = money(phase);
    let sum = Sum::named(source)?;
    let amount = split.sum(sum);
    Some(if split.any && !(amount.is_zero() && sum != Sum::Total) {
        Value::Money(amount)
    } else {
        Value::Blank
    })
}

fn put_amounts(fields: &mut BTreeMap<Cow<'static, str>, Value>, amounts: &Amounts) {
    for name in AMOUNTS {
        if let Some(value) = amount(name, |phase| *amounts.phase(phase)) {
            fields.insert(name.into(), value);
        }
    }
}

fn totals(data: &mut Data<'_>, figures: &Figures<'_>) {
    let (units, basis) = (&figures.units, figures.basis);
    let mut total = figures.total();
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
    fields.insert("total.projects".to_owned(), number(figures.projects.inside));
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
