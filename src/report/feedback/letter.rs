//! What the letter to a unit says, line by line; how it looks in the file is `letter_sheet`'s affair.

use chrono::NaiveDate;

use super::items::{Item, Part};
use super::letter_frame::{addressee, foot, head, receipts};
use super::plan::Parcel;
use crate::base::place::Cell;
use crate::finding::{Finding, Wording};
use crate::model::{Period, Submission};
use crate::parse::returned::MARK;
use crate::report::cells::areas;
use crate::report::plain::clean;
use crate::report::reminders::{date, period_name};
use crate::settings::ReportKeys;

/// Widths of the letter's columns, in digits.
pub(super) const WIDTHS: [u64; 6] = [4, 21, 38, 14, 14, 27];
/// Its last column.
pub(super) const LAST: u16 = 5;

/// What all letters of a run have in common.
#[derive(Clone, Copy)]
pub struct Office<'a> {
    /// The period.
    pub period: Period,
    /// Who writes.
    pub report: &'a ReportKeys,
    /// Until when corrections are asked for.
    pub deadline: Option<NaiveDate>,
    /// The words of the run's language.
    pub words: &'a Wording,
}

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Centre,
    CentreBold,
    CentreItalic,
    Title,
    Body,
    BodyBold,
    Heading,
    Part(Part),
    Number,
    Text,
    Link,
    Small,
    /// "Nơi nhận:", and who gets copies.
    CopiesHeading,
    Copies,
}

impl Role {
    pub(super) const ALL: [Self; 16] = [
        Self::Centre,
        Self::CentreBold,
        Self::CentreItalic,
        Self::Title,
        Self::Body,
        Self::BodyBold,
        Self::Heading,
        Self::Part(Part::Correct),
        Self::Part(Part::Review),
        Self::Part(Part::Note),
        Self::Number,
        Self::Text,
        Self::Link,
        Self::Small,
        Self::CopiesHeading,
        Self::Copies,
    ];

    /// Size of the letters in points.
    pub(super) const fn size(self) -> u64 {
        match self {
            Self::Title => 14,
            Self::Small => 9,
            Self::Heading
            | Self::Part(_)
            | Self::Number
            | Self::Text
            | Self::Link
            | Self::Copies => 11,
            _ => 12,
        }
    }

    pub(super) const fn is_bold(self) -> bool {
        matches!(
            self,
            Self::CentreBold
                | Self::Title
                | Self::BodyBold
                | Self::Heading
                | Self::Part(_)
                | Self::CopiesHeading
        )
    }

    /// Cells of the table have a frame.
    pub(super) const fn is_framed(self) -> bool {
        matches!(
            self,
            Self::Heading | Self::Part(_) | Self::Number | Self::Text | Self::Link
        )
    }
}

/// A text over one or more columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) columns: (u16, u16),
    pub(super) role: Role,
    pub(super) text: String,
    /// Sheet and cell that it leads to.
    pub(super) link: Option<(String, Cell)>,
}

/// A row of the letter.
pub(super) type Line = Vec<Span>;

/// A letter.
#[derive(Debug, Default)]
pub(super) struct Letter {
    pub(super) lines: Vec<Line>,
    /// The line that heads the list, which stands on every page.
    pub(super) header: Option<usize>,
}

/// What is enclosed with the letter.
pub(super) struct Enclosed<'a> {
    /// Sentences about the copy: rebuilt, without macros, none at all.
    pub(super) remarks: Vec<String>,
    /// The place in the copy of what was found.
    pub(super) place: &'a dyn Fn(&Finding) -> Option<(String, Cell)>,
    /// The workbook that the letter is about, and the number of the letter among all of the unit.
    pub(super) source: Option<&'a Submission>,
    pub(super) number: usize,
}

pub(super) fn over(first: u16, last: u16, role: Role, text: impl AsRef<str>) -> Span {
    Span {
        columns: (first, last),
        role,
        text: clean(text.as_ref()),
        link: None,
    }
}

