use super::{Moves, Place, Stuck, filled};
use crate::base::formula::lex::{Tok, lex};
use crate::report::template::region::{Region, RowMap};
use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};

fn moves(first: u32, last: u32, copies: Vec<u32>) -> Moves {
    let map = RowMap::new(
        vec![Region {
            first,
            last,
            copies: copies.into(),
            depths: (0..=last - first).collect(),
            blank: false,
            start: 0,
        }],
        30,
    )
    .unwrap();
    Moves::new(
        &["S".into(), "T".into(), "U".into()],
        [("S".to_owned(), map)],
    )
}

fn outside(moves: &Moves, sheet: &str, text: &str) -> Result<String, Stuck> {
    moves.formula(
        text,
        Place {
            sheet,
            copy: None,
            union: false,
            grow: false,
        },
    )
}

fn copy(moves: &Moves, index: usize, text: &str) -> Result<String, Stuck> {
    let region = &moves.of("S").unwrap().regions()[0];
    let model = region.first + region.copies[index];
    moves.formula(
        text,
        Place {
            sheet: "S",
            copy: Some((region, index, model)),
            union: false,
            grow: false,
        },
    )
}

#[test]
fn outside_the_rows() {
    let moves = moves(8, 8, vec![0; 3]);
    for (old, new) in [
        ("SUM(D8)", "SUM(D8:D10)"),
        ("SUM(D8,E$8)", "SUM(D8:D10,E$8:E$10)"),
        ("SUM(D8*2)", "SUM(D8*2)"),
        ("D8", "D8"),
        ("IF(D8>0,D9,D7)", "IF(D8>0,D11,D7)"),
        ("SUM(D5:D8)-D9", "SUM(D5:D10)-D11"),
        ("SUM($D$8:$D$9)", "SUM($D$8:$D$11)"),
        ("SUM(D9:D8)", "SUM(D11:D8)"),
        (
            "SUM(9:9)+SUM(A:A)+SUM(8:8)",
            "SUM(11:11)+SUM(A:A)+SUM(8:10)",
        ),
        ("LOG10(D9)&\"D9\"&TONG13", "LOG10(D11)&\"D9\"&TONG13"),
        ("T!D9+[1]S!D9+'s'!D9", "T!D9+[1]S!D9+'s'!D11"),
        ("SUMIF(A8,\"x\",D8)", "SUMIF(A8:A10,\"x\",D8:D10)"),
        ("A1:A1048576", "A1:A1048576"),
    ] {
        assert_eq!(outside(&moves, "S", old).unwrap(), new);
    }
    assert_eq!(
        outside(&moves, "T", "D9+S!D9+SUM(S!D8)").unwrap(),
        "D9+S!D11+SUM(S!D8:D10)"
    );
    assert!(outside(&moves, "T", "SUM(S:U!D9)").is_err());
    assert_eq!(outside(&moves, "S", "SUM(T:U!D9)").unwrap(), "SUM(T:U!D9)");
}

#[test]
fn inside_the_rows_as_excel_fills_down() {
    let moves = moves(8, 8, vec![0; 3]);
    for (old, new) in [
        ("D8+E8", "D10+E10"),
        ("SUM(F$8:F8)", "SUM(F$8:F10)"),
        ("SUM(F$8:F$8)", "SUM(F$8:F$10)"),
        ("SUM(D8:F8)", "SUM(D10:F10)"),
        ("A7+1", "A9+1"),
        ("D8/D$9", "D10/D$11"),
        ("D8/D9", "D10/D11"),
        ("D8*$D$5", "D10*$D$5"),
        ("T!A5+T!$A$5", "T!A7+T!$A$5"),
        ("D$8", "D$8"),
        ("ROW(8:8)", "ROW(10:10)"),
    ] {
        assert_eq!(copy(&moves, 2, old).unwrap(), new);
    }
}

