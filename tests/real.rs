//! Real workbooks that nobody here made, against a table of what `inspect` must answer for each
//! (real/table.toml, written from the rendered sheets).

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test speaks by failing, and says loudly what it skips"
)]

#[path = "support/shared.rs"]
mod shared;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use assert_cmd::Command;
use serde::Deserialize;
use serde_json::Value;
use tonghop::base::money::MoneyUnit;
use tonghop::layout::money_unit;

/// The findings that a row of the table lists completely.
const LISTED: [&str; 5] = ["R001", "R002", "R003", "R004", "R010"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    file: Vec<File>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    path: String,
    format: Option<String>,
    codes: Vec<String>,
    kind: Option<String>,
    #[serde(default)]
    nearest: bool,
    sheets: Option<usize>,
    #[serde(default)]
    sheet: Vec<Sheet>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    name: String,
    #[serde(default)]
    hidden: bool,
    form: Option<String>,
    header: Option<[u64; 2]>,
    unit: Option<String>,
    #[serde(default)]
    also: Vec<String>,
    detail: Option<usize>,
    #[serde(default)]
    numbers: BTreeMap<String, String>,
    #[serde(default)]
    texts: BTreeMap<String, String>,
}

fn table() -> Vec<File> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real/table.toml");
    toml::from_str::<Table>(&std::fs::read_to_string(path).unwrap())
        .unwrap()
        .file
}

/// What `inspect --cells` answers, and how the program ended.
fn inspect(path: &Path) -> (Value, Option<i32>) {
    let output = Command::new(assert_cmd::cargo::cargo_bin!("tonghop"))
        .args(["inspect", "--cells", "--format", "json"])
        .arg(path)
        .output()
        .unwrap();
    let value = serde_json::from_slice(&output.stdout).unwrap_or_else(|e| {
        panic!(
            "{}: {e}: {}",
            path.display(),
            String::from_utf8_lossy(&output.stderr)
        )
    });
    (value, output.status.code())
}

/// Checks the files of one folder and tells all that differs at once.
fn folder(name: &str) {
    let Some(real) = shared::shared("real") else {
        return;
    };
    let prefix = format!("{name}/");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for file in table().iter().filter(|f| f.path.starts_with(&prefix)) {
        let (found, code) = inspect(&real.join(&file.path));
        let mut told: Vec<String> = Vec::new();
        check(file, &found, code, &mut told);
        wrong.extend(told.iter().map(|t| format!("{}: {t}", file.path)));
        seen += 1;
    }
    assert!(seen > 0, "no row of the table for {name}");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn check(file: &File, found: &Value, code: Option<i32>, wrong: &mut Vec<String>) {
    if !matches!(code, Some(0 | 1)) {
        wrong.push(format!("exit code {code:?}"));
    }
    let findings = found["findings"].as_array().unwrap();
    let codes: BTreeSet<&str> = findings
        .iter()
        .filter_map(|f| f["code"].as_str())
        .filter(|c| LISTED.contains(c))
        .collect();
    let codes = codes.into_iter().collect::<Vec<_>>().join("+");
    if !file.codes.contains(&codes) {
        wrong.push(format!("{codes} instead of one of {:?}", file.codes));
    }
    let of = |code: &str| findings.iter().find(|f| f["code"] == code);
    let unreadable = of("R001").filter(|f| f["sheet"].is_null());
    if let (Some(kind), Some(finding)) = (&file.kind, unreadable)
        && finding["found"] != kind.as_str()
    {
        wrong.push(format!("{} instead of {kind}", finding["found"]));
    }
    if file.nearest && of("R004").is_none_or(|f| f["expected"].is_null()) {
        wrong.push("R004 names no nearest form".to_owned());
    }
    if let Some(format) = &file.format
        && found["format"] != format.as_str()
    {
        wrong.push(format!("format {} instead of {format}", found["format"]));
    }
    let sheets = found["sheets"].as_array().unwrap();
    if let Some(count) = file.sheets
        && sheets.len() != count
    {
        wrong.push(format!("{} sheets instead of {count}", sheets.len()));
    }
    // A file that was refused as a whole has no sheets to look at, and may not have any.
    if unreadable.is_some() || of("R002").is_some() || of("R003").is_some() {
        if !sheets.is_empty() {
            wrong.push("sheets of a file that was not read".to_owned());
        }
        return;
    }
    for wanted in &file.sheet {
        let mut told = Vec::new();
        match sheets.iter().find(|s| s["name"] == wanted.name.as_str()) {
            Some(sheet) => check_sheet(wanted, sheet, &mut told),
            None => told.push("is not there".to_owned()),
        }
        wrong.extend(told.iter().map(|t| format!("{}: {t}", wanted.name)));
    }
}

fn check_sheet(wanted: &Sheet, sheet: &Value, wrong: &mut Vec<String>) {
    if sheet["visible"] == wanted.hidden {
        wrong.push(format!("visible is {}", sheet["visible"]));
    }
    if let Some(form) = &wanted.form {
        let found = sheet["form"].as_str().unwrap_or("none");
        if found != form {
            wrong.push(format!("form {found} instead of {form}"));
        }
    }
    if let Some([first, last]) = wanted.header {
        let found = &sheet["header"];
        if found["first"] != first || found["last"] != last {
            wrong.push(format!("header {found} instead of {first} to {last}"));
        }
    }
    if let Some(unit) = &wanted.unit {
        let found = stated(&sheet["money_unit"]);
        if found != *unit {
            wrong.push(format!("unit {found} instead of {unit}"));
        }
    }
    let also: Vec<&str> = sheet["other_units"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|u| u["cell"].as_str())
        .collect();
    if wanted.unit.is_some() && also != wanted.also {
        wrong.push(format!(
            "other units at {also:?} instead of {:?}",
            wanted.also
        ));
    }
    if let Some(detail) = wanted.detail {
        let found = lines(sheet);
        if found.len() != detail {
            wrong.push(format!(
                "{} lines instead of {detail}: {found:?}",
                found.len()
            ));
        }
    }
    for (cell, number) in &wanted.numbers {
        let found = at(sheet, cell, "number");
        if found.as_ref() != Some(number) {
            wrong.push(format!("{cell} is {found:?} instead of {number}"));
        }
    }
    for (cell, text) in &wanted.texts {
        let found = at(sheet, cell, "text").map(|t| plain(&t));
        if found.as_ref() != Some(&plain(text)) {
            wrong.push(format!("{cell} is {found:?} instead of {text}"));
        }
    }
}

/// "1000 C8", or "none".
fn stated(unit: &Value) -> String {
    match (unit["scale"].as_u64(), unit["cell"].as_str()) {
        (Some(scale), Some(cell)) => format!("{scale} {cell}"),
        _ => "none".to_owned(),
    }
}

/// The rows that are lines of a table.
fn lines(sheet: &Value) -> Vec<u64> {
    sheet["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|r| {
            matches!(
                r["class"].as_str(),
                Some("project" | "activity" | "indicator" | "unknown")
            )
        })
        .filter_map(|r| r["row"].as_u64())
        .collect()
}

