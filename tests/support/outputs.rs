//! The files of a results folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// All files below a folder, by their path in it with `/`.
pub fn all(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    collect(folder, "", &mut out);
    out
}

fn collect(folder: &Path, above: &str, out: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = format!("{above}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), out);
        } else {
            out.insert(name, fs::read(entry.path()).unwrap_or_default());
        }
    }
}
