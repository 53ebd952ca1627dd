//! approvals.jsonl: the approvals in force, a line a project and unit.

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::money::{amounts, cells};
use super::plain::{clean, json as text, natural};
use super::records::{origin_order, source};
use crate::model::{Approval, Phase};

/// The file's bytes: ordered by unit, project code, file, row; null first. Money has the keys of records.jsonl.
pub fn jsonl(approvals: &[Approval]) -> Vec<u8> {
    let mut ordered: Vec<&Approval> = approvals.iter().collect();
    ordered.sort_by(|a, b| {
        a.unit
            .cmp(&b.unit)
            .then_with(|| match (&a.code, &b.code) {
                (Some(a), Some(b)) => natural(a, b),
                (a, b) => a.cmp(b),
            })
            .then_with(|| origin_order(&a.origin, &b.origin))
    });
    let parts: Vec<String> = ordered
        .par_chunks(256)
        .map(|approvals| {
            let mut part = String::new();
            for approval in approvals {
                part.push_str(&line(approval).to_string());
                part.push('\n');
            }
            part
        })
        .collect();
    parts.concat().into_bytes()
}

fn line(approval: &Approval) -> Value {
    let mut places = Map::new();
    if let Some(cell) = approval.name_cell {
        places.insert("name".to_owned(), json!(cell.to_string()));
    }
    cells(Phase::Approved, &approval.money, &mut places);
    json!({
        "project": text(approval.code.as_deref()),
        "name": clean(&approval.name),
        "unit": text(approval.unit.as_deref()),
        "unit_name": text(approval.unit_name.as_deref()),
        "executor": text(approval.executor_text.as_deref()),
        "activity": text(approval.activity.as_deref()),
        "content": text(approval.content.as_deref()),
        "beneficiary": text(approval.beneficiary.as_deref()),
        "location": text(approval.location.as_deref()),
        "start": approval.start.map(|d| d.to_string()),
        "end": approval.end.map(|d| d.to_string()),
        "approved": amounts(&approval.money),
        "decision": {
            "number": text(approval.decision.as_deref()),
            "date": approval.decided_on.map(|d| d.to_string()),
        },
        "note": text(approval.note.as_deref()),
        "source": source(&approval.origin),
        "cells": places,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn an_approval_names_its_decision_and_its_cells() {
        let out = String::from_utf8(jsonl(&sample::approvals())).unwrap();
        let lines: Vec<Value> = out
            .lines()
            .map(|l| serde_json::from_str(l).unwrap())
            .collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0]["project"], "KC17-03");
        assert_eq!(lines[0]["approved"]["local"], "200000000");
        assert_eq!(
            lines[0]["decision"],
            json!({"number": "1033/QĐ-UBND", "date": "2017-02-15"})
        );
        assert_eq!(lines[0]["cells"]["approved.local"], "I9");
        assert_eq!(lines[1]["project"], "KC17-10");
    }
}
