//! What the rows of a list have in common, and rows that are no line of their own: one source's share of the row above,
//! or a remark.

use std::collections::{HashMap, HashSet};

use crate::model::Source;

use super::labels::begins;
use super::look::Look;
use super::numbering::{Kind, depth};
use super::rows::{Class, State};

/// The kinds of numbers under which deeper rows stand somewhere on the sheet.
pub(super) fn group_kinds(looks: &[Look]) -> HashMap<Kind, usize> {
    let mut kinds = HashMap::new();
    let labelled: Vec<&Look> = looks
        .iter()
        .filter(|l| !l.label.is_empty() && l.kind != Kind::Plain && l.kind != Kind::Dash)
        .collect();
    let mut order: Vec<Kind> = Vec::new();
    for (index, seen) in labelled.iter().enumerate() {
        if !order.contains(&seen.kind) {
            order.push(seen.kind);
        }
        if let Some(next) = labelled.get(index + 1)
            && depth(next.kind) > depth(seen.kind)
        {
            *kinds.entry(seen.kind).or_insert(0) += 1;
        }
    }
    kinds
}

/// The next row with a label for each, found from the end: a sheet of a million rows without one costs no more.
pub(super) fn following(looks: &[Look]) -> Vec<Option<usize>> {
    let mut next = None;
    let mut found = vec![None; looks.len()];
    for (index, seen) in looks.iter().enumerate().rev() {
        found[index] = next;
        if !seen.label.is_empty() && (seen.figures > 0 || seen.texts > 0) {
            next = Some(index);
        }
    }
    found
}

/// Labels of rows without a number that name a source of money and stand on the sheet more than once.
pub(super) fn repeated_sources(looks: &[Look]) -> HashSet<&str> {
    let (mut once, mut again) = (HashSet::new(), HashSet::new());
    for seen in looks {
        if seen.source.is_some() && seen.kind == Kind::Plain && !once.insert(seen.folded.as_str()) {
            again.insert(seen.folded.as_str());
        }
    }
    again
}

/// What the rows of a list have in common.
pub(super) struct Shape<'a> {
    /// The kinds of numbers under which deeper rows stand somewhere.
    pub(super) groups: &'a HashMap<Kind, usize>,
    /// Some rows with figures are numbered 1, 2, 3.
    pub(super) numbered: bool,
    /// See [`repeated_sources`].
    pub(super) repeated: &'a HashSet<&'a str>,
}

/// Whether a row prints one source's share of the row above: of a project that stands on several rows, one for each
/// source, or of a total.
pub(super) fn is_part(
    seen: &Look,
    next: Option<&Look>,
    shape: &Shape<'_>,
    state: &State<'_>,
) -> bool {
    if seen.source.is_none() || (!seen.by_column && (seen.code || seen.attributes > 0)) {
        return false;
    }
    let below = state.projects > 0 || state.last == Class::Total || state.parts_of_total;
    if seen.by_column {
        // Merged over the rows, or printed on each of them again.
        let merged = seen.label.is_empty() && seen.seq.is_none();
        let again = state.project.is_some_and(|above| {
            above.folded == seen.folded && (seen.seq.is_none() || seen.seq == above.seq)
        });
        return below && (merged || again);
    }
    match seen.kind {
        Kind::Dash => shape.numbered || below,
        Kind::Plain => {
            // The beneficiary's own money heads no group of projects.
            let again = shape.repeated.contains(seen.folded.as_str())
                || seen.source == Some(Source::Counterpart);
            let plain = |n: &Look| n.kind == Kind::Plain;
            let groups_follow = next.is_some_and(|n| !plain(n) && n.kind != Kind::Dash);
            let after_total = state.last == Class::Total || state.parts_of_total;
            let after_project = state.projects > 0
                && matches!(state.last, Class::Project | Class::Result | Class::OfWhich);
            state.of_which
                || (after_total && (again || shape.numbered && next.is_some_and(plain)))
                || (after_project && (again || shape.numbered && !groups_follow))
        }
        _ => false,
    }
}

/// "(Đề án đã nghiệm thu)", "* Chưa nghiệm thu", "tiếp tục thực hiện quý sau", "./.": a remark between the rows.
pub(super) fn is_aside(seen: &Look, remarks: &[String]) -> bool {
    let bare = seen.figures == 0 && seen.seq.is_none() && !seen.code && seen.attributes == 0;
    let label = seen.label.trim();
    bare && (label == "./."
        || label.starts_with('*')
        || (label.starts_with('(') && label.ends_with([')', '.', ';']))
        || (seen.kind == Kind::Plain && begins(&seen.folded, remarks)))
}
