//! The reporting units and the dates for which each name and code holds (templates/units.csv), and what else they are
//! called (templates/unit-names.csv).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::base::text::fold;

use super::table_fault::{TableError, TableFault};

/// Level of a unit in the administration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// The city itself and its centre.
    City,
    /// Quận, huyện, thị xã, thành phố thuộc thành phố.
    District,
    /// Xã, phường, đặc khu.
    Commune,
}

/// One unit in the form that held between two dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its code (`314`); a code means nothing without a date.
    pub code: String,
    /// Its full name (`Huyện Kiến Thuỵ`).
    pub name: String,
    /// Its level.
    pub level: Level,
    /// First day on which this row holds.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which this row holds.
    pub valid_to: Option<NaiveDate>,
}

impl Unit {
    /// Whether the row holds on at least one day between the two.
    pub fn valid_within(&self, first: NaiveDate, last: NaiveDate) -> bool {
        self.valid_from.is_none_or(|d| d <= last) && self.valid_to.is_none_or(|d| d >= first)
    }

    /// The folded name without its kind: `kien thuy` of `Huyện Kiến Thuỵ`.
    pub fn short(&self) -> String {
        let folded = fold(&self.name);
        KINDS
            .iter()
            .find_map(|k| folded.strip_prefix(k))
            .map_or_else(|| folded.clone(), |rest| rest.trim().to_owned())
    }
}

/// Folded words for the kinds of units, longest first, each with a blank after it.
pub const KINDS: [&str; 8] = [
    "thanh pho ",
    "thi tran ",
    "dac khu ",
    "phuong ",
    "huyen ",
    "thi xa ",
    "quan ",
    "tinh ",
];

/// The columns of units.csv.
const COLUMNS: &str = "code,name,level,valid_from,valid_to";
/// The columns of unit-names.csv.
const NAMES: &str = "code,also";

/// The register of units.
#[derive(Clone, Debug, Default)]
pub struct Units {
    rows: Vec<Unit>,
    /// By the code in small letters.
    also: BTreeMap<String, Vec<String>>,
}

impl Units {
    /// Reads `code,name,level,valid_from,valid_to`.
    pub fn parse(text: &str) -> Result<Self, TableError> {
        let mut rows = Vec::new();
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') || line.starts_with("code,") {
                continue;
            }
            let fail = |what| TableError {
                line: index + 1,
                what,
            };
            let parts: Vec<&str> = line.split(',').map(str::trim).collect();
            let [code, name, level, from, to] = parts.as_slice() else {
                return Err(fail(TableFault::Columns(COLUMNS)));
            };
            if code.is_empty() {
                return Err(fail(TableFault::Empty("code")));
            }
            let date = |column, text: &str| -> Result<Option<NaiveDate>, TableError> {
                if text.is_empty() {
                    return Ok(None);
                }
                NaiveDate::parse_from_str(text, "%Y-%m-%d")
                    .map(Some)
                    .map_err(|_| fail(TableFault::Day(column, text.to_owned())))
            };
            rows.push(Unit {
                code: (*code).to_owned(),
                name: crate::base::text::tidy(name),
                level: match *level {
                    "city" => Level::City,
                    "district" => Level::District,
                    "commune" => Level::Commune,
                    other => {
                        return Err(fail(TableFault::Word {
                            column: "level",
                            found: other.to_owned(),
                            allowed: &["city", "district", "commune"],
                        }));
                    }
                },
                valid_from: date("valid_from", from)?,
                valid_to: date("valid_to", to)?,
            });
        }
        Ok(Self {
            rows,
            also: BTreeMap::new(),
        })
    }

    /// Reads `code,also`: other names of these units. A code that none of them has is a fault where `all_known`, and
    /// passed over otherwise.
    pub fn with_names(mut self, text: &str, all_known: bool) -> Result<Self, TableError> {
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') || line == NAMES {
                continue;
            }
            let fail = |what| TableError {
                line: index + 1,
                what,
            };
            let Some((code, name)) = line.split_once(',') else {
                return Err(fail(TableFault::Columns(NAMES)));
            };
            let (code, name) = (code.trim(), crate::base::text::tidy(name));
            for (column, text) in [("code", code), ("also", name.as_str())] {
                if text.is_empty() {
                    return Err(fail(TableFault::Empty(column)));
                }
            }
            if self.rows.iter().any(|u| u.code.eq_ignore_ascii_case(code)) {
                let names = self.also.entry(code.to_ascii_lowercase()).or_default();
                names.push(name);
            } else if all_known {
                return Err(fail(TableFault::Unit(code.to_owned())));
            }
        }
        Ok(self)
    }

    /// What else a unit is called.
    pub fn also(&self, code: &str) -> &[String] {
        let names = self.also.get(&code.to_ascii_lowercase());
        names.map_or(&[], Vec::as_slice)
    }

    /// The rows that hold on at least one day of the span.
    pub fn within(&self, first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = &Unit> {
        self.rows
            .iter()
            .filter(move |u| u.valid_within(first, last))
    }

    /// The unit of a code on a day, else the latest row of that code.
    pub fn get(&self, code: &str, day: NaiveDate) -> Option<&Unit> {
        let same = || {
            self.rows
                .iter()
                .filter(|u| u.code.eq_ignore_ascii_case(code))
        };
        same()
            .find(|u| u.valid_within(day, day))
            .or_else(|| same().next_back())
    }

    /// Every row.
    pub fn all(&self) -> &[Unit] {
        &self.rows
    }
}