pub(super) fn whole(role: Role, text: impl AsRef<str>) -> Line {
    vec![over(0, LAST, role, text)]
}

/// Writes the letter to a unit.
pub(super) fn letter(
    office: &Office<'_>,
    parcel: &Parcel<'_>,
    items: &[Item<'_>],
    enclosed: &Enclosed<'_>,
) -> Letter {
    let words = office.words;
    let say = |key: &str| words.text(key, &[]);
    let mut letter = Letter::default();
    head(office, &mut letter.lines);
    let is_confirmation = items.is_empty();
    let title = if is_confirmation {
        "feedback-title-confirmation"
    } else {
        "feedback-title"
    };
    letter.lines.push(whole(Role::Title, say(title)));
    let period = [("period", period_name(office.period, words))];
    letter.lines.push(whole(
        Role::CentreItalic,
        words.text("feedback-subject", &period),
    ));
    letter.lines.push(Vec::new());
    let to = [("unit", addressee(&parcel.unit_name, words))];
    letter
        .lines
        .push(whole(Role::BodyBold, words.text("feedback-to", &to)));
    for text in opening(office, parcel, items, enclosed) {
        letter.lines.push(whole(Role::Body, text));
    }
    if !is_confirmation {
        letter.header = Some(letter.lines.len());
        list(words, items, enclosed.place, &mut letter.lines);
        letter.lines.push(Vec::new());
    }
    if !enclosed.remarks.is_empty() || !is_confirmation {
        letter
            .lines
            .push(whole(Role::BodyBold, say("feedback-how-heading")));
        let how = (!is_confirmation).then(|| say("feedback-how"));
        for text in how.iter().chain(&enclosed.remarks) {
            letter.lines.push(whole(Role::Body, format!("- {text}")));
        }
    }
    receipts(office, parcel, enclosed, &mut letter.lines);
    foot(office, &mut letter.lines);
    let mark = format!("{MARK}{}:{}", parcel.unit, office.period);
    letter.lines.push(whole(
        Role::Small,
        words.text("feedback-mark", &[("mark", mark)]),
    ));
    letter
}

fn opening(
    office: &Office<'_>,
    parcel: &Parcel<'_>,
    items: &[Item<'_>],
    enclosed: &Enclosed<'_>,
) -> Vec<String> {
    let words = office.words;
    let count = |part: Part| items.iter().filter(|i| i.part == part).count();
    let points: Vec<String> = [
        (Part::Correct, "feedback-count-correct"),
        (Part::Review, "feedback-count-review"),
    ]
    .into_iter()
    .filter(|(part, _)| count(*part) > 0)
    .map(|(part, key)| words.text(key, &[("count", count(part).to_string())]))
    .collect();
    let mut values = vec![
        ("period", period_name(office.period, words)),
        ("points", points.join(", ")),
    ];
    values.extend(office.deadline.map(|d| ("deadline", date(d, words))));
    let asks = count(Part::Correct) + count(Part::Review) > 0;
    let key = match (items.is_empty(), asks, office.deadline) {
        (true, ..) => "feedback-opening-confirmation",
        (_, false, _) => "feedback-opening-notes",
        (_, true, Some(_)) => "feedback-opening-deadline",
        (_, true, None) => "feedback-opening",
    };
    let mut texts = vec![words.text(key, &values)];
    if parcel.returns.len() > 1
        && let Some(source) = enclosed.source
    {
        let values = [
            ("number", enclosed.number.to_string()),
            ("of", parcel.returns.len().to_string()),
            ("file", source.file.to_string()),
        ];
        texts.push(words.text("feedback-opening-several", &values));
    }
    texts
}

fn list(
    words: &Wording,
    items: &[Item<'_>],
    place: &dyn Fn(&Finding) -> Option<(String, Cell)>,
    lines: &mut Vec<Line>,
) {
    let headings = [
        "feedback-col-number",
        "feedback-col-place",
        "feedback-col-message",
        "feedback-col-found",
        "feedback-col-expected",
        "feedback-col-hint",
    ];
    let heading = |(col, key): (u16, &str)| over(col, col, Role::Heading, words.text(key, &[]));
    lines.push((0u16..).zip(headings).map(heading).collect());
    let mut numbers = ["I", "II", "III"].into_iter();
    for part in Part::ALL {
        let mut own = items.iter().filter(|i| i.part == part).peekable();
        if own.peek().is_some() {
            let heading = words.text(part.key(), &[]);
            let number = numbers.next().unwrap_or_default();
            lines.push(whole(Role::Part(part), format!("{number}. {heading}")));
        }
        for item in own {
            lines.push(line(words, item, place(&item.finding)));
        }
    }
}

fn line(words: &Wording, item: &Item<'_>, link: Option<(String, Cell)>) -> Line {
    let finding = &*item.finding;
    let (expected, found) = words.sides(finding);
    let mut message = if item.members.len() > 1 && item.again.is_empty() {
        // The message names a few cells; a line for many names them all.
        let mut all = finding.clone();
        all.args
            .retain(|(key, _)| !matches!(*key, "count" | "cells"));
        let cells = named(words, &finding.cells);
        all.args.push(("count", finding.cells.len().to_string()));
        all.args.push(("cells", cells));
        words.message(&all)
    } else {
        words.message(finding)
    };
    if !item.again.is_empty() {
        let values = [
            ("count", item.again.len().to_string()),
            ("cells", named(words, &item.again)),
        ];
        message = format!("{message} {}", words.text("feedback-again", &values));
    }
    if finding.waived {
        message = format!("{message} {}", words.text("feedback-waived", &[]));
    } else if finding.caused_by.is_some() {
        message = format!("{message} {}", words.text("feedback-consequence", &[]));
    }
    let text = |col, text: String| over(col, col, Role::Text, text);
    let role = if link.is_some() {
        Role::Link
    } else {
        Role::Text
    };
    let mut place = over(1, 1, role, place_text(words, finding, item.again.len()));
    place.link = link;
    vec![
        over(0, 0, Role::Number, item.number.to_string()),
        place,
        text(2, message),
        text(3, found),
        text(4, expected),
        text(5, words.hint(finding).unwrap_or_default()),
    ]
}

/// Cells as areas; of very many the first, so that the line stays on its page.
fn named(words: &Wording, cells: &[Cell]) -> String {
    const SHOWN: usize = 40;
    let all = areas(cells);
    let shown: Vec<&str> = all
        .iter()
        .take(SHOWN)
        .map(|(name, _)| name.as_str())
        .collect();
    let shown = shown.join(", ");
    let more: usize = all.iter().skip(SHOWN).map(|(_, count)| count).sum();
    if more == 0 {
        return shown;
    }
    words.text("and-more", &[("list", shown), ("count", more.to_string())])
}

/// Sheet and first cell, and how many cells more the line is about.
fn place_text(words: &Wording, finding: &Finding, again: usize) -> String {
    let Some(sheet) = &finding.sheet else {
        return words.text("feedback-place-file", &[]);
    };
    if finding.cells.is_empty() {
        return words.text("feedback-place-sheet", &[("sheet", sheet.to_string())]);
    }
    // Not every program breaks the text of a link, so it is short; the message lists further cells.
    let first = finding.cells.first().map(ToString::to_string);
    let mut values = vec![
        ("sheet", sheet.to_string()),
        ("cell", first.unwrap_or_default()),
    ];
    match finding.cells.len() + again {
        1 => words.text("feedback-place-cell", &values),
        several => {
            values.push(("count", (several - 1).to_string()));
            words.text("feedback-place-cells", &values)
        }
    }
}
