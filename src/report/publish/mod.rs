//! Puts a run's files into the results folder: all of them or none.
//!
//! New files are first written to `.tonghop-moi/new/` inside the results and brought safely to disk. Then a journal says
//! what is going to happen, the former files move to `.tonghop-moi/old/`, the new ones move in, and the journal is marked
//! as done. Everything up to that mark is undone, everything after it is kept, by this run or by the next one
//! ([`recover`]); moves within one folder copy nothing and need no room on the disk.
//!
//! Only files that the former manifest lists are replaced or removed. A file that stands under the name of a new output
//! but is in no manifest belongs to somebody: it stays in the folder under a name of its own ("bao-cao (bản cũ).xlsx"),
//! unless it is the very same. Links are never followed, and nothing outside the results is touched.

mod disk;
mod draft;
mod journal;
mod names;
mod preview;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::{manifest, receipts};
use disk::{Disk, RealDisk};
pub use draft::{Draft, Room, Shelf};
use journal::Journal;
pub use preview::{WouldBe, preview};

/// The staging folder inside the results.
const STAGING: &str = ".tonghop-moi";

/// Why the results were not written; the former ones are as they were.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// A former file cannot be replaced, most often because it is open in Excel; its name in the results.
    #[error("{0} is open elsewhere")]
    Locked(String),
    /// Another run is writing to the same folder.
    #[error("another run is writing to the results")]
    Busy,
    /// A name that is no plain path inside the results.
    #[error("{0} is no name of a file in the results")]
    Name(String),
    /// On the way to a file of the results lies a file or a link, no folder.
    #[error("something lies on the way to {0}")]
    Blocked(String),
    /// Anything else: no room, no right to write; the file, relative to the results, empty for their folder itself.
    #[error("{0}: {1}")]
    Io(String, #[source] io::Error),
}

/// What became of files that were in the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files of somebody else that now have another name: the old and the new name.
    pub set_aside: Vec<(String, String)>,
}

/// Replaces the former results by `files`, the manifest among them.
pub fn publish(results: &Path, files: &[Draft]) -> Result<Published, PublishError> {
    publish_on(&mut RealDisk, results, files)
}

/// Completes or undoes what a killed run left; for the start of a run. Does nothing where there is nothing.
pub fn recover(results: &Path) -> Result<(), PublishError> {
    let staging = results.join(STAGING);
    if std::fs::symlink_metadata(&staging).is_err() {
        return Ok(());
    }
    let lock = Lock::take(results)?;
    let outcome = recover_on(&mut RealDisk, results);
    lock.release(&mut RealDisk, results);
    outcome
}

fn publish_on(
    disk: &mut dyn Disk,
    results: &Path,
    files: &[Draft],
) -> Result<Published, PublishError> {
    let mut seen = BTreeSet::new();
    for Draft { name, .. } in files {
        // Two names that differ only by case are one file on Windows.
        if !names::is_plain(name) || !seen.insert(name.to_lowercase()) {
            return Err(PublishError::Name(name.clone()));
        }
    }
    let is_new = !results.exists();
    disk.make_dir(results).map_err(|e| failed("", e))?;
    let lock = Lock::take(results);
    let outcome = lock.and_then(|lock| {
        let outcome = recover_on(disk, results).and_then(|()| exchange(disk, results, files));
        lock.release(disk, results);
        outcome
    });
    if outcome.is_err() && is_new {
        let _ = disk.remove_dir_if_empty(results);
    }
    outcome
}

fn exchange(
    disk: &mut dyn Disk,
    results: &Path,
    files: &[Draft],
) -> Result<Published, PublishError> {
    let journal = stage(disk, results, files).inspect_err(|_| {
        // No journal yet: nothing but the staging folder was touched.
        let _ = clear(disk, results);
    })?;
    match journal
        .carry_out(disk, results)
        .and_then(|()| Journal::mark_done(disk, results).map_err(|e| failed("manifest.json", e)))
    {
        Ok(()) => {
            // The new results are whole; what is left of the old ones goes now or at the next run.
            let _ = clear(disk, results);
            for name in &journal.old {
                names::remove_empty_folders(disk, results, name);
            }
            Ok(Published {
                set_aside: journal.aside,
            })
        }
        Err(error) => {
            // If this fails too, the journal stays and the next run undoes the rest.
            if journal.undo(disk, results).is_ok() {
                let _ = clear(disk, results);
            }
            Err(error)
        }
    }
}

