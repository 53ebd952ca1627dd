//! `check`: the same checks on single workbooks, before they are sent.

use std::path::{Path, PathBuf};

use super::super::args::Common;
use super::super::output::Output;
use super::super::progress::Bar;
use super::super::words::Words;
use super::super::{faults, findings, summary};
use crate::pipeline;

/// Checks workbooks against a workspace, or by themselves without one, and writes nothing.
pub fn check(
    files: &[PathBuf],
    workspace: Option<&Path>,
    common: &Common,
    words: &Words,
    output: &mut Output,
) -> u8 {
    for file in files {
        if let Some(code) = super::refuse_no_file(file, words, output) {
            return code;
        }
    }
    let bar = Bar::new(common.quiet);
    let result = pipeline::check(files, workspace, &super::options(common), &bar);
    drop(bar);
    let run = match result {
        Ok(run) => run,
        Err(fault) => return faults::tell(&fault, words, output),
    };
    if common.json {
        super::print_json(&super::run_json(&run), output);
        return super::code(&run);
    }
    findings::print(
        &run.findings,
        &run.wording,
        words,
        common.verbose,
        common.quiet,
        output,
    );
    if !common.quiet {
        findings::print_not_checked(&run.not_checked, &run.wording, words, output);
        summary::of_check(&run.summary, words, output);
    }
    super::code(&run)
}
