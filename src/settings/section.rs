//! One section of ky.toml: its keys by type, every problem noted with its line.

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::{Kind, Problems, Wanted};
use crate::base::text::nearest;

/// Every section with its keys; `[rules]` has the codes of the rules instead.
pub(super) const SECTIONS: &[(&str, &[&str])] = &[
    ("period", super::period::KEYS),
    ("folders", super::folders::KEYS),
    ("units", &["expected"]),
    ("tolerance", &["rounding"]),
    ("rules", &[]),
    ("limits", super::limits::KEYS),
    ("report", super::report::KEYS),
];

/// A value and the byte at which it stands.
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) offset: usize,
}

/// One section; empty if the file has none of its name.
pub(super) struct Section<'t> {
    name: &'static str,
    table: Option<&'t DeTable<'t>>,
    /// Where it begins.
    offset: Option<usize>,
}

/// Notes every section and key outside sections that nobody knows.
pub(super) fn unknown_sections(root: &DeTable<'_>, problems: &mut Problems<'_>) {
    let names: Vec<&str> = SECTIONS.iter().map(|(name, _)| *name).collect();
    for (key, value) in root {
        let name = key.get_ref().as_ref();
        if names.contains(&name) {
            continue;
        }
        let offset = key.span().start;
        let is_table = value.get_ref().is_table();
        let near_section = nearest(name, names.iter().copied());
        if is_table {
            let near = near_section.map(|n| format!("[{n}]"));
            problems.near(offset, name, Kind::UnknownSection, near);
        } else {
            // A key that stands before its section: say which one it belongs to.
            let near = dotted(name).or_else(|| near_section.map(|n| format!("[{n}]")));
            problems.near(offset, name, Kind::UnknownKey, near);
        }
    }
}

/// The key of any section that a name is nearest to, with its section.
fn dotted(name: &str) -> Option<String> {
    let all = || {
        SECTIONS
            .iter()
            .flat_map(|(section, keys)| keys.iter().map(move |key| (*section, *key)))
    };
    let key = nearest(name, all().map(|(_, key)| key))?;
    all()
        .find(|(_, k)| *k == key)
        .map(|(section, key)| format!("{section}.{key}"))
}

impl<'t> Section<'t> {
    /// The section of a name; its unknown keys are noted unless it has none of its own (`[rules]`).
    pub(super) fn open(
        root: &'t DeTable<'t>,
        name: &'static str,
        problems: &mut Problems<'_>,
    ) -> Self {
        let found = root
            .iter()
            .find(|(key, _)| key.get_ref().as_ref() == name)
            .map(|(key, value)| (key.span().start, value));
        let table = found.and_then(|(offset, value)| {
            let table = value.get_ref().as_table();
            if table.is_none() {
                problems.at(offset, name, wrong(Wanted::Section, value.get_ref()));
            }
            table
        });
        let section = Self {
            name,
            table,
            offset: found.map(|(offset, _)| offset),
        };
        let keys = SECTIONS
            .iter()
            .find(|(section, _)| *section == name)
            .map_or(&[][..], |(_, keys)| keys);
        if !keys.is_empty() {
            section.unknown_keys(keys, problems);
        }
        section
    }

    /// A table of a list, which begins at that byte.
    pub(super) const fn of(name: &'static str, table: &'t DeTable<'t>, offset: usize) -> Self {
        Self {
            name,
            table: Some(table),
            offset: Some(offset),
        }
    }

    /// Notes keys that are none of the known ones.
    pub(super) fn unknown_keys(&self, known: &[&'static str], problems: &mut Problems<'_>) {
        for (key, _) in self.table.into_iter().flatten() {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                let near = nearest(name, known.iter().copied())
                    .map(str::to_owned)
                    .or_else(|| self.is_of_settings().then(|| dotted(name)).flatten());
                problems.near(key.span().start, self.path(name), Kind::UnknownKey, near);
            }
        }
    }

    /// Whether it is a section of ky.toml, where a key may stand in the wrong one.
    fn is_of_settings(&self) -> bool {
        SECTIONS.iter().any(|(section, _)| *section == self.name)
    }

