//! The findings of one file as its letter lists them, and as marks at its cells.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::base::place::Cell;
use crate::finding::{Code, Finding, Severity, Value, Wording};
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
    /// What the line says; of several findings that are one matter to a clerk, the first, or all together.
    pub(super) finding: Cow<'a, Finding>,
    /// Every finding that the line stands for, each with its own note at its cells.
    pub(super) members: Vec<&'a Finding>,
    /// Further cells where the same is found again.
    pub(super) again: Vec<Cell>,
}

/// The list in its order: part by part, each in reading order. What one rule says again and again of a sheet or of a
/// column is one line that names the cells, as a clerk would write it.
pub(super) fn items<'a>(findings: &[&'a Finding]) -> Vec<Item<'a>> {
    let mut sorted: Vec<&Finding> = findings.to_vec();
    sorted.sort_by_key(|f| Part::of(f));
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    let mut known: BTreeMap<Same<'_>, usize> = BTreeMap::new();
    for finding in sorted {
        let group = Same::of(finding).map(|same| known.entry(same).or_insert(groups.len()));
        match group.and_then(|at| groups.get_mut(*at)) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    let item = |(index, members): (usize, Vec<&'a Finding>)| {
        let first = *members.first()?;
        let mut finding = Cow::Borrowed(first);
        let mut again = Vec::new();
        if members.len() > 1 {
            let all = members.iter().flat_map(|f| &f.cells).copied();
            if speaks_of_its_sheet(first.code) {
                let finding = finding.to_mut();
                finding.cells = all.collect();
                finding.cells.sort_unstable_by_key(|c| (c.row, c.col));
                let differs = |side: fn(&Finding) -> &Option<Value>| {
                    members.iter().any(|f| side(f) != side(first))
                };
                if differs(|f| &f.expected) || differs(|f| &f.found) {
                    (finding.expected, finding.found, finding.found_text) = (None, None, None);
                }
            } else {
                again.extend(all.skip(first.cells.len()));
            }
        }
        Some(Item {
            number: index + 1,
            part: Part::of(first),
            finding,
            members,
            again,
        })
    };
    groups.into_iter().enumerate().filter_map(item).collect()
}

/// Rules whose message speaks of cells of a sheet, whatever column they stand in (contract, findings.json: one finding a
/// sheet and column).
const fn speaks_of_its_sheet(code: Code) -> bool {
    matches!(code, Code::R009 | Code::R010)
}

/// What makes findings one line of the list: the same rule says the same of one sheet, or of one column of it. Only
/// rules about reading: sums and comparisons have figures of their own, and each is a line.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Same<'a> {
    part: Part,
    code: Code,
    file: &'a str,
    sheet: &'a str,
    waived: bool,
    is_carried: bool,
    /// The column; 0 for rules that speak of their sheet.
    column: u16,
    /// All that the line shows of the cell.
    shown: String,
}

impl<'a> Same<'a> {
    fn of(finding: &'a Finding) -> Option<Self> {
        let first = finding.cells.first()?;
        let sides = (&finding.expected, &finding.found, &finding.found_text);
        let is_reading = finding.code.to_string().starts_with(['R', 'S']);
        let (column, shown) = match finding.code {
            // Each cell has a number of its own.
            Code::R009 => (0, String::new()),
            Code::R010 => (0, format!("{sides:?}")),
            _ if is_reading => {
                let what = (&finding.field, finding.variant, sides);
                (first.col, format!("{what:?}"))
            }
            _ => return None,
        };
        Some(Self {
            part: Part::of(finding),
            code: finding.code,
            file: finding.file.as_deref()?,
            sheet: finding.sheet.as_deref()?,
            waived: finding.waived,
            is_carried: finding.caused_by.is_some(),
            column,
            shown,
        })
    }
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
    let each = items
        .iter()
        .flat_map(|item| item.members.iter().map(move |finding| (item, *finding)));
    for (item, finding) in each {
        let Some(sheet) = finding.sheet.as_deref() else {
            continue;
        };
        if finding.file.is_none() || finding.cells.is_empty() {
            continue;
        }
        let note = note(item, finding, words);
        let sheet = all.entry(sheet.to_owned()).or_default();
        for (index, cell) in finding.cells.iter().enumerate() {
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
fn note(item: &Item<'_>, finding: &Finding, words: &Wording) -> (String, String) {
    let number = ("number", item.number.to_string());
    // What a former run wrote is known by this, whatever program saved the copy.
    let heading = format!("{NOTE_MARK}{}", words.text(item.part.word(), &[number]));
    let mut lines = vec![clean(&words.message(finding))];
    let (expected, _) = words.sides(finding);
    if !expected.is_empty() {
        let expected = ("expected", clean(&expected));
        lines.push(words.text("feedback-note-expected", &[expected]));
    }
    if let Some(hint) = words.hint(finding) {
        lines.push(words.text("feedback-note-hint", &[("hint", clean(&hint))]));
    }
    lines.push(words.text("feedback-note-code", &[("code", finding.code.to_string())]));
    (heading, lines.join("\n"))
}
