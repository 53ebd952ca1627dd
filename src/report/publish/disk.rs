//! What publishing does to the disk, one step at a time, so that tests can let any step fail.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// The steps.
pub(super) trait Disk {
    /// Makes a folder and those above it.
    fn make_dir(&mut self, path: &Path) -> io::Result<()>;
    /// Writes a new file and brings it to disk.
    fn write(&mut self, path: &Path, bytes: &mut dyn Read) -> io::Result<()>;
    /// Moves a file, or replaces `to` by it.
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file or a link; nothing there is no fault.
    fn remove_file(&mut self, path: &Path) -> io::Result<()>;
    /// Removes a folder with all that is in it; nothing there is no fault.
    fn remove_tree(&mut self, path: &Path) -> io::Result<()>;
    /// Removes a folder if nothing is in it.
    fn remove_dir_if_empty(&mut self, path: &Path) -> io::Result<()>;
    /// Brings the names in a folder to disk.
    fn sync_dir(&mut self, path: &Path) -> io::Result<()>;
}

/// The disk itself.
pub(super) struct RealDisk;

impl Disk for RealDisk {
    fn make_dir(&mut self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn write(&mut self, path: &Path, bytes: &mut dyn Read) -> io::Result<()> {
        let mut file = File::create(path)?;
        io::copy(bytes, &mut file)?;
        file.sync_all()
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&mut self, path: &Path) -> io::Result<()> {
        absent_is_fine(fs::remove_file(path))
    }

    fn remove_tree(&mut self, path: &Path) -> io::Result<()> {
        absent_is_fine(fs::remove_dir_all(path))
    }

    fn remove_dir_if_empty(&mut self, path: &Path) -> io::Result<()> {
        // `remove_dir` itself refuses a folder that holds something.
        absent_is_fine(fs::remove_dir(path))
    }

    fn sync_dir(&mut self, path: &Path) -> io::Result<()> {
        // Windows opens no folder as a file and keeps its names by itself.
        if cfg!(unix) {
            File::open(path)?.sync_all()
        } else {
            Ok(())
        }
    }
}

fn absent_is_fine(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
