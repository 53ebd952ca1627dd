//! Names that a form may write: every field of the files beside it; days in plain cells; braces that nothing closes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value as Json;

use super::office;

/// A form whose cells have no format of their own, but for one.
fn draw(path: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Biểu").unwrap();
    let cells = [
        (0, 0, "{{report.date}}"),
        (0, 2, "Ngày {{report.date}}"),
        (0, 3, "{{report.agency}"),
        (0, 4, "trước {{}} sau"),
        (2, 0, "{{submission.file}}"),
        (2, 1, "{{submission.hash}}"),
        (2, 2, "{{submission.bytes}}"),
        (2, 3, "{{submission.unit}}"),
        (2, 4, "{{submission.received}}"),
        (4, 0, "{{project.code}}"),
        (4, 1, "{{project.cells.cumulative.local}}"),
        (4, 2, "{{project.start}}"),
        (4, 3, "{{project.corrected}}"),
        (6, 0, "{{approval.code}}"),
        (6, 1, "{{approval.cells.name}}"),
        (6, 2, "{{approval.cells.approved.local}}"),
        (6, 3, "{{approval.decision.date}}"),
        (8, 0, "{{finding.id}}"),
        (8, 1, "{{finding.unit_name}}"),
        (9, 0, "hết"),
    ];
    for (row, col, text) in cells {
        sheet.write(row, col, text).unwrap();
    }
    let own = Format::new().set_num_format("yyyy");
    sheet
        .write_with_format(0, 1, "{{period.end}}", &own)
        .unwrap();
    book.save(path).unwrap();
}

/// A run of the sample with that form, and with one amount corrected.
static RUN: LazyLock<(PathBuf, String)> = LazyLock::new(|| {
    let workspace = office::folder("forms-names");
    office::copy_sample(&workspace);
    let folder = workspace.join("templates/reports/ten");
    std::fs::create_dir_all(&folder).unwrap();
    draw(&folder.join("report.xlsx"));
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let heads = [
        "Đơn vị",
        "Đề án",
        "Trường",
        "Giá trị cũ",
        "Giá trị mới",
        "Người đính chính",
        "Ngày",
        "Hình thức",
    ];
    let row = [
        "316",
        "KC17-02",
        "cumulative.local",
        "165000000",
        "150000000",
        "Bà Hoa",
        "25/9/2017",
        "công văn",
    ];
    for (col, (head, text)) in (0..).zip(heads.into_iter().zip(row)) {
        sheet.write(0, col, head).unwrap();
        sheet.write(1, col, text).unwrap();
    }
    book.save(workspace.join("dinh-chinh.xlsx")).unwrap();
    let output = office::run(&workspace);
    (workspace.join("ket-qua"), office::said(&output))
});

/// The rows of the list whose first cell is one of these, by that cell.
fn rows(first: impl Fn(&str) -> bool) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = open_workbook(RUN.0.join("ten.xlsx")).expect(&RUN.1);
    let range = book.worksheet_range("Biểu").unwrap();
    let own = range.rows().filter(|row| first(&row[0].to_string()));
    own.map(<[Data]>::to_vec).collect()
}

/// The dotted fields of an object; what stands in a list is a field of its own.
fn fields(value: &Json, before: &str, out: &mut BTreeSet<String>) {
    for (key, value) in value.as_object().into_iter().flatten() {
        let name = format!("{before}{key}");
        match value {
            Json::Object(_) => fields(value, &format!("{name}."), out),
            _ => {
                out.insert(name);
            }
        }
    }
}

#[test]
fn every_field_of_the_files_is_a_name() {
    let form = RUN.0.join("../templates/reports/ten/report.xlsx");
    let mut command = office::tonghop();
    command
        .args(["template", "check", "--format", "json"])
        .arg(form);
    let told: Json = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    let results = &RUN.0;
    let records = office::json_lines(&results.join("records.jsonl"));
    let findings = office::json(&results.join("findings.json"));
    let manifest = office::json(&results.join("manifest.json"));
    let inputs = manifest["inputs"].as_array().unwrap();
    let lists: [(&str, Vec<&Json>); 4] = [
        (
            "project",
            records.iter().filter(|r| r["kind"] == "project").collect(),
        ),
        (
            "finding",
            findings["findings"].as_array().unwrap().iter().collect(),
        ),
        (
            "submission",
            inputs
                .iter()
                .filter(|i| i["role"] == "submission")
                .collect(),
        ),
        ("approval", Vec::new()),
    ];
    let approvals = office::json_lines(&results.join("approvals.jsonl"));
    // What is no word for a reader: rounding, the role that all of a list share, a pair with names of its own.
    let inner = ["half", "role", "related", "corrected.cumulative.local"];
    for (list, mut lines) in lists {
        if list == "approval" {
            lines.extend(&approvals);
        }
        let mut wanted = BTreeSet::new();
        for line in lines {
            fields(line, "", &mut wanted);
        }
        assert!(wanted.len() > 5, "{list}: {wanted:?}");
        let names = told["names"][list].as_array().unwrap();
        let lacking: Vec<&String> = wanted
            .iter()
            .filter(|field| !inner.iter().any(|i| field.starts_with(i)))
            .filter(|field| !names.iter().any(|n| *n == format!("{list}.{field}")))
            .collect();
        assert!(lacking.is_empty(), "{list}: {lacking:?}");
    }
    for name in [
        "project.corrected",
        "project.results",
        "finding.related.cell",
    ] {
        let list = name.split('.').next().unwrap();
        let names = told["names"][list].as_array().unwrap();
        assert!(names.iter().any(|n| n == name), "{name}");
    }
}

