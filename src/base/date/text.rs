//! A cell that holds a date, a month, a quarter, a year, or from one to another.

use chrono::NaiveDate;

use super::DateText;
use super::english;
use super::tokens::{Token, tokens};

/// Reads a date; what lacks a year is of `year_hint` (`Quý III`, `Tháng 9`).
///
/// Day comes before month, as in Vietnam; two digits of a year are of this century.
/// A span ends on its last day. A time of day behind a date is dropped.
pub fn parse(text: &str, year_hint: i32) -> DateText {
    let mut all = tokens(text);
    drop_time(&mut all);
    read(all, year_hint)
}

/// The same of a text that is cut already and tells no time of day.
pub(super) fn read(mut all: Vec<Token>, year_hint: i32) -> DateText {
    all.retain(|t| !is_filler(t));
    let mut all = english::plain(all);
    let from = all.first().is_some_and(|t| t.is("tu"));
    if from {
        all.remove(0);
    }
    if let ([Token::Num(..), _, Token::Num(_, 1 | 2)], false) = (all.as_slice(), from)
        && point(&all).is_none()
    {
        return DateText::NotADate;
    }
    if let Some(part) = point(&all) {
        return part
            .resolve(year_hint)
            .map_or(DateText::NotADate, |(start, end)| {
                if matches!(part, Part::Day { .. }) {
                    DateText::Day(start)
                } else {
                    DateText::Span { start, end }
                }
            });
    }
    (1..all.len().saturating_sub(1))
        .filter(|&at| joins(&all[at]))
        .find_map(|at| range(&all[..at], &all[at + 1..], year_hint))
        .map_or(DateText::NotADate, |(start, end)| DateText::Span {
            start,
            end,
        })
}

/// One end of a range; the year may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Day {
        day: u32,
        month: u32,
        year: Option<i32>,
    },
    /// `first` to `last` month.
    Months {
        first: u32,
        last: u32,
        year: Option<i32>,
    },
}

impl Part {
    fn year(self) -> Option<i32> {
        match self {
            Self::Day { year, .. } | Self::Months { year, .. } => year,
        }
    }

    /// First and last day.
    fn resolve(self, year_hint: i32) -> Option<(NaiveDate, NaiveDate)> {
        let y = self.year().unwrap_or(year_hint);
        match self {
            Self::Day { day, month, .. } => {
                let day = NaiveDate::from_ymd_opt(y, month, day)?;
                Some((day, day))
            }
            Self::Months { first, last, .. } => {
                let (next_year, next) = if last == 12 {
                    (y.checked_add(1)?, 1)
                } else {
                    (y, last + 1)
                };
                let end = NaiveDate::from_ymd_opt(next_year, next, 1)?.pred_opt()?;
                Some((NaiveDate::from_ymd_opt(y, first, 1)?, end))
            }
        }
    }
}

fn months(first: u32, last: u32, year: Option<i32>) -> Option<Part> {
    ((1..=12).contains(&first) && (1..=12).contains(&last)).then_some(Part::Months {
        first,
        last,
        year,
    })
}

fn quarter(q: u32, year: Option<i32>) -> Option<Part> {
    months(q * 3 - 2, q * 3, year)
}

/// Everything of the text is one date, month, quarter or year.
#[expect(
    clippy::many_single_char_names,
    reason = "d, m and y as in every date pattern"
)]
fn point(t: &[Token]) -> Option<Part> {
    use Token::{Mark, Num};
    match t {
        // 15/9/2017, 2017-09-15
        [Num(d, 1 | 2), Mark(a), Num(m, 1 | 2), Mark(b), y] if a == b && is_date_mark(*a) => {
            Some(Part::Day {
                day: *d,
                month: *m,
                year: Some(short_year(y)?),
            })
        }
        [y, Mark(a), Num(m, 1 | 2), Mark(b), Num(d, 1 | 2)] if a == b && is_date_mark(*a) => {
            Some(Part::Day {
                day: *d,
                month: *m,
                year: Some(y.year()?),
            })
        }
        [Num(d, 1 | 2), thang, Num(m, 1 | 2), rest @ ..] if thang.is("thang") => Some(Part::Day {
            day: *d,
            month: *m,
            year: year_behind(rest)?,
        }),
        // 15/9, 15/9 năm 2017
        // but `3-9` may be March to September
        [Num(d, 1 | 2), Mark(a), Num(m, 1 | 2)] if is_date_mark(*a) && (*a != '-' || *d > 12) => {
            Some(Part::Day {
                day: *d,
                month: *m,
                year: None,
            })
        }
        [Num(d, 1 | 2), Mark('/' | '-' | '.'), Num(m, 1 | 2), nam, y] if nam.is("nam") => {
            Some(Part::Day {
                day: *d,
                month: *m,
                year: Some(y.year()?),
            })
        }
        // 9/2017, 2017-09
        [Num(m, 1 | 2), Mark('/' | '-' | '.'), y] | [y, Mark('/' | '-' | '.'), Num(m, 1 | 2)] => {
            months(*m, *m, Some(y.year()?))
        }
        [thang, Num(m, 1 | 2), rest @ ..] if thang.is("thang") || thang.is("t") => {
            months(*m, *m, year_behind(rest)?)
        }
        [quy, q, rest @ ..] if (quy.is("quy") || quy.is("q")) && q.quarter().is_some() => {
            quarter(q.quarter()?, year_behind(rest)?)
        }
        [quy, Mark('.'), rest @ ..] if quy.is("q") => {
            let (q, rest) = rest.split_first()?;
            quarter(q.quarter()?, year_behind(rest)?)
        }
        // 6 tháng đầu năm 2017, 9 tháng năm 2017
        [Num(n @ 1..=12, 1 | 2), thang, half, rest @ ..]
            if thang.is("thang") && (half.is("dau") || half.is("cuoi")) =>
        {
            let (first, last) = if half.is("dau") {
                (1, *n)
            } else {
                (13 - n, 12)
            };
            months(first, last, year_behind(rest)?)
        }
        [Num(n @ 1..=12, 1 | 2), thang, rest @ ..] if thang.is("thang") && !rest.is_empty() => {
            months(1, *n, year_behind(rest)?)
        }
        [ca, nam] if ca.is("ca") && nam.is("nam") => months(1, 12, None),
        [ca, rest @ ..] if ca.is("ca") => months(1, 12, Some(year_behind(rest)??)),
        [nam, y] if nam.is("nam") => months(1, 12, Some(y.year()?)),
        [y] => months(1, 12, Some(y.year()?)),
        _ => None,
    }
}

