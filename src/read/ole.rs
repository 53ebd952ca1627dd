//! The compound file of Office 97 to 2003, read and written by hand.
//!
//! calamine reads compound files too, but on damaged ones it aborts or panics, and it cannot be given a repaired
//! stream. So the stream is taken out here with every chain bounded, and handed on in a new, plain container.

use super::limits::Budget;
use super::unreadable::{Unreadable, What};

const END: u32 = 0xffff_fffe;
const FREE: u32 = 0xffff_ffff;
const FAT: u32 = 0xffff_fffd;
/// The first number that is a mark and no sector.
const MARKS: u32 = 0xffff_fffa;

/// One stream or storage.
#[derive(Clone, Debug)]
struct Entry {
    name: String,
    kind: u8,
    start: u32,
    size: u64,
}

/// An opened compound file.
#[derive(Debug)]
pub struct Ole<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini: Vec<u8>,
    entries: Vec<Entry>,
}

impl<'a> Ole<'a> {
    /// Reads header, tables and directory.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let cut = || Unreadable::broken(What::CutOff, "the compound file ends in its header");
        let damaged = |why: &str| Unreadable::broken(What::Damaged, why);
        let header = bytes.get(..512).ok_or_else(cut)?;
        let sector: usize = match u16_at(header, 30) {
            Some(9) => 512,
            Some(12) => 4096,
            _ => return Err(damaged("the compound file has no known sector size")),
        };
        let field = |at: usize| u32_at(header, at).unwrap_or(END);
        let mut ole = Self {
            bytes,
            sector,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini: Vec::new(),
            entries: Vec::new(),
        };
        let mut tables: Vec<u32> = (0..109).map(|i| field(76 + 4 * i)).collect();
        let mut next = field(68);
        for _ in 0..ole.sectors() {
            let Some(table) = ole.sector_at(next) else {
                break;
            };
            let mut ids = numbers(table);
            next = ids.pop().unwrap_or(END);
            tables.extend(ids);
        }
        tables.truncate(ole.sectors());
        for id in tables.into_iter().filter(|&id| id < MARKS) {
            let table = ole
                .sector_at(id)
                .ok_or_else(|| Unreadable::broken(What::CutOff, "a table of sectors is missing"))?;
            ole.fat.extend(numbers(table));
        }
        let directory = ole.chain(field(48), u64::MAX);
        ole.entries = directory.chunks_exact(128).map(entry).collect();
        let Some(root) = ole.entries.first().cloned() else {
            return Err(Unreadable::broken(What::CutOff, "the directory is missing"));
        };
        ole.mini_fat = numbers(&ole.chain(field(60), u64::MAX));
        ole.mini = ole.chain(root.start, root.size);
        Ok(ole)
    }

    /// Whether there is an entry of that name (case aside).
    pub fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries
            .iter()
            .find(|e| e.kind != 0 && e.name.eq_ignore_ascii_case(name))
    }

    /// A stream whole; `None` if there is none of that name. R001 if its end is missing.
    pub fn stream(&self, name: &str, budget: &Budget) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(entry) = self.entry(name).filter(|e| e.kind == 2) else {
            return Ok(None);
        };
        // Files of version 3 may hold rubbish in the upper half of the size.
        let size = if self.sector == 512 {
            entry.size & 0xffff_ffff
        } else {
            entry.size
        };
        let mut stream = if size < 4096 {
            self.mini_chain(entry.start, size)
        } else {
            self.chain(entry.start, size)
        };
        budget.time()?;
        let missing = size.saturating_sub(stream.len() as u64);
        // Some programs leave the last sector short.
        if missing >= self.sector as u64 {
            let why = format!("{name} should have {size} bytes and has {}", stream.len());
            return Err(Unreadable::broken(What::CutOff, why));
        }
        stream.resize(usize::try_from(size).unwrap_or(stream.len()), 0);
        Ok(Some(stream))
    }

    fn sectors(&self) -> usize {
        self.bytes.len().div_ceil(self.sector)
    }

    fn sector_at(&self, id: u32) -> Option<&'a [u8]> {
        if id >= MARKS {
            return None;
        }
        let start = usize::try_from(id)
            .ok()?
            .checked_add(1)?
            .checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|s| !s.is_empty())
    }

    /// The bytes of a chain, at most `size`; it ends early where it leaves the file, and cannot run in a circle.
    fn chain(&self, start: u32, size: u64) -> Vec<u8> {
        let mut out = Vec::new();
        let mut id = start;
        for _ in 0..self.sectors() {
            let Some(sector) = self.sector_at(id) else {
                break;
            };
            out.extend_from_slice(sector);
            if out.len() as u64 >= size {
                break;
            }
            id = at(&self.fat, id).unwrap_or(END);
        }
        out.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        out
    }

    fn mini_chain(&self, start: u32, size: u64) -> Vec<u8> {
        let mut out = Vec::new();
        let mut id = start;
        for _ in 0..=self.mini.len() / 64 {
            let Some(sector) = usize::try_from(id)
                .ok()
                .and_then(|i| i.checked_mul(64))
                .and_then(|from| {
                    self.mini
                        .get(from..self.mini.len().min(from.checked_add(64)?))
                })
            else {
                break;
            };
            out.extend_from_slice(sector);
            if out.len() as u64 >= size {
                break;
            }
            id = at(&self.mini_fat, id).unwrap_or(END);
        }
        out.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        out
    }
}

fn at(table: &[u32], id: u32) -> Option<u32> {
    table.get(usize::try_from(id).ok()?).copied()
}