    /// `period.quarter`
    pub(super) fn path(&self, key: &str) -> String {
        format!("{}.{key}", self.name)
    }

    /// Where the section begins, if it is there.
    pub(super) fn offset(&self) -> Option<usize> {
        self.offset
    }

    /// Every entry of the section.
    pub(super) fn entries(
        &self,
    ) -> impl Iterator<Item = (At<&'t str>, &'t Spanned<DeValue<'t>>)> + use<'t> {
        self.table.into_iter().flatten().map(|(key, value)| {
            let at = At {
                value: key.get_ref().as_ref(),
                offset: key.span().start,
            };
            (at, value)
        })
    }

    fn get(&self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.entries()
            .find(|(name, _)| name.value == key)
            .map(|(_, v)| v)
    }

    /// Whether the key stands there, with any value.
    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Whether the key says `false`.
    pub(super) fn is_false(&self, key: &str) -> bool {
        self.get(key).and_then(|v| v.get_ref().as_bool()) == Some(false)
    }

    /// A value of one type; another type is noted.
    fn typed<T>(
        &self,
        key: &str,
        wanted: Wanted,
        problems: &mut Problems<'_>,
        read: impl Fn(&'t DeValue<'t>) -> Option<T>,
    ) -> Option<At<T>> {
        let value = self.get(key)?;
        let offset = value.span().start;
        let read = read(value.get_ref());
        if read.is_none() {
            problems.at(offset, self.path(key), wrong(wanted, value.get_ref()));
        }
        read.map(|value| At { value, offset })
    }

    /// Text.
    pub(super) fn text(&self, key: &str, problems: &mut Problems<'_>) -> Option<At<String>> {
        self.typed(key, Wanted::Text, problems, |v| {
            v.as_str().map(str::to_owned)
        })
    }

    /// A whole number, underscores and other radixes as TOML has them.
    pub(super) fn whole(&self, key: &str, problems: &mut Problems<'_>) -> Option<At<i64>> {
        self.typed(key, Wanted::Whole, problems, |v| {
            let integer = v.as_integer()?;
            i64::from_str_radix(integer.as_str(), integer.radix()).ok()
        })
    }

    /// `true` or `false`.
    pub(super) fn flag(&self, key: &str, problems: &mut Problems<'_>) -> Option<At<bool>> {
        self.typed(key, Wanted::Flag, problems, DeValue::as_bool)
    }

    /// A day without a time.
    pub(super) fn date(&self, key: &str, problems: &mut Problems<'_>) -> Option<At<NaiveDate>> {
        self.typed(key, Wanted::Date, problems, |v| {
            let whole = v.as_datetime()?;
            let date = whole
                .date
                .filter(|_| whole.time.is_none() && whole.offset.is_none())?;
            NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
        })
    }

    /// A list of texts, each with its place.
    pub(super) fn texts(&self, key: &str, problems: &mut Problems<'_>) -> Option<Vec<At<String>>> {
        let list = self.typed(key, Wanted::Texts, problems, DeValue::as_array)?;
        let mut texts = Vec::new();
        for item in list.value {
            let offset = item.span().start;
            match item.get_ref().as_str() {
                Some(text) => texts.push(At {
                    value: text.to_owned(),
                    offset,
                }),
                None => problems.at(offset, self.path(key), wrong(Wanted::Text, item.get_ref())),
            }
        }
        Some(texts)
    }
}

/// The wrong type, with what stands there.
pub(super) fn wrong(wanted: Wanted, value: &DeValue<'_>) -> Kind {
    Kind::WrongType {
        wanted,
        found: shown(value),
    }
}

/// A value as the file writes it, shortly.
fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("\"{}\"", text.chars().take(60).collect::<String>()),
        DeValue::Integer(integer) => integer.as_str().to_owned(),
        DeValue::Float(float) => float.as_str().to_owned(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(datetime) => datetime.to_string(),
        DeValue::Array(_) => "[…]".to_owned(),
        DeValue::Table(_) => "{…}".to_owned(),
    }
}
