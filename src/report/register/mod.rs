//! sai-lech.xlsx: the register of findings for the office, how they lie by unit and by rule, the units to remind, and
//! what was not checked. A sheet more is a function more, called in `Register::within` in the order of the sheets.

mod changes_sheet;
mod corrections_sheet;
mod findings_sheet;
mod link;
mod summary_sheets;
pub(super) mod table;

use std::collections::BTreeMap;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::reminders::Reminder;
use crate::base::place::Cell;
use crate::check::versions::Superseded;
use crate::finding::{Checked, Code, Finding, NotChecked, Wording};
use crate::model::{Period, Submission};
use table::{Column, Entry, Limits, Sheets};

/// What the register shows.
pub struct Register<'a> {
    /// The period.
    pub period: Period,
    /// All findings.
    pub findings: &'a [Finding],
    /// How many lines each rule saw.
    pub checked: &'a [Checked],
    /// What no rule could judge.
    pub not_checked: &'a [NotChecked],
    /// Units to remind.
    pub reminders: &'a [Reminder],
    /// All submissions.
    pub submissions: &'a [Submission],
    /// Which of them replaces which.
    pub superseded: &'a [Superseded],
    /// The name of a unit's code.
    pub unit_name: &'a dyn Fn(&str) -> Option<String>,
    /// The way from the results folder to the workspace: `../`, once for each folder between them.
    pub up: &'a str,
    /// Where a finding is marked in the workbooks that go back to the units, if it is.
    pub mark_of: &'a dyn Fn(&Finding) -> Option<Mark>,
    /// The workbook that goes back to a unit, relative to the results.
    pub copy_of_unit: &'a dyn Fn(&str) -> Option<String>,
}

/// A place in a workbook that goes back to a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The workbook, relative to the results (`phan-hoi/314-huyen-kien-thuy.xlsx`).
    pub file: String,
    /// Sheet and cell, where they are known.
    pub place: Option<(String, Cell)>,
}

impl Register<'_> {
    /// The workbook's bytes; the same for the same findings.
    pub fn xlsx(&self, words: &Wording) -> Result<Vec<u8>, XlsxError> {
        self.within(words, Limits::EXCEL)
    }

    fn within(&self, words: &Wording, limits: Limits) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        // Without a date of its own the file would hold the moment of writing.
        let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
        book.set_properties(
            &DocProperties::new()
                .set_title(words.text("register-sheet-findings", &[]))
                .set_author("tonghop")
                .set_creation_datetime(&day),
        );
        let period = if words.lang() == "en" {
            self.period.to_string()
        } else {
            self.period.label()
        };
        let mut sheets = Sheets::new(&mut book, words, limits, period);
        findings_sheet::write(self, words, &mut sheets)?;
        summary_sheets::by_unit(self, words, &mut sheets)?;
        summary_sheets::by_rule(self, words, &mut sheets)?;
        self.reminders(words, &mut sheets)?;
        changes_sheet::write(self, words, &mut sheets)?;
        corrections_sheet::write(self, words, &mut sheets)?;
        self.not_checked(words, &mut sheets)?;
        book.save_to_buffer()
    }

    fn reminders(&self, words: &Wording, sheets: &mut Sheets) -> Result<(), XlsxError> {
        let columns = [
            Column::text("register-col-number", 5),
            Column::text("register-col-unit-code", 12),
            Column::text("register-col-unit", 28),
            Column::text("register-col-reason", 32),
            Column::text("register-col-errors", 10),
            Column::text("register-col-warnings", 14),
            Column::text("register-col-reminder", 72),
            Column::text("register-col-marked", 12),
        ];
        let rows = self.reminders.iter().enumerate().map(|(index, r)| {
            vec![
                Entry::count(index + 1),
                Entry::text(&r.unit),
                Entry::text(&r.unit_name),
                Entry::text(&r.reason),
                Entry::count(r.errors),
                Entry::count(r.warnings),
                Entry::text(&r.text),
                Entry::link((self.copy_of_unit)(&r.unit).as_deref(), None, words),
            ]
        });
        sheets.write(
            "register-sheet-reminders",
            &columns,
            columns.len(),
            rows,
            words.text("register-none-reminders", &[]),
        )
    }

    fn not_checked(&self, words: &Wording, sheets: &mut Sheets) -> Result<(), XlsxError> {
        let columns = [
            Column::text("register-col-code", 12),
            Column::text("register-col-rule", 44),
            Column::text("register-col-seen", 12),
            Column::text("register-col-lines", 14),
            Column::text("register-col-why", 70),
        ];
        let seen: BTreeMap<Code, usize> = self.checked.iter().map(|c| (c.code, c.lines)).collect();
        let mut open: BTreeMap<Code, Vec<&NotChecked>> =
            seen.keys().map(|code| (*code, Vec::new())).collect();
        for one in self.not_checked {
            open.entry(one.code).or_default().push(one);
        }
        let rows = open.iter_mut().flat_map(|(code, reasons)| {
            reasons.sort_by_key(|n| n.why);
            let seen = || seen.get(code).map_or(Entry::text(""), |n| Entry::count(*n));
            // A rule that judged all it saw has its line too.
            let open = reasons.iter().map(|n| (n.lines, words.not_checked(n.why)));
            let all = reasons.is_empty().then(|| (0, String::new()));
            let line = |(lines, why): (usize, String)| {
                vec![
                    Entry::text(&code.to_string()),
                    Entry::text(&words.explain(*code).title),
                    seen(),
                    Entry::count(lines),
                    Entry::text(&why),
                ]
            };
            open.chain(all).map(line).collect::<Vec<_>>()
        });
        sheets.write(
            "register-sheet-not-checked",
            &columns,
            columns.len(),
            rows,
            words.text("register-none-not-checked", &[]),
        )
    }
}

#[cfg(test)]
mod tests;
