//! From one period to the next: a signed one stays as it was signed, the next one starts from it in one command.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops at the first fault"
)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value as Json;
use support::books::{book, tonghop};
use support::{Content, Workspace, outputs};
use tempfile::TempDir;

const KY: &str = "# Thiết lập của phòng\n[period]\nyear = 2017\nquarter = 3\ndeadline = 2017-09-20\n\
                  [units]\nexpected = [\"314\"]\n[report]\ndate = 2017-09-25\nsigner = \"Nguyễn Văn A\"\n";

/// A period that was run.
fn period() -> (TempDir, PathBuf) {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("2017-q3");
    Workspace::new()
        .file("phe-duyet/nam-2017/qd-1033.xlsx", book("qd-314", &[]))
        .file("da-nop/314/kien-thuy.xlsx", book("kien-thuy", &[]))
        .write(&folder);
    fs::write(folder.join("ky.toml"), KY).unwrap();
    fs::create_dir_all(folder.join("templates/layouts")).unwrap();
    fs::write(
        folder.join("templates/layouts/rieng.toml"),
        "extends = \"project-list\"\n[fields]\nbeneficiary = [\"Cơ sở nhận hỗ trợ\"]\n",
    )
    .unwrap();
    assert_eq!(run(&folder, &[]).status.code(), Some(0));
    (parent, folder)
}

fn run(folder: &Path, more: &[&str]) -> Output {
    let folder = folder.display().to_string();
    let mut args = vec!["run", folder.as_str()];
    args.extend(more);
    tonghop(&args)
}

fn init(dir: &Path, period: &str, from: &Path) -> Output {
    let (dir, from) = (dir.display().to_string(), from.display().to_string());
    tonghop(&["init", &dir, "--period", period, "--from", &from])
}

fn said(output: &Output) -> String {
    let out = String::from_utf8_lossy(&output.stdout);
    format!("{out}{}", String::from_utf8_lossy(&output.stderr))
}

fn close(folder: &Path) {
    let text = KY.replace("quarter = 3\n", "quarter = 3\nclosed = 2017-09-28\n");
    fs::write(folder.join("ky.toml"), text).unwrap();
}

fn snapshot(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    outputs::all(folder)
}

