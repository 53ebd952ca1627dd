//! phan-hoi/: what goes back to the units, as they open it, and as it comes back corrected.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test stops at the first fault"
)]

#[expect(dead_code, reason = "another test needs the rest")]
#[path = "support/parts.rs"]
mod parts;
mod support;

#[path = "feedback/grouped.rs"]
mod grouped;
#[path = "feedback/odd.rs"]
mod odd;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;

use parts::{attribute, elements};
use support::workspace::tonghop;
use support::{Content, Run, Sheet, Workspace, sheet};

const OURS: &str = "phan-hoi/314-huyen-kien-thuy.xlsx";

/// One list of Kiến Thụy in which 70 and 30 are said to be 90.
fn list(name: &str) -> Sheet {
    sheet(name)
        .row(1, "UBND HUYỆN KIẾN THỤY")
        .row(2, "BÁO CÁO KẾT QUẢ THỰC HIỆN ĐỀ ÁN KHUYẾN CÔNG QUÝ III NĂM 2017")
        .row(3, "ĐVT: đồng")
        .row(5, "TT | Mã đề án | Tên đề án | Tổng số lũy kế | KCĐP lũy kế | Đối ứng lũy kế")
        .row(6, "1 | KC17-03 | Đào tạo nghề may công nghiệp cho lao động mới | 250000000 | 200000000 | 50000000")
        .row(7, "2 | KC17-04 | Đào tạo nghề mộc cho lao động mới | 90000000 | 70000000 | 30000000")
}

fn sent(file: &str, content: impl Into<Content>) -> Workspace {
    Workspace::new()
        .settings("[report]\nagency = \"SỞ CÔNG THƯƠNG\"\nplace = \"Hải Phòng\"")
        .file(file, content)
}

fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    fs::read(path.join(name)).expect("the fixture is there")
}

/// The parts of a file that goes back.
fn returned(run: &Run, name: &str) -> BTreeMap<String, Vec<u8>> {
    let outputs = run.outputs();
    let bytes = outputs
        .get(name)
        .unwrap_or_else(|| panic!("no {name} in {:?}; {}", outputs.keys(), run.stderr));
    parts::parts(bytes)
}

fn text<'a>(parts: &'a BTreeMap<String, Vec<u8>>, name: &str) -> &'a str {
    let bytes = parts
        .get(name)
        .unwrap_or_else(|| panic!("no {name} in {:?}", parts.keys()));
    std::str::from_utf8(bytes).expect("a part in UTF-8")
}

/// The sheets of a workbook in their order: name and part.
fn sheets(parts: &BTreeMap<String, Vec<u8>>) -> Vec<(String, String)> {
    let rels = text(parts, "xl/_rels/workbook.xml.rels");
    let target = |id: &str| {
        let all = elements(rels, "Relationship");
        let found = all.iter().find(|r| attribute(r, "Id") == Some(id));
        let target = attribute(found.expect("a relation"), "Target").unwrap();
        match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("xl/{target}"),
        }
    };
    elements(text(parts, "xl/workbook.xml"), "sheet")
        .into_iter()
        .map(|sheet| {
            let name = attribute(sheet, "name").unwrap().replace("&apos;", "'");
            (name, target(attribute(sheet, "r:id").unwrap()))
        })
        .collect()
}

/// All that is written on a sheet of ours.
fn letter(parts: &BTreeMap<String, Vec<u8>>) -> String {
    let (_, part) = &sheets(parts)[0];
    let texts = elements(text(parts, part), "t");
    let inner = |t: &str| t.split_once('>').unwrap().1.replace("</t>", "");
    texts.into_iter().map(inner).collect::<Vec<_>>().join("\n")
}

/// The fill of a cell, `FFF8CBAD`.
fn fill(parts: &BTreeMap<String, Vec<u8>>, sheet: &str, cell: &str) -> Option<String> {
    let styles = text(parts, "xl/styles.xml");
    let all = elements(text(parts, sheet), "c");
    let cell = all.iter().find(|c| attribute(c, "r") == Some(cell))?;
    let style: usize = attribute(cell, "s").unwrap_or("0").parse().unwrap();
    let xfs = elements(elements(styles, "cellXfs")[0], "xf");
    let fill: usize = attribute(xfs[style], "fillId")
        .unwrap_or("0")
        .parse()
        .unwrap();
    let fills = elements(elements(styles, "fills")[0], "fill");
    let colour = elements(fills[fill], "fgColor");
    colour
        .first()
        .and_then(|c| attribute(c, "rgb"))
        .map(str::to_owned)
}

