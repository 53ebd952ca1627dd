//! XML that is spelled otherwise than Excel spells it, and values that no figure has, in a return that is right: what can
//! be read is read, what cannot be is told at its cell, and all else of the sheet counts as before.

use serde_json::Value as Json;

use super::archive::{Entry, entries, pack, with};
use super::{FILE, is_unharmed, workspace};
use crate::support::books::book;
use crate::support::{Content, Run};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const BOOK: &str = "xl/workbook.xml";

/// The return of 314 with some cells changed.
fn plain(changes: &[(&str, &str)]) -> Vec<u8> {
    book("kien-thuy", changes).bytes()
}

/// The text of one part.
fn part(bytes: &[u8], name: &str) -> String {
    let found = entries(bytes).into_iter().find(|p| p.name() == name);
    String::from_utf8(found.unwrap().data().to_vec()).unwrap()
}

/// The workbook with one part changed.
fn changed(bytes: &[u8], name: &str, change: impl FnOnce(String) -> String) -> Vec<u8> {
    let xml = change(part(bytes, name));
    pack(&with(bytes, Entry::text(name, &xml)))
}

/// The XML of a sheet with one cell written anew.
fn with_cell(xml: &str, place: &str, inner: &str) -> String {
    let start = xml.find(&format!("<c r=\"{place}\"")).unwrap();
    let end = start + xml[start..].find("</c>").unwrap() + "</c>".len();
    format!(
        "{}<c r=\"{place}\" {inner}</c>{}",
        &xml[..start],
        &xml[end..]
    )
}

/// The return with some cells written anew: what follows the cell's place in its tag, and what it holds.
fn with_cells(cells: &[(&str, &str)]) -> Vec<u8> {
    changed(&plain(&[]), SHEET, |xml| {
        let write = |xml: String, (place, inner): &(&str, &str)| with_cell(&xml, place, inner);
        cells.iter().fold(xml, write)
    })
}

fn run(bytes: Vec<u8>) -> Run {
    let run = workspace().file(FILE, Content::Bytes(bytes)).run();
    is_unharmed(&run);
    run
}

/// The records of 314, without the hash of their file.
fn records(run: &Run) -> Vec<Json> {
    let own = run.records.iter().filter(|r| r["unit"] == "314");
    own.map(|record| {
        let mut record = record.clone();
        record["source"]["hash"] = Json::Null;
        record
    })
    .collect()
}

/// Findings that count, as `code cell found`.
fn told(run: &Run) -> Vec<String> {
    let findings = run.findings().iter();
    findings
        .filter(|f| f["severity"] != "info")
        .map(|f| {
            let text = |key: &str| f[key].as_str().unwrap_or("-").to_owned();
            format!("{} {} {}", text("code"), text("cell"), text("found"))
        })
        .collect()
}

#[test]
fn texts_and_figures_spelled_otherwise_are_the_same() {
    let usual = records(&run(plain(&[])));
    assert_eq!(usual.len(), 3);
    let name = "Đào tạo nghề may công nghiệp cho lao động mới";
    let in_cells = with_cells(&[
        ("B9", "t=\"inlineStr\"><is><t>KC17&#45;0&#x31;</t></is>"),
        (
            "C9",
            &format!("t=\"inlineStr\"><is><t><![CDATA[{name}]]></t></is>"),
        ),
        ("K9", "><v><![CDATA[90]]></v>"),
        ("L9", "><v>1&#56;</v>"),
        (
            "C10",
            "t=\"inlineStr\"><is><r><t xml:space=\"preserve\">&#7912;ng dụng m&#xE1;y </t></r><r><t><![CDATA[móc, thiết bị tiên tiến]]> trong sản xuất đồ gỗ</t></r></is>",
        ),
    ]);
    let in_strings = changed(&plain(&[]), STRINGS, |xml| {
        assert!(xml.contains(name) && xml.contains("KC17-01") && xml.contains("Ứng dụng"));
        xml.replace(name, &format!("<![CDATA[{name}]]>"))
            .replace("KC17-01", "KC17&#45;0&#x31;")
            .replace("Ứng dụng", "&#7912;ng d<!-- x -->&#x1EE5;ng")
    });
    for (bytes, what) in [(in_cells, "cells"), (in_strings, "shared strings")] {
        let run = run(bytes);
        assert_eq!(told(&run), [""; 0], "{what}");
        assert_eq!(records(&run), usual, "{what}");
    }
}

