//! Several sheets of one form in a workbook: one for each period, one for each source of money, or an old copy that
//! was kept.
//!
//! Sheets that fit the period count, others are passed over. Sheets that print different money of the same lines
//! complement each other; of sheets that print the same money twice one counts, or none where nothing tells which.

use std::collections::{BTreeSet, HashMap};

use rust_decimal::Decimal;

use crate::base::date;
use crate::base::money::MoneyUnit;
use crate::base::reading::Reading;
use crate::finding::{Code, Finding, Value};
use crate::layout::header::text_of;
use crate::layout::recognise::Sheet;
use crate::model::{Figure, Form, Kind, Period, Phase, Record, Source};
use crate::read::grid::{Grid, Workbook};

use super::recognition::Finder;
use super::sheet::Parsed;
use super::workbook::covers;

/// How well the period that a sheet states fits the one that is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It states others only.
    Other,
    /// It states none.
    Silent,
    /// It states the year, or a span that ends with the period.
    Covers,
    /// It states the very period.
    Exact,
}

/// Whether a sheet of a form only covers the period.
pub fn is_wider(grid: &Grid, first: u32, period: Option<Period>) -> bool {
    fit(grid, first, period) == Fit::Covers
}

/// How well a sheet of a form fits, by what stands over its table and by its name.
fn fit(grid: &Grid, first: u32, period: Option<Period>) -> Fit {
    let Some(period) = period else {
        return Fit::Silent;
    };
    let titles = grid.cells.iter().take_while(|c| c.at.row < first);
    let mut stated: Vec<_> = titles
        .filter_map(text_of)
        .flat_map(|text| date::stated_periods(&text))
        .collect();
    // A name seldom says the year: "Quý II".
    let named = date::stated_periods(&grid.name);
    if named.is_empty() {
        let with_year = format!("{} năm {}", grid.name, period.year);
        stated.extend(date::stated_periods(&with_year));
    } else {
        stated.extend(named);
    }
    let stated: Vec<Period> = stated.into_iter().filter_map(Period::from_months).collect();
    if stated.is_empty() {
        Fit::Silent
    } else if stated.contains(&period) {
        Fit::Exact
    } else if stated.iter().any(|p| covers(*p, period)) {
        Fit::Covers
    } else {
        Fit::Other
    }
}

/// Whether any form stands on more than one sheet.
fn has_several(mut forms: impl Iterator<Item = Form>) -> bool {
    let mut seen = BTreeSet::new();
    forms.any(|form| !seen.insert(form))
}

/// Takes away the sheets of other periods where a sheet of the same form fits, and says so (P604).
pub fn of_this_period(
    finder: &Finder,
    workbook: &Workbook,
    forms: &mut Vec<&Sheet>,
    period: Option<Period>,
) -> Vec<Finding> {
    let of_sheet = |s: &&Sheet| s.form.as_ref().map(|f| f.form);
    if !has_several(forms.iter().filter_map(of_sheet)) {
        return Vec::new();
    }
    let mut fitting: HashMap<Form, usize> = HashMap::new();
    let mut others = BTreeSet::new();
    for sheet in forms.iter() {
        let (Some(grid), Some(form)) = (workbook.sheets.get(sheet.index), &sheet.form) else {
            continue;
        };
        match fit(grid, form.header.0, period) {
            Fit::Exact | Fit::Covers => {
                fitting.entry(form.form).or_insert(sheet.index);
            }
            Fit::Other => {
                others.insert(sheet.index);
            }
            Fit::Silent => {}
        }
    }
    let name = |index: usize| workbook.sheets.get(index).map_or("", |g| g.name.as_str());
    let mut findings = Vec::new();
    forms.retain(|sheet| {
        let form = sheet.form.as_ref().map(|f| f.form);
        match form.and_then(|form| fitting.get(&form).map(|&by| (form, by))) {
            Some((form, by)) if others.contains(&sheet.index) => {
                let (own, by) = (name(sheet.index), name(by));
                findings.push(passed_over(finder, form, own, by, "period"));
                false
            }
            _ => true,
        }
    });
    findings
}

/// P604 about a sheet: another sheet of the same workbook counts instead.
fn passed_over(finder: &Finder, form: Form, own: &str, by: &str, variant: &'static str) -> Finding {
    let mut finding = finder.sheet(Code::P604, form, own);
    finding.expected = Some(Value::Text(by.to_owned()));
    finding.found = Some(Value::Text(own.to_owned()));
    finding.variant = Some(variant);
    finding
}

