//! `forms`: blank workbooks for the units, with their approved projects.

use std::path::Path;

use serde_json::{Value, json};

use super::super::args::Common;
use super::super::output::{Output, plain};
use super::super::progress::Bar;
use super::super::words::Words;
use super::super::{exit, faults, findings};
use crate::finding::Finding;
use crate::pipeline::forms::{self, Forms, Refused};

/// Writes the forms: [`exit::FINDINGS`] if something is wrong with the decisions that they are made from.
pub fn forms(workspace: &Path, common: &Common, words: &Words, output: &mut Output) -> u8 {
    let bar = Bar::new(common.quiet);
    let made = forms::forms(workspace, &super::options(common), &bar);
    drop(bar);
    let made = match made {
        Err(fault) => return faults::tell(&fault, words, output),
        Ok(Err(Refused::Nobody)) => {
            faults::error(&words.say("cli-forms-nobody"), words, output);
            return exit::FAULT;
        }
        Ok(Err(Refused::Filled(file))) => {
            let values = [("file", plain(&file))];
            faults::error(&words.text("cli-forms-filled", &values), words, output);
            return exit::FAULT;
        }
        Ok(Ok(made)) => made,
    };
    if common.json {
        super::print_json(&as_json(&made), output);
    } else if !common.quiet {
        findings::print(
            &made.findings,
            &made.wording,
            words,
            common.verbose,
            false,
            output,
        );
        for (file, unit, projects) in &made.files {
            let count = words.count("cli-forms-projects", *projects);
            output.line(&format!("{}  {} · {count}", plain(file), plain(unit)));
        }
        let values = [
            ("count", made.files.len().to_string()),
            ("folder", faults::name(&made.folder)),
        ];
        output.line(&words.text("cli-forms-done", &values));
    }
    if made.findings.iter().any(Finding::is_open_error) {
        exit::FINDINGS
    } else {
        exit::OK
    }
}

fn as_json(made: &Forms) -> Value {
    let one = |(file, unit, projects): &(String, String, usize)| json!({"file": format!("{}/{file}", forms::FOLDER), "unit_name": unit, "projects": projects});
    let told = |finding: &Finding| {
        json!({
            "code": finding.code.to_string(), "severity": finding.severity,
            "file": finding.file, "message": made.wording.message(finding),
        })
    };
    json!({
        "files": made.files.iter().map(one).collect::<Vec<_>>(),
        "findings": made.findings.iter().map(told).collect::<Vec<_>>(),
    })
}
