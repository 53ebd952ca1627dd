//! A workspace in a temporary folder, the program run on it, and what it answered.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value as Json;
use tempfile::TempDir;

use super::sheet::Sheet;
use super::{build, damage, outputs};

/// What a file of the workspace holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// A workbook.
    Book(Vec<Sheet>),
    /// A workbook of which only the first half arrived.
    CutOff(Vec<Sheet>),
    /// Text as it stands: settings, a register with commas.
    Text(String),
    /// A file that is no readable workbook, by its kind (see `damage`).
    Damaged(String),
    /// Bytes as they stand.
    Bytes(Vec<u8>),
}

impl Content {
    /// The bytes to write.
    pub fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Book(sheets) => build::workbook(sheets),
            Self::CutOff(sheets) => {
                let mut all = build::workbook(sheets);
                all.truncate(all.len() / 2);
                all
            }
            Self::Text(text) => text.clone().into_bytes(),
            Self::Bytes(bytes) => bytes.clone(),
            Self::Damaged(kind) => damage::bytes(kind).unwrap_or_default(),
        }
    }
}

impl From<Sheet> for Content {
    fn from(sheet: Sheet) -> Self {
        Self::Book(vec![sheet])
    }
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// The files of a reporting period; the third quarter of 2017 unless it brings its own `[period]`.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// Files by their path inside the workspace.
    pub files: BTreeMap<String, Content>,
    settings: String,
    tables: String,
}

impl Workspace {
    /// A workspace without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds or replaces a file: a `Sheet`, a text, or any `Content`.
    #[must_use]
    pub fn file(mut self, path: &str, content: impl Into<Content>) -> Self {
        self.files.insert(path.to_owned(), content.into());
        self
    }

    /// Adds tables to ky.toml.
    #[must_use]
    pub fn settings(mut self, toml: &str) -> Self {
        self.add_tables(toml);
        self
    }

    /// The same in place.
    pub fn add_tables(&mut self, toml: &str) {
        self.tables.push_str(toml);
        self.tables.push('\n');
    }

    /// Adds one setting by its dotted name: `tolerance.rounding = "none"`.
    pub fn add_setting(&mut self, line: &str) {
        self.settings.push_str(line);
        self.settings.push('\n');
    }

    /// The text of ky.toml.
    pub fn ky_toml(&self) -> String {
        let period = if self.tables.contains("[period]") {
            ""
        } else {
            "[period]\nyear = 2017\nquarter = 3\n"
        };
        format!("{}{period}{}", self.settings, self.tables)
    }

    /// Every file of the workspace with its bytes, in the order of the paths.
    pub fn contents(&self) -> Vec<(String, Vec<u8>)> {
        let mut all = vec![("ky.toml".to_owned(), self.ky_toml().into_bytes())];
        all.extend(self.files.iter().map(|(path, c)| (path.clone(), c.bytes())));
        all
    }

    /// Writes it into a folder.
    pub fn write(&self, folder: &Path) {
        write_files(folder, &self.contents());
    }

    /// Writes it into a folder of its own and runs `tonghop run` on it.
    pub fn run(&self) -> Run {
        self.run_with(&[])
    }

    /// The same with further arguments.
    pub fn run_with(&self, arguments: &[&str]) -> Run {
        self.run_after(|_| {}, arguments)
    }

    /// The same once something was done to the folder that files alone are not: links, pipes.
    pub fn run_after(&self, prepare: impl FnOnce(&Path), arguments: &[&str]) -> Run {
        let folder = tempfile::tempdir().expect("a temporary folder");
        self.write(folder.path());
        prepare(folder.path());
        let output = tonghop()
            .arg("run")
            .arg(folder.path())
            .args(["--format", "json"])
            .args(arguments)
            .output()
            .expect("the program starts");
        Run::new(folder, &output)
    }
}

/// Writes files in the order given, with the folders above them.
pub fn write_files(folder: &Path, files: &[(String, Vec<u8>)]) {
    for (path, bytes) in files {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).expect("a folder can be made");
        }
        fs::write(&path, bytes).expect("a file can be written");
    }
}

/// The program, free of settings of the machine that runs the tests.
pub fn tonghop() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonghop"));
    command
        .env_remove("NO_COLOR")
        .timeout(std::time::Duration::from_mins(2));
    command
}

/// What a run gave.
pub struct Run {
    /// Exit code; −1 if it was ended by a signal.
    pub status: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// findings.json, `Null` if it was not written.
    pub report: Json,
    /// The lines of records.jsonl.
    pub records: Vec<Json>,
    folder: Option<TempDir>,
}

impl Run {
    /// A run that only a test made up: an exit code and a findings.json.
    pub fn made_up(status: i32, report: Json) -> Self {
        Self {
            status,
            stdout: String::new(),
            stderr: String::new(),
            report,
            records: Vec::new(),
            folder: None,
        }
    }

    /// What stands in a folder after a run on it.
    pub fn new(folder: TempDir, output: &std::process::Output) -> Self {
        let results = folder.path().join("ket-qua");
        let read = |name: &str| fs::read_to_string(results.join(name)).unwrap_or_default();
        Self {
            status: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            report: serde_json::from_str(&read("findings.json")).unwrap_or(Json::Null),
            records: read("records.jsonl")
                .lines()
                .map(|line| serde_json::from_str(line).unwrap_or(Json::Null))
                .collect(),
            folder: Some(folder),
        }
    }

    /// All findings.
    pub fn findings(&self) -> &[Json] {
        self.report["findings"]
            .as_array()
            .map_or(&[], Vec::as_slice)
    }

    /// Codes of the findings that are graver than info, in their order.
    pub fn codes(&self) -> Vec<&str> {
        self.findings()
            .iter()
            .filter(|f| f["severity"] != "info")
            .filter_map(|f| f["code"].as_str())
            .collect()
    }

    /// Every file in ket-qua/ with its bytes.
    pub fn outputs(&self) -> BTreeMap<String, Vec<u8>> {
        outputs::all(&self.folder().join("ket-qua"))
    }

    /// The folder of the workspace.
    pub fn folder(&self) -> PathBuf {
        self.folder
            .as_ref()
            .map_or_else(PathBuf::new, |f| f.path().to_owned())
    }
}