/// A year behind a month or quarter: nothing, `/2017`, `-2017`, `năm 2017`, `, năm 2017`.
#[expect(clippy::option_option, reason = "no year is fine, a bad one is not")]
fn year_behind(t: &[Token]) -> Option<Option<i32>> {
    let t = match t {
        [Token::Mark('/' | '-' | '.' | ','), rest @ ..] if !rest.is_empty() => rest,
        t => t,
    };
    match t {
        [] => Some(None),
        [nam] if nam.is("nam") => Some(None),
        [y] => Some(Some(short_year(y)?)),
        [nam, y] if nam.is("nam") => Some(Some(short_year(y)?)),
        _ => None,
    }
}

/// A year of four digits, or of two in this century.
fn short_year(token: &Token) -> Option<i32> {
    match token {
        Token::Num(n, 2) => i32::try_from(*n).ok().map(|n| 2000 + n),
        token => token.year(),
    }
}

fn is_date_mark(c: char) -> bool {
    matches!(c, '/' | '-' | '.')
}

/// Words and marks that say nothing: "ngày", "trong năm", "Thời gian: …".
fn is_filler(token: &Token) -> bool {
    match token {
        Token::Word(w) => matches!(w.as_str(), "ngay" | "trong" | "thoi" | "gian"),
        Token::Mark(c) => *c == ':',
        Token::Num(..) => false,
    }
}

fn joins(token: &Token) -> bool {
    match token {
        Token::Word(w) => matches!(w.as_str(), "den" | "toi" | "va"),
        Token::Mark(c) => matches!(c, '-' | ',' | '+' | '&'),
        Token::Num(..) => false,
    }
}

fn range(left: &[Token], right: &[Token], year_hint: i32) -> Option<(NaiveDate, NaiveDate)> {
    let right = match right {
        // "đến hết tháng 9"
        [het, rest @ ..] if het.is("het") => rest,
        right => right,
    };
    let quarters = left.first().is_some_and(|t| t.is("quy") || t.is("q"));
    let (right, left) = if quarters {
        (bare_quarter(right).or_else(|| point(right))?, point(left)?)
    } else {
        let right = point(right).or_else(|| bare_month(right))?;
        let months = matches!(right, Part::Months { .. });
        (right, point(left).or_else(|| bare(left, right, months))?)
    };
    let hint = right.year().or(left.year()).unwrap_or(year_hint);
    let (start, end) = (left.resolve(hint)?.0, right.resolve(hint)?.1);
    let both_named = left.year().is_some() == right.year().is_some() || left.year().is_none();
    (both_named && start <= end).then_some((start, end))
}

/// `3` of `3 - 9/2017`, `15` of `15 - 20/9/2017`.
fn bare(left: &[Token], right: Part, months_meant: bool) -> Option<Part> {
    let [Token::Num(n, 1 | 2)] = left else {
        return None;
    };
    match right {
        Part::Months { first, last, .. } if months_meant && first == last => months(*n, *n, None),
        Part::Day { month, .. } => Some(Part::Day {
            day: *n,
            month,
            year: None,
        }),
        Part::Months { .. } => None,
    }
}

/// `9` of `tháng 3 - 9`, `9 năm 2017`.
fn bare_month(t: &[Token]) -> Option<Part> {
    match t {
        [Token::Num(m, 1 | 2), rest @ ..] => months(*m, *m, year_behind(rest)?),
        _ => None,
    }
}

/// `III/2017` of `quý I - III/2017`.
fn bare_quarter(t: &[Token]) -> Option<Part> {
    let (q, rest) = t.split_first()?;
    quarter(q.quarter()?, year_behind(rest)?)
}

/// Drops `08:30` and `08:30:00` (with the `T` of ISO) behind a date.
fn drop_time(t: &mut Vec<Token>) {
    let Some(colon) = t.iter().position(|x| *x == Token::Mark(':')) else {
        return;
    };
    if colon < 4
        || !t[colon - 1..]
            .iter()
            .all(|x| !matches!(x, Token::Word(w) if w != "z"))
    {
        return;
    }
    if t[colon - 1].num().is_none() {
        return;
    }
    t.truncate(colon - 1);
    if t.last().is_some_and(|x| x.is("t")) {
        t.pop();
    }
}

#[cfg(test)]
mod tests;
