use crate::base::formula::cellref::parse_cell;
use crate::base::formula::parse::Names;
use crate::base::formula::values::{Formula, Outcome, Scalar, SheetValues, Slot};
use crate::base::formula::workbook::Workbook;

struct NoNames;

impl Names for NoNames {
    fn sheet(&self, name: &str) -> Option<usize> {
        (name == "S").then_some(0)
    }
    fn defined(&self, name: &str, _: usize) -> Option<String> {
        match name {
            "TONG" => Some("S!$A$1:$A$3".to_owned()),
            "VONG" => Some("VONG+1".to_owned()),
            _ => None,
        }
    }
}

/// A sheet with these cells: `=…` is a formula, digits a number, anything else text.
fn book(cells: &[(&str, &str)]) -> Workbook {
    book_of_days(cells, false)
}

/// The same, its days counted from 1904 or as usual.
fn book_of_days(cells: &[(&str, &str)], is_1904: bool) -> Workbook {
    let mut cells: Vec<_> = cells
        .iter()
        .map(|(address, content)| (parse_cell(address).unwrap(), *content))
        .collect();
    cells.sort_unstable();
    let mut book = Workbook {
        sheets: vec![SheetValues::default()],
        formulas: Vec::new(),
        sums: std::cell::RefCell::default(),
        is_1904,
    };
    for ((row, col), content) in cells {
        let slot = if let Some(text) = content.strip_prefix('=') {
            book.formulas.push(Formula {
                sheet: 0,
                row,
                col,
                text: text.to_owned(),
                array: false,
                outcome: None,
            });
            Slot::Formula(book.formulas.len() - 1)
        } else if let Ok(number) = content.parse() {
            Slot::Value(Scalar::Number(number))
        } else {
            Slot::Value(Scalar::text(content))
        };
        book.sheets[0].push(row, col, slot);
    }
    book.compute(&NoNames);
    book
}

fn result(cells: &[(&str, &str)], formula: &str) -> String {
    let mut all = cells.to_vec();
    all.push(("Z50", formula));
    let book = book(&all);
    match &book
        .formulas
        .iter()
        .find(|formula| (formula.row, formula.col) == (50, 26))
        .unwrap()
        .outcome
    {
        Some(Outcome::Known(Scalar::Number(number))) => number.to_string(),
        Some(Outcome::Known(Scalar::Text(text))) => format!("\"{text}\""),
        Some(Outcome::Known(Scalar::Bool(flag))) => flag.to_string().to_uppercase(),
        Some(Outcome::Known(Scalar::Error(error))) => (*error).to_owned(),
        Some(Outcome::Known(Scalar::Blank)) => "blank".to_owned(),
        Some(Outcome::Unknown) | None => "?".to_owned(),
    }
}

#[test]
fn results() {
    let cells = [
        ("A1", "1"),
        ("A2", "2.5"),
        ("A3", "x"),
        ("A4", "=A1+A2"),
        ("A5", "=1/0"),
        ("B1", "10"),
        ("B2", "20"),
        ("B3", "30"),
        ("C1", "=SUBTOTAL(9,A1:A2)"),
    ];
    for (formula, want) in [
        ("=1+2*3^2", "19"),
        ("=-2^2", "4"),
        ("=50%*(4-2)", "1"),
        ("=2^-1", "0.5"),
        ("=\"a\"&1.50&TRUE", "\"a1.5TRUE\""),
        ("=0.1+0.2=0.3", "TRUE"),
        ("=\"A\"=\"a\"", "TRUE"),
        ("=1/3*3=1", "TRUE"),
        ("=SUM(A1:A4)", "7.0"),
        ("=SUM(TONG)", "3.5"),
        ("=VONG", "?"),
        ("=SUM(A1:A5)", "#DIV/0!"),
        ("=IFERROR(A5,\"-\")", "\"-\""),
        ("=SUM(S!A:A)", "#DIV/0!"),
        ("=SUM(X!A1)", "#REF!"),
        ("=A3+1", "#VALUE!"),
        ("=IF(A1>0,\"co\",A5)", "\"co\""),
        ("=IF(A1<0,1)", "FALSE"),
        ("=ROUND(2.5,0)&ROUND(-2.5,0)&ROUND(1250,-2)", "\"3-31300\""),
        ("=ROUNDUP(1.1,0)+ROUNDDOWN(-1.9,0)", "1"),
        (
            "=AVERAGE(A1:A3)&COUNT(A1:A3)&COUNTA(A1:A3)&MIN(B1:B3)&MAX(B1:B3)",
            "\"1.75231030\"",
        ),
        ("=AVERAGE(A3)", "#DIV/0!"),
        ("=SUBTOTAL(9,A1:C2)", "33.5"),
        ("=SUBTOTAL(109,B1:B3)", "60"),
        ("=SUMIF(A1:A3,\">1\",B1:B3)", "20"),
        ("=COUNTIF(A1:A3,\"X\")", "1"),
        ("=SUMIFS(B1:B3,A1:A3,\">=1\",B1:B3,\"<20\")", "10"),
        ("=SUMPRODUCT(A1:A2,B1:B2)", "60.0"),
        ("=SUMPRODUCT((A1:A3=\"x\")*B1:B3)", "30"),
        ("=AND(A1=1,OR(FALSE,B1=10))", "TRUE"),
        ("=NOT(A1)", "FALSE"),
        ("=ABS(-3)+MOD(-1,3)+INT(-0.5)", "4"),
        ("=A9", "0"),
        ("=TODAY()", "?"),
        ("=Z50+1", "?"),
        ("=SUM(Z49:Z51)", "?"),
        ("=SUM({1,2;3,4})", "10"),
        ("=(1", "?"),
        ("=LOG10(100)", "?"),
    ] {
        let want = want
            .parse::<rust_decimal::Decimal>()
            .map_or(want.to_owned(), |number| number.normalize().to_string());
        assert_eq!(result(&cells, formula), want, "{formula}");
    }
}

