//! A201: a row's total differs from its parts, where the form prints all parts.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::check::causes::{self, Sum};
use crate::check::reported::together;
use crate::check::rounding::differ;
use crate::check::{Outcome, Rounding, about};
use crate::finding::{Code, Finding, Subject, Value};
use crate::model::submission::line_has_all_parts;
use crate::model::{
    Field, Figure, LineClass, Money, Phase, Record, Source, Submission, Table, TableLine,
};

pub(super) fn check(submission: &Submission, rounding: Rounding) -> Outcome {
    let mut outcome = Outcome::default();
    let (mut seen, mut unreadable) = (0, 0);
    let sheets = Sheets {
        submission,
        lines: OnceCell::new(),
    };
    for table in &submission.tables {
        let phases: Vec<Phase> = Phase::ALL
            .into_iter()
            .filter(|p| table.has_all_parts(*p))
            .collect();
        // A form whose columns name no source may print the parts of a line on rows of their own.
        let named = |source| !matches!(source, Source::Total | Source::Support);
        let by_rows = !table.columns.iter().any(|(f, _)| named(f.source));
        if phases.is_empty() && !by_rows {
            continue;
        }
        // Totals and groups are judged by their rows (A202, A203).
        for line in table.lines.iter().filter(|l| l.class == LineClass::Detail) {
            let of_line = || {
                Phase::ALL.into_iter().filter(|p| {
                    !line.money[*p as usize].partial && line_has_all_parts(&line.money, *p)
                })
            };
            let phases: Cow<'_, [Phase]> = if by_rows {
                of_line().collect()
            } else {
                Cow::Borrowed(&phases)
            };
            if phases.is_empty() {
                continue;
            }
            seen += 1;
            let money = |phase: &Phase| &line.money[*phase as usize];
            unreadable += usize::from(phases.iter().any(|p| money(p).has_unreadable()));
            let wrong = |phase| row(&sheets, table, line, phase, rounding);
            outcome
                .findings
                .extend(phases.iter().copied().filter_map(wrong));
        }
    }
    outcome.saw(Code::A201, seen);
    outcome.left_open(Code::A201, unreadable, "unreadable");
    outcome
}

fn row(
    sheets: &Sheets<'_>,
    table: &Table,
    line: &TableLine,
    phase: Phase,
    rounding: Rounding,
) -> Option<Finding> {
    let submission = sheets.submission;
    let money = &line.money[phase as usize];
    let printed = money.amount(Source::Total)?;
    // Most rows add up: nothing more is asked of them.
    if money.has_unreadable() || money.sum_of_parts() == Some(printed) {
        return None;
    }
    let total = money.figure(Source::Total)?;
    let parts: Vec<Figure> = parts(money);
    let amounts: Vec<Decimal> = parts.iter().filter_map(|f| f.reading.known()).collect();
    if amounts.is_empty() {
        return None;
    }
    let sum = amounts
        .iter()
        .try_fold(Decimal::ZERO, |a, b| a.checked_add(*b))?;
    let halves = parts
        .iter()
        .filter(|f| f.reading.known().is_some())
        .map(|f| f.half)
        .chain([total.half]);
    let allowed = rounding.allows(halves);
    let is_right = |sum: Decimal| !differ(sum, printed, allowed);
    if is_right(sum) || sheets.sum(line, phase).is_some_and(is_right) {
        return None;
    }
    let field = Field::new(phase, Source::Total);
    let mut finding = match line.record.and_then(|r| submission.records.get(r)) {
        Some(record) => about(record, Code::A201),
        None => Finding::new(Code::A201, Subject::Sheet(table.form)),
    };
    finding.unit.clone_from(&submission.unit);
    finding.file = Some(Arc::clone(&submission.file));
    finding.sheet = Some(Arc::clone(&table.sheet));
    finding.cells = total.cell.into_iter().collect();
    finding.field = Some(field.to_string());
    finding.expected = Some(Value::Money(sum));
    finding.found = Some(Value::Money(printed));
    finding.found_text = total.text.as_deref().map(str::to_owned);
    finding.money_unit = total.unit;
    finding.over = parts.iter().filter_map(|f| f.cell).collect();
    finding.allowed = allowed;
    let texts: Vec<Decimal> = parts
        .iter()
        .filter(|f| f.text.is_some() && total.text.is_none())
        .filter_map(|f| f.reading.known())
        .collect();
    finding.cause = causes::of_sum(&Sum {
        expected: sum,
        found: printed,
        allowed,
        parts: &amounts,
        subtotals: &[],
        texts: &texts,
    });
    let shown: Vec<String> = parts
        .iter()
        .filter_map(|f| {
            f.reading
                .known()
                .map(|d| crate::base::money::vietnamese(f.unit.map_or(d, |u| u.from_dong(d))))
        })
        .collect();
    finding.args.push(("parts", shown.join(" + ")));
    Some(finding)
}

/// The lines of a workbook by what they are about; looked up only where a total is wrong.
struct Sheets<'a> {
    submission: &'a Submission,
    lines: OnceCell<HashMap<String, Vec<&'a Record>>>,
}

impl Sheets<'_> {
    /// What all sheets of different sources print of a line's project: the sheet of one source may repeat the total of all.
    fn sum(&self, line: &TableLine, phase: Phase) -> Option<Decimal> {
        if self.submission.tables.len() < 2 {
            return None;
        }
        let own = self.submission.records.get(line.record?)?;
        let lines = self.lines.get_or_init(|| {
            let mut lines: HashMap<String, Vec<&Record>> = HashMap::new();
            for record in &self.submission.records {
                if let Some(key) = record.project_key() {
                    lines.entry(key).or_default().push(record);
                }
            }
            lines
        });
        let all = lines.get(&own.project_key()?)?;
        let sheets = all.iter().any(|r| r.origin.sheet != own.origin.sheet);
        together(all, phase).filter(|_| sheets)?.sum_of_parts()
    }
}

fn parts(money: &Money) -> Vec<Figure> {
    Source::PARTS
        .into_iter()
        .filter_map(|s| money.figure(s))
        .collect()
}
