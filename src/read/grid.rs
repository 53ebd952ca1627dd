//! A workbook as the rest of the program sees it: sheets of cells, sparse, with what calamine knows of them.

use serde::{Deserialize, Serialize};

use super::hidden::Hidden;
use super::indexed::{Indexed, RowIndex};
use super::merges::MergeIndex;
use crate::base::place::{Area, Cell};

/// Rows of the largest sheet that Excel has.
pub const ROWS: u32 = 1_048_576;
/// Columns of the largest sheet that Excel has.
pub const COLUMNS: u32 = 16_384;

/// What a workbook can be by its content.
pub const FORMATS: [&str; 5] = ["xlsx", "xlsm", "xlsb", "xls", "ods"];

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// Text as stored, converted to Unicode where it was TCVN3 or VNI; not tidied.
    Text(Box<str>),
    /// A number as Excel stores it; [`crate::base::number::from_float`] makes it exact.
    Number(f64),
    /// A day and its time, midnight where none is told.
    Date(chrono::NaiveDateTime),
    /// TRUE or FALSE.
    Bool(bool),
    /// `#REF!`, `#DIV/0!` …
    Error(Box<str>),
    /// A formula whose result was never saved (the text is in `formula`).
    Uncomputed,
}

/// One cell that is not empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GridCell {
    /// Where.
    pub at: Cell,
    /// What.
    pub content: Content,
    /// Its formula without the equals sign, if it has one, as Excel writes it in English (`SUM(A1:B2)`); empty where
    /// there is a formula whose text cannot be told (functions that are not known, other cells of an array formula).
    pub formula: Option<Box<str>>,
}

/// A legacy encoding that was converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Legacy {
    /// TCVN3 (ABC)
    Tcvn3,
    /// VNI
    Vni,
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// Its name, converted and NFC.
    pub name: String,
    /// Whether a user sees the sheet.
    pub visible: bool,
    /// Its cells that are not empty, sorted by row, then column.
    pub cells: Vec<GridCell>,
    /// Merged areas, sorted.
    pub merges: Vec<Area>,
    /// Rows and columns that a user does not see.
    pub hidden: Hidden,
    /// Cells whose text was converted, by encoding, sorted.
    pub converted: Vec<(Legacy, Cell)>,
    /// Cells that show their number divided by a thousand, so many times, sorted.
    pub scaled: Vec<(Cell, u8)>,
    /// Its merged areas by their columns.
    #[serde(skip)]
    pub merge_index: Indexed<MergeIndex>,
    /// Its cells by their rows.
    #[serde(skip)]
    pub row_index: Indexed<RowIndex>,
}

/// One workbook.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workbook {
    /// What it is by its content, one of [`FORMATS`].
    pub format: &'static str,
    /// Its sheets that hold cells (chart and macro sheets are passed over).
    pub sheets: Vec<Grid>,
    /// Sheets that could not be read, with the reason.
    pub bad_sheets: Vec<(String, String)>,
    /// Names that it defines for its formulas, sorted by name.
    pub names: Vec<DefinedName>,
    /// Tables that its formulas may name, sorted by name.
    pub tables: Vec<Table>,
    /// Its days count from 1 January 1904, as those of Excel for the Macintosh once did.
    pub from_1904: bool,
}

/// A table of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name in small letters: case does not matter.
    pub name: Box<str>,
    /// The sheet that it lies on.
    pub sheet: Box<str>,
    /// All of it, its headings and its row of totals included.
    pub area: Area,
    /// How many rows of headings it has.
    pub headers: u32,
    /// How many rows of totals it has.
    pub totals: u32,
    /// What its columns are called, from left to right.
    pub columns: Vec<Box<str>>,
}

/// A name that stands for cells or a formula.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DefinedName {
    /// The name in small letters: case does not matter.
    pub name: Box<str>,
    /// The sheet on which alone it is known, if it is one's own.
    pub sheet: Option<Box<str>>,
    /// What it stands for, as Excel writes it, without the equals sign.
    pub text: Box<str>,
}

impl Grid {
    /// The cells of one row, in order.
    pub fn row(&self, row: u32) -> &[GridCell] {
        let index = self.row_index.or_make(|| RowIndex::new(&self.cells));
        &self.cells[index.of(&self.cells, row)]
    }

    /// One cell.
    pub fn get(&self, at: Cell) -> Option<&GridCell> {
        let row = self.row(at.row);
        // In most rows no cell is empty between two others.
        let near = at.col.checked_sub(row.first()?.at.col)?;
        let is_it = |cell: &&GridCell| cell.at.col == at.col;
        row.get(usize::from(near)).filter(is_it).or_else(|| {
            let place = row.binary_search_by_key(&at.col, |c| c.at.col);
            place.ok().map(|place| &row[place])
        })
    }

    /// The rows that hold a cell, in order.
    pub fn rows(&self) -> impl Iterator<Item = (u32, &[GridCell])> {
        self.cells
            .chunk_by(|a, b| a.at.row == b.at.row)
            .filter_map(|row| row.first().map(|c| (c.at.row, row)))
    }

    /// The merged area that a cell lies in.
    pub fn merge_at(&self, at: Cell) -> Option<Area> {
        let index = || MergeIndex::new(self.merges.iter().copied());
        self.merge_index.or_make(index).at(at)
    }
}
