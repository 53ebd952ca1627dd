//! A day with its time of day, as registers write it: `20/9/2017 16:30`, `16h30 ngày 20/9/2017`, `9 giờ 05 phút, 20/9`.

use chrono::{NaiveDate, NaiveTime};

use super::DateText;
use super::text::read;
use super::tokens::{Token, tokens};

/// Reads a day and the time of day, if one is told; `None` for what is no day, or a time that no clock shows.
pub fn parse_moment(text: &str, year_hint: i32) -> Option<(NaiveDate, Option<NaiveTime>)> {
    let mut all = tokens(text);
    let time = match take_time(&mut all) {
        Some(told) => Some(told?),
        None => None,
    };
    match read(all, year_hint) {
        DateText::Day(day) => Some((day, time)),
        DateText::Span { .. } | DateText::NotADate => None,
    }
}

/// Reads a time of day that stands alone.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let mut all = tokens(text);
    take_time(&mut all).flatten().filter(|_| all.is_empty())
}

/// Takes the time of day out of a text; `Some(None)` if it is none that a clock shows.
#[expect(clippy::option_option, reason = "no time is fine, a bad one is not")]
fn take_time(all: &mut Vec<Token>) -> Option<Option<NaiveTime>> {
    let is_hour = |pair: &[Token]| {
        matches!(
            (&pair[0], &pair[1]),
            (Token::Num(_, 1 | 2), Token::Mark(':'))
        ) || (matches!(pair[0], Token::Num(_, 1 | 2)) && is_any(&pair[1], &["h", "g", "gio"]))
    };
    let at = all.windows(2).position(is_hour)?;
    let mut end = at + 2;
    // `16:30`, `16h30`, `16 giờ 30 phút 15 giây`
    let mut figures = [all[at].num().unwrap_or_default(), 0, 0];
    // `8h 20/9` tells no minutes.
    let told = if begins_date(&all[end..]) && all[at + 1] != Token::Mark(':') {
        1
    } else {
        3
    };
    for figure in &mut figures[1..told] {
        let Some(Token::Num(n, 1 | 2)) = all.get(end) else {
            break;
        };
        *figure = *n;
        end += 1;
        let unit = ["m", "p", "ph", "phut", "s", "giay"];
        match all.get(end) {
            Some(next) if is_any(next, &unit) || *next == Token::Mark(':') => end += 1,
            _ => break,
        }
    }
    // Fractions of a second and the letter of ISO say nothing more.
    if all.get(end) == Some(&Token::Mark('.')) {
        end = (end + 2).min(all.len());
    }
    if all.get(end).is_some_and(|t| t.is("z")) {
        end += 1;
    }
    let half = all.get(end).map(|t| {
        let is_morning = is_any(t, &["am", "sa", "sang"]);
        (is_morning, is_any(t, &["pm", "ch", "chieu", "toi"]))
    });
    let mut hour = figures[0];
    match half {
        Some((true, _)) => {
            end += 1;
            hour = if hour == 12 { 0 } else { hour };
        }
        Some((_, true)) => {
            end += 1;
            hour = if hour < 12 { hour + 12 } else { hour };
        }
        _ => {}
    }
    let mut from = at;
    while from > 0 && is_any(&all[from - 1], &["luc", "vao", "hoi", "t"]) {
        from -= 1;
    }
    all.drain(from..end);
    // `20/9/2017, 16h30` and `16h30 - 20/9/2017`
    let parts = |token: Option<&Token>| matches!(token, Some(Token::Mark(',' | '-')));
    if parts(all.last()) {
        all.pop();
    }
    if parts(all.first()) {
        all.remove(0);
    }
    Some(NaiveTime::from_hms_opt(hour, figures[1], figures[2]))
}

/// Whether a day and a month follow.
fn begins_date(all: &[Token]) -> bool {
    let is_num = |at: usize| matches!(all.get(at), Some(Token::Num(..)));
    let is_mark = |at: usize, mark: char| all.get(at) == Some(&Token::Mark(mark));
    match all {
        [Token::Num(..), Token::Mark('/' | '.'), ..] => is_num(2),
        [Token::Num(..), Token::Mark('-'), ..] => is_num(2) && is_mark(3, '-'),
        [Token::Num(..), next, ..] => next.is("thang"),
        _ => false,
    }
}

fn is_any(token: &Token, words: &[&str]) -> bool {
    words.iter().any(|word| token.is(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_with_a_time() {
        let shown = |text: &str| {
            parse_moment(text, 2017).map(|(day, time)| match time {
                Some(time) => format!("{day} {time}"),
                None => day.to_string(),
            })
        };
        for text in [
            "20/9/2017 16:30",
            "20/09/2017 16:30:00",
            "2017-09-20T16:30",
            "2017-09-20T16:30:00.000Z",
            "2017-09-20 16:30:00Z",
            "16h30 ngày 20/9/2017",
            "16 giờ 30, ngày 20/9/2017",
            "16 giờ 30 phút ngày 20 tháng 9 năm 2017",
            "20/9/2017, 16h30'",
            "16h30 - 20/9/2017",
            "lúc 16g30 ngày 20/9",
            "20/9/2017 4:30 PM",
            "20/9/2017 4:30 CH",
            "4 giờ 30 chiều ngày 20/9/2017",
            "thứ tư, 20/9/2017 16:30",
            "Wednesday, September 20, 2017 4:30 PM",
            "20-Sep-17 16:30",
            "20 Sept 2017 16:30",
        ] {
            assert_eq!(
                shown(text).as_deref(),
                Some("2017-09-20 16:30:00"),
                "{text}"
            );
        }
        assert_eq!(shown("20/9/2017").as_deref(), Some("2017-09-20"));
        assert_eq!(
            shown("8h 20/9/2017").as_deref(),
            Some("2017-09-20 08:00:00")
        );
        assert_eq!(shown("8h ngày 20-9-2017"), shown("8h 20-9-2017"));
        assert_eq!(
            shown("12:05 AM 20/9/2017").as_deref(),
            Some("2017-09-20 00:05:00")
        );
        for text in [
            "20-Sep-17",
            "Wed 20 Sep 2017",
            "Chủ nhật, 20/9/2017",
            "Sep 20, 2017",
        ] {
            assert_eq!(shown(text).as_deref(), Some("2017-09-20"), "{text}");
        }
        for text in [
            "September 2017",
            "32 Sep 2017",
            "20 May mặc 2017",
            "Thứ sáu",
            "20/9/2017 25:00",
            "20/9/2017 16:75",
            "16h30",
            "tháng 9/2017",
            "chiều 20",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_alone() {
        assert_eq!(parse_time("9h05"), NaiveTime::from_hms_opt(9, 5, 0));
        assert_eq!(parse_time("2:15 CH"), NaiveTime::from_hms_opt(14, 15, 0));
        assert_eq!(parse_time("9h05 ngày 20"), None);
        assert_eq!(parse_time("sáng"), None);
    }
}
