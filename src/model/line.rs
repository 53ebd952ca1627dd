//! The figures of a line under their lasting names, without regard to where they stand: what two versions of a
//! submission, or two runs of a period, are compared by.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::record::{Kind, MoneySource, Phase, Record, ResultFigure};
use crate::base::reading::Reading;
use crate::base::text::fold;

/// One figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineFigure {
    /// Đồng, or a number of results; `None` where nothing stands there, or what cannot be read.
    pub amount: Option<Decimal>,
    /// What stands there, where it cannot be read.
    pub unread: Option<String>,
    /// The sheet, with its cell; absent for what was computed.
    pub place: Option<(String, String)>,
}

/// One line: a project, an activity, an indicator; all rows that tell of it together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is about.
    pub kind: Kind,
    /// Code of the unit.
    pub unit: String,
    /// What it is among the lines of its kind and unit.
    pub key: String,
    /// The project's code.
    pub project: Option<String>,
    /// Its name as printed.
    pub name: Option<String>,
    /// The line of the programme, for activities.
    pub activity: Option<String>,
    /// The line of the programme, for indicators.
    pub indicator: Option<String>,
    /// Whose money, where a results form is split by source.
    pub money_source: Option<MoneySource>,
    /// Its figures by field (`cumulative.local`, `results.9a.period`).
    pub figures: BTreeMap<String, LineFigure>,
}

/// The lines of some records, in the order of kind, unit and key.
pub fn lines<'r>(records: impl IntoIterator<Item = &'r Record>) -> Vec<Line> {
    merged(records.into_iter().filter_map(line))
}

/// Lines with one key as one line: a sheet for each source of money tells of one project several times.
pub fn merged(lines: impl IntoIterator<Item = Line>) -> Vec<Line> {
    let mut all: BTreeMap<(Kind, String, String), Line> = BTreeMap::new();
    for line in lines {
        let key = (line.kind, line.unit.clone(), line.key.clone());
        match all.get_mut(&key) {
            Some(known) => {
                for (field, figure) in line.figures {
                    add(known.figures.entry(field).or_default(), figure);
                }
            }
            None => {
                all.insert(key, line);
            }
        }
    }
    all.into_values().collect()
}

fn add(sum: &mut LineFigure, figure: LineFigure) {
    sum.amount = match (sum.amount, figure.amount) {
        (Some(a), Some(b)) => a.checked_add(b),
        (a, b) => a.or(b),
    };
    sum.unread = sum.unread.take().or(figure.unread);
    sum.place = sum.place.take().or(figure.place);
}

fn line(record: &Record) -> Option<Line> {
    let mut figures = BTreeMap::new();
    let sheet = &*record.origin.sheet;
    for phase in Phase::ALL {
        for (source, figure) in record.money(phase).iter() {
            if figure.reading == Reading::Blank {
                continue;
            }
            let told = LineFigure {
                amount: figure.reading.known(),
                unread: figure
                    .reading
                    .is_unreadable()
                    .then(|| figure.text.as_deref().unwrap_or("?").to_owned()),
                place: figure.cell.map(|c| (sheet.to_owned(), c.to_string())),
            };
            add(
                figures
                    .entry(format!("{}.{}", phase.name(), source.name()))
                    .or_default(),
                told,
            );
        }
    }
    for result in &record.results {
        let line = result_key(result.indicator.as_deref(), &result.name);
        for (part, reading) in parts(result) {
            if reading == Reading::Blank {
                continue;
            }
            let told = LineFigure {
                amount: reading.known(),
                unread: reading.is_unreadable().then(|| "?".to_owned()),
                place: result.cell.map(|c| (sheet.to_owned(), c.to_string())),
            };
            add(
                figures.entry(format!("results.{line}.{part}")).or_default(),
                told,
            );
        }
    }
    let text = |text: &Option<std::sync::Arc<str>>| text.as_deref().map(str::to_owned);
    let result = record.results.first();
    Some(Line {
        kind: record.kind,
        unit: record.unit.to_string(),
        key: record.line_key()?,
        project: text(&record.project),
        name: match record.kind {
            Kind::Indicator => result.map(|r| r.name.to_string()),
            Kind::Project | Kind::Activity => text(&record.name),
        },
        activity: (record.kind == Kind::Activity)
            .then(|| text(&record.activity))
            .flatten(),
        indicator: match record.kind {
            Kind::Indicator => result.and_then(|r| text(&r.indicator)),
            Kind::Project | Kind::Activity => None,
        },
        money_source: record.money_source,
        figures,
    })
}

/// The three figures of a result with their keys.
fn parts(result: &ResultFigure) -> [(&'static str, Reading<Decimal>); 3] {
    [
        ("planned", result.planned),
        ("period", result.period),
        ("cumulative", result.cumulative),
    ]
}

/// What a result is called in the name of a field: its line of the programme, else its own name.
pub fn result_key(indicator: Option<&str>, name: &str) -> String {
    indicator.map_or_else(|| fold(name).replace(' ', "-"), str::to_owned)
}

/// What a line is among those of its kind and unit.
///
/// A project by its key, an activity by its number, an indicator by its number, else its name, and by the source of its
/// money where the form is split by source.
pub fn key(
    project: Option<String>,
    activity: Option<&str>,
    result: Option<(Option<&str>, &str)>,
    kind: Kind,
    source: Option<MoneySource>,
) -> Option<String> {
    match kind {
        Kind::Project => project,
        Kind::Activity => activity.map(str::to_owned),
        Kind::Indicator => {
            let (indicator, name) = result?;
            let line = result_key(indicator, name);
            Some(match source {
                Some(source) => format!("{line} {}", source.name()),
                None => line,
            })
        }
    }
}
