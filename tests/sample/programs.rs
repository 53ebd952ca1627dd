//! findings.json, records.jsonl and approvals.jsonl: what programs read.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::office::{self, Faults, json, json_lines};
use super::{EXPECTED, expected, results, text};

const MONEY: [&str; 7] = [
    "total",
    "support",
    "national",
    "local",
    "district",
    "counterpart",
    "other",
];

fn findings() -> Json {
    json(&results().join("findings.json"))
}

fn list(value: &Json) -> &[Json] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[test]
fn the_planted_mistakes_are_found_and_nothing_else() {
    let report = findings();
    let mut faults = Faults::default();
    let found = list(&report["findings"]);
    for wanted in expected("findings") {
        let Some(finding) = found.iter().find(|f| f["id"] == wanted["id"]) else {
            faults.note(format!("no finding {}", wanted["id"]));
            continue;
        };
        for (key, value) in wanted.as_object().unwrap() {
            faults.equal(
                format!("{} {key}", text(wanted, "id")),
                value,
                &finding[key],
            );
        }
        if !finding["caused_by"].is_null() || finding["waived"] != false {
            faults.note(format!("{} does not count", text(wanted, "id")));
        }
    }
    for finding in found.iter().filter(|f| f["severity"] != "info") {
        if !expected("findings")
            .iter()
            .any(|wanted| wanted["id"] == finding["id"])
        {
            faults.note(format!(
                "{} {} at {} {} was not planted: {}",
                finding["severity"],
                finding["id"],
                finding["file"],
                finding["cell"],
                finding["message"]
            ));
        }
    }
    faults.finish();
}

/// Infos in one form: code, file, sheet and all cells.
fn info(value: &Json) -> (String, String, String, String) {
    let cells: BTreeSet<&str> = list(&value["cells"])
        .iter()
        .filter_map(Json::as_str)
        .collect();
    (
        text(value, "code").to_owned(),
        text(value, "file").to_owned(),
        text(value, "sheet").to_owned(),
        cells.into_iter().collect::<Vec<_>>().join(" "),
    )
}

#[test]
fn infos_are_the_habits_of_the_offices() {
    let report = findings();
    // A consequence says the same as the finding that carries it.
    let found: BTreeSet<_> = list(&report["findings"])
        .iter()
        .filter(|f| f["severity"] == "info" && f["caused_by"].is_null())
        .map(info)
        .collect();
    let wanted: BTreeSet<_> = expected("infos").iter().map(info).collect();
    let mut faults = Faults::default();
    for lost in wanted.difference(&found) {
        faults.note(format!("no info {lost:?}"));
    }
    for more in found.difference(&wanted) {
        faults.note(format!("an info that was not expected: {more:?}"));
    }
    faults.finish();
}

#[test]
fn counts_and_what_is_not_checked() {
    let report = findings();
    let mut faults = Faults::default();
    for (severity, count) in EXPECTED["counts"].as_object().unwrap() {
        faults.equal(
            format!("counts.{severity}"),
            count,
            &report["counts"][severity],
        );
    }
    faults.equal("counts.waived", 0, &report["counts"]["waived"]);
    faults.equal("period", &EXPECTED["period"], &report["period"]);
    let not_checked: BTreeSet<&str> = list(&report["not_checked"])
        .iter()
        .map(|n| text(n, "code"))
        .collect();
    let wanted: BTreeSet<&str> = expected("not_checked")
        .iter()
        .filter_map(Json::as_str)
        .collect();
    // C401 to C403 need the period before, O502 a full year, B306 a ceiling, A201, A203, A207 an amount that is no number; nothing else may be left out.
    for code in not_checked.difference(&wanted) {
        faults.note(format!("{code} is not checked"));
    }
    faults.finish();
}

#[test]
fn records_hold_the_projects_as_they_were_reported() {
    let records = json_lines(&results().join("records.jsonl"));
    let projects: BTreeMap<(&str, &str), &Json> = records
        .iter()
        .filter(|r| r["kind"] == "project")
        .map(|r| ((text(r, "project"), text(r, "unit")), r))
        .collect();
    let mut faults = Faults::default();
    let count = records.iter().filter(|r| r["kind"] == "project").count();
    faults.equal("project records", expected("projects").len(), count);
    for wanted in expected("projects") {
        let (code, unit) = (text(wanted, "project"), text(wanted, "unit"));
        let Some(record) = projects.get(&(code, unit)) else {
            faults.note(format!("no record of {code} of {unit}"));
            continue;
        };
        for key in ["activity", "content"] {
            faults.equal(format!("{code} {key}"), &wanted[key], &record[key]);
        }
        for key in ["file", "sheet", "row"] {
            faults.equal(
                format!("{code} source.{key}"),
                &wanted[key],
                &record["source"][key],
            );
        }
        for phase in ["approved", "spent", "cumulative"] {
            for source in MONEY {
                // The total is as printed; without one it is the sum of the parts.
                let printed = &wanted["printed_total"][phase];
                let value = match source {
                    "total" if !printed.is_null() => printed,
                    _ => &wanted[phase][source],
                };
                faults.equal(
                    format!("{code} {phase}.{source}"),
                    value,
                    &record[phase][source],
                );
            }
        }
        results_of(&mut faults, code, wanted, record);
    }
    faults.finish();
}

fn results_of(faults: &mut Faults, code: &str, wanted: &Json, record: &Json) {
    let (all, found) = (list(&wanted["results"]), list(&record["results"]));
    faults.equal(format!("{code} results"), all.len(), found.len());
    for (wanted, found) in all.iter().zip(found) {
        let cell = text(wanted, "cell");
        for key in ["indicator", "planned", "period", "cumulative", "cell"] {
            faults.equal(
                format!("{code} result {cell} {key}"),
                &wanted[key],
                &found[key],
            );
        }
    }
}

