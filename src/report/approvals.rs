//! approvals.jsonl: the approvals in force, a line a project and unit.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::lines::{self, Source};
use super::money::{Amounts, cells};
use super::plain::{Clean, Shown, cleaned};
use super::records::origin_order;
use crate::base::text::natural;
use crate::model::{Approval, Phase};

/// Writes the file, ordered by unit, project code, file, row; null first. Money has the keys of records.jsonl.
pub fn write<'a>(
    approvals: &'a [Approval],
    unit_names: &'a BTreeMap<Arc<str>, Arc<str>>,
    out: &mut dyn Write,
) -> io::Result<()> {
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
    let line = |approval: &&'a Approval| {
        let unit = approval.unit.as_ref();
        Line::new(approval, unit.and_then(|u| unit_names.get(u)).map(|n| &**n))
    };
    lines::write(&ordered, line, out)
}

#[derive(Serialize)]
struct Line<'a> {
    project: Option<Clean<'a>>,
    name: Clean<'a>,
    unit: Option<Clean<'a>>,
    unit_name: Option<Clean<'a>>,
    executor: Option<Clean<'a>>,
    activity: Option<Clean<'a>>,
    content: Option<Clean<'a>>,
    beneficiary: Option<Clean<'a>>,
    location: Option<Clean<'a>>,
    start: Option<Shown<chrono::NaiveDate>>,
    end: Option<Shown<chrono::NaiveDate>>,
    approved: Amounts<'a>,
    decision: Decision<'a>,
    note: Option<Clean<'a>>,
    source: Source<'a>,
    cells: Cells<'a>,
}

#[derive(Serialize)]
struct Decision<'a> {
    number: Option<Clean<'a>>,
    date: Option<Shown<chrono::NaiveDate>>,
}

impl<'a> Line<'a> {
    fn new(approval: &'a Approval, unit_name: Option<&'a str>) -> Self {
        Self {
            project: cleaned(approval.code.as_deref()),
            name: Clean(&approval.name),
            unit: cleaned(approval.unit.as_deref()),
            unit_name: cleaned(unit_name),
            executor: cleaned(approval.executor_text.as_deref()),
            activity: cleaned(approval.activity.as_deref()),
            content: cleaned(approval.content.as_deref()),
            beneficiary: cleaned(approval.beneficiary.as_deref()),
            location: cleaned(approval.location.as_deref()),
            start: approval.start.map(Shown),
            end: approval.end.map(Shown),
            approved: Amounts(&approval.money),
            decision: Decision {
                number: cleaned(approval.decision.as_deref()),
                date: approval.decided_on.map(Shown),
            },
            note: cleaned(approval.note.as_deref()),
            source: Source::from(&approval.origin),
            cells: Cells(approval),
        }
    }
}

/// The cells of an approval's name and amounts.
struct Cells<'a>(&'a Approval);

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let name = self
            .0
            .name_cell
            .map(|cell| ("name".to_owned(), Shown(cell)));
        let amounts = cells(Phase::Approved, &self.0.money);
        to.collect_map(
            name.into_iter()
                .chain(amounts.map(|(field, cell)| (field.0.to_string(), cell))),
        )
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::report::sample;

    #[test]
    fn an_approval_names_its_decision_and_its_cells() {
        let mut out = Vec::new();
        write(&sample::approvals(), &sample::unit_names(), &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
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
