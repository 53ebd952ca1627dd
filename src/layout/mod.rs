//! Cells to a recognised form: headings, columns, money units, classes of rows.
//!
//! What a form is called and how its headings read is data (templates/layouts/); how a sheet is laid out is
//! read from the sheet itself. Nothing here knows what a figure means.

mod assigned;
mod beside;
mod body;
mod claims;
pub mod columns;
mod continued;
mod details;
pub mod effort;
mod evidence;
mod fit;
pub mod header;
pub mod heading;
mod labels;
mod leaves;
pub mod lines;
mod look;
mod meaning;
pub mod memo;
pub mod money_unit;
pub mod numbering;
pub mod outline;
mod phase_rows;
mod plain_columns;
pub mod recognise;
mod result_columns;
mod row;
pub mod rows;
mod share_rows;
mod sheet_unit;
mod source_totals;
mod sources;
mod spans;
mod subject;
mod table_end;
mod table_top;
mod tables;
pub mod texts;
mod titles;
pub mod vocabulary;

pub use columns::{Column, Role};
pub use memo::Memo;
pub use recognise::{Recognised, Recogniser, Sheet};
pub use rows::{Class, Row};
pub use vocabulary::{Layout, LayoutError, Layouts};