fn entry(raw: &[u8]) -> Entry {
    let length = usize::from(u16_at(raw, 64).unwrap_or(0)).clamp(2, 64) - 2;
    let units: Vec<u16> = (0..length / 2).filter_map(|i| u16_at(raw, 2 * i)).collect();
    let size =
        u64::from(u32_at(raw, 120).unwrap_or(0)) | u64::from(u32_at(raw, 124).unwrap_or(0)) << 32;
    Entry {
        name: String::from_utf16_lossy(&units),
        kind: raw.get(66).copied().unwrap_or(0),
        start: u32_at(raw, 116).unwrap_or(END),
        size,
    }
}

fn numbers(raw: &[u8]) -> Vec<u32> {
    (0..raw.len() / 4)
        .filter_map(|i| u32_at(raw, 4 * i))
        .collect()
}

/// Two bytes, the low one first.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let raw = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(raw.try_into().ok()?))
}

/// Four bytes, the low one first.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let raw = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(raw.try_into().ok()?))
}

/// A compound file with one stream `Workbook`. `None` beyond 400 MiB, which no file within the limits has.
pub fn container(stream: &[u8]) -> Option<Vec<u8>> {
    const SECTOR: usize = 4096;
    // A shorter stream would belong among the mini sectors; zeros behind the last record are no records.
    let size = stream.len().max(SECTOR);
    let data = size.div_ceil(SECTOR);
    let per_table = SECTOR / 4;
    let tables = (data + 2).div_ceil(per_table - 1);
    if tables > 109 {
        return None;
    }
    let id = |n: usize| u32::try_from(n).unwrap_or(END);
    // In this order: the stream, the directory, the tables.
    let directory = data;
    let first_table = data + 1;
    let mut out = vec![0; SECTOR];
    let mut put = |at: usize, raw: &[u8]| {
        if let Some(place) = out.get_mut(at..at + raw.len()) {
            place.copy_from_slice(raw);
        }
    };
    put(0, &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    put(24, &0x3e_u16.to_le_bytes());
    put(26, &4_u16.to_le_bytes());
    put(28, &0xfffe_u16.to_le_bytes());
    put(30, &12_u16.to_le_bytes());
    put(32, &6_u16.to_le_bytes());
    put(40, &1_u32.to_le_bytes());
    put(44, &id(tables).to_le_bytes());
    put(48, &id(directory).to_le_bytes());
    put(56, &4096_u32.to_le_bytes());
    put(60, &END.to_le_bytes());
    put(68, &END.to_le_bytes());
    for table in 0..109 {
        let place = if table < tables {
            id(first_table + table)
        } else {
            FREE
        };
        put(76 + 4 * table, &place.to_le_bytes());
    }
    out.extend_from_slice(stream);
    out.resize(SECTOR + data * SECTOR, 0);
    let start = out.len();
    out.extend(directory_entry("Root Entry", 5, 1, 0, 0));
    out.extend(directory_entry("Workbook", 2, FREE, 0, size));
    out.resize(start + SECTOR, 0);
    let mut fat: Vec<u32> = (1..=data).map(id).collect();
    if let Some(last) = fat.last_mut() {
        *last = END;
    }
    fat.push(END);
    fat.resize(fat.len() + tables, FAT);
    fat.resize(tables * per_table, FREE);
    out.extend(fat.into_iter().flat_map(u32::to_le_bytes));
    Some(out)
}

fn directory_entry(name: &str, kind: u8, child: u32, start: u32, size: usize) -> Vec<u8> {
    let mut raw: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u16::try_from(raw.len() + 2).unwrap_or(0);
    raw.resize(64, 0);
    raw.extend(length.to_le_bytes());
    raw.extend([kind, 1]);
    raw.extend(FREE.to_le_bytes());
    raw.extend(FREE.to_le_bytes());
    raw.extend(child.to_le_bytes());
    raw.resize(116, 0);
    raw.extend(start.to_le_bytes());
    raw.extend((size as u64).to_le_bytes());
    raw
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Limits;

    #[test]
    fn what_is_written_is_read() {
        let budget = Budget::new(&Limits::default());
        for size in [1, 4096, 4097, 4096 * 1023, 4096 * 1024 + 5] {
            let stream: Vec<u8> = (0..size).map(|i: usize| i.to_le_bytes()[0]).collect();
            let file = container(&stream).unwrap();
            let ole = Ole::open(&file).unwrap();
            let read = ole.stream("workbook", &budget).unwrap().unwrap();
            assert_eq!(read.len(), size.max(4096));
            assert!(read.starts_with(&stream), "{size}");
            assert!(!ole.has("Book"));
        }
    }

    #[test]
    fn a_file_without_its_end_is_cut_off() {
        let budget = Budget::new(&Limits::default());
        let mut file = container(&vec![7; 100_000]).unwrap();
        file.truncate(300);
        assert!(matches!(
            Ole::open(&file),
            Err(Unreadable::Broken {
                what: What::CutOff,
                ..
            })
        ));
        let mut file = container(&vec![7; 100_000]).unwrap();
        // The stream's chain leads out of the file.
        let table = file.len() - 4096;
        file[table..table + 4].copy_from_slice(&0x00ff_0000_u32.to_le_bytes());
        let ole = Ole::open(&file).unwrap();
        assert!(matches!(
            ole.stream("Workbook", &budget),
            Err(Unreadable::Broken {
                what: What::CutOff,
                ..
            })
        ));
    }

    #[test]
    fn a_chain_in_a_circle_ends() {
        let mut file = container(&vec![7; 100_000]).unwrap();
        let table = file.len() - 4096;
        file[table..table + 4].copy_from_slice(&0_u32.to_le_bytes());
        let ole = Ole::open(&file).unwrap();
        assert!(ole.chain(0, u64::MAX).len() <= file.len() + 4096);
    }
}
