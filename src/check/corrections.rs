//! Corrections agreed with a unit, applied to its records while the old value is still there.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::money::MoneyUnit;
use crate::base::number::{self, Style, TextNumber};
use crate::base::place::Cell;
use crate::base::reading::Reading;
use crate::base::text::fold;
use crate::finding::{Code, Finding, Spot, Subject, Value};
use crate::model::{Corrected, Correction, Field, Figure, Kind, Phase, Record, Source, Submission};

use super::about_figure;

/// What became of one correction at one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// Which correction.
    pub correction: usize,
    /// Which record of the submission.
    pub record: usize,
    /// Which of its amounts.
    pub field: Field,
    /// Whether the old value was there and the new one stands in its place.
    pub applied: bool,
}

/// Corrects the records of one submission, whose projects are recognised. A record keeps both values.
pub fn apply(submission: &mut Submission, corrections: &[Correction]) -> Vec<Tried> {
    let mut tried = Vec::new();
    for (index, correction) in corrections.iter().enumerate() {
        for (place, field) in places(submission, correction) {
            let record = &mut submission.records[place];
            let done = corrected(record, field, correction);
            let applied = done.is_some();
            if let Some(done) = done {
                let figure = Figure {
                    reading: Reading::Known(done.to),
                    // What is agreed is exact.
                    half: Decimal::ZERO,
                    text: None,
                    ..record.figure(field).unwrap_or_default()
                };
                let money = &mut record.money[field.phase as usize];
                money.set(field.source, figure);
                // A total that no cell prints is the sum of its parts still.
                let total = money.figure(Source::Total);
                if field.source != Source::Total && total.is_some_and(|f| f.cell.is_none()) {
                    money.remove(Source::Total);
                    money.complete_total();
                }
                record.corrected.get_or_insert_default().push(done);
            }
            tried.push(Tried {
                correction: index,
                record: place,
                field,
                applied,
            });
        }
    }
    tried
}

/// The records of the project that have the amount, with the amount; the first of its records where none has.
fn places(submission: &Submission, correction: &Correction) -> Vec<(usize, Field)> {
    if correction.unit.is_none() || submission.unit != correction.unit {
        return Vec::new();
    }
    let named = fold(&correction.project);
    let is_it = |record: &Record| {
        let code = record.project.as_deref().map(fold);
        let name = record.name.as_deref().map(fold);
        record.kind == Kind::Project
            && !named.is_empty()
            && [code, name].into_iter().flatten().any(|own| own == named)
    };
    let of_project = || {
        let records = (0..).zip(&submission.records);
        records.filter(|(_, record)| is_it(record))
    };
    let Some(field) = correction.field else {
        let at = of_project()
            .filter_map(|(index, record)| Some((index, field_at(record, correction.at?)?)));
        return at.collect();
    };
    let has = of_project().filter(|(_, record)| record.figure(field).is_some());
    let mut places: Vec<(usize, Field)> = has.map(|(index, _)| (index, field)).collect();
    if places.is_empty() {
        places.extend(of_project().next().map(|(index, _)| (index, field)));
    }
    places
}

/// The amount that a record has from a cell.
fn field_at(record: &Record, cell: Cell) -> Option<Field> {
    let all = Phase::ALL
        .into_iter()
        .flat_map(|phase| Source::ALL.map(|source| Field::new(phase, source)));
    let is_there = |field: &Field| record.figure(*field).is_some_and(|f| f.cell == Some(cell));
    all.into_iter().find(is_there)
}

/// Both values, where the old one is what the record says.
fn corrected(record: &Record, field: Field, correction: &Correction) -> Option<Corrected> {
    let figure = record.figure(field);
    let unit = figure.as_ref().and_then(|f| f.unit);
    let now = match figure.map(|f| f.reading) {
        Some(Reading::Known(amount)) => Some(amount),
        Some(Reading::Blank) | None => None,
        Some(Reading::Unreadable) => return None,
    };
    let (scale, style) = written(&correction.old, now, unit)?;
    let new = match (typed(&correction.new), style) {
        (TextNumber::Ambiguous { .. }, Some(style)) => number::parse_with(&correction.new, style),
        (new, _) => new,
    };
    let to = match new {
        TextNumber::Money(dong) => dong,
        TextNumber::Number(number) => scale.to_dong(number)?,
        _ => return None,
    };
    Some(Corrected {
        field,
        from: now,
        to,
        by: Arc::clone(&correction.by),
        date: Arc::clone(&correction.date),
        how: Arc::clone(&correction.how),
    })
}

