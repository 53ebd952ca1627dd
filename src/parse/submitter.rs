//! Which unit a workbook comes from: its own words, its folder or file name, the receipt register.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::place::Cell;
use crate::base::text::fold;
use crate::layout::header::text_of;
use crate::model::unit::{KINDS, Level};
use crate::model::{Period, Unit, Units};
use crate::read::grid::Workbook;

/// What each kind of evidence says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Units that the sheets' heads name, with the cell that does.
    pub sheet: Vec<(String, String, Cell)>,
    /// Units that the folder or file name names.
    pub path: Vec<String>,
    /// The unit that the register names for the file.
    pub register: Option<String>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Submitter {
    /// One unit, by its code.
    Known(String),
    /// Nothing names a unit.
    Unknown,
    /// Several units are named and nothing tells which sent it.
    Several(Vec<String>),
    /// Sheet, folder and register disagree.
    Conflict(Evidence),
}

/// The units of a period with their folded names, made once for the run.
#[derive(Clone, Debug)]
pub struct Names {
    units: Vec<Named>,
}

#[derive(Clone, Debug)]
struct Named {
    code: String,
    full: Arc<str>,
    folded: String,
    short: String,
    level: Level,
}

impl Names {
    /// The units that are valid in the period; all of them without one.
    pub fn new(units: &Units, period: Option<Period>) -> Self {
        let valid = |u: &&Unit| period.is_none_or(|p| u.valid_within(p.last_day(), p.last_day()));
        let units = units
            .all()
            .iter()
            .filter(valid)
            .map(|u| Named {
                code: u.code.clone(),
                full: u.name.as_str().into(),
                folded: fold(&u.name),
                short: u.short(),
                level: u.level,
            })
            .collect();
        Self { units }
    }

    /// The name of a unit in the period.
    pub fn name(&self, code: &str) -> Option<Arc<str>> {
        self.units
            .iter()
            .find(|u| u.code.eq_ignore_ascii_case(code))
            .map(|u| Arc::clone(&u.full))
    }

    /// All units with their names.
    pub fn all(&self) -> impl Iterator<Item = (Arc<str>, Arc<str>)> {
        self.units.iter().map(|u| (Arc::from(u.code.as_str()), Arc::clone(&u.full)))
    }

    /// The code as the register writes it.
    pub fn code(&self, code: &str) -> Option<&str> {
        self.units
            .iter()
            .find(|u| u.code.eq_ignore_ascii_case(code))
            .map(|u| u.code.as_str())
    }

    /// The units that a text names by kind and name (`UBND huyện Kiến Thụy`), the longest names first.
    pub fn named_in(&self, text: &str) -> Vec<&str> {
        let padded = format!(" {} ", fold(text));
        let mut found: Vec<(&str, usize, usize)> = Vec::new();
        for unit in &self.units {
            let mut names = vec![unit.folded.clone()];
            if unit.level == Level::City {
                names.extend(centre_names(&unit.folded));
            }
            for kind in abbreviations(&unit.folded) {
                names.push(kind);
            }
            for name in names {
                if let Some(at) = padded.find(&format!(" {name} ")) {
                    found.push((&unit.code, at, name.len()));
                    break;
                }
            }
        }
        // "Thành phố Thủy Nguyên" and a commune of the same words: the longer wording at a place wins.
        let inside = |a: &(&str, usize, usize), b: &(&str, usize, usize)| {
            a.0 != b.0 && a.1 >= b.1 && a.1 + a.2 <= b.1 + b.2 && a.2 < b.2
        };
        let kept: Vec<&str> = found
            .iter()
            .filter(|a| !found.iter().any(|b| inside(a, b)))
            .map(|(code, _, _)| *code)
            .collect();
        dedup(kept)
    }

