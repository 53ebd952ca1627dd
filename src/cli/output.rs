//! Where the program speaks: results to standard output, everything else to standard error.
//!
//! A reader that goes away (`| head`) ends the speech and nothing else; a full disk behind standard output is a fault.

use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};

use super::exit;
use crate::base::direction::turns_direction;
use crate::finding::Severity;

/// A style of the terminal; what does not show colours gets the bare text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// An error.
    Error,
    /// A warning.
    Warning,
    /// Something to know.
    Info,
    /// A heading.
    Strong,
    /// Something beside the matter.
    Dim,
}

impl Style {
    /// The style of a severity.
    pub const fn of(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Info,
        }
    }

    /// The text in this style, as terminals take it.
    pub fn paint(self, text: &str) -> String {
        let code = match self {
            Self::Error => "1;31",
            Self::Warning => "1;33",
            Self::Info => "36",
            Self::Strong => "1",
            Self::Dim => "2",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

/// Both streams of the program.
pub struct Output {
    out: AutoStream<io::Stdout>,
    err: AutoStream<io::Stderr>,
    /// Set once standard output takes nothing more.
    closed: bool,
    /// Set if that was no reader that went away.
    failed: bool,
}

impl Output {
    /// Both streams; `Auto` colours a terminal unless `NO_COLOR` is set.
    pub fn new(color: ColorChoice) -> Self {
        Self {
            out: AutoStream::new(io::stdout(), color),
            err: AutoStream::new(io::stderr(), color),
            closed: false,
            failed: false,
        }
    }

    /// A line of the result.
    pub fn line(&mut self, text: &str) {
        self.raw(format!("{text}\n").as_bytes());
    }

    /// A part of the result as it stands.
    pub fn raw(&mut self, bytes: &[u8]) {
        if self.closed {
            return;
        }
        if let Err(error) = self.out.write_all(bytes) {
            self.closed = true;
            self.failed = error.kind() != io::ErrorKind::BrokenPipe;
        }
    }

    /// A line to the person at the terminal. There is nobody to tell if it fails.
    pub fn note(&mut self, text: &str) {
        let _ = writeln!(self.err, "{text}");
    }

    /// Ends the speech: the exit code, or [`exit::FAULT`] if the result could not be told.
    pub fn finish(mut self, code: u8) -> u8 {
        if !self.closed
            && let Err(error) = self.out.flush()
        {
            self.failed = error.kind() != io::ErrorKind::BrokenPipe;
        }
        if self.failed { exit::FAULT } else { code }
    }
}

/// Text from a file or a name, without what would move the terminal's cursor or change its colours.
pub fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' => ' ',
            c if c.is_control() || turns_direction(c) => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// At most so many characters, the last of them "…" if something is left out.
pub fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most.saturating_sub(1)).collect();
    short.push('…');
    short
}

/// The text with blanks up to a width in characters.
pub fn pad(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(text.chars().count());
    format!("{text}{}", " ".repeat(blanks))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_files_cannot_steer_the_terminal() {
        assert_eq!(plain("a\u{1b}[2Jb\nc\u{202e}d"), "a\u{fffd}[2Jb c\u{fffd}d");
    }

    #[test]
    fn widths_count_characters() {
        assert_eq!(pad("Lũy kế", 8), "Lũy kế  ");
        assert_eq!(cut("Lũy kế", 4), "Lũy…");
        assert_eq!(cut("Lũy", 4), "Lũy");
    }
}
