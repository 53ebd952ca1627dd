//! Texts that want to become something else: no formula, link, markup or control character in anything that is
//! written or said.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value as Json;

use super::parts::{attribute, elements, parts};
use super::{is_unharmed, workspace, xls};
use crate::support::workspace::tonghop;
use crate::support::{Content, Run, Sheet, Value, sheet};

/// Each stands as the name, the beneficiary, the place and the note of a project of its own.
const TEXTS: [&str; 23] = [
    "=HYPERLINK(\"http://x.invalid\",\"y\")",
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "-1+1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    "Đào tạo;=1+1",
    "Đào tạo; +cmd|' /C calc'!A0;@SUM(1)",
    "Đào tạo\t=1+1",
    "\"=1+1\",=1+1",
    "'=1+1",
    "<script>alert(1)</script><a href=\"http://x.invalid\">y</a>",
    "&lt;b&gt;đậm&lt;/b&gt; &#27; &amp;",
    "]]><x>",
    "http://x.invalid/a file:///etc/passwd mailto:a@x.invalid",
    "không\u{0}có\u{1}\u{7}\u{8}\u{b}\u{c}\u{e}\u{1f}gì",
    "\u{1b}[31mđỏ\u{1b}[0m \u{1b}]0;tên\u{7} \u{9b}31m \u{7f}\u{85}\u{90}",
    "dự án \u{202e}slx.cod\u{202c} \u{2066}ngược\u{2069} \u{fffe}\u{ffff}",
    "_x001B_[31m_x0000_ _x202E_",
    "{{report.agency}} {{project.name}} ${jndi:x} %s {0}",
];

fn set(sheet: &mut Sheet, row: u32, col: u32, value: Value) {
    sheet.cells.insert((row, col), value);
}

/// A list of projects whose texts are those above, under a sheet's name; of different files no two are alike.
fn book(file: usize, name: &str) -> Sheet {
    let mut book = sheet(name)
        .row(1, "UBND HUYỆN KIẾN THỤY")
        .row(2, "BÁO CÁO KẾT QUẢ THỰC HIỆN ĐỀ ÁN KHUYẾN CÔNG QUÝ III/2017")
        .row(3, "| | | | | ĐVT: đồng")
        .row(
            4,
            "TT | Mã đề án | Tên đề án | Đơn vị thụ hưởng | Địa điểm | KCĐP được duyệt | KCĐP thực hiện trong quý | KCĐP lũy kế từ đầu năm | Ghi chú",
        );
    let long = format!("={}", "dài".repeat(900));
    let texts = TEXTS.into_iter().chain([long.as_str()]);
    for (row, text) in (5..).zip(texts) {
        let number = row - 4;
        set(&mut book, row, 1, Value::Number(number.to_string()));
        set(&mut book, row, 2, Value::Text(format!("=KC{file}{number}")));
        for col in [3, 4, 5, 9] {
            // Alike names would be one project.
            let own = if col == 3 {
                format!("{text} {file}{number}")
            } else {
                text.to_owned()
            };
            set(&mut book, row, col, Value::Text(own));
        }
        for col in 6..9 {
            set(&mut book, row, col, Value::Number("35000000".to_owned()));
        }
    }
    // An amount that is a text, and a column that nobody knows.
    set(
        &mut book,
        5,
        8,
        Value::Text("=cmd|' /C calc'!A0\u{1b}[31m".to_owned()),
    );
    set(
        &mut book,
        4,
        10,
        Value::Text("=cột\u{1b}[31m lạ\u{202e}".to_owned()),
    );
    set(&mut book, 5, 10, Value::Number("1".to_owned()));
    book
}

/// Names of files as a mail may bring them: three workbooks, one that is none, one attachment.
fn names() -> [&'static str; 5] {
    if cfg!(unix) {
        [
            "da-nop/314/=cmd|' _C calc'!A0.xls",
            "da-nop/314/\u{1b}[31mđỏ\u{7}\u{9b}.xls",
            "da-nop/314/@SUM(1);=1+1 \u{202e}.xls",
            "da-nop/314/<script>alert(1)<\u{1f}.xlsx",
            "da-nop/314/\u{1b}[31m=1+1;=1.pdf",
        ]
    } else {
        // Other systems have no such names.
        [
            "da-nop/314/=cmd.xls",
            "da-nop/314/-1+1.xls",
            "da-nop/314/@SUM(1);=1+1.xls",
            "da-nop/314/+cmd.xlsx",
            "da-nop/314/=1+1;=1.pdf",
        ]
    }
}

fn sent() -> crate::support::Workspace {
    let mut workspace = workspace();
    let sheets = ["=1+1'!<b>&", "@x\u{1b}[31m\u{202e}y", "+cmd;=1+1"];
    for (index, (file, sheet)) in names().into_iter().zip(sheets).enumerate() {
        workspace = workspace.file(file, Content::Bytes(xls::workbook(&book(index, sheet))));
    }
    for file in names().into_iter().skip(3) {
        workspace = workspace.file(file, Content::Damaged("pdf".to_owned()));
    }
    workspace
}

