//! What is no workbook under a workbook's name: the sentence says what the file is, and its hint how to save it right.
//! A workbook under another workbook's name is read.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

use std::io::{Cursor, Write as _};
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

fn inspect(path: &Path) -> Value {
    let output = Command::new(assert_cmd::cargo::cargo_bin!("tonghop"))
        .args(["inspect", "--format", "json"])
        .arg(path)
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn archive(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write(0, 0, "Tên đề án").unwrap();
    book.save_to_buffer().unwrap()
}

/// What the program finds in a file of this name and content, with the sentence and the hint.
fn told(name: &str, bytes: &[u8]) -> (String, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let found = inspect(&path);
    let findings = found["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{name}: {findings:?}");
    let text = |key: &str| findings[0][key].as_str().unwrap_or_default().to_owned();
    assert_eq!(text("code"), "R001", "{name}");
    (text("found"), text("message"), text("hint"))
}

#[test]
fn each_kind_has_its_own_sentence() {
    let whole = workbook();
    let csv = "STT;Tên đề án;Kinh phí\r\n".to_owned() + &"1;Đào tạo nghề may ế;250\r\n".repeat(900);
    let utf16: Vec<u8> = "\u{feff}STT\tTên đề án\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let word = archive(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", "<w:document xmlns:w=\"x\"/>"),
    ]);
    let slides = archive(&[
        ("[Content_Types].xml", "<Types/>"),
        ("ppt/presentation.xml", "<p/>"),
    ]);
    let files: [(&str, &[u8], &str, &str); 17] = [
        ("trang.xls", b"<html><body><table><tr><td>1</td></tr></table></body></html>", "html", "HTML"),
        ("trang.xlsx", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "html", "HTML"),
        ("bieu.xls", b"<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>", "xml-2003", "XML Spreadsheet 2003"),
        ("bieu.xlsx", b"<?xml version=\"1.0\"?><rows/>", "xml", "XML"),
        ("bieu.xls", csv.as_bytes(), "csv", "CSV"),
        ("bieu.xlsx", &utf16, "csv", "CSV"),
        ("bieu.xlsx", b"%PDF-1.4\n1 0 obj", "pdf", "PDF"),
        ("bieu.xlsx", &word, "docx", "Word"),
        ("bieu.xlsx", &slides, "other-office", "trình chiếu"),
        ("bieu.xls", b"{\\rtf1 abc}", "old-office", "Office đời cũ"),
        ("bieu.xlsx", &archive(&[("bao-cao.doc", "x")]), "zip", "ZIP"),
        ("bieu.xlsx", &archive(&[]), "empty-zip", "ZIP"),
        ("bieu.xlsx", b"Rar!\x1a\x07\x01\x00", "archive", "RAR"),
        ("bieu.xlsx", b"\xff\xd8\xff\xe0\0\x10JFIF", "picture", "ảnh"),
        ("bieu.xls", b"\x09\x00\x04\x00\x02\x00\x10\x00\x0a\x00\x00\x00", "too-old", "Excel 4.0"),
        ("bieu.xls", b"\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00", "too-old", "Excel 4.0"),
        ("bieu.xlsx", &whole[..whole.len() / 2], "cut-off", "cắt cụt"),
    ];
    for (name, bytes, kind, word) in files {
        let (found, message, hint) = told(name, bytes);
        assert_eq!(found, kind, "{name}: {message}");
        assert!(message.contains(word), "{kind}: {message}");
        let helps = ["lưu", "Save As", "gửi lại", "Giải nén", "gửi bảng tính"];
        assert!(helps.iter().any(|w| hint.contains(w)), "{kind}: {hint}");
    }
}

#[test]
fn the_name_does_not_decide() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.xls", "a.ods", "a.xlsb", "a.xlsm"] {
        let path = folder.path().join(name);
        std::fs::write(&path, workbook()).unwrap();
        assert_eq!(inspect(&path)["format"], "xlsx", "{name}");
    }
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/lo.xls");
    for name in ["b.xlsx", "b.ods", "b.xlsb"] {
        let path = folder.path().join(name);
        std::fs::copy(&old, &path).unwrap();
        assert_eq!(inspect(&path)["format"], "xls", "{name}");
    }
}
