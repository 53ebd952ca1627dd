//! Biểu 1 to Biểu 6, cell by cell.

use std::fs::File;
use std::io::BufReader;
use std::str::FromStr;

use calamine::{Xlsx, open_workbook};
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value as Json;

use super::form::{self, Line};
use super::office::Faults;
use super::{EXPECTED, expected, results, text};

/// How the form shows money: the amounts of expected.json are đồng.
const TRIEU: i64 = 1_000_000;
/// The sources of expected.json under their names in the form.
const SOURCES: [(&str, &str); 7] = [
    ("total", "total"),
    ("national", "national"),
    ("local", "local"),
    ("district", "district"),
    ("counterpart", "counterpart"),
    ("other", "other"),
    ("support", "unallocated"),
];
const PHASES: [(&str, &str); 3] = [
    ("plan", "approved"),
    ("spent", "spent"),
    ("cumulative", "cumulative"),
];

fn rows(sheet: &str) -> Vec<Line> {
    let mut book: Xlsx<BufReader<File>> =
        open_workbook(results().join("bao-cao.xlsx")).expect("bao-cao.xlsx opens");
    form::table(&mut book, sheet).1
}

fn decimal(text: &str) -> Decimal {
    Decimal::from_str(text).unwrap_or_else(|_| panic!("expected.json: {text} is no number"))
}

/// A figure against what is expected; nothing and 0 are the same where nothing is reported.
fn figure(faults: &mut Faults, line: &Line, field: &str, expected: Decimal) {
    match line.number(field) {
        Ok(found) => {
            if found.unwrap_or_default() != expected {
                let found = found.map_or_else(|| "blank".to_owned(), |n| n.to_string());
                faults.differ(line.place(field), expected.normalize(), found);
            }
        }
        Err(found) => faults.differ(line.place(field), expected.normalize(), found),
    }
}

/// The amounts in đồng of expected.json against the row's cells in triệu; the sources the sheet has.
fn money(faults: &mut Faults, line: &Line, expected: &Json) {
    let columns = form::columns(&line.sheet);
    for (key, phase) in PHASES {
        for (source, name) in SOURCES {
            let field = format!("{phase}.{name}");
            if columns.contains(&field) {
                let amount = decimal(text(&expected[key], source));
                figure(faults, line, &field, amount / Decimal::from(TRIEU));
            }
        }
    }
}

/// The saved value of the ratio's formula, against a percentage of two decimals; none is blank.
fn percent(faults: &mut Faults, line: &Line, expected: Option<&str>) {
    let found = match line.number("percent") {
        Ok(found) => found.map(|ratio| {
            (ratio * Decimal::from(100))
                .round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
        }),
        Err(found) => {
            return faults.differ(line.place("percent"), expected.unwrap_or("blank"), found);
        }
    };
    if found != expected.map(decimal) {
        let found = found.map_or_else(|| "blank".to_owned(), |n| n.to_string());
        faults.differ(line.place("percent"), expected.unwrap_or("blank"), found);
    }
}

fn same_text(faults: &mut Faults, line: &Line, field: &str, expected: &str) {
    faults.equal(line.place(field), expected, line.text(field));
}

/// The total row, of which there has to be exactly one.
fn total(lines: &[Line]) -> &Line {
    let totals: Vec<&Line> = lines.iter().filter(|line| line.is_total()).collect();
    assert_eq!(totals.len(), 1, "one row TỔNG SỐ");
    totals[0]
}

/// The line number of a content or activity; the money outside all contents has none.
fn number(row: &Json) -> &str {
    row["activity"].as_str().unwrap_or(text(row, "content"))
}