/// Whether a character steers what shows it: control characters but line ends and tabs, and marks that turn the
/// direction of writing.
fn steers(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[track_caller]
fn is_plain(what: &str, text: &str) {
    if let Some(at) = text.find(steers) {
        let around: String = text[..at].chars().rev().take(60).collect();
        let around: String = around.chars().rev().collect();
        panic!("{what}: {:?} behind {around:?}", text[at..].chars().next());
    }
}

/// Whether a spreadsheet would take a field of a table for a formula.
fn is_formula(field: &str) -> bool {
    let field = field.trim_start_matches([' ', '"']);
    let begins = field.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    begins
        && field
            .trim_end_matches('"')
            .parse::<rust_decimal::Decimal>()
            .is_err()
}

fn strings(value: &Json, out: &mut Vec<String>) {
    match value {
        Json::String(text) => out.push(text.clone()),
        Json::Array(items) => items.iter().for_each(|item| strings(item, out)),
        Json::Object(map) => map.iter().for_each(|(key, item)| {
            out.push(key.clone());
            strings(item, out);
        }),
        _ => {}
    }
}

#[track_caller]
fn json_is_plain(what: &str, text: &str) {
    is_plain(what, text);
    let value: Json = serde_json::from_str(text).unwrap_or_else(|e| panic!("{what}: {e}"));
    let mut all = Vec::new();
    strings(&value, &mut all);
    for text in all {
        is_plain(what, &text);
    }
}

#[test]
fn nothing_of_it_is_in_the_files() {
    let run = sent().run();
    is_unharmed(&run);
    let told: Vec<&str> = run
        .findings()
        .iter()
        .filter_map(|f| f["message"].as_str())
        .collect();
    assert!(
        told.iter().any(|m| m.contains("cmd|' /C calc'!A0")),
        "{told:#?}"
    );
    assert!(
        run.records.iter().any(|r| r["name"] == "@SUM(1) 03"),
        "it was read"
    );
    let outputs = run.outputs();
    are_plain(&outputs);
    let findings = std::str::from_utf8(&outputs["findings.csv"]).unwrap();
    assert!(findings.lines().count() > 50, "{findings}");
}

/// The page runs nothing, fetches nothing and holds no markup of a submission.
fn page_is_plain(name: &str, text: &str) {
    for part in text.split('<').skip(1) {
        let tag: String = part
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || "/!".contains(*c))
            .collect();
        let known = [
            "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "a", "header", "p", "h1",
            "main", "ul", "li", "b", "span", "section", "h2", "i", "div", "svg", "rect", "details",
            "summary", "table", "thead", "tbody", "tr", "th", "td", "ol", "br", "footer", "desc",
        ];
        assert!(
            known.contains(&tag.trim_start_matches('/')),
            "{name}: <{tag}"
        );
        let inside = part.split('>').next().unwrap_or_default();
        for forbidden in [
            "src=",
            "onload",
            "onerror",
            "onclick",
            "javascript:",
            "http:",
            "https:",
        ] {
            assert!(!inside.contains(forbidden), "{name}: <{inside}>");
        }
    }
    assert!(text.contains("default-src 'none'"), "{name}");
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{name}");
}

