//! What a row turns out to be: its class, its label, its number.

use crate::base::place::Cell;
use crate::model::Source;

use super::lines::Line;
use super::numbering::Kind;

/// The class of a row, as `inspect` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Above the header.
    Title,
    /// Of the header.
    Header,
    /// Numbers the columns.
    Numbering,
    /// A group of rows, with or without a subtotal.
    Group,
    /// A project.
    Project,
    /// A further result of the project above.
    Result,
    /// A line of the money form.
    Activity,
    /// A line of the results form.
    Indicator,
    /// Part of the row above ("Trong đó").
    OfWhich,
    /// A total.
    Total,
    /// A note or a sample.
    Note,
    /// The signature block.
    Signature,
    /// Nothing, or a number without a line.
    Blank,
    /// Figures that fit no class.
    Unknown,
}

impl Class {
    /// Whether the row is a line of its form: a project, an activity, an indicator.
    pub const fn is_line(self) -> bool {
        matches!(self, Self::Project | Self::Activity | Self::Indicator)
    }
}

/// One row with what its left part says.
#[derive(Clone, Debug)]
pub struct Row {
    /// The row, from 0.
    pub row: u32,
    /// Its class.
    pub class: Class,
    /// Its level: 0 for the outermost group; a project stands below its group.
    pub level: u8,
    /// Its label, tidied, with its numbering.
    pub label: String,
    /// Where the label stands.
    pub label_cell: Option<Cell>,
    /// Kind of its number.
    pub kind: Kind,
    /// Its number as printed.
    pub seq: Option<String>,
    /// The line of the programme that it names.
    pub line: Option<Line>,
    /// For a total: the group that it closes, as `Cộng I` says; `None` for the sheet's own.
    pub closes: Option<String>,
    /// Whose money it prints, where its label or a column of sources says so.
    pub source: Option<Source>,
    /// First and last of the rows over which its words run: a long name is often typed on two, without a line break.
    pub spread: (u32, u32),
}

impl Row {
    /// A row of which nothing but its class is asked.
    pub(super) fn bare(row: u32, class: Class) -> Self {
        Self {
            row,
            class,
            level: 0,
            label: String::new(),
            label_cell: None,
            kind: Kind::Plain,
            seq: None,
            line: None,
            closes: None,
            source: None,
            spread: (row, row),
        }
    }
}
