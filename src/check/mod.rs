//! The rules: pure functions from the model to findings; afterwards one step decides which finding carries which.
//!
//! No file is opened here, no clock and no environment is read, and no rule knows another.

mod added;
mod called;
pub mod causes;
pub mod continuity;
pub mod corrections;
pub mod expected;
mod hashed;
pub mod ids;
pub mod in_force;
pub mod matching;
pub mod near_names;
pub mod reported;
pub mod roots;
pub mod rounding;
pub mod rules;
pub mod sides;
mod spent_sizes;
mod unit_slips;
pub mod versions;
pub mod waivers;
mod whole_sums;

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::finding::{Checked, Code, Finding, NotChecked, Subject, Value};
use crate::model::ceiling::Ceilings;
use crate::model::formulas::FigureCell;
use crate::model::{Approval, Field, Period, Receipt, Record, Submission, Table};

use continuity::{Continuity, Past};
use matching::Match;
use reported::Parted;
pub use rounding::Rounding;

/// What all rules may look at.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// Last day on which a submission is in time.
    pub deadline: Option<NaiveDate>,
    /// The reporting period.
    pub period: Option<Period>,
    /// The same for what is sent again.
    pub correction_deadline: Option<NaiveDate>,
    /// Rows of the receipt register that fit no file.
    pub unmatched: &'a [Unmatched],
    /// What is approved and in force.
    pub approvals: &'a [Approval],
    /// What decisions took back wholly: the lines that did.
    pub withdrawn: &'a [Approval],
    /// All submissions; for rules that judge line by line some of them.
    pub submissions: &'a [Submission],
    /// Which of all submissions the first of these is.
    pub first: usize,
    /// For every submission and record, which approval it is.
    pub matches: &'a [Vec<Match>],
    /// Approved projects that a unit reports on several lines.
    pub parted: &'a Parted<'a>,
    /// Codes of the units that must submit.
    pub expected: &'a [Arc<str>],
    /// Names of units by code.
    pub unit_names: &'a BTreeMap<Arc<str>, Arc<str>>,
    /// Attachments by unit.
    pub attachments: &'a BTreeMap<Arc<str>, Vec<Arc<str>>>,
    /// How projects go on from the period before.
    pub continuity: &'a Continuity<'a>,
    /// The most that may be given for each activity.
    pub ceilings: &'a Ceilings,
    /// The file of that period's records, relative to the workspace.
    pub previous_file: &'a str,
    /// How rounding is allowed for.
    pub rounding: Rounding,
}

/// A row of the receipt register that fits no file.
#[derive(Clone, Debug)]
pub struct Unmatched {
    /// The register's file.
    pub register: Arc<str>,
    /// The row.
    pub receipt: Receipt,
    /// The unit that it names, where that is one.
    pub unit: Option<Arc<str>>,
    /// How many files it could be.
    pub candidates: usize,
}

impl<'a> World<'a> {
    /// The same with some of these submissions alone.
    fn part(&self, range: std::ops::Range<usize>) -> World<'a> {
        World {
            first: self.first + range.start,
            matches: self.matches.get(range.clone()).unwrap_or_default(),
            submissions: self.submissions.get(range).unwrap_or_default(),
            ..*self
        }
    }

    /// Every record that counts with its submission and its match.
    pub fn records(&self) -> impl Iterator<Item = (&'a Submission, &'a Record, &'a Match)> {
        let matches = self.matches;
        self.submissions
            .iter()
            .zip(matches)
            .flat_map(|(submission, matches)| {
                let wholly = submission.counts_wholly();
                submission
                    .records
                    .iter()
                    .zip(matches)
                    .filter(move |(record, _)| wholly || submission.counts(record))
                    .map(move |(record, matched)| (submission, record, matched))
            })
    }

    /// What a record of a submission was in the period before.
    pub fn past(&self, submission: usize, record: usize) -> &'a Past {
        self.continuity.of(self.first + submission, record)
    }

    /// How many projects are reported.
    pub fn projects(&self) -> usize {
        let is_project = |m: &&Match| **m != Match::NoProject;
        let all = self.records().map(|(_, _, matched)| matched);
        all.filter(is_project).count()
    }

    /// What a rule against the approvals could not judge: lines that no approval was found for.
    pub fn unmatched(&self, code: Code, lines: usize) -> Option<NotChecked> {
        let why = if self.approvals.is_empty() {
            "no-approvals"
        } else {
            "no-approval-of-project"
        };
        (lines > 0 || self.approvals.is_empty()).then_some(NotChecked { code, lines, why })
    }

    /// What a rule gives that looks at the match of every project: without approvals there is none.
    pub fn of_matches(&self, code: Code, findings: Vec<Finding>) -> Outcome {
        let mut outcome = Outcome::from(findings);
        let lines = self.projects();
        outcome.saw(code, lines);
        if self.approvals.is_empty() {
            outcome.not_checked.extend(self.unmatched(code, lines));
        }
        outcome
    }

    /// The name of a unit.
    pub fn unit_name(&self, code: &str) -> String {
        self.unit_names
            .get(code)
            .map_or_else(|| code.to_owned(), ToString::to_string)
    }
}

