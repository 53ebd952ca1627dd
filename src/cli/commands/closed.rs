//! `run` in a period that is signed and filed: nothing is written, and what would change is listed.

use std::path::Path;

use serde_json::{Value, json};

use super::super::args::Common;
use super::super::output::{Output, Style, plain};
use super::super::progress::Bar;
use super::super::words::Words;
use super::super::{changes, exit, faults};
use crate::pipeline::Options;
use crate::pipeline::closed::{Preview, Told, closed};
use crate::report;
use crate::report::publish::WouldBe;

/// [`exit::OK`] if a run would leave the signed results as they are, [`exit::FINDINGS`] if not.
pub fn preview(
    workspace: &Path,
    options: &Options,
    common: &Common,
    words: &Words,
    output: &mut Output,
) -> u8 {
    let bar = Bar::new(common.quiet);
    let result = closed(workspace, options, &bar);
    drop(bar);
    let preview = match result {
        Ok(preview) => preview,
        Err(fault) => return faults::tell(&fault, words, output),
    };
    if common.json {
        super::print_json(&as_json(&preview), output);
    } else if !common.quiet {
        tell(&preview, common, words, output);
    }
    if preview.is_empty() {
        exit::OK
    } else {
        exit::FINDINGS
    }
}

fn as_json(preview: &Preview) -> Value {
    let files = |files: &[(String, WouldBe)]| -> Vec<Value> {
        files
            .iter()
            .map(|(file, change)| json!({"file": file, "change": change}))
            .collect()
    };
    let told = |all: &[Told]| -> Vec<Value> {
        all.iter()
            .map(|t| json!({"id": t.id, "severity": t.severity, "message": t.message}))
            .collect()
    };
    let mut value = json!({
        "closed": preview.day.to_string(),
        "same": preview.is_empty(),
        "inputs": files(&preview.inputs),
        "files": files(&preview.files),
        "findings": {"new": told(&preview.appeared), "gone": told(&preview.vanished)},
    });
    if let (Value::Object(all), Value::Object(found)) =
        (&mut value, report::changes::json(&preview.changes()))
    {
        all.extend(found);
    }
    value
}

fn tell(preview: &Preview, common: &Common, words: &Words, output: &mut Output) {
    let day = words.day(preview.day);
    output.line(&words.text("cli-closed", &[("day", day)]));
    if preview.is_empty() {
        output.line(&words.say("cli-closed-same"));
        return;
    }
    let state = |state: WouldBe| match state {
        WouldBe::New => "cli-would-new",
        WouldBe::Changed => "cli-would-changed",
        WouldBe::Removed => "cli-would-removed",
    };
    for (key, files) in [
        ("cli-closed-inputs", &preview.inputs),
        ("cli-closed-files", &preview.files),
    ] {
        if files.is_empty() {
            continue;
        }
        output.line(&Style::Strong.paint(&words.say(key)));
        for (file, change) in files {
            let what = words.say(state(*change));
            output.line(&format!("    {}: {what}", plain(file)));
        }
    }
    let found = preview.changes();
    if !found.is_empty() {
        output.line(&Style::Strong.paint(&words.say("cli-closed-figures")));
        changes::print(&found, &preview.wording, common.lang, words, output);
    }
    for (key, all) in [
        ("cli-closed-appeared", &preview.appeared),
        ("cli-closed-vanished", &preview.vanished),
    ] {
        if all.is_empty() {
            continue;
        }
        output.line(&Style::Strong.paint(&words.say(key)));
        for told in all {
            let severity = preview.wording.severity(told.severity);
            output.line(&format!("    {severity}: {}", plain(&told.message)));
        }
    }
    output.line(&words.say("cli-closed-reopen"));
}
