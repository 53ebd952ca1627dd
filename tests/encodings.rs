//! Real workbooks of Vietnamese offices, 2005 to 2009, in TCVN3, VNI and Unicode, some mixed: read by
//! content alone and compared, word by word, with a transcript.
#![expect(
    clippy::print_stderr,
    reason = "a skipped or measured file has to be seen in the log"
)]
#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]
#![allow(dead_code, reason = "the support is shared")]

#[path = "support/shared.rs"]
mod shared;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tonghop::base::encoding::{Detector, Encoding};
use tonghop::read::grid::Content;
use tonghop::read::{Limits, workbook};

/// Of every thousand words of a file this many have to be right; words are counted, wherever they stand, since a
/// transcript follows the rows and a reader may not.
const WANTED: usize = 995;

/// Faults of the transcripts: lines that were left unconverted or converted twice, and what the workbook says.
const TRANSCRIPT_FAULTS: [(&str, &[(&str, &str)]); 2] = [
    (
        "2005-KH2003-bieu.xls",
        &[
            ("khèu", "khẩu"),
            ("lýt", "lít"),
            ("mýa", "mía"),
            ("triưu", "triệu"),
            ("tên", "tấn"),
            ("tỉng", "tổng"),
            ("víi", "với"),
            ("xŭt", "xuất"),
        ],
    ),
    (
        "2009-download-xls.xls",
        &[
            ("bé", "bộ"),
            ("chđ", "chủ"),
            ("cêp", "cấp"),
            ("hiưn", "hiện"),
            ("nghiưp", "nghiệp"),
            ("nhiưm", "nhiệm"),
            ("phý", "phí"),
            ("sù", "sự"),
            ("thùc", "thực"),
            ("trỡnh", "trình"),
            ("tù", "tự"),
            ("vơ", "vụ"),
            ("ỏn", "án"),
        ],
    ),
];

#[test]
fn real_workbooks_read_as_their_transcripts() {
    let Some(folder) = shared::shared("real/vietnam") else {
        return;
    };
    let mut low = Vec::new();
    let mut files = 0;
    for path in workbooks(&folder) {
        let transcript = std::fs::read_to_string(path.with_extension("truth.txt")).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut wanted = words(&transcript);
        let read = words(&converted(&path));
        correct(&mut wanted, &read, &name);
        let total: usize = wanted.values().sum();
        let right: usize = wanted
            .iter()
            .map(|(word, n)| n.min(read.get(word).unwrap_or(&0)))
            .sum();
        let all: usize = read.values().sum();
        eprintln!("{name}: {right} of {total} words, {all} read");
        if std::env::var_os("TONGHOP_SHOW_WORDS").is_some() {
            show_differences(&wanted, &read);
        }
        // Neither may a word be lost or changed, nor may one be read that is not there.
        if right * 1000 < total.max(all) * WANTED {
            low.push(name);
        }
        files += 1;
    }
    assert!(files > 0, "no workbook in {}", folder.display());
    assert!(low.is_empty(), "below {WANTED} of 1000: {low:?}");
}

#[test]
fn text_in_unicode_stays_as_it_is() {
    let Some(folder) = shared::shared("real/vietnam") else {
        return;
    };
    let mut touched = Vec::new();
    for path in workbooks(&folder) {
        let transcript = std::fs::read_to_string(path.with_extension("truth.txt")).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let faults: Vec<&str> = faults(&name).map(|(wrong, _)| wrong).collect();
        let cells: Vec<&str> = transcript
            .split(['\t', '\n'])
            .filter(|cell| !words(cell).keys().any(|w| faults.contains(&w.as_str())))
            .collect();
        touched.extend(converted_cells(&cells));
    }
    for table in ["units.csv", "wards-to-communes-2025.csv"] {
        let path = shared::shared(&format!("data/{table}")).unwrap();
        let text = std::fs::read_to_string(path).unwrap();
        touched.extend(converted_cells(
            &text.split([',', '\n']).collect::<Vec<_>>(),
        ));
    }
    assert_eq!(touched, [""; 0]);
}

fn converted_cells(cells: &[&str]) -> Vec<String> {
    let mut detector = Detector::default();
    for cell in cells {
        detector.observe(cell);
    }
    cells
        .iter()
        .filter(|cell| detector.decide(cell) != Encoding::Unicode)
        .map(|cell| (*cell).to_owned())
        .collect()
}

fn faults(name: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    TRANSCRIPT_FAULTS
        .iter()
        .filter(move |(file, _)| *file == name)
        .flat_map(|(_, words)| words.iter().copied())
}

fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "xls"))
        .collect();
    paths.sort();
    paths
}

/// All text of a workbook, as the program's own reader understands it.
fn converted(path: &Path) -> String {
    let read = workbook(&std::fs::read(path).unwrap(), &Limits::default()).unwrap();
    assert!(read.bad_sheets.is_empty(), "{:?}", read.bad_sheets);
    read.sheets
        .iter()
        .flat_map(|sheet| &sheet.cells)
        .filter_map(|cell| match &cell.content {
            Content::Text(text) => Some(text.to_string() + "\n"),
            _ => None,
        })
        .collect()
}

/// Words with their number, without case (some fonts draw capitals from small letters) and figures.
fn words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    let text = text.to_lowercase();
    for word in text.split(|c: char| !c.is_alphabetic()) {
        if !word.is_empty() {
            *words.entry(word.to_owned()).or_insert(0) += 1;
        }
    }
    words
}

/// Puts the transcript right where it is known to be wrong.
fn correct(wanted: &mut BTreeMap<String, usize>, read: &BTreeMap<String, usize>, name: &str) {
    for (wrong, right) in faults(name) {
        let stated = wanted.get(wrong).copied().unwrap_or(0);
        let genuine = read.get(wrong).copied().unwrap_or(0).min(stated);
        wanted.insert(wrong.to_owned(), genuine);
        *wanted.entry(right.to_owned()).or_insert(0) += stated - genuine;
    }
}

fn show_differences(wanted: &BTreeMap<String, usize>, read: &BTreeMap<String, usize>) {
    let lacks = |a: &BTreeMap<String, usize>, b: &BTreeMap<String, usize>| -> Vec<String> {
        a.iter()
            .filter(|(word, n)| b.get(*word).unwrap_or(&0) < n)
            .map(|(word, n)| format!("{word}×{}", n - b.get(word).unwrap_or(&0)))
            .collect()
    };
    eprintln!("  lacking: {}", lacks(wanted, read).join(" "));
    eprintln!("  instead: {}", lacks(read, wanted).join(" "));
}
