//! The files of a workspace as the intake takes them.

use std::path::Path;

use anyhow::Context as _;

use crate::model::Status;
use crate::parse::previous::Previous;
use crate::parse::returned::without_letters;
use crate::read::{self, Found, FoundKind, Limits, Reader, Unreadable};
use crate::report::manifest::Input;
use crate::settings::{Settings, data};

use super::Fault;
use super::intake::no_worker;

/// The files that are to be read as workbooks.
pub(super) fn workbooks(discovery: &read::Discovery) -> Vec<&Found> {
    discovery
        .files
        .iter()
        .filter(|f| f.kind == FoundKind::Workbook)
        .chain(&discovery.not_files)
        .collect()
}

/// Their names, relative to the workspace.
pub(super) fn all_names(discovery: &read::Discovery) -> impl Iterator<Item = &str> {
    let all = discovery.files.iter().chain(&discovery.not_files);
    all.map(|found| found.name.as_str())
}

/// Looks through one folder of a workspace.
pub(super) fn discover(workspace: &Path, folder: &str) -> Result<read::Discovery, Fault> {
    Ok(read::discover(workspace, folder).with_context(|| folder.to_owned())?)
}

/// Reads a file's bytes and cells; faults of the disk are faults of the run, faults of the file are findings.
pub(super) fn open(
    found: &Found,
    reader: &Reader,
    limits: &Limits,
) -> Result<(String, u64, Result<read::grid::Workbook, Unreadable>), Fault> {
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
    let mut book = reader.workbook(&bytes, limits).map_err(no_worker)?;
    if let Ok(book) = &mut book {
        without_letters(book);
    }
    Ok((hash, size, book))
}

/// The records of the period before, relative to the workspace.
pub fn previous_file(settings: &Settings) -> String {
    format!("{}/records.jsonl", settings.folders.previous)
}

/// The records of the period before; nothing where there are none.
pub(super) fn previous(
    workspace: &Path,
    settings: &Settings,
    inputs: &mut Vec<Input>,
) -> Result<Previous, Fault> {
    let name = previous_file(settings);
    let bytes = match std::fs::read(workspace.join(&name)) {
        Ok(bytes) => bytes,
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => {
            return Ok(Previous::default());
        }
        Err(fault) => return Err(Fault::Machine(anyhow::Error::new(fault).context(name))),
    };
    let text = String::from_utf8(bytes).map_err(|e| {
        let valid = e.utf8_error().valid_up_to();
        Fault::Settings(vec![data::not_utf8(&name, e.as_bytes(), valid)])
    })?;
    let (previous, unread) = Previous::parse(&text, settings.period);
    if unread > 0 {
        let values = [("file", name), ("count", unread.to_string())];
        return Err(Fault::said("cli-fault-previous", values));
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
