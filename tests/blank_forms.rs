//! The blank forms that units fill in: read back without a word, filled in and sent, never written over once touched.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops at the first fault"
)]

mod support;

use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use serde_json::Value as Json;
use support::{Workspace, outputs, sheet, workspace::tonghop};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn workspace() -> Workspace {
    let decision = sheet("Phụ lục")
        .row(1, "PHỤ LỤC: DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM 2017")
        .row(2, "(Kèm theo Quyết định số 15/QĐ-UBND ngày 10 tháng 01 năm 2017)")
        .row(3, "ĐVT: triệu đồng")
        .row(4, "STT | Mã đề án | Tên đề án | Hoạt động | Đơn vị thực hiện | KCĐP được duyệt | Vốn đối ứng được duyệt")
        .row(5, "1 | KC1 | Đào tạo nghề may | Hỗ trợ đào tạo nghề cho lao động mới | UBND huyện Kiến Thuỵ | 210 | 50")
        .row(6, "2 | KC2 | Mô hình bao bì | Hỗ trợ xây dựng mô hình trình diễn kỹ thuật | UBND huyện Kiến Thuỵ | 300 | 400")
        .row(7, "3 | KC3 | Đào tạo nghề mộc | Hỗ trợ đào tạo nghề cho lao động mới | UBND huyện Vĩnh Bảo | 100 | 0");
    Workspace::new()
        .settings("[units]\nexpected = [\"314\", \"316\", \"318\"]\n")
        .file("phe-duyet/qd-15.xlsx", decision)
}

fn written(workspace: &Workspace) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    workspace.write(folder.path());
    folder
}

fn forms(folder: &Path, arguments: &[&str]) -> std::process::Output {
    let mut command = tonghop();
    command.arg("forms").arg(folder).args(arguments);
    command.output().unwrap()
}

const FORMS: [&str; 3] = [
    "314-huyen-kien-thuy.xlsx",
    "316-huyen-vinh-bao.xlsx",
    "318-huyen-bach-long-vi.xlsx",
];

/// A form with amounts in its yellow cells, as Excel saves it: sums are left to be computed.
fn filled(form: &[u8], amounts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(form)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let text = String::from_utf8(bytes).unwrap();
            let text = text.replace("</f><v>0</v>", "</f><v></v>");
            let mut text = text.replace(" t=\"str\"><f>", "><f>");
            for (cell, amount) in amounts {
                let at = text
                    .find(&format!("<c r=\"{cell}\""))
                    .expect("the cell is there");
                let end = at + text[at..].find("/>").unwrap();
                text.replace_range(end..end + 2, &format!("><v>{amount}</v></c>"));
            }
            bytes = text.into_bytes();
        }
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn every_unit_gets_its_projects_and_the_form_is_read_without_a_word() {
    let folder = written(&workspace());
    let output = forms(folder.path(), &["--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let said: Json = serde_json::from_slice(&output.stdout).unwrap();
    let projects = [2, 1, 0];
    for (index, name) in FORMS.iter().enumerate() {
        assert_eq!(said["files"][index]["file"], format!("bieu-mau/{name}"));
        assert_eq!(said["files"][index]["projects"], projects[index]);
    }
    // Sent as they are: nothing to report, and that counts as submitted.
    for name in FORMS {
        let from = folder.path().join("ket-qua/bieu-mau").join(name);
        std::fs::create_dir_all(folder.path().join("da-nop")).unwrap();
        std::fs::copy(from, folder.path().join("da-nop").join(name)).unwrap();
    }
    let run = tonghop().arg("run").arg(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    assert_eq!(run.status.code(), Some(0), "{said}");
    assert!(said.contains("3/3 đơn vị đã nộp"), "{said}");
    assert!(said.contains("0 lỗi, 0 cảnh báo, 0 lưu ý"), "{said}");
}

#[test]
fn what_a_unit_fills_in_is_consolidated() {
    let folder = written(&workspace());
    assert_eq!(forms(folder.path(), &[]).status.code(), Some(0));
    let made = outputs::all(&folder.path().join("ket-qua/bieu-mau"));
    let amounts = [
        ("N8", "80000000"),
        ("P8", "20000000"),
        ("S8", "150000000"),
        ("U8", "50000000"),
        ("N9", "120000000"),
        ("S9", "120000000"),
    ];
    let sent = folder.path().join("da-nop");
    std::fs::create_dir_all(&sent).unwrap();
    std::fs::write(sent.join("bieu.xlsx"), filled(&made[FORMS[0]], &amounts)).unwrap();
    std::fs::write(sent.join("vb.xlsx"), &made[FORMS[1]]).unwrap();
    std::fs::write(sent.join("blv.xlsx"), &made[FORMS[2]]).unwrap();
    let run = tonghop().arg("run").arg(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    assert_eq!(run.status.code(), Some(0), "{said}");
    assert!(said.contains("0 lỗi, 0 cảnh báo"), "{said}");
    let records = std::fs::read_to_string(folder.path().join("ket-qua/records.jsonl")).unwrap();
    let records: Vec<Json> = records
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    let first = records.iter().find(|r| r["project"] == "KC1").unwrap();
    assert_eq!(first["approved"]["local"], "210000000");
    assert_eq!(first["spent"]["total"], "100000000");
    assert_eq!(first["cumulative"]["local"], "150000000");
    assert_eq!(first["activity"], "1");
    // The results of the run leave the forms alone, and the other way round.
    let now = outputs::all(&folder.path().join("ket-qua/bieu-mau"));
    assert!(now == made);
    let before = outputs::all(&folder.path().join("ket-qua"));
    assert_eq!(forms(folder.path(), &[]).status.code(), Some(0));
    assert!(before == outputs::all(&folder.path().join("ket-qua")));
}

#[test]
fn a_form_that_somebody_filled_in_is_never_written_over() {
    let folder = written(&workspace());
    assert_eq!(forms(folder.path(), &[]).status.code(), Some(0));
    let place = folder.path().join("ket-qua/bieu-mau").join(FORMS[1]);
    let form = filled(&std::fs::read(&place).unwrap(), &[("N8", "5")]);
    std::fs::write(&place, &form).unwrap();
    let output = forms(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.starts_with(&format!(
            "lỗi: tệp bieu-mau/{} đã được sửa hoặc điền số",
            FORMS[1]
        )),
        "{said}"
    );
    assert!(std::fs::read(&place).unwrap() == form);
    // Moved away, it is made again; a form of a unit that need not submit any more goes.
    std::fs::remove_file(&place).unwrap();
    let settings = "[period]\nyear = 2017\nquarter = 3\n[units]\nexpected = [\"314\", \"316\"]\n";
    std::fs::write(folder.path().join("ky.toml"), settings).unwrap();
    assert_eq!(
        forms(folder.path(), &["--lang", "en"]).status.code(),
        Some(0)
    );
    assert!(place.is_file());
    assert!(
        !folder
            .path()
            .join("ket-qua/bieu-mau")
            .join(FORMS[2])
            .exists()
    );
}

#[test]
fn without_units_there_is_nothing_to_write() {
    let folder = written(&Workspace::new());
    let output = forms(folder.path(), &["--lang", "en"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.starts_with("error: which units must submit is not known"),
        "{said}"
    );
    assert!(!folder.path().join("ket-qua").exists());
}
