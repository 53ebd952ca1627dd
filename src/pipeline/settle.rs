//! The last word on all findings: severities, order, ids, which carries which, what the office has accepted.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::money::vietnamese;
use crate::check::{ids, roots, waivers};
use crate::finding::{Answer, Finding, Value};
use crate::settings::Settings;

/// Severities of the settings, then order, ids, which finding carries which, and which the office has accepted.
pub(super) fn settle(
    findings: &mut Vec<Finding>,
    settings: Option<&Settings>,
    unit_names: &BTreeMap<Arc<str>, Arc<str>>,
    answers: &[Answer],
) {
    weigh(findings, settings);
    for finding in findings.iter_mut() {
        if let Some(name) = finding.unit.as_ref().and_then(|u| unit_names.get(u))
            && !finding.args.iter().any(|(key, _)| *key == "unit_name")
        {
            finding.args.push(("unit_name", name.to_string()));
        }
    }
    order(findings);
    let mut told = waivers::apply(findings, answers);
    if !told.is_empty() {
        weigh(&mut told, settings);
        findings.extend(told);
        order(findings);
    }
}

/// Gives findings the severities of the settings; what is off goes.
fn weigh(findings: &mut Vec<Finding>, settings: Option<&Settings>) {
    if let Some(settings) = settings {
        findings.retain_mut(|finding| match settings.severities.get(&finding.code) {
            Some(Some(severity)) => {
                finding.severity = *severity;
                true
            }
            Some(None) => false,
            None => true,
        });
    }
}

/// Order, ids, and which finding carries which.
pub fn order(findings: &mut Vec<Finding>) {
    for finding in findings.iter_mut().filter(|f| f.found_text.is_none()) {
        finding.found_text = as_printed(finding);
    }
    ids::assign(findings);
    roots::settle(findings);
}

/// A figure as its author sees it: in the unit of its cell, in Vietnamese notation.
fn as_printed(finding: &Finding) -> Option<String> {
    match finding.found.as_ref()? {
        Value::Money(dong) => Some(vietnamese(
            finding
                .money_unit
                .map_or(*dong, |unit| unit.from_dong(*dong)),
        )),
        Value::Number(number) => Some(vietnamese(*number)),
        Value::Text(_) => None,
    }
}
