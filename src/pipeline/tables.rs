//! The tables that an office fills beside the submissions: giai-trinh.xlsx in the workspace and among the results.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;

use crate::finding::{Answer, Finding};
use crate::model::{Correction, Status};
use crate::parse::answers;
use crate::parse::corrections::{self, Said};
use crate::parse::submitter::Names;
use crate::read::grid::Workbook;
use crate::read::{self, Limits, Reader};
use crate::report::explanations;
use crate::report::manifest::Input;
use crate::settings::Settings;

use super::Fault;
use super::receipts::unusable;

/// A table and the file that it is.
pub struct Opened {
    /// Its cells.
    pub book: Workbook,
    /// For the manifest.
    pub input: Input,
}

/// Opens a table of the workspace, if it is there. One that cannot be read is a fault of the run: what an office filled
/// in must neither be passed over nor be written anew without it.
pub fn open(
    workspace: &Path,
    name: &str,
    role: &'static str,
    reader: &Reader,
    limits: &Limits,
) -> Result<Option<Opened>, Fault> {
    let path = workspace.join(name);
    if !path.is_file() {
        return Ok(None);
    }
    let bytes = read::load(&path, limits)
        .with_context(|| name.to_owned())?
        .map_err(|why| unusable(name, &why))?;
    let book = reader
        .workbook(&bytes, limits)
        .map_err(super::intake::no_worker)?
        .map_err(|why| unusable(name, &why))?;
    let input = Input {
        file: name.to_owned(),
        hash: Some(read::hash(&bytes)),
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        role,
        unit: None,
        forms: Vec::new(),
        status: Status::Counted.key(),
    };
    Ok(Some(Opened { book, input }))
}

/// What was agreed to be corrected, and what cannot be understood of it.
pub fn corrections(
    workspace: &Path,
    names: &Names,
    said: &Said<'_>,
    reader: &Reader,
    limits: &Limits,
    inputs: &mut Vec<Input>,
) -> Result<(Vec<Correction>, Vec<Finding>), Fault> {
    const NAME: &str = "dinh-chinh.xlsx";
    let Some(table) = open(workspace, NAME, "corrections", reader, limits)? else {
        return Ok(<(Vec<Correction>, Vec<Finding>)>::default());
    };
    inputs.push(table.input);
    Ok(corrections::corrections(
        &Arc::from(NAME),
        &table.book,
        names,
        said,
    ))
}

/// All explanations: the workspace's own file, and what was filled in where `run` proposes them.
pub fn explanations(
    workspace: &Path,
    settings: &Settings,
    reader: &Reader,
    limits: &Limits,
    inputs: &mut Vec<Input>,
) -> Result<(Vec<Answer>, Vec<Finding>), Fault> {
    let name = explanations::NAME;
    let mut found = [
        name.to_owned(),
        format!("{}/{name}", settings.folders.results),
    ]
    .into_iter()
    .map(|file| {
        let opened = open(workspace, &file, "explanations", reader, limits)?;
        Ok(opened.map(|table| {
            let (answers, told) = answers::answers(&Arc::from(file.as_str()), &table.book);
            // A proposal that nobody filled says nothing: it is no input.
            if !answers.is_empty() || !told.is_empty() || file == name {
                inputs.push(table.input);
            }
            (answers, told)
        }))
    })
    .collect::<Result<Vec<_>, Fault>>()?
    .into_iter()
    .map(Option::unwrap_or_default);
    let (own, mut findings) = found.next().unwrap_or_default();
    let (filled, told) = found.next().unwrap_or_default();
    findings.extend(told);
    let (all, disagreements) = answers::joined(own, filled);
    findings.extend(disagreements);
    Ok((all, findings))
}
