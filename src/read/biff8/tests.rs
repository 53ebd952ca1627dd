use super::{FORMULA, Links, SHARED, SheetFormulas};

/// A formula record in a cell with these tokens, and what follows it.
fn formula(row: u16, col: u16, tokens: &[u8]) -> Vec<u8> {
    let mut data = [row.to_le_bytes(), col.to_le_bytes()].concat();
    data.resize(20, 0);
    data.extend(u16::try_from(tokens.len()).unwrap().to_le_bytes());
    data.extend(tokens);
    data
}

fn sees(formulas: &mut SheetFormulas, stream: &mut Vec<u8>, kind: u16, data: &[u8]) {
    let begin = stream.len();
    stream.extend(data);
    formulas.see(kind, stream, begin..stream.len());
}

fn links() -> Links {
    let mut links = Links::new(true);
    let sheet = |name: &str| {
        let mut data = vec![0; 6];
        data.push(u8::try_from(name.encode_utf16().count()).unwrap());
        data.push(1);
        data.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        data
    };
    for name in ["Biểu 1", "Quý 1", "Quý 2", "O'Hara"] {
        links.see(0x0085, &sheet(name));
    }
    // This workbook; another one with one sheet.
    links.see(0x01ae, &[4, 0, 1, 4]);
    links.see(0x01ae, b"\x01\0\x08\0\0\x01Cb\x03a.xl\x01\0\0S");
    links.see(
        0x0017,
        &[
            5, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 2, 0, 0, 0, 3, 0, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0,
            0xff, 0xff, 0xff, 0xff,
        ],
    );
    // TONG = 'Quý 1'!$B$2:$B$4, of its own sheet 1.
    let mut name = vec![0, 0, 0, 4, 11, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    name.extend(b"TONG");
    name.extend([0x3b, 0, 0, 1, 0, 3, 0, 1, 0, 1, 0]);
    links.see(0x0018, &name);
    links
}

fn text(tokens: &[u8]) -> String {
    let (mut formulas, mut stream) = (SheetFormulas::default(), Vec::new());
    sees(&mut formulas, &mut stream, FORMULA, &formula(3, 2, tokens));
    let text = formulas.text(&stream, &links(), (3, 2)).unwrap();
    text.into()
}

#[test]
fn tokens_are_written_as_excel_writes_them() {
    let a1 = [0x44, 0, 0, 0, 0xc0];
    let b2_fixed = [0x44, 1, 0, 1, 0];
    let join = |parts: &[&[u8]]| parts.concat();
    for (tokens, want) in [
        (join(&[&a1, &b2_fixed, &[0x03]]), "A1+$B$2"),
        (join(&[&a1, &b2_fixed, &[0x0c]]), "A1>=$B$2"),
        (join(&[&a1, &b2_fixed, &[0x0d]]), "A1>$B$2"),
        (
            join(&[&a1, &b2_fixed, &[0x04, 0x15, 0x1e, 2, 0, 0x05, 0x13]]),
            "-(A1-$B$2)*2",
        ),
        // SUM of one range, as Excel shortens it; a column, two rows.
        (
            join(&[&[0x25, 0, 0, 8, 0, 1, 0xc0, 1, 0xc0], &[0x19, 0x10, 0, 0]]),
            "SUM(B1:B9)",
        ),
        (
            join(&[
                &[0x25, 0, 0, 0xff, 0xff, 3, 0xc0, 3, 0xc0],
                &[0x25, 1, 0, 2, 0, 0, 0xc0, 0xff, 0xc0],
                &[0x42, 2, 4, 0],
            ]),
            "SUM(D:D,2:3)",
        ),
        // Other sheets, several of them, a name with an apostrophe, another workbook.
        (vec![0x5a, 0, 0, 4, 0, 1, 0xc0], "'Quý 1'!B5"),
        (
            vec![0x3b, 1, 0, 4, 0, 4, 0, 1, 0xc0, 1, 0xc0, 0x19, 0x10, 0, 0],
            "SUM('Quý 1:Quý 2'!B5:B5)",
        ),
        (vec![0x5a, 2, 0, 4, 0, 1, 0], "'O''Hara'!$B$5"),
        (vec![0x5a, 3, 0, 4, 0, 1, 0], "'[a.xl]S'!$B$5"),
        (vec![0x5a, 4, 0, 4, 0, 1, 0], ""),
        (vec![0x23, 1, 0, 0, 0, 0x19, 0x10, 0, 0], "SUM(TONG)"),
        (vec![0x17, 3, 0, b'a', b'"', b'b'], "\"a\"\"b\""),
        (
            join(&[&a1, &[0x1f], &0.5_f64.to_le_bytes(), &[0x05]]),
            "A1*0.5",
        ),
        (join(&[&a1, &[0x1e, 0, 0, 0x41, 27, 0]]), "ROUND(A1,0)"),
        // Too few operands, a token that nobody knows, a cut one.
        (join(&[&a1, &[0x03]]), ""),
        (vec![0x18, 0, 0, 0, 0], ""),
        (vec![0x44, 0, 0], ""),
        (join(&[&a1, &a1]), ""),
        (vec![], ""),
    ] {
        assert_eq!(text(&tokens), want, "{tokens:x?}");
    }
}

#[test]
fn shared_formulas_move_with_their_cells() {
    let (mut formulas, mut stream) = (SheetFormulas::default(), Vec::new());
    let see = [0x01, 3, 0, 4, 0];
    sees(&mut formulas, &mut stream, FORMULA, &formula(3, 4, &see));
    // Two columns before, one column before, and a fixed cell.
    let mut shared = vec![3, 0, 5, 0, 4, 4, 0, 3, 0, 0];
    let tokens = [
        0x4c, 0, 0, 0xfe, 0xc0, 0x4c, 0, 0, 0xff, 0xc0, 0x03, 0x4c, 7, 0, 1, 0, 0x03,
    ];
    shared[8] = u8::try_from(tokens.len()).unwrap();
    shared.extend(tokens);
    sees(&mut formulas, &mut stream, SHARED, &shared);
    for row in 4..6 {
        sees(&mut formulas, &mut stream, FORMULA, &formula(row, 4, &see));
    }
    sees(
        &mut formulas,
        &mut stream,
        FORMULA,
        &formula(9, 4, &[0x01, 9, 0, 9, 0]),
    );
    let text = |row| formulas.text(&stream, &links(), (row, 4)).map(String::from);
    assert_eq!(text(3).as_deref(), Some("C4+D4+$B$8"));
    assert_eq!(text(5).as_deref(), Some("C6+D6+$B$8"));
    assert_eq!(text(9).as_deref(), Some(""));
    assert_eq!(text(8), None);
}

#[test]
fn names_are_those_of_their_sheets() {
    let mut names = crate::read::names::DefinedNames::default();
    links().defined(&mut names);
    let [name] = &names.finish()[..] else {
        panic!("one name");
    };
    assert_eq!(
        (&*name.name, name.sheet.as_deref(), &*name.text),
        ("tong", Some("Biểu 1"), "'Quý 1'!$B$2:$B$4")
    );
}
