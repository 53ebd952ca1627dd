//! A record as it was generated and as it was read, in one shape, so that the two can be held against each other.

use std::collections::BTreeMap;

use tonghop::base::reading::Reading;
use tonghop::model::{Phase, Record, Source};

/// One record: texts, amounts in đồng, and the cell of each figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Path of the file.
    pub file: String,
    /// Name of the sheet.
    pub sheet: String,
    /// Row from 1.
    pub row: u32,
    /// Fields of words by name.
    pub words: BTreeMap<&'static str, String>,
    /// Amounts by field: đồng and cell; blank cells are left out.
    pub money: BTreeMap<String, (String, String)>,
    /// Results: line of the programme, planned, period, cumulative, cell.
    pub results: Vec<(String, [String; 3], String)>,
}

impl Wanted {
    /// Without the difference of capitals and small letters.
    #[must_use]
    pub fn in_small_letters(mut self) -> Self {
        for text in self.words.values_mut() {
            *text = text.to_lowercase();
        }
        self.sheet = self.sheet.to_lowercase();
        self
    }
}

/// A record that was read.
pub fn of_record(record: &Record) -> Wanted {
    let mut words = BTreeMap::new();
    let mut word = |name: &'static str, text: Option<&str>| {
        if let Some(text) = text {
            words.insert(name, text.to_owned());
        }
    };
    let day = |day: Option<chrono::NaiveDate>| day.map(|d| d.to_string());
    word("kind", Some(&format!("{:?}", record.kind)));
    word("code", record.project.as_deref());
    word("name", record.name.as_deref());
    word("activity", record.activity.as_deref());
    word("content", record.content.as_deref());
    word("beneficiary", record.beneficiary.as_deref());
    word("location", record.location.as_deref());
    word("executor", record.executor.as_deref());
    word("start", day(record.start).as_deref());
    word("end", day(record.end).as_deref());
    word("note", record.note.as_deref());
    word("basis", Some(&format!("{:?}", record.basis)));
    let mut money = BTreeMap::new();
    for phase in Phase::ALL {
        for source in Source::ALL {
            let Some(figure) = record.money(phase).figure(source) else {
                continue;
            };
            let amount = match figure.reading {
                Reading::Known(amount) => amount.normalize().to_string(),
                Reading::Blank => continue,
                Reading::Unreadable => "unreadable".to_owned(),
            };
            let cell = figure.cell.map_or_else(String::new, |c| c.to_string());
            money.insert(
                format!("{}.{}", phase.name(), source.name()),
                (amount, cell),
            );
        }
    }
    let count = |reading: Reading<rust_decimal::Decimal>| match reading {
        Reading::Known(count) => count.normalize().to_string(),
        Reading::Blank => String::new(),
        Reading::Unreadable => "unreadable".to_owned(),
    };
    let results = record
        .results
        .iter()
        .map(|r| {
            (
                r.indicator.as_deref().unwrap_or("?").to_owned(),
                [count(r.planned), count(r.period), count(r.cumulative)],
                r.cell.map_or_else(String::new, |c| c.to_string()),
            )
        })
        .collect();
    Wanted {
        file: record.origin.file.to_string(),
        sheet: record.origin.sheet.to_string(),
        row: record.origin.row,
        words,
        money,
        results,
    }
}
