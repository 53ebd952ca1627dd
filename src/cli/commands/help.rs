//! `help`: the same text as `--help`.

use super::super::args::command;
use super::super::exit;
use super::super::output::Output;
use super::super::words::Words;

/// Prints the help of a command, or of the whole program.
pub fn help(name: Option<&str>, words: &Words, output: &mut Output) -> u8 {
    let mut root = command(words);
    // Options of every command reach the commands only once all is built.
    root.build();
    let text = match name.and_then(|name| root.find_subcommand_mut(name)) {
        Some(command) => command.render_help(),
        None => root.render_help(),
    };
    output.raw(text.ansi().to_string().as_bytes());
    exit::OK
}
