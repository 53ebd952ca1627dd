//! What came of reading one cell.

/// A cell that could be read, holds nothing, or holds what cannot be read.
///
/// Sums skip what is blank and are not judged when a part is unreadable, so one bad cell makes one finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading<T> {
    /// A value.
    Known(T),
    /// Empty, or a mark that means so (`x`, `-`).
    #[default]
    Blank,
    /// Something stands there, and it is already reported.
    Unreadable,
}

impl<T: Copy> Reading<T> {
    /// The value, if there is one.
    pub fn known(self) -> Option<T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Blank | Self::Unreadable => None,
        }
    }

    /// Whether the cell holds something that could not be read.
    pub fn is_unreadable(&self) -> bool {
        matches!(self, Self::Unreadable)
    }
}
