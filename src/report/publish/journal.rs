//! The journal of one exchange: what moves where, so that any half of it can be undone.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::Disk;
use super::{Draft, PublishError, STAGING, failed, former, names};

/// What an exchange does, in this order: `old` moves out, `aside` gets another name, `new` moves in.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    /// Files of the former run that are there.
    pub old: Vec<String>,
    /// Files of somebody else in the way, with their new names.
    pub aside: Vec<(String, String)>,
    /// Files of this run.
    pub new: Vec<String>,
}

/// Where a new file waits.
pub(super) fn new_file(results: &Path, name: &str) -> PathBuf {
    results.join(STAGING).join("new").join(name)
}

fn old_file(results: &Path, name: &str) -> PathBuf {
    results.join(STAGING).join("old").join(name)
}

fn journal_file(results: &Path) -> PathBuf {
    results.join(STAGING).join("journal.json")
}

fn done_file(results: &Path) -> PathBuf {
    results.join(STAGING).join("done.json")
}

fn is_there(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok()
}

impl Journal {
    /// Looks at the results: what is ours, what is in the way. Changes nothing; `new` is not filled yet.
    pub(super) fn plan(results: &Path, files: &[Draft]) -> Result<Self, PublishError> {
        let former = former(results);
        let mut journal = Self::default();
        let wanted: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
        for name in wanted
            .iter()
            .copied()
            .chain(former.iter().map(String::as_str))
        {
            if !names::way_is_clear(results, name) {
                return Err(PublishError::Blocked(name.to_owned()));
            }
        }
        for name in &former {
            match std::fs::symlink_metadata(results.join(name)) {
                // A folder of that name was made by somebody; a new file cannot take its place.
                Ok(meta) if meta.is_dir() && wanted.contains(name.as_str()) => {
                    return Err(PublishError::Locked(name.clone()));
                }
                Ok(meta) if meta.is_dir() => {}
                Ok(_) => journal.old.push(name.clone()),
                Err(_) => {}
            }
        }
        for file in files {
            let name = &file.name;
            let path = results.join(name);
            let Ok(meta) = std::fs::symlink_metadata(&path) else {
                continue;
            };
            if former.contains(name) {
                continue;
            }
            if meta.is_dir() {
                return Err(PublishError::Locked(name.clone()));
            }
            let same = meta.is_file() && file.is_at(&path);
            if same {
                journal.old.push(name.clone());
            } else {
                journal
                    .aside
                    .push((name.clone(), names::free_beside(results, name)));
            }
        }
        Ok(journal)
    }

    /// Brings the journal to disk whole or not at all.
    pub(super) fn write(&self, disk: &mut dyn Disk, results: &Path) -> io::Result<()> {
        let staging = results.join(STAGING);
        let draft = staging.join("journal.tmp");
        let bytes = serde_json::to_vec(self).map_err(io::Error::other)?;
        disk.write(&draft, &mut bytes.as_slice())?;
        disk.rename(&draft, &journal_file(results))?;
        disk.sync_dir(&staging)
    }

