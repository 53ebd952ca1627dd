//! What lies in a workspace, and how each file of it is read: decisions and submissions, one by one.

use std::path::Path;
use std::sync::Arc;

use crate::base::shared::Shared;
use crate::finding::{Answer, Finding};
use crate::layout::{Memo, Recogniser};
use crate::model::ceiling::Ceilings;
use crate::model::{Approval, Correction, Period, Programme, Status, Submission, Succession};
use crate::parse::approved::Approved;
use crate::parse::corrections::Said;
use crate::parse::previous::Previous;
use crate::parse::recognition::Finder;
use crate::parse::register::Register;
use crate::parse::sheet::Context;
use crate::parse::submitter::Names;
use crate::parse::workbook::{self, Incoming, Setting};
use crate::parse::{approvals, stated, unreadable};
use crate::read::{self, Found, FoundKind, Limits, Reader};
use crate::report::manifest::Input;
use crate::settings::Settings;

use super::Fault;
use super::files::{all_names, discover, open, previous, workbooks};
use super::receipts::receipts;
use super::tables;
use super::tools::Tools;

/// No process can be started to read files; what the system says of it.
pub fn no_worker(cause: impl std::fmt::Display) -> Fault {
    Fault::said("cli-fault-no-worker", [("cause", cause.to_string())])
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
    settings.map_or_else(Limits::default, |s| s.limits)
}

/// The files of a run, and all that is needed to read them. Each is read by itself, in any order and by any thread.
pub struct Intake<'a> {
    reader: &'a Reader,
    limits: Limits,
    names: Names,
    recogniser: Recogniser<'a>,
    programme: &'a Programme,
    period: Option<Period>,
    register: Register,
    register_name: Arc<str>,
    decisions: read::Discovery,
    sent: read::Discovery,
    /// Figures of the period before.
    pub previous: Previous,
    /// The most that may be given for each activity.
    pub ceilings: &'a Ceilings,
    /// Which units took over from which by this period.
    pub succession: Succession,
    /// What the office answered to findings.
    pub answers: Vec<Answer>,
    /// What was agreed to be corrected.
    pub corrections: Vec<Correction>,
    /// What is to be said of those two tables.
    pub told: Vec<Finding>,
    /// What was looked at so far: the register, the period before.
    pub inputs: Vec<Input>,
}

/// One decision as it was read.
pub struct Decided {
    /// Its lines, whether in force or not; each apart, since they are put in order without being moved.
    pub approvals: Vec<Box<Approval>>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// The file.
    pub input: Input,
}

