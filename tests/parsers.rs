//! Every parser of ours against made-up input from fixed seeds, put together from the pieces that it knows: an answer
//! each time, the same each time, and what each parser promises of it.
//!
//! `TONGHOP_MUTATIONS=1000000 cargo test --release --test parsers` tries so many for each; the fuzz targets of
//! tests/fuzz feed the same functions.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test speaks by failing"
)]

#[path = "parsers/formulas.rs"]
mod formulas;
#[path = "parsers/pieces.rs"]
mod pieces;
#[path = "parsers/template.rs"]
mod template;

use std::sync::LazyLock;

use pieces::{Pieces, cases};
use tonghop::base::date;
use tonghop::base::encoding::{Detector, Encoding, to_unicode};
use tonghop::base::money::vietnamese;
use tonghop::base::number::{Style, TextNumber, parse, parse_count, parse_with, style_of};
use tonghop::base::place::Cell;
use tonghop::base::text::{fold, tidy};
use tonghop::layout::Layouts;
use tonghop::layout::heading::read;
use tonghop::model::{Period, Span};
use tonghop::settings::Templates;

const NUMBERS: &[&str] = &[
    "1",
    "250",
    "000",
    "0",
    "12",
    "1.250",
    "3,865",
    "999999999999999999",
    ".",
    ",",
    " ",
    "\u{a0}",
    "\u{202f}",
    "-",
    "–",
    "−",
    "(",
    ")",
    "%",
    "đ",
    " đồng",
    " triệu",
    "tr",
    " tỷ",
    " tỉ đồng",
    " nghìn",
    " ngàn đồng",
    "VNĐ",
    "x",
    "…",
    "'",
    "+",
    "e",
    "E+9",
    "１２",
    "½",
    "٣",
    "\u{ad}",
    "=",
];

#[test]
fn numbers() {
    for seed in cases(4_000) {
        let mut pieces = Pieces::of(seed);
        let text = pieces.text(NUMBERS, 7);
        let read = parse(&text);
        assert_eq!(read, parse(&text), "{text:?}");
        let _ = (parse_count(&text), style_of(&text));
        for style in [Style::Vietnamese, Style::English] {
            let _ = parse_with(&text, style);
        }
        // What is read comes back from how we print it, unless that is `1.250` (R008).
        if let TextNumber::Number(number) = read {
            let printed = vietnamese(number);
            match parse(&printed) {
                TextNumber::Number(again) => assert_eq!(again, number, "{text:?}: {printed:?}"),
                TextNumber::Ambiguous {
                    thousands, decimal, ..
                } => assert!(
                    [thousands, decimal].contains(&number),
                    "{text:?}: {printed:?}"
                ),
                other => panic!("{text:?} is {number}, printed {printed:?}: {other:?}"),
            }
        }
    }
}

const DATES: &[&str] = &[
    "15",
    "9",
    "2017",
    "31",
    "02",
    "0",
    "99999",
    "/",
    "-",
    ".",
    " ",
    "ngày ",
    "tháng ",
    "năm ",
    "từ ",
    "đến ",
    "quý ",
    "Q",
    "III",
    "IV",
    "3",
    "6 tháng",
    "đầu ",
    "cuối ",
    "9 tháng",
    "(",
    ")",
    ":",
    "Năm",
    "T",
    "00:00",
    "và ",
    "so với ",
    "cả ",
    "báo cáo ",
    "\u{a0}",
    "ngay ",
    "－",
];

#[test]
fn dates_and_periods() {
    for seed in cases(4_000) {
        let mut pieces = Pieces::of(seed);
        let text = pieces.text(DATES, 9);
        let year = [0, 1, 2017, 9999, i32::MAX, i32::MIN][pieces.below(6)];
        let day = date::parse(&text, year);
        assert_eq!(
            format!("{day:?}"),
            format!("{:?}", date::parse(&text, year)),
            "{text:?}"
        );
        let stated = date::stated_periods(&text);
        for (year, first, last) in &stated {
            assert!(
                first <= last && (1..=12).contains(first) && (1..=12).contains(last),
                "{text:?}"
            );
            assert!(
                (1900..2200).contains(year),
                "{text:?} states the year {year}"
            );
        }
        assert_eq!(
            date::parse_period(&text).is_some(),
            !stated.is_empty(),
            "{text:?}"
        );
    }
}

