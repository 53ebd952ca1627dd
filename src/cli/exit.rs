//! Exit codes, as the contract promises them to scripts.

/// No open finding of severity error.
pub const OK: u8 = 0;

/// At least one open finding of severity error; the results are written all the same.
pub const FINDINGS: u8 = 1;

/// Could not run: bad arguments, bad settings, an unreadable workspace, nothing could be written.
/// The reason is on standard error in words, with `--format json` too, and standard output stays empty.
pub const FAULT: u8 = 2;
