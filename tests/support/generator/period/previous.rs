//! records.jsonl of the quarter before, as it follows from what is reported now.

use serde_json::{Map, Value, json};

use super::super::projects::{Project, sources};
use super::{Model, Unit};

/// One line a project.
pub fn records(model: &Model) -> String {
    let mut out = String::new();
    for unit in &model.units {
        let before =
            |p: &&Project| p.start < chrono::NaiveDate::from_ymd_opt(2017, 7, 1).expect("a day");
        let now = unit.sent.iter().filter(before);
        for (row, project) in (10..).zip(now.chain(&unit.vanished)) {
            out.push_str(&line(unit, project, row).to_string());
            out.push('\n');
        }
    }
    out
}

fn line(unit: &Unit, project: &Project, row: u32) -> Value {
    let names = [
        "total",
        "support",
        "national",
        "local",
        "district",
        "counterpart",
        "other",
    ];
    let amounts = |of: &dyn Fn(usize) -> i64| {
        let mut all: Map<String, Value> = names
            .iter()
            .map(|n| ((*n).to_owned(), Value::Null))
            .collect();
        let mut total = 0;
        for (place, name) in sources(&unit.style).iter().enumerate() {
            all.insert((*name).to_owned(), json!(of(place).to_string()));
            total += of(place);
        }
        all.insert("total".to_owned(), json!(total.to_string()));
        all
    };
    let before = |place: usize| project.money[2][place] - project.money[1][place];
    json!({
        "kind": "project", "period": "2017-Q2", "unit": unit.code, "unit_name": unit.name,
        "project": project.code, "name": project.name, "activity": project.activity, "content": project.content,
        "beneficiary": project.beneficiary, "location": project.location,
        "start": project.start.to_string(), "end": project.end.to_string(), "basis": "actual",
        "approved": amounts(&|place| project.money[0][place]),
        "spent": amounts(&before), "cumulative": amounts(&before),
        "results": [], "note": null, "corrected": null,
        "source": {"file": format!("da-nop/{}.xlsx", unit.code), "hash": format!("blake3:{}", "0".repeat(64)), "sheet": "Biểu 01", "row": row, "revision": 1},
        "cells": {},
    })
}
