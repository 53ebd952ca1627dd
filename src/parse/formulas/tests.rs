#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use rust_decimal::Decimal;

use super::{Formulas, WORK};
use crate::base::formula::values::Scalar;
use crate::base::place::Cell;
use crate::read::grid::{Content, DefinedName, Grid, GridCell, Workbook};

/// One cell: `=…` a formula without a result, `=… -> 5` one with it, digits a number, anything else (and what follows `'`) text.
fn cell(at: &str, text: &str) -> GridCell {
    let at = Cell::parse(at).unwrap();
    let content = |text: &str| match text.strip_prefix('\'') {
        Some(text) => Content::Text(text.into()),
        None => text
            .parse()
            .map_or_else(|_| Content::Text(text.into()), Content::Number),
    };
    let Some(formula) = text.strip_prefix('=') else {
        return GridCell {
            at,
            content: content(text),
            formula: None,
        };
    };
    let (formula, saved) = formula.split_once(" -> ").unwrap_or((formula, ""));
    GridCell {
        at,
        content: if saved.is_empty() {
            Content::Uncomputed
        } else {
            content(saved)
        },
        formula: Some(formula.into()),
    }
}

fn sheet(name: &str, cells: Vec<GridCell>) -> Grid {
    let mut grid = Grid {
        name: name.to_owned(),
        visible: true,
        cells,
        ..Grid::default()
    };
    grid.cells.sort_by_key(|c| c.at);
    grid
}

fn book(cells: &[(&str, &str)]) -> Workbook {
    let cells = cells.iter().map(|(at, text)| cell(at, text)).collect();
    let other = vec![cell("B2", "40"), cell("B3", "=B2*2"), cell("C1", "x")];
    let name = |name: &str, text: &str| DefinedName {
        name: name.into(),
        sheet: None,
        text: text.into(),
    };
    let third = vec![cell("B2", "2")];
    Workbook {
        sheets: vec![
            sheet("Biểu 1", cells),
            sheet("Chi tiết", other),
            sheet("Tháng 3", third),
        ],
        names: vec![
            name("di_chuyen", "'Biểu 1'!A1"),
            name("tong", "'Biểu 1'!$A$1:$A$2"),
            name("tong_hai", "SUM('Chi tiết'!$B$2)"),
            name("vong", "VONG"),
        ],
        ..Workbook::default()
    }
}

#[test]
fn days_count_from_the_beginning_that_the_workbook_has() {
    let at = Cell::parse("Z99").unwrap();
    for (from_1904, serial) in [(false, 42_993), (true, 41_531)] {
        let mut book = book(&[("Z99", "=DATE(2017,9,15)")]);
        book.from_1904 = from_1904;
        let wanted = Some(Scalar::Number(Decimal::from(serial)));
        assert_eq!(Formulas::new(&book).computed(0, at), wanted);
    }
}

fn computed(cells: &[(&str, &str)], formula: &str) -> String {
    let mut cells = cells.to_vec();
    cells.push(("Z99", formula));
    let book = book(&cells);
    let formulas = Formulas::new(&book);
    match formulas.computed(0, Cell::parse("Z99").unwrap()) {
        Some(Scalar::Number(number)) => number.to_string(),
        Some(Scalar::Text(text)) => format!("\"{text}\""),
        Some(Scalar::Error(error)) => error.to_owned(),
        Some(Scalar::Bool(flag)) => flag.to_string(),
        Some(Scalar::Blank) => "blank".to_owned(),
        None => "?".to_owned(),
    }
}

/// A saved result that is not what its formula gives.
fn stale(
    formulas: &Formulas<'_>,
    sheet: usize,
    cell: &GridCell,
    shape: &super::Shape,
) -> Option<super::Differs> {
    match formulas.recomputed(sheet, cell, shape) {
        super::Recomputed::Differs(differs) => Some(differs),
        super::Recomputed::Agrees | super::Recomputed::Unknown => None,
    }
}

