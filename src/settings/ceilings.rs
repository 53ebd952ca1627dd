//! templates/ceilings.toml, raw to valid: every problem is told with its line and the nearest key.

use rust_decimal::Decimal;
use toml::de::{DeTable, DeValue};

use super::problem::{Kind, Problem, Problems, Wanted};
use super::section::{Section, wrong};
use crate::base::text::{fold, nearest, tidy};
use crate::model::Programme;
use crate::model::ceiling::{Ceiling, Ceilings};

/// The table of one ceiling.
const TABLE: &str = "ceiling";

/// Its keys.
const KEYS: &[&str] = &[
    "instrument",
    "valid_from",
    "valid_to",
    "activity",
    "words",
    "unnamed",
    "name",
    "percent",
    "cap",
    "per",
    "indicator",
    "off",
];

/// Reads the ceilings that are not off; `file` names the file in problems.
pub fn parse(text: &str, file: &str, programme: &Programme) -> Result<Ceilings, Vec<Problem>> {
    let mut problems = Problems::new(file, text);
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        super::syntax(error, text, &mut problems);
    }
    let mut ceilings = Vec::new();
    for (key, value) in root.get_ref() {
        let name = key.get_ref().as_ref();
        let offset = key.span().start;
        if name != TABLE {
            let near = nearest(name, KEYS.iter().copied()).map(|k| format!("{TABLE}.{k}"));
            let near = nearest(name, [TABLE]).map_or(near, |_| Some(format!("[[{TABLE}]]")));
            problems.near(offset, name, Kind::UnknownKey, near);
            continue;
        }
        let Some(items) = value.get_ref().as_array() else {
            problems.at(offset, TABLE, wrong(Wanted::Section, value.get_ref()));
            continue;
        };
        for item in items {
            match item.get_ref() {
                DeValue::Table(table) => {
                    let section = Section::of(TABLE, table, item.span().start);
                    section.unknown_keys(KEYS, &mut problems);
                    ceilings.extend(ceiling(&section, programme, &mut problems));
                }
                other => problems.at(item.span().start, TABLE, wrong(Wanted::Section, other)),
            }
        }
    }
    if problems.is_empty() {
        Ok(Ceilings::new(ceilings))
    } else {
        Err(problems.into_sorted())
    }
}

/// One ceiling; none if it is off, or if something is wrong with it.
fn ceiling(
    section: &Section<'_>,
    programme: &Programme,
    problems: &mut Problems<'_>,
) -> Option<Ceiling> {
    let offset = section.offset().unwrap_or_default();
    let lacks = |key: &str, problems: &mut Problems<'_>| {
        if !section.has(key) {
            problems.at(offset, section.path(key), Kind::Missing);
        }
    };
    let mut text = |key: &str| {
        let text = section.text(key, problems)?;
        Some(tidy(&text.value)).filter(|t| !t.is_empty())
    };
    let (instrument, name, per) = (text("instrument"), text("name"), text("per"));
    let valid_from = section.date("valid_from", problems);
    let valid_to = section.date("valid_to", problems);
    for key in ["instrument", "valid_from", "name"] {
        lacks(key, problems);
    }
    if !section.has("percent") && !section.has("cap") {
        problems.at(offset, section.path("cap"), Kind::Missing);
    }
    if !section.has("activity") && !section.has("words") {
        problems.at(offset, section.path("activity"), Kind::Missing);
    }
    let activities = programme.activities.iter().map(|a| &*a.number);
    let activity = line(section, "activity", activities, problems);
    let indicators = programme.indicators.iter().map(|i| &*i.number);
    let indicator = line(section, "indicator", indicators, problems);
    let words = section.texts("words", problems).unwrap_or_default();
    let words: Vec<String> = words.iter().map(|w| fold(&w.value)).collect();
    let percent = positive(section, "percent", problems);
    let cap = positive(section, "cap", problems);
    let unnamed = section.flag("unnamed", problems);
    let unnamed = unnamed.is_some_and(|flag| flag.value);
    let off = section.flag("off", problems).is_some_and(|off| off.value);
    if let (Some(from), Some(to)) = (&valid_from, &valid_to)
        && to.value < from.value
    {
        problems.at(
            to.offset,
            section.path("valid_to"),
            Kind::EndsBeforeItBegins,
        );
    }
    let words_alone = activity.is_none() && words.iter().all(String::is_empty);
    if off || words_alone || (percent.is_none() && cap.is_none()) {
        return None;
    }
    Some(Ceiling {
        instrument: instrument?,
        valid_from: valid_from?.value,
        valid_to: valid_to.map(|day| day.value),
        activity,
        words,
        unnamed,
        name: name?,
        percent,
        cap,
        per,
        indicator,
    })
}

