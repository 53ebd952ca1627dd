//! Reporting periods that a title states: "Báo cáo quý III năm 2017".

use super::tokens::{Token, tokens};

/// Year, first and last month of a stated period.
type Stated = (i32, u32, u32);

/// The period that a text states; of several the shortest, of equal ones the first.
pub fn parse_period(text: &str) -> Option<(i32, (u32, u32))> {
    stated_periods(text)
        .into_iter()
        .min_by_key(|(_, first, last)| last - first)
        .map(|(year, first, last)| (year, (first, last)))
}

/// All periods that a text states, in order, each as year, first and last month.
///
/// Read are quarters, so many months of a year, and whole years that are called reported
/// (`báo cáo năm 2017`, `năm báo cáo 2017`, `cả năm 2017`); with or without marks and case.
/// Dates of days and months are none: decisions and signatures have them too. Nor are periods
/// that a report only compares with (`so với quý III năm 2016`) or looks ahead to (`nhiệm vụ quý IV`).
pub fn stated_periods(text: &str) -> Vec<(i32, u32, u32)> {
    let all: Vec<Token> = tokens(text)
        .into_iter()
        .filter(|t| !matches!(t, Token::Mark(':' | ',')))
        .collect();
    let mut found: Vec<(Option<i32>, u32, u32, bool)> = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let Some((year, first, last, used)) = period_at(&all, at) else {
            at += 1;
            continue;
        };
        found.push((year, first, last, meant(&all[..at])));
        at += used;
    }
    // A line that is nothing but "Năm 2016".
    if let ([nam, year], true) = (all.as_slice(), found.is_empty())
        && nam.is("nam")
        && let Some(year) = year.year()
    {
        return vec![(year, 1, 12)];
    }
    // "quý III và 9 tháng năm 2017": the year stands once, behind the last.
    let mut year = None;
    let mut out: Vec<Stated> = Vec::new();
    for (own, first, last, meant) in found.into_iter().rev() {
        year = own.or(year);
        if let Some(year) = year.filter(|_| meant) {
            out.push((year, first, last));
        }
    }
    out.reverse();
    out
}

/// Not compared with, not looked ahead to.
fn meant(before: &[Token]) -> bool {
    let ends = |words: &[&str]| {
        before.len() >= words.len()
            && before[before.len() - words.len()..]
                .iter()
                .zip(words)
                .all(|(t, w)| t.is(w))
    };
    !(ends(&["so", "voi"])
        || ends(&["cung", "ky"])
        || ends(&["nhiem", "vu"])
        || ends(&["phuong", "huong"])
        || ends(&["du", "kien"]))
}

/// A period that begins here: its year if stated, first and last month, and how many tokens it takes.
fn period_at(all: &[Token], at: usize) -> Option<(Option<i32>, u32, u32, usize)> {
    let t = &all[at..];
    let before = at.checked_sub(1).map(|i| &all[i]);
    let (first, last, used) = quarters(t)
        .or_else(|| months_of_year(t, before))
        .or_else(|| whole_year(t))?;
    let (year, more) = match year_behind(&t[used..]) {
        Some((year, more)) => (Some(year), more),
        None => (year_before(&all[..at]), 0),
    };
    Some((year, first, last, used + more))
}

/// `quý III`, `Q3`, `quý I đến quý III`
fn quarters(t: &[Token]) -> Option<(u32, u32, usize)> {
    let (first, used) = one_quarter(t)?;
    let rest = &t[used..];
    let to = rest
        .first()
        .is_some_and(|x| x.is("den") || *x == Token::Mark('-'));
    if let Some((last, more)) = to.then(|| one_quarter(&rest[1..])).flatten()
        && last > first
    {
        return Some((first * 3 - 2, last * 3, used + 1 + more));
    }
    Some((first * 3 - 2, first * 3, used))
}

fn one_quarter(t: &[Token]) -> Option<(u32, usize)> {
    let (label, rest) = t.split_first()?;
    if !["quy", "q", "quarter"]
        .into_iter()
        .any(|word| label.is(word))
    {
        return None;
    }
    match rest {
        [Token::Mark('.'), q, ..] => Some((q.quarter()?, 3)),
        [q, ..] => Some((q.quarter()?, 2)),
        [] => None,
    }
}

/// `6 tháng đầu`, `9 tháng`, `sáu tháng cuối`; the year has to follow, or `đầu`, `cuối`.
fn months_of_year(t: &[Token], before: Option<&Token>) -> Option<(u32, u32, usize)> {
    let [n, thang, rest @ ..] = t else {
        return None;
    };
    // "ngày 9 tháng năm" is a day of May.
    let dated = before.is_some_and(|b| b.is("ngay") || *b == Token::Mark('/'));
    // "9T/2017"
    let month = ["thang", "th", "t"].into_iter().any(|word| thang.is(word));
    if !month || dated {
        return None;
    }
    let half = rest.first();
    if half.is_some_and(|h| h.is("cuoi")) {
        return Some((13 - month_count(n)?, 12, 3));
    }
    if half.is_some_and(|h| h.is("dau")) {
        return Some((1, month_count(n)?, 3));
    }
    let n = n.num().filter(|n| (1..=12).contains(n))?;
    // "9 tháng và quý III năm 2017"
    let shares_year = half.is_some_and(|h| h.is("va")) && one_quarter(&rest[1..]).is_some();
    (shares_year || year_behind(rest).is_some()).then_some((1, n, 2))
}

