//! Items of several lines, and sums at the foot of what they add: drawn as they are to stand, and nothing else is said.

use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::office;

type Book = Xlsx<std::io::BufReader<std::fs::File>>;

/// The sample with one form more.
fn with(name: &str, draw: impl FnOnce(&mut Worksheet), map: &str) -> (PathBuf, String, i32) {
    let workspace = office::folder(name);
    office::copy_sample(&workspace);
    let folder = workspace.join("templates/reports/dong");
    std::fs::create_dir_all(&folder).unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Biểu").unwrap();
    draw(sheet);
    book.save(folder.join("report.xlsx")).unwrap();
    if !map.is_empty() {
        std::fs::write(folder.join("map.toml"), map).unwrap();
    }
    let output = office::run(&workspace);
    let (said, code) = (office::said(&output), office::code(&output));
    (workspace.join("ket-qua/dong.xlsx"), said, code)
}

fn write(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (col, text) in (0..).zip(cells) {
        if let Some(formula) = text.strip_prefix('=') {
            sheet.write_formula(row, col, formula).unwrap();
        } else if !text.is_empty() {
            sheet.write(row, col, *text).unwrap();
        }
    }
}

/// The rows of the filled sheet, and its merged cells.
fn read(path: &Path) -> (Vec<Vec<String>>, Vec<String>) {
    let mut book: Book = open_workbook(path).unwrap();
    let range = book.worksheet_range("Biểu").unwrap();
    let rows = range.rows().map(|row| row.iter().map(shown).collect());
    let rows = rows.collect();
    let merged = book.merge_cells_by_sheet_name("Biểu").unwrap();
    let name = |d: &calamine::Dimensions| format!("{}-{}", d.start.0 + 1, d.end.0 + 1);
    let merged = merged.iter().map(name).collect();
    (rows, merged)
}

fn shown(cell: &Data) -> String {
    match cell {
        Data::Float(figure) => format!("{figure:.0}"),
        other => other.to_string(),
    }
}

fn figure(text: &str) -> i64 {
    text.parse().unwrap_or_default()
}

#[test]
fn an_item_of_two_lines_is_repeated_with_both() {
    let draw = |sheet: &mut Worksheet| {
        write(sheet, 0, &["TT", "Đề án", "Lũy kế"]);
        let format = Format::new();
        sheet.merge_range(1, 0, 2, 0, "", &format).unwrap();
        sheet.merge_range(1, 2, 2, 2, "", &format).unwrap();
        write(
            sheet,
            1,
            &[
                "{{project.index}}",
                "{{project.name}}",
                "{{project.cumulative.total}}",
            ],
        );
        write(sheet, 2, &["", "Đơn vị: {{project.unit_name}}", ""]);
        write(sheet, 3, &["", "Cộng", "=SUM(C2:C3)"]);
    };
    let (path, said, code) = with("forms-lines", draw, "");
    assert_eq!(code, 1, "{said}");
    let (rows, merged) = read(&path);
    let last = rows.len() - 1;
    assert!(last > 20 && last % 2 == 1, "{rows:?}");
    let mut sum = 0;
    for (index, pair) in rows[1..last].chunks(2).enumerate() {
        assert_eq!(pair[0][0], (index + 1).to_string());
        assert!(
            pair[1][1].starts_with("Đơn vị: ") && pair[1][1].len() > 20,
            "{pair:?}"
        );
        sum += figure(&pair[0][2]);
        let own = format!("{}-{}", 2 * index + 2, 2 * index + 3);
        assert_eq!(
            merged.iter().filter(|name| **name == own).count(),
            2,
            "{own}: {merged:?}"
        );
    }
    assert_eq!(merged.len(), last - 1);
    assert!(sum > 0);
    assert_eq!(figure(&rows[last][2]), sum);
}

/// The second line holds no name: it is merged with one.
#[test]
fn a_row_that_is_merged_with_a_name_is_a_line_of_its_item() {
    let draw = |sheet: &mut Worksheet| {
        let format = Format::new();
        write(sheet, 0, &["Đơn vị", "Khoản", "Số tiền"]);
        sheet.merge_range(1, 0, 2, 0, "", &format).unwrap();
        write(
            sheet,
            1,
            &["{{unit.name}}", "Duyệt", "{{unit.approved.total}}"],
        );
        write(sheet, 2, &["", "Còn lại", "=C2*2"]);
        write(sheet, 3, &["hết"]);
    };
    let (path, said, code) = with("forms-merged", draw, "");
    assert_eq!(code, 1, "{said}");
    let (rows, merged) = read(&path);
    let last = rows.len() - 1;
    assert_eq!(rows[last][0], "hết");
    assert!(last > 10 && merged.len() * 2 == last - 1, "{merged:?}");
    for pair in rows[1..last].chunks(2) {
        assert_eq!(
            (pair[0][1].as_str(), pair[1][1].as_str()),
            ("Duyệt", "Còn lại")
        );
        assert_eq!(figure(&pair[1][2]), 2 * figure(&pair[0][2]));
    }
}

const GROUPED: &str = "[[block]]\nsheet = \"Biểu\"\nlist = \"project\"\ngroup = [\"unit\"]\n";

