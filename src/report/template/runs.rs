//! Texts of several runs, each with a look of its own: what becomes of them when their placeholders are filled.

use quick_xml::escape::partial_escape;

use super::book::{escape_units, string_text, unescape_units};
use super::cells::Filling;
use super::placeholder::{Hole, Piece};
use super::xml::Element;

/// The texts of runs once their placeholders are filled: each run keeps its own text, and a value goes to the run in
/// which its placeholder begins.
pub(super) fn dealt(
    pieces: &[Piece],
    runs: &[impl AsRef<str>],
    text_of: &mut dyn FnMut(&Hole) -> String,
) -> Vec<String> {
    let mut texts = vec![String::new(); runs.len()];
    let mut at = 0;
    for piece in pieces {
        let mut from = 0;
        match piece {
            Piece::Text(text) => {
                let end = at + text.len();
                for (run, out) in runs.iter().zip(&mut texts) {
                    let to = from + run.as_ref().len();
                    if from < end && to > at {
                        let (a, b) = (at.max(from) - at, end.min(to) - at);
                        out.push_str(text.get(a..b).unwrap_or(""));
                    }
                    from = to;
                }
                at = end;
            }
            Piece::Hole(hole) => {
                for (run, out) in runs.iter().zip(&mut texts) {
                    let to = from + run.as_ref().len();
                    if (from..to).contains(&hole.start) {
                        out.push_str(&text_of(hole));
                    }
                    from = to;
                }
                at = hole.end;
            }
        }
    }
    texts
}

/// The runs of a string: format and text. A string without runs is one run without a format.
pub(super) fn runs(source: &Element) -> Vec<(Option<&Element>, String)> {
    let runs: Vec<_> = source.elements().filter(|kid| kid.name() == "r").collect();
    if runs.is_empty() {
        return vec![(None, string_text(source))];
    }
    let text = |run: &Element| {
        run.elements()
            .filter(|kid| kid.name() == "t")
            .map(|t| unescape_units(&t.text()))
            .collect()
    };
    let mut all = Vec::new();
    // Text before the runs, which some producers write, is a run without a format.
    let bare: String = source
        .elements()
        .filter(|kid| kid.name() == "t")
        .map(|t| unescape_units(&t.text()))
        .collect();
    if !bare.is_empty() {
        all.push((None, bare));
    }
    all.extend(runs.into_iter().map(|run| (run.child("rPr"), text(run))));
    all
}

/// A text in the format of the string that it replaces.
pub(super) fn plain(text: String, source: &Element, prefix: &str, inside: &mut String) -> Filling {
    if text.is_empty() {
        return Filling::Blank;
    }
    match source.child("r").map(|run| run.child("rPr")) {
        Some(format) => push_run(inside, format, &text, prefix),
        None => push_text(inside, &text, prefix),
    }
    Filling::Text(text)
}

/// Writes a run with its format.
pub(super) fn push_run(out: &mut String, format: Option<&Element>, text: &str, prefix: &str) {
    out.extend(["<", prefix, "r>"]);
    if let Some(format) = format {
        format.with_prefix(prefix).write(out);
    }
    push_text(out, text, prefix);
    out.extend(["</", prefix, "r>"]);
}

fn push_text(out: &mut String, text: &str, prefix: &str) {
    out.extend(["<", prefix, "t xml:space=\"preserve\">"]);
    out.push_str(&partial_escape(&*escape_units(text)));
    out.extend(["</", prefix, "t>"]);
}