fn at(sheet: &Value, cell: &str, kind: &str) -> Option<String> {
    sheet["cells"]
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["cell"] == cell)?[kind]
        .as_str()
        .map(str::to_owned)
}

/// Without case and with single blanks.
fn plain(text: &str) -> String {
    text.to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn the_table_has_a_row_for_every_file() {
    let Some(real) = shared::shared("real") else {
        return;
    };
    let rows: BTreeSet<String> = table().into_iter().map(|f| f.path).collect();
    let mut files = BTreeSet::new();
    for folder in std::fs::read_dir(&real).unwrap().map(|e| e.unwrap().path()) {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for path in entries.map(|e| e.unwrap().path()) {
            if path.extension().is_none_or(|e| e != "txt") {
                let name = path.strip_prefix(&real).unwrap();
                files.insert(name.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    assert_eq!(rows, files);
}

#[test]
fn documents_of_vietnamese_offices() {
    folder("vietnam");
}

#[test]
fn returns_of_another_government() {
    folder("uk-returns");
}

#[test]
fn encrypted_workbooks() {
    folder("encrypted");
}

#[test]
fn damaged_workbooks() {
    folder("damaged");
    folder("panic");
    folder("abort");
    folder("attack");
}

#[test]
fn workbooks_with_one_bad_sheet() {
    folder("one-bad-sheet");
}

#[test]
fn rare_formats() {
    folder("ods-indented");
    folder("excel-2-to-5");
    folder("sparse");
}

/// The lines of a table of two columns, without its comments.
fn pairs(name: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/real")
        .join(name);
    std::fs::read_to_string(path)
        .unwrap()
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once('\t').unwrap())
        .map(|(text, what)| (text.to_owned(), what.to_owned()))
        .collect()
}

/// Every line of a file of harvested wordings stands in our table of them.
fn complete(shared: &str, column: impl Fn(&str) -> &str, ours: &[(String, String)]) {
    let Some(real) = shared::shared("real") else {
        return;
    };
    let text = std::fs::read_to_string(real.join("../data").join(shared)).unwrap();
    let lacking: Vec<&str> = text
        .lines()
        .map(column)
        .filter(|line| !line.is_empty() && *line != "label")
        .filter(|line| !ours.iter().any(|(text, _)| text == line))
        .collect();
    assert_eq!(lacking, [""; 0]);
}

#[test]
fn every_harvested_unit_line_states_its_unit() {
    let lines = pairs("unit-lines.tsv");
    complete("unit-lines.txt", |line| line, &lines);
    let wrong: Vec<String> = lines
        .iter()
        .filter_map(|(line, scale)| {
            let found = money_unit::of_line(line)
                .map_or(0, MoneyUnit::scale)
                .to_string();
            (found != *scale).then(|| format!("{line}: {found} instead of {scale}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_harvested_label_is_a_total_or_is_none() {
    let labels = pairs("total-labels.tsv");
    complete(
        "total-labels.tsv",
        |line| line.split('\t').next().unwrap_or_default(),
        &labels,
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("labels.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (col, heading) in ["STT", "Tên đề án", "KCĐP lũy kế từ đầu năm"]
        .into_iter()
        .enumerate()
    {
        sheet
            .write(0, u16::try_from(col).unwrap(), heading)
            .unwrap();
    }
    for (index, (label, _)) in labels.iter().enumerate() {
        let row = u32::try_from(index).unwrap() + 1;
        sheet.write(row, 1, label.as_str()).unwrap();
        sheet.write(row, 2, 250 + row).unwrap();
    }
    book.save(&path).unwrap();
    let (found, _) = inspect(&path);
    let rows = found["sheets"][0]["rows"].as_array().unwrap();
    let wrong: Vec<String> = labels
        .iter()
        .zip(&rows[1..])
        .filter(|((_, what), row)| (row["class"] == "total") != (what == "total"))
        .map(|((label, what), row)| format!("{label}: {} instead of {what}", row["class"]))
        .collect();
    assert_eq!(rows.len(), labels.len() + 1);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
