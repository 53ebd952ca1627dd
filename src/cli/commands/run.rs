//! `run`: the whole job.

use std::path::Path;

use super::super::args::{Common, Extras};
use super::super::output::{Output, Style, plain};
use super::super::progress::Bar;
use super::super::words::Words;
use super::super::{faults, findings, summary};
use crate::pipeline::{self, Fault, Options};

/// Consolidates a workspace and tells what came of it.
pub fn run(
    workspace: &Path,
    extras: Extras,
    common: &Common,
    words: &Words,
    output: &mut Output,
) -> u8 {
    let bar = Bar::new(common.quiet);
    let options = Options {
        parquet: extras.parquet,
        pdf: extras.pdf,
        no_feedback: extras.no_feedback,
        reopen: extras.reopen,
        ..super::options(common)
    };
    let result = pipeline::run(workspace, &options, &bar);
    drop(bar);
    let run = match result {
        Ok(run) => run,
        Err(Fault::Closed(_)) => {
            return super::closed::preview(workspace, &options, common, words, output);
        }
        Err(fault) => return faults::tell(&fault, words, output),
    };
    if !common.quiet {
        for note in &run.notes {
            let word = Style::Warning.paint(&words.say("cli-warning"));
            output.note(&format!("{word}: {}", plain(note)));
        }
    }
    if common.json {
        super::print_json(&super::run_json(&run), output);
    } else if !common.quiet {
        if common.verbose {
            findings::print(&run.findings, &run.wording, words, true, false, output);
            findings::print_not_checked(&run.not_checked, &run.wording, words, output);
        }
        summary::of_run(&run.summary, &run.not_checked, common.lang, words, output);
    }
    super::code(&run)
}
