//! Everything that lies in a workspace, read, matched and checked.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context as _;
use rayon::prelude::*;

use crate::check::continuity::{Continuity, Past, Trail};
use crate::check::corrections::{self, Tried};
use crate::check::matching::{Index, Match};
use crate::check::reported::Parted;
use crate::check::{self, Rounding, World, expected, versions};
use crate::finding::{Answer, Checked, Finding, NotChecked};
use crate::model::formulas::TableFormulas;
use crate::model::{Approval, Kind, Money, Phase, Submission};
use crate::parse::approved::Approved;
use crate::parse::{evidence, previous};
use crate::read::Found;
use crate::report::manifest::Input;
use crate::settings::Settings;

use super::coverage::Coverage;
use super::files;
use super::intake::{Intake, Scope, Sent};
use super::keys::Keys;
use super::plan::Plan;
use super::receipts;
use super::settle::settle;
use super::tools::Tools;
use super::{Fault, Progress};

/// What a workspace holds and what is to be said of it.
pub struct Gathered {
    /// Approvals in force.
    pub approvals: Vec<Approval>,
    /// All submissions in the order of unit and file.
    pub submissions: Vec<Submission>,
    /// All findings, with ids, in order, each with what carries it.
    pub findings: Vec<Finding>,
    /// How many lines each rule saw.
    pub checked: Vec<Checked>,
    /// What could not be judged.
    pub not_checked: Vec<NotChecked>,
    /// Units that must submit.
    pub expected: Vec<Arc<str>>,
    /// Names of the period's units.
    pub unit_names: BTreeMap<Arc<str>, Arc<str>>,
    /// Other files among the submissions, with the unit that their path names.
    pub attachments: Vec<(Arc<str>, Option<Arc<str>>)>,
    /// Every file that was looked at.
    pub inputs: Vec<Input>,
    /// Hidden and lock files.
    pub passed_over: usize,
    /// What the office answered to findings, filled rows alone.
    pub answers: Vec<Answer>,
    /// Whether the workspace has a receipt register.
    pub has_register: bool,
    /// Which version of a form replaces which.
    pub superseded: Vec<versions::Superseded>,
}

/// Reads, matches and checks: each file by itself, then all of them together.
pub fn gather(
    scope: &Scope<'_>,
    settings: Option<&Settings>,
    tools: &Tools,
    progress: &dyn Progress,
) -> Result<Gathered, Fault> {
    let intake = Intake::open(scope, settings, tools)?;
    let workbooks = intake.submissions();
    progress.start(u64::try_from(workbooks.len() + intake.decisions().len()).unwrap_or(u64::MAX));
    let memo = || intake.memo();
    // Decisions first: submissions are matched against them as they are read.
    let plan = plan(&intake, progress)?;
    let judge = Judge::new(&plan, &intake, settings);
    let judged = workbooks
        .par_iter()
        .with_min_len(share(workbooks.len()))
        .map_init(memo, |memo, found| {
            let out = intake
                .submission(found, memo, Some(judge.approved()))
                .map(|sent| judge.submission(sent));
            progress.step(&found.name);
            out
        })
        .collect::<Result<Vec<_>, Fault>>()?;
    let mut gathered = judge.together(judged, matches!(scope, Scope::Workspace(_)))?;
    gathered.approvals = plan.approvals;
    progress.finish();
    Ok(gathered)
}

/// Reads all decisions: what they approve together.
pub fn plan(intake: &Intake<'_>, progress: &dyn Progress) -> Result<Plan, Fault> {
    let mut plan = Plan::default();
    for some in intake.decisions().chunks(DECISIONS) {
        let decided = some
            .par_iter()
            .with_min_len(share(some.len()))
            .map_init(
                || intake.memo(),
                |memo, found| {
                    let out = intake.decision(found, memo);
                    progress.step(&found.name);
                    out
                },
            )
            .collect::<Result<Vec<_>, Fault>>()?;
        plan.add(decided);
    }
    Ok(plan.in_force(intake))
}

/// How many decisions are read before their lines go into the plan: they are not in memory twice.
const DECISIONS: usize = 64;

/// How many files a worker takes at a time at least: few enough that no worker waits long for the last.
pub fn share(files: usize) -> usize {
    (files / (rayon::current_num_threads() * 128)).clamp(1, 16)
}

