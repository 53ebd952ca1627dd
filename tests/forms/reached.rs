//! Formulas whose references are computed, and those that nothing here computes: the first have their result, the others
//! are told.

use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Chart, ChartType, Formula, Workbook};

use super::office;
use super::outside::{edit, part, with_form};
use super::producers::{can_compare, compare};

type Book = Xlsx<std::io::BufReader<std::fs::File>>;

/// A list of units, what leads into it from elsewhere, and a chart of areas that names compute.
fn draw(path: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Số liệu").unwrap();
    sheet.write(0, 0, "Đơn vị").unwrap();
    sheet.write(0, 1, "Lũy kế").unwrap();
    sheet.write(1, 0, "{{unit.name}}").unwrap();
    sheet
        .write(1, 1, "{{unit.cumulative.total | trieu}}")
        .unwrap();
    sheet.write(2, 0, "Cộng").unwrap();
    // From its own cell upwards, as totals are drawn that take in whatever is inserted above.
    sheet
        .write_formula(2, 1, "=SUM(B$2:OFFSET(B3,-1,0))")
        .unwrap();
    book.define_name(
        "Ten",
        "=OFFSET('Số liệu'!$A$2,0,0,COUNTA('Số liệu'!$A:$A)-2,1)",
    )
    .unwrap();
    book.define_name("So", "=OFFSET(Ten,0,1)").unwrap();
    let mut chart = Chart::new(ChartType::Column);
    let series = chart.add_series();
    series
        .set_categories("='Số liệu'!$A$2:$A$9")
        .set_values("='Số liệu'!$B$2:$B$9");
    let look = book.add_worksheet();
    look.set_name("Tóm tắt").unwrap();
    look.insert_chart(0, 5, &chart).unwrap();
    for (row, formula) in (0..).zip(FORMULAS) {
        look.write(row, 0, formula).unwrap();
        look.write_formula(row, 1, Formula::new(format!("={formula}")))
            .unwrap();
    }
    book.save(path).unwrap();
}

/// What gives the total, but for the count of rows.
const FORMULAS: [&str; 7] = [
    "SUM(So)",
    "SUM(OFFSET('Số liệu'!B2,0,0,COUNTA('Số liệu'!A:A)-2))",
    "INDIRECT(\"'Số liệu'!B\"&MATCH(\"Cộng\",'Số liệu'!A:A,0))",
    "SUM('Số liệu'!B2:INDEX('Số liệu'!B:B,MATCH(\"Cộng\",'Số liệu'!A:A,0)-1))",
    "OFFSET('Số liệu'!B1,ROWS(Ten)+1,0)",
    "SUM(INDIRECT(\"'Số liệu'!B2:B\"&ROWS(Ten)+1))",
    "ROWS(Ten)",
];

fn filled(name: &str) -> (PathBuf, String) {
    let (workspace, folder) = with_form(name, "dan");
    let plain = folder.join("plain.xlsx");
    draw(&plain);
    // The library takes no names for the areas of a series.
    edit(
        &plain,
        &folder.join("report.xlsx"),
        "xl/charts/chart1.xml",
        |xml| {
            let mut xml = xml.to_owned();
            for (kind, area, name) in [("str", "$A$2:$A$9", "Ten"), ("num", "$B$2:$B$9", "So")] {
                let from = xml.find(&format!("<c:f>'Số liệu'!{area}")).unwrap();
                let to = from + xml[from..].find("Ref>").unwrap();
                let to = xml[..to].rfind("</c:").unwrap();
                let cache = format!(
                    "<c:f>'Số liệu'!{name}</c:f><c:{kind}Cache><c:ptCount val=\"1\"/></c:{kind}Cache>"
                );
                xml.replace_range(from..to, &cache);
            }
            xml
        },
    );
    let output = office::run(&workspace);
    assert_eq!(office::code(&output), 1, "{}", office::said(&output));
    (workspace.join("ket-qua/dan.xlsx"), office::said(&output))
}

fn number(book: &mut Book, sheet: &str, at: (u32, u32)) -> f64 {
    let range = book.worksheet_range(sheet).unwrap();
    match range.get_value(at) {
        Some(Data::Float(figure)) => *figure,
        other => panic!("{sheet} {at:?}: {other:?}"),
    }
}

