//! Arguments, commands, exit codes, messages: the only part that speaks to a person at a terminal.

mod args;
mod changes;
mod commands;
mod exit;
mod faults;
mod findings;
mod inspection;
mod output;
mod progress;
mod refuse;
mod summary;
mod words;
mod worker;

use std::ffi::OsString;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use clap::error::ErrorKind;

use args::{Action, Common};
use output::Output;
use words::Words;

/// Runs the program on its arguments (the first is its own name) and gives the exit code.
///
/// Told to be a worker, it serves the run that started it and says nothing to anyone else.
/// A fault inside the program is told in a sentence and ends with code 2, like every other one.
pub fn start(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    if worker::is_meant(&args) {
        return ExitCode::from(worker::serve());
    }
    // Where it happened is known to the hook alone; the sentence is told below, once.
    let place = Arc::new(Mutex::new(String::new()));
    let noted = Arc::clone(&place);
    panic::set_hook(Box::new(move |info| {
        if let Ok(mut noted) = noted.lock() {
            *noted = info.to_string();
        }
    }));
    let code = panic::catch_unwind(AssertUnwindSafe(|| speak(&args)))
        .unwrap_or_else(|_| broken(&args, &place));
    ExitCode::from(code)
}

/// The sentence for a fault inside the program.
fn broken(args: &[OsString], place: &Mutex<String>) -> u8 {
    let mut output = Output::new(args::color(args));
    let detail = place.lock().map(|text| text.clone()).unwrap_or_default();
    if let Ok(words) = Words::new(args::language(args)) {
        let detail = output::plain(&detail);
        let sentence = words.text("cli-fault-broken", &[("detail", detail)]);
        faults::error(&sentence, &words, &mut output);
    }
    output.finish(exit::FAULT)
}

fn speak(args: &[OsString]) -> u8 {
    let mut output = Output::new(args::color(args));
    let words = match Words::new(args::language(args)) {
        Ok(words) => words,
        Err(reason) => {
            output.note(&reason);
            return exit::FAULT;
        }
    };
    let code = match args::command(&words).try_get_matches_from(args) {
        Ok(matches) => {
            let (common, action) = args::understood(&matches, args);
            act(&common, action, &words, &mut output)
        }
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                output.raw(error.render().ansi().to_string().as_bytes());
                exit::OK
            }
            _ => {
                let mut sentences = refuse::sentences(&error, args, &words).into_iter();
                if let Some(what) = sentences.next() {
                    faults::error(&what, &words, &mut output);
                }
                for sentence in sentences {
                    output.note(&sentence);
                }
                exit::FAULT
            }
        },
    };
    output.finish(code)
}

fn act(common: &Common, action: Action, words: &Words, output: &mut Output) -> u8 {
    match action {
        Action::Run { workspace, extras } => {
            commands::run::run(&workspace, extras, common, words, output)
        }
        Action::Check { files, workspace } => {
            commands::check::check(&files, workspace.as_deref(), common, words, output)
        }
        Action::Compare {
            old,
            new,
            workspace,
        } => commands::compare::compare(&old, &new, workspace.as_deref(), common, words, output),
        Action::Inspect { file, cells } => {
            commands::inspect::inspect(&file, cells, common, words, output)
        }
        Action::Explain { code } => commands::explain::explain(&code, common, words, output),
        Action::Rules => commands::rules::rules(common, words, output),
        Action::Init { dir, period, from } => {
            commands::init::init(&dir, period, from.as_deref(), common, words, output)
        }
        Action::Forms { workspace } => commands::forms::forms(&workspace, common, words, output),
        Action::Trace {
            cell,
            sheet,
            workspace,
        } => commands::trace::trace(&cell, sheet.as_deref(), &workspace, common, words, output),
        Action::Template { file } => commands::template::check(&file, common, words, output),
        Action::Completions(shell) => commands::completions::completions(shell, words, output),
        Action::Help(name) => commands::help::help(name.as_deref(), words, output),
        Action::Bare(paths) => commands::guide::bare(&paths, common, words, output),
    }
}
