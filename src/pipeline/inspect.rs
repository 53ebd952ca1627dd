//! How a workbook was understood, as `inspect --format json` prints it.

use std::path::Path;

use anyhow::Context as _;
use serde_json::{Map, Value, json};

use crate::base::money::MoneyUnit;
use crate::base::place::{Cell, column_name};
use crate::check::matching::Index;
use crate::layout::outline::{Outline, outline};
use crate::layout::recognise::{Origin, Sheet};
use crate::layout::{Layouts, Recogniser, Role};
use crate::model::{Form, Status};
use crate::parse::approved::Approved;
use crate::parse::recognition::Finder;
use crate::parse::returned::without_letters;
use crate::parse::sheet::Context;
use crate::parse::stated;
use crate::parse::submitter::Names;
use crate::parse::unreadable;
use crate::parse::workbook::{self, Incoming, Setting};
use crate::read::grid::{Content, Grid, GridCell};
use crate::read::{self, Unreadable};
use crate::report::findings;
use crate::settings::Settings;

use super::intake::{Intake, Scope};
use super::plan::Plan;
use super::tools::Tools;
use super::{Fault, gather};

/// Reads one workbook and says how; in a workspace with its decisions, as a run does.
pub fn inspect(
    (file, name): (&Path, &str),
    workspace: Option<&Path>,
    settings: Option<&Settings>,
    tools: &Tools,
    cells: bool,
) -> Result<Value, Fault> {
    let limits = super::intake::limits(settings);
    let period = settings.map(|s| s.period);
    let loaded = read::load(file, &limits).with_context(|| name.to_owned())?;
    let hash = loaded
        .as_ref()
        .map_or_else(|_| read::hash(name.as_bytes()), |b| read::hash(b));
    let size = loaded.as_ref().map_or(0, Vec::len);
    let book = match loaded {
        Ok(bytes) => tools
            .reader
            .workbook(&bytes, &limits)
            .map_err(super::intake::no_worker)?,
        Err(why) => Err(why),
    };
    let incoming = Incoming {
        file: name.into(),
        hash: hash.as_str().into(),
        bytes: u64::try_from(size).unwrap_or(0),
        receipt: None,
    };
    let finder = Finder {
        file: incoming.file.clone(),
        hash: incoming.hash.clone(),
    };
    let book = match book {
        Ok(mut book) => {
            without_letters(&mut book);
            book
        }
        Err(why) => return Ok(unread(name, &hash, &finder, &why, tools)),
    };
    let plan = match workspace {
        Some(_) => {
            let scope = Scope::Files {
                files: &[],
                workspace,
            };
            gather::plan(&Intake::open(&scope, settings, tools)?, &super::Silent)?
        }
        None => Plan::default(),
    };
    let approved = Index::new(&plan.approvals);
    let names = Names::new(&tools.units, period);
    let recogniser = Recogniser::new(&tools.layouts, &tools.programme);
    let memo = recogniser.memo(period);
    let memo = stated::memo_of(&recogniser, &book, &memo).unwrap_or(memo);
    let context = Context {
        programme: &tools.programme,
        lines: recogniser.lines(),
        period,
        memo: &memo,
        approved: workspace.is_some().then_some(&approved as &dyn Approved),
        unit: None,
    };
    let setting = Setting {
        recogniser: &recogniser,
        names: &names,
        context,
    };
    let (submission, mut found) = workbook::submission(&setting, &incoming, &book);
    found.extend(
        book.bad_sheets
            .iter()
            .map(|(sheet, why)| unreadable::sheet(&finder, sheet, why)),
    );
    let decision = |sheets: &[Sheet]| {
        sheets
            .iter()
            .any(|s| s.form.as_ref().is_some_and(|f| f.form == Form::Approval))
    };
    let sheets = recogniser.workbook(&book, Origin::Anywhere, &memo);
    if submission.status == Status::NoForm && decision(&sheets) {
        // A decision's annex is a form, though no submission.
        found.retain(|f| {
            !matches!(
                f.code,
                crate::finding::Code::R004 | crate::finding::Code::R013
            )
        });
    }
    super::settle::order(&mut found);
    let stated = stated::stated_period(&book, &sheets);
    // A sheet with several tables stands there once for each.
    let sheets: Vec<Value> = sheets
        .iter()
        .filter_map(|sheet| Some((book.sheets.get(sheet.index)?, sheet)))
        .map(|(grid, sheet)| sheet_json(grid, sheet, &tools.layouts, cells))
        .collect();
    Ok(json!({
        "file": name,
        "format": book.format,
        "hash": hash,
        "unit": submission.unit.as_deref(),
        "unit_name": submission.unit_name.as_deref(),
        "period": stated.or(period).map(|p| p.to_string()),
        "sheets": sheets,
        "findings": found.iter().map(|f| Value::Object(findings::object(f, &tools.words))).collect::<Vec<_>>(),
    }))
}

fn unread(name: &str, hash: &str, finder: &Finder, why: &Unreadable, tools: &Tools) -> Value {
    let mut found = vec![unreadable::file(finder, why)];
    super::settle::order(&mut found);
    json!({
        "file": name,
        "format": null,
        "hash": hash,
        "unit": null,
        "period": null,
        "sheets": [],
        "findings": found.iter().map(|f| Value::Object(findings::object(f, &tools.words))).collect::<Vec<_>>(),
    })
}

