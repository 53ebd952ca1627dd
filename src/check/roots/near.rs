//! Findings by what they are about, to look for the one that carries another.

use std::collections::HashMap;

use crate::base::place::Cell;
use crate::finding::{Code, Finding, Severity, Spot};

use super::{blocks_file, list, replaces_file};

/// Where the finding that carries another one can be, each list in the order of the findings.
pub(super) struct Near<'a> {
    pub file: HashMap<Option<&'a str>, Vec<usize>>,
    pub unit: HashMap<Option<&'a str>, Vec<usize>>,
    /// What takes a file out of the report, by every file that it concerns.
    pub blockers_of_file: HashMap<&'a str, Vec<usize>>,
    /// The same by every unit whose file that may be.
    pub blockers_of_unit: HashMap<&'a str, Vec<usize>>,
    /// What sets a form of a file aside because another file counts instead.
    pub replaced: HashMap<&'a str, Vec<usize>>,
    /// Formulas without a result.
    pub uncomputed: HashMap<Place<'a>, usize>,
    /// What is wrong with a cell itself, by that cell.
    pub at: HashMap<Place<'a>, Vec<usize>>,
    /// Rows whose total differs from its parts, by each of these.
    pub rows: HashMap<Place<'a>, Vec<usize>>,
    /// Projects that are reported by a unit or under a name that no decision has, by the approval that they may be.
    pub approvals: HashMap<&'a Spot, usize>,
    /// Wrong groups and totals, by file, sheet and field.
    pub sums: HashMap<Column<'a>, Vec<usize>>,
}

/// File, sheet, field.
pub(super) type Column<'a> = (Option<&'a str>, Option<&'a str>, Option<&'a str>);

/// File, sheet, cell.
pub(super) type Place<'a> = (Option<&'a str>, Option<&'a str>, Cell);

impl<'a> Near<'a> {
    pub fn new(findings: &'a [Finding]) -> Self {
        let mut near = Self {
            file: HashMap::new(),
            unit: HashMap::new(),
            blockers_of_file: HashMap::new(),
            blockers_of_unit: HashMap::new(),
            replaced: HashMap::new(),
            uncomputed: HashMap::new(),
            at: HashMap::new(),
            rows: HashMap::new(),
            approvals: HashMap::new(),
            sums: HashMap::new(),
        };
        for (index, finding) in findings.iter().enumerate() {
            let (file, unit) = (finding.file.as_deref(), finding.unit.as_deref());
            near.file.entry(file).or_default().push(index);
            near.unit.entry(unit).or_default().push(index);
            if let (Code::R005, Some(cell)) = (finding.code, finding.cells.first()) {
                let place = (file, finding.sheet.as_deref(), *cell);
                near.uncomputed.entry(place).or_insert(index);
            }
            near.money(finding, index);
            if let (true, Some(file)) = (replaces_file(finding), file) {
                near.replaced.entry(file).or_default().push(index);
            }
            if matches!(finding.code, Code::B303 | Code::B305)
                && finding.severity == Severity::Error
                && let Some(approval) = &finding.related
            {
                near.approvals.entry(approval).or_insert(index);
            }
            if blocks_file(finding) {
                let files = if finding.code == Code::P606 {
                    list(finding, "files", "; ").collect()
                } else {
                    Vec::from_iter(file)
                };
                for file in files {
                    near.blockers_of_file.entry(file).or_default().push(index);
                }
                for unit in unit.into_iter().chain(list(finding, "codes", ",")) {
                    near.blockers_of_unit.entry(unit).or_default().push(index);
                }
            }
        }
        near
    }

    /// Takes note of a wrong amount, and of what it is part of.
    fn money(&mut self, finding: &'a Finding, index: usize) {
        let (file, sheet) = (finding.file.as_deref(), finding.sheet.as_deref());
        let own = match finding.code {
            Code::A204 | Code::A207 => finding.cells.as_slice(),
            Code::A201
            | Code::A202
            | Code::A203
            | Code::A205
            | Code::A206
            | Code::A209
            | Code::B301
            | Code::B302
            | Code::C401
            | Code::C402 => finding.cells.get(..1).unwrap_or_default(),
            _ => return,
        };
        for cell in own {
            self.at.entry((file, sheet, *cell)).or_default().push(index);
        }
        match finding.code {
            Code::A201 => {
                for cell in &finding.over {
                    self.rows
                        .entry((file, sheet, *cell))
                        .or_default()
                        .push(index);
                }
            }
            Code::A202 | Code::A203 => {
                let column = (file, sheet, finding.field.as_deref());
                self.sums.entry(column).or_default().push(index);
            }
            _ => {}
        }
    }
}
