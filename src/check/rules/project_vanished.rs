//! C403: a project that the period before reported is not reported any more.

use std::sync::Arc;

use crate::check::{Outcome, World};
use crate::finding::{Code, Finding, Spot, Subject, Value};
use crate::model::Form;

pub(super) fn check(world: &World<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let continuity = world.continuity;
    if let Some(why) = continuity.nothing {
        let lines = world.projects();
        outcome.saw(Code::C403, lines);
        outcome.left_open(Code::C403, lines, why);
        return outcome;
    }
    outcome.saw(Code::C403, continuity.former().len());
    for (why, lines) in &continuity.unclear {
        outcome.left_open(Code::C403, *lines, why);
    }
    for gone in &continuity.gone {
        let Some(line) = continuity.line(gone.line) else {
            continue;
        };
        let approval = gone.approval.and_then(|i| world.approvals.get(i));
        let key = approval.map_or_else(|| line.key(), |a| Some(a.key()));
        let Some(key) = key else { continue };
        let label = line.label().unwrap_or_default();
        let mut finding = Finding::new(Code::C403, Subject::Project(key));
        finding.unit = Some(Arc::clone(&gone.unit));
        finding.project = Some(label.to_owned());
        let of_unit = || {
            let all = world.submissions.iter();
            all.filter(|s| s.unit.as_deref() == Some(&*gone.unit))
        };
        let list = of_unit().find(|s| s.forms.contains(&Form::ProjectList));
        finding.file = list.or(of_unit().next()).map(|s| Arc::clone(&s.file));
        finding.expected = Some(Value::text(label));
        finding.related = Some(Spot {
            file: world.previous_file.into(),
            sheet: None,
            cell: None,
        });
        finding.args = vec![
            ("name", line.name.as_deref().unwrap_or(label).to_owned()),
            ("former_file", line.file.to_string()),
            ("former_sheet", line.sheet.to_string()),
        ];
        outcome.findings.push(finding);
    }
    outcome
}