/// What a rule returns.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What it found.
    pub findings: Vec<Finding>,
    /// How many lines each rule saw, those that it could not judge among them.
    pub checked: Vec<Checked>,
    /// What it could not judge.
    pub not_checked: Vec<NotChecked>,
}

impl Outcome {
    /// A rule looked at these lines; also none is worth saying.
    pub fn saw(&mut self, code: Code, lines: usize) {
        self.checked.push(Checked { code, lines });
    }

    /// A rule could not judge these lines.
    pub fn left_open(&mut self, code: Code, lines: usize, why: &'static str) {
        // Lines are counted, not listed: there may be hundreds of thousands.
        let mut known = self.not_checked.iter_mut();
        if let Some(same) = known.find(|n| n.code == code && n.why == why) {
            same.lines += lines;
        } else if lines > 0 {
            self.not_checked.push(NotChecked { code, lines, why });
        }
    }

    /// All of several.
    pub fn of_all(outcomes: Vec<Self>) -> Self {
        let mut all = Self::default();
        for outcome in outcomes {
            all.add(outcome);
        }
        all
    }

    /// All of this and all of another.
    pub fn add(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.checked.extend(other.checked);
        self.not_checked.extend(other.not_checked);
    }
}

impl From<Vec<Finding>> for Outcome {
    fn from(findings: Vec<Finding>) -> Self {
        Self {
            findings,
            ..Self::default()
        }
    }
}

/// Checks one submission by itself: sums, signs.
pub fn submission(submission: &Submission, rounding: Rounding) -> Outcome {
    let mut all = Outcome::default();
    for rule in rules::SUBMISSION {
        all.add(rule(submission, rounding));
    }
    all
}

/// So many submissions go through the rules on single lines at a time: their lines are fetched from memory once.
const AT_A_TIME: usize = 8;

/// So often the rules look again once a wrong money unit is found: lists that the decisions contradict, then forms that
/// these lists contradict, then nothing new.
const LOOKS: usize = 3;

/// Checks all submissions against the approvals and each other. Sheets that state a wrong money unit are judged in the
/// likely one.
pub fn workspace(world: &World<'_>) -> Outcome {
    let mut outcome = all_rules(world);
    let mut slips = unit_slips::take(&mut outcome.findings);
    if slips.is_empty() {
        return outcome;
    }
    let mut submissions = world.submissions.to_vec();
    let mut told = Vec::new();
    for _ in 0..LOOKS {
        unit_slips::mend(&mut submissions, &slips);
        told.append(&mut slips);
        let parted = Parted::new(&submissions, world.matches, world.approvals.len());
        let printed: World<'_> = *world;
        outcome = all_rules(&World {
            submissions: &submissions,
            parted: &parted,
            ..printed
        });
        slips = unit_slips::take(&mut outcome.findings);
        if slips.is_empty() {
            break;
        }
    }
    unit_slips::tell(&mut outcome.findings, &told);
    outcome.findings.append(&mut told);
    outcome
}