#[test]
fn sheet_1_money_by_activity() {
    let lines = rows("Biểu 1");
    let mut faults = Faults::default();
    let whole = &EXPECTED["bieu1"]["total"];
    money(&mut faults, total(&lines), whole);
    percent(&mut faults, total(&lines), whole["percent"].as_str());
    let all = EXPECTED["bieu1"]["rows"].as_array().unwrap();
    // The last activity belongs to no content: the row of its group has no number.
    let wanted: Vec<&Json> = all.iter().collect();
    let found: Vec<&Line> = lines.iter().filter(|line| !line.is_total()).collect();
    let numbers: Vec<String> = found.iter().map(|line| line.text("number")).collect();
    faults.equal(
        "Biểu 1 A (number)",
        wanted
            .iter()
            .map(|row| number(row))
            .collect::<Vec<_>>()
            .join(" "),
        numbers.join(" "),
    );
    for row in wanted {
        let Some(line) = found.iter().find(|line| line.text("number") == number(row)) else {
            faults.note(format!("Biểu 1 has no row {}", number(row)));
            continue;
        };
        money(&mut faults, line, row);
        percent(&mut faults, line, row["percent"].as_str());
    }
    faults.finish();
}

#[test]
fn the_published_money_is_in_sheet_1() {
    let lines = rows("Biểu 1");
    let line = total(&lines);
    let part = |field| line.number(field).unwrap().unwrap_or_default();
    let promotion = part("approved.national") + part("approved.local");
    assert_eq!(promotion, Decimal::new(38655, 1), "3.865.500.000 đồng");
}

#[test]
fn sheet_2_results() {
    let lines = rows("Biểu 2");
    let mut faults = Faults::default();
    faults.equal("Biểu 2 rows", expected("bieu2").len(), lines.len());
    for (line, row) in lines.iter().zip(expected("bieu2")) {
        let indicator = text(row, "indicator");
        // A "Trong đó" row stands under its line and shows no number of its own.
        if !indicator.ends_with('a') {
            same_text(&mut faults, line, "number", indicator);
        }
        for field in ["planned", "period", "cumulative"] {
            figure(&mut faults, line, field, decimal(text(row, field)));
        }
        let (planned, cumulative) = (
            decimal(text(row, "planned")),
            decimal(text(row, "cumulative")),
        );
        let ratio = (!planned.is_zero()).then(|| {
            (cumulative * Decimal::from(100) / planned)
                .round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
                .to_string()
        });
        percent(&mut faults, line, ratio.as_deref());
    }
    faults.finish();
}

#[test]
fn the_published_results_are_in_sheet_2() {
    let lines = rows("Biểu 2");
    let mut faults = Faults::default();
    let published = &EXPECTED["published"];
    for (number, key, figure_published) in [
        ("1", "new_workers", 300),
        ("3", "startup_trainees", 180),
        ("6", "study_trips", 1),
        ("9", "models", 1),
        ("10", "establishments_equipped", 2),
        ("12", "products_voted", 30),
        ("13", "fairs", 1),
        ("14", "establishments_at_fairs", 16),
        ("16", "establishments_advised", 3),
    ] {
        faults.equal(key, figure_published, text(published, key));
        let line = lines.iter().find(|line| line.text("number") == number);
        let line = line.unwrap_or_else(|| panic!("Biểu 2 has no line {number}"));
        figure(
            &mut faults,
            line,
            "cumulative",
            Decimal::from(figure_published),
        );
    }
    // "Trong đó" of the fair: the line after it.
    let fair = lines
        .iter()
        .position(|line| line.text("number") == "13")
        .unwrap();
    figure(
        &mut faults,
        &lines[fair + 1],
        "cumulative",
        Decimal::from(120),
    );
    faults.finish();
}

