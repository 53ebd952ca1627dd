//! Everything that lies in a workspace, read, parsed, matched and checked.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use rayon::prelude::*;

use crate::check::matching::{Index, Match};
use crate::check::{self, Rounding, World, expected, ids, roots, versions};
use crate::finding::{Finding, NotChecked, Subject};
use crate::layout::Recogniser;
use crate::model::{Approval, Period, Receipt, Status, Submission};
use crate::parse::previous::Previous;
use crate::parse::recognition::Finder;
use crate::parse::sheet::Context;
use crate::parse::submitter::{self, Names};
use crate::parse::workbook::{self, Incoming, Setting};
use crate::parse::{approvals, register, unreadable};
use crate::read::{self, Found, FoundKind, Limits, Unreadable, What};
use crate::report::manifest::Input;
use crate::settings::{Rounding as RoundingSetting, Settings};

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
}

/// Which files to read.
pub enum Scope<'a> {
    /// All of the workspace.
    Workspace(&'a Path),
    /// Single workbooks, against a workspace if there is one.
    Files {
        /// The workbooks.
        files: &'a [Found],
        /// The workspace.
        workspace: Option<&'a Path>,
    },
}

impl Scope<'_> {
    const fn workspace(&self) -> Option<&Path> {
        match self {
            Self::Workspace(path) => Some(path),
            Self::Files { workspace, .. } => *workspace,
        }
    }
}

/// The limits of the settings as the reader takes them.
pub fn limits(settings: Option<&Settings>) -> Limits {
    settings.map_or_else(Limits::default, |s| Limits {
        file_mib: s.limits.file_mib,
        unpacked_mib: s.limits.unpacked_mib,
        ratio: s.limits.ratio,
        cells: s.limits.cells,
        sheets: s.limits.sheets,
        seconds: s.limits.seconds,
        memory_mib: s.limits.memory_mib,
    })
}

