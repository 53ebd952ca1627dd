use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};

use super::column::number;
use rust_decimal::Decimal;

use super::*;
use crate::report::{records, sample};

/// What the library's own reader makes of the file, line by line.
fn read(records: &[Record]) -> Vec<Value> {
    let mut out = Vec::new();
    write(records, &sample::unit_names(), sample::period(), &mut out).unwrap();
    let reader = SerializedFileReader::new(bytes::Bytes::from(out)).unwrap();
    let rows = reader.get_row_iter(None).unwrap();
    rows.map(|row| object(&row.unwrap())).collect()
}

fn object(row: &Row) -> Value {
    let columns = row.get_column_iter();
    Value::Object(columns.map(|(k, v)| (k.clone(), json(v))).collect())
}

fn json(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Str(text) => text.as_str().into(),
        Field::Int(number) => (*number).into(),
        Field::Group(row) => object(row),
        Field::ListInternal(list) => list.elements().iter().map(json).collect(),
        Field::MapInternal(map) => {
            let text = |key: &Field| json(key).as_str().unwrap().to_owned();
            Value::Object(
                map.entries()
                    .iter()
                    .map(|(k, v)| (text(k), json(v)))
                    .collect(),
            )
        }
        Field::Decimal(decimal) => {
            let mut bytes = [if decimal.data()[0] > 127 { 255 } else { 0 }; 16];
            bytes[4..].copy_from_slice(decimal.data());
            let scale = u32::try_from(decimal.scale()).unwrap();
            let amount = Decimal::from_i128_with_scale(i128::from_be_bytes(bytes), scale);
            amount.normalize().to_string().into()
        }
        other => other.to_string().into(),
    }
}

#[test]
fn every_row_is_the_line_of_records_jsonl() {
    let records = sample::records();
    let mut lines = Vec::new();
    records::write(
        &records,
        &sample::unit_names(),
        sample::period(),
        &mut lines,
    )
    .unwrap();
    let lines: Vec<Value> = String::from_utf8(lines)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let rows = read(&records);
    assert_eq!(rows.len(), lines.len());
    for (row, line) in rows.iter().zip(&lines) {
        for key in [
            "kind", "unit", "project", "name", "activity", "basis", "note",
        ] {
            assert_eq!(row[key], line[key], "{key}");
        }
        for phase in PHASES {
            for source in Source::ALL.map(Source::name) {
                let (own, wanted) = (&row[phase][source], &line[phase][source]);
                assert_eq!(own, wanted, "{phase}.{source}");
            }
        }
        assert_eq!(row["source"]["row"], line["source"]["row"]);
        assert_eq!(row["cells"], line["cells"]);
        let (own, wanted) = (&row["results"], &line["results"]);
        assert_eq!(
            own.as_array().map(Vec::len),
            wanted.as_array().map(Vec::len)
        );
        for (own, wanted) in own
            .as_array()
            .unwrap()
            .iter()
            .zip(wanted.as_array().unwrap())
        {
            for (key, _) in RESULT {
                assert_eq!(own[key], wanted[key], "{key}");
            }
        }
    }
}

#[test]
fn amounts_are_exact_and_what_does_not_fit_is_refused() {
    let bytes = |text: &str| number(&Value::from(text)).map(|b| b.data().to_vec());
    assert_eq!(
        bytes("0.00000001").unwrap(),
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    );
    assert_eq!(bytes("-0.00000001").unwrap(), [255; 12]);
    assert_eq!(bytes("0.000000005").unwrap(), bytes("0.00000001").unwrap());
    assert!(bytes("100000000000000000000").is_err());
}

#[test]
fn no_records_are_a_whole_file_too() {
    assert!(read(&[]).is_empty());
}
