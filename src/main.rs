//! Arguments in, exit code out.

use std::process::ExitCode;

/// A run makes and drops millions of small texts, which the system's allocator is slow at (tests/bench).
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    tonghop::cli::start(std::env::args_os())
}
