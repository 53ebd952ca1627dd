//! `tonghop` consolidates workbooks.
pub mod base;
pub mod finding;
pub mod layout;
pub mod model;
pub mod read;
pub mod report;
pub mod settings;
