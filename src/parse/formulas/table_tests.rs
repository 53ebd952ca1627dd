#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use super::Formulas;
use crate::base::formula::values::Scalar;
use crate::base::place::{Area, Cell};
use crate::read::grid::{Content, Grid, GridCell, Table, Workbook};

fn table(name: &str, first: &str, last: &str, totals: u32) -> Table {
    Table {
        name: name.into(),
        sheet: "Biểu 1".into(),
        area: Area {
            first: Cell::parse(first).unwrap(),
            last: Cell::parse(last).unwrap(),
        },
        headers: 1,
        totals,
        columns: vec!["Tên".into(), "Kinh phí".into(), "Tổng".into()],
    }
}

/// Two tables of one sheet, one beside the other; `=…` is a formula without a result.
fn book(formulas: &[(&str, &str)]) -> Workbook {
    let mut cells = vec![
        ("A1", "Tên"),
        ("B1", "Kinh phí"),
        ("C1", "Tổng"),
        ("A2", "may"),
        ("B2", "10"),
        ("A3", "mộc"),
        ("B3", "20"),
        ("B4", "=SUBTOTAL(109,MOT[Kinh phí])"),
        ("E1", "Tên"),
        ("F1", "Kinh phí"),
        ("G1", "Tổng"),
        ("E2", "gốm"),
        ("F2", "300"),
        ("E3", "đúc"),
        ("F3", "400"),
    ];
    cells.extend(formulas);
    let cells = cells.into_iter().map(|(at, text)| {
        let formula = text.strip_prefix('=');
        let number = text.parse().map(Content::Number);
        GridCell {
            at: Cell::parse(at).unwrap(),
            content: match formula {
                Some(_) => Content::Uncomputed,
                None => number.unwrap_or_else(|_| Content::Text(text.into())),
            },
            formula: formula.map(Into::into),
        }
    });
    let mut grid = Grid {
        name: "Biểu 1".to_owned(),
        visible: true,
        cells: cells.collect(),
        ..Grid::default()
    };
    grid.cells.sort_by_key(|c| c.at);
    Workbook {
        sheets: vec![grid],
        tables: vec![table("hai", "E1", "G3", 0), table("mot", "A1", "C4", 1)],
        ..Workbook::default()
    }
}

fn computed(book: &Workbook, at: &str) -> String {
    let formulas = Formulas::new(book);
    match formulas.computed(0, Cell::parse(at).unwrap()) {
        Some(Scalar::Number(number)) => number.to_string(),
        Some(Scalar::Text(text)) => text.to_string(),
        Some(Scalar::Error(error)) => error.to_owned(),
        Some(other) => format!("{other:?}"),
        None => "?".to_owned(),
    }
}

#[test]
fn parts_of_tables_are_cells() {
    for (formula, want) in [
        ("=SUM(MOT[Kinh phí])", "30"),
        ("=mot[[#Totals],[kinh phí]]", "30"),
        ("=SUM(Mot[[#All],[Kinh phí]])", "60"),
        ("=COUNTA(HAI[#Headers])", "3"),
        ("=VLOOKUP(\"đúc\",HAI,2,FALSE)", "400"),
        (
            "=INDEX(HAI[Tên],MATCH(MAX(HAI[Kinh phí]),HAI[Kinh phí],0))",
            "đúc",
        ),
        ("=HAI[[#Totals],[Kinh phí]]", "#REF!"),
        ("=SUM(HAI[Tiền])", "?"),
        ("=SUM(BA[Kinh phí])", "?"),
        ("=SUM('[1]S 1'!HAI[Kinh phí])", "?"),
        ("=HAI[[#This Row],[Kinh phí]]", "#VALUE!"),
    ] {
        assert_eq!(computed(&book(&[("J9", formula)]), "J9"), want, "{formula}");
    }
}

/// One tree serves all copies of a formula: each has its own row, and `[@…]` its own table.
#[test]
fn the_own_row_is_that_of_each_copy() {
    let own = "=[@[Kinh phí]]*2";
    let named = "=HAI[[#This Row],[Kinh phí]]+1";
    let book = book(&[
        ("C2", own),
        ("C3", own),
        ("G2", own),
        ("G3", own),
        ("H2", named),
        ("H3", named),
        ("H4", named),
        ("J2", own),
    ]);
    for (at, want) in [
        ("C2", "20"),
        ("C3", "40"),
        ("G2", "600"),
        ("G3", "800"),
        ("H2", "301"),
        ("H3", "401"),
        ("H4", "#VALUE!"),
        ("J2", "?"),
    ] {
        assert_eq!(computed(&book, at), want, "{at}");
    }
}

/// Tables of a workbook as `XlsxWriter` writes it, from the bytes on.
#[test]
fn tables_are_read_with_the_workbook() {
    let bytes = include_bytes!("../../../tests/fixtures/forms/formulas.xlsx");
    let book = crate::read::workbook(bytes, &crate::read::Limits::default()).unwrap();
    let [table] = book.tables.as_slice() else {
        panic!("{:?}", book.tables);
    };
    assert_eq!((&*table.name, &*table.sheet), ("donvi", "Bảng"));
    assert_eq!((table.headers, table.totals), (1, 1));
    assert_eq!(&*table.columns[3], "Thực hiện [triệu]");
}