/// Reads, parses, matches and checks.
pub fn gather(scope: &Scope<'_>, settings: Option<&Settings>, tools: &Tools, progress: &dyn Progress) -> Result<Gathered, Fault> {
    let period = settings.map(|s| s.period);
    let limits = limits(settings);
    let rounding = match settings.map(|s| s.rounding) {
        Some(RoundingSetting::None) => Rounding::None,
        _ => Rounding::Printed,
    };
    let names = Names::new(&tools.units, period);
    let recogniser = Recogniser::new(&tools.layouts, &tools.programme);
    let setting = Setting { recogniser: &recogniser, names: &names, context: Context { programme: &tools.programme, lines: recogniser.lines(), period } };
    let mut findings: Vec<Finding> = Vec::new();
    let mut inputs: Vec<Input> = Vec::new();
    let mut passed_over = 0;

    // Decisions first: submissions are matched against them as they are read.
    let decisions = match (scope.workspace(), settings) {
        (Some(folder), Some(s)) => discover(folder, &s.folders.approved)?,
        _ => read::Discovery::default(),
    };
    let sent = match (scope, settings) {
        (Scope::Workspace(folder), Some(s)) => discover(folder, &s.folders.submissions)?,
        (Scope::Files { files, .. }, _) => read::Discovery { files: files.to_vec(), ..read::Discovery::default() },
        (Scope::Workspace(_), None) => read::Discovery::default(),
    };
    passed_over += decisions.passed_over + sent.passed_over;
    let workbooks: Vec<&Found> = sent.files.iter().filter(|f| f.kind == FoundKind::Workbook).chain(&sent.not_files).collect();
    let approved_books: Vec<&Found> = decisions.files.iter().filter(|f| f.kind == FoundKind::Workbook).chain(&decisions.not_files).collect();
    progress.start(u64::try_from(workbooks.len() + approved_books.len()).unwrap_or(u64::MAX));
    let receipts = match (scope.workspace(), period) {
        (Some(folder), Some(period)) => receipts(folder, &limits, period, &mut inputs)?,
        _ => Vec::new(),
    };
    let previous = match (scope.workspace(), settings) {
        (Some(folder), Some(s)) => previous(folder, s, &mut inputs)?,
        _ => Previous::default(),
    };

    let parsed: Vec<(Vec<Approval>, Vec<Finding>, Input)> = approved_books
        .par_iter()
        .map(|found| {
            let out = decision(found, &limits, &setting);
            progress.step(&found.name);
            out
        })
        .collect::<Result<_, Fault>>()?;
    let mut all_approvals = Vec::new();
    for (approvals, more, input) in parsed {
        all_approvals.extend(approvals);
        findings.extend(more);
        inputs.push(input);
    }
    let approvals = expected::in_force(all_approvals, period);
    let index = Index::new(&approvals);

    // Submissions, each by itself.
    let paths: Vec<&str> = workbooks.iter().map(|f| f.name.as_str()).collect();
    let step = Step { limits: &limits, setting: &setting, receipts: &receipts, paths: &paths, index: &index, approvals: &approvals, previous: &previous, rounding };
    let mut read: Vec<(Submission, Vec<Match>, Vec<Finding>)> = workbooks
        .par_iter()
        .map(|found| {
            let out = step.submission(found);
            progress.step(&found.name);
            out
        })
        .collect::<Result<_, Fault>>()?;
    read.sort_by(|a, b| (&a.0.unit, &a.0.file).cmp(&(&b.0.unit, &b.0.file)));
    let mut submissions = Vec::with_capacity(read.len());
    let mut matches = Vec::with_capacity(read.len());
    for (submission, matched, more) in read {
        submissions.push(submission);
        matches.push(matched);
        findings.extend(more);
    }
    findings.extend(versions::decide(&mut submissions));

    // All of them together.
    let unit_names: BTreeMap<Arc<str>, Arc<str>> = names.all().collect();
    let named = settings.and_then(|s| s.expected.as_deref());
    let expected = match scope {
        Scope::Workspace(_) => expected::units(named, &approvals, |code| names.code(code).map(str::to_owned)),
        Scope::Files { .. } => Vec::new(),
    };
    let attachments: Vec<(Arc<str>, Option<Arc<str>>)> = sent
        .files
        .iter()
        .filter(|f| f.kind == FoundKind::Attachment)
        .map(|f| (Arc::from(f.name.as_str()), single(submitter::from_path(&names, &f.name))))
        .collect();
    let mut by_unit: BTreeMap<Arc<str>, Vec<Arc<str>>> = BTreeMap::new();
    for (file, unit) in &attachments {
        if let Some(unit) = unit {
            by_unit.entry(Arc::clone(unit)).or_default().push(Arc::clone(file));
        }
    }
    let world = World {
        deadline: settings.and_then(|s| s.deadline),
        approvals: &approvals,
        submissions: &submissions,
        matches: &matches,
        expected: &expected,
        unit_names: &unit_names,
        attachments: &by_unit,
        rounding,
    };
    let outcome = check::workspace(&world);
    findings.extend(outcome.findings);
    let mut not_checked = outcome.not_checked;
    not_checked.retain(|n| n.lines > 0 || n.why == "no-approvals");

    settle(&mut findings, settings, &unit_names);
    for submission in &submissions {
        inputs.push(input(submission));
    }
    for found in sent.files.iter().filter(|f| f.kind == FoundKind::Attachment) {
        inputs.push(attachment(found, single(submitter::from_path(&names, &found.name)))?);
    }
    progress.finish();
    Ok(Gathered { approvals, submissions, findings, not_checked, expected, unit_names, attachments, inputs, passed_over })
}

fn single(codes: Vec<String>) -> Option<Arc<str>> {
    match codes.as_slice() {
        [one] => Some(Arc::from(one.as_str())),
        _ => None,
    }
}

fn discover(workspace: &Path, folder: &str) -> Result<read::Discovery, Fault> {
    Ok(read::discover(workspace, folder).with_context(|| folder.to_owned())?)
}

/// Severities of the settings, then order, ids, and which finding carries which.
fn settle(findings: &mut Vec<Finding>, settings: Option<&Settings>, unit_names: &BTreeMap<Arc<str>, Arc<str>>) {
    if let Some(settings) = settings {
        findings.retain_mut(|finding| match settings.severities.get(&finding.code) {
            Some(Some(severity)) => {
                finding.severity = *severity;
                true
            }
            Some(None) => false,
            None => true,
        });
    }
    for finding in findings.iter_mut() {
        if let Some(name) = finding.unit.as_ref().and_then(|u| unit_names.get(u))
            && !finding.args.iter().any(|(key, _)| *key == "unit_name")
        {
            finding.args.push(("unit_name", name.to_string()));
        }
    }
    order(findings);
}

