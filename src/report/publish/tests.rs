//! All of the new results or all of the old ones, whatever fails and wherever a run is killed.

use std::collections::BTreeMap;
use std::fs;

use super::*;

/// Fails at one step, or from one step on, as after a kill: then nothing can be undone either.
struct FaultyDisk {
    step: usize,
    fail: usize,
    kind: io::ErrorKind,
    killed: bool,
}

impl FaultyDisk {
    fn new(fail: usize, kind: io::ErrorKind, killed: bool) -> Self {
        Self {
            step: 0,
            fail,
            kind,
            killed,
        }
    }

    fn check(&mut self) -> io::Result<()> {
        self.step += 1;
        let now = self.step - 1;
        if now == self.fail || (self.killed && now > self.fail) {
            Err(self.kind.into())
        } else {
            Ok(())
        }
    }
}

impl Disk for FaultyDisk {
    fn make_dir(&mut self, path: &Path) -> io::Result<()> {
        self.check()?;
        RealDisk.make_dir(path)
    }
    fn write(&mut self, path: &Path, bytes: &mut dyn io::Read) -> io::Result<()> {
        if let Err(e) = self.check() {
            if self.step - 1 == self.fail {
                let bytes = io::read_to_string(bytes).unwrap().into_bytes();
                // The disk is full, or the machine stops, in the middle of the file.
                let _ = fs::write(path, &bytes[..bytes.len() / 2]);
            }
            return Err(e);
        }
        RealDisk.write(path, bytes)
    }
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.check()?;
        RealDisk.rename(from, to)
    }
    fn remove_file(&mut self, path: &Path) -> io::Result<()> {
        self.check()?;
        RealDisk.remove_file(path)
    }
    fn remove_tree(&mut self, path: &Path) -> io::Result<()> {
        self.check()?;
        RealDisk.remove_tree(path)
    }
    fn remove_dir_if_empty(&mut self, path: &Path) -> io::Result<()> {
        self.check()?;
        RealDisk.remove_dir_if_empty(path)
    }
    fn sync_dir(&mut self, path: &Path) -> io::Result<()> {
        self.check()?;
        RealDisk.sync_dir(path)
    }
}

fn files(names: &[&str], text: &str) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = names
        .iter()
        .map(|n| ((*n).to_owned(), format!("{text} {n}").into_bytes()))
        .collect();
    let manifest = manifest::Manifest {
        period: None,
        lang: "vi",
        settings: serde_json::Value::Null,
        inputs: Vec::new(),
        passed_over: 0,
    };
    let bytes = manifest.json(&drafts(&files));
    files.push((manifest::NAME.to_owned(), bytes));
    files
}

fn drafts(files: &[(String, Vec<u8>)]) -> Vec<Draft> {
    let folder = tempfile::tempdir().unwrap();
    let room = Room::open(folder.path()).unwrap();
    let draft = |(name, bytes): &(String, Vec<u8>)| room.short(name, bytes).unwrap();
    files.iter().map(draft).collect()
}

fn old_files() -> Vec<(String, Vec<u8>)> {
    files(
        &[
            "bao-cao.xlsx",
            "findings.sarif",
            "phan-hoi/311-a.xlsx",
            "phan-hoi/312-b.xlsx",
        ],
        "old",
    )
}

fn new_files() -> Vec<(String, Vec<u8>)> {
    files(
        &[
            "bao-cao.xlsx",
            "findings.json",
            "phan-hoi/311-a.xlsx",
            "moi/sau/x.txt",
        ],
        "new",
    )
}

fn snapshot(results: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(results)
        .into_iter()
        .map(Result::unwrap)
        .filter(|e| e.file_type().is_file() && !e.path().starts_with(results.join(STAGING)))
        .map(|e| {
            let name = e.path().strip_prefix(results).unwrap().to_str().unwrap();
            (name.replace('\\', "/"), fs::read(e.path()).unwrap())
        })
        .collect()
}

