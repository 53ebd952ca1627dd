//! Explanations put to the findings that they answer: an accepted one waives its finding while its values stay.

use std::collections::HashMap;
use std::sync::Arc;

use crate::finding::{Answer, Code, Finding, Subject, Value};

/// Gives findings their explanations and waives what was accepted. Findings must have their ids. Returns what is to be
/// said of the explanations themselves: W701 where a value changed, W702 where nothing is left to waive.
pub fn apply(findings: &mut [Finding], answers: &[Answer]) -> Vec<Finding> {
    let places: HashMap<String, usize> = findings
        .iter()
        .enumerate()
        .map(|(index, finding)| (finding.id.clone(), index))
        .collect();
    let mut told = Vec::new();
    for (index, answer) in answers.iter().enumerate() {
        let id = answer.id.trim();
        match places.get(id) {
            Some(&place) if answer.fits(&findings[place]) => {
                let finding = &mut findings[place];
                finding.waived = answer.is_accepted();
                finding.explanation = Some(answer.text.clone()).filter(|t| !t.is_empty());
            }
            Some(&place) if answer.is_accepted() => {
                // An answer to the new values settles it, whichever row comes first.
                let own = answers.iter().filter(|a| a.id.trim() == id);
                let mut others = own.clone().filter(|a| a.fits(&findings[place]));
                let newest = answers
                    .iter()
                    .rposition(|a| a.id.trim() == id && a.is_accepted());
                if others.next().is_none() && newest == Some(index) {
                    told.push(expired(&findings[place], answer));
                }
            }
            None if answer.is_accepted() && !id.is_empty() => told.push(unused(answer)),
            _ => {}
        }
    }
    told
}

/// The waived value, and what it is now.
fn expired(finding: &Finding, answer: &Answer) -> Finding {
    let mut told = Finding::new(Code::W701, finding.subject.clone());
    told.unit.clone_from(&finding.unit);
    told.project.clone_from(&finding.project);
    told.field.clone_from(&finding.field);
    told.file.clone_from(&finding.file);
    told.sheet.clone_from(&finding.sheet);
    told.cells.clone_from(&finding.cells);
    told.money_unit = finding.money_unit;
    // What changed is told: the found side, unless only the expected one is another.
    let is_found = Answer {
        expected: finding
            .expected
            .as_ref()
            .map_or_else(String::new, Value::plain),
        ..answer.clone()
    };
    let (before, now) = if is_found.fits(finding) {
        (&answer.expected, &finding.expected)
    } else {
        (&answer.found, &finding.found)
    };
    told.expected = Some(like(now.as_ref(), before));
    told.found.clone_from(now);
    if now == &finding.found {
        told.found_text.clone_from(&finding.found_text);
    }
    told.related = Some(answer.spot.clone());
    told.args.clone_from(&finding.args);
    told
}

/// What a cell of the table says, as the same kind of value.
fn like(value: Option<&Value>, cell: &str) -> Value {
    match (value, cell.trim().parse()) {
        (Some(Value::Money(_)), Ok(amount)) => Value::Money(amount),
        (Some(Value::Number(_)), Ok(number)) => Value::Number(number),
        _ => Value::text(cell),
    }
}

fn unused(answer: &Answer) -> Finding {
    let hash = blake3::hash(answer.id.as_bytes()).to_hex();
    let mut told = Finding::new(Code::W702, Subject::file(&hash));
    told.file = Some(Arc::clone(&answer.spot.file));
    told.sheet.clone_from(&answer.spot.sheet);
    told.cells = answer.spot.cell.into_iter().collect();
    told.found = Some(Value::text(&answer.id));
    told.found_text = Some(answer.id.clone());
    told
}