    /// The units whose bare name a text holds (`KIẾN THỤY`, `kienthuy_q3`), or whose code stands in it as a number.
    pub fn hinted_in(&self, text: &str) -> Vec<&str> {
        let folded = fold(text);
        let padded = format!(" {folded} ");
        let joined: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
        let tokens: BTreeSet<&str> = folded.split(' ').collect();
        let by_code: Vec<&str> = self
            .units
            .iter()
            .filter(|u| u.code.len() >= 3 && tokens.contains(fold(&u.code).as_str()))
            .map(|u| u.code.as_str())
            .collect();
        if by_code.len() == 1 {
            return by_code;
        }
        let full = self.named_in(text);
        if !full.is_empty() {
            return full;
        }
        let mut found: Vec<(&str, &str)> = Vec::new();
        for unit in &self.units {
            let short = &unit.short;
            let glued: String = short.chars().filter(|c| !c.is_whitespace()).collect();
            let long_enough = glued.len() >= 6;
            let acronym = unit.level == Level::City
                && (tokens.contains("ttkc")
                    || joined.contains("ttkc")
                    || joined.contains("trungtamkhuyencong"));
            if padded.contains(&format!(" {short} "))
                || (long_enough && joined.contains(&glued))
                || acronym
            {
                found.push((&unit.code, short));
            }
        }
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
        if let Some(unit) = self
            .units
            .iter()
            .find(|u| u.code.eq_ignore_ascii_case(text))
        {
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

/// Shorter ways of naming the city's centre.
fn centre_names(folded: &str) -> Vec<String> {
    let mut names = Vec::new();
    if folded.starts_with("trung tam khuyen cong") {
        for name in [
            "trung tam khuyen cong va tu van phat trien cong nghiep",
            "trung tam khuyen cong va tvptcn",
            "trung tam khuyen cong va tu van ptcn",
            "trung tam kc va tvptcn",
            "ttkc va tvptcn",
            "tt khuyen cong va tvptcn",
            "trung tam khuyen cong",
        ] {
            names.push(name.to_owned());
        }
    }
    names
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

fn dedup(mut codes: Vec<&str>) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    codes.retain(|c| seen.insert(*c));
    codes
}

/// Whom a line is addressed to, not who sends it.
fn addressed(folded: &str) -> bool {
    [
        "kinh gui",
        "noi nhan",
        "don vi nhan",
        "co quan nhan",
        "nhu tren",
        "luu",
    ]
    .iter()
    .any(|lead| folded.starts_with(lead))
}

/// What the heads of the sheets say: the lines above each table, then the signature blocks.
pub fn from_sheets(
    names: &Names,
    workbook: &Workbook,
    heads: &[(usize, u32)],
) -> Vec<(String, String, Cell)> {
    let mut strong: Vec<(String, String, Cell)> = Vec::new();
    let mut weak: Vec<(String, String, Cell)> = Vec::new();
    for (index, first) in heads {
        let Some(grid) = workbook.sheets.get(*index) else {
            continue;
        };
        for cell in grid.cells.iter().take_while(|c| c.at.row < *first) {
            let Some(text) = text_of(cell) else { continue };
            let folded = fold(&text);
            if addressed(&folded) {
                continue;
            }
            let agency = [
                "ubnd",
                "uy ban",
                "phong ",
                "don vi bao cao",
                "don vi:",
                "don vi lap",
                "trung tam",
            ]
            .iter()
            .any(|w| folded.contains(w))
                || folded.starts_with("don vi ");
            for code in names.named_in(&text) {
                let list = if agency { &mut strong } else { &mut weak };
                list.push((code.to_owned(), grid.name.clone(), cell.at));
            }
        }
    }
    if !strong.is_empty() {
        return distinct(strong);
    }
    if !weak.is_empty() {
        return distinct(weak);
    }
    // Nothing in a head: a title may print the bare name, a signature block the agency.
    for (index, first) in heads {
        let Some(grid) = workbook.sheets.get(*index) else {
            continue;
        };
        for cell in &grid.cells {
            let Some(text) = text_of(cell) else { continue };
            let folded = fold(&text);
            if addressed(&folded) {
                continue;
            }
            if cell.at.row < *first {
                for code in names.hinted_in(&text) {
                    weak.push((code.to_owned(), grid.name.clone(), cell.at));
                }
            } else if folded.starts_with("tm ubnd")
                || folded.starts_with("tm uy ban")
                || folded.starts_with("ubnd ")
            {
                for code in names.named_in(&text) {
                    weak.push((code.to_owned(), grid.name.clone(), cell.at));
                }
            }
        }
    }
    distinct(weak)
}

fn distinct(list: Vec<(String, String, Cell)>) -> Vec<(String, String, Cell)> {
    let mut seen = BTreeSet::new();
    list.into_iter()
        .filter(|(code, _, _)| seen.insert(code.clone()))
        .collect()
}

/// What the folder and file name say: the file's own name first, then its folders from the innermost.
pub fn from_path(names: &Names, file: &str) -> Vec<String> {
    let stem = |part: &str| {
        part.rsplit_once('.')
            .map_or_else(|| part.to_owned(), |(s, _)| s.to_owned())
    };
    let mut parts: Vec<&str> = file.split('/').skip(1).collect();
    let Some(last) = parts.pop() else {
        return Vec::new();
    };
    let mut said: Vec<String> = names
        .hinted_in(&stem(last))
        .into_iter()
        .map(str::to_owned)
        .collect();
    if said.is_empty() {
        for part in parts.iter().rev() {
            said = names
                .hinted_in(part)
                .into_iter()
                .map(str::to_owned)
                .collect();
            if !said.is_empty() {
                break;
            }
        }
    }
    said
}

/// Weighs the evidence: what is said must not disagree, and one unit must remain.
pub fn decide(evidence: Evidence) -> Submitter {
    let sets: Vec<BTreeSet<String>> = [
        evidence.sheet.iter().map(|(c, _, _)| c.clone()).collect(),
        evidence.path.iter().cloned().collect::<BTreeSet<String>>(),
        evidence.register.iter().cloned().collect(),
    ]
    .into_iter()
    .filter(|s: &BTreeSet<String>| !s.is_empty())
    .collect();
    let Some(first) = sets.first() else {
        return Submitter::Unknown;
    };
    let common: BTreeSet<String> = sets.iter().skip(1).fold(first.clone(), |kept, set| {
        kept.intersection(set).cloned().collect()
    });
    match common.len() {
        1 => common
            .into_iter()
            .next()
            .map_or(Submitter::Unknown, Submitter::Known),
        0 => Submitter::Conflict(evidence),
        _ => Submitter::Several(common.into_iter().collect()),
    }
}
