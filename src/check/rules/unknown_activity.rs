//! S106: neither content nor activity of a project is known, after the decision, its group and its name were asked.

use crate::check::{Outcome, World};
use crate::parse::sheet::unknown_activity;

pub(super) fn check(world: &World<'_>) -> Outcome {
    world
        .records()
        .filter_map(|(_, record, _)| unknown_activity(record))
        .collect::<Vec<_>>()
        .into()
}
