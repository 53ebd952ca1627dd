//! Files parsed in processes of their own: the same cells as in this process, and whatever becomes of a worker is a
//! finding about one file. Workers that go wrong are shell scripts in place of the program, or the program under
//! limits too small for it.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test speaks by failing, and says loudly what it skips"
)]

use std::path::{Path, PathBuf};

use tonghop::read::{Limits, Reader, workbook};

#[cfg(unix)]
#[path = "isolation/broken.rs"]
mod broken;
#[cfg(target_os = "linux")]
#[path = "isolation/linux.rs"]
mod linux;
#[path = "support/shared.rs"]
mod shared;

const PROGRAM: &str = env!("CARGO_BIN_EXE_tonghop");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/fixtures").join(name)).unwrap()
}

/// Every file below a folder, in order; none if it is not there.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(next).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                all.push(path);
            }
        }
    }
    all.sort();
    all
}

fn same_answers(folder: &Path) -> usize {
    let reader = Reader::in_workers(Path::new(PROGRAM));
    let limits = Limits::default();
    let all = files(folder);
    for path in &all {
        let bytes = std::fs::read(path).unwrap();
        let here = workbook(&bytes, &limits);
        let there = reader.workbook(&bytes, &limits).unwrap();
        assert!(
            here == there,
            "{}: {:?} here, {:?} in a worker",
            path.display(),
            here.map(|book| book.format),
            there.map(|book| book.format)
        );
    }
    all.len()
}

#[test]
fn workers_answer_as_this_process_does() {
    assert!(same_answers(&root().join("tests/fixtures")) > 5);
    assert!(same_answers(&root().join("samples/2017-q3")) > 10);
}

#[test]
fn workers_answer_so_of_real_files_too() {
    if let Some(folder) = shared::shared("real") {
        assert!(same_answers(&folder) > 50);
    }
}

#[test]
fn a_program_that_is_not_there_is_no_finding() {
    let reader = Reader::in_workers(&root().join("tests/fixtures/values.xls"));
    let fault = reader.workbook(&fixture("values.xls"), &Limits::default());
    assert!(fault.is_err(), "a workbook was started as a program");
}
