//! Workbooks that made other readers abort, panic or take all memory, all of them in one period.

use super::shared::real;
use super::{is_unharmed, verdicts, workspace};
use crate::support::Content;

/// What may be said of the files of a folder.
const WANTED: [(&str, &[&str]); 8] = [
    ("abort", &["R001", "R003"]),
    ("attack", &["R001", "R003", "R004"]),
    ("damaged", &["R001"]),
    ("encrypted", &["R002"]),
    ("excel-2-to-5", &["R001 too-old", "R004"]),
    ("ods-indented", &["R004"]),
    ("panic", &["R001", "R004"]),
    ("sparse", &["R003", "R004"]),
];

#[test]
fn each_gets_its_verdict_and_none_disturbs_another() {
    let mut workspace = workspace();
    let mut sent = Vec::new();
    for (folder, wanted) in WANTED {
        for path in real(folder).into_iter().flatten() {
            let name = format!(
                "da-nop/314/{folder}/{}",
                path.file_name().unwrap().to_string_lossy()
            );
            workspace = workspace.file(&name, Content::Bytes(std::fs::read(&path).unwrap()));
            sent.push((name, wanted));
        }
    }
    if sent.is_empty() {
        return;
    }
    assert!(sent.len() > 30, "{}", sent.len());
    let run = workspace.run();
    is_unharmed(&run);
    for (name, wanted) in &sent {
        let found = verdicts(&run, name);
        let is_wanted = found.len() == 1 && wanted.iter().any(|w| found[0].starts_with(w));
        assert!(is_wanted, "{name}: {found:?}, wanted one of {wanted:?}");
    }
    let again = workspace.run_with(&["--jobs", "3"]);
    for (name, _) in &sent {
        assert_eq!(verdicts(&run, name), verdicts(&again, name), "{name}");
    }
}
