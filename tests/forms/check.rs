//! `template check`: what a form maps, lacks or does not know.

use std::path::{Path, PathBuf};
use std::process::Output;

use rust_xlsxwriter::{Chart, ChartType, Note, Workbook};
use serde_json::Value as Json;

use super::office;

fn draw(name: &str, cells: &[(u32, u16, &str)]) -> PathBuf {
    let path = office::folder(name).join("report.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Biểu A").unwrap();
    for (row, col, text) in cells {
        sheet.write(*row, *col, *text).unwrap();
    }
    book.save(&path).unwrap();
    path
}

fn check(form: &Path, more: &[&str]) -> Output {
    let mut command = office::tonghop();
    command.args(["template", "check"]).arg(form).args(more);
    command.output().unwrap()
}

fn json(output: &Output) -> Json {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{e}: {}", office::said(output)))
}

#[test]
fn a_form_is_told_what_it_maps_lacks_and_does_not_know() {
    let form = draw(
        "forms-check",
        &[
            (0, 0, "{{report.agency}}"),
            (2, 0, "{{project.name}}"),
            (2, 1, "{{project.spend.total | trieu}}"),
            (2, 2, "{{unit[314].spent.total | trie}}"),
            (5, 0, "{{activity[99].name}}"),
        ],
    );
    let told = json(&check(&form, &["--format", "json"]));
    assert_eq!(told["unknown"], 3, "{told}");
    assert_eq!(
        told["rows"],
        serde_json::json!([{"sheet": "Biểu A", "first": 3, "last": 3, "levels": ["project"]}])
    );
    let near = |cell: &str| {
        let all = told["placeholders"].as_array().unwrap();
        let at = all.iter().find(|at| at["cell"] == cell).unwrap();
        (
            at["known"].as_bool().unwrap(),
            at["nearest"].as_str().unwrap_or(""),
        )
    };
    assert_eq!(near("A1"), (true, ""));
    assert_eq!(near("A3"), (true, ""));
    assert_eq!(near("B3"), (false, "project.spent.total"));
    assert_eq!(near("C3"), (false, "unit[314].spent.total | trieu"));
    assert_eq!(near("A6"), (false, ""));
    let missing = told["missing"].as_array().unwrap();
    let lacks = |name: &str| missing.iter().any(|lack| lack["name"] == name);
    assert!(lacks("period.label") && lacks("report.status") && !lacks("report.agency"));
    // Every name that a form may use, a run knows; and the other way round (tests/forms/lists.rs fills them).
    for list in [
        "project",
        "unit",
        "activity",
        "indicator",
        "finding",
        "submission",
        "approval",
    ] {
        let names = told["names"][list].as_array().unwrap();
        assert!(
            names
                .iter()
                .any(|n| n == &format!("{list}.index") || n == &format!("{list}.name"))
        );
    }
    for (lang, words) in [
        (
            "vi",
            [
                "Dòng mẫu",
                "Tên chưa biết",
                "{{project.spent.total}}",
                "Biểu mẫu chưa có",
            ],
        ),
        (
            "en",
            [
                "Model rows",
                "Unknown names",
                "{{project.spent.total}}",
                "The template lacks",
            ],
        ),
    ] {
        let output = check(&form, &["--lang", lang]);
        assert_eq!(office::code(&output), 1);
        let text = String::from_utf8(output.stdout).unwrap();
        for word in words {
            assert!(text.contains(word), "{word}: {text}");
        }
    }
}

#[test]
fn a_form_without_a_fault_ends_well_and_the_official_one_is_such() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = check(
        &root.join("templates/reports/bao-cao/report.xlsx"),
        &["--format", "json"],
    );
    assert_eq!(office::code(&output), 0, "{}", office::said(&output));
    let told = json(&output);
    assert_eq!(told["map"], true);
    assert_eq!(told["missing"], serde_json::json!([]));
}

#[test]
fn what_cannot_be_used_is_refused_in_the_language_asked_for() {
    let form = draw("forms-refused", &[(1, 0, "{{project.name}} {{unit.name}}")]);
    for (lang, words) in [
        (
            "vi",
            "trang “Biểu A”, ô A2: một dòng dùng hai danh sách, “project” và “unit”",
        ),
        (
            "en",
            "sheet “Biểu A”, cell A2 of the template: one row names two lists, “project” and “unit”",
        ),
    ] {
        let output = check(&form, &["--lang", lang]);
        assert_eq!(office::code(&output), 2);
        assert!(
            office::said(&output).contains(words),
            "{}",
            office::said(&output)
        );
    }
    let form = draw("forms-map", &[(1, 0, "{{project.name}}")]);
    let map = "[[block]]\nsheet = 'Biểu A'\nlst = 'project'\n";
    std::fs::write(form.with_file_name("map.toml"), map).unwrap();
    for (lang, words) in [
        (
            "vi",
            "map.toml, dòng 3: không có khóa “block.lst”; có phải là “list”?",
        ),
        (
            "en",
            "map.toml, line 3: unknown key “block.lst”; did you mean “list”?",
        ),
    ] {
        let output = check(&form, &["--lang", lang]);
        assert_eq!(office::code(&output), 2);
        assert!(
            office::said(&output).contains(words),
            "{}",
            office::said(&output)
        );
    }
    let output = check(&form.with_file_name("khong-co.xlsx"), &[]);
    assert_eq!(office::code(&output), 2, "{}", office::said(&output));
}

