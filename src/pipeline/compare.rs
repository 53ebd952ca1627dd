//! `compare`: two versions of one submission, side by side.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::consolidate::changes::{Changes, changes};
use crate::finding::{Code, Finding, Wording};
use crate::model::line::{Line, lines};
use crate::model::{Form, Submission};
use crate::read::{Found, FoundKind};

use super::gather::{self, Judge};
use super::intake::{Intake, Scope};
use super::{Fault, Options, Silent, in_pool, name_of, tools};

/// One of the two versions.
#[derive(Debug)]
pub struct Version {
    /// Its file, relative to the workspace where it lies in one.
    pub file: Arc<str>,
    /// `blake3:…`
    pub hash: Arc<str>,
    /// The unit that sent it, by code and by name.
    pub unit: Option<(Arc<str>, Arc<str>)>,
    /// Forms that the other version does not have.
    pub alone: Vec<Form>,
    /// What is said of its reading beside its figures.
    pub notes: Vec<String>,
    lines: Vec<Line>,
}

/// Both versions.
pub struct Compared {
    /// The earlier one.
    pub old: Version,
    /// The later one.
    pub new: Version,
    /// The words of its messages.
    pub wording: Wording,
}

impl Compared {
    /// What changed, in the forms that both versions have.
    pub fn changes(&self) -> Changes<'_> {
        changes(&self.old.lines, &self.new.lines)
    }

    /// Whether anything differs at all.
    pub fn differ(&self) -> bool {
        let alone = |version: &Version| !version.alone.is_empty();
        alone(&self.old) || alone(&self.new) || !self.changes().is_empty()
    }
}

/// Reads both files, with a workspace against its decisions, and compares what they say.
pub fn compare(
    old: &Path,
    new: &Path,
    workspace: Option<&Path>,
    options: &Options,
) -> Result<Compared, Fault> {
    in_pool(options, || {
        let tools = tools::open(workspace, options)?;
        let settings = workspace
            .map(|folder| tools::settings(folder, &tools.units))
            .transpose()?
            .map(|(s, _)| s);
        let files = [old, new].map(|path| Found {
            path: path.to_owned(),
            name: name_of(path, workspace),
            kind: FoundKind::Workbook,
        });
        let scope = Scope::Files {
            files: &files,
            workspace,
        };
        let intake = Intake::open(&scope, settings.as_ref(), &tools)?;
        let plan = gather::plan(&intake, &Silent)?;
        let judge = Judge::new(&plan, &intake, settings.as_ref());
        let memo = intake.memo();
        let read = |file: &Found| -> Result<(Submission, Vec<Finding>), Fault> {
            let (submission, findings) = judge
                .submission(intake.submission(file, &memo, Some(judge.approved()))?)
                .into_parts();
            usable(&submission, &findings, &tools.words)?;
            Ok((submission, findings))
        };
        let [(old, of_old), (new, of_new)] = [read(&files[0])?, read(&files[1])?];
        let forms =
            |version: &Submission| -> BTreeSet<Form> { version.forms.iter().copied().collect() };
        let both: BTreeSet<Form> = forms(&old).intersection(&forms(&new)).copied().collect();
        Ok(Compared {
            old: version(old, &of_old, &both, &tools.words),
            new: version(new, &of_new, &both, &tools.words),
            wording: tools.words,
        })
    })
}

/// A file without a form that can be read compares with nothing.
fn usable(submission: &Submission, findings: &[Finding], words: &Wording) -> Result<(), Fault> {
    if !submission.forms.is_empty() {
        return Ok(());
    }
    let why = findings
        .iter()
        .find(|f| matches!(f.code, Code::R001 | Code::R002 | Code::R003 | Code::R004));
    let sentence = why.map_or_else(|| submission.file.to_string(), |f| words.message(f));
    Err(Fault::Input(sentence))
}

fn version(
    submission: Submission,
    findings: &[Finding],
    both: &BTreeSet<Form>,
    words: &Wording,
) -> Version {
    let of_both = submission
        .records
        .iter()
        .filter(|r| both.contains(&r.origin.form));
    let mut lines = lines(of_both);
    // Which unit sent it is another question than what it says.
    for line in &mut lines {
        line.unit.clear();
    }
    let told = |f: &&Finding| {
        matches!(
            f.code,
            Code::P604 | Code::P606 | Code::R007 | Code::R008 | Code::R012
        )
    };
    Version {
        alone: submission
            .forms
            .iter()
            .filter(|form| !both.contains(form))
            .copied()
            .collect(),
        notes: findings
            .iter()
            .filter(told)
            .map(|f| words.message(f))
            .collect(),
        unit: submission.unit.zip(submission.unit_name),
        file: submission.file,
        hash: submission.hash,
        lines,
    }
}
