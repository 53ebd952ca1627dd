//! The findings of one file as its letter lists them, and as marks at its cells.

use std::collections::BTreeMap;

use crate::base::place::Cell;
use crate::finding::{Finding, Severity, Wording};
use crate::report::plain::clean;

/// Stands before every note of ours; programs that lose its author keep its text.
pub(super) const NOTE_MARK: &str = "tonghop · ";
/// How many cells of one finding have a note; all of them have the colour.
const NOTES_OF_ONE: usize = 50;

/// The parts of the letter's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// Must be corrected.
    Correct,
    /// Should be looked at, or explained.
    Review,
    /// Good to know: follows from another, is accepted, needs nothing.
    Note,
}

impl Part {
    pub(super) const ALL: [Self; 3] = [Self::Correct, Self::Review, Self::Note];

    fn of(finding: &Finding) -> Self {
        match finding.severity {
            _ if finding.waived || finding.caused_by.is_some() => Self::Note,
            Severity::Error => Self::Correct,
            Severity::Warning => Self::Review,
            Severity::Info => Self::Note,
        }
    }

    /// The key of its heading.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Correct => "feedback-part-correct",
            Self::Review => "feedback-part-review",
            Self::Note => "feedback-part-note",
        }
    }

    /// The key of the word before a note.
    const fn word(self) -> &'static str {
        match self {
            Self::Correct => "feedback-mark-correct",
            Self::Review => "feedback-mark-review",
            Self::Note => "feedback-mark-note",
        }
    }
}

/// One line of the list.
pub(super) struct Item<'a> {
    /// From 1, in the order of the list.
    pub(super) number: usize,
    pub(super) part: Part,
    pub(super) finding: &'a Finding,
}

/// The list in its order: part by part, each in reading order.
pub(super) fn items<'a>(findings: &[&'a Finding]) -> Vec<Item<'a>> {
    let mut sorted: Vec<&Finding> = findings.to_vec();
    sorted.sort_by_key(|f| Part::of(f));
    sorted
        .into_iter()
        .enumerate()
        .map(|(index, finding)| Item {
            number: index + 1,
            part: Part::of(finding),
            finding,
        })
        .collect()
}

/// What is set at one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The gravest of its findings decides the colour.
    pub(super) part: Part,
    /// The notes of its findings, each with its heading; none where others of the same finding say it already.
    pub(super) notes: Vec<(String, String)>,
}

/// Marks of one sheet by cell.
pub(super) type SheetMarks = BTreeMap<Cell, Mark>;

/// The marks of all sheets by name.
pub(super) fn marks(items: &[Item<'_>], words: &Wording) -> BTreeMap<String, SheetMarks> {
    let mut all: BTreeMap<String, SheetMarks> = BTreeMap::new();
    for item in items {
        let Some(sheet) = item.finding.sheet.as_deref() else {
            continue;
        };
        if item.finding.file.is_none() || item.finding.cells.is_empty() {
            continue;
        }
        let note = note(item, words);
        let sheet = all.entry(sheet.to_owned()).or_default();
        for (index, cell) in item.finding.cells.iter().enumerate() {
            let mark = sheet.entry(*cell).or_insert_with(|| Mark {
                part: item.part,
                notes: Vec::new(),
            });
            mark.part = mark.part.min(item.part);
            if index < NOTES_OF_ONE {
                mark.notes.push(note.clone());
            }
        }
    }
    all
}

/// Heading and text of a note: what is wrong, what was expected, what to do.
fn note(item: &Item<'_>, words: &Wording) -> (String, String) {
    let number = ("number", item.number.to_string());
    // What a former run wrote is known by this, whatever program saved the copy.
    let heading = format!("{NOTE_MARK}{}", words.text(item.part.word(), &[number]));
    let mut lines = vec![clean(&words.message(item.finding))];
    let (expected, _) = words.sides(item.finding);
    if !expected.is_empty() {
        let expected = ("expected", clean(&expected));
        lines.push(words.text("feedback-note-expected", &[expected]));
    }
    if let Some(hint) = words.hint(item.finding) {
        lines.push(words.text("feedback-note-hint", &[("hint", clean(&hint))]));
    }
    lines.push(words.text(
        "feedback-note-code",
        &[("code", item.finding.code.to_string())],
    ));
    (heading, lines.join("\n"))
}
