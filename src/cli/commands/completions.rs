//! `completions`: what a shell needs to complete commands and options.

use clap_complete::Shell;

use super::super::args::command;
use super::super::exit;
use super::super::output::Output;
use super::super::words::Words;

/// Prints the completions of a shell.
pub fn completions(shell: Shell, words: &Words, output: &mut Output) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(words), "tonghop", &mut script);
    output.raw(&script);
    exit::OK
}
