//! Why nothing could be done; `cli` tells it in the language asked for.

use std::path::PathBuf;

use crate::report::publish::PublishError;
use crate::settings::Problem;

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
    /// The period was signed and filed on this day: nothing is written any more ([`super::closed::closed`] lists what would be).
    Closed(chrono::NaiveDate),
    /// A file that a command needs cannot be used; a sentence.
    Input(String),
    /// A sentence of templates/messages/*-cli.ftl: its key, and the values in it.
    Said(&'static str, Vec<(&'static str, String)>),
    /// Everything else.
    Machine(anyhow::Error),
}

impl Fault {
    /// A fault that is told in the language asked for.
    pub fn said<const N: usize>(key: &'static str, values: [(&'static str, String); N]) -> Self {
        Self::Said(key, values.into())
    }
}

impl From<anyhow::Error> for Fault {
    fn from(error: anyhow::Error) -> Self {
        Self::Machine(error)
    }
}

impl From<PublishError> for Fault {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Locked(file) => Self::Locked(file),
            PublishError::Busy => Self::said("cli-fault-busy", []),
            PublishError::Name(file) => Self::said("cli-fault-name", [("file", file)]),
            PublishError::Blocked(file) => Self::said("cli-fault-blocked", [("file", file)]),
            PublishError::Io(file, cause) => {
                let why = match cause.kind() {
                    std::io::ErrorKind::StorageFull => "full",
                    std::io::ErrorKind::PermissionDenied => "denied",
                    std::io::ErrorKind::ReadOnlyFilesystem => "read-only",
                    _ => "other",
                };
                let key = if file.is_empty() {
                    "cli-fault-not-written-folder"
                } else {
                    "cli-fault-not-written"
                };
                let values = [
                    ("file", file),
                    ("why", why.to_owned()),
                    ("cause", cause.to_string()),
                ];
                Self::said(key, values)
            }
        }
    }
}