/// The text of the note at a cell, from whatever part of comments there is.
fn note(parts: &BTreeMap<String, Vec<u8>>, cell: &str) -> Option<String> {
    let names = parts
        .keys()
        .filter(|n| n.contains("comments") || n.contains("comments/"));
    for name in names.filter(|n| n.ends_with(".xml")) {
        for comment in elements(text(parts, name), "comment") {
            if attribute(comment, "ref") == Some(cell) {
                let texts = elements(comment, "t");
                let inner = |t: &str| t.split_once('>').unwrap().1.replace("</t>", "");
                return Some(texts.into_iter().map(inner).collect());
            }
        }
    }
    None
}

#[test]
fn a_finding_is_marked_at_its_cell_and_listed_in_the_letter() {
    let run = sent("da-nop/kien-thuy.xlsx", list("Biểu 01")).run();
    let finding = &run.findings()[0];
    assert_eq!(
        (finding["code"].as_str(), finding["cell"].as_str()),
        (Some("A201"), Some("D7"))
    );
    let parts = returned(&run, OURS);
    let names: Vec<String> = sheets(&parts).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["Phiếu đề nghị", "Biểu 01"]);
    let (_, part) = &sheets(&parts)[1];
    assert_eq!(fill(&parts, part, "D7").as_deref(), Some("FFF8CBAD"));
    assert_eq!(fill(&parts, part, "D6"), None, "a cell beside it");
    let note = note(&parts, "D7").expect("a note");
    for piece in [
        finding["message"].as_str().unwrap(),
        "Cần có: 100.000.000 đồng",
        finding["hint"].as_str().unwrap(),
        "A201",
    ] {
        assert!(note.contains(piece), "{piece}: {note}");
    }
    let letter = letter(&parts);
    for piece in [
        "PHIẾU ĐỀ NGHỊ RÀ SOÁT, CHỈNH SỬA SỐ LIỆU",
        "SỞ CÔNG THƯƠNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Ủy ban nhân dân huyện Kiến Thuỵ",
        "Đề nghị đơn vị",
        finding["message"].as_str().unwrap(),
        "da-nop/kien-thuy.xlsx",
        "blake3:",
    ] {
        assert!(letter.contains(piece), "{piece}: {letter}");
    }
    let sheet = text(&parts, &sheets(&parts)[0].1);
    let link = elements(sheet, "hyperlink");
    assert_eq!(
        attribute(link[0], "location"),
        Some("&apos;Biểu 01&apos;!D7")
    );
}

#[test]
fn the_letter_tells_the_deadline_and_the_receipt_by_the_register() {
    let register = sheet("Sổ")
        .row(1, "Tệp | Đơn vị | Ngày nhận | Lần gửi")
        .row(2, "kien-thuy.xlsx | Huyện Kiến Thụy | 2017-09-18 | 2");
    let run = sent("da-nop/kien-thuy.xlsx", list("Biểu 01"))
        .settings("[period]\nyear = 2017\nquarter = 3\ncorrection_deadline = 2017-09-27")
        .file("so-nhan.xlsx", register)
        .run_with(&["--lang", "en"]);
    let parts = returned(&run, OURS);
    assert_eq!(sheets(&parts)[0].0, "Request for correction");
    let letter = letter(&parts);
    for piece in [
        "by 2017-09-27",
        "2017-09-18",
        "REQUEST TO REVIEW AND CORRECT FIGURES",
    ] {
        assert!(letter.contains(piece), "{piece}: {letter}");
    }
}