fn month_count(token: &Token) -> Option<u32> {
    match token {
        Token::Num(n @ 1..=12, _) => Some(*n),
        Token::Word(w) => match w.as_str() {
            "ba" => Some(3),
            "sau" => Some(6),
            "chin" => Some(9),
            _ => None,
        },
        _ => None,
    }
}

/// `báo cáo năm`, `tổng kết năm`, `năm báo cáo`, `cả năm`; the year has to follow.
fn whole_year(t: &[Token]) -> Option<(u32, u32, usize)> {
    let is = |words: &[&str]| t.len() >= words.len() && t.iter().zip(words).all(|(t, w)| t.is(w));
    let used = if is(&["ca", "nam"]) {
        1
    } else if is(&["bao", "cao", "nam"]) || is(&["tong", "ket", "nam"]) {
        2
    } else if is(&["nam", "bao", "cao"]) {
        3
    } else {
        return None;
    };
    year_behind(&t[used..]).map(|_| (1, 12, used))
}

/// `năm 2017`, `/2017`, `- 2017`, `của năm 2017`: the year and how many tokens it takes.
fn year_behind(t: &[Token]) -> Option<(i32, usize)> {
    let skipped = t
        .iter()
        .take(3)
        .take_while(|x| x.is("nam") || x.is("cua") || matches!(x, Token::Mark('/' | '-' | '.')))
        .count();
    Some((t.get(skipped)?.year()?, skipped + 1))
}

/// `2017-Q3`, `Năm 2017 - Quý III`
fn year_before(t: &[Token]) -> Option<i32> {
    match t {
        [.., y, Token::Mark('-' | '/' | '.')] | [.., y] => y.year(),
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn titles_state_their_period() {
        for (text, period) in [
            ("Quý III năm 2017", (2017, 7, 9)),
            ("BÁO CÁO KẾT QUẢ KHUYẾN CÔNG QUÝ 3/2017", (2017, 7, 9)),
            ("quý III-2017", (2017, 7, 9)),
            ("quy III nam 2017", (2017, 7, 9)),
            ("Quý: III Năm: 2017", (2017, 7, 9)),
            ("Năm 2017 - Quý III", (2017, 7, 9)),
            ("bao-cao_2017-Q3.xlsx", (2017, 7, 9)),
            ("BC Q3.2017", (2017, 7, 9)),
            ("6 tháng đầu năm 2017", (2017, 1, 6)),
            ("Sáu tháng đầu năm 2017", (2017, 1, 6)),
            ("6 tháng cuối năm 2017", (2017, 7, 12)),
            ("9 tháng năm 2017", (2017, 1, 9)),
            ("9 THÁNG ĐẦU NĂM 2017", (2017, 1, 9)),
            ("9 tháng/2017", (2017, 1, 9)),
            ("Tiến độ 9T/2017", (2017, 1, 9)),
            ("6T đầu năm 2017", (2017, 1, 6)),
            ("Báo cáo năm 2017", (2017, 1, 12)),
            ("Năm báo cáo: 2017", (2017, 1, 12)),
            ("CẢ NĂM 2017", (2017, 1, 12)),
            ("(Năm 2016)", (2016, 1, 12)),
            ("từ quý I đến quý III năm 2017", (2017, 1, 9)),
        ] {
            assert_eq!(stated_periods(text), [period], "{text}");
        }
    }

    #[test]
    fn the_shortest_of_several_is_taken() {
        let text = "Báo cáo 9 tháng và quý III năm 2017";
        assert_eq!(stated_periods(text), [(2017, 1, 9), (2017, 7, 9)]);
        assert_eq!(parse_period(text), Some((2017, (7, 9))));
        let text = "Kết quả quý III, phương hướng quý IV năm 2017";
        assert_eq!(parse_period(text), Some((2017, (7, 9))));
    }

    #[test]
    fn dates_and_plans_are_no_period() {
        for text in [
            "Hải Phòng, ngày 15 tháng 9 năm 2017",
            "ngày     tháng 9 năm 2017",
            "Quyết định số 1033/QĐ-UBND ngày 15/9/2017",
            "Ngày 9 tháng năm 2017",
            "ngày … tháng … năm 2017",
            "Kế hoạch năm 2017",
            "tăng so với quý III năm 2016",
            "cùng kỳ năm 2016",
            "Quý khách hàng 2017",
            "Quý III",
            "Mẫu số 3/2017",
            "Tải trọng 9T, 2 xe",
            "",
        ] {
            assert_eq!(stated_periods(text), [], "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>(), near in "[-0-9/. ,thángquýIVnămđầubáocáo]{0,40}") {
            let _ = (parse_period(&text), stated_periods(&near));
        }
    }
}
