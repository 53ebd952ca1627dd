//! `map.toml`, the optional page beside a report template.
//!
//! ```toml
//! scale = "trieu"                           # unit of amounts where a placeholder names none
//! [[block]]
//! sheet = "Biểu 3"
//! list = "project"                          # which list the rows show
//! group = ["content", "activity", "unit"]   # subtotal rows above the rows, the widest first
//! order = ["-spent.total", "name"]          # another order; "-" from the largest down
//! only = "approved.local"                   # only rows that show something there, or in one of several
//! levels = ["content", "project"]           # their model rows stand one under the other
//! skip_levels = true                        # leave out items without a model row (else refused)
//! hide_when_empty = true                    # hide the blank row of an empty list
//! [[hide]]
//! sheet = "Biểu 3"
//! rows = "20:21"                            # rows that disappear when nothing is filled into them
//! [[name]]
//! defined_name = "TONG_LUY_KE"              # a defined cell in place of a placeholder
//! value = "total.cumulative.total"
//! ```
//!
//! Everything that is wrong is told at once, each with its line.

use toml::de::DeTable;

use super::error::{MapFault, MapProblem, TemplateError};
use super::map_keys::{Keys, wrong};
use super::nearest::nearest;
use super::placeholder::Scale;

/// A map as it was understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Map {
    pub(super) scale: Scale,
    pub(super) blocks: Vec<Block>,
    pub(super) hides: Vec<Hide>,
    pub(super) names: Vec<NamedCell>,
}

/// A text of the map and the line on which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) text: String,
    pub(super) line: usize,
}

/// Adjacent model rows that show one list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) sheet: Told,
    pub(super) list: Told,
    /// What the rows stand under, the widest first.
    pub(super) group: Vec<Told>,
    /// The fields that the rows are ordered by, `-` before one that falls.
    pub(super) order: Vec<Told>,
    /// Fields of which a row must show something in one; none: all rows.
    pub(super) only: Vec<Told>,
    /// Prefixes of the model rows from the highest level to the lowest.
    pub(super) levels: Vec<String>,
    /// Where they are told.
    pub(super) levels_line: usize,
    pub(super) skip_levels: bool,
    pub(super) hide_when_empty: bool,
}

/// Rows that are hidden when nothing is filled into them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hide {
    pub(super) sheet: Told,
    pub(super) first: u32,
    pub(super) last: u32,
}

/// A defined name that stands for a cell to be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamedCell {
    pub(super) defined_name: Told,
    /// A scalar's name, with a unit if wanted: `total.spent.total | ty`.
    pub(super) value: Told,
}

impl Map {
    /// Reads a map; the error is everything that is wrong with it.
    pub(super) fn read(text: &str) -> Result<Self, TemplateError> {
        Self::understand(text).map_err(TemplateError::Map)
    }

    fn understand(text: &str) -> Result<Self, Vec<MapProblem>> {
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = Keys {
            text,
            problems: Vec::new(),
        };
        let (root, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let line = reader.line(error.span().map_or(0, |span| span.start));
            if reader.problems.iter().any(|told| told.line == Some(line)) {
                continue;
            }
            let found = text.lines().nth(line - 1).unwrap_or("").trim();
            let fault = MapFault::Syntax(found.chars().take(80).collect());
            reader.problems.push(MapProblem {
                line: Some(line),
                fault,
            });
        }
        let unread = reader.problems.len();
        let map = reader.map(root.get_ref());
        // Where lines are no TOML the rest cannot be judged.
        if unread > 0 {
            reader.problems.truncate(unread);
        }
        if reader.problems.is_empty() {
            Ok(map)
        } else {
            reader.problems.sort_by_key(|problem| problem.line);
            Err(reader.problems)
        }
    }
}

impl<'t> Keys<'t> {
    fn map(&mut self, root: &DeTable<'t>) -> Map {
        self.only(root, "", &["scale", "block", "hide", "name"]);
        let mut map = Map::default();
        if let Some((scale, offset)) = self.text_of(root, "", "scale") {
            match Scale::named(&scale.text) {
                Some(scale) => map.scale = scale,
                None => self.note(offset, unknown("scale", &scale.text, &Scale::NAMES)),
            }
        }
        for (offset, block) in self.tables(root, "block") {
            map.blocks.extend(self.block(offset, block));
        }
        for (offset, hide) in self.tables(root, "hide") {
            map.hides.extend(self.hide(offset, hide));
        }
        for (offset, name) in self.tables(root, "name") {
            self.only(name, "name.", &["defined_name", "value"]);
            let defined_name = self.needed(name, offset, "name.", "defined_name");
            let value = self.needed(name, offset, "name.", "value");
            if let (Some(defined_name), Some(value)) = (defined_name, value) {
                map.names.push(NamedCell {
                    defined_name,
                    value,
                });
            }
        }
        map
    }

    fn block(&mut self, offset: usize, block: &DeTable<'t>) -> Option<Block> {
        const KEYS: [&str; 8] = [
            "sheet",
            "list",
            "group",
            "order",
            "only",
            "levels",
            "skip_levels",
            "hide_when_empty",
        ];
        self.only(block, "block.", &KEYS);
        let sheet = self.needed(block, offset, "block.", "sheet");
        let list = self.needed(block, offset, "block.", "list");
        let group = self.texts(block, "block.", "group").unwrap_or_default();
        let order = self.texts(block, "block.", "order").unwrap_or_default();
        let only = self.texts(block, "block.", "only").unwrap_or_default();
        let levels = self.texts(block, "block.", "levels");
        let skip_levels = self.flag(block, "block.", "skip_levels");
        let hide_when_empty = self.flag(block, "block.", "hide_when_empty");
        let (sheet, list) = (sheet?, list?);
        let levels_line = levels.as_ref().and_then(|levels| levels.first());
        let levels_line = levels_line.map_or(list.line, |level| level.line);
        let levels: Vec<String> = match levels {
            Some(levels) => by_width(&group, levels),
            None => group
                .iter()
                .chain([&list])
                .map(|t| t.text.clone())
                .collect(),
        };
        if levels.is_empty() {
            let fault = MapFault::Missing("block.levels".to_owned());
            self.note(offset, fault);
        }
        Some(Block {
            sheet,
            list,
            group,
            order,
            only,
            levels,
            levels_line,
            skip_levels,
            hide_when_empty,
        })
    }