#[test]
fn long_chains_and_circles() {
    let names: Vec<String> = (1..=20_000).map(|row| format!("A{row}")).collect();
    let texts: Vec<String> = (1..=20_000)
        .map(|row| {
            if row == 20_000 {
                "1".to_owned()
            } else {
                format!("=A{}+1", row + 1)
            }
        })
        .collect();
    let cells: Vec<(&str, &str)> = names
        .iter()
        .zip(&texts)
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    assert_eq!(result(&cells, "=A1"), "20000");
    assert_eq!(
        result(
            &[("A1", "=B1"), ("B1", "=A1"), ("C1", "=A1+1"), ("D1", "5")],
            "=D1"
        ),
        "5"
    );
    assert_eq!(
        result(&[("A1", "=B1"), ("B1", "=C1"), ("C1", "=A1")], "=C1"),
        "?"
    );
}

proptest::proptest! {
    #[test]
    fn sums_and_products_are_those_of_decimals(
        a in -1_000_000_000_i64..1_000_000_000,
        b in -1_000_000_000_i64..1_000_000_000,
        places in 0_u32..4,
    ) {
        use rust_decimal::Decimal;

        let (a, b) = (Decimal::new(a, places), Decimal::new(b, places));
        let cells = [("A1", a.to_string()), ("A2", b.to_string())];
        let cells: Vec<(&str, &str)> = cells.iter().map(|(at, text)| (*at, text.as_str())).collect();
        let fifteen = |number: Decimal| super::super::values::fifteen(number).normalize();
        let found = |formula: &str| result(&cells, formula).parse::<Decimal>().map(fifteen);
        // What Excel shows has fifteen digits.
        let wanted = |number: Decimal| Ok(fifteen(number));
        proptest::prop_assert_eq!(found("=A1+A2"), wanted(a + b));
        proptest::prop_assert_eq!(found("=A1-A2"), wanted(a - b));
        proptest::prop_assert_eq!(found("=A1*A2"), wanted(a * b));
        proptest::prop_assert_eq!(found("=SUM(A1:A2)"), wanted(a + b));
        if !b.is_zero() {
            proptest::prop_assert_eq!(found("=A1/A2"), wanted(a / b));
        }
    }

    #[test]
    fn no_formula_panics(text in "(SUM|IF|ROUND|[A-Z]{1,2}[0-9]{1,2}|[-+*/(),:;!%^&<>=\"# ]|[0-9.]{1,4}|đ){0,14}") {
        let _ = result(&[("A1", "1"), ("B2", "chữ")], &format!("={text}"));
    }
}

#[test]
fn days_count_from_1904_where_the_workbook_does() {
    let cells = [
        ("A1", "=DATE(2017,9,15)"),
        ("A2", "=TEXT(A1,\"dd/mm/yyyy\")"),
        ("A3", "=YEAR(A1)*100+MONTH(A1)"),
        ("A4", "=EOMONTH(A1,0)-A1"),
    ];
    for (is_1904, first) in [(false, 42_993), (true, 41_531)] {
        let book = book_of_days(&cells, is_1904);
        let shown = |index: usize| match &book.formulas[index].outcome {
            Some(Outcome::Known(Scalar::Number(number))) => number.to_string(),
            Some(Outcome::Known(Scalar::Text(text))) => text.to_string(),
            other => format!("{other:?}"),
        };
        let wanted = [&first.to_string(), "15/09/2017", "201709", "15"];
        assert_eq!([0, 1, 2, 3].map(shown), wanted);
    }
}
