//! records.jsonl: the typed model, a line a record, for programs and for the next period.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::lines::{self, Source};
use super::money::{Amounts, cells, decimal};
use super::plain::{Clean, Digits, Shown, cleaned};
use crate::base::place::Cell;
use crate::base::text::natural;
use crate::model::record::{Basis, MoneySource, Origin};
use crate::model::{Corrected, Kind, Period, Phase, Record, ResultFigure};

/// Writes the file, ordered by unit, kind, project code or line number, file, row (contract, section 3).
pub fn write<'r>(
    records: impl IntoIterator<Item = &'r Record>,
    unit_names: &'r BTreeMap<Arc<str>, Arc<str>>,
    period: Period,
    out: &mut dyn Write,
) -> io::Result<()> {
    let ordered = ordered(records);
    let period = period.to_string();
    let line = |record: &&'r Record| {
        let unit_name = unit_names.get(&record.unit).map_or("", |name| &**name);
        Line::new(record, unit_name, &period)
    };
    lines::write(&ordered, line, out)
}

/// The records in the order of the file.
pub(super) fn ordered<'r>(records: impl IntoIterator<Item = &'r Record>) -> Vec<&'r Record> {
    let mut ordered: Vec<&Record> = records.into_iter().collect();
    ordered.sort_by(|a, b| order(a, b));
    ordered
}

fn order(a: &Record, b: &Record) -> Ordering {
    a.unit
        .cmp(&b.unit)
        .then(a.kind.cmp(&b.kind))
        .then_with(|| match (number(a), number(b)) {
            (Some(a), Some(b)) => natural(a, b),
            (a, b) => a.cmp(&b),
        })
        .then_with(|| origin_order(&a.origin, &b.origin))
        .then(a.money_source.cmp(&b.money_source))
}

/// File, sheet, row.
pub(super) fn origin_order(a: &Origin, b: &Origin) -> Ordering {
    (&a.file, &a.sheet, a.row).cmp(&(&b.file, &b.sheet, b.row))
}

fn number(record: &Record) -> Option<&str> {
    match record.kind {
        Kind::Project => record.project.as_deref(),
        Kind::Activity => record.activity.as_deref(),
        Kind::Indicator => record.results.first()?.indicator.as_deref(),
    }
}

/// A line as the contract shows it.
#[derive(Serialize)]
pub(super) struct Line<'r> {
    kind: Kind,
    period: &'r str,
    unit: Clean<'r>,
    unit_name: Clean<'r>,
    project: Option<Clean<'r>>,
    name: Option<Clean<'r>>,
    activity: Option<Clean<'r>>,
    content: Option<Clean<'r>>,
    beneficiary: Option<Clean<'r>>,
    location: Option<Clean<'r>>,
    start: Option<Shown<chrono::NaiveDate>>,
    end: Option<Shown<chrono::NaiveDate>>,
    basis: Basis,
    /// Only lines of a results form have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    money_source: Option<SourceName>,
    approved: Amounts<'r>,
    spent: Amounts<'r>,
    cumulative: Amounts<'r>,
    results: Vec<ResultLine<'r>>,
    note: Option<Clean<'r>>,
    corrected: Option<CorrectedLines<'r>>,
    source: Source<'r>,
    cells: Cells<'r>,
    /// How far the cumulative amounts may be off by rounding, in đồng: the next period compares with them.
    #[serde(skip_serializing_if = "Option::is_none")]
    half: Option<Digits>,
}

impl<'r> Line<'r> {
    /// One record.
    pub(super) fn new(record: &'r Record, unit_name: &'r str, period: &'r str) -> Self {
        Self {
            kind: record.kind,
            period,
            unit: Clean(&record.unit),
            unit_name: Clean(unit_name),
            project: cleaned(record.project.as_deref()),
            name: cleaned(record.name.as_deref()),
            activity: cleaned(record.activity.as_deref()),
            content: cleaned(record.content.as_deref()),
            beneficiary: cleaned(record.beneficiary.as_deref()),
            location: cleaned(record.location.as_deref()),
            start: record.start.map(Shown),
            end: record.end.map(Shown),
            basis: record.basis,
            money_source: (record.kind == Kind::Indicator)
                .then_some(SourceName(record.money_source)),
            approved: Amounts(record.money(Phase::Approved)),
            spent: Amounts(record.money(Phase::Spent)),
            cumulative: Amounts(record.money(Phase::Cumulative)),
            results: record.results.iter().map(ResultLine::new).collect(),
            note: cleaned(record.note.as_deref()),
            corrected: record.corrected.as_deref().map(|all| CorrectedLines(all)),
            source: Source::from(&record.origin),
            cells: Cells(record),
            half: decimal(rounding(record)),
        }
    }
}

/// The widest half-width of a project's cumulative amounts; none without any.
fn rounding(record: &Record) -> Option<Decimal> {
    if record.kind != Kind::Project {
        return None;
    }
    let printed = |(source, figure): &(crate::model::Source, crate::model::Figure)| {
        // A total that was added up has the width of all its parts.
        *source != crate::model::Source::Total || figure.cell.is_some()
    };
    let figures = record.money(Phase::Cumulative).iter().filter(printed);
    figures.map(|(_, figure)| figure.half).max()
}

/// The source of a line of a results form, null where the form is not split by source.
#[derive(Serialize)]
#[serde(transparent)]
struct SourceName(Option<MoneySource>);

