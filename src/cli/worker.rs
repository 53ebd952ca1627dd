//! The program as a worker of its own run: no command of a person, so it has no words and no help.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufReader};
use std::path::PathBuf;

use super::exit;
use crate::read::isolation;

/// As much as a pipe holds on most systems.
const ROOM: usize = 1 << 16;

/// Whether the arguments say so.
pub fn is_meant(args: &[OsString]) -> bool {
    matches!(args, [_, argument] if argument == isolation::ARGUMENT)
}

/// Serves until the run closes the input. The exit code tells nothing: whoever would ask for it is gone.
pub fn serve() -> u8 {
    let abandoned = || std::process::exit(i32::from(exit::OK));
    // A fault is one of the pipes, at whose other end nobody is any more.
    let _ = pipes().and_then(|(input, output)| isolation::serve(input, output, abandoned));
    exit::OK
}

/// The pipes to the run as they are: the library's standard output looks for ends of lines, and would part what is to
/// arrive in one piece.
fn pipes() -> io::Result<(BufReader<File>, File)> {
    let input = BufReader::with_capacity(ROOM, File::from(owned(&io::stdin())?));
    Ok((input, File::from(owned(&io::stdout())?)))
}

#[cfg(unix)]
fn owned(pipe: &impl std::os::fd::AsFd) -> io::Result<std::os::fd::OwnedFd> {
    pipe.as_fd().try_clone_to_owned()
}

#[cfg(windows)]
fn owned(
    pipe: &impl std::os::windows::io::AsHandle,
) -> io::Result<std::os::windows::io::OwnedHandle> {
    pipe.as_handle().try_clone_to_owned()
}

/// The program that is running. Where the system cannot say which it is, the name by which it is known: should that be
/// no worker of this version, the run says so.
pub fn program() -> PathBuf {
    std::env::current_exe().unwrap_or_else(|_| PathBuf::from("tonghop"))
}
