//! The same form by three programs, filled by one run and compared with the empty one, feature by feature.
//!
//! compare.py opens both with openpyxl, lets LibreOffice compute every formula anew, and asks openxml-audit; here
//! calamine reads the figures. Where one of the programs is lacking it is passed over, and says so; with
//! `TONGHOP_RENDER=1`, as in .ci/run, that is an error.
#![expect(
    clippy::print_stderr,
    reason = "a skipped test has to be seen in the log"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use calamine::{Data, Reader, Xlsx, open_workbook};

use super::office;

const PRODUCERS: [&str; 3] = ["openpyxl", "xlsxwriter", "libreoffice"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn form(name: &str) -> PathBuf {
    root().join(format!("tests/fixtures/forms/{name}.xlsx"))
}

/// The results of one run with all three forms.
static RESULTS: LazyLock<PathBuf> = LazyLock::new(|| {
    let workspace = office::folder("forms-producers");
    office::copy_sample(&workspace);
    for name in PRODUCERS {
        let folder = workspace.join("templates/reports").join(name);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::copy(form(name), folder.join("report.xlsx")).unwrap();
    }
    let output = office::run(&workspace);
    assert_eq!(office::code(&output), 1, "{}", office::said(&output));
    workspace.join("ket-qua")
});

fn filled(name: &str) -> PathBuf {
    RESULTS.join(format!("{name}.xlsx"))
}

#[expect(
    clippy::disallowed_methods,
    reason = "a switch of the tests, not of the program"
)]
pub fn must_compare() -> bool {
    std::env::var("TONGHOP_RENDER").is_ok_and(|value| value == "1")
}

/// Whether Python with its packages and `LibreOffice` are there.
pub fn can_compare() -> bool {
    let answers = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output();
        output.is_ok_and(|output| output.status.success())
    };
    let there = answers("python3", &["-c", "import openpyxl"])
        && answers("openxml-audit", &["--help"])
        && answers("soffice", &["--version"]);
    if !there {
        let lacks = "python3 with openpyxl, openxml-audit or soffice is lacking";
        assert!(!must_compare(), "{lacks}");
        eprintln!("SKIPPED: {lacks}, the filled forms were not compared");
    }
    there
}

pub fn compare(empty: &Path, filled: &Path) -> Output {
    let mut command = Command::new("python3");
    command.arg(root().join("tests/forms/compare.py"));
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    command.args([empty, filled]).output().unwrap()
}

#[test]
fn a_filled_form_keeps_all_that_the_empty_one_has() {
    if !can_compare() {
        return;
    }
    for name in PRODUCERS {
        let output = compare(&form(name), &filled(name));
        assert!(output.status.success(), "{name}: {}", office::said(&output));
    }
    // The comparison is worth something: a form is not taken for another one.
    let output = compare(&form("openpyxl"), &filled("xlsxwriter"));
    assert!(!output.status.success());
}

#[test]
fn figures_are_numbers_and_totals_are_their_sums() {
    for name in PRODUCERS {
        let mut book: Xlsx<_> = open_workbook(filled(name)).unwrap();
        let range = book.worksheet_range("Biểu 1").unwrap();
        let at = |row: u32, col: u32| range.get_value((row, col)).cloned().unwrap_or_default();
        let amount = |row: u32, col: u32| match at(row, col) {
            Data::Float(amount) => amount,
            Data::Empty => 0.0,
            other => panic!("{name}: row {row} column {col} holds {other:?}"),
        };
        let total = (6..10_000)
            .find(|row| at(*row, 0) == Data::String("Cộng".to_owned()))
            .unwrap();
        assert!(total > 12, "{name}: {total}");
        for col in [3, 4] {
            let sum: f64 = (6..total).map(|row| amount(row, col)).sum();
            assert!((sum - amount(total, col)).abs() < 1e-6, "{name}: {sum}");
            assert!(sum > 0.0);
        }
        assert!(
            (amount(total - 1, 7) - amount(total, 4)).abs() < 1e-6,
            "{name}: the running sum"
        );
        let other = book.worksheet_range("Tổng hợp").unwrap();
        let first = other.get_value((0, 0)).cloned();
        assert_eq!(first, Some(at(total, 4)), "{name}");
    }
}
