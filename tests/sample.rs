//! The sample period of 2017, run whole: every figure of the report, the findings and the records against
//! samples/2017-q3/expected.json, which totals.py computes from the cells without this program.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    dead_code,
    reason = "a test stops at the first fault; the support is shared"
)]

#[path = "support/form.rs"]
mod form;
#[path = "support/office.rs"]
mod office;
#[path = "sample/programs.rs"]
mod programs;
#[path = "sample/sheets.rs"]
mod sheets;

use std::path::PathBuf;
use std::sync::LazyLock;

use serde_json::Value as Json;

/// The results of one run on a copy of the sample.
struct Ran {
    results: PathBuf,
    status: i32,
    said: String,
}

static RAN: LazyLock<Ran> = LazyLock::new(|| {
    let workspace = office::folder("sample");
    office::copy_sample(&workspace);
    let output = office::run(&workspace);
    Ran {
        results: workspace.join("ket-qua"),
        status: office::code(&output),
        said: office::said(&output),
    }
});

static EXPECTED: LazyLock<Json> =
    LazyLock::new(|| office::json(&office::sample().join("expected.json")));

/// The results folder of the run.
fn results() -> PathBuf {
    assert!(RAN.results.is_dir(), "no results; {}", RAN.said);
    RAN.results.clone()
}

/// A list of expected.json.
fn expected(name: &str) -> &'static Vec<Json> {
    EXPECTED[name]
        .as_array()
        .unwrap_or_else(|| panic!("expected.json has no list {name}"))
}

/// A text of expected.json; absent is empty.
fn text<'a>(value: &'a Json, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

#[test]
fn the_open_errors_give_exit_code_1() {
    assert_eq!(EXPECTED["exit_code"], RAN.status, "{}", RAN.said);
}

#[test]
fn all_results_are_written() {
    let results = results();
    for name in [
        "bao-cao.xlsx",
        "sai-lech.xlsx",
        "records.jsonl",
        "approvals.jsonl",
        "findings.json",
        "bao-cao.html",
        "giai-trinh.xlsx",
        "findings.csv",
        "findings.sarif",
        "manifest.json",
    ] {
        assert!(results.join(name).is_file(), "no {name}; {}", RAN.said);
    }
}
