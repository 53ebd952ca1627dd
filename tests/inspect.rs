//! `inspect` in a workspace understands a workbook as `run` does.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

fn write(path: &Path, rows: &[&[&str]]) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (col, text) in (0..).zip(*cells) {
            match text.parse::<f64>() {
                Ok(number) => sheet.write(row, col, number).unwrap(),
                Err(_) => sheet.write(row, col, *text).unwrap(),
            };
        }
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    book.save(path).unwrap();
}

fn tonghop(arguments: &[&str], path: &Path) -> Vec<u8> {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("tonghop"));
    command.args(arguments).arg(path).output().unwrap().stdout
}

fn unit_told(findings: &Value) -> Vec<Value> {
    let all = findings["findings"].as_array().unwrap();
    let of_unit = all.iter().filter(|f| f["code"] == "R012");
    of_unit
        .map(|f| serde_json::json!([f["id"], f["cell"], f["expected"], f["found"], f["message"]]))
        .collect()
}

/// Neither the size of the figures nor a word tells that they are thousands; what was approved does.
#[test]
fn the_decisions_of_the_workspace_tell_the_money_unit() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::write(root.join("ky.toml"), "[period]\nyear = 2017\nquarter = 3\n").unwrap();
    write(
        &root.join("phe-duyet/qd-1033.xlsx"),
        &[
            &["DANH MỤC ĐỀ ÁN (kèm theo Quyết định số 1033/QĐ-UBND ngày 05/5/2017)"],
            &["ĐVT: đồng"],
            &["STT", "Mã đề án", "Tên đề án", "Đơn vị thực hiện", "KCĐP"],
            &[
                "1",
                "KC17-01",
                "Đào tạo nghề may",
                "Huyện Kiến Thụy",
                "9000000",
            ],
        ],
    );
    let sent = root.join("da-nop/314/bieu.xlsx");
    write(
        &sent,
        &[
            &["UBND HUYỆN KIẾN THỤY"],
            &["BÁO CÁO THỰC HIỆN ĐỀ ÁN KHUYẾN CÔNG QUÝ III NĂM 2017"],
            &[
                "STT",
                "Mã đề án",
                "Tên đề án",
                "KCĐP được duyệt",
                "KCĐP trong quý",
            ],
            &["1", "KC17-01", "Đào tạo nghề may", "9000", "4000"],
        ],
    );
    let seen: Value =
        serde_json::from_slice(&tonghop(&["inspect", "--format", "json"], &sent)).unwrap();
    tonghop(&["run", "--no-feedback", "-q"], root);
    let found = fs::read(root.join("ket-qua/findings.json")).unwrap();
    let found: Value = serde_json::from_slice(&found).unwrap();
    assert_eq!(unit_told(&seen), unit_told(&found));
    assert_eq!(unit_told(&seen)[0][2], "nghìn đồng");
}

/// Nothing but the title tells which quarter it is; "9 tháng" is then what has come together, and no second quarter.
#[test]
fn without_a_workspace_the_title_tells_what_the_headings_mean() {
    let folder = tempfile::tempdir().unwrap();
    let columns = |title: &str| {
        let sent = folder.path().join("bieu.xlsx");
        write(
            &sent,
            &[
                &["UBND HUYỆN KIẾN THỤY"],
                &[title],
                &["ĐVT: đồng"],
                &[
                    "STT",
                    "Tên đề án",
                    "Thực hiện quý III",
                    "Ước 9 tháng đầu năm",
                ],
                &["1", "Đào tạo nghề may", "2000000", "9000000"],
            ],
        );
        let told = tonghop(&["inspect", "--format", "json"], &sent);
        let told: Value = serde_json::from_slice(&told).unwrap();
        let columns = told["sheets"][0]["columns"].as_array().unwrap();
        let fields = columns.iter().map(|c| c["field"].clone()).collect();
        let checked = tonghop(&["check", "--format", "json"], &sent);
        let checked: Value = serde_json::from_slice(&checked).unwrap();
        let codes = checked["findings"]["findings"].as_array().unwrap().iter();
        let doubled = codes.filter(|f| f["code"] == "S103").count();
        (Value::Array(fields), doubled)
    };
    let apart = serde_json::json!(["seq", "name", "spent.total", "cumulative.total"]);
    assert_eq!(columns("ĐỀ ÁN KHUYẾN CÔNG QUÝ III NĂM 2017"), (apart, 0));
    let (fields, doubled) = columns("ĐỀ ÁN KHUYẾN CÔNG");
    assert_eq!(
        fields[3], "spent.total",
        "nothing tells which quarter it is"
    );
    assert_eq!(doubled, 1);
}
