//! The receipt register of a workspace, if it has one.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;

use crate::check::Unmatched;
use crate::finding::{Code, Finding, Subject, Value};
use crate::model::{Period, Receipt, Status, Submission};
use crate::parse::register::{self, Register};
use crate::parse::submitter::Names;
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

/// The receipt register with its name, if the workspace has one; one that cannot be read is a fault, since it decides
/// what counts.
pub fn receipts(
    workspace: &Path,
    reader: &Reader,
    limits: &Limits,
    period: Period,
    inputs: &mut Vec<Input>,
) -> Result<(Vec<Receipt>, Arc<str>), Fault> {
    let Some(name) = REGISTERS.into_iter().find(|n| workspace.join(n).is_file()) else {
        return Ok((Vec::new(), "".into()));
    };
    let bytes = read::load(&workspace.join(name), limits)
        .with_context(|| name)?
        .map_err(|why| unusable(name, &why))?;
    let book = if Path::new(name).extension().is_some_and(|e| e == "csv") {
        read::delimited(&bytes)
            .ok_or_else(|| Fault::said("cli-fault-table-csv", [("file", name.to_owned())]))?
    } else {
        reader
            .workbook(&bytes, limits)
            .map_err(super::intake::no_worker)?
            .map_err(|why| unusable(name, &why))?
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
    Ok((register::receipts(&book, period.year), name.into()))
}

/// Rows that name a unit and no file are about the one file of that unit that no other row names.
pub fn assign_by_unit(register: &Register, names: &Names, submissions: &mut [Submission]) {
    for (unit, rows) in by_unit(register, names) {
        let own: Vec<usize> = without_receipt(register, submissions, &unit);
        if let ([receipt], [file]) = (rows.as_slice(), own.as_slice())
            && let Some(submission) = submissions.get_mut(*file)
        {
            submission.received = receipt.received;
            submission.revision = receipt.revision;
            for record in &mut submission.records {
                record.origin.revision = receipt.revision;
            }
        }
    }
}

/// The rows that fit none of these files, nor one file of their unit.
pub fn unmatched<'f>(
    register: (&Register, &Arc<str>),
    names: &Names,
    submissions: &[Submission],
    files: impl IntoIterator<Item = &'f str>,
) -> Vec<Unmatched> {
    let (register, source) = register;
    let row = |receipt: &Receipt, candidates: usize| Unmatched {
        register: Arc::clone(source),
        unit: receipt
            .unit
            .as_deref()
            .and_then(|unit| names.single(unit))
            .map(Arc::from),
        receipt: receipt.clone(),
        candidates,
    };
    let mut unmatched: Vec<Unmatched> = register
        .without_file(files)
        .into_iter()
        .map(|(receipt, candidates)| row(receipt, candidates))
        .collect();
    for (unit, rows) in by_unit(register, names) {
        let candidates = without_receipt(register, submissions, &unit).len();
        if candidates != 1 || rows.len() != 1 {
            unmatched.extend(rows.into_iter().map(|receipt| row(receipt, candidates)));
        }
    }
    let of_no_unit = |receipt: &&Receipt| {
        let unit = receipt.unit.as_deref().and_then(|u| names.single(u));
        receipt.file.is_none() && unit.is_none()
    };
    let strangers = register.receipts().iter().filter(of_no_unit);
    unmatched.extend(strangers.map(|receipt| row(receipt, 0)));
    unmatched.sort_by_key(|row| row.receipt.row);
    unmatched
}

/// Rows without a file, by the unit that they name.
fn by_unit<'r>(register: &'r Register, names: &Names) -> BTreeMap<String, Vec<&'r Receipt>> {
    let mut by_unit: BTreeMap<String, Vec<&Receipt>> = BTreeMap::new();
    for receipt in register.receipts().iter().filter(|r| r.file.is_none()) {
        if let Some(unit) = receipt.unit.as_deref().and_then(|u| names.single(u)) {
            by_unit.entry(unit.to_owned()).or_default().push(receipt);
        }
    }
    by_unit
}

/// The files of a unit that no row of the register names.
fn without_receipt(register: &Register, submissions: &[Submission], unit: &str) -> Vec<usize> {
    let is_own = |s: &Submission| s.unit.as_deref() == Some(unit);
    let found = submissions.iter().enumerate();
    found
        .filter(|(_, s)| is_own(s) && register.of_file(&s.file).is_none())
        .map(|(index, _)| index)
        .collect()
}

/// S105: days of receipt that could not be read.
pub fn unread_days(register: (&Register, &Arc<str>), names: &Names) -> Vec<Finding> {
    let (register, source) = register;
    let found = register.receipts().iter().filter_map(|receipt| {
        let (text, at) = receipt.unread_day.as_ref()?;
        let mut finding = Finding::new(Code::S105, Subject::Nothing);
        let unit = receipt.unit.as_deref().and_then(|u| names.single(u));
        finding.unit = unit.map(Arc::from);
        finding.file = Some(Arc::clone(source));
        finding.sheet.clone_from(&receipt.sheet);
        finding.cells = vec![*at];
        finding.field = Some("received_at".to_owned());
        finding.found = Some(Value::Text(text.clone()));
        finding.found_text = Some(text.clone());
        Some(finding)
    });
    found.collect()
}

/// A table that an office fills, and that cannot be read.
pub(super) fn unusable(name: &str, why: &Unreadable) -> Fault {
    let file = ("file", name.to_owned());
    match why {
        Unreadable::Broken {
            what: What::Empty, ..
        } => Fault::said("cli-fault-table-empty", [file]),
        Unreadable::Broken { detail, .. } => {
            Fault::said("cli-fault-table-broken", [file, ("detail", detail.clone())])
        }
        Unreadable::Encrypted => Fault::said("cli-fault-table-encrypted", [file]),
        Unreadable::OverLimit {
            limit,
            allowed,
            value,
        } => {
            let values = [
                file,
                ("limit", limit.to_string()),
                ("allowed", allowed.clone()),
                ("value", value.clone()),
            ];
            Fault::said("cli-fault-table-limit", values)
        }
    }
}
