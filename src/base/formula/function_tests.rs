//! What functions give, and what they do not: on one small sheet, as Excel and `LibreOffice` compute it.

use super::results;

/// Names in A, figures in B and C, a mixed column D, a falling one E; the formula in Z50.
const CELLS: [(u32, u32, &str); 24] = [
    (1, 1, "Huyện Kiến Thụy"),
    (2, 1, "Quận Lê Chân"),
    (3, 1, "Huyện An Lão"),
    (4, 1, "huyện an lão"),
    (1, 2, "10"),
    (2, 2, "20"),
    (3, 2, "20"),
    (4, 2, "40"),
    (1, 3, "1.5"),
    (2, 3, "-3"),
    (3, 3, "7"),
    (1, 4, "x"),
    (2, 4, "5"),
    (4, 4, "=1/0"),
    (5, 4, "3"),
    (1, 5, "9"),
    (2, 5, "4"),
    (3, 5, "4"),
    (4, 5, "1"),
    (1, 6, "10"),
    (2, 6, "30"),
    (3, 6, "20"),
    (4, 6, "40"),
    (5, 6, "=TODAY()"),
];

fn result(formula: &str) -> String {
    let mut cells = CELLS.to_vec();
    cells.push((50, 26, formula));
    let all = results(&cells);
    all.last()
        .cloned()
        .flatten()
        .unwrap_or_else(|| "?".to_owned())
}

fn all_give(cases: &[(&str, &str)]) {
    for (formula, want) in cases {
        assert_eq!(result(formula), *want, "{formula}");
    }
}

#[test]
fn exact_look_ups() {
    all_give(&[
        ("=MATCH(20,B1:B4,0)", "2"),
        ("=MATCH(\"HUYỆN AN LÃO\",A1:A4,0)", "3"),
        ("=MATCH(\"*An*\",A1:A4,0)", "3"),
        ("=MATCH(\"Quận?Lê Chân\",A:A,0)", "2"),
        ("=MATCH(25,B1:B4,0)", "#N/A"),
        ("=MATCH(20,A1:B4,0)", "#N/A"),
        ("=MATCH(\"20\",B1:B4,0)", "#N/A"),
        ("=MATCH(5,D1:D5,0)", "2"),
        ("=MATCH(Y9,C1:C3,0)", "#N/A"),
        ("=MATCH(1/0,B1:B4,0)", "#DIV/0!"),
        ("=VLOOKUP(\"quận lê chân\",A1:C4,3,FALSE)", "-3"),
        ("=VLOOKUP(\"Quận*\",A:C,2,0)", "20"),
        ("=VLOOKUP(\"Huyện\",A1:C4,2,0)", "#N/A"),
        ("=VLOOKUP(10,B1:C4,3,0)", "#REF!"),
        ("=VLOOKUP(10,B1:C4,0,0)", "#VALUE!"),
        ("=VLOOKUP(40,B1:C4,2,0)", "0"),
        ("=VLOOKUP(40,B1:C4,2,0)&\"\"", ""),
        ("=HLOOKUP(10,B1:C4,2,0)", "20"),
        ("=HLOOKUP(1.5,B1:C4,3,)", "7"),
        ("=_xlfn.XLOOKUP(20,B1:B4,A1:A4)", "Quận Lê Chân"),
        ("=_xlfn.XLOOKUP(20,B1:B4,A1:A4,,0,-1)", "Huyện An Lão"),
        ("=_xlfn.XLOOKUP(25,B1:B4,A1:A4,\"không\")", "không"),
        ("=_xlfn.XLOOKUP(\"Quận*\",A1:A4,B1:B4)", "#N/A"),
        ("=_xlfn.XLOOKUP(\"Quận*\",A1:A4,B1:B4,0,2)", "20"),
        ("=SUM(_xlfn.XLOOKUP(10,B1:B4,B1:C4))", "11.5"),
    ]);
}