/// Writes all new files and the journal; the results are untouched.
fn stage(disk: &mut dyn Disk, results: &Path, files: &[Draft]) -> Result<Journal, PublishError> {
    let mut journal = Journal::plan(results, files)?;
    for file in files {
        let name = &file.name;
        let path = journal::new_file(results, name);
        if let Some(folder) = path.parent() {
            disk.make_dir(folder).map_err(|e| failed(name, e))?;
        }
        file.read(|bytes| disk.write(&path, bytes))
            .map_err(|e| failed(name, e))?;
    }
    journal.new = files.iter().map(|file| file.name.clone()).collect();
    journal
        .write(disk, results)
        .map_err(|e| failed(STAGING, e))?;
    Ok(journal)
}

fn recover_on(disk: &mut dyn Disk, results: &Path) -> Result<(), PublishError> {
    let staging = results.join(STAGING);
    match std::fs::symlink_metadata(&staging) {
        Err(_) => return Ok(()),
        // Not made by a run; what it points to is none of our business.
        Ok(meta) if !meta.is_dir() => {
            return disk.remove_file(&staging).map_err(|e| failed(STAGING, e));
        }
        Ok(_) => {}
    }
    if !Journal::is_done(results)
        && let Some(journal) = Journal::read(results).map_err(|e| failed(STAGING, e))?
    {
        journal.undo(disk, results)?;
    }
    clear(disk, results).map_err(|e| failed(STAGING, e))
}

/// Removes what a run staged. The journal goes first while it is not done: without it nothing of the rest counts.
fn clear(disk: &mut dyn Disk, results: &Path) -> io::Result<()> {
    let staging = results.join(STAGING);
    if !Journal::is_done(results) {
        Journal::forget(disk, results)?;
    }
    disk.remove_tree(&staging.join("new"))?;
    disk.remove_tree(&staging.join("old"))?;
    Journal::forget_done(disk, results)
}

fn failed(name: &str, error: io::Error) -> PublishError {
    PublishError::Io(name.to_owned(), error)
}

/// One run at a time writes to a results folder.
struct Lock {
    file: std::fs::File,
}

impl Lock {
    const NAME: &'static str = "lock";

    fn take(results: &Path) -> Result<Self, PublishError> {
        let staging: PathBuf = results.join(STAGING);
        if let Ok(meta) = std::fs::symlink_metadata(&staging)
            && !meta.is_dir()
        {
            std::fs::remove_file(&staging).map_err(|e| failed(STAGING, e))?;
        }
        std::fs::create_dir_all(&staging).map_err(|e| failed(STAGING, e))?;
        let file = std::fs::OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(staging.join(Self::NAME))
            .map_err(|e| failed(STAGING, e))?;
        match file.try_lock() {
            Err(std::fs::TryLockError::WouldBlock) => Err(PublishError::Busy),
            // A network drive may know no locks; that only one run writes is then the user's own care.
            Ok(()) | Err(std::fs::TryLockError::Error(_)) => Ok(Self { file }),
        }
    }

    /// Gives the lock back and removes the staging folder if it holds nothing else.
    fn release(self, disk: &mut dyn Disk, results: &Path) {
        // Removed before the lock is dropped, so that nobody locks a file that is about to go.
        let staging = results.join(STAGING);
        let _ = disk.remove_file(&staging.join(Self::NAME));
        drop(self.file);
        let _ = disk.remove_dir_if_empty(&staging);
    }
}

/// The first former file that is not as it was written: somebody has filled it in since.
pub fn touched(results: &Path) -> Option<String> {
    let manifest = std::fs::read(results.join(manifest::NAME)).ok()?;
    let mut listed = manifest::listed(&manifest)?.into_iter();
    let changed =
        listed.find(|(name, hash)| names::is_plain(name) && is_changed(results, name, hash));
    changed.map(|(name, _)| name)
}

/// Whether a file is there, and not as a manifest has it.
fn is_changed(results: &Path, name: &str, hash: &str) -> bool {
    std::fs::read(results.join(name))
        .is_ok_and(|now| *hash != format!("blake3:{}", blake3::hash(&now).to_hex()))
}

/// Names of the former run's files. A receipt register that somebody has filled in since is theirs.
fn former(results: &Path) -> BTreeSet<String> {
    let Ok(bytes) = std::fs::read(results.join(manifest::NAME)) else {
        return BTreeSet::new();
    };
    let Some(listed) = manifest::listed(&bytes) else {
        return BTreeSet::new();
    };
    listed
        .into_iter()
        .filter(|(name, hash)| {
            let is_filled = || is_changed(results, name, hash);
            names::is_plain(name) && !(name == receipts::NAME && is_filled())
        })
        .map(|(name, _)| name)
        .chain([manifest::NAME.to_owned()])
        .collect()
}

#[cfg(test)]
mod tests;
