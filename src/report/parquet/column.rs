//! Columns of the table: values, and the levels by which Parquet tells what is absent and where a list begins.

use chrono::NaiveDate;
use parquet::data_type::{
    ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int32Type,
};
use parquet::errors::ParquetError;
use parquet::file::writer::SerializedColumnWriter;
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value;

use super::{AFTER, BEFORE, Kind, NAME, PHASES, RESULT, SCALE, SOURCE};
use crate::model::Source;

/// One column of some rows.
pub(super) struct Column {
    kind: Kind,
    values: Vec<Value>,
    definition: Vec<i16>,
    /// Only columns inside a list have it.
    repetition: Option<Vec<i16>>,
}

/// All columns in the order of the schema.
pub(super) fn columns(lines: &[Value]) -> Vec<Column> {
    let plain = |path: [&str; 2], kind| Column::plain(lines, path, kind);
    let mut columns = Vec::new();
    columns.extend(BEFORE.map(|(name, kind)| plain([name, ""], kind)));
    for phase in PHASES {
        let amounts = Source::ALL.iter();
        columns.extend(amounts.map(|s| plain([phase, s.name()], Kind::Number)));
    }
    columns
        .extend(RESULT.map(|(name, kind)| {
            Column::listed(kind, lines.iter().map(|line| results(line, name)))
        }));
    columns.extend(AFTER.map(|(name, kind)| plain([name, ""], kind)));
    columns.extend(SOURCE.map(|(name, kind)| plain(["source", name], kind)));
    let entries = |line: &Value| line["cells"].as_object().cloned().unwrap_or_default();
    let keys = |line| {
        entries(line)
            .into_iter()
            .map(|(k, _)| Some(Value::String(k)))
    };
    let cells = |line| entries(line).into_iter().map(|(_, cell)| Some(cell));
    for mut column in [
        Column::listed(Kind::Text, lines.iter().map(|l| keys(l).collect())),
        Column::listed(Kind::Text, lines.iter().map(|l| cells(l).collect())),
    ] {
        // Key and value of an entry are required: what is there has level 1, not 2.
        column.definition.iter_mut().for_each(|d| *d = (*d).min(1));
        columns.push(column);
    }
    columns
}

/// One key of each result of a line.
fn results(line: &Value, key: &str) -> Vec<Option<Value>> {
    let results = line["results"].as_array();
    let value = |result: &Value| Some(result[key].clone()).filter(|v| !v.is_null());
    results.map_or_else(Vec::new, |all| all.iter().map(value).collect())
}

impl Column {
    fn plain(lines: &[Value], [name, inner]: [&str; 2], kind: Kind) -> Self {
        let mut column = Self {
            kind,
            values: Vec::new(),
            definition: Vec::with_capacity(lines.len()),
            repetition: None,
        };
        for line in lines {
            let value = if inner.is_empty() {
                &line[name]
            } else {
                &line[name][inner]
            };
            column.definition.push(i16::from(!value.is_null()));
            if !value.is_null() {
                column.values.push(value.clone());
            }
        }
        column
    }

    fn listed(kind: Kind, lists: impl Iterator<Item = Vec<Option<Value>>>) -> Self {
        let (mut values, mut definition, mut repetition) = (Vec::new(), Vec::new(), Vec::new());
        for list in lists {
            if list.is_empty() {
                definition.push(0);
                repetition.push(0);
            }
            for (index, value) in list.into_iter().enumerate() {
                definition.push(if value.is_some() { 2 } else { 1 });
                repetition.push(i16::from(index > 0));
                values.extend(value);
            }
        }
        Self {
            kind,
            values,
            definition,
            repetition: Some(repetition),
        }
    }

    /// Writes it as the next column of a group.
    pub(super) fn write(&self, to: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let (definition, repetition) = (Some(&*self.definition), self.repetition.as_deref());
        match self.kind {
            Kind::Text | Kind::Json => {
                let values: Vec<ByteArray> = self.values.iter().map(words).collect();
                let typed = to.typed::<ByteArrayType>();
                typed.write_batch(&values, definition, repetition)?;
            }
            Kind::Date | Kind::Whole => {
                let values: Vec<i32> = self.values.iter().map(whole).collect::<Result<_, _>>()?;
                let typed = to.typed::<Int32Type>();
                typed.write_batch(&values, definition, repetition)?;
            }
            Kind::Number => {
                let values = self
                    .values
                    .iter()
                    .map(number)
                    .collect::<Result<Vec<_>, _>>()?;
                let typed = to.typed::<FixedLenByteArrayType>();
                typed.write_batch(&values, definition, repetition)?;
            }
        }
        Ok(())
    }
}

fn words(value: &Value) -> ByteArray {
    match value {
        Value::String(text) => ByteArray::from(text.as_str()),
        other => ByteArray::from(other.to_string().into_bytes()),
    }
}

/// A row number, or a date as days since 1970.
fn whole(value: &Value) -> Result<i32, ParquetError> {
    let number = match value {
        Value::String(date) => date
            .parse::<NaiveDate>()
            .ok()
            .map(|day| day.signed_duration_since(NaiveDate::default()).num_days()),
        other => other.as_i64(),
    };
    number
        .and_then(|n| i32::try_from(n).ok())
        .ok_or_else(|| unfit(value))
}

/// An exact number, in hundred-millionths, as twelve bytes of two's complement, the highest first.
pub(super) fn number(value: &Value) -> Result<FixedLenByteArray, ParquetError> {
    let amount = value.as_str().and_then(|t| t.parse::<Decimal>().ok());
    let mut amount = amount.ok_or_else(|| unfit(value))?;
    amount = amount.round_dp_with_strategy(SCALE, RoundingStrategy::MidpointAwayFromZero);
    amount.rescale(SCALE);
    if amount.scale() != SCALE || amount.mantissa().unsigned_abs() >= 10_u128.pow(28) {
        return Err(unfit(value));
    }
    let bytes = amount.mantissa().to_be_bytes();
    Ok(FixedLenByteArray::from(bytes[4..].to_vec()))
}

fn unfit(value: &Value) -> ParquetError {
    ParquetError::General(format!("{NAME}: {value}"))
}
