//! The receipt register of a workspace, if it has one.

use std::path::Path;

use anyhow::Context as _;

use crate::model::{Period, Receipt, Status};
use crate::parse::register;
use crate::read::{self, Limits, Reader, Unreadable, What};
use crate::report::manifest::Input;

use super::Fault;

const REGISTERS: [&str; 6] = [
    "so-nhan.xlsx",
    "so-nhan.xlsm",
    "so-nhan.xls",
    "so-nhan.ods",
    "so-nhan.xlsb",
    "so-nhan.csv",
];

/// The receipt register, if the workspace has one; one that cannot be read is a fault, since it decides what counts.
pub fn receipts(
    workspace: &Path,
    reader: &Reader,
    limits: &Limits,
    period: Period,
    inputs: &mut Vec<Input>,
) -> Result<Vec<Receipt>, Fault> {
    let Some(name) = REGISTERS.into_iter().find(|n| workspace.join(n).is_file()) else {
        return Ok(Vec::new());
    };
    let unusable = |why: String| Fault::Machine(anyhow::anyhow!("{name}: {why}"));
    let bytes = read::load(&workspace.join(name), limits)
        .with_context(|| name)?
        .map_err(|why| unusable(format!("{why:?}")))?;
    let book = if Path::new(name).extension().is_some_and(|e| e == "csv") {
        read::delimited(&bytes)
            .ok_or_else(|| unusable("không phải là bảng CSV (UTF-8 hoặc UTF-16)".to_owned()))?
    } else {
        reader
            .workbook(&bytes, limits)
            .context(super::intake::NO_WORKER)?
            .map_err(|why| unusable(describe(&why)))?
    };
    inputs.push(Input {
        file: name.to_owned(),
        hash: Some(read::hash(&bytes)),
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        role: "register",
        unit: None,
        forms: Vec::new(),
        status: Status::Counted.key(),
    });
    Ok(register::receipts(&book, period.year))
}

pub(super) fn describe(why: &Unreadable) -> String {
    match why {
        Unreadable::Broken {
            what: What::Empty, ..
        } => "tệp rỗng".to_owned(),
        Unreadable::Broken { detail, .. } => format!("không đọc được ({detail})"),
        Unreadable::Encrypted => "tệp có mật khẩu".to_owned(),
        Unreadable::OverLimit {
            limit,
            allowed,
            value,
        } => format!("vượt giới hạn {limit}: {value} > {allowed}"),
    }
}
