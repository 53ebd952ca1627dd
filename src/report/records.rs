//! records.jsonl: the typed model, a line a record, for programs and for the next period.

use std::cmp::Ordering;

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::money::{amounts, cells, decimal};
use super::plain::{clean, json as text, natural};
use crate::model::record::{Basis, MoneySource, Origin};
use crate::model::{Kind, Period, Phase, Record, ResultFigure};

/// The file's bytes: ordered by unit, kind, project code or line number, file, row (contract, section 3).
pub fn jsonl<'r>(records: impl IntoIterator<Item = &'r Record>, period: Period) -> Vec<u8> {
    let mut ordered: Vec<&Record> = records.into_iter().collect();
    ordered.sort_by(|a, b| order(a, b));
    let period = period.to_string();
    let parts: Vec<String> = ordered
        .par_chunks(256)
        .map(|records| {
            let mut part = String::new();
            for record in records {
                part.push_str(&line(record, &period).to_string());
                part.push('\n');
            }
            part
        })
        .collect();
    parts.concat().into_bytes()
}

fn order(a: &Record, b: &Record) -> Ordering {
    let number = |r: &Record| match r.kind {
        Kind::Project => r.project.clone(),
        Kind::Activity => r.activity.clone(),
        Kind::Indicator => r.results.first().and_then(|f| f.indicator.clone()),
    };
    a.unit
        .cmp(&b.unit)
        .then(a.kind.cmp(&b.kind))
        .then_with(|| match (number(a), number(b)) {
            (Some(a), Some(b)) => natural(&a, &b),
            (a, b) => a.cmp(&b),
        })
        .then_with(|| origin_order(&a.origin, &b.origin))
        .then(a.money_source.cmp(&b.money_source))
}

/// File, sheet, row.
pub(super) fn origin_order(a: &Origin, b: &Origin) -> Ordering {
    (&a.file, &a.sheet, a.row).cmp(&(&b.file, &b.sheet, b.row))
}

fn line(record: &Record, period: &str) -> Value {
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| {
        map.insert(key.to_owned(), value);
    };
    put("kind", json!(record.kind));
    put("period", json!(period));
    put("unit", json!(clean(&record.unit)));
    put("unit_name", json!(clean(&record.unit_name)));
    put("project", text(record.project.as_deref()));
    put("name", text(record.name.as_deref()));
    put("activity", text(record.activity.as_deref()));
    put("content", text(record.content.as_deref()));
    put("beneficiary", text(record.beneficiary.as_deref()));
    put("location", text(record.location.as_deref()));
    put("start", json!(record.start.map(|d| d.to_string())));
    put("end", json!(record.end.map(|d| d.to_string())));
    put(
        "basis",
        json!(match record.basis {
            Basis::Actual => "actual",
            Basis::Estimate => "estimate",
        }),
    );
    if record.kind == Kind::Indicator {
        put(
            "money_source",
            json!(record.money_source.map(|source| match source {
                MoneySource::National => "national",
                MoneySource::Local => "local",
            })),
        );
    }
    let mut places = Map::new();
    for phase in Phase::ALL {
        put(phase.name(), amounts(record.money(phase)));
        cells(phase, record.money(phase), &mut places);
    }
    put(
        "results",
        Value::Array(record.results.iter().map(result).collect()),
    );
    put("note", text(record.note.as_deref()));
    put("corrected", Value::Null);
    put("source", source(&record.origin));
    put("cells", Value::Object(places));
    Value::Object(map)
}

fn result(figure: &ResultFigure) -> Value {
    json!({
        "indicator": text(figure.indicator.as_deref()),
        "name": clean(&figure.name),
        "unit": text(figure.unit.as_deref()),
        "planned": decimal(figure.planned.known()),
        "period": decimal(figure.period.known()),
        "cumulative": decimal(figure.cumulative.known()),
        "cell": figure.cell.map(|c| c.to_string()),
    })
}

/// Where a line stands, as all outputs print it.
pub(super) fn source(origin: &Origin) -> Value {
    json!({
        "file": clean(&origin.file),
        "hash": &*origin.hash,
        "sheet": clean(&origin.sheet),
        "row": origin.row,
        "revision": origin.revision,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn every_line_has_the_shape_of_the_contract() {
        let records = sample::records();
        let out = String::from_utf8(jsonl(&records, sample::period())).unwrap();
        assert_eq!(out.lines().count(), records.len());
        for line in out.lines() {
            sample::fits("record.schema.json", &serde_json::from_str(line).unwrap());
        }
    }

    #[test]
    fn a_project_prints_as_the_contract_shows_it() {
        let out = String::from_utf8(jsonl(&sample::records(), sample::period())).unwrap();
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
        let out = String::from_utf8(jsonl(&sample::records(), sample::period())).unwrap();
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
        let value = line(&record, "2017-Q3");
        assert_eq!(value["cumulative"]["total"], Value::Null);
        assert_eq!(value["cells"]["cumulative.local"], "S14");
    }
}
