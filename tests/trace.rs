//! Every figure of every Biểu leads back to source cells that add up to it.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first fault"
)]

#[path = "support/office.rs"]
#[expect(dead_code, reason = "the support is shared")]
mod office;
mod support;
#[path = "trace/walk.rs"]
mod walk;

use std::path::Path;
use std::process::Output;

use serde_json::Value as Json;
use support::{Workspace, case, sheet};

fn trace(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = office::tonghop();
    command.arg("trace").args(arguments).arg(folder);
    command.output().unwrap()
}

fn json(folder: &Path, arguments: &[&str]) -> Json {
    let mut all = vec!["--format", "json"];
    all.extend(arguments);
    let output = trace(folder, &all);
    assert_eq!(output.status.code(), Some(0), "{}", office::said(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn every_figure_of_the_sample_leads_back_to_its_cells() {
    let folder = office::folder("trace-sample");
    office::copy_sample(&folder);
    assert_eq!(office::code(&office::run(&folder)), 1);
    let cells = walk::walk(&folder).unwrap();
    assert!(cells > 800, "{cells} cells with numbers");
    walk::in_the_workbooks(&folder);
}

/// Every second workspace of the rules' cases: amounts in every state that a rule knows.
#[test]
fn every_figure_of_every_case_leads_back_to_its_cells() {
    let cases = case::all().unwrap();
    let layouts = case::layouts().unwrap();
    let mut faults = Vec::new();
    let mut walked = 0;
    for case in cases.iter().chain(&layouts).step_by(2) {
        // The variants differ by a line or two.
        let Some(part) = case.parts.first() else {
            continue;
        };
        let folder = tempfile::tempdir().unwrap();
        part.workspace.write(folder.path());
        match walk::walk(folder.path()) {
            Ok(_) => walked += 1,
            // Settings that are wrong on purpose give no report.
            Err(fault) if fault.starts_with("no report") => {}
            Err(fault) => faults.push(format!(
                "{}: {}",
                case.name,
                fault.split_whitespace().collect::<Vec<_>>().join(" ")
            )),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(walked > 60, "{walked} workspaces");
}

const HEAD: &str = "STT | Mã đề án | Tên đề án | Hoạt động | Đơn vị thực hiện | KCĐP được duyệt | Vốn đối ứng được duyệt";

fn decision(number: &str, day: &str, title: &str, rows: &[&str]) -> support::Sheet {
    let mut sheet = sheet("Phụ lục")
        .row(1, title)
        .row(
            2,
            &format!("(Kèm theo Quyết định số {number}/QĐ-UBND ngày {day})"),
        )
        .row(3, "ĐVT: triệu đồng")
        .row(4, HEAD);
    for (at, row) in (5..).zip(rows) {
        sheet = sheet.row(at, row);
    }
    sheet
}

/// A second batch, amounts that continue those of the period before, a correction, a project that nobody approved.
fn workspace() -> Workspace {
    let class = "Đào tạo nghề may | Hỗ trợ đào tạo nghề cho lao động mới";
    let model = "Mô hình bao bì | Hỗ trợ xây dựng mô hình trình diễn kỹ thuật";
    let first = decision(
        "15",
        "10 tháng 01 năm 2017",
        "PHỤ LỤC: DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM 2017",
        &[
            &format!("1 | KC1 | {class} | UBND huyện Kiến Thuỵ | 200 | 50"),
            &format!("2 | KC2 | {model} | UBND huyện Kiến Thuỵ | 300 | 400"),
        ],
    );
    let second = decision(
        "90",
        "05 tháng 7 năm 2017",
        "PHỤ LỤC: DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM 2017 (ĐỢT 2)",
        &[&format!(
            "1 | KC1 | {class} | UBND huyện Kiến Thuỵ | 100 | 25"
        )],
    );
    let sent = sheet("Biểu 01")
        .row(1, "ỦY BAN NHÂN DÂN HUYỆN KIẾN THỤY")
        .row(2, "BÁO CÁO THỰC HIỆN ĐỀ ÁN KHUYẾN CÔNG QUÝ III NĂM 2017")
        .row(3, "Đơn vị tính: triệu đồng")
        .row(4, "STT | Mã đề án | Tên đề án | KCĐP được duyệt | Vốn đối ứng được duyệt | KCĐP thực hiện trong quý | Vốn đối ứng thực hiện trong quý")
        .row(5, "1 | KC1 | Đào tạo nghề may | 300 | 75 | 80 | 20")
        .row(6, "2 | KC2 | Mô hình bao bì | 300 | 400 | 120 | 150")
        .row(7, "3 | KC9 | Mua máy khâu | 0 | 0 | 7 | 3");
    let corrections = sheet("Sheet1")
        .row(1, "Đơn vị | Đề án | Trường | Giá trị cũ | Giá trị mới | Người đính chính | Ngày | Hình thức")
        .row(2, "314 | KC2 | spent.local | 120000000 | 125000000 | Bà Lan | 20/9/2017 | điện thoại");
    let before = |code: &str, local: &str, own: &str, total: &str| {
        format!(
            r#"{{"kind":"project","period":"2017-H1","unit":"314","unit_name":"Huyện Kiến Thụy","project":"{code}","name":"x","basis":"actual","cumulative":{{"total":"{total}","support":null,"national":null,"local":"{local}","district":null,"counterpart":"{own}","other":null}},"results":[],"source":{{"file":"da-nop/a.xlsx","hash":"blake3:0","sheet":"S","row":5,"revision":null}},"cells":{{}}}}"#
        )
    };
    let previous = [
        before("KC1", "60000000", "10000000", "70000000"),
        before("KC2", "100000000", "0", "100000000"),
    ];
    Workspace::new()
        .file("phe-duyet/qd-15.xlsx", first)
        .file("phe-duyet/qd-90.xlsx", second)
        .file("da-nop/314/kien-thuy.xlsx", sent)
        .file("dinh-chinh.xlsx", corrections)
        .file("ky-truoc/records.jsonl", previous.join("\n").as_str())
}

#[test]
fn what_was_added_up_before_the_report_is_told_line_by_line() {
    let run = workspace().run();
    let folder = run.folder();
    walk::walk(&folder).unwrap();
    let lines = |answer: &Json| -> Vec<String> {
        let lines = answer["shows"][0]["lines"].as_array().unwrap().iter();
        let said = |line: &Json| {
            let text = |key: &str| line[key].as_str().unwrap_or("-").to_owned();
            let parts = ["kind", "amount", "file", "sheet", "cell", "field"].map(text);
            parts.join(" ")
        };
        lines.map(said).collect()
    };
    // The first decision and its second batch.
    let approved = json(&folder, &["E14"]);
    assert_eq!(approved["current"], true);
    assert_eq!(approved["shows"][0]["value"], "600000000");
    assert_eq!(
        lines(&approved),
        [
            "approval 200000000 phe-duyet/qd-15.xlsx Phụ lục F5 approved.local",
            "approval 100000000 phe-duyet/qd-90.xlsx Phụ lục F5 approved.local",
            "approval 300000000 phe-duyet/qd-15.xlsx Phụ lục F6 approved.local",
        ]
    );
    // This period's cells, one of them corrected, and what the period before had.
    let cumulative = json(&folder, &["--sheet", "Biểu 1", "S14"]);
    assert_eq!(
        lines(&cumulative),
        [
            "record 80000000 da-nop/314/kien-thuy.xlsx Biểu 01 F5 spent.local",
            "previous 60000000 ky-truoc/records.jsonl - - cumulative.local",
            "record 125000000 da-nop/314/kien-thuy.xlsx Biểu 01 F6 spent.local",
            "previous 100000000 ky-truoc/records.jsonl - - cumulative.local",
        ]
    );
    let lines_of = &cumulative["shows"][0]["lines"];
    assert_eq!(lines_of[2]["corrected"]["from"], "120000000");
    assert_eq!(lines_of[2]["corrected"]["by"], "Bà Lan");
    assert!(lines_of[1]["hash"].as_str().unwrap().starts_with("blake3:"));
    // A formula of the form: the cells that it looks at, each with what made it.
    let percent = json(&folder, &["'Biểu 1'!X14"]);
    let formula = &percent["shows"][0];
    assert_eq!(formula["formula"], r#"=IF(C14=0,"",Q14/C14)"#);
    let inputs = formula["inputs"].as_array().unwrap().iter();
    let inputs: Vec<&str> = inputs.map(|i| i["cell"].as_str().unwrap()).collect();
    assert_eq!(inputs, ["C14", "Q14"]);
}

#[test]
fn a_cell_without_a_figure_gets_a_sentence_and_code_2() {
    let run = workspace().run();
    let folder = run.folder();
    for (arguments, sentence) in [
        (
            &["A14"][..],
            "lỗi: ô A14 của “Biểu 1” không có số liệu nào do chương trình điền\n",
        ),
        (
            &["B15"],
            "lỗi: ô B15 của “Biểu 1” là chữ, không phải số liệu: “Tổ chức đào tạo nghề, truyền nghề",
        ),
        (
            &["12F"],
            "lỗi: “12F” không phải địa chỉ của một ô; viết như F12 hoặc \"Biểu 1!F12\"\n",
        ),
        (
            &["F12", "--sheet", "Biểu 11"],
            "lỗi: bao-cao.xlsx không có trang “Biểu 11”; các trang có số liệu: Biểu 1, Biểu 2,",
        ),
        (
            &["A14", "--lang", "en"],
            "error: cell A14 of “Biểu 1” holds no figure of the program\n",
        ),
    ] {
        let output = trace(&folder, arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.starts_with(sentence), "{said}");
        assert!(output.stdout.is_empty());
    }
    // Blank, since nothing was reported: that is an answer.
    let blank = json(&folder, &["D14"]);
    assert_eq!(blank["shows"][0]["lines"], serde_json::json!([]));
}

#[test]
fn a_report_that_is_not_of_these_inputs_is_said_to_be_none() {
    let run = workspace().run();
    let folder = run.folder();
    let note = |arguments: &[&str]| {
        let output = trace(&folder, arguments);
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stderr).unwrap()
    };
    assert_eq!(note(&["C14"]), "");
    std::fs::write(folder.join("ket-qua/bao-cao.xlsx"), "edited").unwrap();
    assert!(note(&["C14"]).starts_with("cảnh báo: bao-cao.xlsx trong thư mục kết quả khác"));
    std::fs::remove_file(folder.join("ket-qua/bao-cao.xlsx")).unwrap();
    assert!(note(&["C14", "--lang", "en"]).starts_with("warning: there is no bao-cao.xlsx"));
}

#[test]
fn a_project_of_two_units_is_approved_for_each_of_them() {
    let joint = "1 | KC1 | Đào tạo nghề may | Hỗ trợ đào tạo nghề cho lao động mới | UBND huyện Kiến Thuỵ, UBND huyện Tiên Lãng | 200 | 50";
    let title = "PHỤ LỤC: DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM 2017";
    let list = decision("15", "10 tháng 01 năm 2017", title, &[joint]);
    let workspace = Workspace::new().file("phe-duyet/qd-15.xlsx", list);
    let folder = tempfile::tempdir().unwrap();
    workspace.write(folder.path());
    walk::walk(folder.path()).unwrap();
    let report = std::fs::read(folder.path().join("ket-qua/bao-cao.xlsx")).unwrap();
    let rows = support::books::rows(&report, "Biểu 4");
    let approved = |name: &str| {
        let row = rows.iter().find(|row| row[2] == name).unwrap();
        row[3].clone()
    };
    assert_eq!(approved("Huyện Kiến Thuỵ"), "1");
    assert_eq!(approved("Huyện Tiên Lãng"), "1");
    let total = rows
        .iter()
        .find(|row| row.iter().any(|c| c.starts_with("TỔNG SỐ")));
    assert_eq!(total.unwrap()[3], "1");
}
