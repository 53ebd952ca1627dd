//! Which units must submit.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::Approval;

/// The units that must submit: those that the settings name, else every unit with an approved project.
pub fn units(
    named: Option<&[String]>,
    approvals: &[Approval],
    code: impl Fn(&str) -> Option<String>,
) -> Vec<Arc<str>> {
    let codes: BTreeSet<Arc<str>> = match named {
        Some(named) => named
            .iter()
            .map(|n| code(n).map_or_else(|| Arc::from(n.as_str()), |c| Arc::from(c.as_str())))
            .collect(),
        // Approvals lie in the order of their units.
        None => approvals
            .chunk_by(|a, b| a.unit == b.unit)
            .flat_map(|same| match same {
                // Lines that several units share have no unit of their own.
                [first, ..] if first.unit.is_some() => &same[..1],
                all => all,
            })
            .flat_map(|a| a.units().cloned())
            .collect(),
    };
    codes.into_iter().collect()
}
