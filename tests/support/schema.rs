//! What holds for every run, whatever it finds: the published shapes, and figures of findings.json that fit together.

use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::Value as Json;

use super::workspace::Run;

static FINDINGS: LazyLock<Validator> =
    LazyLock::new(|| validator(include_str!("../schemas/findings.schema.json")));
static RECORD: LazyLock<Validator> =
    LazyLock::new(|| validator(include_str!("../schemas/record.schema.json")));

fn validator(text: &str) -> Validator {
    let schema = serde_json::from_str(text).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is a schema")
}

/// Everything that is wrong with a run's outputs as such; empty when all is well.
pub fn faults(run: &Run) -> Vec<String> {
    if run.report.is_null() {
        return vec![format!(
            "no findings.json; exit {}, it said:\n{}{}",
            run.status, run.stdout, run.stderr
        )];
    }
    let mut out = Vec::new();
    for error in FINDINGS.iter_errors(&run.report) {
        out.push(format!("findings.json {}: {error}", error.instance_path()));
    }
    for (line, record) in (1..).zip(&run.records) {
        for error in RECORD.iter_errors(record) {
            out.push(format!(
                "records.jsonl line {line} {}: {error}",
                error.instance_path()
            ));
        }
    }
    out.extend(gaps(run));
    out.extend(counts(run));
    out.extend(names(run));
    out.extend(differences(run));
    out
}

/// A sentence with nothing where a value belongs.
fn gaps(run: &Run) -> Vec<String> {
    let said = run.findings().iter().flat_map(|finding| {
        let texts = [&finding["message"], &finding["hint"]];
        texts.map(|text| (&finding["id"], text.as_str().unwrap_or_default()))
    });
    said.filter(|(_, text)| text.contains("  ") || text.contains("“”"))
        .map(|(id, text)| format!("{id} has a gap: {text}"))
        .collect()
}

/// Counts and the exit code follow from the findings.
fn counts(run: &Run) -> Vec<String> {
    let open = |f: &&Json| f["waived"] == false && f["caused_by"].is_null();
    let count = |severity: &str| {
        run.findings()
            .iter()
            .filter(open)
            .filter(|f| f["severity"] == severity)
            .count()
    };
    let mut out = Vec::new();
    for severity in ["error", "warning", "info"] {
        if run.report["counts"][severity] != count(severity) {
            out.push(format!(
                "counts.{severity} is {}, but {} findings are",
                run.report["counts"][severity],
                count(severity)
            ));
        }
    }
    let caused = run.findings().iter().filter(|f| !f["caused_by"].is_null());
    let caused = caused.count();
    if run.report["counts"]["consequences"] != caused {
        out.push(format!(
            "counts.consequences is {}, but {caused} findings have caused_by",
            run.report["counts"]["consequences"]
        ));
    }
    let due = i32::from(count("error") > 0);
    if run.status != due {
        out.push(format!(
            "exit code {} where {due} is due\n{}",
            run.status, run.stderr
        ));
    }
    out
}

/// Ids are different, in order, and a consequence names a finding that is there.
fn names(run: &Run) -> Vec<String> {
    let ids: Vec<&str> = run
        .findings()
        .iter()
        .filter_map(|f| f["id"].as_str())
        .collect();
    let mut out = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for id in &ids {
        if !seen.insert(*id) {
            out.push(format!("two findings are called {id}"));
        }
    }
    for finding in run.findings() {
        match finding["caused_by"].as_str() {
            Some(by) if !seen.contains(by) => {
                out.push(format!(
                    "{} is caused by {by}, which is not there",
                    finding["id"]
                ));
            }
            Some(_) if finding["severity"] != "info" => {
                out.push(format!(
                    "{} is a consequence and yet {}",
                    finding["id"], finding["severity"]
                ));
            }
            _ => {}
        }
    }
    let keys: Vec<_> = run.findings().iter().map(order).collect();
    if !keys.is_sorted() {
        out.push(
            "findings are not in the order of unit, file, sheet, row, column, code".to_owned(),
        );
    }
    out
}

type Order<'a> = (
    Option<&'a str>,
    Option<&'a str>,
    Option<&'a str>,
    Option<(u32, u32)>,
    &'a str,
);

/// Null first, as `None` is below all others.
fn order(finding: &Json) -> Order<'_> {
    (
        finding["unit"].as_str(),
        finding["file"].as_str(),
        finding["sheet"].as_str(),
        finding["cell"].as_str().and_then(super::sheet::cell_place),
        finding["code"].as_str().unwrap_or_default(),
    )
}

/// `difference` is found − expected wherever both are numbers.
fn differences(run: &Run) -> Vec<String> {
    let number = |f: &Json, key: &str| f[key].as_str().and_then(|t| t.parse().ok());
    let mut out = Vec::new();
    for finding in run.findings() {
        let both: Option<(rust_decimal::Decimal, rust_decimal::Decimal)> =
            number(finding, "found").zip(number(finding, "expected"));
        // A number kept as text may look like one that it is not: "1.250" is 1250.
        if let Some((found, expected)) = both
            && finding["code"] != "R009"
            && number(finding, "difference") != Some(found - expected)
        {
            out.push(format!(
                "{}: difference {} is not {found} - {expected}",
                finding["id"], finding["difference"]
            ));
        }
        if finding["cells"].get(0) != finding.get("cell") && !finding["cell"].is_null() {
            out.push(format!("{}: cell is not the first of cells", finding["id"]));
        }
    }
    out
}