#[test]
fn references_that_are_computed_have_their_result() {
    let (path, said) = filled("forms-reached");
    assert!(!said.contains("chưa được lưu sẵn"), "{said}");
    let mut book: Book = open_workbook(&path).unwrap();
    let range = book.worksheet_range("Số liệu").unwrap();
    let rows = u32::try_from(range.height()).unwrap();
    let units = rows - 2;
    assert!(units > 5);
    let sum: f64 = (1..=units)
        .map(|row| match range.get_value((row, 1)) {
            Some(Data::Float(figure)) => *figure,
            _ => 0.0,
        })
        .sum();
    assert!(sum > 0.0 && (number(&mut book, "Số liệu", (rows - 1, 1)) - sum).abs() < 1e-6);
    for (row, formula) in (0..).zip(FORMULAS) {
        let found = number(&mut book, "Tóm tắt", (row, 1));
        let wanted = if formula == "ROWS(Ten)" {
            f64::from(units)
        } else {
            sum
        };
        assert!(
            (found - wanted).abs() < 1e-6,
            "{formula}: {found} for {wanted}"
        );
    }
    // The chart's points are those of the list.
    let chart = part(&path, "xl/charts/chart1.xml");
    assert!(chart.contains("Huyện An Dương"), "{chart}");
    assert_eq!(
        chart
            .matches(&format!("<c:ptCount val=\"{units}\"/>"))
            .count(),
        2,
        "{chart}"
    );
    if can_compare() {
        let output = compare(Path::new("--formulas"), &path);
        assert!(output.status.success(), "{}", office::said(&output));
    }
}

/// What is not computed is told with the cell of the form; what only follows from it is not.
#[test]
fn a_formula_without_a_result_is_told() {
    let (workspace, folder) = with_form("forms-unsaved", "chua");
    let form = folder.join("report.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Biểu").unwrap();
    sheet.write(0, 0, "{{unit.name}}").unwrap();
    sheet.write_formula(0, 1, "=STDEV(1,ROW())").unwrap();
    sheet.write_formula(2, 1, "=SUM(B1)*2").unwrap();
    sheet
        .write_formula(3, 1, "=INDIRECT(\"R1C1\",FALSE)")
        .unwrap();
    sheet.write_formula(4, 1, "=COUNTA(A1)").unwrap();
    book.save(&form).unwrap();
    let mut check = office::tonghop();
    let check = check
        .args(["template", "check"])
        .arg(&form)
        .output()
        .unwrap();
    let said = office::said(&check);
    assert!(said.contains("Công thức chưa có kết quả lưu sẵn"), "{said}");
    for line in [
        "Biểu · B1: =STDEV(1,ROW())",
        "Biểu · B4: =INDIRECT(\"R1C1\",FALSE)",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let run = office::said(&office::run(&workspace));
    for said in [said, run.clone()] {
        assert_eq!(said.matches("STDEV").count(), 1, "{said}");
        assert!(
            !said.contains("SUM(B1)") && !said.contains("COUNTA"),
            "{said}"
        );
    }
    assert!(
        run.contains("trang “Biểu”, ô B1: công thức =STDEV(1,ROW()) dùng hàm hoặc tham chiếu mà chương trình không tính"),
        "{run}"
    );
}

/// What another workbook gave stays, and what builds on it is computed.
#[test]
fn a_result_from_another_workbook_stays_as_it_was_saved() {
    let (workspace, folder) = with_form("forms-abroad", "ngoai");
    let whole = folder.join("whole.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "{{unit.name}}").unwrap();
    sheet.write(1, 0, "hết").unwrap();
    sheet
        .write_formula(2, 0, Formula::new("=SUM([1]KH!B5:B9)").set_result("5000"))
        .unwrap();
    sheet.write_formula(3, 0, "=A3*2").unwrap();
    sheet
        .write_formula(4, 0, Formula::new("=[1]KH!B5*ROW()").set_result("77"))
        .unwrap();
    book.save(&whole).unwrap();
    let sheet = "xl/worksheets/sheet1.xml";
    edit(&whole, &folder.join("report.xlsx"), sheet, str::to_owned);
    let output = office::run(&workspace);
    let said = office::said(&output);
    assert_eq!(office::code(&output), 1, "{said}");
    let xml = part(&workspace.join("ket-qua/ngoai.xlsx"), sheet);
    assert!(xml.contains("<f>SUM([1]KH!B5:B9)</f><v>5000</v>"), "{xml}");
    assert!(xml.contains("<v>10000</v>"), "{xml}");
    // This one hangs on the row that it stands in now.
    assert!(
        !xml.contains("<v>77</v>") && said.contains("=[1]KH!B5*ROW()"),
        "{xml} {said}"
    );
}
