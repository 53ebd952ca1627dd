//! C402: less is printed as spent since 1 January than the period before had printed.

use rayon::prelude::*;

use crate::check::continuity::Past;
use crate::check::{Outcome, World, about_figure};
use crate::finding::{Code, Finding, Severity, Spot, Value};
use crate::model::{Field, Kind, Phase, Record, Source};

use crate::check::sides::compared;

pub(super) fn check(world: &World<'_>) -> Outcome {
    let each: Vec<Outcome> = world
        .submissions
        .par_iter()
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
                    Err(why) => outcome.left_open(Code::C402, 1, why),
                }
            }
            outcome.saw(Code::C402, seen);
            outcome
        })
        .collect();
    Outcome::of_all(each)
}

/// What has decreased, or why that cannot be told.
fn look(world: &World<'_>, record: &Record, past: &Past) -> Result<Vec<Finding>, &'static str> {
    let cumulative = record.money(Phase::Cumulative);
    match past {
        // It had nothing, and nothing is less than that but what A207 finds.
        Past::New => return world.continuity.nothing.map_or(Ok(Vec::new()), Err),
        Past::Unknown(why) => return Err(why),
        Past::Line(_) | Past::Lines(_) => {}
    }
    if cumulative.iter().all(|(_, figure)| figure.cell.is_none()) {
        return Err("no-cumulative");
    }
    let before = world
        .continuity
        .before(past, cumulative)
        .ok_or("previous-blank")?;
    let sides = compared(&before, cumulative);
    if sides.is_empty() {
        return Err("blank-amounts");
    }
    let mut findings = Vec::new();
    for side in sides {
        let allowed = world
            .rounding
            .allows([side.approved.half, side.reported.half]);
        let least = side.approved.dong.checked_sub(allowed);
        if least.is_none_or(|least| side.reported.dong >= least) {
            continue;
        }
        let field = Field::new(Phase::Cumulative, side.source);
        let mut finding = about_figure(record, Code::C402, field);
        if let Some(cell) = side.reported.cell {
            finding.cells = vec![cell];
        }
        finding.money_unit = finding
            .money_unit
            .or_else(|| cumulative.iter().find_map(|(_, f)| f.unit));
        finding.expected = Some(Value::Money(side.approved.dong));
        finding.found = Some(Value::Money(side.reported.dong));
        tell_former(world, past, side.source, &mut finding);
        if world.continuity.was_estimate(past) {
            finding.severity = Severity::Warning;
        }
        findings.push(finding);
    }
    Ok(findings)
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
