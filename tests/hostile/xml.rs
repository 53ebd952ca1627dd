//! XML that grows, nests or asks for other files.

use super::archive::{Entry, pack, with};
use super::{FILE, rows, run, run_with, small, verdicts, xlsx};

const ONE: &str = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&x;</t></is></c></row>";

/// Nothing of it grows, and no other file's text is in the results.
#[track_caller]
fn is_told(bytes: Vec<u8>, verdict: &str, what: &str) {
    let run = run_with(bytes, "memory_mib = 64\nseconds = 20");
    assert_eq!(verdicts(&run, FILE), [verdict], "{what}");
    let secret = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    for (name, bytes) in run.outputs() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(secret.is_empty() || !text.contains(secret.trim()), "{name}");
    }
}

fn with_entities(declared: &str, part: &str, xml: &str) -> Vec<u8> {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    let xml = xml.replace(head, &format!("{head}<!DOCTYPE x [{declared}]>"));
    pack(&with(&small(), Entry::text(part, &xml)))
}

#[test]
fn entities_that_multiply() {
    let mut laughs = String::from("<!ENTITY a \"ha\">");
    for (entity, former) in ('b'..='j').zip('a'..) {
        laughs.push_str(&format!(
            "<!ENTITY {entity} \"{}\">",
            format!("&{former};").repeat(10)
        ));
    }
    laughs.push_str("<!ENTITY x \"&j;\">");
    let sheet = with_entities(&laughs, "xl/worksheets/sheet1.xml", &rows(ONE));
    is_told(sheet, "R001 damaged", "sheet");
    let strings = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>&x;</t></si></sst>";
    is_told(
        with_entities(&laughs, "xl/sharedStrings.xml", strings),
        "R001 damaged",
        "shared strings",
    );
    // One long entity many times over.
    let long = format!("<!ENTITY x \"{}\">", "a".repeat(100_000));
    let often = rows(&ONE.replace("&x;", &"&x;".repeat(10_000)));
    is_told(
        with_entities(&long, "xl/worksheets/sheet1.xml", &often),
        "R001 damaged",
        "quadratic",
    );
}

#[test]
fn entities_that_ask_for_another_file() {
    for declared in [
        "<!ENTITY x SYSTEM \"file:///etc/passwd\">",
        "<!ENTITY x SYSTEM \"http://127.0.0.1:9/x\">",
        "<!ENTITY % y SYSTEM \"file:///etc/passwd\"> %y; <!ENTITY x \"&y;\">",
        "<!ENTITY x SYSTEM \"/dev/zero\">",
    ] {
        let sheet = with_entities(declared, "xl/worksheets/sheet1.xml", &rows(ONE));
        is_told(sheet, "R001 damaged", declared);
    }
}

#[test]
fn elements_nested_without_end() {
    let depth = 300_000;
    let deep = format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
    is_told(xlsx(&rows(&deep)), "R004", "closed");
    is_told(xlsx(&rows(&"<row>".repeat(depth))), "R001 damaged", "rows");
    let texts = rows(&"<is><t>".repeat(depth));
    is_told(xlsx(&texts), "R001 damaged", "texts");
    let one = rows("<row r=\"1\"><c r=\"A1\"><v>1</v></c>");
    is_told(xlsx(&one), "R001 damaged", "one row");
    let strings = format!("<sst>{}", "<si><r>".repeat(depth));
    is_told(
        pack(&with(
            &small(),
            Entry::text("xl/sharedStrings.xml", &strings),
        )),
        "R001 damaged",
        "shared strings",
    );
    let table = format!(
        "<workbook>{}<sheets/>",
        "<mc:AlternateContent>".repeat(depth)
    );
    is_told(
        pack(&with(&small(), Entry::text("xl/workbook.xml", &table))),
        "R001 damaged",
        "workbook",
    );
}

/// An .ods whose table holds this XML.
fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"Biểu\">{table}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    pack(&[
        Entry::text("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        Entry::text("content.xml", &content),
    ])
}

#[test]
fn a_plain_ods_is_read() {
    let bytes = ods(
        "<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>",
    );
    assert_eq!(verdicts(&run(bytes), FILE), ["R004"]);
}

#[test]
fn ods_repeats_without_end() {
    let cell = |times: &str| {
        format!(
            "<table:table-cell table:number-columns-repeated=\"{times}\" office:value-type=\"float\" office:value=\"1\"/>"
        )
    };
    for (rows, columns, verdict) in [
        ("1048576", "16384", "R003 cells"),
        ("4294967295", "4294967295", "R001 damaged"),
        ("18446744073709551615", "1", "R004"),
        ("-1", "0", "R004"),
    ] {
        let table = format!(
            "<table:table-row table:number-rows-repeated=\"{rows}\">{}</table:table-row>",
            cell(columns)
        )
        .repeat(3);
        let found = verdicts(&run(ods(&table)), FILE);
        assert_eq!(found, [verdict], "{rows} × {columns}");
    }
}

#[test]
fn ods_groups_nested_without_end() {
    let deep = "<table:table-row-group>".repeat(300_000);
    is_told(ods(&deep), "R004", "groups");
    let tables = "<table:table><table:table-row><table:table-cell>".repeat(100_000);
    is_told(ods(&tables), "R001 damaged", "tables in tables");
}
