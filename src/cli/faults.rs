//! Why nothing could be done, in words.

use std::path::Path;

use super::exit;
use super::output::{Output, Style, plain};
use super::words::Words;
use crate::pipeline::Fault;

/// Tells a fault and gives its exit code.
pub fn tell(fault: &Fault, words: &Words, output: &mut Output) -> u8 {
    match fault {
        Fault::Settings(problems) => {
            let count = words.count("cli-fault-settings", problems.len());
            error(&count, words, output);
            for problem in problems {
                output.note(&format!("  {}", plain(&words.problem(problem))));
            }
        }
        Fault::NoWorkspace(folder) => {
            error(&no_workspace(folder, words), words, output);
        }
        Fault::Locked(file) => {
            error(
                &words.text("cli-fault-locked", &[("file", plain(file))]),
                words,
                output,
            );
        }
        Fault::Closed(day) => {
            let day = words.day(*day);
            error(
                &words.text("cli-fault-closed", &[("day", day)]),
                words,
                output,
            );
        }
        Fault::Template(sentence) | Fault::Input(sentence) => {
            error(&plain(sentence), words, output);
        }
        Fault::Said(key, values) => {
            let plain = |(name, value): &(&'static str, String)| (*name, plain(value));
            let values: Vec<_> = values.iter().map(plain).collect();
            error(&words.text(key, &values), words, output);
        }
        Fault::Machine(cause) => {
            let cause = plain(&format!("{cause:#}"));
            error(
                &words.text("cli-fault-machine", &[("cause", cause)]),
                words,
                output,
            );
        }
    }
    exit::FAULT
}

/// The folder is not there, or holds no ky.toml.
fn no_workspace(folder: &Path, words: &Words) -> String {
    if !folder.exists() {
        return words.text("cli-folder-missing", &[("folder", name(folder))]);
    }
    let told = if folder == Path::new(".") {
        words.say("cli-this-folder")
    } else {
        name(folder)
    };
    words.text("cli-fault-no-workspace", &[("folder", told)])
}

/// One sentence on standard error, after the word for an error.
pub fn error(sentence: &str, words: &Words, output: &mut Output) {
    let word = Style::Error.paint(&words.say("cli-error"));
    output.note(&format!("{word}: {sentence}"));
}

/// A path as a sentence names it.
pub fn name(path: &Path) -> String {
    plain(&path.display().to_string())
}
