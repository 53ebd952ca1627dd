//! `tonghop` consolidates workbooks.
pub mod base;
pub mod cli;
pub mod finding;
pub mod model;
pub mod pipeline;
pub mod read;
pub mod report;
pub mod settings;
