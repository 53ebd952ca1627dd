//! Spans of time in a heading: quarters, so many months, years.

use crate::model::Period;

/// A span of months that a heading names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Months(pub(super) u32, pub(super) u32);

/// "đến hết quý II", "đến hết tháng 6": up to a day before the reporting period; that is another report's figure.
pub(super) fn ends_before(tokens: &[String], period: Period) -> bool {
    let (first, _) = period.months();
    tokens.windows(3).any(|words| {
        let [until, span, number] = words else {
            return false;
        };
        let last = match span.as_str() {
            "quy" => time_span(&words[1..]).map(|(_, Months(_, last))| last),
            "thang" => number.parse().ok().filter(|month| (1..=12).contains(month)),
            _ => None,
        };
        matches!(until.as_str(), "het" | "den" | "cuoi") && last.is_some_and(|last| last < first)
    })
}

/// "quý III", "6 tháng đầu", "9 tháng", "12 tháng" at the start of the words, with its length.
pub(super) fn time_span(tokens: &[String]) -> Option<(usize, Months)> {
    let first = tokens.first()?.as_str();
    let second = tokens.get(1).map_or("", String::as_str);
    if matches!(first, "quy" | "q" | "quarter") {
        let quarter = match second {
            "i" | "1" => 1,
            "ii" | "2" => 2,
            "iii" | "3" => 3,
            "iv" | "4" => 4,
            _ => return None,
        };
        return Some((2, Months(quarter * 3 - 2, quarter * 3)));
    }
    if let Some(quarter) = quarter_in_one(first) {
        return Some((1, Months(quarter * 3 - 2, quarter * 3)));
    }
    if let Some(last) = months_in_one(first) {
        return Some((1, Months(1, last)));
    }
    if second == "thang" {
        return match first {
            "6" | "06" | "sau" if tokens.get(2).is_some_and(|t| t == "cuoi") => {
                Some((3, Months(7, 12)))
            }
            "3" | "03" | "ba" => Some((2, Months(1, 3))),
            "6" | "06" | "sau" => Some((2, Months(1, 6))),
            "9" | "09" | "chin" => Some((2, Months(1, 9))),
            "12" => Some((2, Months(1, 12))),
            _ => None,
        };
    }
    (first == "ca" && second == "nam").then_some((2, Months(1, 12)))
}

/// "Thực hiện tháng 9": one month by itself, and not the end of a longer span or a part of a date.
pub(super) fn names_month(tokens: &[String]) -> bool {
    let is_number = |token: &String| token.bytes().all(|b| b.is_ascii_digit());
    tokens.windows(2).enumerate().any(|(at, pair)| {
        let month = pair[1].parse().is_ok_and(|n: u32| (1..=12).contains(&n));
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let longer = before.is_some_and(|word| {
            is_number(word) || matches!(word.as_str(), "den" | "het" | "tu" | "cuoi" | "dau")
        });
        let goes_on = tokens.get(at + 2).is_some_and(|word| word == "den");
        pair[0] == "thang" && month && !longer && !goes_on
    })
}

/// "Q3", "QIII", "Quý3" written as one word.
fn quarter_in_one(token: &str) -> Option<u32> {
    let number = token.strip_prefix("quy").or(token.strip_prefix('q'))?;
    match number {
        "i" | "1" => Some(1),
        "ii" | "2" => Some(2),
        "iii" | "3" => Some(3),
        "iv" | "4" => Some(4),
        _ => None,
    }
}

/// "9T", "6th": so many months from January.
fn months_in_one(token: &str) -> Option<u32> {
    let number = token.strip_suffix("th").or(token.strip_suffix('t'))?;
    let last = number.parse().ok()?;
    matches!(last, 3 | 6 | 9 | 12).then_some(last)
}

/// Whether the words of a heading name years and not the reported one: "Thực hiện năm 2016", "quý III/2016", "KH 2018".
/// The year of a day or of a decision says nothing about the figures below it.
pub(super) fn is_of_other_year(tokens: &[String], period: Period) -> bool {
    let decides = tokens.iter().any(|t| t == "qd" || t == "ngay")
        || tokens.windows(2).any(|w| w == ["quyet", "dinh"]);
    let is_number = |t: &String| t.bytes().all(|b| b.is_ascii_digit());
    let named: Vec<i32> = tokens
        .iter()
        .enumerate()
        .filter_map(|(at, token)| Some((at, year(token)?)))
        .filter(|(at, _)| {
            // "9/2016" may be a day's month, "quý 3/2016" and "2016 - 2018" are not.
            let dated = at.checked_sub(1).is_some_and(|before| {
                is_number(&tokens[before])
                    && year(&tokens[before]).is_none()
                    && before
                        .checked_sub(1)
                        .is_none_or(|b| time_span(&tokens[b..]).is_none())
            });
            !dated
        })
        .map(|(_, year)| year)
        .collect();
    let spans = |pair: &[i32]| (pair[0]..=pair[1]).contains(&period.year);
    !decides && !named.is_empty() && !named.contains(&period.year) && !named.windows(2).any(spans)
}

fn year(token: &str) -> Option<i32> {
    let digits = token.len() == 4 && token.bytes().all(|b| b.is_ascii_digit());
    token
        .parse()
        .ok()
        .filter(|y| digits && (1990..2100).contains(y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::text::words;
    use crate::model::Span;

    #[test]
    fn a_month_by_itself_is_no_end_of_a_span() {
        for (heading, is_month) in [
            ("Thực hiện tháng 9", true),
            ("Tháng 9/2017", true),
            ("Lũy kế đến tháng 9", false),
            ("Từ tháng 1 đến tháng 9", false),
            ("Đến hết tháng 9/2017", false),
            ("9 tháng 2017", false),
            ("Ngày 15 tháng 9", false),
        ] {
            assert_eq!(names_month(&words(heading)), is_month, "{heading}");
        }
    }

    #[test]
    fn years_of_days_and_decisions_are_no_years_of_figures() {
        let period = Period {
            year: 2017,
            span: Span::Quarter(3),
        };
        for (heading, other) in [
            ("Thực hiện năm 2016", true),
            ("Quý 3/2016", true),
            ("KH 2018", true),
            ("Kế hoạch năm 2017", false),
            ("Chuyển từ năm 2016 sang năm 2017", false),
            ("Giai đoạn 2016 - 2020", false),
            ("Theo QĐ số 1520/QĐ-UBND năm 2016", false),
            ("Được duyệt ngày 20/12/2016", false),
            ("Đến 31/12/2016", false),
            ("Lũy kế từ đầu năm", false),
        ] {
            assert_eq!(
                is_of_other_year(&words(heading), period),
                other,
                "{heading}"
            );
        }
    }
}
