//! A form without a map: every list, every kind of name, beside the official report.

use std::collections::BTreeMap;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::Workbook;

use super::office;

/// The model rows of the form, one a sheet: list and fields.
const MODELS: [(&str, &[&str]); 8] = [
    (
        "project",
        &[
            "code",
            "name",
            "unit_name",
            "approved.support",
            "results",
            "source.file",
        ],
    ),
    ("unit", &["code", "name", "spent.total", "status"]),
    ("content", &["number", "name", "approved.total"]),
    ("activity", &["number", "name", "cumulative.total"]),
    ("indicator", &["number", "name", "unit", "cumulative"]),
    (
        "finding",
        &[
            "id",
            "rule",
            "unit",
            "file",
            "cell",
            "expected",
            "difference",
            "message",
        ],
    ),
    ("submission", &["unit_name", "file", "received", "status"]),
    (
        "approval",
        &[
            "code",
            "name",
            "unit",
            "approved.local",
            "decision.number",
            "decision.date",
        ],
    ),
];

fn draw(path: &Path) {
    let mut book = Workbook::new();
    let head = book.add_worksheet();
    head.set_name("Đầu").unwrap();
    for (row, text) in [
        "{{report.agency}}",
        "{{period.label}} ({{period.code}})",
        "{{total.cumulative.local | ty}}",
        "{{period.end}}",
        "{{activity[1].approved.total | trieu}}",
        "{{unit[314].name}}",
        "{{project.spend.total}}",
        "{{total.spent.locla}}",
    ]
    .into_iter()
    .enumerate()
    {
        head.write(u32::try_from(row).unwrap(), 0, text).unwrap();
    }
    // A row of a list that stands alone is a model row too; this one has a name that is no field.
    for (list, fields) in MODELS {
        let sheet = book.add_worksheet();
        sheet.set_name(list).unwrap();
        for (col, field) in (0..).zip(fields) {
            sheet.write(0, col, *field).unwrap();
            sheet
                .write(1, col, format!("{{{{{list}.{field}}}}}"))
                .unwrap();
        }
        sheet.write(2, 0, "hết").unwrap();
    }
    book.save(path).unwrap();
}

fn rows(book: &mut Xlsx<std::io::BufReader<std::fs::File>>, sheet: &str) -> Vec<Vec<Data>> {
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn every_list_shows_its_rows_without_a_map() {
    let workspace = office::folder("forms-lists");
    office::copy_sample(&workspace);
    let folder = workspace.join("templates/reports/moi-danh-sach");
    std::fs::create_dir_all(&folder).unwrap();
    draw(&folder.join("report.xlsx"));
    let output = office::run(&workspace);
    let said = office::said(&output);
    let results = workspace.join("ket-qua");
    let mut book: Xlsx<_> = open_workbook(results.join("moi-danh-sach.xlsx")).expect(&said);

    let findings = office::json(&results.join("findings.json"));
    let findings = findings["findings"].as_array().unwrap();
    let records = office::json_lines(&results.join("records.jsonl"));
    let approvals = office::json_lines(&results.join("approvals.jsonl"));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (list, fields) in MODELS {
        let rows = rows(&mut book, list);
        assert_eq!(rows.last().unwrap()[0].to_string(), "hết", "{list}");
        counts.insert(list, rows.len() - 2);
        for row in &rows[1..rows.len() - 1] {
            // Whatever else may be blank, a line tells what it is.
            let named = (0..2).any(|col| row[col] != Data::Empty);
            assert!(named, "{list}: {row:?} of {fields:?}");
        }
    }
    assert_eq!(counts["finding"], findings.len());
    assert_eq!(counts["activity"], 24);
    assert_eq!(counts["content"], 10, "nine, and other matters");
    assert_eq!(counts["indicator"], 30, "23 lines and 7 of “Trong đó”");
    assert!(counts["project"] >= approvals.len());
    assert_eq!(counts["project"], counts["approval"]);
    assert!(counts["unit"] > 10 && counts["submission"] > 10);

    // Figures are numbers in đồng and agree with the files beside them.
    let listed = rows(&mut book, "finding");
    for (row, finding) in listed[1..].iter().zip(findings) {
        assert_eq!(row[0].to_string(), finding["id"].as_str().unwrap());
        assert_eq!(row[1].to_string(), finding["rule"].as_str().unwrap());
        if let Some(by) = finding["difference"].as_str() {
            let by: f64 = by.parse().unwrap();
            assert_eq!(row[6], Data::Float(by), "{finding}");
        }
    }
    let listed = rows(&mut book, "approval");
    for approval in &approvals {
        let code = approval["project"].as_str();
        let own = listed
            .iter()
            .find(|row| {
                Some(row[0].to_string().as_str()) == code
                    && Some(row[2].to_string().as_str()) == approval["unit"].as_str()
            })
            .unwrap_or_else(|| panic!("{approval}"));
        let local = approval["approved"]["local"].as_str().unwrap_or("0");
        let shown = match &own[3] {
            Data::Float(amount) => *amount,
            _ => 0.0,
        };
        assert!(
            (shown - local.parse::<f64>().unwrap()).abs() < 0.5,
            "{own:?}"
        );
        let number = approval["decision"]["number"].as_str().unwrap_or("");
        assert_eq!(own[4].to_string(), number);
        assert!(
            matches!(own[5], Data::Float(_) | Data::DateTime(_)),
            "{own:?}"
        );
    }
    let support = rows(&mut book, "project");
    assert!(
        support[1..]
            .iter()
            .any(|row| matches!(row[3], Data::Float(_)))
    );
    assert!(!records.is_empty());

    let head: Vec<String> = rows(&mut book, "Đầu")
        .iter()
        .map(|row| row[0].to_string())
        .collect();
    assert_eq!(head[0], "SỞ CÔNG THƯƠNG");
    assert_eq!(head[1], "Quý III năm 2017 (2017-Q3)");
    assert!(head[2].parse::<f64>().unwrap() > 0.0, "{head:?}");
    assert_eq!(head[5], "Huyện Kiến Thuỵ");
    // What is unknown is left blank and told with sheet, cell and nearest name; the run goes on.
    for (cell, written, near) in [
        ("A7", "{{project.spend.total}}", "{{project.spent.total}}"),
        ("A8", "{{total.spent.locla}}", "{{total.spent.local}}"),
    ] {
        let told = said
            .lines()
            .find(|line| line.contains(written))
            .expect(&said);
        assert!(
            told.contains("Đầu") && told.contains(cell) && told.contains(near),
            "{told}"
        );
    }
    assert_eq!(office::code(&output), 1, "{said}");
}
