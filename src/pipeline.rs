//! The whole run on one page: open, gather, compose, publish.

mod asked;
pub mod closed;
pub mod compare;
mod compose;
mod coverage;
mod fault;
mod feedback;
mod files;
mod form;
pub mod forms;
pub mod gather;
mod inspect;
pub mod intake;
mod keys;
pub mod next;
pub mod plan;
mod receipts;
mod settle;
mod standing;
mod tables;
pub mod tools;
pub mod trace;

use std::path::{Path, PathBuf};

use rust_decimal::Decimal;

use crate::finding::Wording;
use crate::finding::{Checked, Finding, NotChecked};
use crate::model::Period;
use crate::read::{Found, FoundKind, name_in};
use crate::report::findings::{self, Counts};
use crate::report::publish::{self, Room};
use crate::settings::{Lang, Settings};

use compose::Composed;
pub use fault::Fault;
pub use form::check_template;
use gather::Gathered;
use intake::Scope;
use tools::Tools;

/// What the command line asks of every run.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Language of messages and hints.
    pub lang: Lang,
    /// How many files at a time; `None`: as many as the machine has processors.
    pub jobs: Option<usize>,
    /// The program that parses files in processes of its own ([`crate::read::isolation`]); `None`: they are parsed in
    /// this one.
    pub workers: Option<PathBuf>,
    /// Whether records.parquet is written too.
    pub parquet: bool,
    /// Whether bao-cao.pdf is printed too.
    pub pdf: bool,
    /// Whether nothing goes back to the units: phan-hoi/ is left out.
    pub no_feedback: bool,
    /// Whether a period that is signed and filed is done again.
    pub reopen: bool,
}

/// Who is told how far a run has come.
pub trait Progress: Sync {
    /// This many steps lie ahead.
    fn start(&self, total: u64);
    /// One of them is done.
    fn step(&self, what: &str);
    /// All are.
    fn finish(&self);
}

/// Nobody.
struct Silent;

impl Progress for Silent {
    fn start(&self, _: u64) {}
    fn step(&self, _: &str) {}
    fn finish(&self) {}
}

/// What a run comes to.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// The period; `None` without a workspace.
    pub period: Option<Period>,
    /// Workbooks among the submissions.
    pub workbooks: usize,
    /// Those of them that could not be read.
    pub unreadable: usize,
    /// Other files among the submissions.
    pub attachments: usize,
    /// Lines of data.
    pub records: usize,
    /// Units that must submit.
    pub units_expected: usize,
    /// Those of them that did.
    pub units_reported: usize,
    /// Those that did not, by name.
    pub units_missing: Vec<String>,
    /// Đồng approved.
    pub approved: Decimal,
    /// Đồng spent in the period.
    pub spent: Decimal,
    /// Đồng spent since 1 January.
    pub cumulative: Decimal,
    /// Open errors.
    pub errors: usize,
    /// Open warnings.
    pub warnings: usize,
    /// Infos.
    pub infos: usize,
    /// Findings accepted with an explanation.
    pub waived: usize,
    /// Findings that another one carries.
    pub consequences: usize,
    /// Where the results are.
    pub results: Option<PathBuf>,
    /// What was written there.
    pub written: Vec<String>,
    /// Messages of the gravest findings.
    pub top: Vec<String>,
}

/// A finished run.
pub struct Run {
    /// What it comes to.
    pub summary: Summary,
    /// Everything that was found, in order.
    pub findings: Vec<Finding>,
    /// How many lines each rule saw.
    pub checked: Vec<Checked>,
    /// What could not be judged.
    pub not_checked: Vec<NotChecked>,
    /// findings.json, as it is written.
    pub findings_json: String,
    /// The words of its messages, the workspace's own included.
    pub wording: Wording,
    /// What the office should know beside the findings: placeholders that nothing answers, files set aside.
    pub notes: Vec<String>,
}

/// The whole job on a workspace.
pub fn run(workspace: &Path, options: &Options, progress: &dyn Progress) -> Result<Run, Fault> {
    in_pool(options, || {
        let tools = tools::open(Some(workspace), options)?;
        let (settings, _) = tools::settings(workspace, &tools.units)?;
        if let Some(day) = settings.closed.filter(|_| !options.reopen) {
            return Err(Fault::Closed(day));
        }
        let results = workspace.join(&settings.folders.results);
        publish::recover(&results)?;
        let gathered = gather::gather(
            &Scope::Workspace(workspace),
            Some(&settings),
            &tools,
            progress,
        )?;
        tools.reader.rest();
        let room = Room::open(&results)?;
        let returns = (!options.no_feedback).then_some(workspace);
        let composed = compose::compose(&gathered, &settings, &tools, &room, options, returns)?;
        let published = publish::publish(&results, &composed.files)?;
        let mut summary = summarise(&gathered, Some(&settings), Some(&composed), &tools);
        summary.results = Some(results);
        summary.written = composed
            .files
            .iter()
            .map(|file| file.name.clone())
            .collect();
        let mut notes = composed.warnings;
        let aside = |(file, other): &(String, String)| {
            tools.words.text(
                "note-set-aside",
                &[("file", file.clone()), ("other", other.clone())],
            )
        };
        notes.extend(published.set_aside.iter().map(aside));
        Ok(finish(gathered, Some(&settings), summary, notes, tools))
    })
}

