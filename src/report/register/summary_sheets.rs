//! The sheets "Theo đơn vị" and "Theo quy tắc": whom to call first, and which mistake is made most.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use super::Register;
use super::findings_sheet::weight;
use super::table::{Column, Entry, Sheets};
use crate::finding::{Finding, Severity, Wording};

/// How many findings of each kind, and how many đồng are at stake.
#[derive(Default)]
struct Tally<'a> {
    errors: usize,
    warnings: usize,
    infos: usize,
    consequences: usize,
    waived: usize,
    weight: Decimal,
    units: BTreeSet<&'a str>,
}

impl<'a> Tally<'a> {
    fn add(&mut self, finding: &'a Finding) {
        let count = match (finding.waived, &finding.caused_by, finding.severity) {
            (true, ..) => &mut self.waived,
            (_, Some(_), _) => &mut self.consequences,
            (_, _, Severity::Error) => &mut self.errors,
            (_, _, Severity::Warning) => &mut self.warnings,
            (_, _, Severity::Info) => &mut self.infos,
        };
        *count += 1;
        self.weight = self.weight.saturating_add(weight(finding));
        self.units.extend(finding.unit.as_deref());
    }

    fn order(&self) -> impl Ord + use<> {
        let counts = [self.errors, self.warnings, self.infos, self.consequences];
        Reverse((self.weight, counts))
    }

    fn entries(&self) -> [Entry; 6] {
        [
            Entry::Number(self.weight),
            Entry::count(self.errors),
            Entry::count(self.warnings),
            Entry::count(self.infos),
            Entry::count(self.consequences),
            Entry::count(self.waived),
        ]
    }
}

/// The columns of a tally, behind those that say of what.
const COUNTS: [Column; 6] = [
    Column::text("register-col-weight", 19),
    Column::text("register-col-errors", 9),
    Column::text("register-col-warnings", 11),
    Column::text("register-col-infos", 9),
    Column::text("register-col-consequences", 10),
    Column::text("register-col-waived", 13),
];

fn tallies<'a, K: Ord>(
    findings: &'a [Finding],
    key: impl Fn(&'a Finding) -> K,
) -> Vec<(K, Tally<'a>)> {
    let mut all: BTreeMap<K, Tally<'a>> = BTreeMap::new();
    for finding in findings {
        all.entry(key(finding)).or_default().add(finding);
    }
    let mut all: Vec<_> = all.into_iter().collect();
    // Stable: what weighs the same stays in the order of the codes.
    all.sort_by_key(|(_, tally)| tally.order());
    all
}

/// A row a unit, the heaviest first; findings of no unit stand in a row of their own.
pub(super) fn by_unit(
    register: &Register,
    words: &Wording,
    sheets: &mut Sheets,
) -> Result<(), XlsxError> {
    let columns: Vec<Column> = [
        Column::text("register-col-number", 5),
        Column::text("register-col-unit-code", 12),
        Column::text("register-col-unit", 40),
    ]
    .into_iter()
    .chain(COUNTS)
    .chain([Column::text("register-col-marked", 12)])
    .collect();
    let rows = tallies(register.findings, |f| f.unit.as_deref())
        .into_iter()
        .enumerate()
        .map(|(index, (unit, tally))| {
            let name = match unit {
                Some(code) => (register.unit_name)(code).unwrap_or_else(|| code.to_owned()),
                None => words.text("register-no-unit", &[]),
            };
            let mut row = vec![
                Entry::count(index + 1),
                Entry::text(unit.unwrap_or_default()),
                Entry::text(&name),
            ];
            row.extend(tally.entries());
            let file = unit.and_then(|code| (register.copy_of_unit)(code));
            row.push(Entry::link(file.as_deref(), None, words));
            row
        });
    let none = words.text("register-none", &[]);
    sheets.write("register-sheet-units", &columns, columns.len(), rows, none)
}

/// A row a rule, the heaviest first.
pub(super) fn by_rule(
    register: &Register,
    words: &Wording,
    sheets: &mut Sheets,
) -> Result<(), XlsxError> {
    let columns: Vec<Column> = [
        Column::text("register-col-number", 5),
        Column::text("register-col-rule", 32),
        Column::text("register-col-rule-what", 48),
        Column::text("register-col-units", 9),
    ]
    .into_iter()
    .chain(COUNTS)
    .chain([Column::text("register-col-code", 9)])
    .collect();
    let rows = tallies(register.findings, |f| f.code)
        .into_iter()
        .enumerate()
        .map(|(index, (code, tally))| {
            let rule = words.explain(code);
            let mut row = vec![
                Entry::count(index + 1),
                Entry::text(&rule.title),
                Entry::text(&rule.what),
                Entry::count(tally.units.len()),
            ];
            row.extend(tally.entries());
            row.push(Entry::text(&code.to_string()));
            row
        });
    let none = words.text("register-none", &[]);
    sheets.write("register-sheet-rules", &columns, columns.len(), rows, none)
}
