//! What happens when something goes wrong around a run: no room, no right to write, a file that is open, a
//! sudden end, wrong words on the command line. The former results stay whole, and a sentence says what to do.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    dead_code,
    reason = "a test stops at the first fault; the support is shared"
)]
#![expect(
    clippy::print_stderr,
    reason = "a skipped test has to be seen in the log"
)]

#[path = "faults/disk.rs"]
mod disk;
#[path = "faults/killed.rs"]
mod killed;
#[path = "support/large.rs"]
mod large;
#[path = "support/office.rs"]
mod office;
#[path = "faults/words.rs"]
mod words;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

/// A small period in which a run has already written its results.
fn workspace_with_results(name: &str) -> PathBuf {
    let workspace = fresh(name);
    assert_ran(&office::run(&workspace));
    assert_whole(&workspace.join("ket-qua"), "the first run");
    workspace
}

/// A small period without results.
fn fresh(name: &str) -> PathBuf {
    let workspace = office::folder(name);
    large::write(&workspace, 4);
    workspace
}

/// Fails unless a run came to its end and wrote its results.
#[track_caller]
fn assert_ran(output: &Output) {
    let code = office::code(output);
    assert!(matches!(code, 0 | 1), "{}", office::said(output));
}

/// Gives the report another date, so that the next run has something to write.
fn change_date(workspace: &Path, day: usize) {
    let path = workspace.join("ky.toml");
    let text = fs::read_to_string(&path).unwrap();
    let lines = text.lines().map(|line| {
        if line.starts_with("date = ") {
            format!("date = 2017-10-{:02}", day % 28 + 1)
        } else {
            line.to_owned()
        }
    });
    fs::write(&path, lines.collect::<Vec<_>>().join("\n")).unwrap();
}

/// Every file below a folder with its bytes, by path; folders stand with no bytes.
fn snapshot(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        let Ok(entries) = fs::read_dir(&next) else {
            continue;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().to_owned();
            if path.is_dir() {
                all.insert(name, Vec::new());
                open.push(path);
            } else {
                all.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    all
}

/// Fails with the names of what differs between two snapshots.
#[track_caller]
fn assert_unchanged(before: &BTreeMap<PathBuf, Vec<u8>>, folder: &Path, said: &str) {
    let after = snapshot(folder);
    let names = before.keys().chain(after.keys());
    let mut changed: Vec<_> = names.filter(|n| before.get(*n) != after.get(*n)).collect();
    changed.dedup();
    assert!(changed.is_empty(), "changed: {changed:?}; {said}");
}

/// What is wrong with a results folder: each file that manifest.json lists has the hash it lists, nothing
/// else is there, and no sheet is missing.
fn torn(results: &Path) -> Vec<String> {
    let Ok(bytes) = fs::read(results.join("manifest.json")) else {
        return vec!["no manifest.json".to_owned()];
    };
    let Ok(manifest) = serde_json::from_slice::<serde_json::Value>(&bytes) else {
        return vec!["manifest.json is cut off".to_owned()];
    };
    let outputs = manifest["outputs"].as_array().expect("a list of outputs");
    let mut faults = Vec::new();
    let mut listed = vec!["manifest.json".to_owned()];
    for output in outputs {
        let (name, hash) = (output["file"].as_str().unwrap(), &output["hash"]);
        listed.push(name.to_owned());
        match fs::read(results.join(name)) {
            Ok(bytes) => {
                let found = format!("blake3:{}", blake3::hash(&bytes).to_hex());
                if *hash != found {
                    faults.push(format!("{name} is not the one that manifest.json lists"));
                }
            }
            Err(error) => faults.push(format!("{name}: {error}")),
        }
    }
    for path in snapshot(results).keys() {
        let name = path.to_string_lossy().replace('\\', "/");
        if results.join(path).is_file() && !listed.contains(&name) {
            faults.push(format!("{name} is in no manifest"));
        }
    }
    if outputs.len() < 5 {
        faults.push(format!("only {} outputs", outputs.len()));
    }
    faults
}

#[track_caller]
fn assert_whole(results: &Path, when: &str) {
    let faults = torn(results);
    assert!(faults.is_empty(), "after {when}:\n{}", faults.join("\n"));
}

/// Exit code 2 with a sentence for people: no trace of a panic, no path of the source.
#[track_caller]
fn assert_refused(output: &Output, words: &[&str]) {
    let said = office::said(output);
    assert_eq!(office::code(output), 2, "{said}");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.trim().contains(' '), "no sentence: {said}");
    assert!(
        !error.contains("panicked") && !error.contains(".rs:"),
        "{said}"
    );
    for word in words {
        assert!(error.contains(word), "“{word}” is not said: {said}");
    }
}
