//! What one workbook submits: its records, and its tables as printed, which the sums are checked against.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::money::MoneyUnit;
use crate::base::place::Cell;

use super::formulas::TableFormulas;
use super::marks::Marks;
use super::money::Money;
use super::percentage::PercentageColumn;
use super::receipt::Received;
use super::record::{Field, Form, Phase, Record, Source};

/// What a line of a table is, as far as sums are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineClass {
    /// A project, an activity or an indicator: it counts.
    Detail,
    /// A group with its printed subtotal.
    Group,
    /// A total.
    Total,
    /// "Trong đó": part of the row above, in no sum.
    OfWhich,
}

/// One line of a table as printed.
#[derive(Clone, Debug)]
pub struct TableLine {
    /// Row from 0.
    pub row: u32,
    /// What it is.
    pub class: LineClass,
    /// 0 for the outermost group.
    pub level: u8,
    /// Its number as printed, for groups.
    pub seq: Option<String>,
    /// Its label, for groups and totals; other lines are known by their records.
    pub label: String,
    /// For a total: the number of the group that it closes.
    pub closes: Option<String>,
    /// Its amounts by phase.
    pub money: [Money; 3],
    /// Its record, for detail lines.
    pub record: Option<usize>,
}

/// One sheet of a recognised form.
#[derive(Clone, Debug)]
pub struct Table {
    /// Which form.
    pub form: Form,
    /// The sheet.
    pub sheet: Arc<str>,
    /// The money units that its amounts are in, each with the cells that state it: of the sheet, of columns.
    pub units: Vec<(MoneyUnit, Vec<Cell>)>,
    /// The columns of money.
    pub columns: Vec<(Field, u16)>,
    /// The lines in order.
    pub lines: Vec<TableLine>,
    /// Its columns of percentages.
    pub percentages: Vec<PercentageColumn>,
    /// Whether it has columns for results.
    pub has_results: bool,
    /// What its formulas say.
    pub formulas: TableFormulas,
}

impl Table {
    /// See [`has_all_parts`].
    pub fn has_all_parts(&self, phase: Phase) -> bool {
        has_all_parts(&self.columns, phase)
    }
}

fn has(columns: &[(Field, u16)], phase: Phase, source: Source) -> bool {
    columns.iter().any(|(f, _)| *f == Field::new(phase, source))
}

/// Whether a phase has a column for its total.
pub fn prints_total(columns: &[(Field, u16)], phase: Phase) -> bool {
    has(columns, phase, Source::Total)
}

/// Whether a form prints all parts of a phase's total, so that the total must be their sum.
///
/// That is so where it has the counterpart beside khuyến công money; or, where no phase has a counterpart,
/// at least two sources of khuyến công money.
pub fn has_all_parts(columns: &[(Field, u16)], phase: Phase) -> bool {
    all_parts(|phase, source| has(columns, phase, source), phase)
}

/// [`has_all_parts`], of a line that prints its parts on rows of their own.
pub fn line_has_all_parts(money: &[Money; 3], phase: Phase) -> bool {
    let has = |phase: Phase, source| money[phase as usize].figure(source).is_some();
    all_parts(has, phase)
}

fn all_parts(has: impl Fn(Phase, Source) -> bool, phase: Phase) -> bool {
    if !has(phase, Source::Total) {
        return false;
    }
    let khuyen_cong = [
        Source::Support,
        Source::National,
        Source::Local,
        Source::District,
    ];
    let own = khuyen_cong.into_iter().filter(|s| has(phase, *s)).count();
    if has(phase, Source::Counterpart) {
        return own >= 1;
    }
    own >= 2 && !Phase::ALL.into_iter().any(|p| has(p, Source::Counterpart))
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Its figures count.
    Counted,
    /// A form without lines: nothing to report, and that counts as submitted.
    Empty,
    /// It could not be read.
    Unreadable,
    /// No sheet is a form.
    NoForm,
    /// Which unit sent it cannot be told.
    UnknownUnit,
    /// It reports another period.
    OtherPeriod,
    /// Which version counts cannot be told.
    Undecided,
    /// A later version counts instead.
    Superseded,
    /// Another file has the same figures and counts.
    Identical,
}

