//! Workers that do what they should not.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Instant;

use tempfile::TempDir;
use tonghop::read::{Limits, Reader, Unreadable, What};

use super::{PROGRAM, fixture};

/// Programs in place of the worker. They first give the greeting back, which is the same in both directions.
const SCRIPTS: [(&str, &str); 9] = [
    ("silent", "exec sleep 600"),
    ("loop", "while :; do :; done"),
    ("abort", "kill -ABRT $$"),
    ("crash", "kill -SEGV $$"),
    ("gone", "exit 7"),
    (
        "memory",
        "echo 'memory allocation of 42949675040 bytes failed' >&2; kill -ABRT $$",
    ),
    (
        "stack",
        "echo \"thread 'main' (4711) has overflowed its stack\" >&2; kill -ABRT $$",
    ),
    // Three bytes that are no answer.
    (
        "babble",
        r"printf '\003\000\000\000\000\000\000\000abc'; exec sleep 600",
    ),
    // 255 TiB are announced.
    (
        "boast",
        r"printf '\377\377\377\377\377\377\000\000'; exec sleep 600",
    ),
];

/// All programs are written before the first is started: one that is still open for writing cannot be started.
static PROGRAMS: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let greeting = 8 + concat!("tonghop ", env!("CARGO_PKG_VERSION")).len();
    let make = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    };
    for (name, rest) in SCRIPTS {
        make(name, &format!("head -c {greeting}\n{rest}"));
    }
    for stack in NARROW {
        make(
            &format!("narrow{stack}"),
            &format!("ulimit -s {stack}\nexec '{PROGRAM}' \"$@\""),
        );
    }
    make("foreign", "echo Xin chao; exec sleep 600");
    make("mute", "exit 0");
    // The program itself; which process it is stands in a file.
    make(
        "real",
        &format!("echo $$ > \"$0.pid\"\nexec '{PROGRAM}' \"$@\""),
    );
    folder
});

fn program(name: &str) -> PathBuf {
    PROGRAMS.path().join(name)
}

fn answer(name: &str) -> Unreadable {
    let reader = Reader::in_workers(&program(name));
    let limits = Limits {
        seconds: 1,
        ..Limits::default()
    };
    reader
        .workbook(&fixture("values.xls"), &limits)
        .unwrap()
        .unwrap_err()
}

fn damaged(detail: &str) -> Unreadable {
    Unreadable::broken(What::Damaged, detail)
}

fn over(limit: &'static str, allowed: &str) -> Unreadable {
    Unreadable::OverLimit {
        limit,
        allowed: allowed.to_owned(),
        value: format!("> {allowed}"),
    }
}

#[test]
fn a_worker_that_never_answers_is_over_the_time() {
    let began = Instant::now();
    assert_eq!(answer("silent"), over("seconds", "1"));
    assert_eq!(answer("loop"), over("seconds", "1"));
    assert!(began.elapsed().as_secs() < 60, "it was waited for");
}

#[test]
fn a_worker_that_dies_has_read_a_damaged_file() {
    assert_eq!(answer("abort"), damaged("the reader was ended by signal 6"));
    assert_eq!(
        answer("crash"),
        damaged("the reader was ended by signal 11")
    );
    assert_eq!(answer("gone"), damaged("the reader ended with code 7"));
    assert_eq!(answer("stack"), damaged("the reader's stack overflowed"));
}

/// Stacks in KiB, from too small to begin at all to large enough: how much of one the program needs differs by build.
const NARROW: [u32; 12] = [16, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256];

/// The program itself with a stack too small for its work; other systems give the first thread another one.
#[cfg(target_os = "linux")]
#[test]
fn a_stack_that_really_overflows_is_told() {
    let bytes = fs::read(super::root().join("samples/2017-q3/so-nhan.xlsx")).unwrap();
    let overflowed = NARROW.iter().any(|stack| {
        let reader = Reader::in_workers(&program(&format!("narrow{stack}")));
        let answer = reader.workbook(&bytes, &Limits::default());
        answer.is_ok_and(|read| read == Err(damaged("the reader's stack overflowed")))
    });
    assert!(overflowed);
}

#[test]
fn a_worker_that_is_refused_memory_is_over_the_memory() {
    assert_eq!(answer("memory"), over("memory_mib", "1024"));
}

#[test]
fn a_worker_that_talks_nonsense_is_not_believed() {
    assert_eq!(
        answer("babble"),
        damaged("the reader's answer makes no sense")
    );
    assert_eq!(answer("boast"), damaged("the reader's answer is too long"));
}

#[test]
fn another_program_is_a_fault_of_the_machine_and_of_no_file() {
    for name in ["foreign", "mute"] {
        let reader = Reader::in_workers(&program(name));
        let fault = reader.workbook(&fixture("values.xls"), &Limits::default());
        assert_eq!(
            fault.unwrap_err().kind(),
            std::io::ErrorKind::InvalidData,
            "{name}"
        );
    }
}

#[test]
fn a_file_is_not_blamed_for_a_worker_that_died_before() {
    let reader = Reader::in_workers(&program("real"));
    let limits = Limits::default();
    let first = reader.workbook(&fixture("values.xls"), &limits).unwrap();
    let noted = PROGRAMS.path().join("real.pid");
    let process = fs::read_to_string(&noted).unwrap();
    let killed = std::process::Command::new("kill")
        .args(["-9", process.trim()])
        .status()
        .unwrap();
    assert!(killed.success());
    let second = reader.workbook(&fixture("values.xls"), &limits).unwrap();
    assert!(first.is_ok() && first == second);
    assert_ne!(fs::read_to_string(&noted).unwrap(), process, "a new one");
}
