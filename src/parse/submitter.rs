//! Which unit a workbook comes from: its own words, its folder or file name, the receipt register.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::base::text::fold;
use crate::model::unit::KINDS;
use crate::model::{Period, Unit, Units};

use super::name_index::{GluedIndex, Hit, NameIndex};

/// The units of a period with their folded names, made once for the run.
#[derive(Clone, Debug)]
pub struct Names {
    units: Vec<Named>,
    by_code: HashMap<String, usize>,
    /// Codes of three letters and more as they stand in folded texts.
    codes: HashMap<String, Vec<usize>>,
    full: NameIndex,
    short: NameIndex,
    glued: GluedIndex,
}

#[derive(Clone, Debug)]
struct Named {
    code: String,
    full: Arc<str>,
    short: String,
}

impl Names {
    /// The units that are valid in the period; all of them without one.
    pub fn new(units: &Units, period: Option<Period>) -> Self {
        let mut names = Self {
            units: Vec::new(),
            by_code: HashMap::new(),
            codes: HashMap::new(),
            full: NameIndex::default(),
            short: NameIndex::default(),
            glued: GluedIndex::default(),
        };
        let valid = |u: &&Unit| period.is_none_or(|p| u.valid_within(p.last_day(), p.last_day()));
        for (index, unit) in units.all().iter().filter(valid).enumerate() {
            let folded = fold(&unit.name);
            let mut full = vec![folded.clone()];
            let others = || units.also(&unit.code).iter().map(|name| fold(name));
            full.extend(others());
            full.extend(abbreviations(&folded));
            names.full.add(index, full);
            let short = unit.short();
            names.glued.add(index, glued(&short));
            others().for_each(|name| names.glued.add_given(index, glued(&name)));
            names.short.add(index, [short.clone()]);
            names
                .by_code
                .entry(unit.code.to_ascii_lowercase())
                .or_insert(index);
            if unit.code.len() >= 3 {
                names.codes.entry(fold(&unit.code)).or_default().push(index);
            }
            names.units.push(Named {
                code: unit.code.clone(),
                full: unit.name.as_str().into(),
                short,
            });
        }
        names
    }

    fn by_code(&self, code: &str) -> Option<&Named> {
        self.by_code
            .get(&code.to_ascii_lowercase())
            .and_then(|&i| self.units.get(i))
    }

    /// The name of a unit in the period.
    pub fn name(&self, code: &str) -> Option<Arc<str>> {
        self.by_code(code).map(|u| Arc::clone(&u.full))
    }

    /// All units with their names.
    pub fn all(&self) -> impl Iterator<Item = (Arc<str>, Arc<str>)> {
        self.units
            .iter()
            .map(|u| (Arc::from(u.code.as_str()), Arc::clone(&u.full)))
    }

    /// The code as the register writes it.
    pub fn code(&self, code: &str) -> Option<&str> {
        self.by_code(code).map(|u| u.code.as_str())
    }

    /// The units that a text names by kind and name (`UBND huyện Kiến Thụy`), the longest names first.
    pub fn named_in(&self, text: &str) -> Vec<&str> {
        self.named_in_folded(&fold(text))
    }

    /// The same for a folded text.
    pub(super) fn named_in_folded(&self, folded: &str) -> Vec<&str> {
        let found = self.full.hits(folded);
        // "Thành phố Thủy Nguyên" and a commune of the same words: the longer wording at a place wins.
        let inside = |a: &Hit, b: &Hit| {
            self.units[a.whom].code != self.units[b.whom].code
                && a.at >= b.at
                && a.at + a.length <= b.at + b.length
                && a.length < b.length
        };
        let kept: Vec<&str> = found
            .iter()
            .filter(|a| !found.iter().any(|b| inside(a, b)))
            .map(|hit| self.units[hit.whom].code.as_str())
            .collect();
        dedup(kept)
    }

    /// The units whose bare name a text holds (`KIẾN THỤY`, `kienthuy_q3`), or whose code stands in it as a number.
    pub fn hinted_in(&self, text: &str) -> Vec<&str> {
        let folded = fold(text);
        let joined = glued(&folded);
        let tokens: BTreeSet<&str> = folded.split(' ').collect();
        let by_code: Vec<usize> = tokens
            .iter()
            .filter_map(|t| self.codes.get(*t))
            .flatten()
            .copied()
            .collect();
        if let [one] = by_code.as_slice() {
            return vec![self.units[*one].code.as_str()];
        }
        let full = self.named_in_folded(&folded);
        if !full.is_empty() {
            return full;
        }
        let mut found = self.glued.hits(&joined);
        found.extend(self.short.hits(&folded).iter().map(|hit| hit.whom));
        found.sort_unstable();
        found.dedup();
        let found: Vec<(&str, &str)> = found
            .into_iter()
            .map(|i| (self.units[i].code.as_str(), self.units[i].short.as_str()))
            .collect();
        let kept: Vec<&str> = found
            .iter()
            .filter(|(_, a)| !found.iter().any(|(_, b)| a != b && b.contains(a)))
            .map(|(code, _)| *code)
            .collect();
        dedup(kept)
    }

    /// The unit that a cell of a decision or of the register names: by code, by full or by bare name.
    pub fn single(&self, text: &str) -> Option<&str> {
        let text = text.trim();
        if let Some(unit) = self.by_code(text) {
            return Some(&unit.code);
        }
        let full = self.named_in(text);
        let found = if full.is_empty() {
            self.hinted_in(text)
        } else {
            full
        };
        match found.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// All units that a text names, for decisions that give one project to several.
    pub fn several(&self, text: &str) -> Vec<&str> {
        let full = self.named_in(text);
        if full.is_empty() {
            self.hinted_in(text)
        } else {
            full
        }
    }
}

/// "H. Kiến Thụy", "Q. Kiến An", "TP Thủy Nguyên", "P. Hải Dương".
fn abbreviations(folded: &str) -> Vec<String> {
    let short = |kind: &str| match kind.trim() {
        "huyen" => vec!["h"],
        "quan" => vec!["q"],
        "thanh pho" => vec!["tp"],
        "phuong" => vec!["p"],
        "thi tran" => vec!["tt"],
        _ => Vec::new(),
    };
    KINDS
        .iter()
        .filter_map(|k| folded.strip_prefix(k).map(|rest| (k, rest)))
        .flat_map(|(k, rest)| short(k).into_iter().map(move |s| format!("{s} {rest}")))
        .collect()
}

fn glued(folded: &str) -> String {
    folded.chars().filter(|c| !c.is_whitespace()).collect()
}

fn dedup(mut codes: Vec<&str>) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    codes.retain(|c| seen.insert(*c));
    codes
}