impl Status {
    /// Its key in messages and in manifest.json.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Empty => "empty",
            Self::Unreadable => "unreadable",
            Self::NoForm => "no-form",
            Self::UnknownUnit => "unknown-unit",
            Self::OtherPeriod => "other-period",
            Self::Undecided => "undecided",
            Self::Superseded => "superseded",
            Self::Identical => "identical",
        }
    }

    /// Whether the file's figures are in the report.
    pub const fn counts(self) -> bool {
        matches!(self, Self::Counted | Self::Empty)
    }
}

/// One workbook of a unit.
#[derive(Clone, Debug)]
pub struct Submission {
    /// File, relative to the workspace, with `/`.
    pub file: Arc<str>,
    /// `blake3:…`
    pub hash: Arc<str>,
    /// Its size in bytes.
    pub bytes: u64,
    /// What it is by its content.
    pub format: Option<&'static str>,
    /// Code of the unit that sent it.
    pub unit: Option<Arc<str>>,
    /// Name of that unit in the period.
    pub unit_name: Option<Arc<str>>,
    /// When it was received, by the register.
    pub received: Option<Received>,
    /// When the first file under its name was received, by the register, where this one took its place.
    pub received_before: Option<Received>,
    /// Which version, by the register.
    pub revision: Option<u32>,
    /// Its forms in reading order, each once.
    pub forms: Vec<Form>,
    /// What the file says of itself as a version, by form; absent where it says nothing.
    pub marks: Vec<(Form, Marks)>,
    /// Forms that do not count: another file's version does, or which one does cannot be told.
    pub set_aside: Vec<Form>,
    /// Lines that do not count, by sheet and row: another file holds them too, and its line does.
    pub lines_aside: BTreeSet<(Arc<str>, u32)>,
    /// Its records.
    pub records: Vec<Record>,
    /// Its tables; their lines and formulas are dropped once its sums are checked.
    pub tables: Vec<Table>,
    /// What became of it.
    pub status: Status,
}

impl Submission {
    /// Whether its records may count at all: which of them do is a matter of forms and lines set aside.
    const fn is_read(&self) -> bool {
        self.status.counts()
            || matches!(
                self.status,
                Status::Undecided | Status::Superseded | Status::Identical
            )
    }

    /// Whether every record of this file counts, which needs no look at any of them.
    pub fn counts_wholly(&self) -> bool {
        self.is_read() && self.set_aside.is_empty() && self.lines_aside.is_empty()
    }

    /// Whether a record of this file counts.
    pub fn counts(&self, record: &Record) -> bool {
        self.is_read()
            && !self.set_aside.contains(&record.origin.form)
            && (self.lines_aside.is_empty() || !self.lines_aside.contains(&line_of(record)))
    }

    /// Sets one line aside.
    pub fn set_line_aside(&mut self, record: usize) {
        self.lines_aside
            .extend(self.records.get(record).map(line_of));
    }

    /// What the file says of itself as a version of a form.
    pub fn marks(&self, form: Form) -> Marks {
        let found = self.marks.iter().find(|(own, _)| *own == form);
        found.map(|(_, marks)| *marks).unwrap_or_default()
    }

    /// The records that count.
    pub fn counted(&self) -> impl Iterator<Item = &Record> {
        self.records.iter().filter(|r| self.counts(r))
    }

    /// How many lines its tables print.
    pub fn lines(&self) -> usize {
        self.tables.iter().map(|t| t.lines.len()).sum()
    }

    /// Whether the file counts as submitted.
    pub fn is_submitted(&self) -> bool {
        self.status.counts()
            || self
                .forms
                .iter()
                .any(|f| self.status == Status::Undecided && !self.set_aside.contains(f))
    }
}

/// The line of a record: its sheet and row.
fn line_of(record: &Record) -> (Arc<str>, u32) {
    (Arc::clone(&record.origin.sheet), record.origin.row)
}
