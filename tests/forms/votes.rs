//! The report of a vote for products, redrawn: what the centre reports under names of its own goes to the line and to the
//! level of the vote, by who paid for it.

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::Workbook;

use super::office;

const GROUPS: [&str; 4] = [
    "Nhóm thủ công mỹ nghệ",
    "Nhóm chế biến nông, lâm, thủy sản và thực phẩm",
    "Nhóm phụ tùng, máy móc, thiết bị, cơ khí",
    "Nhóm sản phẩm khác",
];

/// Result, whether the ministry's money paid for it, how many products.
fn results() -> Vec<(String, bool, u32)> {
    let mut all = Vec::new();
    for (what, first) in [("đăng ký", 11), ("được cấp giấy", 31)] {
        for (group, count) in GROUPS.iter().zip((first..).step_by(2)) {
            all.push((format!("{group} {what}"), true, count));
            all.push((format!("{group} {what}"), false, count + 1));
        }
    }
    // A second vote of the city: it adds to the first.
    all.push((format!("{} đăng ký", GROUPS[0]), false, 100));
    all
}

fn report() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let mut text = |row: u32, column: u16, text: &str| {
        sheet.write_string(row, column, text).unwrap();
    };
    text(
        0,
        0,
        "TRUNG TÂM KHUYẾN CÔNG VÀ TƯ VẤN PHÁT TRIỂN CÔNG NGHIỆP",
    );
    text(
        1,
        0,
        "BÁO CÁO TÌNH HÌNH THỰC HIỆN ĐỀ ÁN KHUYẾN CÔNG NĂM 2017",
    );
    text(2, 0, "Đơn vị tính: triệu đồng");
    for (column, heads) in (0..).zip([
        ["STT", ""],
        ["Tên đề án", ""],
        ["Lũy kế từ đầu năm", "KCQG"],
        ["Lũy kế từ đầu năm", "KCĐP"],
        ["Kết quả", "Chỉ tiêu kết quả"],
        ["Kết quả", "Đơn vị tính"],
        ["Kết quả", "Lũy kế từ đầu năm"],
    ]) {
        for (row, head) in (3..).zip(heads) {
            if !head.is_empty() {
                text(row, column, head);
            }
        }
    }
    for (number, (name, national, count)) in (1..).zip(results()) {
        let row = 4 + number;
        let level = if national {
            "quốc gia"
        } else {
            "thành phố"
        };
        let project =
            format!("Bình chọn sản phẩm công nghiệp nông thôn tiêu biểu cấp {level} lần {number}");
        sheet.write_number(row, 0, number).unwrap();
        sheet.write_string(row, 1, project).unwrap();
        sheet
            .write_number(row, if national { 2 } else { 3 }, 50)
            .unwrap();
        sheet.write_string(row, 4, name).unwrap();
        sheet.write_string(row, 5, "Sản phẩm").unwrap();
        sheet.write_number(row, 6, count).unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn number(form: &Range<Data>, row: u32, column: u32) -> f64 {
    match form.get_value((row, column)) {
        Some(Data::Float(number)) => *number,
        other => panic!("row {row} column {column} holds {other:?}"),
    }
}

#[test]
fn votes_go_to_their_line_and_level() {
    let workspace = office::folder("forms-votes");
    let put = |name: &str, bytes: &[u8]| {
        let path = workspace.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    put("ky.toml", b"[period]\nyear = 2017\nfull_year = true\n");
    put("da-nop/31TTKC/danh-muc.xlsx", &report());
    put(
        "templates/reports/binh-chon-san-pham/report.xlsx",
        include_bytes!("../fixtures/forms/binh-chon-san-pham.xlsx"),
    );
    let output = office::run(&workspace);
    let said = office::said(&output);
    assert_eq!(office::code(&output), 0, "{said}");
    assert!(!said.contains("result["), "{said}");

    let path = workspace.join("ket-qua/binh-chon-san-pham.xlsx");
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let form = book.worksheet_range("Bình chọn").unwrap();
    for (first, what) in [(6, "đăng ký"), (11, "được cấp giấy")] {
        for (column, national) in [(3, true), (4, false)] {
            let mut sum = 0;
            for (row, group) in (first..).zip(GROUPS) {
                let name = format!("{group} {what}");
                let own = |(n, level, _): &&(String, bool, u32)| *n == name && *level == national;
                let wanted: u32 = results()
                    .iter()
                    .filter(own)
                    .map(|(_, _, count)| count)
                    .sum();
                let found = number(&form, row, column);
                assert!(
                    (found - f64::from(wanted)).abs() < 1e-9,
                    "{name} in column {column}: {found}, not {wanted}"
                );
                sum += wanted;
            }
            // The line above them adds them up.
            let found = number(&form, first - 1, column);
            assert!((found - f64::from(sum)).abs() < 1e-9, "{what}: {found}");
        }
    }
}
