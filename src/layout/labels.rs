//! Labels that tell rows apart: totals and their false friends, "Trong đó", dates over signatures.

use std::borrow::Cow;

use crate::base::text::{after, fold};

use super::look::Look;
use super::numbering;
use super::rows::Context;

/// "Kiến Thụy, ngày 15 tháng 9 năm 2017": the line over a signature.
pub(super) fn dated(folded: &str) -> bool {
    folded.contains("ngay")
        && folded.contains("thang")
        && folded.contains("nam")
        && folded.split(' ').count() <= 14
}

pub(super) fn begins(folded: &str, phrases: &[String]) -> bool {
    let first = folded.as_bytes().first();
    phrases
        .iter()
        .any(|p| p.as_bytes().first() == first && after(folded, p).is_some())
}

/// Words that may follow the word of a total without making it something else.
const MAY_FOLLOW: [&str; 52] = [
    "kinh", "phi", "cac", "de", "an", "du", "chung", "toan", "bo", "muc", "nhom", "phan", "so",
    "cong", "tong", "trong", "ky", "quy", "nam", "chi", "ca", "huyen", "quan", "thanh", "pho",
    "tinh", "xa", "phuong", "nhiem", "vu", "khuyen", "nguon", "von", "tien", "thuc", "hien",
    "duoc", "duyet", "cua", "va", "a", "b", "c", "d", "i", "ii", "iii", "iv", "v", "noi", "dung",
    "don",
];

/// Whether a label is a total, and which group it closes: none for the sheet's own.
#[expect(
    clippy::option_option,
    reason = "no total, the sheet's total, a group's total"
)]
pub(super) fn total(context: &Context<'_>, seen: &Look) -> Option<Option<String>> {
    let words = &context.layout.rows;
    // Most labels bring no number: they are folded already.
    let folded = match numbering::leading(&seen.label) {
        Some(_) => Cow::Owned(fold(&numbering::without_number(&seen.label))),
        None => Cow::Borrowed(seen.folded.as_str()),
    };
    if folded.is_empty() || begins(&folded, &words.not_total) {
        return None;
    }
    if let Some(lead) = words
        .group_total
        .iter()
        .find(|p| after(&folded, p).is_some_and(|rest| !rest.is_empty()))
    {
        let rest = folded[lead.len()..].trim();
        let keys: Vec<&str> = rest.split(' ').collect();
        // "Tổng cộng mục (I+II+III)" closes the sheet, "Cộng mục I" a group.
        return Some((keys.len() == 1).then(|| rest.to_uppercase()));
    }
    let lead = words.total.iter().find(|p| after(&folded, p).is_some())?;
    let rest: Vec<&str> = folded[lead.len()..]
        .split(' ')
        .filter(|w| !w.is_empty())
        .collect();
    if *lead == "cong" && rest.len() == 1 && (numbering::kind_of(&rest[0].to_uppercase()).is_some())
    {
        return Some(Some(rest[0].to_uppercase()));
    }
    let place = rest
        .first()
        .is_some_and(|w| matches!(*w, "huyen" | "quan" | "thanh" | "toan"));
    let fits = rest
        .iter()
        .all(|w| MAY_FOLLOW.contains(w) || w.chars().all(|c| c.is_ascii_digit()));
    (rest.is_empty() || (fits && rest.len() <= 8) || (place && rest.len() <= 6)).then_some(None)
}

pub(super) fn of_which(context: &Context<'_>, seen: &Look) -> bool {
    begins(&seen.folded, &context.layout.rows.of_which)
}
