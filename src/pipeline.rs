//! The whole run. Only its types stand here yet, so that the command line can be built against them.

use std::path::{Path, PathBuf};

use rust_decimal::Decimal;

use crate::finding::Wording;
use crate::finding::{Finding, NotChecked};
use crate::model::Period;
use crate::settings::{Lang, Problem};

/// What the command line asks of every run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Language of messages and hints.
    pub lang: Lang,
    /// How many files at a time; `None`: as many as the machine has processors.
    pub jobs: Option<usize>,
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

/// Why nothing could be done: always exit code 2.
#[derive(Debug)]
pub enum Fault {
    /// ky.toml is wrong.
    Settings(Vec<Problem>),
    /// The folder holds no ky.toml.
    NoWorkspace(PathBuf),
    /// A file of the results is open elsewhere.
    Locked(String),
    /// A template cannot be used; a sentence.
    Template(String),
    /// Everything else.
    Machine(anyhow::Error),
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
    /// What could not be judged.
    pub not_checked: Vec<NotChecked>,
    /// findings.json, as it is written.
    pub findings_json: String,
    /// The words of its messages, the workspace's own included.
    pub wording: Wording,
}

/// The whole job on a workspace.
pub fn run(workspace: &Path, _options: &Options, _progress: &dyn Progress) -> Result<Run, Fault> {
    Err(missing(workspace))
}

/// The same checks on single workbooks; nothing is written.
pub fn check(
    _files: &[PathBuf],
    workspace: Option<&Path>,
    _options: &Options,
    _progress: &dyn Progress,
) -> Result<Run, Fault> {
    Err(missing(workspace.unwrap_or(Path::new("."))))
}

/// How a workbook was understood, as `inspect --format json` prints it.
pub fn inspect(
    _file: &Path,
    workspace: Option<&Path>,
    _cells: bool,
    _options: &Options,
) -> Result<serde_json::Value, Fault> {
    Err(missing(workspace.unwrap_or(Path::new("."))))
}

fn missing(workspace: &Path) -> Fault {
    use crate::model::Units;
    use crate::settings::{FILE, Settings, Templates};
    let Ok(bytes) = std::fs::read(workspace.join(FILE)) else {
        return Fault::NoWorkspace(workspace.to_owned());
    };
    let units = Templates::embedded().text("units.csv").unwrap_or_default();
    let units = Units::parse(&units).unwrap_or_default();
    match Settings::load(&bytes, FILE, &units) {
        Ok(_) => Fault::Machine(anyhow::anyhow!("pipeline")),
        Err(problems) => Fault::Settings(problems),
    }
}
