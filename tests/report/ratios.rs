//! Formulas of the form: each row has its own, a sum covers exactly its rows, and the saved values are those
//! that Excel would compute.

use std::fs::File;
use std::io::BufReader;

use calamine::{Reader, Xlsx, open_workbook};
use rust_decimal::Decimal;

use super::office::Faults;
use super::{REPORTS, form};

/// Sheets with formulas for the ratio, and what they divide by what.
const RATIOS: [(&str, &str, &str); 3] = [
    ("Biểu 1", "cumulative.total", "approved.total"),
    ("Biểu 3", "cumulative.total", "approved.total"),
    ("Biểu 4", "cumulative.total", "approved.total"),
];

fn letter(sheet: &str, field: &str) -> String {
    let columns = form::columns(sheet);
    form::letters(columns.iter().position(|c| c == field).unwrap())
}

#[test]
fn every_ratio_divides_the_figures_of_its_own_row() {
    let mut faults = Faults::default();
    for report in REPORTS.iter() {
        let mut book: Xlsx<BufReader<File>> = open_workbook(&report.path).unwrap();
        for (sheet, part, whole) in RATIOS {
            let lines = form::table(&mut book, sheet).1;
            let formulas = book.worksheet_formula(sheet).unwrap();
            let column = form::columns(sheet)
                .iter()
                .position(|c| c == "percent")
                .unwrap();
            let (part_letter, whole_letter) = (letter(sheet, part), letter(sheet, whole));
            let mut seen = 0;
            for line in &lines {
                let at = (line.row - 1, u32::try_from(column).unwrap());
                let Some(formula) = formulas.get_value(at).filter(|f| !f.is_empty()) else {
                    continue;
                };
                seen += 1;
                let row = line.row;
                faults.equal(
                    format!("{}: {}", report.name, line.place("percent")),
                    format!(
                        "IF({whole_letter}{row}=0,\"\",{part_letter}{row}/{whole_letter}{row})"
                    ),
                    formula,
                );
                let amount = |field| line.number(field).ok().flatten().unwrap_or_default();
                let wanted = amount(part).checked_div(amount(whole));
                let found = line.number("percent").ok().flatten();
                if wanted.map(|w| w.round_dp(10)) != found.map(|f: Decimal| f.round_dp(10)) {
                    faults.differ(
                        format!("{}: {}", report.name, line.place("percent")),
                        format!("{wanted:?}"),
                        format!("{found:?}"),
                    );
                }
            }
            assert!(seen > 1, "{sheet}: {seen} ratios in {} rows", lines.len());
        }
    }
    faults.finish();
}

#[test]
fn the_sums_of_sheet_5_cover_exactly_its_rows() {
    let mut faults = Faults::default();
    for report in REPORTS.iter() {
        let mut book: Xlsx<BufReader<File>> = open_workbook(&report.path).unwrap();
        let lines = form::table(&mut book, "Biểu 5").1;
        let (details, totals): (Vec<_>, Vec<_>) = lines.iter().partition(|line| !line.is_total());
        assert_eq!(totals.len(), 1);
        let (first, last) = (details[0].row, details[details.len() - 1].row);
        let formulas = book.worksheet_formula("Biểu 5").unwrap();
        for field in [
            "decided.total",
            "reported.total",
            "reported.difference",
            "cumulative.total",
            "remaining",
        ] {
            let columns = form::columns("Biểu 5");
            let column = columns.iter().position(|c| c == field).unwrap();
            let at = (totals[0].row - 1, u32::try_from(column).unwrap());
            let name = form::letters(column);
            let place = format!("{}: {}", report.name, totals[0].place(field));
            let formula = formulas.get_value(at).cloned().unwrap_or_default();
            faults.equal(&place, format!("SUM({name}{first}:{name}{last})"), formula);
            let sum: Decimal = details
                .iter()
                .map(|line| line.number(field).unwrap().unwrap_or_default())
                .sum();
            let found = totals[0].number(field).unwrap().unwrap_or_default();
            faults.equal(&place, sum.normalize(), found.normalize());
        }
    }
    faults.finish();
}

#[test]
fn the_large_period_has_all_its_projects() {
    let report = &REPORTS[1];
    let mut book: Xlsx<BufReader<File>> = open_workbook(&report.path).unwrap();
    let count = |lines: Vec<form::Line>| {
        lines
            .iter()
            .filter(|l| l.text("code").starts_with("LN"))
            .count()
    };
    let projects = form::table(&mut book, "Biểu 3").1;
    let total = projects.iter().find(|line| line.is_total()).unwrap();
    assert_eq!(total.text("name"), "TỔNG SỐ (200 đề án)");
    // 1 + 2 + … + 200 triệu of each of two sources.
    assert_eq!(
        total.number("approved.local"),
        Ok(Some(Decimal::from(20_100)))
    );
    assert_eq!(
        total.number("approved.total"),
        Ok(Some(Decimal::from(40_200)))
    );
    assert_eq!(count(projects), 200);
    assert_eq!(count(form::table(&mut book, "Biểu 5").1), 200);
}
