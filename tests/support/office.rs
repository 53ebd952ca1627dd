//! The sample period in a folder of its own, the program run on it, and a list of everything that differs.

use std::fmt::{Display, Write as _};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value as Json;

/// The sample as it stands in the repository.
pub fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/2017-q3")
}

/// An empty folder for one test; what an earlier run of the test left there is gone.
pub fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if path.exists() {
        fs::remove_dir_all(&path).expect("the folder of an earlier run can be removed");
    }
    fs::create_dir_all(&path).expect("a folder can be made");
    path
}

/// Copies what belongs to the period, without the scripts that made it.
pub fn copy_sample(to: &Path) {
    for name in ["ky.toml", "so-nhan.xlsx", "phe-duyet", "da-nop"] {
        copy(&sample().join(name), &to.join(name));
    }
}

fn copy(from: &Path, to: &Path) {
    if !from.is_dir() {
        fs::copy(from, to).expect("a file of the sample can be copied");
        return;
    }
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder of the sample can be read") {
        let entry = entry.expect("an entry can be read");
        copy(&entry.path(), &to.join(entry.file_name()));
    }
}

/// The program, free of settings of the machine that runs the tests.
pub fn tonghop() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonghop"));
    command.env_remove("NO_COLOR");
    command
}

/// `tonghop run FOLDER` to its end.
pub fn run(workspace: &Path) -> Output {
    let mut command = tonghop();
    command.arg("run").arg(workspace);
    command.output().expect("the program starts")
}

/// What the program said, both streams.
pub fn said(output: &Output) -> String {
    format!(
        "exit {}\n{}{}",
        code(output),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// Exit code; −1 if a signal ended it.
pub fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

/// A JSON file.
pub fn json(path: &Path) -> Json {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// A file with a JSON value a line.
pub fn json_lines(path: &Path) -> Vec<Json> {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.lines()
        .map(|line| serde_json::from_str(line).expect("every line is JSON"))
        .collect()
}

/// Every difference of a test, told together at its end.
#[derive(Default)]
pub struct Faults(String);

impl Faults {
    /// Notes a difference at a place, for example `Biểu 1 C14 approved.total`.
    pub fn differ(&mut self, place: impl Display, expected: impl Display, found: impl Display) {
        let _ = writeln!(self.0, "{place}: expected {expected}, found {found}");
    }

    /// Notes anything else.
    pub fn note(&mut self, text: impl Display) {
        let _ = writeln!(self.0, "{text}");
    }

    /// Compares two values that print the same when they are the same.
    pub fn equal(&mut self, place: impl Display, expected: impl Display, found: impl Display) {
        let (expected, found) = (expected.to_string(), found.to_string());
        if expected != found {
            self.differ(place, expected, found);
        }
    }

    /// Ends the test.
    #[track_caller]
    pub fn finish(self) {
        let count = self.0.lines().count();
        assert!(self.0.is_empty(), "{count} differences:\n{}", self.0);
    }
}
