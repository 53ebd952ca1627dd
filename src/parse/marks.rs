//! The marks of a version: in the name of the file, in the sheet's name, in the lines above its table.
//!
//! The words are compared without case and accents. `(2)` and "Copy" behind a name are what a computer writes when a
//! file is saved twice, and "final" stands on first versions as often as on last ones: neither tells anything.

use crate::base::text::{fold, holds};
use crate::layout::header::text_of;
use crate::model::Marks;
use crate::read::grid::Grid;

/// The highest number of a version: "lần 15" is rather a day, a lesson or a festival.
const MOST: u32 = 9;

/// Words before the number of a version.
const BEFORE_NUMBER: [&str; 6] = ["lan", "ban", "v", "ver", "version", "rev"];

const CORRECTED: [&str; 15] = [
    "chinh sua",
    "sua doi",
    "da sua",
    "ban sua",
    "sua lai",
    "dinh chinh",
    "hieu chinh",
    "thay the bao cao",
    "thay the ban",
    "ban thay the",
    "bao cao thay the",
    "chinhsua",
    "dasua",
    "revised",
    "corrected",
];

const SUPPLEMENT: [&str; 3] = ["bo sung", "bosung", "supplement"];

/// A line that quotes a law speaks of the law's amendments, not of the report's.
const LEGAL: [&str; 6] = [
    "nghi dinh",
    "thong tu",
    "quyet dinh",
    "nghi quyet",
    "luat",
    "ban hanh",
];

/// Money that is given in addition makes no report a supplement.
const ADDED_MONEY: [&str; 7] = [
    "kinh phi bo sung",
    "ke hoach bo sung",
    "nguon bo sung",
    "von bo sung",
    "du toan bo sung",
    "duoc bo sung",
    "giao bo sung",
];

/// The marks of a file's name and of the folders that it was put into below the submissions.
pub fn of_path(file: &str) -> Marks {
    let mut parts: Vec<&str> = file.split('/').skip(1).collect();
    let Some(own) = parts.pop() else {
        return Marks::default();
    };
    let stem = own.rsplit_once('.').map_or(own, |(stem, _)| stem);
    let own = of_text(&fold(without_copy_mark(stem)));
    parts
        .iter()
        .fold(own, |marks, part| marks.and(of_text(&fold(part))))
}

/// Whether the name of a file says that it is a copy of another one.
pub fn is_copy(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim();
    let folded = fold(stem);
    without_copy_mark(stem) != stem
        || ["copy", "ban sao", "sao chep"]
            .iter()
            .any(|mark| holds(&folded, mark))
}

/// The marks of a sheet's name and of what stands above its table, which begins in the row.
pub fn of_sheet(grid: &Grid, first: u32) -> Marks {
    let titles = grid.cells.iter().take_while(|c| c.at.row < first);
    titles
        .filter_map(text_of)
        .map(|text| of_title(&fold(&text)))
        .fold(of_text(&fold(without_copy_mark(&grid.name))), Marks::and)
}

fn of_title(folded: &str) -> Marks {
    let mut marks = of_text(folded);
    let has = |words: &[&str]| words.iter().any(|word| holds(folded, word));
    // Most titles have none.
    if marks != Marks::default() && has(&LEGAL) {
        return Marks::default();
    }
    marks.supplement = marks.supplement && !has(&ADDED_MONEY);
    marks
}

fn of_text(folded: &str) -> Marks {
    let has = |words: &[&str]| words.iter().any(|word| holds(folded, word));
    let mut marks = Marks {
        corrected: has(&CORRECTED),
        supplement: has(&SUPPLEMENT),
        ..Marks::default()
    };
    let words: Vec<&str> = folded.split(' ').collect();
    for (at, word) in words.iter().enumerate() {
        if let Some(number) = number_at(&words, at, word) {
            marks = marks.and(Marks {
                number: Some(number),
                ..Marks::default()
            });
        }
    }
    marks
}

/// The number that a word begins: `lan 2`, `lan thu hai`, `lan2`, `v2`.
fn number_at(words: &[&str], at: usize, word: &str) -> Option<u32> {
    let within = |number: u32| (1..=MOST).contains(&number).then_some(number);
    let glued = BEFORE_NUMBER.iter().find_map(|lead| {
        let digits = word.strip_prefix(lead)?;
        digits.parse().ok().and_then(within)
    });
    if glued.is_some() {
        return glued;
    }
    // "văn bản 2", and a single "v" that may be a numeral of the table of contents.
    let is_document = word == "ban" && at.checked_sub(1).is_some_and(|i| words[i] == "van");
    if is_document || word == "v" || !BEFORE_NUMBER.contains(&word) {
        return None;
    }
    let mut next = words.get(at + 1..)?.iter();
    let mut told = next.next()?;
    if word == "lan" && matches!(*told, "thu" | "so") {
        told = next.next()?;
    }
    let number = match *told {
        "nhat" | "mot" | "dau" | "i" if word == "lan" => 1,
        "hai" | "ii" if word == "lan" => 2,
        "ba" | "iii" if word == "lan" => 3,
        "tu" | "bon" | "iv" if word == "lan" => 4,
        digits => digits.parse().ok()?,
    };
    within(number)
}

