//! Formulas and their results in exact decimals: one engine for what is read and for what is written.
//!
//! # Steps
//!
//! 1. `lex` cuts a formula into tokens, `expr` makes a tree of them; `shape` tells formulas that say the same of their row.
//! 2. `order` computes what a formula builds on before it, without recursion.
//! 3. `eval` with `functions`, `aggregate` and `criteria` computes a tree over the cells of an `eval::Book`.
//!
//! A formula that uses anything not known here has no result rather than a wrong one. Rows and columns count from 1.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")
)]

pub(crate) mod aggregate;
pub(crate) mod cellref;
mod column;
pub(crate) mod criteria;
pub(crate) mod eval;
pub(crate) mod expr;
pub(crate) mod functions;
pub(crate) mod lex;
pub(crate) mod order;
pub(crate) mod shape;
mod sheet;
pub(crate) mod values;
pub(crate) mod workbook;

pub use sheet::results;
