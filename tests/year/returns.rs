//! The workbooks of the year: decisions, returns in the habits of two units, explanations, corrections.

use rust_decimal::Decimal;

use super::support::{Sheet, sheet};
use super::{Amounts, Counts, Ledger, number, text};

/// What the decision of a unit approves.
pub fn decision(ledger: &Ledger, unit: &str, name: &str) -> Sheet {
    let mut sheet = sheet("Phụ lục")
        .row(1, "PHỤ LỤC: DANH MỤC ĐỀ ÁN KHUYẾN CÔNG ĐỊA PHƯƠNG NĂM 2017")
        .row(2, "(Kèm theo Quyết định số 15/QĐ-UBND ngày 10 tháng 01 năm 2017)")
        .row(3, "ĐVT: triệu đồng")
        .row(4, "STT | Mã đề án | Tên đề án | Nội dung khuyến công | Đơn vị thực hiện | KCĐP | Vốn đối ứng");
    let own = ledger.projects().iter().filter(|p| p["unit"] == unit);
    for (row, p) in (5..).zip(own) {
        let line = format!(
            "{} | {} | {} | {} | UBND {name} | {} | {}",
            row - 4,
            text(&p["code"]),
            text(&p["name"]),
            text(&p["content"]),
            p["local"],
            p["counterpart"]
        );
        sheet = sheet.row(row, &line);
    }
    sheet
}

const NUMERALS: [&str; 4] = ["I", "II", "III", "IV"];

/// What the lines of the programme that the projects are counted by are called, and what they count.
const INDICATORS: [(&str, &str, &str); 3] = [
    ("1", "Số lao động mới được đào tạo", "Lao động"),
    (
        "10",
        "Số cơ sở CNNT được tiếp nhận chuyển giao công nghệ, ứng dụng máy móc, thiết bị tiên tiến và tiến bộ KHKT",
        "Cơ sở",
    ),
    (
        "15",
        "Số cơ sở CNNT được hỗ trợ xây dựng, đăng ký thương hiệu",
        "Cơ sở",
    ),
];

fn indicator(line: &str) -> (&'static str, &'static str) {
    let found = INDICATORS.iter().find(|(number, ..)| *number == line);
    let (_, name, unit) = found.unwrap_or_else(|| panic!("{line} is no line"));
    (name, unit)
}

/// The return of Kiến Thuỵ: codes, million đồng, cumulative amounts, the result of each project beside its money.
pub fn kien_thuy(
    ledger: &Ledger,
    quarter: usize,
    (own, before): (&Amounts, &Amounts),
    (reached, reached_before): (&Counts, &Counts),
) -> Sheet {
    let mut sheet = sheet("Biểu 01")
        .row(1, "ỦY BAN NHÂN DÂN HUYỆN KIẾN THỤY")
        .row(2, &format!("BÁO CÁO THỰC HIỆN ĐỀ ÁN KHUYẾN CÔNG QUÝ {} NĂM 2017", NUMERALS[quarter - 1]))
        .row(3, "Đơn vị tính: triệu đồng")
        .row(4, "STT | Mã đề án | Tên đề án | KCĐP được duyệt | Vốn đối ứng được duyệt | KCĐP thực hiện trong quý | Vốn đối ứng thực hiện trong quý | KCĐP lũy kế từ đầu năm | Vốn đối ứng lũy kế từ đầu năm | Kết quả thực hiện | | | | ")
        .row(5, " | | | | | | | | | Chỉ tiêu | ĐVT | Kế hoạch | Trong quý | Lũy kế thực hiện");
    let merged = ["A", "B", "C", "D", "E", "F", "G", "H", "I"];
    sheet.merges = merged.map(|c| format!("{c}4:{c}5")).to_vec();
    sheet.merges.push(String::from("J4:N4"));
    for (row, (code, [local, counterpart])) in (6..).zip(own) {
        let p = ledger.project(code);
        let [l, c] = before.get(code).copied().unwrap_or_default();
        let (name, unit) = indicator(text(&p["indicator"]));
        let now = reached.get(code).copied().unwrap_or_default();
        let so_far = now + reached_before.get(code).copied().unwrap_or_default();
        let line = format!(
            "{} | {code} | {} | {} | {} | {local} | {counterpart} | {} | {} | {name} | {unit} | {} | {now} | {so_far}",
            row - 5,
            text(&p["name"]),
            p["local"],
            p["counterpart"],
            l + local,
            c + counterpart,
            p["planned"],
        );
        sheet = sheet.row(row, &line);
    }
    sheet
}

