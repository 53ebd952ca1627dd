//! Formulas and their results in exact decimals: one engine for what is read and for what is written.
//!
//! # Steps
//!
//! 1. `lex` cuts a formula into tokens, `expr` makes a tree of them; `table` knows what tables are referred to by, `shape`
//!    tells formulas that say the same of their row.
//! 2. `order` computes what a formula builds on before it, without recursion; `reach` finds where a reference leads that is
//!    computed itself.
//! 3. `eval` computes a tree over the cells of an `eval::Book`; `functions` lists the functions, each kind in its own file.
//!
//! A formula that uses anything not known here has no result rather than a wrong one. Rows and columns count from 1.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")
)]

pub(crate) mod aggregate;
pub(crate) mod cellref;
mod column;
mod conditional;
pub(crate) mod criteria;
mod days;
pub(crate) mod eval;
pub(crate) mod expr;
pub(crate) mod functions;
pub(crate) mod lex;
mod logic;
mod lookup;
pub(crate) mod order;
pub(crate) mod parse;
mod ranking;
pub(crate) mod reach;
mod rounding;
pub(crate) mod shape;
mod sheet;
mod slices;
pub(crate) mod table;
mod text_format;
mod texts;
pub(crate) mod values;
pub(crate) mod workbook;

pub use sheet::results;

#[cfg(test)]
mod function_tests;
