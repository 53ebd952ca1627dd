//! Names inside the results folder.

use std::path::Path;

use super::disk::Disk;

/// Whether the name is a plain relative path with `/`: no step up, no drive, nothing hidden from the journal.
pub(super) fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name.split('/').all(|part| {
            !matches!(part, "" | "." | "..")
                && part != super::STAGING
                && !part.contains(['\\', ':', '\u{0}'])
        })
}

/// A free name beside a file: `bao-cao (bản cũ).xlsx`, then `bao-cao (bản cũ 2).xlsx` ….
pub(super) fn free_beside(results: &Path, name: &str) -> String {
    let (folder, file) = name.rsplit_once('/').map_or(("", name), |(d, f)| (d, f));
    let (stem, extension) = match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, format!(".{extension}")),
        _ => (file, String::new()),
    };
    let mut number = 1;
    loop {
        let mark = if number == 1 {
            "bản cũ".to_owned()
        } else {
            format!("bản cũ {number}")
        };
        let file = format!("{stem} ({mark}){extension}");
        let candidate = if folder.is_empty() {
            file
        } else {
            format!("{folder}/{file}")
        };
        if std::fs::symlink_metadata(results.join(&candidate)).is_err() {
            return candidate;
        }
        number += 1;
    }
}

/// Whether every folder on the way to a name is a folder itself or not there yet; a link would lead out of the results.
pub(super) fn way_is_clear(results: &Path, name: &str) -> bool {
    let mut path = results.to_path_buf();
    let Some((folders, _)) = name.rsplit_once('/') else {
        return true;
    };
    folders.split('/').all(|part| {
        path.push(part);
        std::fs::symlink_metadata(&path).map_or(true, |meta| meta.is_dir())
    })
}

/// Removes the folders of a name that are empty now, innermost first.
pub(super) fn remove_empty_folders(disk: &mut dyn Disk, results: &Path, name: &str) {
    let mut rest = name;
    while let Some((folder, _)) = rest.rsplit_once('/') {
        if disk.remove_dir_if_empty(&results.join(folder)).is_err() {
            return;
        }
        rest = folder;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_ours() {
        for name in ["bao-cao.xlsx", "phan-hoi/314-huyen-kien-thuy.xlsx"] {
            assert!(is_plain(name), "{name}");
        }
        for name in [
            "",
            "/etc/x",
            "../x",
            "a/../x",
            "a//b",
            "C:x",
            "a\\b",
            ".tonghop-moi/x",
            ".",
        ] {
            assert!(!is_plain(name), "{name}");
        }
    }
}