/// Order, ids, and which finding carries which.
pub fn order(findings: &mut Vec<Finding>) {
    ids::assign(findings);
    roots::settle(findings);
}

/// Reads a file's bytes and cells; faults of the disk are faults of the run, faults of the file are findings.
fn open(found: &Found, limits: &Limits) -> Result<(String, u64, Result<read::grid::Workbook, Unreadable>), Fault> {
    let bytes = match read::load(&found.path, limits).with_context(|| found.name.clone())? {
        Ok(bytes) => bytes,
        Err(why) => {
            let size = std::fs::symlink_metadata(&found.path).map_or(0, |m| m.len());
            // What is not read is still told apart: by its name.
            return Ok((read::hash(found.name.as_bytes()), size, Err(why)));
        }
    };
    let hash = read::hash(&bytes);
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    Ok((hash, size, read::workbook(&bytes, limits)))
}

fn decision(found: &Found, limits: &Limits, setting: &Setting<'_>) -> Result<(Vec<Approval>, Vec<Finding>, Input), Fault> {
    let (hash, bytes, book) = open(found, limits)?;
    let finder = Finder { file: found.name.as_str().into(), hash: hash.as_str().into() };
    let mut input = Input {
        file: found.name.clone(),
        hash: Some(hash),
        bytes,
        role: "approval",
        unit: None,
        forms: vec![crate::model::Form::Approval.name()],
        status: Status::Counted.key(),
    };
    match book {
        Ok(book) => {
            let mut parsed = approvals::decision(setting.recogniser, &setting.context, setting.names, &finder, &book);
            parsed.findings.extend(book.bad_sheets.iter().map(|(name, why)| unreadable::sheet(&finder, name, why)));
            if parsed.approvals.is_empty() {
                input.status = Status::NoForm.key();
                input.forms.clear();
            }
            Ok((parsed.approvals, parsed.findings, input))
        }
        Err(why) => {
            input.status = Status::Unreadable.key();
            input.forms.clear();
            Ok((Vec::new(), vec![unreadable::file(&finder, &why)], input))
        }
    }
}

/// What every submission is read with.
struct Step<'a> {
    limits: &'a Limits,
    setting: &'a Setting<'a>,
    receipts: &'a [Receipt],
    paths: &'a [&'a str],
    index: &'a Index<'a>,
    approvals: &'a [Approval],
    previous: &'a Previous,
    rounding: Rounding,
}

impl Step<'_> {
    fn submission(&self, found: &Found) -> Result<(Submission, Vec<Match>, Vec<Finding>), Fault> {
        let (hash, bytes, book) = open(found, self.limits)?;
        let receipt = register::of_file(self.receipts, &found.name, self.paths);
        let incoming = Incoming { file: found.name.as_str().into(), hash: hash.as_str().into(), bytes, receipt };
        let finder = Finder { file: Arc::clone(&incoming.file), hash: Arc::clone(&incoming.hash) };
        let book = match book {
            Ok(book) => book,
            Err(why) => {
                let mut submission = workbook::unread(&incoming, Status::Unreadable);
                submission.unit = workbook::unit_by_path(self.setting.names, &incoming).map(|u| Arc::from(u.as_str()));
                submission.unit_name = submission.unit.as_deref().and_then(|u| self.setting.names.name(u));
                let mut finding = unreadable::file(&finder, &why);
                finding.unit.clone_from(&submission.unit);
                return Ok((submission, Vec::new(), vec![finding]));
            }
        };
        let (mut submission, mut findings) = workbook::submission(self.setting, &incoming, &book);
        for (name, why) in &book.bad_sheets {
            let mut finding = unreadable::sheet(&finder, name, why);
            finding.unit.clone_from(&submission.unit);
            findings.push(finding);
        }
        drop(book);
        workbook::assign_unit(&mut submission);
        let before: Vec<Option<String>> = submission.records.iter().map(crate::model::Record::project_key).collect();
        let matches = self.index.submission(&mut submission);
        rename(&before, &submission, &mut findings);
        if let Some(period) = self.setting.context.period {
            for record in &mut submission.records {
                let approval = record.approval.and_then(|i| self.approvals.get(i));
                self.previous.complete(record, approval, period);
            }
        }
        findings.extend(check::submission(&submission, self.rounding));
        for table in &mut submission.tables {
            // Sums are checked; only the money unit is asked for again.
            table.lines = Vec::new();
        }
        Ok((submission, matches, findings))
    }
}

