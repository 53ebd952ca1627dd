//! Fills an official template in place.
//!
//! A template is an .xlsx drawn by hand with `{{…}}` in its cells. [`fill`] puts values in their
//! place, repeats the model rows of lists, lets everything that points to rows follow them, computes
//! every formula, and leaves each part of the file that has none of this byte for byte as it is.
//!
//! # Steps
//!
//! 1. `package` and `book` read the zip file, its sheets, names and strings; what cannot be kept is refused.
//! 2. `grid` and `placeholder` find what the cells ask for; `map`, `plan` and `emitted` say which rows are
//!    model rows of which list, and what takes their place.
//! 3. `region` and `shift` say where rows and references go.
//! 4. `layout` lays each sheet out row by row, `cells` fills its cells, `needed` says which values formulas look at.
//! 5. `tables` knows the tables that formulas name, and `base::formula` computes all formulas in exact decimals.
//!    What has no result is told by `unsaved`.
//! 6. `outside` with `drawn`, `heads` and `noted` fills what stands in no cell, or tells it.
//! 7. `write` with `emit`, `moved`, `charts` writes what changed; `fill` is the whole way on one page.
//!
//! Nothing here knows what the figures mean; of the crate this folder uses `base::formula` and what `base` knows of texts.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")
)]

mod arranged;
pub(super) mod book;
mod cells;
mod charts;
mod data;
mod dates;
mod drawn;
mod emit;
mod emitted;
mod error;
mod fill;
pub(super) mod fit;
mod grid;
mod heads;
mod hide;
mod layout;
mod map;
mod map_keys;
mod moved;
mod named;
mod nearest;
mod needed;
mod noted;
mod outside;
pub(super) mod package;
mod pages;
mod placeholder;
mod plan;
mod region;
mod runs;
mod shift;
mod tables;
mod traced;
mod unsaved;
mod vanished;
mod write;
pub(super) mod xml;

use crate::base::formula::{cellref, expr, lex, parse, reach, shape, table, values, workbook};

pub use arranged::{Arranged, Arrangement};
pub use data::{Data, Filled, Group, List, ModelRows, Outside, Placeholder, Row, Value, Warning};
pub use error::{Language, MapFault, MapProblem, Reason, TemplateError, Unkept};
pub use fill::{fill, fill_traced, names};
pub use package::Scratch;
pub use traced::{Computed, Figure, Looked};
pub use unsaved::Unsaved;
