//! `inspect`: how a workbook was understood, as a person reads it in half a minute.

use std::path::Path;

use serde_json::Value;

use super::super::args::Common;
use super::super::output::Output;
use super::super::words::Words;
use super::super::{exit, faults, inspection};
use crate::pipeline;

/// Shows a workbook with the settings and layouts of the nearest workspace above it.
pub fn inspect(
    file: &Path,
    cells: bool,
    common: &Common,
    words: &Words,
    output: &mut Output,
) -> u8 {
    if let Some(code) = super::refuse_no_file(file, words, output) {
        return code;
    }
    let workspace = super::workspace_above(file);
    let value = pipeline::inspect(file, workspace.as_deref(), cells, &super::options(common));
    match value {
        Err(fault) => faults::tell(&fault, words, output),
        Ok(value) => {
            if common.json {
                super::print_json(&value, output);
            } else {
                for line in inspection::text(&value, words) {
                    output.line(&line);
                }
            }
            let open = value["findings"]
                .as_array()
                .is_some_and(|all| all.iter().any(is_open_error));
            if open { exit::FINDINGS } else { exit::OK }
        }
    }
}

fn is_open_error(finding: &Value) -> bool {
    finding["severity"] == "error"
        && finding["waived"] != Value::Bool(true)
        && finding["caused_by"].is_null()
}
