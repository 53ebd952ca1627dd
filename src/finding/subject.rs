//! What a finding's id names: never a file name, a row or a cell, so that it survives a resubmission.

use crate::model::Form;

/// The third part of an id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// A project by its key.
    Project(String),
    /// A line of the money form.
    Activity(String),
    /// A line of the results form.
    Indicator(String),
    /// A sheet of a form.
    Sheet(Form),
    /// A file by its hash (64 hex digits).
    File(String),
    /// Nothing of these.
    Nothing,
}

impl Subject {
    /// A file by its hash, with or without `blake3:`.
    pub fn file(hash: &str) -> Self {
        Self::File(hash.trim_start_matches("blake3:").to_owned())
    }

    /// As the id writes it; `_` for nothing.
    pub fn key(&self) -> String {
        match self {
            Self::Project(key) => key.clone(),
            Self::Activity(line) => format!("a{line}"),
            Self::Indicator(line) => format!("i{line}"),
            Self::Sheet(form) => format!("s{}", form.name()),
            Self::File(hash) => format!("h{}", hash.get(..8).unwrap_or(hash)),
            Self::Nothing => "_".to_owned(),
        }
    }
}
