//! The zip file: parts are read as they are needed; those that nothing changed are copied byte for
//! byte, compressed as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use tempfile::SpooledTempFile;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::error::{TemplateError, Unkept};
use super::xml::Document;

/// Largest part and largest sum of parts that is unpacked.
const MAX_UNPACKED: u64 = 1 << 30;

/// Up to this size a part that is made stays in memory.
const IN_MEMORY: usize = 1 << 18;

/// Where large parts wait until the file is put together; without a folder they wait in memory.
#[derive(Debug, Clone, Default)]
pub struct Scratch(pub Option<PathBuf>);

/// A part, packed as an archive of its own, so that several are packed side by side.
pub(in crate::report) struct Packed(SpooledTempFile);

impl Packed {
    /// Packs what a writer of the part writes.
    pub(in crate::report) fn new(
        name: &str,
        scratch: &Scratch,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Self, TemplateError> {
        let spool = match &scratch.0 {
            Some(folder) => tempfile::spooled_tempfile_in(IN_MEMORY, folder),
            None => tempfile::spooled_tempfile(usize::MAX),
        };
        let pack = || -> Result<SpooledTempFile, ZipError> {
            let mut alone = ZipWriter::new(spool);
            alone.start_file(name, new_entry())?;
            write(&mut alone)?;
            let mut spool = alone.finish()?;
            spool.seek(SeekFrom::Start(0))?;
            Ok(spool)
        };
        pack().map(Self).map_err(not_written)
    }
}

/// A new entry: packed quickly, and of no day.
fn new_entry() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(2))
        .last_modified_time(DateTime::default())
}

fn not_written(error: ZipError) -> TemplateError {
    match error {
        ZipError::Io(error) => TemplateError::NotWritten(error.kind(), error.to_string()),
        other => TemplateError::NotWritten(io::ErrorKind::Other, other.to_string()),
    }
}

/// A workbook's zip file and what is to be different in it.
pub(in crate::report) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Names as they stand, by lower-case name: part names do not differ by case.
    names: BTreeMap<String, String>,
    changed: BTreeMap<String, Vec<u8>>,
    packed: BTreeMap<String, Packed>,
    /// The largest part that is unpacked, and the largest that becomes a tree.
    largest: (u64, u64),
    /// Parts that the file does not have yet.
    added: BTreeMap<String, Vec<u8>>,
    dropped: BTreeSet<String>,
}

impl<'a> Package<'a> {
    /// Opens a zip file.
    pub(in crate::report) fn open(bytes: &'a [u8]) -> Result<Self, TemplateError> {
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            let marker: Vec<u8> = "EncryptedPackage"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect();
            let encrypted = bytes.windows(marker.len()).any(|window| window == marker);
            return Err(if encrypted {
                TemplateError::Encrypted
            } else {
                TemplateError::NotWorkbook
            });
        }
        let archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|_| TemplateError::NotWorkbook)?;
        let names = archive
            .file_names()
            .flatten()
            .map(|name| (name.to_lowercase(), name.to_string()))
            .collect();
        Ok(Self {
            archive,
            names,
            changed: BTreeMap::new(),
            packed: BTreeMap::new(),
            largest: (MAX_UNPACKED, MAX_UNPACKED),
            added: BTreeMap::new(),
            dropped: BTreeSet::new(),
        })
    }

    /// The same with smaller limits: for a part that is unpacked, and for one that becomes a tree.
    pub(in crate::report) fn within(mut self, unpacked: u64, tree: u64) -> Self {
        self.largest = (unpacked, tree);
        self
    }

    /// Whether there is such a part.
    pub(in crate::report) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&name.to_lowercase()) || self.added.contains_key(name)
    }

    /// All part names in the order of their lower-case forms.
    pub(in crate::report) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.values().map(String::as_str)
    }

    /// The bytes of a part as they are now, `None` if there is none.
    pub(in crate::report) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, TemplateError> {
        let Some(name) = self.names.get(&name.to_lowercase()) else {
            return Ok(self.added.get(name).cloned());
        };
        if let Some(bytes) = self.changed.get(name) {
            return Ok(Some(bytes.clone()));
        }
        let damaged = |detail: String| TemplateError::Damaged {
            part: name.clone(),
            detail,
        };
        let file = self.archive.by_name(name).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => TemplateError::Encrypted,
            error => TemplateError::Damaged {
                part: name.clone(),
                detail: error.to_string(),
            },
        })?;
        let mut bytes = Vec::new();
        file.take(self.largest.0 + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(error.to_string()))?;
        if bytes.len() as u64 > self.largest.0 {
            return Err(damaged(format!("larger than {} bytes", self.largest.0)));
        }
        Ok(Some(bytes))
    }

    /// A part as XML, `None` if there is none.
    pub(in crate::report) fn xml(&mut self, name: &str) -> Result<Option<Document>, TemplateError> {
        let Some(bytes) = self.read(name)? else {
            return Ok(None);
        };
        let document = if bytes.len() as u64 > self.largest.1 {
            Err(format!("larger than {} bytes", self.largest.1))
        } else {
            Document::parse(&bytes)
        };
        let damaged = |detail| TemplateError::Damaged {
            part: name.to_owned(),
            detail,
        };
        document.map(Some).map_err(damaged)
    }

    /// Gives a part new bytes.
    pub(in crate::report) fn change(&mut self, name: &str, bytes: Vec<u8>) {
        if let Some(name) = self.names.get(&name.to_lowercase()) {
            self.changed.insert(name.clone(), bytes);
        }
    }

    /// Gives a part its bytes, whether it is there or not; new ones are the last in the file.
    pub(in crate::report) fn put(&mut self, name: &str, bytes: Vec<u8>) {
        if self.names.contains_key(&name.to_lowercase()) {
            self.change(name, bytes);
        } else {
            self.added.insert(name.to_owned(), bytes);
        }
    }

    /// Gives a part new bytes that are packed already.
    pub(in crate::report) fn change_packed(&mut self, name: &str, packed: Packed) {
        if let Some(name) = self.names.get(&name.to_lowercase()) {
            self.packed.insert(name.clone(), packed);
        }
    }

    /// Leaves a part out.
    pub(in crate::report) fn drop_part(&mut self, name: &str) {
        if let Some(name) = self.names.get(&name.to_lowercase()) {
            self.dropped.insert(name.clone());
        }
    }

    /// What the whole file holds that cannot be kept, whatever is filled in.
    pub(in crate::report) fn refuse_whole(&mut self) -> Result<(), TemplateError> {
        let unkept = |what, part: &str| {
            Err(TemplateError::Unkept {
                what,
                part: part.to_owned(),
            })
        };
        for name in self.names.values() {
            let lower = name.to_lowercase();
            if lower.ends_with("vbaproject.bin") || lower.starts_with("xl/macrosheets/") {
                return unkept(Unkept::Macros, name);
            }
            if lower.starts_with("_xmlsignatures/") {
                return unkept(Unkept::Signature, name);
            }
            if lower.starts_with("xl/revisions/") {
                return unkept(Unkept::SharedHistory, name);
            }
        }
        let types = self
            .read("[Content_Types].xml")?
            .ok_or(TemplateError::NotWorkbook)?;
        if String::from_utf8_lossy(&types).contains("macroEnabled") {
            return unkept(Unkept::Macros, "[Content_Types].xml");
        }
        Ok(())
    }

    /// Writes the finished file: entries in their order, with a fixed time where they are new.
    pub(in crate::report) fn finish<W: Write + Seek>(
        mut self,
        out: W,
    ) -> Result<(), TemplateError> {
        for (name, bytes) in std::mem::take(&mut self.changed) {
            let packed = Packed::new(&name, &Scratch::default(), |file| file.write_all(&bytes))?;
            self.packed.insert(name, packed);
        }
        let copy = || -> Result<(), ZipError> {
            let mut writer = ZipWriter::new(out);
            for index in 0..self.archive.len() {
                let file = self.archive.by_index_raw(index)?;
                let name = file.name()?.to_string();
                if self.dropped.contains(&name) {
                    continue;
                }
                match self.packed.remove(&name) {
                    Some(Packed(spool)) => {
                        let mut alone = ZipArchive::new(spool)?;
                        writer.raw_copy_file(alone.by_index_raw(0)?)?;
                    }
                    None => writer.raw_copy_file(file)?,
                }
            }
            for (name, bytes) in &self.added {
                writer.start_file(name.as_str(), new_entry())?;
                writer.write_all(bytes)?;
            }
            writer.finish()?.flush()?;
            Ok(())
        };
        copy().map_err(not_written)
    }
}