    fn hide(&mut self, offset: usize, hide: &DeTable<'t>) -> Option<Hide> {
        self.only(hide, "hide.", &["sheet", "rows"]);
        let sheet = self.needed(hide, offset, "hide.", "sheet");
        let rows = self.needed(hide, offset, "hide.", "rows")?;
        let (first, last) = rows
            .text
            .split_once(':')
            .unwrap_or((&rows.text, &rows.text));
        let number = |text: &str| text.trim().parse::<u32>().ok().filter(|row| *row > 0);
        match (number(first), number(last)) {
            (Some(first), Some(last)) if first <= last => Some(Hide {
                sheet: sheet?,
                first,
                last,
            }),
            _ => {
                let line = Some(rows.line);
                let fault = wrong(
                    "hide.rows",
                    "\"20\", \"20:21\"",
                    &format!("\"{}\"", rows.text),
                );
                self.problems.push(MapProblem { line, fault });
                None
            }
        }
    }
}

/// The levels of a block, the widest first, each once: groups in their own order, since a model row of one may be drawn
/// at the foot of what it holds.
fn by_width(group: &[Told], levels: Vec<Told>) -> Vec<String> {
    let levels: Vec<String> = levels.into_iter().map(|level| level.text).collect();
    let groups = group.iter().map(|by| &by.text);
    let groups = groups.filter(|by| levels.contains(by));
    let mut found: Vec<String> = groups.cloned().collect();
    for level in levels {
        if !found.contains(&level) {
            found.push(level);
        }
    }
    found
}

/// A value that names nothing that there is.
pub(super) fn unknown<S: AsRef<str>>(key: &str, value: &str, known: &[S]) -> MapFault {
    MapFault::Value {
        key: key.to_owned(),
        value: value.to_owned(),
        nearest: nearest(value, known.iter().map(AsRef::as_ref)),
    }
}

impl Told {
    /// This text names nothing that there is.
    pub(super) fn unknown<S: AsRef<str>>(&self, key: &str, known: &[S]) -> MapProblem {
        self.problem(unknown(key, &self.text, known))
    }

    /// What is wrong on this line.
    pub(super) fn problem(&self, fault: MapFault) -> MapProblem {
        let line = Some(self.line);
        MapProblem { line, fault }
    }
}

#[cfg(test)]
mod tests {
    use super::{Map, MapFault};
    use crate::report::template::placeholder::Scale;

    #[test]
    fn a_map_is_understood() {
        let map = Map::understand("scale = 'trieu'\n[[block]]\nsheet='Biểu 3'\nlist='by'\nlevels=['a','b']\n[[block]]\nsheet='B'\nlist='unit'\ngroup=['x']\norder='-y'\n[[hide]]\nsheet='B'\nrows='20:21'\n[[name]]\ndefined_name='X'\nvalue='a.b | ty'").unwrap();
        assert_eq!(
            (map.scale, map.blocks.len(), map.names.len()),
            (Scale::Trieu, 2, 1)
        );
        assert_eq!(map.blocks[1].levels, ["x", "unit"]);
        let feet = Map::understand(
            "[[block]]\nsheet='B'\nlist='p'\ngroup=['x','y']\nlevels=['p','y','x','y']",
        )
        .unwrap();
        assert_eq!(feet.blocks[0].levels, ["x", "y", "p"]);
        assert_eq!(
            (
                map.blocks[1].order[0].text.as_str(),
                map.blocks[1].list.line
            ),
            ("-y", 8)
        );
        assert_eq!((map.hides[0].first, map.hides[0].last), (20, 21));
    }

    #[test]
    fn all_that_is_wrong_is_told_with_its_line_and_what_is_near() {
        let text = "scal = 'trieu'\n\n[[block]]\nshet = 'x'\nlist = 'project'\norder = [1]\n[[hide]]\nsheet = 'x'\nrows = 'a'\n";
        let told: Vec<(Option<usize>, MapFault)> = Map::understand(text)
            .unwrap_err()
            .into_iter()
            .map(|problem| (problem.line, problem.fault))
            .collect();
        let key = |key: &str, nearest: &str| MapFault::Key {
            key: key.to_owned(),
            nearest: Some(nearest.to_owned()),
        };
        assert_eq!(told[0], (Some(1), key("scal", "scale")));
        assert_eq!(
            told[1],
            (Some(3), MapFault::Missing("block.sheet".to_owned()))
        );
        assert_eq!(told[2], (Some(4), key("block.shet", "sheet")));
        assert!(matches!(&told[3], (Some(6), MapFault::Kind { key, .. }) if key == "block.order"));
        assert!(matches!(&told[4], (Some(9), MapFault::Kind { key, .. }) if key == "hide.rows"));
        assert_eq!(told.len(), 5);
        let broken = Map::understand("scale = 'ty'\n= x\n").unwrap_err();
        assert_eq!((broken.len(), broken[0].line), (1, Some(2)));
        for text in [
            "scale = 'trie'",
            "scale = 3",
            "block = 1",
            "[[block]]\nsheet='x'",
        ] {
            assert!(Map::understand(text).is_err(), "{text}");
        }
    }
}
