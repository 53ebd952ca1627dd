//! The keys of map.toml by type; every problem is noted with its line.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{MapFault, MapProblem};
use super::map::Told;
use super::nearest::nearest;

/// Reads keys and notes what is wrong with them.
pub(super) struct Keys<'t> {
    pub(super) text: &'t str,
    pub(super) problems: Vec<MapProblem>,
}

impl<'t> Keys<'t> {
    /// The line of a byte, from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        let before = self.text.get(..offset).unwrap_or(self.text);
        before.bytes().filter(|byte| *byte == b'\n').count() + 1
    }

    /// Notes what is wrong at a byte of the file.
    pub(super) fn note(&mut self, offset: usize, fault: MapFault) {
        let line = Some(self.line(offset));
        self.problems.push(MapProblem { line, fault });
    }

    /// Notes the keys of a table that nobody knows.
    pub(super) fn only(&mut self, table: &DeTable<'t>, place: &str, known: &[&str]) {
        for (key, _) in table {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let fault = MapFault::Key {
                    key: format!("{place}{name}"),
                    nearest: nearest(name, known.iter().copied()),
                };
                self.note(key.span().start, fault);
            }
        }
    }

    /// A text, and the byte at which it stands.
    pub(super) fn text_of(
        &mut self,
        table: &DeTable<'t>,
        place: &str,
        key: &str,
    ) -> Option<(Told, usize)> {
        let value = get(table, key)?;
        let offset = value.span().start;
        if let Some(text) = value.get_ref().as_str() {
            let line = self.line(offset);
            let text = text.to_owned();
            return Some((Told { text, line }, offset));
        }
        let fault = wrong(&format!("{place}{key}"), "\"…\"", &shown(value.get_ref()));
        self.note(offset, fault);
        None
    }

    /// A text that must be there.
    pub(super) fn needed(
        &mut self,
        table: &DeTable<'t>,
        offset: usize,
        place: &str,
        key: &str,
    ) -> Option<Told> {
        if get(table, key).is_none() {
            self.note(offset, MapFault::Missing(format!("{place}{key}")));
        }
        self.text_of(table, place, key).map(|(told, _)| told)
    }

    /// `true` or `false`; absent: `false`.
    pub(super) fn flag(&mut self, table: &DeTable<'t>, place: &str, key: &str) -> bool {
        let Some(value) = get(table, key) else {
            return false;
        };
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            let fault = wrong(
                &format!("{place}{key}"),
                "true, false",
                &shown(value.get_ref()),
            );
            self.note(value.span().start, fault);
        }
        flag.unwrap_or_default()
    }

    /// A list of texts; one text is a list of one.
    pub(super) fn texts(
        &mut self,
        table: &DeTable<'t>,
        place: &str,
        key: &str,
    ) -> Option<Vec<Told>> {
        let value = get(table, key)?;
        let mut texts = Vec::new();
        let items = match value.get_ref() {
            // One text is a list of one.
            DeValue::String(_) => std::slice::from_ref(value),
            other => other.as_array().map_or(&[][..], |array| array),
        };
        for item in items {
            if let Some(text) = item.get_ref().as_str() {
                texts.push(Told {
                    text: text.to_owned(),
                    line: self.line(item.span().start),
                });
            } else {
                let fault = wrong(&format!("{place}{key}"), "[\"…\"]", &shown(item.get_ref()));
                self.note(item.span().start, fault);
            }
        }
        if !matches!(value.get_ref(), DeValue::String(_) | DeValue::Array(_)) {
            let fault = wrong(&format!("{place}{key}"), "[\"…\"]", &shown(value.get_ref()));
            self.note(value.span().start, fault);
        }
        Some(texts)
    }

    /// The tables of a `[[key]]`, each with the byte at which it begins.
    pub(super) fn tables<'a>(
        &mut self,
        root: &'a DeTable<'t>,
        key: &str,
    ) -> Vec<(usize, &'a DeTable<'t>)> {
        let Some(value) = get(root, key) else {
            return Vec::new();
        };
        let fault = |value: &DeValue<'_>| wrong(key, &format!("[[{key}]]"), &shown(value));
        let Some(array) = value.get_ref().as_array() else {
            self.note(value.span().start, fault(value.get_ref()));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for entry in array {
            match entry.get_ref().as_table() {
                Some(table) => tables.push((entry.span().start, table)),
                None => self.note(entry.span().start, fault(entry.get_ref())),
            }
        }
        tables
    }
}

fn get<'a, 't>(table: &'a DeTable<'t>, key: &str) -> Option<&'a Spanned<DeValue<'t>>> {
    let found = table
        .iter()
        .find(|(name, _)| name.get_ref().as_ref() == key);
    found.map(|(_, value)| value)
}

/// A value of another kind than belongs there.
pub(super) fn wrong(key: &str, wanted: &str, found: &str) -> MapFault {
    MapFault::Kind {
        key: key.to_owned(),
        wanted: wanted.to_owned(),
        found: found.to_owned(),
    }
}

/// A value as the file writes it, shortly.
fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("\"{text}\""),
        DeValue::Integer(integer) => integer.as_str().to_owned(),
        DeValue::Float(float) => float.as_str().to_owned(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(datetime) => datetime.to_string(),
        DeValue::Array(_) => "[…]".to_owned(),
        DeValue::Table(_) => "{…}".to_owned(),
    }
}
