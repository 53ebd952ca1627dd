//! `tonghop` consolidates workbooks.
pub mod base;
pub mod check;
pub mod consolidate;
pub mod finding;
pub mod layout;
pub mod model;
pub mod parse;
pub mod read;
pub mod report;
pub mod settings;
