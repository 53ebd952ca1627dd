//! Labels that name whose money a row prints: "- Kinh phí khuyến công địa phương", "Vốn đối ứng", "Nguồn KCQG".

use crate::base::text::{fold, words};
use crate::model::Source;

use super::vocabulary::{Layout, Meaning};

/// The source that a label names, if it says nothing else; none for a total, and none for the name of a project.
///
/// Nothing but whole phrases of the layout is looked up, so that the first other word ends it: most labels are names.
pub(super) fn named(layout: &Layout, label: &str) -> Option<Source> {
    let tokens = words(label);
    let mut rest = tokens.as_slice();
    let mut named: Option<Source> = None;
    while let Some(first) = rest.first() {
        let known = layout.phrases.get(first).and_then(|phrases| {
            phrases.iter().find(|(words, _)| {
                rest.len() >= words.len() && rest.iter().zip(words).all(|(a, b)| a == b)
            })
        });
        match known {
            Some((words, Meaning::Source(source))) => {
                named = match (named, *source) {
                    (Some(one), Source::Total | Source::Support) => Some(one),
                    (None | Some(Source::Total | Source::Support), other) => Some(other),
                    // Two sources in one label are none.
                    (Some(one), other) if one != other => return None,
                    (one, _) => one,
                };
                rest = &rest[words.len()..];
            }
            Some((words, Meaning::Money | Meaning::Filler | Meaning::Done | Meaning::Phase(_))) => {
                rest = &rest[words.len()..];
            }
            // "Vốn đối ứng của Công ty A": who pays it may be said in any words.
            _ if named == Some(Source::Counterpart) => break,
            _ if first.chars().all(|c| c.is_ascii_digit()) => rest = &rest[1..],
            _ => return None,
        }
    }
    named.filter(|source| *source != Source::Total)
}

/// The same for what stands over figures or beside them, where "Doanh nghiệp" alone is what they pay.
pub(super) fn of_figures(layout: &Layout, label: &str) -> Option<Source> {
    named(layout, label).or_else(|| layout.alone.get(&fold(label)).copied())
}
