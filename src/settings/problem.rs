//! What can be wrong with ky.toml: gathered, never thrown at the first one.
//!
//! A problem carries the key, the line and the nearest right key; its sentence is data
//! (templates/messages/*-cli.ftl) and is put together in `cli`.

use crate::finding::{TextFault, TextFaultKind};

/// One thing that is wrong with the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as its reader named it.
    pub file: String,
    /// The line in it, from 1; absent for what is missing as a whole.
    pub line: Option<usize>,
    /// The key with its section (`period.quarter`); empty where the problem has none.
    pub key: String,
    /// What is wrong.
    pub kind: Kind,
    /// The right key or value that is nearest to what stands there.
    pub nearest: Option<String>,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The file is not UTF-8.
    NotUtf8,
    /// The line is no TOML; its text, and the parser's own words.
    Syntax {
        /// The line as it stands.
        line: String,
        /// What the parser says, in English.
        detail: String,
    },
    /// The line of a file of messages is no Fluent text.
    Words(TextFault),
    /// A key or section that stands twice.
    Twice,
    /// No such key.
    UnknownKey,
    /// No such section.
    UnknownSection,
    /// A value of another type.
    WrongType {
        /// What belongs there.
        wanted: Wanted,
        /// What stands there.
        found: String,
    },
    /// A value that is none of the allowed ones.
    NotOneOf {
        /// What stands there.
        found: String,
        /// The allowed ones, as the sentence lists them.
        allowed: String,
    },
    /// `[period]` lacks its year.
    NoYear,
    /// `[period]` does not say which part of the year.
    NoPart,
    /// `[period]` says several parts of the year; these keys.
    SeveralParts(String),
    /// The corrections are due before the submissions are.
    CorrectionsBeforeDeadline,
    /// No rule has this code.
    UnknownRule,
    /// R001 to R003 stay errors: such a file cannot be made to count.
    StaysError,
    /// No unit has this code.
    UnknownUnit,
    /// A key that must be there is not.
    Missing,
    /// A line of a table with more or fewer columns than these.
    Columns(String),
    /// A text where a day belongs.
    NotADay(String),
    /// A last day before the first one.
    EndsBeforeItBegins,
    /// A limit below 1.
    LimitTooSmall,
    /// A folder without a name.
    FolderEmpty,
    /// A folder outside the workspace, or a name that not every system can keep.
    FolderOutside(String),
    /// Two folders that are one, or lie in each other; the key of the other one.
    FoldersOverlap(String),
    /// A folder by the name of something else in the workspace.
    FolderTaken(String),
}

/// Types of values, as a sentence names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Text in quotes.
    Text,
    /// A whole number.
    Whole,
    /// A date without quotes.
    Date,
    /// `true` or `false`.
    Flag,
    /// A list of texts.
    Texts,
    /// A section with keys of its own.
    Section,
}

