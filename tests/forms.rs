//! Forms that an office draws or receives: filled by a whole run, and opened again by other programs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::float_arithmetic,
    dead_code,
    reason = "a test stops at the first fault; cells hold floats; the support is shared"
)]

#[path = "forms/check.rs"]
mod check;
#[path = "forms/drawn_lines.rs"]
mod drawn_lines;
#[path = "forms/formulas.rs"]
mod formulas;
#[path = "forms/lists.rs"]
mod lists;
#[path = "forms/names.rs"]
mod names;
#[path = "forms/notes.rs"]
mod notes;
#[path = "support/office.rs"]
mod office;
#[path = "forms/official.rs"]
mod official;
#[path = "forms/outside.rs"]
mod outside;
#[path = "forms/producers.rs"]
mod producers;
#[path = "forms/reached.rs"]
mod reached;
#[path = "forms/votes.rs"]
mod votes;