/// Every file that a run has written.
fn are_plain(outputs: &BTreeMap<String, Vec<u8>>) {
    for (name, bytes) in outputs {
        let text = || std::str::from_utf8(bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
        match ending(name) {
            Some("xlsx") => workbook(name, bytes),
            Some("csv") => table(name, text()),
            Some("html") => page_is_plain(name, text()),
            Some("json" | "sarif") => json_is_plain(name, text()),
            Some("jsonl") => text().lines().for_each(|line| json_is_plain(name, line)),
            _ => panic!("{name}: a kind of file that this test does not know"),
        }
    }
    assert!(outputs.len() >= 7, "{} files", outputs.len());
}

fn ending(name: &str) -> Option<&str> {
    Path::new(name).extension()?.to_str()
}

/// The CSV as a spreadsheet reads it: with commas, and with the semicolons or tabs of another country's settings.
fn table(name: &str, text: &str) {
    is_plain(name, text);
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    for row in reader.records() {
        for field in &row.unwrap() {
            assert!(!is_formula(field), "{name}: {field}");
        }
    }
    for line in text.lines() {
        for field in line.split([';', '\t']) {
            assert!(!is_formula(field), "{name}: {field}");
        }
    }
}

fn workbook(name: &str, bytes: &[u8]) {
    let all = parts(bytes);
    for (part, content) in &all {
        if !matches!(ending(part), Some("xml" | "rels")) {
            continue;
        }
        let place = format!("{name}/{part}");
        let xml = std::str::from_utf8(content).unwrap();
        is_plain(&place, xml);
        for code in ["&#27;", "&#x1b;", "&#x1B;", "&#0;", "&#155;"] {
            assert!(!xml.contains(code), "{place}: {code}");
        }
        for (at, _) in xml
            .match_indices("_x001B_")
            .chain(xml.match_indices("_x0000_"))
        {
            assert!(xml[..at].ends_with("_x005F"), "{place}: an escape of Excel");
        }
        assert!(
            !xml.contains("<script") && !xml.contains("<b>đậm"),
            "{place}"
        );
        for formula in elements(xml, "f") {
            for word in ["cmd", "HYPERLINK", "SUM(1)", "calc", "1+1", "&lt;"] {
                assert!(!formula.contains(word), "{place}: {formula}");
            }
        }
        for link in elements(xml, "Relationship") {
            let target = attribute(link, "Target").unwrap();
            let outside = attribute(link, "TargetMode") == Some("External");
            assert!(!target.contains("x.invalid"), "{place}: {link}");
            assert!(
                !outside
                    || ["../da-nop/", "phan-hoi/"]
                        .iter()
                        .any(|f| target.starts_with(f)),
                "{place}: {link}"
            );
        }
    }
}

/// Runs a command on a workspace that was already run.
fn said(run: &Run, arguments: &[&str]) -> String {
    let output = tonghop()
        .current_dir(run.folder())
        .args(arguments)
        .args(["--color", "never"])
        .output()
        .unwrap();
    assert!(
        matches!(output.status.code(), Some(0 | 1)),
        "{arguments:?}: {output:?}"
    );
    let text = [output.stdout, output.stderr].concat();
    String::from_utf8(text).unwrap()
}

#[test]
fn nothing_of_it_moves_the_terminal() {
    let run = sent().run();
    is_unharmed(&run);
    is_plain("run --format json", &run.stdout);
    is_plain("run", &run.stderr);
    json_is_plain("run --format json", &run.stdout);
    let text = said(&run, &["run", "."]);
    is_plain("run", &text);
    let text = said(&run, &["run", ".", "-v"]);
    assert!(text.contains("cmd|' /C calc'!A0"), "it is told");
    is_plain("run -v", &text);
    for file in names().into_iter().take(3) {
        for command in [
            &["check", file][..],
            &["check", file, "-v"],
            &["inspect", file],
        ] {
            let text = said(&run, command);
            assert!(!text.is_empty());
            is_plain(&format!("{command:?}"), &text);
        }
        for command in [
            &["check", file, "--format", "json"][..],
            &["inspect", file, "--format", "json"],
            &["inspect", file, "--cells", "--format", "json"],
        ] {
            json_is_plain(&format!("{command:?}"), &said(&run, command));
        }
    }
}

/// A decision is read as a submission is: its texts go to approvals.jsonl and the report.
#[test]
fn nothing_of_a_decision_either() {
    let mut annex = sheet("=1+1")
        .row(
            1,
            "PHỤ LỤC: DANH MỤC ĐỀ ÁN KHUYẾN CÔNG ĐƯỢC PHÊ DUYỆT NĂM 2017",
        )
        .row(
            2,
            "(Ban hành kèm theo Quyết định số 1150/QĐ-UBND ngày 22/5/2017)",
        )
        .row(3, "| | | | ĐVT: đồng")
        .row(
            4,
            "TT | Tên đề án | Đơn vị thực hiện | Địa điểm | Kinh phí khuyến công địa phương hỗ trợ",
        );
    for (row, text) in (5..).zip(TEXTS) {
        set(&mut annex, row, 1, Value::Number((row - 4).to_string()));
        set(&mut annex, row, 2, Value::Text(format!("{text} {row}")));
        set(
            &mut annex,
            row,
            3,
            Value::Text("Huyện Kiến Thụy".to_owned()),
        );
        set(&mut annex, row, 4, Value::Text(text.to_owned()));
        set(&mut annex, row, 5, Value::Number("35000000".to_owned()));
    }
    let run = workspace()
        .file(
            "phe-duyet/=qd\u{202e};=1.xls",
            Content::Bytes(xls::workbook(&annex)),
        )
        .run();
    is_unharmed(&run);
    let outputs = run.outputs();
    let approvals = String::from_utf8_lossy(&outputs["approvals.jsonl"]);
    assert!(approvals.contains("\"@SUM(1) 7\""), "{approvals}");
    are_plain(&outputs);
    // The blank forms have its texts in them, and whoever traces a figure reads them.
    for command in [&["forms"][..], &["trace", "C14"], &["trace", "Biểu 3!H11"]] {
        is_plain(&format!("{command:?}"), &said(&run, command));
        let all = [command, &["--format", "json"]].concat();
        json_is_plain(&format!("{all:?}"), &said(&run, &all));
    }
    let outputs = run.outputs();
    assert!(outputs.contains_key("bieu-mau/314-huyen-kien-thuy.xlsx"));
    are_plain(&outputs);
}