/// A line of the programme by its number.
fn line<'p>(
    section: &Section<'_>,
    key: &'static str,
    known: impl Iterator<Item = &'p str> + Clone,
    problems: &mut Problems<'_>,
) -> Option<String> {
    let text = section.text(key, problems)?;
    let number = text.value.trim();
    if known.clone().any(|k| k == number) {
        return Some(number.to_owned());
    }
    let kind = Kind::NotOneOf {
        found: format!("\"{number}\""),
        allowed: known.clone().collect::<Vec<_>>().join(", "),
    };
    let near = nearest(number, known).map(|n| format!("\"{n}\""));
    problems.near(text.offset, section.path(key), kind, near);
    None
}

/// A whole number above zero.
fn positive(
    section: &Section<'_>,
    key: &'static str,
    problems: &mut Problems<'_>,
) -> Option<Decimal> {
    let number = section.whole(key, problems)?;
    if number.value < 1 {
        problems.at(number.offset, section.path(key), Kind::LimitTooSmall);
        return None;
    }
    Some(Decimal::from(number.value))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILT_IN: &str = include_str!("../../templates/ceilings.toml");

    fn programme() -> Programme {
        Programme::parse(include_str!("../../templates/programme.toml")).unwrap()
    }

    #[test]
    fn the_built_in_ceilings_are_valid_and_those_not_verified_are_off() {
        let all = parse(BUILT_IN, "ceilings.toml", &programme()).unwrap();
        let day = |text: &str| text.parse().unwrap();
        let of = |activity, at| all.of(Some(activity), "", day(at));
        let model = of("9", "2017-05-05");
        assert_eq!(model.len(), 2);
        assert_eq!(model[0].cap, Some(Decimal::from(500_000_000)));
        assert_eq!(
            of("9", "2018-07-01")[0].cap,
            Some(Decimal::from(1_000_000_000))
        );
        assert!(of("10", "2017-05-05").is_empty());
        assert_eq!(of("10", "2018-07-01").len(), 1);
        assert!(of("10", "2014-01-01").is_empty());
        assert!(BUILT_IN.matches("off = true").count() > all.all().count());
    }

    #[test]
    fn every_mistake_is_told_with_its_line_and_the_nearest_key() {
        let text = "[[ceiling]]\ninstrument = \"QĐ 21\"\nvalid_from = 2019-01-01\nvalid_to = 2018-01-01\nactivty = \"9\"\ncap = \"x\"\n\
                    [[celing]]\nname = 1\n[[ceiling]]\nactivity = \"99\"\npercent = 0\n";
        let told = parse(text, "templates/ceilings.toml", &programme()).unwrap_err();
        let told: Vec<(usize, &str, Option<&str>)> = told
            .iter()
            .map(|p| (p.line.unwrap(), p.key.as_str(), p.nearest.as_deref()))
            .collect();
        assert!(
            told.contains(&(5, "ceiling.activty", Some("activity"))),
            "{told:?}"
        );
        assert!(told.contains(&(4, "ceiling.valid_to", None)), "{told:?}");
        assert!(told.contains(&(6, "ceiling.cap", None)), "{told:?}");
        assert!(
            told.contains(&(7, "celing", Some("[[ceiling]]"))),
            "{told:?}"
        );
        assert!(
            told.iter().any(|t| t.1 == "ceiling.activity" && t.0 == 10),
            "{told:?}"
        );
        assert!(told.iter().any(|t| t.1 == "ceiling.name"), "{told:?}");
        assert!(
            told.iter().any(|t| t.1 == "ceiling.percent" && t.0 == 11),
            "{told:?}"
        );
    }
}
