//! The forms of a department of industry and trade, redrawn (`tests/fixtures/forms/make_official.py`): results with KCQG
//! before KCĐP, money with KCĐP before KCQG, projects in triệu đồng and in tỷ đồng.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use serde_json::Value as Json;

use super::office;

const FORMS: [&str; 4] = [
    "ket-qua-khuyen-cong",
    "kinh-phi-khuyen-cong",
    "du-an-khuyen-cong",
    "binh-chon-san-pham",
];

struct Done {
    results: PathBuf,
    said: String,
}

static DONE: LazyLock<Done> = LazyLock::new(|| {
    let workspace = office::folder("forms-official");
    office::copy_sample(&workspace);
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/forms");
    for name in FORMS {
        let folder = workspace.join("templates/reports").join(name);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::copy(
            fixtures.join(format!("{name}.xlsx")),
            folder.join("report.xlsx"),
        )
        .unwrap();
        let map = fixtures.join(format!("{name}.toml"));
        if map.is_file() {
            std::fs::copy(map, folder.join("map.toml")).unwrap();
        }
    }
    let output = office::run(&workspace);
    assert_eq!(office::code(&output), 1, "{}", office::said(&output));
    Done {
        results: workspace.join("ket-qua"),
        said: office::said(&output),
    }
});

fn sheet(name: &str, sheet: &str) -> Range<Data> {
    let mut book: Xlsx<_> = open_workbook(DONE.results.join(format!("{name}.xlsx"))).unwrap();
    book.worksheet_range(sheet).unwrap()
}

fn amount(range: &Range<Data>, row: u32, col: u32) -> f64 {
    match range.get_value((row, col)) {
        Some(Data::Float(amount)) => *amount,
        Some(Data::Empty) | None => 0.0,
        other => panic!("row {row} column {col} holds {other:?}"),
    }
}

fn words(range: &Range<Data>, row: u32, col: u32) -> String {
    range
        .get_value((row, col))
        .map(ToString::to_string)
        .unwrap_or_default()
}

/// The column under a heading.
fn column(range: &Range<Data>, row: u32, heading: &str) -> u32 {
    (0..9)
        .find(|col| words(range, row, *col) == heading)
        .unwrap_or_else(|| panic!("no {heading}"))
}

/// Triệu đồng and tỷ đồng of the sample have at most four decimals.
fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-7
}

#[test]
fn money_goes_to_its_source_by_heading() {
    let form = sheet("kinh-phi-khuyen-cong", "Kinh phí");
    let (local, national) = (column(&form, 3, "KCĐP"), column(&form, 3, "KCQG"));
    assert!(local < national);
    // Biểu 1 of the official report: number, name, then seven columns of each phase.
    let report = sheet("bao-cao", "Biểu 1");
    let mut lines: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for row in 14..u32::try_from(report.height()).unwrap() {
        let figures = || (amount(&report, row, 18), amount(&report, row, 17));
        if words(&report, row, 0).parse::<u32>().is_ok() {
            lines.insert(words(&report, row, 0), figures());
        }
    }
    assert_eq!(lines.len(), 24);
    let mut sums = (0.0, 0.0);
    for row in 6..30 {
        let number = words(&form, row, 0);
        let found = (amount(&form, row, local), amount(&form, row, national));
        let wanted = lines[&number];
        assert!(
            close(found.0, wanted.0) && close(found.1, wanted.1),
            "{number}: {found:?} {wanted:?}"
        );
        sums = (sums.0 + found.0, sums.1 + found.1);
    }
    assert!(sums.0 > 0.0 && sums.1 > 0.0);
    assert!(close(amount(&form, 5, local), sums.0) && close(amount(&form, 5, national), sums.1));
}

/// Whether a line has money of a source, by its own figures or by the decision's.
fn has(line: &Json, source: &str) -> bool {
    ["approved", "spent", "cumulative"].iter().any(|phase| {
        let amount = line[*phase][source].as_str();
        amount.is_some_and(|amount| amount.parse::<f64>().unwrap() != 0.0)
    })
}