/// The money unit that all other forms of a workbook state, with the name of the first; `None` where they state none,
/// or several.
pub fn sister_unit<'a>(
    workbook: &'a Workbook,
    seen: &[Sheet],
    index: usize,
) -> Option<(MoneyUnit, &'a str)> {
    let mut stated = seen.iter().filter(|s| s.index != index).filter_map(|s| {
        let (unit, _) = s.form.as_ref()?.unit?;
        Some((unit, workbook.sheets.get(s.index)?.name.as_str()))
    });
    let first = stated.next()?;
    stated.all(|(unit, _)| unit == first.0).then_some(first)
}

/// One sheet that was parsed.
pub struct Taken {
    /// Its form.
    pub form: Form,
    /// Its name.
    pub name: String,
    /// Whether a user sees it.
    pub visible: bool,
    /// Whether it only covers the period, as a sheet of the whole year does.
    pub is_wider: bool,
    /// What it gave.
    pub parsed: Parsed,
    /// R011 on it.
    pub hidden: Vec<Finding>,
    /// S101 to S103 and S107 on it.
    pub columns: Vec<Finding>,
}

/// What remains of the sheets of a workbook.
#[derive(Default)]
pub struct Settled {
    /// The sheets that count, in their order.
    pub taken: Vec<Taken>,
    /// What is to be said of the others.
    pub findings: Vec<Finding>,
    /// Forms of which nothing tells which sheet counts.
    pub undecided: Vec<Form>,
}

/// Which of the sheets count.
pub fn settle(finder: &Finder, mut sheets: Vec<Taken>) -> Settled {
    let mut settled = Settled::default();
    if !has_several(sheets.iter().map(|s| s.form)) {
        settled.taken = sheets;
        return settled;
    }
    let mut order: Vec<usize> = (0..sheets.len()).collect();
    // Those that count if any does come first.
    order.sort_by_key(|&i| (std::cmp::Reverse(rank(&sheets[i])), i));
    let mut claims = Claims::default();
    let mut dropped = BTreeSet::new();
    for index in order {
        let sheet = &sheets[index];
        match claims.verdict(sheet) {
            Verdict::Apart => claims.add(index, sheet),
            Verdict::Copy(by) => {
                let finding =
                    passed_over(finder, sheet.form, &sheet.name, &sheets[by].name, "copy");
                settled.findings.push(finding);
                dropped.insert(index);
            }
            Verdict::Same(by) if rank(sheet) < rank(&sheets[by]) => {
                let variant = if sheet.visible { "period" } else { "hidden" };
                let finding =
                    passed_over(finder, sheet.form, &sheet.name, &sheets[by].name, variant);
                settled.findings.push(finding);
                settled.findings.extend(sheet.hidden.iter().cloned());
                dropped.insert(index);
            }
            Verdict::Same(by) => {
                if !settled.undecided.contains(&sheet.form) {
                    settled.undecided.push(sheet.form);
                    let finding = undecided(finder, sheet.form, &sheets[by].name, &sheet.name);
                    settled.findings.push(finding);
                }
            }
        }
    }
    claims.share(&mut sheets);
    settled.taken = sheets
        .into_iter()
        .enumerate()
        .filter(|(index, _)| !dropped.contains(index))
        .map(|(_, sheet)| sheet)
        .collect();
    settled
}

/// A sheet that everybody sees counts before a hidden one, one of the very period before one of a longer span. One
/// that states no period is no worse for it.
fn rank(sheet: &Taken) -> (bool, bool) {
    (sheet.visible, !sheet.is_wider)
}

/// P606: two sheets print the same money, and nothing tells which counts.
fn undecided(finder: &Finder, form: Form, first: &str, second: &str) -> Finding {
    let sheets = format!("{first}; {second}");
    let mut finding = finder.sheet(Code::P606, form, second);
    finding.found = Some(Value::Text(sheets.clone()));
    finding.variant = Some("sheets");
    finding.args = vec![("files", finder.file.to_string()), ("sheets", sheets)];
    finding
}

/// What a sheet is beside those before it.
enum Verdict {
    /// It prints nothing that they print.
    Apart,
    /// It prints what that one prints, with the same figures, and nothing else.
    Copy(usize),
    /// It prints what that one prints.
    Same(usize),
}

/// A line of a form: the project, the activity, the indicator and whose money it counts.
type Line = (Form, String);

/// One figure, and the sheet that prints it.
struct Claim {
    what: What,
    value: Reading<Decimal>,
    sheet: usize,
}

/// Which figure of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    Money(Phase, Source),
    Result(String, Phase),
}

impl What {
    /// Whether both tell the same money, or one tells a part of the other's.
    fn overlaps(&self, other: &Self) -> bool {
        let (Self::Money(phase, one), Self::Money(same, two)) = (self, other) else {
            return self == other;
        };
        let merged = |a: Source, b: Source| {
            a == Source::Support && matches!(b, Source::National | Source::Local | Source::District)
        };
        phase == same
            && (one == two
                || merged(*one, *two)
                || merged(*two, *one)
                || *one == Source::Total
                || *two == Source::Total)
    }
}