/// One submission with the approval of each of its records, and all that is found in it alone.
pub struct Judged {
    submission: Submission,
    matches: Vec<Match>,
    findings: Vec<Finding>,
    checked: Vec<Checked>,
    not_checked: Vec<NotChecked>,
    corrected: Vec<Tried>,
}

impl Judged {
    /// The submission, and all that is found in it alone.
    pub fn into_parts(self) -> (Submission, Vec<Finding>) {
        (self.submission, self.findings)
    }
}

/// Compares what was read: with the plan, with itself, and all of it together.
pub struct Judge<'a> {
    plan: &'a Plan,
    intake: &'a Intake<'a>,
    settings: Option<&'a Settings>,
    index: Index<'a>,
    rounding: Rounding,
}

impl<'a> Judge<'a> {
    /// Prepares the plan for looking up.
    pub fn new(plan: &'a Plan, intake: &'a Intake<'a>, settings: Option<&'a Settings>) -> Self {
        let rounding = settings.map(|s| s.rounding).unwrap_or_default();
        Self {
            plan,
            intake,
            settings,
            index: Index::new(&plan.approvals),
            rounding,
        }
    }

    /// What is approved, for those who read submissions.
    pub fn approved(&self) -> &dyn Approved {
        &self.index
    }

    /// Recognises the projects of one submission and checks its sums.
    pub fn submission(&self, sent: Sent) -> Judged {
        let Sent {
            mut submission,
            mut findings,
        } = sent;
        let keys = Keys::before(&submission, &findings);
        let matches = self.index.submission(&mut submission);
        keys.after(&submission, &mut findings);
        let corrected = corrections::apply(&mut submission, &self.intake.corrections);
        let outcome = check::submission(&submission, self.rounding);
        findings.extend(outcome.findings);
        compact(&mut submission);
        Judged {
            submission,
            matches,
            findings,
            checked: outcome.checked,
            not_checked: outcome.not_checked,
            corrected,
        }
    }

    /// Checks all submissions against the plan and each other; what is returned lacks the approvals, which the plan
    /// still holds.
    pub fn together(
        &self,
        mut judged: Vec<Judged>,
        whole_workspace: bool,
    ) -> Result<Gathered, Fault> {
        let (plan, intake, names) = (self.plan, self.intake, self.intake.names());
        let mut findings = plan.findings.clone();
        judged.sort_by(|a, b| {
            (&a.submission.unit, &a.submission.file).cmp(&(&b.submission.unit, &b.submission.file))
        });
        let mut submissions = Vec::with_capacity(judged.len());
        let mut matches = Vec::with_capacity(judged.len());
        let mut corrected = Vec::with_capacity(judged.len());
        let mut coverage = Coverage::default();
        for one in judged {
            coverage.count(&one.checked, &one.not_checked);
            submissions.push(one.submission);
            matches.push(one.matches);
            findings.extend(one.findings);
            corrected.push(one.corrected);
        }
        receipts::assign_by_unit(intake.register().0, names, &mut submissions);
        let unmatched = if whole_workspace {
            findings.extend(receipts::unread_days(intake.register(), names));
            receipts::unmatched(intake.register(), names, &submissions, intake.sent_names())
        } else {
            Vec::new()
        };
        let decided = versions::decide(&mut submissions);
        findings.extend(decided.findings);
        let continuity = Continuity::new(
            &Trail {
                previous: &intake.previous,
                succession: &intake.succession,
                period: intake.period(),
                approvals: &plan.approvals,
                index: &self.index,
                whole: whole_workspace,
            },
            &submissions,
        );
        complete(&mut submissions, &continuity);
        let unit_names: BTreeMap<Arc<str>, Arc<str>> = names.all().collect();
        let expected = if whole_workspace {
            let named = self.settings.and_then(|s| s.expected.as_deref());
            expected::units(named, &plan.approvals, |code| {
                names.code(code).map(str::to_owned)
            })
        } else {
            Vec::new()
        };
        let attachments: Vec<(Arc<str>, Option<Arc<str>>)> = intake
            .attachments()
            .map(|f| {
                (
                    Arc::from(f.name.as_str()),
                    single(&evidence::from_path(names, &f.name)),
                )
            })
            .collect();
        let mut by_unit: BTreeMap<Arc<str>, Vec<Arc<str>>> = BTreeMap::new();
        for (file, unit) in &attachments {
            if let Some(unit) = unit {
                by_unit
                    .entry(Arc::clone(unit))
                    .or_default()
                    .push(Arc::clone(file));
            }
        }
        let previous_file = self.settings.map(files::previous_file);
        let previous_file = previous_file.unwrap_or_default();
        let parted = Parted::new(&submissions, &matches, plan.approvals.len());
        let mut outcome = check::workspace(&World {
            deadline: self.settings.and_then(|s| s.deadline),
            period: intake.period(),
            correction_deadline: self.settings.and_then(|s| s.correction_deadline),
            unmatched: &unmatched,
            approvals: &plan.approvals,
            withdrawn: &plan.withdrawn,
            submissions: &submissions,
            first: 0,
            matches: &matches,
            parted: &parted,
            expected: &expected,
            unit_names: &unit_names,
            attachments: &by_unit,
            continuity: &continuity,
            ceilings: intake.ceilings,
            previous_file: &previous_file,
            rounding: self.rounding,
        });
        coverage.take(&mut outcome);
        findings.extend(outcome.findings);
        let coverage = coverage.with(self.settings);
        findings.extend(corrections::not_applied(
            &intake.corrections,
            &submissions,
            &corrected,
        ));
        findings.extend(intake.told.iter().cloned());
        settle(&mut findings, self.settings, &unit_names, &intake.answers);
        let mut inputs = intake.inputs.clone();
        inputs.extend(plan.inputs.iter().cloned());
        inputs.extend(submissions.iter().map(input));
        for found in intake.attachments() {
            inputs.push(attachment(
                found,
                single(&evidence::from_path(names, &found.name)).as_deref(),
            )?);
        }
        let passed_over = intake.passed_over();
        Ok(Gathered {
            approvals: Vec::new(),
            submissions,
            findings,
            checked: coverage.checked(),
            not_checked: coverage.not_checked(),
            expected,
            unit_names,
            attachments,
            inputs,
            passed_over,
            answers: intake.answers.clone(),
            has_register: !intake.register().1.is_empty(),
            superseded: decided.superseded,
        })
    }
}

