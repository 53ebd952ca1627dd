//! Files that are made to do harm, each sent by one unit beside the good return of another: the run ends with a finding
//! about the file, or with its cells; the good return counts; nothing is printed but sentences, nothing is written
//! outside the results, no limit is passed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::format_push_string,
    dead_code,
    reason = "a test speaks by failing, and says loudly what it skips; the support is shared"
)]

#[path = "hostile/archive.rs"]
mod archive;
#[path = "hostile/biff.rs"]
mod biff;
#[path = "hostile/cells.rs"]
mod cells;
#[path = "hostile/folder.rs"]
mod folder;
#[path = "hostile/injection.rs"]
mod injection;
#[cfg(target_os = "linux")]
#[path = "hostile/memory.rs"]
mod memory;
#[path = "hostile/packed.rs"]
mod packed;
#[path = "support/parts.rs"]
mod parts;
#[path = "hostile/real.rs"]
mod real;
#[path = "support/shared.rs"]
mod shared;
#[path = "hostile/spelled.rs"]
mod spelled;
mod support;
#[path = "hostile/xls.rs"]
mod xls;
#[path = "hostile/xml.rs"]
mod xml;

use std::collections::BTreeSet;

use support::{Content, Run, Workspace, case, sheet};

/// Where the hostile file of unit 314 lies.
const FILE: &str = "da-nop/314/kien-thuy.xlsx";

/// The decisions on two units, and the good return of 311.
fn workspace() -> Workspace {
    let book = |name: &str| case::shared_book(name).unwrap();
    Workspace::new()
        .file("phe-duyet/qd-1033.xlsx", book("qd-314"))
        .file("phe-duyet/qd-1150.xlsx", book("qd-311"))
        .file("da-nop/311/thuy-nguyen.xlsx", book("thuy-nguyen"))
}

/// Runs with one hostile file.
fn run(bytes: Vec<u8>) -> Run {
    run_with(bytes, "")
}

/// The same under other limits.
fn run_with(bytes: Vec<u8>, limits: &str) -> Run {
    let mut workspace = workspace().file(FILE, Content::Bytes(bytes));
    if !limits.is_empty() {
        workspace = workspace.settings(&format!("[limits]\n{limits}"));
    }
    let run = workspace.run();
    is_unharmed(&run);
    run
}

/// What holds of every run: it ended as runs end, spoke in sentences, and the good return is there.
#[track_caller]
fn is_unharmed(run: &Run) {
    assert!(
        matches!(run.status, 0 | 1),
        "exit {}\n{}",
        run.status,
        run.stderr
    );
    for word in [
        "panic",
        "thread '",
        "memory allocation",
        "overflow",
        "RUST_",
        ".rs:",
    ] {
        assert!(!run.stderr.contains(word), "{}", run.stderr);
    }
    let good: BTreeSet<&str> = run
        .records
        .iter()
        .filter(|record| record["unit"] == "311")
        .filter_map(|record| record["name"].as_str())
        .collect();
    assert_eq!(good.len(), 2, "the good return: {good:?}");
    assert!(
        !run.findings().iter().any(|f| f["unit"] == "311"),
        "nothing is wrong with the good return"
    );
}

/// Codes of R001 to R004 about a file, with what each found or the limit that it names.
fn verdicts(run: &Run, file: &str) -> Vec<String> {
    run.findings()
        .iter()
        .filter(|f| f["file"] == file && f["sheet"].is_null())
        .filter_map(|f| {
            let code = f["code"].as_str()?;
            let about = match code {
                "R001" => &f["found"],
                "R003" => &f["field"],
                "R002" | "R004" => return Some(code.to_owned()),
                _ => return None,
            };
            Some(format!("{code} {}", about.as_str().unwrap_or_default()))
        })
        .collect()
}

/// Fails unless the file of 314 got exactly this verdict.
#[track_caller]
fn expect(run: &Run, verdict: &str) {
    assert_eq!(verdicts(run, FILE), [verdict], "{:#}", run.report);
}

/// An .xlsx of one sheet whose part is this XML.
fn xlsx(worksheet: &str) -> Vec<u8> {
    let part = archive::Entry::text("xl/worksheets/sheet1.xml", worksheet);
    archive::pack(&archive::with(&small(), part))
}

/// A workbook of one cell.
fn small() -> Vec<u8> {
    Content::from(sheet("Biểu 01").row(1, "1")).bytes()
}

/// XML of a sheet with these rows.
fn rows(rows: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
    )
}
