//! What a figure of the report is made of: lines with their source cells, each with the amount that it adds.

use rust_decimal::Decimal;

use crate::base::reading::Reading;
use crate::consolidate::Basis;
use crate::consolidate::parts::Part;
use crate::consolidate::results::Reached;
use crate::consolidate::split::{Sum, each};
use crate::finding::Finding;
use crate::model::record::Origin;
use crate::model::{Approval, Corrected, Field, Form, Money, Phase, Record, ResultFigure, Source};

/// What kind of line adds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of a submission.
    Record,
    /// A line of a decision.
    Approval,
    /// What the records of the period before say.
    Previous,
    /// A finding that is counted.
    Finding,
    /// A file that is listed.
    File,
}

impl Kind {
    /// Its key in outputs and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Approval => "approval",
            Self::Previous => "previous",
            Self::Finding => "finding",
            Self::File => "file",
        }
    }
}

/// One line that a figure is made of.
#[derive(Clone, Debug)]
pub struct Addend {
    /// What it is.
    pub kind: Kind,
    /// What it adds; below zero where it is taken off.
    pub amount: Decimal,
    /// Code of the unit.
    pub unit: Option<String>,
    /// Code of the project, or the finding's id.
    pub code: Option<String>,
    /// Name of the project, activity or result.
    pub name: Option<String>,
    /// Which of its figures: `cumulative.local`.
    pub field: Option<String>,
    /// The file, relative to the workspace.
    pub file: Option<String>,
    /// Its hash.
    pub hash: Option<String>,
    /// The sheet.
    pub sheet: Option<String>,
    /// The row, from 1.
    pub row: Option<u32>,
    /// The cell.
    pub cell: Option<String>,
    /// The amount in the cell was corrected as agreed with the unit.
    pub corrected: Option<Corrected>,
}

impl Addend {
    fn new(kind: Kind, amount: Decimal) -> Self {
        Self {
            kind,
            amount,
            unit: None,
            code: None,
            name: None,
            field: None,
            file: None,
            hash: None,
            sheet: None,
            row: None,
            cell: None,
            corrected: None,
        }
    }

    fn at(mut self, origin: &Origin) -> Self {
        self.file = Some(origin.file.to_string());
        self.hash = Some(origin.hash.to_string());
        self.sheet = Some(origin.sheet.to_string());
        self.row = Some(origin.row);
        self
    }

    fn of_record(record: &Record, amount: Decimal) -> Self {
        let mut addend = Self::new(Kind::Record, amount).at(&record.origin);
        addend.unit = Some(record.unit.to_string());
        addend.code = record.project.as_deref().map(str::to_owned);
        addend.name = record.name.as_deref().map(str::to_owned);
        addend
    }

    fn of_approval(approval: &Approval, amount: Decimal) -> Self {
        let mut addend = Self::new(Kind::Approval, amount).at(&approval.origin);
        addend.unit = approval.unit.as_deref().map(str::to_owned);
        addend.code = approval.code.as_deref().map(str::to_owned);
        addend.name = Some(approval.name.to_string());
        addend
    }

    /// The same with the other sign.
    #[must_use]
    pub fn taken_off(mut self) -> Self {
        self.amount = -self.amount;
        self
    }
}

/// What one sum of a phase is made of.
pub(super) fn money<'a>(
    basis: &Basis<'_>,
    parts: impl Iterator<Item = Part<'a>>,
    phase: Phase,
    sum: Sum,
) -> Vec<Addend> {
    let mut addends = Vec::new();
    for part in parts {
        let Some(money) = part.money(basis, phase) else {
            continue;
        };
        each(money, |into, source, amount| {
            if into == sum {
                match part {
                    Part::Record(record) => {
                        of_record(record, money, phase, source, amount, &mut addends);
                    }
                    Part::Approval(approval) => of_approval(approval, source, amount, &mut addends),
                }
            }
        });
    }
    addends
}

/// The approved amounts that submissions print, decisions or not.
pub(super) fn printed(records: &[&Record]) -> Vec<Addend> {
    let mut addends = Vec::new();
    for record in records {
        let money = record.money(Phase::Approved);
        each(money, |into, source, amount| {
            if into == Sum::Total {
                of_record(record, money, Phase::Approved, source, amount, &mut addends);
            }
        });
    }
    addends
}

/// What a decision approves as a whole.
pub(super) fn decided(approval: &Approval, sum: Sum) -> Vec<Addend> {
    let mut addends = Vec::new();
    each(&approval.money, |into, source, amount| {
        if into == sum {
            of_approval(approval, source, amount, &mut addends);
        }
    });
    addends
}

fn of_record(
    record: &Record,
    money: &Money,
    phase: Phase,
    source: Source,
    amount: Decimal,
    addends: &mut Vec<Addend>,
) {
    let cell = money.figure(source).and_then(|figure| figure.cell);
    if phase == Phase::Cumulative && cell.is_none() && record.origin.form == Form::ProjectList {
        return followed(record, source, is_taken_off(money, source, amount), addends);
    }
    let field = Field::new(phase, source);
    let mut addend = Addend::of_record(record, amount);
    addend.field = Some(field.to_string());
    addend.cell = cell.map(|cell| cell.to_string());
    let corrected = record.corrected.iter().flat_map(|all| all.iter());
    addend.corrected = corrected.rev().find(|c| c.field == field).cloned();
    addends.push(addend);
}

