//! A zip archive under limits: what it holds, what that costs, one part of it.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::limits::{Budget, Limits};
use super::unreadable::{Unreadable, What};

/// An opened archive whose table of contents is within the limits.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Size of the archive.
    packed: u64,
    /// Names in the order of the table, in small letters with `/`, as Excel compares them.
    names: Vec<String>,
    /// Bytes that came out of each part; the table may lie about them.
    unpacked: Vec<u64>,
}

/// Why one part could not be had.
#[derive(Debug)]
pub enum PartError {
    /// It is not there.
    Missing,
    /// It is damaged.
    Bad(String),
    /// The whole file is to be refused.
    Refused(Unreadable),
}

impl PartError {
    /// As a fault of the whole file, for parts without which there is no workbook.
    pub fn of_file(self, part: &str) -> Unreadable {
        match self {
            Self::Missing => Unreadable::broken(What::Damaged, format!("{part} is missing")),
            Self::Bad(why) => Unreadable::broken(What::Damaged, format!("{part}: {why}")),
            Self::Refused(why) => why,
        }
    }
}

impl<'a> Archive<'a> {
    /// Opens the archive and holds its table of contents against the limits, before anything is unpacked.
    pub fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, Unreadable> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|fault| {
            // The table of contents stands at the end: without it the end is missing.
            let has_end = bytes.windows(4).any(|w| w == b"PK\x05\x06");
            let what = if has_end { What::Damaged } else { What::CutOff };
            Unreadable::broken(what, fault)
        })?;
        let mut archive = Self {
            names: Vec::with_capacity(zip.len()),
            zip,
            packed: bytes.len() as u64,
            unpacked: Vec::new(),
        };
        let mut unpacked: u64 = 0;
        for index in 0..archive.zip.len() {
            let entry = archive
                .zip
                .by_index_raw(index)
                .map_err(|fault| Unreadable::broken(What::Damaged, fault))?;
            if entry.encrypted() {
                return Err(Unreadable::Encrypted);
            }
            unpacked = unpacked.saturating_add(entry.size());
            let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
            archive.names.push(normal(&name));
        }
        if archive.names.is_empty() {
            return Err(Unreadable::broken(What::EmptyZip, ""));
        }
        archive.unpacked = vec![0; archive.names.len()];
        limits.unpacked_size(bytes.len() as u64, unpacked)?;
        Ok(archive)
    }

    /// The names of its parts, in small letters.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether it holds such a part.
    pub fn has(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    fn index(&self, name: &str) -> Option<usize> {
        let name = normal(name);
        self.names.iter().rposition(|n| *n == name)
    }

    /// Unpacks one part whole.
    pub fn part(&mut self, name: &str, budget: &Budget) -> Result<Vec<u8>, PartError> {
        let index = self.index(name).ok_or(PartError::Missing)?;
        let mut whole = Vec::new();
        self.pass(index, budget, |chunk| {
            whole.extend_from_slice(chunk);
            budget.limits().memory(whole.len() as u64)
        })?;
        Ok(whole)
    }

    /// Unpacks one part whole if it is no larger than that; `None` where it is, where it is not one part, or damaged.
    /// Nothing that is refused here is counted.
    pub fn small_part(&mut self, name: &str, most: u64, budget: &Budget) -> Option<Vec<u8>> {
        let name = normal(name);
        let mut same = (0..).zip(&self.names).filter(|(_, n)| **n == name);
        let (Some((index, _)), None) = (same.next(), same.next()) else {
            return None;
        };
        let told = self.zip.by_index_raw(index).ok()?.size();
        let capacity = usize::try_from(told.min(most)).ok()?;
        let counted = self.unpacked.get(index).copied()?;
        let mut whole = Vec::with_capacity(if told > most { 0 } else { capacity });
        let passed = self.pass(index, budget, |piece| {
            whole.extend_from_slice(piece);
            let fits = whole.len() as u64 <= most;
            if fits {
                Ok(())
            } else {
                Err(Unreadable::broken(What::Damaged, ""))
            }
        });
        if passed.is_err()
            && let Some(now) = self.unpacked.get_mut(index)
        {
            *now = counted;
        }
        passed.ok().map(|()| whole)
    }

    /// Unpacks the part of that index piece by piece, counting what really comes out.
    pub fn pass(
        &mut self,
        index: usize,
        budget: &Budget,
        mut piece: impl FnMut(&[u8]) -> Result<(), Unreadable>,
    ) -> Result<(), PartError> {
        let packed = self.packed;
        let all: u64 = self.unpacked.iter().sum();
        // A part that is read again costs nothing anew.
        let before = self.unpacked.get(index).copied().unwrap_or(0);
        let mut here: u64 = 0;
        let mut entry = self.zip.by_index(index).map_err(|fault| match fault {
            ZipError::FileNotFound => PartError::Missing,
            other => PartError::Bad(other.to_string()),
        })?;
        // Most parts are small: no more is set aside than a part says it needs.
        let room = entry.size().clamp(4 * 1024, 64 * 1024);
        let mut buffer = vec![0; usize::try_from(room).unwrap_or(64 * 1024)];
        loop {
            let read = match entry.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(read) => read,
                Err(fault) if fault.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(fault) => return Err(PartError::Bad(fault.to_string())),
            };
            here = here.saturating_add(read as u64);
            if let Some(counted) = self.unpacked.get_mut(index) {
                *counted = here.max(before);
            }
            budget
                .limits()
                .unpacked_size(packed, all + here.saturating_sub(before))
                .and_then(|()| budget.time())
                .and_then(|()| piece(buffer.get(..read).unwrap_or_default()))
                .map_err(PartError::Refused)?;
        }
    }
}

/// The archive once more with one part's content replaced; all others are copied as they are packed.
pub fn with_part(bytes: &[u8], name: &str, content: &[u8]) -> Result<Vec<u8>, ZipError> {
    use std::io::Write;
    let mut old = ZipArchive::new(Cursor::new(bytes))?;
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    let wanted = normal(name);
    for index in 0..old.len() {
        let entry = old.by_index_raw(index)?;
        let entry_name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        if normal(&entry_name) == wanted {
            drop(entry);
            let options = zip::write::SimpleFileOptions::default()
                .compression_method(zip::CompressionMethod::Stored);
            new.start_file(entry_name, options)?;
            new.write_all(content)?;
        } else {
            new.raw_copy_file(entry)?;
        }
    }
    Ok(new.finish()?.into_inner())
}

/// A part's name as Excel compares it.
pub fn normal(name: &str) -> String {
    name.replace('\\', "/")
        .trim_start_matches('/')
        .to_lowercase()
}
