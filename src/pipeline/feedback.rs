//! What goes back to the units, made beside each other and put into the results with everything else.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use rayon::prelude::*;
use tempfile::SpooledTempFile;

use crate::finding::Finding;
use crate::model::{Status, Submission};
use crate::parse::returned::without_letters;
use crate::read::{self, grid::Workbook};
use crate::report::feedback::plan::{Parcel, Return, plan};
use crate::report::feedback::{self, Office, Sheets, Source, Unfit};
use crate::report::publish::{Draft, PublishError, Room};
use crate::report::register::Mark;
use crate::settings::Settings;

use super::Fault;
use super::gather::Gathered;
use super::intake::no_worker;
use super::tools::Tools;

/// How many files are made before they are put away.
const BATCH: usize = 64;

/// Everything that goes back.
#[derive(Default)]
pub struct Returned {
    /// The files, in the order of their names.
    pub files: Vec<Draft>,
    /// By submission: the file that goes back, and its sheets by the names under which they were read.
    by_file: BTreeMap<Arc<str>, (String, Sheets)>,
    /// By unit: its first file.
    by_unit: BTreeMap<Arc<str>, String>,
}

impl Returned {
    /// Where a finding is marked, or at least told.
    pub fn mark_of(&self, finding: &Finding) -> Option<Mark> {
        let file = finding.file.as_ref().and_then(|f| self.by_file.get(f));
        if let Some((file, sheets)) = file {
            let sheet = finding.sheet.as_deref().and_then(|s| sheets.get(s));
            let place = sheet.cloned().zip(finding.cells.first().copied());
            return Some(Mark {
                file: file.clone(),
                place,
            });
        }
        let unit = finding.unit.as_deref().filter(|_| finding.file.is_none());
        unit.and_then(|unit| self.copy_of(unit))
            .map(|file| Mark { file, place: None })
    }

    /// The first file of a unit.
    pub fn copy_of(&self, unit: &str) -> Option<String> {
        self.by_unit.get(unit).cloned()
    }
}

/// Makes the files of all units; none without the workspace that their inputs lie in.
pub fn returned(
    gathered: &Gathered,
    settings: &Settings,
    tools: &Tools,
    room: &Room,
    workspace: Option<&Path>,
) -> Result<Returned, Fault> {
    let Some(workspace) = workspace else {
        return Ok(Returned::default());
    };
    let office = Office {
        period: settings.period,
        report: &settings.report,
        deadline: settings.correction_deadline,
        words: &tools.words,
    };
    let parcels = plan(&gathered.submissions, &gathered.findings);
    let maker = Maker {
        office,
        settings,
        tools,
        room,
        workspace,
    };
    let all: Vec<(&Parcel<'_>, usize, &Return<'_>)> = parcels
        .iter()
        .flat_map(|parcel| (1..).zip(&parcel.returns).map(move |(n, r)| (parcel, n, r)))
        .collect();
    let mut returned = Returned::default();
    let mut shelf = room.shelf()?;
    for batch in all.chunks(BATCH) {
        let made = batch
            .par_iter()
            .map(|(parcel, number, own)| maker.make(parcel, *number, own))
            .collect::<Result<Vec<_>, Fault>>()?;
        for ((parcel, number, own), (spool, sheets)) in batch.iter().zip(made) {
            returned.files.push(shelf.put(&own.name, spool)?);
            if *number == 1 {
                returned
                    .by_unit
                    .insert(Arc::clone(&parcel.unit), own.name.clone());
            }
            if let Some(source) = own.source {
                returned
                    .by_file
                    .insert(Arc::clone(&source.file), (own.name.clone(), sheets));
            }
        }
    }
    tools.reader.rest();
    Ok(returned)
}

/// What every file is made with.
struct Maker<'a> {
    office: Office<'a>,
    settings: &'a Settings,
    tools: &'a Tools,
    room: &'a Room,
    workspace: &'a Path,
}

impl Maker<'_> {
    fn make(
        &self,
        parcel: &Parcel<'_>,
        number: usize,
        own: &Return<'_>,
    ) -> Result<(SpooledTempFile, Sheets), Fault> {
        let readable = own.source.filter(|s| s.status != Status::Unreadable);
        let Some(submission) = readable else {
            return self.write(parcel, number, own, &Source::Nothing);
        };
        let bytes = self.bytes(submission)?;
        let is_package = matches!(submission.format, Some("xlsx" | "xlsm"));
        if is_package {
            match self.try_write(parcel, number, own, &Source::Package(&bytes)) {
                Err(Unfit::Odd) => {}
                other => return other.map_err(|e| fault(&own.name, e)),
            }
        }
        let Some(book) = self.cells(&bytes)? else {
            return self.write(parcel, number, own, &Source::Nothing);
        };
        let source = Source::Cells {
            book: &book,
            odd: is_package,
        };
        match self.try_write(parcel, number, own, &source) {
            Err(Unfit::Odd) => self.write(parcel, number, own, &Source::Nothing),
            other => other.map_err(|e| fault(&own.name, e)),
        }
    }

    /// The bytes of a submission, which must still be those that were checked.
    fn bytes(&self, submission: &Submission) -> Result<Vec<u8>, Fault> {
        let path = self.workspace.join(&*submission.file);
        let loaded = read::load(&path, &self.settings.limits)
            .with_context(|| submission.file.to_string())?;
        match loaded {
            Ok(bytes) if *read::hash(&bytes) == *submission.hash => Ok(bytes),
            _ => {
                let file = [("file", submission.file.to_string())];
                let why = self.tools.words.text("feedback-changed", &file);
                Err(Fault::Machine(anyhow::anyhow!(why)))
            }
        }
    }

    /// The cells of a workbook without our own letters.
    fn cells(&self, bytes: &[u8]) -> Result<Option<Workbook>, Fault> {
        let read = self.tools.reader.workbook(bytes, &self.settings.limits);
        let book = read.map_err(no_worker)?.ok();
        Ok(book.map(|mut book| {
            without_letters(&mut book);
            book
        }))
    }

    fn write(
        &self,
        parcel: &Parcel<'_>,
        number: usize,
        own: &Return<'_>,
        source: &Source<'_>,
    ) -> Result<(SpooledTempFile, Sheets), Fault> {
        self.try_write(parcel, number, own, source)
            .map_err(|e| fault(&own.name, e))
    }

    fn try_write(
        &self,
        parcel: &Parcel<'_>,
        number: usize,
        own: &Return<'_>,
        source: &Source<'_>,
    ) -> Result<(SpooledTempFile, Sheets), Unfit> {
        // A file of its own for each try: one that failed may have begun to write.
        let mut spool = self.room.spool();
        let limits = feedback::Limits::default();
        let sheets = feedback::write(
            &self.office,
            parcel,
            (number, own),
            source,
            limits,
            &mut spool,
        )?;
        Ok((spool, sheets))
    }
}

fn fault(name: &str, error: Unfit) -> Fault {
    let error = match error {
        Unfit::NotWritten(kind, why) => std::io::Error::new(kind, why),
        Unfit::Odd => std::io::Error::other(error.to_string()),
    };
    PublishError::Io(name.to_owned(), error).into()
}
