//! The same records laid out in thousands of ways: what one clerk of three hundred might send.
//!
//! A seed makes a few projects and decides about the style of their workbook. The layouts are meant to be fair, which
//! rules out what a clerk who reads the sheet could not tell either:
//! - a text such as `1.250`, which is 1250 or 1.25 (it is R008 on its own, and has its own tests);
//! - a money unit that nothing states, two that contradict each other (R012);
//! - in TCVN3 a heading without its marks: nobody who types with one of its fonts leaves them off.
//!
//! The headings come from templates/layouts, so a synonym that is added there is tried here.

pub mod amounts;
pub mod block;
pub mod columns;
pub mod dice;
pub mod encode;
pub mod headings;
pub mod indicators;
pub mod list;
pub mod marks;
pub mod others;
pub mod period;
pub mod projects;
pub mod style;
pub mod wanted;
pub mod write;

use std::collections::BTreeSet;

pub use wanted::{Wanted, of_record};

use crate::support::sheet::Sheet;
use dice::Dice;
use headings::Words;
use style::{Format, ResultsIn, Style};
use tonghop::model::Programme;

/// What all layouts draw from, read once.
pub struct Source {
    pub words: Words,
    pub programme: Programme,
}

/// A sheet and the records that must come out of it.
type Laid = (Sheet, Vec<Wanted>);

impl Source {
    /// Reads headings and the programme from templates/.
    pub fn read() -> Self {
        Self {
            words: Words::read(),
            programme: Programme::parse(&headings::template("programme.toml"))
                .expect("the programme of the templates"),
        }
    }

    /// The workbooks of a seed.
    pub fn lay_out(&self, seed: u64) -> LaidOut {
        let mut dice = Dice::of(seed);
        let style = Style::draw(&mut dice);
        let projects = projects::draw(&mut dice, &self.programme, &style);
        let mut tried = style.names();
        let list::List {
            sheet,
            records,
            headings,
            ..
        } = list::lay_out(
            &mut dice,
            &style,
            &self.words,
            &self.programme,
            &projects,
            &mut tried,
        );
        let list = (sheet, records);
        let mut books: Vec<(String, Vec<Laid>)> = Vec::new();
        let extension = style.format.extension();
        let first = format!("da-nop/314-huyen-kien-thuy/danh-muc.{extension}");
        let second = format!("da-nop/314-huyen-kien-thuy/ket-qua.{extension}");
        match style.results {
            ResultsIn::SecondSheet | ResultsIn::SecondFile => {
                let more =
                    indicators::lay_out(&mut dice, &style, &self.words, &self.programme, &projects);
                if style.results == ResultsIn::SecondFile {
                    books.push((first, vec![list]));
                    books.push((second, vec![more]));
                } else if dice.chance(70) {
                    books.push((first, vec![list, more]));
                } else {
                    books.push((first, vec![more, list]));
                }
            }
            _ => books.push((first, vec![list])),
        }
        let mut files = Vec::new();
        let mut wanted = Vec::new();
        for (name, pages) in books {
            let mut sheets = Vec::new();
            for (mut sheet, records) in pages {
                encode::sheet(&mut sheet, style.encoding);
                sheets.push(sheet);
                wanted.extend(records.into_iter().map(|mut record| {
                    record.file.clone_from(&name);
                    record
                }));
            }
            files.push((name, bytes(style.format, &sheets)));
        }
        wanted.sort_by(|a, b| (&a.file, &a.sheet, a.row).cmp(&(&b.file, &b.sheet, b.row)));
        LaidOut {
            files,
            wanted,
            any_case: style.encoding == style::Encoding::Tcvn3,
            tried,
            headings,
        }
    }
}

/// The bytes of a workbook in a format.
pub fn bytes(format: Format, sheets: &[Sheet]) -> Vec<u8> {
    match format {
        Format::Xlsx => crate::support::build::workbook(sheets),
        Format::Xls => write::xls::workbook(sheets),
        Format::Ods => write::ods::workbook(sheets),
        Format::Xlsb => write::xlsb::workbook(sheets),
    }
}

/// Workbooks and the records that must come out of them.
pub struct LaidOut {
    /// Path and content of each.
    pub files: Vec<(String, Vec<u8>)>,
    /// The records by file, sheet and row.
    pub wanted: Vec<Wanted>,
    /// Fonts of TCVN3 draw capitals from small letters, so the case of texts is lost.
    pub any_case: bool,
    /// The styles that were used.
    pub tried: BTreeSet<&'static str>,
    /// The headings of the list, for whoever looks at a failure.
    pub headings: Vec<String>,
}

/// The names of all styles, each of which a layout may have.
pub fn all_styles() -> Vec<&'static str> {
    Style::all_names()
}
