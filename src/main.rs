//! Arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    tonghop::cli::start(std::env::args_os())
}