#[test]
fn what_the_workbook_tells_is_computed() {
    let cells = [
        ("A1", "1"),
        ("A2", "2.5"),
        ("A3", "=A1+A2"),
        ("A4", "=SUM(A1:A3) -> 7"),
        ("A5", "chữ"),
        ("A6", "'1.250"),
        ("B1", "=VLOOKUP(A1,A:B,2,0)"),
        ("B2", "=B3"),
        ("B3", "=B2"),
    ];
    for (formula, want) in [
        ("=A3*2", "7"),
        ("=SUM(A1:A5)", "14"),
        ("=SUBTOTAL(9,A1:A4)", "14"),
        ("='Chi tiết'!B3+A1", "81"),
        ("='chi tiết'!B2", "40"),
        ("=ROUND(A2*50%,0)&\"\"", "\"1\""),
        ("=IF(A1>=1,\"có\",B1)", "\"có\""),
        ("=A5+1", "#VALUE!"),
        ("=A9", "0"),
        ("=SUM(C:C)", "0"),
        ("=B1+1", "?"),
        ("=SUM(A1:B1)", "?"),
        ("=B2", "?"),
        ("=Z99", "?"),
        // Excel's own language decides what these texts are.
        ("=A6+1", "?"),
        // It may be an array formula.
        ("=SUM(A1:A2*A1:A2)", "?"),
        ("={=SUM(A1:A2*A1:A2)}", "7.25"),
        ("={=SUM(IF(A1:A2>1,A1:A2,0))}", "2.5"),
        ("={=A1:A2}", "1"),
        // Functions of one value are not computed for many.
        ("={=SUM(ROUND(A1:A2,0))}", "?"),
        ("=SUMPRODUCT(ABS(A1:A2))", "?"),
        ("=SUM(ROW(A1:A3))", "1"),
        ("={=SUM(ROW(A1:A3))}", "?"),
        ("=SUM(A:A)+COUNT(1:1)", "?"),
        ("=SUM(A:A)", "14"),
        ("=DATE(2017,9,15)+A1", "42994"),
        ("=SUMPRODUCT(A1:A2,A1:A2)", "7.25"),
        ("=SUBTOTAL(109,A1:A4)", "14"),
        // Names, other workbooks, sheets that are not there.
        ("=SUM(TONG)", "3.5"),
        ("=Tong_Hai+1", "41"),
        ("=DI_CHUYEN", "?"),
        ("=VONG+1", "?"),
        ("=KHONG_CO", "?"),
        ("=SUM('Biểu 1:Chi tiết'!B2:B3)", "?"),
        ("=SUM('Chi tiết:Tháng 3'!B2)", "42"),
        ("=SUM('Chi tiết:T4'!B2)", "?"),
        ("='Chi tiết:Tháng 3'!B2+1", "#VALUE!"),
        ("=[1]S!A1", "?"),
        ("=T3!A1", "?"),
        ("=", "?"),
    ] {
        assert_eq!(computed(&cells, formula), want, "{formula}");
    }
}

fn differs(cells: &[(&str, &str)], at: &str) -> Option<(String, String)> {
    let book = book(cells);
    let formulas = Formulas::new(&book);
    let at = book.sheets[0].get(Cell::parse(at).unwrap()).unwrap();
    let shape = formulas.shape(0, at).unwrap();
    let found = stale(&formulas, 0, at, &shape)?;
    Some((found.saved.to_string(), found.now.to_string()))
}

