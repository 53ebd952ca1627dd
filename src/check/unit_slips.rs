//! Sheets that state a wrong money unit: all their amounts differ from what they are compared with by one factor.
//!
//! One mistake is one finding: B302 at the unit's cell. The other rules then look at the figures as they are in the
//! likely unit, so that what is wrong beside the unit is found at once, and nothing else is.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::money::MoneyUnit;
use crate::base::number::decimals;
use crate::base::place::Cell;
use crate::base::reading::Reading;
use crate::finding::{Cause, Code, Finding, Subject, Value};
use crate::model::{Field, Figure, Money, Phase, Record, Source, Submission};

/// The wording of a sheet that a list of projects contradicts, not a decision.
pub(super) const FORMS: &str = "unit-forms";

/// By which factors the amounts of a sheet differ from those beside them.
#[derive(Default)]
pub(super) struct Factors {
    all: usize,
    /// Powers of ten, each with how many amounts differ by it.
    powers: Vec<(i32, usize)>,
}

impl Factors {
    /// Counts an amount; `None` for one that is right, or differs by no factor of a unit.
    pub fn add(&mut self, power: Option<i32>) {
        self.all += 1;
        let Some(power) = power else { return };
        match self.powers.iter_mut().find(|(own, _)| *own == power) {
            Some((_, count)) => *count += 1,
            None => self.powers.push((power, 1)),
        }
    }

    /// The one factor of all amounts, of which there are two at least, or of three quarters of them and three at least.
    pub fn likely(&self) -> Option<i32> {
        let (power, count) = *self.powers.iter().max_by_key(|(_, count)| *count)?;
        let is_whole = count == self.all && count >= 2;
        (is_whole || (count >= 3 && count * 4 >= self.all * 3)).then_some(power)
    }
}

/// The unit that a sheet should state where its amounts are so many powers of ten too much.
pub(super) fn likely_unit(declared: MoneyUnit, power: i32) -> Option<MoneyUnit> {
    let place = |unit: MoneyUnit| match unit {
        MoneyUnit::Dong => 0,
        MoneyUnit::Thousand => 3,
        MoneyUnit::Million => 6,
        MoneyUnit::Billion => 9,
    };
    // What is 1,000 times too much was written in a unit 1,000 times smaller than the sheet says.
    let mut units = MoneyUnit::ALL.into_iter();
    units.find(|u| place(*u) == place(declared) - power)
}

/// B302: a money unit that a sheet states is likely another one; `None` where no cell states it.
pub(super) fn finding(
    submission: &Submission,
    sheet: &str,
    declared: MoneyUnit,
    likely: MoneyUnit,
) -> Option<Finding> {
    let tables = || submission.tables.iter().filter(|t| *t.sheet == *sheet);
    let stated = tables().flat_map(|t| &t.units);
    let mut cells: Vec<Cell> = stated
        .filter(|(unit, _)| *unit == declared)
        .flat_map(|(_, cells)| cells)
        .copied()
        .collect();
    cells.sort_unstable();
    cells.dedup();
    let table = tables().next().filter(|_| !cells.is_empty())?;
    let mut finding = Finding::new(Code::B302, Subject::Sheet(table.form));
    finding.unit.clone_from(&submission.unit);
    finding.file = Some(Arc::clone(&submission.file));
    finding.sheet = Some(Arc::clone(&table.sheet));
    finding.cells = cells;
    finding.field = Some("money_unit".to_owned());
    finding.expected = Some(Value::Text(likely.name().to_owned()));
    finding.found = Some(Value::Text(declared.name().to_owned()));
    finding.cause = Some(Cause::UnitSlip);
    finding.variant = Some("unit");
    finding.args = vec![
        ("declared", declared.name().to_owned()),
        ("likely", likely.name().to_owned()),
    ];
    Some(finding)
}

/// A sheet, the unit that it states and the likely one.
pub(super) struct Slip<'a> {
    file: &'a str,
    sheet: &'a str,
    /// What the sheet says.
    pub declared: MoneyUnit,
    /// What its figures say.
    pub likely: MoneyUnit,
}

impl<'a> Slip<'a> {
    /// What a finding says of a sheet's unit; `None` for any other finding.
    pub fn of(finding: &'a Finding) -> Option<Self> {
        let is_slip = finding.code == Code::B302
            && matches!(finding.variant, Some("unit" | "unit-spent" | "unit-forms"));
        let unit = |value: Option<&Value>| match value {
            Some(Value::Text(name)) => MoneyUnit::ALL.into_iter().find(|u| u.name() == name),
            _ => None,
        };
        Some(Self {
            file: finding.file.as_deref().filter(|_| is_slip)?,
            sheet: finding.sheet.as_deref()?,
            declared: unit(finding.found.as_ref())?,
            likely: unit(finding.expected.as_ref())?,
        })
    }

    /// Whether a finding is about this sheet, in whatever unit its amounts are.
    pub fn concerns(&self, finding: &Finding) -> bool {
        (finding.file.as_deref(), finding.sheet.as_deref()) == (Some(self.file), Some(self.sheet))
    }