/// One submission as it was read, before anything is compared.
pub struct Sent {
    /// Its records and tables.
    pub submission: Submission,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl<'a> Intake<'a> {
    /// Looks up which files there are, and reads what decides about all of them.
    pub fn open(
        scope: &Scope<'_>,
        settings: Option<&Settings>,
        tools: &'a Tools,
    ) -> Result<Self, Fault> {
        let period = settings.map(|s| s.period);
        let limits = limits(settings);
        let mut inputs = Vec::new();
        let decisions = match (scope.workspace(), settings) {
            (Some(folder), Some(s)) => discover(folder, &s.folders.approved)?,
            _ => read::Discovery::default(),
        };
        let sent = match (scope, settings) {
            (Scope::Workspace(folder), Some(s)) => discover(folder, &s.folders.submissions)?,
            (Scope::Files { files, .. }, _) => read::Discovery {
                files: files.to_vec(),
                ..read::Discovery::default()
            },
            (Scope::Workspace(_), None) => read::Discovery::default(),
        };
        let (rows, register_name) = match (scope.workspace(), period) {
            (Some(folder), Some(period)) => {
                receipts(folder, &tools.reader, &limits, period, &mut inputs)?
            }
            _ => (Vec::new(), "".into()),
        };
        let previous = match (scope.workspace(), settings) {
            (Some(folder), Some(s)) => previous(folder, s, &mut inputs)?,
            _ => Previous::default(),
        };
        let names = Names::new(&tools.units, period);
        let (answers, mut told) = match (scope.workspace(), settings) {
            (Some(folder), Some(s)) => {
                tables::explanations(folder, s, &tools.reader, &limits, &mut inputs)?
            }
            _ => Default::default(),
        };
        let corrections = match (scope.workspace(), settings) {
            (Some(folder), Some(_)) => {
                let said = Said {
                    words: &[&tools.report_words, &tools.words],
                    layouts: &tools.layouts,
                    period,
                };
                let (corrections, unclear) = tables::corrections(
                    folder,
                    &names,
                    &said,
                    &tools.reader,
                    &limits,
                    &mut inputs,
                )?;
                told.extend(unclear);
                corrections
            }
            _ => Vec::new(),
        };
        Ok(Self {
            reader: &tools.reader,
            names,
            recogniser: Recogniser::new(&tools.layouts, &tools.programme),
            programme: &tools.programme,
            limits,
            period,
            register: Register::new(rows, all_names(&sent)),
            register_name,
            decisions,
            sent,
            ceilings: &tools.ceilings,
            succession: period
                .map(|p| tools.succession.within(&tools.units, p))
                .unwrap_or_default(),
            previous,
            answers,
            corrections,
            told,
            inputs,
        })
    }

    /// The units' names.
    pub const fn names(&self) -> &Names {
        &self.names
    }

    /// The reporting period.
    pub const fn period(&self) -> Option<Period> {
        self.period
    }

    /// The receipt register, empty where there is none, and its name.
    pub const fn register(&self) -> (&Register, &Arc<str>) {
        (&self.register, &self.register_name)
    }

    /// The names of all that was sent.
    pub fn sent_names(&self) -> impl Iterator<Item = &str> {
        all_names(&self.sent)
    }

    /// The workbooks of decisions.
    pub fn decisions(&self) -> Vec<&Found> {
        workbooks(&self.decisions)
    }

    /// The submitted workbooks.
    pub fn submissions(&self) -> Vec<&Found> {
        workbooks(&self.sent)
    }

    /// Other files among the submissions.
    pub fn attachments(&self) -> impl Iterator<Item = &Found> {
        self.sent
            .files
            .iter()
            .filter(|f| f.kind == FoundKind::Attachment)
    }

    /// How many hidden and lock files there are.
    pub const fn passed_over(&self) -> usize {
        self.decisions.passed_over + self.sent.passed_over
    }

    /// What one worker remembers of the sheets that it reads.
    pub fn memo(&self) -> Memo {
        self.recogniser.memo(self.period)
    }

    fn setting<'s>(&'s self, memo: &'s Memo, approved: Option<&'s dyn Approved>) -> Setting<'s> {
        let context = Context {
            programme: self.programme,
            lines: self.recogniser.lines(),
            period: self.period,
            memo,
            approved,
            unit: None,
        };
        Setting {
            recogniser: &self.recogniser,
            names: &self.names,
            context,
        }
    }

    /// Reads one decision.
    pub fn decision(&self, found: &Found, memo: &Memo) -> Result<Decided, Fault> {
        let (hash, bytes, book) = open(found, self.reader, &self.limits)?;
        let finder = Finder {
            file: found.name.as_str().into(),
            hash: hash.as_str().into(),
        };
        let mut input = Input {
            file: found.name.clone(),
            hash: Some(hash),
            bytes,
            role: "approval",
            unit: None,
            forms: vec![crate::model::Form::Approval.name()],
            status: Status::Counted.key(),
        };
        let parsed = book.map(|book| {
            let setting = self.setting(memo, None);
            let mut parsed = approvals::decision(
                setting.recogniser,
                &setting.context,
                setting.names,
                &finder,
                &book,
            );
            parsed.findings.extend(
                book.bad_sheets
                    .iter()
                    .map(|(name, why)| unreadable::sheet(&finder, name, why)),
            );
            let mut shared = Shared::default();
            parsed
                .approvals
                .iter_mut()
                .for_each(|approval| approval.share(&mut shared));
            parsed
        });
        let (approvals, findings, status) = match parsed {
            Ok(parsed) if parsed.approvals.is_empty() => {
                (parsed.approvals, parsed.findings, Status::NoForm)
            }
            Ok(parsed) => (parsed.approvals, parsed.findings, Status::Counted),
            Err(why) => (
                Vec::new(),
                vec![unreadable::file(&finder, &why)],
                Status::Unreadable,
            ),
        };
        if status != Status::Counted {
            input.forms.clear();
        }
        input.status = status.key();
        Ok(Decided {
            approvals: approvals.into_iter().map(Box::new).collect(),
            findings,
            input,
        })
    }

    /// Reads one submission; what is approved helps where a sheet states no money unit.
    pub fn submission(
        &self,
        found: &Found,
        memo: &Memo,
        approved: Option<&dyn Approved>,
    ) -> Result<Sent, Fault> {
        let (hash, bytes, book) = open(found, self.reader, &self.limits)?;
        let receipt = self.register.of_file(&found.name);
        let incoming = Incoming {
            file: found.name.as_str().into(),
            hash: hash.as_str().into(),
            bytes,
            receipt,
        };
        let finder = Finder {
            file: Arc::clone(&incoming.file),
            hash: Arc::clone(&incoming.hash),
        };
        let book = match book {
            Ok(book) => book,
            Err(why) => {
                let mut submission = workbook::unread(&incoming, Status::Unreadable);
                submission.unit =
                    workbook::unit_by_path(&self.names, &incoming).map(|u| Arc::from(u.as_str()));
                submission.unit_name = submission.unit.as_deref().and_then(|u| self.names.name(u));
                let mut finding = unreadable::file(&finder, &why);
                finding.unit.clone_from(&submission.unit);
                return Ok(Sent {
                    submission,
                    findings: vec![finding],
                });
            }
        };
        let own = stated::memo_of(&self.recogniser, &book, memo);
        let setting = self.setting(own.as_ref().unwrap_or(memo), approved);
        let (mut submission, mut findings) = workbook::submission(&setting, &incoming, &book);
        for (name, why) in &book.bad_sheets {
            let mut finding = unreadable::sheet(&finder, name, why);
            finding.unit.clone_from(&submission.unit);
            findings.push(finding);
        }
        workbook::assign_unit(&mut submission);
        let mut shared = Shared::default();
        for record in &mut submission.records {
            record.share(&mut shared);
        }
        Ok(Sent {
            submission,
            findings,
        })
    }
}