const TEXTS: &[&str] = &[
    "Tæng",
    "hîp",
    "§¬n",
    "vÞ",
    "QuyÕt ®ịnh",
    "THAØNH PHOÁ",
    "Uûy ban",
    "Teân ñôn vò",
    "kinh phí",
    "Đơn vị",
    "\u{ad}",
    "n\u{ad}íc",
    "µ",
    "¸",
    " ",
    "\n",
    "ö",
    "Ö",
    "à",
    "A",
    "e\u{302}",
    "\u{301}",
    "đ",
    "ñ",
    "Ñ",
    "\u{0}",
    "😀",
    "é",
    "xã",
    "1.250",
    "©",
    "\u{ad}u",
    "Aâ",
    "aê",
    "oà",
    "\u{feff}",
];

#[test]
fn encodings() {
    for seed in cases(3_000) {
        let text = Pieces::of(seed).text(TEXTS, 8);
        let mut detector = Detector::default();
        detector.observe(&text);
        for encoding in [detector.decide(&text), Encoding::Tcvn3, Encoding::Vni] {
            let out = to_unicode(&text, encoding);
            assert_eq!(out, to_unicode(&text, encoding), "{text:?}");
        }
        assert_eq!(tidy(&tidy(&text)), tidy(&text), "{text:?}");
        assert_eq!(fold(&fold(&text)), fold(&text), "{text:?}");
    }
}

const HEADINGS: &[&str] = &[
    "lũy kế",
    "kế hoạch",
    "KCĐP",
    "quý",
    "III",
    "I",
    "9 tháng",
    "năm",
    "2016",
    "2017",
    "kinh phí",
    ":",
    " - ",
    " (",
    ")",
    "%",
    "ước",
    "thực hiện",
    "trong",
    "đến hết",
    "cùng kỳ",
    "điều chỉnh",
    "đối ứng",
    "TP",
    "tổng",
    "số",
    "kết quả",
    "giải ngân",
    "luỹ ke",
    "keá hoaïch",
    "/",
    "\n",
    "QĐ",
    "ngày",
    "1",
    "12",
    "31",
    "tháng",
    "q",
];

static LAYOUTS: LazyLock<Layouts> = LazyLock::new(|| {
    let templates = Templates::embedded();
    let files: Vec<(String, String)> = [
        "base",
        "project-list",
        "money-by-activity",
        "results-by-indicator",
        "approval",
    ]
    .iter()
    .filter_map(|name| {
        Some((
            (*name).to_owned(),
            templates.text(&format!("layouts/{name}.toml"))?,
        ))
    })
    .collect();
    Layouts::parse(&files).expect("the built-in layouts")
});

#[test]
fn headings() {
    let period = Period {
        year: 2017,
        span: Span::Quarter(3),
    };
    for seed in cases(1_500) {
        let mut pieces = Pieces::of(seed);
        let text = pieces.spaced(HEADINGS, 9);
        for layout in &LAYOUTS.all {
            for period in [None, Some(period)] {
                let said = read(layout, &text, period);
                assert!((0.0..=1.0).contains(&said.coverage()), "{text:?}: {said:?}");
                assert_eq!(said, read(layout, &text, period), "{text:?}");
            }
        }
    }
}

const REFERENCES: &[&str] = &[
    "A",
    "Z",
    "XFD",
    "XFE",
    "$",
    "1",
    "0",
    "1048576",
    "1048577",
    "99999999999",
    ":",
    "!",
    "'",
    "a",
    " ",
    "-",
    "R1C1",
    "é",
];

#[test]
fn references() {
    for seed in cases(4_000) {
        let text = Pieces::of(seed).text(REFERENCES, 5);
        if let Some(cell) = Cell::parse(&text) {
            assert_eq!(Cell::parse(&cell.to_string()), Some(cell), "{text:?}");
        }
    }
}
