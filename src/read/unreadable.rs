//! Why a file under a workbook's name could not be read: what it is, not only that it failed.

use std::fmt::Display;

use serde::{Deserialize, Serialize};

/// What stands in the file instead of a workbook. Each has a sentence of its own in messages/*.ftl
/// that says what it is and how to save it so that it can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum What {
    /// No byte at all, or nothing but zeros.
    Empty,
    /// The beginning of a workbook without its end (a broken transfer).
    CutOff,
    /// A workbook whose parts contradict each other.
    Damaged,
    /// Excel 2 to 4, before workbooks.
    TooOld,
    /// A workbook with macro sheets of Excel 4 in a new format, which Excel itself blocks.
    MacroSheets,
    /// A web page with an Excel name, as many systems export it.
    Html,
    /// "XML Spreadsheet 2003".
    Xml2003,
    /// Other XML.
    Xml,
    /// Text with separators.
    Csv,
    /// A PDF.
    Pdf,
    /// A Word document (.docx, .docm).
    Docx,
    /// Another document of Office or `LibreOffice` (.pptx, .odt, .odp …).
    OtherOffice,
    /// A Word, `PowerPoint` or other document in the format of Office 97 to 2003.
    OldOffice,
    /// A zip archive of something else.
    Zip,
    /// A zip archive without any entry.
    EmptyZip,
    /// A .rar, .7z or .gz archive.
    Archive,
    /// A picture.
    Picture,
    /// A folder, a pipe or a device: never opened.
    NotAFile,
    /// Nothing that is known.
    Unknown,
}

impl What {
    /// All of them, in the order above.
    pub const ALL: [Self; 19] = [
        Self::Empty,
        Self::CutOff,
        Self::Damaged,
        Self::TooOld,
        Self::MacroSheets,
        Self::Html,
        Self::Xml2003,
        Self::Xml,
        Self::Csv,
        Self::Pdf,
        Self::Docx,
        Self::OtherOffice,
        Self::OldOffice,
        Self::Zip,
        Self::EmptyZip,
        Self::Archive,
        Self::Picture,
        Self::NotAFile,
        Self::Unknown,
    ];

    /// The key of its sentence.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::CutOff => "cut-off",
            Self::Damaged => "damaged",
            Self::TooOld => "too-old",
            Self::MacroSheets => "macro-sheets",
            Self::Html => "html",
            Self::Xml2003 => "xml-2003",
            Self::Xml => "xml",
            Self::Csv => "csv",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::OtherOffice => "other-office",
            Self::OldOffice => "old-office",
            Self::Zip => "zip",
            Self::EmptyZip => "empty-zip",
            Self::Archive => "archive",
            Self::Picture => "picture",
            Self::NotAFile => "not-a-file",
            Self::Unknown => "unknown",
        }
    }
}

/// Why a file is no workbook that counts: rules R001, R002 and R003.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// R001: it is something else, or no whole workbook.
    Broken {
        /// What it is.
        what: What,
        /// What exactly failed, in English, for the technically minded; may be empty.
        detail: String,
    },
    /// R002: a password is needed.
    Encrypted,
    /// R003: beyond a limit.
    OverLimit {
        /// Its key in ky.toml `[limits]`.
        limit: &'static str,
        /// What the limit allows, in the unit of the key.
        allowed: String,
        /// What the file needs, in the unit of the key; where reading stopped at the limit, `> allowed`.
        value: String,
    },
}

impl Unreadable {
    /// R001 with what it is and a detail.
    pub fn broken(what: What, detail: impl Display) -> Self {
        Self::Broken {
            what,
            detail: detail.to_string(),
        }
    }
}
