//! Bytes to cells: the only place that knows calamine.
//!
//! [`discover`] lists the files of a folder, [`load`] brings one into memory, [`workbook`] makes a
//! [`grid::Workbook`] of it or says with [`Unreadable`] why not (R001, R002, R003). All of it stands under
//! [`Limits`], and what a file is is told by its content, never by its name. A run reads through [`Reader`], which
//! keeps the parsing of hostile files in processes of its own ([`isolation`]).

pub mod grid;
pub mod hidden;
pub mod isolation;

mod archive;
mod arrays;
mod biff;
mod biff8;
mod binary;
mod capitals;
mod collect;
mod delimited;
mod discover;
mod formula;
mod indexed;
mod legacy;
mod limits;
mod mend;
pub mod merges;
mod names;
mod ods;
mod ods_cell;
mod ole;
mod open;
mod package;
mod plain;
mod quiet;
mod rows;
mod scaled;
mod sniff;
mod survey;
mod tables;
mod unreadable;
mod value;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

pub use delimited::delimited;
pub use discover::{Discovery, Found, FoundKind, discover, has_workbook_name, hash, load, name_in};
pub use isolation::Reader;
pub use limits::Limits;
pub use open::workbook;
pub use unreadable::{Unreadable, What};
pub use value::time_of_day;
