//! What can be wrong with a table of the templates (units.csv, unit-names.csv, successors.csv), without words: they are told like the
//! problems of ky.toml.

/// Where a table cannot be read, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what:?}")]
pub struct TableError {
    /// Line in the file, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: TableFault,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableFault {
    /// It has more or fewer columns than these.
    Columns(&'static str),
    /// A column takes a day; what stands there.
    Day(&'static str, String),
    /// A column takes one of some words.
    Word {
        /// The column.
        column: &'static str,
        /// What stands there.
        found: String,
        /// The words.
        allowed: &'static [&'static str],
    },
    /// A column that must not be empty.
    Empty(&'static str),
    /// No unit has this code.
    Unit(String),
}
