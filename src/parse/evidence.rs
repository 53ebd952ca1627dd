//! What speaks for a unit: the heads of the sheets, folder and file name, the register; and what remains of it.

use std::collections::BTreeSet;

use crate::base::place::Cell;
use crate::base::text::fold;
use crate::layout::header::text_of;
use crate::read::grid::Workbook;

use super::submitter::Names;

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
            for code in names.named_in_folded(&folded) {
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
