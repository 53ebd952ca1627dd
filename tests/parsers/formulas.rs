//! The lexer and the evaluator of formulas.

use std::time::{Duration, Instant};

use tonghop::base::formula::results;

use crate::pieces::{Pieces, cases};

const PARTS: &[&str] = &[
    "SUM(",
    "ROUND(",
    "IF(",
    "SUBTOTAL(9,",
    "SUMIF(",
    "COUNTIF(",
    "SUMPRODUCT(",
    "IFERROR(",
    "AVERAGE(",
    "MAX(",
    "MIN(",
    "LEFT(",
    "VALUE(",
    "INDEX(",
    "VLOOKUP(",
    "DATE(",
    "ABS(",
    "MOD(",
    "TEXT(",
    "COUNT(",
    "AND(",
    "NOT(",
    "SUMIFS(",
    "CONCATENATE(",
    "REPT(",
    "MATCH(",
    "OFFSET(",
    "INDIRECT(",
    ")",
    ")",
    ")",
    ",",
    ",",
    ";",
    "+",
    "-",
    "*",
    "/",
    "^",
    "%",
    "&",
    "=",
    "<>",
    "<=",
    ">",
    "A1",
    "$A$2",
    "A1:A3",
    "A:A",
    "1:1",
    "C1:C4",
    "C3",
    "XFD1048576",
    "A1:XFD1048576",
    "S!A1",
    "'S'!A1:A3",
    "T!A1",
    "[1]X!A1",
    "1",
    "0",
    "2.5",
    "1E9",
    "1E308",
    "79228162514264337593543950335",
    "0.0000000000000000000000000001",
    "\"x\"",
    "\"",
    "'",
    "TRUE",
    "#REF!",
    "#DIV/0!",
    "{1,2;3,4}",
    "{",
    "}",
    "@",
    "(",
    " ",
    "TONG",
    "é",
    "(1+2)*",
    "--",
];

#[test]
fn formulas() {
    for seed in cases(4_000) {
        let mut pieces = Pieces::of(seed);
        let formulas: Vec<String> = (0..4)
            .map(|_| format!("={}", pieces.text(PARTS, 12)))
            .collect();
        let mut cells = vec![(1, 1, "12.5"), (2, 1, "-3"), (3, 1, "chữ"), (4, 2, "2017")];
        cells.extend(
            (1..)
                .zip(&formulas)
                .map(|(row, text)| (row, 3, text.as_str())),
        );
        let began = Instant::now();
        let first = results(&cells);
        assert!(began.elapsed() < Duration::from_secs(10), "{formulas:?}");
        assert_eq!(first.len(), formulas.len());
        assert_eq!(first, results(&cells), "{formulas:?}");
    }
}

/// Whole sums in every order of their terms are the same; nothing is rounded on the way.
#[test]
fn sums_do_not_depend_on_the_order_of_their_terms() {
    for seed in cases(1_000) {
        let mut pieces = Pieces::of(seed);
        let terms: Vec<String> = (0..=pieces.below(8))
            .map(|_| format!("{}.{}", pieces.below(1_000_000), pieces.below(100)))
            .collect();
        let forward = format!("={}", terms.join("+"));
        let backward: Vec<&str> = terms.iter().rev().map(String::as_str).collect();
        let called = format!("=SUM({})", backward.join(","));
        let out = results(&[(1, 1, &forward), (2, 1, &called)]);
        assert!(out[0].is_some(), "{forward}");
        assert_eq!(out[0], out[1], "{forward} {called}");
    }
}

/// Deep brackets, long chains and formulas that build on each other end with an answer.
#[test]
fn depth_and_length_end() {
    let deep = format!("={}1{}", "(".repeat(100_000), ")".repeat(100_000));
    let calls = format!("={}1{}", "SUM(".repeat(50_000), ")".repeat(50_000));
    let minus = format!("={}1", "-".repeat(200_000));
    let long = format!("=1{}", "+1".repeat(100_000));
    let out = results(&[(1, 1, &deep), (2, 1, &calls), (3, 1, &minus), (4, 1, &long)]);
    assert_eq!(out.len(), 4);
    assert!(out[3].is_none() || out[3].as_deref() == Some("100001"));
    let chain: Vec<String> = (1..20_000).map(|row| format!("=A{}+1", row + 1)).collect();
    let cells: Vec<(u32, u32, &str)> = (1..)
        .zip(&chain)
        .map(|(row, text)| (row, 1, text.as_str()))
        .collect();
    assert_eq!(results(&cells)[0].as_deref(), Some("19999"));
}
