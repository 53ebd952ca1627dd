//! Versions of a submission: compared with each other, listed for the office, received by a register.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first fault"
)]

mod support;

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value as Json;
use support::books::{book, rows, tonghop};
use support::{Content, Workspace, sheet};
use tempfile::TempDir;

fn files(all: &[(&str, Content)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in all {
        fs::write(folder.path().join(name), content.bytes()).unwrap();
    }
    folder
}

fn compare(folder: &Path, old: &str, new: &str, more: &[&str]) -> Output {
    let [old, new] = [old, new].map(|name| folder.join(name).display().to_string());
    let mut args = vec!["compare", old.as_str(), new.as_str()];
    args.extend(more);
    tonghop(&args)
}

fn json(output: &Output) -> Json {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{e}\n{}", String::from_utf8_lossy(&output.stderr)))
}

/// `kind project field old new difference` of every change.
fn told(compared: &Json) -> Vec<String> {
    let text = |value: &Json| value.as_str().unwrap_or("-").to_owned();
    compared["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| {
            ["change", "project", "field", "old", "new", "difference"]
                .map(|key| text(&c[key]))
                .join(" ")
        })
        .collect()
}

const SPENT: [(&str, &str); 2] = [("G9", "70"), ("H9", "60")];

#[test]
fn changed_figures_are_listed_with_what_they_do_to_the_totals() {
    let folder = files(&[
        ("old.xlsx", book("kien-thuy", &[])),
        ("new.xlsx", book("kien-thuy", &SPENT)),
    ]);
    let output = compare(folder.path(), "old.xlsx", "new.xlsx", &["--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let compared = json(&output);
    assert_eq!(
        told(&compared),
        [
            "changed KC17-01 spent.local 50000000 60000000 10000000",
            "changed KC17-01 spent.total 60000000 70000000 10000000",
        ]
    );
    assert_eq!(compared["same"], false);
    assert_eq!(compared["old"]["unit"], "314");
    assert_eq!(compared["counts"]["changed"], 1);
    let first = &compared["changes"][0];
    assert_eq!(first["old_cell"]["cell"], "H9");
    assert_eq!(first["new_cell"]["sheet"], "Biểu 01");
    let totals = compared["totals"].as_array().unwrap();
    assert_eq!(totals.len(), 2);
    assert_eq!(totals[0]["field"], "spent.local");
    assert_eq!(
        (&totals[0]["old"], &totals[0]["new"]),
        (&"250000000".into(), &"260000000".into())
    );
    // In words, in both languages.
    let output = compare(folder.path(), "old.xlsx", "new.xlsx", &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("Đề án KC17-01"), "{text}");
    assert!(
        text.contains("50.000.000 → 60.000.000 (+10.000.000)"),
        "{text}"
    );
    assert!(text.contains("Ảnh hưởng đến tổng"), "{text}");
    let output = compare(folder.path(), "old.xlsx", "new.xlsx", &["--lang", "en"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("50,000,000 → 60,000,000 (+10,000,000)"),
        "{text}"
    );
}

#[test]
fn another_layout_and_another_money_unit_change_nothing() {
    let same = sheet("Q3")
        .row(1, "UBND HUYỆN KIẾN THỤY")
        .row(2, "BÁO CÁO ĐỀ ÁN KHUYẾN CÔNG QUÝ III NĂM 2017")
        .row(3, "Đơn vị tính: đồng")
        .row(4, "TT | Tên đề án | Mã đề án | KCĐP được duyệt | Vốn đối ứng được duyệt | KCĐP thực hiện trong quý | Vốn đối ứng thực hiện trong quý | KCĐP lũy kế từ đầu năm | Vốn đối ứng lũy kế từ đầu năm")
        .row(5, "1 | Xây dựng mô hình trình diễn kỹ thuật sản xuất gạch không nung | kc17-03 | 500000000 | 700000000 | 100000000 | 140000000 | 200000000 | 280000000")
        .row(6, "2 | Đào tạo nghề may công nghiệp cho lao động mới | KC 17-01 | 100000000 | 20000000 | 50000000 | 10000000 | 90000000 | 18000000")
        .row(7, "3 | Ứng dụng máy móc, thiết bị tiên tiến trong sản xuất đồ gỗ | KC17-02 | 200000000 | 300000000 | 100000000 | 150000000 | 190000000 | 290000000");
    let folder = files(&[
        ("old.xlsx", book("kien-thuy", &[])),
        ("new.xlsx", same.into()),
    ]);
    let output = compare(folder.path(), "old.xlsx", "new.xlsx", &["--format", "json"]);
    let compared = json(&output);
    assert_eq!(told(&compared), Vec::<String>::new());
    assert_eq!(compared["totals"].as_array().map(Vec::len), Some(0));
    assert_eq!(
        (output.status.code(), &compared["same"]),
        (Some(0), &true.into())
    );
}

#[test]
fn lines_come_and_go() {
    let folder = files(&[
        ("old.xlsx", book("kien-thuy", &[])),
        (
            "new.xlsx",
            book(
                "kien-thuy",
                &[("B11", "KC17-09"), ("C11", "Hội chợ triển lãm")],
            ),
        ),
    ]);
    let output = compare(folder.path(), "old.xlsx", "new.xlsx", &["--format", "json"]);
    let compared = json(&output);
    assert_eq!(compared["counts"]["added"], 1);
    assert_eq!(compared["counts"]["removed"], 1);
    let lines = told(&compared);
    assert!(
        lines.contains(&"removed KC17-03 approved.local 500000000 - -500000000".to_owned()),
        "{lines:#?}"
    );
    assert!(
        lines.contains(&"added KC17-09 approved.local - 500000000 500000000".to_owned()),
        "{lines:#?}"
    );
    // The same money on both sides: the totals stand.
    assert_eq!(compared["totals"].as_array().map(Vec::len), Some(0));
}

#[test]
fn what_cannot_be_read_is_not_compared() {
    let folder = files(&[("old.xlsx", book("kien-thuy", &[]))]);
    fs::write(folder.path().join("new.xlsx"), b"").unwrap();
    let output = compare(folder.path(), "old.xlsx", "new.xlsx", &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("new.xlsx"), "{said}");
    let output = compare(folder.path(), "old.xlsx", "khong-co.xlsx", &[]);
    assert_eq!(output.status.code(), Some(2));
}

fn with_two_versions() -> Workspace {
    Workspace::new()
        .file("phe-duyet/qd-1033.xlsx", book("qd-314", &[]))
        .file("da-nop/314/kien-thuy.xlsx", book("kien-thuy", &[]))
        .file("da-nop/314/kien-thuy-lan-2.xlsx", book("kien-thuy", &SPENT))
}

#[test]
fn the_register_of_findings_lists_what_a_later_version_changed() {
    let outputs = with_two_versions().run().outputs();
    let listed = rows(&outputs["sai-lech.xlsx"], "Thay đổi giữa các bản");
    let wanted = [
        "Sửa số",
        "Đề án KC17-01 – Đào tạo nghề may công nghiệp cho lao động mới",
    ];
    let figure = listed
        .iter()
        .find(|row| row[8] == "50000000")
        .unwrap_or_else(|| panic!("{listed:#?}"));
    assert_eq!([&*figure[5], &*figure[6]], wanted);
    assert_eq!(figure[2], "da-nop/314/kien-thuy.xlsx");
    assert_eq!(figure[3], "da-nop/314/kien-thuy-lan-2.xlsx");
    assert_eq!(
        [&*figure[9], &*figure[10], &*figure[12]],
        ["60000000", "10000000", "Biểu 01 · H9"]
    );
    assert!(
        listed
            .iter()
            .any(|row| row[5] == "Tổng của biểu" && row[10] == "10000000"),
        "{listed:#?}"
    );
}

#[test]
fn a_register_to_complete_is_written_where_there_is_none() {
    let workspace = with_two_versions().file(
        "da-nop/314/cong-van.pdf",
        Content::Text("%PDF-1.4".to_owned()),
    );
    let run = workspace.run();
    let outputs = run.outputs();
    let listed = rows(&outputs["so-nhan.xlsx"], "Sổ nhận");
    assert_eq!(listed[1], ["Tệp", "Đơn vị", "Ngày nhận", "Lần gửi"]);
    let files: Vec<&str> = listed[2..].iter().map(|row| &*row[0]).collect();
    assert_eq!(
        files,
        [
            "da-nop/314/cong-van.pdf",
            "da-nop/314/kien-thuy-lan-2.xlsx",
            "da-nop/314/kien-thuy.xlsx",
        ]
    );
    assert!(
        listed[2..]
            .iter()
            .all(|row| row[1] == "Huyện Kiến Thuỵ" && row[2].is_empty())
    );
    let manifest: Json = serde_json::from_slice(&outputs["manifest.json"]).unwrap();
    let names: Vec<&str> = manifest["outputs"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|o| o["file"].as_str())
        .collect();
    assert!(names.contains(&"so-nhan.xlsx"), "{names:?}");
    // Complete beside ky.toml it is read, and none is prepared any more.
    let complete = sheet("Sổ nhận")
        .row(1, "Ghi ngày nhận")
        .row(2, "Tệp | Đơn vị | Ngày nhận | Lần gửi")
        .row(
            3,
            "da-nop/314/kien-thuy-lan-2.xlsx | Huyện Kiến Thuỵ | 2017-09-14 | 1",
        )
        .row(
            4,
            "da-nop/314/kien-thuy.xlsx | Huyện Kiến Thuỵ | 2017-09-18 | 2",
        );
    let run = workspace.file("so-nhan.xlsx", complete).run();
    assert!(!run.outputs().contains_key("so-nhan.xlsx"));
    let later = run.findings().iter().find(|f| f["code"] == "P604").unwrap();
    assert_eq!(later["file"], "da-nop/314/kien-thuy-lan-2.xlsx");
}

/// What an office fills in where it found it is not lost with the next run.
#[test]
fn a_register_filled_in_the_results_is_kept() {
    let workspace = with_two_versions();
    let folder = tempfile::tempdir().unwrap();
    workspace.write(folder.path());
    let run = || {
        let output = tonghop(&["run", &folder.path().display().to_string()]);
        String::from_utf8(output.stderr).unwrap()
    };
    run();
    let file = folder.path().join("ket-qua/so-nhan.xlsx");
    let filled = Content::from(sheet("Sổ nhận").row(1, "Tệp | Ngày nhận")).bytes();
    fs::write(&file, &filled).unwrap();
    let said = run();
    let kept = folder.path().join("ket-qua/so-nhan (bản cũ).xlsx");
    assert_eq!(fs::read(kept).unwrap(), filled, "{said}");
    assert!(said.contains("so-nhan (bản cũ).xlsx"), "{said}");
    assert_ne!(fs::read(file).unwrap(), filled);
}

/// Biểu 5 says on which decision an approved amount stands, and which ones came before it.
#[test]
fn the_reconciliation_names_the_decisions_before_the_one_in_force() {
    let adjusted = sheet("Phụ lục")
        .row(1, "PHỤ LỤC: ĐIỀU CHỈNH KẾ HOẠCH KHUYẾN CÔNG NĂM 2017")
        .row(
            2,
            "(Kèm theo Quyết định số 1600/QĐ-UBND ngày 10 tháng 8 năm 2017)",
        )
        .row(3, "Đơn vị tính: triệu đồng")
        .row(
            4,
            "STT | Mã đề án | Tên đề án | Đơn vị thực hiện | KCĐP sau điều chỉnh | Vốn đối ứng sau điều chỉnh",
        )
        .row(
            5,
            "1 | KC17-02 | Ứng dụng máy móc, thiết bị tiên tiến trong sản xuất đồ gỗ | UBND huyện Kiến Thụy | 220 | 300",
        );
    let outputs = Workspace::new()
        .file("phe-duyet/qd-1033.xlsx", book("qd-314", &[]))
        .file("phe-duyet/qd-1600.xlsx", adjusted)
        .file("da-nop/314/kien-thuy.xlsx", book("kien-thuy", &[]))
        .run()
        .outputs();
    let listed = rows(&outputs["bao-cao.xlsx"], "Biểu 5");
    let holds = |text: &str| listed.iter().flatten().any(|cell| cell == text);
    assert!(
        holds("1600/QĐ-UBND ngày 10/08/2017 (sau 1033/QĐ-UBND ngày 05/05/2017)"),
        "{listed:#?}"
    );
    assert!(holds("1033/QĐ-UBND ngày 05/05/2017"), "{listed:#?}");
}
