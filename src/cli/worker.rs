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

/// Serves until the run closes the input. The exit code tells nothing: whoever would ask for it is gone.
pub fn serve() -> u8 {
    let abandoned = || std::process::exit(i32::from(exit::OK));
    // A fault is one of the pipes, at whose other end nobody is any more.
    let _ = isolation::serve(io::stdin(), io::stdout(), abandoned);
    exit::OK
}

/// The program that is running. Where the system cannot say which it is, the name by which it is known: should that be
/// no worker of this version, the run says so.
pub fn program() -> PathBuf {
    std::env::current_exe().unwrap_or_else(|_| PathBuf::from("tonghop"))
}