/// The same checks on single workbooks; nothing is written.
pub fn check(
    files: &[PathBuf],
    workspace: Option<&Path>,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Run, Fault> {
    in_pool(options, || {
        let tools = tools::open(workspace, options)?;
        let settings = workspace
            .map(|folder| tools::settings(folder, &tools.units))
            .transpose()?
            .map(|(s, _)| s);
        let found: Vec<Found> = files
            .iter()
            .map(|path| Found {
                path: path.clone(),
                name: name_of(path, workspace),
                kind: FoundKind::Workbook,
            })
            .collect();
        let gathered = gather::gather(
            &Scope::Files {
                files: &found,
                workspace,
            },
            settings.as_ref(),
            &tools,
            progress,
        )?;
        let summary = summarise(&gathered, settings.as_ref(), None, &tools);
        Ok(finish(
            gathered,
            settings.as_ref(),
            summary,
            Vec::new(),
            tools,
        ))
    })
}

/// How a workbook was understood, as `inspect --format json` prints it.
pub fn inspect(
    file: &Path,
    workspace: Option<&Path>,
    cells: bool,
    options: &Options,
) -> Result<serde_json::Value, Fault> {
    let tools = tools::open(workspace, options)?;
    let settings = workspace
        .map(|folder| tools::settings(folder, &tools.units))
        .transpose()?
        .map(|(s, _)| s);
    inspect::inspect(
        (file, &name_of(file, workspace)),
        workspace,
        settings.as_ref(),
        &tools,
        cells,
    )
}

/// A file's name inside the workspace, else its own name alone: nothing written names a place of this machine.
fn name_of(path: &Path, workspace: Option<&Path>) -> String {
    let real = |p: &Path| std::fs::canonicalize(p).unwrap_or_else(|_| p.to_owned());
    if let Some(folder) = workspace {
        let (path, folder) = (real(path), real(folder));
        if path.starts_with(&folder) {
            return name_in(&folder, &path);
        }
    }
    let own = path.file_name().map(PathBuf::from).unwrap_or_default();
    name_in(Path::new(""), &own)
}

/// Runs with as many threads as are asked for.
fn in_pool<T: Send>(
    options: &Options,
    work: impl FnOnce() -> Result<T, Fault> + Send,
) -> Result<T, Fault> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.jobs.unwrap_or(0))
        .build()
        .map_err(|e| Fault::Machine(anyhow::Error::new(e)))?;
    pool.install(work)
}

fn summarise(
    gathered: &Gathered,
    settings: Option<&Settings>,
    composed: Option<&Composed>,
    tools: &Tools,
) -> Summary {
    let counts = Counts::of(&gathered.findings);
    let missing = composed.map(|c| c.missing.clone()).unwrap_or_default();
    let total = composed.map(|c| c.total).unwrap_or_default();
    let mut open: Vec<&Finding> = gathered
        .findings
        .iter()
        .filter(|f| f.is_open_error())
        .collect();
    open.sort_by_key(|f| std::cmp::Reverse(f.difference().map(|d| d.abs())));
    Summary {
        period: settings.map(|s| s.period),
        workbooks: gathered.submissions.len(),
        unreadable: gathered
            .submissions
            .iter()
            .filter(|s| s.status == crate::model::Status::Unreadable)
            .count(),
        attachments: gathered.attachments.len(),
        records: gathered
            .submissions
            .iter()
            .map(|s| s.counted().count())
            .sum(),
        units_expected: gathered.expected.len(),
        units_reported: gathered.expected.len().saturating_sub(missing.len()),
        units_missing: missing,
        approved: total.approved.total,
        spent: total.spent.total,
        cumulative: total.cumulative.total,
        errors: counts.error,
        warnings: counts.warning,
        infos: counts.info,
        waived: counts.waived,
        consequences: counts.consequences,
        results: None,
        written: Vec::new(),
        top: open
            .iter()
            .take(3)
            .map(|f| tools.words.message(f))
            .collect(),
    }
}

fn finish(
    gathered: Gathered,
    settings: Option<&Settings>,
    summary: Summary,
    notes: Vec<String>,
    tools: Tools,
) -> Run {
    let json = findings::json(
        settings.map(|s| s.period),
        &gathered.findings,
        (&gathered.checked, &gathered.not_checked),
        &tools.words,
    );
    Run {
        summary,
        findings_json: String::from_utf8_lossy(&json).into_owned(),
        findings: gathered.findings,
        checked: gathered.checked,
        not_checked: gathered.not_checked,
        wording: tools.words,
        notes,
    }
}