#[test]
fn names_and_series_of_one_cell_mean_the_list() {
    let moves = moves(8, 8, vec![0; 3]);
    let name = |text: &str| {
        moves
            .formula(
                text,
                Place {
                    sheet: "",
                    copy: None,
                    union: true,
                    grow: true,
                },
            )
            .unwrap()
    };
    assert_eq!(name("S!$A$8"), "S!$A$8:$A$10");
    assert_eq!(name("S!$A$8,S!$C$9"), "S!$A$8:$A$10,S!$C$11");
    assert_eq!(
        name("OFFSET(S!$A$8,0,0,5)+S!$A$8"),
        "OFFSET(S!$A$8,0,0,5)+S!$A$8"
    );
}

#[test]
fn levels() {
    let moves = moves(8, 10, vec![0, 1, 2, 2, 1, 2, 0]);
    assert_eq!(
        outside(&moves, "S", "SUM(D10)").unwrap(),
        "SUM(D10:D11,D13)"
    );
    assert_eq!(outside(&moves, "S", "SUM(D8:D10)").unwrap(), "SUM(D8:D14)");
    assert_eq!(outside(&moves, "S", "SUM(D8)").unwrap(), "SUM(D8,D14)");
    assert!(outside(&moves, "S", "SUMIF(D10,1)").is_err());
    assert_eq!(copy(&moves, 0, "SUM(D9)").unwrap(), "SUM(D9,D12)");
    assert_eq!(copy(&moves, 0, "SUM(D10:D10)").unwrap(), "SUM(D10:D11,D13)");
    assert_eq!(copy(&moves, 1, "SUM(D10)").unwrap(), "SUM(D10:D11)");
    assert_eq!(copy(&moves, 6, "SUM(D10)").unwrap(), "SUM(0)");
    assert_eq!(copy(&moves, 3, "D10/D8+D9").unwrap(), "D11/D8+D9");
    assert_eq!(copy(&moves, 5, "D10/D9+D11").unwrap(), "D13/D12+D15");
}

#[test]
fn shared_formulas_are_written_out() {
    assert_eq!(
        filled("SUM(A1:$B$2)+'x y'!C3", 2, 1),
        "SUM(B3:$B$2)+'x y'!D5"
    );
    assert_eq!(filled("A1", -1, 0), "#REF!");
}

proptest! {
    /// Whatever a reference covered in the template it covers afterwards, and nothing else.
    #[test]
    fn a_range_covers_exactly_the_copies_of_what_it_covered(
        first in 2_u32..20, size in 1_u32..4, copies in prop::collection::vec(0_u32..4, 1..12),
        top in 1_u32..30, height in 0_u32..12,
    ) {
        let copies: Vec<u32> = copies.into_iter().map(|copy| copy % size).collect();
        let region = Region { first, last: first + size - 1, copies: copies.clone().into(), depths: (0..size).collect(), blank: false, start: 0 };
        let map = RowMap::new(vec![region], 60).unwrap();
        let bottom = top + height;
        // The origin of every new row.
        let mut origin: Vec<u32> = (1..first).collect();
        origin.extend(copies.iter().map(|copy| first + copy));
        origin.extend(first + size..80);
        let want: Vec<u32> = (1_u32..).zip(&origin).filter(|(_, old)| (top..=bottom).contains(*old)).map(|(row, _)| row).collect();
        let got: Vec<u32> = map.runs((top, bottom)).into_iter().flat_map(|(a, b)| a..=b).collect();
        prop_assert_eq!(got, want);
    }

    /// No text makes the shifter panic, and text without references stays as it is.
    #[test]
    fn any_text_is_taken(text in "[A-Ca-c$0-9:!'\\[\\](),\"+ #ệ.%]{0,40}") {
        let moves = moves(8, 8, vec![0; 3]);
        let _ = copy(&moves, 2, &text);
        let has = lex(&text).iter().any(|token| matches!(token.tok, Tok::Ref(..)));
        if !has {
            prop_assert_eq!(outside(&moves, "S", &text).unwrap(), text);
        }
    }

    /// Filling down and up again gives the formula back.
    #[test]
    fn filling_is_undone_by_filling_back(row in 50_u32..60, rows in -20_i64..20) {
        let text = format!("SUM(A{row}:$B${row})+C{row}");
        prop_assert!(filled(&filled(&text, rows, 0), -rows, 0) == text);
    }
}
