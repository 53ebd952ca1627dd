//! The limits of one file, checked before and while it is read.

use std::time::{Duration, Instant};

pub use crate::settings::Limits;

use super::unreadable::Unreadable;

const MIB: u64 = 1024 * 1024;

impl Limits {
    /// Whether a file of so many bytes may be read at all.
    pub fn file_size(&self, bytes: u64) -> Result<(), Unreadable> {
        over_mib("file_mib", self.file_mib, bytes)
    }

    /// Whether so many sheets may be read.
    pub fn sheet_count(&self, sheets: usize) -> Result<(), Unreadable> {
        if sheets as u64 > self.sheets {
            return Err(Unreadable::OverLimit {
                limit: "sheets",
                allowed: self.sheets.to_string(),
                value: sheets.to_string(),
            });
        }
        Ok(())
    }

    /// Whether `packed` bytes may become `unpacked` ones.
    pub fn unpacked_size(&self, packed: u64, unpacked: u64) -> Result<(), Unreadable> {
        over_mib("unpacked_mib", self.unpacked_mib, unpacked)?;
        let ratio = unpacked.div_ceil(packed.max(1));
        if ratio > self.ratio {
            return Err(Unreadable::OverLimit {
                limit: "ratio",
                allowed: self.ratio.to_string(),
                value: ratio.to_string(),
            });
        }
        Ok(())
    }

    /// Whether so many bytes may be held at once.
    pub fn memory(&self, bytes: u64) -> Result<(), Unreadable> {
        over_mib("memory_mib", self.memory_mib, bytes)
    }

    /// The memory limit in bytes.
    pub fn memory_bytes(&self) -> u64 {
        self.memory_mib.saturating_mul(MIB)
    }
}

fn over_mib(limit: &'static str, allowed: u64, bytes: u64) -> Result<(), Unreadable> {
    if bytes > allowed.saturating_mul(MIB) {
        return Err(Unreadable::OverLimit {
            limit,
            allowed: allowed.to_string(),
            value: bytes.div_ceil(MIB).to_string(),
        });
    }
    Ok(())
}

/// What one file has cost so far.
#[derive(Clone, Debug)]
pub struct Budget {
    limits: Limits,
    /// Time is a limit of the contract; it decides only whether a file is read, never how.
    started: Instant,
    cells: u64,
    memory: u64,
}

impl Budget {
    /// Nothing spent yet; the time runs from now.
    pub fn new(limits: &Limits) -> Self {
        Self {
            limits: *limits,
            started: Instant::now(),
            cells: 0,
            memory: 0,
        }
    }

    /// The limits it is held against.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// One more used cell that holds so many bytes of text and formula.
    pub fn cell(&mut self, text: usize) -> Result<(), Unreadable> {
        self.cells += 1;
        if self.cells > self.limits.cells {
            return Err(Unreadable::OverLimit {
                limit: "cells",
                allowed: self.limits.cells.to_string(),
                value: format!("> {}", self.limits.cells),
            });
        }
        let own = size_of::<super::grid::GridCell>();
        self.memory = self.memory.saturating_add((own + text) as u64);
        if self.memory > self.limits.memory_bytes() {
            return self.limits.memory(self.memory);
        }
        if self.cells.is_multiple_of(4096) {
            self.time()?;
        }
        Ok(())
    }

    /// Whether there is time left.
    pub fn time(&self) -> Result<(), Unreadable> {
        if self.started.elapsed() > Duration::from_secs(self.limits.seconds) {
            return Err(Unreadable::OverLimit {
                limit: "seconds",
                allowed: self.limits.seconds.to_string(),
                value: format!("> {}", self.limits.seconds),
            });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ratio_is_of_the_whole_file() {
        let limits = Limits::default();
        assert!(limits.unpacked_size(1000, 200_000).is_ok());
        assert!(matches!(
            limits.unpacked_size(1000, 200_001),
            Err(Unreadable::OverLimit { limit: "ratio", .. })
        ));
    }

    #[test]
    fn cells_and_their_text_are_counted() {
        let limits = Limits {
            cells: 2,
            memory_mib: 1,
            ..Limits::default()
        };
        let mut budget = Budget::new(&limits);
        assert!(budget.cell(10).is_ok());
        assert!(matches!(
            budget.cell(1 << 20),
            Err(Unreadable::OverLimit {
                limit: "memory_mib",
                ..
            })
        ));
        assert!(matches!(
            budget.cell(0),
            Err(Unreadable::OverLimit { limit: "cells", .. })
        ));
    }
}