#[test]
fn cells_hashes_and_corrections_are_those_of_the_files() {
    let records = office::json_lines(&RUN.0.join("records.jsonl"));
    let of = |code: &str| {
        let mut all = records.iter();
        all.find(|r| r["project"] == code)
            .unwrap_or_else(|| panic!("no {code}"))
    };
    let projects = rows(|first| first.starts_with("KC17-") && first.len() == 7);
    let mut seen = 0;
    for row in projects.iter().take(13) {
        let record = of(&row[0].to_string());
        let cell = record["cells"]["cumulative.local"].as_str().unwrap_or("");
        assert_eq!(row[1].to_string(), cell, "{row:?}");
        seen += usize::from(!cell.is_empty());
        assert!(matches!(row[2], Data::DateTime(_)), "a day: {row:?}");
    }
    assert!(seen > 8, "{seen}");
    let corrected = &projects.iter().find(|row| row[0] == *"KC17-02").unwrap()[3];
    let corrected = corrected.to_string();
    assert!(
        corrected.contains("165") && corrected.contains("150") && corrected.contains("Bà Hoa"),
        "{corrected}"
    );
    let approvals = office::json_lines(&RUN.0.join("approvals.jsonl"));
    for row in projects.iter().skip(13) {
        let own = approvals
            .iter()
            .find(|a| a["project"] == row[0].to_string())
            .unwrap();
        assert_eq!(
            row[1].to_string(),
            own["cells"]["name"].as_str().unwrap_or("")
        );
        assert_eq!(
            row[2].to_string(),
            own["cells"]["approved.local"].as_str().unwrap_or("")
        );
        assert!(matches!(row[3], Data::DateTime(_)), "{row:?}");
    }
    let manifest = office::json(&RUN.0.join("manifest.json"));
    let sent = rows(|first| first.starts_with("da-nop/"));
    for row in sent.iter().filter(|row| row[1] != Data::Empty) {
        let inputs = manifest["inputs"].as_array().unwrap();
        let input = inputs
            .iter()
            .find(|i| i["file"] == row[0].to_string())
            .unwrap();
        assert_eq!(row[1].to_string(), input["hash"].as_str().unwrap());
        assert_eq!(row[2].to_string(), input["bytes"].to_string());
        assert_eq!(row[3].to_string(), input["unit"].as_str().unwrap());
        assert!(matches!(row[4], Data::DateTime(_)), "{row:?}");
    }
    let found = rows(|first| first.starts_with("P601-318"));
    assert_eq!(found[0][1].to_string(), "Huyện Bạch Long Vĩ");
}

#[test]
fn days_show_as_days_and_what_is_mistyped_is_told() {
    let head = &rows(|_| true)[0];
    assert!(matches!(head[0], Data::DateTime(_)), "{head:?}");
    // A format of the form's own stays; text stays text.
    assert!(matches!(head[1], Data::DateTime(_)), "{head:?}");
    assert_eq!(head[2].to_string(), "Ngày 25/09/2017");
    let bytes = std::fs::read(RUN.0.join("ten.xlsx")).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let styles = std::io::read_to_string(zip.by_name("xl/styles.xml").unwrap()).unwrap();
    assert_eq!(
        styles.matches("formatCode=\"dd/mm/yyyy\"").count(),
        1,
        "{styles}"
    );
    assert!(styles.contains("formatCode=\"yyyy\""), "{styles}");
    let (_, xfs) = styles.split_once("<cellXfs count=\"").unwrap();
    let (count, xfs) = xfs.split_once('"').unwrap();
    let (xfs, _) = xfs.split_once("</cellXfs>").unwrap();
    assert_eq!(xfs.matches("<xf ").count().to_string(), count);
    // Braces that nothing closes, or nothing stands between, are no text to be printed.
    assert_eq!(head[3], Data::Empty);
    assert_eq!(head[4].to_string(), "trước  sau");
    for (cell, near) in [("D1", "{{report.agency}}"), ("E1", "{{}}")] {
        let told = RUN.1.lines().find(|l| l.contains(&format!("ô {cell}:")));
        assert!(
            told.is_some_and(|told| told.contains(near)),
            "{cell}: {}",
            RUN.1
        );
    }
}
