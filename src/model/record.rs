//! One line of a submission or of a decision, with every figure's place.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::base::place::Cell;
use crate::base::reading::Reading;
use crate::base::shared::Shared;

use super::correction::Corrected;
use super::money::{Figure, Money};

/// The four forms that can be recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// List of projects, money and progress.
    ProjectList,
    /// Money by activity (DOMAIN 2.2).
    MoneyByActivity,
    /// Results by indicator (DOMAIN 2.1).
    ResultsByIndicator,
    /// Annex of an approving decision.
    Approval,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 4] = [
        Self::ProjectList,
        Self::MoneyByActivity,
        Self::ResultsByIndicator,
        Self::Approval,
    ];

    /// Its name in layouts, `inspect` and finding ids.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ProjectList => "project-list",
            Self::MoneyByActivity => "money-by-activity",
            Self::ResultsByIndicator => "results-by-indicator",
            Self::Approval => "approval",
        }
    }
}

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A project.
    Project,
    /// A line of the money form.
    Activity,
    /// A line of the results form.
    Indicator,
}

/// Which amount of money: what was approved, spent in the period, or since 1 January.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Approved, planned.
    Approved,
    /// Spent in the period.
    Spent,
    /// Spent since 1 January.
    Cumulative,
}

impl Phase {
    /// All phases in the order of the outputs.
    pub const ALL: [Self; 3] = [Self::Approved, Self::Spent, Self::Cumulative];

    /// Its key in the outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Spent => "spent",
            Self::Cumulative => "cumulative",
        }
    }
}

/// Where money comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// The printed total; the sum of the parts where none is printed.
    Total,
    /// Khuyến công money of merged sources, never split by guess.
    Support,
    /// Khuyến công quốc gia.
    National,
    /// Khuyến công địa phương, the city's budget.
    Local,
    /// The unit's own budget.
    District,
    /// Vốn đối ứng of the beneficiary.
    Counterpart,
    /// Anything else.
    Other,
}

impl Source {
    /// All, in the order of the outputs.
    pub const ALL: [Self; 7] = [
        Self::Total,
        Self::Support,
        Self::National,
        Self::Local,
        Self::District,
        Self::Counterpart,
        Self::Other,
    ];
    /// The sources that make up the total.
    pub const PARTS: [Self; 6] = [
        Self::Support,
        Self::National,
        Self::Local,
        Self::District,
        Self::Counterpart,
        Self::Other,
    ];

    /// Its key in the outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Support => "support",
            Self::National => "national",
            Self::Local => "local",
            Self::District => "district",
            Self::Counterpart => "counterpart",
            Self::Other => "other",
        }
    }
}

/// One column of money: `cumulative.local`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Field {
    /// Which amount.
    pub phase: Phase,
    /// From where.
    pub source: Source,
}

impl Field {
    /// A field.
    pub const fn new(phase: Phase, source: Source) -> Self {
        Self { phase, source }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        [self.phase.name(), ".", self.source.name()]
            .into_iter()
            .try_for_each(|part| f.write_str(part))
    }
}

/// One result of a project, or one line of a results form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultFigure {
    /// Line of the programme (`1`, `9a`), absent for results that are none.
    pub indicator: Option<Arc<str>>,
    /// Its name.
    pub name: Arc<str>,
    /// What is counted (`Lao động`).
    pub unit: Option<Arc<str>>,
    /// Planned for the year.
    pub planned: Reading<Decimal>,
    /// In the period.
    pub period: Reading<Decimal>,
    /// Since 1 January.
    pub cumulative: Reading<Decimal>,
    /// The cell of the first figure that stands there: cumulative, else period, else planned.
    pub cell: Option<Cell>,
    /// The columns of planned, period and cumulative, in the row of that cell.
    pub columns: [Option<u16>; 3],
}

impl ResultFigure {
    /// The cell of one of its figures; that of the first where none stands there.
    pub fn cell_of(&self, phase: Phase) -> Option<Cell> {
        let cell = self.cell?;
        Some(self.columns[phase as usize].map_or(cell, |col| Cell::new(cell.row, col)))
    }
}

/// Whether figures are final.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// What was done.
    #[default]
    Actual,
    /// "ước": estimated.
    Estimate,
}

/// Money of one source where a form has a column for each (results form).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MoneySource {
    /// KCQG
    National,
    /// KCĐP
    Local,
}

impl MoneySource {
    /// Its key in the outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::Local => "local",
        }
    }
}