#[test]
fn near_look_ups_only_where_halves_lead_to_one_place() {
    all_give(&[
        ("=MATCH(25,B1:B4)", "3"),
        ("=MATCH(20,B1:B4,1)", "3"),
        ("=MATCH(5,B1:B4,1)", "#N/A"),
        ("=MATCH(99,F1:F4)", "4"),
        ("=MATCH(25,F1:F4)", "?"),
        ("=MATCH(8,E1:E4,-1)", "1"),
        ("=MATCH(3,E1:E4,-1)", "?"),
        ("=MATCH(0,B1:B4,-1)", "?"),
        ("=MATCH(\"x\",A1:A4)", "?"),
        ("=VLOOKUP(39,B1:C4,2)", "7"),
        ("=VLOOKUP(25,F1:F4,1)", "?"),
        ("=LOOKUP(10,B1:B4,A1:A4)", "Huyện Kiến Thụy"),
        ("=LOOKUP(2,1/(A1:A4<>\"\"),B1:B4)", "40"),
        ("=LOOKUP(2,{1,2,3},{\"a\",\"b\",\"c\"})", "b"),
        ("=LOOKUP(30,B1:C4)", "7"),
        ("=LOOKUP(1,B1:B4)", "#N/A"),
    ]);
}

#[test]
fn index_gives_cells() {
    all_give(&[
        ("=INDEX(A1:C4,2,1)", "Quận Lê Chân"),
        ("=INDEX(B1:B4,3)", "20"),
        ("=INDEX(B1:C1,2)", "1.5"),
        ("=SUM(INDEX(B1:C4,0,1))", "90"),
        ("=SUM(INDEX(B1:C4,1,0))", "11.5"),
        ("=SUM(INDEX(B1:C4,2,))", "17"),
        ("=INDEX(B1:C4,5,1)", "#REF!"),
        ("=INDEX(B1:C4,-1,1)", "#VALUE!"),
        ("=INDEX({1,2;3,4},2,1)", "3"),
        ("=INDEX((B1:B4,C1:C3),2,1,2)", "-3"),
        ("=INDEX(A1:A4,MATCH(MAX(B1:B4),B1:B4,0))", "huyện an lão"),
        ("=INDEX(C1:C4,4)", "0"),
    ]);
}

#[test]
fn numbers_in_order() {
    all_give(&[
        ("=RANK(20,B1:B4)", "2"),
        ("=RANK(20,B1:B4,1)", "2"),
        ("=RANK(40,B1:B4)", "1"),
        ("=_xlfn.RANK.EQ(10,B1:B4,1)", "1"),
        ("=_xlfn.RANK.AVG(20,B1:B4)", "2.5"),
        ("=RANK(11,B1:B4)", "#N/A"),
        ("=RANK(5,D1:D5)", "#DIV/0!"),
        ("=LARGE(B1:C4,2)", "20"),
        ("=SMALL(B1:C4,1)", "-3"),
        ("=SUM(LARGE(B1:B4,{1,2}))", "60"),
        ("=LARGE(B1:B4,5)", "#NUM!"),
        ("=LARGE(B1:B4,1.5)", "?"),
        ("=MEDIAN(B1:B4)", "20"),
        ("=MEDIAN(B1:C1)", "5.75"),
        ("=MEDIAN(A1:A4)", "#NUM!"),
    ]);
}