/// Findings made before a project was recognised learn its code.
fn rename(before: &[Option<String>], submission: &Submission, findings: &mut [Finding]) {
    let renamed: BTreeMap<&str, &crate::model::Record> = before
        .iter()
        .zip(&submission.records)
        .filter_map(|(old, record)| old.as_deref().filter(|o| record.project_key().as_deref() != Some(*o)).map(|o| (o, record)))
        .collect();
    for finding in findings {
        if let Subject::Project(key) = &finding.subject
            && let Some(record) = renamed.get(key.as_str())
        {
            finding.project.clone_from(&record.project);
            finding.subject = record.project_key().map_or(Subject::Nothing, Subject::Project);
        }
    }
}

const REGISTERS: [&str; 6] = ["so-nhan.xlsx", "so-nhan.xlsm", "so-nhan.xls", "so-nhan.ods", "so-nhan.xlsb", "so-nhan.csv"];

/// The receipt register, if the workspace has one; one that cannot be read is a fault, since it decides what counts.
fn receipts(workspace: &Path, limits: &Limits, period: Period, inputs: &mut Vec<Input>) -> Result<Vec<Receipt>, Fault> {
    let Some(name) = REGISTERS.into_iter().find(|n| workspace.join(n).is_file()) else { return Ok(Vec::new()) };
    let unusable = |why: String| Fault::Machine(anyhow::anyhow!("{name}: {why}"));
    let bytes = read::load(&workspace.join(name), limits).with_context(|| name)?.map_err(|why| unusable(format!("{why:?}")))?;
    let book = if name.ends_with(".csv") {
        read::delimited(&bytes).ok_or_else(|| unusable("không phải là bảng CSV (UTF-8 hoặc UTF-16)".to_owned()))?
    } else {
        read::workbook(&bytes, limits).map_err(|why| unusable(describe(&why)))?
    };
    inputs.push(Input {
        file: name.to_owned(),
        hash: Some(read::hash(&bytes)),
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        role: "register",
        unit: None,
        forms: Vec::new(),
        status: Status::Counted.key(),
    });
    Ok(register::receipts(&book, period.year))
}

fn describe(why: &Unreadable) -> String {
    match why {
        Unreadable::Broken { what: What::Empty, .. } => "tệp rỗng".to_owned(),
        Unreadable::Broken { detail, .. } => format!("không đọc được ({detail})"),
        Unreadable::Encrypted => "tệp có mật khẩu".to_owned(),
        Unreadable::OverLimit { limit, allowed, value } => format!("vượt giới hạn {limit}: {value} > {allowed}"),
    }
}

fn previous(workspace: &Path, settings: &Settings, inputs: &mut Vec<Input>) -> Result<Previous, Fault> {
    let name = format!("{}/records.jsonl", settings.folders.previous);
    let bytes = match std::fs::read(workspace.join(&name)) {
        Ok(bytes) => bytes,
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(Previous::default()),
        Err(fault) => return Err(Fault::Machine(anyhow::Error::new(fault).context(name))),
    };
    let text = String::from_utf8(bytes).with_context(|| name.clone())?;
    let (previous, unread) = Previous::parse(&text);
    if unread > 0 {
        return Err(Fault::Machine(anyhow::anyhow!("{name}: {unread} dòng không phải là bản ghi của tonghop")));
    }
    inputs.push(Input {
        file: name,
        hash: Some(read::hash(text.as_bytes())),
        bytes: u64::try_from(text.len()).unwrap_or(u64::MAX),
        role: "previous",
        unit: None,
        forms: Vec::new(),
        status: Status::Counted.key(),
    });
    Ok(previous)
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

fn attachment(found: &Found, unit: Option<Arc<str>>) -> Result<Input, Fault> {
    let mut hasher = blake3::Hasher::new();
    let file = std::fs::File::open(&found.path).with_context(|| found.name.clone())?;
    hasher.update_reader(file).with_context(|| found.name.clone())?;
    Ok(Input {
        file: found.name.clone(),
        hash: Some(format!("blake3:{}", hasher.finalize().to_hex())),
        bytes: std::fs::metadata(&found.path).map_or(0, |m| m.len()),
        role: "attachment",
        unit: unit.as_deref().map(str::to_owned),
        forms: Vec::new(),
        status: "attachment",
    })
}
