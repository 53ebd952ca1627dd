//! Which files of a workspace are read: the walk through `da-nop/` and `phe-duyet/`.

use std::fs::FileType;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use super::limits::Limits;
use super::unreadable::{Unreadable, What};

/// What a file is taken for by its name alone; what it is indeed is told by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundKind {
    /// Has a workbook's name: it is read, or it is a finding.
    Workbook,
    /// Any other file: listed, not read.
    Attachment,
}

/// One file or what pretends to be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it lies.
    pub path: PathBuf,
    /// Its name relative to the workspace, `/` between folders, NFC.
    pub name: String,
    /// What it is by its name.
    pub kind: FoundKind,
}

/// All that lies in one input folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Discovery {
    /// Files, sorted by the bytes of their names.
    pub files: Vec<Found>,
    /// Lock files of Excel (`~$…`) and hidden files.
    pub passed_over: usize,
    /// What has a workbook's name and is no file: a folder, a pipe, a device, a link. Never opened; each is R001
    /// with [`What::NotAFile`].
    pub not_files: Vec<Found>,
}

/// Walks `folder` of the workspace with all its sub-folders; a missing folder holds nothing.
///
/// Links are not followed, so that nothing outside the folder is read; errors are those of the file system.
pub fn discover(workspace: &Path, folder: &str) -> io::Result<Discovery> {
    let mut found = Discovery::default();
    let root = workspace.join(folder);
    match std::fs::metadata(&root) {
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(found),
        Err(fault) => return Err(fault),
        Ok(_) => {}
    }
    let mut walk = WalkDir::new(&root).min_depth(1).into_iter();
    while let Some(entry) = walk.next() {
        let entry = entry.map_err(io::Error::from)?;
        let plain = entry.file_name().to_string_lossy();
        let kind = entry.file_type();
        if is_passed_over(&plain) {
            if kind.is_dir() {
                walk.skip_current_dir();
            } else {
                found.passed_over += 1;
            }
            continue;
        }
        if kind.is_dir() && !has_workbook_name(&plain) {
            continue;
        }
        let item = Found {
            name: name_in(workspace, entry.path()),
            path: entry.path().to_owned(),
            kind: kind_of(&plain),
        };
        sort_in(&mut found, item, kind);
        if kind.is_dir() {
            walk.skip_current_dir();
        }
    }
    found.files.sort_by(|a, b| a.name.cmp(&b.name));
    found.not_files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn sort_in(found: &mut Discovery, item: Found, kind: FileType) {
    if kind.is_file() {
        found.files.push(item);
    } else if item.kind == FoundKind::Workbook {
        found.not_files.push(item);
    } else {
        found.passed_over += 1;
    }
}

/// Whether the name is one under which a workbook is expected, in any case of its letters.
pub fn has_workbook_name(name: &str) -> bool {
    const ENDINGS: [&str; 8] = ["xlsx", "xlsm", "xltx", "xltm", "xls", "xlt", "xlsb", "ods"];
    name.rsplit_once('.')
        .is_some_and(|(_, end)| ENDINGS.iter().any(|e| end.eq_ignore_ascii_case(e)))
}

fn kind_of(name: &str) -> FoundKind {
    if has_workbook_name(name) {
        FoundKind::Workbook
    } else {
        FoundKind::Attachment
    }
}

fn is_passed_over(name: &str) -> bool {
    name.starts_with("~$")
        || name.starts_with('.')
        || name.eq_ignore_ascii_case("thumbs.db")
        || name.eq_ignore_ascii_case("desktop.ini")
}

/// The name of a path inside the workspace, as all outputs write it.
pub fn name_in(workspace: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(workspace).unwrap_or(path);
    let parts: Vec<String> = inside
        .iter()
        .map(|part| part.to_string_lossy().nfc().collect())
        .collect();
    parts.join("/")
}

/// The bytes of a workbook's file, if it is a file and not larger than the limit.
///
/// The outer error is one of the file system, the inner one a finding about the file.
pub fn load(path: &Path, limits: &Limits) -> io::Result<Result<Vec<u8>, Unreadable>> {
    let facts = std::fs::symlink_metadata(path)?;
    if !facts.is_file() {
        return Ok(Err(Unreadable::broken(What::NotAFile, "")));
    }
    if let Err(over) = limits.file_size(facts.len()) {
        return Ok(Err(over));
    }
    let mut bytes = Vec::new();
    let most = limits.file_mib.saturating_mul(1024 * 1024);
    // The file may have grown since; one byte more than allowed is enough to know.
    std::fs::File::open(path)?
        .take(most.saturating_add(1))
        .read_to_end(&mut bytes)?;
    Ok(limits.file_size(bytes.len() as u64).map(|()| bytes))
}

/// The identity of a file: `blake3:` and 64 hex digits.
pub fn hash(bytes: &[u8]) -> String {
    format!("blake3:{}", blake3::hash(bytes).to_hex())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(folder: &Path, name: &str) {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, b"x").unwrap();
    }

    #[test]
    fn workbooks_attachments_and_the_rest() {
        let dir = tempfile::tempdir().unwrap();
        for name in [
            "da-nop/b/Kiến Thụy.XLS",
            "da-nop/a.xlsx",
            "da-nop/B.ods",
            "da-nop/cong-van.pdf",
            "da-nop/~$a.xlsx",
            "da-nop/.a.xlsx",
            "da-nop/.git/x.xlsx",
            "da-nop/Thumbs.db",
            "khac/c.xlsx",
        ] {
            write(dir.path(), name);
        }
        std::fs::create_dir_all(dir.path().join("da-nop/thu-muc.xlsx")).unwrap();
        write(dir.path(), "da-nop/thu-muc.xlsx/trong.xlsx");
        let found = discover(dir.path(), "da-nop").unwrap();
        let names: Vec<_> = found.files.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "da-nop/B.ods",
                "da-nop/a.xlsx",
                "da-nop/b/Kiến Thụy.XLS",
                "da-nop/cong-van.pdf"
            ]
        );
        assert_eq!(found.files[3].kind, FoundKind::Attachment);
        assert_eq!(found.passed_over, 3);
        assert_eq!(found.not_files.len(), 1);
        assert_eq!(found.not_files[0].name, "da-nop/thu-muc.xlsx");
        assert_eq!(discover(dir.path(), "thieu").unwrap(), Discovery::default());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), "ngoai/bi-mat.xlsx");
        std::fs::create_dir_all(dir.path().join("da-nop")).unwrap();
        let link = dir.path().join("da-nop/link.xlsx");
        std::os::unix::fs::symlink(dir.path().join("ngoai/bi-mat.xlsx"), &link).unwrap();
        std::os::unix::fs::symlink(dir.path().join("ngoai"), dir.path().join("da-nop/loi"))
            .unwrap();
        let found = discover(dir.path(), "da-nop").unwrap();
        assert_eq!(found.files, []);
        assert_eq!(found.not_files.len(), 1);
        assert!(matches!(
            load(&link, &Limits::default()).unwrap(),
            Err(Unreadable::Broken {
                what: What::NotAFile,
                ..
            })
        ));
    }

    #[test]
    fn decomposed_names_are_composed() {
        let name = name_in(
            Path::new("/w"),
            Path::new("/w/da-nop/Kie\u{302}\u{301}n.xls"),
        );
        assert_eq!(name, "da-nop/Kiến.xls");
    }

    #[test]
    fn a_file_is_not_loaded_beyond_its_limit() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.xlsx");
        std::fs::write(&path, vec![0; 1024 * 1024 + 1]).unwrap();
        let limits = Limits {
            file_mib: 1,
            ..Limits::default()
        };
        assert!(matches!(
            load(&path, &limits).unwrap(),
            Err(Unreadable::OverLimit {
                limit: "file_mib",
                ..
            })
        ));
    }

    #[test]
    fn the_hash_names_its_kind() {
        assert!(hash(b"").starts_with("blake3:af1349b9"));
    }
}
