//! ky.toml of a period that follows another one: the same settings, with what belongs to the former period alone left
//! to be completed.

use chrono::Datelike as _;
use chrono::NaiveDate;

use super::Settings;
use crate::model::{Period, Span};

/// The text of the former ky.toml for a new period: deadlines, the day of closing, date and number of the report become
/// comments, with their days in the last month of the new period.
///
/// `None` where the file is written in a way that this cannot carry over (a section in one line of braces).
pub fn next(text: &str, former: &Settings, period: Period) -> Option<String> {
    let mut section = String::new();
    let mut has_part = false;
    let mut out = String::with_capacity(text.len());
    for line in text.trim_start_matches('\u{feff}').split_inclusive('\n') {
        let bare = line.trim();
        if let Some(name) = bare.strip_prefix('[').and_then(|l| l.split_once(']')) {
            name.0.trim().clone_into(&mut section);
        }
        out.push_str(&changed(line, &section, period, &mut has_part));
    }
    let read = Settings::parse(&out, super::FILE).ok()?;
    let mut wanted = former.clone();
    wanted.period = period;
    wanted.deadline = None;
    wanted.correction_deadline = None;
    wanted.closed = None;
    wanted.report.date = None;
    wanted.report.number.clone_from(&read.report.number);
    wanted.expected.clone_from(&read.expected);
    (read == wanted).then_some(out)
}

fn changed(line: &str, section: &str, period: Period, has_part: &mut bool) -> String {
    let end = line.len() - line.trim_end_matches(['\r', '\n']).len();
    let (body, ending) = line.split_at(line.len() - end);
    let commented = body.trim_start().strip_prefix('#');
    let told = commented.unwrap_or(body).trim();
    let Some((key, value)) = told.split_once('=') else {
        return line.to_owned();
    };
    let path = match section {
        "" => key.trim().to_owned(),
        section => format!("{section}.{}", key.trim()),
    };
    match path.as_str() {
        "period.year" if commented.is_none() => {
            format!("{} = {}{}{ending}", key.trim(), period.year, remark(value))
        }
        "period.quarter" | "period.half" | "period.nine_months" | "period.full_year"
            if commented.is_none() =>
        {
            if std::mem::replace(has_part, true) {
                return format!("# {told}{ending}");
            }
            let dotted = if section.is_empty() { "period." } else { "" };
            let remark = Some(remark(value)).filter(|remark| !names_a_part(remark));
            format!(
                "{dotted}{}{}{ending}",
                part(period),
                remark.unwrap_or_default()
            )
        }
        "period.deadline" | "period.correction_deadline" | "period.closed" | "report.date" => {
            match day_in(value, period) {
                Some(day) => format!("# {} = {day}{}{ending}", key.trim(), remark(value)),
                None => line.to_owned(),
            }
        }
        "report.number" if commented.is_none() && is_given(value) => {
            format!("# {told}{ending}")
        }
        _ => line.to_owned(),
    }
}

/// The line that names the part of the year.
pub fn part(period: Period) -> String {
    match period.span {
        Span::Quarter(n) => format!("quarter = {n}"),
        Span::Half(n) => format!("half = {n}"),
        Span::NineMonths => "nine_months = true".to_owned(),
        Span::FullYear => "full_year = true".to_owned(),
    }
}

/// The comment behind a value that is no text.
fn remark(value: &str) -> String {
    value
        .split_once('#')
        .map_or_else(String::new, |(_, remark)| format!("  #{remark}"))
}

/// Whether a comment says which part of a year it is ("quý III"): it would be the former one.
fn names_a_part(remark: &str) -> bool {
    let mut words = remark.split(|c: char| !c.is_alphanumeric());
    let is_number = |word: &str| {
        matches!(word, "I" | "II" | "III" | "IV") || word.bytes().any(|b| b.is_ascii_digit())
    };
    // "half = 1" tells how else a period is written.
    !remark.contains('=') && words.any(is_number)
}

