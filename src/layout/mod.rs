//! Cells to a recognised form: headings, columns, money units, classes of rows.
//!
//! What a form is called and how its headings read is data (templates/layouts/); how a sheet is laid out is
//! read from the sheet itself. Nothing here knows what a figure means.

pub mod columns;
pub mod header;
pub mod heading;
pub mod lines;
pub mod memo;
pub mod money_unit;
pub mod numbering;
pub mod recognise;
pub mod rows;
pub mod spelling;
pub mod titles;
pub mod vocabulary;

pub use columns::{Column, Role};
pub use memo::Memo;
pub use recognise::{Recognised, Recogniser, Sheet};
pub use rows::{Class, Row};
pub use vocabulary::{Layout, Layouts};
