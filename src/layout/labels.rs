//! Labels that tell rows apart: totals and their false friends, "Trong đó", dates over signatures.

use crate::base::text::{after, fold};

use super::look::Look;
use super::money_unit::without_unit;
use super::numbering;
use super::rows::Context;
use super::vocabulary::RowWords;

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
const MAY_FOLLOW: [&str; 61] = [
    "kinh", "phi", "kp", "lam", "tron", "bang", "cuoi", "cac", "de", "an", "du", "chung", "toan",
    "bo", "muc", "nhom", "phan", "so", "cong", "tong", "trong", "ky", "quy", "nam", "chi", "ca",
    "huyen", "quan", "thanh", "pho", "tinh", "xa", "phuong", "nhiem", "vu", "khuyen", "nguon",
    "von", "tien", "thuc", "hien", "duoc", "duyet", "cua", "va", "a", "b", "c", "d", "i", "ii",
    "iii", "iv", "v", "noi", "dung", "don", "tri", "gia", "total", "grand",
];

/// Whether a label is a total, and which group it closes: none for the sheet's own.
#[expect(
    clippy::option_option,
    reason = "no total, the sheet's total, a group's total"
)]
pub(super) fn total(context: &Context<'_>, seen: &Look) -> Option<Option<String>> {
    let words = &context.layout.rows;
    words
        .may_hold_total(&seen.folded)
        .then(|| closes(words, &seen.label))
        .flatten()
}

/// [`total`], of a label alone.
#[expect(
    clippy::option_option,
    reason = "no total, the sheet's total, a group's total"
)]
pub(super) fn closes(words: &RowWords, label: &str) -> Option<Option<String>> {
    let label = without_formula(&numbering::without_number(&without_unit(label))).to_owned();
    let folded = fold(&label);
    if folded.is_empty() || begins(&folded, &words.not_total) || is_public(&label) {
        return None;
    }
    if let Some(lead) = words
        .group_total
        .iter()
        .find(|p| after(&folded, p).is_some_and(|rest| !rest.is_empty()))
        .filter(|_| !label.to_lowercase().contains(" mức "))
    {
        let rest = folded[lead.len()..].trim();
        let mut keys = rest.split(' ');
        let several = rest.contains(' ')
            && keys.all(|k| k == "va" || numbering::kind_of(&k.to_uppercase()).is_some());
        // "Tổng cộng mục (I+II+III)" closes the sheet, "Cộng mục I" and "Cộng nhóm đào tạo nghề" a group.
        return Some((!several).then(|| rest.to_uppercase()));
    }
    let leads = words.total.iter().filter(|p| after(&folded, p).is_some());
    let lead = leads.max_by_key(|p| p.len())?;
    let rest: Vec<&str> = folded[lead.len()..]
        .split(' ')
        .filter(|w| !w.is_empty())
        .collect();
    if *lead == "cong" && rest.len() == 1 && (numbering::kind_of(&rest[0].to_uppercase()).is_some())
    {
        return Some(Some(rest[0].to_uppercase()));
    }
    // "Tổng cộng toàn huyện Kiến Thụy": the name of a place follows.
    let is_place = |w: &str| matches!(w, "huyen" | "quan" | "thanh" | "pho" | "tinh" | "toan");
    let place =
        rest.first().is_some_and(|w| is_place(w)) || lead.rsplit(' ').next().is_some_and(is_place);
    let fits = rest
        .iter()
        .all(|w| MAY_FOLLOW.contains(w) || w.chars().all(|c| c.is_ascii_digit()));
    if rest.is_empty() || (fits && rest.len() <= 8) || (place && rest.len() <= 6) {
        return Some(None);
    }
    // "Cộng kinh phí sự nghiệp khoa học": of the part that it names.
    (*lead == "cong" && rest.starts_with(&["kinh", "phi"]))
        .then(|| Some(rest.join(" ").to_uppercase()))
}

/// "Cộng I: (I.1+I.2)", "Cộng III = 1+2+3": the label without what it adds up; one number alone is no sum.
fn without_formula(label: &str) -> &str {
    let Some(at) = label.find(['(', '=', ':']) else {
        return label;
    };
    let mut terms = label[at..]
        .split(|c: char| !c.is_alphanumeric())
        .filter(|t| !t.is_empty())
        .peekable();
    let several = label[at..].contains('+') && terms.peek().is_some();
    if several && terms.all(|t| numbering::kind_of(&t.to_uppercase()).is_some()) {
        label[..at].trim()
    } else {
        label
    }
}

/// "Công an", "Công cộng": the same letters as "Cộng" without marks, and no total.
fn is_public(label: &str) -> bool {
    let first: String = label.chars().take_while(|c| c.is_alphabetic()).collect();
    first.to_lowercase() == "công"
}

pub(super) fn of_which(context: &Context<'_>, seen: &Look) -> bool {
    begins(&seen.folded, &context.layout.rows.of_which)
}

/// "Tỷ lệ giải ngân (%)", "% so với kế hoạch": a row of percentages of the rows above, no line of its own.
pub(super) fn is_share(context: &Context<'_>, seen: &Look) -> bool {
    let bare = seen.seq.is_none() && !seen.code && seen.attributes == 0;
    bare && (seen.label.starts_with('%') || begins(&seen.folded, &context.layout.rows.share))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_says_what_it_adds_up() {
        let list = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
        let words = RowWords {
            total: list(&["tong cong", "tong so", "tong", "cong", "toan quoc"]),
            group_total: list(&["cong nhom", "cong muc", "tong muc", "tong cong muc"]),
            not_total: list(&["cong hoa", "tong cong ty"]),
            ..RowWords::default()
        };
        let sheet = Some(None);
        let of = |group: &str| Some(Some(group.to_owned()));
        for (label, closed) in [
            ("Tổng cộng (1+7)", sheet.clone()),
            ("Tổng cộng toàn huyện Kiến Thụy", sheet.clone()),
            ("Tổng cộng (làm tròn)", sheet.clone()),
            ("Tổng KP", sheet.clone()),
            ("Tổng cộng mục (I+II+III)", sheet.clone()),
            ("Cộng I + II", sheet.clone()),
            ("Tổng trị giá (nghìn đồng)", sheet.clone()),
            ("Toàn quốc", sheet),
            ("Cộng mục I", of("I")),
            ("Cộng I: (I.1+I.2)", of("I")),
            ("Cộng III = 1+2+3", of("III")),
            ("Cộng nhóm đào tạo nghề", of("DAO TAO NGHE")),
            ("Cộng kinh phí sự nghiệp", of("KINH PHI SU NGHIEP")),
            ("Công an huyện", None),
            ("Công cộng", None),
            ("Cộng hòa Séc", None),
            ("Tổng công ty Cấp nước", None),
            ("Tổng mức bán lẻ hàng hóa", None),
        ] {
            assert_eq!(closes(&words, label), closed, "{label}");
        }
    }
}
