//! The files beside the project that several tests read: real workbooks, transcripts, lists of words.

use std::path::{Path, PathBuf};

/// A file or folder of theirs, or `None` with a loud word where it is absent.
pub fn shared(path: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("TONGHOP_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let path = folder.join(path);
    if !path.exists() {
        eprintln!("SKIPPED: no {} (set TONGHOP_SHARED)", path.display());
        return None;
    }
    Some(path)
}

/// The files of one folder of real workbooks, sorted; transcripts apart.
pub fn real(folder: &str) -> Option<Vec<PathBuf>> {
    let folder = shared("real")?.join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_none_or(|e| e != "txt"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{}", folder.display());
    Some(files)
}