#[test]
fn the_published_classes_are_in_the_records() {
    let records = json_lines(&results().join("records.jsonl"));
    let classes: u32 = records
        .iter()
        .flat_map(|r| list(&r["results"]))
        .filter(|r| text(r, "name").to_lowercase().contains("lớp"))
        .map(|r| text(r, "cumulative").parse::<u32>().unwrap())
        .sum();
    assert_eq!(classes, 12);
    assert_eq!(EXPECTED["published"]["classes"], "12");
}

#[test]
fn approvals_hold_what_the_decisions_say() {
    let approvals = json_lines(&results().join("approvals.jsonl"));
    let mut faults = Faults::default();
    faults.equal("approvals", expected("projects").len(), approvals.len());
    for wanted in expected("projects") {
        let code = text(wanted, "project");
        let Some(line) = approvals.iter().find(|a| a["project"] == code) else {
            faults.note(format!("no approval of {code}"));
            continue;
        };
        faults.equal(format!("{code} unit"), &wanted["unit"], &line["unit"]);
        for source in MONEY {
            let found = &line["approved"][source];
            faults.equal(
                format!("{code} approved.{source}"),
                &wanted["plan"][source],
                found,
            );
        }
    }
    faults.finish();
}

#[test]
fn outputs_have_their_published_shapes() {
    let mut faults = Faults::default();
    let shape = |text: &str| {
        jsonschema::validator_for(&serde_json::from_str(text).unwrap()).expect("a schema")
    };
    let report = findings();
    for error in shape(include_str!("../schemas/findings.schema.json")).iter_errors(&report) {
        faults.note(format!("findings.json {}: {error}", error.instance_path()));
    }
    let record = shape(include_str!("../schemas/record.schema.json"));
    let lines = json_lines(&results().join("records.jsonl"));
    assert!(!lines.is_empty(), "records.jsonl is empty");
    for (number, line) in (1..).zip(&lines) {
        for error in record.iter_errors(line) {
            faults.note(format!(
                "records.jsonl line {number} {}: {error}",
                error.instance_path()
            ));
        }
    }
    faults.finish();
}

/// Every output for programs has its published shape in English too, and only the sentences are in another language.
#[test]
fn only_sentences_follow_the_language() {
    let workspace = office::folder("sample-en");
    office::copy_sample(&workspace);
    let mut command = office::tonghop();
    command.args(["run", "--lang", "en"]).arg(&workspace);
    let output = command.output().unwrap();
    assert_eq!(office::code(&output), 1, "{}", office::said(&output));
    let english = workspace.join("ket-qua");
    let shape = |text: &str| {
        jsonschema::validator_for(&serde_json::from_str(text).unwrap()).expect("a schema")
    };
    let mut faults = Faults::default();
    let mut fits = |name: &str, schema: &jsonschema::Validator, value: &Json| {
        for error in schema.iter_errors(value) {
            faults.note(format!("{name} {}: {error}", error.instance_path()));
        }
    };
    let findings_shape = shape(include_str!("../schemas/findings.schema.json"));
    let sarif = shape(include_str!("../schemas/sarif-2.1.0.schema.json"));
    for folder in [&english, &results()] {
        fits(
            "findings.json",
            &findings_shape,
            &json(&folder.join("findings.json")),
        );
        fits(
            "findings.sarif",
            &sarif,
            &json(&folder.join("findings.sarif")),
        );
    }
    let record = shape(include_str!("../schemas/record.schema.json"));
    for line in json_lines(&english.join("records.jsonl")) {
        fits("records.jsonl", &record, &line);
    }
    // How a workbook is understood, file by file.
    let inspect = shape(include_str!("../schemas/inspect.schema.json"));
    let manifest = json(&english.join("manifest.json"));
    let inputs = list(&manifest["inputs"]).iter();
    let sent: Vec<&Json> = inputs.filter(|i| i["role"] == "submission").collect();
    assert!(sent.len() > 8, "{}", sent.len());
    for input in sent {
        let name = text(input, "file");
        let told = ["vi", "en"].map(|lang| {
            let mut command = office::tonghop();
            command.args(["inspect", "--format", "json", "--lang", lang]);
            let output = command.arg(workspace.join(name)).output().unwrap();
            let mut told: Json = serde_json::from_slice(&output.stdout)
                .unwrap_or_else(|e| panic!("{name}: {e}: {}", office::said(&output)));
            fits(name, &inspect, &told);
            without_sentences(&mut told);
            told
        });
        assert_eq!(told[0], told[1], "{name}");
    }
    faults.finish();
    for name in ["records.jsonl", "approvals.jsonl"] {
        let both = [&english, &results()].map(|folder| std::fs::read(folder.join(name)).unwrap());
        assert!(both[0] == both[1], "{name} follows the language");
    }
    let both = [&english, &results()].map(|folder| {
        let mut told = json(&folder.join("findings.json"));
        let messages: Vec<String> = list(&told["findings"])
            .iter()
            .map(|f| format!("{} {}", text(f, "message"), text(f, "hint")))
            .collect();
        without_sentences(&mut told);
        (told, messages)
    });
    assert_eq!(both[0].0, both[1].0);
    for (english, own) in both[0].1.iter().zip(&both[1].1) {
        assert_ne!(english, own);
    }
}

/// Takes out what follows the language: messages and hints, wherever they stand.
fn without_sentences(value: &mut Json) {
    match value {
        Json::Object(fields) => {
            fields.remove("message");
            fields.remove("hint");
            fields.values_mut().for_each(without_sentences);
        }
        Json::Array(all) => all.iter_mut().for_each(without_sentences),
        _ => {}
    }
}