/// The figures of the sheets that count so far, by line.
#[derive(Default)]
struct Claims {
    figures: HashMap<Line, Vec<Claim>>,
    records: HashMap<Line, Vec<(usize, usize)>>,
}

impl Claims {
    fn verdict(&self, sheet: &Taken) -> Verdict {
        let (mut by, mut all_same) = (None, true);
        for record in &sheet.parsed.records {
            let Some(line) = line(record, sheet.form) else {
                all_same = false;
                continue;
            };
            let known = self.figures.get(&line).map_or(&[][..], Vec::as_slice);
            for (what, value) in figures(record) {
                by = by.or_else(|| {
                    known
                        .iter()
                        .find(|c| c.what.overlaps(&what))
                        .map(|c| c.sheet)
                });
                all_same &= known.iter().any(|c| c.what == what && c.value == value);
            }
        }
        match by {
            None => Verdict::Apart,
            Some(by) if all_same => Verdict::Copy(by),
            Some(by) => Verdict::Same(by),
        }
    }

    fn add(&mut self, index: usize, sheet: &Taken) {
        for (at, record) in sheet.parsed.records.iter().enumerate() {
            let Some(line) = line(record, sheet.form) else {
                continue;
            };
            let figures = figures(record).into_iter().map(|(what, value)| Claim {
                what,
                value,
                sheet: index,
            });
            self.figures
                .entry(line.clone())
                .or_default()
                .extend(figures);
            self.records.entry(line).or_default().push((index, at));
        }
    }

    /// Lines that stand on several sheets, each with money of its own: what a sheet prints as their total is only its
    /// part, and the beneficiary's own money counts once where all print it alike.
    fn share(&self, sheets: &mut [Taken]) {
        for places in self.records.values() {
            let own: BTreeSet<usize> = places.iter().map(|(sheet, _)| *sheet).collect();
            if own.len() < 2 {
                continue;
            }
            for phase in Phase::ALL {
                let mut told: Option<(usize, Decimal)> = None;
                for &(index, at) in places {
                    let Some(record) = sheets
                        .get_mut(index)
                        .and_then(|s| s.parsed.records.get_mut(at))
                    else {
                        continue;
                    };
                    let money = record.money_mut(phase);
                    match (money.amount(Source::Counterpart), told) {
                        (Some(own), Some((sheet, before))) if own == before && sheet != index => {
                            money.remove(Source::Counterpart);
                        }
                        (Some(own), None) => told = Some((index, own)),
                        _ => {}
                    }
                    if money.figure(Source::Total).is_some()
                        && let Some(sum) = money.sum_of_parts()
                    {
                        money.partial = false;
                        money.set(
                            Source::Total,
                            Figure {
                                reading: Reading::Known(sum),
                                ..Figure::default()
                            },
                        );
                    }
                }
            }
        }
    }
}

fn line(record: &Record, form: Form) -> Option<Line> {
    let key = match record.kind {
        Kind::Project => record.project_key()?,
        Kind::Activity => record.activity.as_deref()?.to_owned(),
        Kind::Indicator => {
            let result = record.results.first()?;
            let number = result.indicator.as_deref()?;
            format!("{number} {:?}", record.money_source)
        }
    };
    Some((form, key))
}

/// The figures of a record that say something: not the beneficiary's own money, which sheets of different sources repeat,
/// and a total only where it stands for its parts.
fn figures(record: &Record) -> Vec<(What, Reading<Decimal>)> {
    let says = |value: &Reading<Decimal>| match value {
        Reading::Known(number) => !number.is_zero(),
        Reading::Blank => false,
        Reading::Unreadable => true,
    };
    let mut found = Vec::new();
    for phase in Phase::ALL {
        let money = record.money(phase);
        let parts: Vec<Source> = Source::PARTS
            .into_iter()
            .filter(|s| *s != Source::Counterpart && says(&money.reading(*s)))
            .collect();
        let sources = if parts.is_empty() {
            vec![Source::Total]
        } else {
            parts
        };
        for source in sources {
            found.push((What::Money(phase, source), money.reading(source)));
        }
    }
    for result in &record.results {
        let name = result.indicator.as_deref().unwrap_or(&result.name);
        for (phase, value) in [
            (Phase::Approved, result.planned),
            (Phase::Spent, result.period),
            (Phase::Cumulative, result.cumulative),
        ] {
            found.push((What::Result(name.to_owned(), phase), value));
        }
    }
    found.retain(|(_, value)| says(value));
    found
}