/// The return of Thuỷ Nguyên under its name of the day: names only, đồng, nothing but the quarter.
pub fn thuy_nguyen(ledger: &Ledger, quarter: usize, own: &Amounts) -> Sheet {
    let name = if quarter < 3 {
        "HUYỆN"
    } else {
        "THÀNH PHỐ"
    };
    let mut sheet = sheet("Bao cao")
        .row(1, &format!("UBND {name} THỦY NGUYÊN"))
        .row(2, &format!("KẾT QUẢ THỰC HIỆN ĐỀ ÁN KHUYẾN CÔNG QUÝ {}/2017", NUMERALS[quarter - 1]))
        .row(3, "ĐVT: đồng")
        .row(4, "TT | Tên đề án | KCĐP được duyệt | Vốn đối ứng được duyệt | KCĐP thực hiện trong quý | Vốn đối ứng thực hiện trong quý");
    let dong = |million: Decimal| (million * Decimal::from(1_000_000)).normalize();
    for (row, (code, [local, counterpart])) in (5..).zip(own) {
        let p = ledger.project(code);
        let line = format!(
            "{} | {} | {} | {} | {} | {}",
            row - 4,
            text(&p["name"]),
            dong(number(&p["local"])),
            dong(number(&p["counterpart"])),
            dong(*local),
            dong(*counterpart)
        );
        sheet = sheet.row(row, &line);
    }
    sheet
}

/// What Thuỷ Nguyên reached, on a sheet of its own by the lines of the programme.
pub fn results(ledger: &Ledger, quarter: usize, reached: &Counts, before: &Counts) -> Sheet {
    let name = if quarter < 3 {
        "HUYỆN"
    } else {
        "THÀNH PHỐ"
    };
    let mut sheet = sheet("Ket qua")
        .row(1, &format!("UBND {name} THỦY NGUYÊN"))
        .row(2, &format!("BÁO CÁO KẾT QUẢ CÔNG TÁC KHUYẾN CÔNG QUÝ {}/2017", NUMERALS[quarter - 1]))
        .row(4, "TT | Chỉ tiêu | Đơn vị tính | Kế hoạch năm 2017 | Thực hiện trong quý | Lũy kế từ đầu năm");
    for (row, (code, now)) in (5..).zip(reached) {
        let p = ledger.project(code);
        let line = text(&p["indicator"]);
        let (name, unit) = indicator(line);
        let so_far = now + before.get(line).copied().unwrap_or_default();
        let planned = &p["planned"];
        let cells = format!("{line} | {name} | {unit} | {planned} | {now} | {so_far}");
        sheet = sheet.row(row, &cells);
    }
    sheet
}

/// The answer to a project that spent more than was approved.
pub fn explained() -> Sheet {
    sheet("Giải trình")
        .row(1, "Mã phát hiện | Đơn vị | Đề án | Nội dung | Giá trị cần có | Giá trị trong báo cáo | Giải trình | Người giải trình | Ngày | Hình thức | Quyết định")
        .row(2, "B301-314-KC17-04-cumulative.local | Huyện Kiến Thuỵ | KC17-04 | … | 50000000 | 55000000 | Quyết định bổ sung đang trình ký | Ông A | 2017-06-26 | công văn | chấp nhận")
}

/// What was agreed by telephone: the city's money for one project was 20 million, not 25.
pub fn corrected() -> Sheet {
    sheet("Đính chính")
        .row(1, "Đơn vị | Đề án | Trường | Giá trị cũ | Giá trị mới | Người đính chính | Ngày | Hình thức")
        .row(2, "311 | KC17-31 | spent.local | 25000000 | 20000000 | Bà B | 2017-12-18 | điện thoại")
}
