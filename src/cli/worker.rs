//! The program as a worker of its own run: no command of a person, so it has no words and no help.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

use super::exit;
use crate::read::isolation;

/// Whether the arguments say so.
pub fn is_meant(args: &[OsString]) -> bool {
    matches!(args, [_, argument] if argument == isolation::ARGUMENT)
}

/// Serves until the run closes the input; the exit code tells nothing to it but that the worker is gone.
pub fn serve() -> u8 {
    // Whoever waits for a file that is still being parsed is gone as well.
    let abandoned = || std::process::exit(i32::from(exit::OK));
    match isolation::serve(io::stdin(), io::stdout(), abandoned) {
        Ok(()) => exit::OK,
        Err(_) => exit::FAULT,
    }
}

/// The program that is running. Where the system cannot say which it is, the name by which it is known: should that be
/// no worker of this version, the run says so.
pub fn program() -> PathBuf {
    std::env::current_exe().unwrap_or_else(|_| PathBuf::from("tonghop"))
}