/// The name without `(2)` behind it.
fn without_copy_mark(name: &str) -> &str {
    let name = name.trim_end();
    let Some(inner) = name.strip_suffix(')') else {
        return name;
    };
    match inner.rsplit_once('(') {
        Some((before, digits))
            if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) =>
        {
            before.trim_end()
        }
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::place::Cell;
    use crate::read::grid::{Content, GridCell};

    fn number(name: &str) -> Option<u32> {
        of_path(&format!("da-nop/{name}")).number
    }

    #[test]
    fn numbers_are_read_in_every_spelling() {
        for (name, wanted) in [
            ("kien-thuy lần 2.xlsx", 2),
            ("Kien Thuy_LAN2.xls", 2),
            ("kien-thuy-lan-02.xlsx", 2),
            ("bao cao (lần thứ hai).xlsx", 2),
            ("BC lần thứ 3 q3.xlsx", 3),
            ("kienthuy_q3_v2.xlsx", 2),
            ("kien thuy ver 2.ods", 2),
            ("kien thuy bản 2.ods", 2),
            ("bao cao lan dau.xlsx", 1),
            ("lần 2/kien-thuy.xlsx", 2),
            ("bao cao lan 1 (2).xlsx", 1),
        ] {
            assert_eq!(number(name), Some(wanted), "{name}");
        }
    }

    #[test]
    fn what_only_looks_like_a_number_is_none() {
        for name in [
            "kien-thuy (2).xlsx",
            "chinh ban (2).xlsx",
            "kien-thuy - Copy (3).xlsx",
            "van ban 2.xlsx",
            "bao cao final.xlsx",
            "Quy V 2.xlsx",
            "bc lan 2017.xlsx",
            "Ms Lan 15-9.xlsx",
            "phu luc 2.xlsx",
            "quy 3.xlsx",
        ] {
            let marks = of_path(&format!("da-nop/{name}"));
            assert_eq!(marks, Marks::default(), "{name}");
        }
    }

    #[test]
    fn corrections_and_supplements_are_told_from_names() {
        for name in ["a đã sửa.xlsx", "a_chinh_sua.xls", "A (SỬA ĐỔI).xlsx"] {
            assert!(of_path(&format!("da-nop/{name}")).corrected, "{name}");
        }
        assert!(of_path("da-nop/314/bổ sung/a.xlsx").supplement);
        // "sữa" is milk, and so is what is left of "sửa" without its accent.
        assert_eq!(of_path("da-nop/che-bien-sua.xlsx"), Marks::default());
        assert!(of_path("da-nop/lan 2/a lan 3.xlsx").contradictory);
    }

    #[test]
    fn copies_are_known_by_their_names() {
        for name in [
            "a (2).xlsx",
            "a - Copy.xlsx",
            "b/Bản sao a.xls",
            "a (12).ods",
        ] {
            assert!(is_copy(name), "{name}");
        }
        for name in ["a.xlsx", "a (quý 3).xlsx", "a ().xlsx", "(314) a.xlsx"] {
            assert!(!is_copy(name), "{name}");
        }
    }

    #[test]
    fn the_head_of_a_sheet_speaks_and_its_rows_do_not() {
        let sheet = |texts: &[&str]| Grid {
            name: "Biểu 01".to_owned(),
            cells: (0..)
                .zip(texts)
                .map(|(row, text)| GridCell {
                    at: Cell::new(row, 0),
                    content: Content::Text((*text).into()),
                    formula: None,
                })
                .collect(),
            ..Grid::default()
        };
        let of = |text: &str| of_sheet(&sheet(&[text, "lần 9"]), 1);
        assert_eq!(of("BÁO CÁO QUÝ III NĂM 2017 (LẦN 2)").number, Some(2));
        assert!(of("BÁO CÁO ĐÃ CHỈNH SỬA").corrected);
        assert!(of("BÁO CÁO BỔ SUNG QUÝ III").supplement);
        for text in [
            "Thực hiện Nghị định 45/2012/NĐ-CP được sửa đổi, bổ sung",
            "Kinh phí bổ sung năm 2017",
            "BÁO CÁO QUÝ III NĂM 2017",
        ] {
            assert_eq!(of(text), Marks::default(), "{text}");
        }
    }
}
