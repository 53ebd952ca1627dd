//! Sheets whose rows are lines of the programme: money by activity, results by indicator.

use std::sync::Arc;

use crate::base::place::Cell;
use crate::base::reading::Reading;
use crate::finding::Subject;
use crate::layout::header::text_of;
use crate::layout::lines::Line;
use crate::layout::{Class, Recognised, Role, Row};
use crate::model::record::{Basis, MoneySource};
use crate::model::{Kind, LineClass, Money, Phase, Record, TableLine};

use super::formulas::Page;
use super::reader::Reader;
use super::recognition::Finder;
use super::results::{blank_result, place};
use super::sheet::{Context, Parsed};

/// Parses money by activity: one record a line that prints an amount.
pub fn money_by_activity(
    context: &Context<'_>,
    finder: &Finder,
    page: Page<'_>,
    form: &Recognised,
) -> Parsed {
    let mut reader = Reader::new(context, finder, page, form);
    let mut records = Vec::new();
    let mut lines: Vec<TableLine> = Vec::new();
    for row in &form.rows {
        match row.class {
            Class::Group | Class::Total => lines.push(reader.sum_line(row)),
            Class::OfWhich => lines.push(Reader::of_which_line(row)),
            Class::Activity => {
                let Some(Line::Activity(number)) = &row.line else {
                    continue;
                };
                let subject = Subject::Activity(number.clone());
                reader.row_unit(row.row);
                let money = reader.money_of(row.row, &subject, None);
                let printed = money
                    .iter()
                    .any(|m| m.iter().any(|(_, f)| f.reading != Reading::Blank));
                let record = printed.then_some(records.len());
                lines.push(Reader::line(row, LineClass::Detail, money.clone(), record));
                if printed {
                    let mut record = line_record(&reader, row, Kind::Activity);
                    record.activity = Some(Arc::from(number.as_str()));
                    record.content = context.programme.content_of(number).map(Arc::from);
                    record.name = context
                        .programme
                        .activity(number)
                        .map(|a| Arc::from(a.name.as_str()));
                    record.money = money;
                    for phase in Phase::ALL {
                        record.money_mut(phase).complete_total();
                    }
                    records.push(record);
                }
            }
            _ => {}
        }
    }
    reader.report_text_numbers();
    reader.report_childless(&lines);
    let table = reader.table(lines);
    Parsed {
        records,
        table,
        findings: reader.findings,
    }
}

/// Parses results by indicator: one record a line, or one a line and source where the form splits by source.
pub fn results_by_indicator(
    context: &Context<'_>,
    finder: &Finder,
    page: Page<'_>,
    form: &Recognised,
) -> Parsed {
    let mut reader = Reader::new(context, finder, page, form);
    let mut records = Vec::new();
    let values: Vec<(u16, Phase, Option<MoneySource>)> = form
        .columns
        .iter()
        .filter_map(|c| {
            if let Role::Value { phase, source } = c.role {
                Some((c.col, phase, source))
            } else {
                None
            }
        })
        .collect();
    let mut sources: Vec<Option<MoneySource>> = values.iter().map(|(_, _, s)| *s).collect();
    sources.sort();
    sources.dedup();
    // Beside columns by source an unnamed one is their sum.
    if sources.iter().any(Option::is_some) {
        sources.retain(Option::is_some);
    }
    for row in &form.rows {
        let Some(Line::Activity(number)) = &row.line else {
            continue;
        };
        if !matches!(row.class, Class::Indicator | Class::OfWhich) {
            continue;
        }
        let subject = Subject::Indicator(number.clone());
        let unit = form
            .plain("measure")
            .and_then(|c| page.grid.get(Cell::new(row.row, c.col)))
            .and_then(text_of);
        let line = context.programme.indicator(number);
        for source in &sources {
            let name = line.map_or_else(|| row.label.clone(), |l| l.name.clone());
            let unit = line.map(|l| l.unit.clone()).or_else(|| unit.clone());
            let mut result = blank_result(Some(number.clone()), name, unit);
            for (col, phase, _) in values.iter().filter(|(_, _, s)| s == source) {
                let field = || {
                    let name = match phase {
                        Phase::Approved => "planned",
                        Phase::Spent => "period",
                        Phase::Cumulative => "cumulative",
                    };
                    name.to_owned()
                };
                let reading = reader.count(*col, row.row, &subject, None, field);
                if reading != Reading::Blank {
                    place(&mut result, *phase, reading, Cell::new(row.row, *col));
                }
            }
            if result.cell.is_some() {
                let mut record = line_record(&reader, row, Kind::Indicator);
                record.name = Some(result.name.clone());
                record.money_source = *source;
                record.results = vec![result];
                records.push(record);
            }
        }
    }
    reader.report_text_numbers();
    let table = reader.table(Vec::new());
    Parsed {
        records,
        table,
        findings: reader.findings,
    }
}

fn line_record(reader: &Reader<'_>, row: &Row, kind: Kind) -> Record {
    Record {
        kind,
        unit: "".into(),
        project: None,
        name: None,
        name_cell: row.label_cell,
        activity: None,
        content: None,
        beneficiary: None,
        location: None,
        executor: None,
        start: None,
        end: None,
        basis: if kind == Kind::Indicator || kind == Kind::Activity {
            reader.estimate()
        } else {
            Basis::Actual
        },
        money_source: None,
        money: <[Money; 3]>::default(),
        results: Vec::new(),
        note: None,
        origin: reader.origin(row.row),
        activity_by_name: false,
        approval: None,
        corrected: None,
    }
}