#[test]
fn numbers_that_are_none_are_told_at_their_cell() {
    let usual = records(&run(plain(&[])));
    for (written, found) in [
        ("NaN", "NaN"),
        ("inf", "inf"),
        ("-INF", "-inf"),
        ("1e400", "inf"),
    ] {
        let run = run(with_cells(&[("K9", &format!("><v>{written}</v>"))]));
        assert_eq!(told(&run), [format!("R006 K9 {found}")], "{written}");
        let mut wanted = usual.clone();
        wanted[0]["cumulative"]["local"] = Json::Null;
        let own = records(&run);
        assert_eq!(own[0]["cumulative"]["local"], Json::Null, "{written}");
        assert_eq!(own[1..], wanted[1..], "{written}");
    }
}

#[test]
fn one_error_value_that_is_not_known_loses_no_sheet() {
    let usual = records(&run(plain(&[])));
    for error in ["#SPILL!", "#CALC!", "#ODD!"] {
        let written = format!("t=\"e\"><v>{error}</v>");
        let needed = run(with_cells(&[("K9", &written)]));
        assert_eq!(told(&needed), [format!("R006 K9 {error}")]);
        assert_eq!(records(&needed)[1..], usual[1..], "{error}");
        // Where nobody asks for a figure it is nobody's fault.
        let beside = changed(&plain(&[("N20", "1")]), SHEET, |xml| {
            with_cell(&xml, "N20", &written)
        });
        let beside = run(beside);
        assert_eq!(told(&beside), [""; 0], "{error}");
        assert_eq!(records(&beside), usual, "{error}");
    }
}

#[test]
fn dates_count_from_1900_or_1904() {
    let dated = plain(&[
        ("N6", "Ngày bắt đầu"),
        ("O6", "Ngày kết thúc"),
        ("N9", "2017-03-01"),
        ("O9", "2017-09-30"),
    ]);
    let days = |run: &Run| {
        let record = records(run)[0].clone();
        (record["start"].clone(), record["end"].clone())
    };
    let usual = run(dated.clone());
    assert_eq!(told(&usual), [""; 0]);
    assert_eq!(days(&usual), ("2017-03-01".into(), "2017-09-30".into()));
    // As Excel for Mac saved the same days: 1,462 fewer each, counted from 1904.
    let from_1904 = |xml: String| xml.replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>");
    let serials = |xml: String| {
        let fewer = xml
            .replace("<v>42795</v>", "<v>41333</v>")
            .replace("<v>43008</v>", "<v>41546</v>");
        assert_ne!(fewer, xml);
        fewer
    };
    let mac = run(changed(&changed(&dated, SHEET, serials), BOOK, from_1904));
    assert_eq!(told(&mac), [""; 0]);
    assert_eq!(records(&mac), records(&usual));
    // The same serials are other days under the other count.
    let early = run(changed(&dated, SHEET, serials));
    assert_eq!(days(&early), ("2013-02-28".into(), "2013-09-29".into()));
    let late = run(changed(&dated, BOOK, from_1904));
    assert_eq!(days(&late), ("2021-03-02".into(), "2021-10-01".into()));
    // 29/2/1900 never was, whatever Excel shows.
    let never = changed(&dated, SHEET, |xml| {
        xml.replace("<v>42795</v>", "<v>60</v>")
    });
    let never = run(never);
    assert_eq!(told(&never), ["S105 N9 60"]);
    assert_eq!(days(&never).0, Json::Null);
}