/// The part that holds the relations of another: `xl/_rels/workbook.xml.rels` of `xl/workbook.xml`.
pub(in crate::report) fn rels_name(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// A relation's target as a part name: absolute targets and `..` are understood.
pub(in crate::report) fn resolve(part: &str, target: &str) -> String {
    let mut pieces: Vec<&str> = match (target.starts_with('/'), part.rsplit_once('/')) {
        (false, Some((folder, _))) => folder.split('/').collect(),
        _ => Vec::new(),
    };
    for piece in target.split('/') {
        match piece {
            "" | "." => {}
            ".." => {
                pieces.pop();
            }
            piece => pieces.push(piece),
        }
    }
    pieces.join("/")
}

/// A relation from one part to another of the same file.
#[derive(Debug, Clone)]
pub(in crate::report) struct Relation {
    pub(in crate::report) id: String,
    /// The last word of its type: `worksheet`, `drawing`, `table`; producers differ in the rest.
    pub(in crate::report) kind: String,
    /// The part it leads to.
    pub(in crate::report) part: String,
}

impl Package<'_> {
    /// The relations of a part that lead to other parts of the file.
    pub(in crate::report) fn relations(
        &mut self,
        part: &str,
    ) -> Result<Vec<Relation>, TemplateError> {
        let Some(document) = self.xml(&rels_name(part))? else {
            return Ok(Vec::new());
        };
        let mut relations = Vec::new();
        for element in document.root().elements() {
            let (Some(id), Some(kind), Some(target)) = (
                element.attr("Id"),
                element.attr("Type"),
                element.attr("Target"),
            ) else {
                continue;
            };
            if element.attr("TargetMode").as_deref() == Some("External") {
                continue;
            }
            let kind = kind.rsplit('/').next().unwrap_or("").to_owned();
            relations.push(Relation {
                id,
                kind,
                part: resolve(part, &target),
            });
        }
        Ok(relations)
    }
}

#[cfg(test)]
mod tests {
    use super::{rels_name, resolve};

    #[test]
    fn part_names() {
        assert_eq!(rels_name("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
        assert_eq!(rels_name(""), "_rels/.rels");
        assert_eq!(
            resolve("xl/worksheets/sheet1.xml", "../drawings/d.xml"),
            "xl/drawings/d.xml"
        );
        assert_eq!(
            resolve("xl/workbook.xml", "/xl/worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(resolve("", "xl/workbook.xml"), "xl/workbook.xml");
    }
}