/// What programs make, with comments, drawings, formats and protection around the cells.
#[test]
fn whatever_is_not_marked_stays_byte_for_byte() {
    for name in ["openpyxl", "libreoffice", "xlsxwriter"] {
        let bytes = fixture(&format!("feedback-{name}.xlsx"));
        let before = parts::parts(&bytes);
        let run = sent("da-nop/kien-thuy.xlsx", Content::Bytes(bytes)).run();
        let after = returned(&run, OURS);
        assert!(
            !letter(&after).contains("dựng lại"),
            "{name}: {}",
            letter(&after)
        );
        let (sheet_name, sheet) = &sheets(&after)[2];
        assert_eq!(sheet_name, "Biểu '01", "{name}");
        assert_eq!(
            fill(&after, sheet, "D7").as_deref(),
            Some("FFF8CBAD"),
            "{name}"
        );
        let own = note(&after, "D7").expect("a note");
        assert!(
            own.contains("Đã hỏi lại xã") && own.contains("A201"),
            "{name}: {own}"
        );
        assert_eq!(
            note(&after, "B6").as_deref(),
            Some("Mã theo quyết định"),
            "{name}"
        );
        let may_change = |part: &str| {
            part.contains("comment")
                || part.ends_with(".vml")
                || part.ends_with("sheet2.xml")
                || part.ends_with("sheet2.xml.rels")
                || [
                    "[Content_Types].xml",
                    "xl/workbook.xml",
                    "xl/_rels/workbook.xml.rels",
                    "xl/styles.xml",
                ]
                .contains(&part)
        };
        for (part, bytes) in &before {
            let now = after
                .get(part)
                .unwrap_or_else(|| panic!("{name}: {part} is gone"));
            assert!(may_change(part) || now == bytes, "{name}: {part} changed");
        }
        let (was, is) = (text(&before, sheet), text(&after, sheet));
        assert_eq!(unstyled(was), unstyled(is), "{name}: the marked sheet");
        // Styles are added behind those that are there.
        let (was, is) = (
            text(&before, "xl/styles.xml"),
            text(&after, "xl/styles.xml"),
        );
        for list in ["fonts", "fills", "borders", "cellXfs"] {
            let kind = match list {
                "cellXfs" => "xf",
                list => list.strip_suffix('s').unwrap(),
            };
            let of = |xml| elements(elements(xml, list)[0], kind).concat();
            assert!(of(is).starts_with(&of(was)), "{name}: {list}");
        }
    }
}

