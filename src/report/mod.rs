//! Reports: everything that is written to ket-qua/. Nothing here decides right or wrong.

pub mod approvals;
pub mod bao_cao;
mod cells;
pub mod changes;
pub mod explanations;
pub mod feedback;
pub mod findings;
pub mod findings_csv;
pub mod known;
mod lines;
pub mod manifest;
mod money;
pub mod page;
pub mod parquet;
pub mod pdf;
mod plain;
pub mod publish;
pub mod receipts;
pub mod records;
pub mod register;
pub mod reminders;
pub mod sarif;
pub mod template;
pub mod trace;

#[cfg(test)]
mod sample;
