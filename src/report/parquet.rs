//! records.parquet: the lines of records.jsonl as a table, for programs that read columns (DuckDB, Polars, Power BI, Spark).
//!
//! Names, nesting and order are those of records.jsonl. Amounts and results are `DECIMAL(28,8)`, dates `DATE`, `results` a
//! list, `cells` a map from field to cell. Eight decimals of a đồng are more than any sheet writes; what has more is rounded
//! half away from zero.

mod column;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde_json::Value;

use self::column::columns;
use super::records::{Line, ordered};
use crate::model::{Period, Record, Source};

/// The file's name.
pub const NAME: &str = "records.parquet";
/// Decimals of an amount.
const SCALE: u32 = 8;
/// Rows that are held at once; a reader skips groups as a whole.
const GROUP: usize = 10_000;

/// What a column holds.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    /// Kept as JSON where it is an object.
    Json,
    Date,
    Whole,
    Number,
}

impl Kind {
    const fn declared(self) -> (&'static str, &'static str) {
        match self {
            Self::Text | Self::Json => ("binary", " (STRING)"),
            Self::Date => ("int32", " (DATE)"),
            Self::Whole => ("int32", ""),
            Self::Number => ("fixed_len_byte_array(12)", " (DECIMAL(28,8))"),
        }
    }
}

/// The keys of a record in the order of records.jsonl.
const BEFORE: [(&str, Kind); 14] = [
    ("kind", Kind::Text),
    ("period", Kind::Text),
    ("unit", Kind::Text),
    ("unit_name", Kind::Text),
    ("project", Kind::Text),
    ("name", Kind::Text),
    ("activity", Kind::Text),
    ("content", Kind::Text),
    ("beneficiary", Kind::Text),
    ("location", Kind::Text),
    ("start", Kind::Date),
    ("end", Kind::Date),
    ("basis", Kind::Text),
    ("money_source", Kind::Text),
];
const RESULT: [(&str, Kind); 7] = [
    ("indicator", Kind::Text),
    ("name", Kind::Text),
    ("unit", Kind::Text),
    ("planned", Kind::Number),
    ("period", Kind::Number),
    ("cumulative", Kind::Number),
    ("cell", Kind::Text),
];
const AFTER: [(&str, Kind); 2] = [("note", Kind::Text), ("corrected", Kind::Json)];
const SOURCE: [(&str, Kind); 5] = [
    ("file", Kind::Text),
    ("hash", Kind::Text),
    ("sheet", Kind::Text),
    ("row", Kind::Whole),
    ("revision", Kind::Whole),
];
const PHASES: [&str; 3] = ["approved", "spent", "cumulative"];

/// Writes the file in the order of records.jsonl.
pub fn write<'r>(
    records: impl IntoIterator<Item = &'r Record>,
    unit_names: &'r BTreeMap<Arc<str>, Arc<str>>,
    period: Period,
    out: &mut (dyn Write + Send),
) -> io::Result<()> {
    let period = period.to_string();
    let schema = Arc::new(parse_message_type(&schema()).map_err(failed)?);
    let properties = WriterProperties::builder()
        .set_created_by(format!("tonghop {}", env!("CARGO_PKG_VERSION")))
        .set_compression(Compression::SNAPPY)
        .build();
    let mut file = SerializedFileWriter::new(out, schema, Arc::new(properties)).map_err(failed)?;
    for some in ordered(records).chunks(GROUP) {
        let lines = some
            .iter()
            .map(|record| {
                let unit_name = unit_names.get(&record.unit).map_or("", |name| &**name);
                serde_json::to_value(Line::new(record, unit_name, &period))
            })
            .collect::<Result<Vec<Value>, _>>()?;
        let mut group = file.next_row_group().map_err(failed)?;
        for column in columns(&lines) {
            if let Some(mut writer) = group.next_column().map_err(failed)? {
                column.write(&mut writer).map_err(failed)?;
                writer.close().map_err(failed)?;
            }
        }
        group.close().map_err(failed)?;
    }
    file.close().map_err(failed)?;
    Ok(())
}

/// A fault of the disk keeps its kind: a full disk is told as one.
fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(io) => *io,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}

fn schema() -> String {
    let leaf = |(name, kind): &(&str, Kind)| {
        let (physical, logical) = kind.declared();
        format!("optional {physical} {name}{logical}; ")
    };
    let group = |name: &str, leaves: String| format!("required group {name} {{ {leaves}}} ");
    let mut text = String::from("message record { ");
    text.extend(BEFORE.iter().map(leaf));
    for phase in PHASES {
        let amounts = Source::ALL.iter().map(|s| leaf(&(s.name(), Kind::Number)));
        text.push_str(&group(phase, amounts.collect()));
    }
    let element = group("element", RESULT.iter().map(leaf).collect());
    text.extend([
        "required group results (LIST) { repeated group list { ",
        &element,
        "} } ",
    ]);
    text.extend(AFTER.iter().map(leaf));
    text.push_str(&group("source", SOURCE.iter().map(leaf).collect()));
    text.push_str(
        "required group cells (MAP) { repeated group key_value { required binary key (STRING); required binary value (STRING); } } }",
    );
    text
}
