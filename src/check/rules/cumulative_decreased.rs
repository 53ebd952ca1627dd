//! C402: less is printed as spent since 1 January than the period before had printed.

use crate::check::continuity::Past;
use crate::check::sides::compared;
use crate::check::{Outcome, World, about_figure};
use crate::finding::{Code, Severity, Value};
use crate::model::{Field, Phase, Record};

use super::against_previous::{Look, each_project, tell_former};

pub(super) fn check(world: &World<'_>) -> Outcome {
    each_project(world, Code::C402, look)
}

/// What has decreased, or why that cannot be told.
fn look(world: &World<'_>, record: &Record, past: &Past) -> Look {
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
