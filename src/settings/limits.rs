//! How much one input file may cost before it is set aside (contract, section 6).

use serde::{Deserialize, Serialize};

use super::problem::{Kind, Problems};
use super::section::Section;

/// The limits for one input file; a file beyond one of them is R003 and does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Size of the file as it lies on disk, in MiB.
    pub file_mib: u64,
    /// Size of its parts once unpacked, in MiB.
    pub unpacked_mib: u64,
    /// How many times larger than packed one part may be.
    pub ratio: u64,
    /// Cells that hold something.
    pub cells: u64,
    /// Sheets.
    pub sheets: u64,
    /// Seconds to read it.
    pub seconds: u64,
    /// Memory to read it, in MiB.
    pub memory_mib: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_mib: 64,
            unpacked_mib: 1024,
            ratio: 200,
            cells: 5_000_000,
            sheets: 512,
            seconds: 60,
            memory_mib: 1024,
        }
    }
}

/// Keys of `[limits]`.
pub(super) const KEYS: &[&str] = &[
    "file_mib",
    "unpacked_mib",
    "ratio",
    "cells",
    "sheets",
    "seconds",
    "memory_mib",
];

impl Limits {
    /// Each limit with its key, in the order of the contract.
    pub fn entries(&self) -> [(&'static str, u64); 7] {
        [
            ("file_mib", self.file_mib),
            ("unpacked_mib", self.unpacked_mib),
            ("ratio", self.ratio),
            ("cells", self.cells),
            ("sheets", self.sheets),
            ("seconds", self.seconds),
            ("memory_mib", self.memory_mib),
        ]
    }

    pub(super) fn read(section: &Section<'_>, problems: &mut Problems<'_>) -> Self {
        let mut limits = Self::default();
        for (key, value) in [
            ("file_mib", &mut limits.file_mib),
            ("unpacked_mib", &mut limits.unpacked_mib),
            ("ratio", &mut limits.ratio),
            ("cells", &mut limits.cells),
            ("sheets", &mut limits.sheets),
            ("seconds", &mut limits.seconds),
            ("memory_mib", &mut limits.memory_mib),
        ] {
            let Some(number) = section.whole(key, problems) else {
                continue;
            };
            match u64::try_from(number.value).ok().filter(|&n| n >= 1) {
                Some(limit) => *value = limit,
                None => problems.at(number.offset, section.path(key), Kind::LimitTooSmall),
            }
        }
        limits
    }
}
