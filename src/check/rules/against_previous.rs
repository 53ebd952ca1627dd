//! What C401 and C402 share: every project that counts is looked at beside what the period before printed of it.

use crate::check::continuity::Past;
use crate::check::{Outcome, World};
use crate::finding::{Code, Finding, Spot};
use crate::model::{Kind, Record, Source};

/// What is wrong with one project, or why that cannot be told.
pub(super) type Look = Result<Vec<Finding>, &'static str>;

/// Looks at all projects.
pub(super) fn each_project(
    world: &World<'_>,
    code: Code,
    look: impl Fn(&World<'_>, &Record, &Past) -> Look + Sync,
) -> Outcome {
    let each: Vec<Outcome> = world
        .submissions
        .iter()
        .enumerate()
        .map(|(place, submission)| {
            let mut outcome = Outcome::default();
            let mut seen = 0;
            for (row, record) in submission.records.iter().enumerate() {
                if record.kind != Kind::Project || !submission.counts(record) {
                    continue;
                }
                seen += 1;
                match look(world, record, world.past(place, row)) {
                    Ok(findings) => outcome.findings.extend(findings),
                    Err(why) => outcome.left_open(code, 1, why),
                }
            }
            outcome.saw(code, seen);
            outcome
        })
        .collect();
    Outcome::of_all(each)
}

/// Where the figure of the period before stands: in its records, which name the workbook of that time.
pub(super) fn tell_former(world: &World<'_>, past: &Past, source: Source, finding: &mut Finding) {
    let lines = world.continuity.lines(past);
    let Some(line) = lines.first() else { return };
    let own = line.cumulative.figure(source).and_then(|f| f.cell);
    let any = || line.cumulative.iter().find_map(|(_, f)| f.cell);
    finding.related = Some(Spot {
        file: world.previous_file.into(),
        sheet: None,
        cell: None,
    });
    let cell = own.or_else(any).map(|c| c.to_string()).unwrap_or_default();
    finding.args.extend([
        ("former_file", line.file.to_string()),
        ("former_sheet", line.sheet.to_string()),
        ("former_cell", cell),
    ]);
}
