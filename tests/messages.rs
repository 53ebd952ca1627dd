//! The words of findings (templates/messages/*.ftl) against everything that names one of them: kinds of unreadable files,
//! states of files, columns of the layouts, the keys that rules give.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use tonghop::finding::{Code, Finding, Subject, Value, Wording};
use tonghop::model::Status;
use tonghop::read::What;

fn wordings() -> [Wording; 2] {
    ["vi", "en"].map(|lang| Wording::new(lang, &[]).expect("built-in words"))
}

#[test]
fn whatever_stands_in_place_of_a_workbook_has_its_own_sentence() {
    for words in wordings() {
        for what in What::ALL {
            let key = format!("R001-{}", what.key());
            assert!(words.has(&key), "{} {key}", words.lang());
        }
        for status in [
            Status::Counted,
            Status::Empty,
            Status::Unreadable,
            Status::NoForm,
            Status::UnknownUnit,
            Status::OtherPeriod,
            Status::Undecided,
            Status::Superseded,
        ] {
            assert!(words.has(&format!("status-{}", status.key())));
        }
    }
}

#[test]
fn every_plain_column_of_the_layouts_has_a_label() {
    let layouts = [
        include_str!("../templates/layouts/base.toml"),
        include_str!("../templates/layouts/approval.toml"),
        include_str!("../templates/layouts/project-list.toml"),
        include_str!("../templates/layouts/money-by-activity.toml"),
        include_str!("../templates/layouts/results-by-indicator.toml"),
    ];
    // Each file begins outside its sections.
    let lines = layouts
        .iter()
        .flat_map(|layout| std::iter::once("[]").chain(layout.lines()));
    let mut section = "";
    let mut seen = 0;
    for line in lines {
        if line.starts_with('[') {
            section = line;
        }
        let Some((name, _)) = line.split_once(" = [").filter(|_| section == "[fields]") else {
            continue;
        };
        seen += 1;
        for words in wordings() {
            assert_ne!(words.field(name), name, "{}", words.lang());
        }
    }
    assert!(seen > 15, "{seen}");
    let [vi, en] = wordings();
    assert_eq!(vi.field("spent|cumulative"), "Trong kỳ hoặc Lũy kế");
    assert_eq!(
        en.field("results.9a.planned"),
        "Result, indicator 9a – Planned"
    );
    assert_eq!(vi.field("results.so-lop.period"), "Kết quả khác – Trong kỳ");
    assert_eq!(
        vi.not_checked("no-list"),
        vi.not_checked("not-checked-no-list")
    );
}

#[test]
fn keys_that_rules_give_are_told_as_labels() {
    let [vi, en] = wordings();
    let mut f = Finding::new(Code::R004, Subject::Nothing);
    f.file = Some("a.xlsx".into());
    f.args = vec![
        ("nearest", "project-list".to_owned()),
        ("lacking", "name, spent|cumulative".to_owned()),
    ];
    assert_eq!(
        vi.message(&f),
        "Tệp a.xlsx không có trang nào là biểu báo cáo; gần giống nhất là biểu “Danh mục đề án” nhưng thiếu cột: \
         Tên đề án, Trong kỳ hoặc Lũy kế."
    );
    f.code = Code::R003;
    f.args = vec![("limit", "file_mib".to_owned())];
    assert!(
        vi.message(&f)
            .contains("vượt giới hạn về dung lượng tệp, MiB (file_mib)")
    );
    f.code = Code::R012;
    f.expected = Some(Value::Text("triệu đồng".to_owned()));
    assert!(en.message(&f).ends_with("read as million VND."));
}

#[test]
fn a_technical_detail_is_added_only_where_there_is_one() {
    let [vi, _] = wordings();
    let mut f = Finding::new(Code::R001, Subject::Nothing);
    f.file = Some("a.xls".into());
    f.variant = Some("damaged");
    f.args = vec![("detail", String::new())];
    assert_eq!(
        vi.message(&f),
        "Tệp a.xls bị hỏng, không đọc được nội dung."
    );
    f.args = vec![("detail", "bad\nheader".to_owned())];
    assert_eq!(
        vi.message(&f),
        "Tệp a.xls bị hỏng, không đọc được nội dung (chi tiết kỹ thuật: bad header)."
    );
}
