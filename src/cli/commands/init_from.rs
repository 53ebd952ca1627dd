//! `init --from`: the workspace of the next period, made of the one before.

use std::path::Path;

use serde_json::json;

use super::super::args::Common;
use super::super::output::{Output, Style};
use super::super::words::Words;
use super::super::{exit, faults};
use crate::model::Period;
use crate::pipeline::next::{Next, NextFault, Previous, next};
use crate::settings::FILE;

/// Makes the workspace and says what it was made of and what is left to do.
pub fn init(
    dir: &Path,
    period: Period,
    from: &Path,
    common: &Common,
    words: &Words,
    output: &mut Output,
) -> u8 {
    match next(dir, period, from, &super::options(common)) {
        Ok(made) => {
            tell(dir, period, from, &made, common, words, output);
            exit::OK
        }
        Err(NextFault::Workspace(fault)) => faults::tell(&fault, words, output),
        Err(fault) => {
            faults::error(&sentence(&fault, dir, from, words), words, output);
            exit::FAULT
        }
    }
}

fn sentence(fault: &NextFault, dir: &Path, from: &Path, words: &Words) -> String {
    let folder = ("folder", faults::name(dir));
    let previous = ("previous", faults::name(from));
    match fault {
        NextFault::NotEmpty => words.text("cli-init-not-empty", &[folder]),
        NextFault::Inside => words.text("cli-init-inside", &[folder, previous]),
        NextFault::Settings => {
            let file = ("file", faults::name(&from.join(FILE)));
            words.text("cli-init-settings", &[file])
        }
        NextFault::Io(path, cause) => {
            let cause = format!("{}: {cause}", faults::name(path));
            words.text("cli-init-failed", &[folder, ("cause", cause)])
        }
        NextFault::Workspace(_) => String::new(),
    }
}

const fn previous_key(previous: Previous) -> &'static str {
    match previous {
        Previous::Taken => "taken",
        Previous::NotNeeded => "not-needed",
        Previous::Missing => "missing",
        Previous::Stale => "stale",
    }
}

fn tell(
    dir: &Path,
    period: Period,
    from: &Path,
    made: &Next,
    common: &Common,
    words: &Words,
    output: &mut Output,
) {
    if common.json {
        let value = json!({
            "workspace": dir.display().to_string(),
            "period": period,
            "from": from.display().to_string(),
            "approvals": made.approvals,
            "templates": made.templates,
            "explanations": made.explanations,
            "undecided": made.undecided,
            "records": previous_key(made.previous),
        });
        super::print_json(&value, output);
        return;
    }
    if common.quiet {
        return;
    }
    let path = |name: &str| faults::name(&dir.join(name));
    output.line(&words.text(
        "cli-init-from-done",
        &[
            ("folder", faults::name(dir)),
            ("previous", faults::name(from)),
        ],
    ));
    output.line(&words.count("cli-init-from-approvals", made.approvals));
    if made.templates > 0 {
        output.line(&words.count("cli-init-from-templates", made.templates));
    }
    if made.explanations > 0 {
        output.line(&words.count("cli-init-from-explanations", made.explanations));
    }
    if made.undecided > 0 {
        output.line(&words.count("cli-init-from-undecided", made.undecided));
    }
    let records = format!("cli-init-from-records-{}", previous_key(made.previous));
    let text = words.text(&records, &[("previous", faults::name(from))]);
    if matches!(made.previous, Previous::Missing | Previous::Stale) {
        let word = Style::Warning.paint(&words.say("cli-warning"));
        output.note(&format!("{word}: {text}"));
    } else {
        output.line(&text);
    }
    output.line(&words.text(
        "cli-init-from-next",
        &[
            ("file", path(FILE)),
            ("approved", path(&made.folders.approved)),
            ("submissions", path(&made.folders.submissions)),
            ("folder", faults::name(dir)),
        ],
    ));
}