#[test]
fn what_is_not_filled_outside_cells_is_told() {
    let path = office::folder("forms-outside").join("report.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Biểu A").unwrap();
    for (row, name) in [
        (0, "report.agency"),
        (1, "period.label"),
        (2, "report.status"),
    ] {
        sheet.write(row, 0, format!("{{{{{name}}}}}")).unwrap();
    }
    sheet.set_header("&C{{report.agency}} {{unit.name}}");
    sheet
        .insert_note(3, 0, &Note::new("Xem {{period.label}}, {{unit.code}}"))
        .unwrap();
    let mut chart = Chart::new(ChartType::Column);
    chart.add_series().set_values("'Biểu A'!$A$1:$A$3");
    chart.title().set_name("Chi {{period.labl}}");
    sheet.insert_chart(5, 0, &chart).unwrap();
    book.save(&path).unwrap();
    let output = check(&path, &["--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{}", office::said(&output));
    let told = json(&output);
    assert_eq!(told["unknown"], 3, "{told}");
    let one = |place: &str, name: &str, known: bool, nearest: Option<&str>| {
        let at = (place == "place-note").then_some(("Biểu A", "A4")).unzip();
        serde_json::json!({"place": place, "sheet": at.0, "cell": at.1, "name": name, "known": known, "nearest": nearest})
    };
    let outside = told["outside"].as_array().unwrap();
    for wanted in [
        one("place-chart", "period.labl", false, Some("period.label")),
        one("place-note", "unit.code", true, None),
        one("place-page-head", "unit.name", true, None),
    ] {
        assert!(outside.contains(&wanted), "{wanted}: {told}");
    }
    let text = check(&path, &[]);
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    for words in [
        "đầu trang hoặc chân trang: {{unit.name}} (không được điền ở đây; chuyển vào một ô)",
        "biểu đồ: {{period.labl}}; có phải là {{period.label}}?",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

/// A run lays the built-in map over a form of that name: the check reads it too, and refuses what the run refuses.
#[test]
fn a_form_by_a_built_in_name_is_read_with_the_map_that_a_run_reads() {
    let workspace = office::folder("forms-check-map");
    office::copy_sample(&workspace);
    let folder = workspace.join("templates/reports/bao-cao");
    std::fs::create_dir_all(&folder).unwrap();
    let drawn = draw("forms-check-map-drawn", &[(1, 0, "{{report.agency}}")]);
    let form = folder.join("report.xlsx");
    std::fs::copy(&drawn, &form).unwrap();
    let ran = office::run(&workspace);
    assert_eq!(office::code(&ran), 2, "{}", office::said(&ran));
    let said = |output: &Output| {
        let said = office::said(output);
        let from = said.find("map.toml").unwrap_or_else(|| panic!("{said}"));
        said[from..].trim().to_owned()
    };
    let checked = check(&form, &[]);
    assert_eq!(office::code(&checked), 2, "{}", office::said(&checked));
    assert_eq!(said(&checked), said(&ran));
    // The same before it is put there, under the name that it will have.
    let before = workspace.join("bao-cao.xlsx");
    std::fs::copy(&drawn, &before).unwrap();
    assert_eq!(office::code(&check(&before, &[])), 2);
    // A map of its own goes before the built-in one; another name has none.
    std::fs::write(folder.join("map.toml"), "scale = 'trieu'\n").unwrap();
    assert_eq!(office::code(&check(&form, &[])), 0);
    assert_eq!(office::code(&office::run(&workspace)), 1);
    let told = json(&check(&drawn, &["--format", "json"]));
    assert_eq!(
        (&told["map"], &told["map_of"]),
        (&Json::Bool(false), &Json::Null)
    );
    // With no map but the built-in one the official form is whole, and which map it is is told.
    let official =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/reports/bao-cao/report.xlsx");
    std::fs::remove_file(folder.join("map.toml")).unwrap();
    std::fs::copy(official, &form).unwrap();
    let told = check(&form, &[]);
    assert_eq!(office::code(&told), 0);
    let text = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(
        text.contains("cùng map.toml có sẵn của biểu mẫu bao-cao"),
        "{text}"
    );
}
