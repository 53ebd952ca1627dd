//! In which unit a sheet, a group of columns or a column prints its money (DOMAIN 5.2, traps 3 and 4).

use std::borrow::Cow;

use crate::base::money::MoneyUnit;
use crate::base::text::{after, fold, tidy};

/// The unit that a line of its own states: `Đơn vị tính: triệu đồng`, `ĐVT : 1000 đồng`, `(nghìn đồng)`, `Tr.đ`.
///
/// "đơn vị" alone means an organisation: a unit of money must follow it.
pub fn of_line(text: &str) -> Option<MoneyUnit> {
    let text = tidy(text);
    let text = legacy(&text);
    if text.chars().count() > 90 {
        return None;
    }
    let folded = fold(&text);
    let bare = folded.trim();
    if let Some(unit) = exact(bare) {
        return Some(unit);
    }
    after_marker(bare).or_else(|| in_brackets(&text))
}

/// `(vn®)`: the đ of TCVN3 in a text that tells no encoding otherwise; nothing else would mean it beside money.
fn legacy(text: &str) -> Cow<'_, str> {
    if text.contains('®') {
        Cow::Owned(text.replace('®', "đ"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a text says which unit the money is in and nothing else: `Đơn vị tính: đồng`, `(ĐVT: triệu đồng)`.
pub fn is_statement(text: &str) -> bool {
    if text.len() > 200 {
        return false;
    }
    let folded = fold(&legacy(&tidy(text)));
    let bare = folded.trim();
    let marked = || MARKERS.iter().any(|marker| after(bare, marker).is_some());
    exact(bare).is_some() || (marked() && after_marker(bare).is_some())
}

/// Whether a text is a unit and nothing else: `triệu đồng`, as it stands in the lowest row of some headings.
pub fn is_unit(text: &str) -> bool {
    text.len() <= 60 && exact(fold(&tidy(text)).trim()).is_some()
}

/// The unit that a heading states: in brackets, after a marker, or as its last words after a comma.
pub fn of_heading(text: &str) -> Option<MoneyUnit> {
    let text = &*legacy(text);
    let folded = fold(text);
    if let Some(unit) = in_brackets(text).or_else(|| after_marker(&folded)) {
        return Some(unit);
    }
    if let Some(unit) = exact(&folded) {
        return Some(unit);
    }
    let tail = text
        .rsplit([',', ';', '\n', '-', ':'])
        .next()
        .filter(|t| t.len() < text.len())?;
    exact(&fold(tail)).or_else(|| words_at_end(&folded))
}

/// "kinh phí triệu đồng": the unit's words end the heading; bare "đồng" does not count (hợp đồng, hội đồng).
fn words_at_end(folded: &str) -> Option<MoneyUnit> {
    [
        ("trieu dong", MoneyUnit::Million),
        ("nghin dong", MoneyUnit::Thousand),
        ("ty dong", MoneyUnit::Billion),
        ("tr dong", MoneyUnit::Million),
    ]
    .into_iter()
    .find_map(|(words, unit)| {
        let before = folded.strip_suffix(words)?.trim().rsplit(' ').next()?;
        (!MULTIPLES.contains(&before)).then_some(unit)
    })
}

/// "nghìn tỷ đồng" is a thousand times more, and no unit of ours.
const MULTIPLES: [&str; 6] = ["chuc", "tram", "nghin", "ngan", "trieu", "ty"];

fn in_brackets(text: &str) -> Option<MoneyUnit> {
    let mut rest = text;
    while let Some(open) = rest.find(['(', '[']) {
        let after = &rest[open + 1..];
        let close = after.find([')', ']']).unwrap_or(after.len());
        if matches!(after[..close].trim(), "đ" | "Đ") {
            return Some(MoneyUnit::Dong);
        }
        let inner = fold(&after[..close]);
        if let Some(unit) = exact(&inner).or_else(|| after_marker(&inner)) {
            return Some(unit);
        }
        rest = after;
    }
    None
}

const MARKERS: [&str; 17] = [
    "don vi tinh",
    "don vi tien",
    "dvt",
    "dv tinh",
    "don vi tien te",
    "tinh theo",
    "tinh bang",
    "don vi",
    "d v t",
    "d v tinh",
    "d v",
    "dv",
    "unit of measure",
    "currency unit",
    "unit",
    "units",
    "currency",
];

/// Markers that may speak of something else: behind them no further word may follow the word "đồng".
const UNSURE: [&str; 8] = [
    "don vi",
    "d v",
    "dv",
    "tinh theo",
    "tinh bang",
    "unit",
    "units",
    "currency",
];

fn after_marker(folded: &str) -> Option<MoneyUnit> {
    for marker in MARKERS {
        let mut starts = std::iter::once(0).chain(folded.match_indices(' ').map(|(at, _)| at + 1));
        let Some(rest) = starts.find_map(|at| after(&folded[at..], marker)) else {
            continue;
        };
        let rest = rest.trim();
        // "Đơn vị đồng chủ trì" is an organisation, "tính theo đồng bộ" no money.
        let sure = !UNSURE.contains(&marker);
        if let Some(unit) = starts_with_unit(rest)
            && (sure || unit != MoneyUnit::Dong || DONG.contains(&rest))
        {
            return Some(unit);
        }
    }
    // "Đơn vị tỉnh: Triệu đồng", "Đơn vị tớnh:" – typing errors met in real files: two words of marker and one more.
    let rest = folded.trim().strip_prefix("don vi ")?;
    let (_, rest) = rest.split_once(' ')?;
    starts_with_unit(rest).filter(|_| rest.split(' ').count() <= 3)
}

const FORMS: [(&str, MoneyUnit); 61] = [
    ("ty dong", MoneyUnit::Billion),
    ("ti dong", MoneyUnit::Billion),
    ("ty vnd", MoneyUnit::Billion),
    ("ty d", MoneyUnit::Billion),
    ("ti d", MoneyUnit::Billion),
    ("trieu dong", MoneyUnit::Million),
    ("trieu viet nam dong", MoneyUnit::Million),
    ("trieu vnd", MoneyUnit::Million),
    ("trieu d", MoneyUnit::Million),
    ("tr dong", MoneyUnit::Million),
    ("tr d", MoneyUnit::Million),
    ("trd", MoneyUnit::Million),
    ("trdong", MoneyUnit::Million),
    ("tr vnd", MoneyUnit::Million),
    ("1 000 000 dong", MoneyUnit::Million),
    ("1000000 dong", MoneyUnit::Million),
    ("1 000 000 d", MoneyUnit::Million),
    ("1 000 000d", MoneyUnit::Million),
    ("1 000 000dong", MoneyUnit::Million),
    ("1 000 000 vnd", MoneyUnit::Million),
    ("nghin dong", MoneyUnit::Thousand),
    ("ngan dong", MoneyUnit::Thousand),
    ("nghin vnd", MoneyUnit::Thousand),
    ("nghin d", MoneyUnit::Thousand),
    ("ngan d", MoneyUnit::Thousand),
    ("1 000 dong", MoneyUnit::Thousand),
    ("1 000dong", MoneyUnit::Thousand),
    ("1 000d", MoneyUnit::Thousand),
    ("1000 dong", MoneyUnit::Thousand),
    ("1000dong", MoneyUnit::Thousand),
    ("1000d", MoneyUnit::Thousand),
    ("1000 d", MoneyUnit::Thousand),
    ("1 000 d", MoneyUnit::Thousand),
    ("1000 vnd", MoneyUnit::Thousand),
    ("1 000 vnd", MoneyUnit::Thousand),
    ("ngd", MoneyUnit::Thousand),
    ("ng d", MoneyUnit::Thousand),
    ("billion vnd", MoneyUnit::Billion),
    ("vnd billion", MoneyUnit::Billion),
    ("billion dong", MoneyUnit::Billion),
    ("bn vnd", MoneyUnit::Billion),
    ("vnd bn", MoneyUnit::Billion),
    ("bn dong", MoneyUnit::Billion),
    ("million vnd", MoneyUnit::Million),
    ("vnd million", MoneyUnit::Million),
    ("million dong", MoneyUnit::Million),
    ("mil vnd", MoneyUnit::Million),
    ("vnd mil", MoneyUnit::Million),
    ("mil dong", MoneyUnit::Million),
    ("mn vnd", MoneyUnit::Million),
    ("vnd mn", MoneyUnit::Million),
    ("mn dong", MoneyUnit::Million),
    ("thousand vnd", MoneyUnit::Thousand),
    ("vnd thousand", MoneyUnit::Thousand),
    ("thousand dong", MoneyUnit::Thousand),
    ("000 vnd", MoneyUnit::Thousand),
    ("vnd 000", MoneyUnit::Thousand),
    ("vnd 1 000", MoneyUnit::Thousand),
    ("vnd 1000", MoneyUnit::Thousand),
    ("vnd 1 000 000", MoneyUnit::Million),
    ("000 dong", MoneyUnit::Thousand),
];
const DONG: [&str; 6] = [
    "dong",
    "vnd",
    "dong viet nam",
    "viet nam dong",
    "dong vn",
    "dong viet nam vnd",
];
const SHORT: [(&str, MoneyUnit); 6] = [
    ("tr", MoneyUnit::Million),
    ("trieu", MoneyUnit::Million),
    ("ty", MoneyUnit::Billion),
    ("nghin", MoneyUnit::Thousand),
    ("ngan", MoneyUnit::Thousand),
    ("ti", MoneyUnit::Billion),
];

/// The text is a unit and nothing else.
fn exact(folded: &str) -> Option<MoneyUnit> {
    FORMS
        .into_iter()
        .find_map(|(form, unit)| (form == folded).then_some(unit))
        .or_else(|| DONG.contains(&folded).then_some(MoneyUnit::Dong))
}

fn starts_with_unit(rest: &str) -> Option<MoneyUnit> {
    // "Đơn vị tính là triệu đồng"
    let rest = after(rest, "la").map_or(rest, str::trim);
    let begins = |form: &str| after(rest, form).is_some();
    if let Some(unit) = FORMS
        .into_iter()
        .find_map(|(form, unit)| begins(form).then_some(unit))
    {
        return Some(unit);
    }
    if let Some((_, unit)) = SHORT.into_iter().find(|(form, _)| rest == *form) {
        return Some(unit);
    }
    // "Đơn vị tính : Món/Triệu VND"
    if let Some((first, tail)) = rest.split_once(' ')
        && !MULTIPLES.contains(&first)
        && let Some(unit) = FORMS
            .into_iter()
            .find_map(|(form, unit)| (tail == form).then_some(unit))
    {
        return Some(unit);
    }
    (rest == "d" || DONG.iter().any(|form| begins(form))).then_some(MoneyUnit::Dong)
}

/// The heading without what states its unit or numbers its column: `Kinh phí (triệu đồng)` is `Kinh phí`.
pub fn without_unit(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let after = &rest[open + 1..];
        let close = after.find(')').unwrap_or(after.len());
        out.push_str(&rest[..open]);
        let inner = &after[..close];
        let folded = fold(inner);
        let formula = inner
            .chars()
            .all(|c| c.is_ascii_digit() || " +-=*/".contains(c));
        if exact(&folded).is_none() && after_marker(&folded).is_none() && !formula {
            out.push('(');
            out.push_str(inner);
            out.push(')');
        } else {
            out.push(' ');
        }
        rest = after.get(close + 1..).unwrap_or("");
    }
    out.push_str(rest);
    tidy(&out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_its_own_is_no_heading() {
        for text in ["Đơn vị tính: đồng", "(ĐVT: 1.000 đồng)", "triệu đồng"] {
            assert!(is_statement(text), "{text}");
        }
        for text in [
            "Kinh phí (triệu đồng)",
            "Đơn vị thực hiện",
            "Đơn vị tính",
            "Nguồn vốn",
        ] {
            assert!(!is_statement(text), "{text}");
        }
        assert!(is_unit(" triệu đồng"));
        assert!(!is_unit("Đơn vị thụ hưởng đóng góp (ĐVT: nghìn đồng)"));
    }

    #[test]
    fn lines_of_real_sheets_state_their_unit() {
        for (text, unit) in [
            ("Chi KCB (ĐVT: Triệu đồng)", Some(MoneyUnit::Million)),
            (
                "Cập nhật bổ sung ngày gia hạn hợp đồng theo đơn vị cha",
                None,
            ),
            ("tien_bhtt ( ĐVT; Triệu đồng)", Some(MoneyUnit::Million)),
            ("ĐVT : 1000 đồng", Some(MoneyUnit::Thousand)),
            ("ĐVT: tỷ đồng", Some(MoneyUnit::Billion)),
            ("ĐVT: đồng", Some(MoneyUnit::Dong)),
            ("Đ/v: tr.đ", Some(MoneyUnit::Million)),
            ("Đ/v đồng chủ trì", None),
            ("Đơn vị tính: ng.đ", Some(MoneyUnit::Thousand)),
            ("trong quý (vn®)", Some(MoneyUnit::Dong)),
            ("Đơn vị ký hợp đồng KCB BHYT mới", None),
            ("Đơn vị tính : Món/Triệu VND", Some(MoneyUnit::Million)),
            ("Đơn vị tính : Triệu VND, %", Some(MoneyUnit::Million)),
            ("Đơn vị tính : Đồng Việt Nam (VND)", Some(MoneyUnit::Dong)),
            ("Đơn vị tỉnh: Triệu đồng", Some(MoneyUnit::Million)),
            ("Đơn vị tớnh: triệu đồng", Some(MoneyUnit::Million)),
            ("Đơn vị đủ điều kiện ký hợp đồng KCB BHYT", None),
            (
                "Đơn vị: Triệu VNĐ (các ngoại tệ quy đổi VND theo tỷ giá tại thời điểm báo cáo)",
                Some(MoneyUnit::Million),
            ),
            ("Đơn vị: USD", None),
            ("(nghìn đồng)", Some(MoneyUnit::Thousand)),
            ("Tr.đ", Some(MoneyUnit::Million)),
            ("ĐVT: 1.000.000 đồng", Some(MoneyUnit::Million)),
            ("Đơn vị báo cáo: Hội đồng nhân dân", None),
            ("Tính theo: triệu đồng", Some(MoneyUnit::Million)),
            ("Số tiền tính bằng nghìn đồng", Some(MoneyUnit::Thousand)),
            ("Đvt: 1.000đ", Some(MoneyUnit::Thousand)),
            ("Đ/v tính: 1000 đ", Some(MoneyUnit::Thousand)),
            (
                "Ghi chú: Đơn vị tính là triệu đồng",
                Some(MoneyUnit::Million),
            ),
            (
                "Đơn vị tính/Unit: triệu đồng/VND million",
                Some(MoneyUnit::Million),
            ),
            ("Unit: VND million", Some(MoneyUnit::Million)),
            ("(Unit: thousand VND)", Some(MoneyUnit::Thousand)),
            ("Currency: VND", Some(MoneyUnit::Dong)),
            ("Currency unit: VND '000", Some(MoneyUnit::Thousand)),
            ("Unit: USD million", None),
            ("Kết quả tính theo đồng bộ dữ liệu", None),
            ("Lương tính bằng đồng đô la", None),
        ] {
            assert_eq!(of_line(text), unit, "{text}");
        }
    }

    #[test]
    fn headings_state_theirs_in_brackets_or_at_the_end() {
        assert_eq!(
            of_heading("Kinh phí hỗ trợ\n(tỷ đồng)"),
            Some(MoneyUnit::Billion)
        );
        assert_eq!(of_heading("Hợp đồng"), None);
        assert_eq!(of_heading("Vốn đầu tư, nghìn tỷ đồng"), None);
        assert_eq!(of_heading("Vốn đầu tư - nghìn tỷ đồng"), None);
        assert_eq!(of_heading("Chi phí (1000đồng)"), Some(MoneyUnit::Thousand));
        assert_eq!(of_heading("Kinh phí, triệu đồng"), Some(MoneyUnit::Million));
        assert_eq!(
            without_unit("Kinh phí hỗ trợ\n(tỷ đồng)"),
            "Kinh phí hỗ trợ"
        );
        assert_eq!(without_unit("Tên đề án (dự án)"), "Tên đề án (dự án)");
    }
}
