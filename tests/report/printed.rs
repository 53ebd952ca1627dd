//! The report on paper: printed to PDF by LibreOffice and read back.
//!
//! Where LibreOffice or pdftotext is lacking this is passed over, and says so; with `TONGHOP_RENDER=1`, as in
//! .ci/run, that is an error.
#![expect(
    clippy::print_stderr,
    reason = "a skipped test has to be seen in the log"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use super::office::{self, Faults};
use super::{REPORTS, Report, form};

fn answers(program: &str, argument: &str) -> bool {
    Command::new(program).arg(argument).output().is_ok()
}

#[expect(
    clippy::disallowed_methods,
    reason = "a switch of the tests, not of the program"
)]
fn must_print() -> bool {
    std::env::var("TONGHOP_RENDER").is_ok_and(|value| value == "1")
}

/// The pages of the printed report as text; `None` where nothing prints.
fn pages(report: &Report, folder: &Path) -> Option<Vec<String>> {
    if !(answers("soffice", "--version") && answers("pdftotext", "-v")) {
        assert!(!must_print(), "soffice or pdftotext is lacking");
        eprintln!("SKIPPED: soffice or pdftotext is lacking, the report was not printed");
        return None;
    }
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    let output = Command::new("soffice")
        .args([
            "--headless",
            "--norestore",
            &profile,
            "--convert-to",
            "pdf",
            "--outdir",
        ])
        .arg(folder)
        .arg(&report.path)
        .output()
        .unwrap();
    let pdf = folder.join("bao-cao.pdf");
    assert!(pdf.is_file(), "{}: {}", report.name, office::said(&output));
    let text = folder.join("bao-cao.txt");
    let output = Command::new("pdftotext")
        .arg("-layout")
        .arg(&pdf)
        .arg(&text)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", office::said(&output));
    let text = fs::read_to_string(text).unwrap();
    Some(
        text.trim_end_matches('\u{c}')
            .split('\u{c}')
            .map(str::to_owned)
            .collect(),
    )
}

/// The title of each sheet in the order of the report, as it stands on its first page.
const TITLES: [&str; 7] = [
    "TỔNG HỢP KINH PHÍ KHUYẾN CÔNG",
    "TỔNG HỢP KẾT QUẢ CÔNG TÁC KHUYẾN CÔNG",
    "DANH MỤC ĐỀ ÁN",
    "TỔNG HỢP TÌNH HÌNH THỰC HIỆN THEO ĐƠN VỊ",
    "ĐỐI CHIẾU SỐ LIỆU BÁO CÁO",
    "TÌNH HÌNH GỬI BÁO CÁO",
    "BIỂU ĐỒ KINH PHÍ KHUYẾN CÔNG",
];

/// Pages by sheet: one begins where its title stands.
fn by_sheet(pages: &[String], faults: &mut Faults) -> Vec<Vec<String>> {
    let mut sheets: Vec<Vec<String>> = Vec::new();
    for (number, page) in (1..).zip(pages) {
        if sheets.len() < TITLES.len() && page.contains(TITLES[sheets.len()]) {
            sheets.push(Vec::new());
        }
        match sheets.last_mut() {
            Some(sheet) => sheet.push(page.clone()),
            None => faults.note(format!("page {number} belongs to no sheet")),
        }
    }
    faults.equal("sheets printed", TITLES.len(), sheets.len());
    sheets
}

fn print(report: &Report, folder: &str, most: [usize; 6]) {
    let folder = office::folder(folder);
    let Some(pages) = pages(report, &folder) else {
        return;
    };
    let mut faults = Faults::default();
    for (number, page) in (1..).zip(&pages) {
        for wrong in [
            "###", "Err:", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "{{", "}}",
        ] {
            if page.contains(wrong) {
                faults.note(format!("page {number} shows {wrong}:\n{page}"));
            }
        }
    }
    for ((sheet, name), most) in by_sheet(&pages, &mut faults)
        .iter()
        .zip(form::SHEETS)
        .zip(most)
    {
        if sheet.len() > most {
            faults.differ(
                format!("{name} pages"),
                format!("at most {most}"),
                sheet.len(),
            );
        }
        let width = form::columns(name).len();
        // Nobody signs a page without a line of the table.
        let signed = sheet
            .last()
            .and_then(|page| page.split_once("NGƯỜI LẬP BIỂU"));
        let signed = signed.and_then(|(above, _)| above.rsplit_once("(1)"));
        let has_rows = signed.is_some_and(|(_, rows)| rows.contains(char::is_alphabetic));
        if !has_rows {
            faults.note(format!(
                "{name}: the signatures stand alone on the last page"
            ));
        }
        for (number, page) in (1..).zip(sheet) {
            // The heading repeats, and every column of the sheet stands on every page: one page wide.
            for column in 1..=width {
                let shown = format!("({column})");
                // The ratio's number runs over two lines: "(24)= (17):(3)".
                if !page.contains(&shown) {
                    faults.note(format!("{name}, page {number}: no column number {shown}"));
                }
            }
        }
    }
    faults.finish();
}

#[test]
fn the_sample_prints() {
    print(&REPORTS[0], "printed-sample", [3, 3, 4, 3, 3, 3]);
}

#[test]
fn two_hundred_projects_print() {
    print(&REPORTS[1], "printed-large", [4, 3, 40, 3, 30, 3]);
}