/// Results of a former run, a clerk's own note, and a clerk's file under the name of a new output.
fn workspace() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let results = folder.path().join("ket-qua");
    publish(&results, &drafts(&old_files())).unwrap();
    fs::write(results.join("ghi-chu.txt"), "của tôi").unwrap();
    fs::write(results.join("findings.json"), "của ai đó").unwrap();
    (folder, results)
}

fn whole_new(results: &Path) -> BTreeMap<String, Vec<u8>> {
    publish(results, &drafts(&new_files())).unwrap();
    snapshot(results)
}

fn steps() -> usize {
    let (_folder, results) = workspace();
    let mut disk = FaultyDisk::new(usize::MAX, io::ErrorKind::Other, false);
    publish_on(&mut disk, &results, &drafts(&new_files())).unwrap();
    disk.step
}

#[test]
fn exactly_the_former_files_are_replaced_or_removed() {
    let (_folder, results) = workspace();
    let published = publish(&results, &drafts(&new_files())).unwrap();
    assert_eq!(
        published.set_aside,
        [(
            "findings.json".to_owned(),
            "findings (bản cũ).json".to_owned()
        )]
    );
    let there = snapshot(&results);
    let mut wanted: BTreeMap<String, Vec<u8>> = new_files().into_iter().collect();
    wanted.insert("ghi-chu.txt".to_owned(), "của tôi".into());
    wanted.insert("findings (bản cũ).json".to_owned(), "của ai đó".into());
    assert_eq!(there, wanted);
    assert!(!results.join(STAGING).exists());
    // Once more: now everything is in the manifest.
    assert_eq!(
        publish(&results, &drafts(&new_files())).unwrap(),
        Published::default()
    );
    assert_eq!(snapshot(&results), wanted);
}

#[test]
fn a_run_killed_anywhere_ends_whole() {
    let (_folder, results) = workspace();
    let before = snapshot(&results);
    let after = whole_new(&results);
    let (mut old, mut new) = (0, 0);
    for step in 0..steps() {
        let (_folder, results) = workspace();
        let mut disk = FaultyDisk::new(step, io::ErrorKind::Interrupted, true);
        let outcome = publish_on(&mut disk, &results, &drafts(&new_files()));
        recover(&results).unwrap();
        let there = snapshot(&results);
        assert!(
            there == before || there == after,
            "step {step}: {:?}",
            there.keys()
        );
        assert!(outcome.is_err() || there == after, "step {step}");
        assert!(!results.join(STAGING).exists(), "step {step}");
        if there == before {
            old += 1;
        } else {
            new += 1;
        }
        assert_eq!(whole_new(&results), after, "step {step}");
    }
    assert!(old > 5 && new > 2, "{old} {new}");
}

#[test]
fn a_run_killed_anywhere_may_be_followed_by_the_next_at_once() {
    let (_folder, results) = workspace();
    let after = whole_new(&results);
    for step in 0..steps() {
        let (_folder, results) = workspace();
        let mut disk = FaultyDisk::new(step, io::ErrorKind::Interrupted, true);
        let _ = publish_on(&mut disk, &results, &drafts(&new_files()));
        assert_eq!(whole_new(&results), after, "step {step}");
    }
}

#[test]
fn a_step_that_fails_leaves_the_former_results() {
    let (_folder, results) = workspace();
    let before = snapshot(&results);
    let after = whole_new(&results);
    let mut locked = 0;
    for kind in [io::ErrorKind::PermissionDenied, io::ErrorKind::StorageFull] {
        for step in 0..steps() {
            let (_folder, results) = workspace();
            let mut disk = FaultyDisk::new(step, kind, false);
            match publish_on(&mut disk, &results, &drafts(&new_files())) {
                Ok(_) => assert_eq!(snapshot(&results), after, "step {step}"),
                Err(error) => {
                    locked += usize::from(matches!(error, PublishError::Locked(_)));
                    assert_eq!(snapshot(&results), before, "step {step}: {error}");
                }
            }
            recover(&results).unwrap();
            assert!(!results.join(STAGING).exists());
        }
    }
    assert!(locked > 5, "{locked}");
}

