//! Where the lines of a table end: what stands under its closing total is said about the table and is none of its lines.

use super::look::Look;
use super::row::Class;
use super::rows::State;

/// The last row that is surely a line: with figures, and with a number or a code of its own.
pub(super) fn last_line(looks: &[Look]) -> Option<usize> {
    looks
        .iter()
        .rposition(|l| l.figures > 0 && (l.code || (l.seq.is_some() && !l.numbered_in_text)))
}

/// What a row under the lines is, if no line stands below it (`is_last`) or notes or signatures have begun:
/// "3. Khó khăn, vướng mắc: …" and figures beside a signature are notes, other figures fit nothing.
pub(super) fn below(seen: &Look, state: &State<'_>, is_last: bool) -> Option<Class> {
    let bare = !seen.code
        && seen.attributes == 0
        && (seen.seq.is_none() || seen.numbered_in_text)
        && !(seen.label.is_empty() && seen.figures == 0);
    if !bare || !(state.closed || is_last) {
        return None;
    }
    if state.signed || state.noted {
        return Some(Class::Note);
    }
    if !state.closed {
        return None;
    }
    match (seen.figures, is_last) {
        (0, true) => seen.numbered_in_text.then_some(Class::Note),
        (_, true) => (!seen.label.is_empty()).then_some(Class::Unknown),
        _ => None,
    }
}
