//! What an exchange would change, without making it.

use std::collections::BTreeSet;
use std::path::Path;

use super::{Draft, former};
use crate::report::manifest;

/// What would become of a file of the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WouldBe {
    /// It is not there yet.
    New,
    /// It has other bytes.
    Changed,
    /// Nothing would be written under its name.
    Removed,
}

/// The files that would not be as they are, the manifest aside, which repeats what is in them; by name.
pub fn preview(results: &Path, files: &[Draft]) -> Vec<(String, WouldBe)> {
    let written = files.iter().filter(|file| file.name != manifest::NAME);
    let mut would: Vec<(String, WouldBe)> = written
        .filter_map(|file| {
            let path = results.join(&file.name);
            let state = match std::fs::symlink_metadata(&path) {
                Err(_) => WouldBe::New,
                Ok(_) if file.is_at(&path) => return None,
                Ok(_) => WouldBe::Changed,
            };
            Some((file.name.clone(), state))
        })
        .collect();
    let names: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let gone = former(results)
        .into_iter()
        .filter(|name| !names.contains(name.as_str()) && name != manifest::NAME);
    would.extend(gone.map(|name| (name, WouldBe::Removed)));
    would.sort();
    would
}