#[test]
fn sheet_3_projects() {
    let lines = rows("Biểu 3");
    let mut faults = Faults::default();
    let whole = total(&lines);
    same_text(&mut faults, whole, "name", "TỔNG SỐ (13 đề án)");
    money(&mut faults, whole, &EXPECTED["bieu1"]["total"]);
    percent(
        &mut faults,
        whole,
        EXPECTED["bieu1"]["total"]["percent"].as_str(),
    );

    let codes: Vec<String> = lines
        .iter()
        .map(|line| line.text("code"))
        .filter(|c| !c.is_empty())
        .collect();
    let wanted: Vec<&str> = expected("bieu3")
        .iter()
        .map(|row| text(row, "project"))
        .collect();
    faults.equal("Biểu 3 B (code)", wanted.join(" "), codes.join(" "));
    for row in expected("bieu3") {
        let Some(line) = lines
            .iter()
            .find(|line| line.text("code") == text(row, "project"))
        else {
            faults.note(format!("Biểu 3 has no project {}", text(row, "project")));
            continue;
        };
        money(&mut faults, line, row);
        let unit = expected("bieu4")
            .iter()
            .find(|u| u["unit"] == row["unit"])
            .unwrap();
        same_text(&mut faults, line, "unit_name", text(unit, "unit_name"));
        shown_results(&mut faults, line, row);
    }
    // Contents and activities with projects carry the sums of Biểu 1.
    for row in EXPECTED["bieu1"]["rows"].as_array().unwrap() {
        let group = lines.iter().find(|line| {
            line.text("code").is_empty() && !line.is_total() && line.text("index") == number(row)
        });
        match group {
            Some(line) => {
                money(&mut faults, line, row);
                percent(&mut faults, line, row["percent"].as_str());
            }
            None if row["projects"] != 0 => {
                faults.note(format!("Biểu 3 has no group {}", number(row)));
            }
            None => {}
        }
    }
    faults.finish();
}

/// Each result's figure stands in the text of the results.
fn shown_results(faults: &mut Faults, line: &Line, row: &Json) {
    let shown = line.text("results");
    let figures: Vec<&str> = shown
        .split(|c: char| !c.is_ascii_digit() && c != ',')
        .collect();
    for result in row["results"].as_array().unwrap() {
        let cumulative = text(result, "cumulative");
        if !figures.contains(&cumulative) {
            faults.differ(line.place("results"), cumulative, &shown);
        }
    }
}

#[test]
fn the_published_classes_are_in_sheet_3() {
    let lines = rows("Biểu 3");
    let classes = |code: &str| -> String {
        let line = lines.iter().find(|line| line.text("code") == code);
        line.unwrap_or_else(|| panic!("no {code}"))
            .text("results")
            .to_lowercase()
    };
    let (kien_thuy, vinh_bao) = (classes("KC17-01"), classes("KC17-02"));
    assert!(
        kien_thuy.contains("lớp") && kien_thuy.contains('7'),
        "{kien_thuy}"
    );
    assert!(
        vinh_bao.contains("lớp") && vinh_bao.contains('5'),
        "{vinh_bao}"
    );
}

#[test]
fn sheet_4_units() {
    let lines = rows("Biểu 4");
    let mut faults = Faults::default();
    let whole = total(&lines);
    money(&mut faults, whole, &EXPECTED["bieu1"]["total"]);
    percent(
        &mut faults,
        whole,
        EXPECTED["bieu1"]["total"]["percent"].as_str(),
    );
    let projects = Decimal::from(13);
    figure(&mut faults, whole, "projects_approved", projects);
    figure(&mut faults, whole, "projects_reported", projects);
    figure(&mut faults, whole, "errors", Decimal::from(5));
    figure(&mut faults, whole, "warnings", Decimal::ZERO);

    let units: Vec<&Line> = lines.iter().filter(|line| !line.is_total()).collect();
    faults.equal("Biểu 4 rows", expected("bieu4").len(), units.len());
    for row in expected("bieu4") {
        let Some(line) = units
            .iter()
            .find(|line| line.text("code") == text(row, "unit"))
        else {
            faults.note(format!("Biểu 4 has no unit {}", text(row, "unit")));
            continue;
        };
        same_text(&mut faults, line, "name", text(row, "unit_name"));
        money(&mut faults, line, row);
        percent(&mut faults, line, row["percent"].as_str());
        let projects = Decimal::from(row["projects"].as_i64().unwrap());
        figure(&mut faults, line, "projects_approved", projects);
        figure(&mut faults, line, "projects_reported", projects);
        let sent = expected("bieu6")
            .iter()
            .find(|s| s["unit"] == row["unit"])
            .unwrap();
        figure(
            &mut faults,
            line,
            "errors",
            Decimal::from(sent["errors"].as_i64().unwrap()),
        );
        figure(&mut faults, line, "warnings", Decimal::ZERO);
    }
    faults.finish();
}