#[test]
fn the_errors_of_binary_fractions_are_no_difference() {
    let right = [
        ("=0.1+0.2-0.3 -> 5.55111512312578e-17", "0"),
        ("=A1*3 -> 0.30000000000000004", "0.1"),
        // Excel multiplies to 57.99999999999999 first.
        ("=INT(A1*100) -> 57", "0.58"),
        ("=ROUND(A1*100,0) -> 101", "1.005"),
        ("=A1-1000000 -> 0.1000000000931323", "1000000.1"),
        ("=A1 -> 5", "5"),
        ("=A1+\"1\" -> 8", "7"),
    ];
    for (formula, input) in right {
        assert_eq!(
            differs(&[("A1", input), ("B1", formula)], "B1"),
            None,
            "{formula}"
        );
    }
    let stale = |formula: &str, input: &str, saved: &str, now: &str| {
        let found = differs(&[("A1", input), ("B1", formula)], "B1");
        assert_eq!(found, Some((saved.to_owned(), now.to_owned())), "{formula}");
    };
    stale("=A1*3 -> 0.31", "0.1", "0.31", "0.3");
    stale("=INT(A1*100) -> 56", "0.58", "56", "58");
    stale(
        "=A1+1 -> 1000000001",
        "1000000001",
        "1000000001",
        "1000000002",
    );
    stale("=SUM(A1:A9) -> 3", "4", "3", "4");
}

