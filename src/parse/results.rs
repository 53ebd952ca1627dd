//! Results of a project: in columns of their own, or named by the row itself.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::place::Cell;
use crate::base::reading::Reading;
use crate::finding::Subject;
use crate::layout::Role;
use crate::model::{Phase, Record, ResultFigure};

use super::reader::Reader;
use super::sheet::Context;

/// Results that stand in columns of their own.
pub(super) fn results(
    reader: &mut Reader<'_>,
    row: u32,
    subject: &Subject,
    project: Option<&str>,
) -> Vec<ResultFigure> {
    let form = reader.form;
    let mut results: Vec<ResultFigure> = Vec::new();
    for column in &form.columns {
        let Role::Result {
            indicator,
            name,
            unit,
            phase,
        } = &column.role
        else {
            continue;
        };
        let field = || column.role.field().unwrap_or_default();
        let reading = reader.count(column.col, row, subject, project, field);
        if reading == Reading::Blank {
            continue;
        }
        let known = |r: &ResultFigure| {
            r.indicator.as_deref() == indicator.as_deref()
                && (indicator.is_some() || *r.name == **name)
        };
        let at = if let Some(at) = results.iter().position(known) {
            at
        } else {
            let line = indicator
                .as_deref()
                .and_then(|n| reader.context.programme.indicator(n));
            let unit = unit
                .clone()
                .or_else(|| line.map(|l| l.unit.clone()))
                .or_else(|| measure_unit(reader.context, name));
            let name = line.map_or_else(|| name.clone(), |l| l.name.clone());
            results.push(blank_result(indicator.clone(), name, unit));
            results.len() - 1
        };
        place(
            &mut results[at],
            *phase,
            reading,
            Cell::new(row, column.col),
        );
    }
    results
}

fn measure_unit(context: &Context<'_>, name: &str) -> Option<String> {
    let (measure, _) = context.lines.measure(name, Some(&context.memo.effort))?;
    context
        .programme
        .measures
        .iter()
        .find(|m| m.name == measure)
        .map(|m| m.unit.clone())
}

pub(super) fn blank_result(
    indicator: Option<String>,
    name: String,
    unit: Option<String>,
) -> ResultFigure {
    ResultFigure {
        indicator: indicator.map(Arc::from),
        name: Arc::from(name),
        unit: unit.map(Arc::from),
        planned: Reading::Blank,
        period: Reading::Blank,
        cumulative: Reading::Blank,
        cell: None,
        columns: [None; 3],
    }
}

pub(super) fn place(result: &mut ResultFigure, phase: Phase, reading: Reading<Decimal>, at: Cell) {
    let before = |r: &ResultFigure| (r.cumulative != Reading::Blank, r.period != Reading::Blank);
    let had = before(result);
    result.columns[phase as usize] = Some(at.col);
    match phase {
        Phase::Approved => {
            result.planned = reading;
            if result.cell.is_none() {
                result.cell = Some(at);
            }
        }
        Phase::Spent => {
            result.period = reading;
            if !had.0 {
                result.cell = Some(at);
            }
        }
        Phase::Cumulative => {
            result.cumulative = reading;
            result.cell = Some(at);
        }
    }
}

/// A result that the row itself names ("Chỉ tiêu", "ĐVT", then figures).
pub(super) fn named_result(
    reader: &mut Reader<'_>,
    row: u32,
    record: &Record,
) -> Option<ResultFigure> {
    let form = reader.form;
    let values: Vec<(u16, Phase)> = form
        .columns
        .iter()
        .filter_map(|c| {
            if let Role::Value { phase, .. } = c.role {
                Some((c.col, phase))
            } else {
                None
            }
        })
        .collect();
    if values.is_empty() {
        return None;
    }
    let own = form
        .plain("result_name")
        .and_then(|c| reader.grid.get(Cell::new(row, c.col)))
        .and_then(crate::layout::header::text_of);
    let activity = record.activity.as_deref();
    let name = own.or_else(|| {
        let line = reader
            .context
            .programme
            .indicators
            .iter()
            .find(|i| i.activity.is_some() && i.activity.as_deref() == activity);
        line.map(|l| l.name.clone())
    })?;
    let unit = form
        .plain("measure")
        .and_then(|c| reader.grid.get(Cell::new(row, c.col)))
        .and_then(crate::layout::header::text_of);
    let indicator = {
        let effort = &reader.context.memo.effort;
        let lines = reader.context.lines;
        lines.indicator(&name, None, Some(effort)).map(|(n, _)| n)
    };
    let subject = record
        .project_key()
        .map_or(Subject::Sheet(form.form), Subject::Project);
    let mut result = blank_result(
        indicator.clone(),
        name,
        unit.or_else(|| {
            indicator
                .as_deref()
                .and_then(|n| reader.context.programme.indicator(n))
                .map(|i| i.unit.clone())
        }),
    );
    for (col, phase) in values {
        let reading = reader.count(col, row, &subject, record.project.as_deref(), || {
            "results".to_owned()
        });
        if reading != Reading::Blank {
            place(&mut result, phase, reading, Cell::new(row, col));
        }
    }
    result.cell.is_some().then_some(result)
}