#[test]
fn a_signed_period_that_nothing_touched_is_the_same() {
    let (_parent, folder) = period();
    close(&folder);
    let before = snapshot(&folder);
    let output = run(&folder, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("28/09/2017"), "{}", said(&output));
    assert!(
        said(&output).contains("đúng kết quả đã ký"),
        "{}",
        said(&output)
    );
    // The language asked for is that of what is said, not another result.
    let output = run(&folder, &["--lang", "en"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(snapshot(&folder) == before);
}

#[test]
fn what_a_run_would_change_in_a_signed_period_is_listed_and_not_written() {
    let (_parent, folder) = period();
    close(&folder);
    let changed = book("kien-thuy", &[("K9", "110"), ("J9", "128")]);
    fs::write(folder.join("da-nop/314/kien-thuy.xlsx"), changed.bytes()).unwrap();
    let before = snapshot(&folder);
    let output = run(&folder, &["--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let json: Json = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&json["closed"], &json["same"]),
        (&"2017-09-28".into(), &false.into())
    );
    assert_eq!(json["inputs"][0]["file"], "da-nop/314/kien-thuy.xlsx");
    assert_eq!(json["inputs"][0]["change"], "changed");
    let change = &json["changes"][0];
    assert_eq!(
        [
            &change["unit"],
            &change["project"],
            &change["field"],
            &change["old"],
            &change["new"]
        ],
        [
            "314",
            "KC17-01",
            "cumulative.local",
            "90000000",
            "110000000"
        ]
    );
    let new = json["findings"]["new"].as_array().unwrap();
    assert!(
        new.iter()
            .any(|f| f["id"] == "B301-314-KC17-01-cumulative.local"),
        "{new:#?}"
    );
    // In the language asked for, though the results stay in their own.
    let english = said(&run(&folder, &["--lang", "en"]));
    assert!(
        english.contains("Cumulative – local: 90,000,000 → 110,000,000"),
        "{english}"
    );
    assert!(english.contains("Error: Project KC17-01"), "{english}");
    let files: Vec<&str> = json["files"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|f| f["file"].as_str())
        .collect();
    assert!(
        files.contains(&"bao-cao.xlsx") && files.contains(&"records.jsonl"),
        "{files:?}"
    );
    let output = run(&folder, &[]);
    assert!(
        said(&output).contains("90.000.000 → 110.000.000"),
        "{}",
        said(&output)
    );
    assert!(said(&output).contains("--reopen"), "{}", said(&output));
    assert!(snapshot(&folder) == before, "something was written");
    // Reopened it is done.
    let output = run(&folder, &["--reopen"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(snapshot(&folder) != before);
    let output = run(&folder, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

#[test]
fn settings_changed_after_signing_are_told() {
    let (_parent, folder) = period();
    close(&folder);
    let text = fs::read_to_string(folder.join("ky.toml")).unwrap();
    fs::write(folder.join("ky.toml"), text.replace("Văn A", "Văn B")).unwrap();
    let output = run(&folder, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("ky.toml: thay đổi"),
        "{}",
        said(&output)
    );
}

#[test]
fn the_next_quarter_starts_from_the_former_one() {
    let (parent, folder) = period();
    close(&folder);
    let next = parent.path().join("2017-q4");
    let output = init(&next, "2017-Q4", &folder);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let text = fs::read_to_string(next.join("ky.toml")).unwrap();
    assert_eq!(
        text,
        "# Thiết lập của phòng\n[period]\nyear = 2017\nquarter = 4\n# closed = 2017-12-28\n# deadline = 2017-12-20\n\
         [units]\nexpected = [\"314\"]\n[report]\n# date = 2017-12-25\nsigner = \"Nguyễn Văn A\"\n"
    );
    for name in [
        "phe-duyet/nam-2017/qd-1033.xlsx",
        "templates/layouts/rieng.toml",
    ] {
        assert_eq!(
            fs::read(next.join(name)).unwrap(),
            fs::read(folder.join(name)).unwrap(),
            "{name}"
        );
    }
    let records = |path: PathBuf| fs::read(path).unwrap();
    assert_eq!(
        records(next.join("ky-truoc/records.jsonl")),
        records(folder.join("ket-qua/records.jsonl"))
    );
    assert_eq!(fs::read_dir(next.join("da-nop")).unwrap().count(), 0);
    assert!(!next.join("ket-qua").exists());
    // It runs as it is: only the submission is missing.
    let output = run(&next, &[]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    // Nothing lies beside the two periods.
    let mut beside: Vec<_> = fs::read_dir(parent.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    beside.sort();
    assert_eq!(beside, ["2017-q3", "2017-q4"]);
}

#[test]
fn accepted_explanations_go_on_and_others_stay() {
    let (parent, folder) = period();
    let heads = "Mã phát hiện | Đơn vị | Đề án | Nội dung | Giá trị cần có | Giá trị trong báo cáo | Giải trình | Người giải trình | Ngày | Hình thức | Quyết định";
    let row = |id: &str, why: &str, decision: &str| {
        format!(
            "{id} | Huyện Kiến Thuỵ | KC17-01 | … | 100000000 | 110000000 | {why} | Ông A | 2017-09-22 | điện thoại | {decision}"
        )
    };
    let own = support::sheet("Giải trình")
        .row(1, "GIẢI TRÌNH CỦA CÁC ĐƠN VỊ")
        .row(2, heads)
        .row(
            3,
            &row(
                "B301-314-KC17-01-cumulative.local",
                "quyết định điều chỉnh đang trình",
                "Chấp nhận",
            ),
        )
        .row(
            4,
            &row(
                "B302-314-KC17-02-approved.local",
                "chưa rõ",
                "không chấp nhận",
            ),
        )
        .row(5, &row("B304-314-KC17-03-_", "chờ trả lời", ""));
    let filled = support::sheet("Giải trình")
        .row(1, heads)
        .row(
            2,
            &row(
                "B301-314-KC17-01-cumulative.local",
                "nội dung khác",
                "chấp nhận",
            ),
        )
        .row(3, &row("B301-314-KC17-02-_", "tạm ứng", "CHẤP NHẬN"))
        .row(
            4,
            "P601-314-_-_ | Huyện Kiến Thuỵ | | … | Huyện Kiến Thuỵ | | mất điện | Ông A | 2017-09-22 | điện thoại | chấp nhận",
        );
    fs::write(folder.join("giai-trinh.xlsx"), Content::from(own).bytes()).unwrap();
    fs::write(
        folder.join("ket-qua/giai-trinh.xlsx"),
        Content::from(filled).bytes(),
    )
    .unwrap();
    let next = parent.path().join("2017-q4");
    let output = init(&next, "2017-Q4", &folder);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(
        said(&output).contains("Giải trình đã chấp nhận: 2 dòng"),
        "{}",
        said(&output)
    );
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook(next.join("giai-trinh.xlsx")).unwrap();
    let range = calamine::Reader::worksheet_range(&mut book, "Giải trình").unwrap();
    let rows: Vec<Vec<String>> = range
        .rows()
        .map(|r| r.iter().map(ToString::to_string).collect())
        .collect();
    assert_eq!(rows[0].join(" | "), heads);
    assert_eq!(rows.len(), 4);
    assert_eq!(
        [&*rows[1][0], &*rows[1][6]],
        [
            "B301-314-KC17-01-cumulative.local",
            "quyết định điều chỉnh đang trình"
        ]
    );
    assert_eq!(
        [&*rows[2][5], &*rows[2][6], &*rows[2][10]],
        ["110000000", "tạm ứng", "CHẤP NHẬN"]
    );
    // That nothing was sent in one period excuses nothing in the next: what was said stays, to be decided anew.
    assert_eq!([&*rows[3][6], &*rows[3][10]], ["mất điện", ""]);
    assert!(
        said(&output).contains("1 dòng, giữ nội dung"),
        "{}",
        said(&output)
    );
    let missing = run(&next, &["--format", "json"]);
    let run: Json = serde_json::from_slice(&missing.stdout).unwrap();
    let all = run["findings"]["findings"].as_array().unwrap();
    let missing = all.iter().find(|f| f["id"] == "P601-314-_-_").unwrap();
    assert_eq!(missing["waived"], false, "{missing:#}");
    // Without any there is no such file.
    fs::remove_file(folder.join("giai-trinh.xlsx")).unwrap();
    fs::remove_file(folder.join("ket-qua/giai-trinh.xlsx")).unwrap();
    let other = parent.path().join("khac");
    assert_eq!(init(&other, "2017-Q4", &folder).status.code(), Some(0));
    assert!(!other.join("giai-trinh.xlsx").exists());
}

#[test]
fn records_are_taken_only_by_the_period_that_follows_in_the_year() {
    let (parent, folder) = period();
    for (period, taken) in [("2018-Q1", false), ("2017-FY", false), ("2017-Q4", true)] {
        let next = parent.path().join(period);
        let output = init(&next, period, &folder);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert_eq!(
            next.join("ky-truoc/records.jsonl").exists(),
            taken,
            "{period}"
        );
        assert!(next.join("phe-duyet/nam-2017/qd-1033.xlsx").exists());
    }
    fs::remove_file(folder.join("ket-qua/records.jsonl")).unwrap();
    let output = init(&parent.path().join("x"), "2017-Q4", &folder);
    assert_eq!(output.status.code(), Some(0));
    assert!(said(&output).contains("tonghop run"), "{}", said(&output));
}

#[test]
fn a_folder_that_holds_anything_is_refused() {
    let (parent, folder) = period();
    let next = parent.path().join("2017-q4");
    fs::create_dir_all(&next).unwrap();
    fs::write(next.join("ghi-chu.txt"), "x").unwrap();
    for (dir, period) in [(&next, "2017-Q4"), (&folder.join("moi"), "2017-Q4")] {
        let output = init(dir, period, &folder);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    }
    assert_eq!(fs::read_dir(&next).unwrap().count(), 1);
    assert!(!folder.join("moi").exists());
    // An empty folder is fine, one that is no workspace gives nothing to start from.
    fs::remove_file(next.join("ghi-chu.txt")).unwrap();
    let output = init(&next, "2017-Q4", parent.path());
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_dir(&next).unwrap().count(), 0);
    assert_eq!(init(&next, "2017-Q4", &folder).status.code(), Some(0));
    assert!(next.join("ky.toml").is_file());
}

#[test]
#[cfg(unix)]
fn a_full_disk_leaves_no_half_of_a_workspace() {
    let (parent, folder) = period();
    // No file may grow beyond 2 blocks; the signal is ignored, so that the write fails as it does without room.
    fs::write(folder.join("phe-duyet/lon.pdf"), vec![b'x'; 1 << 16]).unwrap();
    let output = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 2; exec \"$0\" init \"$1/moi/2017-q4\" --period 2017-Q4 --from \"$2\""])
        .arg(env!("CARGO_BIN_EXE_tonghop"))
        .args([parent.path(), &folder])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("2017-q4"), "{}", said(&output));
    assert_eq!(
        fs::read_dir(parent.path()).unwrap().count(),
        1,
        "something was left"
    );
}
