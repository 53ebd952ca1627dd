//! A run is a pure function of the folder, the language and the version: the same bytes of every output with any
//! number of threads, order of files, file times, time zone, locale and name of the folder.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use support::workspace::{tonghop, write_files};
use support::{Workspace, case, outputs};

/// Several units, decisions and mistakes of every stage, so that there is something to put into disorder.
fn workspace() -> Workspace {
    let book = |name: &str| case::shared_book(name).expect("the shared workbook is there");
    let faulty = support::sheet("Biểu")
        .row(1, "UBND HUYỆN AN DƯƠNG")
        .row(2, "BÁO CÁO THỰC HIỆN ĐỀ ÁN KHUYẾN CÔNG QUÝ III NĂM 2017")
        .row(3, "ĐVT: đồng")
        .row(4, "STT | Mã đề án | Tên đề án | KCĐP lũy kế từ đầu năm | Số điện thoại")
        .row(5, "1 | KC17-03 | Xây dựng mô hình trình diễn kỹ thuật sản xuất gạch không nung | '45.000.000 | 0225")
        .row(6, "2 | KC17-98 | Đào tạo nghề mộc cho lao động mới | chưa rõ | ")
        .row(7, "3 | KC17-97 | Đào tạo nghề hàn cho lao động mới | -5000000 | ")
        .row(8, " | | Tổng cộng | 99000000 | ");
    Workspace::new()
        .settings("[report]\nplace = \"Hải Phòng\"")
        .file("phe-duyet/qd-1033.xlsx", book("qd-314"))
        .file("phe-duyet/qd-1150.xlsx", book("qd-311"))
        .file("da-nop/314/kien-thuy.xlsx", book("kien-thuy"))
        .file("da-nop/314/bo-sung.xlsx", book("kien-thuy-03"))
        .file("da-nop/312/an-duong.xlsx", faulty)
        .file("da-nop/313/an-lao.xlsx", "không phải bảng tính")
        .file("da-nop/311/cong-van.pdf", "%PDF-1.4")
}

/// How a run differs from the plain one in what must not matter.
#[derive(Default)]
struct Circumstances {
    folder: &'static str,
    reverse: bool,
    age: Option<Duration>,
    jobs: Option<&'static str>,
    variables: &'static [(&'static str, &'static str)],
}

fn results(of: &Circumstances) -> BTreeMap<String, Vec<u8>> {
    let above = tempfile::tempdir().expect("a temporary folder");
    let folder = above.path().join(if of.folder.is_empty() {
        "2017-q3"
    } else {
        of.folder
    });
    let mut files = workspace().contents();
    if of.reverse {
        files.reverse();
    }
    write_files(&folder, &files);
    if let Some(age) = of.age {
        for (path, _) in &files {
            grow_old(&folder.join(path), age);
        }
    }
    let mut command = tonghop();
    command.arg("run").arg(&folder);
    if let Some(jobs) = of.jobs {
        command.args(["--jobs", jobs]);
    }
    let output = command
        .envs(of.variables.iter().copied())
        .output()
        .expect("the program starts");
    assert_eq!(
        output.status.code(),
        Some(1),
        "the workspace has errors: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let all = outputs::all(&folder.join("ket-qua"));
    assert!(
        all.contains_key("findings.json"),
        "results are written: {:?}",
        all.keys()
    );
    all
}

fn grow_old(path: &Path, age: Duration) {
    let file = File::options()
        .write(true)
        .open(path)
        .expect("the file is there");
    // The clock is only asked for a time that differs; nothing may depend on it.
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_600_000_000) + age;
    file.set_modified(time).expect("its time can be set");
}

fn assert_same(what: &str, other: &Circumstances) {
    let plain = results(&Circumstances::default());
    let other = results(other);
    let names = |all: &BTreeMap<String, Vec<u8>>| all.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&plain), names(&other), "{what}: other files");
    let changed: Vec<&String> = plain
        .iter()
        .filter(|(name, bytes)| other.get(*name) != Some(bytes))
        .map(|(name, _)| name)
        .collect();
    assert!(changed.is_empty(), "{what}: other bytes in {changed:?}");
}

#[test]
fn two_runs_give_the_same() {
    assert_same("a second run", &Circumstances::default());
}

#[test]
fn number_of_threads_does_not_matter() {
    let with = |jobs| Circumstances {
        jobs: Some(jobs),
        ..Circumstances::default()
    };
    assert_same("--jobs 1", &with("1"));
    assert_same("--jobs 2", &with("2"));
    assert_same("--jobs 7", &with("7"));
}

#[test]
fn order_and_time_of_files_do_not_matter() {
    assert_same(
        "files made in reverse",
        &Circumstances {
            reverse: true,
            ..Circumstances::default()
        },
    );
    let age = Some(Duration::from_hours(24 * 400));
    assert_same(
        "other file times",
        &Circumstances {
            age,
            ..Circumstances::default()
        },
    );
}

#[test]
fn time_zone_and_locale_do_not_matter() {
    for variables in [
        &[("TZ", "Pacific/Auckland"), ("LC_ALL", "C")][..],
        &[
            ("TZ", "America/Los_Angeles"),
            ("LC_ALL", "vi_VN.UTF-8"),
            ("LANG", "vi_VN.UTF-8"),
        ],
        &[
            ("LC_ALL", "tr_TR.UTF-8"),
            ("COLUMNS", "40"),
            ("SOURCE_DATE_EPOCH", "1"),
        ],
    ] {
        assert_same(
            "other surroundings",
            &Circumstances {
                variables,
                ..Circumstances::default()
            },
        );
    }
}

#[test]
fn name_of_the_folder_does_not_matter() {
    assert_same(
        "another folder",
        &Circumstances {
            folder: "Báo cáo quý 3 – bản sao (2)",
            ..Circumstances::default()
        },
    );
}

#[test]
fn a_run_over_former_results_gives_the_same() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    workspace().write(folder.path());
    let run = || {
        tonghop()
            .arg("run")
            .arg(folder.path())
            .output()
            .expect("the program starts");
        outputs::all(&folder.path().join("ket-qua"))
    };
    let (first, second) = (run(), run());
    assert!(first.contains_key("manifest.json"), "results are written");
    assert_eq!(
        first.keys().collect::<Vec<_>>(),
        second.keys().collect::<Vec<_>>()
    );
    for (name, bytes) in &first {
        assert!(second.get(name) == Some(bytes), "{name} changed");
    }
    let inputs = fs::read_dir(folder.path().join("da-nop")).expect("the submissions are there");
    assert_eq!(inputs.count(), 4, "nothing outside ket-qua/ is changed");
}
