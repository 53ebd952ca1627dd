//! Formulas of a form that was filled: each has a result, the one that `LibreOffice` finds.

use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::LazyLock;

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Table, TableColumn, Workbook};

use super::office;
use super::producers::{can_compare, compare};

/// `tests/fixtures/forms/make_formulas.py` draws it: a table, references to its parts, and every function that is known.
static FILLED: LazyLock<PathBuf> = LazyLock::new(|| {
    let workspace = office::folder("forms-formulas");
    office::copy_sample(&workspace);
    let form = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/forms/formulas.xlsx");
    let folder = workspace.join("templates/reports/cong-thuc");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::copy(form, folder.join("report.xlsx")).unwrap();
    let output = office::run(&workspace);
    assert_eq!(office::code(&output), 1, "{}", office::said(&output));
    workspace.join("ket-qua/cong-thuc.xlsx")
});

/// What stands beside the text of a formula on the second sheet.
fn result(book: &mut Xlsx<std::io::BufReader<std::fs::File>>, formula: &str) -> Data {
    let range = book.worksheet_range("Công thức").unwrap();
    let row =
        (0..300).find(|row| range.get_value((*row, 0)) == Some(&Data::String(formula.into())));
    let row = row.unwrap_or_else(|| panic!("no {formula}"));
    range.get_value((row, 1)).cloned().unwrap_or_default()
}

#[test]
fn every_formula_has_its_result() {
    let mut book: Xlsx<_> = open_workbook(&*FILLED).unwrap();
    let mut count = 0;
    for sheet in ["Bảng", "Công thức"] {
        let formulas = book.worksheet_formula(sheet).unwrap();
        let values = book.worksheet_range(sheet).unwrap();
        for (row, col, formula) in formulas.used_cells() {
            let (top, left) = formulas.start().unwrap();
            let at = (
                top + u32::try_from(row).unwrap(),
                left + u32::try_from(col).unwrap(),
            );
            let value = values.get_value(at);
            // Plain references to a blank cell give 0; only a text may be empty.
            let is_blank = matches!(value, None | Some(Data::Empty));
            assert!(
                !is_blank || formula.starts_with("IF("),
                "{sheet} {at:?}: {formula}"
            );
            count += 1;
        }
    }
    assert!(count > 120, "{count}");
}

#[test]
fn a_table_grows_with_its_rows_and_so_do_its_parts() {
    let mut book: Xlsx<_> = open_workbook(&*FILLED).unwrap();
    let range = book.worksheet_range("Bảng").unwrap();
    let figure = |row: u32, col: u32| match range.get_value((row, col)) {
        Some(Data::Float(figure)) => *figure,
        Some(Data::Empty) | None => 0.0,
        other => panic!("{row} {col}: {other:?}"),
    };
    let total =
        (4..40).find(|row| range.get_value((*row, 0)) == Some(&Data::String("Cộng".into())));
    let total = total.unwrap();
    assert!(total > 8, "{total}");
    let plan: Vec<f64> = (3..total).map(|row| figure(row, 2)).collect();
    let sum: f64 = plan.iter().sum();
    assert!((figure(total, 2) - sum).abs() < 1e-6 && sum > 0.0);
    for (row, own) in (3..).zip(&plan) {
        if *own > 0.0 {
            let rank = 1 + plan.iter().filter(|other| *other > own).count();
            assert!(
                (figure(row, 5) - f64::from(u32::try_from(rank).unwrap())).abs() < 1e-9,
                "{row}"
            );
        }
        assert!((figure(row, 6) - plan[0] - own).abs() < 1e-6, "{row}");
        assert!((figure(row, 7) - own / sum).abs() < 1e-9, "{row}");
        assert!((figure(row, 9) - own * 2.0).abs() < 1e-6, "{row}");
    }
    let rows = f64::from(total - 3);
    assert_eq!(
        result(&mut book, "ROWS(DonVi[#All])"),
        Data::Float(rows + 2.0)
    );
    assert_eq!(result(&mut book, "ROWS(DonVi[#Data])"), Data::Float(rows));
    let Data::Float(all) = result(&mut book, "SUM(DonVi[Kế hoạch])") else {
        panic!("no sum");
    };
    assert!((all - sum).abs() < 1e-6);
    let heading = result(&mut book, "DonVi[[#Headers],[Kế hoạch]]");
    assert_eq!(heading, Data::String("Kế hoạch".into()));
    let day = result(&mut book, "TEXT(DATE(2017,9,5),\"dd/mm/yyyy\")");
    assert_eq!(day, Data::String("05/09/2017".into()));
}

#[test]
fn results_are_those_that_libreoffice_finds() {
    if !can_compare() {
        return;
    }
    let output = compare(Path::new("--formulas"), &FILLED);
    assert!(output.status.success(), "{}", office::said(&output));
}

/// A form with one table of these headings and a model row under them.
fn with_headings(workspace: &Path, headings: [&str; 2]) -> Output {
    office::copy_sample(workspace);
    let folder = workspace.join("templates/reports/tieu-de");
    std::fs::create_dir_all(&folder).unwrap();
    let columns = headings.map(|heading| TableColumn::new().set_header(heading));
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let table = Table::new().set_columns(&columns);
    sheet.add_table(2, 0, 3, 1, &table).unwrap();
    sheet.write(3, 0, "{{unit.name}}").unwrap();
    sheet.write(3, 1, "{{unit.cumulative.total}}").unwrap();
    book.save(folder.join("report.xlsx")).unwrap();
    office::run(workspace)
}

/// Excel calls a file damaged whose table names a column otherwise than its heading.
#[test]
fn headings_of_tables_that_are_filled_name_their_columns() {
    let workspace = office::folder("forms-headings");
    let output = with_headings(&workspace, ["Đơn vị", "Lũy kế {{period.label}}"]);
    assert_eq!(office::code(&output), 1, "{}", office::said(&output));
    let path = workspace.join("ket-qua/tieu-de.xlsx");
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let heading = book.worksheet_range("Sheet1").unwrap();
    let heading = heading.get_value((2, 1)).map(ToString::to_string);
    assert_eq!(heading.as_deref(), Some("Lũy kế Quý III năm 2017"));
    book.load_tables().unwrap();
    let name = book.table_names()[0].clone();
    let table = book.table_by_name(&name).unwrap();
    assert_eq!(table.columns(), ["Đơn vị", "Lũy kế Quý III năm 2017"]);
    assert!(table.data().height() > 5);
}

#[test]
fn a_heading_that_would_be_no_name_of_a_column_is_refused() {
    for (number, headings) in [
        (1, ["{{period.label}}", "{{ period.label }}"]),
        (2, ["Đơn vị", "{{report.date}}"]),
        (3, ["Đơn vị", "{{khong.co}}"]),
    ] {
        let workspace = office::folder(&format!("forms-headings-{number}"));
        let output = with_headings(&workspace, headings);
        let said = office::said(&output);
        assert_eq!(office::code(&output), 2, "{said}");
        assert!(
            said.contains("ô B3: tiêu đề cột của bảng (Table)"),
            "{said}"
        );
        assert!(!workspace.join("ket-qua/tieu-de.xlsx").exists());
    }
}
