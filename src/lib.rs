//! `tonghop` consolidates workbooks.
pub mod base;
pub mod report;