#[test]
fn conditions_and_choices() {
    all_give(&[
        ("=AVERAGEIFS(B1:B4,A1:A4,\"Huyện*\",B1:B4,\">10\")", "30"),
        ("=AVERAGEIFS(B1:B4,A1:A4,\"x\")", "#DIV/0!"),
        ("=_xlfn.MINIFS(C1:C3,B1:B3,20)", "-3"),
        ("=_xlfn.MAXIFS(C1:C3,B1:B3,20)", "7"),
        ("=SUMIFS(B1:B4,A1:A4,\"Huyện An*\")", "60"),
        ("=COUNTIFS(A1:A4,\"Huyện*\",B1:B4,\">=20\")", "2"),
        ("=CHOOSE(2,\"a\",\"b\")", "b"),
        ("=SUM(CHOOSE(1,B1:B4,C1:C4))", "90"),
        ("=CHOOSE(3,1,2)", "#VALUE!"),
        ("=_xlfn.IFS(B1>10,1,B2>10,2)", "2"),
        ("=_xlfn.IFS(B1>10,1)", "#N/A"),
        ("=_xlfn.SWITCH(B2,10,\"a\",20,\"b\")", "b"),
        ("=_xlfn.SWITCH(B4,10,\"a\",\"khác\")", "khác"),
        ("=_xlfn.XOR(TRUE,TRUE)", "FALSE"),
        ("=ISNA(MATCH(1,B1:B4,0))", "TRUE"),
        ("=ISERR(MATCH(1,B1:B4,0))", "FALSE"),
        ("=SUMPRODUCT((A1:A4=\"Huyện An Lão\")*B1:B4)", "60"),
    ]);
}

#[test]
fn texts() {
    all_give(&[
        ("=LEFT(A1,5)&RIGHT(A1,4)&MID(A1,7,4)", "HuyệnThụyKiến"),
        ("=LEFT(A1)&RIGHT(A1)&MID(A1,99,2)", "Hy"),
        ("=LEFT(A1,-1)", "#VALUE!"),
        ("=MID(A1,0,2)", "#VALUE!"),
        ("=PROPER(\"đề ÁN số 2a\")", "Đề Án Số 2A"),
        ("=PROPER(\"đê\u{301}\")", "?"),
        ("=SUBSTITUTE(\"a-b-c\",\"-\",\"+\",2)", "a-b+c"),
        ("=SUBSTITUTE(\"a-b-c\",\"-\",\"\")", "abc"),
        ("=FIND(\"Kiến\",A1)&SEARCH(\"kiến\",A1)", "77"),
        ("=FIND(\"kiến\",A1)", "#VALUE!"),
        ("=SEARCH(\"k*\",A1)", "?"),
        ("=REPLACE(A2,1,4,\"Q.\")", "Q. Lê Chân"),
        ("=REPT(\"ab\",3)", "ababab"),
        ("=REPT(\"ab\",20000)", "#VALUE!"),
        ("=_xlfn.CONCAT(A1:A2,B1)", "Huyện Kiến ThụyQuận Lê Chân10"),
        ("=_xlfn.TEXTJOIN(\"; \",TRUE,A2,C4,B1)", "Quận Lê Chân; 10"),
        ("=_xlfn.TEXTJOIN(\"-\",FALSE,B1,C4,B1)", "10--10"),
        ("=EXACT(A3,A4)", "FALSE"),
        ("=VALUE(\"12\")+VALUE(3)", "15"),
        ("=VALUE(\"1.250\")", "?"),
        ("=TEXT(B1*123456.789,\"#.##0,0\")", "1.234.567,9"),
        ("=TEXT(DATE(2017,9,5),\"dd/mm/yyyy\")", "05/09/2017"),
        ("=TEXT(1234,\"0.000\")", "?"),
    ]);
}

#[test]
fn roundings_and_days() {
    all_give(&[
        ("=CEILING(7.1,5)&FLOOR(7.9,5)&MROUND(7.5,5)", "10510"),
        ("=CEILING(-7,5)", "?"),
        ("=FLOOR(7,0)", "#DIV/0!"),
        ("=QUOTIENT(-7,2)", "-3"),
        ("=MOD(-7,3)", "2"),
        ("=YEAR(42993)&MONTH(42993)&DAY(42993.9)", "2017915"),
        ("=YEAR(60)", "?"),
        ("=EDATE(DATE(2017,1,31),1)", "42794"),
        ("=EOMONTH(DATE(2017,1,31),-1)", "42735"),
        ("=_xlfn.DAYS(42993,42990)", "3"),
        ("=TODAY()", "?"),
        ("=YEAR(\"x\")", "#VALUE!"),
    ]);
}
