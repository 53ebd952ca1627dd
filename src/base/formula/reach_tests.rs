use crate::base::formula::results;

/// What a formula in a cell gives, with these others around it.
fn gives(cell: (u32, u32), formula: &str, others: &[(u32, u32, &str)]) -> Option<String> {
    let mut cells = others.to_vec();
    cells.push((cell.0, cell.1, formula));
    cells.sort_by_key(|(row, col, _)| (*row, *col));
    let formulas: Vec<_> = cells
        .iter()
        .filter(|cell| cell.2.starts_with('='))
        .collect();
    let own = formulas.iter().position(|at| (at.0, at.1) == cell);
    results(&cells).get(own?).cloned()?
}

/// Column A holds 1 to 5, B their tens, C words.
const CELLS: [(u32, u32, &str); 14] = [
    (1, 1, "1"),
    (2, 1, "2"),
    (3, 1, "3"),
    (4, 1, "=A3+1"),
    (5, 1, "=A4+1"),
    (1, 2, "10"),
    (2, 2, "20"),
    (3, 2, "30"),
    (4, 2, "40"),
    (5, 2, "50"),
    (1, 3, "B"),
    (2, 3, "S!B3"),
    (3, 3, "'S'!A1:B2"),
    (4, 3, "Sai!A1"),
];

#[test]
fn computed_references_lead_where_excel_says() {
    for (formula, wanted) in [
        ("=OFFSET(A1,1,0)", "2"),
        ("=OFFSET($A$1,A2,1)", "30"),
        ("=SUM(OFFSET(A1,0,0,3,1))", "6"),
        ("=SUM(OFFSET(A1,0,0,COUNTA(A1:A5),1))", "15"),
        ("=SUM(OFFSET(A1:B1,1,0))", "22"),
        ("=SUM(OFFSET(A1:B2,1,0,,1))", "5"),
        ("=SUM(OFFSET(A5,0,0,-3))", "12"),
        ("=SUM(OFFSET(B5,0,0,-2,-2))", "99"),
        ("=OFFSET(A1,1.9,0)", "2"),
        ("=OFFSET(A1,-1,0)", "#REF!"),
        ("=OFFSET(A1,0,0,0)", "#REF!"),
        ("=IFERROR(OFFSET(A1,-1,0),7)", "7"),
        ("=OFFSET(OFFSET(A1,1,0),1,1)", "30"),
        ("=OFFSET(INDIRECT(\"A\"&A2),1,1)", "30"),
        ("=INDIRECT(\"B2\")", "20"),
        ("=INDIRECT(\"$b$2\")", "20"),
        ("=INDIRECT(C2)", "30"),
        ("=INDIRECT(C1&A4)", "40"),
        ("=SUM(INDIRECT(C3))", "33"),
        ("=SUM(INDIRECT(\"A1:A\"&MAX(A1:A5)))", "15"),
        ("=SUM(INDIRECT(\"B:B\"))", "150"),
        ("=INDIRECT(\"A2\",TRUE)", "2"),
        ("=INDIRECT(C4)", "#REF!"),
        ("=INDIRECT(C9)", "#REF!"),
        ("=ROWS(OFFSET(A1,0,0,4,2))", "4"),
        ("=SUM(A2:INDEX(A:A,4))", "9"),
        ("=SUM(INDEX(A:A,2):INDEX(B:B,3))", "55"),
        ("=SUM(A1:OFFSET(A1,2,1))", "66"),
        ("=SUM(A1:INDEX(A1:A5,MATCH(40,B1:B5,0)))", "10"),
        ("=SUMPRODUCT(OFFSET(A1,0,0,2)*OFFSET(B1,0,0,2))", "50"),
    ] {
        let found = gives((9, 5), formula, &CELLS);
        assert_eq!(found.as_deref(), Some(wanted), "{formula}");
    }
}

/// A total that counts from its own cell asks for the cells above it and not for itself.
#[test]
fn a_total_may_count_from_its_own_cell() {
    for formula in [
        "=SUM(A1:OFFSET(A6,-1,0))",
        "=SUM(A1:INDEX(A:A,ROW()-1))",
        "=SUM(OFFSET(A6,-5,0,5))",
        "=SUM(INDIRECT(\"A1:A\"&ROW()-1))",
    ] {
        let found = gives((6, 1), formula, &CELLS);
        assert_eq!(found.as_deref(), Some("15"), "{formula}");
    }
    for formula in [
        "=SUM(OFFSET(A6,-5,0,6))",
        "=INDIRECT(\"A6\")",
        "=SUM(A1:OFFSET(A6,0,0))",
    ] {
        assert_eq!(gives((6, 1), formula, &CELLS), None, "{formula}");
    }
}

/// What is no single place, or is written as only some programs read it, has no result rather than a wrong one.
#[test]
fn what_leads_to_several_places_has_no_result() {
    for formula in [
        "=SUMPRODUCT(SUBTOTAL(9,OFFSET(A1,ROW(A1:A5)-1,0)))",
        "=SUM(OFFSET(A1,A1:A2,0))",
        "=SUM(OFFSET((A1,A3),0,0))",
        "=OFFSET(A1:A2+1,0,0)",
        "=INDIRECT(\"R2C1\",FALSE)",
        "=INDIRECT(\"+A1\")",
        "=INDIRECT(\"A1,A2\")",
        "=INDIRECT(\" A1\")",
        "=INDIRECT(\"TEN\")",
        "=INDIRECT(5)",
        "=SUM(INDEX(A:A,1):INDEX(A:A,2):INDEX(A:A,3))",
        "=SUM(A1:5)",
    ] {
        assert_eq!(gives((9, 5), formula, &CELLS), None, "{formula}");
    }
}

/// Two that lead to each other have no result, and nobody waits for ever.
#[test]
fn references_that_lead_to_each_other_have_no_result() {
    let others = [(1, 1, "=OFFSET(B1,0,1)"), (1, 3, "=INDIRECT(\"A1\")+1")];
    assert_eq!(gives((9, 5), "=A1", &others), None);
    let far = [
        (1, 1, "=B2"),
        (2, 2, "=OFFSET(A1,5,2)"),
        (6, 3, "=INDIRECT(\"D\"&7)"),
        (7, 4, "4"),
    ];
    assert_eq!(
        gives((9, 5), "=INDIRECT(\"A\"&1)*2", &far).as_deref(),
        Some("8")
    );
}
