//! One file a command.

pub mod check;
mod closed;
pub mod compare;
pub mod completions;
pub mod explain;
pub mod forms;
pub mod guide;
pub mod help;
pub mod init;
mod init_from;
pub mod inspect;
pub mod rules;
pub mod run;
pub mod template;
pub mod trace;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::args::Common;
use super::output::{Output, plain};
use super::words::Words;
use super::{exit, faults, summary, worker};
use crate::pipeline::{Options, Run};
use crate::settings::FILE;

/// What the pipeline is asked for: files are parsed in processes of this same program.
fn options(common: &Common) -> Options {
    Options {
        lang: common.lang,
        jobs: common.jobs,
        workers: Some(worker::program()),
        ..Options::default()
    }
}

/// The nearest folder above a file that holds a ky.toml.
fn workspace_above(file: &Path) -> Option<PathBuf> {
    let file = std::path::absolute(file).ok()?;
    file.ancestors()
        .skip(1)
        .find(|folder| folder.join(FILE).is_file())
        .map(Path::to_owned)
}

/// One object on standard output, its texts as harmless as all others that are said.
fn print_json(value: &Value, output: &mut Output) {
    // A value always has a text; the fallback is for the type's sake.
    output.line(&serde_json::to_string_pretty(&harmless(value)).unwrap_or_default());
}

fn harmless(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(plain(text)),
        Value::Array(items) => items.iter().map(harmless).collect(),
        Value::Object(map) => map
            .iter()
            .map(|(key, item)| (key.clone(), harmless(item)))
            .collect(),
        other => other.clone(),
    }
}

/// `{"summary":…,"findings":…}`, the latter as findings.json has it.
fn run_json(run: &Run) -> Value {
    let findings: Value = serde_json::from_str(&run.findings_json).unwrap_or(Value::Null);
    json!({"summary": summary::json(&run.summary), "findings": findings})
}

/// The exit code of a finished run.
fn code(run: &Run) -> u8 {
    if run.summary.errors > 0 {
        exit::FINDINGS
    } else {
        exit::OK
    }
}

/// The first path that is not there, or is a folder, is told; no path is opened.
fn refuse_no_file(path: &Path, words: &Words, output: &mut Output) -> Option<u8> {
    let key = if path.is_dir() {
        "cli-file-is-folder"
    } else if path.exists() {
        return None;
    } else {
        "cli-file-missing"
    };
    let sentence = words.text(key, &[("file", faults::name(path))]);
    faults::error(&sentence, words, output);
    Some(exit::FAULT)
}
