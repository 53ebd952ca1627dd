//! What must be found: all planted mistakes, each once, at its cell, with its cause, and nothing else.

use std::fmt::Write as _;

use tonghop::finding::{Finding, Severity};
use tonghop::pipeline::gather::Gathered;

use super::Bench;
use super::ground::{Root, address};

/// A root as a failed test tells it.
pub fn wanted(root: &Root) -> String {
    format!(
        "must be {} at {} {} cause {:?}",
        root.code,
        root.file.as_deref().unwrap_or("-"),
        root.cell.map_or_else(String::new, address),
        root.cause
    )
}

/// Whether a finding is a planted mistake.
fn is(root: &Root, f: &Finding) -> bool {
    let cause = f.cause.map(|c| {
        let name = serde_json::to_value(c).expect("a name");
        name.as_str().unwrap_or_default().to_owned()
    });
    f.code.to_string() == root.code
        && cause.as_deref() == root.cause
        && root
            .variant
            .is_none_or(|variant| f.variant == Some(variant))
        && f.unit.as_deref() == Some(root.unit.as_str())
        && root.project.as_ref().is_none_or(|name| {
            let own = f.args.iter().find(|(key, _)| *key == "name");
            own.is_none_or(|(_, own)| own.to_lowercase() == name.to_lowercase())
        })
        && root.cell.is_none_or(|cell| {
            f.file.as_deref() == root.file.as_deref()
                && f.cells.first().map(ToString::to_string) == Some(address(cell))
        })
}

/// What is wrong with what was found, if anything is.
pub fn judge(bench: &Bench, roots: &[&Root], gathered: &Gathered) -> Option<String> {
    let mut out = String::new();
    let all = &gathered.findings;
    let open: Vec<&Finding> = all
        .iter()
        .filter(|f| f.severity != Severity::Info)
        .collect();
    let is_found = |root: &&Root| open.iter().filter(|f| is(root, f)).count() == 1;
    if open.len() == roots.len() && roots.iter().all(is_found) {
        for finding in all {
            let is_root = |id: &String| open.iter().any(|f| f.id == *id);
            if finding.caused_by.as_ref().is_some_and(|id| !is_root(id)) {
                let _ = writeln!(out, "  of another root: {}", bench.told(finding));
            }
        }
    } else {
        for finding in all
            .iter()
            .filter(|f| f.severity != Severity::Info || f.caused_by.is_some())
        {
            let _ = writeln!(out, "  {}", bench.told(finding));
        }
        if out.is_empty() {
            out.push_str("  nothing is found\n");
        }
    }
    (!out.is_empty()).then_some(out)
}
