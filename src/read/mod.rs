//! Bytes to cells: the only place that knows calamine.

pub mod grid;