fn sheet_json(grid: &Grid, sheet: &Sheet, layouts: &Layouts, cells: bool) -> Value {
    let mut out = Map::new();
    out.insert("name".to_owned(), json!(grid.name));
    out.insert("visible".to_owned(), json!(grid.visible));
    if let Some(form) = &sheet.form {
        out.insert("form".to_owned(), json!(form.form.name()));
        out.insert("layout".to_owned(), json!(form.layout));
        out.insert("score".to_owned(), json!(form.score));
        let unit = form.unit.or_else(|| {
            form.columns
                .iter()
                .find_map(|c| c.unit.filter(|_| matches!(c.role, Role::Money(_))))
        });
        out.insert("money_unit".to_owned(), json!(unit.map(money_unit)));
        let others: Vec<Value> = form.other_units.iter().copied().map(money_unit).collect();
        out.insert("other_units".to_owned(), json!(others));
        out.insert("header".to_owned(), header(form.header));
        let columns: Vec<Value> = form
            .columns
            .iter()
            .map(|c| {
                json!({
                    "col": column_name(c.col),
                    "heading": c.heading,
                    "field": c.role.field(),
                    "score": two_places(c.score),
                    "runner_up": c.runner_up.as_ref().map(|(field, score)| json!({"field": field, "score": two_places(*score)})),
                    "money_unit": matches!(c.role, Role::Money(_)).then(|| form.unit_of(c).map(|(u, _)| u.name())).flatten(),
                })
            })
            .collect();
        out.insert("columns".to_owned(), json!(columns));
        let rows: Vec<Value> = form
            .rows
            .iter()
            .map(|r| json!({"row": r.row + 1, "class": r.class}))
            .collect();
        out.insert("rows".to_owned(), json!(rows));
    } else {
        out.insert("form".to_owned(), Value::Null);
        out.insert(
            "nearest".to_owned(),
            json!(sheet.nearest.as_ref().map(|(f, _)| f.name())),
        );
        out.insert(
            "lacking".to_owned(),
            json!(
                sheet
                    .nearest
                    .as_ref()
                    .map(|(_, l)| l.clone())
                    .unwrap_or_default()
            ),
        );
        out.insert("score".to_owned(), Value::Null);
        outlined(&mut out, &outline(grid, layouts));
    }
    if cells {
        out.insert(
            "cells".to_owned(),
            json!(grid.cells.iter().map(cell_json).collect::<Vec<_>>()),
        );
    }
    Value::Object(out)
}

/// What a sheet that is no form still tells: an office sees why, and which heading its own layouts lack.
fn outlined(out: &mut Map<String, Value>, seen: &Outline) {
    let others: Vec<Value> = seen.other_units.iter().copied().map(money_unit).collect();
    let columns: Vec<Value> = seen
        .columns
        .iter()
        .map(|path| {
            json!({
                "col": column_name(path.col),
                "heading": path.heading(),
                "field": (Some(path.col) == seen.seq).then_some("seq"),
                "score": null,
                "runner_up": null,
            })
        })
        .collect();
    let rows: Vec<Value> = seen
        .rows
        .iter()
        .map(|(row, class)| json!({"row": row + 1, "class": class}))
        .collect();
    out.insert("money_unit".to_owned(), json!(seen.unit.map(money_unit)));
    out.insert("other_units".to_owned(), json!(others));
    out.insert("header".to_owned(), json!(seen.header.map(header)));
    out.insert("columns".to_owned(), json!(columns));
    out.insert("rows".to_owned(), json!(rows));
}

fn money_unit((unit, cell): (MoneyUnit, Cell)) -> Value {
    json!({"name": unit.name(), "scale": unit.scale(), "cell": cell.to_string()})
}

fn header((first, last): (u32, u32)) -> Value {
    json!({"first": first + 1, "last": last + 1})
}

#[expect(clippy::float_arithmetic, reason = "a score, not an amount")]
fn two_places(score: f64) -> f64 {
    (score * 100.0).round() / 100.0
}

/// A cell as it was understood: converted text, exact number as stored, date as ISO text.
fn cell_json(cell: &GridCell) -> Value {
    let at = cell.at.to_string();
    match &cell.content {
        Content::Number(x) => match crate::base::number::from_float(*x) {
            Some(number) => json!({"cell": at, "number": number.to_string()}),
            None => json!({"cell": at, "text": x.to_string()}),
        },
        Content::Text(text) => json!({"cell": at, "text": crate::base::text::tidy(text)}),
        Content::Date(moment) => json!({"cell": at, "text": iso(*moment)}),
        Content::Bool(value) => json!({"cell": at, "text": if *value { "TRUE" } else { "FALSE" }}),
        Content::Error(text) => json!({"cell": at, "text": text}),
        Content::Uncomputed => json!({"cell": at, "text": "", "formula": cell.formula}),
    }
}

/// A day, with its time of day if it has one.
fn iso(moment: chrono::NaiveDateTime) -> String {
    let format = if moment.time() == chrono::NaiveTime::MIN {
        "%Y-%m-%d"
    } else {
        "%Y-%m-%dT%H:%M:%S"
    };
    moment.format(format).to_string()
}
