//! `compare`: what changed between two versions of a submission.

use std::path::Path;

use serde_json::{Value, json};

use super::super::args::Common;
use super::super::changes;
use super::super::output::{Output, plain};
use super::super::words::Words;
use super::super::{exit, faults};
use crate::model::Form;
use crate::pipeline::compare::{self, Compared, Version};
use crate::report;

/// Compares two workbooks: [`exit::OK`] if all their figures are the same, [`exit::FINDINGS`] if not.
pub fn compare(
    old: &Path,
    new: &Path,
    workspace: Option<&Path>,
    common: &Common,
    words: &Words,
    output: &mut Output,
) -> u8 {
    for file in [old, new] {
        if let Some(code) = super::refuse_no_file(file, words, output) {
            return code;
        }
    }
    let above = super::workspace_above(new);
    let workspace = workspace.or(above.as_deref());
    let compared = match compare::compare(old, new, workspace, &super::options(common)) {
        Ok(compared) => compared,
        Err(fault) => return faults::tell(&fault, words, output),
    };
    if common.json {
        super::print_json(&as_json(&compared), output);
    } else if !common.quiet {
        tell(&compared, common, words, output);
    }
    if compared.differ() {
        exit::FINDINGS
    } else {
        exit::OK
    }
}

fn as_json(compared: &Compared) -> Value {
    let side = |version: &Version| {
        json!({
            "file": version.file.as_ref(),
            "hash": version.hash.as_ref(),
            "unit": version.unit.as_ref().map(|(code, _)| code.as_ref()),
            "only_here": version.alone.iter().map(|f| f.name()).collect::<Vec<_>>(),
            "notes": version.notes,
        })
    };
    let mut value = json!({
        "old": side(&compared.old),
        "new": side(&compared.new),
        "same": !compared.differ(),
    });
    if let (Value::Object(all), Value::Object(found)) =
        (&mut value, report::changes::json(&compared.changes()))
    {
        all.extend(found);
    }
    value
}

fn tell(compared: &Compared, common: &Common, words: &Words, output: &mut Output) {
    let (old, new) = (&compared.old, &compared.new);
    let files = [("old", plain(&old.file)), ("new", plain(&new.file))];
    output.line(&words.text("cli-compare-files", &files));
    if let (Some((a, first)), Some((b, second))) = (&old.unit, &new.unit)
        && a != b
    {
        let units = [("old", plain(first)), ("new", plain(second))];
        output.line(&words.text("cli-compare-units", &units));
    }
    for version in [old, new] {
        for note in &version.notes {
            output.line(&format!("! {}", plain(note)));
        }
        for form in &version.alone {
            let values = [
                ("file", plain(&version.file)),
                ("form", form_name(*form, compared)),
            ];
            output.line(&words.text("cli-compare-alone", &values));
        }
    }
    let found = compared.changes();
    if !compared.differ() {
        output.line(&words.say("cli-compare-same"));
    }
    changes::print(&found, &compared.wording, common.lang, words, output);
}

fn form_name(form: Form, compared: &Compared) -> String {
    compared.wording.text(&format!("form-{}", form.name()), &[])
}
