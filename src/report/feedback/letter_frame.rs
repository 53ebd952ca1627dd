//! What every letter has around its list: the heads of office and country, proof of receipt, thanks and signature.

use super::letter::{Enclosed, LAST, Line, Office, Role, over, whole};
use super::plan::Parcel;
use crate::base::text::fold;
use crate::finding::Wording;
use crate::report::reminders::moment;

/// The office on the left, the country's name on the right (Nghị định 30/2020/NĐ-CP, phụ lục I).
pub(super) fn head(office: &Office<'_>, lines: &mut Vec<Line>) {
    let (report, words) = (office.report, office.words);
    let left = |role, text: Option<&str>| over(0, 2, role, text.unwrap_or_default());
    let right = |role, key: &str| over(3, LAST, role, words.text(key, &[]));
    lines.push(vec![
        left(Role::Centre, report.parent_agency.as_deref()),
        right(Role::CentreBold, "feedback-country"),
    ]);
    lines.push(vec![
        left(Role::CentreBold, report.agency.as_deref()),
        right(Role::CentreBold, "feedback-motto"),
    ]);
    let day = match &report.place {
        Some(place) => words.text("feedback-place-date", &[("place", place.clone())]),
        None => words.text("feedback-date", &[]),
    };
    lines.push(vec![
        over(0, 2, Role::Centre, words.text("feedback-number", &[])),
        over(3, LAST, Role::CentreItalic, day),
    ]);
    lines.push(Vec::new());
}

/// A district or a commune is written to through its committee.
pub(super) fn addressee(name: &str, words: &Wording) -> String {
    const PLACES: [&str; 8] = [
        "huyen", "quan", "thi", "thanh", "xa", "phuong", "dac", "thitran",
    ];
    let folded = fold(name);
    let first = folded.split(' ').next().unwrap_or_default();
    let mut letters = name.chars();
    match letters.next() {
        Some(initial) if PLACES.contains(&first) => {
            let place: String = initial.to_lowercase().chain(letters).collect();
            words.text("feedback-committee", &[("place", place)])
        }
        _ => name.to_owned(),
    }
}

/// Proof of receipt: every workbook of the unit, by the register.
pub(super) fn receipts(
    office: &Office<'_>,
    parcel: &Parcel<'_>,
    enclosed: &Enclosed<'_>,
    lines: &mut Vec<Line>,
) {
    let words = office.words;
    let say = |key: &str| words.text(key, &[]);
    lines.push(whole(Role::BodyBold, say("feedback-receipt-heading")));
    lines.push(vec![
        over(0, 0, Role::Heading, say("feedback-col-number")),
        over(1, 2, Role::Heading, say("feedback-col-file")),
        over(3, 3, Role::Heading, say("feedback-col-received")),
        over(4, 4, Role::Heading, say("feedback-col-revision")),
        over(5, 5, Role::Heading, say("feedback-col-status")),
    ]);
    for (index, submission) in parcel.sent.iter().enumerate() {
        let received = submission
            .received
            .map_or_else(|| say("feedback-not-registered"), |at| moment(at, words));
        let revision = submission.revision.map(|r| r.to_string());
        let is_this = enclosed.source.is_some_and(|s| s.file == submission.file);
        let mut status = say(&format!("status-{}", submission.status.key()));
        if is_this && parcel.sent.len() > 1 {
            status = format!("{status} {}", say("feedback-this-file"));
        }
        lines.push(vec![
            over(0, 0, Role::Number, (index + 1).to_string()),
            over(1, 2, Role::Text, &submission.file),
            over(3, 3, Role::Text, received),
            over(4, 4, Role::Text, revision.unwrap_or_default()),
            over(5, 5, Role::Text, status),
        ]);
        lines.push(vec![
            over(0, 0, Role::Number, String::new()),
            over(
                1,
                LAST,
                Role::Text,
                words.text("feedback-hash", &[("hash", submission.hash.to_string())]),
            ),
        ]);
    }
    lines.push(Vec::new());
}

/// Thanks, who gets copies, who signs.
pub(super) fn foot(office: &Office<'_>, lines: &mut Vec<Line>) {
    let (report, words) = (office.report, office.words);
    lines.push(whole(Role::Body, words.text("feedback-closing", &[])));
    let left = |role, key: &str| over(0, 2, role, words.text(key, &[]));
    let right = |role, text: &str| over(3, LAST, role, text);
    let prefix = report.signer_prefix.as_deref().unwrap_or_default();
    lines.push(vec![
        left(Role::CopiesHeading, "feedback-copies-heading"),
        right(Role::CentreBold, prefix),
    ]);
    let title = report.signer_title.as_deref().unwrap_or_default();
    lines.push(vec![
        left(Role::Copies, "feedback-copies"),
        right(Role::CentreBold, title),
    ]);
    lines.extend([
        vec![left(Role::Copies, "feedback-copies-file")],
        Vec::new(),
        Vec::new(),
    ]);
    let signer = report.signer.as_deref().unwrap_or_default();
    lines.push(vec![right(Role::CentreBold, signer)]);
}
