//! The produced bao-cao.xlsx beside its form: what was not to change has not changed, what had to move has
//! moved, and it opens and prints. Once for the sample, once for a period of 200 projects.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    dead_code,
    reason = "a test stops at the first fault; the support is shared"
)]

#[path = "support/form.rs"]
mod form;
#[path = "report/kept.rs"]
mod kept;
#[path = "support/large.rs"]
mod large;
#[path = "support/office.rs"]
mod office;
#[path = "support/parts.rs"]
mod parts;
#[path = "report/printed.rs"]
mod printed;
#[path = "report/ratios.rs"]
mod ratios;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A produced report.
struct Report {
    path: PathBuf,
    /// What it was made of, for messages.
    name: &'static str,
}

static REPORTS: LazyLock<[Report; 2]> = LazyLock::new(|| {
    let small = office::folder("report-sample");
    office::copy_sample(&small);
    let large = office::folder("report-large");
    large::write(&large, 200);
    [
        produced("the sample", &small),
        produced("200 projects", &large),
    ]
});

fn produced(name: &'static str, workspace: &Path) -> Report {
    let output = office::run(workspace);
    let path = workspace.join("ket-qua/bao-cao.xlsx");
    assert!(path.is_file(), "{name}: {}", office::said(&output));
    Report { path, name }
}

/// The form as it is drawn.
fn template() -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read(root.join("templates/reports/bao-cao/report.xlsx")).unwrap()
}