/// The same day of the month in the last month of the period.
fn day_in(value: &str, period: Period) -> Option<NaiveDate> {
    let day = value.split('#').next()?.trim();
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    let last = period.last_day();
    let same = last.with_day(day.day());
    Some(same.unwrap_or(last))
}

/// Whether the report's number is one that was given already ("123/BC-SCT"), not a place for it ("…/BC-SCT").
fn is_given(value: &str) -> bool {
    value
        .split('/')
        .next()
        .is_some_and(|first| first.contains(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(code: &str) -> Period {
        Period::parse(code).unwrap()
    }

    fn carried(text: &str, code: &str) -> Option<String> {
        let former = Settings::parse(text, "ky.toml").unwrap();
        next(text, &former, period(code))
    }

    #[test]
    fn the_period_changes_and_its_days_are_left_to_complete() {
        let text = "# của phòng\r\n[period]\r\nyear = 2017\r\nquarter = 3 # quý\r\ndeadline = 2017-09-20\r\n\
                    closed = 2017-09-28\r\n[units]\r\nexpected = [\"311\"]\r\n[rules]\r\nB306 = \"off\"\r\n\
                    [report]\r\ndate = 2017-09-25\r\nnumber = \"12/BC-SCT\"\r\nsigner = \"Ông # A\"\r\n";
        assert_eq!(
            carried(text, "2017-Q4").as_deref(),
            Some(
                "# của phòng\r\n[period]\r\nyear = 2017\r\nquarter = 4  # quý\r\n# deadline = 2017-12-20\r\n\
                 # closed = 2017-12-28\r\n[units]\r\nexpected = [\"311\"]\r\n[rules]\r\nB306 = \"off\"\r\n\
                 [report]\r\n# date = 2017-12-25\r\n# number = \"12/BC-SCT\"\r\nsigner = \"Ông # A\"\r\n"
            )
        );
    }

    #[test]
    fn every_way_of_naming_the_period_is_followed() {
        for text in [
            "[period]\nyear = 2017\nquarter = 3\nnine_months = false",
            "period.year = 2017\nperiod.half = 1\n",
            "[period]\nfull_year = true\nyear = 2016\ndeadline = 2016-12-31\n",
            include_str!("../../templates/ky.toml"),
        ] {
            for code in ["2017-Q4", "2018-H1", "2018-9M", "2018-FY", "2018-Q1"] {
                let next = carried(text, code).unwrap_or_else(|| panic!("{code}\n{text}"));
                let read = Settings::parse(&next, "ky.toml").unwrap();
                assert_eq!(read.period, period(code), "{next}");
                assert_eq!(read.deadline, None);
            }
        }
        // A month may lack the day.
        let text = "[period]\nyear = 2017\nquarter = 4\ndeadline = 2017-12-31\n";
        assert!(
            carried(text, "2018-Q1")
                .unwrap()
                .contains("# deadline = 2018-03-31")
        );
        assert!(
            carried(text, "2018-Q2")
                .unwrap()
                .contains("# deadline = 2018-06-30")
        );
    }

    #[test]
    fn a_comment_that_names_the_former_period_goes() {
        let next = |remark: &str| {
            let text = format!("[period]\nyear = 2017\nquarter = 3{remark}\n");
            carried(&text, "2017-Q4").unwrap()
        };
        for (remark, kept) in [
            (" # quý III", ""),
            (" # the 3rd quarter", ""),
            (" # quý", "  # quý"),
            (" # hoặc: half = 1", "  # hoặc: half = 1"),
        ] {
            let wanted = format!("[period]\nyear = 2017\nquarter = 4{kept}\n");
            assert_eq!(next(remark), wanted);
        }
    }

    #[test]
    fn what_cannot_be_carried_over_is_said() {
        assert_eq!(
            carried("period = { year = 2017, quarter = 3 }", "2017-Q4"),
            None
        );
    }
}