/// A sheet without what a mark changes: the style of cells, which sheet is shown.
fn unstyled(xml: &str) -> String {
    let mut out = String::new();
    for (index, piece) in xml.split('<').enumerate() {
        if index > 0 {
            out.push('<');
        }
        let is_cell = piece.starts_with("c ");
        let is_view = piece.starts_with("sheetView ");
        for (at, word) in piece.split(' ').enumerate() {
            let is_style = is_cell && word.starts_with("s=\"");
            let is_shown = is_view && word.starts_with("tabSelected=");
            if is_style || is_shown {
                out.push_str(&word[word.rfind('"').unwrap() + 1..]);
                continue;
            }
            if at > 0 {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

#[test]
fn a_copy_that_comes_back_is_read_as_the_units_own() {
    let folder = |book: Vec<u8>| sent("da-nop/kien-thuy.xlsx", Content::Bytes(book)).run();
    for name in ["openpyxl", "libreoffice", "xlsxwriter"] {
        let first = folder(fixture(&format!("feedback-{name}.xlsx")));
        let copy = first.outputs()[OURS].clone();
        let second = folder(copy);
        let told = |run: &Run| -> Vec<(String, String)> {
            let of = |f: &serde_json::Value| (f["id"].to_string(), f["cell"].to_string());
            run.findings().iter().map(of).collect()
        };
        assert_eq!(told(&first), told(&second), "{name}");
        assert_eq!(first.records.len(), second.records.len(), "{name}");
        let again = returned(&second, OURS);
        let names: Vec<String> = sheets(&again).into_iter().map(|(name, _)| name).collect();
        assert_eq!(
            names,
            ["Phiếu đề nghị", "Bìa", "Biểu '01"],
            "{name}: one letter"
        );
        let comments = again
            .iter()
            .filter(|(n, _)| n.contains("comment") && n.ends_with(".xml"));
        let refs: Vec<String> = comments
            .flat_map(|(_, bytes)| {
                let xml = std::str::from_utf8(bytes).unwrap();
                let all = elements(xml, "comment");
                all.into_iter()
                    .filter_map(|c| attribute(c, "ref").map(str::to_owned))
                    .collect::<Vec<_>>()
            })
            .collect();
        let unique: BTreeSet<&String> = refs.iter().collect();
        assert_eq!(
            refs.len(),
            unique.len(),
            "{name}: one note a cell: {refs:?}"
        );
    }
}

#[test]
fn a_corrected_copy_has_no_mark_left() {
    let first = sent("da-nop/kien-thuy.xlsx", list("Biểu 01")).run();
    let mut parts = returned(&first, OURS);
    let (_, part) = sheets(&parts)[1].clone();
    let corrected = text(&parts, &part).replace("<v>90000000</v>", "<v>100000000</v>");
    parts.insert(part, corrected.into_bytes());
    let second = sent("da-nop/kien-thuy.xlsx", Content::Bytes(zip(&parts)))
        .file("da-nop/311.xlsx", list("Biểu 01"))
        .run();
    let own = |code: &str| {
        second
            .findings()
            .iter()
            .filter(|f| f["unit"] == "314" && f["code"] == code)
            .count()
    };
    assert_eq!(own("A201"), 0);
    let parts = returned(&second, OURS);
    assert!(!letter(&parts).contains("A201"));
    if let Some((_, part)) = sheets(&parts).get(1) {
        assert_eq!(fill(&parts, part, "D7"), None);
        assert_eq!(note(&parts, "D7"), None);
    }
}

fn zip(parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The same list with its package put together in another way.
fn other(change: impl Fn(&str, &str) -> Option<String>) -> Content {
    let plain = parts::parts(&Content::from(list("Biểu 01")).bytes());
    let parts = plain
        .iter()
        .filter_map(|(name, bytes)| {
            let text = std::str::from_utf8(bytes).unwrap();
            Some((name.clone(), change(name, text)?.into_bytes()))
        })
        .collect();
    Content::Bytes(zip(&parts))
}

#[test]
fn odd_packages_are_marked_or_built_anew_and_say_so() {
    let same = |text: &str| Some(text.to_owned());
    let prefixed = |text: &str| {
        let text = text
            .replace("</", "</x:")
            .replace('<', "<x:")
            .replace("<x:/x:", "</x:");
        Some(text.replace("<x:?", "<?").replace("xmlns=", "xmlns:x="))
    };
    let cases: [(&str, bool, Content); 5] = [
        (
            "absolute targets",
            true,
            other(|name, text| match name {
                "xl/_rels/workbook.xml.rels" => Some(text.replace("Target=\"", "Target=\"/xl/")),
                _ => same(text),
            }),
        ),
        (
            "a prefix",
            true,
            other(|name, text| {
                if name.starts_with("xl/worksheets/sheet") {
                    prefixed(text)
                } else {
                    same(text)
                }
            }),
        ),
        (
            "no styles",
            true,
            other(|name, text| {
                match name {
            "xl/styles.xml" => None,
            "xl/worksheets/sheet1.xml" => {
                let mut out = text.to_owned();
                for style in 0..9 {
                    out = out.replace(&format!(" s=\"{style}\""), "");
                }
                Some(out)
            }
            _ => Some(
                text.lines().collect::<Vec<_>>().join("\n")
                    .replace("<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>", ""),
            ),
        }
            }),
        ),
        (
            "protected structure",
            true,
            other(|name, text| match name {
                "xl/workbook.xml" => Some(text.replace(
                    "<sheets>",
                    "<workbookProtection lockStructure=\"1\"/><sheets>",
                )),
                _ => same(text),
            }),
        ),
        (
            "rows out of order",
            false,
            other(|name, text| match name {
                "xl/worksheets/sheet1.xml" => {
                    let rows = elements(text, "row");
                    Some(text.replace(
                        &rows.concat(),
                        &rows.iter().rev().copied().collect::<String>(),
                    ))
                }
                _ => same(text),
            }),
        ),
    ];
    for (what, in_place, book) in cases {
        let run = sent("da-nop/kien-thuy.xlsx", book).run();
        assert_eq!(run.codes(), ["A201"], "{what}: {}", run.stderr);
        let parts = returned(&run, OURS);
        assert!(note(&parts, "D7").is_some(), "{what}");
        assert_eq!(letter(&parts).contains("dựng lại"), !in_place, "{what}");
    }
}

#[test]
fn other_formats_are_built_anew_at_the_same_addresses() {
    let ods = fixture("feedback-lo.ods");
    let run = sent("da-nop/kien-thuy.ods", Content::Bytes(ods)).run();
    let parts = returned(&run, OURS);
    assert!(
        letter(&parts).contains("dựng lại từ tệp .ods"),
        "{}",
        letter(&parts)
    );
    let (name, part) = &sheets(&parts)[2];
    assert_eq!(name, "Biểu '01");
    let sheet = text(&parts, part);
    assert!(
        elements(sheet, "mergeCell")
            .iter()
            .any(|m| attribute(m, "ref") == Some("A2:F2"))
    );
    let cells = elements(sheet, "c");
    let cell = cells
        .iter()
        .find(|c| attribute(c, "r") == Some("D7"))
        .unwrap();
    assert!(cell.contains("<v>90000000</v>"), "{cell}");
    assert_eq!(fill(&parts, part, "D7").as_deref(), Some("FFF8CBAD"));
    assert!(note(&parts, "D7").is_some());
    let columns = elements(sheet, "col");
    let wide = columns
        .iter()
        .find(|c| attribute(c, "min") == Some("3"))
        .unwrap();
    let width = attribute(wide, "width").unwrap().split('.').next().unwrap();
    assert!((40..=70).contains(&width.parse::<u32>().unwrap()), "{wide}");
    let hidden: Vec<&str> = elements(sheet, "row")
        .into_iter()
        .filter(|r| attribute(r, "hidden").is_some())
        .collect();
    assert_eq!(hidden.len(), 1, "the hidden row stays hidden");
}

#[test]
fn every_unit_that_sent_something_gets_an_answer() {
    let clean = sheet("Biểu")
        .row(1, "UBND HUYỆN TIÊN LÃNG")
        .row(2, "BÁO CÁO THỰC HIỆN ĐỀ ÁN KHUYẾN CÔNG QUÝ III NĂM 2017")
        .row(3, "ĐVT: đồng")
        .row(4, "TT | Mã đề án | Tên đề án | KCĐP lũy kế")
        .row(5, " | | | ");
    let folder = tempfile::tempdir().unwrap();
    let workspace = sent("da-nop/314/a.xlsx", list("Biểu 01"))
        .settings("[units]\nexpected = [\"314\", \"315\", \"318\"]\n[rules]\nR004 = \"off\"\nB303 = \"off\"")
        .file("da-nop/314/b.xlsx", Content::Damaged("empty".to_owned()))
        .file("da-nop/315/c.xlsx", clean);
    workspace.write(folder.path());
    let run = |arguments: &[&str]| {
        let output = tonghop()
            .arg("run")
            .arg(folder.path())
            .args(arguments)
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let said = run(&["-q"]);
    let there = || -> Vec<String> {
        let all = support::outputs::all(&folder.path().join("ket-qua"));
        all.into_keys()
            .filter(|name| name.starts_with("phan-hoi/"))
            .collect()
    };
    assert_eq!(
        there(),
        [
            "phan-hoi/314-huyen-kien-thuy-2.xlsx",
            "phan-hoi/314-huyen-kien-thuy.xlsx",
            "phan-hoi/315-huyen-tien-lang.xlsx"
        ],
        "{said}"
    );
    let file =
        |name: &str| parts::parts(&fs::read(folder.path().join("ket-qua").join(name)).unwrap());
    let unread = file("phan-hoi/314-huyen-kien-thuy-2.xlsx");
    assert_eq!(sheets(&unread).len(), 1);
    assert!(
        letter(&unread).contains("không đọc được"),
        "{}",
        letter(&unread)
    );
    assert!(letter(&unread).contains("phiếu số 2 trong 2"));
    let confirmed = file("phan-hoi/315-huyen-tien-lang.xlsx");
    assert!(letter(&confirmed).contains("PHIẾU XÁC NHẬN ĐÃ NHẬN BÁO CÁO"));
    // What a former run wrote goes with it; what is somebody else's stays.
    fs::write(
        folder.path().join("ket-qua/phan-hoi/ghi-chu.txt"),
        "của phòng",
    )
    .unwrap();
    run(&["-q", "--no-feedback"]);
    assert_eq!(there(), ["phan-hoi/ghi-chu.txt"]);
}
