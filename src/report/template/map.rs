//! `map.toml`, the optional page beside a report template.
//!
//! ```toml
//! scale = "trieu"                               # unit of amounts where a placeholder names none
//! [[block]]
//! sheet = "Biểu 3"
//! list = "by_activity"                          # which list the rows show
//! levels = ["content", "activity", "project"]   # one model row each, one under the other
//! skip_levels = true                            # leave out items without a model row (else refused)
//! hide_when_empty = true                        # hide the blank row of an empty list
//! [[name]]
//! defined_name = "TONG_LUY_KE"                  # a defined cell in place of a placeholder
//! value = "total.cumulative.total"
//! ```

use toml::{Table, Value};

use super::error::{MapProblem, TemplateError};
use super::nearest::nearest;
use super::placeholder::Scale;

/// A map as it was understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Map {
    pub(super) scale: Scale,
    pub(super) blocks: Vec<Block>,
    pub(super) names: Vec<NamedCell>,
}

/// Adjacent model rows that show one list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) sheet: String,
    pub(super) list: String,
    /// Prefixes of the model rows from the highest level to the lowest.
    pub(super) levels: Vec<String>,
    pub(super) skip_levels: bool,
    pub(super) hide_when_empty: bool,
}

/// A defined name that stands for a cell to be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamedCell {
    pub(super) defined_name: String,
    /// A scalar's name, with a unit if wanted: `total.spent.total | ty`.
    pub(super) value: String,
}

impl Map {
    /// Reads a map; the first thing that is wrong with it is the error.
    pub(super) fn read(text: &str) -> Result<Self, TemplateError> {
        Self::understand(text).map_err(TemplateError::Map)
    }

    fn understand(text: &str) -> Result<Self, MapProblem> {
        let table: Table =
            text.trim_start_matches('\u{feff}')
                .parse()
                .map_err(|error: toml::de::Error| {
                    MapProblem::Syntax(error.to_string().trim().to_owned())
                })?;
        let mut map = Self::default();
        only(&table, "", &["scale", "block", "name"])?;
        if let Some(scale) = text_of(&table, "", "scale")? {
            map.scale =
                Scale::named(&scale).ok_or_else(|| unknown("scale", &scale, &Scale::NAMES))?;
        }
        for block in tables(&table, "block")? {
            only(
                block,
                "block.",
                &["sheet", "list", "levels", "skip_levels", "hide_when_empty"],
            )?;
            let list = needed(block, "block.", "list")?;
            map.blocks.push(Block {
                sheet: needed(block, "block.", "sheet")?,
                levels: levels(block)?.unwrap_or_else(|| vec![list.clone()]),
                list,
                skip_levels: flag(block, "skip_levels")?,
                hide_when_empty: flag(block, "hide_when_empty")?,
            });
        }
        for name in tables(&table, "name")? {
            only(name, "name.", &["defined_name", "value"])?;
            map.names.push(NamedCell {
                defined_name: needed(name, "name.", "defined_name")?,
                value: needed(name, "name.", "value")?,
            });
        }
        Ok(map)
    }
}

fn only(table: &Table, place: &str, known: &[&str]) -> Result<(), MapProblem> {
    match table.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(MapProblem::Key {
            key: format!("{place}{key}"),
            nearest: nearest(key, known.iter().copied()),
        }),
        None => Ok(()),
    }
}

fn text_of(table: &Table, place: &str, key: &str) -> Result<Option<String>, MapProblem> {
    match table.get(key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(other) => Err(kind(&format!("{place}{key}"), "text", other)),
    }
}

fn needed(table: &Table, place: &str, key: &str) -> Result<String, MapProblem> {
    text_of(table, place, key)?.ok_or_else(|| MapProblem::Missing(format!("{place}{key}")))
}

fn flag(table: &Table, key: &str) -> Result<bool, MapProblem> {
    match table.get(key) {
        None => Ok(false),
        Some(Value::Boolean(flag)) => Ok(*flag),
        Some(other) => Err(kind(&format!("block.{key}"), "true | false", other)),
    }
}

fn levels(table: &Table) -> Result<Option<Vec<String>>, MapProblem> {
    let Some(value) = table.get("levels") else {
        return Ok(None);
    };
    let wrong = || kind("block.levels", "[\"…\"]", value);
    let levels: Vec<String> = value
        .as_array()
        .ok_or_else(wrong)?
        .iter()
        .map(|level| level.as_str().map(str::to_owned).ok_or_else(wrong))
        .collect::<Result<_, _>>()?;
    if levels.is_empty() {
        return Err(MapProblem::Missing("block.levels".to_owned()));
    }
    Ok(Some(levels))
}

fn tables<'a>(table: &'a Table, key: &str) -> Result<Vec<&'a Table>, MapProblem> {
    let Some(value) = table.get(key) else {
        return Ok(Vec::new());
    };
    let wrong = || kind(key, "[[…]]", value);
    value
        .as_array()
        .ok_or_else(wrong)?
        .iter()
        .map(|entry| entry.as_table().ok_or_else(wrong))
        .collect()
}

fn kind(key: &str, want: &str, value: &Value) -> MapProblem {
    MapProblem::Syntax(format!("{key}: {} ≠ {want}", value.type_str()))
}

/// A value that names nothing that there is.
pub(super) fn unknown<S: AsRef<str>>(key: &str, value: &str, known: &[S]) -> MapProblem {
    MapProblem::Value {
        key: key.to_owned(),
        value: value.to_owned(),
        nearest: nearest(value, known.iter().map(AsRef::as_ref)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Map, MapProblem};
    use crate::report::template::placeholder::Scale;

    #[test]
    fn a_map_is_understood() {
        let map = Map::understand("scale = 'trieu'\n[[block]]\nsheet='Biểu 3'\nlist='by'\nlevels=['a','b']\n[[block]]\nsheet='B'\nlist='unit'\n[[name]]\ndefined_name='X'\nvalue='a.b | ty'").unwrap();
        assert_eq!(
            (map.scale, map.blocks.len(), map.names.len()),
            (Scale::Trieu, 2, 1)
        );
        assert_eq!(map.blocks[1].levels, ["unit"]);
    }

    #[test]
    fn what_is_wrong_is_named_with_what_is_near() {
        let cases = [
            ("scal = 'trieu'", "scal", Some("scale")),
            ("[[block]]\nshet = 'x'", "block.shet", Some("sheet")),
        ];
        for (text, key, nearest) in cases {
            let want = MapProblem::Key {
                key: key.to_owned(),
                nearest: nearest.map(str::to_owned),
            };
            assert_eq!(Map::understand(text).unwrap_err(), want);
        }
        for text in [
            "scale = 'trie'",
            "scale = 3",
            "block = 1",
            "[[block]]\nsheet='x'",
            "[[block]]\nsheet='x'\nlist='y'\nlevels=[1]",
            "= x",
        ] {
            assert!(Map::understand(text).is_err(), "{text}");
        }
    }
}