#[test]
fn sheet_5_approvals() {
    const FIELDS: [(&str, &str); 5] = [
        ("approved", "decided.total"),
        ("reported_approved", "reported.total"),
        ("approved_difference", "reported.difference"),
        ("cumulative", "cumulative.total"),
        ("remaining", "remaining"),
    ];
    let lines = rows("Biểu 5");
    let mut faults = Faults::default();
    let codes: Vec<String> = lines
        .iter()
        .filter(|line| !line.is_total())
        .map(|line| line.text("code"))
        .collect();
    faults.equal("Biểu 5 rows", expected("bieu5").len(), codes.len());
    for (key, field) in FIELDS {
        let mut sum = Decimal::ZERO;
        for row in expected("bieu5") {
            let amount = decimal(text(row, key)) / Decimal::from(TRIEU);
            sum += amount;
            match lines
                .iter()
                .find(|line| line.text("code") == text(row, "project"))
            {
                Some(line) => figure(&mut faults, line, field, amount),
                None => faults.note(format!("Biểu 5 has no project {}", text(row, "project"))),
            }
        }
        figure(&mut faults, total(&lines), field, sum);
    }
    // The planted mistakes of projects are named beside them, and beside no other project.
    for line in lines.iter().filter(|line| !line.is_total()) {
        let code = line.text("code");
        let mut wanted: Vec<&str> = expected("findings")
            .iter()
            .filter(|f| text(f, "project") == code)
            .map(|f| text(f, "code"))
            .filter(|c| c.starts_with('B'))
            .collect();
        wanted.sort_unstable();
        for name in &wanted {
            if !line.text("codes").contains(name) {
                faults.differ(line.place("codes"), name, line.text("codes"));
            }
        }
        if wanted.is_empty() && line.text("codes").contains('B') {
            faults.differ(line.place("codes"), "no B code", line.text("codes"));
        }
    }
    faults.finish();
}

#[test]
fn sheet_6_submissions() {
    let lines = rows("Biểu 6");
    let mut faults = Faults::default();
    let mut known = 0;
    for row in expected("bieu6") {
        let unit = text(row, "unit_name");
        let files: Vec<&str> = row["files"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Json::as_str)
            .collect();
        let of_unit = |line: &&Line| line.text("unit_name") == unit;
        if files.is_empty() {
            known += 1;
            match lines.iter().find(of_unit) {
                Some(line) => {
                    same_text(&mut faults, line, "file", "");
                    same_text(&mut faults, line, "received", "");
                    figure(
                        &mut faults,
                        line,
                        "errors",
                        Decimal::from(row["errors"].as_i64().unwrap()),
                    );
                }
                None => faults.note(format!("Biểu 6 does not name {unit}, which sent nothing")),
            }
        }
        for file in files {
            known += 1;
            let short = file.strip_prefix("da-nop/").unwrap_or(file);
            let Some(line) = lines.iter().find(|line| line.text("file").ends_with(short)) else {
                faults.note(format!("Biểu 6 does not list {file}"));
                continue;
            };
            same_text(&mut faults, line, "unit_name", unit);
            same_text(&mut faults, line, "received", text(row, "received"));
            figure(
                &mut faults,
                line,
                "errors",
                Decimal::from(row["errors"].as_i64().unwrap()),
            );
            figure(&mut faults, line, "warnings", Decimal::ZERO);
        }
        for attachment in row["attachments"].as_array().unwrap() {
            let name = attachment.as_str().unwrap().rsplit('/').next().unwrap();
            let named =
                |line: &&Line| line.text("file").contains(name) || line.text("note").contains(name);
            if lines.iter().find(named).is_none() {
                faults.note(format!("Biểu 6 does not list the attachment {name}"));
            }
            known += lines
                .iter()
                .filter(|line| line.text("file").ends_with(name))
                .count();
        }
    }
    faults.equal("Biểu 6 rows", known, lines.len());
    faults.finish();
}
