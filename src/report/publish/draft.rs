//! A file of the results while it is made: short ones wait in memory, long ones on the disk, so that a run's memory does
//! not grow with what it writes.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tempfile::SpooledTempFile;

use super::{PublishError, failed};

/// Up to this size a file waits in memory.
const IN_MEMORY: usize = 1 << 18;

/// Where long files wait: the results folder, which is made for it. What waits there has no name, so that a killed run
/// leaves nothing behind; a folder made in vain goes again.
#[derive(Debug)]
pub struct Room {
    folder: PathBuf,
    is_new: bool,
}

impl Room {
    /// Makes the results folder if there is none.
    pub fn open(results: &Path) -> Result<Self, PublishError> {
        let is_new = !results.exists();
        std::fs::create_dir_all(results).map_err(|e| failed("", e))?;
        Ok(Self {
            folder: results.to_owned(),
            is_new,
        })
    }

    /// A place outside the results, for files that are only compared with them.
    pub fn apart() -> Self {
        Self {
            folder: std::env::temp_dir(),
            is_new: false,
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes a file: `write` gets an empty one, and its own faults come back as they are.
    pub fn draft<E: From<PublishError>>(
        &self,
        name: &str,
        write: impl FnOnce(&mut SpooledTempFile) -> Result<(), E>,
    ) -> Result<Draft, E> {
        let mut file = tempfile::spooled_tempfile_in(IN_MEMORY, &self.folder);
        write(&mut file)?;
        Ok(Draft::sealed(name, file).map_err(|e| failed(name, e))?)
    }

    /// An empty file that has no name yet, for a draft that is made beside others.
    pub fn spool(&self) -> SpooledTempFile {
        tempfile::spooled_tempfile_in(IN_MEMORY, &self.folder)
    }

    /// A place for many drafts: one file holds them all, so that neither memory nor open files grow with their number.
    pub fn shelf(&self) -> Result<Shelf, PublishError> {
        let file = tempfile::tempfile_in(&self.folder).map_err(|e| failed("", e))?;
        Ok(Shelf {
            file: Arc::new(Mutex::new(file)),
            end: 0,
        })
    }

    /// A file whose bytes are there already.
    pub fn short(&self, name: &str, bytes: &[u8]) -> Result<Draft, PublishError> {
        self.draft(name, |file| {
            file.write_all(bytes).map_err(|e| failed(name, e))
        })
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        if self.is_new {
            // Refused where something is in it, which is what a successful run leaves.
            let _ = std::fs::remove_dir(&self.folder);
        }
    }
}

/// A finished file that waits to be put into the results.
#[derive(Debug)]
pub struct Draft {
    /// Its name, relative to the results, with `/`.
    pub name: String,
    /// `blake3:` and 64 hex digits.
    pub hash: String,
    /// Its size.
    pub bytes: u64,
    held: Held,
}

/// Where a draft waits.
#[derive(Debug)]
enum Held {
    /// In a file of its own.
    Alone(Mutex<SpooledTempFile>),
    /// In a file that holds many, from this byte on.
    Shelved(Arc<Mutex<File>>, u64),
}

/// Many drafts in one file.
#[derive(Debug)]
pub struct Shelf {
    file: Arc<Mutex<File>>,
    end: u64,
}

impl Shelf {
    /// Puts a finished file behind those that are there.
    pub fn put(&mut self, name: &str, mut spool: SpooledTempFile) -> Result<Draft, PublishError> {
        let mut put = || -> io::Result<(String, u64)> {
            let hash = hash(&mut spool)?;
            spool.seek(SeekFrom::Start(0))?;
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(self.end))?;
            let bytes = io::copy(&mut spool, &mut *file)?;
            Ok((hash, bytes))
        };
        let (hash, bytes) = put().map_err(|e| failed(name, e))?;
        let held = Held::Shelved(Arc::clone(&self.file), self.end);
        self.end += bytes;
        Ok(Draft {
            name: name.to_owned(),
            hash,
            bytes,
            held,
        })
    }
}

fn hash(file: &mut SpooledTempFile) -> io::Result<String> {
    file.seek(SeekFrom::Start(0))?;
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(file)?;
    Ok(format!("blake3:{}", hasher.finalize().to_hex()))
}

impl Draft {
    fn sealed(name: &str, mut file: SpooledTempFile) -> io::Result<Self> {
        file.flush()?;
        let bytes = file.seek(SeekFrom::End(0))?;
        Ok(Self {
            name: name.to_owned(),
            hash: hash(&mut file)?,
            bytes,
            held: Held::Alone(Mutex::new(file)),
        })
    }

    /// Writes the whole file somewhere else.
    pub fn copy_to(&self, out: &mut dyn Write) -> io::Result<()> {
        self.read(|file| io::copy(file, out)).map(drop)
    }

    /// Lets `read` see the whole file from its beginning.
    pub(super) fn read<T>(
        &self,
        read: impl FnOnce(&mut dyn Read) -> io::Result<T>,
    ) -> io::Result<T> {
        match &self.held {
            Held::Alone(file) => {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(0))?;
                read(&mut *file)
            }
            Held::Shelved(file, start) => {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(*start))?;
                read(&mut (&mut *file).take(self.bytes))
            }
        }
    }

    /// What it holds, where that is text.
    pub fn text(&self) -> io::Result<String> {
        let mut text = String::new();
        self.read(|from| from.read_to_string(&mut text))?;
        Ok(text)
    }

    /// Whether a file on the disk has the very same bytes.
    pub(super) fn is_at(&self, path: &Path) -> bool {
        let same = || -> io::Result<bool> {
            let there = File::open(path)?;
            if there.metadata()?.len() != self.bytes {
                return Ok(false);
            }
            let mut hasher = blake3::Hasher::new();
            hasher.update_reader(BufReader::new(there))?;
            Ok(self.hash == format!("blake3:{}", hasher.finalize().to_hex()))
        };
        same().unwrap_or(false)
    }
}
