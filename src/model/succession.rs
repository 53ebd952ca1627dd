//! Which units took over from which (templates/successors.csv): districts that were split into communes, units that
//! were merged or got another code.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::text::fold;

use super::period::Period;
use super::table_fault::{TableError, TableFault};
use super::unit::Units;

/// One ward of a former unit, or the whole unit, and who took it over.
#[derive(Clone, Debug)]
struct Part {
    /// Its folded name with its kind (`xa dai dong`); empty for a unit as a whole.
    ward: String,
    /// Code of the unit that took it over.
    new: String,
}

/// Who took over from whom.
#[derive(Clone, Debug, Default)]
pub struct Succession {
    /// By the code of the former unit.
    parts: BTreeMap<String, Vec<Part>>,
}

/// The columns of successors.csv.
const COLUMNS: &str = "old_unit,old_unit_name,old_ward,old_ward_name,new_unit,new_unit_name,how";
/// What its last column says.
const HOW: [&str; 3] = ["whole", "split", "split-default"];

impl Succession {
    /// Reads `old_unit,old_unit_name,old_ward,old_ward_name,new_unit,new_unit_name,how`, and finds in the register of
    /// units those that go on under another code: their name begins to hold the day after the former code ends.
    pub fn parse(text: &str, units: &Units) -> Result<Self, TableError> {
        let mut all = Self::default();
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') || line.starts_with("old_unit,") {
                continue;
            }
            let fail = |what| TableError {
                line: index + 1,
                what,
            };
            let fields: Vec<&str> = line.split(',').map(str::trim).collect();
            let [old, _, _, ward, new, _, how] = fields.as_slice() else {
                return Err(fail(TableFault::Columns(COLUMNS)));
            };
            for (column, code) in [("old_unit", old), ("new_unit", new)] {
                if code.is_empty() {
                    return Err(fail(TableFault::Empty(column)));
                }
            }
            if !HOW.contains(how) {
                return Err(fail(TableFault::Word {
                    column: "how",
                    found: (*how).to_owned(),
                    allowed: &HOW,
                }));
            }
            all.add(old, fold(ward), new);
        }
        all.renamed(units);
        Ok(all)
    }

    fn add(&mut self, old: &str, ward: String, new: &str) {
        let parts = self.parts.entry(old.to_owned()).or_default();
        parts.push(Part {
            ward,
            new: new.to_owned(),
        });
    }

    /// Units of one name, one of which begins when the other ends.
    fn renamed(&mut self, units: &Units) {
        let ended = units.all().iter().filter(|u| u.valid_to.is_some());
        for old in ended {
            let begins = old.valid_to.and_then(|day| day.succ_opt());
            let next: BTreeSet<&str> = units
                .all()
                .iter()
                .filter(|u| u.valid_from == begins && u.level == old.level)
                .filter(|u| u.short() == old.short())
                .map(|u| u.code.as_str())
                .collect();
            if next.len() == 1
                && !next.contains(old.code.as_str())
                && !self.parts.contains_key(&old.code)
            {
                for new in next {
                    self.add(&old.code, String::new(), new);
                }
            }
        }
    }

    /// What holds for a period: units that are still there have no followers yet, and followers must be there.
    #[must_use]
    pub fn within(&self, units: &Units, period: Period) -> Self {
        let day = period.last_day();
        let there: BTreeSet<&str> = units.within(day, day).map(|u| u.code.as_str()).collect();
        let mut parts = self.parts.clone();
        parts.retain(|old, parts| {
            parts.retain(|part| there.contains(part.new.as_str()));
            !there.contains(old.as_str()) && !parts.is_empty()
        });
        Self { parts }
    }

    /// Codes of the units that took over from one, or from some of its wards.
    pub fn followers(&self, unit: &str) -> BTreeSet<&str> {
        let parts = self.parts.get(unit).into_iter().flatten();
        parts.map(|p| p.new.as_str()).collect()
    }

    /// Codes of the units that one took over from, or from some of whose wards.
    pub fn forerunners(&self, unit: &str) -> BTreeSet<&str> {
        let old = self.parts.iter();
        old.filter(|(_, parts)| parts.iter().any(|p| p.new == unit))
            .map(|(code, _)| code.as_str())
            .collect()
    }

    /// The one unit that took over the ward of a former unit which a text names (`thôn Đức Phong, xã Đại Đồng`).
    pub fn of_place(&self, unit: &str, place: &str) -> Option<&str> {
        let place = format!(" {} ", fold(place));
        let parts = self.parts.get(unit)?;
        let named = |p: &&Part| !p.ward.is_empty() && place.contains(&format!(" {} ", p.ward));
        let found: BTreeSet<&str> = parts.iter().filter(named).map(|p| p.new.as_str()).collect();
        match found.first() {
            Some(one) if found.len() == 1 => Some(one),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILT_IN: &str = include_str!("../../templates/successors.csv");
    const UNITS: &str = include_str!("../../templates/units.csv");

    #[test]
    fn every_code_of_the_table_is_a_unit_of_its_time() {
        let units = Units::parse(UNITS).unwrap();
        let all = Succession::parse(BUILT_IN, &units).unwrap();
        let day = |text: &str| text.parse().unwrap();
        let known = |code: &str, at: &str| {
            let at = day(at);
            let mut rows = units.within(at, at);
            rows.any(|u| u.code == code)
        };
        for parts in all.parts.values() {
            for part in parts {
                assert!(known(&part.new, "2025-07-01"), "{part:?}");
            }
        }
        // Units of Hải Dương never reported to Hải Phòng; all districts of Hải Phòng are followed.
        for unit in units.within(day("2025-06-30"), day("2025-06-30")) {
            let is_district = unit.level == super::super::unit::Level::District;
            assert_eq!(
                !all.followers(&unit.code).is_empty(),
                is_district,
                "{unit:?}"
            );
        }
        assert_eq!(
            all.followers("318").into_iter().collect::<Vec<_>>(),
            ["11948"]
        );
        assert_eq!(
            all.forerunners("11948").into_iter().collect::<Vec<_>>(),
            ["318"]
        );
        let followers = |period| {
            let all = all.within(&units, Period::parse(period).unwrap());
            all.followers("318").len()
        };
        assert_eq!(followers("2017-Q3"), 0);
        assert_eq!(followers("2025-Q2"), 0);
        assert_eq!(followers("2025-Q3"), 1);
    }

    #[test]
    fn a_ward_leads_to_its_commune_and_a_ward_in_two_parts_to_none() {
        let text =
            "x,,,Xã Đại Đồng,1,,whole\nx,,,Xã Lê Lợi,1,,split\nx,,,Xã Lê Lợi,2,,split-default\n";
        let all = Succession::parse(text, &Units::default()).unwrap();
        assert_eq!(all.of_place("x", "thôn Bãi, xã Đại Đồng"), Some("1"));
        assert_eq!(all.of_place("x", "xã Lê Lợi"), None);
        assert_eq!(all.of_place("y", "xã Đại Đồng"), None);
    }

    #[test]
    fn a_unit_with_another_code_is_found_by_its_name_and_its_dates() {
        let units = "311,Huyện Thuỷ Nguyên,district,,2017-06-30\n399,Thành phố Thủy Nguyên,district,2017-07-01,\n";
        let all = Succession::parse("", &Units::parse(units).unwrap()).unwrap();
        assert_eq!(
            all.followers("311").into_iter().collect::<Vec<_>>(),
            ["399"]
        );
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let told = |text| Succession::parse(text, &Units::default()).unwrap_err();
        let columns = told("# ghi chú\na,b\n");
        assert_eq!(columns.line, 2);
        assert_eq!(columns.what, TableFault::Columns(COLUMNS));
        assert_eq!(told("a,,,,,,whole\n").what, TableFault::Empty("new_unit"));
        let how = told("a,,,,b,,all\n").what;
        assert!(
            matches!(how, TableFault::Word { column: "how", .. }),
            "{how:?}"
        );
    }
}