    /// An amount as it is in the likely unit; `None` beyond what a decimal holds.
    pub fn rescale(&self, dong: Decimal) -> Option<Decimal> {
        let scaled = dong.checked_mul(Decimal::from(self.likely.scale()))?;
        let dong = scaled.checked_div(Decimal::from(self.declared.scale()))?;
        Some(dong.normalize())
    }

    /// Puts the amounts of the sheet into the likely unit. A column with a unit of its own says what it says.
    fn mend(&self, submission: &mut Submission) {
        if *submission.file != *self.file {
            return;
        }
        let tables = submission.tables.iter_mut();
        for table in tables.filter(|t| *t.sheet == *self.sheet) {
            let stated = table.units.iter_mut();
            for (unit, _) in stated.filter(|(unit, _)| *unit == self.declared) {
                *unit = self.likely;
            }
        }
        let is_own = |sheet: &Arc<str>| **sheet == *self.sheet;
        let halves = self.halves(submission);
        let records = submission.records.iter_mut();
        for record in records.filter(|r| is_own(&r.origin.sheet)) {
            for phase in Phase::ALL {
                let money = &mut record.money[phase as usize];
                for (source, figure) in self.mended(money) {
                    let half = halves.of(Field::new(phase, source), figure.half);
                    money.set(source, Figure { half, ..figure });
                }
            }
        }
    }

    /// The figures of a line that are in the sheet's unit, in the likely one.
    fn mended(&self, money: &Money) -> Vec<(Source, Figure)> {
        let own = money.iter().filter(|(_, f)| f.unit == Some(self.declared));
        own.filter_map(|(source, figure)| {
            let reading = match figure.reading {
                Reading::Known(dong) => Reading::Known(self.rescale(dong)?),
                other => other,
            };
            let mended = Figure {
                reading,
                half: self.rescale(figure.half)?,
                unit: Some(self.likely),
                ..figure
            };
            Some((source, mended))
        })
        .collect()
    }

    /// How exact the columns are in the likely unit.
    fn halves(&self, submission: &Submission) -> Halves {
        match (self.declared, self.likely) {
            // What is in đồng is exact (contract, section 5).
            (_, MoneyUnit::Dong) => Halves::Exact,
            (MoneyUnit::Dong, _) => {
                let mut places: Vec<(Field, u32)> = Vec::new();
                let own = |r: &&Record| *r.origin.sheet == *self.sheet;
                for record in submission.records.iter().filter(own) {
                    for phase in Phase::ALL {
                        for (source, figure) in record.money(phase).iter() {
                            let Some(dong) = figure.reading.known() else {
                                continue;
                            };
                            let field = Field::new(phase, source);
                            match places.iter_mut().find(|(own, _)| *own == field) {
                                Some((_, most)) => *most = decimals(dong).max(*most),
                                None => places.push((field, decimals(dong))),
                            }
                        }
                    }
                }
                let unit = Decimal::from(self.likely.scale());
                let half = |places: u32| unit.checked_mul(Decimal::new(5, places.min(27) + 1));
                let halves = places.into_iter().filter_map(|(f, n)| Some((f, half(n)?)));
                Halves::Printed(halves.collect())
            }
            _ => Halves::Scaled,
        }
    }
}

/// How exact the figures of a sheet are once they are read in another unit.
enum Halves {
    /// To the đồng.
    Exact,
    /// As exact as they were, in the other unit.
    Scaled,
    /// By the places that their columns print: in đồng they had counted as exact.
    Printed(Vec<(Field, Decimal)>),
}

impl Halves {
    fn of(&self, field: Field, scaled: Decimal) -> Decimal {
        match self {
            Self::Exact => Decimal::ZERO,
            Self::Scaled => scaled,
            Self::Printed(halves) => {
                let own = halves.iter().find(|(own, _)| *own == field);
                own.map_or(scaled, |(_, half)| *half)
            }
        }
    }
}

/// Takes the findings of wrong money units out of others. What a list says of another form is not asked for while the
/// unit of a list is wrong: it may well be that the form is right.
pub(super) fn take(findings: &mut Vec<Finding>) -> Vec<Finding> {
    let is_slip = |finding: &mut Finding| Slip::of(finding).is_some();
    let mut slips: Vec<Finding> = findings.extract_if(.., is_slip).collect();
    if slips.iter().any(|slip| slip.variant != Some(FORMS)) {
        slips.retain(|slip| slip.variant != Some(FORMS));
    }
    slips
}

/// Puts the amounts of these sheets into the likely unit.
pub(super) fn mend(submissions: &mut [Submission], slips: &[Finding]) {
    for slip in slips.iter().filter_map(Slip::of) {
        for submission in submissions.iter_mut() {
            slip.mend(submission);
        }
    }
}

/// Says of findings about amounts of such a sheet in which unit they were read.
pub(super) fn tell(findings: &mut [Finding], slips: &[Finding]) {
    let slips: Vec<Slip<'_>> = slips.iter().filter_map(Slip::of).collect();
    for finding in findings {
        let is_money = matches!(finding.found, Some(Value::Money(_)));
        let own = slips.iter().find(|slip| slip.concerns(finding));
        if let Some(slip) = own.filter(|s| is_money && finding.money_unit == Some(s.likely)) {
            finding
                .args
                .push(("read_as", slip.likely.name().to_owned()));
        }
    }
}