    /// The journal of a run that did not finish; `None` where it never got so far.
    pub(super) fn read(results: &Path) -> io::Result<Option<Self>> {
        match std::fs::read(journal_file(results)) {
            Ok(bytes) => {
                let journal: Self = serde_json::from_slice(&bytes).map_err(io::Error::other)?;
                let ours = journal
                    .old
                    .iter()
                    .chain(&journal.new)
                    .chain(journal.aside.iter().flat_map(|(a, b)| [a, b]))
                    .all(|name| names::is_plain(name) && names::way_is_clear(results, name));
                if ours {
                    Ok(Some(journal))
                } else {
                    Err(io::Error::other("journal of another program"))
                }
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// Moves the former files out and the new ones in.
    pub(super) fn carry_out(
        &self,
        disk: &mut dyn Disk,
        results: &Path,
    ) -> Result<(), PublishError> {
        for name in &self.old {
            shift(disk, &results.join(name), &old_file(results, name))
                .map_err(|e| not_replaced(name, e))?;
        }
        for (name, aside) in &self.aside {
            shift(disk, &results.join(name), &results.join(aside))
                .map_err(|e| not_replaced(name, e))?;
        }
        for name in &self.new {
            shift(disk, &new_file(results, name), &results.join(name))
                .map_err(|e| not_replaced(name, e))?;
        }
        let folders: BTreeSet<PathBuf> = self
            .new
            .iter()
            .chain(&self.old)
            .filter_map(|name| results.join(name).parent().map(Path::to_path_buf))
            .collect();
        for folder in folders.iter().filter(|f| is_there(f)) {
            disk.sync_dir(folder).map_err(|e| failed("", e))?;
        }
        Ok(())
    }

    /// Puts everything back as it was; may be begun again at any point.
    pub(super) fn undo(&self, disk: &mut dyn Disk, results: &Path) -> Result<(), PublishError> {
        for name in &self.new {
            let (waiting, placed) = (new_file(results, name), results.join(name));
            // What waits was never placed; then the file in the results is a former one.
            if !is_there(&waiting) && is_there(&placed) {
                shift(disk, &placed, &waiting).map_err(|e| not_replaced(name, e))?;
            }
            names::remove_empty_folders(disk, results, name);
        }
        for (name, aside) in &self.aside {
            put_back(disk, results, &results.join(aside), name)?;
        }
        for name in &self.old {
            put_back(disk, results, &old_file(results, name), name)?;
        }
        Ok(())
    }

    /// From here on the new results count.
    pub(super) fn mark_done(disk: &mut dyn Disk, results: &Path) -> io::Result<()> {
        disk.rename(&journal_file(results), &done_file(results))?;
        // Should this fail, the names are there all the same; only a power cut could still bring the journal back,
        // with everything that it needs, since nothing is removed before the mark.
        let _ = disk.sync_dir(&results.join(STAGING));
        Ok(())
    }

    /// Whether the new results were whole.
    pub(super) fn is_done(results: &Path) -> bool {
        is_there(&done_file(results))
    }

    /// Removes the journal of an exchange that was undone.
    pub(super) fn forget(disk: &mut dyn Disk, results: &Path) -> io::Result<()> {
        disk.remove_file(&results.join(STAGING).join("journal.tmp"))?;
        disk.remove_file(&journal_file(results))
    }

    /// Removes the mark, the last thing that goes.
    pub(super) fn forget_done(disk: &mut dyn Disk, results: &Path) -> io::Result<()> {
        disk.remove_file(&done_file(results))
    }
}

/// Moves a file, making the folders on its way.
fn shift(disk: &mut dyn Disk, from: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent()
        && !is_there(folder)
    {
        disk.make_dir(folder)?;
    }
    disk.rename(from, to)
}

/// Moves a former file back to its name; a file that somebody saved there meanwhile keeps a name of its own.
fn put_back(
    disk: &mut dyn Disk,
    results: &Path,
    from: &Path,
    name: &str,
) -> Result<(), PublishError> {
    if !is_there(from) {
        return Ok(());
    }
    let to = results.join(name);
    if is_there(&to) {
        let beside = results.join(names::free_beside(results, name));
        shift(disk, &to, &beside).map_err(|e| not_replaced(name, e))?;
    }
    shift(disk, from, &to).map_err(|e| not_replaced(name, e))
}

/// A move that fails because of the file itself means that somebody has it open; anything else is the disk's fault.
fn not_replaced(name: &str, error: io::Error) -> PublishError {
    /// `ERROR_SHARING_VIOLATION` and `ERROR_LOCK_VIOLATION`.
    const WINDOWS_OPEN: [i32; 2] = [32, 33];
    let open = matches!(
        error.kind(),
        io::ErrorKind::PermissionDenied
            | io::ErrorKind::ResourceBusy
            | io::ErrorKind::IsADirectory
            | io::ErrorKind::DirectoryNotEmpty
            | io::ErrorKind::AlreadyExists
    ) || (cfg!(windows)
        && error
            .raw_os_error()
            .is_some_and(|code| WINDOWS_OPEN.contains(&code)));
    if open {
        PublishError::Locked(name.to_owned())
    } else {
        failed(name, error)
    }
}