impl Kind {
    /// The key of its sentence in templates/messages/*-cli.ftl.
    pub const fn message(&self) -> &'static str {
        match self {
            Self::NotUtf8 => "cli-problem-not-utf8",
            Self::Syntax { .. } => "cli-problem-syntax",
            Self::Words(fault) => match fault.what {
                TextFaultKind::NoEquals => "cli-problem-words-equals",
                TextFaultKind::NoSentence => "cli-problem-words-sentence",
                TextFaultKind::Braces => "cli-problem-words-braces",
                TextFaultKind::NoDefault => "cli-problem-words-default",
                TextFaultKind::Quotes => "cli-problem-words-quotes",
                TextFaultKind::Other => "cli-problem-words-other",
            },
            Self::Twice => "cli-problem-twice",
            Self::UnknownKey => "cli-problem-unknown-key",
            Self::UnknownSection => "cli-problem-unknown-section",
            Self::WrongType { wanted, .. } => match wanted {
                Wanted::Text => "cli-problem-type-text",
                Wanted::Whole => "cli-problem-type-whole",
                Wanted::Date => "cli-problem-type-date",
                Wanted::Flag => "cli-problem-type-flag",
                Wanted::Texts => "cli-problem-type-texts",
                Wanted::Section => "cli-problem-type-section",
            },
            Self::NotOneOf { .. } => "cli-problem-not-one-of",
            Self::NoYear => "cli-problem-no-year",
            Self::NoPart => "cli-problem-no-part",
            Self::SeveralParts(_) => "cli-problem-several-parts",
            Self::CorrectionsBeforeDeadline => "cli-problem-corrections-before-deadline",
            Self::UnknownRule => "cli-problem-unknown-rule",
            Self::StaysError => "cli-problem-stays-error",
            Self::UnknownUnit => "cli-problem-unknown-unit",
            Self::Missing => "cli-problem-missing",
            Self::Columns(_) => "cli-problem-columns",
            Self::NotADay(_) => "cli-problem-day",
            Self::EndsBeforeItBegins => "cli-problem-ends-before",
            Self::LimitTooSmall => "cli-problem-limit-too-small",
            Self::FolderEmpty => "cli-problem-folder-empty",
            Self::FolderOutside(_) => "cli-problem-folder-outside",
            Self::FoldersOverlap(_) => "cli-problem-folders-overlap",
            Self::FolderTaken(_) => "cli-problem-folder-taken",
        }
    }

    /// The values that the sentence names beside `$key`.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Syntax { line, detail } => {
                vec![("text", line.clone()), ("detail", detail.clone())]
            }
            Self::WrongType { found, .. } | Self::NotADay(found) => vec![("found", found.clone())],
            Self::NotOneOf { found, allowed } => {
                vec![("found", found.clone()), ("allowed", allowed.clone())]
            }
            Self::Words(fault) => vec![("text", fault.text.clone())],
            Self::Columns(columns) => vec![("columns", columns.clone())],
            Self::SeveralParts(keys) => vec![("keys", keys.clone())],
            Self::FolderOutside(name) | Self::FolderTaken(name) => vec![("found", name.clone())],
            Self::FoldersOverlap(other) => vec![("other", other.clone())],
            _ => Vec::new(),
        }
    }
}

/// All problems of one file, in the making.
pub(super) struct Problems<'a> {
    file: &'a str,
    text: &'a str,
    list: Vec<Problem>,
}

impl<'a> Problems<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            text,
            list: Vec::new(),
        }
    }

    /// A problem at a byte of the file.
    pub(super) fn at(&mut self, offset: usize, key: impl Into<String>, kind: Kind) {
        self.near(offset, key, kind, None);
    }

    /// The same, with the right key that is nearest.
    pub(super) fn near(
        &mut self,
        offset: usize,
        key: impl Into<String>,
        kind: Kind,
        nearest: Option<String>,
    ) {
        // What is wrong with a line that is no TOML is only that.
        if self.has_syntax(offset) {
            return;
        }
        let line = Some(self.line(offset));
        self.push(line, key.into(), kind, nearest);
    }

    /// A problem of the file as a whole.
    pub(super) fn whole(&mut self, key: impl Into<String>, kind: Kind) {
        self.push(None, key.into(), kind, None);
    }

    fn push(&mut self, line: Option<usize>, key: String, kind: Kind, nearest: Option<String>) {
        self.list.push(Problem {
            file: self.file.to_owned(),
            line,
            key,
            kind,
            nearest,
        });
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        let before = self.text.as_bytes().iter().take(offset);
        before.filter(|&&b| b == b'\n').count() + 1
    }

    /// The text of that line.
    pub(super) fn line_text(&self, offset: usize) -> String {
        let line = self.text.lines().nth(self.line(offset) - 1);
        line.unwrap_or_default().trim().chars().take(80).collect()
    }

    /// Whether the line of this byte is already said to be no TOML.
    fn has_syntax(&self, offset: usize) -> bool {
        let line = Some(self.line(offset));
        self.list
            .iter()
            .any(|p| p.line == line && matches!(p.kind, Kind::Syntax { .. }))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// In the order of the lines; what has no line comes last.
    pub(super) fn into_sorted(mut self) -> Vec<Problem> {
        self.list
            .sort_by_key(|p| (p.line.is_none(), p.line, p.key.clone()));
        self.list
    }
}