/// The sheet that lines stand on; they share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// File, relative to the workspace, with `/`.
    pub file: Arc<str>,
    /// `blake3:` and 64 hex digits.
    pub hash: Arc<str>,
    /// Sheet.
    pub sheet: Arc<str>,
    /// Which form the sheet is.
    pub form: Form,
}

/// Where a line stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// On which sheet.
    pub place: Arc<Place>,
    /// Row from 1.
    pub row: u32,
    /// Which version, from the receipt register.
    pub revision: Option<u32>,
}

impl Deref for Origin {
    type Target = Place;

    fn deref(&self) -> &Place {
        &self.place
    }
}

/// One line: a project, an activity of the money form, or an indicator of the results form.
#[derive(Clone, Debug)]
pub struct Record {
    /// What it is about.
    pub kind: Kind,
    /// Code of the unit.
    pub unit: Arc<str>,
    /// The project's code as it counts: from the decision where recognised, else as printed.
    pub project: Option<Arc<str>>,
    /// Name as printed.
    pub name: Option<Arc<str>>,
    /// Where the name stands.
    pub name_cell: Option<Cell>,
    /// Line of the programme, 1 to 24.
    pub activity: Option<Arc<str>>,
    /// Nothing tells that line but key words of the name.
    pub activity_by_name: bool,
    /// The decree's content, I to IX.
    pub content: Option<Arc<str>>,
    /// Who benefits.
    pub beneficiary: Option<Arc<str>>,
    /// Where it is done.
    pub location: Option<Arc<str>>,
    /// Who carries it out, as printed (decisions).
    pub executor: Option<Arc<str>>,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// Whether figures are final.
    pub basis: Basis,
    /// Source of a results line, where the form splits by source.
    pub money_source: Option<MoneySource>,
    /// Approved, spent, cumulative, in the order of [`Phase::ALL`].
    pub money: [Money; 3],
    /// Results.
    pub results: Vec<ResultFigure>,
    /// Ghi chú.
    pub note: Option<Arc<str>>,
    /// Where it stands.
    pub origin: Origin,
    /// Index of the approval that it was recognised as, in the approvals' order.
    pub approval: Option<usize>,
    /// Amounts that were corrected as agreed with the unit; nearly always none.
    pub corrected: Option<Box<Vec<Corrected>>>,
}

impl Record {
    /// Keeps once what recurs from line to line.
    pub fn share(&mut self, texts: &mut Shared) {
        texts.keep_all([
            &mut self.activity,
            &mut self.content,
            &mut self.location,
            &mut self.executor,
            &mut self.note,
        ]);
        self.results.shrink_to_fit();
        for result in &mut self.results {
            texts.keep(&mut result.name);
            texts.keep_all([&mut result.indicator, &mut result.unit]);
        }
    }

    /// What a person calls its project: the code, else the name.
    pub fn label(&self) -> Option<&str> {
        self.project.as_deref().or(self.name.as_deref())
    }

    /// The money of a phase.
    pub fn money(&self, phase: Phase) -> &Money {
        &self.money[phase as usize]
    }

    /// The money of a phase, to change.
    pub fn money_mut(&mut self, phase: Phase) -> &mut Money {
        &mut self.money[phase as usize]
    }

    /// One figure.
    pub fn figure(&self, field: Field) -> Option<Figure> {
        self.money(field.phase).figure(field.source)
    }

    /// What it is among the lines of its kind and unit ([`super::line::key`]).
    pub fn line_key(&self) -> Option<String> {
        let result = self.results.first();
        super::line::key(
            (self.kind == Kind::Project)
                .then(|| self.project_key())
                .flatten(),
            self.activity.as_deref(),
            result.map(|r| (r.indicator.as_deref(), &*r.name)),
            self.kind,
            self.money_source,
        )
    }

    /// The key by which findings and outputs name the project: its code in capitals, else the folded name
    /// (40 characters) and six hex digits of its hash.
    pub fn project_key(&self) -> Option<String> {
        project_key(self.project.as_deref(), self.name.as_deref())
    }
}

/// See [`Record::project_key`].
pub fn project_key(code: Option<&str>, name: Option<&str>) -> Option<String> {
    if let Some(code) = code {
        // What lists hold by the ten thousand is ASCII.
        return Some(if code.is_ascii() {
            code.to_ascii_uppercase()
        } else {
            code.to_uppercase()
        });
    }
    let folded = crate::base::text::fold(name?);
    let hash = blake3::hash(folded.as_bytes()).to_hex();
    let short: String = folded.chars().take(40).collect();
    Some(format!(
        "{}-{}",
        short.trim().replace(' ', "-"),
        &hash.as_str()[..6]
    ))
}
