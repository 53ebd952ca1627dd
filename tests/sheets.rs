//! What of several sheets of one form in a workbook is counted, to the đồng.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::format_push_string,
    dead_code,
    reason = "a test speaks by failing; the support is shared"
)]

mod support;

use rust_decimal::Decimal;
use support::{Content, Run, Workspace, case, sheet};

const HEAD: &str = "TT | Tên đề án | KCĐP thực hiện trong quý | KCĐP lũy kế từ đầu năm";

/// One sheet of unit 311: its name, its title, what its columns of money are called and one project's two amounts.
fn page(name: &str, title: &str, head: &str, spent: &str) -> support::Sheet {
    sheet(name)
        .row(1, "UBND HUYỆN THỦY NGUYÊN")
        .row(2, title)
        .row(3, "ĐVT: đồng")
        .row(4, head)
        .row(
            5,
            &format!("1 | Đào tạo nghề đúc cơ khí cho lao động mới | {spent}"),
        )
}

fn run(sheets: Vec<support::Sheet>) -> Run {
    Workspace::new()
        .file(
            "phe-duyet/qd-1150.xlsx",
            case::shared_book("qd-311").unwrap(),
        )
        .file("da-nop/311/bao-cao.xlsx", Content::Book(sheets))
        .run()
}

/// The sum of one figure over all records.
fn sum(run: &Run, phase: &str, source: &str) -> Decimal {
    let amounts = run.records.iter().filter_map(|r| r[phase][source].as_str());
    amounts.map(|text| text.parse::<Decimal>().unwrap()).sum()
}

const TITLE: &str = "BÁO CÁO THỰC HIỆN ĐỀ ÁN KHUYẾN CÔNG QUÝ III NĂM 2017";
const BEFORE: &str = "BÁO CÁO THỰC HIỆN ĐỀ ÁN KHUYẾN CÔNG QUÝ II NĂM 2017";

#[test]
fn only_the_sheet_of_the_period_counts() {
    let run = run(vec![
        page("Q2", BEFORE, HEAD, "7000000 | 20000000"),
        page("Q3", TITLE, HEAD, "30000000 | 50000000"),
    ]);
    assert_eq!(sum(&run, "spent", "local"), Decimal::from(30_000_000));
    assert_eq!(sum(&run, "cumulative", "local"), Decimal::from(50_000_000));
    assert_eq!(run.records.len(), 1);
    assert_eq!(run.records[0]["source"]["sheet"], "Q3");
}

#[test]
fn sheets_of_different_sources_add_up_once() {
    let head = "TT | Tên đề án | Tổng số trong quý | Kinh phí khuyến công hỗ trợ trong quý | Vốn đối ứng trong quý";
    let run = run(vec![
        page("KCQG", TITLE, head, "27 | 20 | 7"),
        page("KCĐP", TITLE, head, "37 | 30 | 7"),
    ]);
    let amounts = ["national", "local", "support", "counterpart", "total"];
    let sums = amounts.map(|source| sum(&run, "spent", source));
    assert_eq!(
        sums,
        [20, 30, 0, 7, 57].map(Decimal::from),
        "{:#?}",
        run.records
    );
}

#[test]
fn a_copy_counts_once_and_an_old_one_not_at_all() {
    for (copy, hidden) in [("30000000 | 50000000", false), ("1000000 | 2000000", true)] {
        let mut old = page("Q3 cũ", TITLE, HEAD, copy);
        old.hidden = hidden;
        let run = run(vec![old, page("Q3", TITLE, HEAD, "30000000 | 50000000")]);
        assert_eq!(sum(&run, "spent", "local"), Decimal::from(30_000_000));
        assert_eq!(run.records.len(), 1);
    }
}

#[test]
fn what_is_undecided_is_not_counted() {
    let run = run(vec![
        page("Q3", TITLE, HEAD, "30000000 | 50000000"),
        page("Q3 (2)", TITLE, HEAD, "31000000 | 50000000"),
    ]);
    assert!(run.records.is_empty(), "{:#?}", run.records);
    assert_eq!(run.status, 1);
}
