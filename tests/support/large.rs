//! A period of many projects: one decision and one list a unit, built in a few lines.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::{Workbook, Worksheet};

/// Units that carry the projects in turn.
const UNITS: [(&str, &str); 4] = [
    ("311", "Huyện Thủy Nguyên"),
    ("312", "Huyện An Dương"),
    ("313", "Huyện An Lão"),
    ("316", "Huyện Vĩnh Bảo"),
];
/// Names by which the activity is known.
const NAMES: [&str; 4] = [
    "Đào tạo nghề may công nghiệp cho lao động mới",
    "Hỗ trợ ứng dụng máy móc, thiết bị tiên tiến trong sản xuất cơ khí",
    "Xây dựng mô hình trình diễn kỹ thuật sản xuất bao bì giấy",
    "Hỗ trợ cơ sở công nghiệp nông thôn tham gia hội chợ, triển lãm",
];

fn unit(number: u32) -> usize {
    usize::try_from(number).unwrap() % UNITS.len()
}

fn code(number: u32) -> String {
    format!("LN17-{number:03}")
}

fn name(number: u32) -> String {
    format!(
        "{} tại xã số {number}",
        NAMES[usize::try_from(number / 4).unwrap() % NAMES.len()]
    )
}

fn texts(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, text) in (0..).zip(cells) {
        sheet.write_string(row, column, *text).unwrap();
    }
}

/// Writes the workspace: project n has n triệu of local money and n triệu of its beneficiary, half of it spent.
pub fn write(folder: &Path, projects: u32) {
    fs::create_dir_all(folder.join("phe-duyet")).unwrap();
    fs::create_dir_all(folder.join("da-nop")).unwrap();
    let ky = "[period]\nyear = 2017\nquarter = 3\n[report]\nagency = \"SỞ CÔNG THƯƠNG\"\nplace = \"Hải Phòng\"\ndate = 2017-10-01\n";
    fs::write(folder.join("ky.toml"), ky).unwrap();

    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    texts(sheet, 0, &["DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM 2017"]);
    texts(
        sheet,
        1,
        &[
            "(Kèm theo Quyết định số 1/QĐ-UBND ngày 05/01/2017 của Ủy ban nhân dân thành phố Hải Phòng)",
        ],
    );
    texts(sheet, 2, &["Đơn vị tính: đồng"]);
    let head = [
        "TT",
        "Mã đề án",
        "Tên đề án",
        "Đơn vị thực hiện",
        "Kinh phí được duyệt: Tổng số",
        "Kinh phí được duyệt: KCĐP",
        "Kinh phí được duyệt: Đối ứng",
    ];
    texts(sheet, 3, &head);
    for number in 1..=projects {
        let row = number + 3;
        texts(
            sheet,
            row,
            &["", &code(number), &name(number), UNITS[unit(number)].1],
        );
        sheet.write_number(row, 0, number).unwrap();
        for (column, times) in [(4, 2_000_000), (5, 1_000_000), (6, 1_000_000)] {
            sheet.write_number(row, column, number * times).unwrap();
        }
    }
    book.save(folder.join("phe-duyet/quyet-dinh.xlsx")).unwrap();

    for (index, (number, unit_name)) in UNITS.iter().enumerate() {
        let mine = (1..=projects).filter(|n| unit(*n) == index);
        submission(
            &folder.join(format!("da-nop/{number}.xlsx")),
            unit_name,
            mine,
        );
    }
}

fn submission(path: &Path, unit_name: &str, projects: impl Iterator<Item = u32>) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    texts(sheet, 0, &[&format!("UBND {}", unit_name.to_uppercase())]);
    texts(
        sheet,
        1,
        &["BÁO CÁO TIẾN ĐỘ THỰC HIỆN CÁC ĐỀ ÁN KHUYẾN CÔNG"],
    );
    texts(sheet, 2, &["Quý III/2017"]);
    texts(sheet, 3, &["Đơn vị tính: đồng"]);
    let mut head = vec!["TT", "Mã đề án", "Tên đề án"];
    head.extend(["Kinh phí được duyệt: KCĐP", "Kinh phí được duyệt: Đối ứng"]);
    head.extend(["Thực hiện trong quý: KCĐP", "Thực hiện trong quý: Đối ứng"]);
    head.extend(["Lũy kế từ đầu năm: KCĐP", "Lũy kế từ đầu năm: Đối ứng"]);
    texts(sheet, 4, &head);
    for (row, number) in (5..).zip(projects) {
        texts(sheet, row, &["", &code(number), &name(number)]);
        sheet.write_number(row, 0, row - 4).unwrap();
        for (column, times) in (3..).zip([1_000_000, 1_000_000, 250_000, 250_000, 500_000, 500_000])
        {
            sheet.write_number(row, column, number * times).unwrap();
        }
    }
    book.save(path).unwrap();
}