#[test]
fn sums_stand_at_the_foot_where_they_are_drawn_there() {
    for (name, levels, head) in [
        ("forms-feet", "levels = [\"unit\", \"project\"]\n", true),
        (
            "forms-feet-only",
            "levels = [\"project\", \"unit\"]\n",
            false,
        ),
    ] {
        let draw = |sheet: &mut Worksheet| {
            write(sheet, 0, &["Đề án", "Lũy kế"]);
            let mut row = 1;
            if head {
                write(sheet, row, &["{{unit.name}}"]);
                row += 1;
            }
            write(
                sheet,
                row,
                &["{{project.name}}", "{{project.cumulative.total}}"],
            );
            let model = row + 1;
            let sum = format!("=SUM(B{model})");
            let foot = [
                "Cộng {{unit.name}}",
                sum.as_str(),
                "{{unit.cumulative.total}}",
            ];
            write(sheet, row + 1, &foot);
            let total = format!("=SUM(B{})", row + 2);
            write(sheet, row + 2, &["Tổng cộng", total.as_str()]);
        };
        let (path, said, code) = with(name, draw, &format!("{GROUPED}{levels}"));
        assert_eq!(code, 1, "{said}");
        let (rows, _) = read(&path);
        let last = rows.len() - 1;
        let (mut sum, mut all, mut feet, mut unit) = (0, 0, 0, String::new());
        let mut is_first = true;
        for row in &rows[1..last] {
            if head && is_first {
                unit.clone_from(&row[0]);
                is_first = false;
                continue;
            }
            if let Some(of) = row[0].strip_prefix("Cộng ") {
                assert!(!head || of == unit, "{of} {unit}");
                // Computed from the rows above it, and told by the list itself.
                assert_eq!((figure(&row[1]), figure(&row[2])), (sum, sum), "{row:?}");
                (sum, is_first, feet) = (0, true, feet + 1);
                continue;
            }
            sum += figure(&row[1]);
            all += figure(&row[1]);
        }
        assert!(feet > 5 && sum == 0 && all > 0, "{rows:?}");
        assert_eq!(figure(&rows[last][1]), all, "{name}");
    }
}

/// A name beside the rows of its group, as lists by district are drawn.
#[test]
fn a_label_is_merged_over_all_rows_of_its_group() {
    let draw = |sheet: &mut Worksheet| {
        write(sheet, 0, &["Đơn vị", "Đề án", "Lũy kế"]);
        let format = Format::new();
        sheet.merge_range(1, 0, 2, 0, "", &format).unwrap();
        write(sheet, 1, &["{{unit.name}}", "Cộng", "=SUM(C3)"]);
        write(
            sheet,
            2,
            &["", "{{project.name}}", "{{project.cumulative.total}}"],
        );
        write(sheet, 3, &["hết"]);
    };
    let levels = "levels = [\"unit\", \"project\"]\n";
    let (path, said, code) = with("forms-label", draw, &format!("{GROUPED}{levels}"));
    assert_eq!(code, 1, "{said}");
    let (rows, merged) = read(&path);
    let mut heads: Vec<usize> = (0..rows.len())
        .filter(|at| rows[*at][1] == "Cộng")
        .collect();
    heads.push(rows.len() - 1);
    let wanted: Vec<String> = heads
        .windows(2)
        .map(|at| format!("{}-{}", at[0] + 1, at[1]))
        .collect();
    assert!(wanted.len() > 5 && wanted.iter().any(|run| run.as_str() != "2-3"));
    assert_eq!(merged, wanted, "{rows:?}");
}

/// Whoever copies the model row would find every project twice.
#[test]
fn a_second_row_that_says_the_same_is_refused() {
    let draw = |sheet: &mut Worksheet| {
        write(
            sheet,
            0,
            &["{{project.name}}", "{{project.approved.total}}"],
        );
        write(sheet, 1, &["{{project.name}}", "{{project.spent.total}}"]);
    };
    let (path, said, code) = with("forms-twice", draw, "");
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains("ô A2: “project” đã có dòng mẫu ở dòng 1; chỉ vẽ một dòng"),
        "{said}"
    );
    assert!(!path.exists());
}

#[test]
fn of_an_empty_list_one_row_stays_of_all_lines() {
    let draw = |sheet: &mut Worksheet| {
        let format = Format::new();
        sheet.merge_range(0, 0, 1, 0, "", &format).unwrap();
        write(sheet, 0, &["{{project.index}}", "{{project.name}}"]);
        write(sheet, 1, &["", "{{project.unit_name}}"]);
        write(sheet, 2, &["Cộng", "=SUM(B1:B2)"]);
    };
    let map = "[[block]]\nsheet = \"Biểu\"\nlist = \"project\"\nonly = \"approved.other\"\n";
    let (path, said, code) = with("forms-no-lines", draw, map);
    assert_eq!(code, 1, "{said}");
    let (rows, merged) = read(&path);
    assert_eq!(
        (rows.last().unwrap()[0].as_str(), merged.len()),
        ("Cộng", 0),
        "{rows:?} {merged:?}"
    );
    assert!(rows.len() <= 2);
}
