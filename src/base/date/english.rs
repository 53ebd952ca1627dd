//! Days as English programs write them, and days of the week before a date: `22-Sep-17`, `September 22, 2017`, `Thứ sáu, 22/9`.

use super::tokens::Token;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The same date as a Vietnamese one, without the day of the week; whatever else it is stays as it is.
pub(super) fn plain(mut all: Vec<Token>) -> Vec<Token> {
    let weekday = weekday(&all);
    if weekday > 0 && weekday < all.len() {
        all.drain(..weekday);
    }
    let marks = |token: &&Token| !matches!(token, Token::Mark('-' | ',' | '.' | '/'));
    let words: Vec<&Token> = all.iter().filter(marks).collect();
    let (day, month, year) = match words.as_slice() {
        [
            day @ Token::Num(_, 1 | 2),
            month,
            year @ Token::Num(_, 2 | 4),
        ]
        | [month, day @ Token::Num(_, 1 | 2), year @ Token::Num(_, 4)] => (*day, *month, *year),
        _ => return all,
    };
    let Some(month) = named(month, &MONTHS) else {
        return all;
    };
    let digits = if month < 9 { 1 } else { 2 };
    let number = u32::try_from(month + 1).unwrap_or_default();
    vec![
        day.clone(),
        Token::Word("thang".to_owned()),
        Token::Num(number, digits),
        year.clone(),
    ]
}

/// How many tokens name the day of the week.
fn weekday(all: &[Token]) -> usize {
    let words = match all {
        [thu, day, ..] if thu.is("thu") => {
            let days = ["hai", "ba", "tu", "nam", "sau", "bay"];
            let is_day = days.iter().any(|own| day.is(own)) || matches!(day, Token::Num(2..=7, 1));
            2 * usize::from(is_day)
        }
        [chu, nhat, ..] if chu.is("chu") && nhat.is("nhat") => 2,
        [day, ..] => usize::from(named(day, &WEEKDAYS).is_some()),
        [] => 0,
    };
    let comma = words > 0 && all.get(words) == Some(&Token::Mark(','));
    words + usize::from(comma)
}

/// Which of the names a word is: in full, or its first three or four letters.
fn named(token: &Token, names: &[&str]) -> Option<usize> {
    let Token::Word(word) = token else {
        return None;
    };
    names.iter().position(|name| {
        word == name || (matches!(word.len(), 3 | 4) && name.starts_with(word.as_str()))
    })
}
