//! No command: `run` in a workspace, `check` for a workbook, elsewhere a short guide.

use std::path::{Path, PathBuf};

use super::super::args::{Common, Extras};
use super::super::output::Output;
use super::super::words::Words;
use super::super::{exit, faults, refuse};
use crate::settings::FILE;

/// Does what the paths ask for; none at all is this folder.
pub fn bare(paths: &[PathBuf], common: &Common, words: &Words, output: &mut Output) -> u8 {
    if let Some(missing) = paths.iter().find(|path| !path.exists()) {
        let sentence = refuse::unknown_word(&missing.display().to_string(), words);
        faults::error(&sentence, words, output);
        output.note(&words.text("cli-see-help", &[("command", "tonghop --help".to_owned())]));
        return exit::FAULT;
    }
    match paths {
        [] if Path::new(FILE).is_file() => {
            super::run::run(Path::new("."), Extras::default(), common, words, output)
        }
        [] => guide(words, output),
        [folder] if folder.join(FILE).is_file() => {
            super::run::run(folder, Extras::default(), common, words, output)
        }
        [folder] if folder.is_dir() => {
            let sentence = words.text(
                "cli-folder-no-workspace",
                &[("folder", faults::name(folder))],
            );
            output.note(&sentence);
            guide(words, output)
        }
        [first, ..] => {
            let workspace = super::workspace_above(first);
            super::check::check(paths, workspace.as_deref(), common, words, output)
        }
    }
}

fn guide(words: &Words, output: &mut Output) -> u8 {
    output.line(&words.say("cli-guide"));
    exit::OK
}
