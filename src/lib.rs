//! `tonghop` reads the workbooks that offices send, checks every figure against the approved budgets, and fills the
//! official report.
//!
//! # The journey of the data
//!
//! The folders stand in the order of the data's journey; each may use those above it and none below.
//!
//! | step | takes | gives | never |
//! |---|---|---|---|
//! | [`base`] | | places, money, numbers, text, dates, formulas | knows a form, a rule or a file |
//! | [`model`] | | units, periods, the programme, records, approvals | |
//! | [`finding`] | | rules by code, findings and their words | |
//! | [`settings`] | ky.toml, templates | valid settings, or all problems at once | guesses |
//! | [`read`] | bytes | cells | lets a file take the run down |
//! | [`layout`] | cells | a recognised form | knows what a figure means |
//! | [`parse`] | a recognised form | records and findings | fails, opens a file |
//! | [`check`] | records, approvals | findings, which of them carries which | opens a file, reads a clock |
//! | [`consolidate`] | records, approvals | the report's figures | judges |
//! | [`report`] | figures, findings | files, put in place together | decides right or wrong |
//! | [`pipeline`] | a workspace | a run, on one page | prints |
//! | [`cli`] | arguments | text on the terminal, an exit code | |
//!
//! What is specific to a form, a heading, a unit or a year is data under `templates/`.

pub mod base;
pub mod model;

pub mod finding;

pub mod settings;

pub mod read;

pub mod layout;

pub mod parse;

pub mod check;

pub mod consolidate;

pub mod report;

pub mod pipeline;

pub mod cli;