/// How a row is written, as far as its old value tells: in đồng or in the unit of the sheet, whichever makes it what stands
/// there, and which mark its numbers have before decimals.
fn written(
    old: &str,
    now: Option<Decimal>,
    unit: Option<MoneyUnit>,
) -> Option<(MoneyUnit, Option<Style>)> {
    let Some(now) = now else {
        return (typed(old) == TextNumber::Blank).then_some((MoneyUnit::Dong, None));
    };
    let in_unit = |number: Decimal| {
        [MoneyUnit::Dong, unit.unwrap_or(MoneyUnit::Dong)]
            .into_iter()
            .find(|unit| unit.to_dong(number) == Some(now.normalize()))
    };
    match typed(old) {
        TextNumber::Money(dong) => {
            (dong == now).then_some((MoneyUnit::Dong, number::style_of(old)))
        }
        TextNumber::Number(number) => Some((in_unit(number)?, number::style_of(old))),
        TextNumber::Ambiguous {
            thousands,
            decimal,
            mark,
        } => {
            let (own, other) = match mark {
                '.' => (Style::Vietnamese, Style::English),
                _ => (Style::English, Style::Vietnamese),
            };
            let by_thousands = in_unit(thousands).map(|unit| (unit, Some(own)));
            by_thousands.or_else(|| Some((in_unit(decimal)?, Some(other))))
        }
        _ => None,
    }
}

/// A cell that `read` gave as plain digits, or what somebody typed.
fn typed(text: &str) -> TextNumber {
    match text.trim().parse() {
        Ok(number) if !text.contains('.') => TextNumber::Number(number),
        _ => number::parse(text),
    }
}

/// W704 for every correction that no counted record took.
pub fn not_applied(
    corrections: &[Correction],
    submissions: &[Submission],
    tried: &[Vec<Tried>],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, correction) in corrections.iter().enumerate() {
        let own = submissions
            .iter()
            .zip(tried)
            .flat_map(|(submission, tried)| {
                let of_it = tried.iter().filter(move |t| t.correction == index);
                let records = of_it.filter_map(|t| Some((submission.records.get(t.record)?, t)));
                records.filter(|(record, _)| submission.counts(record))
            });
        let own: Vec<(&Record, &Tried)> = own.collect();
        if own.iter().any(|(_, tried)| tried.applied) {
            continue;
        }
        findings.push(match own.first() {
            Some((record, tried)) => stale(record, tried.field, correction),
            None => homeless(correction),
        });
    }
    findings
}

/// The record is there, and its value is another one, or the new value is no amount.
fn stale(record: &Record, field: Field, correction: &Correction) -> Finding {
    let mut finding = about_figure(record, Code::W704, field);
    let figure = record.figure(field);
    let unit = figure
        .as_ref()
        .and_then(|f| f.unit)
        .unwrap_or(MoneyUnit::Dong);
    let now = figure.and_then(|f| f.reading.known());
    if written(&correction.old, now, Some(unit)).is_some() {
        finding.variant = Some("new");
        finding.args.push(("text", correction.new.clone()));
    }
    finding.expected = Some(match typed(&correction.old) {
        TextNumber::Money(dong) => Value::Money(dong),
        // A small number can only be meant in the unit of the sheet.
        TextNumber::Number(number)
            if now.is_some_and(|now| number.abs() < now.abs() / Decimal::from(100)) =>
        {
            Value::Money(unit.to_dong(number).unwrap_or(number))
        }
        TextNumber::Number(number) => Value::Money(number),
        _ if finding.variant == Some("new") => {
            now.map_or_else(|| Value::text(&correction.old), Value::Money)
        }
        _ => Value::text(&correction.old),
    });
    finding.found = Some(now.map_or_else(|| Value::text(""), Value::Money));
    finding.related = Some(Spot {
        file: Arc::clone(&correction.file),
        sheet: Some(Arc::clone(&correction.sheet)),
        cell: correction.cell,
    });
    finding
}

/// No record is meant: unit, project or amount cannot be told.
fn homeless(correction: &Correction) -> Finding {
    let row = format!(
        "{} {} {}",
        correction.project, correction.field_text, correction.old
    );
    let hash = blake3::hash(row.as_bytes()).to_hex();
    let mut finding = Finding::new(Code::W704, Subject::file(&hash));
    finding.variant = Some(match (&correction.unit, correction.field) {
        (None, _) => "unit",
        (_, None) => "field",
        _ => "project",
    });
    finding.unit.clone_from(&correction.unit);
    finding.file = Some(Arc::clone(&correction.file));
    finding.sheet = Some(Arc::clone(&correction.sheet));
    finding.cells = correction.cell.into_iter().collect();
    finding.expected = Some(Value::text(&correction.old));
    finding.args.push(("name", correction.project.clone()));
    finding.args.push(("label", correction.field_text.clone()));
    finding
}