#[derive(Serialize)]
struct ResultLine<'r> {
    indicator: Option<Clean<'r>>,
    name: Clean<'r>,
    unit: Option<Clean<'r>>,
    planned: Option<Digits>,
    period: Option<Digits>,
    cumulative: Option<Digits>,
    cell: Option<Shown<Cell>>,
}

impl<'r> ResultLine<'r> {
    fn new(figure: &'r ResultFigure) -> Self {
        Self {
            indicator: cleaned(figure.indicator.as_deref()),
            name: Clean(&figure.name),
            unit: cleaned(figure.unit.as_deref()),
            planned: decimal(figure.planned.known()),
            period: decimal(figure.period.known()),
            cumulative: decimal(figure.cumulative.known()),
            cell: figure.cell.map(Shown),
        }
    }
}

/// What was corrected: `{"cumulative.local":{"from":"275000000","to":"200000000","by":…,"date":…,"how":…}}`.
struct CorrectedLines<'r>(&'r [Corrected]);

impl Serialize for CorrectedLines<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(
            self.0
                .iter()
                .map(|c| (Shown(c.field), CorrectedLine::from(c))),
        )
    }
}

#[derive(Serialize)]
struct CorrectedLine<'r> {
    from: Option<Digits>,
    to: Option<Digits>,
    by: Option<Clean<'r>>,
    date: Option<Clean<'r>>,
    how: Option<Clean<'r>>,
}

impl<'r> From<&'r Corrected> for CorrectedLine<'r> {
    fn from(corrected: &'r Corrected) -> Self {
        let told = |text: &'r str| cleaned((!text.is_empty()).then_some(text));
        Self {
            from: decimal(corrected.from),
            to: decimal(Some(corrected.to)),
            by: told(&corrected.by),
            date: told(&corrected.date),
            how: told(&corrected.how),
        }
    }
}

/// The cells of a record's amounts.
struct Cells<'r>(&'r Record);

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let of = |phase| cells(phase, self.0.money(phase));
        to.collect_map(Phase::ALL.into_iter().flat_map(of))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::report::sample;

    fn jsonl(records: &[Record]) -> String {
        let mut out = Vec::new();
        write(records, &sample::unit_names(), sample::period(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_line_has_the_shape_of_the_contract() {
        let records = sample::records();
        let out = jsonl(&records);
        assert_eq!(out.lines().count(), records.len());
        for line in out.lines() {
            sample::fits("record.schema.json", &serde_json::from_str(line).unwrap());
        }
    }

    #[test]
    fn a_project_prints_as_the_contract_shows_it() {
        let out = jsonl(&sample::records());
        let line = out
            .lines()
            .find(|l| l.contains("\"project\":\"KC17-03\""))
            .unwrap();
        assert!(
            line.starts_with(
                "{\"kind\":\"project\",\"period\":\"2017-Q3\",\"unit\":\"314\",\"unit_name\":\"Huyện Kiến Thuỵ\",\
                 \"project\":\"KC17-03\",\"name\":\"Đào tạo nghề may công nghiệp\",\"activity\":\"1\",\"content\":\"I\",\
                 \"beneficiary\":null,\"location\":null,\"start\":\"2017-03-01\",\"end\":\"2017-09-30\",\"basis\":\"actual\",\
                 \"approved\":{\"total\":\"250000000\",\"support\":null,\"national\":null,\"local\":\"200000000\",\
                 \"district\":null,\"counterpart\":\"50000000\",\"other\":null},\"spent\":{"
            ),
            "{line}"
        );
        // No total is printed for the cumulative money: it is the sum of the parts and has no cell.
        let value: Value = serde_json::from_str(line).unwrap();
        assert_eq!(value["cumulative"]["total"], "275000000.5");
        assert_eq!(value["cells"]["cumulative.total"], Value::Null);
        assert_eq!(value["cells"]["cumulative.local"], "S14");
    }

    #[test]
    fn lines_are_ordered_by_unit_kind_and_number() {
        let out = jsonl(&sample::records());
        let keys: Vec<String> = out
            .lines()
            .map(|line| {
                let v: Value = serde_json::from_str(line).unwrap();
                let number = [&v["project"], &v["activity"], &v["results"][0]["indicator"]]
                    .into_iter()
                    .find_map(Value::as_str)
                    .unwrap_or("-")
                    .to_owned();
                format!(
                    "{} {} {number}",
                    v["unit"].as_str().unwrap(),
                    v["kind"].as_str().unwrap()
                )
            })
            .collect();
        assert_eq!(
            keys,
            [
                "313 project KC17-20",
                "314 project KC17-03",
                "314 project KC17-10",
                "314 activity 2",
                "314 activity 10",
                "314 indicator 2",
                "314 indicator 9a",
                "314 indicator 10",
            ]
        );
    }

    #[test]
    fn unreadable_parts_leave_the_total_open() {
        let mut record = sample::records().remove(0);
        let mut figure = record.money[2]
            .figure(crate::model::Source::Local)
            .unwrap()
            .clone();
        figure.reading = crate::base::reading::Reading::Unreadable;
        record.money[2].set(crate::model::Source::Local, figure);
        let value = serde_json::to_value(Line::new(&record, "", "2017-Q3")).unwrap();
        assert_eq!(value["cumulative"]["total"], Value::Null);
        assert_eq!(value["cells"]["cumulative.local"], "S14");
    }
}