#[test]
fn a_recovery_killed_anywhere_is_taken_up_again() {
    let (_folder, results) = workspace();
    let before = snapshot(&results);
    let after = whole_new(&results);
    for first in (0..steps()).step_by(4) {
        for second in 0..40 {
            let (_folder, results) = workspace();
            let mut disk = FaultyDisk::new(first, io::ErrorKind::Interrupted, true);
            let _ = publish_on(&mut disk, &results, &drafts(&new_files()));
            let mut disk = FaultyDisk::new(second, io::ErrorKind::Interrupted, true);
            let ended = recover_on(&mut disk, &results).is_ok();
            recover(&results).unwrap();
            let there = snapshot(&results);
            assert!(there == before || there == after, "{first} {second}");
            if ended {
                break;
            }
        }
    }
}

#[test]
fn a_file_that_cannot_be_replaced_is_named() {
    let (_folder, results) = workspace();
    fs::remove_file(results.join("bao-cao.xlsx")).unwrap();
    fs::create_dir(results.join("bao-cao.xlsx")).unwrap();
    let before = snapshot(&results);
    let error = publish(&results, &drafts(&new_files())).unwrap_err();
    assert!(
        matches!(&error, PublishError::Locked(name) if name == "bao-cao.xlsx"),
        "{error}"
    );
    assert_eq!(snapshot(&results), before);
    assert!(!results.join(STAGING).exists());
}

#[test]
fn a_folder_that_cannot_be_written_is_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let results = folder.path().join("ket-qua");
    fs::write(&results, "một tệp").unwrap();
    assert!(matches!(
        publish(&results, &drafts(&new_files())),
        Err(PublishError::Io(..))
    ));
    assert_eq!(fs::read(&results).unwrap(), "một tệp".as_bytes());
    // A first run that fails leaves no folder either.
    let results = folder.path().join("moi");
    let mut disk = FaultyDisk::new(3, io::ErrorKind::StorageFull, false);
    assert!(publish_on(&mut disk, &results, &drafts(&new_files())).is_err());
    assert!(!results.exists());
}

#[test]
fn nothing_outside_the_results_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    let results = folder.path().join("ket-qua");
    fs::write(folder.path().join("ngoai.txt"), "ngoài").unwrap();
    fs::create_dir(&results).unwrap();
    let forged = r#"{"tonghop":"0.1.0","outputs":[{"file":"../ngoai.txt"},{"file":"/etc/x"}]}"#;
    fs::write(results.join(manifest::NAME), forged).unwrap();
    publish(&results, &drafts(&new_files())).unwrap();
    assert!(folder.path().join("ngoai.txt").exists());
    for name in ["../x", "/x", "a/../../x", ".tonghop-moi/x"] {
        let files = vec![(name.to_owned(), Vec::new())];
        assert!(
            matches!(
                publish(&results, &drafts(&files)),
                Err(PublishError::Name(_))
            ),
            "{name}"
        );
    }
    let twice = vec![("A.txt".to_owned(), vec![]), ("a.txt".to_owned(), vec![])];
    assert!(publish(&results, &drafts(&twice)).is_err());
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let (results, outside) = (folder.path().join("ket-qua"), folder.path().join("ngoai"));
    fs::create_dir_all(&results).unwrap();
    fs::create_dir_all(&outside).unwrap();
    std::os::unix::fs::symlink(&outside, results.join("phan-hoi")).unwrap();
    assert!(matches!(
        publish(&results, &drafts(&new_files())),
        Err(PublishError::Blocked(..))
    ));
    assert_eq!(snapshot(&outside).len(), 0);
    fs::remove_file(results.join("phan-hoi")).unwrap();
    std::os::unix::fs::symlink(&outside, results.join(STAGING)).unwrap();
    publish(&results, &drafts(&new_files())).unwrap();
    assert_eq!(snapshot(&outside).len(), 0);
    assert!(!results.join(STAGING).exists());
}

#[test]
fn two_runs_do_not_write_at_once() {
    let (_folder, results) = workspace();
    let lock = Lock::take(&results).unwrap();
    assert!(matches!(
        publish(&results, &drafts(&new_files())),
        Err(PublishError::Busy)
    ));
    lock.release(&mut RealDisk, &results);
    publish(&results, &drafts(&new_files())).unwrap();
}