/// Lets go of what is not asked for again: a run holds all submissions until its report is written.
fn compact(submission: &mut Submission) {
    for table in &mut submission.tables {
        // Sums are checked; only the money unit is asked for again.
        table.lines = Vec::new();
        table.percentages = Vec::new();
        table.formulas = TableFormulas::default();
    }
    submission.records.shrink_to_fit();
}

/// Projects whose form prints nothing since 1 January get what follows from the period before.
fn complete(submissions: &mut [Submission], continuity: &Continuity<'_>) {
    submissions
        .par_iter_mut()
        .enumerate()
        .for_each(|(place, submission)| {
            let counted: Vec<usize> = (0..submission.records.len())
                .filter(|row| submission.counts(&submission.records[*row]))
                .collect();
            for row in counted {
                let record = &mut submission.records[row];
                let prints = record.money(Phase::Cumulative).iter().next().is_some();
                if record.kind != Kind::Project || prints {
                    continue;
                }
                let past = continuity.of(place, row);
                let none = Money::default();
                let before = match past {
                    _ if continuity.nothing == Some("from-january") => Some(none),
                    Past::New => Some(none),
                    past => continuity.before(past, &none),
                };
                if let Some(before) = before {
                    previous::complete(record, &before);
                }
            }
        });
}

fn single(codes: &[String]) -> Option<Arc<str>> {
    match codes {
        [one] => Some(Arc::from(one.as_str())),
        _ => None,
    }
}

fn input(submission: &Submission) -> Input {
    Input {
        file: submission.file.to_string(),
        hash: Some(submission.hash.to_string()),
        bytes: submission.bytes,
        role: "submission",
        unit: submission.unit.as_deref().map(str::to_owned),
        forms: submission.forms.iter().map(|f| f.name()).collect(),
        status: submission.status.key(),
    }
}

fn attachment(found: &Found, unit: Option<&str>) -> Result<Input, Fault> {
    let mut hasher = blake3::Hasher::new();
    let file = std::fs::File::open(&found.path).with_context(|| found.name.clone())?;
    hasher
        .update_reader(file)
        .with_context(|| found.name.clone())?;
    Ok(Input {
        file: found.name.clone(),
        hash: Some(format!("blake3:{}", hasher.finalize().to_hex())),
        bytes: std::fs::metadata(&found.path).map_or(0, |m| m.len()),
        role: "attachment",
        unit: unit.map(str::to_owned),
        forms: Vec::new(),
        status: "attachment",
    })
}