/// Whether an amount goes into a sum with the other sign than its figure has.
fn is_taken_off(money: &Money, source: Source, amount: Decimal) -> bool {
    money.amount(source).is_some_and(|own| own != amount)
}

/// A cumulative amount that the form does not print: what the period before had, and this period.
fn followed(record: &Record, source: Source, taken_off: bool, addends: &mut Vec<Addend>) {
    let (spent, cumulative) = (record.money(Phase::Spent), record.money(Phase::Cumulative));
    let signed = |amount: Decimal| if taken_off { -amount } else { amount };
    let own = spent.amount(source);
    if let Some(own) = own {
        of_record(record, spent, Phase::Spent, source, signed(own), addends);
    }
    let whole = cumulative.amount(source).unwrap_or_default();
    let before = whole.checked_sub(own.unwrap_or_default());
    if let Some(before) = before.filter(|before| !before.is_zero()) {
        let mut addend = Addend::of_record(record, signed(before));
        addend.kind = Kind::Previous;
        addend.field = Some(Field::new(Phase::Cumulative, source).to_string());
        (addend.file, addend.hash, addend.sheet, addend.row) = (None, None, None, None);
        addends.push(addend);
    }
}

fn of_approval(approval: &Approval, source: Source, amount: Decimal, addends: &mut Vec<Addend>) {
    let mut push = |origin: &Origin, money: &Money, source: Source, amount: Decimal| {
        let mut addend = Addend::of_approval(approval, amount).at(origin);
        addend.field = Some(Field::new(Phase::Approved, source).to_string());
        let figure = money.figure(source);
        addend.cell = figure.and_then(|f| f.cell).map(|cell| cell.to_string());
        addends.push(addend);
    };
    if approval.lines.is_empty() {
        return push(&approval.origin, &approval.money, source, amount);
    }
    let taken_off = is_taken_off(&approval.money, source, amount);
    let signed = |amount: Decimal| if taken_off { -amount } else { amount };
    for (origin, money) in approval.lines.iter() {
        if source == Source::Total {
            each(money, |into, source, amount| {
                if into == Sum::Total {
                    push(origin, money, source, signed(amount));
                }
            });
        } else if let Some(amount) = money.amount(source) {
            push(origin, money, source, signed(amount));
        }
    }
}

/// What the figures of results add, of one phase.
pub(super) fn results<'a>(
    reached: impl IntoIterator<Item = Reached<'a>>,
    phase: Phase,
) -> Vec<Addend> {
    let all = reached.into_iter();
    all.filter_map(|one| result(one.record, one.result, phase))
        .collect()
}

/// One figure of a result.
pub(super) fn result(record: &Record, result: &ResultFigure, phase: Phase) -> Option<Addend> {
    let (figure, field) = match phase {
        Phase::Approved => (result.planned, "planned"),
        Phase::Spent => (result.period, "period"),
        Phase::Cumulative => (result.cumulative, "cumulative"),
    };
    let Reading::Known(amount) = figure else {
        return None;
    };
    let mut addend = Addend::of_record(record, amount);
    let own = record.name.as_deref().unwrap_or_default();
    addend.name = Some(if own.is_empty() || own == &*result.name {
        result.name.to_string()
    } else {
        format!("{own}: {}", result.name)
    });
    let line = result.indicator.as_deref().unwrap_or("_");
    addend.field = Some(format!("results.{line}.{field}"));
    let cell = result.cell_of(phase);
    addend.row = cell.map(|cell| cell.row + 1).or(addend.row);
    addend.cell = cell.map(|cell| cell.to_string());
    Some(addend)
}

/// Lines that are counted, each once.
pub(super) fn counted<'a>(parts: impl IntoIterator<Item = Part<'a>>) -> Vec<Addend> {
    let one = |part| match part {
        Part::Approval(approval) => {
            let mut addend = Addend::of_approval(approval, Decimal::ONE);
            addend.cell = approval.name_cell.map(|cell| cell.to_string());
            addend
        }
        Part::Record(record) => {
            let mut addend = Addend::of_record(record, Decimal::ONE);
            addend.cell = record.name_cell.map(|cell| cell.to_string());
            addend
        }
    };
    parts.into_iter().map(one).collect()
}

/// A finding: counted, or for one of its own figures.
pub(super) fn finding(finding: &Finding, amount: Decimal) -> Addend {
    let mut addend = Addend::new(Kind::Finding, amount);
    addend.unit = finding.unit.as_deref().map(str::to_owned);
    addend.code = Some(finding.id.clone());
    addend.name.clone_from(&finding.project);
    addend.field.clone_from(&finding.field);
    addend.file = finding.file.as_deref().map(str::to_owned);
    addend.sheet = finding.sheet.as_deref().map(str::to_owned);
    let cell = finding.cells.first();
    addend.row = cell.map(|cell| cell.row + 1);
    addend.cell = cell.map(ToString::to_string);
    addend
}

/// A file that is listed with a number of its own.
pub(super) fn file(file: Option<&str>, amount: Decimal) -> Addend {
    let mut addend = Addend::new(Kind::File, amount);
    addend.file = file.map(str::to_owned);
    addend
}
