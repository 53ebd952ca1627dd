//! Findings by what they are about, to look for the one that carries another.

use std::collections::HashMap;

use crate::base::place::Cell;
use crate::finding::{Code, Finding, Severity, Spot, Subject};

use super::{blocks_file, list, replaces_file};

/// Where the finding that carries another one can be, each list in the order of the findings.
pub(super) struct Near<'a> {
    /// What a whole unit lacks: its submission, the name of one of its projects.
    pub units: HashMap<Option<&'a str>, Vec<usize>>,
    /// What is said of one project or line of a unit and can carry more that is said of it.
    pub subjects: HashMap<(Option<&'a str>, &'a Subject), Vec<usize>>,
    /// Rows whose name is missing, or stands for no project, or for several.
    pub names: HashMap<Row<'a>, Vec<usize>>,
    /// What takes a file out of the report, by every file that it concerns.
    pub blockers_of_file: HashMap<&'a str, Vec<usize>>,
    /// The same by every unit whose file that may be.
    pub blockers_of_unit: HashMap<&'a str, Vec<usize>>,
    /// What sets a form of a file aside because another file counts instead.
    pub replaced: HashMap<&'a str, Vec<usize>>,
    /// Cells without a result, or with an error in its place.
    pub faulty: HashMap<Place<'a>, usize>,
    /// Wrong amounts by their sheets.
    amounts: HashMap<Sheet<'a>, Amounts>,
    /// Projects that are reported by a unit or under a name that no decision has, by the approval that they may be.
    pub approvals: HashMap<&'a Spot, usize>,
    /// Projects that are missing from a list, by unit and file.
    pub missing: HashMap<(Option<&'a str>, Option<&'a str>), Vec<usize>>,
    /// Wrong groups and totals, by file, sheet and field.
    pub sums: HashMap<Column<'a>, Vec<usize>>,
}

/// Wrong amounts of one sheet. A sum looks each of its cells up.
#[derive(Debug, Default)]
pub(super) struct Amounts {
    /// What is wrong with a cell itself.
    pub at: HashMap<Cell, Vec<usize>>,
    /// Rows whose total differs from its parts, by each of these.
    pub parts: HashMap<Cell, Vec<usize>>,
    /// Whether one of them is below zero.
    pub any_negative: bool,
}

/// File, sheet.
pub(super) type Sheet<'a> = (Option<&'a str>, Option<&'a str>);

/// File, sheet, row.
pub(super) type Row<'a> = (Option<&'a str>, Option<&'a str>, Option<u32>);

/// File, sheet, field.
pub(super) type Column<'a> = (Option<&'a str>, Option<&'a str>, Option<&'a str>);

/// File, sheet, cell.
pub(super) type Place<'a> = (Option<&'a str>, Option<&'a str>, Cell);

/// Where a finding stands, as far as its row.
pub(super) fn row_of(finding: &Finding) -> Row<'_> {
    let row = finding.cells.first().map(|c| c.row);
    (finding.file.as_deref(), finding.sheet.as_deref(), row)
}

/// A row of the unit names no project: any of its projects may be meant.
pub(super) fn lacks_name(finding: &Finding) -> bool {
    finding.code == Code::S104 && finding.variant == Some("name") && finding.project.is_none()
}

impl<'a> Near<'a> {
    pub fn new(findings: &'a [Finding]) -> Self {
        let mut near = Self {
            units: HashMap::new(),
            subjects: HashMap::new(),
            names: HashMap::new(),
            blockers_of_file: HashMap::new(),
            blockers_of_unit: HashMap::new(),
            replaced: HashMap::new(),
            faulty: HashMap::new(),
            amounts: HashMap::new(),
            approvals: HashMap::new(),
            missing: HashMap::new(),
            sums: HashMap::new(),
        };
        for (index, finding) in findings.iter().enumerate() {
            let (file, unit) = (finding.file.as_deref(), finding.unit.as_deref());
            near.line(finding, index);
            if let (Code::R005 | Code::R006, Some(cell)) = (finding.code, finding.cells.first()) {
                let place = (file, finding.sheet.as_deref(), *cell);
                near.faulty.entry(place).or_insert(index);
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

    /// What is wrong with the amounts of a sheet.
    pub fn amounts(&self, file: Option<&'a str>, sheet: Option<&'a str>) -> Option<&Amounts> {
        self.amounts.get(&(file, sheet))
    }

    /// The same of the sheet that a finding is about.
    pub fn beside(&self, finding: &'a Finding) -> Option<&Amounts> {
        self.amounts(finding.file.as_deref(), finding.sheet.as_deref())
    }

    /// Takes note of what carries other findings of its unit, its line, its row or its sheet.
    fn line(&mut self, finding: &'a Finding, index: usize) {
        let unit = finding.unit.as_deref();
        if finding.code == Code::B304 && !finding.lacks.is_empty() {
            let list = (unit, finding.file.as_deref());
            self.missing.entry(list).or_default().push(index);
        }
        if finding.code == Code::P601 || lacks_name(finding) {
            self.units.entry(unit).or_default().push(index);
        }
        if let Code::B302 | Code::B304 | Code::B305 | Code::C402 | Code::P607 = finding.code {
            let line = (unit, &finding.subject);
            self.subjects.entry(line).or_default().push(index);
        }
        if let Code::S104 | Code::B303 | Code::B308 = finding.code {
            self.names.entry(row_of(finding)).or_default().push(index);
        }
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
        let amounts = self.amounts.entry((file, sheet)).or_default();
        amounts.any_negative |= finding.code == Code::A207;
        for cell in own {
            amounts.at.entry(*cell).or_default().push(index);
        }
        match finding.code {
            Code::A201 => {
                for cell in &finding.over {
                    amounts.parts.entry(*cell).or_default().push(index);
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
