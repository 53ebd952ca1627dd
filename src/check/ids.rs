//! Order and lasting names of findings (contract, findings.json).

use std::collections::HashMap;

use crate::finding::Finding;

/// Sorts by unit, file, sheet, row, column, code, null first, and gives each finding its id; equal ids get
/// `~2`, `~3` in reading order.
pub fn assign(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| key(a).cmp(&key(b)));
    let mut seen: HashMap<String, usize> = HashMap::new();
    for finding in findings {
        let unit = finding
            .unit
            .as_deref()
            .filter(|u| !u.is_empty())
            .unwrap_or("_");
        let field = finding.field.as_deref().unwrap_or("_");
        let id = format!("{}-{unit}-{}-{field}", finding.code, finding.subject.key());
        let count = seen.entry(id.clone()).and_modify(|n| *n += 1).or_insert(1);
        finding.id = if *count == 1 {
            id
        } else {
            format!("{id}~{count}")
        };
    }
}

type Key<'a> = (
    Option<&'a str>,
    Option<&'a str>,
    Option<&'a str>,
    Option<(u32, u16)>,
    crate::finding::Code,
    String,
    Option<&'a str>,
);

fn key(finding: &Finding) -> Key<'_> {
    (
        finding.unit.as_deref().filter(|u| !u.is_empty()),
        finding.file.as_deref(),
        finding.sheet.as_deref(),
        finding.cells.first().map(|c| (c.row, c.col)),
        finding.code,
        finding.subject.key(),
        finding.field.as_deref(),
    )
}