/// The rules on all workbooks, side by side.
fn all_rules(world: &World<'_>) -> Outcome {
    let count = world.submissions.len();
    let lines = || -> Vec<Outcome> {
        // Rules also say that there was nothing to look at.
        (0..count.div_ceil(AT_A_TIME).max(1))
            .into_par_iter()
            .map(|part| {
                let first = part * AT_A_TIME;
                let some = world.part(first..(first + AT_A_TIME).min(count));
                Outcome::of_all(rules::LINES.iter().map(|rule| rule(&some)).collect())
            })
            .collect()
    };
    let all = || -> Vec<Outcome> {
        let rules = rules::WORKSPACE.par_iter();
        rules.map(|rule| rule(world)).collect()
    };
    let (mut lines, all) = rayon::join(lines, all);
    lines.extend(all);
    Outcome::of_all(lines)
}

/// A finding about a record, with its place and its unit.
pub fn about(record: &Record, code: Code) -> Finding {
    use crate::model::Kind;
    let subject = match record.kind {
        Kind::Project => record
            .project_key()
            .map_or(Subject::Nothing, Subject::Project),
        Kind::Activity => record
            .activity
            .as_deref()
            .map_or(Subject::Nothing, |a| Subject::Activity(a.to_owned())),
        Kind::Indicator => record
            .results
            .first()
            .and_then(|r| r.indicator.as_deref())
            .map_or(Subject::Nothing, |i| Subject::Indicator(i.to_owned())),
    };
    let mut finding = Finding::new(code, subject);
    finding.unit = Some(Arc::clone(&record.unit));
    if record.kind == Kind::Project {
        finding.project = record.label().map(str::to_owned);
    }
    finding.file = Some(Arc::clone(&record.origin.file));
    finding.sheet = Some(Arc::clone(&record.origin.sheet));
    finding.cells = record.name_cell.into_iter().collect();
    if let Some(name) = &record.name {
        finding.args.push(("name", name.to_string()));
    }
    finding
}

/// Makes findings about cells of a submission's tables.
pub struct CellFinder<'a> {
    submission: &'a Submission,
    /// The record of each sheet's row, the first of several; looked up only where something is found.
    rows: OnceCell<HashMap<(&'a str, u32), &'a Record>>,
}

impl<'a> CellFinder<'a> {
    /// For one submission.
    pub fn new(submission: &'a Submission) -> Self {
        Self {
            submission,
            rows: OnceCell::new(),
        }
    }

    /// A finding about one cell of a table: of its row's record if it has one, else of the sheet.
    pub fn about(&self, table: &Table, code: Code, figure: &FigureCell) -> Finding {
        let rows = self.rows.get_or_init(|| {
            let mut rows = HashMap::new();
            for record in &self.submission.records {
                rows.entry((&*record.origin.sheet, record.origin.row))
                    .or_insert(record);
            }
            rows
        });
        let mut finding = match rows.get(&(&*table.sheet, figure.at.row + 1)) {
            Some(record) => about(record, code),
            None => Finding::new(code, Subject::Sheet(table.form)),
        };
        finding.unit.clone_from(&self.submission.unit);
        finding.file = Some(Arc::clone(&self.submission.file));
        finding.sheet = Some(Arc::clone(&table.sheet));
        finding.field = Some(figure.field.to_string());
        finding.cells = vec![figure.at];
        finding.money_unit = figure.unit;
        finding
    }
}

/// A figure in the unit of its cell as findings give it: in đồng if it is money.
pub fn value_of(figure: &FigureCell, number: Decimal) -> Value {
    match figure.unit {
        Some(unit) => Value::Money(unit.to_dong(number).unwrap_or(number)),
        None => Value::Number(number),
    }
}

/// A finding about one figure of a record.
pub fn about_figure(record: &Record, code: Code, field: Field) -> Finding {
    let mut finding = about(record, code);
    finding.field = Some(field.to_string());
    if let Some(figure) = record.figure(field) {
        finding.money_unit = figure.unit;
        finding.found_text = figure.text.as_deref().map(str::to_owned);
        if let Some(cell) = figure.cell {
            finding.cells = vec![cell];
        }
    }
    finding
}