#[test]
fn hidden_rows_are_no_part_of_some_subtotals() {
    let cells = [
        ("A1", "1"),
        ("A2", "2.5"),
        ("A3", "4"),
        ("B1", "=SUBTOTAL(109,A1:A3)"),
        ("B2", "=SUBTOTAL(9,A1:A3)"),
        ("B3", "=SUBTOTAL(9,A1:A1)"),
    ];
    let mut book = book(&cells);
    book.sheets[0].hidden.add_rows(1, 1);
    let formulas = Formulas::new(&book);
    let number = |at: &str| match formulas.computed(0, Cell::parse(at).unwrap()) {
        Some(Scalar::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    assert_eq!(number("B1").as_deref(), Some("5"));
    // By a filter, or by hand: that is not told.
    assert_eq!(number("B2"), None);
    assert_eq!(number("B3").as_deref(), Some("1"));
}

#[test]
fn a_filter_may_explain_a_subtotal() {
    let cells = [("A1", "1"), ("A2", "2"), ("B1", "=SUBTOTAL(9,A1:A2) -> 1")];
    assert_eq!(differs(&cells, "B1"), None);
}

#[test]
fn inputs_without_a_result_are_computed_first() {
    let cells = [("A1", "1"), ("A2", "=A1+1"), ("B1", "=A2*10 -> 10")];
    let expected = Some(("10".to_owned(), "20".to_owned()));
    assert_eq!(differs(&cells, "B1"), expected);
}

/// Chains, running sums and circles as long as a sheet end, and cost no more than is allowed.
#[test]
fn hostile_formulas_end() {
    let rows = 20_000_u32;
    let grid = |formula: &dyn Fn(u32) -> String| {
        let cells = (1..=rows)
            .map(|row| cell(&format!("A{row}"), &formula(row)))
            .collect();
        Workbook {
            sheets: vec![sheet("S", cells)],
            ..Workbook::default()
        }
    };
    let result = |book: &Workbook, row: u32| {
        let formulas = Formulas::new(book);
        let found = formulas.computed(0, Cell::new(row - 1, 0));
        assert!(formulas.left.get() < WORK);
        found
    };
    let number = |n: u32| Some(Scalar::Number(n.into()));
    let chain = grid(&|row| {
        if row == rows {
            "1".to_owned()
        } else {
            format!("=A{}+1", row + 1)
        }
    });
    assert_eq!(result(&chain, 1), number(rows));
    let running = grid(&|row| {
        if row == 1 {
            "1".to_owned()
        } else {
            format!("=SUM(A$1:A{})-SUM(A$1:A{})+1", row - 1, row - 1)
        }
    });
    assert_eq!(result(&running, rows), number(1));
    // Each adds all below it: more work than is allowed, and no result rather than a wrong one.
    let fan = grid(&|row| {
        if row == rows {
            "1".to_owned()
        } else {
            format!("=SUM(A{}:A{rows})", row + 1)
        }
    });
    assert_eq!(result(&fan, 1), None);
    let circle = grid(&|row| format!("=A{}", row % rows + 1));
    assert_eq!(result(&circle, 1), None);
    let doubling = grid(&|row| {
        if row == 1 {
            "abcdefgh".to_owned()
        } else {
            format!("=A{}&A{}", row - 1, row - 1)
        }
    });
    assert_eq!(result(&doubling, rows), Some(Scalar::Error("#VALUE!")));
}

#[test]
fn formulas_too_deep_or_too_long_have_no_result() {
    let deep = format!("={}A1{}", "(".repeat(3_000), ")".repeat(3_000));
    let signs = format!("={}A1", "-".repeat(8_000));
    let percents = format!("=A1{}", "%".repeat(8_000));
    let digits = format!("={}", "1.".repeat(4_000));
    let terms = format!("=A1{}", "+A1".repeat(2_500));
    let long = format!("=A1{}", "+A1".repeat(5_000));
    for (formula, want) in [
        (deep, "?"),
        (signs, "1"),
        (percents, "?"),
        (digits, "?"),
        (terms, "2501"),
        (long, "?"),
    ] {
        assert_eq!(
            computed(&[("A1", "1")], &formula),
            want,
            "{}",
            &formula[..10]
        );
    }
}

#[test]
fn arrays_are_built_as_far_as_the_work_allows() {
    let book = book(&[("A1", "=SUMPRODUCT(B:XFD,B:XFD)"), ("XFD1048576", "1")]);
    let formulas = Formulas::new(&book);
    assert_eq!(formulas.computed(0, Cell::new(0, 0)), None);
}

/// What was saved with the sample's formulas is what they give.
#[test]
fn the_samples_formulas_give_what_was_saved() {
    let files: [&[u8]; 2] = [
        include_bytes!(
            "../../../samples/2017-q3/da-nop/31TTKC/Bao cao khuyen cong quy III-2017.xlsx"
        ),
        include_bytes!("../../../samples/2017-q3/da-nop/Vinh Bao - bao cao khuyen cong Q3.xlsx"),
    ];
    let mut computed = 0;
    for bytes in files {
        let book = crate::read::workbook(bytes, &crate::read::Limits::default()).unwrap();
        let formulas = Formulas::new(&book);
        for (index, grid) in book.sheets.iter().enumerate() {
            for cell in grid.cells.iter().filter(|c| c.formula.is_some()) {
                let shape = formulas.shape(index, cell).unwrap();
                assert!(formulas.number(index, cell.at, &shape, 0).is_some());
                assert!(stale(&formulas, index, cell, &shape).is_none());
                computed += 1;
            }
        }
    }
    assert!(computed > 100, "{computed}");
}

/// The same of formulas that `LibreOffice` wrote as .ods and .xls.
#[test]
fn other_formats_give_formulas_that_can_be_computed() {
    let files: [(&str, &[u8]); 2] = [
        ("ods", include_bytes!("../../../tests/fixtures/lo.ods")),
        ("xls", include_bytes!("../../../tests/fixtures/lo.xls")),
    ];
    for (format, bytes) in files {
        let book = crate::read::workbook(bytes, &crate::read::Limits::default()).unwrap();
        assert_eq!(book.format, format);
        let formulas = Formulas::new(&book);
        let mut computed = 0;
        for (index, grid) in book.sheets.iter().enumerate() {
            for cell in grid.cells.iter().filter(|c| c.formula.is_some()) {
                let Some(shape) = formulas.shape(index, cell) else {
                    continue;
                };
                let differs = stale(&formulas, index, cell, &shape).map(|d| d.now);
                assert_eq!(differs, None, "{format} {} {:?}", cell.at, cell.formula);
                computed += u32::from(formulas.number(index, cell.at, &shape, 0).is_some());
            }
        }
        assert!(computed > 0, "{format}");
    }
}
