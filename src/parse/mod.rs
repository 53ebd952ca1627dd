//! A recognised form to the typed model. It never fails: it returns what it could read and what it found.

pub mod answers;
pub mod approvals;
pub mod cells;
pub mod corrections;
pub mod evidence;
pub mod figures;
mod filled;
pub mod formulas;
mod hidden;
pub mod lines;
pub mod marks;
mod money_columns;
mod name_index;
mod overlap;
pub mod previous;
mod reader;
pub mod recognition;
pub mod register;
mod results;
pub mod sheet;
mod sheets;
pub mod submitter;
pub mod unreadable;
pub mod workbook;
pub mod written;
