//! Reports.
pub mod template;