#[test]
fn results_go_to_the_source_that_paid_for_them() {
    let form = sheet("ket-qua-khuyen-cong", "Kết quả");
    let (national, local) = (column(&form, 3, "KCQG"), column(&form, 3, "KCĐP"));
    assert!(national < local);
    let records = office::json_lines(&DONE.results.join("records.jsonl"));
    let approvals = office::json_lines(&DONE.results.join("approvals.jsonl"));
    let mut sums: BTreeMap<(String, &str), f64> = BTreeMap::new();
    for record in records.iter().filter(|r| r["kind"] == "project") {
        let own = |a: &&Json| a["project"] == record["project"] && a["unit"] == record["unit"];
        let Some(approval) = approvals.iter().find(own) else {
            continue;
        };
        let any = |source: &str| has(record, source) || has(approval, source);
        let source = match (any("national"), any("local")) {
            _ if any("support") || any("district") => continue,
            (true, false) => "national",
            (false, true) => "local",
            _ => continue,
        };
        for result in record["results"].as_array().unwrap() {
            if let (Some(number), Some(count)) =
                (result["indicator"].as_str(), result["cumulative"].as_str())
            {
                *sums.entry((number.to_owned(), source)).or_default() +=
                    count.parse::<f64>().unwrap();
            }
        }
    }
    assert!(sums.len() > 1, "{sums:?}");
    // The printed lines in their order: a "Trong đó" line has no number of its own.
    let mut last = String::new();
    let mut found: BTreeMap<(String, &str), f64> = BTreeMap::new();
    for row in 7..u32::try_from(form.height()).unwrap() {
        let (number, name) = (words(&form, row, 0), words(&form, row, 1));
        let line = match number.as_str() {
            "" if name.starts_with("- ") => format!("{last}a"),
            "" => continue,
            _ => number,
        };
        last.clone_from(&line);
        for (source, col) in [("national", national), ("local", local)] {
            let count = amount(&form, row, col);
            if count != 0.0 {
                found.insert((line.clone(), source), count);
            }
        }
    }
    for (key, count) in &sums {
        // Lines of a results form may add to those of projects.
        let shown = found.get(key).copied().unwrap_or_default();
        assert!(
            shown >= *count,
            "{key:?}: {count} of projects, {shown} in the form"
        );
    }
}

#[test]
fn one_list_is_shown_whole_and_by_source_each_in_its_unit() {
    let approvals = office::json_lines(&DONE.results.join("approvals.jsonl"));
    let amounts = |source: &str| -> Vec<f64> {
        let all = approvals
            .iter()
            .filter_map(|a| a["approved"][source].as_str());
        all.map(|text| text.parse::<f64>().unwrap())
            .filter(|a| *a != 0.0)
            .collect()
    };
    for (name, source) in [("BC KC DP", "local"), ("BC KC TW", "national")] {
        let form = sheet("du-an-khuyen-cong", name);
        let rows = 2..u32::try_from(form.height()).unwrap();
        let mut shown: Vec<f64> = rows.clone().map(|row| amount(&form, row, 3)).collect();
        let mut wanted: Vec<f64> = amounts(source).iter().map(|a| a / 1e9).collect();
        shown.sort_by(f64::total_cmp);
        wanted.sort_by(f64::total_cmp);
        assert_eq!(shown.len(), wanted.len(), "{name}");
        assert!(
            shown.iter().zip(&wanted).all(|(a, b)| close(*a, *b)),
            "{name}: {shown:?} {wanted:?}"
        );
        for row in rows {
            assert!(
                close(amount(&form, row, 0), f64::from(row - 1)),
                "{name} row {row}"
            );
        }
    }
    let form = sheet("du-an-khuyen-cong", "Dự án");
    let total = u32::try_from(form.height()).unwrap() - 1;
    assert_eq!(words(&form, total, 1), "Tổng cộng");
    for (col, source) in [
        (3, "national"),
        (4, "local"),
        (5, "total"),
        (7, "counterpart"),
    ] {
        let wanted: f64 = amounts(source).iter().sum::<f64>() / 1e6;
        assert!(
            close(amount(&form, total, col), wanted),
            "{source}: {wanted}"
        );
    }
    // Khuyến công money is what is not of the beneficiary.
    for row in 3..total {
        let parts = amount(&form, row, 3) + amount(&form, row, 4);
        assert!(amount(&form, row, 6) >= parts, "row {row}");
    }
}

#[test]
fn a_result_that_nobody_reported_is_told_and_counts_nothing() {
    let form = sheet("binh-chon-san-pham", "Bình chọn");
    assert_eq!(words(&form, 2, 3), "SPCNNTTB thực hiện Năm 2017");
    for (row, col) in [(5, 3), (5, 4), (10, 3), (10, 4)] {
        assert!(close(amount(&form, row, col), 0.0));
    }
    let told = DONE
        .said
        .lines()
        .filter(|line| line.contains("result[Nhóm"));
    assert_eq!(told.count(), 16, "{}", DONE.said);
}
